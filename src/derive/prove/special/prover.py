"""Equality by identities of special functions: both sides in canonical functions, then the zero test of the plane."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sympy import Add, Derivative, Expr, Function, Pow, Symbol

from derive.claim import Claim
from derive.domains import NATURAL, NONNEGATIVE, POSITIVE, POSITIVE_INTEGER, REAL
from derive.evidence import Proof, Trust
from derive.prove import constants
from derive.prove.identity import FROM_EQUALITY
from derive.prove.special.isolated import is_isolated
from derive.prove.special.needs import Knowledge, hold_by_continuity, substance, unmet
from derive.prove.special.quantities import arithmetic
from derive.prove.special.rules import OPAQUE, Kind, Need, occurrences, rewritten_together
from derive.tree import rewritten as put_in

if TYPE_CHECKING:
    from derive.prove.principal import PlaneFacts

MOST_POINTS = 4
"""How many single points may be looked at on their own."""


def prove_special(claim: Claim, facts: PlaneFacts) -> Proof | None:
    """lhs = rhs, and what follows from it, where both are the same in canonical functions.

    >>> from sympy import gamma
    >>> from derive.calculation import Relation
    >>> from derive.domains import COMPLEX
    >>> from derive.prove.principal import PlaneFacts
    >>> z = Symbol("z")
    >>> claim = Claim(gamma(z + 1), Relation.EQUAL, z*gamma(z), {z: COMPLEX})
    >>> prove_special(claim, PlaneFacts.of(claim)).method
    'recurrence of the gamma function'
    >>> claim = Claim(gamma(z + 1), Relation.EQUAL, (z + 1)*gamma(z), {z: COMPLEX})
    >>> prove_special(claim, PlaneFacts.of(claim)) is None
    True
    """
    if claim.relation not in FROM_EQUALITY:
        return None
    names = identities(claim, facts, MOST_POINTS) or _by_generalising(claim) or _by_the_first_value(claim)
    return Proof(method=", ".join(sorted(names)), trusts=Trust.RULE) if names else None


def identities(claim: Claim, facts: PlaneFacts, points: int) -> frozenset[str] | None:
    """The names of the identities by which the sides are equal; None if they are not found to be."""
    found = rewritten_together((claim.lhs, claim.rhs), facts)
    names, still_open = found.names, unmet(found.needs, Knowledge(claim, facts))
    values: list[tuple[Symbol, Expr]] | None = []
    if hold_by_continuity(still_open, claim):
        names |= {"continuity"} if still_open else set()
    else:
        values = _exceptions(still_open, claim)
        if values is not None and any(is_isolated(claim, *exception) for exception in values):
            names |= {"continuity"}
            values = [exception for exception in values if not is_isolated(claim, *exception)]
    lhs, rhs = found.sides
    if values is None or len(values) > points or not _agree(lhs, rhs, facts):
        return None
    if any(symbol in _hidden(claim) for symbol, _ in values):
        return None
    for symbol, value in values:
        there = _at_point(claim, symbol, value)
        more = frozenset[str]() if there is None else _identities_there(there, points - len(values))
        if more is None:
            return None
        names |= more
    return names


def _by_generalising(claim: Claim) -> frozenset[str] | None:
    """The names of the identities by which the claim holds for more than whole values of one variable.

    Between whole numbers there is room for continuity, which quotients of gamma functions need.
    """
    for symbol, domain in claim.domains.items():
        if not domain.is_discrete or any(symbol in h.free_symbols for h in claim.hypotheses):
            continue
        lowest = domain.whole.inf
        wider = POSITIVE if lowest >= 1 else NONNEGATIVE if lowest >= 0 else REAL
        variable = wider.symbol(symbol.name)
        sides = (put_in(side, {symbol: variable}) for side in (claim.lhs, claim.rhs))
        domains = {variable if s == symbol else s: wider if s == symbol else d for s, d in claim.domains.items()}
        lhs, rhs = sides
        names = _identities_there(replace(claim, lhs=lhs, rhs=rhs, domains=domains), 0)
        if names:
            return names
    return None


def _by_the_first_value(claim: Claim) -> frozenset[str] | None:
    """The names of the identities by which the claim holds at the least value of a variable, and above it."""
    for symbol, domain in claim.domains.items():
        if domain not in (NATURAL, POSITIVE_INTEGER) or any(symbol in h.free_symbols for h in claim.hypotheses):
            continue
        if any(symbol in node.variables for side in (claim.lhs, claim.rhs) for node in side.atoms(Derivative)):
            continue
        first = _at_point(claim, symbol, domain.whole.inf)
        above = _shifted(claim, symbol)
        names = _identities_there(above, 0) or _by_generalising(above)
        if names and first is not None:
            at_first = _identities_there(first, 0)
            return None if at_first is None else names | at_first
    return None


def _shifted(claim: Claim, symbol: Symbol) -> Claim:
    """The claim with variable + 1 in place of a variable that runs through all natural or positive whole numbers."""
    following = Add(symbol, 1, evaluate=False)
    lhs, rhs = (put_in(side, {symbol: following}) for side in (claim.lhs, claim.rhs))
    return replace(claim, lhs=lhs, rhs=rhs)


def _identities_there(claim: Claim, points: int) -> frozenset[str] | None:
    from derive.prove.principal import PlaneFacts

    return identities(claim, PlaneFacts.of(claim), points)


def _agree(lhs: Any, rhs: Any, facts: PlaneFacts) -> bool:
    """Whether two expressions are equal wherever both have a value: as they stand, or part by part."""
    from derive.prove.principal import are_equal

    if lhs == rhs or are_equal(lhs, rhs, facts):
        return True
    if not (lhs.free_symbols | rhs.free_symbols) and constants.are_equal(lhs, rhs):
        return True
    if type(lhs) is not type(rhs) or len(lhs.args) != len(rhs.args) or not isinstance(lhs, Pow | Function):
        return False
    return all(_agree(ours, theirs, facts) for ours, theirs in zip(lhs.args, rhs.args, strict=True))


def _exceptions(needs: Iterable[Need], claim: Claim) -> list[tuple[Symbol, Expr]] | None:
    """The values of a variable at which a need is not met; None if there are others, or none can be put in."""
    found: dict[tuple[Symbol, Expr], None] = {}
    for need in needs:
        expression = substance(need)
        if need.kind is not Kind.NONZERO or len(expression.free_symbols) != 1:
            return None
        (symbol,) = expression.free_symbols
        slope = expression.coeff(symbol)
        value = arithmetic(symbol - expression / slope) if slope.is_number and slope.is_zero is False else None
        if value is None or not value.is_number:
            return None
        found[symbol, value] = None
    return list(found)


def _hidden(claim: Claim) -> set[Any]:
    """Symbols inside of nodes in which no value can be put for them."""
    return {symbol for node in occurrences((claim.lhs, claim.rhs), OPAQUE) for symbol in node.free_symbols}


def _at_point(claim: Claim, symbol: Symbol, value: Expr) -> Claim | None:
    """The claim with a value put in for a variable; None where it says nothing there."""
    if symbol not in claim.domains or (value.is_Rational and value not in claim.domains[symbol]):
        return None
    return replace(
        claim,
        lhs=put_in(claim.lhs, {symbol: value}),
        rhs=put_in(claim.rhs, {symbol: value}),
        domains={s: domain for s, domain in claim.domains.items() if s != symbol},
        conditions=tuple(h for h in claim.conditions if symbol not in h.free_symbols),
        assuming=tuple(h for h in claim.assuming if symbol not in h.free_symbols),
    )
