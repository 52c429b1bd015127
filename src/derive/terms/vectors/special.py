"""Particular vectors and matrices, and what is done entry by entry."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sympy import Dummy, Expr, ImmutableDenseMatrix, Integer, Symbol, Tuple

from derive.terms.vectors import concrete
from derive.terms.vectors.tensors import ONE, Shape, Tensor
from derive.tree import rewritten

if TYPE_CHECKING:
    from derive.abstract.worlds import World

ARGUMENT = Dummy("entry", real=True, dummy_index=1)
"""The bound variable of what is applied to every entry."""


class Filled(Tensor):
    """A matrix whose entries are all the same number; `args` are the number, rows and columns."""

    @property
    def shape(self) -> Shape:
        """As given."""
        return self.args[1], self.args[2]

    def concretely(self, world: World) -> ImmutableDenseMatrix:
        """The matrix."""
        rows, columns = (world.at(size) for size in self.shape)
        return concrete.matrix(rows, columns, lambda i, j: self.args[0])

    def _sympystr(self, printer: Any) -> str:
        inside = [size for size in self.shape if size != 1] or [ONE]
        return f"{'zeros' if self.args[0] == 0 else 'ones'}({', '.join(printer._print(size) for size in inside)})"


class Identity(Tensor):
    """The identity matrix; its argument is its size."""

    @property
    def shape(self) -> Shape:
        """Square."""
        return self.args[0], self.args[0]

    def concretely(self, world: World) -> ImmutableDenseMatrix:
        """Ones on the diagonal."""
        size = world.at(self.args[0])
        return concrete.matrix(size, size, lambda i, j: int(i == j))

    def _sympystr(self, printer: Any) -> str:
        return f"identity({printer._print(self.args[0])})"


class OneHot(Tensor):
    """The vector with a 1 at one place; `args` are the place, counted from 1, and the size."""

    @property
    def shape(self) -> Shape:
        """A column."""
        return self.args[1], ONE

    def concretely(self, world: World) -> ImmutableDenseMatrix:
        """The unit vector; there is no such world where the place lies outside."""
        place, size = world.at(self.args[0]).doit(), world.at(self.args[1])
        found = concrete.matrix(size, 1, lambda i, j: int(i + 1 == place))
        concrete.entry(found, place, ONE)
        return found

    def _sympystr(self, printer: Any) -> str:
        return f"one_hot({', '.join(map(printer._print, self.args))})"


class DiagonalMatrix(Tensor):
    """The diagonal matrix that holds the entries of a vector."""

    @property
    def shape(self) -> Shape:
        """Square."""
        return self.args[0].shape[0], self.args[0].shape[0]

    def concretely(self, world: World) -> ImmutableDenseMatrix:
        """The entries on the diagonal."""
        vector = world.at(self.args[0])
        return concrete.matrix(vector.rows, vector.rows, lambda i, j: vector[i, 0] if i == j else 0)

    def _sympystr(self, printer: Any) -> str:
        return f"diag({printer._print(self.args[0])})"


class DiagonalPart(Tensor):
    """The vector of the diagonal entries of a square matrix."""

    @property
    def shape(self) -> Shape:
        """A column."""
        return self.args[0].shape[0], ONE

    def concretely(self, world: World) -> ImmutableDenseMatrix:
        """The entries on the diagonal."""
        square = world.at(self.args[0])
        return concrete.matrix(square.rows, 1, lambda i, j: square[i, i])

    def _sympystr(self, printer: Any) -> str:
        return f"diagonal({printer._print(self.args[0])})"


class Hadamard(Tensor):
    """The product entry by entry."""

    @property
    def shape(self) -> Shape:
        """That of both factors."""
        return self.args[0].shape

    def concretely(self, world: World) -> ImmutableDenseMatrix:
        """Entry by entry."""
        left, right = map(world.at, self.args)
        concrete.total([left, right])
        return concrete.matrix(left.rows, left.cols, lambda i, j: left[i, j] * right[i, j])

    def _sympystr(self, printer: Any) -> str:
        return f"hadamard({', '.join(map(printer._print, self.args))})"


class Elementwise(Tensor):
    """A function applied to every entry; `args` are its value at `ARGUMENT`, and the tensor."""

    @property
    def shape(self) -> Shape:
        """That of the tensor."""
        return self.args[1].shape

    @property
    def free_symbols(self) -> set[Symbol]:
        """Everything but the bound variable."""
        return (self.args[0].free_symbols - {ARGUMENT}) | self.args[1].free_symbols

    def at(self, value: Any) -> Expr:
        """The function at a value."""
        return self.args[0].xreplace({ARGUMENT: value})

    def concretely(self, world: World) -> ImmutableDenseMatrix:
        """Entry by entry."""
        tensor, body = world.at(self.args[1]), world.at(self.args[0])
        return concrete.matrix(tensor.rows, tensor.cols, lambda i, j: body.xreplace({ARGUMENT: tensor[i, j]}))

    def _sympystr(self, printer: Any) -> str:
        body = printer._print(self.args[0].xreplace({ARGUMENT: Symbol("t")}))
        return f"elementwise({body}, {printer._print(self.args[1])})"


class FromEntries(Tensor):
    """The vector whose i-th entry is given; `args` are the entry, the index i, and the size."""

    @property
    def shape(self) -> Shape:
        """A column."""
        return self.args[2], ONE

    @property
    def free_symbols(self) -> set[Symbol]:
        """Everything but the index."""
        return (self.args[0].free_symbols - {self.args[1]}) | self.args[2].free_symbols

    def concretely(self, world: World) -> ImmutableDenseMatrix:
        """Entry by entry."""
        body, index, size = self.args
        entries = [world.at(rewritten(body, {index: Integer(i + 1)})) for i in range(int(world.at(size)))]
        return ImmutableDenseMatrix(len(entries), 1, entries)

    def _sympystr(self, printer: Any) -> str:
        body, index, size = (printer._print(argument) for argument in self.args)
        return f"vector({body}, {index}, {size})"


class VectorValue(Tensor):
    """phi(x): the value of an abstract vector-valued function; `args` are its key, the points, its size."""

    @property
    def shape(self) -> Shape:
        """A column."""
        return self.args[2], ONE

    @property
    def points(self) -> Tuple:
        """Where it is evaluated."""
        return self.args[1]

    def concretely(self, world: World) -> ImmutableDenseMatrix:
        """The value in the table of a world."""
        return world.value(self.args[0]).at(tuple(map(world.at, self.points)))

    def _sympystr(self, printer: Any) -> str:
        return f"{self.args[0].name}({', '.join(map(printer._print, self.points))})"
