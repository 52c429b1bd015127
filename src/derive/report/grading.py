"""What a report is worth in points, for the grading systems: all or nothing for each derivation.

A refuted derivation gets nothing.  An undecided or merely supported one gets all of its points, and is
flagged for a person: what derive cannot tell costs the student nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from math import isfinite

from derive.errors import AuthoringError
from derive.evidence import Verdict
from derive.report.findings import Finding, findings
from derive.report.model import DerivationReport, Report
from derive.report.words import many, plain

DEFAULT = 1.0


class Outcome(StrEnum):
    """How a derivation fared."""

    PASSED = "passed"
    FAILED = "failed"
    REVIEW = "review"


@dataclass(frozen=True, slots=True, kw_only=True)
class Grade:
    """The points of one derivation, and what to tell its author."""

    id: str
    name: str
    description: str
    outcome: Outcome
    points: float
    message: str
    details: str = ""

    @property
    def earned(self) -> float:
        """All of the points, unless something is refuted."""
        return 0.0 if self.outcome is Outcome.FAILED else self.points


MESSAGES = {
    Outcome.PASSED: "Every step is proved.",
    Outcome.FAILED: "A step is refuted: see the point at which it fails.",
    Outcome.REVIEW: "Not everything could be decided. This costs you nothing; a person will look at it.",
}


def grades(report: Report, points: Mapping[str, float]) -> list[Grade]:
    """The grade of each derivation; `points` says what they are worth, by name or id, if not one point.

    A derivation that is worth points and was not checked gets none of them, unless derive is to blame.
    Raises `AuthoringError` for points that are none.
    """
    _check(points)
    found = findings(report)
    graded = [_grade(derivation, found, points) for derivation in report.derivations]
    return graded + list(_missing(report, points))


def in_words(graded: list[Grade]) -> str:
    """How many passed, failed, and wait for a person."""
    counts = {outcome: sum(grade.outcome is outcome for grade in graded) for outcome in Outcome}
    passed, failed, waiting = (counts[outcome] for outcome in Outcome)
    words = f"{many(len(graded), 'derivation')}: {passed} passed, {failed} failed"
    return f"{words}, {waiting} for a person to look at." if waiting else f"{words}."


def _grade(derivation: DerivationReport, found: list[Finding], points: Mapping[str, float]) -> Grade:
    outcomes = {Verdict.PROVED: Outcome.PASSED, Verdict.REFUTED: Outcome.FAILED}
    outcome = outcomes.get(derivation.verdict, Outcome.REVIEW)
    ours = (finding for finding in found if finding.derivation == derivation.id)
    return Grade(
        id=plain(derivation.id),
        name=plain(derivation.name),
        description=plain(derivation.claim),
        outcome=outcome,
        points=float(points.get(derivation.id, points.get(derivation.name, DEFAULT))),
        message=MESSAGES[outcome],
        details="\n\n".join(f"line {finding.line}, {finding.title}\n{finding.message}" for finding in ours),
    )


def _missing(report: Report, points: Mapping[str, float]) -> Iterator[Grade]:
    """Derivations that are worth points, but were not checked."""
    there = {name for derivation in report.derivations for name in (derivation.id, derivation.name)}
    ours = report.interrupted or any(problem.is_contradiction for problem in report.problems)
    for name, worth in points.items():
        if name not in there:
            yield Grade(
                id=plain(name), name=plain(name.rsplit("::", 1)[-1]), description="", points=float(worth),
                outcome=Outcome.REVIEW if ours else Outcome.FAILED,
                message=MESSAGES[Outcome.REVIEW] if ours else "No derivation of this name could be checked.",
            )  # fmt: skip


def _check(points: Mapping[str, float]) -> None:
    for name, worth in points.items():
        is_number = isinstance(worth, int | float) and not isinstance(worth, bool)
        if not (is_number and isfinite(worth) and worth >= 0):
            raise AuthoringError(f"points of {name!r}: expected a number, 0 or more, but got {worth!r}")
