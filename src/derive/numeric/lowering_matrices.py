"""Matrices on a tape: stacks with the two axes of a matrix behind those of the points, through `numpy.linalg`."""

from __future__ import annotations

from collections.abc import Callable
from functools import reduce
from itertools import combinations
from typing import Any

import numpy as np
from sympy import Identity, Inverse, MatAdd, MatMul, MatPow, MatrixBase, Trace, Transpose, ZeroMatrix
from sympy.matrices.expressions.determinant import Determinant
from sympy.matrices.expressions.hadamard import HadamardProduct
from sympy.matrices.expressions.matexpr import MatrixElement
from sympy.matrices.expressions.special import OneMatrix

from derive.numeric import kernels
from derive.numeric.lowering import Lowering
from derive.numeric.readings import Unknown

BY_MINORS = 6
"""Up to this size determinants of written-out matrices are sums of products of shared minors."""


def lowered(lower: Lowering, node: Any) -> int:
    """The node of a matrix, or of a number made from matrices."""
    if isinstance(node, Determinant):
        return _determinant(lower, node.args[0])
    if isinstance(node, Trace):
        return _trace(lower, node.args[0])
    if isinstance(node, MatrixElement):
        return _element(lower, node)
    return matrix(lower, node)


def matrix(lower: Lowering, node: Any) -> int:
    """The node of a matrix."""
    known = lower.memo.get(node)
    if known is None:
        rule = next((rule for kind, rule in RULES.items() if isinstance(node, kind)), None)
        if rule is None:
            raise Unknown(f"no rule for matrices of the kind {type(node).__name__}: {node}")
        known = lower.memo[node] = rule(lower, node)
    return known


def _explicit(lower: Lowering, node: Any) -> int:
    entries = lower.apply(kernels.STACK, *(lower(entry) for entry in node.flat()))
    return lower.apply(kernels.reshaped(node.rows, node.cols), entries)


def _constant(make: Callable[..., Any]) -> Callable[[Lowering, Any], int]:
    def rule(lower: Lowering, node: Any) -> int:
        try:
            rows, columns = (int(size) for size in node.shape)
        except TypeError:
            raise Unknown(f"the size of {node} is not a number") from None
        return lower.tape.constant(make((rows, columns)))

    return rule


def _product(lower: Lowering, node: Any) -> int:
    numbers, factors = node.as_coeff_matrices()
    if len(factors) > 1 and isinstance(factors[0], Inverse):
        rest = matrix(lower, MatMul(*factors[1:])) if len(factors) > 2 else matrix(lower, factors[1])
        product = lower.apply(kernels.SOLVE, matrix(lower, factors[0].arg), rest)
    else:
        product = reduce(lambda a, b: lower.apply(kernels.MATMUL, a, b), (matrix(lower, factor) for factor in factors))
    return product if numbers == 1 else lower.apply(kernels.SCALED, lower(numbers), product)


def _sum(lower: Lowering, node: Any) -> int:
    return reduce(lambda a, b: lower.apply(kernels.MATRIX_SUM, a, b), (matrix(lower, term) for term in node.args))


def _entrywise(lower: Lowering, node: Any) -> int:
    return reduce(lambda a, b: lower.apply(kernels.ENTRYWISE, a, b), (matrix(lower, term) for term in node.args))


def _power(lower: Lowering, node: Any) -> int:
    if not node.exp.is_Integer:
        raise Unknown(f"no rule for the power {node} of a matrix")
    base = matrix(lower, node.base)
    if node.exp.is_negative:
        base = lower.apply(kernels.INVERSE, base)
    exponent = abs(int(node.exp))
    return base if exponent == 1 else lower.apply(kernels.matrix_power(exponent), base)


def _variable(lower: Lowering, node: Any) -> int:
    raise Unknown(f"{node} is in an expression, but not among the variables")


def _determinant(lower: Lowering, node: Any) -> int:
    if isinstance(node, MatrixBase) and node.rows == node.cols <= BY_MINORS:
        return _by_minors(lower, node)
    return lower.apply(kernels.DETERMINANT, matrix(lower, node))


def _by_minors(lower: Lowering, node: Any) -> int:
    """Row by row: the minors of the first rows are shared among those of one row more."""
    size = node.rows
    minors: dict[tuple[int, ...], int] = {(): lower.constant(1.0)}
    for row in range(size):
        minors = {
            columns: _expanded(lower, node, row, columns, minors) for columns in combinations(range(size), row + 1)
        }
    return minors[tuple(range(size))]


def _expanded(lower: Lowering, node: Any, row: int, columns: tuple[int, ...], minors: dict[Any, int]) -> int:
    total = None
    for place, column in enumerate(columns):
        if node[row, column] == 0:
            continue
        term = lower(node[row, column])
        if row:
            term = lower.apply(kernels.MULTIPLY, term, minors[columns[:place] + columns[place + 1 :]])
        is_odd = (row + place) % 2
        if total is None:
            total = lower.apply(kernels.NEGATIVE, term) if is_odd else term
        else:
            total = lower.apply(kernels.SUBTRACT if is_odd else kernels.ADD, total, term)
    return lower.constant(0.0) if total is None else total


def _trace(lower: Lowering, node: Any) -> int:
    if isinstance(node, MatrixBase):
        return reduce(
            lambda a, b: lower.apply(kernels.ADD, a, b), (lower(node[i, i]) for i in range(node.rows))
        )
    return lower.apply(kernels.TRACE, matrix(lower, node))


def _element(lower: Lowering, node: Any) -> int:
    parent, row, column = node.args
    if not (row.is_Integer and column.is_Integer):
        raise Unknown(f"the place of {node} is not a number")
    if isinstance(parent, MatrixBase):
        return lower(parent[int(row), int(column)])
    return lower.apply(kernels.entry(int(row), int(column)), matrix(lower, parent))


RULES: dict[type, Callable[[Lowering, Any], int]] = {
    MatrixBase: _explicit,
    Identity: _constant(lambda shape: np.eye(shape[0])),
    ZeroMatrix: _constant(np.zeros),
    OneMatrix: _constant(np.ones),
    Inverse: _power,
    MatPow: _power,
    MatMul: _product,
    MatAdd: _sum,
    HadamardProduct: _entrywise,
    Transpose: lambda lower, node: lower.apply(kernels.TRANSPOSE, matrix(lower, node.arg)),
}
