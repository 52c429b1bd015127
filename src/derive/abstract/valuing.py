"""Values of many lines in the same few worlds, for the search for a repair; the entries of vectors in a row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from derive.abstract.worlds import Example, NoWorld, World, examples
from derive.claim import Claim
from derive.errors import DeriveError
from derive.slips.values import OnLine, Values, is_off, points_of
from derive.terms.expectation import expand_definitions

WORLDS, POINTS = 4, 3


@dataclass(frozen=True)
class _Place:
    """A world, and what evaluates lines about numbers at a few points in it."""

    world: World
    values: OnLine
    count: int


class InWorlds:
    """Values in float64, world after world."""

    def __init__(self, claim: Claim, worlds: int = WORLDS) -> None:
        self.places = [_place(example) for example in examples(claim, worlds)]

    def __call__(self, line: Any, wanted: Values | None = None) -> Values:
        """The values of a line; of no more worlds than it takes to see that they are not those `wanted`."""
        parts: list[Values] = []
        known = 0
        for place in self.places:
            part = np.ravel(_values(place, line))
            parts.append(part)
            if wanted is not None and any(map(is_off, part, wanted[known : known + len(part)])):
                break
            known += len(part)
        found = np.concatenate(parts) if parts else np.empty(0)
        missing = 0 if wanted is None else max(0, len(wanted) - len(found))
        return np.concatenate([found, np.full(missing, np.nan)])


def values_in(example: Example) -> tuple[Values, Values]:
    """Both sides of the claim of an example at a few points, in float64."""
    place = _place(example)
    return place.values(example.claim.lhs), place.values(example.claim.rhs)


def _place(example: Example) -> _Place:
    points = points_of(example.claim)[:POINTS] if example.claim.domains else [{}]
    arrays = {symbol: np.array([float(point[symbol]) for point in points]) for symbol in example.claim.domains}
    return _Place(example.world, OnLine(arrays, len(points)), len(points))


def _values(place: _Place, line: Any) -> Any:
    try:
        concrete = place.world.at(expand_definitions(line))
    except (NoWorld, DeriveError, ArithmeticError, TypeError, ValueError, AttributeError, LookupError):
        return np.full(place.count, np.nan)
    return place.values(concrete)
