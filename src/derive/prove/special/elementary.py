"""2F1 with integer and half-integer parameters: six known functions and the contiguous relations.

Each known function F is kept with D(F) = z F'(z).  Roots enter so that changing the sign of sqrt(z)
changes nothing, and logarithms and roots of 1 - z take on the cut the values of z - i0.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import permutations
from typing import Any, NamedTuple

from sympy import (
    Expr,
    I,
    Integer,
    Mul,
    Pow,
    Rational,
    asin,
    asinh,
    atan,
    atanh,
    cancel,
    elliptic_e,
    elliptic_k,
    log,
    pi,
    sqrt,
)  # fmt: skip

from derive.prove.special.contiguous import Contiguous, NoShift, as_expression

HALF = Rational(1, 2)


class Ingredients(NamedTuple):
    """sqrt(z), sqrt(1 - z), and the arc sine and inverse hyperbolic tangent of sqrt(z)."""

    z: Expr
    root: Expr
    complement: Expr
    sine: Expr
    tangent: Expr


def even_root(z: Expr) -> Expr:
    """A square root of z for use in functions that are even in it: of -w**2/4 it is I*w/2.

    >>> from sympy.abc import w
    >>> even_root(-w**2/4)
    I*w/2
    """
    coefficient, rest = z.as_coeff_Mul()
    factors = [factor.as_base_exp() for factor in Mul.make_args(rest)]
    if all((power / 2).is_Integer for _, power in factors if rest != 1):
        halves = [base ** (power / 2) for base, power in factors]
        return sqrt(coefficient) * Mul(*halves)
    return sqrt(z)


def _ingredients(z: Expr) -> Ingredients:
    if z.is_number and z.is_real and z < 1:
        if z > 0:
            root = sqrt(z)
            return Ingredients(z, root, sqrt(1 - z), asin(root), atanh(root))
        size = sqrt(-z)
        return Ingredients(z, I * size, sqrt(1 - z), I * asinh(size), I * atan(size))
    root, complement = even_root(z), Pow(1 - z, HALF)
    return Ingredients(z, root, complement, -I * log(complement + I * root), (log(1 + root) - log(1 - root)) / 2)


def _sine(i: Ingredients) -> tuple[Expr, Expr]:
    return i.sine / i.root, 1 / (2 * i.complement) - i.sine / (2 * i.root)


def _sine_over_cosine(i: Ingredients) -> tuple[Expr, Expr]:
    value = i.sine / (i.root * i.complement)
    return value, 1 / (2 * (1 - i.z)) - value / 2 + i.sine * i.root / (2 * i.complement**3)


def _tangent(i: Ingredients) -> tuple[Expr, Expr]:
    return i.tangent / i.root, 1 / (2 * (1 - i.z)) - i.tangent / (2 * i.root)


def _logarithm(i: Ingredients) -> tuple[Expr, Expr]:
    value = -log(1 - i.z) / i.z
    return value, 1 / (1 - i.z) - value


def _root(i: Ingredients) -> tuple[Expr, Expr]:
    value = 2 * (1 - i.complement) / i.z
    return value, 1 / i.complement - value


def _elliptic(i: Ingredients) -> tuple[Expr, Expr]:
    first, second = elliptic_k(i.z, evaluate=False), elliptic_e(i.z, evaluate=False)
    return 2 * first / pi, (second / (1 - i.z) - first) / pi


KNOWN: dict[tuple[int, int, int], tuple[tuple[Rational, Rational, Rational], Callable[[Any], tuple[Expr, Expr]]]] = {
    (1, 1, 1): ((HALF, HALF, 3 * HALF), _sine),
    (0, 0, 1): ((Integer(1), Integer(1), 3 * HALF), _sine_over_cosine),
    (1, 0, 1): ((HALF, Integer(1), 3 * HALF), _tangent),
    (0, 0, 0): ((Integer(1), Integer(1), Integer(2)), _logarithm),
    (1, 0, 0): ((HALF, Integer(1), Integer(2)), _root),
    (1, 1, 0): ((HALF, HALF, Integer(1)), _elliptic),
}
"""By whether a, b, c are whole (0) or not (1): parameters of a known function, and the pair F, D(F)."""


def closed_form(parameters: Sequence[Rational], z: Expr) -> Expr | None:
    """2F1 with integer or half-integer parameters; None where the way from a known one divides by 0."""
    a, b, c = parameters
    if a.is_Integer and not b.is_Integer:
        a, b = b, a
    base, known = KNOWN[(int(a.q == 2), int(b.q == 2), int(c.q == 2))]
    shifts = [int(there - here) for there, here in zip((a, b, c), base, strict=True)]
    found = _coefficients(base, shifts)
    if found is None:
        return None
    p, q = found
    value, slope = known(_ingredients(z))
    of_value, of_slope = (cancel(as_expression(x, (*base, z))) for x in (p, q))
    if any(x.has(Integer(1) / 0) for x in (of_value, of_slope)):
        return None
    return of_value * value + of_slope * slope


def _coefficients(base: Sequence[Rational], shifts: Sequence[int]) -> Any:
    """The function with shifted parameters from the known pair, by the first order of shifts that divides by no 0."""
    for order in permutations(range(3)):
        try:
            return Contiguous(base).shifted(shifts, order)
        except (NoShift, ZeroDivisionError):
            continue
    return None
