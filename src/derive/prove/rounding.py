"""Decimal digits: a constant lies within half a unit of the last place shown, by balls.

At an exact tie both neighbours count as rounded; that, too, is decided exactly or not at all.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from itertools import islice

from flint import arb, ctx, fmpq
from sympy import Expr, Rational

from derive.calculation import Relation
from derive.claim import Claim
from derive.evidence import Counterexample, Proof
from derive.numeric.balls import evaluate
from derive.numeric.points import simple_points
from derive.prove.normal_form import is_zero
from derive.prove.signs import Facts
from derive.refute import refute

BITS = (128, 512, 2048, 8192, 20_000)
"""Precisions tried in turn: the last is enough for 5000 digits."""

POINTS_TRIED = 32


def prove_rounding(claim: Claim, facts: Facts) -> Proof | None:
    """A constant rounds to the decimal on the right.

    >>> from decimal import Decimal
    >>> from sympy import Rational, pi
    >>> claim = Claim(pi, Relation.ROUNDS_TO, Decimal("3.1416"), {})
    >>> prove_rounding(claim, Facts.of(claim)).method
    'ball arithmetic'
    >>> claim = Claim(pi, Relation.ROUNDS_TO, Decimal("3.1415"), {})
    >>> prove_rounding(claim, Facts.of(claim)) is None
    True
    """
    if claim.relation is not Relation.ROUNDS_TO or not isinstance(claim.lhs, Expr) or claim.lhs.free_symbols:
        return None
    bounds = _bounds(claim.rhs)
    for bits in BITS:
        value = evaluate(claim.lhs, {}, bits)
        with ctx.workprec(bits):
            if isinstance(value, arb | fmpq) and _is_between(value, *bounds):
                return Proof(method="ball arithmetic" if isinstance(value, arb) else "exact arithmetic")
    ties = (Rational(int(bound.p), int(bound.q)) for bound in bounds)
    if isinstance(value, arb | fmpq) and any(is_zero(claim.lhs - tie, facts) for tie in ties):
        return Proof(method="an exact tie: both neighbours count as rounded")
    return None


def refute_rounding(claim: Claim) -> Counterexample | None:
    """An exact point at which the left side certainly rounds to other digits; the only one for a constant.

    >>> from decimal import Decimal
    >>> from sympy import pi
    >>> refute_rounding(Claim(pi, Relation.ROUNDS_TO, Decimal("3.1415"), {})).reason
    'more than half a unit of the last place away'
    """
    if claim.relation is not Relation.ROUNDS_TO or not isinstance(claim.lhs, Expr):
        return None
    found = refute(claim, list(islice(simple_points(claim), POINTS_TRIED)))
    return None if found is None else replace(found, reason="more than half a unit of the last place away")


def _bounds(shown: Decimal) -> tuple[fmpq, fmpq]:
    """The exact numbers half a unit of the last place below and above the decimal."""
    numerator, denominator = shown.as_integer_ratio()
    middle, half_unit = fmpq(numerator, denominator), fmpq(10) ** int(shown.as_tuple().exponent) / 2
    return middle - half_unit, middle + half_unit


def _is_between(value: arb | fmpq, lower: fmpq, upper: fmpq) -> bool:
    return bool(lower <= value) and bool(value <= upper)
