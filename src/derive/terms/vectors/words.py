"""The words for vectors and matrices of symbolic size, for use in derivations."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any

from sympy import Dummy, Expr, Integer, Product, Sum, Symbol, sympify
from sympy.matrices import MatrixBase

from derive.errors import AuthoringError, caller_line
from derive.exactness import exact
from derive.terms.vectors.derivatives import Gradient, Jacobian
from derive.terms.vectors.numbers import Determinant, LogDeterminant, Norm, NormSquared, Trace
from derive.terms.vectors.shapes import shown
from derive.terms.vectors.special import (
    ARGUMENT,
    DiagonalMatrix,
    DiagonalPart,
    Elementwise,
    Filled,
    FromEntries,
    Hadamard,
    Identity,
    OneHot,
)
from derive.terms.vectors.tensors import ONE, Inverted, Tensor, TensorSymbol, multiplied, transposed

DEEPEST = 8
"""Sums that are nested under one name of an index."""


def _tensor(value: Any, word: str) -> Tensor:
    if not isinstance(value, Tensor):
        raise AuthoringError(f"{word} takes a vector or a matrix, but found {value}", line=caller_line())
    return value


def _column(value: Any, word: str) -> Tensor:
    if _tensor(value, word).shape[1] != ONE:
        raise AuthoringError(
            f"{word} takes a column vector, but {value} is {shown(value.shape)}", line=caller_line()
        )
    return value


def _variable(value: Any, word: str) -> TensorSymbol:
    if not isinstance(value, TensorSymbol) or value.known == "diagonal":
        raise AuthoringError(
            f"{word} is taken with respect to a vector or matrix of the signature, not {value}", line=caller_line()
        )
    return value


def dot(x: Any, y: Any) -> Any:
    """The inner product x^T y of two vectors of one size.

    Raises `AuthoringError` if one of them is no column vector.

    >>> from sympy.abc import n, k
    >>> from derive.terms.vectors.tensors import tensor_symbol
    >>> x, A = tensor_symbol(k, n, 1), tensor_symbol(k, n, n)
    >>> dot(x, x)
    k.T*k
    >>> dot(A, x)
    Traceback (most recent call last):
    derive.errors.AuthoringError: dot takes a column vector, but k is n x n
    """
    return multiplied(transposed(_column(x, "dot")), _column(y, "dot"))


def norm(x: Any) -> Expr:
    """The Euclidean norm of a vector; of a matrix the Frobenius norm."""
    return Norm(_tensor(x, "norm"))


def norm_squared(x: Any) -> Expr:
    """The square of the Euclidean (of a matrix, the Frobenius) norm."""
    return NormSquared(_tensor(x, "norm_squared"))


def trace(A: Any) -> Expr:  # noqa: N803
    """The sum of the diagonal entries of a square matrix."""
    return Trace(_tensor(A, "trace"))


def det(A: Any) -> Expr:  # noqa: N803
    """The determinant of a square matrix, abstract or explicit."""
    if isinstance(A, MatrixBase):
        from derive.terms.flows import determinant

        return determinant(A)
    return Determinant(_tensor(A, "det"))


def log_det(A: Any) -> Expr:  # noqa: N803
    """log |det A| of a square matrix."""
    return LogDeterminant(_tensor(A, "log_det"))


def inverse(A: Any) -> Tensor:  # noqa: N803
    """The inverse of a square matrix, where it has one.

    >>> from sympy.abc import n, k
    >>> from derive.terms.vectors.tensors import tensor_symbol
    >>> inverse(tensor_symbol(k, n, n))
    inverse(k)
    >>> inverse(2)
    Traceback (most recent call last):
    derive.errors.AuthoringError: inverse takes a vector or a matrix, but found 2
    """
    return Inverted(_tensor(A, "inverse"))


def quadratic_form(A: Any, x: Any) -> Any:  # noqa: N803
    """x^T A x."""
    return multiplied(transposed(_column(x, "quadratic_form")), _tensor(A, "quadratic_form"), x)


def diag(x: Any) -> Tensor:
    """The diagonal matrix that holds the entries of a vector."""
    return DiagonalMatrix(_column(x, "diag"))


def diagonal(A: Any) -> Tensor:  # noqa: N803
    """The vector of the diagonal entries of a square matrix."""
    return DiagonalPart(_tensor(A, "diagonal"))


def identity(n: Any) -> Tensor:
    """The identity matrix of size n."""
    return Identity(exact(n, caller_line()))


def ones(n: Any, m: Any = 1) -> Tensor:
    """The vector of n ones, or the matrix of n x m ones."""
    return Filled(ONE, exact(n, caller_line()), exact(m, caller_line()))


def zeros(n: Any, m: Any = 1) -> Tensor:
    """The zero vector of size n, or the zero matrix of n x m."""
    return Filled(Integer(0), exact(n, caller_line()), exact(m, caller_line()))


def one_hot(i: Any, n: Any) -> Tensor:
    """The vector of size n with a 1 at place i, counted from 1, and 0 elsewhere."""
    return OneHot(exact(i, caller_line()), exact(n, caller_line()))


def hadamard(x: Any, y: Any) -> Tensor:
    """The product entry by entry."""
    return Hadamard(_tensor(x, "hadamard"), _tensor(y, "hadamard"))


def elementwise(f: Callable[[Any], Any], x: Any) -> Tensor:
    """f applied to every entry.

    Raises `AuthoringError` if f is no function of one number.

    >>> from sympy.abc import n, k
    >>> from derive.terms.vectors.tensors import tensor_symbol
    >>> elementwise(lambda t: t**2, tensor_symbol(k, n, 1))
    elementwise(t**2, k)
    >>> elementwise(2, tensor_symbol(k, n, 1))
    Traceback (most recent call last):
    derive.errors.AuthoringError: elementwise takes a function and a vector: elementwise(exp, x)
    """
    if not callable(f):
        raise AuthoringError("elementwise takes a function and a vector: elementwise(exp, x)", line=caller_line())
    body = exact(f(ARGUMENT), caller_line())
    if body.atoms(Elementwise):
        raise AuthoringError("elementwise takes a function of numbers, without another elementwise", line=caller_line())
    return Elementwise(body, _tensor(x, "elementwise"))


def vector(entries: Callable[[Any], Any], n: Any) -> Tensor:
    """The vector of size n whose i-th entry is ``entries(i)``."""
    body, index = _indexed(entries)
    return FromEntries(body, index, exact(n, caller_line()))


def entry(x: Any, i: Any, j: Any = 1) -> Expr:
    """The entry x_i of a vector, or A_ij of a matrix, counted from 1; x[i] and A[i, j] say the same."""
    return _tensor(x, "entry")[sympify(i), sympify(j)]


def sum_over(term: Callable[[Any], Any], first: Any, last: Any) -> Expr:
    """The sum of ``term(i)`` over the whole numbers i from `first` to `last`.

    >>> from sympy.abc import n
    >>> sum_over(lambda i: i**2, 1, n)
    Sum(i**2, (i, 1, n))
    """
    (body, index), line = _indexed(term), caller_line()
    return Sum(body, (index, exact(first, line), exact(last, line)))


def product_over(factor: Callable[[Any], Any], first: Any, last: Any) -> Expr:
    """The product of ``factor(i)`` over the whole numbers i from `first` to `last`."""
    (body, index), line = _indexed(factor), caller_line()
    return Product(body, (index, exact(first, line), exact(last, line)))


def gradient(f: Any, x: Any) -> Tensor:
    """The derivatives of a number f with respect to the entries of a vector or matrix x, in the shape of x.

    The entries of a matrix count as independent, also those of a symmetric one.

    Raises `AuthoringError` if x is no vector or matrix of the signature, or f is no number.

    Source: Petersen and Pedersen, The Matrix Cookbook (2012), chapter 2.

    >>> from sympy.abc import n, k
    >>> from derive.terms.vectors.tensors import tensor_symbol
    >>> x = tensor_symbol(k, n, 1)
    >>> gradient(dot(x, x), x)
    gradient(k.T*k, k)
    >>> gradient(x, x)
    Traceback (most recent call last):
    derive.errors.AuthoringError: the gradient is that of a number, but k is n x 1
    """
    if isinstance(f, Tensor):
        raise AuthoringError(f"the gradient is that of a number, but {f} is {shown(f.shape)}", line=caller_line())
    return Gradient(exact(f, caller_line()), _variable(x, "a gradient"))


def hessian(f: Any, x: Any) -> Tensor:
    """The matrix of second derivatives of a number f with respect to a vector x."""
    return Jacobian(gradient(f, x), _column(x, "hessian"))


def jacobian_of(v: Any, x: Any) -> Tensor:
    """The matrix of derivatives of a vector v with respect to a vector x: row i, column j is d v_i / d x_j."""
    return Jacobian(_column(v, "jacobian"), _variable(_column(x, "jacobian"), "a Jacobian"))


def _indexed(term: Callable[[Any], Any]) -> tuple[Any, Symbol]:
    """``term(i)`` for an index i under a name that nothing inside of it has, be it a sum or a variable of the page."""
    line = caller_line()
    name = next(iter(inspect.signature(term).parameters), "i")
    outside = exact(term(Dummy(name, integer=True, positive=True)), line).free_symbols
    for suffix in ("", *(f"_{count}" for count in range(1, DEEPEST))):
        index = Symbol(f"{name}{suffix}", integer=True, positive=True)
        if index in outside:
            continue
        body = exact(term(index), line)
        inner = body.atoms(Sum, Product, FromEntries)
        if not any(node.has(index) and index not in node.free_symbols for node in inner):
            return body, index
    raise AuthoringError(f"sums are nested more than {DEEPEST} deep under the index {name}", line=line)
