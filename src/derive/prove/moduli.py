"""Absolute values of what is nowhere negative, whatever it stands under: |u^2| is u^2 in a derivative too."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sympy import Abs, Add, Basic, Mul, Pow, exp

from derive.calculation import BETWEEN_NUMBERS
from derive.claim import Claim
from derive.evidence import Disproof, Proof
from derive.prove.facts import Facts


def prove_without_moduli(claim: Claim, facts: Facts) -> Proof | Disproof | None:
    """The claim without the absolute values that are not needed.

    >>> from sympy import Derivative
    >>> from derive.calculation import Relation
    >>> from derive.domains import REAL
    >>> x, y = REAL.symbol("x"), REAL.symbol("y")
    >>> square = Abs(Pow(x - y, 2), evaluate=False)
    >>> claim = Claim(Derivative(square, x), Relation.EQUAL, 2*x - 2*y, {x: REAL, y: REAL})
    >>> prove_without_moduli(claim, Facts.of(claim)).method
    'without absolute values: normal form'
    """
    if claim.relation not in BETWEEN_NUMBERS:
        return None
    bare = claim.relating(_without(claim.lhs), claim.relation, _without(claim.rhs))
    if bare == claim:
        return None
    from derive.prove import prove_real  # which asks this prover among others

    found = prove_real(bare, lambda what: None)
    return replace(found, method=f"without absolute values: {found.method}") if isinstance(found, Proof) else None


def _without(side: Any) -> Any:
    if not isinstance(side, Basic) or not side.has(Abs):
        return side
    return side.replace(lambda node: isinstance(node, Abs) and _is_nonnegative(node.args[0]), lambda node: node.args[0])


def _is_nonnegative(node: Any) -> bool:
    """Whether a node is nowhere negative by the way it is built, wherever it has a real value."""
    if isinstance(node, Add | Mul):
        return all(_is_nonnegative(part) for part in node.args)
    if isinstance(node, Pow) and not isinstance(node, exp):
        is_even_root = node.exp.is_Rational and node.exp.q % 2 == 0
        return bool(node.exp.is_even or is_even_root) or _is_nonnegative(node.base)
    return isinstance(node, exp | Abs) or bool(node.is_nonnegative)
