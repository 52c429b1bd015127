"""Infinite sums: hypergeometric series, rational summands through polygamma, powers through Hurwitz's zeta.

A closed form is that of the sum wherever the sum converges: inside the circle of convergence by the
series, on it by Abel's theorem.  Outside a sum has no value, and an identity says nothing there.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sympy import (
    Expr,
    I,
    Integer,
    Mul,
    Pow,
    Rational,
    Sum,
    Symbol,
    cancel,
    ceiling,
    degree,
    diff,
    digamma,
    exp,
    factorial,
    fraction,
    hyper,
    log,
    oo,
    pi,
    polygamma,
    polylog,
    together,
    zeta,
)  # fmt: skip

from derive.prove.special.arguments import evaluated, plain
from derive.prove.special.rules import Kind, Need
from derive.prove.sums.closed import Closed, single_range
from derive.prove.sums.generating import generated
from derive.prove.sums.named import named_sum
from derive.prove.sums.recurrent import generating_function, in_exponentials
from derive.prove.sums.telescoping import arctangents
from derive.prove.sums.terms import NoTerm, Term, linear_factors, read

MOST_SPLIT = 20
MOST_MULTIPLE = 6

Finder = Callable[[Any, Symbol, Expr, Any], Closed | None]


def infinite_sum(node: Sum, facts: Any) -> Closed | None:
    """A closed form of a sum up to oo, or over all whole numbers.

    >>> from sympy.abc import k
    >>> infinite_sum(Sum(1/((k + 1)*(k + 2)), (k, 0, oo)), None).name
    'sums of rational functions by polygamma functions'
    >>> infinite_sum(Sum(1/(k + 1), (k, 0, oo)), None) is None
    True
    """
    parts = single_range(node)
    if parts is None:
        return None
    body, k, lower, upper = parts
    zero = _powers_of_zero(body, k, lower)
    if zero is not None:
        return zero
    special = named_sum(body, k, lower, upper, facts) or generated(body, k, lower, upper, facts)
    if special is not None:
        return special
    if lower == -oo and upper == oo:
        return _two_sided(body, k, facts)
    if upper != oo or not plain(lower).is_integer:
        return None
    for finder in FINDERS:
        try:
            found = finder(body, k, plain(lower), facts)
        except NoTerm:
            continue
        if found is not None:
            return found
    return None


def _powers_of_zero(body: Any, k: Symbol, lower: Expr) -> Closed | None:
    """A summand with a factor 0**(a*k + b) is 0 but where the exponent is."""
    factors = _flat_factors(body)
    zeros = [f for f in factors if isinstance(f, Pow) and evaluated(f.base) == 0 and f.exp.has(k)]
    if len(zeros) != 1 or not lower.is_Integer:
        return None
    exponent = plain(zeros[0].exp)
    slope = exponent.coeff(k)
    place = plain(k - exponent / slope) if slope.is_Integer and slope > 0 else None
    if place is None or not place.is_Rational or exponent.xreplace({k: lower}) < 0:
        return None
    if not place.is_Integer or place < lower:
        return Closed(Integer(0), "powers of 0")
    rest = Mul(*(f for f in factors if f is not zeros[0]))
    return Closed(evaluated(rest.xreplace({k: place})).doit(), "powers of 0")


def _two_sided(body: Any, k: Symbol, facts: Any) -> Closed | None:
    """Both halves, which must converge one by one."""
    halves = [
        infinite_sum(Sum(body, (k, 0, oo)), facts),
        infinite_sum(Sum(body.xreplace({k: -k}), (k, 1, oo)), facts),
    ]
    if any(half is None for half in halves):
        return None
    first, second = halves
    assert first is not None
    assert second is not None
    return Closed(first.value + second.value, first.name, first.needs + second.needs)


# ---- rational summands


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


# ---- powers with a symbolic exponent


def power_summand(body: Any, k: Symbol, lower: Expr, facts: Any) -> Closed | None:
    """Sum of c*(b*k + a)**(-s), alternating or not, by Hurwitz's zeta function."""
    fixed, sign, powers, growth = Integer(1), Integer(1), list[tuple[Expr, Expr]](), Integer(1)
    for factor in _flat_factors(body):
        base, exponent = factor.as_base_exp()
        if not factor.has(k):
            fixed *= factor
        elif base == -1 and plain(exponent - k).is_integer:
            if plain(exponent - k).has(k) and not plain(exponent - k).coeff(k).is_even:
                return None
            sign, fixed = Integer(-1), fixed * Integer(-1) ** plain(exponent - k)
        elif base.has(k) and not exponent.has(k):
            powers.append((plain(base), plain(exponent)))
        elif not base.has(k) and plain(exponent - k).is_integer and not plain(exponent - k).has(k):
            growth, fixed = growth * base, fixed * Pow(base, plain(exponent - k))
        else:
            return None
    if len(powers) != 1:
        return None
    base, exponent = powers[0]
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


