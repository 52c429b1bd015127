"""Slips of laws: one law for another, a marginal for a conditional, the density of one for that of another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations, product
from typing import Any

from sympy import Integer, Symbol, Tuple

from derive.slips.places import Place, Role
from derive.terms.densities import AbstractDensity, DensityValue
from derive.terms.distributions import Normal
from derive.terms.expectation import Defined, Expectation

MOST_VARIABLES = 6
MOST_SPACES = 3
MOST_POINTS = 2


def one_law_for_another(place: Place) -> Iterator[Any]:
    """E_p[f] -> E_q[f], KL(p || q) -> KL(p || p'), and p(z) -> p(z | x) in both."""
    if place.role is not Role.LAW or isinstance(place.parent, DensityValue):
        return
    if isinstance(place.node, AbstractDensity):
        if not place.node.missing:
            yield from (law for law in _laws(place.node.over, place, {}) if law != place.node)
    elif isinstance(place.node, Normal) and isinstance(place.parent, Expectation | Defined):
        mean, std = (*place.node.args, None, None)[:2]
        if std is not None:
            yield from _standard(place.node, mean, std)
            yield from _named(place.node, mean, std, place.scope)


def one_density_for_another(place: Place) -> Iterator[Any]:
    """p(x) -> q(x), p(x) -> p(x | z), p(x) -> p(z), p(x) -> p(x, z)."""
    node = place.node
    if not isinstance(node, DensityValue) or len(node.law.model) > MOST_SPACES:
        return
    points = {**node.law.conditions, **dict(zip(node.law.over, node.point, strict=True))}
    for count in range(1, len(node.law.model) + 1):
        for over in combinations(node.law.model, count):
            for at in _points(over, place, points):
                known = {**points, **dict(zip(over, at, strict=True))}
                found = (DensityValue(law, Tuple(*at)) for law in _laws(over, place, known))
                yield from (value for value in found if value != node and _is_near(value, node))


def _is_near(found: DensityValue, node: DensityValue) -> bool:
    """Not another density, other variables and other conditions all at once."""
    is_of_others = found.law.over != node.law.over
    return found.law.symbol == node.law.symbol or not is_of_others


def _laws(over: Sequence[str], place: Place, known: dict[str, Any]) -> Iterator[AbstractDensity]:
    """The abstract laws on these spaces that can be written at a place; `known` are points that stand there already."""
    densities = ((key, kind) for key, kind in place.kinds.items() if isinstance(key, Symbol) and hasattr(kind, "given"))
    for key, kind in densities:
        if not set(over) <= set(kind.over) or len(kind.over) > MOST_SPACES:
            continue
        law = AbstractDensity.declared(key, kind.over, kind.given)
        rest = [name for name in kind.over if name not in over]
        for count in range(len(rest) + 1):
            for more in combinations(rest, count):
                names = (*kind.given, *more)
                for at in _points(names, place, known):
                    points = dict(zip(names, at, strict=True))
                    yield (law.given(**points) if points else law).marginal(*over)


def _points(names: Sequence[str], place: Place, known: dict[str, Any]) -> Iterator[tuple[Any, ...]]:
    """Points of these spaces: those that stand there already, and variables in scope."""
    return product(*(_points_of(name, place, known) for name in names))


def _points_of(name: str, place: Place, known: dict[str, Any]) -> list[Any]:
    drawn = [symbol for symbol in reversed(place.scope) if place.kinds.get(symbol) == name]
    stands = [known[name]] if known.get(name) is not None else []
    return list(dict.fromkeys([*stands, *drawn]))[:MOST_POINTS]


def _standard(law: Any, mean: Any, std: Any) -> Iterator[Any]:
    """The same law about 0, or with standard deviation 1."""
    if mean != 0:
        yield law.func(Integer(0), std)
    if std != 1:
        yield law.func(mean, Integer(1))


def _named(law: Any, mean: Any, std: Any, scope: tuple[Symbol, ...]) -> Iterator[Any]:
    """A standard law with one of the variables for its mean, or for its deviation."""
    for symbol in scope[:MOST_VARIABLES]:
        if mean == 0:
            yield law.func(symbol, std)
        if std == 1:
            yield law.func(mean, symbol)
