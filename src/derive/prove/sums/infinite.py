"""Infinite sums: finders that are tried in turn, and the last of them, the hypergeometric series.

A closed form is that of the sum wherever the sum converges: inside the circle of convergence by the
series, on it by Abel's theorem.  Outside a sum has no value, and an identity says nothing there.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sympy import Expr, Integer, Mul, Pow, Sum, Symbol, cancel, hyper, oo

from derive.prove.special.arguments import evaluated, plain
from derive.prove.special.rules import Need
from derive.prove.sums.closed import Closed, single_range
from derive.prove.sums.generating import generated
from derive.prove.sums.hurwitz import flat_factors, power_summand
from derive.prove.sums.named import named_sum
from derive.prove.sums.rational import logarithmic_summand, rational_summand
from derive.prove.sums.recurrent import generating_function, in_exponentials
from derive.prove.sums.telescoping import arctangents
from derive.prove.sums.terms import NoTerm, linear_factors, read

MOST_SPLIT = 20

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
    factors = flat_factors(body)
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
