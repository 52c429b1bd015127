"""Values of a claimed optimal function lie, at every point, where the values of all functions do."""

from __future__ import annotations

from dataclasses import replace

from sympy import Lambda

from derive.calculation import Relation
from derive.claim import Claim
from derive.domains import REAL
from derive.evidence import Proof, Trust
from derive.prove.conditions import conditions
from derive.prove.measures.equality import in_words
from derive.prove.measures.letters import OutOfScope
from derive.prove.measures.normal_form import NormalForm
from derive.prove.throughout import lies_in
from derive.terms.functional import ValuesOf


def prove_values(claim: Claim) -> Proof | None:
    """The values of the claimed optimum lie where those of the functions do."""
    if claim.relation is not Relation.MEMBER or not isinstance(claim.rhs, ValuesOf):
        return None
    domain = getattr(claim.structures.get(claim.rhs.args[0]), "values", None)
    vanishing = any(getattr(kind, "may_vanish", False) for kind in claim.structures.values())
    if domain is None or vanishing or not isinstance(claim.lhs, Lambda):
        return None
    form = NormalForm(claim)
    try:
        value = form.letters.spelled(form.value(claim.lhs.expr))
    except OutOfScope:
        return None
    if domain is not REAL and not lies_in(value, domain, form.letters.facts):
        return None
    defined = conditions(form.letters.about(value, Relation.EQUAL, value))
    proof = Proof(method="signs of the distances to the ends", trusts=Trust.RULE, conditions=defined)
    proof = in_words(proof, form.letters)
    return replace(proof, conditions=(*form.conditions, *proof.conditions))
