"""`derivation.verify`: draw or take points, compare all steps at them, look closer where they differ."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from sympy import MatrixBase

from derive.calculation import BETWEEN_NUMBERS, Step
from derive.claim import Claim, Reading
from derive.numeric.batch import Batch
from derive.verification.comparison import Comparison, Found, Plan
from derive.verification.distributed import compare_chunks, is_distributed
from derive.verification.figures import StepFigures, Verification
from derive.verification.reexamination import reexamine
from derive.verification.samples import Chunk, drawn, given, wanted_points

if TYPE_CHECKING:
    from derive.page import Derivation

SAMPLES, BUDGET = 1_000_000, 1_000
IN_PLANE = "in the complex reading only in balls: use check()"

Tick = Callable[[int], None]


@dataclass(frozen=True)
class Line:
    """A step with what it claims."""

    key: str
    line: int
    claim: Claim
    erratum: bool


def verify(
    derivation: Derivation,
    points: Any = None,
    *,
    samples: float | None = None,
    seed: int = 0,
    budget: int = BUDGET,
    threads: int | None = None,
    tick: Tick = lambda count: None,
) -> Verification:
    """Compare both sides of every step at many points.

    `points` are the user's own arrays, by name, by position, or an iterator of chunks of them; Dask arrays
    are compared where their chunks live.  Without them `samples` points are drawn from the domains.
    `budget` is at how many points a step is looked at in balls, `threads` how many share the work (one a
    core).  `tick` is called with the number of points done.

    Raises `TypeError` or `ValueError` for arrays and numbers that cannot be points.
    """
    if points is not None and samples is not None:
        raise TypeError("give points or samples, not both")
    started = time.perf_counter()
    if isinstance(seed, bool) or not isinstance(seed, int) or seed < 0:
        raise ValueError(f"seed is a whole number from 0 on, not {seed!r}")
    count = wanted_points(SAMPLES if samples is None else samples)
    lines = list(_lines(derivation))
    compared = [line for line in lines if _is_comparable(line.claim)]
    rows: dict[str, StepFigures] = {line.key: _skipped(line) for line in lines if line not in compared}
    total = 0
    if compared:
        batch = Batch(tuple(derivation.domains), {line.key: (line.claim.lhs, line.claim.rhs) for line in compared})
        relations = {line.key: line.claim.relation for line in compared}
        comparison = Comparison(Plan(batch, relations, tuple(derivation.domains.values()), budget))
        if is_distributed(points):
            compare_chunks(comparison, points)
        else:
            for chunk in _chunks(derivation, compared[0].claim, points, count, seed):
                comparison.take(chunk, threads)
                tick(chunk.count)
        total = comparison.points
        rows |= {line.key: _figures(line, comparison, budget) for line in compared}
    return Verification(
        derivation=derivation.name, points=total, seed=seed if points is None else None,
        steps=tuple(rows[line.key] for line in lines), seconds=time.perf_counter() - started,
    )  # fmt: skip


def _chunks(derivation: Derivation, claim: Claim, points: Any, count: int, seed: int) -> Iterator[Chunk]:
    if not derivation.domains:
        return iter([Chunk([], 1)])
    return drawn(claim, count, seed) if points is None else given(tuple(derivation.domains), points)


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


def _is_comparable(claim: Claim) -> bool:
    if claim.relation not in BETWEEN_NUMBERS or claim.reading is Reading.COMPLEX:
        return False
    matrices = [isinstance(side, MatrixBase) for side in (claim.lhs, claim.rhs)]
    return matrices == [False, False] or (all(matrices) and claim.lhs.shape == claim.rhs.shape)


def _skipped(line: Line) -> StepFigures:
    is_plane = line.claim.reading is Reading.COMPLEX
    note = IN_PLANE if is_plane else f"no two numbers to compare: {line.claim.relation.value}"
    return StepFigures(
        id=line.key, line=line.line, relation=line.claim.relation.value, note=note, erratum=line.erratum
    )


def _figures(line: Line, comparison: Comparison, budget: int) -> StepFigures:
    found = comparison.found[line.key]
    figures = StepFigures(
        id=line.key, line=line.line, relation=line.claim.relation.value, counted=found.counted,
        outside=comparison.outside, erratum=line.erratum,
    )  # fmt: skip
    if found.at is not None:
        names = [str(symbol) for symbol in line.claim.domains]
        figures = replace(figures, residual=found.residual, at=dict(zip(names, found.at.values, strict=True)))
    worst, explained = _ordered(found, budget)
    if not worst and not explained:
        return figures
    looked = reexamine(line.claim, [*worst, *explained], budget, also=len(explained))
    return replace(
        figures, examined=looked.examined, left=found.differing - looked.examined,
        undefined=looked.undefined, unsettled=looked.unsettled, cancelled=looked.cancelled,
        counterexample=looked.counterexample,
    )  # fmt: skip


def _ordered(found: Found, budget: int) -> tuple[list[Any], list[Any]]:
    """Coordinates, the worst first; which thread found a point first must not matter."""
    worst, explained = (
        sorted(kept, key=lambda entry: entry.order)[:room]
        for kept, room in ((found.worst, budget), (found.explained, 1))
    )
    return [entry.values for entry in worst], [entry.values for entry in explained]

