"""The sign of an expression at every point that a claim speaks of."""

from __future__ import annotations

from sympy import Expr

from derive.prove.facts import Facts
from derive.prove.sign import Sign

__all__ = ["Facts", "Sign", "sign_of"]


def sign_of(expression: Expr, facts: Facts) -> Sign | None:
    """The sign at all points at which the expression has a value; None if it is open, or there are none.

    >>> from derive.domains import POSITIVE, UNIT_INTERVAL
    >>> p, d = POSITIVE.symbol("p"), UNIT_INTERVAL.symbol("d")
    >>> facts = Facts({p: POSITIVE, d: UNIT_INTERVAL})
    >>> sign_of(-p/d**2 - p/(1 - d)**2, facts)
    <Sign.NEGATIVE: 1>
    >>> sign_of(p - d, facts) is None
    True
    """
    from derive.prove.normal_form import resolved

    sign = facts.possible_signs(resolved(expression, facts))
    return None if sign in (Sign.ANY, Sign.IMPOSSIBLE) else sign
