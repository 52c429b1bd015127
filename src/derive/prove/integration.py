"""Definite integrals in closed form: tables, families, rational functions; and integrals of a claim's own functions.

An integrand is matched with a row if the zero test finds it equal to a rational multiple of the row's: the
multiple is guessed from floats at a point inside the range, and then proved.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from sympy import Add, Basic, Expr, Integer, Integral, Rational, Symbol, atan, exp, log, oo, pi

from derive.claim import Claim
from derive.domains import POSITIVE, REAL, UNIT_INTERVAL
from derive.prove.integrals.antiderivative import by_antiderivative
from derive.prove.integrals.constants import TABLES, UNIT_SQUARE, X, Y
from derive.prove.integrals.euler import by_euler
from derive.prove.integrals.exponentials import by_exponentials
from derive.prove.integrals.families import parametric
from derive.prove.integrals.iterated import iterated
from derive.prove.integrals.rational import rational_integral
from derive.prove.integrals.representations import REPRESENTATIONS, T
from derive.prove.integrals.scaled import by_scaling
from derive.prove.plane_facts import PlaneFacts
from derive.prove.special.arguments import approximation, evaluated, plain
from derive.prove.sums.closed import Closed, single_range

PROBES = (Rational(5, 13), Rational(3, 11))
LARGEST_DENOMINATOR = 64
CLOSE = 1e-11


def definite_integral(node: Integral, facts: Any) -> Closed | None:
    """A closed form of an integral with numeric or infinite ends, or of a family with parameters.

    >>> x = Symbol("x", real=True)
    >>> definite_integral(Integral(x/(exp(x) - 1), (x, 0, oo)), None).value
    pi**2/6
    >>> definite_integral(Integral(exp(x)/x, (x, 1, 2)), None) is None
    True
    """
    if len(node.limits) > 1:
        tabulated = _over_unit_square(node) if len(node.limits) == 2 else None
        return tabulated or iterated(node, facts or PlaneFacts({}), definite_integral)
    parts = single_range(node)
    if parts is None:
        return None
    body, x, lower, upper = parts
    lower, upper = plain(lower), plain(upper)
    if lower == -oo and upper == oo and plain(body.xreplace({x: -x}) - body) == 0:
        half = definite_integral(Integral(body, (x, 0, oo)), facts)
        if half is not None:
            return Closed(2 * half.value, half.name, half.needs)
    if upper.is_positive and plain(lower + upper) == 0 and plain(body.xreplace({x: -x}) + body) == 0:
        return Closed(Integer(0), "odd integrands")
    found = parametric(body, x, lower, upper, facts) or _with_parameters(body, x, lower, upper, facts)
    if found is not None:
        return found
    if body.free_symbols - {x} or lower.free_symbols or upper.free_symbols:
        return _term_by_term(body, x, lower, upper, facts)
    for function, ends in _substituted(evaluated(body), x, lower, upper):
        for row, value in TABLES.get(ends, ()):
            factor = _multiple(function, row)
            if factor is not None:
                return Closed(factor * value, "table of definite integrals")
    found = rational_integral(body, x, lower, upper)
    if found is None:
        found = by_antiderivative(body, x, lower, upper)
    return found or _term_by_term(body, x, lower, upper, facts)


def _with_parameters(body: Any, x: Symbol, lower: Expr, upper: Expr, facts: Any) -> Closed | None:
    """Exponentials, Euler's integrals and tables with parameters, in other variables too."""
    for function, start, end, times in _folded(evaluated(body), x, lower, upper):
        for finder in (by_exponentials, by_euler, by_scaling):
            found = finder(function, X if start.is_nonnegative else x, start, end, facts)
            if found is not None:
                return Closed(times * found.value, found.name, found.needs)
    return None


def _folded(body: Any, x: Symbol, lower: Expr, upper: Expr) -> Iterator[tuple[Expr, Expr, Expr, int]]:
    """The integrand over its range, over half of a symmetric one, and over a half-line after x = exp(-t)."""
    here = body.xreplace({x: X}) if lower.is_nonnegative else body
    yield here, lower, upper, 1
    if upper.is_positive and plain(lower + upper) == 0 and upper != oo and plain(body.xreplace({x: -x}) - body) == 0:
        half = evaluated(body.xreplace({x: X}))
        yield half, Integer(0), upper, 2
        if upper == pi:
            yield from _quarters(half)
    if (lower, upper) == (0, 1):
        yield evaluated(here.xreplace({X: exp(-X)}) * exp(-X)), Integer(0), oo, 1
    if (lower, upper) == (1, oo):
        yield evaluated(here.xreplace({X: exp(X)}) * exp(X)), Integer(0), oo, 1
        yield evaluated(here.xreplace({X: 1 / X}) / X**2), Integer(0), Integer(1), 1
    if lower == 0 and upper == 2 * pi and evaluated(here.xreplace({X: 2 * pi - X}) - here) == 0:
        yield here, Integer(0), pi, 2
        yield from _quarters(here, 2)
    if lower == 0 and upper == pi:
        yield from _quarters(here)


def _quarters(body: Any, times: int = 1) -> Iterator[tuple[Expr, Expr, Expr, int]]:
    if evaluated(body.xreplace({X: pi - X}) - body) == 0:
        yield body, Integer(0), pi / 2, 2 * times


def _term_by_term(body: Any, x: Symbol, lower: Expr, upper: Expr, facts: Any) -> Closed | None:
    terms = Add.make_args(evaluated(body).expand())
    if len(terms) < 2:
        return None
    values = [definite_integral(Integral(term, (x, lower, upper)), facts) for term in terms]
    if any(value is None for value in values):
        return None
    needs = tuple(need for value in values if value is not None for need in value.needs)
    return Closed(sum((value.value for value in values if value is not None), Integer(0)), "linearity", needs)


