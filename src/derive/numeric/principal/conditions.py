"""Conditions on complex numbers: equations compare numbers, the order real ones."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from sympy.core.relational import Relational
from sympy.logic.boolalg import And, BooleanFalse, BooleanTrue, Not, Or

from derive.numeric.principal import values
from derive.numeric.principal.analytic import depends
from derive.numeric.principal.values import Unsettled, Unsupported
from derive.numeric.reals import sign

if TYPE_CHECKING:
    from derive.numeric.principal.balls import Plane


def holds(plane: Plane, condition: Any) -> bool:
    """Whether a condition holds; on the real line, where the plane is one of a whole ball."""
    if plane.moving and depends(condition, plane.moving):
        return plane.line().holds(condition)
    if isinstance(condition, Relational):
        return _compare(plane, condition)
    if isinstance(condition, BooleanTrue | BooleanFalse):
        return bool(condition)
    if isinstance(condition, Not):
        return not plane.holds(condition.args[0])
    if isinstance(condition, And | Or):
        return (all if isinstance(condition, And) else any)(plane.holds(part) for part in condition.args)
    raise Unsupported


def _compare(plane: Plane, condition: Relational) -> bool:
    difference = values.subtract(plane.value(condition.lhs), plane.value(condition.rhs))
    if condition.rel_op in ("==", "!="):
        if not (values.is_zero(difference) or values.is_nonzero(difference)):
            raise Unsettled
        return values.is_zero(difference) == (condition.rel_op == "==")
    for side in condition.args:
        values.real_value(plane.value(side))
    return ORDER[condition.rel_op](sign(values.real_value(difference)))


ORDER: dict[str, Callable[[int], bool]] = {
    "<": lambda sign: sign < 0,
    "<=": lambda sign: sign <= 0,
    ">": lambda sign: sign > 0,
    ">=": lambda sign: sign >= 0,
}  # of the sign of lhs - rhs
