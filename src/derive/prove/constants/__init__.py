"""Exact constants: whether two agree, and which is the larger.

Equality is never read off digits.  It is decided for algebraic numbers by a zero bound, for linear forms
in their logarithms by multiplicative relations, and for what is built of other constants when it
vanishes identically in them.  An order is proved by balls that do not overlap.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flint import acb, arb, ctx
from sympy import Expr, sympify

from derive.calculation import Relation
from derive.claim import Claim
from derive.evidence import Proof
from derive.prove.constants.algebraic import NoValue, Undecided
from derive.prove.constants.generators import Quotient
from derive.prove.constants.reading import Reader
from derive.prove.facts import Facts
from derive.prove.identity import FROM_EQUALITY

BITS = (64, 256, 1024, 4096)

BETWEEN: dict[Relation, Callable[[arb], bool]] = {
    Relation.BELOW: lambda gap: bool(gap < 0),
    Relation.AT_MOST: lambda gap: bool(gap < 0),
    Relation.ABOVE: lambda gap: bool(gap > 0),
    Relation.AT_LEAST: lambda gap: bool(gap > 0),
}
"""What a ball around lhs - rhs has to show for an order relation between real numbers."""


def are_equal(lhs: Any, rhs: Any) -> bool:
    """Whether two expressions without variables certainly have the same value.

    >>> from sympy import GoldenRatio, Integer, Rational, asin, atan, exp, pi, sqrt
    >>> are_equal(10*asin(1/(2*GoldenRatio)), pi), are_equal(4*atan(Rational(1, 2)) + 4*atan(Rational(1, 3)), pi)
    (True, True)
    >>> are_equal(exp(pi*sqrt(163)), Integer(262537412640768744))  # they differ by 7.5e-13
    False
    """
    return _attempt(lambda reader: reader.agree(lhs, rhs))


def _attempt(decide: Callable[[Reader], bool]) -> bool:
    try:
        return decide(Reader())
    except (Undecided, NoValue, RecursionError):
        return False


def prove_constants(claim: Claim, facts: Facts) -> Proof | None:
    """A relation between two numbers that are given exactly.

    >>> from sympy import Integer, pi, sqrt
    >>> nested = Claim(sqrt(5 + 2*sqrt(6)), Relation.EQUAL, sqrt(2) + sqrt(3), {})
    >>> prove_constants(nested, Facts({})).method
    'exact constants'
    >>> prove_constants(Claim(sqrt(5 + 2*sqrt(6)), Relation.EQUAL, sqrt(2) + pi/2, {}), Facts({})) is None
    True
    >>> prove_constants(Claim(pi**4 + pi**5, Relation.ABOVE, 0, {}), Facts({})).method
    'balls around exact constants'
    """
    lhs, rhs = sympify(claim.lhs, strict=True), sympify(claim.rhs, strict=True)
    if not all(isinstance(side, Expr) and not side.free_symbols for side in (lhs, rhs)):
        return None
    if claim.relation in FROM_EQUALITY and are_equal(lhs, rhs):
        return Proof(method="exact constants")
    if _attempt(lambda reader: _is_ordered(reader, lhs, claim.relation, rhs)):
        return Proof(method="balls around exact constants")
    return None


def _is_ordered(reader: Reader, lhs: Any, relation: Relation, rhs: Any) -> bool:
    """Whether balls separate the sides in the direction that is claimed."""
    a, b = reader.read(lhs), reader.read(rhs)
    if relation is Relation.DIFFERS:
        return any(_excludes_zero(_gap(reader, a, b, bits)) for bits in BITS)
    shows = BETWEEN.get(relation)
    if shows is None or not (reader.generators.is_real(a) and reader.generators.is_real(b)):
        return False
    return any(gap.is_finite() and shows(gap.real) for gap in (_gap(reader, a, b, bits) for bits in BITS))


def _excludes_zero(gap: acb) -> bool:
    return bool(gap.is_finite()) and not gap.contains(0)


def _gap(reader: Reader, a: Quotient, b: Quotient, bits: int) -> acb:
    with ctx.workprec(bits):
        return reader.generators.ball(a, bits) - reader.generators.ball(b, bits)
