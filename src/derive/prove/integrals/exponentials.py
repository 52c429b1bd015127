"""Integrals of sums of powers times exponentials of polynomials of degree 2, sines and cosines among them.

Products of sin, cos, sinh and cosh of linear forms are written as sums of exponentials, and the terms are
integrated one by one: from 0 or over the whole line by Euler's integral and Gaussian moments, between finite
ends by the antiderivative.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from sympy import (
    Add,
    Dummy,
    Expr,
    I,
    Integer,
    Mul,
    Pow,
    Rational,
    Symbol,
    cos,
    cosh,
    diff,
    erfc,
    exp,
    expand,
    ff,
    gamma,
    log,
    oo,
    pi,
    sin,
    sinh,
    sqrt,
)  # fmt: skip

from derive.prove.special.arguments import evaluated, plain
from derive.prove.special.hypotheses import has_positive_real_part
from derive.prove.special.quantities import is_right_of_zero
from derive.prove.special.rules import Kind, Need
from derive.prove.sums.closed import Closed

MOST_TERMS = 40
MOST_POWER = 12
WAVES = (sin, cos, sinh, cosh)


class Term(NamedTuple):
    """constant * x**power * exp(-quadratic*x**2 + slope*x)."""

    constant: Expr
    power: Expr
    quadratic: Expr
    slope: Expr


def by_exponentials(body: Any, x: Symbol, lower: Expr, upper: Expr, facts: Any) -> Closed | None:
    """The value of the integral; None if a term has none, or the integrand is no such sum.

    >>> from types import SimpleNamespace
    >>> x, a = Symbol("x", real=True), Symbol("a", positive=True)
    >>> facts = SimpleNamespace(hypotheses=(), domains={})
    >>> by_exponentials(x * exp(-a * x), x, Integer(0), oo, facts).value
    a**(-2)
    """
    terms = _terms(body, x)
    if terms is None:
        return None
    total, needs = Integer(0), list[Need]()
    for term in terms:
        found = _value(term, x, lower, upper, facts)
        if found is None:
            return None
        total += term.constant * found[0]
        needs += found[1]
    return Closed(total, "integrals of exponentials", tuple(dict.fromkeys(needs)))


def _terms(body: Any, x: Symbol) -> list[Term] | None:
    function = evaluated(body)
    if function.has(*WAVES):
        function = function.replace(
            lambda node: isinstance(node, WAVES) and node.has(x), lambda node: _as_exponentials(node)
        )
    summands = Add.make_args(expand(function, power_exp=False))
    if len(summands) > MOST_TERMS:
        return None
    terms = [_term(summand, x) for summand in summands]
    return None if any(term is None for term in terms) else [term for term in terms if term is not None]


def _as_exponentials(node: Any) -> Expr:
    z = plain(node.args[0])
    if isinstance(node, sin | cos):
        up, down = exp(I * z), exp(-I * z)
        return (up + down) / 2 if isinstance(node, cos) else (up - down) / (2 * I)
    up, down = exp(z), exp(-z)
    return (up + down) / 2 if isinstance(node, cosh) else (up - down) / 2


def _term(summand: Expr, x: Symbol) -> Term | None:
    constant, power, exponent = Integer(1), Integer(0), Integer(0)
    for factor in Mul.make_args(summand):
        base, index = factor.as_base_exp()
        if not factor.has(x):
            constant *= factor
        elif isinstance(factor, exp):
            exponent += plain(factor.args[0])
        elif isinstance(base, exp) and not index.has(x):
            if not index.is_integer:
                return None
            exponent += plain(base.args[0] * index)
        elif base == x and not index.has(x):
            power += index
        else:
            return None
    exponent = plain(exponent)
    if not exponent.is_polynomial(x):
        return None
    quadratic, slope, start = (exponent.coeff(x, i) for i in (2, 1, 0))
    if plain(exponent - quadratic * x**2 - slope * x - start) != 0:
        return None
    return Term(constant * exp(start), plain(power), plain(-quadratic), plain(slope))


def is_on_the_right(quantity: Expr, facts: Any) -> bool:
    """Whether the real part is certainly positive."""
    quantity = plain(quantity)
    if has_positive_real_part(quantity, facts) or quantity.is_positive:
        return True
    if all(symbol.is_real for symbol in quantity.free_symbols):
        part = plain(quantity.as_real_imag()[0])
        if part.is_positive or has_positive_real_part(part, facts):
            return True
        quantity = part
    return not quantity.is_number and hasattr(facts, "real") and is_right_of_zero(quantity, facts)


def _value(term: Term, x: Symbol, lower: Expr, upper: Expr, facts: Any) -> tuple[Expr, list[Need]] | None:
    if upper == oo and lower == 0:
        found = _from_origin(term, facts)
        return None if found is None else (found, [])
    if upper == oo and lower == -oo:
        found = _over_the_line(term, facts)
        return None if found is None else (found, [])
    if upper in (oo, -oo) or lower in (oo, -oo):
        return _from_a_point(term, lower, facts) if upper == oo and lower.is_positive else None
    return _between(term, lower, upper, facts)


def _from_origin(term: Term, facts: Any) -> Expr | None:
    s = plain(term.power + 1)
    if not is_on_the_right(s, facts):
        return None
    if term.quadratic == 0:
        return gamma(s) * Pow(-term.slope, -s) if is_on_the_right(-term.slope, facts) else None
    if not is_on_the_right(term.quadratic, facts):
        return None
    if term.slope == 0:
        return gamma(s / 2) * Pow(term.quadratic, -s / 2) / 2
    if term.power == 0:
        a, b = term.quadratic, term.slope
        half = erfc(-b / (2 * sqrt(a)), evaluate=False)
        return sqrt(pi) * Pow(a, -Rational(1, 2)) * exp(b**2 / (4 * a)) / 2 * half
    return None


def _over_the_line(term: Term, facts: Any) -> Expr | None:
    a, b, p = term.quadratic, term.slope, term.power
    if a == 0 or not is_on_the_right(a, facts):
        return None
    if p.is_Integer and 0 <= p <= MOST_POWER:
        t = Dummy("t")
        moment = diff(exp(t**2 / (4 * a)), t, int(p)).xreplace({t: b})
        return sqrt(pi) * Pow(a, -Rational(1, 2)) * moment
    if b == 0 and p.is_even and p.is_nonnegative:
        return gamma((p + 1) / 2) * Pow(a, -(p + 1) / 2)
    return None


def _from_a_point(term: Term, lower: Expr, facts: Any) -> tuple[Expr, list[Need]] | None:
    """A power without an exponential, or an exponential with a natural power, from a positive point on."""
    if term.quadratic != 0:
        return None
    if term.slope == 0:
        s = plain(-term.power - 1)
        return (Pow(lower, -s) / s, []) if is_on_the_right(s, facts) else None
    if not is_on_the_right(-term.slope, facts) or not (term.power.is_Integer and 0 <= term.power <= MOST_POWER):
        return None
    return -_antiderivative(term, lower), []


def _between(term: Term, lower: Expr, upper: Expr, facts: Any) -> tuple[Expr, list[Need]] | None:
    if term.quadratic != 0:
        return None
    natural = bool(term.power.is_Integer and 0 <= term.power <= MOST_POWER)
    if term.slope == 0:
        if not natural and not (lower.is_nonnegative and upper.is_nonnegative):
            return None
        if term.power == -1:
            return (log(upper / lower), []) if lower.is_positive and upper.is_positive else None
        integrable = is_on_the_right(term.power + 1, facts) or (lower.is_positive and term.power.is_number)
        if not natural and not integrable:
            return None
        s = plain(term.power + 1)
        return (Pow(upper, s) - (0 if lower == 0 else Pow(lower, s))) / s, []
    if not natural:
        return None
    needs = [] if term.slope.is_number else [Need(term.slope, Kind.NONZERO)]
    return _antiderivative(term, upper) - _antiderivative(term, lower), needs


def _antiderivative(term: Term, place: Expr) -> Expr:
    p, c = int(term.power), term.slope
    total = Add(*((-1) ** j * ff(p, j) * place ** (p - j) / c ** (j + 1) for j in range(p + 1)))
    return total * exp(plain(c * place))
