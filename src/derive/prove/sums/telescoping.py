"""Infinite sums that telescope: arctangents of reciprocal quadratic polynomials."""

from __future__ import annotations

from typing import Any

from sympy import Expr, Integer, Symbol, atan, cancel, fraction, pi

from derive.prove.special.arguments import plain
from derive.prove.sums.closed import Closed

MOST_FIRST = 60


def arctangents(body: Any, k: Symbol, lower: Expr, facts: Any) -> Closed | None:
    """Sum of c*atan(1/(A*k**2 + B*k + C)) where atan(f(k + 1)) - atan(f(k)) is the summand, or f(k + 1), f(k - 1).

    >>> from sympy import Integer
    >>> from sympy.abc import k
    >>> arctangents(atan(1/(k**2 + k + 1)), k, Integer(0), None).value
    pi/2
    """
    coefficient, node = body.as_independent(atan, as_Add=False)
    if not isinstance(node, atan) or coefficient.has(k) or not lower.is_Integer:
        return None
    numerator, denominator = fraction(cancel(1 / plain(node.args[0])))
    quadratic = plain(numerator / denominator)
    if denominator.has(k) or not quadratic.is_polynomial(k):
        return None
    a, b, c = (quadratic.coeff(k, power) for power in (2, 1, 0))
    if plain(quadratic - a * k**2 - b * k - c) != 0 or not all(x.is_Rational for x in (a, b, c)) or a <= 0:
        return None
    if not _positive_from(quadratic, k, lower, a, b):
        return None
    for step, slope, offset in ((1, a, (b - a) / 2), (2, 2 * a, b)):
        first = slope * k + offset
        before, after = (first, first + slope) if step == 1 else (first - slope, first + slope)
        if plain((1 + before * after) / (after - before) - quadratic) == 0:
            starts = [lower] if step == 1 else [lower - 1, lower]
            value = step * pi / 2 - sum((atan(first.subs(k, start)) for start in starts), Integer(0))
            return Closed(coefficient * value, "telescoping sum of arctangents")
    return None


def _positive_from(quadratic: Expr, k: Symbol, lower: Expr, a: Expr, b: Expr) -> bool:
    """Whether a quadratic polynomial with a > 0 is positive at all whole k >= lower."""
    turn = -b / (2 * a)
    last = max(lower, turn + 1)
    if last - lower > MOST_FIRST:
        return False
    place = lower
    while place <= last:
        if not quadratic.subs(k, place) > 0:
            return False
        place += 1
    return True
