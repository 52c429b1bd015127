"""Slips of vectors and matrices: transposes, inverses, factors exchanged, what is off the diagonal lost."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sympy import ImmutableDenseMatrix, Integer, Pow

from derive.slips.places import Place
from derive.terms.vectors.numbers import Determinant
from derive.terms.vectors.shapes import same
from derive.terms.vectors.special import DiagonalMatrix, DiagonalPart
from derive.terms.vectors.tensors import Inverted, Multiplied, Tensor, TensorSymbol, multiplied
from derive.terms.vectors.tensors import transposed as transpose_of

LARGEST_INVERSE = 3


def transposed(place: Place) -> Iterator[Any]:
    """A -> A^T, for a square matrix."""
    node = place.node
    if isinstance(node, ImmutableDenseMatrix) and node.rows == node.cols:
        yield node.T
    elif isinstance(node, Tensor) and node.shape != (1, 1):
        yield transpose_of(node)


def factors_exchanged(place: Place) -> Iterator[Any]:
    """A B -> B A, for matrices."""
    if isinstance(place.node, Multiplied):
        factors = list(place.node.args)
        for i in range(len(factors) - 1):
            yield multiplied(*factors[:i], factors[i + 1], factors[i], *factors[i + 2 :])


def inverse_matrix(place: Place) -> Iterator[Any]:
    """A -> A^-1, for an explicit matrix only if it is small, and det A -> 1/det A."""
    node = place.node
    if isinstance(node, ImmutableDenseMatrix) and node.rows == node.cols <= LARGEST_INVERSE:
        determinant = node.det()
        if determinant != 0:
            yield node.adjugate() / determinant
    elif isinstance(node, Determinant) or type(node).__name__ == "Determinant":
        yield Pow(node, Integer(-1), evaluate=False)
    elif isinstance(node, Inverted):
        yield node.args[0]
    elif isinstance(node, TensorSymbol) and not isinstance(place.parent, Inverted) and node.shape[1] != 1:
        yield Inverted(node)


def diagonal_kept(place: Place) -> Iterator[Any]:
    """A -> diag(diagonal(A)): what is off the diagonal is lost."""
    node = place.node
    is_diagonal = not isinstance(node, Tensor) or node.shape[1] == 1 or isinstance(node, DiagonalMatrix)
    if not is_diagonal and same(node.shape, (node.shape[0],) * 2):
        yield DiagonalMatrix(DiagonalPart(node))


def diagonal_completed(place: Place) -> Iterator[Any]:
    """diag(diagonal(A)) -> A."""
    node = place.node
    if isinstance(node, DiagonalMatrix) and isinstance(node.args[0], DiagonalPart):
        yield node.args[0].args[0]
