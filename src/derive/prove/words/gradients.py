"""Derivatives with respect to vectors and matrices, worked out on the nodes of a line.

From the number back to the variable: every node hands on its own derivative to its parts.  Nothing is
known of the variable here, not even symmetry, since its entries move independently.

Source: Petersen and Pedersen, The Matrix Cookbook (2012), chapter 2.
"""

from __future__ import annotations

from typing import Any

from sympy import Abs, Derivative, Dummy, Expr, Integer, Sum, diff, sign

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
    return _collected(_of_number(node.args[0], ONE, node.variable), node.variable)


def jacobian_of(node: Jacobian) -> Any:
    """The Jacobian that a node asks for, without the word."""
    vector = gradient_of(node.args[0]) if isinstance(node.args[0], Gradient) else node.args[0]
    parts = _moved(vector, node.variable)
    return added(*parts) if parts else Filled(Integer(0), *node.shape)


def _collected(parts: list[Any], variable: TensorSymbol) -> Any:
    return added(*parts) if parts else Filled(Integer(0), *variable.shape)


def _holds(node: Any, variable: TensorSymbol) -> bool:
    return bool(node.has(variable))


def _of_number(node: Any, outer: Expr, variable: TensorSymbol) -> list[Any]:
    """outer * d node, as terms in the shape of the variable."""
    if not _holds(node, variable):
        return []
    if isinstance(node, NUMBERS):
        return _of_tensor_number(node, outer, variable)
    if isinstance(node, Expectation):
        return _of_expectation(node, outer, variable)
    inside = sorted((part for part in _outermost(node) if _holds(part, variable)), key=str)
    names = {part: Dummy(f"u{i}", real=True) for i, part in enumerate(inside)}
    back = {name: part for part, name in names.items()}
    plain = node.xreplace(names)
    if _holds(plain, variable):
        raise Unreadable
    found: list[Any] = []
    for part, name in names.items():
        slope = diff(plain, name)
        if slope.has(Derivative):
            raise Unreadable
        found += _of_number(part, outer * slope.xreplace(back), variable)
    return found


def _of_expectation(node: Expectation, outer: Expr, variable: TensorSymbol) -> list[Any]:
    """The derivative under the expectation, with the mean moved into the integrand.

    It is taken where the moments of the derivative are known: polynomials, and exponentials of linear forms.
    """
    law = node.law
    if not isinstance(law, VectorLaw) or _holds(law.covariance, variable):
        raise Unreadable
    point = law.point([node.variable])
    body = rewritten(node.integrand, {point: added(law.mean, point)})
    rest = law.func(Filled(Integer(0), *law.mean.shape), law.covariance)
    parts = _of_number(body, ONE, variable)
    return [scaled(outer, TensorExpectation(rest, part, node.variable)) for part in parts]


def _outermost(node: Any) -> set[Any]:
    """The numbers made of tensors that a number is made of."""
    if isinstance(node, NUMBERS | Expectation):
        return {node}
    return set().union(*map(_outermost, node.args)) if node.args else set()


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
    inside = sorted((part for part in _outermost(node.function) if _holds(part, variable)), key=str)
    names = {part: Dummy(f"u{i}", real=True) for i, part in enumerate(inside)}
    plain = node.function.xreplace(names)
    if _holds(plain, variable):
        raise Unreadable
    found: list[Any] = []
    for part, name in names.items():
        slope = diff(plain, name).xreplace({dummy: original for original, dummy in names.items()})
        if index not in part.free_symbols:
            found += _of_number(part, outer * Sum(slope, node.limits[0]), variable)
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
        return _of_product(tensor.args[1], outer * tensor.args[0], variable) + _of_number(
            tensor.args[0], outer * Inner(tensor.args[1]), variable
        )
    return _of_factors(tensor, lambda product: scaled(outer, product) if product else outer, variable)


def _of_factors(tensor: Any, around: Any, variable: TensorSymbol) -> list[Any]:
    factors = tensor.args if isinstance(tensor, Multiplied) else (tensor,)
    found: list[Any] = []
    for k, factor in enumerate(factors):
        if _holds(factor, variable):
            before, behind = factors[:k], factors[k + 1 :]
            sides = [transposed(each) for each in reversed(before)], [transposed(each) for each in reversed(behind)]
            found += _of_tensor(factor, _sandwich(*sides, around), variable)
    return found


def _sandwich(left: list[Any], right: list[Any], around: Any) -> Any:
    """left * (the outer derivative, a number) * right."""
    pieces = [*left, *right]
    product = multiplied(*pieces) if pieces else None
    return around(product)


def _of_tensor(node: Any, outer: Any, variable: TensorSymbol) -> list[Any]:
    """The sum of outer_ij d node_ij, as terms in the shape of the variable."""
    if not _holds(node, variable):
        return []
    match node:
        case TensorSymbol():
            return [outer]
        case Added():
            return [part for term in node.args for part in _of_tensor(term, outer, variable)]
        case Scaled():
            number, tensor = node.args
            inner = Trace(multiplied(transposed(outer), tensor)) if _holds(number, variable) else ONE
            return _of_number(number, inner, variable) + _of_tensor(tensor, scaled(number, outer), variable)
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
            return _of_tensor(left, Hadamard(outer, right), variable) + _of_tensor(right, Hadamard(outer, left), variable)
        case Elementwise() if not _holds(node.args[0], variable):
            return _of_tensor(node.args[1], Hadamard(outer, _slope(node)), variable)
        case FromEntries():
            return _of_entries(node, outer, variable)
        case Gradient() | Jacobian():
            return _of_tensor(gradient_of(node) if isinstance(node, Gradient) else jacobian_of(node), outer, variable)
    raise Unreadable


