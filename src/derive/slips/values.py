"""Values of many lines at the same few points: what a slip would have to be, seen in numbers.

Floats on the real line, midpoints of balls in the complex plane.  They certify nothing; they choose what
is worth a proof.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import islice
from typing import Any

import numpy as np
from flint import acb, ctx, fmpq
from sympy import ImmutableDenseMatrix, Symbol

from derive.calculation import Relation
from derive.claim import Claim, Reading
from derive.errors import DeriveError
from derive.numeric.arrays import Walk
from derive.numeric.points import Point, sample, simple_points
from derive.numeric.principal.balls import Plane
from derive.numeric.principal.values import NoValue, Unsettled
from derive.numeric.reals import Unsupported as NoRule
from derive.numeric.ufuncs import Unsupported
from derive.refute.confirmation import is_costly
from derive.terms.expectation import expand_definitions

ORDERS = frozenset({Relation.AT_MOST, Relation.BELOW, Relation.AT_LEAST, Relation.ABOVE})

POINTS, COSTLY_POINTS = 14, 7
"""So many that a rule of quadrature may fail at one of them: see `MOSTLY`."""

SIMPLE = 3
"""Simple points beside them for a bound: the sides often meet where all variables are 1."""

POINTS_IN_PLANE, COSTLY_POINTS_IN_PLANE = 5, 3
BITS = 64
STUMBLES = (DeriveError, ArithmeticError, TypeError, ValueError, RecursionError, AttributeError)

Values = Any
"""An array with one entry a point, NaN where there is no value; for a matrix, the entries stand in rows."""

Evaluator = Callable[..., Values]


def points_of(claim: Claim) -> list[Point]:
    """A few points about which a claim speaks: random ones, in the plane simple ones first."""
    if claim.reading is Reading.COMPLEX:
        count = COSTLY_POINTS_IN_PLANE if is_costly(claim) else POINTS_IN_PLANE
        found = [*sample(claim, count), *islice(simple_points(claim), 2)]
    else:
        count = COSTLY_POINTS if is_costly(claim) else POINTS
        drawn = sample(claim, 4 * count)
        found = sorted(drawn, key=_size)[:count] if claim.domains else drawn[:1]
        found += islice(simple_points(claim), SIMPLE) if claim.relation in ORDERS and claim.domains else ()
    return [point for i, point in enumerate(found) if point not in found[:i]]


def _size(point: Point) -> float:
    """How far from 1 the coordinates are: at points of ordinary size floats say most."""
    return sum(abs(np.log(abs(float(value)) + 1e-3)) for value in point.values())


def evaluator(claim: Claim, points: Sequence[Point]) -> Evaluator:
    """What evaluates lines over the variables of a claim at the points; every part only once."""
    if claim.reading is Reading.COMPLEX:
        return InPlane(points)
    arrays = {symbol: np.array([float(point[symbol]) for point in points]) for symbol in claim.domains}
    return OnLine(arrays, len(points))


class OnLine:
    """Values in float64."""

    def __init__(self, arrays: Mapping[Symbol, Any], count: int) -> None:
        self.walk = Walk(arrays)
        self.count = count

    def __call__(self, line: Any, wanted: Values | None = None) -> Values:
        """The values of a line; all of them cost hardly more than one."""
        if isinstance(line, ImmutableDenseMatrix):
            return np.array([self(entry) for entry in line.flat()])
        with np.errstate(all="ignore"):
            try:
                found = self.walk(line)
                found = np.where(np.isfinite(found), found, np.nan)
                return np.broadcast_to(np.asarray(found, dtype=float), (self.count,))
            except (Unsupported, *STUMBLES):
                return np.full(self.count, np.nan)

    def learn(self, node: Any, values: Values) -> None:
        """Take in the values of a part for which floats have no rule."""
        self.walk.memo[node] = values


class InPlane:
    """Values as midpoints of complex balls."""

    def __init__(self, points: Sequence[Point]) -> None:
        with ctx.workprec(BITS):
            self.planes = [Plane.at(point) for point in points]

    def __call__(self, line: Any, wanted: Values | None = None) -> Values:
        """The values of a line; no more of them than it takes to see that they are not those `wanted`."""
        if isinstance(line, ImmutableDenseMatrix):
            return np.array([self(entry) for entry in line.flat()])
        found = np.full(len(self.planes), np.nan, dtype=complex)
        with ctx.workprec(BITS):
            for index, plane in enumerate(self.planes):
                try:
                    found[index] = _midpoint(plane(expand_definitions(line)))
                except (NoValue, Unsettled):
                    continue
                except (NoRule, *STUMBLES):
                    break
                if wanted is not None and is_off(found[index], wanted[index]):
                    break
        return found


def is_off(value: complex, wanted: complex) -> bool:
    """Whether a value is plainly not the one that is wanted."""
    return bool(np.isfinite(wanted)) and abs(value - wanted) > 1e-5 * max(abs(value), abs(wanted), 1e-3)


def _midpoint(ball: fmpq | acb) -> complex:
    value = acb(ball)
    return complex(float(value.real.mid()), float(value.imag.mid()))


MOSTLY, ALWAYS = 0.85, 0.999
"""At which share of the points values agree: floats may stumble at some, in worlds they do not."""


def agree(first: Values, second: Values, scale: Values | float = 0.0, share: float = MOSTLY) -> bool:
    """Whether values agree wherever both exist, up to rounding, and exist often enough to say so.

    `scale` is how large the terms are of which the first ones are sums: what cancels leaves noise behind.
    """
    if first.ndim > 1:
        return all(agree(*rows, share=share) for rows in zip(first, second, strict=True))
    both = np.isfinite(first) & np.isfinite(second)
    wanted = np.isfinite(first).sum()
    if not both.any() or both.sum() < max(1, wanted // 3):
        return False
    left, right = first[both], second[both]
    noise = np.broadcast_to(scale, first.shape)[both]
    close = np.abs(left - right) <= 1e-8 * np.maximum(np.abs(left), np.abs(right)) + 1e-11 * noise + 1e-13
    return bool(close.mean() > share)
