"""A refuted claim -> the smallest change of one side that makes it true, if a single slip explains it.

- Every change of the catalogue, and every factor or term that the numbers say is missing, is a candidate;
  all are evaluated together at the same few points.
- What agrees there goes to the engine, the smallest change first.  Only what it proves is a repair; what
  it supports is one "perhaps".
- Where nothing fits: what the difference of the sides looks like.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from types import MappingProxyType
from typing import Any

import numpy as np
from sympy import Add, Eq, ImmutableDenseMatrix

from derive.calculation import BETWEEN_EQUATIONS, Relation
from derive.claim import Claim
from derive.engine import decide, screen
from derive.errors import DeriveError
from derive.evidence import Counterexample, Disproof, Evidence, Repair, Verdict
from derive.numeric.points import sample
from derive.refute.confirmation import is_costly
from derive.slips.catalogue import Edit, applied, is_cut, plans
from derive.slips.missing import Missing, missing
from derive.slips.places import size_of
from derive.slips.residual import described
from derive.slips.solutions import solutions
from derive.slips.values import Evaluator, OnLine, Values, agree, evaluator, points_of
from derive.tree import rewritten

ORDERS = frozenset({Relation.AT_MOST, Relation.BELOW, Relation.AT_LEAST, Relation.ABOVE})
SOUGHT = frozenset({Relation.EQUAL, Relation.TENDS_TO}) | ORDERS | BETWEEN_EQUATIONS

LARGEST = 2_000
"""Nodes of both sides beyond which no repair is sought."""

MOST_EDITS, MOST_COSTLY_EDITS, MOST_LIMITS = 1_000, 240, 14
MOST_WORK = 100_000
"""Nodes that are built and evaluated in one search."""

MOST_PROOFS = 6
FIRST_OF_TWO, LARGEST_FIRST = 40, 1.6
SIGNS = 1.0
"""Smallest changes that are tried together with something that is missing, where no single one fits."""

REPAIR_SECONDS = 1.9
"""The time after which a process that looks for a repair is ended; the verdict stands."""

SECONDS = 1.0
"""The clock behind the counts: when it has run out no further candidate is begun."""


@dataclass(frozen=True)
class Candidate:
    """A side with a change: what slip it undoes, and how large the change is."""

    side: str
    line: Any
    slip: str
    size: float


@dataclass(frozen=True)
class Repaired:
    """The smallest change that was found, and how well the claim is known with it."""

    side: str
    line: Any
    slip: str
    verdict: Verdict


@dataclass(frozen=True)
class Outcome:
    """A repair, or in words why there is none and what the difference looks like."""

    repair: Repaired | None
    diagnosis: str | None = None


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
    >>> repair(hopeless).diagnosis
    'no repair found: no single slip of the catalogue explains the line'
    """
    if claim.relation not in SOUGHT:
        return Outcome(None, f"no repair found: none is sought for the relation {claim.relation.value!r}")
    nodes = size_of(claim.lhs) + size_of(claim.rhs)
    if nodes > LARGEST:
        return Outcome(None, f"no repair found: the line is too large for a search ({nodes} nodes)")
    return _Search(claim, tuple(sides)).outcome()


