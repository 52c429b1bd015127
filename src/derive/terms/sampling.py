"""Laws that are made from others by sampling: several independent draws, and a draw that goes through a map."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import product
from math import prod
from typing import TYPE_CHECKING, Any

from sympy import Add, Dummy, Expr, Integer, Lambda, Mul

from derive.errors import AuthoringError, caller_line
from derive.exactness import exact
from derive.terms.distributions import Distribution, independent
from derive.terms.expectation import Expectation, averaged, laws, substituted
from derive.tree import rewritten

if TYPE_CHECKING:
    from derive.abstract.worlds import World

MOST_OUTCOMES = 64
"""Outcomes of all draws together, in a world."""


class Pushforward(Distribution):
    """The law of G(z) for z ~ base; `args` are the map as a `Lambda` and the base."""

    @property
    def base(self) -> Distribution:
        """The law of z."""
        return self.args[1]

    def density(self, x: Any) -> Expr:
        """It has none that is known."""
        raise AuthoringError(
            f"the law of {self.args[0].expr} has no density that is known: take an expectation under it",
            line=caller_line(),
        )

    def pulled_back(self, average: Expectation) -> Expectation:
        """E over z ~ base of f(G(z)), which the expectation of f means."""
        variables = tuple(Dummy(v.name, **v.assumptions0) for v in self.args[0].variables)
        value = rewritten(self.args[0].expr, dict(zip(self.args[0].variables, variables, strict=True)))
        return averaged(self.base, substituted(average.integrand, {average.variable: value}.get), variables)

    def average_in(self, world: World, average: Any) -> Expr:
        """The expectation in a world."""
        return world.at(self.pulled_back(average))

    def _sympystr(self, printer: Any) -> str:
        (function, base), (variable, *_) = self.args, self.args[0].variables
        return f"law of {printer._print(function.expr)}, {variable.name} ~ {printer._print(base)}"


def pushforward(function: Callable[..., Any], base: Distribution) -> Pushforward:
    """The law of ``function(z)`` for z ~ base; an expectation under it is one over z.

    That is the law of the unconscious statistician.

    Raises `AuthoringError` if `base` is no law.

    Source: Casella and Berger, Statistical Inference (2002), section 2.2.

    >>> from derive.terms import expectation, normal
    >>> law = pushforward(lambda z: 2*z + 1, normal(mean=0, std=1))
    >>> law.pulled_back(expectation(law, lambda x: x**2))
    E_{z ~ N(0, 1)}[(2*z + 1)**2]
    >>> pushforward(lambda z: z, 3)
    Traceback (most recent call last):
    derive.errors.AuthoringError: expected a distribution, such as normal(mean=0, std=1), but found 3
    """
    (base,) = laws(base)
    variables = base.bound_variables(["z"])
    return Pushforward(Lambda(variables, exact(function(base.point(variables)), caller_line())), base)


class Drawn(Expr):
    """The i-th of several draws; `args` are the bound variable of all of them, and i."""

    is_real = True
    is_commutative = True

    def concretely(self, world: World) -> Any:
        """The point that it is in this outcome."""
        from derive.abstract.worlds import NoWorld

        found = world.values.get(Drawn(self.args[0], world.at(self.args[1]).doit()))
        if found is None:
            raise NoWorld
        return found

    def _sympystr(self, printer: Any) -> str:
        return f"{self.args[0].name}[{printer._print(self.args[1])}]"


class Sample:
    """Several draws, of which z[i] is the i-th, counted from 1."""

    def __init__(self, variable: Dummy) -> None:
        self.variable = variable

    def __getitem__(self, index: Any) -> Drawn:
        return Drawn(self.variable, exact(index, caller_line()))


class Draws(Distribution):
    """The law of k independent draws; `args` are their law and k, a variable of the page."""

    @property
    def law(self) -> Distribution:
        """The law of each draw."""
        return self.args[0]

    @property
    def count(self) -> Expr:
        """How many there are."""
        return self.args[1]

    def bound_variables(self, names: Sequence[str]) -> tuple[Dummy, ...]:
        """One variable for all draws."""
        return (Dummy(names[0] if names else "z", real=True),)

    def point(self, variables: Sequence[Dummy]) -> Any:
        """The sample, whose entries are the draws."""
        return Sample(variables[0])

    def density(self, x: Any) -> Expr:
        """It is not needed."""
        raise AuthoringError(f"the joint density of {self} is not at hand: write the product", line=caller_line())

    def average_in(self, world: World, average: Any) -> Expr:
        """The sum over the outcomes of all draws; raises `NoWorld` where these are too many."""
        from derive.abstract.finite import mass, weight
        from derive.abstract.worlds import NoWorld
        from derive.terms.densities import AbstractDensity

        law, count = self.law, world.at(self.count).doit()
        if not isinstance(law, AbstractDensity) or not count.is_Integer or len(law.over) != 1:
            raise NoWorld
        points = [point for (point,) in world.points(law.over)]
        if len(points) ** int(count) > MOST_OUTCOMES:
            raise NoWorld
        chances = {p: weight(law, (p,), world) * mass(law.over, (p,), world) for p in points}
        terms = []
        for outcome in product(points, repeat=int(count)):
            drawn = {Drawn(average.variable, Integer(i + 1)): point for i, point in enumerate(outcome)}
            chance = prod(chances[point] for point in outcome)
            if chance != 0:
                with world.holding(drawn):
                    terms.append(Mul(chance, world.at(average.integrand), evaluate=False))
        return Add(*terms, evaluate=False)

    def _sympystr(self, printer: Any) -> str:
        return f"{printer._print(self.law)}^{printer._print(self.count)}"


def draws(law: Distribution, count: Any) -> Distribution:
    """The law of `count` independent draws from a law: a number, or a variable of the page.

    With a number, draws are z[0], z[1], ...; with a variable they are z[i] for i from 1, under a `Sum`.

    Raises `AuthoringError` if `law` is no law, or `count` no positive whole number.

    >>> from derive.terms import normal
    >>> draws(normal(mean=0, std=1), 2)
    N(0, 1) x N(0, 1)
    >>> draws(normal(mean=0, std=1), 0)
    Traceback (most recent call last):
    derive.errors.AuthoringError: draws takes a positive whole number of draws, not 0
    """
    (law,), number = laws(law), exact(count, caller_line())
    if number.is_Integer and number.is_positive:
        return independent(*(law,) * int(number))
    if not (number.is_integer and number.is_positive):
        raise AuthoringError(f"draws takes a positive whole number of draws, not {number}", line=caller_line())
    return Draws(law, number)
