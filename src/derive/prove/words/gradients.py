"""Derivatives with respect to vectors and matrices, worked out on the nodes of a line.

From the number back to the variable: every node hands on its own derivative to its parts.  Nothing is
known of the variable here, not even symmetry, since its entries move independently.

Source: Petersen and Pedersen, The Matrix Cookbook (2012), chapter 2.
"""

from __future__ import annotations

from typing import Any

from sympy import Abs, Derivative, Dummy, Expr, Integer, Sum, diff, sign
from sympy.concrete.expr_with_limits import ExprWithLimits

from derive.prove.words.atoms import Unreadable
from derive.terms.expectation import Expectation
from derive.terms.normal_vectors import VectorLaw
from derive.terms.vectors.averages import TensorExpectation
from derive.terms.vectors.derivatives import Gradient, Jacobian
from derive.terms.vectors.numbers import Determinant, LogDeterminant, Norm, NormSquared, Trace
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
from derive.terms.vectors.tensors import (
    ONE,
    Added,
    Entry,
    Inner,
    Inverted,
    Multiplied,
    Scaled,
    Tensor,
    TensorSymbol,
    Transposed,
    added,
    multiplied,
    scaled,
    tensor_symbol,
    transposed,
)
from derive.tree import rewritten

NUMBERS = Inner | Entry | Trace | Determinant | LogDeterminant | Norm | NormSquared | Sum


def gradient_of(node: Gradient) -> Any:
    """The gradient that a node asks for, without the word."""
    return _collected(of_number(node.args[0], ONE, node.variable), node.variable)


def _collected(parts: list[Any], variable: TensorSymbol) -> Any:
    return added(*parts) if parts else Filled(Integer(0), *variable.shape)


def holds(node: Any, variable: TensorSymbol) -> bool:
    return bool(node.has(variable))


def of_number(node: Any, outer: Expr, variable: TensorSymbol) -> list[Any]:
    """outer * d node, as terms in the shape of the variable."""
    if not holds(node, variable):
        return []
    if isinstance(node, NUMBERS):
        return _of_tensor_number(node, outer, variable)
    if isinstance(node, Expectation):
        return _of_expectation(node, outer, variable)
    inside = sorted((part for part in outermost(node) if holds(part, variable)), key=str)
    names = {part: Dummy(f"u{i}", real=True) for i, part in enumerate(inside)}
    back = {name: part for part, name in names.items()}
    plain = node.xreplace(names)
    if holds(plain, variable):
        raise Unreadable
    found: list[Any] = []
    for part, name in names.items():
        slope = diff(plain, name)
        if slope.has(Derivative):
            raise Unreadable
        found += of_number(part, outer * slope.xreplace(back), variable)
    return found


def _of_expectation(node: Expectation, outer: Expr, variable: TensorSymbol) -> list[Any]:
    """The derivative under the expectation, with the mean moved into the integrand.

    It is taken where the moments of the derivative are known: polynomials, and exponentials of linear forms.
    """
    law = node.law
    if not isinstance(law, VectorLaw) or holds(law.covariance, variable):
        raise Unreadable
    point = law.point([node.variable])
    body = rewritten(node.integrand, {point: added(law.mean, point)})
    rest = law.func(Filled(Integer(0), *law.mean.shape), law.covariance)
    parts = of_number(body, ONE, variable)
    return [scaled(outer, TensorExpectation(rest, part, node.variable)) for part in parts]


def outermost(node: Any) -> set[Any]:
    """The numbers made of tensors that a number is made of."""
    if isinstance(node, NUMBERS | Expectation):
        return {node}
    if isinstance(node, ExprWithLimits) and node.has(Tensor):
        raise Unreadable  # its index ties the entries together
    return set().union(*map(outermost, node.args)) if node.args else set()


def _of_tensor_number(node: Any, outer: Expr, variable: TensorSymbol) -> list[Any]:
    tensor = node.args[0]
    match node:
        case Inner():
            return _of_product(tensor, outer, variable)
        case Trace():
            return _of_tensor(tensor, scaled(outer, Identity(tensor.shape[0])), variable)
        case Determinant():
            return _of_tensor(tensor, scaled(outer * node, transposed(Inverted(tensor))), variable)
        case LogDeterminant():
            return _of_tensor(tensor, scaled(outer, transposed(Inverted(tensor))), variable)
        case NormSquared():
            return _of_tensor(tensor, scaled(2 * outer, tensor), variable)
        case Norm():
            return _of_tensor(tensor, scaled(outer / node, tensor), variable)
        case Entry():
            return _of_tensor(tensor, scaled(outer, _unit(node)), variable)
    return _of_sum(node, outer, variable)


def _unit(node: Entry) -> Tensor:
    """The matrix with a 1 at the place of an entry."""
    tensor, row, column = node.args
    rows, columns = tensor.shape
    hot = OneHot(row, rows)
    return hot if columns == ONE else multiplied(hot, transposed(OneHot(column, columns)))


