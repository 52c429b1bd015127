"""Laws with atoms, alone or beside a density: distances between them, part by part (Lebesgue's decomposition).

Atoms are compared with atoms and densities with densities; what one law has and the other lacks is singular.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from sympy import Abs, Add, Expr, Integer, Max, Rational, log

from derive.errors import AuthoringError, caller_line
from derive.terms.distributions import Distribution
from derive.terms.distributions.combined import Mixture
from derive.terms.expectation import expectation
from derive.terms.explicit import Explicit
from derive.terms.finite import masses
from derive.terms.functions import xlogy

HALF = Rational(1, 2)


@dataclass(frozen=True)
class Parts:
    """A law taken apart: its atoms with their masses, and weighted laws with densities."""

    atoms: dict[Expr, Expr]
    smooth: tuple[tuple[Expr, Distribution], ...]

    @property
    def weight(self) -> Expr:
        """The mass that has a density."""
        return Add(*(weight for weight, _ in self.smooth))

    def density(self, x: Any) -> Expr:
        """The density of the part that has one."""
        return Add(*(weight * law.density(x) for weight, law in self.smooth))

    def average(self, integrand: Callable[[Any], Expr]) -> Expr:
        """The integral of a function against the part with a density."""
        return Add(*(weight * expectation(law, integrand) for weight, law in self.smooth))


def parts(law: Distribution) -> Parts | None:
    """Atoms and densities of a law; None if it is made of other things.

    >>> from derive.terms import mixture, normal, point_mass
    >>> parts(mixture([(HALF, point_mass(0)), (HALF, normal(mean=0, std=1))])).atoms
    {0: 1/2}
    """
    atoms = masses(law)
    if atoms is not None:
        return Parts(atoms, ())
    if isinstance(law, Mixture):
        return _of_mixture(law)
    return Parts({}, ((Integer(1), law),)) if law.measure == "Lebesgue" else None


def _of_mixture(law: Mixture) -> Parts | None:
    atoms: dict[Expr, Expr] = {}
    smooth: list[tuple[Expr, Distribution]] = []
    for weight, component in law.parts:
        inner = parts(component)
        if inner is None:
            return None
        for point, mass in inner.atoms.items():
            atoms[point] = atoms.get(point, Integer(0)) + weight * mass
        smooth += [(weight * part, one) for part, one in inner.smooth]
    return Parts(atoms, tuple(smooth))


def has_atoms(*laws: Any) -> bool:
    """Whether some of the laws have atoms, and all can be taken apart."""
    found = [parts(law) if isinstance(law, Distribution) else None for law in laws]
    return all(part is not None for part in found) and any(part.atoms for part in found if part is not None)


class TotalVariationByParts(Explicit):
    """Half the mass by which two laws differ, atoms and densities apart; `args` are the laws."""

    def definition(self) -> Expr:
        """Half the sum of |p - q| over the atoms, and half the integral of |p - q| over the densities."""
        p, q = _both(*self.args)
        atoms = Add(*(Abs(a - b) for a, b in _pairs(p, q)))
        if not p.smooth or not q.smooth:
            return HALF * (atoms + p.weight + q.weight)
        excess = p.average(lambda x: Max(0, 1 - q.density(x) / p.density(x)))
        return HALF * (atoms + 2 * excess - p.weight + q.weight)

    def _sympystr(self, printer: Any) -> str:
        return f"TV({printer._print(self.args[0])}, {printer._print(self.args[1])})"


class JensenShannonByParts(Explicit):
    """The Jensen-Shannon divergence in nats, atoms and densities apart; `args` are the laws."""

    def definition(self) -> Expr:
        """The mean of the divergences from the mixture, with 0 log 0 = 0."""
        p, q = _both(*self.args)
        atoms = Add(*(_towards_mixture(a, b) + _towards_mixture(b, a) for a, b in _pairs(p, q)))
        return HALF * (atoms + _smooth_towards_mixture(p, q) + _smooth_towards_mixture(q, p))

    def _sympystr(self, printer: Any) -> str:
        return f"JSD({printer._print(self.args[0])}, {printer._print(self.args[1])})"


class DivergenceOfAtoms(Explicit):
    """The Kullback-Leibler divergence of laws on finitely many points, in nats; `args` are the laws."""

    def definition(self) -> Expr:
        """The sum over the points of the first law, with 0 log 0 = 0."""
        return Add(*(xlogy(a, a) - xlogy(a, b) for a, b in _pairs(*_both(*self.args)) if a != 0))

    def _sympystr(self, printer: Any) -> str:
        return f"KL({printer._print(self.args[0])} || {printer._print(self.args[1])})"


def total_variation_by_parts(p: Distribution, q: Distribution) -> TotalVariationByParts:
    """The total variation distance of two laws of which one has atoms: 1 for mutually singular ones.

    Source: Levin, Peres and Wilmer, Markov Chains and Mixing Times (2017), proposition 4.2.

    >>> from derive.terms import normal, point_mass
    >>> total_variation_by_parts(point_mass(0), normal(mean=0, std=1)).definition()
    1
    """
    _both(p, q)
    return TotalVariationByParts(p, q)


def jsd_by_parts(p: Distribution, q: Distribution) -> JensenShannonByParts:
    """The Jensen-Shannon divergence of two laws of which one has atoms: log 2 for mutually singular ones.

    Raises `AuthoringError` where it is open whether two atoms are one point.

    Source: Lin, Divergence measures based on the Shannon entropy (1991), equation 4.1.

    >>> from derive.terms import normal, point_mass
    >>> jsd_by_parts(point_mass(0), normal(mean=0, std=1)).definition()
    log(2)
    >>> from sympy.abc import x, y
    >>> jsd_by_parts(point_mass(x), point_mass(y))
    Traceback (most recent call last):
    derive.errors.AuthoringError: whether x and y are one point is open: give the points as numbers
    """
    _both(p, q)
    return JensenShannonByParts(p, q)


def kl_of_atoms(p: Distribution, q: Distribution) -> DivergenceOfAtoms:
    """The Kullback-Leibler divergence of two laws on finitely many points, in nats.

    Raises `AuthoringError` if the first law has a point that the second lacks: the divergence is infinite.

    Source: Cover and Thomas, Elements of Information Theory (2006), equation 2.26.

    >>> from derive.terms.finite import finite
    >>> kl_of_atoms(finite({0: 1}), finite({0: HALF, 1: HALF})).definition()
    log(2)
    >>> kl_of_atoms(finite({0: HALF, 1: HALF}), finite({0: 1}))
    Traceback (most recent call last):
    derive.errors.AuthoringError: the divergence is infinite: the second law has no weight at 1
    """
    first, second = _both(p, q)
    lacking = next((x for x, mass in first.atoms.items() if mass != 0 and second.atoms.get(x, 0) == 0), None)
    if lacking is not None:
        raise AuthoringError(
            f"the divergence is infinite: the second law has no weight at {lacking}", line=caller_line()
        )
    return DivergenceOfAtoms(p, q)


def _both(p: Distribution, q: Distribution) -> tuple[Parts, Parts]:
    first, second = parts(p), parts(q)
    if first is None or second is None:
        raise AuthoringError(f"atoms and densities of {p} and {q} cannot be told apart", line=caller_line())
    for x, y in combinations({**first.atoms, **second.atoms}, 2):
        if (x - y).is_zero is not False and not (x - y).is_nonzero:
            raise AuthoringError(
                f"whether {x} and {y} are one point is open: give the points as numbers", line=caller_line()
            )
    return first, second


def _pairs(p: Parts, q: Parts) -> list[tuple[Expr, Expr]]:
    """The masses of both laws at every atom of either."""
    none = Integer(0)
    return [(p.atoms.get(x, none), q.atoms.get(x, none)) for x in {**p.atoms, **q.atoms}]


def _towards_mixture(p: Expr, q: Expr) -> Expr:
    """p log(p/m) for m = (p + q)/2, and 0 where p is 0."""
    if p == 0:
        return Integer(0)
    return p * log(2) if q == 0 else xlogy(p, p) - xlogy(p, (p + q) / 2)


def _smooth_towards_mixture(p: Parts, q: Parts) -> Expr:
    if not q.smooth:
        return p.weight * log(2)
    return p.average(lambda x: log(2 * p.density(x) / (p.density(x) + q.density(x))))
