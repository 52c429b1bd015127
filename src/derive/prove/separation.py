"""Inequalities by a number between the sides: lhs <= c and c <= rhs, each shown by itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import islice

from flint import arb
from sympy import Expr, Integer

from derive.calculation import Relation
from derive.claim import Claim
from derive.evidence import Proof, Trust
from derive.numeric.balls import enclose
from derive.numeric.points import simple_points
from derive.prove.cases import prove_cases
from derive.prove.extrema import prove_by_extremum
from derive.prove.facts import Facts
from derive.prove.inequalities import prove_inequality
from derive.prove.parts import in_parts
from derive.prove.tangents import prove_by_tangents

NUMBERS = (Integer(0), Integer(1), Integer(-1))
WAYS: tuple[Callable[[Claim, Facts], Proof | None], ...] = (
    prove_inequality, prove_cases, prove_by_tangents, prove_by_extremum,
)  # fmt: skip
STRICT = {Relation.BELOW: Relation.AT_MOST, Relation.ABOVE: Relation.AT_LEAST}
"""The strict relations, and what one half of such a claim may be."""

ORDERS = (*STRICT, *STRICT.values())
POINTS, BITS = 12, 64


def prove_by_separation(claim: Claim, facts: Facts) -> Proof | None:
    """A number lies between the sides at every point at which both have a value.

    >>> from sympy import exp, log
    >>> from derive.domains import UNIT_INTERVAL
    >>> x, y = UNIT_INTERVAL.symbol("x"), UNIT_INTERVAL.symbol("y")
    >>> claim = Claim(log(x), Relation.BELOW, exp(y), {x: UNIT_INTERVAL, y: UNIT_INTERVAL})
    >>> prove_by_separation(claim, Facts.of(claim)).method
    'the number 0 lies between: signs'
    >>> claim = claim.relating(exp(x), Relation.BELOW, exp(y))
    >>> prove_by_separation(claim, Facts.of(claim)) is None
    True
    """
    sides = (claim.lhs, claim.rhs)
    if claim.relation not in ORDERS or not all(isinstance(side, Expr) and side.free_symbols for side in sides):
        return None
    for number in NUMBERS:
        if _seems_between(claim, number):
            proofs = _halves(claim, number, facts)
            if proofs:
                proof = in_parts(f"the number {number} lies between", proofs)
                return replace(proof, trusts=max(proof.trusts, Trust.RULE, key=lambda trust: trust.rank))
    return None


def _halves(claim: Claim, number: Expr, facts: Facts) -> list[Proof] | None:
    """Proofs of both halves; of a strict claim one half has to be strict."""
    weak = STRICT.get(claim.relation, claim.relation)
    for first, second in dict.fromkeys(((claim.relation, weak), (weak, claim.relation))):
        one = _proof(claim.relating(claim.lhs, first, number), facts)
        other = None if one is None else _proof(claim.relating(number, second, claim.rhs), facts)
        if one is not None and other is not None:
            return [one, other]
    return None


def _proof(half: Claim, facts: Facts) -> Proof | None:
    return next((proof for proof in (way(half, facts) for way in WAYS) if proof is not None), None)


def _seems_between(claim: Claim, number: Expr) -> bool:
    """A numerical sieve before anything is proved: no point tried has the number on the wrong side."""
    upwards = claim.relation in (Relation.ABOVE, Relation.AT_LEAST)
    larger, smaller = (claim.lhs, claim.rhs) if upwards else (claim.rhs, claim.lhs)
    for point in islice(simple_points(claim), POINTS):
        above, below = enclose(larger, point, BITS), enclose(smaller, point, BITS)
        if (isinstance(above, arb) and above < int(number)) or (isinstance(below, arb) and below > int(number)):
            return False
    return True
