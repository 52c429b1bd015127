"""Slips of numbers: a factor 2, a coefficient, an exponent or a bound off by one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sympy import ImmutableDenseMatrix, Integer, Mul, Pow, Product, Rational, Sum

from derive.slips.building import is_expression, power, product, total
from derive.slips.places import LINEAR, Place, Role
from derive.terms.vectors.tensors import Tensor

HALF = Rational(1, 2)


def doubled(place: Place) -> Iterator[Any]:
    """u -> 2 u."""
    return _times(place, Integer(2))


def halved(place: Place) -> Iterator[Any]:
    """u -> u/2."""
    return _times(place, HALF)


def _times(place: Place, factor: Any) -> Iterator[Any]:
    if place.role not in LINEAR or place.node == 0:
        return
    if place.role is Role.EXPONENT and place.node.is_Rational:
        return  # a number in an exponent is off by one, or a root
    if isinstance(place.node, ImmutableDenseMatrix | Tensor):
        yield factor * place.node
    elif is_expression(place.node):
        yield product([factor, place.node])


def off_by_one(place: Place) -> Iterator[Any]:
    """3 u -> 4 u, 2 u; and the same for a number that is a term or an argument, or below a fraction bar."""
    node = place.node
    if not getattr(node, "is_Rational", False) or place.role in (Role.EXPONENT, Role.BOUND, Role.LAW):
        return
    if node.is_Integer:
        yield from (node + step for step in (1, -1) if node + step != 0 or place.role not in (Role.FACTOR, Role.TERM))
        return
    yield from (Rational(node.p + step, node.q) for step in (1, -1) if node.p + step)
    yield from (Rational(node.p, node.q + step) for step in (1, -1) if node.q + step > 0)


def exponent_off_by_one(place: Place) -> Iterator[Any]:
    """u**3 -> u**2, u**4; and u -> u**2 is a square too many, which is another slip."""
    node = place.node
    if isinstance(node, Pow) and node.exp != -1:
        for step in (1, -1):
            exponent = node.exp + step if node.exp.is_Rational else total([node.exp, Integer(step)])
            if exponent != 0:
                yield power(node.base, exponent)
    elif isinstance(node, Pow):
        yield power(node.base, Integer(-2))


def argument_off_by_one(place: Place) -> Iterator[Any]:
    """f(u) -> f(u + 1), f(u - 1)."""
    if place.role is not Role.ARGUMENT or place.node.is_Rational or isinstance(place.node, Mul):
        return
    for step in (1, -1):
        yield shifted(place.node, step)


def one_more(place: Place) -> Iterator[Any]:
    """u v -> (u + 1) v, (u - 1) v; and the same for a base and a body."""
    node = place.node
    is_here = place.role in (Role.FACTOR, Role.BASE, Role.BODY) and is_expression(node) and not node.is_number
    if is_here and not (isinstance(node, Pow) and node.exp == -1):
        yield from (shifted(node, step) for step in (1, -1))


def bound_off_by_one(place: Place) -> Iterator[Any]:
    """The bound n of a sum -> n + 1, n - 1."""
    if place.role is Role.BOUND and isinstance(place.parent, Sum | Product) and not place.node.is_infinite:
        for step in (1, -1):
            yield shifted(place.node, step)


def shifted(part: Any, step: int) -> Any:
    """u + step, with one number among the terms."""
    if part.is_Rational:
        return part + step
    terms = list(part.args) if part.is_Add else [part]
    numbers = [term for term in terms if term.is_Rational]
    others = [term for term in terms if not term.is_Rational]
    return total([*others, sum(numbers, Integer(step))])
