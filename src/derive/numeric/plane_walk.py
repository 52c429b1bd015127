"""Complex floats with bounds of their errors: principal branches, every node of a tree once.

A value is NaN where there is none.  Near a branch cut, where rounding may turn the branch, the bound is infinite.
Bounds decide where to look closer, never a verdict.  The rules are first-order error analysis (Higham, Accuracy and
Stability of Numerical Algorithms, chapter 3), with one relative unit of `ARITHMETIC` for every operation.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import reduce
from typing import Any

import numpy as np
from sympy import Add, Expr, Integer, Mul, Pow, Rational, S, Symbol, exp, log

from derive.numeric.calculus import definition, head
from derive.numeric.ufuncs import Unsupported
from derive.terms.expectation import Defined

UNIT = 2.0**-53
ARITHMETIC = 4 * UNIT
"""Relative accuracy of a complex product or quotient."""

LIBRARY = 8 * UNIT
"""Relative accuracy of the complex functions of a C library."""

Bounded = tuple[Any, Any]
"""Complex values, and how far they may be off."""


class PlaneWalk:
    """The walk: `values` are the variables, exact unless `errors` are given.

    >>> from sympy import I, sqrt
    >>> from sympy.abc import z
    >>> value, error = PlaneWalk({z: np.array([-4.0 + 0j])})(sqrt(z) + I)
    >>> value.tolist(), bool(error[0] < 1e-14)
    ([3j], True)
    """

    def __init__(self, values: Mapping[Symbol, Any], errors: Mapping[Symbol, Any] | None = None) -> None:
        known = errors or {}
        self.memo: dict[Any, Bounded] = {
            symbol: (np.asarray(value, complex) + 0, known.get(symbol, 0.0)) for symbol, value in values.items()
        }

    def __call__(self, node: Any) -> Bounded:
        """The values of a node and bounds of their errors; raises `Unsupported`."""
        found = self.memo.get(node)
        if found is None:
            value, error = self._evaluate(node)
            value = np.where(np.isfinite(value), value, np.nan) + 0  # no negative zeros: they turn branches
            found = self.memo[node] = value, np.where(np.isnan(error), np.inf, error)
        return found

    def _evaluate(self, node: Any) -> Bounded:
        if isinstance(node, Add | Mul):
            return reduce(_sum if isinstance(node, Add) else _product, map(self, node.args))
        if isinstance(node, Pow):
            return self._power(node.base, node.exp)
        if isinstance(node, Defined):
            return self(definition(node))
        if isinstance(node, Expr) and node.is_number and not node.args:
            return _number(node)
        rule = RULES.get(head(node))
        if rule is None or len(node.args) != 1:
            raise Unsupported(str(node))
        return rule(*self(node.args[0]))

    def _power(self, base: Any, exponent: Any) -> Bounded:
        if base is S.Exp1:
            return _exponential(*self(exponent))
        if isinstance(exponent, Integer) and abs(exponent) <= 128:
            return _whole_power(self(base), int(exponent))
        if isinstance(exponent, Rational) and exponent.q == 2 and abs(exponent) <= 64:
            return _whole_power(_root(*self(base)), int(exponent.p))
        (value, error), (power, _) = self(base), self(exponent)
        found, off = _exponential(*_product(self(exponent), _logarithm(value, error)))
        at_zero = (value == 0) & (np.real(power) > 0)
        return np.where(at_zero, 0, found), np.where(at_zero, np.where(np.equal(error, 0), 0.0, np.inf), off)


def _number(node: Any) -> Bounded:
    value = complex(node.evalf(20))
    is_exact = (isinstance(node, Integer) and abs(node) < 2**53) or node is S.ImaginaryUnit
    return np.asarray(value), 0.0 if is_exact else UNIT * abs(value)


def _sum(first: Bounded, second: Bounded) -> Bounded:
    (a, e), (b, f) = first, second
    return a + b, e + f + UNIT * np.abs(a + b)


def _product(first: Bounded, second: Bounded) -> Bounded:
    (a, e), (b, f) = first, second
    return a * b, np.abs(a) * f + np.abs(b) * e + e * f + ARITHMETIC * np.abs(a * b)


def _reciprocal(a: Any, e: Any) -> Bounded:
    size = np.abs(a)
    value = np.where(a == 0, np.nan, 1 / a)
    return value, np.where(size > e, e / (size * (size - e)), np.inf) + ARITHMETIC * np.abs(value)


def _quotient(first: Bounded, second: Bounded) -> Bounded:
    return _product(first, _reciprocal(*second))


def _whole_power(base: Bounded, exponent: int) -> Bounded:
    if exponent < 0:
        return _reciprocal(*_whole_power(base, -exponent))
    if exponent < 2:
        return base if exponent else (np.ones_like(base[0]), 0.0)
    half = _whole_power(base, exponent // 2)
    square = _product(half, half)
    return _product(square, base) if exponent & 1 else square


def _across_a_cut(a: Any, e: Any) -> Any:
    """Where the error may carry a value across the negative real axis, or onto 0."""
    return ((np.real(a) - e < 0) & (np.abs(np.imag(a)) <= e)) & (e > 0)


def _exponential(a: Any, e: Any) -> Bounded:
    value = np.exp(a)
    return value, np.abs(value) * (np.expm1(e) + LIBRARY)


def _logarithm(a: Any, e: Any) -> Bounded:
    value = np.where(a == 0, np.nan, np.log(a))
    ratio = np.minimum(e / np.abs(a), 1.0)
    error = -np.log1p(-ratio) + LIBRARY * (np.abs(value) + 1)
    return value, np.where(_across_a_cut(a, e), np.inf, error)


def _root(a: Any, e: Any) -> Bounded:
    value = np.sqrt(a)
    ratio = np.where(np.equal(e, 0), 0.0, np.minimum(e / np.abs(a), 1.0))
    return value, np.where(_across_a_cut(a, e), np.inf, np.abs(value) * (ratio + LIBRARY))


def _argument(a: Any, e: Any) -> Bounded:
    value = np.where(a == 0, np.nan, np.angle(a))
    return value, np.where(_across_a_cut(a, e), np.inf, 2 * e / np.abs(a) + LIBRARY * np.abs(value))


def _entire(function: Any, growing: Callable[[Any], Any]) -> Callable[[Any, Any], Bounded]:
    """Sine and cosine: they and their derivatives are below cosh of the part along which they grow."""

    def rule(a: Any, e: Any) -> Bounded:
        return function(a), np.cosh(np.abs(growing(a)) + e) * (e + LIBRARY)

    return rule


def _ratio(upper: str, lower: str) -> Callable[[Any, Any], Bounded]:
    return lambda a, e: _quotient(RULES[upper](a, e), RULES[lower](a, e))


RULES: dict[Any, Callable[[Any, Any], Bounded]] = {
    head(exp(Symbol("z"))): _exponential, head(log(Symbol("z"))): _logarithm,
    "sin": _entire(np.sin, np.imag), "cos": _entire(np.cos, np.imag),
    "sinh": _entire(np.sinh, np.real), "cosh": _entire(np.cosh, np.real),
    "tan": _ratio("sin", "cos"), "cot": _ratio("cos", "sin"), "tanh": _ratio("sinh", "cosh"),
    "Abs": lambda a, e: (np.abs(a) + 0j, e + ARITHMETIC * np.abs(a)), "arg": _argument,
    "re": lambda a, e: (np.real(a) + 0j, e), "im": lambda a, e: (np.imag(a) + 0j, e),
    "conjugate": lambda a, e: (np.conjugate(a), e),
}
