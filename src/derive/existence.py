"""Words of existence: a line that does not always hold, a point at which one does.

Both are shown by an exact point.  The engine looks for it, or the author gives it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from sympy import Basic, Symbol
from sympy.core.relational import Relational

from derive.calculation import Calculation, Relation, Step, calc
from derive.errors import AuthoringError, caller_line
from derive.exactness import exact, shown
from derive.terms.optimum import DomainOf
from derive.terms.statements import statement
from derive.tree import rewritten

HOLDING = {
    "==": Relation.EQUAL, "!=": Relation.DIFFERS, "<": Relation.BELOW, "<=": Relation.AT_MOST,
    ">": Relation.ABOVE, ">=": Relation.AT_LEAST,
}  # fmt: skip
FAILING = {
    "==": Relation.DIFFERS, "!=": Relation.EQUAL, "<": Relation.AT_LEAST, "<=": Relation.ABOVE,
    ">": Relation.AT_MOST, ">=": Relation.BELOW,
}  # fmt: skip


def not_always(*claim: Any, by: str | None = None, name: str = "") -> Calculation:
    """Somewhere in the domains both sides have a value and the claim fails.

    `claim` is a left side and a step, ``not_always(sqrt(x**2), equals(x))``, or a calculation of one line, such
    as a limit or an optimum.  It is proved by a point (or by a proof of the negation, for a limit), and refuted
    by a proof of the claim.

    Raises `AuthoringError` if there is not exactly one line to deny.

    >>> from derive import equals
    >>> from sympy import sqrt
    >>> from sympy.abc import x
    >>> denial = not_always(sqrt(x**2), equals(x)).steps[0]
    >>> print(denial.lhs, denial.relation, denial.rhs)
    sqrt(x**2) not always = x
    >>> not_always(x, equals(x), equals(x))
    Traceback (most recent call last):
    derive.errors.AuthoringError: not_always denies one line: write not_always(lhs, equals(rhs))
    """
    line = caller_line()
    denied = claim[0] if len(claim) == 1 else calc(*claim) if len(claim) == 2 else None
    if not isinstance(denied, Calculation) or len(denied.steps) != 1:
        raise AuthoringError("not_always denies one line: write not_always(lhs, equals(rhs))", line=line)
    step = denied.steps[0]
    if isinstance(step.rhs, Decimal) or step.relation is Relation.NOT_ALWAYS or step.erratum is not None:
        raise AuthoringError(f"not_always takes no line such as {step.relation.value} {step.rhs}", line=line)
    lhs = denied.head if step.lhs is None else step.lhs
    denial = Step(Relation.NOT_ALWAYS, statement(step), line, by or step.by, reading=step.reading, lhs=lhs)
    return Calculation(head=None, steps=(denial,), line=line, name=name or denied.name)


def exists(
    condition: Any, *, at: Mapping[Any, Any] | None = None, by: str | None = None, name: str = ""
) -> Calculation:
    """The condition holds somewhere: at the point `at`, or at one that the engine has to find.

    `condition` is an equation or an inequality.  `at` gives values to some of its variables; they may depend on
    the others, for all of which the condition must then hold.

    Raises `AuthoringError` if `condition` is no equation or inequality, or `at` is no point.

    >>> from sympy import Gt
    >>> from sympy.abc import x, y
    >>> [str(step.relation) for step in exists(Gt(x, y), at={x: y + 1}).steps]
    ['in', '>']
    >>> exists(x)
    Traceback (most recent call last):
    derive.errors.AuthoringError: exists takes an equation or inequality, such as Eq(a, b), but found x
    """
    line = caller_line()
    condition = exact(condition, line)
    if not isinstance(condition, Relational):
        raise AuthoringError(
            f"exists takes an equation or inequality, such as Eq(a, b), but found {shown(condition)}", line=line
        )
    lhs, rhs = condition.args
    if at is None:
        denied = Calculation(None, (Step(FAILING[condition.rel_op], rhs, line, by, lhs=lhs),), line)
        return replace(not_always(denied), name=name, line=line)
    point = _point(at, line)
    steps = [
        Step(Relation.MEMBER, DomainOf(variable), line, "the witness lies in the domain", lhs=value)
        for variable, value in point.items()
    ]
    there = [rewritten(side, point) for side in (lhs, rhs)]
    steps.append(Step(HOLDING[condition.rel_op], there[1], line, by or "at the witness", lhs=there[0]))
    return Calculation(head=None, steps=tuple(steps), line=line, name=name)


def _point(at: Any, line: int) -> dict[Basic, Any]:
    if not isinstance(at, Mapping) or not at or not all(isinstance(variable, Symbol) for variable in at):
        raise AuthoringError(f"at= takes a mapping from variables to values, not {shown(at)}", line=line)
    point = {variable: exact(value, line) for variable, value in at.items()}
    for value in point.values():
        held = sorted(map(str, value.free_symbols & point.keys()))
        if held:
            raise AuthoringError(f"the witness {value} must not depend on {held[0]} itself", line=line)
    return point
