"""The provers of claims about more than numbers, in the order in which they are asked."""

from __future__ import annotations

from collections.abc import Callable

from derive.claim import Claim
from derive.evidence import Disproof, Proof
from derive.prove.families.prover import prove_by_logarithms, prove_over_families, prove_termwise
from derive.prove.identity import FROM_EQUALITY
from derive.prove.measures.equality import prove_equal_integrals, prove_pointwise
from derive.prove.measures.inequality import prove_unequal_integrals
from derive.prove.measures.lines import prove_straightened
from derive.prove.measures.membership import prove_values
from derive.prove.words.proving import prove_words
from derive.tree import Captured

AbstractProver = Callable[[Claim], Proof | Disproof | None]


def prove_sameness(claim: Claim) -> Proof | None:
    """Both sides are the same expression."""
    if claim.relation in FROM_EQUALITY and claim.lhs == claim.rhs:
        return Proof(method="both sides are the same expression")
    return None


PROVERS: tuple[AbstractProver, ...] = (
    prove_sameness, prove_words, prove_over_families, prove_termwise, prove_by_logarithms, prove_pointwise,
    prove_equal_integrals, prove_unequal_integrals, prove_values, prove_straightened,
)  # fmt: skip


def prove_abstract(claim: Claim, announce: Callable[[str], None] = lambda what: None) -> Proof | Disproof | None:
    """The first proof or disproof that a prover finds."""
    for prover in PROVERS:
        announce(f"looking for a proof: {prover.__name__.removeprefix('prove_').replace('_', ' ')}")
        try:
            found = prover(claim)
        except Captured:  # a rewriting that is out of the reach of this prover
            continue
        if found is not None:
            return found
    return None
