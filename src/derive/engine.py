"""Claim -> Evidence: screen, refute, prove, in this order, stopping at the first certificate.

- screen: both sides at exact random points in float64, all claims of a page at once; a difference
  is only a candidate.
- refute: ball arithmetic at the candidates and at a few points more; separated balls, confirmed by
  a second evaluator, are a counterexample.
- prove: the provers, cheap and exact first.  What they cannot prove is SUPPORTED if both sides
  agreed at the points, else UNDECIDED.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from sympy import ImmutableDenseMatrix

from derive.calculation import Relation
from derive.claim import Claim
from derive.errors import DeriveError, InternalContradiction
from derive.evidence import Agreement, Evidence, Proof, Undecided, with_figures
from derive.numeric.balls import has_value
from derive.numeric.batch import evaluate
from derive.numeric.points import Point, sample
from derive.prove import prove
from derive.prove.equations import refute_implication
from derive.prove.facts import Facts
from derive.prove.normal_form import is_zero
from derive.prove.optimum import refute_membership, refute_optimum
from derive.prove.rounding import refute_rounding
from derive.refute import fails, refute
from derive.terms.expectation import expand_definitions

SAMPLES = 64
"""Points of the domain at which every claim is screened."""

WITHOUT_CANDIDATE = 2
"""Points at which balls are compared even where floats agree: floats agree on near-identities."""

CANDIDATES = 6
CHECK_BITS = 1024
FEW, MANY = 2, 48
NOTHING = Facts({})
FLOAT_NOISE = 1e-9

Announce = Callable[[str], None]

COMPARISONS = frozenset({
    Relation.EQUAL, Relation.AT_MOST, Relation.BELOW, Relation.AT_LEAST, Relation.ABOVE, Relation.DIFFERS,
})  # fmt: skip


@dataclass(frozen=True)
class Screen:
    """How both sides of a claim compare in float64: a hint where to look, and figures for the report.

    `counted` is how many of the `points` gave both sides a value, `residual` the worst difference,
    relative to the larger of 1 and the sides.
    """

    points: tuple[Point, ...]
    candidates: tuple[Point, ...] = ()
    counted: int = 0
    residual: float | None = None

    @property
    def figures(self) -> dict[str, Any]:
        """Points, digits and residual, as evidence holds them."""
        if self.residual is None:
            return {"points": self.counted, "digits": None, "residual": None}
        digits = 15 if self.residual == 0 else min(15, max(0, math.floor(-math.log10(self.residual))))
        return {"points": self.counted, "digits": digits, "residual": f"{self.residual:.1e}"}


def screen(claims: Sequence[Claim]) -> list[Screen]:
    """Screen claims about the same variables under the same hypotheses, all at the same points."""
    if not claims:
        return []
    points = tuple(sample(claims[0], SAMPLES))
    if not points:
        return [Screen(()) for _ in claims]
    arrays = {symbol: np.array([float(point[symbol]) for point in points]) for symbol in claims[0].domains}
    sides = [_float_sides(claim) for claim in claims]
    values = iter(_floats([side for pair in sides for entries in pair for side in entries], arrays))
    screens = []
    for claim, (left, right) in zip(claims, sides, strict=True):
        lhs = [np.broadcast_to(next(values), len(points)) for _ in left]
        rhs = [np.broadcast_to(next(values), len(points)) for _ in right]
        screens.append(_compare(claim.relation, points, lhs, rhs))
    return screens


def _floats(expressions: list[Any], arrays: dict[Any, Any]) -> list[Any]:
    """All expressions in float64 at once; where one of them fails, it alone has no value."""
    try:
        return evaluate(expressions, arrays)
    except Exception:  # a special function out of its depth is no reason to lose the page
        if len(expressions) == 1:
            return [np.nan]
        return [value for expression in expressions for value in _floats([expression], arrays)]


def _float_sides(claim: Claim) -> tuple[list[Any], list[Any]]:
    """The entries of both sides, where the claim compares numbers; else nothing."""
    if claim.relation not in COMPARISONS:
        return [], []
    left, right = _entries(claim.lhs), _entries(claim.rhs)
    return (left, right) if len(left) == len(right) else ([], [])


def _entries(side: Any) -> list[Any]:
    side = expand_definitions(side)
    return list(side) if isinstance(side, ImmutableDenseMatrix) else [side]


def _compare(relation: Relation, points: tuple[Point, ...], lhs: list[Any], rhs: list[Any]) -> Screen:
    if not lhs:
        return Screen(points, points[:WITHOUT_CANDIDATE])
    left, right = np.array(lhs), np.array(rhs)
    counts = np.isfinite(left).all(axis=0) & np.isfinite(right).all(axis=0)
    if not counts.any():
        return Screen(points, points[:WITHOUT_CANDIDATE])
    left, right = np.where(counts, left, 0.0), np.where(counts, right, 0.0)
    violation = _violation(relation, left, right).max(axis=0)
    size = np.maximum(np.abs(left), np.abs(right)).max(axis=0)
    suspects = np.flatnonzero(violation > FLOAT_NOISE * size)
    suspects = suspects[np.argsort(-violation[suspects] / (size[suspects] + 1e-300), kind="stable")]
    chosen = [points[i] for i in suspects[:CANDIDATES]]
    chosen += [point for point, valid in zip(points, counts, strict=True) if valid][:WITHOUT_CANDIDATE]
    residual = float((violation / np.maximum(1.0, size)).max()) if relation is Relation.EQUAL else None
    return Screen(points, tuple(chosen), int(counts.sum()), residual)


def _violation(relation: Relation, left: Any, right: Any) -> Any:
    """By how much floats contradict the relation; where only equality would, that is a suspicion too."""
    if relation is Relation.EQUAL:
        return np.abs(left - right)
    if relation in (Relation.AT_MOST, Relation.BELOW):
        return np.maximum(left - right, 0.0) + (left == right if relation is Relation.BELOW else 0.0)
    if relation in (Relation.AT_LEAST, Relation.ABOVE):
        return np.maximum(right - left, 0.0) + (left == right if relation is Relation.ABOVE else 0.0)
    return (left == right).astype(float)


def decide(claim: Claim, screened: Screen, announce: Announce = lambda what: None) -> Evidence:
    """All that can be found out about one claim; `announce` is told what is being tried."""
    if not screened.points:
        return Undecided(reason=_no_point(claim))
    assuming = tuple(str(fact) for fact in claim.assuming)
    try:
        evidence = _decided(claim, screened, announce)
    except DeriveError:
        raise
    except Exception as error:  # SymPy and mpmath raise what they like; that costs one claim, not the page
        evidence = Undecided(reason=f"the engine stumbled over this claim ({type(error).__name__}: {error})"[:300])
    if isinstance(evidence, Proof) and claim.relation in COMPARISONS:
        _check_in_balls(evidence, claim, screened)
        if not _has_value(claim, screened):
            evidence = Undecided(reason="no point was found at which both sides have a value")
    if evidence is None:
        evidence = _without_proof(claim, screened)
    return replace(with_figures(evidence, **screened.figures), assuming=assuming)


def _decided(claim: Claim, screened: Screen, announce: Announce) -> Evidence | None:
    """A counterexample or a proof.

    Between numbers the counterexample is sought first: that is cheap, and most false steps die there.
    Where it is dear (solutions of an equation, points near an optimum), a few points are tried before
    the proof, and all of them only if there is none.
    """
    announce("looking for a counterexample")
    found = _refuted(claim, screened, FEW)
    if found is None:
        announce("looking for a proof")
        found = prove(claim, announce)
    if found is None and claim.relation not in COMPARISONS:
        announce("looking harder for a counterexample")
        found = _refuted(claim, screened, MANY)
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
        case Relation.TENDS_TO | Relation.IS:
            return None
    return refute(claim, screened.candidates, lambda number: is_zero(number, NOTHING))


def _check_in_balls(proof: Proof, claim: Claim, screened: Screen) -> None:
    """Raise `InternalContradiction` if balls separate the sides of a proved claim at the likeliest point.

    The search for a counterexample has been there already, but asks for a confirmation that the second
    evaluator may not be able to give; against a proof the balls alone are enough.
    """
    if isinstance(claim.lhs, ImmutableDenseMatrix):
        return
    for point in screened.candidates[:1]:
        if fails(claim, point, max_bits=CHECK_BITS) is not None:
            raise InternalContradiction(
                f"{proof.method} proves {claim.lhs} {claim.relation.value} {claim.rhs}, but balls refute it at {point}"
            )


def _has_value(claim: Claim, screened: Screen) -> bool:
    """Whether both sides have a value at some sampled point, by floats or by balls."""
    if screened.counted:
        return True
    sides = [entry for side in (claim.lhs, claim.rhs) for entry in _entries(side)]
    return any(all(has_value(side, point) for side in sides) for point in screened.points)


def _without_proof(claim: Claim, screened: Screen) -> Evidence:
    if claim.relation not in COMPARISONS:
        return Undecided(reason=f"neither a proof nor a counterexample was found for {claim.relation.value!r}")
    if not screened.counted:
        return Undecided(reason="no point was found at which both sides could be evaluated")
    digits = screened.figures["digits"]
    if claim.relation is Relation.EQUAL and digits is not None and digits < 6:
        return Undecided(
            reason=f"floats agree to {digits} digits only, balls did not separate the sides, and no proof was found"
        )
    return Agreement(reason="the sides agreed at every point at which both have a value; no prover applied")


def _no_point(claim: Claim) -> str:
    if not claim.hypotheses:
        return "no point of the domain was found"
    return "no point satisfies " + " and ".join(str(condition) for condition in claim.hypotheses)


