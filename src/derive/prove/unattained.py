"""Functions without a smallest value: they fall without bound towards an end, or towards a value that they miss."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from sympy import Expr, Integer, Interval, S, Symbol, oo, solveset

from derive.calculation import Approach, Relation
from derive.claim import Claim
from derive.evidence import Disproof, Proof, Trust
from derive.numeric.points import simple_points
from derive.prove.cases import prove_cases
from derive.prove.extrema import prove_by_extremum
from derive.prove.facts import Facts
from derive.prove.inequalities import prove_inequality
from derive.prove.limits import limit_from, worked_out
from derive.prove.signs import Sign, sign_of
from derive.prove.throughout import bare_facts, derivative, lies_in
from derive.terms.extrema import NO_MAXIMUM, NO_MINIMUM
from derive.terms.optimum import Objective
from derive.tree import rewritten

SIGNS = {NO_MINIMUM: 1, NO_MAXIMUM: -1}
PARAMETERS_TRIED = 3


def prove_unattained(claim: Claim, facts: Facts) -> Proof | Disproof | None:
    """A function has no smallest (largest) value over the domain of its variable; or it has one, at a known point.

    >>> from sympy import exp
    >>> from derive.domains import REAL
    >>> t = REAL.symbol("t")
    >>> claim = Claim(Objective(exp(t), t), Relation.IS, NO_MINIMUM, {t: REAL})
    >>> prove_unattained(claim, Facts({t: REAL})).method
    'it stays above its limit 0 as t -> -oo'
    >>> claim = Claim(Objective(t**2, t), Relation.IS, NO_MINIMUM, {t: REAL})
    >>> prove_unattained(claim, Facts({t: REAL})).reason
    'it is smallest at t = 0'
    """
    if claim.relation is not Relation.IS or claim.rhs not in SIGNS or not isinstance(claim.lhs, Objective):
        return None
    if len(claim.lhs.variables) > 1 or any(claim.lhs.variable in h.free_symbols for h in claim.hypotheses):
        return None
    if not isinstance(claim.domains[claim.lhs.variable].whole, Interval):
        return None
    f = SIGNS[claim.rhs] * claim.lhs.value
    return _unattained(claim, f) or _attained(claim, f)
