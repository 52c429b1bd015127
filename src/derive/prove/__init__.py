"""One way of proving a file, and their order: cheap and exact first.

A prover is a plain function of a claim and its facts; None means "not mine, or I cannot tell".  It
says nothing of definedness: what the domains leave open is attached to its proof afterwards.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from derive.calculation import Relation
from derive.claim import Claim, Reading
from derive.evidence import Disproof, Proof
from derive.prove.cas import prove_by_cas
from derive.prove.cases import prove_cases
from derive.prove.conditions import conditions
from derive.prove.divergences import prove_divergence_bound
from derive.prove.equations import prove_implication
from derive.prove.expectations import prove_expectation
from derive.prove.extrema import prove_by_extremum
from derive.prove.facts import Facts
from derive.prove.identity import prove_identity
from derive.prove.inequalities import prove_inequality
from derive.prove.limits import prove_limit
from derive.prove.matrices import is_about_matrices, prove_entries
from derive.prove.moduli import prove_without_moduli
from derive.prove.normal_form import prove_normal_form
from derive.prove.optimum import prove_interval, prove_membership, prove_optimum
from derive.prove.rounding import prove_rounding
from derive.prove.separation import prove_by_separation
from derive.prove.sequences import refute_by_sequences
from derive.prove.shape import prove_shape
from derive.prove.smoothness import prove_smoothness
from derive.prove.tangents import prove_by_tangents
from derive.prove.termwise import prove_term_by_term
from derive.prove.truncated import prove_truncated
from derive.prove.unattained import prove_unattained
from derive.tree import Captured

Prover = Callable[[Claim, Facts], Proof | Disproof | None]

BETWEEN_NUMBERS: tuple[Prover, ...] = (
    prove_identity, prove_divergence_bound, prove_expectation, prove_normal_form, prove_inequality, prove_cases,
    prove_truncated, prove_term_by_term, prove_by_tangents, prove_by_extremum,
    prove_by_separation, prove_without_moduli, prove_by_cas,
)  # fmt: skip
"""Provers of =, <, ... between two numbers."""


def prove_matrices(claim: Claim, facts: Facts) -> Proof | Disproof | None:
    """Matrices, entry by entry."""
    return prove_entries(claim, facts, BETWEEN_NUMBERS)


BETWEEN_MATRICES: tuple[Prover, ...] = (prove_identity, prove_matrices)

PROVERS: tuple[Prover, ...] = (
    prove_identity, prove_divergence_bound, prove_expectation, prove_normal_form, prove_inequality, prove_limit,
    refute_by_sequences,
    prove_implication, prove_membership, prove_interval, prove_optimum, prove_shape, prove_unattained,
    prove_smoothness, prove_rounding, prove_cases, prove_truncated, prove_term_by_term, prove_by_tangents,
    prove_by_extremum, prove_by_separation,
    prove_without_moduli, prove_by_cas,
)  # fmt: skip


def prove(claim: Claim, announce: Callable[[str], None] = lambda what: None) -> Proof | Disproof | None:
    """The first proof or disproof that a prover finds, with the definedness conditions that are left.

    `announce` is told which prover is at work.

    >>> from sympy import log
    >>> from derive.calculation import Relation
    >>> from derive.domains import REAL
    >>> x = REAL.symbol("x")
    >>> proof = prove(Claim(log(x**2), Relation.EQUAL, 2*log(x), {x: REAL}))
    >>> proof.method, proof.conditions
    ('normal form', ('x > 0',))
    >>> prove(Claim(log(x**2), Relation.EQUAL, log(x), {x: REAL})) is None
    True
    """
    if claim.reading is Reading.COMPLEX:
        from derive.prove.in_plane import prove_in_plane  # many modules, which most pages never need

        return prove_in_plane(claim, announce)
    found = prove_real(claim, announce)
    if found is None and claim.relation is Relation.EQUAL and not is_about_matrices(claim):
        from derive.prove.in_plane import prove_on_line

        found = prove_on_line(claim, announce)
    return replace(found, conditions=conditions(claim)) if isinstance(found, Proof) else found


def prove_real(claim: Claim, announce: Callable[[str], None]) -> Proof | Disproof | None:
    """The first proof or disproof that a prover of the real reading finds."""
    facts = Facts.of(claim)
    for prover in BETWEEN_MATRICES if is_about_matrices(claim) else PROVERS:
        announce(f"looking for a proof: {_name(prover)}")
        try:
            found = prover(claim, facts)
        except Captured:  # a rewriting that is out of the reach of this prover
            continue
        if found is not None:
            return found
    return None


def _name(prover: Prover) -> str:
    return "SymPy's simplify" if prover is prove_by_cas else prover.__name__.removeprefix("prove_").replace("_", " ")
