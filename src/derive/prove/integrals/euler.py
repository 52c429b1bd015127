"""Integrals that are beta and gamma functions after a power substitution.

- x**a*(1 - x**q)**b over (0, 1), x**a*(1 + x**q)**(-b) over (0, oo), sin(x)**a*cos(x)**b over (0, pi/2),
- x**a*exp(-c*x**q) over (0, oo),

each with positive factors before the powers of x, as in (r**2 - x**2)**b.
"""

from __future__ import annotations

from typing import Any

from sympy import (
    Expr,
    Integer,
    Mul,
    Pow,
    Symbol,
    cos,
    exp,
    gamma,
    oo,
    pi,
    sin,
    tan,
)  # fmt: skip

from derive.prove.integrals.exponentials import is_on_the_right
from derive.prove.special.arguments import evaluated, plain
from derive.prove.sums.closed import Closed

NAME = "Euler's integral of the beta function"


def by_euler(body: Any, x: Symbol, lower: Expr, upper: Expr, facts: Any) -> Closed | None:
    """The value of the integral; None if it is none of these.

    >>> x = Symbol("x", positive=True)
    >>> by_euler(1/(1 + x**4), x, Integer(0), oo, None).value
    gamma(1/4)*gamma(3/4)/4
    >>> by_euler(1/(1 - x**4), x, Integer(0), oo, None) is None
    True
    """
    if lower != 0:
        return None
    t = Symbol("_t_", positive=True)
    function = evaluated(body.xreplace({x: t}))
    if upper == pi / 2:
        return _of_sine_and_cosine(function, t, facts)
    parts = _parts(function, t)
    if parts is None:
        return None
    constant, power, others, exponent = parts
    s = plain(power + 1)
    if not is_on_the_right(s, facts):
        return None
    if exponent is not None:
        return _stretched(constant, s, exponent, t, upper, facts) if not others else None
    if len(others) != 1:
        return None
    (base, b), = others
    start, moving = base.as_independent(t, as_Add=True)
    scale, q = _monomial(moving, t)
    if scale is None or q is None or not start.is_positive or not q.is_positive:
        return None
    return _beta(constant * Pow(start, b), s, (plain(scale / start), q), b, upper, facts)


def _parts(function: Expr, t: Symbol) -> tuple[Expr, Expr, list[tuple[Expr, Expr]], Expr | None] | None:
    """Constant, power of t, other bases with exponents, exponent of an exponential."""
    constant, power, others, exponent = Integer(1), Integer(0), list[tuple[Expr, Expr]](), None
    for factor in Mul.make_args(function):
        if isinstance(factor, exp) and factor.has(t):
            if exponent is not None:
                return None
            exponent = plain(factor.args[0])
            continue
        base, index = factor.as_base_exp()
        if not factor.has(t):
            constant *= factor
        elif index.has(t):
            return None
        elif base == t:
            power += index
        else:
            others.append((base, index))
    return constant, plain(power), others, exponent


def _monomial(expression: Expr, t: Symbol) -> tuple[Expr | None, Expr | None]:
    """c and q of c*t**q."""
    scale, rest = expression.as_independent(t, as_Add=False)
    base, q = rest.as_base_exp()
    return (scale, q) if base == t and not q.has(t) else (None, None)


def _stretched(constant: Expr, s: Expr, exponent: Expr, t: Symbol, upper: Expr, facts: Any) -> Closed | None:
    scale, q = _monomial(exponent, t)
    if scale is None or q is None or upper != oo or not q.is_positive or not is_on_the_right(-scale, facts):
        return None
    value = gamma(s / q) * Pow(-scale, -s / q) / q
    return Closed(constant * value, "Euler's integral of the gamma function")


def _beta(constant: Expr, s: Expr, form: tuple[Expr, Expr], b: Expr, upper: Expr, facts: Any) -> Closed | None:
    """t**(s - 1)*(1 + c*t**q)**b."""
    c, q = form
    if upper == oo and c.is_positive:
        rest = plain(-b - s / q)
        if is_on_the_right(rest, facts):
            return Closed(constant * Pow(c, -s / q) * gamma(s / q) * gamma(rest) / gamma(plain(-b)) / q, NAME)
    ends_at_zero = c.is_negative and upper.is_positive and plain(Pow(upper, q) * -c - 1) == 0
    if ends_at_zero and is_on_the_right(b + 1, facts):
        value = gamma(s / q) * gamma(plain(b + 1)) / gamma(plain(s / q + b + 1))
        return Closed(constant * Pow(upper, s) * value / q, NAME)
    return None


def _of_sine_and_cosine(function: Expr, t: Symbol, facts: Any) -> Closed | None:
    constant, powers = Integer(1), {sin: Integer(0), cos: Integer(0)}
    for factor in Mul.make_args(function):
        base, index = factor.as_base_exp()
        if not factor.has(t):
            constant *= factor
        elif index.has(t) or not isinstance(base, sin | cos | tan) or base.args[0] != t:
            return None
        elif isinstance(base, tan):
            powers[sin], powers[cos] = powers[sin] + index, powers[cos] - index
        else:
            powers[type(base)] += index
    a, b = (plain((powers[head] + 1) / 2) for head in (sin, cos))
    if not (is_on_the_right(a, facts) and is_on_the_right(b, facts)):
        return None
    return Closed(constant * gamma(a) * gamma(b) / gamma(plain(a + b)) / 2, NAME)
