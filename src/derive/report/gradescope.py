"""The report as the results.json of a Gradescope autograder: a test for each derivation."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from derive.report.findings import Finding, findings
from derive.report.grading import DEFAULT, Grade, Outcome, grades, in_words
from derive.report.model import Report
from derive.report.rules import AUTHORING_ERROR
from derive.report.words import plain


def render(report: Report, *, points: Mapping[str, float]) -> str:
    """The results; `points` by name or id of the derivation, one where it says nothing.

    What cannot be read counts as a derivation of one point that failed, unless `points` says which
    derivations there should be.
    """
    graded = grades(report, points)
    homeless = [finding for finding in findings(report) if finding.derivation is None]
    cost = 0.0 if points else DEFAULT
    tests = [*map(_test, graded), *(_unreadable(finding, cost) for finding in homeless)]
    review = [grade.id for grade in graded if grade.outcome is Outcome.REVIEW]
    results: dict[str, Any] = {
        "output": "\n".join(_output(report, graded)),
        "output_format": "text",
        "test_output_format": "text",
        "test_name_format": "text",
        "execution_time": round(sum(step.seconds for d in report.derivations for step in d.steps), 3),
        "extra_data": {"needs_review": review, "versions": dict(report.versions)},
        "tests": tests,
    }
    return json.dumps(results if tests else {"score": 0.0, **results}, indent=2) + "\n"


def _output(report: Report, graded: list[Grade]) -> list[str]:
    lines = [in_words(graded)] if graded else ["Nothing was checked."]
    return lines + ([f"Interrupted: {plain(report.interrupted)}."] if report.interrupted else [])


def _test(grade: Grade) -> dict[str, Any]:
    status = {} if grade.outcome is Outcome.REVIEW else {"status": grade.outcome.value}
    return {
        "name": grade.name,
        "score": grade.earned,
        "max_score": grade.points,
        **status,
        "output": "\n\n".join(filter(None, (grade.description, grade.message, grade.details))),
        "tags": ["needs-review"] if grade.outcome is Outcome.REVIEW else [],
        "visibility": "visible",
        "extra_data": {"id": grade.id},
    }


def _unreadable(finding: Finding, cost: float) -> dict[str, Any]:
    """A file that could not be read; a defect of derive costs nothing."""
    is_theirs = finding.rule is AUTHORING_ERROR
    return {
        "name": plain(f"{finding.where} {finding.rule.label}".strip()),
        "score": 0.0,
        "max_score": cost if is_theirs else 0.0,
        **({"status": "failed"} if is_theirs else {}),
        "output": finding.message,
        "tags": [] if is_theirs else ["needs-review"],
        "visibility": "visible",
        "extra_data": {},
    }
