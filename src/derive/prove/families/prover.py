"""Provers of statements with sums and products over families of numbers."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sympy import Add, Derivative, Determinant, Expr, KroneckerDelta, Mul, Product, S, Subs, Sum, exp, log

from derive.calculation import BETWEEN_NUMBERS, Relation
from derive.claim import Claim, Reading
from derive.evidence import Proof, Trust
from derive.prove.families.letters import OutOfReach
from derive.prove.families.normal_form import NormalForm
from derive.prove.families.ranges import fresh
from derive.terms.expectation import expand_definitions
from derive.terms.families import Entry, Slice
from derive.terms.flows.layers import FlowDensity, LayerDeterminant
from derive.terms.flows.symbolic import FamilyJacobian
from derive.terms.smooth import InverseValue, SmoothValue
from derive.tree import rewritten

METHOD = "normal form over families"
TERMWISE = "term by term"
SPOKEN_OF = (Sum, Product, Entry, Slice, SmoothValue, InverseValue, FlowDensity, LayerDeterminant)
STRICT = frozenset({Relation.BELOW, Relation.ABOVE})
UPWARDS = frozenset({Relation.AT_LEAST, Relation.ABOVE})


def speaks_of_families(claim: Claim) -> bool:
    """Whether a sum, a product, an entry of a family or a smooth function stands in the claim."""
    sides = (side for side in (claim.lhs, claim.rhs) if isinstance(side, Expr))
    return claim.reading is Reading.REAL and any(side.has(*SPOKEN_OF) for side in sides)


def prove_over_families(claim: Claim) -> Proof | None:
    """Both sides in normal form, letters in place of entries and sums: a statement about numbers."""
    if claim.relation not in BETWEEN_NUMBERS or not speaks_of_families(claim):
        return None
    form = NormalForm(claim)
    try:
        lhs, rhs = (form.of(expand_definitions(side)) for side in (claim.lhs, claim.rhs))
        found = proved(form, lhs, claim.relation, rhs)
        conditions = () if found is None else conditions_of(claim)
    except OutOfReach:
        return None
    if found is None:
        return None
    method = METHOD if lhs == rhs else f"{METHOD}, {found.method}"
    return replace(found, method=method, conditions=conditions)


def proved(form: NormalForm, lhs: Any, relation: Relation, rhs: Any, *conditions: Any) -> Proof | None:
    """A proof by the provers of statements about numbers."""
    from derive.prove import prove

    found = prove(form.letters.about(lhs, relation, rhs, *conditions))
    if not isinstance(found, Proof):
        return None
    return replace(form.letters.in_words(found), trusts=max(found.trusts, Trust.RULE, key=lambda trust: trust.rank))


def prove_termwise(claim: Claim) -> Proof | None:
    """An inequality between sums: each term has the right sign, at every index of the range."""
    if claim.relation not in BETWEEN_NUMBERS - {Relation.EQUAL, Relation.DIFFERS} or not speaks_of_families(claim):
        return None
    larger, smaller = (claim.lhs, claim.rhs) if claim.relation in UPWARDS else (claim.rhs, claim.lhs)
    difference = expand_definitions(larger) - expand_definitions(smaller)
    try:
        shown = _has_sign(claim, difference, claim.relation in STRICT)
        conditions = conditions_of(claim) if shown else ()
    except OutOfReach:
        return None
    return Proof(method=TERMWISE, trusts=Trust.RULE, conditions=conditions) if shown else None


def _has_sign(claim: Claim, difference: Expr, strict: Any) -> bool:
    """Whether the difference is nowhere negative, or everywhere positive where that is asked for."""
    form = NormalForm(claim)
    parts, rest = _by_range(form, difference)
    if len(parts) == 1:
        ((first, last),) = parts
        parts[first, last] += rest / (last - first + 1) if rest != 0 else S.Zero
        may_be_empty = rest == 0 and not strict
        nonempty = may_be_empty or form.holds(first, Relation.AT_MOST, last)
        return nonempty and _term_has_sign(form, (first, last), parts[first, last], strict)
    if proved(form, form.of(rest), Relation.AT_LEAST, S.Zero) is None:
        return False
    return not strict and all(_term_has_sign(form, span, body, strict) for span, body in parts.items())


def _by_range(form: NormalForm, difference: Expr) -> tuple[dict[tuple[Expr, Expr], Expr], Expr]:
    """The difference as sums over ranges of a marked index, and what is no sum."""
    parts: dict[tuple[Expr, Expr], Expr] = {}
    rest: list[Expr] = []
    for term in Add.make_args(difference.expand()):
        coefficient, node = _as_sum(term)
        if node is None:
            rest.append(term)
            continue
        *inner, (index, first, last) = node.limits
        body = Sum(node.function, *inner) if inner else node.function
        parts[first, last] = parts.get((first, last), S.Zero) + coefficient * rewritten(body, {index: MARK})
    return parts, Add(*rest)


MARK = fresh(S.One)


def _as_sum(term: Expr) -> tuple[Expr, Sum | None]:
    sums = [factor for factor in term.as_ordered_factors() if isinstance(factor, Sum)]
    return (term / sums[0], sums[0]) if len(sums) == 1 else (term, None)


def _term_has_sign(form: NormalForm, span: tuple[Expr, Expr], body: Expr, strict: Any) -> bool:
    """The sign of a term wherever its index lies in the range; terms may be sums again."""
    first, last = span
    index = fresh(first)
    body = body.xreplace({MARK: index})
    relation = Relation.ABOVE if strict else Relation.AT_LEAST
    if body.has(Sum, Product):
        within = replace(form.claim, conditions=(*form.claim.conditions, index >= first, index <= last))
        return _has_sign(within, body, strict)
    stated = (condition for condition in (index >= first, index <= last) if condition not in (S.true, S.false))
    return proved(form, form.of(body), relation, S.Zero, *stated) is not None


def conditions_of(claim: Claim) -> tuple[str, ...]:
    """What the sides need to have values, beside what the domains imply: of the terms of sums too."""
    from derive.prove.conditions import conditions

    form = NormalForm(claim)
    found: dict[str, None] = {}
    for side in _parts(form, claim.lhs) + _parts(form, claim.rhs):
        ordinary = form.letters.about(side, Relation.EQUAL, side)
        proof = form.letters.in_words(Proof(method="", conditions=conditions(ordinary)))
        found.update(dict.fromkeys(proof.conditions))
    return tuple(found)


def _parts(form: NormalForm, side: Any) -> list[Any]:
    """The side itself, with derivatives and determinants worked out, and what is summed or multiplied inside it."""
    whole = expand_definitions(side)
    worked_out = whole.atoms(Derivative, Subs, Determinant, FamilyJacobian)
    whole = rewritten(whole, {node: form.of(node) for node in worked_out})
    inner = sorted(whole.atoms(Sum, Product), key=str)
    return [whole, *(node.function for node in inner if not node.function.has(KroneckerDelta))]


def prove_by_logarithms(claim: Claim) -> Proof | None:
    """An inequality between positive products: that between their logarithms, term by term."""
    if claim.relation not in BETWEEN_NUMBERS - {Relation.DIFFERS} or not speaks_of_families(claim):
        return None
    form = NormalForm(claim)
    try:
        lhs, rhs = (form.of(expand_definitions(side)) for side in (claim.lhs, claim.rhs))
        if not all(form.letters.spelled(side).is_positive for side in (lhs, rhs)):
            return None
        left, right = map(_logarithm, (lhs, rhs))
    except OutOfReach:
        return None
    if not any(isinstance(factor, exp) for side in (lhs, rhs) for factor in Mul.make_args(side)):
        return None
    return prove_termwise(claim.relating(left, claim.relation, right))


def _logarithm(side: Expr) -> Expr:
    """log of a product of positive factors, factor by factor."""
    return Add(*(f.args[0] if isinstance(f, exp) else log(f) for f in Mul.make_args(side)))
