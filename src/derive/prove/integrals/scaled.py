"""Definite integrals with parameters: rows in X and C, to which an integral is brought by a change of scale.

An integrand f(x) is compared, as lambda*f(lambda*X), with multiples of a row for a C that occurs in it: first in
floats at sample parameters, then by the zero test.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from sympy import (
    Abs,
    Add,
    Chi,
    EulerGamma,
    Expr,
    Function,
    Integer,
    Mul,
    Pow,
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
    expand,
    expand_log,
    expint,
    log,
    oo,
    pi,
    simplify,
    sin,
    sinh,
    sqrt,
    tan,
    tanh,
)  # fmt: skip

from derive.domains import POSITIVE, UNIT_INTERVAL
from derive.prove.integrals.euler import by_euler
from derive.prove.integrals.exponentials import by_exponentials, is_on_the_right
from derive.prove.special.arguments import approximation, evaluated, plain
from derive.prove.special.hypotheses import is_inside, is_inside_unit_disc
from derive.prove.sums.closed import Closed

X, C = Symbol("x", positive=True), Symbol("c", positive=True)
PROBES = (Rational(5, 13), Rational(3, 11), Rational(7, 17))
SAMPLES = (Rational(9, 7), Rational(8, 13), Rational(17, 11), Rational(5, 9), Rational(13, 8), Rational(11, 15))
CLOSE = 1e-9

Condition = Callable[[Expr, Any], bool]


def _is_positive(c: Expr, facts: Any) -> bool:
    return bool(c.is_positive) or (bool(c.is_real) and is_on_the_right(c, facts))


def _is_above_one(c: Expr, facts: Any) -> bool:
    return bool(c.is_real) and is_on_the_right(c - 1, facts)


def _is_small(c: Expr, facts: Any) -> bool:
    return bool(c.is_real) and is_inside_unit_disc(c, facts)


def _is_in_unit_interval(c: Expr, facts: Any) -> bool:
    return is_inside(c, Integer(0), Integer(1), facts)


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


def by_scaling(body: Any, x: Symbol, lower: Expr, upper: Expr, facts: Any) -> Closed | None:
    """The value by a row of the tables; None if the integrand is a multiple of none.

    >>> from types import SimpleNamespace
    >>> x, a = Symbol("x", real=True), Symbol("a", positive=True)
    >>> facts = SimpleNamespace(hypotheses=(), domains={a: POSITIVE})
    >>> by_scaling(cos(a*x)/(4 + x**2), x, Integer(0), oo, facts).value
    pi*exp(-2*a)/4
    """
    if lower != 0 or body.has(Chi):
        return None
    here = evaluated(body.xreplace({x: X}))
    for scale, ends in _scales(here, upper):
        function = evaluated(scale * here.xreplace({X: scale * X})) if scale != 1 else here
        value = _by_rows(function, ends, facts)
        if value is None and function.has(log):
            value = _by_terms(function, ends, facts)
        if value is not None:
            return Closed(value, "table of integrals with parameters")
    return None


def _by_rows(function: Expr, ends: tuple[Expr, Expr], facts: Any) -> Expr | None:
    heads = _heads(function)
    for row in TABLES.get(ends, ()):
        if not _heads(row.integrand) <= heads | {exp} or not heads <= _heads(row.integrand) | {exp}:
            continue
        for parameter in _parameters(function) if row.integrand.has(C) else (Integer(1),):
            if row.integrand.has(C) and not row.condition(parameter, facts):
                continue
            factor = _multiple(function, row.integrand.xreplace({C: parameter}), ends, facts)
            if factor is not None:
                return evaluated(factor * row.value.xreplace({C: parameter}))
    return None


def _by_terms(function: Expr, ends: tuple[Expr, Expr], facts: Any) -> Expr | None:
    """Logarithms of products as sums, term by term."""
    terms = Add.make_args(expand(expand_log(function)))
    if len(terms) < 2:
        return None
    total: Expr = Integer(0)
    for term in terms:
        closed = by_euler(term, X, *ends, facts) or by_exponentials(term, X, *ends, facts)
        value = _by_rows(term, ends, facts) if closed is None or closed.needs else closed.value
        if value is None:
            return None
        total += value
    return total


def _heads(expression: Expr) -> set[Any]:
    return {type(node) for node in expression.atoms(Function)}


def _scales(function: Expr, upper: Expr) -> Iterator[tuple[Expr, tuple[Expr, Expr]]]:
    """Factors lambda of x, and the range after x = lambda*X."""
    if upper != oo:
        yield Integer(1), (Integer(0), upper)
        if upper.is_positive and upper.free_symbols:
            yield upper, (Integer(0), Integer(1))
        return
    found: dict[Expr, None] = {Integer(1): None}
    for part in _parameters(function):
        if part.is_positive and part != 1:
            for exponent in (1, -1, Rational(1, 2), -Rational(1, 2), Rational(1, 4), -Rational(1, 4)):
                found[Pow(part, exponent)] = None
    for first in list(function.free_symbols - {X}):
        for second in list(function.free_symbols - {X, first}):
            if first.is_positive and second.is_positive:
                found[Pow(second / first, Rational(1, 4))] = None
    for scale in found:
        yield scale, (Integer(0), oo)


def _parameters(function: Expr) -> list[Expr]:
    """Parts of the integrand without X: coefficients, exponents, constant terms, their roots and quotients."""
    found: dict[Expr, None] = {}

    def visit(node: Expr) -> None:
        if not node.has(X):
            return
        if isinstance(node, Mul | Add):
            fixed, moving = node.as_independent(X, as_Add=isinstance(node, Add))
            parts = [fixed]
            if isinstance(node, Add):
                parts += [fixed / term.as_independent(X, as_Add=False)[0] for term in Add.make_args(moving)]
                scales = [term.as_independent(X, as_Add=False)[0] for term in Add.make_args(moving)]
                parts += [*scales, *(a / b for a in scales for b in scales if a != b)]
            for part in parts:
                for value in (part, sqrt(part), -part, sqrt(-part), part / 2):
                    if value != 0 and value.is_real is not False and not value.has(oo):
                        found[plain(value)] = None
        if isinstance(node, Pow) and not node.exp.has(X):
            found[node.exp] = None
        for argument in node.args:
            if argument.has(X):
                visit(argument)
            elif isinstance(node, Function):
                found[argument] = None

    visit(function)
    return list(found)[:24]


def _multiple(function: Expr, row: Expr, ends: tuple[Expr, Expr], facts: Any) -> Expr | None:
    """r with function = r*row throughout, r free of X; None where that is not shown."""
    symbols = sorted((function.free_symbols | row.free_symbols) - {X}, key=str)
    point = dict(zip(symbols, SAMPLES, strict=False))
    if len(point) < len(symbols):
        return None
    ratios = []
    for probe in PROBES:
        values = [approximation(e.xreplace({**point, X: probe})) for e in (function, row)]
        if values[0] is None or not values[1]:
            return None
        ratios.append(values[0] / values[1])
        if abs(ratios[-1] - ratios[0]) > CLOSE * abs(ratios[0]):
            return None
    if abs(ratios[0]) < CLOSE:
        return None
    factor = _factor(function, row, ratios[0] if not symbols else None)
    return factor if factor is not None and _same(function, factor * row, ends, facts) else None


def _factor(function: Expr, row: Expr, ratio: complex | None) -> Expr | None:
    quotient = evaluated(function / row)
    if not quotient.has(X):
        return quotient
    if ratio is not None and abs(ratio.imag) < CLOSE:
        guess = Rational(str(ratio.real)).limit_denominator(64)
        if abs(float(guess) - ratio.real) < CLOSE:
            return guess
    multiplied = evaluated(expand(function, deep=True) / expand(row, deep=True))
    if not multiplied.has(X):
        return multiplied
    candidate = simplify(quotient)
    if not candidate.has(X):
        return candidate
    at_one = simplify(quotient.xreplace({X: Integer(1)}))
    return at_one if at_one.is_finite is not False else None


def _same(left: Expr, right: Expr, ends: tuple[Expr, Expr], facts: Any) -> bool:
    from derive.prove.principal import PlaneFacts, are_equal

    if left == right or evaluated(left - right) == 0:
        return True
    domain = UNIT_INTERVAL if ends[1] == 1 else POSITIVE
    known = PlaneFacts({**getattr(facts, "domains", {}), X: domain}, getattr(facts, "hypotheses", ()))
    return bool(are_equal(left, right, known))
