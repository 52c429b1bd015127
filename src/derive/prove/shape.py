"""Convexity over intervals: by derivatives or a calculus of convex functions, and up to closed ends.

Against it speak two points: the value half way between them lies above the mean of their values.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain, islice

from sympy import Expr, Integer, Ne, Rational, Symbol, nan, oo, zoo
from sympy.core.symbol import Str

from derive.calculation import Approach, Relation
from derive.claim import Claim
from derive.domains import domain_on
from derive.evidence import Counterexample, Proof, Trust
from derive.numeric.points import Point, sample, simple_points
from derive.prove.closed import in_closed_form
from derive.prove.convexity import NONNEGATIVE_SIGNS, bends, is_convex, is_strictly_convex
from derive.prove.facts import Facts
from derive.prove.limits import limit_from
from derive.prove.normal_form import is_zero, resolved
from derive.prove.signs import sign_of
from derive.prove.throughout import bare_facts, is_defined
from derive.refute import fails, refute
from derive.terms.optimum import Objective
from derive.tree import rewritten

SHAPES = {
    Str("convex"): (1, False), Str("concave"): (-1, False),
    Str("strictly convex"): (1, True), Str("strictly concave"): (-1, True),
}  # fmt: skip
"""The sign with which the function is convex, and whether strictly."""

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
    method = _method(claim, variables) or (_up_to_the_ends(claim) if len(variables) == 1 else None)
    return None if method is None else Proof(method=method, trusts=Trust.RULE)


def _method(claim: Claim, variables: tuple[Symbol, ...]) -> str | None:
    """How the shape can be shown on the whole domain."""
    (sign, is_strict), bare = SHAPES[claim.rhs], bare_facts(claim)
    f = sign * in_closed_form(claim.lhs.value, bare)
    if bends(f, variables, bare, strictly=is_strict):
        return "the sign of the second derivative" if len(variables) == 1 else "the minors of the Hessian"
    if is_strict:
        return "a strictly convex term and convex ones" if is_strictly_convex(f, variables, bare) else None
    return "a calculus of convex functions" if is_convex(f, variables, bare) else None


def _up_to_the_ends(claim: Claim) -> str | None:
    """The shape on the open interior, at whose closed ends the function does not fall below its limits."""
    t = claim.lhs.variable
    whole = claim.domains[t].whole
    ends = [(e, side) for e, side, is_open in ((whole.start, "+", whole.left_open), (whole.end, "-", whole.right_open))
            if not is_open]  # fmt: skip
    if not ends:
        return None
    inside = domain_on(whole.interior, str(whole.interior))
    narrow = inside.symbol(t.name)
    domains = {narrow if s == t else s: inside if s == t else d for s, d in claim.domains.items()}
    f = resolved(claim.lhs.value.xreplace({t: narrow}), Facts(domains))
    inner = replace(claim, lhs=Objective(f, narrow), domains=domains)
    method = _method(inner, (narrow,))
    if method is None or not all(_does_not_fall(claim, inner, end, side) for end, side in ends):
        return None
    return f"{method}, up to the ends"


def _does_not_fall(claim: Claim, inner: Claim, end: Expr, side: str) -> bool:
    """Whether the value at an end is at least (for convexity) the limit there."""
    value, bare = claim.lhs.value.xreplace({claim.lhs.variable: end}), bare_facts(claim)
    if value.has(zoo, nan, oo, -oo) or not is_defined(value, bare):
        return False
    f = inner.lhs.value
    moving = inner.relating(f, Relation.TENDS_TO, Integer(0))
    moving = replace(moving, approach=Approach(inner.lhs.variable, end, side))
    limit = limit_from(replace(moving, lhs=in_closed_form(f, bare_facts(inner))), side)
    if limit is None or limit.value is None:
        return False
    return sign_of(SHAPES[claim.rhs][0] * (value - limit.value), bare) in NONNEGATIVE_SIGNS


def _hypotheses_meet(claim: Claim, variables: tuple[Symbol, ...]) -> bool:
    return any(set(variables) & hypothesis.free_symbols for hypothesis in claim.hypotheses)


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
