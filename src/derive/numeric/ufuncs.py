"""Real functions on float64 arrays: NaN where there is no finite real value.

An overflow to infinity on the way is a limit of floats, not of the mathematics: it may still lead to
a finite value, as in 1/(1 + exp(1000)).  A pole is NaN at once.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import reduce
from typing import Any

import numpy as np
from mpmath import fp
from numpy.typing import NDArray

Array = NDArray[np.float64]
Function = Callable[..., Any]


class Unsupported(Exception):
    """No rule for an expression on arrays."""


def reciprocal(u: Array) -> Array:
    """1/u, NaN at 0."""
    return np.where(u == 0, np.nan, 1 / u)


def whole_power(base: Array, exponent: int) -> Array:
    """An integer power by repeated squaring; `np.power` takes fifty times as long."""
    if exponent < 0:
        return reciprocal(whole_power(base, -exponent))
    result, square = None, base
    while exponent:
        if exponent & 1:
            result = square if result is None else result * square
        exponent >>= 1
        if exponent:
            square = square * square
    return np.ones_like(base) if result is None else result


def power(base: Array, exponent: Array) -> Array:
    """base**exponent in the real reading; 0**0 = 1, and NaN for roots of negative numbers."""
    return np.where((base == 0) & (exponent < 0), np.nan, np.power(base, exponent))


def root_power(base: Array, exponent: float) -> Array:
    """A power with a fractional exponent."""
    if exponent == 0.5:
        return np.sqrt(base)
    if exponent == -0.5:
        return reciprocal(np.sqrt(base))
    return power(base, np.asarray(exponent))


def log(u: Array) -> Array:
    """The natural logarithm of positive numbers."""
    return np.where(u > 0, np.log(u), np.nan)


def sigmoid(h: Array) -> Array:
    """1/(1 + exp(-h)), accurate in both tails."""
    return np.exp(-np.logaddexp(0.0, -h))


def logit(d: Array) -> Array:
    """log(d) - log(1 - d) between 0 and 1."""
    return np.where((d > 0) & (d < 1), np.log(d) - np.log1p(-d), np.nan)


def arc_cotangent(u: Array) -> Array:
    """atan(1/u), and pi/2 at 0."""
    return np.where(u == 0, np.pi / 2, np.arctan(1 / u))


def within(function: Function, admits: Callable[[Array], Any]) -> Function:
    """A function that has a value only where `admits` says so."""
    return lambda u: np.where(admits(u), function(u), np.nan)


def pointwise(function: Callable[..., Any]) -> Function:
    """A function of numbers, one entry after the other; NaN where it has no real value."""

    def real(*numbers: float) -> float:
        try:
            value = function(*numbers)
        except (ArithmeticError, ValueError, TypeError):
            return math.nan
        return math.nan if isinstance(value, complex) else float(value)

    return np.vectorize(real, otypes=[np.float64])


def _binomial(n: float, k: float) -> float:
    return (
        math.prod((n - i) / (i + 1) for i in range(int(k))) if 0 <= k == int(k) < 1000 else fp.binomial(n, k)
    )


FUNCTIONS: dict[str, Function] = {
    "exp": np.exp,
    "log": log,
    "sigmoid": sigmoid,
    "logit": logit,
    "cbrt": np.cbrt,
    "Abs": np.abs,
    "sign": np.sign,
    "Max": lambda *us: reduce(np.maximum, us),
    "Min": lambda *us: reduce(np.minimum, us),
    "Heaviside": np.heaviside,
    "DiracDelta": lambda u, *_: np.where(u == 0, np.nan, 0.0),
    "floor": np.floor, "ceiling": np.ceil,
    "sin": np.sin, "cos": np.cos, "tan": np.tan,
    "sec": lambda u: 1 / np.cos(u),
    "csc": lambda u: reciprocal(np.sin(u)),
    "cot": lambda u: reciprocal(np.tan(u)),
    "sinc": lambda u: np.sinc(u / np.pi),
    "asin": np.arcsin, "acos": np.arccos, "atan": np.arctan, "acot": arc_cotangent, "atan2": np.arctan2,
    "sinh": np.sinh, "cosh": np.cosh, "tanh": np.tanh,
    "sech": lambda u: 1 / np.cosh(u), "csch": lambda u: reciprocal(np.sinh(u)),
    "coth": lambda u: reciprocal(np.tanh(u)),
    "asinh": np.arcsinh, "acosh": np.arccosh,
    "atanh": within(np.arctanh, lambda u: np.abs(u) < 1),
    "acoth": within(lambda u: np.arctanh(1 / u), lambda u: np.abs(u) > 1),
    "erf": pointwise(math.erf), "erfc": pointwise(math.erfc),
    "erfi": pointwise(fp.erfi), "erfinv": pointwise(fp.erfinv),
    "gamma": pointwise(math.gamma), "factorial": pointwise(lambda u: math.gamma(u + 1)),
    "loggamma": within(pointwise(math.lgamma), lambda u: u > 0),
    "digamma": pointwise(fp.digamma), "polygamma": pointwise(lambda order, u: fp.polygamma(int(order), u)),
    "zeta": pointwise(fp.zeta), "binomial": pointwise(_binomial), "LambertW": pointwise(fp.lambertw),
    "re": lambda u: u, "conjugate": lambda u: u, "im": np.zeros_like,
}  # fmt: skip
