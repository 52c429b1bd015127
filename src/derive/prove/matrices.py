"""Matrices entry by entry; shapes that do not fit disprove an equation."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from sympy import Expr, ImmutableDenseMatrix, Inverse, MatrixBase, MatrixExpr, MatrixSymbol

from derive.calculation import Relation
from derive.claim import Claim
from derive.evidence import Disproof, Proof
from derive.prove.facts import Facts
from derive.prove.parts import in_parts

Prover = Callable[[Claim, Facts], Proof | Disproof | None]


def explicit(side: Any) -> ImmutableDenseMatrix | None:
    """The matrix with its entries written out; None for a number, or if that cannot be done."""
    if isinstance(side, MatrixBase):
        return ImmutableDenseMatrix(side)
    if not isinstance(side, MatrixExpr) or side.has(MatrixSymbol, Inverse):
        return None
    return ImmutableDenseMatrix(side.as_explicit())


def is_about_matrices(claim: Claim) -> bool:
    """Whether a side of the claim is a matrix."""
    return any(isinstance(side, MatrixBase | MatrixExpr) for side in (claim.lhs, claim.rhs))


def prove_entries(claim: Claim, facts: Facts, ways: Sequence[Prover]) -> Proof | Disproof | None:
    """Both sides are matrices with entries: the claim holds for each entry."""
    lhs, rhs = explicit(claim.lhs), explicit(claim.rhs)
    if claim.relation is not Relation.EQUAL or (lhs is None and rhs is None):
        return None
    if lhs is None or rhs is None or lhs.shape != rhs.shape:
        return _misfit(claim.lhs if lhs is None else lhs, claim.rhs if rhs is None else rhs)
    proofs = []
    for left, right in zip(lhs, rhs, strict=True):
        found = _first(claim.relating(left, Relation.EQUAL, right), facts, ways)
        if found is None:
            return None
        proofs.append(found)
    return in_parts("entry by entry", proofs)


def _first(claim: Claim, facts: Facts, ways: Sequence[Prover]) -> Proof | None:
    for way in ways:
        found = way(claim, facts)
        if isinstance(found, Proof):
            return found
    return None


def _misfit(lhs: Any, rhs: Any) -> Disproof | None:
    shapes = [_shape(side) for side in (lhs, rhs)]
    if None in shapes:
        return None
    return Disproof(method="shapes", reason=f"{shapes[0]} cannot equal {shapes[1]}")


def _shape(side: Any) -> str | None:
    if isinstance(side, MatrixBase):
        return f"a {side.rows} x {side.cols} matrix"
    return "a number" if isinstance(side, Expr) and not isinstance(side, MatrixExpr) else None
