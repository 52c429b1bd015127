"""Several slips in one line: which terms of its sums would have to count otherwise, and which are missing.

A line is linear in the coefficients of the terms of its sums.  So the values say at once which few of them
are wrong: what the line lacks is written as a combination of few columns, with factors that are simple.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, combinations, islice, takewhile
from typing import Any

import numpy as np
from sympy import Integer

from derive.slips.building import evaluated, product, shown
from derive.slips.missing import Missing
from derive.slips.places import Kinds
from derive.slips.recognition import complexity, constant
from derive.slips.sums import Column, Path, absent, put, standing
from derive.slips.values import Evaluator, Values

MOST_COLUMNS = (160, 90, 44, 30, 18)
"""How many columns are combined one by one, in pairs, in threes, ..."""

MOST_NEW = 3
MOST_NEAR = 300
SPARE = 2
"""Values that are more than the unknowns: what fits these is no accident."""

NEARLY, CLOSE, SMALL = 1e-8, 1e-9, 1e-3
SIMPLE = 2.0
AT_ONCE = 20_000


@dataclass(frozen=True)
class Change:
    """A term with the coefficient that it should have, in units of the present one; of a new one, its coefficient."""

    column: Column
    factor: Any

    @property
    def term(self) -> Any:
        """The term as it should be."""
        return product([self.factor, self.column.term])

    @property
    def words(self) -> str:
        """What is wrong with the term."""
        term = shown(self.column.term)
        if self.column.index is None:
            return f"the term {shown(self.term)} is missing"
        if self.factor == 0:
            return f"the term {term} is too many"
        return f"the sign of {term} is wrong" if self.factor == -1 else f"{term} lacks the factor {self.factor}"

    @property
    def size(self) -> float:
        """How far it changes the line."""
        if self.column.index is None:
            return 1.5 + self.column.cost + complexity(self.factor)
        return self.column.cost + {-1: 1.0, 0: 1.2}.get(self.factor, 1.3 + complexity(self.factor))


class Several:
    """The columns of one line, and the combinations of few of them that it lacks."""

    def __init__(
        self, line: Any, other: Any, wanted: Values, value: Evaluator, scope: tuple[Any, ...], kinds: Kinds,
        is_over: Callable[[], bool] = lambda: False,
    ) -> None:  # fmt: skip
        self.line, self.other = line, evaluated(other)
        own = value(line)
        rows = np.isfinite(own) & np.isfinite(wanted)
        drawn = chain(standing(line, value, scope, kinds), absent(line, other, value, scope, kinds))
        found = [column for column in takewhile(lambda _: not is_over(), drawn) if _counts(column.values[rows])]
        self.columns = sorted(found, key=lambda column: (column.index is None, column.cost))
        terms = [np.abs(column.values) for column in self.columns if column.index is not None]
        sizes = sum(terms, np.abs(own) + np.abs(wanted))[rows]
        weights = 1 / (sizes + SMALL * sizes.max(initial=0.0) + SMALL**4)  # every point counts the same
        self.residual = (wanted - own)[rows] * weights
        self.values = np.array([column.values[rows] * weights for column in self.columns])

    def lines(self, count: int) -> Iterator[Missing]:
        """The lines with `count` terms changed that have the wanted values, the smallest change first."""
        found = sorted(self._found(count), key=lambda changes: sum(change.size for change in changes))
        for changes in found:
            size = sum(change.size for change in changes) + 0.3 * (len(changes) - 1)
            line = with_changes(self.line, changes)
            is_new = any(change.column.index is None for change in changes)
            if not (is_new and evaluated(line) == self.other):  # the other side over again is no repair
                yield Missing(in_words(changes), line, size, ())

    def _found(self, count: int) -> Iterator[tuple[Change, ...]]:
        few = self.columns[: MOST_COLUMNS[count - 1]]
        if len(few) < count or len(self.residual) < count + SPARE or not np.abs(self.residual).max() > 0:
            return
        near = self._nearly(np.array(list(combinations(range(len(few)), count))))
        for chosen in islice(near, MOST_NEAR):
            changes = self._exactly(chosen)
            if changes is not None and _is_line(changes):
                yield changes

    def _nearly(self, sets: Any) -> Iterator[Sequence[int]]:
        """The sets of columns that the residual nearly is a combination of, by its normal equations."""
        lengths = np.linalg.norm(self.values, axis=1)
        unit, wanted = self.values / lengths[:, None], self.residual / np.linalg.norm(self.residual)
        gram, right = unit @ unit.T, unit @ wanted
        for start in range(0, len(sets), AT_ONCE):
            some = sets[start : start + AT_ONCE]
            matrix = gram[some[:, :, None], some[:, None, :]] + 1e-13 * np.eye(some.shape[1])
            vector = right[some]
            with np.errstate(all="ignore"):
                found = np.linalg.solve(matrix, vector[:, :, None])[:, :, 0]
            is_near = np.abs(1 - (found * vector).sum(axis=1)) < NEARLY
            is_needed = np.abs(found).min(axis=1) > 1e-5  # else fewer columns do
            yield from (list(map(int, row)) for row in some[is_near & is_needed])

    def _exactly(self, chosen: Sequence[int]) -> tuple[Change, ...] | None:
        """The combination with its factors as exact numbers, if they are simple."""
        matrix = self.values[list(chosen)].T
        found, _, rank, _ = np.linalg.lstsq(matrix, self.residual, rcond=1e-10)
        off = np.abs(matrix @ found - self.residual).max()
        scale = np.abs(matrix * found).max()
        if rank < len(chosen) or off > CLOSE * scale or np.abs(found).min() < 1e-6:
            return None
        changes = [_change(self.columns[i], factor) for i, factor in zip(chosen, found, strict=True)]
        return None if None in changes else tuple(change for change in changes if change is not None)


def _counts(values: Values) -> bool:
    return bool(len(values)) and bool(np.isfinite(values).all()) and bool(np.abs(values).max() > 0)


def _change(column: Column, found: float) -> Change | None:
    """The change that adds `found` times the column; a term that stands there has the coefficient 1."""
    is_new = column.index is None
    wanted = found if is_new else 1 + found
    exact = Integer(0) if not is_new and abs(wanted) < 1e-7 else constant(wanted)
    if exact is None or (exact != 0 and complexity(exact) > SIMPLE) or (not is_new and not exact.is_Rational):
        return None
    return Change(column, exact)


def _is_line(changes: Sequence[Change]) -> bool:
    """Whether the changes are of different terms, and leave something of the line."""
    all_columns = [change.column for change in changes]
    old = [column for column in all_columns if column.index is not None]
    if len(changes) - len(old) > MOST_NEW:
        return False
    return not any(_is_inside(column, term) for column in all_columns for term in old if column is not term)


def _is_inside(column: Column, term: Column) -> bool:
    """Whether a term stands, or would stand, inside another one."""
    is_beside = column.index is None and column.path == term.path
    return not is_beside and column.place[: len(term.place)] == term.place


def in_words(changes: Sequence[Change]) -> str:
    """What was wrong; where one term goes and one comes, one stands in place of the other."""
    gone = [change for change in changes if change.factor == 0 and change.column.index is not None]
    new = [change for change in changes if change.column.index is None]
    if len(gone) == 1 == len(new) and gone[0].column.path == new[0].column.path:
        others = [change.words for change in changes if change not in (*gone, *new)]
        return ", and ".join([f"{shown(gone[0].column.term)} stands in place of {shown(new[0].term)}", *others])
    if len(gone) == 1 == len(new) and gone[0].column.term == new[0].term:
        return f"the term {shown(new[0].term)} stands in the wrong sum"
    return ", and ".join(change.words for change in changes)


def with_changes(line: Any, changes: Sequence[Change]) -> Any:
    """The line with all changes made, the inner sums first."""
    paths: list[Path] = sorted({change.column.path for change in changes}, key=len, reverse=True)
    for path in paths:
        here = [change for change in changes if change.column.path == path]
        factors = {c.column.index: c.factor for c in here if c.column.index is not None}
        more = [product([c.factor, c.column.term]) for c in here if c.column.index is None]
        line = put(line, path, factors, more)
    return line
