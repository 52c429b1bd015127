"""A refuted claim -> the smallest change of one side that makes it true, if a single slip explains it.

- Every change of the catalogue, every factor or term that the numbers say is missing, and every few terms
  that would have to count otherwise are candidates; all are compared at the same few points.
- What agrees there goes to the engine, the smallest change first.  Only what it proves is a repair; what
  it supports is one "perhaps".
- Where nothing fits: what the difference of the sides looks like.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from types import MappingProxyType
from typing import Any

from derive.calculation import BETWEEN_EQUATIONS, Relation
from derive.claim import Claim
from derive.engine import decide, screen
from derive.errors import DeriveError
from derive.evidence import Counterexample, Disproof, Evidence, Proof, Repair, Verdict
from derive.slips.building import size_of
from derive.slips.candidates import BetweenNumbers, Candidate, candidates
from derive.slips.clock import Clock
from derive.slips.residual import described
from derive.slips.values import ORDERS
from derive.tree import rewritten

SOUGHT = frozenset({Relation.EQUAL, Relation.TENDS_TO}) | ORDERS | BETWEEN_EQUATIONS

TURNED = {
    Relation.AT_MOST: (Relation.AT_LEAST,), Relation.AT_LEAST: (Relation.AT_MOST,),
    Relation.BELOW: (Relation.ABOVE, Relation.AT_LEAST), Relation.ABOVE: (Relation.BELOW, Relation.AT_MOST),
}  # fmt: skip
"""What an inequality that points the wrong way was meant to be."""

LARGEST = 2_000
"""Nodes of both sides beyond which no repair is sought."""

MOST_PROOFS, MOST_SUPPORTED = 6, 2
STUMBLES = (DeriveError, ArithmeticError, TypeError, ValueError, RecursionError, NotImplementedError, LookupError)
REPAIR_SECONDS = 1.9
"""The time after which a process that looks for a repair is ended; the verdict stands."""

SECONDS, SECONDS_A_PROOF = 1.1, 0.2
"""The clock behind the counts: when it has run out no further candidate is begun."""


@dataclass(frozen=True)
class Repaired:
    """The smallest change that was found, and how well the claim is known with it."""

    side: str
    line: Any
    slip: str
    verdict: Verdict


@dataclass(frozen=True)
class Outcome:
    """A repair, or in words why there is none and what the difference looks like.

    `turned` is the order in which both sides do stand, where an inequality points the wrong way.
    """

    repair: Repaired | None
    diagnosis: str | None = None
    turned: Relation | None = None


def repair(claim: Claim, sides: Sequence[str] = ("rhs", "lhs")) -> Outcome:
    """The smallest repair of a refuted claim; `sides` are those that may be at fault, the likelier one first.

    >>> from sympy import Derivative, exp, log
    >>> from sympy.abc import x
    >>> from derive.domains import REAL
    >>> wrong = Claim(Derivative(log(1 + exp(-x)), x), Relation.EQUAL, 1 / (1 + exp(x)), {x: REAL})
    >>> found = repair(wrong).repair
    >>> found.slip, found.line, found.verdict.value
    ('the sign of the whole is wrong', -1/(exp(x) + 1), 'proved')
    >>> hopeless = Claim(exp(x), Relation.EQUAL, log(x**2 + 5) + x**7, {x: REAL})
    >>> repair(hopeless).diagnosis.partition(";")[0]
    'no repair found: no slips of the catalogue explain the line'
    """
    if claim.relation not in SOUGHT:
        return Outcome(None, f"no repair found: none is sought for the relation {claim.relation.value!r}")
    nodes = size_of(claim.lhs) + size_of(claim.rhs)
    if nodes > LARGEST:
        return Outcome(None, f"no repair found: the line is too large for a search ({nodes} nodes)")
    try:
        return _Search(claim, tuple(sides)).outcome()
    except LookupError:
        return Outcome(None, "no repair found: no point was found at which the sides can be compared")


class _Search:
    """The search for one claim: its candidates go to the engine."""

    def __init__(self, claim: Claim, sides: tuple[str, ...]) -> None:
        self.claim = claim
        self.clock = Clock(SECONDS)
        self.candidates = candidates(claim, self.clock, sides)
        self.unproved: list[Candidate] = []

    def outcome(self) -> Outcome:
        """The first candidate that is proved, else the first that is supported, else why there is none."""
        if isinstance(self.candidates, BetweenNumbers) and not self.candidates.sides:
            return Outcome(None, "no repair found: the sides cannot be computed in floats")
        for number, stage in enumerate(self.candidates.stages()):
            turned = self._turned_round() if number == 1 else None  # behind bounds that are tight, before loose ones
            if turned is not None:
                words = f"the inequality is the wrong way round: with {turned.value} the step is proved"
                return Outcome(None, words, turned)
            for candidate in islice(stage, MOST_PROOFS):
                if self._is_provable(candidate) and self._verdict(candidate) is Verdict.PROVED:
                    return Outcome(_repaired(candidate, Verdict.PROVED))
                self.unproved.append(candidate)
                if self.clock.is_over():
                    break
            if self.clock.is_over():
                break
        return self._perhaps()

    def _turned_round(self) -> Relation | None:
        """The order with which both sides as they stand are proved."""
        for turned in TURNED.get(self.claim.relation, ()):
            claim = replace(self.claim, relation=turned)
            seems = isinstance(self.candidates, BetweenNumbers) and self.candidates.ground.holds(turned)
            if seems and self._can_be_proved(claim) and self._verdict_on(claim) is Verdict.PROVED:
                return turned
        return None

    def _perhaps(self) -> Outcome:
        """What could not be proved but holds at all points, or why there is no repair."""
        for candidate in self.unproved[:MOST_SUPPORTED]:
            if self.clock.is_over():
                break
            if self._verdict(candidate) is Verdict.SUPPORTED:
                return Outcome(_repaired(candidate, Verdict.SUPPORTED))
        return Outcome(None, self._why())

    def _is_provable(self, candidate: Candidate) -> bool:
        """Whether it is worth the engine's time: of densities and vectors, a proof is found before a world is."""
        return self._can_be_proved(with_side(self.claim, candidate.side, candidate.line))

    def _can_be_proved(self, changed: Claim) -> bool:
        if not changed.is_abstract:
            return True
        from derive.abstract.proving import prove_abstract

        clock = Clock(SECONDS_A_PROOF)

        def announce(what: str) -> None:
            if clock.is_over():
                raise TimeoutError(what)

        try:
            return isinstance(prove_abstract(changed, announce), Proof)
        except (TimeoutError, *STUMBLES):
            return False

    def _verdict(self, candidate: Candidate) -> Verdict:
        """What the engine knows of the claim with the change."""
        return self._verdict_on(with_side(self.claim, candidate.side, candidate.line))

    def _verdict_on(self, changed: Claim) -> Verdict:
        try:
            return decide(changed, screen([changed])[0]).verdict
        except STUMBLES:
            return Verdict.UNDECIDED

    def _why(self) -> str:
        cut = "".join(f"; {words}" for words in dict.fromkeys(self.candidates.cuts))
        if self.clock.has_run_out:
            cut += "; time: the search was cut off"
        if self.unproved:
            return f"no repair found: what agrees in floats could not be proved{cut}{self._looks()}"
        return f"no repair found: no slips of the catalogue explain the line{cut}{self._looks()}"

    def _looks(self) -> str:
        """What the difference of the sides looks like."""
        numbers = self.candidates
        if not isinstance(numbers, BetweenNumbers) or not numbers.is_equation:
            return ""
        looks = described(self.claim, numbers.ground)
        return "" if looks is None else f"; {looks}"


