"""Points at which floats differ, as exact numbers in balls: rounding, no value, or a counterexample."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from flint import arb, fmpq
from sympy import MatrixBase, Rational, Symbol

from derive.claim import Claim
from derive.evidence import Counterexample
from derive.numeric.balls import UNDEFINED
from derive.numeric.batch import evaluate
from derive.numeric.points import _solutions, satisfies
from derive.refute.arithmetic import arithmetic_of
from derive.refute.confirmation import is_costly
from derive.refute.search import FAILS, refute

BITS = (128, 1024)
COSTLY = 50
"""A point at which sides need quadrature counts as this many."""


@dataclass
class Reexamined:
    """What balls said of the points looked at."""

    examined: int = 0
    outside: int = 0
    undefined: int = 0
    unsettled: int = 0
    cancelled: int | None = None
    counterexample: Counterexample | None = None


def reexamine(claim: Claim, points: Sequence[tuple[float, ...]], budget: int, also: int = 0) -> Reexamined:
    """Look at points in balls, in their order, until the claim is refuted or the budget is spent.

    The last `also` points differ by rounding as far as floats tell: what stays open there counts for nothing.
    """
    result = Reexamined()
    budget = max(1, budget // COSTLY) if is_costly(claim) else budget
    solutions, _ = _solutions(claim)
    firm = len(points) - also
    order = [*range(min(firm, budget)), *range(firm, len(points))]
    for place in order:
        point = exact_point(claim, points[place], solutions)
        if place < firm:
            result.examined += 1
        if point is None:
            result.outside += 1
            continue
        _look(claim, point, result, is_open=place < firm)
        if result.counterexample is not None:
            return result
    return result


def exact_point(
    claim: Claim, values: Sequence[float], solutions: Mapping[Symbol, Any] | None = None
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
        symbol: Rational(*value.as_integer_ratio()) for symbol, value in zip(claim.domains, values, strict=True)
    }
    for variable, solution in (solutions or {}).items():
        point[variable] = solution.subs(point)
    return point if satisfies(claim, point) else None


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
        digits = max(_digits_lost(side, ball, point) for side, ball in ((lhs, left), (rhs, right)))
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
        if isinstance(value, arb) and (value.rel_accuracy_bits() > 60 or value == 0):
            return value
    return value if isinstance(value, arb) and bool(abs(value) < 1e-200) else None


def _digits_lost(side: Any, value: Any, point: Mapping[Symbol, Any]) -> int:
    """By how many digits the float is worse than one that is rounded once."""
    (computed,) = evaluate([side], {symbol: float(number) for symbol, number in point.items()})
    middle = Fraction(int(value.p), int(value.q)) if isinstance(value, fmpq) else _middle(value)
    error = abs(Fraction(float(computed)) - middle) if math.isfinite(computed) else None
    if error is None:
        return 0
    if middle == 0:
        return 16 if error else 0
    relative = float(error / abs(middle))
    return max(0, min(16, math.ceil(math.log10(relative * 2.0**53)))) if relative else 0


def _middle(ball: arb) -> Fraction:
    mantissa, exponent = ball.mid().man_exp()
    return Fraction(int(mantissa)) * Fraction(2) ** int(exponent)
