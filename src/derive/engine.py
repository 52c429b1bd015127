"""Claim -> Evidence: screen, refute, prove, in this order, stopping at the first certificate.

- screen: both sides at exact random points in float64, all claims of a page at once; a difference
  is only a candidate.
- refute: ball arithmetic at the candidates and at a few points more; separated balls, confirmed by
  a second evaluator, are a counterexample.
- prove: the provers, cheap and exact first.  What they cannot prove is SUPPORTED if both sides
  agreed at the points, else UNDECIDED.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from sympy import Basic, Eq, ImmutableDenseMatrix, Integer, Symbol

from derive.calculation import BETWEEN_NUMBERS, Relation
from derive.claim import Claim, Reading
from derive.errors import DeriveError, InternalContradiction
from derive.evidence import Agreement, Evidence, Proof, Trust, Undecided, of_denial, with_figures
from derive.prove import prove
from derive.prove.equations import refute_implication
from derive.prove.facts import Facts
from derive.prove.normal_form import is_zero
from derive.prove.optimum import refute_membership, refute_optimum
from derive.prove.rounding import refute_rounding
from derive.prove.shape import refute_shape
from derive.refute import ORDERS, fails, refute
from derive.refute.confirmation import is_costly
from derive.screening import Screen, have_values, no_point, screen
from derive.terms.distributions import Distribution
from derive.terms.explicit import spelt_out

__all__ = ["Announce", "Screen", "decide", "screen"]

CHECK_BITS, COSTLY_CHECK_BITS = 1024, 64
FEWEST = 3
"""Points at which sides with variables must have agreed for that to count as support."""

FEW, MANY = 2, 48
FEWEST_DIGITS = 6
"""Digits to which floats must agree for that to count as support."""

AGREEING = 9
"""Digits to which floats agree on averages that are probably equal."""

NOTHING = Facts({})

Announce = Callable[[str], None]

def decide(claim: Claim, screened: Screen, announce: Announce = lambda what: None) -> Evidence:
    """All that can be found out about one claim; `announce` is told what is being tried."""
    if claim.relation is Relation.NOT_ALWAYS:
        denied = _denied(claim)
        return of_denial(decide(denied, screen([denied])[0], announce))
    if claim.is_abstract:
        from derive.abstract.deciding import decide_abstract  # most pages speak of numbers only

        return decide_abstract(claim, announce)
    if not screened.points:
        return Undecided(reason=no_point(claim))
    claim = replace(claim, lhs=spelt_out(claim.lhs), rhs=spelt_out(claim.rhs))
    assuming = (*(str(fact) for fact in claim.assuming), *_masses_taken_for_one(claim))
    try:
        evidence = _decided(claim, screened, announce)
    except (DeriveError, MemoryError):  # who runs out of memory is replaced
        raise
    except Exception as error:  # SymPy and mpmath raise what they like; that costs one claim, not the page
        evidence = Undecided(reason=f"the engine stumbled over this claim ({type(error).__name__}: {error})"[:300])
    if isinstance(evidence, Proof) and claim.relation in BETWEEN_NUMBERS:
        _check_in_balls(evidence, claim, screened)
        if not have_values(claim, screened):
            evidence = Undecided(reason="no point was found at which both sides have a value")
    if evidence is None:
        evidence = _without_proof(claim, screened)
    return replace(with_figures(evidence, **screened.figures), assuming=assuming)


def _masses_taken_for_one(claim: Claim) -> Iterator[str]:
    """That the density of a law which the page defines itself integrates to 1: its author says so."""
    sides = (side for side in (claim.lhs, claim.rhs) if isinstance(side, Basic))
    for law in dict.fromkeys(law for side in sides for law in side.atoms(Distribution)):
        if not type(law).__module__.startswith("derive.") and hasattr(law, "support"):
            yield str(Eq(law.average(Integer(1), Symbol("x", real=True)), 1, evaluate=False))


def _denied(claim: Claim) -> Claim:
    """The claim of which it is said that it does not always hold."""
    return replace(claim.relating(claim.lhs, claim.rhs.relation, claim.rhs.rhs), approach=claim.rhs.approach)


def _decided(claim: Claim, screened: Screen, announce: Announce) -> Evidence | None:
    """A counterexample or a proof.

    Between numbers the counterexample is sought first: that is cheap, and most false steps die there.
    Where it is dear (solutions of an equation, points near an optimum), a few points are tried before
    the proof, and all of them only if there is none.
    """
    if claim.reading is Reading.COMPLEX:
        return _decided_in_plane(claim, screened, announce)
    if _is_integral_that_agrees(claim, screened):
        return _proved_or_refuted(claim, screened, announce)
    announce("looking for a counterexample")
    found = _refuted(claim, screened, FEW)
    if found is None:
        announce("looking for a proof")
        found = prove(claim, announce)
    if found is None:
        announce("looking harder for a counterexample")
        found = _refuted_harder(claim, screened)
    return found


def _refuted_harder(claim: Claim, screened: Screen) -> Evidence | None:
    """What is done only for the few claims that are not settled yet."""
    if claim.relation not in BETWEEN_NUMBERS:
        return _refuted(claim, screened, MANY)
    from derive.refute.downhill import refute_harder  # most pages never need it

    return refute_harder(claim, screened.points, lambda number: is_zero(number, NOTHING))


def _is_integral_that_agrees(claim: Claim, screened: Screen) -> bool:
    """Whether balls would need quadrature, and find nothing where floats have not."""
    digits = screened.figures["digits"]
    return digits is not None and digits >= AGREEING and is_costly(claim)


def _proved_or_refuted(claim: Claim, screened: Screen, announce: Announce) -> Evidence | None:
    """The other order, where a proof is cheaper than balls."""
    announce("looking for a proof")
    found: Evidence | None = prove(claim, announce)
    if found is None:
        announce("looking for a counterexample")
        found = _refuted(claim, screened, FEW)
    return found


def _decided_in_plane(claim: Claim, screened: Screen, announce: Announce) -> Evidence | None:
    """The same where the screen was made of balls already: only what it has separated is refuted first."""
    if screened.separated:
        announce("looking for a counterexample")
        unconfirmed = "balls separate the sides, but the second evaluator does not confirm it at any of the points"
        found = _refuted(claim, screened, FEW)
        return Undecided(reason=unconfirmed) if found is None else found
    announce("looking for a proof")
    found = prove(claim, announce)
    if found is None:
        announce("looking for a counterexample")
        found = _refuted(claim, screened, FEW)
    return found


def _refuted(claim: Claim, screened: Screen, tries: int) -> Evidence | None:
    match claim.relation:
        case Relation.IMPLIES | Relation.IFF:
            return refute_implication(claim, tries)
        case Relation.MEMBER:
            return refute_membership(claim)
        case Relation.MINIMISES | Relation.MAXIMISES:
            return refute_optimum(claim, tries)
        case Relation.ROUNDS_TO:
            return refute_rounding(claim)
        case Relation.IS:
            return refute_shape(claim, tries)
        case Relation.TENDS_TO:
            return None
    return refute(claim, screened.candidates, lambda number: is_zero(number, NOTHING))


def _check_in_balls(proof: Proof, claim: Claim, screened: Screen) -> None:
    """Raise `InternalContradiction` if balls separate the sides of a proved claim at the likeliest point.

    The search for a counterexample has been there already, but asks for a confirmation that the second
    evaluator may not be able to give; against a proof the balls alone are enough.
    """
    if isinstance(claim.lhs, ImmutableDenseMatrix):
        return
    if claim.reading is Reading.COMPLEX and proof.trusts is not Trust.CAS:
        return  # the screen was made of balls, and has not separated the sides
    bits = COSTLY_CHECK_BITS if is_costly(claim) else CHECK_BITS
    for point in screened.candidates[:1]:
        if fails(claim, point, max_bits=bits) is not None:
            raise InternalContradiction(
                f"{proof.method} proves {claim.lhs} {claim.relation.value} {claim.rhs}, but balls refute it at {point}"
            )


def _differ(claim: Claim) -> str:
    """What floats show where they contradict a claim."""
    return "differ" if claim.relation is Relation.EQUAL else "have the other order"


def _at(screened: Screen) -> str:
    """Where the sides differ most, in words."""
    point = next(iter(screened.candidates), {})
    return " (at " + ", ".join(f"{symbol} = {value}" for symbol, value in point.items()) + ")" if point else ""


def _without_proof(claim: Claim, screened: Screen) -> Evidence:
    if claim.relation not in BETWEEN_NUMBERS:
        return Undecided(reason=f"neither a proof nor a counterexample was found for {claim.relation.value!r}")
    if not screened.counted:
        return Undecided(reason="no point was found at which both sides could be evaluated")
    if claim.domains and screened.counted < FEWEST:
        return Undecided(reason=f"both sides have a value at {screened.counted} of the sampled points only")
    digits = screened.figures["digits"]
    left_open = "but no certified enclosure separates them, and no proof was found"
    if digits == 0 or (screened.is_suspect and claim.relation in ORDERS):
        return Undecided(reason=f"the sides {_differ(claim)} in floats{_at(screened)}, {left_open}")
    if claim.relation is Relation.EQUAL and digits is not None and digits < FEWEST_DIGITS:
        return Undecided(reason=f"the sides agree to {digits} digits only in floats{_at(screened)}, {left_open}")
    return Agreement(reason="the sides agreed at every point at which both have a value; no prover applied")
