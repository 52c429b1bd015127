"""Laws on whole numbers, and on finitely many points.

Source: Johnson, Kemp and Kotz, Univariate Discrete Distributions (2005).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sympy import Add, Eq, Expr, Integer, Mul, Piecewise, exp, factorial, oo
from sympy import binomial as choose

from derive.errors import AuthoringError, caller_line
from derive.exactness import exact
from derive.terms.distributions.base import OnLine, Requirement, nonnegative, positive
from derive.terms.distributions.supports import Points, Support, WholeNumbers


class Discrete(OnLine):
    """A law whose density counts points."""

    measure = "counting"


class Finite(Discrete):
    """A law on finitely many points, which are numbers."""

    @property
    def atoms_and_masses(self) -> tuple[tuple[Expr, Expr], ...]:
        """The points and their probabilities."""
        raise NotImplementedError

    @property
    def support(self) -> Support:
        """The points."""
        return Points(tuple(point for point, _ in self.atoms_and_masses))

    @property
    def requirements(self) -> tuple[Requirement, ...]:
        """Probabilities that are not negative."""
        return tuple((mass, "nonnegative") for _, mass in self.atoms_and_masses)

    def average(self, integrand: Any, variable: Any) -> Expr:
        """The finite sum over the points that have a probability: 0 log 0 is 0."""
        settled = [(self.support.settled(integrand, variable), mass, at) for at, mass in self.atoms_and_masses]
        return Add(*(Mul(mass, body.subs(variable, at)) for body, mass, at in settled if mass != 0))


class Bernoulli(Finite):
    """1 with a probability, else 0; `args` is the probability."""

    @property
    def atoms_and_masses(self) -> tuple[tuple[Expr, Expr], ...]:
        """0 and 1."""
        (p,) = self.args
        return (Integer(0), 1 - p), (Integer(1), p)

    def formula(self, x: Any) -> Expr:
        """p^x (1 - p)^(1 - x)."""
        (p,) = self.args
        return p**x * (1 - p) ** (1 - x)


class Categorical(Finite):
    """0, 1, ... with given probabilities; `args` are these."""

    @property
    def atoms_and_masses(self) -> tuple[tuple[Expr, Expr], ...]:
        """The numbers from 0 on."""
        return tuple((Integer(i), mass) for i, mass in enumerate(self.args))

    def formula(self, x: Any) -> Expr:
        """The probability that x has."""
        *first, (_, last) = self.atoms_and_masses
        return Piecewise(*((mass, Eq(x, point)) for point, mass in first), (last, True))


class PointMass(Finite):
    """All mass at one point; `args` is the point."""

    @property
    def atoms_and_masses(self) -> tuple[tuple[Expr, Expr], ...]:
        """The one point."""
        return ((self.args[0], Integer(1)),)

    def formula(self, x: Any) -> Expr:
        """1."""
        return Integer(1)


class Binomial(Discrete):
    """The number of successes; `args` are the number of trials and the probability."""

    @property
    def support(self) -> Support:
        """0, ..., trials."""
        return WholeNumbers(Integer(0), self.args[0])

    @property
    def requirements(self) -> tuple[Requirement, ...]:
        """A number of trials, and a probability."""
        trials, p = self.args
        return ((trials, "nonnegative"), (p, "nonnegative"), (1 - p, "nonnegative"))

    def formula(self, x: Any) -> Expr:
        """(n over x) p^x (1 - p)^(n - x)."""
        trials, p = self.args
        return choose(trials, x) * p**x * (1 - p) ** (trials - x)


class Geometric(Discrete):
    """The number of trials up to the first success, from 1 on; `args` is the probability of success."""

    @property
    def support(self) -> Support:
        """1, 2, ..."""
        return WholeNumbers(Integer(1), oo)

    @property
    def requirements(self) -> tuple[Requirement, ...]:
        """A probability that is not 0."""
        return ((self.args[0], "positive"), (1 - self.args[0], "nonnegative"))

    def formula(self, x: Any) -> Expr:
        """p (1 - p)^(x - 1)."""
        (p,) = self.args
        return p * (1 - p) ** (x - 1)


class Poisson(Discrete):
    """The Poisson law; `args` is its rate."""

    @property
    def support(self) -> Support:
        """0, 1, 2, ..."""
        return WholeNumbers(Integer(0), oo)

    @property
    def requirements(self) -> tuple[Requirement, ...]:
        """A positive rate."""
        return ((self.args[0], "positive"),)

    def formula(self, x: Any) -> Expr:
        """rate^x exp(-rate)/x!."""
        return self.args[0] ** x * exp(-self.args[0]) / factorial(x)


def bernoulli(*, probability: Any) -> Bernoulli:
    """1 with the given probability, and else 0.

    Raises `AuthoringError` for a number that is no probability.

    >>> from sympy import Rational
    >>> bernoulli(probability=Rational(1, 3)).density(0)
    2/3
    >>> bernoulli(probability=2)
    Traceback (most recent call last):
    derive.errors.AuthoringError: 1 - probability of a Bernoulli law must be nonnegative, not -1
    """
    return Bernoulli(_probability(probability, "a Bernoulli law", caller_line()))


def categorical(weights: Sequence[Any]) -> Categorical:
    """0, 1, 2, ... with the given probabilities.

    Raises `AuthoringError` for a weight that is a negative number, and for weights that do not sum to 1.

    >>> from sympy import Rational
    >>> categorical([Rational(1, 2), Rational(1, 3), Rational(1, 6)]).density(2)
    1/6
    >>> categorical([Rational(1, 2), Rational(1, 3)])
    Traceback (most recent call last):
    derive.errors.AuthoringError: the weights of a categorical law must sum to 1, not to 5/6
    """
    line = caller_line()
    return Categorical(*summing_to_one(weights, "a categorical law", line))


def point_mass(at: Any) -> PointMass:
    """The law of a number that is no random one.

    >>> point_mass(3).support.points
    (3,)
    >>> point_mass(1.5)
    Traceback (most recent call last):
    derive.errors.AuthoringError: a step holds the float 1.5: write an exact number, such as Rational(1, 2)
    """
    return PointMass(exact(at, caller_line()))


def binomial(*, trials: Any, probability: Any) -> Binomial:
    """The number of successes in so many independent trials.

    Raises `AuthoringError` for trials that are no whole number, and for a number that is no probability.

    >>> from sympy import Rational
    >>> binomial(trials=2, probability=Rational(1, 2)).density(1)
    1/2
    >>> binomial(trials=Rational(1, 2), probability=Rational(1, 2))
    Traceback (most recent call last):
    derive.errors.AuthoringError: trials of a binomial law must be a whole number, not 1/2: declare it Natural
    """
    line = caller_line()
    trials = nonnegative(trials, "trials of a binomial law", line)
    if not trials.is_integer:
        raise AuthoringError(
            f"trials of a binomial law must be a whole number, not {trials}: declare it Natural", line=line
        )
    return Binomial(trials, _probability(probability, "a binomial law", line))


def geometric(*, probability: Any) -> Geometric:
    """The number of trials up to and with the first success: 1, 2, ...

    Raises `AuthoringError` for a number that is no probability, or 0.

    >>> from sympy import Rational
    >>> geometric(probability=Rational(1, 3)).density(2)
    2/9
    >>> geometric(probability=0)
    Traceback (most recent call last):
    derive.errors.AuthoringError: the probability of a geometric law must be positive, not 0
    """
    line = caller_line()
    positive(probability, "the probability of a geometric law", line)
    return Geometric(_probability(probability, "a geometric law", line))


def poisson(*, rate: Any) -> Poisson:
    """The Poisson law, whose mean is its rate.

    Raises `AuthoringError` for a number that is not positive.

    >>> poisson(rate=2).density(1)
    2*exp(-2)
    >>> poisson(rate=0)
    Traceback (most recent call last):
    derive.errors.AuthoringError: the rate of a Poisson law must be positive, not 0
    """
    return Poisson(positive(rate, "the rate of a Poisson law", caller_line()))


def _probability(value: Any, whose: str, line: int) -> Expr:
    value = nonnegative(value, f"the probability of {whose}", line)
    nonnegative(1 - value, f"1 - probability of {whose}", line)
    return value


def summing_to_one(weights: Sequence[Any], whose: str, line: int) -> list[Expr]:
    """Weights that are not negative and sum to 1 identically; raises `AuthoringError`."""
    found = [nonnegative(weight, f"a weight of {whose}", line) for weight in weights]
    total = Add(*found).expand()
    if total != 1 and (total - 1).simplify() != 0:
        raise AuthoringError(f"the weights of {whose} must sum to 1, not to {total}", line=line)
    return found