class _Search:
    """The search for one claim, with its clock."""

    def __init__(self, claim: Claim, sides: tuple[str, ...]) -> None:
        self.claim = claim
        self.sides = tuple(side for side in sides if side == "rhs" or claim.relation not in BETWEEN_EQUATIONS)
        self.end = time.perf_counter() + SECONDS
        self.is_late = False
        self.cuts: list[str] = []
        self.scale: dict[str, Values] = {}

    def outcome(self) -> Outcome:
        """What the search comes to."""
        if self.claim.relation is Relation.TENDS_TO:
            return self._explained(self._judged(self._limits()))
        value = _ground(self.claim)
        if value is None:
            return Outcome(None, "no repair found: no point was found at which the sides can be compared")
        if self.claim.relation in BETWEEN_EQUATIONS:
            return self._explained(self._judged(self._equations(value)))
        lhs, rhs = value(self.claim.lhs), value(self.claim.rhs)
        known = {"rhs": bool(np.isfinite(lhs).any()), "lhs": bool(np.isfinite(rhs).any())}
        self.sides = tuple(side for side in self.sides if known[side])
        if not self.sides:
            which = "the left side cannot" if any(known.values()) else "neither side can"
            return Outcome(None, f"no repair found: {which} be computed in floats")
        self.scale = {"rhs": _scale(self.claim.lhs, value), "lhs": _scale(self.claim.rhs, value)}
        found = self._from_sides(lhs, rhs, value)
        if found.repair is None and self.claim.relation is Relation.EQUAL and lhs.ndim == 1 == rhs.ndim:
            looks = None if self.claim.is_abstract else described(self.claim, lhs, rhs)
            if looks is not None:
                found = replace(found, diagnosis=f"{found.diagnosis}; {looks}")
        return found

    def _from_sides(self, lhs: Values, rhs: Values, value: Evaluator) -> Outcome:
        """One slip in the likelier side, then in the other one, then two slips in one line."""
        found = Outcome(None)
        for side in self.sides:
            if not self._over():
                found = self._better(found, self._judged(self._single(side, lhs if side == "rhs" else rhs, value)))
            if found.repair is not None and found.repair.verdict is Verdict.PROVED:
                return found
        if found.repair is None and self.claim.relation is Relation.EQUAL and not self._over():
            found = self._better(found, self._judged(self._double(lhs, value)))
        return self._explained(found)

    def _explained(self, found: Outcome) -> Outcome:
        """The outcome, with the reason where nothing was found."""
        return found if found.repair is not None else Outcome(None, self._why(int(found.diagnosis is not None)))

    def _better(self, before: Outcome, after: Outcome) -> Outcome:
        if after.repair is None:
            return before if before.repair is not None or after.diagnosis is None else after
        is_proved = after.repair.verdict is Verdict.PROVED
        return after if before.repair is None or is_proved else before

    def _over(self) -> bool:
        self.is_late = self.is_late or time.perf_counter() > self.end
        return self.is_late

    def _judged(self, candidates: Iterator[Candidate]) -> Outcome:
        """The first candidate that is proved, else the first that is supported; they come by their size."""
        perhaps: Repaired | None = None
        tried = 0
        for candidate in islice(candidates, MOST_PROOFS):
            tried += 1
            verdict = self._verdict(candidate)
            found = Repaired(candidate.side, candidate.line, candidate.slip, verdict)
            if verdict is Verdict.PROVED:
                return Outcome(found)
            if verdict is Verdict.SUPPORTED and perhaps is None:
                perhaps = found
            if self._over():
                break
        if perhaps is not None:
            return Outcome(perhaps)
        return Outcome(None, self._why(tried) if tried else None)

    def _why(self, tried: int) -> str:
        cut = "".join(f"; {words}" for words in dict.fromkeys(self.cuts))
        if self.is_late:
            cut += "; time: the search was cut off"
        if tried:
            return f"no repair found: what agrees in floats could not be proved{cut}"
        return f"no repair found: no single slip of the catalogue explains the line{cut}"

    def _verdict(self, candidate: Candidate) -> Verdict:
        """What the engine knows of the claim with the change."""
        changed = with_side(self.claim, candidate.side, candidate.line)
        try:
            return decide(changed, screen([changed])[0]).verdict
        except (DeriveError, ArithmeticError, TypeError, ValueError, RecursionError, NotImplementedError):
            return Verdict.UNDECIDED

    def _edits(self, side: str) -> Iterator[Edit]:
        """The changes of a side, the smallest first, as many as the work allows."""
        line = getattr(self.claim, side)
        drawn = plans(line, (*self.claim.domains, *self.claim.structures))
        if self.claim.relation in ORDERS:  # another number in place of 0 explains nothing
            drawn = (plan for plan in drawn if plan.place.node != 0)
        planned = sorted(drawn, key=lambda plan: plan.size)
        most = MOST_COSTLY_EDITS if is_costly(self.claim) else MOST_EDITS
        most = max(24, min(most, MOST_WORK // max(1, size_of(line))))
        if len(planned) > most or is_cut(line):
            self.cuts.append("the catalogue is cut by size")
        for edit in applied(line, planned[:most]):
            if self._over():
                return
            yield edit

    def _single(self, side: str, wanted: Values, value: Evaluator) -> Iterator[Candidate]:
        """One slip undone in one of the sides, by size: of the catalogue, or something that is missing."""
        line, other = getattr(self.claim, side), getattr(self.claim, "lhs" if side == "rhs" else "rhs")
        waiting: list[Candidate] = []
        if self.claim.relation is Relation.EQUAL and not isinstance(line, ImmutableDenseMatrix):
            waiting = list(self._missing(side, line, other, wanted, value, 0.0))
        seen = set()
        for edit in self._edits(side):
            while waiting and waiting[0].size <= edit.size:
                seen.add(waiting[0].line)
                yield waiting.pop(0)
            if edit.line not in seen and self._fits(side, wanted, value(edit.line, wanted)):
                seen.add(edit.line)
                yield Candidate(side, edit.line, edit.slip.undone, edit.size)
        yield from (candidate for candidate in waiting if candidate.line not in seen)

    def _missing(
        self, side: str, line: Any, other: Any, wanted: Values, value: Evaluator, later: float
    ) -> Iterator[Candidate]:
        """Lines with something put in that was missing, by size; not the other side over again."""
        for found in _smallest(missing(line, other, wanted, value, tuple(self.claim.domains))):
            if self._over():
                return
            is_grown = size_of(found.line) > 2 * size_of(line) and _evaluated(found.line) == _evaluated(other)
            if not is_grown and self._fits(side, wanted, value(found.line, wanted)):
                yield Candidate(side, found.line, found.words, found.size + later)

    def _double(self, lhs: Values, value: Evaluator) -> Iterator[Candidate]:
        """A small change of the right side together with something that is missing: two slips in one line."""
        if isinstance(self.claim.rhs, ImmutableDenseMatrix):
            return
        small = (edit for edit in self._edits("rhs") if edit.slip.size <= LARGEST_FIRST)
        for edit in islice(small, FIRST_OF_TWO):
            first = edit.slip.undone
            for found in self._missing("rhs", edit.line, self.claim.lhs, lhs, value, edit.size):
                if _evaluated(found.line) != _evaluated(self.claim.lhs):  # the left side over again is no repair
                    yield replace(found, slip=f"{first}, and {found.slip}")

    def _fits(self, side: str, wanted: Values, values: Values) -> bool:
        """Whether a changed side with these values would stand in the relation to the other one."""
        if wanted.shape != values.shape:
            return False
        if self.claim.relation is Relation.EQUAL:
            return agree(wanted, values, self.scale.get(side, 0.0))
        if np.iscomplexobj(values) or np.iscomplexobj(wanted):
            return False
        left, right = (wanted, values) if side == "rhs" else (values, wanted)
        both = np.isfinite(left) & np.isfinite(right)
        holds = HOLDS[self.claim.relation](left[both], right[both])
        return bool(both.any()) and bool(holds.all())

    def _equations(self, value: Evaluator) -> Iterator[Candidate]:
        """Changes of the equation on the right that hold wherever the one on the left does."""
        for edit in self._edits("rhs"):
            is_equation = isinstance(edit.line, Eq) and edit.line.lhs != edit.line.rhs
            if is_equation and agree(value(edit.line.lhs), value(edit.line.rhs)):
                yield Candidate("rhs", edit.line, edit.slip.undone, edit.size)

    def _limits(self) -> Iterator[Candidate]:
        """The smallest changes of a limit: no point says which are worth a proof."""
        is_number = getattr(self.claim.rhs, "is_number", False)
        wanted = (edit for edit in self._edits("rhs") if not is_number or edit.slip.size <= SIGNS)
        for edit in islice(wanted, MOST_LIMITS):
            yield Candidate("rhs", edit.line, edit.slip.undone, edit.size)


HOLDS: dict[Relation, Callable[[Any, Any], Any]] = {
    Relation.AT_MOST: np.less_equal, Relation.BELOW: np.less,
    Relation.AT_LEAST: np.greater_equal, Relation.ABOVE: np.greater,
}  # fmt: skip

MOST_MISSING, MOST_SOLUTIONS = 24, 14


def _evaluated(line: Any) -> Any:
    """The line as SymPy writes it when it is asked."""
    try:
        return line.func(*map(_evaluated, line.args)) if getattr(line, "args", ()) else line
    except (TypeError, ValueError, AttributeError):
        return line


def _smallest(found: Iterator[Missing]) -> list[Missing]:
    """Of what is missing, the simplest, each line once."""
    by_line: dict[Any, Missing] = {}
    for one in found:
        if one.line not in by_line or one.size < by_line[one.line].size:
            by_line[one.line] = one
    return sorted(by_line.values(), key=lambda one: one.size)[:MOST_MISSING]


def _scale(line: Any, value: Evaluator) -> Values:
    """How large the terms of a side are: what cancels between them leaves rounding errors of their size."""
    terms = line.args if isinstance(line, Add) else (line,)
    sizes = [np.abs(value(term)) for term in terms]
    return np.nan_to_num(sum(sizes[1:], sizes[0]))


def _ground(claim: Claim) -> Evaluator | None:
    """What evaluates candidates at the points at which they are compared."""
    try:
        if claim.relation in BETWEEN_EQUATIONS:
            arrays = solutions(claim) or _exact_solutions(claim)
            return OnLine(arrays, len(next(iter(arrays.values())))) if arrays else None
        if claim.is_abstract:
            from derive.abstract.valuing import InWorlds

            return InWorlds(claim)
        points = points_of(claim)
        return evaluator(claim, points) if points else None
    except (DeriveError, ArithmeticError, TypeError, ValueError, AttributeError):
        return None


def _exact_solutions(claim: Claim) -> Mapping[Any, Any] | None:
    """Points of the domain that solve the equation on the left exactly, one array a variable."""
    if not isinstance(claim.lhs, Eq):
        return None
    points = sample(replace(claim, conditions=(*claim.conditions, claim.lhs)), MOST_SOLUTIONS)
    real = [point for point in points if all(value.is_real for value in point.values())]
    return {symbol: np.array([float(point[symbol]) for point in real]) for symbol in claim.domains} if real else None


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
