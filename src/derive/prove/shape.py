"""Convexity over intervals: by the second derivative or the Hessian, and term by term where there is a kink.

Against it speak two points: the value half way between them lies above the mean of their values.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain, islice

from sympy import Abs, Add, Expr, Integer, Max, Mul, Ne, Rational, Symbol
from sympy.core.symbol import Str

from derive.calculation import Relation
from derive.claim import Claim
from derive.evidence import Counterexample, Proof, Trust
from derive.numeric.points import Point, sample, simple_points
from derive.prove.facts import Facts
from derive.prove.normal_form import is_zero
from derive.prove.optimum_several import LARGEST, gradient, hessian, is_positive_definite, is_positive_semidefinite
from derive.prove.signs import Sign, sign_of
from derive.prove.throughout import bare_facts, derivative, has_value
from derive.refute import fails, refute
from derive.terms.optimum import Objective
from derive.tree import rewritten

SHAPES = {
    Str("convex"): (1, False), Str("concave"): (-1, False),
    Str("strictly convex"): (1, True), Str("strictly concave"): (-1, True),
}  # fmt: skip
"""The sign with which the function is convex, and whether strictly."""

NONNEGATIVE = (Sign.POSITIVE, Sign.NONNEGATIVE, Sign.ZERO)
POINTS_TRIED = 48
SCREENING_BITS = 256


def prove_shape(claim: Claim, facts: Facts) -> Proof | None:
    """A function is convex (concave, strictly or not) over the domains of its variables, which are intervals.

    Source: Boyd and Vandenberghe, Convex Optimization (2004), sections 3.1.4 and 3.2.

    >>> from sympy import log
    >>> from derive.domains import POSITIVE
    >>> t = POSITIVE.symbol("t")
    >>> claim = Claim(Objective(log(t), t), Relation.IS, Str("concave"), {t: POSITIVE})
    >>> prove_shape(claim, Facts({t: POSITIVE})).method
    'the sign of the second derivative'
    """
    if claim.relation is not Relation.IS or claim.rhs not in SHAPES or not isinstance(claim.lhs, Objective):
        return None
    variables = claim.lhs.variables
    if _hypotheses_meet(claim, variables) or not all(claim.domains[t].is_interval for t in variables):
        return None
    sign, is_strict = SHAPES[claim.rhs]
    f, bare = sign * claim.lhs.value, bare_facts(claim)
    if len(variables) == 1 and _bends_up(f, variables[0], bare, strictly=is_strict):
        return Proof(method="the sign of the second derivative", trusts=Trust.RULE)
    if len(variables) > 1 and _is_definite(f, variables, bare, strictly=is_strict):
        return Proof(method="the minors of the Hessian", trusts=Trust.RULE)
    if not is_strict and _is_convex(f, variables, bare):
        return Proof(method="a sum of convex terms", trusts=Trust.RULE)
    return None


def _hypotheses_meet(claim: Claim, variables: tuple[Symbol, ...]) -> bool:
    return any(set(variables) & hypothesis.free_symbols for hypothesis in claim.hypotheses)


def _bends_up(f: Expr, t: Symbol, facts: Facts, *, strictly: bool) -> bool:
    slope = derivative(f, t, facts)
    curvature = None if slope is None else derivative(slope, t, facts)
    if curvature is None:
        return False
    if not strictly:
        return sign_of(curvature, facts) in NONNEGATIVE
    # one point at which the curvature vanishes does not matter
    there = (facts, facts.assuming(Ne(t, Integer(0), evaluate=False)))
    return any(sign_of(curvature, known) is Sign.POSITIVE for known in there)


def _is_definite(f: Expr, variables: tuple[Symbol, ...], facts: Facts, *, strictly: bool) -> bool:
    slopes = gradient(f, variables, facts) if len(variables) <= LARGEST else None
    curvature = None if slopes is None else hessian(slopes, variables, facts)
    if curvature is None:
        return False
    return (is_positive_definite if strictly else is_positive_semidefinite)(curvature, facts)


def _is_convex(f: Expr, variables: tuple[Symbol, ...], facts: Facts) -> bool:
    """Whether f is convex as a sum, a nonnegative multiple, a maximum or an absolute value."""
    if not f.free_symbols & set(variables):
        return all(has_value(f, t, facts) for t in variables)
    if isinstance(f, Add | Max):
        return all(_is_convex(part, variables, facts) for part in f.args)
    if isinstance(f, Abs):
        return _is_affine(f.args[0], variables, facts)
    if isinstance(f, Mul):
        factor, moving = f.as_independent(*variables, as_Add=False)
        if factor != 1 and sign_of(factor, facts) in NONNEGATIVE:
            return _is_convex(moving, variables, facts)
    if len(variables) == 1:
        return _bends_up(f, variables[0], facts, strictly=False)
    return _is_definite(f, variables, facts, strictly=False)


def _is_affine(f: Expr, variables: tuple[Symbol, ...], facts: Facts) -> bool:
    slopes = gradient(f, variables, facts)
    if slopes is None:
        return False
    return all(not slope.free_symbols & set(variables) or is_zero(d, facts)
               for slope in slopes for d in (gradient(slope, variables, facts) or [Integer(1)]))  # fmt: skip


def refute_shape(claim: Claim, tries: int = POINTS_TRIED) -> Counterexample | None:
    """Two points of the domains with a value half way between them that is too large (for convexity).

    >>> from derive.domains import REAL
    >>> t = REAL.symbol("t")
    >>> found = refute_shape(Claim(Objective(t**3, t), Relation.IS, Str("convex"), {t: REAL}))
    >>> found.witness, found.lhs, found.rhs
    ((('t', '0'), ("t'", '-1')), '-1/8', '-1/2')
    """
    if claim.relation is not Relation.IS or claim.rhs not in SHAPES or not isinstance(claim.lhs, Objective):
        return None
    variables = claim.lhs.variables
    if _hypotheses_meet(claim, variables) or not all(claim.domains[t].is_interval for t in variables):
        return None
    for halfway in _halfway(claim):
        pool = chain(islice(simple_points(halfway), tries), sample(halfway, tries))
        suspects: Iterator[Point] = (p for p in pool if fails(halfway, p, _vanishes, SCREENING_BITS) is not None)
        found = refute(halfway, list(islice(suspects, 1)), _vanishes)
        if found is not None:
            side = "below" if SHAPES[claim.rhs][0] == 1 else "above"
            return replace(found, reason=f"half way between the two points it is not {side} the mean of their values")
    return None


def _vanishes(number: Expr) -> bool:
    return is_zero(number, Facts({}))


def _halfway(claim: Claim) -> Iterator[Claim]:
    """f half way between two points against the mean of its values: for strictness, apart in one variable each."""
    objective: Objective = claim.lhs
    sign, is_strict = SHAPES[claim.rhs]
    others = {t: claim.domains[t].symbol(f"{t.name}'") for t in objective.variables}
    middle = {t: (t + other) * Rational(1, 2) for t, other in others.items()}
    f = objective.value
    mean = (f + rewritten(f, others)) * Rational(1, 2)
    weak, strong = (Relation.AT_MOST, Relation.BELOW) if sign == 1 else (Relation.AT_LEAST, Relation.ABOVE)
    domains = {**claim.domains, **{other: claim.domains[t] for t, other in others.items()}}
    stated = replace(claim.relating(rewritten(f, middle), weak, mean), domains=domains)
    yield stated
    for t, other in others.items() if is_strict else ():
        apart = (*claim.conditions, Ne(t, other, evaluate=False))
        yield replace(stated, relation=strong, conditions=apart)
