"""Kinds of variables over sample spaces: densities, points, and functions on them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Annotated, Any

from sympy import Expr, Integer, Rational, Symbol, exp

from derive.abstract.kinds import Kind, Notation
from derive.abstract.worlds import NoWorld, World
from derive.domains import POSITIVE, REAL, UNIT_INTERVAL, Domain
from derive.errors import AuthoringError
from derive.terms.densities import AbstractDensity, AbstractFunction

SPACE = "x"
"""The space that is meant where a page names none."""


def names_in(text: str) -> tuple[str, ...]:
    """The names in a list such as "x, z"."""
    return tuple(name.strip() for name in text.split(",") if name.strip())


@dataclass(frozen=True)
class DensityKind(Kind):
    """All densities on a space: joint ("x, z") and conditional ("z | x") ones as ``spaces=`` says."""

    may_vanish: bool = False
    over: tuple[str, ...] = (SPACE,)
    given: tuple[str, ...] = ()

    def fitted(self, name: str, notation: Notation) -> DensityKind:
        """The densities on the spaces that the page names."""
        text = notation.spaces.get(name, SPACE)
        over, bar, given = text.partition("|")
        if not names_in(over) or (bar and not names_in(given)):
            raise AuthoringError(f'spaces= for {name} must read like "x", "x, z" or "z | x", not {text!r}')
        return replace(self, over=names_in(over), given=names_in(given))

    def key(self, name: str) -> Symbol:
        """A symbol; what is said of its sign holds of the values of the density."""
        return Symbol(name, nonnegative=True) if self.may_vanish else Symbol(name, positive=True)

    def argument(self, key: Any) -> AbstractDensity:
        """The law that has the density."""
        return AbstractDensity.declared(key, self.over, self.given)

    def drawn(self, key: Any, world: World) -> Table:
        """A table of weights, a row for each point at which the density is conditioned."""
        return Table(key, world)


class Table:
    """Weights by point; rows are drawn when they are first asked for."""

    def __init__(self, key: Symbol, world: World) -> None:
        self.key, self.world = key, world
        self.rows: dict[tuple[Any, ...], dict[tuple[Any, ...], Any]] = {}
        self.shape: tuple[int, ...] = ()

    def row(self, spaces: tuple[str, ...], given: tuple[Any, ...]) -> dict[tuple[Any, ...], Any]:
        """The weights of all points of a product of spaces, where the density is conditioned on `given`."""
        if given not in self.rows:
            points = list(self.world.points(spaces))
            self.shape = tuple(len(self.world.space(name)) for name in spaces)
            smooth = [value for value in given if not value.is_number]
            weights = self._smooth(len(points), given) if smooth else self._plain(len(points), given)
            self.rows[given] = dict(zip(points, weights, strict=True))
        return self.rows[given]

    def _plain(self, count: int, given: tuple[Any, ...]) -> tuple[Rational, ...]:
        return self.world.weights(count, self.key, given)

    def _smooth(self, count: int, given: tuple[Any, ...]) -> tuple[Expr, ...]:
        """Weights that depend smoothly on parameters: a softmax of linear forms."""
        rng = self.world.rng(self.key, "slopes", len(given))
        raw = [exp(sum((Rational(rng.randint(-4, 4), 2) * value for value in given), Integer(0))) for _ in range(count)]
        raw = [weight * rng.randint(1, 4) for weight in raw]
        return tuple(weight / sum(raw) for weight in raw)

    def __str__(self) -> str:
        rows = []
        for given, row in self.rows.items():
            text = "(" + ", ".join(str(weight) for weight in row.values()) + ")"
            rows.append(f"{text} given {', '.join(map(str, given))}" if given else text)
        return "; ".join(rows) if rows else "any"


@dataclass(frozen=True)
class PointKind(Kind):
    """The points of a space, named after the variable unless ``spaces=`` says another."""

    space: str = SPACE

    def fitted(self, name: str, notation: Notation) -> PointKind:
        """The points of the space that the page names."""
        return replace(self, space=notation.spaces.get(name, name).strip())

    def key(self, name: str) -> Symbol:
        """A real symbol: a point may be used as a number."""
        return Symbol(name, real=True)

    def drawn(self, key: Any, world: World) -> Any:
        """One of the points."""
        space = world.space(self.space)
        return space[world.rng(key).randrange(len(space))]


@dataclass(frozen=True)
class FunctionKind(Kind):
    """All functions of points with values in a domain."""

    values: Domain = REAL

    def key(self, name: str) -> Symbol:
        """A symbol; what is said of its sign holds of the values of the function."""
        return self.values.symbol(name)

    def argument(self, key: Any) -> AbstractFunction:
        """The function that is applied to points."""
        return AbstractFunction(key)

    def drawn(self, key: Any, world: World) -> Values:
        """A table of values."""
        return Values(key, self.values, world)


class Values:
    """Values of a function by argument, drawn when they are first asked for."""

    def __init__(self, key: Symbol, domain: Domain, world: World) -> None:
        self.key, self.domain, self.world = key, domain, world
        self.known: dict[tuple[Any, ...], Any] = {}

    def at(self, arguments: tuple[Any, ...]) -> Any:
        """The value at exact arguments; raises `NoWorld` for arguments that are not settled."""
        if not all(argument.is_number for argument in arguments):
            raise NoWorld
        if arguments not in self.known:
            rng = self.world.rng(self.key, arguments)
            simple = [value for value, _ in zip(self.domain.simple_elements(), range(12), strict=False)]
            self.known[arguments] = rng.choice(simple)
        return self.known[arguments]

    def __str__(self) -> str:
        ordered = sorted(self.known.items(), key=str)
        return "(" + ", ".join(str(value) for _, value in ordered) + ")"


DENSITY = DensityKind("Density")
VANISHING_DENSITY = DensityKind("DensityWithZeros", may_vanish=True)
POINT = PointKind("Point")
FUNCTION = FunctionKind("Function")
POSITIVE_FUNCTION = FunctionKind("PositiveFunction", POSITIVE)
UNIT_FUNCTION = FunctionKind("UnitFunction", UNIT_INTERVAL)


Density = Annotated[Any, DENSITY]
DensityWithZeros = Annotated[Any, VANISHING_DENSITY]
Point = Annotated[Any, POINT]
Function = Annotated[Any, FUNCTION]
PositiveFunction = Annotated[Any, POSITIVE_FUNCTION]
UnitFunction = Annotated[Any, UNIT_FUNCTION]


def function_to(values: Domain) -> FunctionKind:
    """All functions with values in a domain.

    >>> from derive.domains import interval
    >>> function_to(interval(0, 1)).name
    'Function to interval(0, 1)'
    """
    return FunctionKind(f"Function to {values.name}", values)


KINDS: Mapping[str, Kind] = {
    kind.name: kind for kind in (DENSITY, VANISHING_DENSITY, POINT, FUNCTION, POSITIVE_FUNCTION, UNIT_FUNCTION)
}
