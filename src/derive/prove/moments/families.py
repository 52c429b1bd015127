"""One rule for each family of laws: the average of a term under it, with the hypotheses of the formula.

Every rule answers None where a hypothesis (an integral converges, a rate stays positive) is not known to hold.
Sources: Abramowitz and Stegun, Handbook of Mathematical Functions (1964), 6.1.1, 6.2.1; Johnson, Kotz and
Balakrishnan, Continuous Univariate Distributions (1994, 1995), chapters 13, 17, 19, 24, 25, 28; Johnson, Kemp
and Kotz, Univariate Discrete Distributions (2005), chapters 3, 4, 5.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from fractions import Fraction
from math import comb
from typing import TYPE_CHECKING

from sympy import Symbol

from derive.prove.field import Ratio
from derive.prove.moments.special import gamma_at, is_constant, is_whole, polygamma_at, whole
from derive.prove.moments.terms import Atoms, Term
from derive.prove.powers import exponential, logarithm, root
from derive.prove.sign import Sign

if TYPE_CHECKING:
    from derive.prove.tower import Tower

HIGHEST_MOMENT = 40


class Family(ABC):
    """A law of the bound variable x, as the tower reads its parameters."""

    def __init__(self, tower: Tower, x: Symbol, *parameters: Ratio) -> None:
        self.tower, self.x, self.parameters = tower, x, parameters
        self.atoms = Atoms(tower, self._polynomials(), frozenset({x}))

    def _polynomials(self) -> tuple[object, ...]:
        return (self.tower.read(self.x).num,)

    @abstractmethod
    def average(self, term: Term) -> Ratio | None:
        """The expectation of a term; None where it is out of reach, or may not exist."""

    def is_positive(self, u: Ratio) -> bool:
        """Whether an element certainly is positive."""
        return self.tower.sign_of(u) is Sign.POSITIVE

    def power(self, base: Ratio, exponent: Ratio) -> Ratio:
        """base**exponent for a positive base."""
        if is_whole(exponent):
            return base ** whole(exponent)
        if is_constant(exponent):
            top, bottom = int(exponent.num.leading_coefficient()), int(exponent.den.leading_coefficient())
            return root(self.tower, base, Fraction(top, bottom))
        return exponential(self.tower, logarithm(self.tower, base) * exponent)

    def fraction(self, value: Fraction) -> Ratio:
        """A rational number as an element."""
        return self.tower.constant(value.numerator, value.denominator)

    def whole_moment(self, term: Term) -> int | None:
        """The power of x in a term without logarithms, if a rule for whole moments reaches it."""
        (power,) = term.powers
        return int(power) if power.denominator == 1 and 0 <= power <= HIGHEST_MOMENT and not any(term.logs) else None

    def slope(self, term: Term) -> tuple[Ratio, Ratio] | None:
        """a and b if the exponent of a term is a x + b."""
        found = self.atoms.linear(term.exponent)
        if found is None or not found.keys() <= {self.atoms.key(0), self.atoms.key(1)}:
            return None
        return found.get(self.atoms.key(1), self.tower.zero), found.get(self.atoms.key(0), self.tower.zero)


class NormalFamily(Family):
    """N(mean, std^2): moments by recurrence, exponentials by tilting.

    E[x^(k+1)] = m E[x^k] + k s^2 E[x^(k-1)], and, where 1 - 2 c s^2 > 0,
    E[exp(c x^2 + a x) f(x)] is E[f] under N((m + a s^2) v, s^2 v), v = 1/(1 - 2 c s^2), times
    sqrt(v) exp(v (c m^2 + a m + a^2 s^2/2)).
    """

    def average(self, term: Term) -> Ratio | None:
        """Polynomials times exponentials of quadratics."""
        power, found = self.whole_moment(term), self.atoms.linear(term.exponent)
        keys = [self.atoms.key(degree) for degree in range(3)]
        if power is None or found is None or not found.keys() <= set(keys):
            return None
        b, a, c = (found.get(key, self.tower.zero) for key in keys)
        mean, std = self.parameters
        variance, shrink = std * std, self.tower.one - (c * std * std).scaled(2)
        if not c.is_zero and not self.is_positive(shrink):
            return None
        height = (c * mean * mean + a * mean + (a * a * variance).scaled(1, 2)) / shrink + b
        factor = exponential(self.tower, height)
        if not c.is_zero:
            factor = factor * root(self.tower, shrink, Fraction(-1, 2))
        moment = self._moment((mean + a * variance) / shrink, variance / shrink, power)
        return term.coefficient * factor * moment

    def _moment(self, mean: Ratio, variance: Ratio, power: int) -> Ratio:
        """E[x**power] under N(mean, variance)."""
        before, moment = self.tower.zero, self.tower.one
        for k in range(power):
            before, moment = moment, mean * moment + variance * before.scaled(k)
        return moment


class GammaFamily(Family):
    """Gamma(a, r): E[x^p exp(c x)] = r^a gamma(a + p)/(gamma(a) (r - c)^(a + p)), where r - c > 0 and a + p > 0.

    With logarithms its derivatives by p: E[x^p log x] has the factor psi(a + p) - log(r - c).
    """

    def average(self, term: Term) -> Ratio | None:
        """Powers, exponentials, and up to two logarithms."""
        shape, rate = self.parameters
        found, atoms = self.atoms.linear(term.exponent), self.atoms
        one, x, log = atoms.key(0), atoms.key(1), atoms.key(0, log=0)
        if found is None or not found.keys() <= {one, x, log} or term.logs[0] > 2:
            return None
        zero = self.tower.zero
        shift = self.fraction(term.powers[0]) + found.get(log, zero)
        new_shape, new_rate = shape + shift, rate - found.get(x, zero)
        if not (self.is_positive(new_shape) and self.is_positive(new_rate)):
            return None
        value = gamma_at(self.tower, new_shape) / gamma_at(self.tower, shape)
        value = value * self.power(rate / new_rate, shape) / self.power(new_rate, shift)
        value = value * exponential(self.tower, found.get(one, zero))
        return term.coefficient * value * self._logs(term.logs[0], new_shape, new_rate)

    def _logs(self, count: int, shape: Ratio, rate: Ratio) -> Ratio:
        if count == 0:
            return self.tower.one
        first = polygamma_at(self.tower, 0, shape) - logarithm(self.tower, rate)
        return first if count == 1 else first * first + polygamma_at(self.tower, 1, shape)


class OddsFamily(Family):
    """Odds u = v/(1 - v) of a Beta(a, b) law: E[u^p (1 + u)^q] = B(a + p, b - p - q)/B(a, b), both positive.

    With logarithms its derivatives: psi(a + p) - psi(b - p - q) for log u, psi(a + b - q) - psi(b - p - q)
    for log(1 + u).  If a = b = 1 also exponentials of c/(1 + u), which is uniform, where c != 0.
    """

    def _polynomials(self) -> tuple[object, ...]:
        u = self.tower.read(self.x)
        return u.num, (u + self.tower.one).num

    def average(self, term: Term) -> Ratio | None:
        """Powers, and up to two logarithms."""
        found, atoms = self.atoms.linear(term.exponent), self.atoms
        one, log_u, log_1 = atoms.key(0, 0), atoms.key(0, 0, log=0), atoms.key(0, 0, log=1)
        if found is None or sum(term.logs) > 2:
            return None
        if atoms.key(0, -1) in found:
            return self._of_uniform(term, found.get(one, self.tower.zero), found[atoms.key(0, -1)], len(found))
        if not found.keys() <= {one, log_u, log_1}:
            return None
        zero, (a, b) = self.tower.zero, self.parameters
        p = self.fraction(term.powers[0]) + found.get(log_u, zero)
        q = self.fraction(term.powers[1]) + found.get(log_1, zero)
        first, second = a + p, b - p - q
        if not (self.is_positive(first) and self.is_positive(second)):
            return None
        value = self._beta(first, second) / self._beta(a, b) * exponential(self.tower, found.get(one, zero))
        return term.coefficient * value * self._logs(term.logs, first, second)

    def _beta(self, a: Ratio, b: Ratio) -> Ratio:
        return gamma_at(self.tower, a) * gamma_at(self.tower, b) / gamma_at(self.tower, a + b)

    def _logs(self, logs: tuple[int, ...], a: Ratio, b: Ratio) -> Ratio:
        if logs == (0, 0):
            return self.tower.one
        psi_b, trigamma_b = (polygamma_at(self.tower, order, b) for order in (0, 1))
        log_u = polygamma_at(self.tower, 0, a) - psi_b
        log_1 = polygamma_at(self.tower, 0, a + b) - psi_b
        if sum(logs) == 1:
            return log_u if logs[0] else log_1
        if logs == (1, 1):
            return log_u * log_1 + trigamma_b
        if logs == (2, 0):
            return log_u * log_u + polygamma_at(self.tower, 1, a) + trigamma_b
        return log_1 * log_1 + trigamma_b - polygamma_at(self.tower, 1, a + b)

    def _of_uniform(self, term: Term, constant: Ratio, slope: Ratio, terms: int) -> Ratio | None:
        """E[(1 - v)^p v^m exp(c v)], v = 1/(1 + u) uniform on (0, 1), with whole p and m."""
        powers = [int(power) for power in term.powers if power.denominator == 1]
        is_plain = self.parameters == (self.tower.one, self.tower.one) and terms <= 2 and not any(term.logs)
        if not is_plain or len(powers) < 2 or not self.tower.sign_of(slope).within(Sign.NONZERO):
            return None
        p, m = powers[0], -sum(powers)
        if p < 0 or m < 0 or p + m > HIGHEST_MOMENT:
            return None
        moments = self._exponential_moments(slope, p + m)
        total = self.tower.zero
        for k in range(p + 1):
            total = total + moments[m + k].scaled(comb(p, k) * (-1) ** k)
        return term.coefficient * exponential(self.tower, constant) * total

    def _exponential_moments(self, slope: Ratio, highest: int) -> list[Ratio]:
        """The integrals of v^k exp(c v) over (0, 1), by parts: (exp(c) - k I_(k-1))/c."""
        end = exponential(self.tower, slope)
        found = [(end - self.tower.one) / slope]
        for k in range(1, highest + 1):
            found.append((end - found[-1].scaled(k)) / slope)
        return found


class PoissonFamily(Family):
    """Poisson(r): E[exp(c x) f(x)] = exp(r (e^c - 1)) E[f] at rate r e^c, and E[x g(x)] = r E[g(x + 1)]."""

    def average(self, term: Term) -> Ratio | None:
        """Polynomials times exponentials of linear forms."""
        power, linear = self.whole_moment(term), self.slope(term)
        if power is None or linear is None:
            return None
        (rate,), (slope, constant) = self.parameters, linear
        tilted = rate * exponential(self.tower, slope)
        moments = [self.tower.one]
        for k in range(power):
            rows = (moments[j].scaled(comb(k, j)) for j in range(k + 1))
            moments.append(tilted * sum(rows, self.tower.zero))
        return term.coefficient * exponential(self.tower, tilted - rate + constant) * moments[power]


class BinomialFamily(Family):
    """Binomial(n, p): E[exp(c x) f(x)] = (1 - p + p e^c)^n E[f] at p e^c/(1 - p + p e^c); E[x_(j)] = n_(j) p^j."""

    def average(self, term: Term) -> Ratio | None:
        """Polynomials times exponentials of linear forms."""
        power, linear = self.whole_moment(term), self.slope(term)
        if power is None or linear is None:
            return None
        (trials, p), (slope, constant) = self.parameters, linear
        success = p * exponential(self.tower, slope)
        base = self.tower.one - p + success
        if not slope.is_zero and not self.is_positive(base):
            return None
        value, falling, chance = self.tower.zero, self.tower.one, success / base
        for j, ways in enumerate(_partitions(power)):
            value = value + (falling * chance**j).scaled(ways)
            falling = falling * (trials - self.tower.constant(j))
        factor = self.tower.one if slope.is_zero else self.power(base, trials)
        return term.coefficient * exponential(self.tower, constant) * factor * value


def _partitions(power: int) -> list[int]:
    """Stirling numbers of the second kind: x^k = sum_j S(k, j) x (x - 1) ... (x - j + 1)."""
    row = [1]
    for _ in range(power):
        row = [j * (row[j] if j < len(row) else 0) + (row[j - 1] if j else 0) for j in range(len(row) + 1)]
    return row


class GeometricFamily(Family):
    """Geometric(p) from 1 on: E[exp(c x) f(x)] = p e^c/(1 - z) E[f] at 1 - z, z = (1 - p) e^c < 1.

    Moments by the first step: E[x^k] = 1 + (z/(1 - z)) sum_{j < k} C(k, j) E[x^j] for k >= 1.
    """

    def average(self, term: Term) -> Ratio | None:
        """Polynomials times exponentials of linear forms."""
        power, linear = self.whole_moment(term), self.slope(term)
        if power is None or linear is None:
            return None
        (p,), (slope, constant) = self.parameters, linear
        grown, one = exponential(self.tower, slope), self.tower.one
        z = (one - p) * grown
        if not slope.is_zero and not self.is_positive(one - z):
            return None
        moments = [one]
        for k in range(1, power + 1):
            rows = (moments[j].scaled(comb(k, j)) for j in range(k))
            moments.append(one + z / (one - z) * sum(rows, self.tower.zero))
        factor = exponential(self.tower, constant) * p * grown / (one - z)
        return term.coefficient * factor * moments[power]
