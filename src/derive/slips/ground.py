"""The points at which the candidates for a repair are compared, and what it is for one to fit there."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import pairwise
from typing import Any

import numpy as np
from sympy import Add, Expr, ImmutableDenseMatrix, Product, Sum, oo

from derive.calculation import BETWEEN_EQUATIONS, Relation
from derive.claim import Claim, Reading
from derive.errors import DeriveError
from derive.numeric.points import Point, sample
from derive.refute.arithmetic import arithmetic_of
from derive.slips.solutions import solutions
from derive.slips.values import ALWAYS, MOSTLY, ORDERS, Evaluator, OnLine, Values, agree, evaluator, points_of

HOLDS: dict[Relation, Callable[[Any, Any], Any]] = {
    Relation.AT_MOST: np.less_equal, Relation.BELOW: np.less,
    Relation.AT_LEAST: np.greater_equal, Relation.ABOVE: np.greater,
}  # fmt: skip

WORLDS, MORE_WORLDS = 6, 10
MOST_SOLUTIONS = 14
DIGITS = 20
NEAR, ROUNDING = 0.01, 1e-13
FIRST_STEP, STEPS, CONVERGED = 0.02, 7, 1e-8


class Ground:
    """The values of both sides of a claim, and of candidates for them, at the same few points.

    Raises `ValueError` where there is no point at which anything can be compared.
    """

    def __init__(self, claim: Claim, value: Evaluator) -> None:
        self.claim, self.value = claim, value
        self.sides: Mapping[str, Values] = {"lhs": value(claim.lhs), "rhs": value(claim.rhs)}

    def wanted(self, side: str) -> Values:
        """The values that a side would have to have: those of the other one."""
        return self.sides["lhs" if side == "rhs" else "rhs"]

    @property
    def count(self) -> int:
        """At how many different points both sides have values."""
        if self.is_of_numbers:
            return 1
        lhs, rhs = self.sides["lhs"], self.sides["rhs"]
        return int((np.isfinite(lhs) & np.isfinite(rhs)).sum()) if lhs.shape == rhs.shape else 0

    @property
    def is_of_numbers(self) -> bool:
        """Whether both sides are numbers, so that one point is all there is."""
        return not self.claim.is_abstract and not self.claim.lhs.free_symbols | self.claim.rhs.free_symbols

    def known(self, side: str) -> bool:
        """Whether it can be seen what a side would have to be."""
        return bool(np.isfinite(self.wanted(side)).any())

    def fits(self, side: str, line: Any) -> bool:
        """Whether the claim with another side would hold at the points."""
        wanted = self.wanted(side)
        if self.claim.relation in ORDERS:
            return self._is_in_order(side, wanted, self.value(line))
        values = self.value(line, wanted)
        share = ALWAYS if self.claim.is_abstract else MOSTLY
        return wanted.shape == values.shape and agree(wanted, values, self._scale[side], share)

    def _is_in_order(self, side: str, wanted: Values, values: Values) -> bool:
        if wanted.shape != values.shape or np.iscomplexobj(values) or np.iscomplexobj(wanted):
            return False
        left, right = (wanted, values) if side == "rhs" else (values, wanted)
        both = np.isfinite(left) & np.isfinite(right)
        return bool(both.any()) and _in_order(self.claim.relation, left[both], right[both])

    def is_tight(self, side: str, line: Any) -> bool:
        """Whether the sides nearly meet at one of the points, with another line on one side."""
        wanted, values = self.wanted(side), self.value(line)
        with np.errstate(all="ignore"):
            apart = np.abs(wanted - values) / (np.abs(wanted) + np.abs(values))
        return bool(np.nanmin(apart, initial=np.inf) < NEAR)

    def holds(self, relation: Relation) -> bool:
        """Whether the sides stand in another order at all points."""
        left, right = self.sides["lhs"], self.sides["rhs"]
        both = np.isfinite(left) & np.isfinite(right) if left.shape == right.shape else np.array([False])
        return bool(both.any()) and _in_order(relation, left[both], right[both])

    @cached_property
    def _scale(self) -> Mapping[str, Values]:
        """How large the terms of the other side are: what cancels there leaves rounding errors of their size."""
        return {"rhs": _size_of_terms(self.claim.lhs, self.value), "lhs": _size_of_terms(self.claim.rhs, self.value)}

    @cached_property
    def wider(self) -> Ground:
        """The same in more worlds, where it takes many values to see what is wrong."""
        if not self.claim.is_abstract:
            return self
        from derive.abstract.valuing import InWorlds

        return Ground(self.claim, InWorlds(self.claim, MORE_WORLDS))


def _in_order(relation: Relation, left: Values, right: Values) -> bool:
    """Whether a relation holds at all points; what is equal up to rounding is so in exact numbers."""
    are_equal = np.abs(left - right) <= ROUNDING * (np.abs(left) + np.abs(right))
    is_weak = relation in (Relation.AT_MOST, Relation.AT_LEAST)
    return bool((HOLDS[relation](left, right) | (are_equal & is_weak)).all())


def _size_of_terms(line: Any, value: Evaluator) -> Values:
    terms = line.args if isinstance(line, Add) else (line,)
    sizes = [np.abs(value(term)) for term in terms]
    return np.nan_to_num(sum(sizes[1:], sizes[0]))


def ground(claim: Claim) -> Ground | None:
    """The points for a claim between numbers; None if none is found."""
    try:
        if claim.is_abstract:
            from derive.abstract.valuing import InWorlds

            return Ground(claim, InWorlds(claim, MORE_WORLDS if claim.relation in ORDERS else WORLDS))
        points = points_of(claim)
        value = evaluator(claim, points)
        if isinstance(value, OnLine) and points:
            _slowly(claim, value, points)
        found = Ground(claim, value) if points else None
    except (DeriveError, ArithmeticError, TypeError, ValueError, AttributeError, LookupError):
        return None
    if found is not None and found.is_of_numbers and claim.reading is Reading.REAL:
        found.sides = {side: _exactly(claim, getattr(claim, side), values) for side, values in found.sides.items()}
    return found


def _slowly(claim: Claim, value: OnLine, points: Sequence[Point]) -> None:
    """Values by the second evaluator for what floats have no rule for: infinite sums, else whole sides."""
    sides = [side for side in (claim.lhs, claim.rhs) if isinstance(side, Expr)]
    sums = [part for side in sides for part in side.atoms(Sum, Product) if part.has(oo, -oo)]
    for part in (*sums, *sides):
        if part.free_symbols <= claim.domains.keys() and not np.isfinite(value(part)).any():
            opinions = [arithmetic_of(claim).opinion(part, point, DIGITS) for point in points]
            value.learn(part, np.array([np.nan if found is None else float(found) for found in opinions]))


def _exactly(claim: Claim, number: Any, values: Values) -> Values:
    """The value of a number by the second evaluator, to all digits of a float; integrals in floats have few."""
    found = None if isinstance(number, ImmutableDenseMatrix) else arithmetic_of(claim).opinion(number, {}, DIGITS)
    return values if found is None else np.full(values.shape, float(found))


def on_solutions(claim: Claim) -> Evaluator | None:
    """What evaluates lines where the equation on the left holds; None if no such point is found."""
    if claim.relation not in BETWEEN_EQUATIONS:
        return None
    arrays = solutions(claim) or _exact_solutions(claim)
    return OnLine(arrays, len(next(iter(arrays.values())))) if arrays else None


def _exact_solutions(claim: Claim) -> Mapping[Any, Any] | None:
    """Points of the domain that solve the equation on the left exactly, one array a variable."""
    if not getattr(claim.lhs, "is_Equality", False):
        return None
    points = sample(replace(claim, conditions=(*claim.conditions, claim.lhs)), MOST_SOLUTIONS)
    real = [point for point in points if all(value.is_real for value in point.values())]
    return {symbol: np.array([float(point[symbol]) for point in real]) for symbol in claim.domains} if real else None


def in_the_limit(claim: Claim) -> Ground | None:
    """The values that the left side of a limit tends to, found by extrapolation; None where none are seen.

    >>> from sympy import Integer, Symbol, sin
    >>> from derive.calculation import Approach
    >>> from derive.domains import REAL
    >>> x = Symbol("x", real=True)
    >>> near = Approach(x, Integer(0), "+-")
    >>> found = in_the_limit(Claim(sin(3*x)/x, Relation.TENDS_TO, Integer(1), {x: REAL}, approach=near))
    >>> bool(abs(found.wanted("rhs") - 3).max() < 1e-9)
    True
    """
    if claim.approach is None or claim.is_abstract or claim.reading is Reading.COMPLEX:
        return None
    moving, points = claim.approach.variable, points_of(claim)
    arrays = {symbol: np.array([float(point[symbol]) for point in points]) for symbol in claim.domains}
    if not points:
        return None
    rows = [_value_near(claim, arrays | {moving: _approached(claim, step)}, len(points)) for step in _steps()]
    limit = _extrapolated(rows)
    if not np.isfinite(limit).any():
        return None
    found = Ground(replace(claim, relation=Relation.EQUAL), OnLine(arrays, len(points)))
    found.sides = {**found.sides, "lhs": limit}
    return found


def _steps() -> list[float]:
    return [FIRST_STEP / 2**i for i in range(STEPS)]


def _approached(claim: Claim, step: float) -> Any:
    """Where the variable is at a distance from its limit; the distance from infinity is the reciprocal."""
    assert claim.approach is not None
    point, sign = claim.approach.point, -1 if claim.approach.direction == "-" else 1
    if point in (oo, -oo):
        return (1 if point == oo else -1) / step
    return np.float64(point) + sign * step


def _value_near(claim: Claim, arrays: Mapping[Any, Any], count: int) -> Values:
    return OnLine({symbol: np.broadcast_to(values, (count,)) for symbol, values in arrays.items()}, count)(claim.lhs)


def _extrapolated(rows: list[Values]) -> Values:
    """The limit by Richardson's extrapolation, NaN where it does not settle."""
    table, before = rows, rows[-1]
    for order in range(1, len(rows)):
        before = table[-1]
        table = [later + (later - sooner) / (2**order - 1) for sooner, later in pairwise(table)]
    with np.errstate(all="ignore"):
        is_settled = np.abs(table[-1] - before) <= CONVERGED * np.maximum(1, np.abs(before))
    return np.where(is_settled, table[-1], np.nan)
