"""Slips of operators: averages, sums, derivatives, and matrices."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sympy import (
    Abs,
    Derivative,
    Function,
    Integral,
    Mul,
    Pow,
    Product,
    Sum,
    Symbol,
    exp,
)
from sympy import log as logarithm

from derive.slips.building import inverted, is_expression, product
from derive.slips.places import Place, Role
from derive.terms.expectation import Expectation

OUTER = (logarithm, exp, Abs)


def exchanged(place: Place) -> Iterator[Any]:
    """log E[u] -> E[log u] and back; the same for squares, roots, reciprocals, exp, sums and integrals."""
    node = place.node
    inner = _inside(node)
    if inner is not None and _is_average(inner[0]):
        average, put = inner
        yield _over(average, put(_body(average)))
    if _is_average(node):
        inner = _inside(_body(node))
        if inner is not None:
            body, put = inner
            yield put(_over(node, body))


def _inside(node: Any) -> tuple[Any, Any] | None:
    """What a function stands around, and the function."""
    if isinstance(node, OUTER):
        return node.args[0], lambda u: node.func(u, evaluate=False)
    if isinstance(node, Pow) and node.exp.is_number:
        return node.base, lambda u: Pow(u, node.exp, evaluate=False)
    return None


def _is_average(node: Any) -> bool:
    return isinstance(node, Expectation | Sum | Integral | Product)


def _body(average: Any) -> Any:
    return average.integrand if isinstance(average, Expectation) else average.args[0]


def _over(average: Any, body: Any) -> Any:
    if isinstance(average, Expectation):
        return Expectation(average.law, body, average.variable)
    return average.func(body, *average.args[1:])


def sum_for_product(place: Place) -> Iterator[Any]:
    """Sum -> Product and back."""
    node = place.node
    if isinstance(node, Sum | Product):
        yield (Product if isinstance(node, Sum) else Sum)(*node.args)


def dropped(place: Place) -> Iterator[Any]:
    """A sum -> its term, where that does not depend on the index; an average of a constant as well."""
    node = place.node
    if _is_average(node) and not isinstance(node, Integral):
        body = _body(node)
        bound = {node.variable} if isinstance(node, Expectation) else set(node.variables)
        if not body.free_symbols & bound:
            yield body


def inner_factor_dropped(place: Place) -> Iterator[Any]:
    """u -> u / g', where g' is the derivative of an argument that occurs in u."""
    for factor in _inner_factors(place):
        yield product([place.node, inverted(factor)])


def inner_factor_gained(place: Place) -> Iterator[Any]:
    """u -> u g'."""
    for factor in _inner_factors(place):
        yield product([place.node, factor])


MOST_ARGUMENTS = 6


def _inner_factors(place: Place) -> Iterator[Any]:
    node = place.node
    if place.role in (Role.WHOLE, Role.TERM) and is_expression(node) and not isinstance(node, Symbol):
        yield from inner_factors(node, place.scope)


def inner_factors(node: Any, scope: tuple[Symbol, ...]) -> Iterator[Any]:
    """Derivatives, other than 1 and -1, of what functions and powers are taken of."""
    seen: set[Any] = set()
    arguments = [part for part in _composed(node) if not isinstance(part, Symbol) and part.free_symbols]
    for argument in list(dict.fromkeys(arguments))[:MOST_ARGUMENTS]:
        for symbol in (symbol for symbol in scope if symbol in argument.free_symbols):
            if argument.has(Integral, Sum, Product, Expectation, Derivative):
                continue
            try:
                factor = argument.diff(symbol)
            except (TypeError, ValueError, NotImplementedError, AttributeError):
                continue
            if not factor.free_symbols <= node.free_symbols:  # it holds a variable that is bound within the node
                continue
            if factor.has(Derivative) or factor in (0, 1, -1) or factor in seen or factor.count_ops() > 12:
                continue
            seen.add(factor)
            yield factor


def _composed(node: Any) -> Iterator[Any]:
    """The arguments of functions of one argument, and the bases of powers."""
    waiting = [node]
    while waiting:
        part = waiting.pop(0)
        if isinstance(part, Function) and len(part.args) == 1:
            yield part.args[0]
        elif isinstance(part, Pow) and part.exp.is_number and not isinstance(part.base, Symbol | Mul):
            yield part.base
        waiting.extend(below for below in getattr(part, "args", ()) if is_expression(below))
