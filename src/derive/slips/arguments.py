"""Slips of names and order: one variable for another, two arguments exchanged, one law for another."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from itertools import combinations, islice
from typing import Any

from sympy import Add, Function, Integer, Mul, Pow, Symbol

from derive.slips.building import product
from derive.slips.places import SIZE, Place, Role
from derive.terms.distributions import Distribution
from derive.terms.expectation import Defined
from derive.terms.vectors.tensors import TensorSymbol, tensor_symbol
from derive.tree import Captured, rewritten

MOST_VARIABLES = 6


def one_for_another(place: Place) -> Iterator[Any]:
    """One occurrence of x -> y, of one kind: a vector for a vector, a point for a point of the same space."""
    if isinstance(place.node, Symbol):
        yield from place.like(place.node)[:MOST_VARIABLES]
    elif isinstance(place.node, TensorSymbol):
        yield from (tensor_symbol(other, *place.node.shape, place.node.known) for other in place.like(place.node.key))


def one_for_a_variable(place: Place) -> Iterator[Any]:
    """One occurrence of x -> 1, as a factor or a term."""
    if isinstance(place.node, Symbol) and place.role in (Role.TERM, Role.FACTOR, Role.WHOLE, Role.SIDE):
        yield Integer(1)


def variable_for_one(place: Place) -> Iterator[Any]:
    """1 -> x, -1 -> -x, as a term."""
    if place.role in (Role.TERM, Role.WHOLE, Role.SIDE) and place.node in (1, -1):
        numbers = (symbol for symbol in place.scope if place.kinds.get(symbol) in (None, SIZE))
        yield from (product([place.node, symbol]) for symbol in islice(numbers, MOST_VARIABLES))


def exchanged(place: Place) -> Iterator[Any]:
    """x <-> y in the whole side, and in what is more than a letter of it."""
    if place.role not in (Role.WHOLE, Role.TERM, Role.SIDE, Role.ARGUMENT, Role.BODY):
        return
    free: set[Any] = getattr(place.node, "free_symbols", set())
    present = [symbol for symbol in place.scope if symbol in free][:MOST_VARIABLES]
    if isinstance(place.node, Symbol) or len(present) < 2:
        return
    for first, second in combinations(present, 2):
        if place.kinds.get(first) == place.kinds.get(second):
            with suppress(Captured):
                yield rewritten(place.node, {first: second, second: first})


def swapped(place: Place) -> Iterator[Any]:
    """f(a, b) -> f(b, a), KL(p || q) -> KL(q || p), a**b -> b**a; a - b -> b - a is a sign."""
    node = place.node
    if isinstance(node, Defined) and len(node.args) == 2 and all(isinstance(law, Distribution) for law in node.args):
        yield node.func(node.args[1], node.args[0])
    elif isinstance(node, Pow) and not node.exp.is_number:
        yield Pow(node.exp, node.base, evaluate=False)
    elif isinstance(node, Function) and not isinstance(node, Add | Mul) and 1 < len(node.args) <= 4:
        for i, j in combinations(range(len(node.args)), 2):
            arguments = list(node.args)
            arguments[i], arguments[j] = arguments[j], arguments[i]
            try:
                yield node.func(*arguments, evaluate=False)
            except (TypeError, ValueError):  # such as the tuples of a hypergeometric function
                continue
