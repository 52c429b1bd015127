"""Equality of two expressions without sums, at all points of a claim at which both have a value."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from sympy import Expr, Gt, Lt, Ne, S, Symbol

from derive.calculation import Relation
from derive.claim import Claim
from derive.prove import constants
from derive.prove.special.arguments import evaluated, plain
from derive.prove.special.continuity import is_continuous
from derive.prove.special.needs import Knowledge, hold_by_continuity, unmet
from derive.prove.special.rules import Kind, Need, rewritten_together
from derive.tree import rewritten

MOST_POINTS = 3
MULTIPLIED_OUT = "SymPy's expand"
"""The name under which a proof says that it trusts more than rules."""


At = Callable[[Claim], frozenset[str] | None]


def equal(
    lhs: Expr, rhs: Expr, claim: Claim, facts: Any, needs: tuple[Need, ...] = (), at: At = lambda claim: None
) -> frozenset[str] | None:
    """The names of the rules by which both are equal; None where that is not shown.

    `needs` are those that the way to the two expressions had already.  They are met by what the original claim
    says, by the continuity of its sides, or else the claim is proved at the excepted points, which `at` does.
    """
    if lhs == rhs or evaluated(lhs) == evaluated(rhs):
        return _met(needs, claim, facts, at)
    found = rewritten_together((lhs, rhs), facts)
    left, right = found.sides
    agreement = frozenset[str]() if left == right else _agreement(left, right, facts)
    if agreement is None:
        return None
    exceptions = _met((*needs, *found.needs), claim, facts, at)
    return None if exceptions is None else found.names | agreement | exceptions


def _agreement(left: Expr, right: Expr, facts: Any) -> frozenset[str] | None:
    """What is trusted beyond the zero tests where two expressions agree; None if they are not seen to."""
    from derive.prove.principal import are_equal

    if are_equal(left, right, facts):
        return frozenset()
    if not left.free_symbols | right.free_symbols and constants.are_equal(left, right):
        return frozenset()
    return frozenset({MULTIPLIED_OUT}) if evaluated(left - right).expand() == 0 else None


def _met(needs: tuple[Need, ...], claim: Claim, facts: Any, at: At) -> frozenset[str] | None:
    """The names of what is needed where needs are not met; None if that is not shown."""
    left = unmet(needs, Knowledge(claim, facts)) if needs else []
    if not left or hold_by_continuity(left, claim):
        return frozenset()
    points = _excepted(left)
    if points is None or len(points) > MOST_POINTS:
        return None
    names = frozenset[str]()
    for symbol, value in points:
        there = at_point(claim, symbol, value)
        shown = frozenset[str]() if there is None else at(there)
        if shown is None:
            return None
        names |= shown
    return names


def _excepted(needs: list[Need]) -> list[tuple[Symbol, Expr]] | None:
    """The values of variables at which the needs are not met; None if they are not such values."""
    found: dict[tuple[Symbol, Expr], None] = {}
    for need in needs:
        quantity = plain(need.expression)
        if need.kind is not Kind.NONZERO or len(quantity.free_symbols) != 1:
            return None
        (symbol,) = quantity.free_symbols
        slope = quantity.coeff(symbol)
        value = plain(symbol - quantity / slope) if slope.is_number and slope.is_zero is False else None
        if value is None or value.free_symbols:
            return None
        found[symbol, value] = None
    return list(found)


def at_point(claim: Claim, symbol: Symbol, value: Expr) -> Claim | None:
    """The claim at one value of a variable; None where it says nothing there."""
    if symbol not in claim.domains or (value.is_Rational and value not in claim.domains[symbol]):
        return None
    return replace(
        claim,
        lhs=rewritten(claim.lhs, {symbol: value}),
        rhs=rewritten(claim.rhs, {symbol: value}),
        domains={s: domain for s, domain in claim.domains.items() if s != symbol},
        conditions=tuple(h for h in claim.conditions if symbol not in h.free_symbols),
        assuming=tuple(h for h in claim.assuming if symbol not in h.free_symbols),
    )


def about(claim: Claim, lhs: Expr, rhs: Expr = S.Zero) -> Claim:
    """The claim that two expressions are equal, for the same variables and hypotheses."""
    return replace(claim, lhs=lhs, relation=Relation.EQUAL, rhs=rhs, approach=None)


def moves_freely(symbol: Symbol, claim: Claim, *expressions: Any) -> bool:
    """Whether each admissible value is a limit of generic ones, and the expressions are continuous in the variable."""
    domain = claim.domains.get(symbol)
    about_it = [h for h in claim.hypotheses if symbol in h.free_symbols]
    if domain is None or domain.is_discrete or not all(isinstance(h, Gt | Lt | Ne) for h in about_it):
        return False
    sides = (*expressions, *(side for h in about_it for side in h.args))
    return all(is_continuous(expression, frozenset({symbol})) for expression in sides)
