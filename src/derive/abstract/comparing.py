"""How the sides of a claim compare in one world: the ordinary engine's screen and its refutation."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Any

from derive.abstract.worlds import Example
from derive.calculation import BETWEEN_NUMBERS, Relation
from derive.claim import Claim
from derive.evidence import Evidence
from derive.numeric.points import sample
from derive.prove.facts import Facts
from derive.prove.normal_form import is_zero
from derive.refute import refute
from derive.refute.confirmation import is_costly
from derive.screening import FLOAT_NOISE, Screen, screen_at

POINTS, TURNS = 4, 4
"""Points of the variables that are numbers, in each world, others in the next; all where no side has a value there."""

COSTLY_CANDIDATES = 2
"""Points at which balls look, in each world, where an average is to be enclosed: another world may be easier."""

NOTHING = Facts({})


@dataclass(frozen=True)
class Outcome:
    """What one world says of a claim."""

    screened: Screen
    counterexample: Evidence | None


@dataclass(frozen=True)
class Comparison:
    """What the worlds so far say of a claim."""

    counted: int = 0
    residual: float | None = None
    separated: bool = False

    def with_outcome(self, outcome: Outcome) -> Comparison:
        """The figures with another world counted, where both sides have a value there."""
        if not outcome.screened.counted:
            return self
        found = [value for value in (self.residual, outcome.screened.residual) if value is not None]
        return replace(
            self,
            counted=self.counted + outcome.screened.counted,
            residual=max(found, default=None),
            separated=self.separated or outcome.counterexample is not None,
        )

    @property
    def figures(self) -> dict[str, Any]:
        """Points, digits and residual, as evidence holds them."""
        if self.residual is None:
            return {"points": self.counted, "digits": None, "residual": None}
        digits = 15 if not self.residual else max(0, min(15, math.floor(-math.log10(self.residual))))
        return {"points": self.counted, "digits": digits, "residual": f"{self.residual:.1e}"}


def compared(example: Example) -> Outcome:
    """Both sides at a few points of the numbers that the claim speaks of, and the certified failure there."""
    claim = example.claim
    points = sample(claim, POINTS * TURNS) if claim.domains else sample(claim, 1)
    turn = POINTS * (example.world.number % TURNS)
    screened = screen_at(claim, tuple(points[turn : turn + POINTS] or points[:POINTS]))
    if not screened.counted and claim.domains and claim.relation in BETWEEN_NUMBERS:
        screened = screen_at(claim, tuple(points))
    return Outcome(screened, _failure(claim, screened))


def _failure(claim: Claim, screened: Screen) -> Evidence | None:
    costly = is_costly(claim)
    if not screened.candidates or (costly and not _looks_false(claim, screened)):
        return None
    candidates = screened.candidates[:COSTLY_CANDIDATES] if costly else screened.candidates
    return refute(claim, candidates, lambda number: is_zero(number, NOTHING))


def _looks_false(claim: Claim, screened: Screen) -> bool:
    """Whether floats give a reason to look closer: balls around an integral take their time."""
    return claim.relation is not Relation.EQUAL or (screened.residual is not None and screened.residual > FLOAT_NOISE)
