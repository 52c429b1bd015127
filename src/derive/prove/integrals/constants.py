"""Definite integrals without parameters whose values are known constants.

Rows are kept on (0, 1), (0, oo), (0, pi/2) and a few other ranges; an integral over another range is
brought there by the substitutions of `derive.prove.integration`.
"""

from __future__ import annotations

from sympy import (
    Catalan,
    Dummy,
    EulerGamma,
    Expr,
    Integer,
    Rational,
    Sum,
    Symbol,
    acos,
    asin,
    asinh,
    atan,
    atanh,
    cos,
    cosh,
    cot,
    elliptic_e,
    elliptic_k,
    exp,
    gamma,
    log,
    loggamma,
    oo,
    pi,
    sin,
    sinc,
    sinh,
    sqrt,
    tan,
    tanh,
    zeta,
)  # fmt: skip

X, Y = Symbol("x", positive=True), Symbol("y", positive=True)
n = Dummy("n", integer=True)
Row = tuple[Expr, Expr]

UNIT: tuple[Row, ...] = (
    (log(X) / (1 + X**2), -Catalan),
    (atan(X) / X, Catalan),
    (log(X) / (1 - X**2), -(pi**2) / 8),
    (log(X) / (1 - X), -(pi**2) / 6),
    (log(X) / (1 + X), -(pi**2) / 12),
    (log(1 + X) / X, pi**2 / 12),
    (log(1 - X) / X, -(pi**2) / 6),
    (log(1 + X) / (1 + X**2), pi * log(2) / 8),
    (log(1 - X) / (1 + X**2), pi * log(2) / 8 - Catalan),
    (log(1 + X**2) / (1 + X**2), pi * log(2) / 2 - Catalan),
    (atan(X) ** 2, pi**2 / 16 + pi * log(2) / 4 - Catalan),
    (atan(X) ** 2 / X, pi * Catalan / 2 - 7 * zeta(3) / 8),
    (acos(X) / sqrt(1 + X**2), Catalan),
    (asinh(X) / sqrt(1 - X**2), Catalan),
    (asin(X) / X, pi * log(2) / 2),
    (asin(X) / sqrt(1 + X**2), pi * log(1 + sqrt(2)) / 2 - Catalan),
    (atanh(X) / X, pi**2 / 8),
    (asin(X) ** 2, pi**2 / 4 - 2),
    (log(X) ** 2 / (1 + X**2), pi**3 / 16),
    (log(X) ** 2 / (1 + X), 3 * zeta(3) / 2),
    (log(X) ** 2 / (1 - X), 2 * zeta(3)),
    (log(-log(X)), -EulerGamma),
    (1 / log(X) + 1 / (1 - X), EulerGamma),
    (loggamma(X), log(2 * pi) / 2),
    (log(gamma(X)), log(2 * pi) / 2),
    (elliptic_k(X**2), 2 * Catalan),
    (elliptic_e(X**2), Catalan + Rational(1, 2)),
    (elliptic_k(1 - X**2), pi**2 / 4),
    (elliptic_k(X), Integer(2)),
    (elliptic_e(X), Rational(4, 3)),
    (1 / sqrt(1 - X**2), pi / 2),
    (sqrt(1 - X**2), pi / 4),
    (1 / sqrt(X * (1 - X)), pi),
    (1 / sqrt(1 - X**4), gamma(Rational(1, 4)) ** 2 / (4 * sqrt(2 * pi))),
    (atan(sqrt(X**2 + 2)) / ((X**2 + 1) * sqrt(X**2 + 2)), 5 * pi**2 / 96),
    (X ** (-X), Sum(n ** (-n), (n, 1, oo))),
    (X**X, -Sum((-n) ** (-n), (n, 1, oo))),
)

