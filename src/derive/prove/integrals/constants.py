"""Definite integrals without parameters whose values are known constants.

Rows are kept on (0, 1), (0, oo), (0, pi/2) and a few other ranges; an integral over another range is
brought there by the substitutions of `derive.prove.integration`.
"""

from __future__ import annotations

from sympy import (
    Catalan, Dummy, EulerGamma, Expr, Integer, Rational, Sum, Symbol, acos, asin, asinh, atan, atanh, cos, cosh, cot,
    elliptic_e, elliptic_k, exp, gamma, log, loggamma, oo, pi, sin, sinc, sinh, sqrt, tan, tanh, zeta,
)  # fmt: skip

x, y = Symbol("x", positive=True), Symbol("y", positive=True)
n = Dummy("n", integer=True)
Row = tuple[Expr, Expr]

UNIT: tuple[Row, ...] = (
    (log(x) / (1 + x**2), -Catalan),
    (atan(x) / x, Catalan),
    (log(x) / (1 - x**2), -(pi**2) / 8),
    (log(x) / (1 - x), -(pi**2) / 6),
    (log(x) / (1 + x), -(pi**2) / 12),
    (log(1 + x) / x, pi**2 / 12),
    (log(1 - x) / x, -(pi**2) / 6),
    (log(1 + x) / (1 + x**2), pi * log(2) / 8),
    (log(1 - x) / (1 + x**2), pi * log(2) / 8 - Catalan),
    (log(1 + x**2) / (1 + x**2), pi * log(2) / 2 - Catalan),
    (atan(x) ** 2, pi**2 / 16 + pi * log(2) / 4 - Catalan),
    (atan(x) ** 2 / x, pi * Catalan / 2 - 7 * zeta(3) / 8),
    (acos(x) / sqrt(1 + x**2), Catalan),
    (asinh(x) / sqrt(1 - x**2), Catalan),
    (asin(x) / x, pi * log(2) / 2),
    (asin(x) / sqrt(1 + x**2), pi * log(1 + sqrt(2)) / 2 - Catalan),
    (atanh(x) / x, pi**2 / 8),
    (asin(x) ** 2, pi**2 / 4 - 2),
    (log(x) ** 2 / (1 + x**2), pi**3 / 16),
    (log(x) ** 2 / (1 + x), 3 * zeta(3) / 2),
    (log(x) ** 2 / (1 - x), 2 * zeta(3)),
    (log(-log(x)), -EulerGamma),
    (1 / log(x) + 1 / (1 - x), EulerGamma),
    (loggamma(x), log(2 * pi) / 2),
    (log(gamma(x)), log(2 * pi) / 2),
    (elliptic_k(x**2), 2 * Catalan),
    (elliptic_e(x**2), Catalan + Rational(1, 2)),
    (elliptic_k(1 - x**2), pi**2 / 4),
    (elliptic_k(x), Integer(2)),
    (elliptic_e(x), Rational(4, 3)),
    (1 / sqrt(1 - x**2), pi / 2),
    (sqrt(1 - x**2), pi / 4),
    (1 / sqrt(x * (1 - x)), pi),
    (1 / sqrt(1 - x**4), gamma(Rational(1, 4)) ** 2 / (4 * sqrt(2 * pi))),
    (atan(sqrt(x**2 + 2)) / ((x**2 + 1) * sqrt(x**2 + 2)), 5 * pi**2 / 96),
    (x ** (-x), Sum(n ** (-n), (n, 1, oo))),
    (x**x, -Sum((-n) ** (-n), (n, 1, oo))),
)

