"""Conditions on numbers: comparisons by the sign of a difference, and what is made of them by not, and, or."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sympy.logic.boolalg import And, BooleanFalse, BooleanTrue, Not, Or

from derive.numeric.reals import Unsupported

RELATIONS: dict[str, Callable[[int], bool]] = {
    "==": lambda sign: sign == 0,
    "!=": lambda sign: sign != 0,
    "<": lambda sign: sign < 0,
    "<=": lambda sign: sign <= 0,
    ">": lambda sign: sign > 0,
    ">=": lambda sign: sign >= 0,
}
"""Whether a comparison holds, by the sign of its left side minus its right side."""


def combined(condition: Any, holds: Callable[[Any], bool]) -> bool:
    """Whether a condition that is no comparison holds, by what `holds` says of its parts.

    Raises `Unsupported` for what is no condition.

    >>> from sympy import Not, Or, Symbol
    >>> a, b = Symbol("a"), Symbol("b")
    >>> combined(Or(a, Not(b)), lambda part: part == a)
    True
    >>> combined(a + b, bool)
    Traceback (most recent call last):
    derive.numeric.reals.Unsupported
    """
    if isinstance(condition, BooleanTrue | BooleanFalse):
        return bool(condition)
    if isinstance(condition, Not):
        return not holds(condition.args[0])
    if isinstance(condition, And | Or):
        return (all if isinstance(condition, And) else any)(holds(part) for part in condition.args)
    raise Unsupported