def _slope(node: Elementwise) -> Elementwise:
    body = diff(node.args[0], ARGUMENT).replace(Abs, lambda value: sign(value) * value)
    return Elementwise(body, node.args[1])


def _of_matrix_product(node: Multiplied, outer: Any, variable: TensorSymbol) -> list[Any]:
    found: list[Any] = []
    for k, factor in enumerate(node.args):
        if _holds(factor, variable):
            left = [transposed(each) for each in reversed(node.args[:k])]
            right = [transposed(each) for each in reversed(node.args[k + 1 :])]
            found += _of_tensor(factor, _pieces(*left, outer, *right), variable)
    return found


def _pieces(*pieces: Any) -> Any:
    """A product in which some factors may be numbers."""
    return multiplied(*pieces)


def _moved(node: Any, variable: TensorSymbol) -> list[Any]:
    """The Jacobian of a column, as a list of terms."""
    if not _holds(node, variable):
        return []
    match node:
        case TensorSymbol():
            return [Identity(variable.shape[0])]
        case Added():
            return [part for term in node.args for part in _moved(term, variable)]
        case Scaled():
            number, tensor = node.args
            slopes = _of_number(number, ONE, variable)
            outer = [multiplied(tensor, transposed(slope)) for slope in slopes]
            return outer + [scaled(number, part) for part in _moved(tensor, variable)]
        case Multiplied():
            return _moved_product(node, variable)
        case Hadamard():
            left, right = node.args
            parts = [multiplied(DiagonalMatrix(right), part) for part in _moved(left, variable)]
            return parts + [multiplied(DiagonalMatrix(left), part) for part in _moved(right, variable)]
        case Elementwise() if not _holds(node.args[0], variable):
            slope = DiagonalMatrix(_slope(node))
            return [multiplied(slope, part) for part in _moved(node.args[1], variable)]
        case FromEntries():
            return _moved_entries(node, variable)
        case Gradient():
            return _moved(gradient_of(node), variable)
        case Transposed() if not isinstance(node.args[0], TensorSymbol):
            return _moved(_flipped(node.args[0]), variable)
    raise Unreadable


def _flipped(node: Any) -> Any:
    """The transpose, pushed inwards."""
    match node:
        case Added():
            return added(*map(_flipped, node.args))
        case Scaled():
            return scaled(node.args[0], _flipped(node.args[1]))
        case Multiplied():
            return multiplied(*(_flipped(factor) for factor in reversed(node.args)))
        case Inverted() if not isinstance(node.args[0], TensorSymbol):
            return Inverted(_flipped(node.args[0]))
        case Identity() | DiagonalMatrix():
            return node
        case Transposed() if not isinstance(node.args[0], TensorSymbol):
            return _flipped(_flipped(node.args[0]))
    return transposed(node)


def _moved_entries(node: FromEntries, variable: TensorSymbol) -> list[Any]:
    """A vector whose i-th entry depends on the i-th entries of vectors alone."""
    body, index, size = node.args
    inside = sorted((part for part in _outermost(body) if _holds(part, variable)), key=str)
    names = {part: Dummy(f"u{i}", real=True) for i, part in enumerate(inside)}
    plain = body.xreplace(names)
    if _holds(plain, variable):
        raise Unreadable
    found: list[Any] = []
    for part, name in names.items():
        slope = FromEntries(diff(plain, name).xreplace({d: original for original, d in names.items()}), index, size)
        if index not in part.free_symbols:
            found += [multiplied(slope, transposed(row)) for row in _of_number(part, ONE, variable)]
        elif isinstance(part, Entry) and part.args[1:] == (index, ONE) and part.args[0].shape == (size, ONE):
            found += [multiplied(DiagonalMatrix(slope), part_) for part_ in _moved(part.args[0], variable)]
        else:
            raise Unreadable
    return found


def _moved_product(node: Multiplied, variable: TensorSymbol) -> list[Any]:
    found: list[Any] = []
    for k, factor in enumerate(node.args):
        if not _holds(factor, variable):
            continue
        before, behind = node.args[:k], node.args[k + 1 :]
        found += [_chained(before, part) for part in _moved_factor(factor, behind, variable)]
    return found


def _chained(before: tuple[Any, ...], part: Any) -> Any:
    return multiplied(*before, part) if before else part


def _moved_factor(factor: Any, behind: tuple[Any, ...], variable: TensorSymbol) -> list[Any]:
    """The Jacobian of factor * behind where only the factor moves."""
    rest = multiplied(*behind) if behind else ONE
    if factor.shape[1] == ONE:
        return [rest * part for part in _moved(factor, variable)]
    match factor:
        case Transposed() if factor.shape[0] == ONE:
            return [multiplied(transposed(rest), part) for part in _moved(factor.args[0], variable)]
        case DiagonalMatrix():
            return [multiplied(DiagonalMatrix(rest), part) for part in _moved(factor.args[0], variable)]
        case Inverted():
            inner = _moved_factor(factor.args[0], (factor, *behind), variable)
            return [scaled(-1, multiplied(factor, part)) for part in inner]
        case Added():
            return [part for term in factor.args for part in _moved_factor(term, behind, variable)]
        case Scaled():
            number, tensor = factor.args
            column = multiplied(tensor, rest)
            outer = [multiplied(column, transposed(slope)) for slope in _of_number(number, ONE, variable)]
            return outer + [scaled(number, part) for part in _moved_factor(tensor, behind, variable)]
        case Multiplied():
            return _moved_product(multiplied(*factor.args, *behind), variable)
        case Transposed() if not isinstance(factor.args[0], TensorSymbol):
            return _moved_factor(_flipped(factor.args[0]), behind, variable)
    raise Unreadable