HALF_LINE: tuple[Row, ...] = (
    (atan(exp(-x)), Catalan),
    (x / cosh(x), 2 * Catalan),
    (x / sinh(x), pi**2 / 4),
    (1 / cosh(x), pi / 2),
    (1 / cosh(x) ** 2, Integer(1)),
    (x**2 / cosh(x), pi**3 / 8),
    (log(x) / (1 + x**2), Integer(0)),
    (log(1 + x**2) / (1 + x**2), pi * log(2)),
    (log(x) ** 2 / (1 + x**2), pi**3 / 8),
    (log(1 + x) / (1 + x**2), pi * log(2) / 4 + Catalan),
    (atan(x) / (x * (1 + x**2)), pi * log(2) / 2),
    (exp(-x) * log(x), -EulerGamma),
    (exp(-x) * log(x) ** 2, EulerGamma**2 + pi**2 / 6),
    (exp(-(x**2)) * log(x), -sqrt(pi) * (EulerGamma + 2 * log(2)) / 4),
    (sin(x) / x, pi / 2),
    (sinc(x), pi / 2),
    (sinc(x) ** 2, pi / 2),
    (sinc(x) ** 3, 3 * pi / 8),
    (sinc(x) ** 4, pi / 3),
    (sin(x) ** 2 / x**2, pi / 2),
    (sin(x) ** 3 / x**3, 3 * pi / 8),
    (sin(x**2), sqrt(2 * pi) / 4),
    (cos(x**2), sqrt(2 * pi) / 4),
    (1 / (1 + x**2), pi / 2),
    (1 / (1 + x**3), 2 * pi * sqrt(3) / 9),
    (1 / (1 + x**4), pi * sqrt(2) / 4),
    (1 / ((1 + x) * sqrt(x)), pi),
    (cos(x) / (1 + x**2), pi * exp(-1) / 2),
    (x * sin(x) / (1 + x**2), pi * exp(-1) / 2),
    (x / (exp(x) - 1), pi**2 / 6),
    (x**3 / (exp(x) - 1), pi**4 / 15),
    (x / (exp(x) + 1), pi**2 / 12),
    (x**3 / (exp(x) + 1), 7 * pi**4 / 120),
    (log(1 + exp(-x)), pi**2 / 12),
    (log(1 - exp(-x)), -(pi**2) / 6),
    (log(tanh(x)), -(pi**2) / 8),
    ((1 / (1 - exp(-x)) - 1 / x) * exp(-x), EulerGamma),
    ((1 / (1 + x) - exp(-x)) / x, EulerGamma),
    ((1 / (1 + x**2) - cos(x)) / x, EulerGamma),
    ((cos(x) - exp(-x)) / x, Integer(0)),
)

QUARTER_TURN: tuple[Row, ...] = (
    (x / sin(x), 2 * Catalan),
    (1 / sinc(x), 2 * Catalan),
    (log(sin(x)), -pi * log(2) / 2),
    (log(cos(x)), -pi * log(2) / 2),
    (log(2 * sin(x)), Integer(0)),
    (log(2 * cos(x)), Integer(0)),
    (log(tan(x)), Integer(0)),
    (asinh(sin(x)), Catalan),
    (asinh(cos(x)), Catalan),
    (x * cot(x), pi * log(2) / 2),
    (log(1 + cos(x)), 2 * Catalan - pi * log(2) / 2),
    (log(1 + sin(x)), 2 * Catalan - pi * log(2) / 2),
    (log(1 - cos(x)), -2 * Catalan - pi * log(2) / 2),
    (log(1 - sin(x)), -2 * Catalan - pi * log(2) / 2),
    (x**2 / sin(x) ** 2, pi * log(2)),
    (x**2 / sin(x), 2 * pi * Catalan - 7 * zeta(3) / 2),
    (log(cot(x / 2)), 2 * Catalan),
    (log(tan(x / 2)), -2 * Catalan),
)

EIGHTH_TURN: tuple[Row, ...] = (
    (log(tan(x)), -Catalan),
    (log(cot(x)), Catalan),
    (log(cos(x)), Catalan / 2 - pi * log(2) / 4),
    (log(sin(x)), -Catalan / 2 - pi * log(2) / 4),
    (log(2 * cos(x)), Catalan / 2),
    (log(2 * sin(x)), -Catalan / 2),
    (log(1 + tan(x)), pi * log(2) / 8),
)

HALF_TURN: tuple[Row, ...] = (
    (log(sin(x)), -pi * log(2)),
    (x * sin(x) / (1 + cos(x) ** 2), pi**2 / 4),
)

TABLES: dict[tuple[Expr, Expr], tuple[Row, ...]] = {
    (Integer(0), Integer(1)): UNIT,
    (Integer(0), oo): HALF_LINE,
    (Integer(0), pi / 2): QUARTER_TURN,
    (Integer(0), pi / 4): EIGHTH_TURN,
    (Integer(0), pi): HALF_TURN,
}
"""Integrand in x and value, by the range."""

UNIT_SQUARE: tuple[Row, ...] = (
    (1 / (1 + x**2 * y**2), Catalan),
    (1 / (1 - x * y), pi**2 / 6),
    (1 / (1 + x * y), pi**2 / 12),
    (1 / (1 - x**2 * y**2), pi**2 / 8),
    (1 / (2 - x**2 - y**2), Catalan),
    (1 / ((x + y) * sqrt(1 - x) * sqrt(1 - y)), 4 * Catalan),
    ((x - 1) / ((1 - x * y) * log(x * y)), EulerGamma),
    ((x - 1) / ((1 + x * y) * log(x * y)), log(4 / pi)),
)
"""Integrals over 0 < x < 1, 0 < y < 1."""
