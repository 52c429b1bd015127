"""The report as the results.json of a PrairieLearn external grader: a test for each derivation.

What cannot be read makes a submission ungradable there, which costs the student neither points nor an
attempt; so does a defect of derive.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from derive.report.findings import findings
from derive.report.grading import Grade, Outcome, grades, in_words
from derive.report.model import Report
from derive.report.words import plain


def render(report: Report, *, points: Mapping[str, float]) -> str:
    """The results; `points` by name or id of the derivation, one where it says nothing."""
    graded = grades(report, points)
    obstacles = _obstacles(report)
    results = _ungradable(obstacles) if obstacles else _gradable(graded)
    review = [grade.id for grade in graded if grade.outcome is Outcome.REVIEW]
    results["derive"] = {"needs_review": review, "versions": dict(report.versions)}
    return json.dumps(results, indent=2) + "\n"


def _obstacles(report: Report) -> list[str]:
    """Why there is nothing to grade."""
    homeless = (finding for finding in findings(report) if finding.derivation is None)
    found = [": ".join(filter(None, (finding.where, finding.message))) for finding in homeless]
    if report.interrupted:
        found.append(f"The check was interrupted: {plain(report.interrupted)}.")
    return found or ([] if report.derivations else ["There was no derivation to check."])


def _ungradable(obstacles: list[str]) -> dict[str, Any]:
    return {"gradable": False, "format_errors": obstacles, "message": "The derivations could not be checked."}


def _gradable(graded: list[Grade]) -> dict[str, Any]:
    possible = sum(grade.points for grade in graded)
    return {
        "gradable": True,
        "score": sum(grade.earned for grade in graded) / possible if possible else 0.0,
        "message": in_words(graded),
        "tests": [_test(grade) for grade in graded],
    }


def _test(grade: Grade) -> dict[str, Any]:
    return {
        "name": grade.name,
        "description": grade.description,
        "points": grade.earned,
        "max_points": grade.points,
        "message": grade.message,
        "output": grade.details,
    }
