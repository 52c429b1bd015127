"""Two slips in one line, in different terms or factors: what each of them changes is known, and the changes add up.

In a sum the differences that two changes make are added, in a product the quotients are multiplied.  So no
pair is evaluated before its numbers fit.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from derive.slips.building import changed
from derive.slips.missing import Missing
from derive.slips.sums import Path
from derive.slips.values import Values

MOST_PAIRS = 40
CLOSE = 1e-9
LATER = 0.3


@dataclass(frozen=True)
class Move:
    """One change of a part of a line, and the values of the line with it."""

    words: str
    path: Path
    part: Any
    size: float
    values: Values


def pairs(line: Any, own: Values, wanted: Values, moves: Sequence[Move]) -> Iterator[Missing]:
    """The lines with two independent changes that would have the wanted values, the smallest first.

    >>> from sympy.abc import x, y
    >>> own, wanted = np.array([5.0, 7.0]), np.array([1.0, -1.0])  # x + 2*y for x - y, where y is 1 and 2
    >>> moves = [Move("a", (0,), x, 1.0, np.array([6.0, 8.0])), Move("b", (1,), -y, 1.0, np.array([0.0, -2.0]))]
    >>> [(found.words, found.line) for found in pairs(x + 2*y, own, wanted, moves)]
    [('a, and b', x - y)]
    """
    if not moves:
        return
    with np.errstate(all="ignore"):
        table = np.array([move.values for move in moves])
        sums = _fitting(table - own, wanted - own)
        products = _fitting(np.log(np.abs(table / own)), np.log(np.abs(wanted / own)))
    found = [(moves[i], moves[j]) for i, j in np.unique(np.concatenate([sums, products]), axis=0)]
    independent = [pair for pair in found if _are_apart(*pair)]
    independent.sort(key=lambda pair: pair[0].size + pair[1].size)
    for first, second in independent[:MOST_PAIRS]:
        late, early = sorted((first, second), key=lambda move: move.path, reverse=True)
        both = changed(changed(line, late.path, late.part), early.path, early.part)
        yield Missing(f"{first.words}, and {second.words}", both, first.size + second.size + LATER, ())


def _fitting(table: Any, wanted: Values) -> Any:
    """The pairs of rows that add up to the wanted values, as an array with two columns."""
    rows = np.isfinite(wanted)
    some = table[:, rows]
    kept = np.nonzero(np.isfinite(some).all(axis=1) & (some != 0).any(axis=1))[0]
    if rows.sum() < 2 or len(kept) < 2:
        return np.empty((0, 2), dtype=int)
    some = some[kept]
    off = np.abs(some[:, None, :] + some[None, :, :] - wanted[rows])
    scale = np.abs(some[:, None, :]) + np.abs(wanted[rows]) + 1e-3
    first, second = np.nonzero((off <= CLOSE * scale).all(axis=2))
    return np.array([kept[first], kept[second]]).T[first < second]


def _are_apart(first: Move, second: Move) -> bool:
    """Whether neither change lies inside the other."""
    common = min(len(first.path), len(second.path))
    return first.path[:common] != second.path[:common]
