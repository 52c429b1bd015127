"""Both sides of claims at exact random points, before anything is proved: a hint where to look.

On the real line in float64, all claims of a page at once.  In the complex plane in balls, claim by claim:
special functions on principal branches are not for floats.  A difference is only a candidate for a
refutation; agreement is only a figure for the report.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain, islice, zip_longest
from typing import Any

import numpy as np
from flint import acb, ctx, fmpq
from sympy import ImmutableDenseMatrix

from derive.calculation import BETWEEN_NUMBERS, Relation
from derive.claim import Claim, Reading
from derive.numeric import balls
from derive.numeric.batch import evaluate
from derive.numeric.points import Point, sample, simple_points
from derive.numeric.principal import balls as plane
from derive.refute.arithmetic import PLANE
from derive.refute.confirmation import is_costly
from derive.refute.search import FAILS
from derive.terms.expectation import expand_definitions

SAMPLES = 64
"""Points of the domain at which every claim is screened."""

WITHOUT_CANDIDATE = 2
"""Points at which balls are compared even where floats agree: floats agree on near-identities."""

CANDIDATES = 6
FLOAT_NOISE = 1e-9

POINTS_IN_PLANE, COSTLY_POINTS_IN_PLANE = 12, 5
TRIES_IN_PLANE = 3
BITS_IN_PLANE = 128
SETTLED = 1e-6
"""The relative radius at which a ball counts as a value."""


@dataclass(frozen=True)
class Screen:
    """How both sides of a claim compare at sampled points: a hint where to look, and figures for the report.

    `counted` is how many of the `points` gave both sides a value, `residual` the worst difference,
    relative to the larger of 1 and the sides.  `separated` says that balls, not floats, have shown a
    difference that the claim does not allow, `is_suspect` that floats have, beyond their noise: at the first candidate.
    """

    points: tuple[Point, ...]
    candidates: tuple[Point, ...] = ()
    counted: int = 0
    residual: float | None = None
    most_digits: int = 15
    separated: bool = False
    is_suspect: bool = False

    @property
    def figures(self) -> dict[str, Any]:
        """Points, digits and residual, as evidence holds them."""
        if self.residual is None:
            return {"points": self.counted, "digits": None, "residual": None}
        exponent = -math.log10(self.residual) if self.residual else math.inf
        digits = max(0, math.floor(min(self.most_digits, exponent)))
        return {"points": self.counted, "digits": digits, "residual": f"{self.residual:.1e}"}


def screen(claims: Sequence[Claim]) -> list[Screen]:
    """Screen claims about the same variables under the same hypotheses, all at the same points.

    Claims that speak of more than numbers are looked at in worlds of their own, when their turn comes.
    """
    numeric = [claim for claim in claims if not claim.is_abstract]
    screens = iter(_screen_numeric(numeric))
    return [Screen(()) if claim.is_abstract else next(screens) for claim in claims]


def _screen_numeric(claims: Sequence[Claim]) -> list[Screen]:
    if not claims:
        return []
    if claims[0].reading is Reading.COMPLEX:
        return _screen_in_plane(claims)
    return _screened_at(claims, tuple(sample(claims[0], SAMPLES)))


def screen_at(claim: Claim, points: tuple[Point, ...]) -> Screen:
    """One claim about numbers at the given points, in float64."""
    return _screened_at([claim], points)[0]


def _screened_at(claims: Sequence[Claim], points: tuple[Point, ...]) -> list[Screen]:
    if not points:
        return [Screen(()) for _ in claims]
    arrays = {symbol: np.array([float(point[symbol]) for point in points]) for symbol in claims[0].domains}
    sides = [_float_sides(claim) for claim in claims]
    values = iter(_floats([side for pair in sides for entries in pair for side in entries], arrays))
    screens = []
    for claim, (left, right) in zip(claims, sides, strict=True):
        lhs = [np.broadcast_to(next(values), len(points)) for _ in left]
        rhs = [np.broadcast_to(next(values), len(points)) for _ in right]
        screens.append(_compare(claim.relation, points, lhs, rhs))
    return screens


def _floats(expressions: list[Any], arrays: dict[Any, Any]) -> list[Any]:
    """All expressions in float64 at once; where one of them fails, it alone has no value."""
    try:
        return evaluate(expressions, arrays)
    except Exception:  # a special function out of its depth is no reason to lose the page
        if len(expressions) == 1:
            return [np.nan]
        return [value for expression in expressions for value in _floats([expression], arrays)]


def _float_sides(claim: Claim) -> tuple[list[Any], list[Any]]:
    """The entries of both sides, where the claim compares numbers; else nothing."""
    if claim.relation not in BETWEEN_NUMBERS:
        return [], []
    left, right = entries(claim.lhs), entries(claim.rhs)
    return (left, right) if len(left) == len(right) else ([], [])


def entries(side: Any) -> list[Any]:
    """The numbers that a side consists of, with definitions expanded."""
    side = expand_definitions(side)
    return list(side) if isinstance(side, ImmutableDenseMatrix) else [side]


def _compare(relation: Relation, points: tuple[Point, ...], lhs: list[Any], rhs: list[Any]) -> Screen:
    if not lhs:
        return Screen(points, points[:WITHOUT_CANDIDATE])
    left, right = np.array(lhs), np.array(rhs)
    counts = np.isfinite(left).all(axis=0) & np.isfinite(right).all(axis=0)
    if not counts.any():
        return Screen(points, points[:WITHOUT_CANDIDATE])
    left, right = np.where(counts, left, 0.0), np.where(counts, right, 0.0)
    violation = _violation(relation, left, right).max(axis=0)
    size = np.maximum(np.abs(left), np.abs(right)).max(axis=0)
    suspects = np.flatnonzero(violation > FLOAT_NOISE * size)
    suspects = suspects[np.argsort(-violation[suspects] / (size[suspects] + 1e-300), kind="stable")]
    chosen = [points[i] for i in suspects[:CANDIDATES]]
    chosen += [point for point, valid in zip(points, counts, strict=True) if valid][:WITHOUT_CANDIDATE]
    residual = float((violation / np.maximum(1.0, size)).max()) if relation is Relation.EQUAL else None
    is_suspect = bool(len(suspects)) and left[:, suspects[0]].tolist() != right[:, suspects[0]].tolist()
    return Screen(points, tuple(chosen), int(counts.sum()), residual, is_suspect=is_suspect)


def _violation(relation: Relation, left: Any, right: Any) -> Any:
    """By how much floats contradict the relation; where only equality would, that is a suspicion too."""
    if relation is Relation.EQUAL:
        return np.abs(left - right)
    if relation in (Relation.AT_MOST, Relation.BELOW):
        return np.maximum(left - right, 0.0) + (left == right if relation is Relation.BELOW else 0.0)
    if relation in (Relation.AT_LEAST, Relation.ABOVE):
        return np.maximum(right - left, 0.0) + (left == right if relation is Relation.ABOVE else 0.0)
    return (left == right).astype(float)


def _screen_in_plane(claims: Sequence[Claim]) -> list[Screen]:
    """The same in balls, at fewer points: simple and random ones in turn."""
    simple = islice(simple_points(claims[0]), POINTS_IN_PLANE)
    mixed = chain.from_iterable(zip_longest(sample(claims[0], POINTS_IN_PLANE), simple))
    found = {tuple(point.values()): point for point in mixed if point is not None}
    points = tuple(found.values())
    return [_compared_in_plane(claim, points) for claim in claims]


def _compared_in_plane(claim: Claim, points: tuple[Point, ...]) -> Screen:
    """Points at which the sides separate come first; a few of them are enough."""
    wanted = COSTLY_POINTS_IN_PLANE if is_costly(claim) else POINTS_IN_PLANE
    apart: list[Point] = []
    counted: list[Point] = []
    residual = 0.0
    for point in points[: TRIES_IN_PLANE * wanted] if claim.relation in BETWEEN_NUMBERS else ():
        lhs, rhs = (PLANE.enclosure(side, point, BITS_IN_PLANE) for side in (claim.lhs, claim.rhs))
        if not isinstance(lhs, fmpq | acb) or not isinstance(rhs, fmpq | acb):
            continue
        with ctx.workprec(BITS_IN_PLANE):
            difference, radius = _relative_difference(lhs, rhs)
            sign = PLANE.sign(lhs, rhs, fmpq(0))
        if sign is not None and sign in FAILS[claim.relation]:
            apart.append(point)
        if radius < SETTLED:
            counted.append(point)
            residual = max(residual, difference)
        if len(counted) == wanted or len(apart) == TRIES_IN_PLANE:
            break
    candidates = [*apart, *(point for point in counted if point not in apart)][:CANDIDATES] or points[:CANDIDATES]
    shown = residual if claim.relation is Relation.EQUAL and counted else None
    digits = int(BITS_IN_PLANE * 0.3)
    return Screen(points, tuple(candidates), len(counted), shown, digits, separated=bool(apart))


def _relative_difference(lhs: fmpq | acb, rhs: fmpq | acb) -> tuple[float, float]:
    """Of the midpoints, and of the radii, relative to the larger of 1 and the sides."""
    left, right = acb(lhs), acb(rhs)
    size = max(1.0, float(abs(left.mid()).upper()), float(abs(right.mid()).upper()))
    radius = max(float(abs(side - side.mid()).upper()) for side in (left, right))
    return float(abs(left.mid() - right.mid()).mid()) / size, radius / size


def have_values(claim: Claim, screened: Screen) -> bool:
    """Whether both sides have a value at some sampled point."""
    if screened.counted:
        return True
    value = plane.has_value if claim.reading is Reading.COMPLEX else balls.has_value
    sides = [entry for side in (claim.lhs, claim.rhs) for entry in entries(side)]
    return any(all(value(side, point) for side in sides) for point in screened.points)


def no_point(claim: Claim) -> str:
    """Why there is nothing that the claim speaks about."""
    if not claim.hypotheses:
        return "no point of the domain was found"
    return "no point satisfies " + " and ".join(str(condition) for condition in claim.hypotheses)