def _substituted(body: Any, x: Symbol, lower: Expr, upper: Expr) -> Iterator[tuple[Expr, tuple[Expr, Expr]]]:
    """The integrand in the variable of the tables, as it is and after standard substitutions."""
    here = body.xreplace({x: X})
    yield here, (lower, upper)
    if (lower, upper) == (1, oo):
        yield here.xreplace({X: 1 / X}) / X**2, (Integer(0), Integer(1))
    if (lower, upper) == (0, oo):
        yield here.xreplace({X: -log(X)}) / X, (Integer(0), Integer(1))
    if (lower, upper) == (0, 1):
        yield here.xreplace({X: exp(-X)}) * exp(-X), (Integer(0), oo)
        yield here.xreplace({X: 1 - X}), (lower, upper)
    if (lower, upper) == (0, pi / 2):
        yield here.xreplace({X: pi / 2 - X}), (lower, upper)
        yield here.xreplace({X: atan(X)}) / (1 + X**2), (Integer(0), oo)
    if (lower, upper) == (0, pi / 4):
        yield here.xreplace({X: pi / 4 - X}), (lower, upper)
        yield here.xreplace({X: atan(X)}) / (1 + X**2), (Integer(0), Integer(1))
    if (lower, upper) == (-1, 1) and plain(here.xreplace({X: -X}) - here) == 0:
        yield 2 * here, (Integer(0), Integer(1))


def _multiple(function: Expr, row: Expr, *others: tuple[Symbol, Expr]) -> Expr | None:
    """c with function = c*row throughout, c rational; None where there is none, or it is not proved."""
    factor = _guess(function, row, dict(others))
    if factor is None:
        return None
    return factor if _same(function, factor * row, {X: UNIT_INTERVAL, Y: UNIT_INTERVAL}) else None


def _guess(function: Expr, row: Expr, others: dict[Symbol, Expr]) -> Expr | None:
    ratios = []
    for probe in PROBES:
        point = {X: probe, Y: probe / 2, **others}
        above, below = approximation(function.xreplace(point)), approximation(row.xreplace(point))
        if above is None or not below:
            return None
        ratios.append(above / below)
    first = Fraction(ratios[0].real).limit_denominator(LARGEST_DENOMINATOR) if abs(ratios[0]) < 1e6 else Fraction(0)
    if first == 0 or any(abs(ratio - complex(float(first))) > CLOSE * abs(first) for ratio in ratios):
        return None
    return Rational(first.numerator, first.denominator)


def _same(left: Expr, right: Expr, domains: dict[Symbol, Any]) -> bool:
    """Equality of integrands inside the range; both are analytic there, so part of it is enough."""
    from derive.prove.principal import PlaneFacts, are_equal

    if left == right or evaluated(left - right) == 0:
        return True
    return bool(are_equal(left, right, PlaneFacts(domains)))


def _over_unit_square(node: Integral) -> Closed | None:
    (x, *ends), (y, *others) = node.limits
    if [plain(end) for end in (*ends, *others)] != [0, 1, 0, 1]:
        return None
    for first, second in ((X, Y), (Y, X)):
        function = evaluated(node.function.xreplace({x: first, y: second}))
        for row, value in UNIT_SQUARE:
            factor = _multiple(function, row)
            if factor is not None:
                return Closed(factor * value, "table of double integrals")
    return None


# ---- integrals of the functions in a claim


def represented(node: Integral, sides: tuple[Any, ...], claim: Claim, facts: Any) -> Closed | None:
    """The value of an integral in terms of a function that occurs in the claim."""
    parts = single_range(node)
    if parts is None:
        return None
    body, x, lower, upper = parts
    lower, upper = plain(lower), plain(upper)
    for function in _functions(sides):
        for row in REPRESENTATIONS[type(function)](function, facts):
            if plain(row.lower) != lower or plain(row.upper) != upper:
                continue
            t, domain = _variable(lower, upper)
            integrand, claimed = row.integrand, evaluated(body.xreplace({x: t}))
            integrand = integrand.xreplace({s: t for s in integrand.free_symbols if s.name == T.name})
            if _is_same_integrand(claimed, integrand, t, domain, claim):
                return Closed(row.value, row.name)
    return None


def _variable(lower: Expr, upper: Expr) -> tuple[Symbol, Any]:
    if lower == 0 and upper == 1:
        return UNIT_INTERVAL.symbol("_t_"), UNIT_INTERVAL
    if lower.is_nonnegative:
        return POSITIVE.symbol("_t_"), POSITIVE
    return REAL.symbol("_t_"), REAL


def _is_same_integrand(claimed: Expr, row: Expr, t: Symbol, domain: Any, claim: Claim) -> bool:
    from derive.prove.principal import PlaneFacts, are_equal

    row = evaluated(row)
    if claimed == row or plain(claimed - row) == 0:
        return True
    facts = PlaneFacts({**claim.domains, t: domain}, claim.hypotheses)
    return bool(are_equal(claimed, row, facts))


def _functions(sides: tuple[Any, ...]) -> list[Any]:
    """Nodes outside of integrals that have integral representations."""
    found: dict[Any, None] = {}

    def visit(node: Any) -> None:
        if type(node) in REPRESENTATIONS:
            found[node] = None
        if isinstance(node, Basic) and not isinstance(node, Integral):
            for argument in node.args:
                visit(argument)

    for side in sides:
        visit(side)
    return list(found)


