"""Kinds of variables over sample spaces: densities, points, and functions on them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice, pairwise
from math import prod
from random import Random
from typing import Annotated, Any

from sympy import Dummy, Expr, Integer, Rational, Symbol, exp, sympify

from derive.abstract.finite import masses
from derive.abstract.kinds import Kind, Notation
from derive.abstract.supports import OfDensities
from derive.abstract.worlds import NoWorld, World
from derive.claim import Claim
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
        return Table(key, world, self.may_vanish)


PLAIN_TOTALS = (10, 5, 4)
"""Denominators of the first probabilities that are tried; later ones are more extreme."""

class Table:
    """A density by point; rows are drawn when they are first asked for."""

    def __init__(self, key: Symbol, world: World, may_vanish: bool) -> None:  # noqa: FBT001
        self.key, self.world, self.may_vanish = key, world, may_vanish
        self.rows: dict[tuple[Any, ...], dict[tuple[Any, ...], Any]] = {}
        self.spaces: tuple[str, ...] = ()
        self._marginals: dict[Any, Any] = {}
        self._is_smooth = _has_parameter(key, world.claim)

    def density(self, spaces: tuple[str, ...], given: tuple[Any, ...], at: Mapping[str, Any]) -> Any:
        """The density of some of the variables: the others are integrated out."""
        key = (given, tuple(sorted(at.items())))
        if key not in self._marginals:
            total = Integer(0)
            for point, value in self.row(spaces, given).items():
                place = dict(zip(spaces, point, strict=True))
                if all(place[name] == p for name, p in at.items()):
                    total += value * prod(masses(name, self.world)[p] for name, p in place.items() if name not in at)
            self._marginals[key] = total
        return self._marginals[key]

    def row(self, spaces: tuple[str, ...], given: tuple[Any, ...]) -> dict[tuple[Any, ...], Any]:
        """The density at all points of a product of spaces, where it is conditioned on `given`."""
        if given not in self.rows:
            self.spaces = spaces
            points = list(self.world.points(spaces))
            weights = self._smooth(len(points), given) if self._is_smooth else self._plain(points, given)
            for premise in self.world.claim.premises:
                if isinstance(premise, OfDensities):
                    shaped = premise.shaped(self.key, dict(zip(points, weights, strict=True)), spaces, self.world)
                    weights = [shaped[point] for point in points]
            if not self.may_vanish and 0 in weights:
                raise NoWorld  # a premise that this density would have to break its word for
            base = [prod(masses(n, self.world)[p] for n, p in zip(spaces, point, strict=True)) for point in points]
            values = (weight / mass for weight, mass in zip(weights, base, strict=True))
            self.rows[given] = dict(zip(points, values, strict=True))
        return self.rows[given]

    def _plain(self, points: list[tuple[Any, ...]], given: tuple[Any, ...]) -> list[Rational]:
        """Probabilities with a small denominator, or concentrated ones; in some worlds the same for all densities."""
        number = self.world.number
        whose = "all" if self.world.is_even else self.key
        rng = self.world.rng("weights", whose, given)
        total, count = rng.choice(PLAIN_TOTALS), len(points)
        total = total if count < total else 10 * (1 + count // 5)
        if number % 4 == 3:
            diagonal = {i for i, point in enumerate(points) if len(set(point)) == 1 < len(point)}
            heavy = diagonal if number % 8 == 3 and diagonal else rng.sample(range(count), max(1, count // 2))
            parts = [98 if i in heavy else 2 for i in range(count)]
        else:
            parts = _parts(rng, total, count, least=0 if self.may_vanish and number else 1)
        return [Rational(part, sum(parts)) for part in parts]

    def _smooth(self, count: int, given: tuple[Any, ...]) -> list[Expr]:
        """Probabilities that depend smoothly on parameters: a softmax of linear forms."""
        rng = self.world.rng(self.key, "slopes", len(given))
        raw = [exp(sum((Rational(rng.randint(-4, 4), 2) * value for value in given), Integer(0))) for _ in range(count)]
        raw = [weight * rng.randint(1, 4) for weight in raw]
        return [weight / sum(raw) for weight in raw]

    def __str__(self) -> str:
        rows = []
        for given, row in self.rows.items():
            text = _nested(list(row.values()), [len(self.world.space(name)) for name in self.spaces])
            rows.append(f"{text} given {', '.join(map(str, given))}" if given else text)
        return ("; ".join(rows) if rows else "any") + self._base()

    def _base(self) -> str:
        """The points, where they are not 0, 1, ..., and the base measure, where it does not count them."""
        spaces = [masses(name, self.world) for name in self.spaces]
        named = any(x != i for space in spaces for i, x in enumerate(space))
        points = " " + " x ".join(_nested(list(space), []) for space in spaces) if named else ""
        if all(mass == 1 for space in spaces for mass in space.values()):
            return f" on points{points}" if named else ""
        return f" on points{points} of mass " + " x ".join(_nested(list(space.values()), []) for space in spaces)


def _has_parameter(key: Symbol, claim: Claim) -> bool:
    """Whether a density is conditioned at a number that stays a variable in a world: then all its rows are alike."""
    whole = {symbol for symbol, domain in claim.domains.items() if domain.is_discrete}
    parts = (claim.lhs, claim.rhs, *claim.premises, *claim.conditions, *claim.assuming)
    laws = (law for part in map(sympify, parts) for law in part.atoms(AbstractDensity) if law.symbol == key)
    return any(
        isinstance(symbol, Symbol) and not isinstance(symbol, Dummy) and symbol not in whole | claim.structures.keys()
        for law in laws for point in law.conditions.values() if point is not None for symbol in point.free_symbols
    )


def _parts(rng: Random, total: int, count: int, least: int) -> list[int]:
    """Whole numbers, none below `least`, that sum to `total`; some of them 0 where that is allowed."""
    if least == 0 and count > 1:
        positive = sorted(rng.sample(range(count), rng.randint(1, count)))
        parts = dict(zip(positive, _parts(rng, total, len(positive), 1), strict=True))
        return [parts.get(i, 0) for i in range(count)]
    cuts = [0, *sorted(rng.sample(range(1, total), count - 1)), total]
    return [b - a for a, b in pairwise(cuts)]


def _nested(values: list[Any], shape: list[int]) -> str:
    """A table by rows."""
    if len(shape) <= 1:
        return "(" + ", ".join(map(str, values)) + ")"
    size = len(values) // shape[0]
    return "(" + ", ".join(_nested(values[i * size : (i + 1) * size], shape[1:]) for i in range(shape[0])) + ")"


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
            self.known[arguments] = self._drawn(arguments)
        return self.known[arguments]

    def _drawn(self, arguments: tuple[Any, ...]) -> Any:
        """Any simple value; in some worlds the same for all points, a small one, or the point itself."""
        kind = self.world.number % 7
        if kind == 4 and arguments[0] in self.domain:
            return arguments[0]
        rng = self.world.rng(self.key, () if kind == 5 else arguments)
        many = 12 if self.world.number < 8 else 40
        simple = _simple(self.domain, many)
        small = [value for value in simple if abs(value) < 1] if kind == 6 else []
        return rng.choice(small or simple)

    def __str__(self) -> str:
        ordered = sorted(self.known.items(), key=str)
        return "(" + ", ".join(str(value) for _, value in ordered) + ")"


@lru_cache(maxsize=64)
def _simple(domain: Domain, count: int) -> tuple[Expr, ...]:
    return tuple(islice(domain.simple_elements(), count))


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
