"""Products and sums whose shapes do not fit, found in a line as it is written."""

from __future__ import annotations

from typing import Any

from sympy import Add, Basic, Function, KroneckerDelta, Mul, Pow, expand, preorder_traversal

from derive.terms.vectors.derivatives import Jacobian
from derive.terms.vectors.numbers import Determinant, LogDeterminant, Trace
from derive.terms.vectors.special import DiagonalMatrix, DiagonalPart, Hadamard
from derive.terms.vectors.tensors import ONE, Added, Inverted, Multiplied, Shape, Tensor

SQUARE = (Trace, Determinant, LogDeterminant, Inverted, DiagonalPart)


def shown(shape: Shape | None) -> str:
    """A shape as a person writes it.

    >>> from sympy.abc import n
    >>> shown((n, ONE)), shown(None)
    ('n x 1', 'a number')
    """
    return "a number" if shape is None else f"{shape[0]} x {shape[1]}"


def shape_of(side: Any) -> Shape | None:
    """Rows and columns; None for a number."""
    return side.shape if isinstance(side, Tensor) else None


def same(left: Shape | None, right: Shape | None) -> bool:
    """Whether two shapes are equal whatever the sizes are."""
    if left is None or right is None:
        return left is right
    return all(expand(a - b) == 0 for a, b in zip(left, right, strict=True))


def misfit(side: Any) -> str | None:
    """Which part of a line does not fit together, and why; None if all does."""
    if not isinstance(side, Basic):
        return None
    return next(filter(None, map(_misfit_at, preorder_traversal(side))), None)


def _misfit_at(node: Any) -> str | None:
    if isinstance(node, Multiplied):
        return _of_product(node)
    if isinstance(node, Added | Hadamard):
        return _of_equal_shapes(node)
    if isinstance(node, SQUARE) and not same((node.args[0].shape[0],) * 2, node.args[0].shape):
        return f"in {node}, {node.args[0]} is {shown(node.args[0].shape)}, which is not square"
    if isinstance(node, DiagonalMatrix | Jacobian) and any(part.shape[1] != ONE for part in node.args):
        return f"{node} takes a column vector, but {node.args[0]} is {shown(node.args[0].shape)}"
    if isinstance(node, Add | Mul | Pow | Function) and not isinstance(node, KroneckerDelta):
        return _of_numbers(node)
    return None


def _of_product(node: Multiplied) -> str | None:
    for left, right in zip(node.args, node.args[1:], strict=False):
        if not same((left.shape[1], ONE), (right.shape[0], ONE)):
            return f"in {node}, {left} is {shown(left.shape)} and {right} is {shown(right.shape)}"
    return None


def _of_equal_shapes(node: Tensor) -> str | None:
    first = node.args[0]
    for other in node.args[1:]:
        if not same(shape_of(first), shape_of(other)):
            return f"in {node}, {first} is {shown(shape_of(first))} and {other} is {shown(shape_of(other))}"
    return None


def _of_numbers(node: Any) -> str | None:
    tensor = next((part for part in node.args if isinstance(part, Tensor)), None)
    if tensor is None:
        return None
    name = getattr(node.func, "__name__", "it")
    return f"{name} takes numbers, but {tensor} is {shown(tensor.shape)}; elementwise(f, x) applies f to every entry"
