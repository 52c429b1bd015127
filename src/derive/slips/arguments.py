"""Slips of names and order: one variable for another, two arguments exchanged, one law for another."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import Any

from sympy import Add, Function, Integer, Mul, Pow, Symbol

from derive.slips.places import Place, Role, product
from derive.terms.densities import AbstractDensity
from derive.terms.distributions import Normal
from derive.terms.divergences import KL
from derive.terms.expectation import Expectation
from derive.tree import rewritten

MOST_VARIABLES = 6


def one_for_another(place: Place) -> Iterator[Any]:
    """One occurrence of x -> y."""
    if isinstance(place.node, Symbol):
        yield from (other for other in place.scope[:MOST_VARIABLES] if other != place.node)


def one_for_a_variable(place: Place) -> Iterator[Any]:
    """One occurrence of x -> 1, as a factor or a term."""
    if isinstance(place.node, Symbol) and place.role in (Role.TERM, Role.FACTOR, Role.WHOLE, Role.SIDE):
        yield Integer(1)


def variable_for_one(place: Place) -> Iterator[Any]:
    """1 -> x, -1 -> -x, as a term."""
    if place.role in (Role.TERM, Role.WHOLE, Role.SIDE) and place.node in (1, -1):
        yield from (product([place.node, symbol]) for symbol in place.scope[:MOST_VARIABLES])


def exchanged(place: Place) -> Iterator[Any]:
    """x <-> y in the whole side, and in what is more than a letter of it."""
    if place.role not in (Role.WHOLE, Role.TERM, Role.SIDE, Role.ARGUMENT, Role.BODY):
        return
    free: set[Any] = getattr(place.node, "free_symbols", set())
    present = [symbol for symbol in place.scope if symbol in free][:MOST_VARIABLES]
    if isinstance(place.node, Symbol) or len(present) < 2:
        return
    for first, second in combinations(present, 2):
        yield rewritten(place.node, {first: second, second: first})


def swapped(place: Place) -> Iterator[Any]:
    """f(a, b) -> f(b, a), KL(p || q) -> KL(q || p), a**b -> b**a; a - b -> b - a is a sign."""
    node = place.node
    if isinstance(node, KL):
        yield KL(node.args[1], node.args[0])
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


def one_law_for_another(place: Place) -> Iterator[Any]:
    """E_p[f] -> E_q[f], and KL(p || q) -> KL(p || p')."""
    if place.role is not Role.LAW or not isinstance(place.node, Normal):
        return
    if isinstance(place.node, AbstractDensity):
        yield from _abstract(place.node, place.scope)
        return
    mean, std = (*place.node.args, None, None)[:2]
    if isinstance(place.parent, Expectation | KL) and std is not None:
        yield from _standard(place.node, mean, std)
        yield from _named(place.node, mean, std, place.scope)


def _abstract(law: AbstractDensity, scope: tuple[Symbol, ...]) -> Iterator[Any]:
    """The same with another density of the page."""
    others = (other for other in scope[:MOST_VARIABLES] if other != law.symbol)
    yield from (rewritten(law, {law.symbol: other}) for other in others)


def _standard(law: Any, mean: Any, std: Any) -> Iterator[Any]:
    """The same law about 0, or with standard deviation 1."""
    if mean != 0:
        yield law.func(Integer(0), std)
    if std != 1:
        yield law.func(mean, Integer(1))


def _named(law: Any, mean: Any, std: Any, scope: tuple[Symbol, ...]) -> Iterator[Any]:
    """A standard law with one of the variables for its mean, or for its deviation."""
    for symbol in scope[:MOST_VARIABLES]:
        if mean == 0:
            yield law.func(symbol, std)
        if std == 1:
            yield law.func(mean, symbol)
