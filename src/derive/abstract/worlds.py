"""A world: concrete objects in place of all variables of a claim that are no numbers.

Sample spaces become a handful of points, densities tables of rational weights, functions tables of
values, sizes small whole numbers.  What is left of a claim speaks of numbers only, and the ordinary
engine refutes it.  A world is drawn from its number, so that two runs see the same ones; low numbers
give the worlds that a person would write down.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from itertools import product
from random import Random
from typing import Any

from sympy import (
    Abs,
    Add,
    Basic,
    Derivative,
    Dummy,
    Function,
    Integer,
    KroneckerDelta,
    MatrixBase,
    Mul,
    Pow,
    Product,
    Rational,
    Sum,
    Symbol,
    Tuple,
    exp,
)
from sympy.core.relational import Relational
from sympy.matrices.expressions.matexpr import MatrixExpr

from derive.claim import Claim
from derive.terms.distributions import Mixture
from derive.terms.distributions import Product as Independent
from derive.terms.expectation import Expectation, expand_definitions
from derive.tree import rewritten

SIZES = (2, 3, 1, 5)
ATOMS = (2, 2, 3, 2, 3, 4)
FIRST_POINTS = {3: (Integer(-1), Integer(1)), 6: (Rational(1, 4), Rational(1, 4))}
"""The first point of a space and the distance of the others, by the number of the world modulo 7."""


class NoWorld(Exception):
    """A claim that this kind of example cannot speak about."""


@dataclass
class World:
    """Concrete objects by variable; `number` decides everything that is drawn, and `turns` what is drawn anew."""

    claim: Claim
    number: int
    values: dict[Any, Any] = field(default_factory=dict)
    spaces: dict[str, tuple[Rational, ...]] = field(default_factory=dict)
    _known: dict[Basic, Any] = field(default_factory=dict, repr=False)
    turns: Mapping[str, int] = field(default_factory=dict, repr=False)
    asked: dict[str, None] = field(default_factory=dict, repr=False)

    def rng(self, *purpose: Any) -> Random:
        """A source of what is drawn for a purpose; what else is drawn makes no difference."""
        seed = f"{self.number} {purpose}"
        self.asked[seed] = None
        return Random(f"{seed} {self.turns[seed]}" if self.turns.get(seed) else seed)

    @property
    def is_even(self) -> bool:
        """Whether all densities of the world have the same weights, where their spaces allow it."""
        return self.number % 5 == 4

    @property
    def counts_points(self) -> bool:
        """Whether the base measure counts points."""
        return self.number % 3 != 2

    def space(self, name: str) -> tuple[Rational, ...]:
        """The points of a sample space: small numbers, which stand for themselves; mostly 0, 1, ..."""
        if name not in self.spaces:
            count = ATOMS[(self.number + len(self.spaces)) % len(ATOMS)]
            first, step = FIRST_POINTS.get(self.number % 7, (Integer(0), Integer(1)))
            self.spaces[name] = tuple(first + i * step for i in range(count))
        return self.spaces[name]

    def points(self, spaces: tuple[str, ...]) -> Iterator[tuple[Any, ...]]:
        """All points of a product of spaces."""
        return product(*(self.space(name) for name in spaces))

    def value(self, key: Any) -> Any:
        """The concrete object in place of a variable, drawn when it is first asked for."""
        if key not in self.values:
            self.values[key] = self.claim.structures[key].drawn(key, self)
        return self.values[key]

    def at(self, expression: Any) -> Any:
        """The expression with everything concrete; raises `NoWorld` where that makes no sense."""
        if isinstance(expression, MatrixBase):
            return expression.applyfunc(self.at)
        if not isinstance(expression, Basic):
            return expression
        if expression not in self._known:
            self._known[expression] = self._at(expression)
        return self._known[expression]

    @contextmanager
    def holding(self, values: Mapping[Any, Any]) -> Iterator[None]:
        """The world with more values, for a while; what is worked out meanwhile is forgotten afterwards."""
        before, self._known = self._known, dict(self._known)
        self.values.update(values)
        try:
            yield
        finally:
            self._known = before
            for key in values:
                del self.values[key]

    def _at(self, expression: Basic) -> Any:
        if hasattr(expression, "concretely"):
            return expression.concretely(self)
        if isinstance(expression, Expectation) and hasattr(expression.law, "average_in"):
            return expression.law.average_in(self, expression)
        if isinstance(expression, Expectation) and isinstance(expression.law, Independent | Mixture):
            return self.at(expression.law.average(expression.integrand, expression.variable))
        if isinstance(expression, Derivative) and not self.claim.structures.keys().isdisjoint(expression.variables):
            raise NoWorld  # finitely many points have no derivative
        if expression in self.claim.structures:
            return self.value(expression)
        if expression in self.values:
            return self.values[expression]
        if not expression.args:
            return expression
        if isinstance(expression, Sum | Product):
            return self._unrolled(expression)
        return _rebuilt(expression, [self.at(argument) for argument in expression.args])

    def _unrolled(self, series: Sum | Product) -> Any:
        """A sum or product whose bounds are whole numbers in this world, term by term."""
        body, ((index, first, last), *others) = series.function, series.limits[::-1]
        first, last = self.at(first).doit(), self.at(last).doit()
        if not (first.is_Integer and last.is_Integer):
            return series.func(self.at(series.function), *(Tuple(*map(self.at, limit)) for limit in series.limits))
        if last < first - 1:
            raise NoWorld  # by convention a sum has no value there
        inner = series.func(body, *others[::-1]) if others else body
        terms = (self.at(_at_index(inner, index, value)) for value in map(Integer, range(int(first), int(last) + 1)))
        return (Add if isinstance(series, Sum) else Mul)(*terms, evaluate=False)

    def shown(self) -> tuple[tuple[str, str], ...]:
        """Every concrete object that the claim speaks of, as a person would write it."""
        spoken = self.claim.spoken_of
        sizes = tuple((size.name, str(self.values[size])) for size in sizes_of(self.claim) if size in spoken)
        return sizes + tuple(
            (str(key.name), self.claim.structures[key].shown(key, self))
            for key in self.claim.structures
            if key in self.values and key in spoken
        )


def _at_index(body: Any, index: Symbol, value: Integer) -> Any:
    """A term at one index; a sum inside that binds an index of the same name keeps its own."""
    hiding = (node for node in body.atoms(Sum, Product) if index in node.bound_symbols)
    renamed = {node: rewritten(node, {index: Dummy(index.name, **index.assumptions0)}) for node in hiding}
    return rewritten(rewritten(body, renamed), {index: value})


def _rebuilt(expression: Basic, arguments: list[Any]) -> Any:
    first = arguments[0]
    if isinstance(expression, Abs) and first.free_symbols and (first.is_nonnegative or first.is_nonpositive):
        return first if first.is_nonnegative else -first
    if isinstance(expression, Pow) and not arguments[1].is_Integer:
        plain = first.func(*first.args) if isinstance(first, Mul) else first
        if isinstance(plain, exp):
            return exp(plain.args[0] * arguments[1])  # a root of an exponential is one
    if isinstance(expression, MatrixExpr) or any(isinstance(argument, MatrixBase) for argument in arguments):
        return expression.func(*arguments).doit()
    if isinstance(expression, Add | Mul | Pow | Function | Relational) and not isinstance(expression, KroneckerDelta):
        return expression.func(*arguments, evaluate=False)
    return expression.func(*arguments)


@dataclass(frozen=True)
class Example:
    """A claim about numbers only, and the world in which it is what the abstract claim says."""

    world: World
    claim: Claim


def examples(claim: Claim, count: int) -> Iterator[Example]:
    """The claim in up to `count` worlds that meet its premises, the simplest first.

    Sizes that shapes or bounds of sums speak of become whole numbers: 2, 3, 1, 5 in turn.
    """
    for number in range(count):
        found = example_in(World(claim, number))
        if found is not None:
            yield found


def example_in(world: World) -> Example | None:
    """The claim of a world in it; None where a premise fails, or where the world cannot speak of the claim."""
    try:
        return _example(world.claim, world)
    except NoWorld:
        return None


def sizes_of(claim: Claim) -> tuple[Symbol, ...]:
    """The whole numbers of a claim: shapes, sums and products speak of them, so that they become concrete."""
    return tuple(symbol for symbol, domain in claim.domains.items() if domain.is_discrete)


def _size(world: World, size: Symbol, place: int) -> Integer:
    """All sizes in turn; later any of them, so that two sizes meet in every order."""
    in_turn = SIZES[(world.number + place) % len(SIZES)]
    return Integer(in_turn if world.number < len(SIZES) else world.rng("size", size).choice(SIZES))


def _example(claim: Claim, world: World) -> Example | None:
    sizes = {size: _size(world, size, place) for place, size in enumerate(sizes_of(claim))}
    world.values.update(sizes)
    spoken = claim.spoken_of
    for key in claim.structures:
        if key in spoken:
            world.value(key)
    if not all(premise.holds_in(world) for premise in claim.premises):
        return None
    concrete = replace(
        claim,
        lhs=world.at(expand_definitions(claim.lhs)),
        rhs=world.at(expand_definitions(claim.rhs)),
        domains={
            symbol: domain for symbol, domain in claim.domains.items()
            if symbol not in sizes and symbol in spoken
        },
        conditions=tuple(world.at(expand_definitions(condition)) for condition in claim.conditions),
        assuming=tuple(world.at(expand_definitions(condition)) for condition in claim.assuming),
        structures={},
        premises=(),
    )
    return Example(world, concrete)

