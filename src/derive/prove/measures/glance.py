"""A look at an inequality between letters in floats, before a proof is tried: most candidates for a bound fail."""

from __future__ import annotations

from typing import Any

import numpy as np
from sympy import Add, Expr

from derive.claim import Claim
from derive.numeric.arrays import Walk
from derive.numeric.points import sample

POINTS = 24
CLEARLY = 1e-6
"""Relative to the terms; rounding is far below it at numbers of ordinary size."""


def clearly_fails(ordinary: Claim) -> bool:
    """Whether floats see a nonnegative expression, the left side, far below 0 at some point."""
    points = sample(ordinary, POINTS) if ordinary.lhs.free_symbols else []
    if not points:
        return False
    walk = Walk({symbol: np.array([float(point[symbol]) for point in points]) for symbol in ordinary.domains})
    with np.errstate(all="ignore"):
        value, size = _value(walk, ordinary.lhs), sum(np.abs(_value(walk, t)) for t in Add.make_args(ordinary.lhs))
        return bool(np.any(np.isfinite(size) & (value < -CLEARLY * size) & (size > CLEARLY) & (size < 1 / CLEARLY)))


def _value(walk: Walk, expression: Expr) -> Any:
    try:
        return np.asarray(walk(expression), dtype=float)
    except Exception:  # what floats cannot say is left to the provers
        return np.asarray(np.nan)