HALF_LINE: tuple[Row, ...] = (
    (atan(exp(-X)), Catalan),
    (X / cosh(X), 2 * Catalan),
    (X / sinh(X), pi**2 / 4),
    (1 / cosh(X), pi / 2),
    (1 / cosh(X) ** 2, Integer(1)),
    (X**2 / cosh(X), pi**3 / 8),
    (log(X) / (1 + X**2), Integer(0)),
    (log(1 + X**2) / (1 + X**2), pi * log(2)),
    (log(X) ** 2 / (1 + X**2), pi**3 / 8),
    (log(1 + X) / (1 + X**2), pi * log(2) / 4 + Catalan),
    (atan(X) / (X * (1 + X**2)), pi * log(2) / 2),
    (exp(-X) * log(X), -EulerGamma),
    (exp(-X) * log(X) ** 2, EulerGamma**2 + pi**2 / 6),
    (exp(-(X**2)) * log(X), -sqrt(pi) * (EulerGamma + 2 * log(2)) / 4),
    (sin(X) / X, pi / 2),
    (sinc(X), pi / 2),
    (sinc(X) ** 2, pi / 2),
    (sinc(X) ** 3, 3 * pi / 8),
    (sinc(X) ** 4, pi / 3),
    (sin(X) ** 2 / X**2, pi / 2),
    (sin(X) ** 3 / X**3, 3 * pi / 8),
    (sin(X**2), sqrt(2 * pi) / 4),
    (cos(X**2), sqrt(2 * pi) / 4),
    (1 / (1 + X**2), pi / 2),
    (1 / (1 + X**3), 2 * pi * sqrt(3) / 9),
    (1 / (1 + X**4), pi * sqrt(2) / 4),
    (1 / ((1 + X) * sqrt(X)), pi),
    (cos(X) / (1 + X**2), pi * exp(-1) / 2),
    (X * sin(X) / (1 + X**2), pi * exp(-1) / 2),
    (X / (exp(X) - 1), pi**2 / 6),
    (X**3 / (exp(X) - 1), pi**4 / 15),
    (X / (exp(X) + 1), pi**2 / 12),
    (X**3 / (exp(X) + 1), 7 * pi**4 / 120),
    (log(1 + exp(-X)), pi**2 / 12),
    (log(1 - exp(-X)), -(pi**2) / 6),
    (log(tanh(X)), -(pi**2) / 8),
    ((1 / (1 - exp(-X)) - 1 / X) * exp(-X), EulerGamma),
    ((1 / (1 + X) - exp(-X)) / X, EulerGamma),
    ((1 / (1 + X**2) - cos(X)) / X, EulerGamma),
    ((cos(X) - exp(-X)) / X, Integer(0)),
)

QUARTER_TURN: tuple[Row, ...] = (
    (X / sin(X), 2 * Catalan),
    (1 / sinc(X), 2 * Catalan),
    (log(sin(X)), -pi * log(2) / 2),
    (log(cos(X)), -pi * log(2) / 2),
    (log(2 * sin(X)), Integer(0)),
    (log(2 * cos(X)), Integer(0)),
    (log(tan(X)), Integer(0)),
    (asinh(sin(X)), Catalan),
    (asinh(cos(X)), Catalan),
    (X * cot(X), pi * log(2) / 2),
    (log(1 + cos(X)), 2 * Catalan - pi * log(2) / 2),
    (log(1 + sin(X)), 2 * Catalan - pi * log(2) / 2),
    (log(1 - cos(X)), -2 * Catalan - pi * log(2) / 2),
    (log(1 - sin(X)), -2 * Catalan - pi * log(2) / 2),
    (X**2 / sin(X) ** 2, pi * log(2)),
    (X**2 / sin(X), 2 * pi * Catalan - 7 * zeta(3) / 2),
    (log(cot(X / 2)), 2 * Catalan),
    (log(tan(X / 2)), -2 * Catalan),
)

EIGHTH_TURN: tuple[Row, ...] = (
    (log(tan(X)), -Catalan),
    (log(cot(X)), Catalan),
    (log(cos(X)), Catalan / 2 - pi * log(2) / 4),
    (log(sin(X)), -Catalan / 2 - pi * log(2) / 4),
    (log(2 * cos(X)), Catalan / 2),
    (log(2 * sin(X)), -Catalan / 2),
    (log(1 + tan(X)), pi * log(2) / 8),
)

HALF_TURN: tuple[Row, ...] = (
    (log(sin(X)), -pi * log(2)),
    (X * sin(X) / (1 + cos(X) ** 2), pi**2 / 4),
)

TABLES: dict[tuple[Expr, Expr], tuple[Row, ...]] = {
    (Integer(0), Integer(1)): UNIT,
    (Integer(0), oo): HALF_LINE,
    (Integer(0), pi / 2): QUARTER_TURN,
    (Integer(0), pi / 4): EIGHTH_TURN,
    (Integer(0), pi): HALF_TURN,
}
"""Integrand in X and value, by the range."""

UNIT_SQUARE: tuple[Row, ...] = (
    (1 / (1 + X**2 * Y**2), Catalan),
    (1 / (1 - X * Y), pi**2 / 6),
    (1 / (1 + X * Y), pi**2 / 12),
    (1 / (1 - X**2 * Y**2), pi**2 / 8),
    (1 / (2 - X**2 - Y**2), Catalan),
    (1 / ((X + Y) * sqrt(1 - X) * sqrt(1 - Y)), 4 * Catalan),
    ((X - 1) / ((1 - X * Y) * log(X * Y)), EulerGamma),
    ((X - 1) / ((1 + X * Y) * log(X * Y)), log(4 / pi)),
)
"""Integrals over 0 < X < 1, 0 < Y < 1."""
