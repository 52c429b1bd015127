"""Smooth functions of real variables, of which nothing is known but where their values lie.

Their derivatives follow the chain rule, so that SymPy differentiates what is made of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sympy import Add, Expr, Integer, Symbol, Tuple

from derive.errors import AuthoringError, caller_line
from derive.exactness import exact
from derive.terms.families import Range, Slice, checked_indices
from derive.terms.indexed import IndexedNumber

if TYPE_CHECKING:
    from derive.abstract.worlds import World


class AbstractSmooth:
    """What a page holds of a smooth function: `s(x)` is a value, `s.prime(x)` that of its derivative.

    `s.partial(1, 2)` is the function differentiated in its first and its second argument; `f[i]` a function of a
    family.
    """

    def __init__(
        self, symbol: Symbol, arity: int, ranges: tuple[Range, ...] = (), indices: Tuple | None = None,
        directions: tuple[int, ...] = (),
    ) -> None:  # fmt: skip
        self.symbol, self.arity, self.ranges = symbol, arity, ranges
        self.indices, self.directions = indices, directions

    def __getitem__(self, indices: Any) -> AbstractSmooth:
        line = caller_line()
        if not self.ranges or self.indices is not None:
            raise AuthoringError(f"{self} is one function, not a family of them: write {self}(x)", line=line)
        given = indices if isinstance(indices, tuple) else (indices,)
        chosen = checked_indices(self.symbol, given, self.ranges, line)
        return AbstractSmooth(self.symbol, self.arity, self.ranges, chosen, self.directions)

    def partial(self, *arguments: int) -> AbstractSmooth:
        """The function differentiated in the arguments of these numbers, the first of which is 1."""
        line = caller_line()
        for argument in arguments:
            if not isinstance(argument, int) or not 1 <= argument <= self.arity:
                raise AuthoringError(
                    f"{self} has the arguments 1 to {self.arity}, and no derivative in {argument!r}", line=line
                )
        return AbstractSmooth(self.symbol, self.arity, self.ranges, self.indices, (*self.directions, *arguments))

    def prime(self, point: Any) -> Expr:
        """The derivative of a function of one variable at a point."""
        if self.arity != 1:
            raise AuthoringError(
                f"{self} is a function of {self.arity} variables: write {self}.partial(1)(...)", line=caller_line()
            )
        return self.partial(1)(point)

    def __call__(self, *points: Any) -> Expr:
        """The value at a point."""
        line = caller_line()
        if self.ranges and self.indices is None:
            raise AuthoringError(f"{self} is a family of functions: write {self}[i](x)", line=line)
        if len(points) != self.arity:
            shape = f'shapes={{"{self.symbol}": "{len(points)}"}} declares one of {len(points)}'
            words = f"{self.arity} variable{'s' if self.arity > 1 else ''}"
            raise AuthoringError(f"{self} is a function of {words}: {shape}", line=line)
        arguments = Tuple(*(point if isinstance(point, Slice) else exact(point, line) for point in points))
        directions = (Integer(number - 1) for number in sorted(self.directions))
        return SmoothValue(self.symbol, self.indices or Tuple(), arguments, Tuple(*directions))

    def __repr__(self) -> str:
        return str(self.symbol)


class AbstractDiffeomorphism(AbstractSmooth):
    """An invertible smooth function of the line onto itself: `f.inverse(y)` is the point that it takes to y."""

    def __getitem__(self, indices: Any) -> AbstractDiffeomorphism:
        chosen = super().__getitem__(indices)
        return AbstractDiffeomorphism(self.symbol, 1, self.ranges, chosen.indices)

    def inverse(self, point: Any) -> Expr:
        """The value of the inverse function at a point."""
        line = caller_line()
        if self.ranges and self.indices is None:
            raise AuthoringError(f"{self} is a family of functions: write {self}[i].inverse(y)", line=line)
        return InverseValue(self.symbol, self.indices or Tuple(), exact(point, line))


class InverseValue(IndexedNumber):
    """The x at which an invertible function is y; `args` are the symbol of the function, indices, and y."""

    def _eval_derivative(self, symbol: Symbol) -> Expr | None:
        """The inverse function theorem: 1/f' at the inverse."""
        if symbol == self.symbol or symbol in self.args[1].free_symbols:
            return None
        inner = self.args[2].diff(symbol)
        return inner / SmoothValue(self.symbol, self.args[1], Tuple(self), Tuple(Integer(0)))

    def concretely(self, world: World) -> Expr:
        """The value of the inverse formula in a world."""
        indices = tuple(world.at(index).doit() for index in self.indices)
        return world.value(self.symbol).inverse_at(indices, world.at(self.args[2]))

    def _sympystr(self, printer: Any) -> str:
        return f"{self._named(printer)}.inverse({printer._print(self.args[2])})"


class SmoothValue(IndexedNumber):
    """s(x), or a derivative of s at x; `args` are the symbol, indices, arguments, and directions of differentiation.

    A direction is the place of an argument, from 0, or that place and an index where the argument is a slice of a
    family.
    """

    @property
    def arguments(self) -> tuple[Expr, ...]:
        """Where it is evaluated."""
        return tuple(self.args[2])

    @property
    def directions(self) -> tuple[Any, ...]:
        """In which arguments it is differentiated."""
        return tuple(self.args[3])

    def along(self, direction: Any) -> SmoothValue:
        """Differentiated once more."""
        directions = sorted((*self.directions, direction), key=str)
        return SmoothValue(*self.args[:3], Tuple(*directions))

    def _eval_derivative(self, symbol: Symbol) -> Expr | None:
        """The chain rule."""
        indices = set().union(*(index.free_symbols for index in self.indices)) if self.indices else set()
        if symbol == self.symbol or symbol in indices:
            return None
        terms = []
        for place, argument in enumerate(self.arguments):
            inner = argument.diff(symbol) if symbol in argument.free_symbols else Integer(0)
            if isinstance(argument, Slice) and inner != 0:
                return None
            terms.append(self.along(Integer(place)) * inner if inner != 0 else inner)
        return Add(*terms)

    def _eval_is_positive(self) -> bool | None:
        return self.symbol.is_positive if not self.directions else None

    def _eval_is_nonnegative(self) -> bool | None:
        return self.symbol.is_nonnegative if not self.directions else None

    def concretely(self, world: World) -> Expr:
        """The value of the function in a world."""
        indices = tuple(world.at(index).doit() for index in self.indices)
        return world.value(self.symbol).at(indices, self.arguments, self.directions, world)

    def _sympystr(self, printer: Any) -> str:
        point = ", ".join(map(printer._print, self.arguments))
        return f"{self._named(printer)}{self._primes(printer)}({point})"

    def _primes(self, printer: Any) -> str:
        if not self.directions:
            return ""
        if len(self.arguments) == 1 and all(direction == 0 for direction in self.directions):
            return "'" * len(self.directions)
        names = (
            printer._print(d[1]) if isinstance(d, Tuple) else str(int(d) + 1) for d in self.directions
        )
        return f"_d{',d'.join(names)}"
