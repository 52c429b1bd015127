"""Identities on principal branches, and neighbours of them that are false somewhere.

Each row is a name, a function that writes both sides, and hypotheses where there are any.  The sides are written
unevaluated, so that nothing happens to them before the tower reads them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from random import Random
from typing import Any

import mpmath
from sympy import (
    Abs,
    Chi,
    Ci,
    Derivative,
    E,
    Ei,
    Expr,
    I,
    Max,
    Min,
    Ne,
    Rational,
    Shi,
    Si,
    acos,
    acosh,
    acot,
    acoth,
    acsc,
    acsch,
    asec,
    asech,
    asin,
    asinh,
    atan,
    atan2,
    atanh,
    cos,
    cosh,
    coth,
    elliptic_e,
    elliptic_f,
    erf,
    evaluate,
    exp,
    hyper,
    lambdify,
    log,
    pi,
    polylog,
    sec,
    sign,
    sin,
    sinc,
    sinh,
    sqrt,
    tan,
    tanh,
    uppergamma,
)  # fmt: skip

from derive.domains import COMPLEX, INTEGER, NONNEGATIVE, POSITIVE, REAL, Domain
from derive.prove.plane_facts import PlaneFacts

z, w, v = (COMPLEX.symbol(name) for name in ("z", "w", "v"))
x, y, a, b, c, d = (REAL.symbol(name) for name in ("x", "y", "a", "b", "c", "d"))
p, q = (POSITIVE.symbol(name) for name in ("p", "q"))
s = NONNEGATIVE.symbol("s")
n, m = (INTEGER.symbol(name) for name in ("n", "m"))

DOMAINS: dict[Any, Domain] = {
    **dict.fromkeys((z, w, v), COMPLEX),
    **dict.fromkeys((x, y, a, b, c, d), REAL),
    **dict.fromkeys((p, q), POSITIVE),
    s: NONNEGATIVE,
    n: INTEGER,
    m: INTEGER,
}
HALF = Rational(1, 2)
THIRD = Rational(1, 3)

Row = tuple[str, Callable[[], tuple[Any, Any]], tuple[Any, ...]]


def row(name: str, sides: Callable[[], tuple[Any, Any]], *hypotheses: Any) -> Row:
    """A statement of the tables."""
    return name, sides, hypotheses


TRUE: list[Row] = [
    # exponentials and trigonometry
    row("Euler", lambda: (exp(I * z), cos(z) + I * sin(z))),
    row("exp of a sum", lambda: (exp(z + w), exp(z) * exp(w))),
    row("Pythagoras", lambda: (sin(z) ** 2 + cos(z) ** 2, 1 + 0 * z)),
    row("double angle", lambda: (sin(2 * z), 2 * sin(z) * cos(z))),
    row("triple angle", lambda: (cos(3 * z), 4 * cos(z) ** 3 - 3 * cos(z))),
    row("sum of angles", lambda: (tan(z + w), (tan(z) + tan(w)) / (1 - tan(z) * tan(w)))),
    row("half angle", lambda: (tan(z / 2), sin(z) / (1 + cos(z)))),
    row("shift by pi", lambda: (sin(z + pi), -sin(z))),
    row("shift by pi over 2", lambda: (cos(z - pi / 2), sin(z))),
    row("sine of an imaginary number", lambda: (sin(I * z), I * sinh(z))),
    row("cosh squared", lambda: (cosh(z) ** 2 - sinh(z) ** 2, 1 + 0 * z)),
    row("coth of a double", lambda: (coth(2 * z), (tanh(z) + coth(z)) / 2)),
    row("secant", lambda: (sec(z) ** 2 - tan(z) ** 2, 1 + 0 * z)),
    row("tan of an imaginary number", lambda: (tan(I * z), I * tanh(z))),
    row("cos pi/12", lambda: (cos(pi / 12), (sqrt(6) + sqrt(2)) / 4)),
    row("sixth root of one", lambda: (exp(I * pi / 3), HALF + I * sqrt(3) / 2)),
    row("fifth roots of one", lambda: (1 + exp(2 * I * pi / 5) + exp(4 * I * pi / 5) + exp(6 * I * pi / 5)
                                       + exp(8 * I * pi / 5), 0 * z)),
    row("whole multiples of pi", lambda: (sin(pi * n), 0 * n)),
    row("whole multiples of pi shifted", lambda: (sin(z + pi * n), (-1) ** n * sin(z))),
    row("a full turn", lambda: (exp(z + 2 * pi * I * n), exp(z))),
    row("half whole multiples", lambda: (cos(pi * n + pi / 2), 0 * n)),
    row("de Moivre", lambda: ((cos(z) + I * sin(z)) ** n, cos(n * z) + I * sin(n * z))),
    # powers and roots
    row("square of a root", lambda: (sqrt(z) ** 2, z)),
    row("cube of a cube root", lambda: ((z**THIRD) ** 3, z)),
    row("powers of one base", lambda: (z**w * z**v, z ** (w + v))),
    row("a power by exp and log", lambda: (z**w, exp(w * log(z)))),
    row("whole powers of a product", lambda: ((z * w) ** n, z**n * w**n)),
    row("whole powers of a power", lambda: ((z**w) ** n, z ** (w * n))),
    row("even powers of minus one", lambda: ((-1) ** (2 * n), 1 + 0 * n)),
    row("powers of I", lambda: (I ** (4 * n + 1), I + 0 * n)),
    row("a positive factor leaves a root", lambda: (sqrt(p * z), sqrt(p) * sqrt(z))),
    row("a nonnegative factor leaves a root", lambda: (sqrt(s * z), sqrt(s) * sqrt(z))),
    row("a positive factor leaves a power", lambda: ((p * z) ** w, p**w * z**w)),
    row("root of a positive square", lambda: (sqrt(p**2), p)),
    row("root of a root", lambda: (sqrt(z**THIRD), z ** Rational(1, 6))),
    row("positive bases", lambda: ((p**x) ** y, p ** (x * y))),
    row("real square root of a square", lambda: (sqrt(x**2), Abs(x))),
    row("product of real roots", lambda: (sqrt(1 - x**2), sqrt(1 - x) * sqrt(1 + x))),
    row("quotient of real roots", lambda: (sqrt((p + q) / p), sqrt(p + q) / sqrt(p))),
    row("root of minus one", lambda: (sqrt(-p), I * sqrt(p))),
    row("power of minus one", lambda: ((-p) ** THIRD, p**THIRD * (1 + I * sqrt(3)) / 2)),
    row("nested constants", lambda: (sqrt(5 + sqrt(5)) * sqrt(5 - sqrt(5)), 2 * sqrt(5))),
    # logarithms
    row("exp of log", lambda: (exp(log(z)), z)),
    row("a positive factor leaves a log", lambda: (log(p * z), log(p) + log(z))),
    row("log of minus one", lambda: (log(-p), log(p) + I * pi)),
    row("log of a root", lambda: (log(sqrt(z)), log(z) / 2)),
    row("log of a real exponential", lambda: (log(exp(x)), x)),
    row("log of I", lambda: (log(I * p), log(p) + I * pi / 2)),
    row("log of a positive quotient", lambda: (log(p / q), log(p) - log(q))),
    # inverse functions
    row("tan of atan", lambda: (tan(atan(z)), z)),
    row("sin of asin", lambda: (sin(asin(z)), z)),
    row("cos of asin", lambda: (cos(asin(z)), sqrt(1 - z**2))),
    row("cos of atan", lambda: (cos(atan(z)), 1 / sqrt(1 + z**2))),
    row("cosh of acosh", lambda: (cosh(acosh(z)), z)),
    row("sinh of asinh", lambda: (sinh(asinh(z)), z)),
    row("tanh of atanh", lambda: (tanh(atanh(z)), z)),
    row("sinh of acosh", lambda: (sinh(acosh(z)), sqrt(z - 1) * sqrt(z + 1))),
    row("asin and acos", lambda: (asin(z) + acos(z), pi / 2 + 0 * z)),
    row("atan by logarithms", lambda: (atan(z), I / 2 * (log(1 - I * z) - log(1 + I * z)))),
    row("asin by a logarithm", lambda: (asin(z), -I * log(I * z + sqrt(1 - z**2)))),
    row("acosh by a logarithm", lambda: (acosh(z), log(z + sqrt(z - 1) * sqrt(z + 1)))),
    row("atan of an imaginary number", lambda: (atan(I * z), I * atanh(z))),
    row("asinh of an imaginary number", lambda: (asinh(I * z), I * asin(z))),
    row("odd functions", lambda: (atan(-z) + atan(z) + asinh(-z) + asinh(z), 0 * z)),
    row("acot of a reciprocal", lambda: (acot(1 / z), atan(z))),
    row("acoth", lambda: (acoth(z), atanh(1 / z)), Ne(z, 0)),
    row("asec", lambda: (asec(z), acos(1 / z))),
    row("acsc", lambda: (acsc(z), asin(1 / z))),
    row("asech", lambda: (asech(z), acosh(1 / z))),
    row("acsch", lambda: (acsch(z), asinh(1 / z))),
    row("exp of a multiple of atan", lambda: (exp(2 * I * atan(z)), (1 + I * z) / (1 - I * z))),
    row("exp of acoth", lambda: (E ** acoth(x), sqrt(1 + 1 / x) / sqrt(1 - 1 / x)), Ne(x, 0)),
    row("sin of a double asin", lambda: (sin(2 * asin(z)), 2 * z * sqrt(1 - z**2))),
    # values of special functions
    row("sinc", lambda: (sinc(2 * z), sinc(z) * cos(z))),
    row("polylog of order 1", lambda: (polylog(1, z), -log(1 - z))),
    row("incomplete gamma of order 2", lambda: (uppergamma(2, z), (z + 1) * exp(-z))),
    row("binomial series", lambda: (hyper((w,), (), z), (1 - z) ** (-w))),
    # real quantities
    row("maximum", lambda: (Max(x, y) + Min(x, y), x + y)),
    row("modulus of a product", lambda: (Abs(x * y), Abs(x) * Abs(y))),
    row("sign", lambda: (sign(x) * x, Abs(x)), Ne(x, 0)),
    row("angle in the right half plane", lambda: (atan2(y, p), atan(y / p))),
]  # fmt: skip

FALSE: list[Row] = [
    row("Euler with another sign", lambda: (exp(I * z), cos(z) - I * sin(z))),
    row("root of a square", lambda: (sqrt(z**2), z)),
    row("root of a real square", lambda: (sqrt(x**2), x)),
    row("root of a product", lambda: (sqrt(z) * sqrt(w), sqrt(z * w))),
    row("root of a real product", lambda: (sqrt(x) * sqrt(y), sqrt(x * y))),
    row("root of a quotient", lambda: (sqrt(1 / z), 1 / sqrt(z))),
    row("log of a product", lambda: (log(z * w), log(z) + log(w))),
    row("log of a real product", lambda: (log(x * y), log(x) + log(y))),
    row("log of a square", lambda: (log(z**2), 2 * log(z))),
    row("log of a reciprocal", lambda: (log(1 / z), -log(z))),
    row("log of exp", lambda: (log(exp(z)), z)),
    row("log of a cube root power", lambda: (log(z ** Rational(4, 3)), Rational(4, 3) * log(z))),
    row("power of a power", lambda: ((z**w) ** v, z ** (w * v))),
    row("power of a product", lambda: ((z * w) ** v, z**v * w**v)),
    row("cube root of a cube", lambda: ((z**3) ** THIRD, z)),
    row("real cube root of minus one", lambda: ((-p) ** THIRD, -(p**THIRD))),
    row("asin of sin", lambda: (asin(sin(z)), z)),
    row("atan of tan", lambda: (atan(tan(z)), z)),
    row("acos of cos", lambda: (acos(cos(x)), x)),
    row("acosh of cosh", lambda: (acosh(cosh(x)), x)),
    row("atan of a reciprocal", lambda: (atan(z) + atan(1 / z), pi / 2 + 0 * z)),
    row("addition of arctangents", lambda: (atan(x) + atan(y), atan((x + y) / (1 - x * y)))),
    row("difference of roots", lambda: (sqrt(z**2 - 1), sqrt(z - 1) * sqrt(z + 1))),
    row("difference of real roots", lambda: (sqrt(x**2 - 1), sqrt(x - 1) * sqrt(x + 1))),
    row("sinh of acosh by one root", lambda: (sinh(acosh(z)), sqrt(z**2 - 1))),
    row("exp of acoth by one root", lambda: (E ** acoth(x), sqrt((x + 1) / (x - 1)) * sign(x)), Ne(x, 0)),
    row("acosh by one root", lambda: (acosh(z), log(z + sqrt(z**2 - 1)))),
    row("half angle by a root", lambda: (sin(z / 2), sqrt((1 - cos(z)) / 2))),
    row("cos of a whole multiple", lambda: (cos(pi * n), 1 + 0 * n)),
    row("powers of minus one", lambda: ((-1) ** n, 1 + 0 * n)),
    row("I to the n", lambda: (I ** (2 * n), 1 + 0 * n)),
    row("de Moivre with a complex exponent", lambda: ((cos(z) + I * sin(z)) ** w, cos(w * z) + I * sin(w * z))),
    row("angle in the left half plane", lambda: (atan2(y, -p), atan(-y / p))),
    row("modulus", lambda: (Abs(x), x)),
    row("modulus of a complex number", lambda: (Abs(z) ** 2, z**2)),
    row("maximum", lambda: (Max(x, y), x + y)),
    row("nested constants", lambda: (sqrt(5 + sqrt(5)) * sqrt(5 - sqrt(5)), -2 * sqrt(5) + 0 * z)),
    row("polylog of order 2", lambda: (polylog(2, z), -log(1 - z))),
]  # fmt: skip


DERIVATIVES: list[Row] = [
    row("power", lambda: (Derivative(x ** Rational(7, 2), x), Rational(7, 2) * x ** Rational(5, 2))),
    row("symbolic power", lambda: (Derivative(z**w, z), w * z ** (w - 1))),
    row("arctangent of a root", lambda: (Derivative(atan(sqrt(x)), x), 1 / (2 * sqrt(x) * (1 + x)))),
    row("inverse sine", lambda: (Derivative(asin(z), z), 1 / sqrt(1 - z**2))),
    row("inverse hyperbolic cosine", lambda: (Derivative(acosh(z), z), 1 / (sqrt(z - 1) * sqrt(z + 1)))),
    row("logarithm of a tangent", lambda: (Derivative(log(tan(a * x + b)), x), 2 * a / sin(2 * a * x + 2 * b))),
    row("circle", lambda: (Derivative(x * sqrt(a**2 - x**2) / 2 + a**2 / 2 * atan(x / sqrt(a**2 - x**2)), x),
                           sqrt(a**2 - x**2))),
    row("partial fractions", lambda: (Derivative((log(x - a) - log(x + a)) / (2 * a), x), 1 / (x**2 - a**2))),
    row("square root of a reciprocal", lambda: (Derivative(sqrt(a + b / x**2), x), -b / (x**3 * sqrt(a + b / x**2)))),
    row("powers of secant", lambda: (Derivative(sec(c + d * x) * tan(c + d * x), x),
                                     2 * d * sec(c + d * x) ** 3 - d * sec(c + d * x))),
    row("sine integral", lambda: (Derivative(cos(c) * Si(d * x) + sin(c) * Ci(d * x), x), sin(c + d * x) / x)),
    row("hyperbolic integrals", lambda: (Derivative(Shi(x) + Chi(x), x), exp(x) / x)),
    row("exponential integral", lambda: (Derivative(Ei(a * log(x)), x), x ** (a - 1) / log(x))),
    row("dilogarithm", lambda: (Derivative(polylog(2, -a * x), x), -log(1 + a * x) / x)),
    row("error function", lambda: (Derivative(x * erf(x) + exp(-(x**2)) / sqrt(pi), x), erf(x))),
    row("elliptic integral", lambda: (Derivative(2 * elliptic_f(x / 2, 2), x), 1 / sqrt(cos(x)))),
    row("incomplete beta", lambda: (Derivative(x ** (1 + a) * hyper((3, 1 + a), (2 + a,), -b * x) / (1 + a), x),
                                    x**a / (1 + b * x) ** 3)),
    row("second derivative", lambda: (Derivative(sin(a * x), (x, 2)), -(a**2) * sin(a * x))),
    row("by signs", lambda: (Derivative(asin(x) + x * sqrt(1 - x) * sqrt(1 + x), x), 2 * sqrt(1 - x**2))),
    row("modulus", lambda: (Derivative(x * Abs(x), x), 2 * Abs(x))),
    row("a root that may be 0 throughout", lambda: (Derivative((a + b * x) ** Rational(5, 2), x),
                                                    Rational(5, 2) * b * (a + b * x) ** Rational(3, 2))),
    row("symbolic base", lambda: (Derivative(a ** (b * x + c) / (b * log(a)), x), a ** (b * x + c))),
    row("symbolic exponent of a linear form", lambda: (Derivative((a + b * x) ** (c + 1) / (b * (c + 1)), x),
                                                       (a + b * x) ** c)),
    row("elliptic integral of the second kind", lambda: (
        Derivative(2 * elliptic_e(x / 2, 2 * b / (a + b)) / sqrt((a + b * cos(x)) / (a + b)) * sqrt(a + b * cos(x)), x),
        sqrt(a + b * cos(x)))),
    row("power of a logarithm", lambda: (
        Derivative(uppergamma(1 + a, -log(c * x)) * log(c * x) ** a / (c * (-log(c * x)) ** a), x), log(c * x) ** a)),
]  # fmt: skip

FALSE_DERIVATIVES: list[Row] = [
    row("lost factor", lambda: (Derivative(atan(2 * x), x), 1 / (1 + 4 * x**2))),
    row("lost sign", lambda: (Derivative(acos(z), z), 1 / sqrt(1 - z**2))),
    row("one root for two", lambda: (Derivative(acosh(z), z), 1 / sqrt(z**2 - 1))),
    row("another power", lambda: (Derivative(x**a, x), a * x**a)),
    row("inverse secant", lambda: (Derivative(asec(x), x), 1 / (x * sqrt(x**2 - 1)))),
    row("modulus of a complex number", lambda: (Derivative(Abs(x + I), x), sign(x + I))),
    # differentiable at 0, where both roots jump: the derivative is 1, and the right side is -1
    row("two roots that jump at once",
        lambda: (Derivative(x * sqrt(-1 + I * x) * sqrt(-1 - I * x), x),
                 sqrt(-1 + I * x) * sqrt(-1 - I * x) + I * x * sqrt(-1 - I * x) / (2 * sqrt(-1 + I * x))
                 - I * x * sqrt(-1 + I * x) / (2 * sqrt(-1 - I * x)))),
]  # fmt: skip


def sides_of(statement: Row) -> tuple[Expr, Expr]:
    """Both sides as written."""
    with evaluate(False):
        lhs, rhs = statement[1]()
    return lhs, rhs


def facts_of(statement: Row) -> PlaneFacts:
    """What the statement gives to start from."""
    return PlaneFacts(DOMAINS, statement[2])


def names(rows: Iterable[Row]) -> list[str]:
    """The names of rows, for test ids."""
    return [statement[0] for statement in rows]


def numeric(expression: Any, symbols: list[Any]) -> Callable[..., Any]:
    """The expression as a function of mpmath numbers."""
    return lambdify(symbols, expression, "mpmath")


def random_value(symbol: Any, rng: Random) -> Any:
    """A random value of a variable of the tables; real ones of either sign, complex ones in all quadrants."""
    domain = DOMAINS[symbol]
    if domain is INTEGER:
        return rng.randint(-4, 4)
    size = mpmath.mpf(rng.choice((0.3, 0.8, 1.7, 2.9, 5.3))) + mpmath.mpf(rng.random()) / 9
    if domain in (POSITIVE, NONNEGATIVE):
        return size
    if domain is REAL or rng.random() < 0.15:
        return rng.choice((-1, 1)) * size
    return mpmath.mpc(rng.choice((-1, 1)) * size, rng.choice((-1, 1)) * (size + 1) * rng.random())


def differences(statement: Row, count: int) -> list[Any]:
    """lhs - rhs relative to their size at random points at which both have finite values."""
    lhs, rhs = sides_of(statement)
    symbols = sorted(lhs.free_symbols | rhs.free_symbols, key=str)
    sides, found = [numeric(side, symbols) for side in (lhs, rhs)], []
    rng = Random(statement[0])
    with mpmath.workdps(30):
        for _ in range(count):
            point = [random_value(symbol, rng) for symbol in symbols]
            try:
                left, right = (mpmath.mpc(side(*point)) for side in sides)
            except (ZeroDivisionError, ValueError, OverflowError, mpmath.libmp.NoConvergence):
                continue
            if mpmath.isfinite(left) and mpmath.isfinite(right):
                found.append(abs(left - right) / (1 + abs(left) + abs(right)))
    return found
