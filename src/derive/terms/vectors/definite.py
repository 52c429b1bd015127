"""Which matrices are positive definite by the way they are written."""

from __future__ import annotations

from typing import Any

from derive.terms.vectors.special import ARGUMENT, DiagonalMatrix, Elementwise, Filled, Hadamard, Identity
from derive.terms.vectors.tensors import (
    Added,
    Inverted,
    Multiplied,
    Scaled,
    Tensor,
    TensorSymbol,
    Transposed,
    transposed,
)

INVERTIBLE = ("positive definite", "invertible", "orthogonal", "lower triangular")


def is_positive_definite(tensor: Any) -> bool:
    """Whether a matrix is certainly positive definite, whatever its variables are.

    >>> from sympy.abc import n
    >>> from derive.terms.vectors.tensors import tensor_symbol
    >>> from sympy import Symbol
    >>> A, P = (tensor_symbol(Symbol(name), n, n, known) for name, known in (("A", ""), ("P", "positive definite")))
    >>> is_positive_definite(A * A.T + P), is_positive_definite(A * A.T)
    (True, False)
    """
    match tensor:
        case TensorSymbol():
            return tensor.known == "positive definite"
        case Identity():
            return True
        case Scaled():
            return bool(tensor.args[0].is_positive) and is_positive_definite(tensor.args[1])
        case Inverted() | Transposed():
            return is_positive_definite(tensor.args[0])
        case DiagonalMatrix():
            return is_positive(tensor.args[0])
        case Added():
            return any(map(is_positive_definite, tensor.args)) and all(map(is_positive_semidefinite, tensor.args))
        case Multiplied():
            return _is_congruence(tensor, is_positive_definite) and _is_invertible(tensor.args[0])
    return False


def is_positive_semidefinite(tensor: Any) -> bool:
    """Whether a matrix is certainly positive semidefinite: x^T A x >= 0 for all x."""
    match tensor:
        case Scaled():
            return bool(tensor.args[0].is_nonnegative) and is_positive_semidefinite(tensor.args[1])
        case Added():
            return all(map(is_positive_semidefinite, tensor.args))
        case Multiplied():
            return _is_congruence(tensor, is_positive_semidefinite)
        case Filled():
            return tensor.args[0] == 0
    return is_positive_definite(tensor)


def is_positive(vector: Any) -> bool:
    """Whether all entries of a vector are certainly positive."""
    match vector:
        case TensorSymbol():
            return vector.known == "positive"
        case Filled():
            return bool(vector.args[0].is_positive)
        case Scaled():
            return bool(vector.args[0].is_positive) and is_positive(vector.args[1])
        case Added() | Hadamard():
            return all(map(is_positive, vector.args))
        case Elementwise():
            from sympy import Symbol

            argument = Symbol("t", positive=True) if is_positive(vector.args[1]) else Symbol("t", real=True)
            return bool(vector.args[0].xreplace({ARGUMENT: argument}).is_positive)
    return False


def _is_congruence(product: Multiplied, inside: Any) -> bool:
    """Whether a product is B P B^T with a P of which `inside` holds, or B B^T."""
    factors = product.args
    half = len(factors) // 2
    mirrored = all(left == transposed(right) for left, right in zip(factors[:half], reversed(factors), strict=False))
    return mirrored and (len(factors) % 2 == 0 or inside(factors[half]))


def _is_invertible(tensor: Tensor) -> bool:
    base = tensor.args[0] if isinstance(tensor, Transposed | Inverted) else tensor
    return (isinstance(base, TensorSymbol) and base.known in INVERTIBLE) or is_positive_definite(base)
