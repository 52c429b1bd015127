"""Statements as mathematical objects, so that a line can speak of one: that it does not always hold."""

from __future__ import annotations

from typing import Any

from sympy import Basic
from sympy.core.symbol import Str
from sympy.logic.boolalg import Boolean

from derive.calculation import Approach, Relation, Step


class Statement(Boolean):
    """``relation rhs`` about a left side that is written elsewhere; `args` are the relation, the right side and,
    for a limit, the variable, the point and the direction.
    """

    @property
    def relation(self) -> Relation:
        """The relation that is claimed."""
        return Relation(self.args[0].name)

    @property
    def rhs(self) -> Any:
        """The right side."""
        return self.args[1]

    @property
    def approach(self) -> Approach | None:
        """How the variable moves, if this is a limit."""
        if len(self.args) == 2:
            return None
        _, _, variable, point, direction = self.args
        return Approach(variable, point, direction.name)

    def _sympystr(self, printer: Any) -> str:
        approach = "" if self.approach is None else f" as {self.approach}"
        return f"{self.relation.value} {printer._print(self.rhs)}{approach}"


def statement(step: Step) -> Statement:
    """What a step claims of its left side.

    >>> from derive import tends_to
    >>> from sympy import oo
    >>> from sympy.abc import x
    >>> print(statement(tends_to(1, as_=(x, oo))))
    -> 1 as x -> oo
    """
    moving: tuple[Basic, ...] = ()
    if step.approach is not None:
        moving = (step.approach.variable, step.approach.point, Str(step.approach.direction))
    return Statement(Str(step.relation.value), step.rhs, *moving)
