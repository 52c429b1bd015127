"""The walk over a tree on float64 arrays: one ufunc a node, every node once.

An entry is NaN where the node has no finite real value there, or floats cannot hold it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from sympy import (
    Add,
    Derivative,
    Expr,
    Integer,
    Integral,
    MatrixBase,
    Mul,
    Piecewise,
    Pow,
    Product,
    Rational,
    S,
    Subs,
    Sum,
    Symbol,
    log,
    sympify,
)  # fmt: skip
from sympy.core.relational import Relational
from sympy.logic.boolalg import And, BooleanFalse, BooleanTrue, Not, Or
from sympy.matrices.expressions.determinant import Determinant
from sympy.matrices.expressions.trace import Trace

from derive.numeric import averages, ufuncs
from derive.numeric.calculus import NotSmooth, definition, head, worked_out
from derive.numeric.ufuncs import Array, Unsupported
from derive.terms.expectation import Defined, Expectation
from derive.terms.separation import without_exponentials
from derive.tree import outermost

MAX_TERMS = 2_000
STEP = 1e-3


class Walk:
    """The walk itself: every node is evaluated once."""

    def __init__(self, values: Mapping[Symbol, Array]) -> None:
        self.values = dict(values)
        self.memo: dict[Any, Array] = dict(values)

    def within(self, bound: Mapping[Symbol, Any]) -> Walk:
        """The same points, with values of bound variables beside them."""
        return Walk({**self.values, **bound})

    def __call__(self, node: Any) -> Array:
        """The values of a node; raises `Unsupported`."""
        known = self.memo.get(node)
        if known is None:
            known = self.memo[node] = self._evaluate(node)
        return known

    def _evaluate(self, node: Any) -> Any:
        rule = RULES.get(type(node))
        if rule is not None:
            return rule(self, node)
        if isinstance(node, Defined):
            return self(definition(node))
        if node.is_number and not node.args:
            return _constant(node)
        function = ufuncs.FUNCTIONS.get(head(node))
        if function is None or not node.args:
            return _by_sympy(self, node)
        return function(*(self(argument) for argument in node.args))


def _constant(node: Any) -> Any:
    """A number; NaN if it is infinite or not real."""
    if not node.is_extended_real or node.is_infinite:
        return np.float64(np.nan)
    try:
        return np.float64(float(node))
    except OverflowError:
        return np.float64(np.inf if node > 0 else -np.inf)


def _by_sympy(walk: Walk, node: Any) -> Array:
    """A function without a ufunc, by SymPy's own evaluation: slow, one point after the other."""
    if not isinstance(node, Expr) or not node.args or not all(isinstance(part, Expr) for part in node.args):
        raise Unsupported(type(node).__name__)

    def at(*numbers: float) -> float | complex:
        value = complex(node.func(*(sympify(number) for number in numbers)).evalf(17))
        return value if value.imag else value.real

    found: Array = ufuncs.pointwise(at)(*(walk(argument) for argument in node.args))
    return found


def _sum(walk: Walk, node: Any) -> Any:
    total = walk(node.args[0])
    for term in node.args[1:]:
        total = total + walk(term)
    return total


def _product(walk: Walk, node: Any) -> Any:
    result = walk(node.args[0])
    for factor in node.args[1:]:
        result = result * walk(factor)
    return result


def _power(walk: Walk, node: Any) -> Any:
    base, exponent = walk(node.base), node.exp
    if isinstance(exponent, Integer):
        return ufuncs.whole_power(base, int(exponent))
    if isinstance(exponent, Rational):
        return ufuncs.root_power(base, float(exponent))
    return ufuncs.power(base, walk(exponent))


def _logarithm(walk: Walk, node: Any) -> Any:
    """log(c exp(u)) as log(c) + u: densities underflow long before their logarithms matter."""
    rest, exponent = without_exponentials(node.args[0])
    return ufuncs.log(walk(rest)) + walk(exponent) if exponent != 0 else ufuncs.log(walk(rest))


def _piecewise(walk: Walk, node: Any) -> Any:
    pieces = [(_holds(walk, condition), walk(piece)) for piece, condition in node.args]
    shape = np.broadcast_shapes(*(np.shape(array) for pair in pieces for array in pair))
    conditions = [np.broadcast_to(condition, shape) for condition, _ in pieces]
    return np.select(conditions, [np.broadcast_to(values, shape) for _, values in pieces], np.nan)


COMPARE: dict[str, Callable[[Any, Any], Any]] = {
    "==": np.equal, "!=": np.not_equal,
    "<": np.less, "<=": np.less_equal, ">": np.greater, ">=": np.greater_equal,
}  # fmt: skip


