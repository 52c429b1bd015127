"""Where an equation holds, in floats: the places at which changes of the next equation are compared."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from sympy import Eq, Symbol

from derive.claim import Claim
from derive.numeric.points import sample
from derive.slips.values import OnLine

BASES, GRID, HALVINGS = 10, 48, 60


def solutions(claim: Claim) -> Mapping[Symbol, Any] | None:
    """Values of the variables at which the equation on the left holds, one array a variable; None if none is found.

    >>> from sympy import Symbol, exp
    >>> from derive.calculation import Relation
    >>> from derive.domains import REAL
    >>> x = Symbol("x", real=True)
    >>> found = solutions(Claim(Eq(exp(x), 2), Relation.IFF, Eq(x, 1), {x: REAL}))
    >>> bool(abs(found[x] - 0.6931471805599453).max() < 1e-12)
    True
    """
    points = sample(claim, GRID)
    if not isinstance(claim.lhs, Eq) or not points:
        return None
    drawn = {symbol: np.array([float(point[symbol]) for point in points]) for symbol in claim.domains}
    present = [symbol for symbol in claim.domains if symbol in claim.lhs.free_symbols]
    for symbol in (symbol for symbol in reversed(present) if not claim.domains[symbol].is_discrete):
        found = _along(claim, symbol, drawn)
        if found is not None:
            return found
    return None


def _along(claim: Claim, symbol: Symbol, drawn: Mapping[Symbol, Any]) -> Mapping[Symbol, Any] | None:
    """Solutions for one variable, where the others have drawn values: by halving between changes of sign."""
    grid = np.sort(drawn[symbol])
    bases = [values[:BASES] for values in drawn.values()]
    count = len(bases[0])
    fixed = {other: np.repeat(values[:BASES], len(grid)) for other, values in drawn.items()}
    table = _difference(claim, fixed | {symbol: np.tile(grid, count)}).reshape(count, len(grid))
    with np.errstate(all="ignore"):
        rows, columns = np.nonzero(np.sign(table[:, :-1]) * np.sign(table[:, 1:]) < 0)
    rows, first = np.unique(rows, return_index=True)
    if not len(rows):
        return None
    low, high = grid[columns[first]], grid[columns[first] + 1]
    sign = np.sign(table[rows, columns[first]])
    others = {other: values[:BASES][rows] for other, values in drawn.items()}
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        is_left = np.sign(_difference(claim, others | {symbol: middle})) == sign
        low, high = np.where(is_left, middle, low), np.where(is_left, high, middle)
    found = others | {symbol: (low + high) / 2}
    is_zero = np.abs(_difference(claim, found)) < 1e-9  # and no jump
    return {other: values[is_zero] for other, values in found.items()} if is_zero.any() else None


def _difference(claim: Claim, arrays: Mapping[Symbol, Any]) -> Any:
    value = OnLine(arrays, len(next(iter(arrays.values()))))
    return value(claim.lhs.lhs) - value(claim.lhs.rhs)
