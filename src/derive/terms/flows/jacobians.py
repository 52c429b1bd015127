"""Jacobians of explicit maps, and the density of a random vector pushed through one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from sympy import Abs, Derivative, Expr, ImmutableDenseMatrix, Symbol, log
from sympy.matrices.expressions.determinant import Determinant

from derive.errors import AuthoringError, caller_line
from derive.exactness import exact
from derive.terms.distributions import Distribution
from derive.terms.vectors.numbers import Determinant as TensorDeterminant
from derive.terms.vectors.numbers import LogDeterminant
from derive.terms.vectors.tensors import Tensor
from derive.terms.vectors.words import jacobian_of


def jacobian(image: Any, variables: Any) -> Any:
    """The matrix of partial derivatives: row i, column j is d image_i / d variables_j, unevaluated.

    Image and variables are lists, or vectors of the page.

    Raises `AuthoringError` if a variable is not a symbol.

    >>> from sympy.abc import x, y
    >>> jacobian([x*y], [x, y])
    Matrix([[Derivative(x*y, x), Derivative(x*y, y)]])
    >>> jacobian([x], [2*x])
    Traceback (most recent call last):
    derive.errors.AuthoringError: a Jacobian is taken with respect to variables, but found 2*x
    """
    if isinstance(image, Tensor) or isinstance(variables, Tensor):
        return jacobian_of(image, variables)
    line = caller_line()
    for variable in variables:
        if not isinstance(variable, Symbol):
            raise AuthoringError(
                f"a Jacobian is taken with respect to variables, but found {variable}", line=line
            )
    rows = [[Derivative(exact(entry, line), v) for v in variables] for entry in image]
    return ImmutableDenseMatrix(rows)


def determinant(matrix: Any) -> Expr:
    """The determinant of a square matrix, explicit or of the page, unevaluated."""
    if isinstance(matrix, Tensor):
        return TensorDeterminant(matrix)
    return Determinant(ImmutableDenseMatrix(matrix))


def log_abs_det(matrix: Any) -> Expr:
    """log |det M| of a square matrix, explicit or of the page, unevaluated.

    >>> log_abs_det([[2, 0], [0, 3]])
    log(Abs(Determinant(Matrix([
    [2, 0],
    [0, 3]]))))
    >>> log_abs_det([[1, 2]])
    Traceback (most recent call last):
    derive.errors.AuthoringError: a determinant needs a square matrix, but found one with 1 rows and 2 columns
    """
    if isinstance(matrix, Tensor):
        return LogDeterminant(matrix)
    found = ImmutableDenseMatrix(matrix)
    if found.rows != found.cols:
        raise AuthoringError(
            f"a determinant needs a square matrix, but found one with {found.rows} rows and {found.cols} columns",
            line=caller_line(),
        )
    return log(Abs(Determinant(found)))


def pushforward_density(
    inverse: Callable[..., Sequence[Any]], base: Distribution, at: Sequence[Symbol]
) -> Expr:
    """The density at `at` of X = f(Z) with Z ~ base, by the inverse map: p_Z(f^-1(x)) |det J_{f^-1}(x)|.

    `inverse` takes the components of x and returns those of z; `at` are the variables x.

    Source: Papamakarios et al., Normalizing Flows for Probabilistic Modeling and Inference (2021),
    equation 4.

    >>> from derive.terms import normal, independent
    >>> from sympy import Symbol
    >>> x = Symbol("x", real=True)
    >>> pushforward_density(lambda x: [2*x], independent(normal(mean=0, std=1)), [x])
    sqrt(2)*exp(-2*x**2)*Abs(Determinant(Matrix([[Derivative(2*x, x)]])))/(2*sqrt(pi))
    """
    z = list(inverse(*at))
    return base.density(z) * Abs(determinant(jacobian(z, at)))
