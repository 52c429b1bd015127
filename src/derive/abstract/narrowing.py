"""Worlds in which an inequality is as tight as drawing its parts anew makes it.

Some false bounds fail only near the case of equality, such as a bound that holds unless a function is almost the
best one: drawn worlds rarely come near it.  Floats choose the world; the ordinary engine refutes the claim there.
"""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

import numpy as np
from sympy import preorder_traversal

from derive.abstract.valuing import values_in
from derive.abstract.worlds import Example, World, example_in
from derive.calculation import Relation
from derive.claim import Claim
from derive.screening import FLOAT_NOISE

STARTS = 12
MOST_TRIES, WORK = 60, 8000
"""Worlds that are drawn from a start, and nodes of the claim in all of them together."""

TURNS = 999
AT_ONCE = (1, 1, 2)
"""How many parts are drawn anew together: one alone may lead nowhere from a place at which the sides are equal."""

SIGNS = {Relation.AT_LEAST: 1, Relation.ABOVE: 1, Relation.AT_MOST: -1, Relation.BELOW: -1}
STRICT = (Relation.ABOVE, Relation.BELOW)


def narrowed(claim: Claim) -> Iterator[Example]:
    """Examples in which the lesser side exceeds the greater one in floats, from the tightest of the first worlds."""
    if claim.relation not in SIGNS:
        return
    drawn = (example_in(world) for number in range(STARTS) if not (world := World(claim, number)).is_even)
    gaps = [(gap(example), example.world.number, example) for example in drawn if example is not None]
    for counts in (True, False):  # base measures are not drawn anew as others
        alike = [start for start in gaps if start[2].world.counts_points is counts and np.isfinite(start[0])]
        found = _descended(*min(alike)) if alike else None
        if found is not None:
            yield found


def gap(example: Example) -> float:
    """By how much the claim holds where it is tightest; infinite where the sides have no value."""
    lhs, rhs = values_in(example)
    difference = SIGNS[example.claim.relation] * (lhs - rhs)
    beyond_noise = np.where(np.abs(difference) > FLOAT_NOISE * np.maximum(np.abs(lhs), np.abs(rhs)), difference, 0.0)
    known = beyond_noise[np.isfinite(difference)]
    return float(known.min()) if known.size else float("inf")


def _descended(least: float, number: int, example: Example) -> Example | None:
    """An example in which the claim fails, where drawing a part or two anew leads to it, again and again."""
    rng = Random(number)
    for _ in range(min(MOST_TRIES, WORK // _size(example))):
        world = example.world
        if not world.asked:
            return None
        parts = rng.sample(list(world.asked), min(rng.choice(AT_ONCE), len(world.asked)))
        turns = {**world.turns, **{part: rng.randint(0, TURNS) for part in parts}}
        other = example_in(World(world.claim, world.number, turns=turns))
        tightness = gap(other) if other is not None else float("inf")
        if other is not None and tightness <= least:
            example, least = other, tightness
        if least < 0 or (least == 0 and world.claim.relation in STRICT):
            return example
    return None


def _size(example: Example) -> int:
    return sum(1 for side in (example.claim.lhs, example.claim.rhs) for _ in preorder_traversal(side))
