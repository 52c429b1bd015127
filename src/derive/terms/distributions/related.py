"""Laws that come from the normal law: that of its exponential, and Student's.

Source: Johnson, Kotz and Balakrishnan, Continuous Univariate Distributions (1994, 1995), chapters 14 and 28.
"""

from __future__ import annotations

from typing import Any

from sympy import Dummy, Expr, exp, log, pi, sqrt
from sympy import gamma as gamma_function

from derive.errors import caller_line
from derive.exactness import exact
from derive.terms.distributions.base import Requirement, positive
from derive.terms.distributions.continuous import Continuous, Normal
from derive.terms.distributions.supports import HALF_LINE, LINE, Support
from derive.tree import rewritten


class LogNormal(Continuous):
    """The law of exp(Z), Z normal; `args` are mean and standard deviation of Z."""

    free_parameters = 1

    @property
    def support(self) -> Support:
        """x > 0."""
        return HALF_LINE

    def formula(self, x: Any) -> Expr:
        """exp(-(log x - mean)^2/(2 std^2))/(sqrt(2 pi) std x)."""
        mean, std = self.args
        return exp(-((log(x) - mean) ** 2) / (2 * std**2)) / (sqrt(2 * pi) * std * x)

    def average(self, integrand: Any, variable: Any) -> Expr:
        """The average of the integrand at exp(z) over normal z."""
        from derive.terms.expectation import averaged

        z = Dummy(variable.name, real=True)
        return averaged(Normal(*self.args), rewritten(integrand, {variable: exp(z)}), (z,))


class StudentT(Continuous):
    """Student's law; `args` are its degrees of freedom, its centre and its scale."""

    @property
    def support(self) -> Support:
        """The real line."""
        return LINE

    @property
    def requirements(self) -> tuple[Requirement, ...]:
        """Positive degrees and scale."""
        return ((self.args[0], "positive"), (self.args[2], "positive"))

    def formula(self, x: Any) -> Expr:
        """Gamma((n+1)/2)/(Gamma(n/2) sqrt(n pi) scale) (1 + ((x - centre)/scale)^2/n)^(-(n+1)/2)."""
        degrees, centre, scale = self.args
        height = gamma_function((degrees + 1) / 2) / (gamma_function(degrees / 2) * sqrt(degrees * pi) * scale)
        return height * (1 + (x - centre) ** 2 / (degrees * scale**2)) ** (-(degrees + 1) / 2)


def lognormal(*, mean: Any, std: Any) -> LogNormal:
    """The law of exp(Z), where Z is normal with that mean and that standard deviation.

    Raises `AuthoringError` for a standard deviation that is a number and not positive.

    >>> lognormal(mean=0, std=1).density(1)
    sqrt(2)/(2*sqrt(pi))
    >>> lognormal(mean=0, std=-1)
    Traceback (most recent call last):
    derive.errors.AuthoringError: the standard deviation of a lognormal law must be positive, not -1
    """
    line = caller_line()
    return LogNormal(exact(mean, line), positive(std, "the standard deviation of a lognormal law", line))


def student_t(*, degrees: Any, mean: Any = 0, scale: Any = 1) -> StudentT:
    """Student's law with so many degrees of freedom, about `mean`, stretched by `scale`.

    `mean` is the centre of symmetry; there is no expectation unless degrees > 1.

    Raises `AuthoringError` for degrees or a scale that are numbers and not positive.

    >>> student_t(degrees=1).density(0)
    1/pi
    >>> student_t(degrees=0)
    Traceback (most recent call last):
    derive.errors.AuthoringError: the degrees of freedom must be positive, not 0
    """
    line = caller_line()
    degrees = positive(degrees, "the degrees of freedom", line)
    return StudentT(degrees, exact(mean, line), positive(scale, "the scale of a Student law", line))
