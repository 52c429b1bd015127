"""`derivation.verify`: draw or take points, compare all steps at them, look closer where they differ."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from derive.calculation import Step
from derive.claim import Claim, Reading
from derive.numeric.batch import Batch
from derive.verification.comparison import Comparison, Plan
from derive.verification.distributed import compare_chunks, is_distributed
from derive.verification.figures import StepFigures, Verification
from derive.verification.found import Found
from derive.verification.reasons import why_no_value, why_not_compared
from derive.verification.reexamination import reexamine
from derive.verification.residuals import STRICT
from derive.verification.samples import Chunk, drawn, given, wanted_points, whole_number
from derive.verification.watch import POINTS, Watch

if TYPE_CHECKING:
    from derive.page import Derivation

SAMPLES, BUDGET = 1_000_000, 1_000


@dataclass(frozen=True)
class Line:
    """A step with what it claims."""

    key: str
    line: int
    claim: Claim
    erratum: bool

    @cached_property
    def reason(self) -> str | None:
        """Why the step is not compared at points."""
        return why_not_compared(self.claim)

    @property
    def figures(self) -> StepFigures:
        """The row of the step, with nothing known."""
        return StepFigures(
            id=self.key, line=self.line, relation=self.claim.relation.value, erratum=self.erratum, note=self.reason
        )


def verify(
    derivation: Derivation,
    points: Any = None,
    *,
    samples: float | None = None,
    seed: int = 0,
    budget: int = BUDGET,
    threads: int | None = None,
    watch: Watch | None = None,
) -> Verification:
    """Compare both sides of every step at many points.

    `points` are the user's own arrays, by name, by position, or an iterator of chunks of them; Dask arrays
    are compared where their chunks live.  Without them `samples` points are drawn from the domains.
    `budget` is at how many points a step is looked at in balls, `threads` how many share the work (one a
    core).  `watch` is told what is being done.

    Raises `TypeError` or `ValueError` for arrays and numbers that cannot be points.
    """
    if points is not None and samples is not None:
        raise TypeError("give points or samples, not both")
    count = wanted_points(SAMPLES if samples is None else samples)
    seed, budget = whole_number("seed", seed), whole_number("budget", budget)
    return Survey(derivation).verified(points, count, seed, budget, threads, watch or Watch())


class Survey:
    """The steps of a derivation, and what is to be compared of them."""

    def __init__(self, derivation: Derivation) -> None:
        self.derivation = derivation
        self.lines = list(_lines(derivation))
        self.compared = [line for line in self.lines if line.reason is None]

    @cached_property
    def batch(self) -> Batch:
        """Both sides of the steps that are compared."""
        sides = {line.key: (line.claim.lhs, line.claim.rhs) for line in self.compared}
        return Batch(tuple(self.derivation.domains), sides)

    def compare(self, budget: int) -> Comparison:
        """A fresh comparison of the steps, with room for so many points that differ."""
        relations = {line.key: line.claim.relation for line in self.compared}
        plan = Plan(self.batch, relations, self.compared[0].claim, max(1, budget))
        if self.derivation.reading is Reading.COMPLEX:
            from derive.verification.plane import PlaneComparison

            return PlaneComparison(plan)
        return Comparison(plan)

    def chunks(self, comparison: Comparison, points: Any, count: int, seed: int) -> Iterator[Chunk]:
        """The points, a part after the other."""
        if points is not None:
            return given(self.derivation.domains, points)
        if not self.derivation.domains:
            return iter([Chunk([], 1)])
        return drawn(comparison.conditions, count, seed)

    def verified(
        self, points: Any, count: int, seed: int, budget: int, threads: int | None, watch: Watch
    ) -> Verification:
        """The table of all steps."""
        started = time.perf_counter()
        total = 0
        rows: dict[str, StepFigures] = {line.key: line.figures for line in self.lines}
        stopped = watch.given_up(POINTS)
        if stopped is not None:
            rows |= {line.key: replace(line.figures, stopped=stopped) for line in self.compared}
        elif self.compared:
            comparison = self._comparison(points, count, seed, budget, threads, watch)
            total = comparison.points
            rows |= {line.key: _figures(line, comparison, budget, watch) for line in self.compared}
        return Verification(
            derivation=self.derivation.name, points=total, seed=seed if points is None else None,
            steps=tuple(rows.values()), seconds=time.perf_counter() - started,
            wanted=count if points is None and self.derivation.domains and stopped is None else None,
        )  # fmt: skip

    def _comparison(
        self, points: Any, count: int, seed: int, budget: int, threads: int | None, watch: Watch
    ) -> Comparison:
        comparison = self.compare(budget)
        if watch.before is not None:
            comparison.merge(watch.before)
        elif is_distributed(points):
            compare_chunks(comparison, points)
        else:
            for chunk in self.chunks(comparison, points, count, seed):
                comparison.take(chunk, threads, watch.points_done)
            watch.compared(comparison.partial)
        return comparison


def _lines(derivation: Derivation) -> Iterator[Line]:
    from derive.check import Chain

    for calculation in derivation.page.calculations:
        chain = Chain(derivation, calculation)
        for k, (left, step) in enumerate(zip(chain.lefts, calculation.steps, strict=True), 1):
            yield _line(derivation, f"{calculation.name}::{k}", left, step)
            if step.correction is not None:
                key = f"{calculation.name}::{k}::correction"
                yield _line(derivation, key, left, step.correction)


def _line(derivation: Derivation, key: str, left: Any, step: Step) -> Line:
    return Line(key, step.line, derivation.claim(left, step.relation, step.rhs, step), step.erratum is not None)


def _figures(line: Line, comparison: Comparison, budget: int, watch: Watch) -> StepFigures:
    found = comparison.found[line.key]
    figures = replace(line.figures, counted=found.counted, outside=comparison.outside)
    if found.at is None:
        return replace(figures, note=_why_nothing(line, comparison))
    figures = replace(figures, residual=found.residual, at=_by_name(line.claim, found.at.values))
    worst, explained = _ordered(found, budget, budget if line.claim.relation in STRICT else 1)
    if not worst and not explained:
        return replace(figures, left=found.differing)
    stopped = watch.given_up(line.key)
    if stopped is not None:
        return replace(figures, left=found.differing, stopped=stopped)
    watch.looking_closer(line.key)
    looked = reexamine(line.claim, [*worst, *explained], budget, also=len(explained), seconds=watch.seconds)
    return replace(
        figures, examined=looked.examined, left=found.differing - looked.examined,
        undefined=looked.undefined, unsettled=looked.unsettled, cancelled=looked.cancelled,
        counterexample=looked.counterexample,
    )  # fmt: skip


def _by_name(claim: Claim, values: Sequence[complex]) -> dict[str, float | complex]:
    """The coordinates of a point, real ones as they are."""
    named = zip(claim.domains.items(), values, strict=True)
    return {str(symbol): value.real if domain.is_real else value for (symbol, domain), value in named}


def _why_nothing(line: Line, comparison: Comparison) -> str | None:
    """What floats have no rule for, where points were there and none of them counted."""
    if comparison.points <= comparison.outside:
        return None
    return why_no_value(line.claim, dict.fromkeys(line.claim.domains, 0.5))


def _ordered(found: Found, budget: int, explained_budget: int) -> tuple[list[Any], list[Any]]:
    """Coordinates, the worst first; which thread found a point first must not matter."""
    worst, explained = (
        sorted(kept, key=lambda entry: entry.order)[:room]
        for kept, room in ((found.worst, budget), (found.explained, explained_budget))
    )
    return [entry.values for entry in worst], [entry.values for entry in explained]

