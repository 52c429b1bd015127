"""Averages over vectors: jointly normal ones by Stein's recurrence (Isserlis), Dirichlet ones by gamma functions.

Sources: Isserlis, On a formula for the product-moment coefficient (1918); Bishop, Pattern Recognition and
Machine Learning (2006), equation 2.38; Kotz, Balakrishnan and Johnson, Continuous Multivariate Distributions
(2000), section 49.1.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from sympy import Symbol

from derive.prove.field import Ratio
from derive.prove.moments.families import HIGHEST_MOMENT
from derive.prove.moments.special import gamma_at, polygamma_at
from derive.prove.moments.terms import Atoms, Term
from derive.prove.powers import exponential
from derive.prove.sign import Sign

if TYPE_CHECKING:
    from derive.prove.tower import Tower


class NormalVector:
    """N(m, S): E[x_i g(x)] = m_i E[g] + sum_j S_ij E[dg/dx_j]; exp(a'x) moves m to m + S a."""

    def __init__(
        self, tower: Tower, variables: tuple[Symbol, ...], mean: list[Ratio], covariance: list[list[Ratio]]
    ) -> None:
        self.tower, self.mean, self.covariance = tower, mean, covariance
        self.atoms = Atoms(tower, tuple(tower.read(x).num for x in variables), frozenset(variables))

    def average(self, term: Term) -> Ratio | None:
        """Polynomials times exponentials of linear forms."""
        size = len(self.mean)
        found = self.atoms.linear(term.exponent)
        keys = [self.atoms.key(*(int(i == j) for j in range(size))) for i in range(size)]
        constant = self.atoms.key(*[0] * size)
        whole = all(power.denominator == 1 and power >= 0 for power in term.powers)
        if found is None or not found.keys() <= {*keys, constant} or not whole or any(term.logs):
            return None
        if sum(term.powers) > HIGHEST_MOMENT:
            return None
        slopes = [found.get(key, self.tower.zero) for key in keys]
        shift = [self._dot(row, slopes) for row in self.covariance]
        height = self._dot(self.mean, slopes) + self._dot(shift, slopes).scaled(1, 2)
        factor = exponential(self.tower, height + found.get(constant, self.tower.zero))
        centre = [a + b for a, b in zip(self.mean, shift, strict=True)]
        return term.coefficient * factor * self._moment(centre, tuple(int(power) for power in term.powers))

    def _dot(self, a: list[Ratio], b: list[Ratio]) -> Ratio:
        return sum((u * v for u, v in zip(a, b, strict=True)), self.tower.zero)

    def _moment(self, mean: list[Ratio], powers: tuple[int, ...]) -> Ratio:
        @cache
        def moment(powers: tuple[int, ...]) -> Ratio:
            i = next((i for i, power in enumerate(powers) if power), None)
            if i is None:
                return self.tower.one
            rest = _less(powers, i)
            total = mean[i] * moment(rest)
            for j, power in enumerate(rest):
                if power:
                    total = total + self.covariance[i][j] * moment(_less(rest, j)).scaled(power)
            return total

        return moment(powers)


def _less(powers: tuple[int, ...], i: int) -> tuple[int, ...]:
    return (*powers[:i], powers[i] - 1, *powers[i + 1 :])


class DirichletVector:
    """Dirichlet(a): E[prod x_i^p_i] = gamma(A)/gamma(A + P) prod gamma(a_i + p_i)/gamma(a_i), all a_i + p_i > 0.

    A and P are the sums of a_i and p_i; one factor log x_i gives the factor psi(a_i + p_i) - psi(A + P).
    """

    def __init__(self, tower: Tower, variables: tuple[Symbol, ...], parameters: list[Ratio]) -> None:
        self.tower, self.parameters = tower, parameters
        self.atoms = Atoms(tower, tuple(tower.read(x).num for x in variables), frozenset(variables))

    def average(self, term: Term) -> Ratio | None:
        """Products of powers, with one logarithm at most."""
        tower, size = self.tower, len(self.parameters)
        found = self.atoms.linear(term.exponent)
        zeros = [0] * size
        keys = [self.atoms.key(*zeros, log=i) for i in range(size)]
        if found is None or not found.keys() <= {*keys, self.atoms.key(*zeros)} or sum(term.logs) > 1:
            return None
        moved = [
            a + tower.constant(p.numerator, p.denominator) + found.get(key, tower.zero)
            for a, p, key in zip(self.parameters, term.powers, keys, strict=True)
        ]
        if not all(tower.sign_of(a) is Sign.POSITIVE for a in moved):
            return None
        before, after = (sum(parameters, tower.zero) for parameters in (self.parameters, moved))
        value = exponential(tower, found.get(self.atoms.key(*zeros), tower.zero))
        value = value * gamma_at(tower, before) / gamma_at(tower, after)
        for a, b in zip(self.parameters, moved, strict=True):
            value = value * gamma_at(tower, b) / gamma_at(tower, a)
        if any(term.logs):
            value = value * (polygamma_at(tower, 0, moved[term.logs.index(1)]) - polygamma_at(tower, 0, after))
        return term.coefficient * value
