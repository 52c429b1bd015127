"""By how much floats contradict a relation, and whether bounds of their errors explain it."""

from __future__ import annotations

from typing import Any

import numpy as np

from derive.calculation import Relation

LEAST = 2.0**-1074
MOST = 2.0
"""The largest residual: a difference that overflows is no more than that either."""

STRICT = frozenset({Relation.BELOW, Relation.ABOVE, Relation.DIFFERS})


def residual(relation: Relation, lhs: Any, rhs: Any) -> Any:
    """The residual at every point, relative to the larger side; None where it is 0 at all of them.

    Where a side has no finite value the residual means nothing.

    >>> residual(Relation.AT_MOST, np.array([1.0, 3.0]), np.array([1.0, 2.0])).tolist()
    [0.0, 0.3333333333333333]
    >>> residual(Relation.EQUAL, np.array([1.0]), np.array([1.0])) is None
    True
    """
    if relation is Relation.DIFFERS:
        touching = np.equal(lhs, rhs)
        return touching.astype(float) if touching.any() else None
    difference = _excess(relation, lhs, rhs)
    greatest = difference.max(initial=-np.inf)  # NaN where a side has no value somewhere
    if greatest < 0 or (greatest == 0 and relation not in STRICT):
        return None
    touching = np.equal(difference, 0) if relation in STRICT else None
    np.maximum(difference, 0.0, out=difference)
    size = np.maximum(np.abs(lhs), np.abs(rhs))
    np.maximum(size, LEAST, out=size)
    np.divide(difference, size, out=difference)
    np.minimum(difference, MOST, out=difference)
    if touching is not None:
        np.copyto(difference, 1.0, where=touching)
    return difference


def _excess(relation: Relation, lhs: Any, rhs: Any) -> Any:
    """What must not be positive; complex numbers that are not real have no order."""
    if np.iscomplexobj(lhs) or np.iscomplexobj(rhs):
        if relation is Relation.EQUAL:
            return np.abs(lhs - rhs)
        lhs, rhs = (np.where(np.imag(side) == 0, np.real(side), np.nan) for side in (lhs, rhs))
    if relation in (Relation.AT_LEAST, Relation.ABOVE):
        return np.subtract(rhs, lhs)
    difference = np.subtract(lhs, rhs)
    return np.absolute(difference, out=difference) if relation is Relation.EQUAL else difference


def is_beyond(relation: Relation, lhs: Any, rhs: Any, error: Any) -> Any:
    """Where bounds of the errors do not explain that floats contradict the relation.

    A bound that is infinite says nothing, and explains nothing; without any rounding sides that touch do touch.

    >>> is_beyond(Relation.BELOW, np.array([2.0, 1.0]), np.array([1.0, 1.0]), np.array([3.0, 0.0])).tolist()
    [False, True]
    """
    if relation is Relation.DIFFERS:
        return np.equal(lhs, rhs) & ~(np.isfinite(error) & np.greater(error, 0))
    difference = _excess(relation, np.atleast_1d(lhs), np.atleast_1d(rhs))
    beyond = np.logical_not((difference <= error) & np.isfinite(error))
    return beyond | (np.equal(difference, 0.0) & np.equal(error, 0.0)) if relation in STRICT else beyond
