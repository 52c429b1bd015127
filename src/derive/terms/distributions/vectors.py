"""Jointly normal vectors and the Dirichlet law, of explicit size.

Sources: Bishop, Pattern Recognition and Machine Learning (2006), sections 2.2.1 and 2.3 (equations 2.81, 2.82,
2.98); Kotz, Balakrishnan and Johnson, Continuous Multivariate Distributions (2000), chapter 49.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sympy import (
    Add,
    Dummy,
    Expr,
    ImmutableDenseMatrix,
    Integer,
    Matrix,
    MatrixBase,
    Mul,
    Tuple,
    exp,
    eye,
    pi,
    sqrt,
)  # fmt: skip
from sympy import gamma as gamma_function

from derive.errors import AuthoringError, caller_line
from derive.exactness import exact
from derive.terms.distributions.base import Distribution, OnVectors, Requirement, positive, variables_of
from derive.terms.distributions.combined import Product
from derive.terms.distributions.continuous import Beta, Normal
from derive.terms.distributions.supports import Support, Vectors
from derive.terms.vectors.tensors import Tensor
from derive.tree import rewritten


class MultivariateNormal(OnVectors):
    """A jointly normal vector; `args` are its mean, a column, and its covariance."""

    measure = "Lebesgue"
    label = "N"

    def _sympystr(self, printer: Any) -> str:
        return f"N({printer._print(list(self.mean))}, {printer._print(self.covariance.tolist())})"

    @property
    def mean(self) -> Any:
        """The expectation, a column."""
        return self.args[0]

    @property
    def covariance(self) -> Any:
        """The covariance, symmetric and positive definite."""
        return self.args[1]

    @property
    def dimension(self) -> int:
        """The number of entries."""
        return int(self.mean.rows)

    @property
    def requirements(self) -> tuple[Requirement, ...]:
        """Positive leading minors."""
        return tuple((minor, "positive") for minor in _leading_minors(self.covariance))

    def density(self, x: Any) -> Expr:
        """exp(-(x - mean)' covariance^-1 (x - mean)/2)/sqrt((2 pi)^n det covariance)."""
        off = ImmutableDenseMatrix(self.entries(x)) - self.mean
        height = (2 * pi) ** Integer(self.dimension) * self.covariance.det()
        return exp(-(off.T * self.covariance.inv() * off)[0, 0] / 2) / sqrt(height)

    def average(self, integrand: Any, variable: Any) -> Expr:
        """The average over independent standard normal z of the integrand at mean + L z, L L' = covariance."""
        z = [Dummy(v.name, real=True, dummy_index=v.dummy_index) for v in variables_of(variable)]
        at = self.mean + self.covariance.cholesky(hermitian=False) * ImmutableDenseMatrix(z)
        body = rewritten(integrand, dict(zip(variables_of(variable), at, strict=True)))
        standard = Product(*(Normal(Integer(0), Integer(1)) for _ in z))
        return standard.average(body, Tuple(*z))


class Dirichlet(OnVectors):
    """Probabilities that sum to 1; `args` are the parameters."""

    measure = "Lebesgue"

    @property
    def dimension(self) -> int:
        """The number of entries."""
        return len(self.args)

    @property
    def support(self) -> Support:
        """The open simplex."""
        return Vectors(self.dimension, "simplex")

    @property
    def requirements(self) -> tuple[Requirement, ...]:
        """Positive parameters."""
        return tuple((parameter, "positive") for parameter in self.args)

    def bound_variables(self, names: Sequence[str]) -> tuple[Dummy, ...]:
        """Positive entries."""
        return tuple(Dummy(variable.name, positive=True) for variable in super().bound_variables(names))

    def density(self, x: Any) -> Expr:
        """Gamma(sum a)/prod Gamma(a_i) prod x_i^(a_i - 1), against Lebesgue measure of all entries but the last."""
        entries = self.entries(x)
        height = gamma_function(Add(*self.args)) / Mul(*(gamma_function(a) for a in self.args))
        return height * Mul(*(entry ** (a - 1) for entry, a in zip(entries, self.args, strict=True)))

    def average(self, integrand: Any, variable: Any) -> Expr:
        """By breaking a stick: x_i = v_i (1 - v_1) ... (1 - v_(i-1)) with independent beta v_i."""
        entries = variables_of(variable)
        v = [Dummy(entry.name, positive=True, dummy_index=entry.dummy_index) for entry in entries[:-1]]
        rest, pieces = Integer(1), []
        for part in v:
            pieces.append(part * rest)
            rest = rest * (1 - part)
        body = rewritten(integrand, dict(zip(entries, [*pieces, rest], strict=True)))
        laws = (Beta(a, Add(*self.args[i + 1 :])) for i, a in enumerate(self.args[:-1]))
        return Product(*laws).average(body, Tuple(*v))


def multivariate_normal(*, mean: Any, covariance: Any) -> Any:
    """The jointly normal law of a vector, of explicit size or a vector of the page.

    `covariance` is a symmetric matrix (or its rows), a list (the diagonal), or one number (times the identity).

    Raises `AuthoringError` for a covariance of another size, that is not symmetric, or whose numbers
    show that it need not be positive definite.

    >>> law = multivariate_normal(mean=[0, 0], covariance=[1, 4])
    >>> law.covariance
    Matrix([
    [1, 0],
    [0, 4]])
    >>> multivariate_normal(mean=[0, 0], covariance=[[1, 2], [2, 1]])
    Traceback (most recent call last):
    derive.errors.AuthoringError: a covariance must be positive definite: its leading minor 2 must be positive, not -3
    """
    line = caller_line()
    if isinstance(mean, Tensor):
        from derive.terms.normal_vectors import normal_vector  # it is built on the laws of this package

        return normal_vector(mean, covariance)
    centre = ImmutableDenseMatrix([exact(entry, line) for entry in mean])
    matrix = _covariance(covariance, centre.rows, line)
    if matrix.shape != (centre.rows, centre.rows):
        raise AuthoringError(
            f"a covariance of a vector of size {centre.rows} must be {centre.rows} x {centre.rows}, "
            f"not {matrix.rows} x {matrix.cols}", line=line,
        )  # fmt: skip
    if (matrix - matrix.T).expand() != 0 * matrix:
        raise AuthoringError("a covariance must be symmetric", line=line)
    for size, minor in enumerate(_leading_minors(matrix), start=1):
        positive(minor, f"a covariance must be positive definite: its leading minor {size}", line)
    return MultivariateNormal(centre, matrix)


def _covariance(given: Any, size: int, line: int) -> Any:
    if isinstance(given, MatrixBase):
        return ImmutableDenseMatrix(exact(given, line))
    if isinstance(given, list | tuple) and any(isinstance(row, list | tuple) for row in given):
        return ImmutableDenseMatrix(exact(Matrix(given), line))
    if isinstance(given, list | tuple):
        return ImmutableDenseMatrix.diag(*(exact(entry, line) for entry in given))
    return ImmutableDenseMatrix(exact(given, line) * eye(size))


def _leading_minors(matrix: Any) -> list[Expr]:
    return [matrix[:size, :size].det().factor() for size in range(1, matrix.rows + 1)]


def dirichlet(parameters: Sequence[Any]) -> Dirichlet:
    """The Dirichlet law of probabilities that sum to 1.

    Raises `AuthoringError` for fewer than two parameters, or a number among them that is not positive.

    >>> dirichlet([1, 1, 1]).density([Integer(1)/3]*3)
    2
    >>> dirichlet([1, 0])
    Traceback (most recent call last):
    derive.errors.AuthoringError: a parameter of a Dirichlet law must be positive, not 0
    """
    line = caller_line()
    if len(parameters) < 2:
        raise AuthoringError("a Dirichlet law takes two parameters or more", line=line)
    return Dirichlet(*(positive(a, "a parameter of a Dirichlet law", line) for a in parameters))


def marginal(law: Distribution, indices: Sequence[int] | int) -> Distribution:
    """The law of some entries of a jointly normal vector, or of independent components.

    That of one entry is a law on the line.

    Raises `AuthoringError` for a law without marginals at hand, or an index out of range.

    >>> marginal(multivariate_normal(mean=[1, 2], covariance=[1, 4]), 1)
    N(2, 4)
    >>> marginal(multivariate_normal(mean=[1, 2], covariance=[1, 4]), 2)
    Traceback (most recent call last):
    derive.errors.AuthoringError: a vector of size 2 has no entry 2: indices start at 0
    """
    line = caller_line()
    wanted = [indices] if isinstance(indices, int) else list(indices)
    if not isinstance(law, MultivariateNormal | Product):
        raise AuthoringError(f"marginals of {law} are not at hand, only those of jointly normal vectors", line=line)
    _check_indices(law, wanted, line)
    if isinstance(law, Product):
        chosen = [law.args[i] for i in wanted]
        return chosen[0] if len(chosen) == 1 else Product(*chosen)
    return _jointly_normal(law.mean.extract(wanted, [0]), law.covariance.extract(wanted, wanted))


def conditional(law: MultivariateNormal, *, given: Mapping[int, Any]) -> Distribution:
    """The law of the other entries of a jointly normal vector, where some have the values `given`.

    Raises `AuthoringError` for another law, an index out of range, or if no entry is left.

    >>> from sympy.abc import a
    >>> conditional(multivariate_normal(mean=[0, 0], covariance=ImmutableDenseMatrix([[1, 1], [1, 2]])), given={1: a})
    N(a/2, 1/2)
    >>> conditional(multivariate_normal(mean=[0], covariance=1), given={0: a})
    Traceback (most recent call last):
    derive.errors.AuthoringError: nothing is left of the vector once all of its entries are given
    """
    line = caller_line()
    _check_normal(law, line)
    _check_indices(law, list(given), line)
    known, rest = list(given), [i for i in range(law.dimension) if i not in given]
    if not rest:
        raise AuthoringError("nothing is left of the vector once all of its entries are given", line=line)
    gain = law.covariance.extract(rest, known) * law.covariance.extract(known, known).inv()
    off = ImmutableDenseMatrix([exact(value, line) for value in given.values()]) - law.mean.extract(known, [0])
    mean = law.mean.extract(rest, [0]) + gain * off
    return _jointly_normal(mean, law.covariance.extract(rest, rest) - gain * law.covariance.extract(known, rest))


def affine(law: Distribution, matrix: Any, shift: Any) -> Distribution:
    """The law of A x + b for a normal number or a jointly normal vector x; `matrix` is A, `shift` is b.

    Raises `AuthoringError` for another law, or sizes that do not fit.

    >>> affine(multivariate_normal(mean=[0, 0], covariance=1), ImmutableDenseMatrix([[1, 1]]), [3])
    N(3, 2)
    >>> affine(multivariate_normal(mean=[0, 0], covariance=1), ImmutableDenseMatrix([[1]]), [3])
    Traceback (most recent call last):
    derive.errors.AuthoringError: a matrix with 1 columns does not fit a vector of size 2
    """
    line = caller_line()
    if isinstance(law, Normal):
        law = MultivariateNormal(ImmutableDenseMatrix([law.mean]), ImmutableDenseMatrix([law.std**2]))
    _check_normal(law, line)
    a = exact(matrix, line)
    a = ImmutableDenseMatrix(a if isinstance(a, MatrixBase) else a * eye(law.dimension))
    if a.cols != law.dimension:
        raise AuthoringError(f"a matrix with {a.cols} columns does not fit a vector of size {law.dimension}", line=line)
    b = exact(shift if isinstance(shift, list | tuple | MatrixBase) else [shift] * a.rows, line)
    if b.shape != (a.rows, 1):
        raise AuthoringError(f"the shift must have {a.rows} entries, not {b.rows}", line=line)
    return _jointly_normal(a * law.mean + b, a * law.covariance * a.T)


def _jointly_normal(mean: Any, covariance: Any) -> Distribution:
    mean, covariance = (ImmutableDenseMatrix(part.applyfunc(lambda e: e.factor())) for part in (mean, covariance))
    if mean.rows == 1:
        return Normal(mean[0], sqrt(covariance[0, 0]))
    return MultivariateNormal(mean, covariance)


def _check_normal(law: Any, line: int) -> None:
    if not isinstance(law, MultivariateNormal):
        raise AuthoringError(f"expected a jointly normal vector, but found {law}", line=line)


def _check_indices(law: Any, wanted: list[int], line: int) -> None:
    for index in wanted:
        if not 0 <= index < law.dimension:
            raise AuthoringError(
                f"a vector of size {law.dimension} has no entry {index}: indices start at 0", line=line
            )
