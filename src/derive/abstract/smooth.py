"""Kinds of variables that are smooth functions of real variables, and the examples of them in worlds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import pairwise
from random import Random
from typing import Annotated, Any

from sympy import Add, Expr, Id, Integer, Rational, Symbol, Tuple, asinh, cos, exp, sin, sinh

from derive.abstract.families import concrete_ranges, index_ranges, renamed_ranges
from derive.abstract.kinds import Kind, Notation
from derive.abstract.worlds import NoWorld, World
from derive.domains import NONZERO, POSITIVE, REAL, UNIT_INTERVAL, Domain
from derive.errors import AuthoringError
from derive.terms.families import Range, Slice
from derive.terms.smooth import AbstractDiffeomorphism, AbstractSmooth

SLOPES = tuple(map(Rational, (1, -1, 2, "1/2", -2, "-1/2", 3)))


@dataclass(frozen=True)
class SmoothKind(Kind):
    """All smooth functions of one real variable, or of as many as ``shapes=`` says, with values in a domain."""

    values: Domain = REAL
    arity: int = 1

    def fitted(self, name: str, notation: Notation) -> SmoothKind:
        """The functions of as many variables as the page says."""
        return replace(self, arity=_arity(name, notation.shapes.get(name, "1")))

    def key(self, name: str) -> Symbol:
        """A symbol; what is said of its sign holds of the values."""
        return self.values.symbol(name)

    def argument(self, key: Any) -> AbstractSmooth:
        """The function that is applied to numbers."""
        return AbstractSmooth(key, self.arity)

    def drawn(self, key: Any, world: World) -> Formulas:
        """A polynomial, or an exponential or sine with one."""
        return Formulas(key, self.values, (), world)


@dataclass(frozen=True)
class SmoothFamilyKind(SmoothKind):
    """All families of smooth functions: ``shapes={"f": "K"}``, or "K; 2" for functions of two variables."""

    ranges: tuple[Range, ...] = ()

    def fitted(self, name: str, notation: Notation) -> SmoothFamilyKind:
        """The families over the indices that the page names."""
        if name not in notation.shapes:
            raise AuthoringError(f'the family {name} needs its indices: write shapes={{"{name}": "K"}} for 1 to K')
        ranges, _, arity = notation.shapes[name].partition(";")
        return replace(self, ranges=index_ranges(ranges, notation), arity=_arity(name, arity or "1"))

    def argument(self, key: Any) -> AbstractSmooth:
        """What gives the functions of the family."""
        return AbstractSmooth(key, self.arity, self.ranges)

    def renamed(self, forward: Mapping[Any, Any]) -> SmoothFamilyKind:
        """The same with its bounds renamed."""
        return replace(self, ranges=renamed_ranges(self.ranges, forward))

    def drawn(self, key: Any, world: World) -> Formulas:
        """A formula for each index."""
        return Formulas(key, self.values, concrete_ranges(self.ranges, world), world)


def _arity(name: str, text: str) -> int:
    if not text.strip().isdigit() or int(text) < 1:
        raise AuthoringError(f'shapes= says of how many variables {name} is a function, as in "2", not {text!r}')
    return int(text)


class Formulas:
    """A function of a world, or a family of them, each drawn when it is first asked for."""

    def __init__(self, key: Symbol, domain: Domain, ranges: tuple[range, ...], world: World) -> None:
        self.key, self.domain, self.ranges, self.world = key, domain, ranges, world
        self.known: dict[tuple[Any, ...], tuple[tuple[Symbol, ...], Expr]] = {}

    def at(
        self, indices: tuple[Any, ...], arguments: tuple[Any, ...], directions: tuple[Any, ...], world: World
    ) -> Expr:
        """The value, or that of a derivative; raises `NoWorld` for an index that is not settled, or outside."""
        inside = zip(indices, self.ranges, strict=True)
        if not all(index.is_Integer and int(index) in whole for index, whole in inside):
            raise NoWorld
        starts, point = _laid_out(arguments, world)
        variables, formula = self.formula(indices, len(point))
        for direction in directions:
            place = _place(direction, starts, arguments, world)
            formula = formula.diff(variables[place]) if place is not None else Integer(0)
        return formula.xreplace(dict(zip(variables, point, strict=True)))

    def formula(self, indices: tuple[Any, ...], count: int) -> tuple[tuple[Symbol, ...], Expr]:
        """The formula of a function of so many numbers."""
        if (indices, count) not in self.known:
            names = ("t",) if count == 1 else tuple(f"t{number}" for number in range(1, count + 1))
            variables = tuple(Symbol(name, real=True) for name in names)
            rng = self.world.rng(self.key, indices, count)
            if self.ranges and self.domain is REAL and self.world.number < SHORT:
                self.known[indices, count] = variables, _short(variables, rng)
            else:
                self.known[indices, count] = variables, _drawn(self.domain, variables, rng, self.world.number)
        return self.known[indices, count]

    def __str__(self) -> str:
        shown = []
        for (indices, _), (variables, formula) in sorted(self.known.items(), key=lambda item: str(item[0])):
            names = ", ".join(map(str, variables))
            which = f"{', '.join(map(str, indices))}: " if indices else ""
            arrow = "" if not variables else f"{names} -> " if len(variables) == 1 else f"({names}) -> "
            shown.append(f"{which}{arrow}{formula}")
        return "; ".join(shown) if shown else "any"


def _laid_out(arguments: tuple[Any, ...], world: World) -> tuple[list[int], list[Expr]]:
    """All numbers that a function is applied to, and where each argument begins among them."""
    starts, point = [], list[Expr]()
    for argument in arguments:
        starts.append(len(point))
        point += argument.entries(world) if isinstance(argument, Slice) else [world.at(argument)]
    return starts, point


def _place(direction: Any, starts: list[int], arguments: tuple[Any, ...], world: World) -> int | None:
    """The place of a direction among all numbers; None for an entry outside the slice."""
    if not isinstance(direction, Tuple):
        return starts[int(direction)]
    which, index = int(direction[0]), world.at(direction[1]).doit()
    argument = arguments[which]
    first, last = (world.at(end).doit() for end in (argument.first, argument.last))
    return starts[which] + int(index - first) if first <= index <= last else None


SHORT = 8
"""In so many worlds the functions of a family are short, since a witness shows several of them."""


def _short(variables: tuple[Symbol, ...], rng: Random) -> Expr:
    """A product of two variables, the last one, and a constant that is not 0."""
    products = [v * w for v, w in pairwise(variables)][:1]
    linear = [rng.choice(SLOPES) * variable for variable in variables[-1:]]
    return Add(*products, *linear, Integer(rng.choice((1, -1, 2, -2, 3))))


def _drawn(domain: Domain, variables: tuple[Symbol, ...], rng: Random, number: int) -> Expr:
    """A simple formula with values in a domain, that grows slowly enough for expectations of it to be finite."""
    special = SPECIAL.get(number % KINDS)
    if special is not None and variables and domain in (REAL, POSITIVE):
        return special(domain, variables, rng, number // (KINDS // 2))
    linear = Add(*(rng.choice(SLOPES) * variable for variable in variables), Integer(rng.choice((0, 1, -1))))
    if domain is POSITIVE:
        return 1 / (1 + linear**2) if number % 2 else linear**2 + rng.choice((1, 2))
    if domain is UNIT_INTERVAL:
        return 1 / (1 + exp(linear))
    if domain is not REAL:
        raise NoWorld
    squares = Add(*(rng.choice(SLOPES) * v * w for v, w in zip(variables, variables[1:] + variables[:1], strict=True)))
    cubic = rng.choice((0, 0, 1, Rational(1, 2))) * variables[0] ** 3 if variables else Integer(0)
    if number % 3 == 2 and variables:
        return linear + rng.choice((sin, cos))(rng.choice((1, 2)) * variables[-1])
    return (linear + squares + cubic).expand()


def _tame(domain: Domain, variables: tuple[Symbol, ...], rng: Random, turn: int) -> Expr:
    """An exponential of one sign, or a linear function where any will do: moments, roots and logarithms are exact."""
    linear = Add(*(rng.choice(UNITS) * variable for variable in variables))
    if domain is REAL and rng.random() < LINEAR:
        return linear
    return -exp(linear) if domain is REAL and turn % 2 else exp(linear)


def _narrow(domain: Domain, variables: tuple[Symbol, ...], rng: Random, turn: int) -> Expr:
    """A function of one of the variables only, of each in turn."""
    variable = variables[turn // 2 % len(variables)]
    return variable**2 + 1 if domain is POSITIVE else rng.choice(SLOPES) * variable + rng.choice((0, 1, -1))


KINDS, SPECIAL = 6, {1: _tame, 4: _tame, 2: _narrow}
"""In every so many worlds functions have roots and logarithms, or depend on one variable only."""

UNITS = (Integer(1), Integer(-1))
LINEAR = 0.3


@dataclass(frozen=True)
class DiffeomorphismKind(SmoothFamilyKind):
    """All smooth functions of the line onto itself whose derivative lies in a domain without 0, or families of them."""

    slopes: Domain = NONZERO

    def fitted(self, name: str, notation: Notation) -> DiffeomorphismKind:
        """One function, or those over the indices that the page names."""
        ranges = index_ranges(notation.shapes[name], notation) if name in notation.shapes else ()
        return replace(self, ranges=ranges)

    def argument(self, key: Any) -> AbstractDiffeomorphism:
        """What has values and an inverse."""
        return AbstractDiffeomorphism(key, 1, self.ranges)

    def drawn(self, key: Any, world: World) -> InvertibleFormulas:
        """Affine functions, and a sinh or more."""
        ranges = concrete_ranges(self.ranges, world)
        return InvertibleFormulas(key, self.slopes, ranges, world)


class InvertibleFormulas(Formulas):
    """Invertible functions of a world, a*t + b and a*sinh(t) + b."""

    def formula(self, indices: tuple[Any, ...], count: int) -> tuple[tuple[Symbol, ...], Expr]:
        """The formula."""
        t = Symbol("t", real=True)
        slope, shift, core, _ = self._parts(indices)
        self.known[indices, count] = (t,), slope * core(t) + shift
        return self.known[indices, count]

    def inverse_at(self, indices: tuple[Any, ...], point: Expr) -> Expr:
        """The value of the inverse."""
        slope, shift, _, undo = self._parts(indices)
        self.formula(indices, 1)
        return undo((point - shift) / slope)

    def _parts(self, indices: tuple[Any, ...]) -> tuple[Expr, Expr, Any, Any]:
        if not all(index.is_Integer and int(index) in whole for index, whole in zip(indices, self.ranges, strict=True)):
            raise NoWorld
        rng = self.world.rng(self.key, indices)
        slope = rng.choice([slope for slope in SLOPES if slope in self.domain])
        curved = rng.random() < CURVED
        return slope, Integer(rng.choice((0, 1, -1))), (sinh if curved else Id), (asinh if curved else Id)


CURVED = 0.6


SMOOTH_FUNCTION = SmoothKind("SmoothFunction")
POSITIVE_SMOOTH_FUNCTION = SmoothKind("PositiveSmoothFunction", POSITIVE)
UNIT_SMOOTH_FUNCTION = SmoothKind("UnitSmoothFunction", UNIT_INTERVAL)
SMOOTH_FAMILY = SmoothFamilyKind("SmoothFamily")

SmoothFunction = Annotated[Any, SMOOTH_FUNCTION]
PositiveSmoothFunction = Annotated[Any, POSITIVE_SMOOTH_FUNCTION]
UnitSmoothFunction = Annotated[Any, UNIT_SMOOTH_FUNCTION]
SmoothFamily = Annotated[Any, SMOOTH_FAMILY]
DIFFEOMORPHISM = DiffeomorphismKind("Diffeomorphism")
INCREASING_DIFFEOMORPHISM = DiffeomorphismKind("IncreasingDiffeomorphism", slopes=POSITIVE)

Diffeomorphism = Annotated[Any, DIFFEOMORPHISM]
IncreasingDiffeomorphism = Annotated[Any, INCREASING_DIFFEOMORPHISM]
