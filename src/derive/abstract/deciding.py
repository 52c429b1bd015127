"""Claims about more than numbers: refuted in a world, proved by provers of their own.

A few simple worlds are tried first; most false claims die there.  After the provers have failed, many
more are.  A refutation is the ordinary engine's: in a world the claim speaks of numbers only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import chain

from derive.abstract.comparing import Comparison, compared
from derive.abstract.consistency import nothing_to_speak_about
from derive.abstract.narrowing import narrowed
from derive.abstract.proving import prove_abstract
from derive.abstract.worlds import Example, examples
from derive.calculation import BETWEEN_NUMBERS
from derive.claim import Claim
from derive.errors import DeriveError, InternalContradiction
from derive.evidence import Agreement, Counterexample, Evidence, Proof, Undecided, with_figures
from derive.prove.words.proving import disprove_by_shapes

FEW, MANY = 3, 40
FEWEST = 3
"""Points, in all worlds together, at which the sides must have agreed for that to count as support."""

Announce = Callable[[str], None]


def decide_abstract(claim: Claim, announce: Announce = lambda what: None) -> Evidence:
    """All that can be found out about a claim that speaks of more than numbers."""
    try:
        why = nothing_to_speak_about(claim)
        evidence = Undecided(reason=why) if why else _decided(claim, announce)
    except (DeriveError, MemoryError):
        raise
    except Exception as error:  # SymPy raises what it likes; that costs one claim, not the page
        evidence = Undecided(reason=f"the engine stumbled over this claim ({type(error).__name__}: {error})"[:300])
    return replace(evidence, assuming=tuple(str(fact) for fact in claim.assuming))


def _decided(claim: Claim, announce: Announce) -> Evidence:
    found: Evidence | None = disprove_by_shapes(claim)
    if found is not None:
        return found
    announce("looking for a world in which it fails")
    worlds = examples(claim, MANY)
    comparison, found = _refuted_in(worlds, claim, FEW, Comparison())
    if found is not None:
        return found
    announce("looking for a proof")
    found = prove_abstract(claim, announce)
    if isinstance(found, Proof):
        _check_against(found, claim, comparison)
    if found is not None:
        return with_figures(found, **comparison.figures)
    announce("looking harder for a world in which it fails")
    comparison, found = _refuted_in(chain(worlds, narrowed(claim)), claim, MANY, comparison)
    return found if found is not None else _without_proof(claim, comparison)


def _refuted_in(
    worlds: Iterator[Example], claim: Claim, count: int, comparison: Comparison
) -> tuple[Comparison, Evidence | None]:
    """What up to `count` worlds say: figures, and the counterexample that one of them gives."""
    if claim.relation not in BETWEEN_NUMBERS:
        return comparison, None
    for _, example in zip(range(count), worlds, strict=False):  # asks for no world beyond the last
        outcome = compared(example)
        comparison = comparison.with_outcome(outcome)
        if isinstance(outcome.counterexample, Counterexample):
            witness = (*example.world.shown(), *outcome.counterexample.witness)
            found = replace(outcome.counterexample, witness=witness)
            return comparison, with_figures(found, **comparison.figures)
    return comparison, None


def _check_against(proof: Proof, claim: Claim, comparison: Comparison) -> None:
    """Raise `InternalContradiction` if a world separates the sides of a proved claim."""
    if comparison.separated:
        raise InternalContradiction(
            f"{proof.method} proves {claim.lhs} {claim.relation.value} {claim.rhs}, but it fails in a world"
        )


def _without_proof(claim: Claim, comparison: Comparison) -> Evidence:
    if claim.relation not in BETWEEN_NUMBERS:
        return Undecided(reason=f"neither a proof nor a counterexample was found for {claim.relation.value!r}")
    if comparison.counted < FEWEST:
        why = "no example was found in which both sides have a value"
        return with_figures(Undecided(reason=why), **comparison.figures)
    agreement = Agreement(reason="the sides agreed in every example at which both have a value; no prover applied")
    return with_figures(agreement, **comparison.figures)
