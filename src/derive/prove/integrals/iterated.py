"""Integrals over several variables, one after the other: the innermost first, for all values of the others.

The value of an inner integral is known on the open range of the outer variable but for finitely many points, which no
integral sees.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sympy import Dummy, Expr, Gt, Integral, Interval, Lt, Poly, Symbol, oo

from derive.domains import NEGATIVE, POSITIVE, REAL, Domain, domain_on
from derive.prove.plane_facts import PlaneFacts
from derive.prove.special.arguments import plain
from derive.prove.special.rules import Kind, Need
from derive.prove.sums.closed import Closed
from derive.tree import outermost

OverOneVariable = Callable[[Integral, Any], Closed | None]


def iterated(node: Integral, facts: PlaneFacts, definite_integral: OverOneVariable) -> Closed | None:
    """The value of an integral over several variables; None if one of the integrals has no closed form.

    >>> from sympy.abc import x, y
    >>> from derive.prove.integration import definite_integral
    >>> iterated(Integral(x*y, (y, 0, x), (x, 0, 1)), PlaneFacts({}), definite_integral).value
    1/8
    """
    inside, limits = outermost(node)
    if len(limits) != 3:
        return None
    variable, lower, upper = limits
    domain, bounds = _between(plain(lower), plain(upper), facts)
    x = Dummy(variable.name, **domain.assumptions)
    there = PlaneFacts({**facts.domains, x: domain}, (*facts.hypotheses, *(bound(x) for bound in bounds)))
    inner = definite_integral(inside.xreplace({variable: x}), there)
    if inner is None or not all(_holds_almost_everywhere(need, x) for need in inner.needs):
        return None
    outer = definite_integral(Integral(inner.value, (x, lower, upper)), facts)
    if outer is None:
        return None
    needs = (*(need for need in inner.needs if not need.expression.has(x)), *outer.needs)
    return Closed(outer.value, _joined(inner.name, outer.name), needs)


Bound = Callable[[Symbol], Any]


def _between(lower: Expr, upper: Expr, facts: PlaneFacts) -> tuple[Domain, list[Bound]]:
    """The domain of a variable that runs from one end to the other, and what else is known of it."""
    if lower.is_number and upper.is_number and lower.is_extended_real and upper.is_extended_real and lower < upper:
        whole = Interval.open(lower, upper)
        return domain_on(whole, str(whole)), []
    above, below = lower.is_nonnegative, upper.is_nonpositive
    ordered = [lambda x: Gt(x, lower), lambda x: Lt(x, upper)] if plain(upper - lower).is_positive else []
    if above and (upper == oo or upper.is_nonnegative):
        return POSITIVE, ordered if upper != oo else [lambda x: Gt(x, lower)]
    if below and (lower == -oo or lower.is_nonpositive):
        return NEGATIVE, ordered if lower != -oo else [lambda x: Lt(x, upper)]
    return REAL, ordered


def _holds_almost_everywhere(need: Need, x: Symbol) -> bool:
    """Whether a need fails at finitely many values of x only, or does not speak of it."""
    if not need.expression.has(x):
        return True
    if need.kind is not Kind.NONZERO or not need.expression.is_polynomial(x):
        return False
    leading = Poly(need.expression, x).LC()
    return bool(leading.is_number and leading != 0)


def _joined(*names: str) -> str:
    """The names of theorems, each once."""
    return ", ".join(dict.fromkeys(name for text in names for name in text.split(", ")))
