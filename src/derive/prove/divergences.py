"""Bounds on divergences between named laws, by name: Gibbs' inequality and what goes with it.

Densities of named laws are not negative and normalised, so that the bounds hold wherever a side has a value.
Sources: Cover and Thomas, Elements of Information Theory (2006), theorem 8.6.1; Lin, Divergence measures based on
the Shannon entropy (1991), theorem 4; Tsybakov, Introduction to Nonparametric Estimation (2009), section 2.4.
"""

from __future__ import annotations

from typing import Any

from sympy import Integer, log

from derive.calculation import Relation
from derive.claim import Claim
from derive.evidence import Proof, Trust
from derive.prove.facts import Facts
from derive.terms.divergences import JSD, KL, ChiSquare, CrossEntropy, Entropy, HellingerSquared, TotalVariation
from derive.terms.expectation import Variance

GIBBS = "Gibbs' inequality"
NOT_NEGATIVE = {
    KL: GIBBS,
    JSD: GIBBS,
    ChiSquare: "an average of squares",
    Variance: "an average of squares",
    TotalVariation: "an average of what is not negative",
    HellingerSquared: "the Cauchy-Schwarz inequality",
}
AT_MOST = {TotalVariation: Integer(1), HellingerSquared: Integer(1), JSD: log(2)}


def prove_divergence_bound(claim: Claim, facts: Facts) -> Proof | None:
    """A divergence is not negative, one with a greatest value at most that, and no cross-entropy below the entropy.

    >>> from sympy.abc import r
    >>> from derive.terms import kl, poisson
    >>> both = kl(poisson(rate=2), poisson(rate=3))
    >>> prove_divergence_bound(Claim(both, Relation.AT_LEAST, Integer(0), {}), Facts({})).method
    "Gibbs' inequality"
    >>> prove_divergence_bound(Claim(both, Relation.AT_LEAST, Integer(1), {}), Facts({})) is None
    True
    """
    match claim.relation:
        case Relation.AT_LEAST:
            method = _name(claim.lhs, claim.rhs)
        case Relation.AT_MOST:
            method = _name(claim.rhs, claim.lhs)
        case _:
            return None
    return None if method is None else Proof(method=method, trusts=Trust.RULE)


def _name(large: Any, small: Any) -> str | None:
    """The inequality by which the one side is at least the other."""
    if small == 0:
        return NOT_NEGATIVE.get(type(large))
    if isinstance(large, CrossEntropy) and isinstance(small, Entropy) and large.args[0] == small.args[0]:
        return GIBBS
    limit = AT_MOST.get(type(small))
    return "the greatest value of a divergence" if limit is not None and large == limit else None
