"""What was known before: a file of verdicts by step id, against which a later check is held.

A baseline excuses nothing.  It makes a check fail in which a step is worse known than it was, even
where `--fail-on` would let it pass.  Ids (``path::derivation::calculation::number``) survive moved
lines.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from derive.errors import AuthoringError
from derive.evidence import Verdict, weakest
from derive.report.model import CalculationReport, Report

SCHEMA = 1
WORSE = 3
"""The exit code for a step that is worse than it was."""

REMEDY = "restore it, or write a new one with --update-baseline"


@dataclass(frozen=True, slots=True)
class Baseline:
    """The verdict of each step at the time of writing."""

    verdicts: Mapping[str, Verdict]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A step that is known differently now."""

    id: str
    before: Verdict
    now: Verdict

    def __str__(self) -> str:
        return f"{self.id}: was {self.before.value}, is {self.now.value}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What became of the steps of a baseline, and the steps that it does not know."""

    worse: tuple[Change, ...] = ()
    better: tuple[Change, ...] = ()
    new: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()

    def exit_code(self, report: Report) -> int:
        """That of the report, or 3 where only the baseline objects."""
        return report.exit_code or (WORSE if self.worse else 0)


def write(report: Report) -> str:
    """The baseline file of a report."""
    steps = {identity: verdict.value for identity, verdict in sorted(_verdicts(report).items())}
    return json.dumps({"schema": SCHEMA, "steps": steps}, indent=2) + "\n"


def read(text: str, *, path: str | None = None) -> Baseline:
    """The baseline in `text`; `path` is named where it is damaged, which raises `AuthoringError`.

    >>> read('{"schema": 1, "steps": {"a.py::d::c::1": "proved"}}').verdicts["a.py::d::c::1"].value
    'proved'
    >>> read("<<<<<<< HEAD")
    Traceback (most recent call last):
    ...
    derive.errors.AuthoringError: damaged baseline: it is no JSON (line 1: Expecting value); restore it, \
or write a new one with --update-baseline
    """
    try:
        data = json.loads(text, object_pairs_hook=_without_repetition)
        return Baseline(_steps(data))
    except json.JSONDecodeError as error:
        reason = f"it is no JSON (line {error.lineno}: {error.msg})"
    except RecursionError:
        reason = "it is nested too deeply"
    except ValueError as error:
        reason = str(error)
    raise AuthoringError(f"damaged baseline: {reason}; {REMEDY}", path=path)


def compare(report: Report, baseline: Baseline) -> Comparison:
    """What became worse or better, what is new, and what is gone."""
    now, before = _verdicts(report), baseline.verdicts
    changes = [
        Change(id=identity, before=before[identity], now=verdict)
        for identity, verdict in sorted(now.items())
        if identity in before and before[identity] is not verdict
    ]
    return Comparison(
        worse=tuple(change for change in changes if change.now.rank > change.before.rank),
        better=tuple(change for change in changes if change.now.rank < change.before.rank),
        new=tuple(sorted(now.keys() - before.keys())),
        gone=tuple(sorted(before.keys() - now.keys())),
    )


def _verdicts(report: Report) -> dict[str, Verdict]:
    """How each step stands."""
    chains = (calculation for derivation in report.derivations for calculation in derivation.calculations)
    return {identity: verdict for calculation in chains for identity, verdict in _standings(calculation)}


def _standings(calculation: CalculationReport) -> Iterator[tuple[str, Verdict]]:
    """The verdict by id of each step of a chain.

    An erratum stands proved once it is confirmed and its correction proved.  What is known of the
    chain as a whole counts with its last step.
    """
    for step in calculation.steps[:-1]:
        yield step.id, weakest(step.verdicts or [Verdict.PROVED])
    for step in calculation.steps[-1:]:
        is_excused = any(earlier.is_confirmed_erratum for earlier in calculation.steps)
        whole = [] if calculation.head is None or is_excused else [calculation.head.verdict]
        yield step.id, weakest(step.verdicts + whole or [Verdict.PROVED])


def _steps(data: Any) -> dict[str, Verdict]:
    """The steps of a baseline file; raises ValueError with what is wrong with it."""
    if not isinstance(data, dict) or "schema" not in data:
        raise ValueError('it has no "schema"')
    schema = data["schema"]
    if isinstance(schema, bool) or schema != SCHEMA:
        raise ValueError(f"its schema is {schema!r}, and this derive knows {SCHEMA}")
    steps = data.get("steps")
    if not isinstance(steps, dict):
        raise ValueError('its "steps" are no table of verdicts')
    return {identity: _verdict(identity, word) for identity, word in steps.items()}


def _verdict(identity: str, word: Any) -> Verdict:
    words = [verdict.value for verdict in Verdict]
    if word not in words:
        raise ValueError(f"the verdict of {identity} is {word!r}, not one of {', '.join(words)}")
    return Verdict(word)


def _without_repetition(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """A JSON object as a dictionary; one that says a thing twice was merged by hand."""
    table = dict(pairs)
    if len(table) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise ValueError(f"it has {twice!r} twice")
    return table
