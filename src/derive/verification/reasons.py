"""Why a step is not compared at points: it speaks of no numbers, or floats have no rule for it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from sympy import Expr, MatrixBase, Symbol

from derive.calculation import BETWEEN_NUMBERS, Relation
from derive.claim import Claim, Reading
from derive.numeric.arrays import Walk
from derive.numeric.plane_walk import PlaneWalk
from derive.numeric.readings import Unknown
from derive.numeric.ufuncs import Unsupported

SIZES = "matrices of different sizes"

OTHER_RELATIONS = {
    Relation.TENDS_TO: "a limit",
    Relation.ROUNDS_TO: "a rounded number",
    Relation.IMPLIES: "an implication",
    Relation.IFF: "an equivalence",
    Relation.MEMBER: "membership of a set",
    Relation.IS: "a property",
    Relation.MINIMISES: "an optimum",
    Relation.MAXIMISES: "an optimum",
    Relation.NOT_ALWAYS: "a claim of existence",
}

KINDS = {
    "Density": "densities", "Point": "densities", "Family": "families", "Flow": "flows",
    "Vector": "vectors of any size", "Matrix": "vectors of any size", "Invertible": "vectors of any size",
    "Function": "functions",
}  # fmt: skip
"""What a claim speaks of by what stands in the name of a kind, the most telling first."""


def why_not_compared(claim: Claim) -> str | None:
    """A few words where a claim is not one between numbers at every point, None where it is.

    >>> from sympy.abc import x
    >>> from derive.domains import REAL
    >>> why_not_compared(Claim(x, Relation.TENDS_TO, 0, {x: REAL}))
    'a limit'
    >>> why_not_compared(Claim(x, Relation.EQUAL, x, {x: REAL})) is None
    True
    """
    if claim.relation not in BETWEEN_NUMBERS:
        return OTHER_RELATIONS[claim.relation]
    if claim.is_abstract:
        return _spoken_of(claim)
    matrices = [isinstance(side, MatrixBase) for side in (claim.lhs, claim.rhs)]
    if matrices == [True, True]:
        return None if claim.lhs.shape == claim.rhs.shape else SIZES
    return None if all(isinstance(side, Expr) for side in (claim.lhs, claim.rhs)) else "no numbers"


def _spoken_of(claim: Claim) -> str:
    """What a claim speaks of that is no number."""
    names = [claim.structures[symbol].name for symbol in claim.spoken_of & claim.structures.keys()]
    found = (words for part, words in KINDS.items() if any(part in name for name in names))
    return next(found, "vectors of any size")


def why_no_value(claim: Claim, point: Mapping[Symbol, float]) -> str | None:
    """What floats have no rule for in the sides of a claim; None if they have rules for all.

    >>> from sympy import Sum, oo
    >>> from sympy.abc import k, x
    >>> from derive.domains import REAL
    >>> why_no_value(Claim(Sum(x**k, (k, 0, oo)), Relation.EQUAL, 1/(1 - x), {x: REAL}), {x: 0.5})
    'no rule in floats for Sum(x**k, (k, 0, oo))'
    """
    make = PlaneWalk if claim.reading is Reading.COMPLEX else Walk
    walk = make({symbol: np.array([value]) for symbol, value in point.items()})
    for side in (claim.lhs, claim.rhs):
        for entry in side.flat() if isinstance(side, MatrixBase) else [side]:
            reason = _stopped(walk, entry)
            if reason is not None:
                return f"no rule in floats for {reason}"
    return None


def _stopped(walk: Walk | PlaneWalk, expression: Any) -> str | None:
    try:
        with np.errstate(all="ignore"):
            walk(expression)
    except (Unsupported, Unknown) as error:
        return str(error)
    except Exception:  # SymPy's own evaluation raises what it likes
        return str(expression)
    return None
