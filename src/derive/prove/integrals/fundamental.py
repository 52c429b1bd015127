"""The fundamental theorem of calculus with an end that varies, for integrands that are entire or smooth there.

Both sides are then analytic in the end (continuously differentiable, if the end is real), they have the same
derivative by the zero test, and both vanish where the ends meet.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sympy import (
    Add,
    E,
    Expr,
    Integer,
    Integral,
    Mul,
    Pow,
    Shi,
    Si,
    Symbol,
    airyai,
    airyaiprime,
    airybi,
    airybiprime,
    asinh,
    atan,
    atanh,
    besseli,
    besselj,
    chebyshevt,
    chebyshevu,
    cos,
    cosh,
    diff,
    erf,
    erfc,
    erfi,
    exp,
    fresnelc,
    fresnels,
    legendre,
    log,
    sin,
    sinc,
    sinh,
    tanh,
)  # fmt: skip

from derive.claim import Claim
from derive.prove.special.arguments import evaluated, plain
from derive.prove.special.rules import rewritten_together
from derive.prove.sums.equality import about, equal

ENTIRE = (
    Add, Mul, exp, sin, cos, sinh, cosh, sinc, Si, Shi, erf, erfc, erfi, fresnels, fresnelc, airyai, airybi,
    airyaiprime, airybiprime,
)  # fmt: skip
SMOOTH = (*ENTIRE, atan, asinh, tanh)


def by_differentiation(node: Integral, value: Expr, claim: Claim, facts: Any) -> frozenset[str] | None:
    """The rules by which the integral equals `value`; None where that is not shown."""
    if len(node.limits) != 1:
        return None
    integrand, (x, lower, upper) = node.function, node.limits[0]
    value = evaluated(value)
    for end in sorted((lower.free_symbols | upper.free_symbols) - integrand.free_symbols, key=str):
        start = _meeting_point(plain(upper - lower), end)
        if start is None or not _is_admissible(integrand, value, (x, lower, upper), end, claim):
            continue
        slope = _at(integrand, x, upper) * diff(upper, end) - _at(integrand, x, lower) * diff(lower, end)
        derivative = diff(_without_sinc(value), end)
        names = _generically_equal(_without_sinc(slope), derivative, claim, facts)
        if names is None:
            continue
        there = value.xreplace({end: start})
        base = equal(evaluated(there), Integer(0), about(claim, there), facts)
        if base is not None:
            return names | base | {"fundamental theorem of calculus"}
    return None


def _at(integrand: Any, x: Symbol, place: Expr) -> Expr:
    return evaluated(integrand.xreplace({x: place}))


def _without_sinc(expression: Any) -> Expr:
    """sin(u)/u, as everything is compared at generic points first."""
    return evaluated(expression).replace(sinc, lambda u: sin(u) / u)


def _meeting_point(length: Expr, end: Symbol) -> Expr | None:
    """The value of the end at which the range has no length, if the length is linear in it."""
    slope = length.coeff(end)
    rest = plain(length - slope * end)
    if rest.has(end) or not slope.is_number or slope == 0:
        return None
    return plain(-rest / slope)


def _generically_equal(lhs: Expr, rhs: Expr, claim: Claim, facts: Any) -> frozenset[str] | None:
    """Equality at generic points, which is equality for functions that are continuous in the end."""
    from derive.prove.principal import are_equal

    found = rewritten_together((lhs, rhs), facts)
    generic = {s for s, domain in claim.domains.items() if not domain.is_discrete}
    if not all(need.expression.free_symbols & generic for need in found.needs):
        return None
    left, right = found.sides
    return found.names if are_equal(left, right, facts) else None


def _is_admissible(integrand: Any, value: Expr, limits: tuple[Symbol, Expr, Expr], end: Symbol, claim: Claim) -> bool:
    x, lower, upper = limits
    free = {s for s in claim.domains if not claim.domains[s].is_discrete} | {x}
    if claim.domains.get(end) is None or claim.domains[end].is_discrete:
        return False
    if is_entire(integrand, free) and is_entire(value, free) and is_entire(upper - lower, free):
        return True
    others = (integrand.free_symbols | value.free_symbols) - {x, end}
    if others or not claim.domains[end].is_real or lower.free_symbols or plain(upper) != end:
        return False
    sign: dict[str, bool] = {"real": True}
    if lower.is_nonnegative and end.is_positive:
        sign = {"positive": True} if lower.is_positive else {"nonnegative": True}
    inner = Symbol("x", **sign)
    outer = end if lower.is_positive else inner
    return is_smooth(evaluated(integrand.xreplace({x: inner})), inner) and is_smooth(
        evaluated(value.xreplace({end: outer})), outer
    )


def is_entire(expression: Any, variables: Iterable[Symbol]) -> bool:
    """Whether the expression is an entire function of the variables together.

    >>> from sympy.abc import z
    >>> is_entire(sinc(z)*exp(z)**2, {z}), is_entire(1/z, {z})
    (True, False)
    """
    moving = set(variables)
    if not expression.free_symbols & moving or isinstance(expression, Symbol):
        return True
    if isinstance(expression, Pow):
        base, exponent = expression.args
        if exponent.is_Integer and exponent >= 0:
            return is_entire(base, moving)
        return (base is E or bool(base.is_positive)) and not base.free_symbols and is_entire(exponent, moving)
    if isinstance(expression, chebyshevt | chebyshevu | legendre | besselj | besseli):
        index = expression.args[0]
        return bool(index.is_integer and index.is_nonnegative) and is_entire(expression.args[1], moving)
    return isinstance(expression, ENTIRE) and all(is_entire(argument, moving) for argument in expression.args)


def is_smooth(expression: Any, variable: Symbol) -> bool:
    """Whether a real function is continuously differentiable at all values that the variable may have."""
    if not expression.has(variable) or expression == variable:
        return True
    if isinstance(expression, Pow):
        base, exponent = expression.args
        if exponent.has(variable):
            return bool(base.is_positive) and all(is_smooth(part, variable) for part in (base, exponent))
        whole = bool(exponent.is_Integer) and exponent >= 0
        return (whole or bool(base.is_positive)) and is_smooth(base, variable)
    if isinstance(expression, log):
        return bool(expression.args[0].is_positive) and is_smooth(expression.args[0], variable)
    if isinstance(expression, atanh):
        return False
    return isinstance(expression, SMOOTH) and all(is_smooth(argument, variable) for argument in expression.args)
