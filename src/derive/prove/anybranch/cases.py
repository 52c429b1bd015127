"""Case by case in the signs of real quantities: what the zero test leaves open on unknown branches.

Where the argument of a root or logarithm is real, its sign settles the branch: it is the positive root or
logarithm, times a root of unity or plus i pi.  The cases are those of irreducible factors that the towers
could not place; those that the domains exclude are left out.  A factor that is 0 is a case of its own, put
in for a parameter, unless a side divides by it or the claim continues what it says beside it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sympy import (
    Derivative,
    Expr,
    Gt,
    Heaviside,
    Integer,
    Lt,
    Mod,
    Piecewise,
    Symbol,
    acot,
    acoth,
    arg,
    atan2,
    ceiling,
    floor,
    frac,
    sign,
)  # fmt: skip

from derive.prove.anybranch.tower import PlaneTower, is_zero
from derive.prove.field import OutOfReach, Undefined
from derive.prove.plane_facts import PlaneFacts
from derive.prove.sign import Sign
from derive.tree import rewritten

DEEPEST = 4
MOST_CASES = 40

JUMPING = (Heaviside, Mod, Piecewise, acot, acoth, arg, atan2, ceiling, floor, frac, sign)
"""Functions that have a value at a point of which those beside it say nothing."""


def vanishes_case_by_case(expression: Any, facts: PlaneFacts) -> bool:
    """Whether the expression is 0 in each case of the signs on which branches turn."""
    return _holds(expression, facts, DEEPEST, [MOST_CASES])


def _holds(expression: Any, facts: PlaneFacts, depth: int, left: list[int]) -> bool:
    left[0] -= 1
    if left[0] < 0:
        return False
    tower = PlaneTower(facts)
    try:
        if is_zero(tower, tower.run(lambda t: t.read(expression))):
            return True
    except OutOfReach:
        return False
    quantity = next(_open(tower, facts), None)
    if quantity is None or depth == 0:
        return False
    signs = facts.real.possible_signs(quantity)
    cases = [facts.assuming(relation(quantity, 0, evaluate=False)) for relation in (Gt, Lt)]
    wanted = [there for there, sign in zip(cases, (Sign.POSITIVE, Sign.NEGATIVE), strict=True) if sign in signs]
    if not all(_holds(expression, there, depth - 1, left) for there in wanted if not there.are_contradictory()):
        return False
    return Sign.ZERO not in signs or _holds_where_zero(quantity, expression, facts, depth - 1, left)


def _open(tower: PlaneTower, facts: PlaneFacts) -> Iterator[Expr]:
    """Real quantities of open sign, variables first: they settle most of the others."""
    quantities = [tower.expression(f) for f in tower.open_signs]
    for quantity in sorted(quantities, key=lambda q: (q.count_ops(), str(q))):
        if quantity.free_symbols <= set(facts.domains):
            yield quantity


def _holds_where_zero(quantity: Expr, expression: Any, facts: PlaneFacts, depth: int, left: list[int]) -> bool:
    """The case 0: excluded by a denominator, by continuity on a line of points, or put in for a variable."""
    if _divides(quantity, facts) or _is_continued(quantity, expression, facts, depth, left):
        return True
    if isinstance(quantity, Symbol) and quantity not in _lines(expression):
        return _holds_at((quantity,), expression, facts, depth, left)
    return False


def _holds_at(zeros: tuple[Symbol, ...], expression: Any, facts: PlaneFacts, depth: int, left: list[int]) -> bool:
    """Whether the expression is 0 where some variables are."""
    domains = {symbol: domain for symbol, domain in facts.domains.items() if symbol not in zeros}
    try:
        there = rewritten(expression, {symbol: Integer(0) for symbol in zeros})
    except (ArithmeticError, ValueError, TypeError):
        return False
    hypotheses = tuple(h for h in facts.hypotheses if not h.free_symbols & set(zeros))
    cases = tuple(case for case in facts.cases if not case.free_symbols & set(zeros))
    remaining = PlaneFacts(domains, hypotheses, cases)
    return _has_no_value(there, remaining) or _holds(there, remaining, depth, left)


def _has_no_value(expression: Any, facts: PlaneFacts) -> bool:
    """Whether the expression divides by 0, or takes its logarithm, at every point."""
    tower = PlaneTower(facts)
    try:
        tower.run(lambda t: t.read(expression))
    except Undefined:
        return True
    except OutOfReach:
        return False
    return False


def _divides(quantity: Expr, facts: PlaneFacts) -> bool:
    """Whether a side has no value where the quantity is 0, since it divides by it."""
    tower = PlaneTower(facts)
    try:
        return tower.run(lambda t: t.is_nonzero(t.read(quantity)))
    except OutOfReach:
        return False


def _is_continued(quantity: Expr, expression: Any, facts: PlaneFacts, depth: int, left: list[int]) -> bool:
    """Whether what holds beside the zeros of the quantity holds at them, along a line of differentiation.

    Where a derivative has a value and those beside it a limit, that is its value.  So zeros that lie apart on
    the line may be left out if nothing else jumps there, and those that fill it are a case of their own.
    """
    if expression.has(*JUMPING):
        return False
    return any(_lie_apart(quantity, variable, expression, facts, depth, left) for variable in _lines(expression))


def _lines(expression: Any) -> set[Symbol]:
    """The variables of all the derivatives."""
    return {variable for node in expression.atoms(Derivative) for variable in node.variables}


def _lie_apart(
    quantity: Expr, variable: Symbol, expression: Any, facts: PlaneFacts, depth: int, left: list[int]
) -> bool:
    """Whether the zeros in a variable lie apart, or the claim holds where its coefficients all are 0."""
    if variable not in quantity.free_symbols:
        return False
    polynomial = quantity.as_poly(variable)
    if polynomial is None:
        return True
    coefficients = [c for c in polynomial.all_coeffs() if c != 0]
    if any(facts.is_nonzero(c) or _divides(c, facts) for c in coefficients):
        return True
    zeros = {symbol for c in coefficients for symbol in c.free_symbols}
    if not all(_is_monomial(c) for c in coefficients) or zeros & _lines(expression):
        return False
    return _holds_at(tuple(zeros), expression, facts, depth, left)


def _is_monomial(coefficient: Expr) -> bool:
    """Whether it is 0 exactly where its one variable is."""
    _, power = coefficient.as_coeff_Mul()
    base, _ = power.as_base_exp()
    return isinstance(base, Symbol)
