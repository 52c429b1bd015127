"""Slips of signs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sympy import Add, ImmutableDenseMatrix

from derive.slips.building import is_expression, negated, rebuilt
from derive.slips.places import Place, Role
from derive.terms.vectors.tensors import Added, Tensor

INSIDE = (Role.ARGUMENT, Role.EXPONENT, Role.BOUND, Role.PARAMETER, Role.BODY)


def of_the_whole(place: Place) -> Iterator[Any]:
    """u -> -u, for a whole side."""
    if place.role not in (Role.WHOLE, Role.SIDE, Role.ENTRY):
        return
    if isinstance(place.node, ImmutableDenseMatrix | Tensor):
        yield -place.node
    elif is_expression(place.node) and place.node != 0:
        yield negated(place.node)


def of_a_term(place: Place) -> Iterator[Any]:
    """a + u -> a - u."""
    if place.role is Role.TERM and place.node != 0:
        yield negated(place.node)


def of_an_argument(place: Place) -> Iterator[Any]:
    """f(u) -> f(-u), and the same for exponents, bounds and parameters."""
    if place.role in INSIDE and is_expression(place.node) and place.node != 0:
        yield negated(place.node)


def through_a_bracket(place: Place) -> Iterator[Any]:
    """a - b - c -> a + b + c: all terms but one."""
    if not isinstance(place.node, Add | Added) or len(place.node.args) < 3:
        return
    terms = list(place.node.args)
    for kept in range(len(terms)):
        yield rebuilt(place.node, [term if i == kept else negated(term) for i, term in enumerate(terms)])
