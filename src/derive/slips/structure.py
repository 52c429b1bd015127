"""Slips of structure: what is dropped, turned over, or applied term by term; brackets."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sympy import Abs, Add, Function, Integer, Mul, Pow, exp, log

from derive.slips.building import inverted, is_expression, product, rebuilt, total
from derive.slips.places import Place, Role
from derive.terms.vectors.special import Hadamard
from derive.terms.vectors.tensors import Added, Multiplied, Scaled, added

MOST_TERMS = 6
TERM_WISE = (log, exp, Abs)
OF_FACTORS = (Multiplied, Scaled, Hadamard)


def factor_dropped(place: Place) -> Iterator[Any]:
    """u v -> v."""
    node = place.node
    if isinstance(node, OF_FACTORS):
        yield from _fewer_factors(place)
    if not isinstance(node, Mul):
        return
    for index, factor in enumerate(node.args):
        if factor != -1:
            yield product([other for i, other in enumerate(node.args) if i != index])


def _fewer_factors(place: Place) -> Iterator[Any]:
    """The same of tensors."""
    parts = place.node.args
    for index, factor in enumerate(parts):
        rest = [other for i, other in enumerate(parts) if i != index]
        if factor != -1:
            yield rest[0] if len(rest) == 1 else rebuilt(place.node, rest)


def term_dropped(place: Place) -> Iterator[Any]:
    """a + b -> a."""
    node = place.node
    if isinstance(node, Added):
        yield from (added(*node.args[:index], *node.args[index + 1 :]) for index in range(len(node.args)))
    if not isinstance(node, Add):
        return
    for index in range(len(node.args)):
        yield total([other for i, other in enumerate(node.args) if i != index])


def turned_over(place: Place) -> Iterator[Any]:
    """u/v -> v/u."""
    node = place.node
    if not is_expression(node) or place.role in (Role.EXPONENT, Role.FACTOR):
        return
    is_fraction = isinstance(node, Mul) and any(_is_below(factor) for factor in node.args)
    if is_fraction or (isinstance(node, Pow) and _is_below(node)):
        yield inverted(node)


def factor_turned_over(place: Place) -> Iterator[Any]:
    """u v -> u/v, and u/v -> u v."""
    if place.role is Role.FACTOR and place.node not in (1, -1, 0):
        yield inverted(place.node)


def _is_below(factor: Any) -> bool:
    """Whether a factor stands below a fraction bar."""
    if factor.is_Rational:
        return bool(factor.q != 1)
    return isinstance(factor, Pow) and bool(factor.exp.is_number and factor.exp.is_negative)


def term_by_term(place: Place) -> Iterator[Any]:
    """f(a + b) -> f(a) + f(b), for powers, roots, reciprocals, log, exp and absolute values."""
    node = place.node
    if isinstance(node, Pow) and isinstance(node.base, Add) and len(node.base.args) <= MOST_TERMS:
        yield total([Pow(term, node.exp, evaluate=False) for term in node.base.args])
    elif isinstance(node, TERM_WISE) and isinstance(node.args[0], Add):
        yield total([node.func(term, evaluate=False) for term in node.args[0].args])


def put_together(place: Place) -> Iterator[Any]:
    """f(a) + f(b) -> f(a + b)."""
    node = place.node
    if not isinstance(node, Add):
        return
    terms = list(node.args)
    for i, first in enumerate(terms):
        for j in range(i + 1, len(terms)):
            together = _together(first, terms[j])
            if together is not None:
                yield total([*(term for k, term in enumerate(terms) if k not in (i, j)), together])


def _together(first: Any, second: Any) -> Any:
    if isinstance(first, Pow) and isinstance(second, Pow) and first.exp == second.exp:
        return Pow(total([first.base, second.base]), first.exp, evaluate=False)
    if isinstance(first, Function) and type(first) is type(second) and len(first.args) == 1:
        return first.func(total([first.args[0], second.args[0]]), evaluate=False)
    return None


def bracket_lost(place: Place) -> Iterator[Any]:
    """a (b + c) -> a b + c; the bracket may also stand below a fraction bar."""
    node = place.node
    if not isinstance(node, Mul):
        return
    for index, factor in enumerate(node.args):
        if isinstance(factor, Add) and len(factor.args) <= MOST_TERMS:
            others = [other for i, other in enumerate(node.args) if i != index]
            for kept, first in enumerate(factor.args):
                rest = [term for i, term in enumerate(factor.args) if i != kept]
                yield total([product([*others, first]), *rest])


def bracket_gained(place: Place) -> Iterator[Any]:
    """a b + c -> a (b + c)."""
    node = place.node
    if not isinstance(node, Add) or len(node.args) > MOST_TERMS:
        return
    for index, term in enumerate(node.args):
        if not isinstance(term, Mul):
            continue
        rest = [other for i, other in enumerate(node.args) if i != index]
        for kept, factor in enumerate(term.args):
            others = [other for i, other in enumerate(term.args) if i != kept]
            yield product([*others, rebuilt(node, [factor, *rest])])
        number = term.args[0]
        if number.is_Rational and number not in (1, -1, Integer(0)) and len(term.args) > 1:
            yield product([number, rebuilt(node, [product(list(term.args[1:])), *rest])])
