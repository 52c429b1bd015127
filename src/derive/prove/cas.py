"""The last resort: a rewrite by SymPy, believed only where it says that the residual is exactly 0."""

from __future__ import annotations

from sympy import (
    Expr,
    FallingFactorial,
    Integer,
    Integral,
    Limit,
    Product,
    RisingFactorial,
    Sum,
    binomial,
    factorial2,
    laguerre,
    simplify,
)
from sympy.core.numbers import ImaginaryUnit

from derive.calculation import Relation
from derive.claim import Claim
from derive.evidence import Proof, Trust
from derive.prove.facts import Facts
from derive.prove.normal_form import resolved
from derive.prove.sign import Sign
from derive.terms.expectation import Defined, Expectation

NOT_FOR_SYMPY = (Expectation, Defined, Integral, Limit, Sum, Product, ImaginaryUnit)

BY_CONVENTION = (binomial, RisingFactorial, FallingFactorial, factorial2, laguerre)
"""Heads whose values at negative whole numbers are a matter of convention, and SymPy's is one of several."""

LARGEST = 400
"""Operations in a residual beyond which SymPy is not asked."""


def prove_by_cas(claim: Claim, facts: Facts) -> Proof | None:
    """``simplify(lhs - rhs)`` is 0; what else it may say counts for nothing."""
    if claim.relation is not Relation.EQUAL:
        return None
    if any(_is_convention(node, facts) for side in (claim.lhs, claim.rhs) for node in side.atoms(*BY_CONVENTION)):
        return None
    residual = resolved(claim.lhs, facts) - resolved(claim.rhs, facts)
    if residual.has(*NOT_FOR_SYMPY) or residual.count_ops() > LARGEST:
        return None
    return Proof(method="SymPy's simplify", trusts=Trust.CAS) if simplify(residual) == Integer(0) else None


def _is_convention(node: Expr, facts: Facts) -> bool:
    return not all(facts.imply(argument, Sign.NONNEGATIVE) for argument in node.args)
