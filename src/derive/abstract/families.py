"""Kinds of variables that are families of numbers, indexed by whole numbers: mu_1, ..., mu_D."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import product
from typing import Annotated, Any

from sympy import Expr, Integer, Symbol

from derive.abstract.kinds import Kind, Notation
from derive.abstract.worlds import NoWorld, World
from derive.domains import INTEGER, NONNEGATIVE, NONZERO, POSITIVE, REAL, UNIT_INTERVAL, Domain
from derive.errors import AuthoringError
from derive.terms.families import AbstractFamily, Range

SIMPLE = 9
"""The entries in a world are drawn from so many simple numbers."""

END = re.compile(r"\s*([A-Za-z]\w*|\d+)\s*(?:([+-])\s*(\d+))?\s*")


@dataclass(frozen=True)
class FamilyKind(Kind):
    """All families of numbers in a domain, with the index ranges that ``shapes=`` gives.

    "D" are the indices 1 to D, "0..K" those from 0 to K, "D, K" two indices.
    """

    values: Domain = REAL
    ranges: tuple[Range, ...] = ()

    def fitted(self, name: str, notation: Notation) -> FamilyKind:
        """The families over the indices that the page names."""
        if name not in notation.shapes:
            raise AuthoringError(f'the family {name} needs its indices: write shapes={{"{name}": "D"}} for 1 to D')
        return replace(self, ranges=index_ranges(notation.shapes[name], notation))

    def key(self, name: str) -> Symbol:
        """A symbol; what is said of its sign holds of every entry."""
        return self.values.symbol(name)

    def argument(self, key: Any) -> AbstractFamily:
        """What gives `mu[i]`."""
        return AbstractFamily(key, self.ranges)

    def renamed(self, forward: Mapping[Any, Any]) -> FamilyKind:
        """The same with its bounds renamed."""
        return replace(self, ranges=renamed_ranges(self.ranges, forward))

    def drawn(self, key: Any, world: World) -> Entries:
        """A table of entries."""
        return Entries(key, self.values, concrete_ranges(self.ranges, world), world)


def index_ranges(text: str, notation: Notation) -> tuple[Range, ...]:
    """The index ranges that a shape says, such as "D", "0..K", "1..K+1" or "D, K".

    Raises `AuthoringError` for a bound that is neither a number nor a variable of the page.
    """
    ranges = []
    for part in text.split(","):
        first, dots, last = part.partition("..")
        ranges.append((_end(first, notation), _end(last, notation)) if dots else (Integer(1), _end(part, notation)))
    return tuple(ranges)


def _end(text: str, notation: Notation) -> Expr:
    found = END.fullmatch(text)
    if found is None:
        raise AuthoringError(f'the bound {text!r} of an index is no size: write "D", "0..K" or "1..K+1"')
    base, sign, offset = found.groups()
    shift = Integer(offset or 0)
    size: Expr = notation.size(base)
    return size - shift if sign == "-" else size + shift


def renamed_ranges(ranges: tuple[Range, ...], forward: Mapping[Any, Any]) -> tuple[Range, ...]:
    """The ranges under other names of their variables."""
    there = dict(forward)
    return tuple((first.xreplace(there), last.xreplace(there)) for first, last in ranges)


def concrete_ranges(ranges: tuple[Range, ...], world: World) -> tuple[range, ...]:
    """The indices in a world; raises `NoWorld` where a bound is no whole number there."""
    ends = [(world.at(first).doit(), world.at(last).doit()) for first, last in ranges]
    if not all(end.is_Integer for pair in ends for end in pair):
        raise NoWorld
    return tuple(range(int(first), int(last) + 1) for first, last in ends)


PLAIN_IN = 5
"""In every so many worlds all numbers of a family are the simplest of their domain: 0, or 1 if they are positive."""


class Entries:
    """The numbers of a family in a world, each drawn when it is first asked for."""

    def __init__(self, key: Symbol, domain: Domain, ranges: tuple[range, ...], world: World) -> None:
        self.key, self.domain, self.ranges, self.world = key, domain, ranges, world
        self.known: dict[tuple[int, ...], Any] = {}

    def at(self, indices: tuple[Any, ...]) -> Any:
        """One number; raises `NoWorld` for an index that is not settled, or outside."""
        if not all(index.is_Integer for index in indices):
            raise NoWorld
        place = tuple(map(int, indices))
        if not all(index in whole for index, whole in zip(place, self.ranges, strict=True)):
            raise NoWorld
        if place not in self.known:
            rng = self.world.rng(self.key, place)
            simple = [value for value, _ in zip(self.domain.simple_elements(), range(SIMPLE), strict=False)]
            plain = [value for value in simple if value == 0] or simple[:1]
            self.known[place] = rng.choice(plain if self.world.number % PLAIN_IN == PLAIN_IN - 1 else simple)
        return self.known[place]

    def __str__(self) -> str:
        rows = [str(self.at(tuple(map(Integer, place)))) for place in product(*self.ranges)]
        if len(self.ranges) != 2:
            return f"({', '.join(rows)})"
        width = len(self.ranges[1])
        return f"({', '.join('(' + ', '.join(rows[i : i + width]) + ')' for i in range(0, len(rows), width))})"


FAMILY = FamilyKind("Family")
POSITIVE_FAMILY = FamilyKind("PositiveFamily", POSITIVE)
NONNEGATIVE_FAMILY = FamilyKind("NonnegativeFamily", NONNEGATIVE)
NONZERO_FAMILY = FamilyKind("NonzeroFamily", NONZERO)
UNIT_FAMILY = FamilyKind("UnitFamily", UNIT_INTERVAL)
INTEGER_FAMILY = FamilyKind("IntegerFamily", INTEGER)

Family = Annotated[Any, FAMILY]
PositiveFamily = Annotated[Any, POSITIVE_FAMILY]
NonnegativeFamily = Annotated[Any, NONNEGATIVE_FAMILY]
NonzeroFamily = Annotated[Any, NONZERO_FAMILY]
UnitFamily = Annotated[Any, UNIT_FAMILY]
IntegerFamily = Annotated[Any, INTEGER_FAMILY]


def family_in(values: Domain) -> FamilyKind:
    """All families of numbers in a domain.

    >>> from derive.domains import interval
    >>> family_in(interval(0, 1)).name
    'Family in interval(0, 1)'
    """
    return FamilyKind(f"Family in {values.name}", values)
