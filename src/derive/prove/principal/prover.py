"""Equality in the complex reading by the tower of principal branches."""

from __future__ import annotations

from sympy import Expr

from derive.claim import Claim
from derive.evidence import Proof, Trust
from derive.prove.identity import FROM_EQUALITY
from derive.prove.plane_facts import PlaneFacts
from derive.prove.principal.decision import decide


def prove_principal(claim: Claim, facts: PlaneFacts) -> Proof | None:
    """lhs = rhs, and what follows from it, where the difference vanishes in the tower.

    >>> from sympy import Derivative, I, asin, log, sqrt
    >>> from sympy.abc import z
    >>> from derive.calculation import Relation
    >>> from derive.domains import COMPLEX
    >>> claim = Claim(asin(z), Relation.EQUAL, -I*log(I*z + sqrt(1 - z**2)), {z: COMPLEX})
    >>> prove_principal(claim, PlaneFacts.of(claim)).method
    'normal form on principal branches'
    >>> claim = Claim(log(z**2), Relation.EQUAL, 2*log(z), {z: COMPLEX})
    >>> prove_principal(claim, PlaneFacts.of(claim)) is None
    True
    """
    if claim.relation not in FROM_EQUALITY or not all(isinstance(side, Expr) for side in (claim.lhs, claim.rhs)):
        return None
    found = decide(claim.lhs, claim.rhs, facts)
    if found is None:
        return None
    method = "normal form on principal branches" + (", sign by sign" if found.cases > 1 else "")
    return Proof(method=", ".join([method, *found.rules]), trusts=Trust.RULE if found.rules else Trust.EXACT)
