"""Laws with a density on the line.

Sources: Johnson, Kotz and Balakrishnan, Continuous Univariate Distributions (1994, 1995); for the normal law
Bishop, Pattern Recognition and Machine Learning (2006), equation 1.46.
"""

from __future__ import annotations

from typing import Any

from sympy import Abs, Expr, exp, pi, sqrt
from sympy import gamma as gamma_function

from derive.errors import AuthoringError, caller_line
from derive.exactness import exact
from derive.terms.distributions.base import OnLine, Requirement, positive
from derive.terms.distributions.supports import HALF_LINE, LINE, UNIT, Range, Support


class Continuous(OnLine):
    """A law with a density against Lebesgue measure; its last parameters are positive."""

    measure = "Lebesgue"
    free_parameters = 0
    """How many parameters come first that may be any real number."""

    @property
    def requirements(self) -> tuple[Requirement, ...]:
        """Positive parameters."""
        return tuple((parameter, "positive") for parameter in self.args[self.free_parameters :])


class Normal(Continuous):
    """The normal law; `args` are its mean and its standard deviation."""

    free_parameters = 1

    @property
    def mean(self) -> Expr:
        """The expectation."""
        return self.args[0]

    @property
    def std(self) -> Expr:
        """The standard deviation, positive."""
        return self.args[1]

    @property
    def support(self) -> Support:
        """The real line."""
        return LINE

    def _sympystr(self, printer: Any) -> str:
        return f"N({printer._print(self.mean)}, {printer._print(self.std**2)})"

    def formula(self, x: Any) -> Expr:
        """exp(-(x - mean)^2/(2 std^2))/(sqrt(2 pi) std)."""
        return exp(-((x - self.mean) ** 2) / (2 * self.std**2)) / (sqrt(2 * pi) * self.std)


class Uniform(Continuous):
    """The uniform law on an interval; `args` are its ends."""

    @property
    def support(self) -> Support:
        """The interval."""
        return Range(*self.args)

    @property
    def requirements(self) -> tuple[Requirement, ...]:
        """low < high."""
        return ((self.args[1] - self.args[0], "positive"),)

    def formula(self, x: Any) -> Expr:
        """1/(high - low)."""
        return 1 / (self.args[1] - self.args[0])


class Exponential(Continuous):
    """The exponential law; `args` is its rate."""

    @property
    def support(self) -> Support:
        """x >= 0."""
        return HALF_LINE

    def formula(self, x: Any) -> Expr:
        """rate exp(-rate x)."""
        return self.args[0] * exp(-self.args[0] * x)


class Laplace(Continuous):
    """The Laplace law; `args` are its mean and its scale."""

    free_parameters = 1

    @property
    def support(self) -> Support:
        """The real line."""
        return LINE

    def formula(self, x: Any) -> Expr:
        """exp(-|x - mean|/scale)/(2 scale)."""
        mean, scale = self.args
        return exp(-Abs(x - mean) / scale) / (2 * scale)


class Gamma(Continuous):
    """The gamma law; `args` are its shape and its rate."""

    @property
    def support(self) -> Support:
        """x > 0."""
        return HALF_LINE

    def formula(self, x: Any) -> Expr:
        """rate^shape x^(shape - 1) exp(-rate x)/Gamma(shape)."""
        shape, rate = self.args
        return rate**shape * x ** (shape - 1) * exp(-rate * x) / gamma_function(shape)


class Beta(Continuous):
    """The beta law on (0, 1); `args` are alpha and beta."""

    @property
    def support(self) -> Support:
        """0 < x < 1."""
        return UNIT

    def formula(self, x: Any) -> Expr:
        """x^(alpha - 1) (1 - x)^(beta - 1)/B(alpha, beta), B written with Gamma."""
        a, b = self.args
        return x ** (a - 1) * (1 - x) ** (b - 1) * gamma_function(a + b) / (gamma_function(a) * gamma_function(b))


