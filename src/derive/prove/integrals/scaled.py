"""Definite integrals with parameters, brought to the rows of tables by a change of scale.

An integrand f(x) is compared, as lambda*f(lambda*X), with multiples of a row for a C that occurs in it: first in
floats at sample parameters, then by the zero test.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sympy import (
    Add,
    Chi,
    Expr,
    Function,
    Integer,
    Mul,
    Pow,
    Rational,
    Symbol,
    exp,
    expand,
    expand_log,
    log,
    oo,
    simplify,
    sqrt,
)  # fmt: skip

from derive.domains import POSITIVE, UNIT_INTERVAL
from derive.prove.integrals.euler import by_euler
from derive.prove.integrals.exponentials import by_exponentials
from derive.prove.integrals.rows import TABLES, C, X
from derive.prove.special.arguments import approximation, evaluated, plain
from derive.prove.sums.closed import Closed

PROBES = (Rational(5, 13), Rational(3, 11), Rational(7, 17))
SAMPLES = (Rational(9, 7), Rational(8, 13), Rational(17, 11), Rational(5, 9), Rational(13, 8), Rational(11, 15))
CLOSE = 1e-9
MOST_PARAMETERS = 24


def by_scaling(body: Any, x: Symbol, lower: Expr, upper: Expr, facts: Any) -> Closed | None:
    """The value by a row of the tables; None if the integrand is a multiple of none.

    >>> from types import SimpleNamespace
    >>> from sympy import cos
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
    return list(dict.fromkeys(_parts_without_x(function)))[:MOST_PARAMETERS]


def _parts_without_x(node: Expr) -> Iterator[Expr]:
    if not node.has(X):
        return
    for part in _coefficients(node):
        for value in (part, sqrt(part), -part, sqrt(-part), part / 2):
            if value != 0 and value.is_real is not False and not value.has(oo):
                yield plain(value)
    if isinstance(node, Pow) and not node.exp.has(X):
        yield node.exp
    for argument in node.args:
        if argument.has(X):
            yield from _parts_without_x(argument)
        elif isinstance(node, Function):
            yield argument


def _coefficients(node: Expr) -> list[Expr]:
    """What stands beside X in a sum or a product, and the quotients of these in a sum."""
    if not isinstance(node, Mul | Add):
        return []
    fixed, moving = node.as_independent(X, as_Add=isinstance(node, Add))
    if isinstance(node, Mul):
        return [fixed]
    scales = [term.as_independent(X, as_Add=False)[0] for term in Add.make_args(moving)]
    return [fixed, *(fixed / scale for scale in scales), *scales, *(a / b for a in scales for b in scales if a != b)]


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