def _of_sum(node: Sum, outer: Expr, variable: TensorSymbol) -> list[Any]:
    """A sum over the entries of vectors: term by term for each of these, and for what does not vary with the index."""
    index, first, last = node.limits[0]
    if len(node.limits) != 1 or index in outer.free_symbols or first != 1:
        raise Unreadable
    inside = sorted((part for part in outermost(node.function) if holds(part, variable)), key=str)
    names = {part: Dummy(f"u{i}", real=True) for i, part in enumerate(inside)}
    plain = node.function.xreplace(names)
    if holds(plain, variable):
        raise Unreadable
    found: list[Any] = []
    for part, name in names.items():
        slope = diff(plain, name).xreplace({dummy: original for original, dummy in names.items()})
        if index not in part.free_symbols:
            found += of_number(part, outer * Sum(slope, node.limits[0]), variable)
        elif isinstance(part, Entry) and part.args[1:] == (index, ONE) and part.args[0].shape == (last, ONE):
            found += _of_tensor(part.args[0], scaled(outer, FromEntries(slope, index, last)), variable)
        else:
            raise Unreadable
    return found


def _of_entries(node: FromEntries, outer: Any, variable: TensorSymbol) -> list[Any]:
    """The sum of outer_i d node_i; the vector in front counts as a constant."""
    body, index, size = node.args
    constant = tensor_symbol(Dummy("outer"), *outer.shape)
    total = Sum(Entry(constant, index, ONE) * body, (index, ONE, size))
    return [part.xreplace({constant: outer}) for part in _of_sum(total, ONE, variable)]


def _of_product(tensor: Any, outer: Expr, variable: TensorSymbol) -> list[Any]:
    """A 1 x 1 product, or a sum of such."""
    if isinstance(tensor, Added):
        return [part for term in tensor.args for part in _of_product(term, outer, variable)]
    if isinstance(tensor, Scaled):
        return _of_product(tensor.args[1], outer * tensor.args[0], variable) + of_number(
            tensor.args[0], outer * Inner(tensor.args[1]), variable
        )
    factors = tensor.args if isinstance(tensor, Multiplied) else (tensor,)
    found: list[Any] = []
    for k, factor in enumerate(factors):
        if holds(factor, variable):
            around = _around(factors, k)
            found += _of_tensor(factor, scaled(outer, multiplied(*around)), variable)
    return found


def _around(factors: tuple[Any, ...], k: int) -> list[Any]:
    """What a factor of a product is multiplied with in its derivative: the transposes of the others."""
    before, behind = factors[:k], factors[k + 1 :]
    return [transposed(each) for each in (*reversed(before), *reversed(behind))] or [Identity(ONE)]


def _of_tensor(node: Any, outer: Any, variable: TensorSymbol) -> list[Any]:
    """The sum of outer_ij d node_ij, as terms in the shape of the variable."""
    if not holds(node, variable):
        return []
    match node:
        case TensorSymbol():
            return [outer]
        case Added():
            return [part for term in node.args for part in _of_tensor(term, outer, variable)]
        case Scaled():
            number, tensor = node.args
            inner = _pairing(outer, tensor) if holds(number, variable) else ONE
            return of_number(number, inner, variable) + _of_tensor(tensor, scaled(number, outer), variable)
        case Transposed():
            return _of_tensor(node.args[0], transposed(outer), variable)
        case Multiplied():
            return _of_matrix_product(node, outer, variable)
        case Inverted():
            turned = transposed(node)
            return _of_tensor(node.args[0], scaled(-1, multiplied(turned, outer, turned)), variable)
        case DiagonalMatrix():
            return _of_tensor(node.args[0], DiagonalPart(outer), variable)
        case DiagonalPart():
            return _of_tensor(node.args[0], DiagonalMatrix(outer), variable)
        case Hadamard():
            left, right = node.args
            parts = _of_tensor(left, Hadamard(outer, right), variable)
            return parts + _of_tensor(right, Hadamard(outer, left), variable)
        case Elementwise() if not holds(node.args[0], variable):
            return _of_tensor(node.args[1], Hadamard(outer, slope_of(node)), variable)
        case FromEntries():
            return _of_entries(node, outer, variable)
        case Gradient() | Jacobian():
            return _of_tensor(_opened(node), outer, variable)
    raise Unreadable


def _opened(node: Gradient | Jacobian) -> Any:
    """A derivative, without the word."""
    from derive.prove.words.jacobians import jacobian_of  # it is built on gradients

    return gradient_of(node) if isinstance(node, Gradient) else jacobian_of(node)


def _pairing(left: Tensor, right: Tensor) -> Any:
    """The sum of left_ij right_ij."""
    product = multiplied(transposed(left), right)
    return Trace(product) if isinstance(product, Tensor) else product


def slope_of(node: Elementwise) -> Elementwise:
    body = diff(node.args[0], ARGUMENT).replace(Abs, lambda value: sign(value) * value)
    return Elementwise(body, node.args[1])


def _of_matrix_product(node: Multiplied, outer: Any, variable: TensorSymbol) -> list[Any]:
    found: list[Any] = []
    for k, factor in enumerate(node.args):
        if holds(factor, variable):
            left = [transposed(each) for each in reversed(node.args[:k])]
            right = [transposed(each) for each in reversed(node.args[k + 1 :])]
            found += _of_tensor(factor, multiplied(*left, outer, *right), variable)
    return found