def normal(*, mean: Any, std: Any = None, variance: Any = None) -> Normal:
    """The normal law N(mean, std^2), given by its standard deviation or by its variance.

    Raises `AuthoringError` if not exactly one of `std` and `variance` is given, or if it is a
    number that is not positive.

    >>> from sympy.abc import x
    >>> normal(mean=0, std=1).density(x)
    sqrt(2)*exp(-x**2/2)/(2*sqrt(pi))
    >>> normal(mean=0, std=0)
    Traceback (most recent call last):
    derive.errors.AuthoringError: the standard deviation of a normal law must be positive, not 0
    """
    line = caller_line()
    if (std is None) == (variance is None):
        raise AuthoringError("normal takes either std= or variance=", line=line)
    spread = exact(std, line) if variance is None else sqrt(exact(variance, line))
    return Normal(exact(mean, line), positive(spread, "the standard deviation of a normal law", line))


def uniform(*, low: Any, high: Any) -> Uniform:
    """The uniform law on the interval from `low` to `high`.

    Raises `AuthoringError` for numbers with low >= high.

    >>> uniform(low=0, high=2).density(1)
    1/2
    >>> uniform(low=1, high=1)
    Traceback (most recent call last):
    derive.errors.AuthoringError: high - low of a uniform law must be positive, not 0
    """
    line = caller_line()
    ends = exact(low, line), exact(high, line)
    positive(ends[1] - ends[0], "high - low of a uniform law", line)
    return Uniform(*ends)


def exponential(*, rate: Any) -> Exponential:
    """The exponential law with the given rate, the reciprocal of its mean.

    Raises `AuthoringError` for a number that is not positive.

    >>> exponential(rate=3).density(1)
    3*exp(-3)
    >>> exponential(rate=-1)
    Traceback (most recent call last):
    derive.errors.AuthoringError: the rate of an exponential law must be positive, not -1
    """
    return Exponential(positive(rate, "the rate of an exponential law", caller_line()))


def laplace(*, mean: Any, scale: Any) -> Laplace:
    """The Laplace law with density exp(-|x - mean|/scale)/(2 scale).

    Raises `AuthoringError` for a scale that is a number and not positive.

    >>> laplace(mean=0, scale=1).density(0)
    1/2
    >>> laplace(mean=0, scale=0)
    Traceback (most recent call last):
    derive.errors.AuthoringError: the scale of a Laplace law must be positive, not 0
    """
    line = caller_line()
    return Laplace(exact(mean, line), positive(scale, "the scale of a Laplace law", line))


def gamma(*, shape: Any, rate: Any = None, scale: Any = None) -> Gamma:
    """The gamma law, given by its shape and its rate or its scale, the reciprocal of the rate.

    Raises `AuthoringError` if not exactly one of `rate` and `scale` is given, or for a number that is
    not positive.

    >>> gamma(shape=2, scale=1).density(1)
    exp(-1)
    >>> gamma(shape=2)
    Traceback (most recent call last):
    derive.errors.AuthoringError: gamma takes either rate= or scale=
    """
    line = caller_line()
    if (rate is None) == (scale is None):
        raise AuthoringError("gamma takes either rate= or scale=", line=line)
    shape = positive(shape, "the shape of a gamma law", line)
    what = "the rate of a gamma law" if scale is None else "the scale of a gamma law"
    given = positive(rate if scale is None else scale, what, line)
    return Gamma(shape, given if scale is None else 1 / given)


def beta(*, alpha: Any, beta: Any) -> Beta:
    """The beta law on (0, 1).

    Raises `AuthoringError` for a number that is not positive.

    >>> from sympy import Rational
    >>> beta(alpha=2, beta=1).density(Rational(1, 2))
    1
    >>> beta(alpha=0, beta=1)
    Traceback (most recent call last):
    derive.errors.AuthoringError: alpha of a beta law must be positive, not 0
    """
    line = caller_line()
    return Beta(positive(alpha, "alpha of a beta law", line), positive(beta, "beta of a beta law", line))
