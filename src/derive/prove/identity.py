"""Lines that are equal as they stand: nothing has to be proved, and the report says so."""

from __future__ import annotations

from sympy import Basic

from derive.calculation import Relation
from derive.claim import Claim
from derive.evidence import Proof
from derive.prove.facts import Facts

FROM_EQUALITY = frozenset({Relation.EQUAL, Relation.AT_MOST, Relation.AT_LEAST})
"""The relations that hold between equal sides."""


def prove_identity(claim: Claim, facts: Facts) -> Proof | None:
    """Both sides are the same expression.

    >>> from sympy.abc import x
    >>> prove_identity(Claim(x + 1, Relation.EQUAL, 1 + x, {}), Facts({})).method
    'identity (repeats the line before)'
    >>> prove_identity(Claim(x*(x + 1), Relation.EQUAL, x**2 + x, {}), Facts({})) is None
    True
    """
    if claim.relation not in FROM_EQUALITY or not isinstance(claim.lhs, Basic) or claim.lhs != claim.rhs:
        return None
    return Proof(method="identity (repeats the line before)")
