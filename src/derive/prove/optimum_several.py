"""Functions of several variables: gradient and Hessian by our own rules, definite by its minors."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from sympy import Expr, ImmutableDenseMatrix, Symbol

from derive.calculation import Relation
from derive.claim import Claim
from derive.evidence import Proof, Trust
from derive.prove.facts import Facts
from derive.prove.normal_form import is_zero
from derive.prove.signs import Sign, sign_of
from derive.prove.throughout import bare_facts, derivative, lies_in
from derive.tree import rewritten

DIVISION_FREE = "berkowitz"
"""The rule for determinants that brings in no denominators, and asks of no entry whether it is 0."""

LARGEST = 5
"""Variables up to which minors are computed."""


def gradient(f: Expr, variables: Sequence[Symbol], facts: Facts) -> list[Expr] | None:
    """The partial derivatives, if f is smooth in all variables and they have values throughout the domains."""
    slopes = [derivative(f, variable, facts) for variable in variables]
    return None if None in slopes else [slope for slope in slopes if slope is not None]


def hessian(slopes: Sequence[Expr], variables: Sequence[Symbol], facts: Facts) -> ImmutableDenseMatrix | None:
    """The second derivatives, under the same conditions.

    >>> from derive.domains import REAL
    >>> x, y = REAL.symbol("x"), REAL.symbol("y")
    >>> facts = Facts({x: REAL, y: REAL})
    >>> hessian(gradient(x**2*y, [x, y], facts), [x, y], facts)
    Matrix([
    [2*y, 2*x],
    [2*x,   0]])
    """
    rows = [gradient(slope, variables, facts) for slope in slopes]
    return None if None in rows else ImmutableDenseMatrix(rows)


def is_positive_definite(matrix: ImmutableDenseMatrix, facts: Facts) -> bool:
    """Whether all leading minors are positive at every point (Sylvester's criterion).

    Source: Horn and Johnson, Matrix Analysis (2013), theorem 7.2.5.
    """
    sizes = range(1, matrix.rows + 1)
    return all(sign_of(matrix[:size, :size].det(method=DIVISION_FREE), facts) is Sign.POSITIVE for size in sizes)


def is_positive_semidefinite(matrix: ImmutableDenseMatrix, facts: Facts) -> bool:
    """Whether all principal minors are nonnegative at every point.

    Source: Horn and Johnson, Matrix Analysis (2013), theorem 7.2.5.
    """
    nonnegative = (Sign.POSITIVE, Sign.NONNEGATIVE, Sign.ZERO)
    chosen = (list(rows) for size in range(1, matrix.rows + 1) for rows in combinations(range(matrix.rows), size))
    return all(sign_of(matrix.extract(rows, rows).det(method=DIVISION_FREE), facts) in nonnegative for rows in chosen)


def prove_by_hessian(claim: Claim) -> Proof | None:
    """The gradient vanishes at the point, and the Hessian is positive definite on a product of intervals.

    >>> from sympy import Integer, Tuple
    >>> from derive.domains import REAL
    >>> from derive.terms.optimum import Objective
    >>> x, y = REAL.symbol("x"), REAL.symbol("y")
    >>> objective, domains = Objective(x**2 + x*y + y**2, x, y), {x: REAL, y: REAL}
    >>> prove_by_hessian(Claim(Tuple(Integer(0), Integer(0)), Relation.MINIMISES, objective, domains)).method
    'stationary and strictly convex: the Hessian is positive definite'
    """
    point, bare = claim.rhs.point(claim.lhs), bare_facts(claim)
    f = claim.rhs.value if claim.relation is Relation.MINIMISES else -claim.rhs.value
    inside = all(claim.domains[t].is_interval and lies_in(value, claim.domains[t], bare) for t, value in point.items())
    if not inside or len(point) > LARGEST:
        return None
    slopes = gradient(f, tuple(point), bare)
    if slopes is None or not all(is_zero(rewritten(slope, point), bare) for slope in slopes):
        return None
    curvature = hessian(slopes, tuple(point), bare)
    if curvature is None or not is_positive_definite(curvature, bare):
        return None
    shape, definite = ("convex", "positive") if claim.relation is Relation.MINIMISES else ("concave", "negative")
    return Proof(method=f"stationary and strictly {shape}: the Hessian is {definite} definite", trusts=Trust.RULE)
