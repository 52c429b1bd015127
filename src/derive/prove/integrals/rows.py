"""Definite integrals with a parameter C, row by row, and the condition on C under which each row holds."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from sympy import (
    Abs,
    EulerGamma,
    Expr,
    Integer,
    Rational,
    Symbol,
    airyai,
    atan,
    besselj,
    besselk,
    cos,
    cosh,
    coth,
    elliptic_e,
    elliptic_k,
    erf,
    erfc,
    exp,
    expint,
    log,
    oo,
    pi,
    sin,
    sinh,
    sqrt,
    tan,
    tanh,
)  # fmt: skip

from derive.prove.integrals.exponentials import is_on_the_right
from derive.prove.special.hypotheses import is_inside_unit_disc

X, C = Symbol("x", positive=True), Symbol("c", positive=True)

Condition = Callable[[Expr, Any], bool]


def _is_positive(c: Expr, facts: Any) -> bool:
    return bool(c.is_positive) or (bool(c.is_real) and is_on_the_right(c, facts))


def _is_above_one(c: Expr, facts: Any) -> bool:
    return bool(c.is_real) and is_on_the_right(c - 1, facts)


def _is_small(c: Expr, facts: Any) -> bool:
    return bool(c.is_real) and is_inside_unit_disc(c, facts)


def _is_real(c: Expr, facts: Any) -> bool:
    return bool(c.is_real)


class Row(NamedTuple):
    """The integral of `integrand` is `value` for parameters that meet the condition."""

    integrand: Expr
    value: Expr
    condition: Condition = _is_positive


HALF_LINE: tuple[Row, ...] = (
    Row(cos(C * X) / (1 + X**2), pi / 2 * exp(-Abs(C)), _is_real),
    Row(X * sin(C * X) / (1 + X**2), pi / 2 * exp(-C)),
    Row(sin(C * X) / (X * (1 + X**2)), pi / 2 * (1 - exp(-C))),
    Row(sin(C * X) / sinh(X), pi / 2 * tanh(pi * C / 2), _is_real),
    Row(cos(C * X) / cosh(X), pi / (2 * cosh(pi * C / 2)), _is_real),
    Row(sin(C * X) / (exp(2 * pi * X) - 1), coth(C / 2) / 4 - 1 / (2 * C)),
    Row(sin(C * X) / (exp(X) - 1), pi / 2 * coth(pi * C) - 1 / (2 * C)),
    Row(sin(C * X) / (exp(X) + 1), 1 / (2 * C) - pi / (2 * sinh(pi * C))),
    Row(exp(-C * (X**2 + 1 / X**2)), sqrt(pi / C) / 2 * exp(-2 * C)),
    Row((exp(-C * X) - exp(-X)) / X, -log(C)),
    Row((cos(C * X) - cos(X)) / X, -log(C)),
    Row((atan(C * X) - atan(X)) / X, pi / 2 * log(C)),
    Row(log(1 + C / X**2), pi * sqrt(C)),
    Row(log((1 + C * X**2) / (1 + X**2)) / X**2, pi * (sqrt(C) - 1)),
    Row(log(X) / (1 + X**2), Integer(0)),
    Row(log(1 + C**2 * X**2) / (1 + X**2), pi * log(1 + C)),
    Row(exp(-X) * log(X), -EulerGamma),
    Row(1 / ((1 + X**2) * (C**2 + X**2)), pi / (2 * C * (1 + C))),
    Row(X**2 / ((1 + X**2) * (C**2 + X**2)), pi / (2 * (1 + C))),
    Row(1 / ((1 + X) * (C + X)), log(C) / (C - 1), lambda c, facts: _is_above_one(c, facts)),
    Row(cos(X**2), sqrt(2 * pi) / 4),
    Row(sin(X**2), sqrt(2 * pi) / 4),
    Row(besselj(0, X), Integer(1)),
    Row(besselj(C, X), Integer(1)),
    Row(besselj(1, X) / X, Integer(1)),
    Row(exp(-C * X) * besselj(0, X), 1 / sqrt(1 + C**2)),
    Row(exp(-C * X) * besselj(1, X), 1 - C / sqrt(1 + C**2)),
    Row(exp(-C * X**2) * X * besselj(0, X), exp(-1 / (4 * C)) / (2 * C)),
    Row(besselk(0, X), pi / 2),
    Row(X * besselk(0, X), Integer(1)),
    Row(besselk(0, X) ** 2, pi**2 / 4),
    Row(cos(C * X) * besselk(0, X), pi / (2 * sqrt(1 + C**2)), _is_real),
    Row(airyai(X), Rational(1, 3)),
    Row(erfc(X), 1 / sqrt(pi)),
    Row(X * erfc(X), Rational(1, 4)),
    Row(erfc(X) ** 2, (2 - sqrt(2)) / sqrt(pi)),
    Row(exp(-C * X) * erf(X), exp(C**2 / 4) * erfc(C / 2) / C),
    Row(exp(-C * X) * erfc(X), (1 - exp(C**2 / 4) * erfc(C / 2)) / C),
    Row(exp(-C * X) / (1 + X), exp(C) * expint(1, C)),
    Row(expint(1, X), Integer(1)),
    Row(exp(-C * X) * expint(1, X), log(1 + C) / C),
    Row(1 / (exp(X) + C), log(1 + C) / C),
    Row(exp(-X) / (1 + exp(-X)) ** 2, Rational(1, 2)),
)

UNIT: tuple[Row, ...] = (
    Row((X**C - 1) / log(X), log(1 + C)),
    Row(log(X) * log(1 - X), 2 - pi**2 / 6),
    Row(log(X) * log(1 + X), 2 - pi**2 / 12 - 2 * log(2)),
    Row(log(1 - X**2) / X**2, -2 * log(2)),
    Row(log(X) / sqrt(1 - X**2), -pi * log(2) / 2),
    Row(log(1 + X), 2 * log(2) - 1),
    Row(log(1 - X), Integer(-1)),
    Row(atan(X), pi / 4 - log(2) / 2),
    Row(1 / (1 + C**2 * X**2), atan(C) / C),
    Row(elliptic_k(X), Integer(2)),
    Row(elliptic_e(X), Rational(4, 3)),
)

QUARTER_TURN: tuple[Row, ...] = (
    Row(1 / (cos(X) ** 2 + C**2 * sin(X) ** 2), pi / (2 * C)),
    Row(1 / (1 + C * sin(X) ** 2), pi / (2 * sqrt(1 + C))),
    Row(1 / (1 + C * cos(X) ** 2), pi / (2 * sqrt(1 + C))),
    Row(1 / (1 + tan(X) ** C), pi / 4, _is_real),
    Row(log(cos(X) ** 2 + C**2 * sin(X) ** 2), pi * log((1 + C) / 2)),
    Row(sqrt(cos(X) ** 2 + C * sin(X) ** 2), elliptic_e(1 - C)),
    Row(1 / sqrt(cos(X) ** 2 + C * sin(X) ** 2), elliptic_k(1 - C)),
)

HALF_TURN: tuple[Row, ...] = (
    Row(1 / (C + cos(X)), pi / sqrt(C**2 - 1), _is_above_one),
    Row(1 / (C - cos(X)), pi / sqrt(C**2 - 1), _is_above_one),
    Row(1 / (C + cos(X)) ** 2, pi * C / (C**2 - 1) ** Rational(3, 2), _is_above_one),
    Row(cos(X) / (C + cos(X)), pi * (1 - C / sqrt(C**2 - 1)), _is_above_one),
    Row(log(1 - 2 * C * cos(X) + C**2), Integer(0), _is_small),
    Row(log(1 + 2 * C * cos(X) + C**2), Integer(0), _is_small),
    Row(log(C + cos(X)), pi * log((C + sqrt(C**2 - 1)) / 2), _is_above_one),
    Row(1 / (1 - 2 * C * cos(X) + C**2), pi / (1 - C**2), _is_small),
    Row(1 / (1 + 2 * C * cos(X) + C**2), pi / (1 - C**2), _is_small),
    Row(cos(X) / (1 - 2 * C * cos(X) + C**2), pi * C / (1 - C**2), _is_small),
    Row(exp(C * cos(X)) * cos(C * sin(X)), pi, _is_real),
    Row(exp(cos(X)) * cos(sin(X)), pi),
)

TABLES: dict[tuple[Expr, Expr], tuple[Row, ...]] = {
    (Integer(0), Integer(1)): UNIT,
    (Integer(0), oo): HALF_LINE,
    (Integer(0), pi / 2): QUARTER_TURN,
    (Integer(0), pi): HALF_TURN,
}
