"""Points at which floats differ, as exact numbers in balls: rounding, no value, or a counterexample."""

from __future__ import annotations

import math
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
from flint import acb, arb, fmpq
from sympy import I, MatrixBase, Rational, Symbol

from derive.claim import Claim, Reading
from derive.domains import Domain
from derive.evidence import Counterexample
from derive.numeric.balls import UNDEFINED
from derive.numeric.batch import evaluate
from derive.numeric.plane_walk import PlaneWalk
from derive.numeric.points import satisfies, solutions_of
from derive.numeric.ufuncs import Unsupported
from derive.refute.arithmetic import arithmetic_of
from derive.refute.confirmation import is_costly
from derive.refute.search import FAILS, refute

BITS = (128, 1024)
COSTLY = 20
"""A point at which sides need quadrature counts as this many."""


@dataclass
class Reexamined:
    """What balls said of the points looked at."""

    examined: int = 0
    undefined: int = 0
    unsettled: int = 0
    cancelled: int | None = None
    counterexample: Counterexample | None = None


def reexamine(
    claim: Claim, points: Sequence[tuple[complex, ...]], budget: int, also: int = 0, seconds: float | None = None
) -> Reexamined:
    """Look at points in balls, in their order, until the claim is refuted or the budget or the time is spent.

    The last `also` points differ by rounding as far as floats tell: what stays open there counts for nothing.
    """
    end = math.inf if seconds is None else time.monotonic() + seconds
    result = Reexamined()
    budget = min(budget, max(1, budget // COSTLY)) if is_costly(claim) else budget
    solutions, _ = solutions_of(claim)
    firm = len(points) - also
    order = [*range(min(firm, budget)), *range(firm, min(len(points), firm + max(1, budget)))]
    for place in order:
        if time.monotonic() > end:
            break
        point = exact_point(claim, points[place], solutions)
        if place < firm:
            result.examined += 1
        if point is None:  # it meets the hypotheses in floats, and not certainly as an exact point
            result.unsettled += place < firm
            continue
        _look(claim, point, result, is_open=place < firm)
        if result.counterexample is not None:
            return result
    return result


def exact_point(
    claim: Claim, values: Sequence[complex], solutions: Mapping[Symbol, Any] | None = None
) -> dict[Symbol, Any] | None:
    """The point of floats as exact numbers, None if it does not certainly lie in the domain.

    >>> from sympy.abc import x
    >>> from derive.calculation import Relation
    >>> from derive.domains import POSITIVE
    >>> exact_point(Claim(x, Relation.EQUAL, x, {x: POSITIVE}), [0.5])
    {x: 1/2}
    >>> exact_point(Claim(x, Relation.EQUAL, x, {x: POSITIVE}), [-0.5])
    """
    point: dict[Symbol, Any] = {
        symbol: _exact(value, domain) for (symbol, domain), value in zip(claim.domains.items(), values, strict=True)
    }
    for variable, solution in (solutions or {}).items():
        point[variable] = solution.subs(point)
    return point if satisfies(claim, point) else None


def _exact(value: complex, domain: Domain) -> Any:
    real, imaginary = (Rational(*part.as_integer_ratio()) for part in (value.real, value.imag))
    return real if domain.is_real else real + I * imaginary


def _look(claim: Claim, point: dict[Symbol, Any], result: Reexamined, *, is_open: bool) -> None:
    arithmetic = arithmetic_of(claim)
    for lhs, rhs in _entries(claim):
        left, right = (_settled(claim, side, point) for side in (lhs, rhs))
        if left is UNDEFINED or right is UNDEFINED:
            result.undefined += is_open
            return
        if left is None or right is None:
            result.unsettled += is_open
            return
        if arithmetic.sign(left, right, fmpq(0)) in FAILS[claim.relation]:
            result.counterexample = refute(claim, [point])
            result.unsettled += is_open and result.counterexample is None
            return
        lost = _digits_lost_in_the_plane if claim.reading is Reading.COMPLEX else _digits_lost
        digits = max(lost(side, ball, point) for side, ball in ((lhs, left), (rhs, right)))
        result.cancelled = max(result.cancelled or 0, digits)


def _entries(claim: Claim) -> list[tuple[Any, Any]]:
    if isinstance(claim.lhs, MatrixBase):
        return list(zip(claim.lhs.flat(), claim.rhs.flat(), strict=True))
    return [(claim.lhs, claim.rhs)]


def _settled(claim: Claim, side: Any, point: dict[Symbol, Any]) -> Any:
    """An enclosure that is narrow against its own size, or what else is known of the value."""
    for bits in BITS:
        value = arithmetic_of(claim).enclosure(side, point, bits)
        if value is UNDEFINED or isinstance(value, fmpq):
            return value
        if isinstance(value, arb | acb) and (value.rel_accuracy_bits() > 60 or value == 0):
            return value
    return value if isinstance(value, arb | acb) and bool(abs(value) < 1e-200) else None


def _digits_lost(side: Any, value: Any, point: Mapping[Symbol, Any]) -> int:
    """By how many digits the float is worse than one that is rounded once."""
    (computed,) = evaluate([side], {symbol: _nearest(number) for symbol, number in point.items()})
    middle = Fraction(int(value.p), int(value.q)) if isinstance(value, fmpq) else _middle(value)
    error = abs(Fraction(float(computed)) - middle) if math.isfinite(computed) else None
    if error is None:
        return 0
    if middle == 0:
        return 16 if error else 0
    relative = float(error / abs(middle))
    return max(0, min(16, math.ceil(math.log10(relative * 2.0**53)))) if relative else 0


def _digits_lost_in_the_plane(side: Any, value: Any, point: Mapping[Symbol, Any]) -> int:
    try:
        with np.errstate(all="ignore"):
            computed, _ = PlaneWalk({symbol: np.array([complex(number)]) for symbol, number in point.items()})(side)
    except Unsupported:
        return 0
    found = complex(np.ravel(computed)[0])
    exact = acb(value)
    size = float(abs(exact).mid())
    if not (math.isfinite(found.real) and math.isfinite(found.imag) and size):
        return 0
    relative = float(abs(exact - acb(found)).mid()) / size
    return max(0, min(16, math.ceil(math.log10(relative * 2.0**53)))) if relative else 0


def _nearest(number: Any) -> float:
    return number.p / number.q if isinstance(number, Rational) else float(number)


def _middle(ball: arb) -> Fraction:
    mantissa, exponent = ball.mid().man_exp()
    return Fraction(int(mantissa)) * Fraction(2) ** int(exponent)