def _flat_factors(body: Any) -> list[Any]:
    """Factors of nested products, quotients and reciprocal powers."""
    if isinstance(body, Mul):
        return [factor for argument in body.args for factor in _flat_factors(argument)]
    if isinstance(body, Pow) and body.exp.is_Integer and isinstance(body.base, Mul):
        return [Pow(factor, body.exp) for factor in _flat_factors(body.base)]
    if isinstance(body, Pow) and isinstance(body.base, Pow) and plain(body.exp) == -1:
        return [Pow(body.base.base, plain(-body.base.exp), evaluate=False)]
    return [body]


# ---- hypergeometric series


def hypergeometric_series(body: Any, k: Symbol, lower: Expr, facts: Any) -> Closed | None:
    """The first term times a hypergeometric function."""
    term = read(body, (k,))
    head: Expr = Integer(0)
    ratio = cancel(term.ratio(k))
    z, factors = linear_factors(ratio, k)
    start = lower
    if lower.is_Integer:
        stops = [int(root) for root, _ in factors if root.is_Integer and root >= lower]
        if stops:
            start = Integer(max(stops) + 1)
            if start - lower > MOST_SPLIT:
                return None
            head = sum((_value_at(body, k, lower + i) for i in range(int(start - lower))), Integer(0))
    first = _value_at(body, k, start)
    if first == 0 or (not head.is_finite and head.is_number):
        return None
    upper = [plain(start - root) for root, count in factors if count > 0 for _ in range(count)]
    below = [plain(start - root) for root, count in factors if count < 0 for _ in range(-count)]
    if Integer(1) in below:
        below.remove(Integer(1))
    else:
        upper.append(Integer(1))
    if len(upper) > len(below) + 1 or (len(upper) == len(below) + 1 and _diverges(upper, below, z)):
        return None
    return Closed(head + first * hyper(upper, below, z), "hypergeometric series")


def _diverges(upper: list[Expr], below: list[Expr], z: Expr) -> bool:
    """Whether a series with as many parameters above (k! counted below) certainly diverges."""
    if any(a.is_Integer and a <= 0 for a in upper) or not z.is_number:
        return False
    if abs(z) != 1:
        return bool(abs(z) > 1)
    excess = plain(sum(below, Integer(0)) - sum(upper, Integer(0)))
    return bool(excess.is_number and excess.as_real_imag()[0] <= (0 if z == 1 else -1))


def _value_at(body: Any, k: Symbol, place: Expr) -> Expr:
    return evaluated(body.xreplace({k: place})).doit(deep=False) if body.has(k) else body


def sum_of_entire(body: Any, k: Symbol, lower: Expr, facts: Any) -> Closed | None:
    """Recurrent sequences and trigonometric functions times a series that converges everywhere."""
    pieces = in_exponentials(body, k)
    if pieces is None:
        return None
    values, needs = list[Expr](), list[Need]()
    for piece in pieces.value:
        found = hypergeometric_series(piece, k, lower, facts)
        if found is None or not _converges_everywhere(found.value):
            return None
        values.append(found.value)
        needs += found.needs
    return Closed(sum(values, Integer(0)), pieces.name, (*pieces.needs, *needs))


def _converges_everywhere(value: Expr) -> bool:
    series = value.atoms(hyper)
    return all(len(node.args[0]) <= len(node.args[1]) for node in series)


FINDERS: tuple[Finder, ...] = (
    arctangents, generating_function, power_summand, rational_summand, logarithmic_summand, hypergeometric_series,
    sum_of_entire,
)  # fmt: skip
