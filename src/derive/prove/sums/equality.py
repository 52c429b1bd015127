"""Equality of two expressions without sums, at all points of a claim at which both have a value."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sympy import Expr, Integer, Symbol

from derive.calculation import Relation
from derive.claim import Claim
from derive.prove.special.arguments import evaluated
from derive.prove.special.needs import Knowledge, hold_by_continuity, is_continuous, unmet
from derive.prove.special.rules import Need, rewritten_together


def equal(lhs: Expr, rhs: Expr, claim: Claim, facts: Any, needs: tuple[Need, ...] = ()) -> frozenset[str] | None:
    """The names of the rules by which both are equal; None where that is not shown.

    `needs` are those that the way to the two expressions had already; they are met by what the
    original claim says, or by the continuity of its sides.
    """
    from derive.prove.principal import are_equal

    if lhs == rhs or evaluated(lhs) == evaluated(rhs):
        return frozenset() if _met(needs, claim, facts) else None
    found = rewritten_together((lhs, rhs), facts)
    if not _met((*needs, *found.needs), claim, facts):
        return None
    left, right = found.sides
    return found.names if left == right or are_equal(left, right, facts) else None


def _met(needs: tuple[Need, ...], claim: Claim, facts: Any) -> bool:
    return not needs or hold_by_continuity(unmet(needs, Knowledge(claim, facts)), claim)


def about(claim: Claim, lhs: Expr, rhs: Expr = Integer(0)) -> Claim:
    """The claim that two expressions are equal, for the same variables and hypotheses."""
    return replace(claim, lhs=lhs, relation=Relation.EQUAL, rhs=rhs, approach=None)


def moves_freely(symbol: Symbol, claim: Claim, *expressions: Any) -> bool:
    """Whether each admissible value is a limit of generic ones, and the expressions are continuous in the variable."""
    domain = claim.domains.get(symbol)
    if domain is None or domain.is_discrete or any(symbol in h.free_symbols for h in claim.hypotheses):
        return False
    return all(is_continuous(expression, frozenset({symbol})) for expression in expressions)
