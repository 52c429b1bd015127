"""Kinds of variables that are vectors or matrices of symbolic size, and vector-valued functions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from random import Random
from typing import Annotated, Any

from sympy import Expr, ImmutableDenseMatrix, Integer, Rational, Symbol, Tuple, sympify

from derive.abstract.kinds import Kind, Notation
from derive.abstract.worlds import NoWorld, World
from derive.domains import PositiveInteger
from derive.errors import AuthoringError, caller_line
from derive.exactness import exact
from derive.terms.vectors.concrete import determinant, matrix
from derive.terms.vectors.special import VectorValue
from derive.terms.vectors.tensors import ONE, TensorSymbol, tensor_symbol

ENTRIES = tuple(map(Rational, (1, -1, 2, 0, 1, -2, 3)))
SMALL_ENTRIES = tuple(map(Rational, (0, "1/2", "-1/2", 0, "1/3")))
SMALL_IN = 5
"""In every so many worlds the entries of vectors are small, and may all be 0; matrices are divided by 4."""
SHRUNK = 4
VANISHING_IN = 10
"""In every so many worlds all vectors and matrices are 0 that may be."""
MAY_VANISH = ("", "symmetric", "diagonal")
ALIKE_IN = 7
"""In every so many worlds the variables of one kind are equal."""
AXES_IN = 11
"""In every so many worlds vectors are unit vectors along the axes, the next variable along the next axis."""
POSITIVE_ENTRIES = tuple(map(Rational, (1, 2, 3, "1/2")))
ROTATION = ImmutableDenseMatrix([[Rational(3, 5), Rational(-4, 5)], [Rational(4, 5), Rational(3, 5)]])
TRIES = 20

N = Symbol("n", integer=True, positive=True)
"""The size that is meant where a page names none."""


@dataclass(frozen=True)
class VectorKind(Kind):
    """All column vectors of one size, with positive entries or not 0 if `known` says so."""

    known: str = ""
    size: Expr = N

    def fitted(self, name: str, notation: Notation) -> VectorKind:
        """The vectors of the size that ``shapes=`` gives, or n."""
        sizes = notation.shapes.get(name, "n").split(",")
        if len(sizes) != 1:
            raise AuthoringError(f'the shape of the vector {name} is one size, as in shapes={{"{name}": "n"}}')
        return replace(self, size=notation.size(sizes[0]))

    def argument(self, key: Any) -> TensorSymbol:
        """The column vector."""
        return tensor_symbol(key, self.size, ONE, self.known)

    def renamed(self, forward: Mapping[Any, Any]) -> VectorKind:
        """The same with its size renamed."""
        return replace(self, size=self.size.xreplace(dict(forward)))

    def drawn(self, key: Any, world: World) -> ImmutableDenseMatrix:
        """A vector of small entries."""
        rng, size = _source(key, world), int(world.at(self.size))
        if world.number % AXES_IN == AXES_IN - 1 and self.known != "positive":
            return _along_axis(list(world.claim.structures).index(key) % size, size)
        is_small = world.number % SMALL_IN == SMALL_IN - 1
        entries = POSITIVE_ENTRIES if self.known == "positive" else SMALL_ENTRIES if is_small else ENTRIES
        found = matrix(size, 1, lambda i, j: rng.choice(entries))
        may_vanish = is_small and self.known != "nonzero"
        if _vanishes(world) and self.known == "":
            return matrix(size, 1, lambda i, j: 0)
        return found if any(found) or may_vanish else _along_axis(0, size)

    def shown(self, key: Any, world: World) -> str:
        """The entries in brackets."""
        return f"({', '.join(map(str, world.values[key]))})"


@dataclass(frozen=True)
class MatrixKind(Kind):
    """All matrices of one shape with the property that `known` names."""

    known: str = ""
    rows: Expr = N
    columns: Expr = N

    def fitted(self, name: str, notation: Notation) -> MatrixKind:
        """The matrices of the shape that ``shapes=`` gives; one size makes a square matrix, and none n x n."""
        sizes = [notation.size(text) for text in notation.shapes.get(name, "n").split(",")]
        if len(sizes) > 2:
            raise AuthoringError(
                f'the shape of the matrix {name} is one size or two, as in shapes={{"{name}": "n, m"}}'
            )
        if self.known and sizes[0] != sizes[-1]:
            raise AuthoringError(f"{name} is {self.known}, so it must be square, not {sizes[0]} x {sizes[-1]}")
        return replace(self, rows=sizes[0], columns=sizes[-1])

    def argument(self, key: Any) -> TensorSymbol:
        """The matrix."""
        return tensor_symbol(key, self.rows, self.columns, self.known)

    def renamed(self, forward: Mapping[Any, Any]) -> MatrixKind:
        """The same with its sizes renamed."""
        there = dict(forward)
        return replace(self, rows=self.rows.xreplace(there), columns=self.columns.xreplace(there))

    def drawn(self, key: Any, world: World) -> ImmutableDenseMatrix:
        """A matrix of small entries that has the property."""
        rng = _source(key, world)
        rows, columns = int(world.at(self.rows)), int(world.at(self.columns))
        if _vanishes(world) and self.known in MAY_VANISH:
            return matrix(rows, columns, lambda i, j: 0)
        found = DRAWN[self.known](rng, rows, columns)
        return found / SHRUNK if world.number % SMALL_IN == SMALL_IN - 1 and self.known != "orthogonal" else found

    def shown(self, key: Any, world: World) -> str:
        """The rows in brackets."""
        found = world.values[key]
        rows = (f"({', '.join(map(str, found[i, :]))})" for i in range(found.rows))
        return f"({', '.join(rows)})"


def _along_axis(axis: int, size: int) -> ImmutableDenseMatrix:
    return matrix(size, 1, lambda i, j: int(i == axis))


def _vanishes(world: World) -> bool:
    return world.number % VANISHING_IN == VANISHING_IN - 1


def _source(key: Any, world: World) -> Random:
    """What entries are drawn from; in some worlds all variables of one kind are equal."""
    return world.rng("alike" if world.number % ALIKE_IN == ALIKE_IN - 1 else key)


def _any(rng: Random, rows: int, columns: int) -> ImmutableDenseMatrix:
    """A matrix, which rarely has the trace 0: that would hide slips."""
    found = matrix(rows, columns, lambda i, j: rng.choice(ENTRIES))
    if rows != columns or found.trace() != 0:
        return found
    return matrix(rows, columns, lambda i, j: rng.choice(ENTRIES))


def _invertible(rng: Random, rows: int, columns: int) -> ImmutableDenseMatrix:
    found = (_any(rng, rows, rows) for _ in range(TRIES))
    return next((square for square in found if determinant(square) != 0), matrix(rows, rows, lambda i, j: int(i == j)))


def _symmetric(rng: Random, rows: int, columns: int) -> ImmutableDenseMatrix:
    half = _any(rng, rows, rows)
    return matrix(rows, rows, lambda i, j: half[min(i, j), max(i, j)])


def _lower(rng: Random, rows: int, columns: int) -> ImmutableDenseMatrix:
    below = (Integer(0), Integer(1), Integer(-1))
    diagonal = (Integer(1), Integer(-1), Integer(2))
    return matrix(rows, rows, lambda i, j: rng.choice(diagonal if i == j else below) if i >= j else 0)


def _positive_definite(rng: Random, rows: int, columns: int) -> ImmutableDenseMatrix:
    factor = _lower(rng, rows, rows)
    return factor * factor.T + matrix(rows, rows, lambda i, j: rng.choice((0, 1)) if i == j else 0)


def _diagonal(rng: Random, rows: int, columns: int) -> ImmutableDenseMatrix:
    return matrix(rows, rows, lambda i, j: rng.choice(ENTRIES) if i == j else 0)


def _orthogonal(rng: Random, rows: int, columns: int) -> ImmutableDenseMatrix:
    """A signed permutation, with a rotation by a 3-4-5 triangle where there is room for it."""
    order = rng.sample(range(rows), rows)
    signs = [rng.choice((1, -1)) for _ in order]
    found = matrix(rows, rows, lambda i, j: signs[i] if order[i] == j else 0)
    if rows == 1 or rng.random() < 0.3:
        return found
    turned = matrix(rows, rows, lambda i, j: ROTATION[i, j] if max(i, j) < 2 else int(i == j))
    return turned * found


DRAWN = {
    "": _any, "invertible": _invertible, "symmetric": _symmetric, "positive definite": _positive_definite,
    "diagonal": _diagonal, "orthogonal": _orthogonal, "lower triangular": _lower,
}  # fmt: skip


@dataclass(frozen=True)
class VectorFunctionKind(Kind):
    """All functions whose values are vectors of one size."""

    size: Expr = N

    def fitted(self, name: str, notation: Notation) -> VectorFunctionKind:
        """The functions into the vectors of the size that ``shapes=`` gives, or n."""
        return replace(self, size=notation.size(notation.shapes.get(name, "n")))

    def argument(self, key: Any) -> AbstractVectorFunction:
        """The function that is applied to points."""
        return AbstractVectorFunction(key, self.size)

    def renamed(self, forward: Mapping[Any, Any]) -> VectorFunctionKind:
        """The same with its size renamed."""
        return replace(self, size=self.size.xreplace(dict(forward)))

    def drawn(self, key: Any, world: World) -> VectorTable:
        """A table of values."""
        return VectorTable(key, int(world.at(self.size)), world)


class AbstractVectorFunction:
    """A vector-valued function of which nothing is known but the size of its values."""

    def __init__(self, key: Symbol, size: Expr) -> None:
        self.key, self.size = key, size

    def __call__(self, *points: Any) -> VectorValue:
        """The value at a point."""
        if not points:
            raise AuthoringError(f"{self.key} is a function: write {self.key}(x)", line=caller_line())
        return VectorValue(self.key, Tuple(*(exact(point, caller_line()) for point in points)), sympify(self.size))


class VectorTable:
    """Values of a vector-valued function, drawn when they are first asked for."""

    def __init__(self, key: Symbol, size: int, world: World) -> None:
        self.key, self.size, self.world = key, size, world
        self.known: dict[tuple[Any, ...], ImmutableDenseMatrix] = {}

    def at(self, points: tuple[Any, ...]) -> ImmutableDenseMatrix:
        """The value at exact points; raises `NoWorld` for points that are not settled."""
        if any(point.free_symbols for point in points):
            raise NoWorld
        if points not in self.known:
            rng = self.world.rng(self.key, points)
            self.known[points] = matrix(self.size, 1, lambda i, j: rng.choice(ENTRIES))
        return self.known[points]

    def __str__(self) -> str:
        values = (f"({', '.join(map(str, value))})" for value in self.known.values())
        return "; ".join(values) if self.known else "any"


Size = PositiveInteger
Vector = Annotated[Any, VectorKind("Vector")]
PositiveVector = Annotated[Any, VectorKind("PositiveVector", "positive")]
NonzeroVector = Annotated[Any, VectorKind("NonzeroVector", "nonzero")]
Matrix = Annotated[Any, MatrixKind("Matrix")]
Invertible = Annotated[Any, MatrixKind("Invertible", "invertible")]
SymmetricMatrix = Annotated[Any, MatrixKind("SymmetricMatrix", "symmetric")]
PositiveDefinite = Annotated[Any, MatrixKind("PositiveDefinite", "positive definite")]
DiagonalMatrix = Annotated[Any, MatrixKind("DiagonalMatrix", "diagonal")]
Orthogonal = Annotated[Any, MatrixKind("Orthogonal", "orthogonal")]
LowerTriangular = Annotated[Any, MatrixKind("LowerTriangular", "lower triangular")]
VectorFunction = Annotated[Any, VectorFunctionKind("VectorFunction")]
