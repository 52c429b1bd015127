"""Laws of random vectors of symbolic size: jointly normal ones, and all with a given mean and covariance."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from sympy import Dummy, Expr, ImmutableDenseMatrix, Rational, exp, pi

from derive.errors import AuthoringError, caller_line
from derive.terms.distributions.base import Distribution
from derive.terms.vectors.concrete import replaced
from derive.terms.vectors.definite import is_positive_definite, is_positive_semidefinite
from derive.terms.vectors.numbers import Determinant
from derive.terms.vectors.shapes import misfit, same, shown
from derive.terms.vectors.tensors import ONE, Inverted, Tensor, TensorSymbol, multiplied, tensor_symbol

if TYPE_CHECKING:
    from derive.abstract.worlds import World


class VectorLaw(Distribution):
    """The laws of a random vector with a mean and a covariance, the two `args`; nothing else is known of them."""

    @property
    def mean(self) -> Tensor:
        """The expectation, a column."""
        return self.args[0]

    @property
    def covariance(self) -> Tensor:
        """The covariance, positive semidefinite."""
        return self.args[1]

    def bound_variables(self, names: Sequence[str]) -> tuple[Dummy, ...]:
        """The key of one vector."""
        return (Dummy(names[0] if names else "x"),)

    def point(self, variables: Sequence[Dummy]) -> TensorSymbol:
        """The vector of the size of the mean."""
        return tensor_symbol(variables[0], self.mean.shape[0], ONE)

    def average(self, integrand: Any, variable: Any) -> Expr:
        """There is no integral of symbolic dimension."""
        size = self.mean.shape[0]
        raise AuthoringError(f"an integral over vectors of size {size} is not at hand", line=caller_line())

    def density(self, x: Any) -> Expr:
        """Nothing is said of a density."""
        raise AuthoringError(
            "vector_law is known by its mean and covariance alone, and has no density: use multivariate_normal",
            line=caller_line(),
        )

    def average_in(self, world: World, average: Any) -> Any:
        """The expectation in a world, where the law is normal."""
        from derive.numeric.normal_moments import mean_of

        mean, covariance = world.at(self.mean), world.at(self.covariance)
        (key,) = average.args[2:]
        points = [Dummy(f"x{i}", real=True) for i in range(mean.rows)]
        moved = replaced(world, key, ImmutableDenseMatrix(len(points), 1, points))
        integrand = moved.at(average.args[1])
        if isinstance(integrand, ImmutableDenseMatrix):
            return integrand.applyfunc(lambda entry: mean_of(entry, points, mean, covariance))
        return mean_of(integrand, points, mean, covariance)

    def _sympystr(self, printer: Any) -> str:
        return f"law({', '.join(map(printer._print, self.args))})"


class NormalVector(VectorLaw):
    """A jointly normal vector of symbolic size."""

    measure = "Lebesgue"

    def density(self, x: Any) -> Expr:
        """exp(-(x - mean)^T covariance^-1 (x - mean)/2)/sqrt((2 pi)^n det covariance)."""
        if not is_positive_definite(self.covariance):
            raise AuthoringError(
                f"{self} has a density only if {self.covariance} is positive definite, which need not be so",
                line=caller_line(),
            )
        off = x - self.mean
        form = multiplied(off.T, Inverted(self.covariance), off)
        height = (2 * pi) ** (-self.mean.shape[0] / 2) * Determinant(self.covariance) ** Rational(-1, 2)
        return height * exp(-form / 2)

    def _sympystr(self, printer: Any) -> str:
        return f"N({', '.join(map(printer._print, self.args))})"


def normal_vector(mean: Tensor, covariance: Any) -> NormalVector:
    """The jointly normal law of a vector of symbolic size; see `multivariate_normal`."""
    return NormalVector(*_checked(mean, covariance))


def vector_law(*, mean: Any, covariance: Any) -> VectorLaw:
    """Any law of a random vector that has this mean and covariance.

    Raises `AuthoringError` for shapes that do not fit, and for a covariance that need not be positive semidefinite.

    >>> from sympy.abc import n, k
    >>> from derive.terms import identity
    >>> vector_law(mean=tensor_symbol(k, n, 1), covariance=identity(n))
    law(k, identity(n))
    >>> vector_law(mean=tensor_symbol(k, n, 1), covariance=-identity(n))  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    derive.errors.AuthoringError: a covariance must be positive definite, and -identity(n) need not be: ...
    """
    if not isinstance(mean, Tensor):
        raise AuthoringError(f"vector_law takes a vector of the page as its mean, not {mean}", line=caller_line())
    return VectorLaw(*_checked(mean, covariance))


def _checked(mean: Tensor, covariance: Any) -> tuple[Tensor, Tensor]:
    line = caller_line()
    if not isinstance(covariance, Tensor):
        raise AuthoringError(
            f"the covariance of a vector of size {mean.shape[0]} is a matrix, not {covariance}: write s*identity(n)",
            line=line,
        )
    size = mean.shape[0]
    problem = misfit(mean) or misfit(covariance)
    if problem is not None:
        raise AuthoringError(f"the shapes do not fit: {problem}", line=line)
    if mean.shape[1] != ONE or not same(covariance.shape, (size, size)):
        raise AuthoringError(
            f"a mean of shape {shown(mean.shape)} and a covariance of shape {shown(covariance.shape)} do not fit",
            line=line,
        )
    if not is_positive_semidefinite(covariance):
        raise AuthoringError(
            f"a covariance must be positive definite, and {covariance} need not be: declare it as PositiveDefinite, or "
            "write it as such, as in L*L.T", line=line,
        )  # fmt: skip
    return mean, covariance


