"""Inequalities by the signs of terms: each term of the residual has a sign, and together they decide."""

from __future__ import annotations

from functools import reduce
from operator import add

from sympy import Add, Expr

from derive.claim import Claim
from derive.evidence import Proof
from derive.prove.facts import Facts
from derive.prove.inequalities import ALLOWED
from derive.prove.normal_form import resolved
from derive.prove.sign import Sign

MOST_TERMS = 12


def prove_term_by_term(claim: Claim, facts: Facts) -> Proof | None:
    """Every term of lhs - rhs has a sign, and the signs add up to one with which the relation holds.

    >>> from sympy import Integer, log
    >>> from derive.calculation import Relation
    >>> from derive.domains import UNIT_INTERVAL
    >>> a = UNIT_INTERVAL.symbol("a")
    >>> entropy = Claim(a*log(a) + (1 - a)*log(1 - a), Relation.BELOW, Integer(0), {a: UNIT_INTERVAL})
    >>> facts = Facts({a: UNIT_INTERVAL})
    >>> prove_term_by_term(entropy, facts).method
    'signs of the terms'
    >>> prove_term_by_term(Claim(a*log(a) + a, Relation.BELOW, Integer(0), {a: UNIT_INTERVAL}), facts) is None
    True
    """
    if claim.relation not in ALLOWED or not isinstance(claim.lhs, Expr) or not isinstance(claim.rhs, Expr):
        return None
    terms = Add.make_args(resolved(claim.lhs, facts) - resolved(claim.rhs, facts))
    if not 2 <= len(terms) <= MOST_TERMS:
        return None
    signs = []
    for term in terms:
        sign = facts.possible_signs(term)
        if sign in (Sign.ANY, Sign.IMPOSSIBLE):
            return None
        signs.append(sign)
    return Proof(method="signs of the terms") if reduce(add, signs).within(ALLOWED[claim.relation]) else None
