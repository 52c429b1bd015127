"""What holds throughout the domain of one variable, the others fixed: values, smoothness, membership.

Definedness is never taken for granted here: a function that has no value at 0 does not live on an interval
around it, however convex it is elsewhere.
"""

from __future__ import annotations

from typing import Any

from sympy import (
    Add,
    Derivative,
    Expr,
    Integer,
    Interval,
    Mul,
    Pow,
    Symbol,
    asinh,
    atan,
    cos,
    cosh,
    erf,
    exp,
    log,
    sin,
    sinh,
    tanh,
)  # fmt: skip

from derive.calculation import Relation
from derive.claim import Claim
from derive.domains import NONZERO, Domain
from derive.prove.derivatives import work_out
from derive.prove.ledger import obligations
from derive.prove.signs import Facts, Sign, sign_of
from derive.terms.functions import cbrt, logit, sigmoid

SMOOTH = frozenset({
    Add, Mul, Pow, exp, log, sigmoid, logit, sin, cos, atan, asinh, sinh, cosh, tanh, erf, cbrt,
})  # fmt: skip
"""Functions with derivatives of all orders wherever they and their derivatives have a value."""

ALLOWED = {
    Relation.ABOVE: frozenset({Sign.POSITIVE}),
    Relation.AT_LEAST: frozenset({Sign.POSITIVE, Sign.NONNEGATIVE, Sign.ZERO}),
    Relation.BELOW: frozenset({Sign.NEGATIVE}),
    Relation.AT_MOST: frozenset({Sign.NEGATIVE, Sign.NONPOSITIVE, Sign.ZERO}),
    Relation.DIFFERS: frozenset({Sign.POSITIVE, Sign.NEGATIVE, Sign.NONZERO}),
}
"""The signs of lhs - rhs that establish a relation."""

DISCHARGED = {
    "nonzero": ALLOWED[Relation.DIFFERS],
    "positive": ALLOWED[Relation.ABOVE],
    "nonnegative": ALLOWED[Relation.AT_LEAST],
}


def requirements(domain: Domain) -> list[tuple[Relation, Expr]] | None:
    """The comparisons that make a real number an element; None if the domain is not of that kind.

    >>> from derive.domains import INTEGER, REAL, UNIT_INTERVAL
    >>> [(str(relation), end) for relation, end in requirements(UNIT_INTERVAL)]
    [('>', 0), ('<', 1)]
    >>> requirements(REAL), requirements(INTEGER)
    ([], None)
    """
    if domain.whole == NONZERO.whole:
        return [(Relation.DIFFERS, Integer(0))]
    if not isinstance(domain.whole, Interval):
        return None
    start, end = domain.whole.start, domain.whole.end
    lower = (Relation.ABOVE if domain.whole.left_open else Relation.AT_LEAST, start)
    upper = (Relation.BELOW if domain.whole.right_open else Relation.AT_MOST, end)
    return [(relation, bound) for relation, bound in (lower, upper) if bound.is_finite]


def lies_in(value: Expr, domain: Domain, facts: Facts) -> bool:
    """Whether an expression certainly has its values in a domain."""
    required = requirements(domain)
    if required is None:
        return bool(value.is_number) and value in domain
    return all(sign_of(value - bound, facts) in ALLOWED[relation] for relation, bound in required)


def bare_facts(claim: Claim) -> Facts:
    """The domains and hypotheses alone: nothing that follows from the sides having a value."""
    return Facts.of(claim.relating(Integer(0), Relation.EQUAL, Integer(0)))


def has_value(expression: Expr, variable: Symbol, facts: Facts) -> bool:
    """Whether the expression has a value for all values of the variable, as far as that depends on it."""
    return all(
        sign_of(obligation.expression, facts) in DISCHARGED[obligation.kind]
        for obligation in obligations(expression)
        if variable in obligation.expression.free_symbols
    )


def is_defined(expression: Expr, facts: Facts) -> bool:
    """Whether the expression certainly has a value."""
    return all(
        sign_of(obligation.expression, facts) in DISCHARGED[obligation.kind] for obligation in obligations(expression)
    )


def is_smooth(expression: Any, variable: Symbol) -> bool:
    """Whether the variable passes through smooth functions only."""
    if variable not in expression.free_symbols or expression == variable:
        return True
    return expression.func in SMOOTH and all(is_smooth(part, variable) for part in expression.args)


def derivative(f: Expr, variable: Symbol, facts: Facts) -> Expr | None:
    """The derivative, if f is smooth and both have a value throughout the domain of the variable.

    >>> from derive.domains import REAL
    >>> x = REAL.symbol("x")
    >>> derivative(x**2, x, Facts({x: REAL})), derivative(1/x, x, Facts({x: REAL}))
    (2*x, None)
    """
    if not is_smooth(f, variable) or not has_value(f, variable, facts):
        return None
    slope = work_out(Derivative(f, variable))
    return slope if slope is not None and has_value(slope, variable, facts) else None
