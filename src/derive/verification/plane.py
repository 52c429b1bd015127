"""Steps that are read in the complex plane: compared on a walk over the trees, with bounds beside every value."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from derive.claim import Claim
from derive.numeric.batch import entries_of
from derive.numeric.blocks import Column
from derive.numeric.plane_walk import Bounded, PlaneWalk
from derive.numeric.points import solutions_of
from derive.numeric.ufuncs import Unsupported
from derive.verification.comparison import Block, Comparison, Plan, Tick, Valued
from derive.verification.conditions import COMPARE, contains
from derive.verification.residuals import is_beyond
from derive.verification.samples import Chunk

AT_ONCE = 16_384
"""Points in a block."""


class PlaneConditions:
    """The domains and the hypotheses of a claim in the plane; as `Conditions` are on the line."""

    def __init__(self, claim: Claim) -> None:
        self.claim = claim
        self.domains = tuple(claim.domains.values())
        self.solutions, _ = solutions_of(claim)

    @property
    def are_any(self) -> bool:
        """Whether there are hypotheses, beside the domains."""
        return bool(self.claim.hypotheses)

    def completed(self, inputs: Sequence[Any]) -> list[Any]:
        """The points with what equations fix in its place."""
        found = dict(zip(self.claim.domains, inputs, strict=True))
        for variable, solution in self.solutions.items():
            value, _ = _bounded(PlaneWalk(dict(zip(self.claim.domains, inputs, strict=True))), solution)
            is_real = self.claim.domains[variable].is_real
            found[variable] = np.broadcast_to(_on_the_line(value) if is_real else value, np.shape(inputs[0]))
        return list(found.values())

    def inside(self, inputs: Sequence[Any]) -> Any:
        """Which points lie in the domains and meet the hypotheses, as far as floats tell."""
        found = np.ones(len(inputs[0]) if inputs else 1, bool)
        for domain, array in zip(self.domains, inputs, strict=True):
            found &= contains(domain, array) if domain.is_real else np.isfinite(array)
        walk = self.walk(inputs)
        for hypothesis in self.claim.hypotheses:
            (lhs, e), (rhs, f) = (_bounded(walk, side) for side in hypothesis.args[:2])
            if hypothesis.rel_op == "==":
                found &= ~(np.abs(lhs - rhs) > e + f)
            elif hypothesis.rel_op == "!=":
                found &= lhs != rhs
            else:
                found &= COMPARE[hypothesis.rel_op](_on_the_line(lhs), _on_the_line(rhs))
        return found

    def walk(self, inputs: Sequence[Any]) -> PlaneWalk:
        """A walk at the points, with the rounding of what follows from others."""
        values = dict(zip(self.claim.domains, inputs, strict=True))
        fixed = PlaneWalk(values)
        errors = {variable: _bounded(fixed, solution)[1] for variable, solution in self.solutions.items()}
        return PlaneWalk(values, errors)


class PlaneComparison(Comparison):
    """Both sides at points of the plane; sides that are to be compared by size count where they are real."""

    def __init__(self, plan: Plan, first: int = 0) -> None:
        self._sides: dict[Any, int] = {}
        self._errors: dict[int, Any] = {}
        super().__init__(plan, first)

    def _conditions(self) -> PlaneConditions:
        return PlaneConditions(self.plan.spoken_of)

    def _layout(self) -> dict[str, list[tuple[int, int]]]:
        found = {}
        for key, sides in self.batch.sides.items():
            left, right = ([self._sides.setdefault(e, len(self._sides)) for e in entries_of(side)] for side in sides)
            found[key] = list(zip(left, right, strict=True))
        return found

    def _wanted(self) -> list[int]:
        return list(self._sides.values())

    def take(self, chunk: Chunk, threads: int | None = None, tick: Tick = lambda count: None) -> None:
        """Compare at the points of a chunk."""
        shape = np.broadcast_shapes(*(np.shape(array) for array in chunk.arrays))
        columns = [Column(np.asarray(array), shape) for array in chunk.arrays]
        self._before = self._first + self.points
        self.points += chunk.count
        for start in range(0, chunk.count, AT_ONCE):
            stop = min(start + AT_ONCE, chunk.count)
            with np.errstate(all="ignore"):
                self._note_block(self._at(columns, start, stop))
            tick(stop - start)

    def _at(self, columns: list[Column], start: int, stop: int) -> Block:
        assert isinstance(self.conditions, PlaneConditions)
        length = stop - start
        inputs = []
        for column, domain in zip(columns, self.conditions.domains, strict=True):
            kind = float if domain.is_real else complex
            found = column.uniform(kind) if column.is_uniform else column.block(start, stop, kind)
            inputs.append(np.broadcast_to(found, length))
        walk = self.conditions.walk(inputs)
        values = {}
        for side, number in self._sides.items():
            value, error = _bounded(walk, side)
            values[number] = np.broadcast_to(value, length)
            self._errors[number] = np.broadcast_to(error, length)
        inside = np.broadcast_to(self.conditions.inside(inputs), length)
        return Block(self._before + start, inputs, inside, values)

    def _residual(self, key: str, block: Block, valued: Valued) -> tuple[Any, Any]:
        """As on the line; numbers that are not real have no order, and do not count where one is claimed."""
        residuals, counts = super()._residual(key, block, valued)
        if residuals is not None and np.isnan(residuals).any():
            ordered = ~np.isnan(residuals)
            counts = ordered if counts is None else counts & ordered
            np.copyto(residuals, -1.0, where=~counts)
        return residuals, counts

    def _narrow(self, found: dict[str, Any], block: Block, *, hastily: bool) -> bool:
        """The bounds are there already: they came with the values."""
        for key, mask in found.items():
            beyond = np.zeros(block.length, bool)
            for left, right in self._pairs[key]:
                error = self._errors[left] + self._errors[right]
                beyond |= is_beyond(self.relations[key], block.values[left], block.values[right], error)
            mask &= beyond
        return False


def _on_the_line(values: Any) -> Any:
    """The values that are real; NaN for all others."""
    return np.where(np.imag(values) == 0, np.real(values), np.nan)


def _bounded(walk: PlaneWalk, expression: Any) -> Bounded:
    try:
        return walk(expression)
    except Unsupported:
        return np.asarray(complex(np.nan)), np.inf
