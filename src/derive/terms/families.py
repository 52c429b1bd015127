"""Families of numbers mu_1, ..., mu_D, of which nothing is known but where the numbers lie."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from sympy import Expr, Integer, Symbol, Tuple

from derive.errors import AuthoringError, caller_line
from derive.exactness import exact
from derive.terms.indexed import IndexedNumber

if TYPE_CHECKING:
    from derive.abstract.worlds import World

Range = tuple[Expr, Expr]
"""The first and the last index."""


class AbstractFamily:
    """What a page holds of a family: `mu[i]` is an entry, `mu.upto(d)` the entries from the first one to mu_d."""

    def __init__(self, symbol: Symbol, ranges: tuple[Range, ...]) -> None:
        self.symbol = symbol
        self.ranges = ranges

    def __getitem__(self, indices: Any) -> Entry:
        line = caller_line()
        given = indices if isinstance(indices, tuple) else (indices,)
        return Entry(self.symbol, checked_indices(self.symbol, given, self.ranges, line))

    def upto(self, last: Any) -> Slice:
        """The entries up to the one with index `last`; none of them where `last` is the first index - 1."""
        line = caller_line()
        if len(self.ranges) != 1:
            raise AuthoringError(f"{self.symbol} has {len(self.ranges)} indices, so it has no first entries", line=line)
        return Slice(self.symbol, self.ranges[0][0], checked_index(self.symbol, last, line))

    @property
    def size(self) -> Expr:
        """How many entries a family with one index has."""
        first, last = self.ranges[0]
        return last - first + 1

    def __iter__(self) -> Any:
        raise TypeError(f"{self.symbol} is a family of as many numbers as its size says: write {self.symbol}[i]")

    def __repr__(self) -> str:
        return str(self.symbol)


def checked_indices(symbol: Symbol, given: tuple[Any, ...], ranges: tuple[Range, ...], line: int) -> Tuple:
    """Indices as they stand in an entry.

    Raises `AuthoringError` for too many or too few of them, for what is no whole number, and for one that certainly
    lies outside.
    """
    if len(given) != len(ranges):
        words = f"{len(ranges)} ind{'ex' if len(ranges) == 1 else 'ices'}"
        raise AuthoringError(f"{symbol} has {words}, but {len(given)} were given", line=line)
    indices = [checked_index(symbol, index, line) for index in given]
    for index, (first, last) in zip(indices, ranges, strict=True):
        if (index - first).is_negative or (index - last).is_positive:
            raise AuthoringError(f"{symbol} has the indices {first} to {last}, and no entry {index}", line=line)
    return Tuple(*indices)


def checked_index(symbol: Symbol, index: Any, line: int) -> Expr:
    """An index as an expression; raises `AuthoringError` for what is no whole number."""
    expression: Expr = exact(index, line)
    if expression.is_integer is False:
        raise AuthoringError(f"the index {expression} of {symbol} is no whole number", line=line)
    return expression


class Entry(IndexedNumber):
    """mu_i: one number of a family; `args` are the symbol of the family and the indices."""

    def _eval_is_positive(self) -> bool | None:
        return self.symbol.is_positive

    def _eval_is_negative(self) -> bool | None:
        return self.symbol.is_negative

    def _eval_is_nonnegative(self) -> bool | None:
        return self.symbol.is_nonnegative

    def _eval_is_zero(self) -> bool | None:
        return self.symbol.is_zero

    def _eval_is_integer(self) -> bool | None:
        return self.symbol.is_integer

    def concretely(self, world: World) -> Expr:
        """The number in a world."""
        return world.value(self.symbol).at(tuple(world.at(index).doit() for index in self.indices))

    def _sympystr(self, printer: Any) -> str:
        return self._named(printer)


class Slice(Expr):
    """mu_1, ..., mu_d as an argument of a function; `args` are the symbol, the first and the last index."""

    is_commutative = True

    @property
    def symbol(self) -> Symbol:
        """The variable of the page that stands for the family."""
        return self.args[0]

    @property
    def first(self) -> Expr:
        """The first index."""
        return self.args[1]

    @property
    def last(self) -> Expr:
        """The last index."""
        return self.args[2]

    @property
    def indices(self) -> tuple[Expr, ...]:
        """The last index, which bound variables may stand in."""
        return (self.last,)

    def with_indices(self, change: Callable[[Expr], Expr]) -> Slice:
        """The slice up to another index."""
        return Slice(self.symbol, self.first, change(self.last))

    def _eval_derivative(self, symbol: Symbol) -> Expr | None:
        return None if symbol in self.free_symbols else Integer(0)

    def entries(self, world: World) -> tuple[Expr, ...]:
        """The numbers in a world."""
        from derive.abstract.worlds import NoWorld

        first, last = world.at(self.first).doit(), world.at(self.last).doit()
        if not (first.is_Integer and last.is_Integer) or last < first - 1:
            raise NoWorld
        return tuple(world.value(self.symbol).at((Integer(i),)) for i in range(int(first), int(last) + 1))

    def _sympystr(self, printer: Any) -> str:
        return f"{self.symbol.name}[{printer._print(self.first)}:{printer._print(self.last)}]"
