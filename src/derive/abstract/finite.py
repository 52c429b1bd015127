"""Integrals in a world: finite sums over points, each with its mass."""

from __future__ import annotations

from collections.abc import Sequence
from math import prod
from typing import TYPE_CHECKING, Any

from sympy import Add, Derivative, Expr, Integer, Mul, Rational

from derive.abstract.worlds import NoWorld, World
from derive.tree import rewritten

if TYPE_CHECKING:
    from derive.terms.densities import AbstractDensity

MASSES = (1, 2, Rational(1, 2), 3, Rational(1, 4))


def masses(space: str, world: World) -> dict[Any, Any]:
    """What the base measure gives to each point: 1 in the worlds that count points, else any number."""
    key = f"masses of {space}"
    if key not in world.values:
        points = world.space(space)
        rng = None if world.counts_points else world.rng(key)
        world.values[key] = {x: Integer(1) if rng is None else rng.choice(MASSES) for x in points}
    found: dict[Any, Any] = world.values[key]
    return found


def average(law: AbstractDensity, integrand: Any, variables: Sequence[Any], world: World) -> Expr:
    """The expectation of an integrand, over the points that have a weight: 0 log 0 = 0 inside it."""
    _check_derivatives(integrand, variables)
    terms = []
    for point in world.points(law.over):
        probability = weight(law, point, world) * mass(law.over, point, world)
        if probability != 0:
            value = rewritten(integrand, dict(zip(variables, point, strict=True)))
            terms.append(Mul(probability, world.at(value), evaluate=False))
    return Add(*terms, evaluate=False)


def summed(spaces: tuple[str, ...], integrand: Any, variables: Sequence[Any], world: World) -> Expr:
    """The integral of an integrand against the base measure."""
    _check_derivatives(integrand, variables)
    terms = []
    for point in world.points(spaces):
        value = rewritten(integrand, dict(zip(variables, point, strict=True)))
        terms.append(Mul(mass(spaces, point, world), world.at(value), evaluate=False))
    return Add(*terms, evaluate=False)


def weight(law: AbstractDensity, point: tuple[Any, ...], world: World) -> Any:
    """The density of a law of a world at a point: an integral over the table of its joint density."""
    table = world.value(law.symbol)
    at = {name: world.at(value) for name, value in law.conditions.items()}
    outside = tuple(value for name, value in at.items() if name not in law.model)
    fixed = {name: value for name, value in at.items() if name in law.model}
    wanted = {**fixed, **dict(zip(law.over, point, strict=True))}
    if any(value not in world.space(name) for name, value in wanted.items()):
        raise NoWorld
    above = table.density(law.model, outside, wanted)
    if not fixed:
        return above
    below = table.density(law.model, outside, fixed)
    if below == 0:
        raise NoWorld
    return above / below


def mass(spaces: tuple[str, ...], point: tuple[Any, ...], world: World) -> Any:
    """What the base measure of a world gives to a point."""
    return prod(masses(name, world)[value] for name, value in zip(spaces, point, strict=True))


def _check_derivatives(integrand: Expr, variables: Sequence[Any]) -> None:
    """Raise `NoWorld` for an integrand that is differentiated with respect to a point."""
    if any(variable in variables for node in integrand.atoms(Derivative) for variable in node.variables):
        raise NoWorld
