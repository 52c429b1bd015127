"""Pointwise optima: a point lies in a domain, the domain is an interval, the point is the only minimiser.

A stationary point of a function that is strictly convex *on an interval* is its only minimiser; so is the
point on whose left the function falls and on whose right it rises.  Both need f, f' and f'' to have a value
on the whole domain of t.  What refutes is a smaller value in the domain, a second minimiser, or a point
outside it; an obligation that fails refutes itself only.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain, islice

from sympy import Derivative, Expr, Integral, Ne, Rational, Subs, Symbol

from derive.calculation import Relation
from derive.claim import Claim
from derive.evidence import Counterexample, Disproof, Proof, Trust
from derive.numeric.points import Point, sample, satisfies, simple_points
from derive.prove.closed import in_closed_form
from derive.prove.normal_form import is_zero
from derive.prove.optimum_parts import by_parts, first_proof, prove_by_values
from derive.prove.optimum_several import prove_by_hessian
from derive.prove.segments import are_continuous, segments
from derive.prove.signs import Facts, Sign, sign_of
from derive.prove.throughout import bare_facts, derivative, lies_in, requirements
from derive.refute import fails, refute
from derive.terms.optimum import INTERVAL, DomainOf, Objective
from derive.tree import rewritten

OPTIMA = {Relation.MINIMISES: Relation.AT_MOST, Relation.MAXIMISES: Relation.AT_LEAST}
"""How the value at the optimum compares with every other value."""

WORDS = {Relation.MINIMISES: ("minimiser", "smaller"), Relation.MAXIMISES: ("maximiser", "larger")}

POINTS_TRIED = 64
SCREENING_BITS = 256
STEPS = tuple(sign * Rational(1, size) for size in (2, 10, 100, 1000) for sign in (1, -1))


def prove_membership(claim: Claim, facts: Facts) -> Proof | None:
    """The left side lies in the declared domain of a variable, for all values of the others.

    >>> from sympy.abc import p, q, t
    >>> from derive.domains import POSITIVE, UNIT_INTERVAL
    >>> claim = Claim(p/(p + q), Relation.MEMBER, DomainOf(t), {p: POSITIVE, q: POSITIVE, t: UNIT_INTERVAL})
    >>> prove_membership(claim, Facts.of(claim)).method
    'signs of the distances to the ends'
    >>> claim = claim.relating(p/q, Relation.MEMBER, DomainOf(t))
    >>> prove_membership(claim, Facts.of(claim)) is None
    True
    """
    if claim.relation is not Relation.MEMBER or not isinstance(claim.rhs, DomainOf):
        return None
    if not lies_in(claim.lhs, claim.domains[claim.rhs.args[0]], facts):
        return None
    return Proof(method="signs of the distances to the ends", trusts=Trust.RULE)


def refute_membership(claim: Claim) -> Counterexample | None:
    """An exact point at which the left side certainly lies outside the domain of a variable.

    >>> from sympy.abc import p, q, t
    >>> from derive.domains import POSITIVE, UNIT_INTERVAL
    >>> claim = Claim(p/q, Relation.MEMBER, DomainOf(t), {p: POSITIVE, q: POSITIVE, t: UNIT_INTERVAL})
    >>> refute_membership(claim).reason
    'p/q is not below 1: it lies outside UnitInterval'
    """
    if claim.relation is not Relation.MEMBER or not isinstance(claim.rhs, DomainOf):
        return None
    domain = claim.domains[claim.rhs.args[0]]
    for relation, bound in requirements(domain) or []:
        found = _refuted(claim.relating(claim.lhs, relation, bound))
        if found is not None:
            reason = f"{claim.lhs} is not {IN_WORDS[relation]} {bound}: it lies outside {domain.name}"
            return replace(found, reason=reason)
    return None


IN_WORDS = {
    Relation.ABOVE: "above",
    Relation.AT_LEAST: "at least",
    Relation.BELOW: "below",
    Relation.AT_MOST: "at most",
    Relation.DIFFERS: "different from",
}


def prove_interval(claim: Claim, facts: Facts) -> Proof | Disproof | None:
    """The declared domain of a variable is an interval.

    >>> from sympy.abc import t
    >>> from derive.domains import NONZERO, POSITIVE
    >>> from derive.terms.optimum import INTERVAL
    >>> claim = Claim(DomainOf(t), Relation.IS, INTERVAL, {t: POSITIVE})
    >>> prove_interval(claim, Facts.of(claim)).method
    'declared as an interval'
    >>> claim = Claim(DomainOf(t), Relation.IS, INTERVAL, {t: NONZERO})
    >>> prove_interval(claim, Facts.of(claim)).reason
    'Nonzero is Union(Interval.open(-oo, 0), Interval.open(0, oo)): no interval'
    """
    if claim.relation is not Relation.IS or claim.rhs != INTERVAL or not isinstance(claim.lhs, DomainOf):
        return None
    domain = claim.domains[claim.lhs.args[0]]
    if domain.is_interval:
        return Proof(method="declared as an interval")
    kind = "whole numbers only" if domain.is_discrete else domain.whole
    return Disproof(method="the declared domain", reason=f"{domain.name} is {kind}: no interval")


def prove_optimum(claim: Claim, facts: Facts) -> Proof | None:
    """The point on the left is the only minimiser (maximiser) of f over the domain of its variable.

    >>> from sympy import log
    >>> from derive.domains import NONZERO, POSITIVE, UNIT_INTERVAL
    >>> p, q, t = POSITIVE.symbol("p"), POSITIVE.symbol("q"), UNIT_INTERVAL.symbol("t")
    >>> loss = Objective(-p*log(t) - q*log(1 - t), t)
    >>> claim = Claim(p/(p + q), Relation.MINIMISES, loss, {p: POSITIVE, q: POSITIVE, t: UNIT_INTERVAL})
    >>> prove_optimum(claim, Facts.of(claim)).method
    'stationary and strictly convex on an interval'
    >>> t = NONZERO.symbol("t")
    >>> claim = Claim(Rational(1, 2), Relation.MINIMISES, Objective(t**2 + 1/t**2 + 15*t, t), {t: NONZERO})
    >>> prove_optimum(claim, Facts.of(claim)) is None
    True
    """
    if claim.relation not in OPTIMA or not isinstance(claim.rhs, Objective):
        return None
    moving = set(claim.rhs.variables)
    if any(moving & hypothesis.free_symbols for hypothesis in claim.hypotheses):
        return None
    objective = in_closed_form(claim.rhs.value, bare_facts(claim))
    closed = claim.relating(claim.lhs, claim.relation, Objective(objective, *claim.rhs.variables))
    return first_proof(closed, SEVERAL if len(moving) > 1 else SINGLE)


def _by_slope(claim: Claim) -> Proof | None:
    """Stationary and strictly convex, or a slope with the sign of the distance to the point."""
    point, t = claim.lhs, claim.rhs.variable
    f = claim.rhs.value if claim.relation is Relation.MINIMISES else -claim.rhs.value
    known = Facts.of(claim.relating(point, Relation.EQUAL, f))
    if not claim.domains[t].is_interval or not lies_in(point, claim.domains[t], known):
        return None
    slope = derivative(f, t, bare_facts(claim))
    if slope is None:
        return None
    if is_zero(rewritten(slope, {t: point}), known) and _is_strictly_convex(slope, t, claim):
        shape = "convex" if claim.relation is Relation.MINIMISES else "concave"
        return Proof(method=f"stationary and strictly {shape} on an interval", trusts=Trust.RULE)
    if _rises_away_from(point, slope, t, claim):
        return Proof(method="the slope has the sign of the distance to it, on an interval", trusts=Trust.RULE)
    return None


def _is_strictly_convex(slope: Expr, t: Symbol, claim: Claim) -> bool:
    curvature = derivative(slope, t, bare_facts(claim))
    return curvature is not None and sign_of(curvature, bare_facts(claim)) is Sign.POSITIVE


def _rises_away_from(point: Expr, slope: Expr, t: Symbol, claim: Claim) -> bool:
    """Whether the slope has the sign of t - point everywhere else."""
    elsewhere = bare_facts(claim).assuming(Ne(t, point, evaluate=False))
    return sign_of(slope * (t - point), elsewhere) is Sign.POSITIVE


def _by_segments(claim: Claim) -> Proof | None:
    """Between kinks the slope has the sign of the distance to the point, and there is no jump."""
    t, point, bare = claim.rhs.variable, claim.lhs, bare_facts(claim)
    f = claim.rhs.value if claim.relation is Relation.MINIMISES else -claim.rhs.value
    if not claim.domains[t].is_interval or not lies_in(point, claim.domains[t], bare):
        return None
    parts = segments(f, t, bare)
    if parts is None or not are_continuous(parts, f, t, bare):
        return None
    for part in parts:
        slope = derivative(part.value, t, part.facts)
        elsewhere = part.facts.assuming(Ne(t, point, evaluate=False))
        if slope is None or sign_of(slope * (t - point), elsewhere) is not Sign.POSITIVE:
            return None
    return Proof(method="between kinks the slope has the sign of the distance to it", trusts=Trust.RULE)


def _by_parts(claim: Claim) -> Proof | None:
    return by_parts(claim, _by_slope)


SINGLE, SEVERAL = (_by_slope, _by_segments, prove_by_values, _by_parts), (prove_by_hessian, prove_by_values)

# ---- refutation


def refute_optimum(claim: Claim, tries: int = POINTS_TRIED) -> Counterexample | None:
    """A certainly better value in the domain, a second optimum, or a claimed one outside the domain.

    `tries` bounds the points of each kind that are tried.

    >>> from derive.domains import NONZERO
    >>> t = NONZERO.symbol("t")
    >>> claim = Claim(Rational(1, 2), Relation.MINIMISES, Objective(t**2 + 1/t**2 + 15*t, t), {t: NONZERO})
    >>> found = refute_optimum(claim)
    >>> found.witness, found.lhs, found.rhs, found.reason
    ((('t', '-1'),), '47/4', '-13', 'the value at t = -1 is smaller than at the claimed minimiser')
    """
    if claim.relation not in OPTIMA or not isinstance(claim.rhs, Objective):
        return None
    point = claim.rhs.point(claim.lhs)
    optimal = claim.relating(_value_at(claim.rhs, claim.lhs), OPTIMA[claim.relation], claim.rhs.value)
    word, better = WORDS[claim.relation]
    found = _refuted(optimal, tries, islice(_near(claim, point), 4 * tries))
    if found is not None:
        return replace(found, reason=f"the value at {_there(found, point)} is {better} than at the claimed {word}")
    for variable, value in point.items():
        apart = (*claim.conditions, Ne(variable, value, evaluate=False))
        found = _refuted(replace(optimal, relation=Relation.DIFFERS, conditions=apart), tries)
        if found is not None:
            claimed = claim.lhs if len(point) == 1 else f"({', '.join(map(str, point.values()))})"
            return replace(found, reason=f"{_there(found, point)} is another {word} if {claimed} is one")
    members = (claim.relating(value, Relation.MEMBER, DomainOf(t)) for t, value in point.items())
    return next((outside for outside in map(refute_membership, members) if outside is not None), None)


def _there(found: Counterexample, point: dict[Symbol, Expr]) -> str:
    """The values of the variables at a witness, in words."""
    at = dict(found.witness)
    return ", ".join(f"{variable} = {at[variable.name]}" for variable in point)


def _value_at(objective: Objective, point: Expr) -> Expr:
    """f(point) as f is written, unless f holds a variable in another role than that of a number."""
    if objective.value.has(Derivative, Integral, Subs):
        return objective.at(point)
    return rewritten(objective.value, objective.point(point))


def _refuted(claim: Claim, tries: int = POINTS_TRIED, candidates: Iterable[Point] = ()) -> Counterexample | None:
    """The counterexample at a point at which low precision already shows a failure."""
    nothing = Facts({})

    def vanishes(number: Expr) -> bool:
        return is_zero(number, nothing)

    pool = chain(islice(simple_points(claim), tries), candidates, sample(claim, tries))
    suspects = (point for point in pool if fails(claim, point, vanishes, SCREENING_BITS) is not None)
    return refute(claim, list(islice(suspects, 1)), vanishes)


def _near(claim: Claim, point: dict[Symbol, Expr]) -> Iterator[Point]:
    """Points at which one variable is moved from the claimed optimum by a little."""
    for start in islice(simple_points(claim), 8):
        centre = {variable: value.xreplace(start) for variable, value in point.items()}
        if not all(value.is_Rational for value in centre.values()):
            continue
        moved = ({**start, **centre, t: centre[t] + step} for t in centre for step in STEPS)
        yield from (there for there in moved if satisfies(claim, there))
