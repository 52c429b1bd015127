"""Case by case in the signs of real quantities: what the zero test leaves open on unknown branches.

Where the argument of a root or logarithm is real, its sign settles the branch: it is the positive root or
logarithm, times a root of unity or plus i pi.  The cases are those of irreducible factors that the towers
could not place; those that the domains exclude are left out.  A factor that is 0 is a case of its own, put
in for a parameter, unless a side divides by it or its derivative does not exist there.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sympy import Derivative, Expr, Gt, Integer, Lt, Symbol

from derive.prove.anybranch.tower import PlaneTower, is_zero
from derive.prove.field import OutOfReach
from derive.prove.plane_facts import PlaneFacts
from derive.prove.sign import Sign
from derive.tree import rewritten

DEEPEST = 4
MOST_CASES = 40


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
    """The case 0: excluded by a denominator or as a point without a derivative, or put in for a variable."""
    if _is_excluded(quantity, expression, facts):
        return True
    if isinstance(quantity, Symbol) and not _is_differentiated(quantity, expression):
        domains = {symbol: domain for symbol, domain in facts.domains.items() if symbol != quantity}
        try:
            there = rewritten(expression, {quantity: Integer(0)})
        except (ArithmeticError, ValueError, TypeError):
            return False
        hypotheses = tuple(h for h in facts.hypotheses if quantity not in h.free_symbols)
        cases = tuple(case for case in facts.cases if quantity not in case.free_symbols)
        return _holds(there, PlaneFacts(domains, hypotheses, cases), depth, left)
    return False


def _is_excluded(quantity: Expr, expression: Any, facts: PlaneFacts) -> bool:
    """Whether a side has no value, or no derivative by the rules, where the quantity is 0."""
    tower = PlaneTower(facts)
    try:
        factors = [f for f, _ in tower.run(lambda t: t.factors(t.read(quantity).num))[1]]
        if all(tower.is_nonzero(tower.polynomial(f)) for f in factors):
            return True
    except OutOfReach:
        return False
    return bool(_differentiated_roots(quantity, expression))


def _differentiated_roots(quantity: Expr, expression: Any) -> bool:
    """Whether the quantity divides what stands under a root or logarithm that is differentiated."""
    return any(quantity.free_symbols & set(node.variables) for node in expression.atoms(Derivative))


def _is_differentiated(symbol: Symbol, expression: Any) -> bool:
    return any(symbol in node.variables for node in expression.atoms(Derivative))

