"""Statements that need no more than the normal form of both sides, or none at all."""

from __future__ import annotations

import re
from dataclasses import replace

from derive.calculation import BETWEEN_NUMBERS
from derive.claim import Claim
from derive.domains import NONNEGATIVE
from derive.evidence import Proof, Trust
from derive.prove.identity import FROM_EQUALITY
from derive.prove.measures.expansion import expanded
from derive.prove.measures.letters import Letters, OutOfScope
from derive.prove.measures.normal_form import NormalForm
from derive.prove.measures.pieces import holds_integral


def prove_pointwise(claim: Claim) -> Proof | None:
    """A statement about values of densities and functions: each value is a number of its own."""
    if claim.relation not in BETWEEN_NUMBERS:
        return None
    lhs, rhs = expanded(claim.lhs), expanded(claim.rhs)
    if holds_integral(lhs) or holds_integral(rhs):
        return None
    letters = Letters(claim, vanishing=NONNEGATIVE)
    try:
        ordinary = letters.about(letters.spelled(lhs), claim.relation, letters.spelled(rhs))
    except OutOfScope:
        return None
    found = ordinarily_proved(ordinary)
    return in_words(found, letters) if found is not None else None


def prove_equal_integrals(claim: Claim) -> Proof | None:
    """lhs = rhs, and what follows from it, where the difference has the normal form 0."""
    if claim.relation not in FROM_EQUALITY:
        return None
    form = NormalForm(claim)
    try:
        residual = form.value(claim.lhs - claim.rhs)
        if not form.letters.is_zero(form.letters.spelled(residual)):
            return None
    except OutOfScope:
        return None
    return Proof(method=", ".join(form.rules), trusts=Trust.RULE, conditions=form.conditions)


def ordinarily_proved(ordinary: Claim) -> Proof | None:
    """What the provers of statements about numbers say; letters are not independent, so no disproof is one."""
    from derive.prove import prove

    found = prove(ordinary)
    return found if isinstance(found, Proof) else None


def in_words(proof: Proof, letters: Letters) -> Proof:
    """The proof with what letters stand for in its conditions."""
    words = {str(letter): str(node) for letter, node in letters.nodes.items()}
    conditions = tuple(re.sub(r"letter_\d{3}", lambda found: words[found.group()], text) for text in proof.conditions)
    return replace(proof, conditions=conditions)
