"""Laws on finitely many points of any kind: numbers, expressions, or points of the plane."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sympy import Add, Eq, Expr, Integer, Piecewise, Tuple, expand

from derive.errors import AuthoringError, caller_line
from derive.exactness import exact, shown
from derive.terms.distributions import Distribution
from derive.terms.distributions.discrete import Finite


class Atoms(Finite):
    """A law on given points; `args` are pairs of a point and its probability."""

    @property
    def atoms_and_masses(self) -> tuple[tuple[Expr, Expr], ...]:
        """The points and their probabilities."""
        return tuple((pair.args[0], pair.args[1]) for pair in self.args)

    def formula(self, x: Any) -> Expr:
        """The probability that a point of the support has."""
        *first, (_, last) = self.atoms_and_masses
        return Piecewise(*((mass, Eq(x, point)) for point, mass in first), (last, True))

    def _sympystr(self, printer: Any) -> str:
        pairs = (f"{printer._print(x)}: {printer._print(w)}" for x, w in self.atoms_and_masses)
        return "{" + ", ".join(pairs) + "}"


def finite(weights: Mapping[Any, Any]) -> Atoms:
    """The law that gives each point its weight; points and weights may hold variables.

    Raises `AuthoringError` for a negative weight, and for weights whose sum is not 1.

    >>> from sympy import Rational
    >>> from sympy.abc import p
    >>> print(finite({0: 1 - p, 1: p}))
    {0: 1 - p, 1: p}
    >>> finite({0: Rational(1, 2), 1: Rational(1, 3)})
    Traceback (most recent call last):
    derive.errors.AuthoringError: the weights of a finite law sum to 5/6, not 1
    """
    line = caller_line()
    if not isinstance(weights, Mapping) or not weights:
        raise AuthoringError(f"finite takes a mapping from points to weights, not {shown(weights)}", line=line)
    pairs = [(exact(x, line), exact(w, line)) for x, w in weights.items()]
    negative = next((w for _, w in pairs if w.is_negative), None)
    if negative is not None:
        raise AuthoringError(f"a weight of a finite law is negative: {negative}", line=line)
    total = expand(Add(*(w for _, w in pairs)))
    if total != 1:
        raise AuthoringError(f"the weights of a finite law sum to {total}, not 1", line=line)
    return Atoms(*(Tuple(x, w) for x, w in pairs))


def masses(law: Distribution) -> dict[Expr, Expr] | None:
    """The probability of each point of a law on finitely many points; None for another law.

    >>> from derive.terms import bernoulli, normal
    >>> from sympy.abc import p
    >>> masses(bernoulli(probability=p)), masses(normal(mean=0, std=1))
    ({0: 1 - p, 1: p}, None)
    """
    if not isinstance(law, Finite):
        return None
    found: dict[Expr, Expr] = {}
    for point, mass in law.atoms_and_masses:
        found[point] = found.get(point, Integer(0)) + mass
    return found
