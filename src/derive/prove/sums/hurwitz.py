"""Sums of powers with a symbolic exponent by Hurwitz's zeta function."""

from __future__ import annotations

from typing import Any, NamedTuple

from sympy import Expr, Integer, Mul, Pow, Symbol, polylog, zeta

from derive.prove.special.arguments import plain
from derive.prove.special.rules import Kind, Need
from derive.prove.sums.closed import Closed


def power_summand(body: Any, k: Symbol, lower: Expr, facts: Any) -> Closed | None:
    """Sum of c*(b*k + a)**(-s), alternating or not, by Hurwitz's zeta function."""
    summand = _taken_apart(body, k)
    if summand is None:
        return None
    fixed, sign, growth, base, exponent = summand
    slope = base.coeff(k)
    offset = plain(base - slope * k)
    if offset.has(k) or not (slope.is_positive and slope.is_number) or exponent.is_number:
        return None
    start, s = plain(lower + offset / slope), -exponent
    scale = Pow(slope, exponent)
    if growth != 1:
        if sign != 1 or lower != 1 or start != 1:
            return None
        return Closed(fixed * scale * polylog(s, growth, evaluate=False), "series of polylogarithms")
    if sign == 1:
        value = zeta(s, start, evaluate=False) if start != 1 else zeta(s, evaluate=False)
        return Closed(fixed * scale * value, "series of the Hurwitz zeta function")
    halves = zeta(s, start / 2, evaluate=False) - zeta(s, (start + 1) / 2, evaluate=False)
    value = Integer(-1) ** lower * Pow(2, exponent) * halves
    return Closed(fixed * scale * value, "series of the Hurwitz zeta function", (Need(s - 1, Kind.NONZERO),))


class Summand(NamedTuple):
    """fixed * sign**k * growth**k * base**exponent, where only the base depends on k."""

    fixed: Expr
    sign: Expr
    growth: Expr
    base: Expr
    exponent: Expr


def _taken_apart(body: Any, k: Symbol) -> Summand | None:
    fixed, sign, growth, powers = Integer(1), Integer(1), Integer(1), list[tuple[Expr, Expr]]()
    for factor in flat_factors(body):
        base, exponent = factor.as_base_exp()
        shift = plain(exponent - k)
        if not factor.has(k):
            fixed *= factor
        elif base == -1 and shift.is_integer:
            if shift.has(k) and not shift.coeff(k).is_even:
                return None
            sign, fixed = Integer(-1), fixed * Integer(-1) ** shift
        elif base.has(k) and not exponent.has(k):
            powers.append((plain(base), plain(exponent)))
        elif not base.has(k) and shift.is_integer and not shift.has(k):
            growth, fixed = growth * base, fixed * Pow(base, shift)
        else:
            return None
    return Summand(fixed, sign, growth, *powers[0]) if len(powers) == 1 else None


def flat_factors(body: Any) -> list[Any]:
    """Factors of nested products, quotients and reciprocal powers."""
    if isinstance(body, Mul):
        return [factor for argument in body.args for factor in flat_factors(argument)]
    if isinstance(body, Pow) and body.exp.is_Integer and isinstance(body.base, Mul):
        return [Pow(factor, body.exp) for factor in flat_factors(body.base)]
    if isinstance(body, Pow) and isinstance(body.base, Pow) and plain(body.exp) == -1:
        return [Pow(body.base.base, plain(-body.base.exp), evaluate=False)]
    return [body]
