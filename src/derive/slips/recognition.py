"""Exact constants behind floats: 1/2, -3, log 2, 2 pi, i."""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction
from itertools import permutations
from typing import Any

import numpy as np
from sympy import E, EulerGamma, I, Integer, Mul, Pow, Rational, log, pi, sqrt

TOLERANCE = 1e-9
PLAIN = (pi, log(2), I)
LARGEST_DENOMINATOR, LARGEST_NUMERATOR = 60, 720

UNITS: tuple[tuple[Any, float], ...] = tuple(
    (unit, float(unit))
    for unit in (
        Integer(1), pi, 1 / pi, log(2), sqrt(2), sqrt(pi), 1 / sqrt(pi), sqrt(2 * pi), 1 / sqrt(2 * pi), pi**2,
        log(pi), log(2 * pi), log(3), sqrt(3), E, 1 / E, EulerGamma, 1 / log(2), 1 / pi**2, log(5), log(10), sqrt(5),
    )
)  # fmt: skip

KNOWN = frozenset(unit for unit, _ in UNITS)
LARGEST_IN_LOG = 30
PARTS = (1, 2, 3, 4)


def constant(value: complex) -> Any | None:
    """The exact number that a float most likely stands for; None if it looks like none.

    >>> from math import log as ln, pi as circle
    >>> constant(-0.5), constant(2 * circle), constant(ln(2) / 3), constant(1j), constant(0.123456789)
    (-1/2, 2*pi, log(2)/3, I, None)
    """
    number = complex(value)
    if not (math.isfinite(number.real) and math.isfinite(number.imag)):
        return None
    size = abs(number)
    if size < 1e-30:
        return None
    if abs(number.imag) <= TOLERANCE * size:
        return _real(number.real)
    if abs(number.real) <= TOLERANCE * size:
        found = _real(number.imag)
        return None if found is None else Mul(found, I)
    return None


def _real(value: float) -> Any | None:
    for unit, size in UNITS:
        ratio = value / size
        if not 1e-4 < abs(ratio) < 1e4:
            continue
        simple = Fraction(ratio).limit_denominator(LARGEST_DENOMINATOR)
        is_plain = unit == 1 or (abs(simple.numerator) <= 24 and simple.denominator <= 24)
        is_plain = is_plain and 0 < abs(simple.numerator) <= LARGEST_NUMERATOR
        if is_plain and abs(float(simple) - ratio) <= TOLERANCE * abs(ratio):
            return Rational(simple) * unit
    return _logarithm(value)


def _logarithm(value: float) -> Any | None:
    """log(p/q)/n for small whole numbers."""
    for part in PARTS:
        if abs(value * part) > 7:
            continue
        ratio = math.exp(value * part)
        simple = Fraction(ratio).limit_denominator(LARGEST_IN_LOG)
        is_small = 1 < simple.numerator * simple.denominator <= LARGEST_IN_LOG**2
        if is_small and math.isclose(simple, ratio, rel_tol=1e-11):
            return log(Rational(simple)) / part
    return None


def complexity(number: Any) -> float:
    """How far a factor is from 1 or -1, in words that a teacher would use: 2 is near, 17/24 is far."""
    rational, unit = number.as_coeff_Mul() if hasattr(number, "as_coeff_Mul") else (number, Integer(1))
    height = math.log2(abs(rational.p) * rational.q) if rational.is_Rational and rational else 3.0
    return 0.25 * height + (0.0 if unit == 1 else 0.6 if unit in PLAIN else 1.2 if unit in KNOWN else 1.8)


def steady(values: Any) -> complex | None:
    """The value that all entries share up to rounding; None if they do not, or if there are none."""
    finite = values[np.isfinite(values)]
    if not len(finite):
        return None
    middle = np.median(finite.real) + (1j * np.median(finite.imag) if np.iscomplexobj(finite) else 0)
    close = np.abs(finite - middle) <= 1e-8 * abs(middle)
    return complex(middle) if middle != 0 and close.mean() > 0.85 else None


MOST_UNEVEN = 3


def monomials(symbols: Sequence[Any]) -> list[Any]:
    """1, x, 1/x, x**2, 1/x**2, x*y, x/y, ...: what a factor may be made of."""
    single = [Pow(symbol, power) for symbol in symbols for power in (1, -1, 2, -2)]
    double = [
        Mul(Pow(first, p), Pow(second, q))
        for i, first in enumerate(symbols) for second in symbols[i + 1 :]
        for p in (1, -1) for q in (1, -1)
    ]  # fmt: skip
    uneven = [
        Mul(Pow(first, p), Pow(second, q))
        for first, second in permutations(symbols[:MOST_UNEVEN], 2) for p in (1, -1) for q in (2, -2)
    ]  # fmt: skip
    return [Integer(1), *single, *double, *uneven]
