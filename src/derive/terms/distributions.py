"""Distributions with symbolic parameters: their parameters, their support and their density."""

from __future__ import annotations

from typing import Any

from sympy import Basic, Expr, Mul, exp, log, pi, sqrt, sympify

from derive.errors import AuthoringError, caller_line
from derive.exactness import exact


class Distribution(Basic):
    """The law of a random number (or, for `Product`, of a random vector)."""

    def density(self, x: Any) -> Expr:
        """The density with respect to Lebesgue measure at `x`."""
        raise NotImplementedError


class Normal(Distribution):
    """The normal law; `args` are its mean and its standard deviation."""

    @property
    def mean(self) -> Expr:
        """The expectation."""
        return self.args[0]

    @property
    def std(self) -> Expr:
        """The standard deviation, positive."""
        return self.args[1]

    def _sympystr(self, printer: Any) -> str:
        return f"N({printer._print(self.mean)}, {printer._print(self.std**2)})"

    def density(self, x: Any) -> Expr:
        """exp(-(x - mean)^2/(2 std^2))/(sqrt(2 pi) std)."""
        return exp(-((x - self.mean) ** 2) / (2 * self.std**2)) / (sqrt(2 * pi) * self.std)


class Product(Distribution):
    """The law of a vector with independent components; `args` are the laws of the components."""

    def density(self, x: Any) -> Expr:
        """The product of the densities of the components."""
        components = list(x)
        if len(components) != len(self.args):
            raise AuthoringError(
                f"a density over {len(self.args)} components was asked for at a point with {len(components)}",
                line=caller_line(),
            )
        return Mul(*(law.density(component) for law, component in zip(self.args, components, strict=True)))


def normal(*, mean: Any, std: Any = None, variance: Any = None) -> Normal:
    """The normal law N(mean, std^2), given by its standard deviation or by its variance.

    Raises `AuthoringError` if not exactly one of `std` and `variance` is given, or if it is a
    number that is not positive.

    Source: Bishop, Pattern Recognition and Machine Learning (2006), equation 1.46.

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
    if spread.is_number and not spread.is_positive:
        raise AuthoringError(
            f"the standard deviation of a normal law must be positive, not {spread}", line=line
        )
    return Normal(exact(mean, line), spread)


def independent(*laws: Distribution) -> Product:
    """The law of a vector whose components are independent with the given laws."""
    return Product(*laws)


def logpdf(law: Distribution, x: Any) -> Expr:
    """The logarithm of the density of `law` at `x`, as it is defined.

    >>> from sympy.abc import x
    >>> logpdf(normal(mean=0, std=1), x)
    log(sqrt(2)*exp(-x**2/2)/(2*sqrt(pi)))
    """
    return log(law.density(sympify(x)))
