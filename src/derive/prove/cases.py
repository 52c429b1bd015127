"""Case by case: the claim for each sign of what Abs, Max, sign, Piecewise and even roots depend on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from sympy import Abs, Eq, Expr, Gt, Heaviside, Lt, Max, Min, Piecewise, preorder_traversal, sign
from sympy.core.relational import Relational

from derive.claim import Claim
from derive.evidence import Proof
from derive.prove.facts import Facts
from derive.prove.inequalities import ALLOWED, prove_inequality
from derive.prove.normal_form import prove_normal_form, resolved
from derive.prove.parts import in_parts
from derive.prove.sign import Sign

DEEPEST = 5
MOST_CASES = 120

WAYS = (prove_normal_form, prove_inequality)
CASES: dict[Sign, Callable[[Any], Relational]] = {
    Sign.POSITIVE: lambda u: Gt(u, 0, evaluate=False),
    Sign.NEGATIVE: lambda u: Lt(u, 0, evaluate=False),
    Sign.ZERO: lambda u: Eq(u, 0, evaluate=False),
}


def prove_cases(claim: Claim, facts: Facts) -> Proof | None:
    """The claim holds in each case, and the cases make up the whole.

    >>> from derive.calculation import Relation
    >>> from derive.domains import REAL
    >>> x, y = REAL.symbol("x"), REAL.symbol("y")
    >>> triangle = Claim(Abs(x + y), Relation.AT_MOST, Abs(x) + Abs(y), {x: REAL, y: REAL})
    >>> prove_cases(triangle, Facts.of(triangle)).method
    'case by case: normal form, signs'
    >>> wrong = Claim(Abs(x + y), Relation.EQUAL, Abs(x) + Abs(y), {x: REAL, y: REAL})
    >>> prove_cases(wrong, Facts.of(wrong)) is None
    True
    """
    if claim.relation not in ALLOWED:
        return None
    proofs = _proofs(claim, facts, DEEPEST, [MOST_CASES])
    return in_parts("case by case", proofs) if proofs else None


def _proofs(claim: Claim, facts: Facts, depth: int, left: list[int]) -> list[Proof] | None:
    """A proof for each case; None as soon as there is one without."""
    left[0] -= 1
    switch = next(_switches(claim, facts), None)
    if switch is None or depth == 0 or left[0] < 0:
        return None
    found: list[Proof] = []
    for case, stated in CASES.items():
        if case not in facts.possible_signs(switch):
            continue
        there = facts.assuming(stated(switch))
        if there.possible_signs(switch) is Sign.IMPOSSIBLE:
            continue
        proof = next((p for p in (way(claim, there) for way in WAYS) if p is not None), None)
        below = [proof] if proof is not None else _proofs(claim, there, depth - 1, left)
        if below is None:
            return None
        found += below
    return found


def _switches(claim: Claim, facts: Facts) -> Iterator[Expr]:
    """Quantities of open sign on which the claim turns, the first the simplest."""
    candidates = {
        quantity: None
        for side in (claim.lhs, claim.rhs)
        for node in preorder_traversal(resolved(side, facts))
        for quantity in _turning_on(node)
    }
    candidates |= dict.fromkeys(_open_in_tower(claim, facts))
    for quantity in sorted(candidates, key=lambda q: q.count_ops()):
        if quantity.free_symbols <= set(facts.domains) and _is_open(facts.possible_signs(quantity)):
            yield quantity


def _is_open(sign: Sign) -> bool:
    return len(list(sign)) > 1


def _turning_on(node: Any) -> list[Expr]:
    match node:
        case Abs() | sign() | Heaviside():
            return [node.args[0]]
        case Max() | Min():
            first, *others = node.args
            return [first - other for other in others]
        case Piecewise():
            conditions = [condition for _, condition in node.args]
            return [c.lhs - c.rhs for c in conditions if isinstance(c, Relational)]
    return []


def _open_in_tower(claim: Claim, facts: Facts) -> list[Expr]:
    """Polynomials whose absolute values the normal form could not resolve."""
    tower = facts.tower
    return [tower.expression(f) for f in tower.open_signs]
