"""Summation theorems: Gaussian hypergeometric functions at 1, -1 and 1/2 as quotients of gamma functions."""

from __future__ import annotations

from typing import Any

from sympy import Pow, S, gamma, pi, sqrt

from derive.prove.special.arguments import plain
from derive.prove.special.parameters import is_pole, no_poles, parts_of
from derive.prove.special.rules import Rewrite


def sum_at_one(node: Any, facts: Any) -> Rewrite | None:
    """Gauss's theorem: 2F1 at 1, wherever the series converges."""
    upper, lower, z = parts_of(node)
    if (len(upper), len(lower)) != (2, 1) or z != 1:
        return None
    (a, b), (c,) = upper, lower
    excess = plain(c - a - b)
    if excess.is_number and not excess.as_real_imag()[0].is_positive:
        return None
    value = gamma(c) * gamma(excess)
    return Rewrite(value * Pow(gamma(plain(c - a)), -1) * Pow(gamma(plain(c - b)), -1), no_poles(excess, c))


def sum_at_minus_one(node: Any, facts: Any) -> Rewrite | None:
    """Kummer's theorem: 2F1(a, b; 1 + a - b; -1)."""
    upper, lower, z = parts_of(node)
    if (len(upper), len(lower)) != (2, 1) or z != -1:
        return None
    for a, b in (upper, upper[::-1]):
        c = plain(1 + a - b)
        if c == lower[0] and not any(map(is_pole, (c, a, plain(1 + a / 2)))):
            value = gamma(c) * gamma(1 + a / 2) / (gamma(1 + a) * gamma(plain(1 + a / 2 - b)))
            return Rewrite(value, no_poles(c, plain(1 + a / 2)))
    return None


def sum_at_half(node: Any, facts: Any) -> Rewrite | None:
    """Gauss's second theorem and Bailey's, for the argument 1/2."""
    upper, lower, z = parts_of(node)
    if (len(upper), len(lower)) != (2, 1) or z != S.Half:
        return None
    (a, b), (c,) = upper, lower
    if plain(a + b + 1 - 2 * c) == 0 and not is_pole(c):
        return Rewrite(sqrt(pi) * gamma(c) / (gamma(plain(a + 1) / 2) * gamma(plain(b + 1) / 2)), no_poles(c))
    if plain(a + b - 1) == 0 and not is_pole(c):
        value = gamma(c / 2) * gamma((c + 1) / 2)
        return Rewrite(value / (gamma(plain(c + a) / 2) * gamma(plain(c - a + 1) / 2)), no_poles(c))
    return None
