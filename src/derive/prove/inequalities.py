"""Inequalities by the sign of the residual: domains mapped to the positive reals, hypotheses put in."""

from __future__ import annotations

from sympy import Add, Mul

from derive.calculation import Relation
from derive.claim import Claim
from derive.evidence import Proof, Trust
from derive.prove.facts import Facts
from derive.prove.moments.charts import rules as rules_of
from derive.prove.normal_form import resolved
from derive.prove.sign import Sign
from derive.terms.expectation import Defined, Expectation

ALLOWED = {
    Relation.AT_MOST: Sign.NONPOSITIVE,
    Relation.BELOW: Sign.NEGATIVE,
    Relation.AT_LEAST: Sign.NONNEGATIVE,
    Relation.ABOVE: Sign.POSITIVE,
    Relation.DIFFERS: Sign.NONZERO,
    Relation.EQUAL: Sign.ZERO,
}
"""The signs of lhs - rhs with which a relation holds."""


def prove_inequality(claim: Claim, facts: Facts) -> Proof | None:
    """lhs - rhs has a sign that settles the relation, at every point.

    >>> from derive.domains import REAL
    >>> x = REAL.symbol("x")
    >>> prove_inequality(Claim(x**2 + 1, Relation.ABOVE, x, {x: REAL}), Facts({x: REAL})).method
    'signs'
    >>> prove_inequality(Claim(x**2, Relation.ABOVE, x, {x: REAL}), Facts({x: REAL})) is None
    True
    """
    if claim.relation not in ALLOWED:
        return None
    residual = Add(claim.lhs, Mul(-1, claim.rhs, evaluate=False), evaluate=False)
    if not facts.imply(resolved(residual, facts), ALLOWED[claim.relation]):
        return None
    if residual.has(Expectation, Defined):
        return Proof(method=", ".join(["signs", *sorted(rules_of(residual))]), trusts=Trust.RULE)
    return Proof(method="signs")
