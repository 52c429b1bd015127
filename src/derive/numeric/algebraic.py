"""An exact zero test for numbers built from rationals by arithmetic and roots.

Such a number E is a quotient U/L of algebraic integers of degree at most D, the product of the degrees
of its roots.  With bounds u and l on the conjugates of U and L, either E = 0 or |E| >= 1/(l u^(D-1)):
a ball that contains 0 and is smaller than that proves E = 0.

Source: Burnikel, Funke, Mehlhorn, Schirra and Schmitt, A Separation Bound for Real Algebraic
Expressions (2001), theorem 1.
"""

from __future__ import annotations

from functools import reduce
from math import log2, prod
from typing import Any, NamedTuple

from flint import arb, fmpq
from sympy import Abs, Add, Mul, Pow, Rational

from derive.numeric.balls import evaluate
from derive.terms.functions import cbrt

MAX_DEGREE = 256
MAX_SEPARATION = 20_000


class Size(NamedTuple):
    """Binary logarithms of bounds on the conjugates of numerator and denominator, both at least 0."""

    numerator: float
    denominator: float


class NotAlgebraic(Exception):
    """The expression holds more than arithmetic and roots."""


def vanishes(number: Any) -> bool:
    """Whether a number without variables is certainly 0; False also where that cannot be decided.

    >>> from sympy import sqrt, pi
    >>> vanishes(sqrt(2) + sqrt(3) - sqrt(5 + 2 * sqrt(6))), vanishes(sqrt(2) - Rational(141421356, 10**8))
    (True, False)
    >>> vanishes(pi - pi), vanishes((pi + 1)**2 - pi**2 - 2*pi - 1)
    (True, False)
    """
    roots: dict[tuple[Any, int], int] = {}
    try:
        size = _size(number, roots)
    except NotAlgebraic:
        return False
    degree = prod(roots.values())
    separation = size.denominator + (degree - 1) * size.numerator + 1
    if degree > MAX_DEGREE or separation > MAX_SEPARATION:
        return False
    value = evaluate(number, {}, int(separation) + 128)
    if isinstance(value, fmpq):
        return bool(value == 0)
    return isinstance(value, arb) and bool(abs(value) < arb(2) ** -int(separation + 1))


def _size(node: Any, roots: dict[tuple[Any, int], int]) -> Size:
    if isinstance(node, Rational):
        return Size(_log2(abs(int(node.p))), _log2(int(node.q)))
    if isinstance(node, Add):
        return reduce(_sum, (_size(term, roots) for term in node.args))
    if isinstance(node, Mul):
        sizes = [_size(factor, roots) for factor in node.args]
        return Size(sum(s.numerator for s in sizes), sum(s.denominator for s in sizes))
    if isinstance(node, Abs):
        return _size(node.args[0], roots)
    if isinstance(node, cbrt):
        return _root(node.args[0], 3, roots)
    if isinstance(node, Pow) and isinstance(node.exp, Rational):
        return _power(node.base, node.exp, roots)
    raise NotAlgebraic


def _sum(a: Size, b: Size) -> Size:
    """u = u1 l2 + l1 u2, l = l1 l2."""
    larger = max(a.numerator + b.denominator, a.denominator + b.numerator)
    return Size(larger + 1, a.denominator + b.denominator)


def _power(base: Any, exponent: Rational, roots: dict[tuple[Any, int], int]) -> Size:
    size = _root(base, int(exponent.q), roots)
    top, bottom = size if exponent >= 0 else (size.denominator, size.numerator)
    return Size(top * abs(int(exponent.p)), bottom * abs(int(exponent.p)))


def _root(base: Any, degree: int, roots: dict[tuple[Any, int], int]) -> Size:
    """The root of U/L is the root of U L^(k-1), over L."""
    size = _size(base, roots)
    if degree == 1:
        return size
    roots[base, degree] = degree
    return Size((size.numerator + (degree - 1) * size.denominator) / degree, size.denominator)


def _log2(number: int) -> float:
    """A little more than the binary logarithm, and at least 0."""
    return log2(number) * (1 + 1e-9) + 1e-9 if number > 1 else 0.0
