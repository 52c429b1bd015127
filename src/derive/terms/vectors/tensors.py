"""Vectors and matrices whose sizes are symbols: the nodes that a line is written with.

Nothing is evaluated when a line is written, and nothing is refused: `shapes.misfit` finds the products
and sums whose shapes do not fit.  A product that is 1 x 1 is a number, `Inner`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sympy import Add, Expr, ImmutableDenseMatrix, Integer, Symbol, sympify
from sympy.core.symbol import Str
from sympy.printing.precedence import PRECEDENCE

from derive.errors import AuthoringError, caller_line
from derive.terms.vectors import concrete

if TYPE_CHECKING:
    from derive.abstract.worlds import World

Shape = tuple[Expr, Expr]
ONE = Integer(1)


class Tensor(Expr):
    """A vector (n x 1, or 1 x n if transposed) or a matrix."""

    is_commutative = False
    precedence = PRECEDENCE["Mul"]
    _op_priority = 20.0

    @property
    def shape(self) -> Shape:
        """Rows and columns."""
        raise NotImplementedError

    def concretely(self, world: World) -> ImmutableDenseMatrix:
        """The explicit matrix in a world."""
        raise NotImplementedError

    @property
    def T(self) -> Tensor:  # noqa: N802  (the sign on paper)
        """The transpose."""
        return transposed(self)

    @property
    def I(self) -> Tensor:  # noqa: E743, N802
        """The inverse."""
        return Inverted(self)

    def __add__(self, other: Any) -> Any:
        return added(self, other)

    def __radd__(self, other: Any) -> Any:
        return added(other, self)

    def __sub__(self, other: Any) -> Any:
        return added(self, scaled(-1, other) if isinstance(other, Tensor) else -sympify(other))

    def __rsub__(self, other: Any) -> Any:
        return added(other, scaled(-1, self))

    def __neg__(self) -> Any:
        return scaled(-1, self)

    def __mul__(self, other: Any) -> Any:
        return multiplied(self, other) if isinstance(other, Tensor) else scaled(other, self)

    def __rmul__(self, other: Any) -> Any:
        return multiplied(other, self) if isinstance(other, Tensor) else scaled(other, self)

    __matmul__ = __mul__

    def __truediv__(self, other: Any) -> Any:
        if isinstance(other, Tensor):
            raise AuthoringError(
                f"{self} is divided by {other}, which is no number: multiply by its inverse", line=caller_line()
            )
        return scaled(1 / sympify(other), self)

    def __rtruediv__(self, other: Any) -> Any:
        raise AuthoringError(f"{other} is divided by {self}, which is no number: write its inverse", line=caller_line())

    def __pow__(self, exponent: Any) -> Any:
        if exponent == -1:
            return Inverted(self)
        if isinstance(exponent, int | Integer) and exponent >= 1:
            return multiplied(*[self] * int(exponent))
        raise AuthoringError(f"the power {exponent} of {self} is not known here", line=caller_line())

    def __getitem__(self, index: Any) -> Expr:
        """An entry, counted from 1 as on paper: x[i] of a vector, A[i, j] of a matrix."""
        row, column = index if isinstance(index, tuple) else (index, 1)
        return Entry(self, sympify(row), sympify(column))

    def __iter__(self) -> Any:
        raise TypeError(f"{self} has a size that is a variable, so its entries cannot be listed: write {self}[i]")


class TensorSymbol(Tensor):
    """A vector or matrix of the page; `args` are its key, rows, columns, and what is known of it."""

    @property
    def key(self) -> Symbol:
        """The variable of the page."""
        return self.args[0]

    @property
    def shape(self) -> Shape:
        """As declared."""
        return self.args[1], self.args[2]

    @property
    def known(self) -> str:
        """What is known of it, such as "symmetric"; empty if nothing is."""
        return str(self.args[3])

    def concretely(self, world: World) -> ImmutableDenseMatrix:
        """The matrix that was drawn."""
        return world.values[self.key] if self.key in world.values else world.value(self.key)

    def _sympystr(self, printer: Any) -> str:
        return self.key.name


def tensor_symbol(key: Symbol, rows: Any, columns: Any, known: str = "") -> TensorSymbol:
    """A vector or matrix under a key."""
    return TensorSymbol(key, sympify(rows), sympify(columns), Str(known))


class Added(Tensor):
    """A sum of tensors of one shape."""

    @property
    def shape(self) -> Shape:
        """That of the first term that is no number."""
        return next(term.shape for term in self.args if isinstance(term, Tensor))

    def concretely(self, world: World) -> ImmutableDenseMatrix:
        """The sum."""
        return concrete.total([world.at(term) for term in self.args])

    def _sympystr(self, printer: Any) -> str:
        text = " + ".join(printer._print(term) for term in self.args)
        return text.replace("+ -", "- ")


class Scaled(Tensor):
    """A number times a tensor; `args` are the number and the tensor."""

    @property
    def shape(self) -> Shape:
        """That of the tensor."""
        return self.args[1].shape

    def concretely(self, world: World) -> ImmutableDenseMatrix:
        """Every entry times the number."""
        return world.at(self.args[1]) * world.at(self.args[0])

    def _sympystr(self, printer: Any) -> str:
        factor, tensor = self.args
        text = _factor(printer, tensor)
        if factor == -1:
            return f"-{text}"
        number = printer._print(factor)
        return f"({number})*{text}" if isinstance(factor, Add) else f"{number}*{text}"


class Multiplied(Tensor):
    """A product of tensors."""

    @property
    def shape(self) -> Shape:
        """Rows of the first factor, columns of the last."""
        return self.args[0].shape[0], self.args[-1].shape[1]

    def concretely(self, world: World) -> ImmutableDenseMatrix:
        """The product."""
        return concrete.product([world.at(factor) for factor in self.args])

    def _sympystr(self, printer: Any) -> str:
        return "*".join(_factor(printer, factor) for factor in self.args)


class Transposed(Tensor):
    """The transpose."""

    @property
    def shape(self) -> Shape:
        """Columns and rows change places."""
        rows, columns = self.args[0].shape
        return columns, rows

    def concretely(self, world: World) -> ImmutableDenseMatrix:
        """The transpose."""
        return world.at(self.args[0]).T

    def _sympystr(self, printer: Any) -> str:
        return f"{_factor(printer, self.args[0])}.T"


class Inverted(Tensor):
    """The inverse of a square matrix, where it has one."""

    @property
    def shape(self) -> Shape:
        """That of the matrix."""
        return self.args[0].shape

    def concretely(self, world: World) -> ImmutableDenseMatrix:
        """The inverse; there is no such world where the matrix has none."""
        return concrete.inverse(world.at(self.args[0]))

    def _sympystr(self, printer: Any) -> str:
        return f"inverse({printer._print(self.args[0])})"


class TensorNumber(Expr):
    """A real number that is made of tensors."""

    is_commutative = True
    is_real = True

    @property
    def T(self) -> TensorNumber:  # noqa: N802
        """A number is its own transpose."""
        return self

    def _eval_derivative(self, symbol: Symbol) -> Expr | None:
        return None if symbol in self.free_symbols else Integer(0)


class Entry(TensorNumber):
    """An entry of a tensor; `args` are the tensor, row and column, counted from 1."""

    def concretely(self, world: World) -> Expr:
        """The entry; there is no such world where it lies outside."""
        tensor, row, column = self.args
        return concrete.entry(world.at(tensor), world.at(row).doit(), world.at(column).doit())

    def _sympystr(self, printer: Any) -> str:
        tensor, row, column = self.args
        inside = [row] if tensor.shape[1] == 1 and column == 1 else [row, column]
        return f"{_factor(printer, tensor)}[{', '.join(printer._print(index) for index in inside)}]"


class Inner(TensorNumber):
    """A product that is 1 x 1, as the number that it is."""

    precedence = PRECEDENCE["Mul"]

    def concretely(self, world: World) -> Expr:
        """Its one entry."""
        return concrete.entry(world.at(self.args[0]), ONE, ONE)

    def _sympystr(self, printer: Any) -> str:
        text = printer._print(self.args[0])
        return f"({text})" if isinstance(self.args[0], Added) else text


def _factor(printer: Any, tensor: Any) -> str:
    text = str(printer._print(tensor))
    return f"({text})" if isinstance(tensor, Added | Scaled | Multiplied) else text


def added(*terms: Any) -> Any:
    """The sum; terms that are sums are written out."""
    flat: list[Any] = []
    for term in terms:
        flat += term.args if isinstance(term, Added) else [sympify(term)]
    nonzero = [term for term in flat if term != 0]  # what SymPy's and Python's own sum() start from
    return nonzero[0] if len(nonzero) == 1 else Added(*nonzero)


def scaled(number: Any, tensor: Tensor) -> Any:
    """A number times a tensor; minus a minus is dropped."""
    number = sympify(number)
    if isinstance(tensor, Scaled) and number == -1:
        number, tensor = -tensor.args[0], tensor.args[1]
    return tensor if number == 1 else Scaled(number, tensor)


def multiplied(*factors: Tensor) -> Any:
    """The product; numbers come out in front, and what is 1 x 1 is a number."""
    number: Any = ONE
    flat: list[Tensor] = []
    for factor in factors:
        if isinstance(factor, Scaled):
            number, factor = number * factor.args[0], factor.args[1]
        flat += factor.args if isinstance(factor, Multiplied) else [factor]
    product = flat[0] if len(flat) == 1 else Multiplied(*flat)
    return number * Inner(product) if product.shape == (ONE, ONE) else scaled(number, product)


def transposed(tensor: Any) -> Any:
    """The transpose; that of a transpose is the tensor itself."""
    if not isinstance(tensor, Tensor):
        return tensor
    return tensor.args[0] if isinstance(tensor, Transposed) else Transposed(tensor)
