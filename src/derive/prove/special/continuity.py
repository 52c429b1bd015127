"""Whether an expression is continuous in some of its variables together, wherever it has a value."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sympy import (
    Abs,
    Add,
    Derivative,
    FallingFactorial,
    Mul,
    Pow,
    RisingFactorial,
    S,
    Shi,
    Si,
    Symbol,
    besseli,
    besselj,
    beta,
    binomial,
    chebyshevt,
    chebyshevu,
    conjugate,
    cos,
    cosh,
    cot,
    coth,
    csc,
    csch,
    digamma,
    dirichlet_eta,
    erf,
    erfc,
    erfi,
    exp,
    factorial,
    fresnelc,
    fresnels,
    gamma,
    harmonic,
    hermite,
    hyper,
    im,
    laguerre,
    legendre,
    polygamma,
    polylog,
    re,
    sec,
    sech,
    sin,
    sinc,
    sinh,
    tan,
    tanh,
    trigamma,
    zeta,
)  # fmt: skip

from derive.prove.special.quantities import arithmetic, is_whole

Moving = frozenset[Symbol]


def is_continuous(expression: Any, moving: Moving) -> bool:
    """Whether the expression is continuous in the variables together, wherever it has a value.

    >>> from sympy import gamma, sqrt
    >>> from sympy.abc import z
    >>> is_continuous(gamma(z)/z, frozenset({z})), is_continuous(sqrt(z), frozenset({z}))
    (True, False)
    """
    if not (expression.free_symbols & moving) or isinstance(expression, Symbol):
        return True
    rule = next((RULES[kind] for kind in type(expression).__mro__ if kind in RULES), None)
    return rule is not None and rule(expression, moving)


def _in_all_arguments(expression: Any, moving: Moving) -> bool:
    return all(is_continuous(argument, moving) for argument in expression.args)


def _in_the_last_argument(expression: Any, moving: Moving) -> bool:
    """Functions of a whole number and a variable."""
    index, variable = expression.args[:2]
    if isinstance(expression, RisingFactorial | FallingFactorial):
        index, variable = variable, index
    if len(expression.args) != 2 or index.free_symbols & moving or not is_whole(index):
        return False
    return is_continuous(variable, moving)


def _power(expression: Any, moving: Moving) -> bool:
    base, exponent = expression.args
    if not exponent.free_symbols & moving:
        return is_whole(exponent) and is_continuous(base, moving)
    nonzero = base.is_positive is True or (base.is_number and base.is_zero is False)
    return nonzero and not base.free_symbols & moving and is_continuous(exponent, moving)


def _zeta(expression: Any, moving: Moving) -> bool:
    s, *shift = expression.args
    if not shift:
        return is_continuous(s, moving)
    (a,) = shift
    if a.free_symbols & moving:
        return is_whole(s) and is_continuous(a, moving)
    return (a.is_positive is True or (a.is_Rational and not a.is_Integer)) and is_continuous(s, moving)


def _binomial(expression: Any, moving: Moving) -> bool:
    a, k = (arithmetic(argument) for argument in expression.args)
    if not k.free_symbols & moving:
        return is_whole(k) and k.is_nonnegative is True and is_continuous(a, moving)
    return not a.free_symbols & moving and a.is_nonnegative is True and is_continuous(k, moving)


def _polylog(expression: Any, moving: Moving) -> bool:
    s, z = expression.args
    if s.is_Integer and s <= 0:
        return is_continuous(z, moving)
    return z is S.NegativeOne and is_continuous(s, moving)


def _derivative(expression: Any, moving: Moving) -> bool:
    inside = expression.expr
    return not inside.has(Abs, conjugate, re, im) and is_continuous(inside, moving | set(expression.variables))


def _hypergeometric(expression: Any, moving: Moving) -> bool:
    above, below, z = expression.args
    entire = len(above) <= len(below)  # in the upper parameters and the argument together
    return entire and not below.free_symbols & moving and all(is_continuous(x, moving) for x in (*above, z))


CONTINUOUS = (
    Add, Mul, exp, sin, cos, tan, cot, sec, csc, sinh, cosh, tanh, coth, sech, csch, sinc, Abs, conjugate, re, im,
    gamma, factorial, digamma, trigamma, harmonic, beta, dirichlet_eta, erf, erfc, erfi, Si, Shi, fresnels,
    fresnelc,
)  # fmt: skip
"""Functions that are continuous, in all arguments together, wherever they have a value."""

IN_THE_LAST_ARGUMENT = (
    chebyshevt, chebyshevu, legendre, hermite, laguerre, polygamma, RisingFactorial, FallingFactorial, besselj, besseli,
)  # fmt: skip
"""Functions of a whole number and a variable, in which they are continuous."""

RULES: dict[type, Callable[[Any, Moving], bool]] = {
    **dict.fromkeys(CONTINUOUS, _in_all_arguments),
    **dict.fromkeys(IN_THE_LAST_ARGUMENT, _in_the_last_argument),
    Pow: _power,
    zeta: _zeta,
    binomial: _binomial,
    polylog: _polylog,
    Derivative: _derivative,
    hyper: _hypergeometric,
}
