"""Rings whose generators are allocated as expressions need them, and begun again where one has to be finer."""

from __future__ import annotations

from collections.abc import Callable
from math import lcm
from typing import Any, ClassVar, Generic, Protocol, Self, TypeVar

MOST_RESTARTS = 12
FINEST_UNIT = 10_000


class OutOfReach(Exception):
    """The field has no generator for this expression, or it grew too large."""


class Undefined(OutOfReach):
    """A subexpression has no value anywhere: a division by 0, the logarithm of 0."""


class Restart(Exception):
    """A generator must be finer than it was allocated, or there are too few of them: begin again."""


class Allocated(Protocol):
    """What a ring has to know of a generator: its kind, its unit, and g**degree = lowered if it is algebraic."""

    kind: str
    unit: int
    degree: int
    lowered: Any


T = TypeVar("T")
G = TypeVar("G", bound=Allocated)


class Allocation(Generic[G]):
    """The generators of a ring, how many there may be, and how fine each kind of them has to be."""

    first_size: ClassVar[int]
    most_generators: ClassVar[int]

    def __init__(self) -> None:
        self.size = self.first_size
        self.units: dict[tuple[str, int], int] = {}
        self.clear()

    def clear(self) -> None:
        """Forget all generators, but neither how many there should be nor how fine."""
        self.generators: list[G] = []
        self.by_kind: dict[str, list[G]] = {}
        self.algebraic: list[G] = []

    def run(self, compute: Callable[[Self], T]) -> T:
        """`compute(self)`, begun again whenever the generators have to be finer or more."""
        for _ in range(MOST_RESTARTS):
            try:
                return compute(self)
            except Restart:
                continue
        raise OutOfReach("fractional powers that never get fine enough")

    def unit_of_next(self, kind: str, unit: int) -> int:
        """A unit for the next generator of a kind: as fine as the given one and any that was needed before.

        Raises `Restart` where there is no room for it.
        """
        if len(self.generators) == self.size:
            self.grow()
        return lcm(unit, self.units.get((kind, len(self.by_kind.get(kind, ()))), 1))

    def admit(self, generator: G) -> G:
        """Count a generator among those of the ring."""
        self.generators.append(generator)
        self.by_kind.setdefault(generator.kind, []).append(generator)
        return generator

    def as_root(self, generator: G, degree: int, lowered: Any) -> None:
        """Let the generator satisfy g**degree = lowered, a polynomial in earlier generators."""
        generator.degree, generator.lowered = degree, lowered
        self.algebraic.append(generator)

    def grow(self) -> None:
        """Make room for more generators."""
        if self.size >= self.most_generators:
            raise OutOfReach("an expression with too many parts")
        self.size *= 2
        self.clear()
        raise Restart

    def refine(self, generator: G, unit: int) -> None:
        """Begin again with a generator that stands for a smaller part of what it is made from."""
        if unit > FINEST_UNIT:
            raise OutOfReach("fractional powers with too many denominators")
        self.units[generator.kind, self.by_kind[generator.kind].index(generator)] = unit
        self.clear()
        raise Restart
