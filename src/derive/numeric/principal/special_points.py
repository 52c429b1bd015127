"""Where on a path an integrand may fail to be analytic: candidates, as exact numbers.

Nothing rests on their being complete, nor on each of them being one: a path that is not split where it
should be is not settled.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sympy import Add, Expr, Integer, Mul, Poly, PolynomialError, Pow, Rational, Subs, Symbol, exp, log, pi, sqrt
from sympy.concrete.expr_with_limits import ExprWithLimits
from sympy.core.relational import Relational

from derive.numeric.calculus import depends, head

MAX_POINTS = 24
# Zeros k pi of sin(u) and the like are tried for |k| up to this.
TURNS = 12

SAME_ZERO = frozenset({
    "sin", "tan", "sinh", "tanh", "asin", "atan", "asinh", "atanh", "Abs", "sign", "erf", "sinc", "cbrt",
})  # fmt: skip
POLES_OF_COS = frozenset({"tan", "sec"})
POLES_OF_SIN = frozenset({"cot", "csc"})
POLES_AT_ZERO = frozenset({
    "coth", "csch", "log", "Abs", "sign", "Heaviside", "cbrt", "acot", "asech", "acsch", "acoth", "Ei", "Ci", "Chi",
    "polygamma", "digamma", "gamma", "loggamma", "bessely", "besselk",
})  # fmt: skip
ENDS_AT_ONE = frozenset({"asin", "acos", "acosh", "atanh", "asec", "acsc", "asech", "acoth", "elliptic_k", "li"})


def candidates(integrand: Any, variable: Symbol) -> list[Expr]:
    """Points at which something of the integrand may have a pole, an end, a kink or a jump.

    >>> from sympy import Abs, Symbol
    >>> x = Symbol("x")
    >>> candidates(Abs(2*x - 1) + x, x)
    [1/2]
    """
    found: dict[Expr, None] = {}
    for locus in _loci(integrand, variable):
        for zero in zeros(locus, variable):
            found[zero] = None
    return list(found)[:MAX_POINTS]


def _loci(node: Any, variable: Symbol) -> Iterator[Any]:
    if not depends(node, variable) or isinstance(node, ExprWithLimits | Subs):
        return
    name = head(node)
    if isinstance(node, Pow) and not (node.exp.is_Integer and node.exp > 0):
        yield node.base
    elif isinstance(node, Relational):
        yield _difference(node.lhs, node.rhs)
    elif name in ("Max", "Min"):
        yield from (_difference(a, b) for i, a in enumerate(node.args) for b in node.args[:i])
    elif name in ("floor", "ceiling", "frac"):
        yield from (_difference(node.args[0], Integer(k)) for k in range(-TURNS, TURNS + 1))
    elif node.args:
        yield from _loci_of_function(name, node.args[0], variable)
    for argument in node.args:
        yield from _loci(argument, variable)


def _loci_of_function(name: str, u: Any, variable: Symbol) -> Iterator[Any]:
    if name in POLES_AT_ZERO:
        yield u
    if name in ENDS_AT_ONE:
        yield from (_difference(u, Integer(1)), _difference(u, Integer(-1)))
    if name in POLES_OF_COS:
        yield from (_difference(u, pi * (k + Rational(1, 2))) for k in range(-TURNS, TURNS))
    if name in POLES_OF_SIN:
        yield from (_difference(u, pi * k) for k in range(-TURNS, TURNS + 1))


def _difference(a: Any, b: Any) -> Any:
    return Add(a, Mul(-1, b))


def zeros(u: Any, variable: Symbol) -> Iterator[Expr]:
    """Real zeros of an expression that are easily found.

    >>> from sympy.abc import x
    >>> list(zeros(x**2 - 2, x)), list(zeros(x + x**7 - 1, x))
    ([sqrt(2), -sqrt(2)], [])
    """
    if not depends(u, variable):
        return
    name = head(u)
    if isinstance(u, Mul):
        for factor in u.args:
            yield from zeros(factor, variable)
    elif isinstance(u, Pow):
        yield from zeros(u.base, variable)
    elif name == "log":
        yield from zeros(_difference(u.args[0], Integer(1)), variable)
    elif name in ("sin", "cos", "tan", "cot"):
        shift = Rational(1, 2) if name in ("cos", "cot") else Integer(0)
        for k in range(-TURNS, TURNS + 1):
            yield from zeros(_difference(u.args[0], pi * (k + shift)), variable)
    elif name in SAME_ZERO:
        yield from zeros(u.args[0], variable)
    else:
        yield from _zeros_of_sum(u, variable)


def _zeros_of_sum(u: Any, variable: Symbol) -> Iterator[Expr]:
    try:
        polynomial = Poly(u, variable)
    except PolynomialError:
        yield from _zeros_of_transcendental(u, variable)
        return
    coefficients = polynomial.all_coeffs()
    if any(depends(c, variable) for c in coefficients):
        return
    if polynomial.degree() <= 2:
        yield from _roots(coefficients)
    elif all(c.is_Rational for c in coefficients):
        for factor, _ in polynomial.factor_list()[1]:
            if factor.degree() <= 2:
                yield from _roots(factor.all_coeffs())


def _roots(coefficients: list[Expr]) -> Iterator[Expr]:
    if len(coefficients) == 2:
        yield -coefficients[1] / coefficients[0]
    if len(coefficients) == 3:
        a, b, c = coefficients
        square = b * b - 4 * a * c
        if square.is_negative or square.is_real is False:
            return
        yield (-b + sqrt(square)) / (2 * a)
        yield (-b - sqrt(square)) / (2 * a)


def _zeros_of_transcendental(u: Any, variable: Symbol) -> Iterator[Expr]:
    """Of c + f(v): exp(v) = -c, and multiples of pi/2 for circular functions."""
    constant, rest = u.as_independent(variable, as_Add=True)
    factor, function = rest.as_independent(variable, as_Add=False)
    name = head(function)
    level = -constant / factor
    if isinstance(function, exp) and level.is_positive:
        yield from zeros(_difference(function.args[0], log(level)), variable)
    elif isinstance(function, Pow) and not depends(function.base, variable) and level == 1:
        yield from zeros(function.exp, variable)
    elif name == "log":
        yield from zeros(_difference(function.args[0], exp(level)), variable)
    elif name in ("sin", "cos", "tan", "cot") or isinstance(function, Add | Pow):
        argument = next((a.args[0] for a in u.atoms(*_circular()) if depends(a, variable)), None)
        if argument is not None:
            for k in range(-TURNS, TURNS + 1):
                yield from zeros(_difference(argument, pi * k / 4), variable)


def _circular() -> tuple[Any, ...]:
    from sympy import cos, cot, sin, tan

    return sin, cos, tan, cot
