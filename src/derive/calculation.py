"""A page of mathematics as data: lines, the relations between them, and where the author wrote them.

`calc(head, equals(...), below(...), ...)` is a chain: each step relates the line before to its own.
Every word reads the line number of its call, so that a verdict can point at the page.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from sympy import (
    Expr,
    Symbol,
    oo,
)
from sympy.core.relational import Relational

from derive.abstract.premises import Premise
from derive.displayed import Displayed
from derive.errors import AuthoringError, caller_line
from derive.exactness import exact, shown


class Relation(StrEnum):
    """What a step claims between its two sides."""

    EQUAL = "="
    AT_MOST = "<="
    BELOW = "<"
    AT_LEAST = ">="
    ABOVE = ">"
    DIFFERS = "!="
    TENDS_TO = "->"
    ROUNDS_TO = "~"
    IMPLIES = "=>"
    IFF = "<=>"
    MEMBER = "in"
    IS = "is"
    MINIMISES = "minimises"
    MAXIMISES = "maximises"
    NOT_ALWAYS = "not always"


BETWEEN_EQUATIONS = frozenset({Relation.IMPLIES, Relation.IFF})
BETWEEN_NUMBERS = frozenset({
    Relation.EQUAL, Relation.AT_MOST, Relation.BELOW, Relation.AT_LEAST, Relation.ABOVE, Relation.DIFFERS,
})  # fmt: skip


@dataclass(frozen=True)
class Approach:
    """How a variable moves in a limit: towards `point`, from `direction` "+", "-" or both ("+-")."""

    variable: Symbol
    point: Expr
    direction: str

    def __str__(self) -> str:
        side = "" if self.direction == "+-" or self.point in (oo, -oo) else self.direction
        return f"{self.variable} -> {self.point}{side}"


@dataclass(frozen=True)
class Step(Displayed):
    """One line: ``lhs relation rhs``, where `lhs` None means the line before."""

    relation: Relation
    rhs: Any
    line: int
    by: str | None = None
    erratum: str | None = None
    correction: Step | None = None
    reading: str | None = None
    approach: Approach | None = None
    lhs: Any = None


@dataclass(frozen=True)
class Calculation(Displayed):
    """A chain of steps below a head; where `head` is None each step has a left side of its own."""

    head: Any
    steps: tuple[Step, ...]
    line: int
    name: str = ""

    @property
    def conclusion(self) -> Any:
        """The last expression of the page, for use in other calculations."""
        return self.steps[-1].rhs

    def named(self, name: str) -> Calculation:
        """The same calculation under a name, unless it already has one."""
        return self if self.name else replace(self, name=name)


@dataclass(frozen=True)
class Assumption:
    """A fact that the derivation takes for granted, shown in every report and never called proved."""

    fact: Any
    line: int
    by: str | None = None


def calc(head: Any, *steps: Step, name: str = "") -> Calculation:
    """A chain of lines that starts from `head`; each step relates the line before to its own.

    Raises `AuthoringError` if there is no step, a side is no exact expression, a float occurs, or
    equations and expressions are mixed in one chain.

    >>> from derive import calc, equals
    >>> from sympy.abc import x
    >>> calc((x + 1)**2, equals(x**2 + 2*x + 1)).conclusion
    x**2 + 2*x + 1
    >>> calc(x)
    Traceback (most recent call last):
    derive.errors.AuthoringError: a calculation needs at least one step: calc(head, equals(...), ...)
    """
    line = caller_line()
    if not steps:
        raise AuthoringError("a calculation needs at least one step: calc(head, equals(...), ...)", line=line)
    for step in steps:
        if not isinstance(step, Step):
            raise AuthoringError(
                f"calc takes steps after its head, such as equals(...), but found {shown(step)}", line=line
            )
    head = exact(head, line)
    _check_kinds(head, steps)
    return Calculation(head=head, steps=steps, line=line, name=name)


def equals(
    rhs: Any, *, by: str | None = None, erratum: str | None = None,
    correction: Step | None = None, reading: str | None = None,
) -> Step:  # fmt: skip
    """The line before equals `rhs` wherever both are defined.

    `by` is prose for the reader.  `erratum` marks a line that the source states and that is wrong,
    saying what went wrong; the engine must refute it by itself.  `correction` is the right line.

    >>> from sympy.abc import x
    >>> equals(2*x, by="twice the same").relation
    <Relation.EQUAL: '='>
    >>> equals(0.5)
    Traceback (most recent call last):
    derive.errors.AuthoringError: a step holds the float 0.5: write an exact number, such as Rational(1, 2)
    """
    return _step(Relation.EQUAL, rhs, by, erratum, correction, reading)


def at_most(
    rhs: Any, *, by: str | None = None, erratum: str | None = None,
    correction: Step | None = None, reading: str | None = None,
) -> Step:  # fmt: skip
    """The line before is at most `rhs` (<=) wherever both are defined."""
    return _step(Relation.AT_MOST, rhs, by, erratum, correction, reading)


def below(
    rhs: Any, *, by: str | None = None, erratum: str | None = None,
    correction: Step | None = None, reading: str | None = None,
) -> Step:  # fmt: skip
    """The line before is strictly below `rhs` (<) wherever both are defined."""
    return _step(Relation.BELOW, rhs, by, erratum, correction, reading)


def at_least(
    rhs: Any, *, by: str | None = None, erratum: str | None = None,
    correction: Step | None = None, reading: str | None = None,
) -> Step:  # fmt: skip
    """The line before is at least `rhs` (>=) wherever both are defined."""
    return _step(Relation.AT_LEAST, rhs, by, erratum, correction, reading)


def above(
    rhs: Any, *, by: str | None = None, erratum: str | None = None,
    correction: Step | None = None, reading: str | None = None,
) -> Step:  # fmt: skip
    """The line before is strictly above `rhs` (>) wherever both are defined."""
    return _step(Relation.ABOVE, rhs, by, erratum, correction, reading)


def differs_from(
    rhs: Any, *, by: str | None = None, erratum: str | None = None,
    correction: Step | None = None, reading: str | None = None,
) -> Step:  # fmt: skip
    """The line before differs from `rhs` (!=) at every point at which both are defined."""
    return _step(Relation.DIFFERS, rhs, by, erratum, correction, reading)


def tends_to(
    rhs: Any, *, as_: tuple[Any, ...], by: str | None = None, erratum: str | None = None,
    correction: Step | None = None, reading: str | None = None,
) -> Step:  # fmt: skip
    """The line before tends to `rhs` (a real expression, oo or -oo) as a variable moves to a point.

    `as_` is ``(variable, point)`` for a two-sided limit, ``(variable, point, "+")`` from above and
    ``(variable, point, "-")`` from below; at oo and -oo there is one direction only.

    Raises `AuthoringError` if `as_` has another form.

    >>> from sympy.abc import x
    >>> from sympy import oo
    >>> str(tends_to(oo, as_=(x, 0, "+")).approach)
    'x -> 0+'
    >>> tends_to(oo, as_=(x, 0, "right"))
    Traceback (most recent call last):
    derive.errors.AuthoringError: as_ must be (variable, point) or (variable, point, "+" or "-"), not (x, 0, 'right')
    """
    return replace(_step(Relation.TENDS_TO, rhs, by, erratum, correction, reading), approach=_approach(as_))


def rounds_to(
    digits: str, *, by: str | None = None, erratum: str | None = None,
    correction: Step | None = None, reading: str | None = None,
) -> Step:  # fmt: skip
    """The line before, rounded to the decimal places shown, is `digits`, such as "0.0128" or "1.5e-7".

    Raises `AuthoringError` if `digits` is no decimal number in a string.

    >>> rounds_to("0.0128").rhs
    Decimal('0.0128')
    >>> rounds_to(0.0128)
    Traceback (most recent call last):
    derive.errors.AuthoringError: rounds_to takes the digits as text, such as rounds_to("0.0128"), not 0.0128
    """
    from decimal import Decimal, InvalidOperation

    line = caller_line()
    problem = f'rounds_to takes the digits as text, such as rounds_to("0.0128"), not {digits!r}'
    if not isinstance(digits, str) or len(digits) > 1000:
        raise AuthoringError(problem, line=line)
    try:
        value = Decimal(digits)
    except InvalidOperation:
        raise AuthoringError(problem, line=line) from None
    if not value.is_finite() or abs(int(value.as_tuple().exponent)) > 5000:
        raise AuthoringError(problem, line=line)
    _check_correction(erratum, correction, line)
    return Step(Relation.ROUNDS_TO, value, line, by, erratum, correction, reading)


def implies(
    rhs: Any, *, by: str | None = None, erratum: str | None = None,
    correction: Step | None = None, reading: str | None = None,
) -> Step:  # fmt: skip
    """Wherever the equation or inequality before holds, so does this one (=>)."""
    return _step(Relation.IMPLIES, rhs, by, erratum, correction, reading)


def iff(
    rhs: Any, *, by: str | None = None, erratum: str | None = None,
    correction: Step | None = None, reading: str | None = None,
) -> Step:  # fmt: skip
    """The equation or inequality before has the same solutions in the domain as this one (<=>)."""
    return _step(Relation.IFF, rhs, by, erratum, correction, reading)


def assumed(fact: Any, *, by: str | None = None) -> Assumption:
    """A fact that the derivation takes for granted: return it beside the calculations that use it.

    >>> from sympy import Eq
    >>> from sympy.abc import x, y
    >>> assumed(Eq(x, 2*y), by="hypothesis of the problem").fact
    Eq(x, 2*y)
    >>> assumed(x)
    Traceback (most recent call last):
    derive.errors.AuthoringError: assumed takes an equation or inequality, such as Eq(a, b), but found x
    """
    line = caller_line()
    if isinstance(fact, Premise):
        return Assumption(fact, line, by)
    if not isinstance(fact, Relational):
        raise AuthoringError(
            f"assumed takes an equation or inequality, such as Eq(a, b), but found {shown(fact)}", line=line
        )
    return Assumption(exact(fact, line), line, by)


def _step(
    relation: Relation, rhs: Any, by: str | None, erratum: str | None,
    correction: Step | None, reading: str | None,
) -> Step:  # fmt: skip
    line = caller_line()
    _check_correction(erratum, correction, line)
    return Step(relation, exact(rhs, line), line, by, erratum, correction, reading)


def _check_correction(erratum: str | None, correction: Any, line: int) -> None:
    if correction is not None and erratum is None:
        raise AuthoringError("correction= needs erratum= beside it, saying what went wrong", line=line)
    if correction is not None and not isinstance(correction, Step):
        raise AuthoringError(
            f"correction= takes a step, such as equals(...), but found {shown(correction)}", line=line
        )


def _approach(as_: Any) -> Approach:
    line = caller_line()
    form = isinstance(as_, tuple) and len(as_) in (2, 3) and isinstance(as_[0], Symbol)
    if not form or (len(as_) == 3 and as_[2] not in ("+", "-")):
        raise AuthoringError(
            f'as_ must be (variable, point) or (variable, point, "+" or "-"), not {as_!r}', line=line
        )
    point = exact(as_[1], line)
    if point in (oo, -oo):
        return Approach(as_[0], point, "-" if point == oo else "+")
    return Approach(as_[0], point, as_[2] if len(as_) == 3 else "+-")


def _check_kinds(head: Any, steps: tuple[Step, ...]) -> None:
    """A chain of expressions takes =, <, ...; a chain of equations takes implies and iff."""
    is_equation = isinstance(head, Relational)
    for position, step in enumerate(steps):
        if is_equation and step.relation not in BETWEEN_EQUATIONS:
            raise AuthoringError(
                "the line before is an equation: continue with implies(...) or iff(...)", line=step.line
            )
        if not is_equation and step.relation in BETWEEN_EQUATIONS:
            raise AuthoringError(
                "implies(...) and iff(...) relate equations, but the line before is an expression",
                line=step.line,
            )
        if step.relation in BETWEEN_EQUATIONS and not isinstance(step.rhs, Relational):
            raise AuthoringError(
                f"{step.relation} needs an equation or inequality, such as Eq(a, b), on its right side",
                line=step.line,
            )
        if step.relation not in BETWEEN_EQUATIONS and isinstance(step.rhs, Relational):
            raise AuthoringError(
                f"{step.relation} needs an expression on its right side, not an equation", line=step.line
            )
        if step.rhs in (oo, -oo) and step.relation is not Relation.TENDS_TO:
            raise AuthoringError(f"{step.rhs} is no number: only tends_to takes it", line=step.line)
        if step.relation is Relation.ROUNDS_TO and position + 1 < len(steps):
            raise AuthoringError("nothing can follow a rounded line: make it the last", line=step.line)
