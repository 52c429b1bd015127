"""Jacobians of vectors: from the variable forward, term by term.

Source: Petersen and Pedersen, The Matrix Cookbook (2012), chapter 2.
"""

from __future__ import annotations

from typing import Any

from sympy import Dummy, Integer, diff

from derive.prove.words.atoms import Unreadable
from derive.prove.words.gradients import gradient_of, holds, of_number, outermost, slope_of
from derive.terms.vectors.derivatives import Gradient, Jacobian
from derive.terms.vectors.special import DiagonalMatrix, Elementwise, Filled, FromEntries, Hadamard, Identity
from derive.terms.vectors.tensors import (
    ONE,
    Added,
    Entry,
    Inverted,
    Multiplied,
    Scaled,
    TensorSymbol,
    Transposed,
    added,
    multiplied,
    scaled,
    transposed,
)


def jacobian_of(node: Jacobian) -> Any:
    """The Jacobian that a node asks for, without the word."""
    vector = gradient_of(node.args[0]) if isinstance(node.args[0], Gradient) else node.args[0]
    parts = _moved(vector, node.variable)
    return added(*parts) if parts else Filled(Integer(0), *node.shape)


def _moved(node: Any, variable: TensorSymbol) -> list[Any]:
    """The Jacobian of a column, as a list of terms."""
    if not holds(node, variable):
        return []
    match node:
        case TensorSymbol():
            return [Identity(variable.shape[0])]
        case Added():
            return [part for term in node.args for part in _moved(term, variable)]
        case Scaled():
            number, tensor = node.args
            slopes = of_number(number, ONE, variable)
            outer = [multiplied(tensor, transposed(slope)) for slope in slopes]
            return outer + [scaled(number, part) for part in _moved(tensor, variable)]
        case Multiplied():
            return _moved_product(node, variable)
        case Hadamard():
            left, right = node.args
            parts = [multiplied(DiagonalMatrix(right), part) for part in _moved(left, variable)]
            return parts + [multiplied(DiagonalMatrix(left), part) for part in _moved(right, variable)]
        case Elementwise() if not holds(node.args[0], variable):
            slope = DiagonalMatrix(slope_of(node))
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
    inside = sorted((part for part in outermost(body) if holds(part, variable)), key=str)
    names = {part: Dummy(f"u{i}", real=True) for i, part in enumerate(inside)}
    plain = body.xreplace(names)
    if holds(plain, variable):
        raise Unreadable
    found: list[Any] = []
    for part, name in names.items():
        slope = FromEntries(diff(plain, name).xreplace({d: original for original, d in names.items()}), index, size)
        if index not in part.free_symbols:
            found += [multiplied(slope, transposed(row)) for row in of_number(part, ONE, variable)]
        elif isinstance(part, Entry) and part.args[1:] == (index, ONE) and part.args[0].shape == (size, ONE):
            found += [multiplied(DiagonalMatrix(slope), part_) for part_ in _moved(part.args[0], variable)]
        else:
            raise Unreadable
    return found


def _moved_product(node: Multiplied, variable: TensorSymbol) -> list[Any]:
    found: list[Any] = []
    for k, factor in enumerate(node.args):
        if not holds(factor, variable):
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
            outer = [multiplied(column, transposed(slope)) for slope in of_number(number, ONE, variable)]
            return outer + [scaled(number, part) for part in _moved_factor(tensor, behind, variable)]
        case Multiplied():
            return _moved_product(multiplied(*factor.args, *behind), variable)
        case Transposed() if not isinstance(factor.args[0], TensorSymbol):
            return _moved_factor(_flipped(factor.args[0]), behind, variable)
    raise Unreadable