def _repaired(candidate: Candidate, verdict: Verdict) -> Repaired:
    return Repaired(candidate.side, candidate.line, candidate.slip, verdict)


def with_repair(
    evidence: Evidence, claim: Claim, sides: Sequence[str], names: Mapping[Any, Any] = MappingProxyType({})
) -> Evidence:
    """The evidence with a repair beside it, or with the reason why there is none; `names` are the author's symbols.

    Only what is refuted gets one.  Whatever happens in the search, the verdict stays what it is.
    """
    if not isinstance(evidence, Counterexample | Disproof) or not sides:
        return evidence
    try:
        found = repair(claim, sides)
    except MemoryError:
        raise
    except Exception as error:  # SymPy and mpmath raise what they like
        return without_repair(evidence, f"the search stumbled ({type(error).__name__})")
    if found.repair is None:
        return replace(evidence, diagnosis=found.diagnosis)
    line, slip = rewritten(found.repair.line, names), found.repair.slip
    shown = Repair(side=found.repair.side, expression=str(line), slip=slip, verdict=found.repair.verdict.value)
    return replace(evidence, repair=shown)


def without_repair(evidence: Evidence, why: str) -> Evidence:
    """The evidence with the reason why there is no repair."""
    if isinstance(evidence, Counterexample | Disproof):
        return replace(evidence, diagnosis=f"no repair found: {why}")
    return evidence


def with_side(claim: Claim, side: str, line: Any) -> Claim:
    """The claim with another side."""
    return replace(claim, lhs=line) if side == "lhs" else replace(claim, rhs=line)
