"""Whether a function has a derivative at a point, or none."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sympy import Basic, Expr, Symbol
from sympy.core.symbol import Str

from derive.calculation import Calculation, Relation, Step
from derive.errors import AuthoringError, caller_line
from derive.exactness import exact, shown

DIFFERENTIABLE, NOT_DIFFERENTIABLE = Str("differentiable"), Str("not differentiable")


class Germ(Basic):
    """f near a point; `args` are f, its variable x, and the point."""

    @property
    def value(self) -> Expr:
        """f(x)."""
        return self.args[0]

    @property
    def variable(self) -> Symbol:
        """The variable x."""
        return self.args[1]

    @property
    def point(self) -> Expr:
        """The point."""
        return self.args[2]

    def _sympystr(self, printer: Any) -> str:
        return f"{printer._print(self.value)} at {self.variable} = {printer._print(self.point)}"


def differentiable(f: Any, *, at: Mapping[Any, Any], by: str | None = None, name: str = "") -> Calculation:
    """f has a finite derivative at a point: the limit of the difference quotient exists.

    `at` names one variable and its value, ``at={x: 0}``.

    Raises `AuthoringError` if `at` is no such point.

    >>> from sympy.abc import x
    >>> print(differentiable(x**2, at={x: 0}).steps[0].lhs)
    x**2 at x = 0
    >>> differentiable(x**2, at=0)
    Traceback (most recent call last):
    derive.errors.AuthoringError: at= takes one variable and its value, such as {x: 0}, not 0
    """
    return _claimed(f, at, DIFFERENTIABLE, by, name)


def not_differentiable(f: Any, *, at: Mapping[Any, Any], by: str | None = None, name: str = "") -> Calculation:
    """f has a value at a point, and no finite derivative there: the slopes from both sides differ, or are infinite.

    >>> from sympy.abc import x
    >>> print(not_differentiable(abs(x), at={x: 0}).steps[0].rhs)
    not differentiable
    """
    return _claimed(f, at, NOT_DIFFERENTIABLE, by, name)


def _claimed(f: Any, at: Any, what: Str, by: str | None, name: str) -> Calculation:
    line = caller_line()
    form = isinstance(at, Mapping) and len(at) == 1 and all(isinstance(variable, Symbol) for variable in at)
    if not form:
        raise AuthoringError(f"at= takes one variable and its value, such as {{x: 0}}, not {shown(at)}", line=line)
    ((variable, value),) = at.items()
    point = exact(value, line)
    if variable in point.free_symbols:
        raise AuthoringError(f"the point {point} must not depend on {variable} itself", line=line)
    step = Step(Relation.IS, what, line, by, lhs=Germ(exact(f, line), variable, point))
    return Calculation(head=None, steps=(step,), line=line, name=name)
