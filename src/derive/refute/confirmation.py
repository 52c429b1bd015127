"""Before a refutation is printed: the second evaluator, which shares no code with the balls, must see it too."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from mpmath import mp, mpf
from sympy import Basic, Integral, Product, Rational, Sum
from sympy.core.numbers import Infinity, NegativeInfinity

from derive.claim import Claim, Reading
from derive.errors import InternalContradiction
from derive.refute.arithmetic import arithmetic_of
from derive.terms.expectation import Defined, Expectation

if TYPE_CHECKING:
    from derive.refute.search import Failure

AGREEMENT, ROUGHLY = mpf(10) ** -15, mpf(10) ** -10


def confirmed(failure: Failure) -> bool:
    """Whether the second evaluator sees the failure; False if it has no value for a side.

    Raises `InternalContradiction` if its values certainly lie outside the balls.
    """
    costly = is_costly(failure.claim)
    values: list[Any] = []
    for digits in (50,) if costly else (50, 150, 500, 1500):
        opinions = _opinions(failure, digits)
        if opinions is None:
            return False
        values = opinions
        with mp.workdps(digits):
            if _distance(failure, values) <= AGREEMENT and _sees(failure, *values):
                return True
    # quadrature is accurate against 1 at best, all else against the sides themselves
    if _distance(failure, values) <= AGREEMENT or (costly and _distance(failure, values, least=1) <= ROUGHLY):
        return False
    if _may_be_wrong(failure.claim):
        return False
    raise InternalContradiction(_contradiction(failure, values))


def is_costly(claim: Claim) -> bool:
    """Whether evaluation needs quadrature, or the sum of a series."""
    return any(side.has(Integral, Expectation, Defined) for side in _sides(claim)) or _has_series(claim)


def _sides(claim: Claim) -> list[Any]:
    return [side for side in (claim.lhs, claim.rhs) if isinstance(side, Basic)]


def _has_series(claim: Claim) -> bool:
    series = [node for side in _sides(claim) for node in side.atoms(Sum, Product)]
    return any(node.has(Infinity, NegativeInfinity) for node in series)


def _may_be_wrong(claim: Claim) -> bool:
    """Whether floats may miss the value without a defect: rounding near a branch cut, a series extrapolated."""
    return claim.reading is Reading.COMPLEX or _has_series(claim)


def _opinions(failure: Failure, digits: int) -> list[Any] | None:
    sides = (failure.claim.lhs, failure.claim.rhs)
    exact = [Rational(str(side)) if isinstance(side, Decimal) else side for side in sides]
    arithmetic = arithmetic_of(failure.claim)
    values = [arithmetic.opinion(side, failure.point, digits) for side in exact]
    return None if any(value is None for value in values) else values


def _distance(failure: Failure, values: Sequence[Any], least: float = 0) -> mpf:
    """How far floats lie outside the balls, relative to the larger side."""
    arithmetic = arithmetic_of(failure.claim)
    sides = (failure.lhs, failure.rhs)
    off, sizes = zip(*(arithmetic.distance(*pair) for pair in zip(sides, values, strict=True)), strict=True)
    return max(*off, mpf(0)) / max(*sizes, mpf(10) ** -mp.dps, least)


def _sees(failure: Failure, lhs: Any, rhs: Any) -> bool:
    """Whether floats differ as the balls do, by more than rounding."""
    error = mpf(10) ** (-mp.dps // 2) * max(abs(lhs), abs(rhs))
    if failure.sign == 0:
        return bool(abs(lhs - rhs) <= error)
    if all(map(arithmetic_of(failure.claim).is_ordered, (failure.lhs, failure.rhs))):
        return bool(failure.sign * mp.re(lhs - rhs) > error)
    return bool(abs(lhs - rhs) > error)


def _contradiction(failure: Failure, values: Sequence[Any]) -> str:
    claim, arithmetic = failure.claim, arithmetic_of(failure.claim)
    return (
        "two evaluators disagree; please report this as a defect of derive.\n"
        f"  claim: {claim.lhs} {claim.relation} {claim.rhs}\n"
        f"  at: {tuple((symbol.name, str(value)) for symbol, value in failure.point.items())}\n"
        f"  balls: {arithmetic.text(failure.lhs, 20)} and {arithmetic.text(failure.rhs, 20)}\n"
        f"  floats: {values[0]} and {values[1]}"
    )
