"""Where a law lives: intervals, whole numbers, finite sets of points, and vectors.

A support guards a formula that holds on it only, and knows when the guard is not needed: under an
expectation the variable lies in the support of its law.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sympy import And, Eq, Expr, Integer, Integral, Or, Piecewise, Sum, Symbol, oo
from sympy.core.relational import Ge, Gt, Le, Lt, Relational
from sympy.logic.boolalg import Boolean, false, true


@dataclass(frozen=True)
class Support:
    """The real line, or whatever is not said."""

    @property
    def assumptions(self) -> dict[str, bool]:
        """What SymPy may assume of a variable in it."""
        return {"real": True}

    def condition(self, x: Any) -> Boolean:
        """That x lies in it."""
        return true

    def guarded(self, value: Any, x: Any) -> Any:
        """`value` where x lies in the support, and else 0."""
        condition = self.condition(x)
        return value if condition == True else Piecewise((value, condition), (0, True))  # noqa: E712

    def settled(self, body: Any, x: Symbol) -> Any:
        """`body` without the cases that cannot occur, or occur with probability 0, where x lies in the support."""
        cases = {node: self._simplified(node, x) for node in _cases(body) if x in node.free_symbols}
        return body.xreplace({node: case for node, case in cases.items() if case is not node}) if cases else body

    def _simplified(self, node: Piecewise, x: Symbol) -> Any:
        pairs = [(self.settled(value, x), self.holds(condition, x)) for value, condition in node.args]
        if all(condition == before for (_, condition), (_, before) in zip(pairs, node.args, strict=True)):
            return node
        return Piecewise(*pairs)

    def holds(self, condition: Any, x: Symbol) -> Any:
        """The condition, or true or false where almost every x in the support tells."""
        if condition == self.condition(x):
            return true
        if isinstance(condition, And | Or):
            return condition.func(*(self.holds(part, x) for part in condition.args))
        if isinstance(condition, Lt | Le | Gt | Ge) and x in condition.args:
            above = condition.gts == x
            return self.lies_beyond(condition.lts if above else condition.gts, above, condition)
        return condition

    def lies_beyond(self, end: Any, above: bool, condition: Relational) -> Any:  # noqa: FBT001
        """Whether almost all of the support lies above (or below) an end; the condition where that is open."""
        return condition

    def holds_all_of(self, other: Support) -> bool:
        """Whether it certainly contains another support."""
        return type(self) is Support and not isinstance(other, Vectors)


def _cases(body: Any) -> list[Any]:
    """The outermost Piecewise nodes."""
    if isinstance(body, Piecewise):
        return [body]
    return [node for argument in getattr(body, "args", ()) for node in _cases(argument)]


@dataclass(frozen=True)
class Range(Support):
    """All between two ends, either of which may be infinite; the ends of an interval do not matter."""

    lower: Any
    upper: Any

    @property
    def assumptions(self) -> dict[str, bool]:
        """Positive, if everything in it is."""
        return {"positive": True} if self.lower.is_nonnegative else {"real": True}

    def condition(self, x: Any) -> Boolean:
        """lower <= x <= upper."""
        below = true if self.lower == -oo else Ge(x, self.lower)
        return And(below, true if self.upper == oo else Le(x, self.upper))

    def lies_beyond(self, end: Any, above: bool, condition: Relational) -> Any:  # noqa: FBT001
        """By comparing the ends."""
        first, last = (self.lower, self.upper) if above else (-self.upper, -self.lower)
        end = end if above else -end
        if _at_least(first, end):
            return true
        return false if _at_least(end, last) else condition

    def holds_all_of(self, other: Support) -> bool:
        """By comparing the ends."""
        if not isinstance(other, Range) or type(other) is not type(self):  # atoms at an end of an interval matter
            return False
        return _at_least(other.lower, self.lower) and _at_least(self.upper, other.upper)

    def integral(self, integrand: Any, x: Symbol) -> Expr:
        """Over the whole interval."""
        return Integral(integrand, (x, self.lower, self.upper))


@dataclass(frozen=True)
class WholeNumbers(Range):
    """The whole numbers from one to another, or without end."""

    @property
    def assumptions(self) -> dict[str, bool]:
        """Whole, and with a sign."""
        sign = "positive" if self.lower.is_positive else "nonnegative" if self.lower.is_nonnegative else "real"
        return {"integer": True, sign: True}

    def lies_beyond(self, end: Any, above: bool, condition: Relational) -> Any:  # noqa: FBT001
        """By comparing the ends; those of the support belong to it."""
        first, last = (self.lower, self.upper) if above else (-self.upper, -self.lower)
        end, is_strict = end if above else -end, isinstance(condition, Lt | Gt)
        if _below(end, first) if is_strict else _at_least(first, end):
            return true
        return false if (_at_least(end, last) if is_strict else _below(last, end)) else condition

    def holds_all_of(self, other: Support) -> bool:
        """By comparing the ends, or the points."""
        if isinstance(other, Points):
            return all(point.is_integer and self.condition(point) == True for point in other.points)  # noqa: E712
        return isinstance(other, WholeNumbers) and super().holds_all_of(other)

    def integral(self, integrand: Any, x: Symbol) -> Expr:
        """The sum."""
        return Sum(integrand, (x, self.lower, self.upper))


@dataclass(frozen=True)
class Points(Support):
    """Finitely many points."""

    points: tuple[Any, ...]

    @property
    def assumptions(self) -> dict[str, bool]:
        """Whole numbers, or real ones."""
        if all(point.is_integer for point in self.points):
            return {"integer": True, "nonnegative" if all(p.is_nonnegative for p in self.points) else "real": True}
        return {"real": True}

    def condition(self, x: Any) -> Boolean:
        """That x is one of them."""
        return Or(*(Eq(x, point) for point in self.points))

    def holds_all_of(self, other: Support) -> bool:
        """Point by point."""
        return isinstance(other, Points) and set(other.points) <= set(self.points)


@dataclass(frozen=True)
class Vectors(Support):
    """All vectors with so many entries, or some of them that a law is concentrated on."""

    dimension: int
    part: str = "everywhere"

    def holds_all_of(self, other: Support) -> bool:
        """Of the same kind."""
        same = isinstance(other, Vectors) and self.dimension == other.dimension
        return same and (self.part == "everywhere" or self == other)


def _at_least(a: Any, b: Any) -> bool:
    return bool(a == b or (a - b).is_nonnegative or (a >= b) == True)  # noqa: E712


def _below(a: Any, b: Any) -> bool:
    return bool((b - a).is_positive or (a < b) == True)  # noqa: E712


LINE, HALF_LINE, UNIT = Range(-oo, oo), Range(Integer(0), oo), Range(Integer(0), Integer(1))
