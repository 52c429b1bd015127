"""Sums of rational summands by polygamma functions, and of those times z**k by logarithms."""

from __future__ import annotations

from typing import Any

from sympy import (
    Expr,
    I,
    Integer,
    Mul,
    Pow,
    Rational,
    Symbol,
    cancel,
    ceiling,
    degree,
    diff,
    digamma,
    exp,
    factorial,
    fraction,
    log,
    pi,
    polygamma,
    together,
)  # fmt: skip

from derive.prove.special.arguments import plain
from derive.prove.special.rules import Kind, Need
from derive.prove.sums.closed import Closed
from derive.prove.sums.terms import Term, linear_factors, read

MOST_MULTIPLE = 6


def rational_summand(body: Any, k: Symbol, lower: Expr, facts: Any) -> Closed | None:
    """Sum of R(k) or (-1)**k R(k) by partial fractions."""
    term = read(body, (k,))
    if any(argument.has(k) for argument in term.gammas):
        ratio_free = _without_gammas(term, k)
        if ratio_free is None:
            return None
        term = ratio_free
    sign = Integer(1)
    constant = term.as_expression().xreplace({term.rational: Integer(1)}) if not term.powers else Integer(1)
    factors: list[Expr] = []
    for base, exponent in term.powers:
        slope = exponent.coeff(k)
        if base == -1:
            sign *= (-1) ** int(slope)
            factors.append(Integer(-1) ** (exponent - slope * k))
        elif slope == 0:
            factors.append(base**exponent)
        else:
            return None
    del constant
    fixed = Mul(*factors, *(Pow(_gamma(a), c) for a, c in term.gammas.items() if not a.has(k)))
    return _by_partial_fractions(cancel(together(term.rational)), k, lower, sign, fixed)


def _gamma(argument: Expr) -> Expr:
    from sympy import gamma

    return gamma(argument)


def _without_gammas(term: Term, k: Symbol) -> Term | None:
    """The term if its gamma functions of k cancel to a rational function."""
    rational, open_arguments = term.rational, dict(term.gammas)
    arguments = [a for a in open_arguments if a.has(k)]
    while arguments:
        a = arguments.pop()
        partner = next(
            (b for b in arguments if plain(b - a).is_Integer and open_arguments[b] == -open_arguments[a]), None
        )
        if partner is None:
            return None
        arguments.remove(partner)
        low, high = (a, partner) if plain(partner - a) > 0 else (partner, a)
        quotient = Mul(*(low + i for i in range(int(plain(high - low)))))
        rational = rational * quotient ** open_arguments[high]
        del open_arguments[a], open_arguments[partner]
    return Term(rational, term.powers, open_arguments)


def _by_partial_fractions(rational: Expr, k: Symbol, lower: Expr, sign: Expr, fixed: Expr) -> Closed | None:
    numerator, denominator = fraction(rational)
    if not (numerator.is_polynomial(k) and denominator.is_polynomial(k)):
        return None
    decay = degree(denominator, k) - degree(numerator, k)
    if decay < (2 if sign == 1 else 1):
        return None
    _, factors = linear_factors(1 / denominator, k)
    roots = [(root, -count) for root, count in factors]
    if any(count > MOST_MULTIPLE or (root.is_Integer and lower.is_Integer and root >= lower) for root, count in roots):
        return None
    total: Expr = Integer(0)
    for root, count in roots:
        start = plain(lower - root)
        regular = cancel(rational * (k - root) ** count)
        for order in range(1, count + 1):
            coefficient = diff(regular, k, count - order).subs(k, root) / factorial(count - order)
            total += coefficient * (_sum_of_powers(start, order) if sign == 1 else _alternating(start, order))
    if sign == -1:
        total *= Integer(-1) ** lower
    needs = tuple(
        Need(plain(a - b), Kind.NONZERO)
        for i, (a, _) in enumerate(roots) for b, _ in roots[:i] if not plain(a - b).is_number
    )  # fmt: skip
    return Closed(fixed * total, "sums of rational functions by polygamma functions", needs)


def _sum_of_powers(start: Expr, order: int) -> Expr:
    """Sum of 1/(k + start)**order over k >= 0; for order 1 up to a constant that cancels."""
    if order == 1:
        return -digamma(start, evaluate=False)
    return Integer(-1) ** order / factorial(order - 1) * polygamma(order - 1, start, evaluate=False)


def _alternating(start: Expr, order: int) -> Expr:
    """Sum of (-1)**k/(k + start)**order over k >= 0."""
    return (_sum_of_powers(start / 2, order) - _sum_of_powers((start + 1) / 2, order)) / 2**order


def logarithmic_summand(body: Any, k: Symbol, lower: Expr, facts: Any) -> Closed | None:
    """Sum of R(k)*z**k for a number z other than 1 with |z| <= 1, R with simple rational poles, by logarithms.

    With w**q = z the sum of z**k/(k + p/q) over k >= 0 is -w**(-p) * sum over j of v**(-j*p)*log(1 - v**j*w), where
    v is a primitive q-th root of unity and 0 < p <= q.
    """
    term = read(body, (k,))
    if any(a.has(k) for a in term.gammas) or not lower.is_Integer:
        return None
    powers = Term(powers=term.powers)
    z = cancel(powers.ratio(k))
    rational = cancel(together(term.rational))
    numerator, denominator = fraction(rational)
    if not z.is_Rational or z == 1 or abs(z) > 1 or z == 0 or rational.free_symbols != {k}:
        return None
    if degree(numerator, k) >= degree(denominator, k):
        return None
    start = powers.moved({k: lower}).as_expression()
    total: Expr = Integer(0)
    for root, count in linear_factors(1 / denominator, k)[1]:
        shift = lower - root
        if count != -1 or not shift.is_Rational or shift <= 0 or shift.q > MOST_MULTIPLE + 2:
            return None
        total += cancel(rational * (k - root)).subs(k, root) * _logarithms(z, shift)
    fixed = Term(gammas=term.gammas).as_expression()
    return Closed(fixed * start * total, "series of logarithms")


def _logarithms(z: Rational, shift: Rational) -> Expr:
    """Sum of z**k/(k + shift) over k >= 0."""
    whole = ceiling(shift) - 1
    head = sum((z**i / (i + shift - whole) for i in range(int(whole))), Integer(0))
    p, q = int((shift - whole).p), int((shift - whole).q)
    w = Pow(z, Rational(1, q))
    turn = 2 * pi * I / q
    logs = sum((exp(-turn * j * p) * log(1 - exp(turn * j) * w) for j in range(q)), Integer(0))
    return (-logs / w**p - head) / z**whole
