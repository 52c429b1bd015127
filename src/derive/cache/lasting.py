"""Which evidence may be kept: what another run would find as well."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

PASSING = ("time:", "memory:", "the worker crashed", "the engine stumbled")
"""How the reason of a claim begins that was given up: a time-out, a crash, a defect."""


def is_lasting(evidence: Mapping[str, Any] | None) -> bool:
    """Whether evidence (as data) says something about the claim, rather than about this run.

    >>> is_lasting({"verdict": "refuted"}), is_lasting({"verdict": "undecided", "reason": "time: not finished"})
    (True, False)
    """
    if evidence is None:
        return True
    if evidence["verdict"] != "undecided":
        return "time: " not in str(evidence.get("diagnosis") or "")
    return not str(evidence["reason"]).startswith(PASSING)


def is_lasting_report(report: Mapping[str, Any]) -> bool:
    """Whether that holds for everything in the report (as data) on a derivation."""
    heads = [calculation["head"] for calculation in report["calculations"]]
    steps = [step for calculation in report["calculations"] for step in calculation["steps"]]
    judged = [step[name] for step in steps for name in ("local", "head", "correction")]
    return all(map(is_lasting, (*heads, *judged)))
