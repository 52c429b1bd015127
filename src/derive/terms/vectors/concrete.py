"""Explicit matrices with exact entries, where a world makes everything concrete."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import reduce
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from sympy import (
    Abs,
    Derivative,
    Dummy,
    Expr,
    ImmutableDenseMatrix,
    Integer,
    MatrixBase,
    Max,
    Min,
    Piecewise,
    Pow,
    ceiling,
    diff,
    floor,
    log,
    nan,
    oo,
    sign,
    sqrt,
    zoo,
)  # fmt: skip
from sympy.polys.matrices import DomainMatrix
from sympy.polys.matrices.exceptions import DMNonInvertibleMatrixError

if TYPE_CHECKING:
    from derive.abstract.worlds import World

STEPS = STEP, INNER_STEP = (Dummy("step", real=True, dummy_index=2), Dummy("step", real=True, dummy_index=3))
"""How far an entry is moved for a derivative; the inner one is that of a derivative of a derivative."""

LARGEST_SYMBOLIC = 3
"""Matrices that hold variables are inverted up to this size."""


def _no_world() -> Exception:
    from derive.abstract.worlds import NoWorld

    return NoWorld()


def matrix(rows: int, columns: int, entries: Callable[[int, int], Any]) -> ImmutableDenseMatrix:
    """The matrix with the given entries; rows and columns are counted from 0."""
    rows, columns = int(rows), int(columns)
    return ImmutableDenseMatrix(rows, columns, [entries(i, j) for i in range(rows) for j in range(columns)])


def total(terms: Sequence[Any]) -> ImmutableDenseMatrix:
    """The sum of matrices of one shape."""
    if len({getattr(term, "shape", None) for term in terms}) != 1:
        raise _no_world()
    return reduce(lambda a, b: a + b, terms)


def product(factors: Sequence[Any]) -> ImmutableDenseMatrix:
    """The product of matrices that fit."""
    for left, right in pairwise(factors):
        if left.shape[1] != right.shape[0]:
            raise _no_world()
    return reduce(lambda a, b: a * b, factors)


def inverse(square: MatrixBase) -> ImmutableDenseMatrix:
    """The inverse; there is no such world where there is none."""
    if square.rows != square.cols or (square.free_symbols and square.rows > LARGEST_SYMBOLIC):
        raise _no_world()
    try:
        found = DomainMatrix.from_Matrix(square).to_field().inv().to_Matrix()
    except DMNonInvertibleMatrixError:
        raise _no_world() from None
    return ImmutableDenseMatrix(found)


def determinant(square: MatrixBase) -> Expr:
    """The determinant."""
    if square.rows != square.cols:
        raise _no_world()
    domain = DomainMatrix.from_Matrix(square)
    return domain.domain.to_sympy(domain.det()) if domain.domain.is_Exact else square.det()


def log_determinant(square: MatrixBase) -> Expr:
    """log |det|; there is no such world where the determinant is 0."""
    found = determinant(square)
    if found == 0:
        raise _no_world()
    return log(Abs(found))


def entry(tensor: MatrixBase, row: Any, column: Any) -> Expr:
    """An entry, counted from 1; there is no such world where it lies outside."""
    inside = row.is_Integer and column.is_Integer and 1 <= row <= tensor.rows and 1 <= column <= tensor.cols
    if not inside:
        raise _no_world()
    return tensor[int(row) - 1, int(column) - 1]


def squares(tensor: MatrixBase) -> Expr:
    """The sum of the squares of all entries."""
    return sum((value**2 for value in tensor), Integer(0))


def length(tensor: MatrixBase) -> Expr:
    """The Euclidean norm; of a matrix the Frobenius norm."""
    return sqrt(squares(tensor))


def check_size(variable: MatrixBase) -> None:
    """Refuse a world in which derivatives with respect to a variable would take long."""
    if max(variable.shape) > LARGEST_SYMBOLIC:
        raise _no_world()


def slope(value: Expr, step: Any) -> Expr:
    """The derivative at step 0; there is no such world where there may be none, as that of |step|."""
    opened = value.doit()
    for node in opened.atoms(Abs, sign, Pow):
        kink = isinstance(node, Abs | sign) or not node.exp.is_integer
        if kink and step in node.free_symbols and not node.args[0].subs(dict.fromkeys(STEPS, 0)).is_nonzero:
            raise _no_world()
    found = diff(opened, step)
    if found.has(Derivative, Max, Min, Piecewise, floor, ceiling):
        raise _no_world()
    there = found.subs(step, 0)
    if there.has(nan, zoo, oo):
        raise _no_world()
    return there


def derivative(
    value: Callable[[ImmutableDenseMatrix], Expr], at: ImmutableDenseMatrix, step: Any
) -> ImmutableDenseMatrix:
    """The derivatives of a number with respect to the entries of a matrix, one direction after the other.

    `step` is a symbol: how far one entry is moved.
    """

    def along(i: int, j: int) -> Expr:
        moved = at + matrix(at.rows, at.cols, lambda a, b: step if (a, b) == (i, j) else 0)
        return slope(value(moved), step)

    return matrix(at.rows, at.cols, along)


def replaced(world: World, key: Any, value: Any) -> World:
    """The same world with another object in place of a variable."""
    from dataclasses import replace

    return replace(world, values={**world.values, key: value}, _known={})