def _holds(walk: Walk, condition: Any) -> Any:
    if isinstance(condition, Relational):
        return COMPARE[condition.rel_op](walk(condition.lhs), walk(condition.rhs))
    if isinstance(condition, BooleanTrue | BooleanFalse):
        return np.bool_(bool(condition))
    if isinstance(condition, And):
        return np.logical_and.reduce(np.broadcast_arrays(*(_holds(walk, part) for part in condition.args)))
    if isinstance(condition, Or):
        return np.logical_or.reduce(np.broadcast_arrays(*(_holds(walk, part) for part in condition.args)))
    if isinstance(condition, Not):
        return np.logical_not(_holds(walk, condition.args[0]))
    raise Unsupported(type(condition).__name__)


def _derivative(walk: Walk, node: Any) -> Any:
    """The derivative by SymPy's rules, where the function has a value and no kink."""
    try:
        value, kinks = worked_out(node)
    except NotSmooth:
        return _difference_quotient(walk, node)
    smooth = np.isfinite(walk(node.expr))
    for kink in kinks:
        locus = walk(kink.locus)
        smooth = smooth & ((locus > 0) if kink.positive else (locus != 0))
    return np.where(smooth, walk(value), np.nan)


def _difference_quotient(walk: Walk, node: Any) -> Any:
    """The slope of an average with respect to a parameter of its law, by Richardson's extrapolation: a hint."""
    if not node.expr.has(Expectation) or node.variable_count[0][1:] != (1,) or len(node.variable_count) > 1:
        raise Unsupported(str(node))
    (variable,) = node.variables
    at = walk(variable)
    step = STEP * np.maximum(np.abs(at), STEP)

    def slope(h: Any) -> Any:
        ahead, behind = (walk.within({variable: at + sign * h})(node.expr) for sign in (1, -1))
        return (ahead - behind) / (2 * h)

    return (4 * slope(step / 2) - slope(step)) / 3


def _subs(walk: Walk, node: Any) -> Any:
    return walk.within({v: walk(at) for v, at in zip(node.variables, node.point, strict=True)})(node.expr)


def _series(combine: Callable[[Any, Any], Any], neutral: float) -> Callable[[Walk, Any], Any]:
    """A finite sum or product; its bounds may differ from point to point."""

    def rule(walk: Walk, node: Any) -> Any:
        body, (index, *bounds) = outermost(node)
        if len(bounds) != 2 or any(bound.is_infinite for bound in bounds):
            raise Unsupported(str(node))
        lower, upper = bounds
        first, last = np.broadcast_arrays(walk(lower), walk(upper))
        valid = (first == np.floor(first)) & (last == np.floor(last)) & (last >= first - 1)
        count = int(np.where(valid, last - first + 1, 0).max(initial=0))
        if count > MAX_TERMS:
            raise Unsupported(str(node))
        result = np.where(valid, neutral, np.nan)
        for k in range(count):
            term = walk.within({index: first + k})(body)
            result = np.where(first + k <= last, combine(result, term), result)
        return result

    return rule


def _determinant(walk: Walk, node: Any) -> Any:
    matrix = node.args[0]
    if not isinstance(matrix, MatrixBase):
        raise Unsupported(str(node))
    entries = np.broadcast_arrays(*(walk(entry) for entry in matrix.flat()))
    stacked = np.stack(entries, axis=-1).reshape(*entries[0].shape, *matrix.shape)
    valid = np.isfinite(stacked).all(axis=(-2, -1))
    return np.where(valid, np.linalg.det(np.where(valid[..., None, None], stacked, 0.0)), np.nan)


def _trace(walk: Walk, node: Any) -> Any:
    matrix = node.args[0]
    if not isinstance(matrix, MatrixBase):
        raise Unsupported(str(node))
    return sum(walk(matrix[i, i]) for i in range(matrix.rows))


NUMBERS = (Integer, Rational, type(S.Zero), type(S.One), type(S.NegativeOne), type(S.Half))

RULES: dict[type, Callable[[Walk, Any], Any]] = {
    **dict.fromkeys(NUMBERS, lambda walk, node: _constant(node)),
    Add: _sum,
    Mul: _product,
    Pow: _power,
    log: _logarithm,
    Piecewise: _piecewise,
    Derivative: _derivative,
    Subs: _subs,
    Sum: _series(np.add, 0.0),
    Product: _series(np.multiply, 1.0),
    Determinant: _determinant,
    Trace: _trace,
    Expectation: averages.expectation,
    Integral: averages.integral,
}
