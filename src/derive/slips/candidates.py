"""Candidates for a repair: lines with a change that would be true at the points, in the order in which they are tried.

One slip in the likelier side, then few terms of its sums, then one slip in the other side, then two slips and more.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from sympy import Eq, ImmutableDenseMatrix, Integer

from derive.calculation import Relation
from derive.claim import Claim
from derive.refute.confirmation import is_costly
from derive.slips import numbers, signs
from derive.slips.building import changed, evaluated, product, shown, size_of
from derive.slips.catalogue import Edit, Plan, applied, is_cut, plans
from derive.slips.clock import Clock
from derive.slips.ground import Ground, ground, in_the_limit, on_solutions
from derive.slips.missing import Missing, missing, recognised
from derive.slips.pairs import Move, pairs
from derive.slips.places import kinds_of
from derive.slips.reinserted import reinserted
from derive.slips.several import Several
from derive.slips.sums import standing
from derive.slips.values import ORDERS, agree

MOST_EDITS, MOST_COSTLY_EDITS, MOST_LIMITS = 1_000, 240, 14
MOST_WORK = 100_000
"""Nodes that are built and evaluated in one search."""

FIRST_OF_TWO, LARGEST_FIRST = 40, 1.6
SIGNS = 1.0
"""Smallest changes that are tried together with something that is missing, where no single one fits."""

LEFT = 0.2
LOOSE, LOOSENING = 1.0, (signs.of_the_whole, numbers.doubled, numbers.halved)
TURNED = 2.0
"""How large a change of a tight bound may be before the inequality is turned round instead."""
FEWEST_POINTS = 3
"""Of two numbers, two changes in one line make anything out of anything."""

MOST_MISSING, MOST_MOVES = 24, 160
A_STAGE = 0.3
"""Seconds that one kind of candidates may take."""
A_SIDE = 0.6
"""Seconds for the catalogue in one side, so that other kinds have their turn."""
FACTORS = ((Integer(-1), "the sign of {} is wrong", 1.0), (Integer(0), "the term {} is too many", 1.2))


@dataclass(frozen=True)
class Candidate:
    """A side with a change: what slip it undoes, and how large the change is."""

    side: str
    line: Any
    slip: str
    size: float


class Candidates:
    """The candidates for one claim; `cuts` says in words what was left out."""

    def __init__(self, claim: Claim, clock: Clock) -> None:
        self.claim, self.clock = claim, clock
        self.kinds = kinds_of(claim)
        self.scope = (*claim.domains, *claim.structures)
        self.cuts: list[str] = []

    def edits(self, side: str) -> Iterator[Edit]:
        """The changes of a side, the smallest first, as many as the work allows."""
        line = getattr(self.claim, side)
        drawn = plans(line, self.scope, self.kinds)
        planned = sorted(drawn, key=lambda plan: plan.size + self.later(plan))
        if self.claim.relation in ORDERS:
            planned = list(filter(_explains_a_bound, planned))
        most = MOST_COSTLY_EDITS if is_costly(self.claim) else MOST_EDITS
        most = max(24, min(most, MOST_WORK // max(1, size_of(line))))
        if len(planned) > most or is_cut(line):
            self.cuts.append("the catalogue is cut by size")
        clock = self.clock.part(A_SIDE)
        for edit in applied(line, planned[:most]):
            if clock.is_over():
                self.cuts.append("the catalogue is cut by time")
                return
            yield edit

    def later(self, plan: Plan) -> float:
        """How much less likely a change is than its size says."""
        return 0.0

    def stages(self) -> Iterator[Iterator[Candidate]]:
        """The kinds of candidates, in the order in which they are tried."""
        raise NotImplementedError


class BetweenEquations(Candidates):
    """Changes of the equation on the right that hold wherever the one on the left does."""

    def later(self, plan: Plan) -> float:
        """An equation is solved for its left side: what is wrong more likely is the other one."""
        return LEFT if plan.place.path[:1] == (0,) else 0.0

    def stages(self) -> Iterator[Iterator[Candidate]]:
        """One."""
        value = on_solutions(self.claim)
        if value is None:
            raise LookupError
        yield (
            Candidate("rhs", edit.line, edit.slip.undone, edit.size) for edit in self.edits("rhs")
            if isinstance(edit.line, Eq) and edit.line.lhs != edit.line.rhs
            and agree(value(edit.line.lhs), value(edit.line.rhs))
        )  # fmt: skip


class OfLimits(Candidates):
    """Changes of a limit: those that floats see, and else the smallest, since no point says which are worth a proof."""

    def stages(self) -> Iterator[Iterator[Candidate]]:
        """What the left side is seen to tend to, then small changes."""
        seen = in_the_limit(self.claim)
        if seen is not None:
            yield self._recognised(seen)
            yield (c for c in self._edited(LARGEST_FIRST) if seen.fits("rhs", c.line))
        else:
            yield islice(self._edited(SIGNS if getattr(self.claim.rhs, "is_number", False) else 9.0), MOST_LIMITS)

    def _edited(self, largest: float) -> Iterator[Candidate]:
        small = (edit for edit in self.edits("rhs") if edit.slip.size <= largest)
        return (Candidate("rhs", edit.line, edit.slip.undone, edit.size) for edit in small)

    def _recognised(self, seen: Ground) -> Iterator[Candidate]:
        """Where a number is claimed: the simple expression that has the values seen."""
        if getattr(self.claim.rhs, "is_number", False):
            for line, size in recognised(seen.wanted("rhs"), seen.value, self.scope):
                yield Candidate("rhs", line, f"{self.claim.rhs} stands in place of {line}", size)


class BetweenNumbers(Candidates):
    """Changes of either side of an equation or an inequality."""

    def __init__(self, claim: Claim, clock: Clock, sides: Sequence[str]) -> None:
        super().__init__(claim, clock)
        found = ground(claim)
        if found is None:
            raise LookupError
        self.ground = found
        self.sides = tuple(side for side in sides if found.known(side))
        self.sums: dict[str, Several] = {}
        self.is_equal = claim.relation is Relation.EQUAL
        self.is_equation = self.is_equal and not any(
            isinstance(side, ImmutableDenseMatrix) for side in (claim.lhs, claim.rhs)
        )

    def stages(self) -> Iterator[Iterator[Candidate]]:
        """The likelier side first, one slip first."""
        first, others = self.sides[0], self.sides[1:]
        has_sums = self.is_equation and self.ground.count >= FEWEST_POINTS
        yield from [self._single(first)] if self.is_equal else self._tight_first(first)
        if has_sums:
            yield self._several(first, (1, 2))
        if self.is_equal:
            yield self._reinserted(first)
        if has_sums:
            yield self._several(first, (3,))
        for side in others:
            yield self._single(side)
        if has_sums:
            yield self._pairs(first)
            yield self._several(first, (4, 5))
            yield self._double(first)

    def later(self, plan: Plan) -> float:
        """A bound of another sign, or twice as large, holds too easily to be what was meant."""
        return LOOSE if not self.is_equal and plan.slip.change in LOOSENING else 0.0

    def _other(self, side: str) -> Any:
        return getattr(self.claim, "lhs" if side == "rhs" else "rhs")

    def _single(self, side: str) -> Iterator[Candidate]:
        """One slip undone in one of the sides, by size: of the catalogue, or something that is missing."""
        waiting = list(self._missing(side, getattr(self.claim, side), 0.0)) if self.is_equation else []
        seen = set()
        for edit in self.edits(side):
            while waiting and waiting[0].size <= edit.size:
                seen.add(waiting[0].line)
                yield waiting.pop(0)
            if edit.line not in seen and self.ground.fits(side, edit.line):
                seen.add(edit.line)
                yield Candidate(side, edit.line, edit.slip.undone, edit.size)
        yield from (candidate for candidate in waiting if candidate.line not in seen)

    def _tight_first(self, side: str) -> tuple[Iterator[Candidate], Iterator[Candidate]]:
        """One slip undone in a bound: what the sides then nearly meet in, and all else, which holds too easily."""
        found = list(self._single(side))  # by size and `later`
        near = [one for one in found if one.size <= TURNED and self._is_tight(side, one.line)]
        others = [one for one in found if one not in near]
        return iter(sorted(near, key=lambda one: one.size)), iter(others)

    def _is_tight(self, side: str, line: Any) -> bool:
        return self.ground.is_tight(side, line) and evaluated(line) != evaluated(self._other(side))

    def _missing(self, side: str, line: Any, later: float) -> Iterator[Candidate]:
        """Lines with something put in that was missing, by size; not the other side over again."""
        if line == 0:  # what is missing beside 0 is all of the other side
            return
        other, wanted = self._other(side), self.ground.wanted(side)
        found = missing(line, other, wanted, self.ground.value, tuple(self.claim.domains))
        for one in _smallest(found):
            if self.clock.is_over():
                return
            if not self._is_the_other(side, one.line) and self.ground.fits(side, one.line):
                yield Candidate(side, one.line, one.words, one.size + later)

    def _is_the_other(self, side: str, line: Any) -> bool:
        """Whether a line has become the other side, and much more than it was: to write that there is no repair."""
        is_grown = size_of(line) > 2 * size_of(getattr(self.claim, side))
        return is_grown and bool(evaluated(line) == evaluated(self._other(side)))

    def _reinserted(self, side: str) -> Iterator[Candidate]:
        """Something dropped that stands elsewhere, put back."""
        line, other, clock = getattr(self.claim, side), self._other(side), self.clock.part(A_STAGE)
        for one in reinserted(line, other, self.scope, self.kinds):
            if clock.is_over():
                return
            if not self._is_the_other(side, one.line) and self.ground.fits(side, one.line):
                yield Candidate(side, one.line, one.words, one.size)

    def _several(self, side: str, counts: Sequence[int]) -> Iterator[Candidate]:
        """Few terms of the sums of a side with other coefficients, or terms that are missing there."""
        wider = self.ground.wider
        if getattr(self.claim, side) == 0:
            return
        if side not in self.sums:
            line, other = getattr(self.claim, side), self._other(side)
            is_over = self.clock.part(A_STAGE).is_over
            self.sums[side] = Several(line, other, wider.wanted(side), wider.value, self.scope, self.kinds, is_over)
        for count in counts:
            for one in self.sums[side].lines(count):
                if self.clock.is_over():
                    return
                if wider.fits(side, one.line):
                    yield Candidate(side, one.line, one.words, one.size)

    def _pairs(self, side: str) -> Iterator[Candidate]:
        """Two slips in different terms or factors."""
        line, wider = getattr(self.claim, side), self.ground.wider
        for one in pairs(line, wider.value(line), wider.wanted(side), list(islice(self._moves(side), MOST_MOVES))):
            if wider.fits(side, one.line):
                yield Candidate(side, one.line, one.words, one.size)

    def _moves(self, side: str) -> Iterator[Move]:
        """Small changes of parts of a side, with the values that it has then."""
        line, value, clock = getattr(self.claim, side), self.ground.wider.value, self.clock.part(A_STAGE)
        for column in standing(line, value, self.scope, self.kinds):
            for factor, words, size in FACTORS if column.place else ():
                part = product([factor, column.term])
                values = value(changed(line, column.place, part))
                yield Move(words.format(shown(column.term)), column.place, part, size, values)
        for edit in self.edits(side):
            if clock.is_over():
                return
            if edit.plan.place.path and edit.slip.change.__name__ != "term_dropped":
                place = edit.plan.place
                yield Move(edit.slip.undone, place.path, edit.plan.part, edit.size, value(edit.line))

    def _double(self, side: str) -> Iterator[Candidate]:
        """A small change together with something that is missing: two slips in one line."""
        small = (edit for edit in self.edits(side) if edit.slip.size <= LARGEST_FIRST)
        for edit in islice(small, FIRST_OF_TWO):
            for found in self._missing(side, edit.line, edit.size):
                if evaluated(found.line) != evaluated(self._other(side)):  # that is no repair
                    yield Candidate(side, found.line, f"{edit.slip.undone}, and {found.slip}", found.size)


def candidates(claim: Claim, clock: Clock, sides: Sequence[str]) -> Candidates:
    """The candidates for a claim; raises `LookupError` where no point is found at which they can be compared."""
    if claim.relation is Relation.TENDS_TO:
        return OfLimits(claim, clock)
    if claim.relation in (Relation.IMPLIES, Relation.IFF):
        return BetweenEquations(claim, clock)
    return BetweenNumbers(claim, clock, sides)


def _explains_a_bound(plan: Plan) -> bool:
    """Another number in place of 0 explains nothing."""
    return bool(plan.place.node != 0)


def _smallest(found: Iterator[Missing]) -> list[Missing]:
    """Of what is missing, the simplest, each line once."""
    by_line: dict[Any, Missing] = {}
    for one in found:
        if one.line not in by_line or one.size < by_line[one.line].size:
            by_line[one.line] = one
    return sorted(by_line.values(), key=lambda one: one.size)[:MOST_MISSING]
