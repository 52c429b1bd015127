"""Conditions on complex numbers: equations compare numbers, the order real ones."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sympy.core.relational import Relational

from derive.numeric.conditions import RELATIONS, combined
from derive.numeric.principal import values
from derive.numeric.principal.analytic import depends
from derive.numeric.principal.values import Unsettled
from derive.numeric.reals import sign

if TYPE_CHECKING:
    from derive.numeric.principal.balls import Plane


def holds(plane: Plane, condition: Any) -> bool:
    """Whether a condition holds; on the real line, where the plane is one of a whole ball."""
    if plane.moving and depends(condition, plane.moving):
        return plane.line().holds(condition)
    if isinstance(condition, Relational):
        return _compare(plane, condition)
    return combined(condition, plane.holds)


def _compare(plane: Plane, condition: Relational) -> bool:
    difference = values.subtract(plane.value(condition.lhs), plane.value(condition.rhs))
    if condition.rel_op in ("==", "!="):
        if not (values.is_zero(difference) or values.is_nonzero(difference)):
            raise Unsettled
        return values.is_zero(difference) == (condition.rel_op == "==")
    for side in condition.args:
        values.real_value(plane.value(side))
    return RELATIONS[condition.rel_op](sign(values.real_value(difference)))
