"""Functions without a smallest value: they fall without bound towards an end, or towards a value that they miss."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from itertools import islice

from sympy import Eq, Expr, Integer, Interval, Poly, Symbol, Tuple, fraction, linsolve, roots, together

from derive.calculation import Approach, Relation
from derive.claim import Claim
from derive.evidence import Disproof, Proof, Trust
from derive.numeric.points import simple_points
from derive.numeric.solving import solved_for
from derive.prove.between import is_continuous
from derive.prove.cases import prove_cases
from derive.prove.closed import in_closed_form
from derive.prove.extrema import prove_by_extremum
from derive.prove.facts import Facts
from derive.prove.inequalities import prove_inequality
from derive.prove.limits import limit_from, worked_out
from derive.prove.optimum import prove_optimum
from derive.prove.optimum_parts import first_proof
from derive.prove.optimum_several import gradient
from derive.prove.signs import Sign, sign_of
from derive.prove.throughout import bare_facts, derivative, has_value, is_defined, lies_in
from derive.terms.extrema import NO_MAXIMUM, NO_MINIMUM
from derive.terms.optimum import Objective
from derive.tree import rewritten

SIGNS = {NO_MINIMUM: 1, NO_MAXIMUM: -1}
PARAMETERS_TRIED = 3
COMPACT = "a continuous function on a closed and bounded interval is smallest and largest somewhere"


def prove_unattained(claim: Claim, facts: Facts) -> Proof | Disproof | None:
    """A function has no smallest (largest) value over the domain of its variable; or it has one, at a known point.

    >>> from sympy import exp
    >>> from derive.domains import REAL
    >>> t = REAL.symbol("t")
    >>> claim = Claim(Objective(exp(t), t), Relation.IS, NO_MINIMUM, {t: REAL})
    >>> prove_unattained(claim, Facts({t: REAL})).method
    'it stays above its limit 0 as t -> -oo'
    >>> claim = Claim(Objective(t**2, t), Relation.IS, NO_MINIMUM, {t: REAL})
    >>> prove_unattained(claim, Facts({t: REAL})).reason
    'it is smallest at t = 0'
    """
    if claim.relation is not Relation.IS or claim.rhs not in SIGNS or not isinstance(claim.lhs, Objective):
        return None
    variables = set(claim.lhs.variables)
    if any(variables & h.free_symbols for h in claim.hypotheses):
        return None
    f = SIGNS[claim.rhs] * in_closed_form(claim.lhs.value, bare_facts(claim))
    if len(variables) > 1:
        found = _without_rest(claim, f)
        return _attained_in_several(claim, f) if found is None else found
    if not isinstance(claim.domains[claim.lhs.variable].whole, Interval):
        return None
    if _is_compact(claim, f):
        return Disproof(method="the extreme value theorem", reason=COMPACT, trusts=Trust.RULE)
    found = first_proof(claim, (partial(_unattained, f=f), partial(_without_rest, f=f)))
    return _attained(claim, f) if found is None else found


def _without_rest(claim: Claim, f: Expr) -> Proof | None:
    """In one of the variables f falls throughout, towards an end that is open."""
    steady = next((t for t in claim.lhs.variables if _falls_throughout(claim, f, t)), None)
    if steady is None:
        return None
    return Proof(method=f"its slope in {steady} is nowhere 0, towards an open end", trusts=Trust.RULE)


def _falls_throughout(claim: Claim, f: Expr, t: Symbol) -> bool:
    """Whether f falls as one variable moves towards an end of its domain that is open."""
    whole, bare = claim.domains[t].whole, bare_facts(claim)
    slope = derivative(f, t, bare) if isinstance(whole, Interval) else None
    if slope is None:
        return False
    sign = sign_of(slope, bare)
    return (sign is Sign.POSITIVE and whole.left_open) or (sign is Sign.NEGATIVE and whole.right_open)


def _is_compact(claim: Claim, f: Expr) -> bool:
    """Whether f is continuous on a closed and bounded interval.

    Source: Rudin, Principles of Mathematical Analysis (1976), theorem 4.16.
    """
    t = claim.lhs.variable
    whole = claim.domains[t].whole
    if not (whole.is_closed and whole.start.is_finite and whole.end.is_finite):
        return False
    return is_continuous(f, t) and has_value(f, t, bare_facts(claim))


def _unattained(claim: Claim, f: Expr) -> Proof | None:
    """Towards some end f tends to -oo, or to a number above which it stays throughout."""
    sign, t = SIGNS[claim.rhs], claim.lhs.variable
    for approach in _ends(claim, t):
        moving = replace(claim.relating(f, Relation.TENDS_TO, Integer(0)), approach=approach)
        limit = limit_from(replace(moving, lhs=worked_out(f, moving)), approach.direction)
        if limit is None:
            continue
        if limit.value is None:
            if sign_of(limit.direction, bare_facts(claim)) is Sign.NEGATIVE:
                way = "falls below" if sign == 1 else "rises above"
                return Proof(method=f"it {way} every number as {approach}", trusts=Trust.RULE)
        elif _is_proved(claim.relating(f, Relation.ABOVE, limit.value)):
            way = "above" if sign == 1 else "below"
            return Proof(method=f"it stays {way} its limit {sign * limit.value} as {approach}", trusts=Trust.RULE)
    return None


def _ends(claim: Claim, t: Symbol) -> Iterator[Approach]:
    """The ways from the inside to the ends of an interval, closed or not."""
    whole = claim.domains[t].whole
    yield Approach(t, whole.end, "-")
    yield Approach(t, whole.start, "+")


def _is_proved(claim: Claim) -> bool:
    facts = Facts.of(claim)
    return any(prover(claim, facts) is not None for prover in (prove_inequality, prove_cases, prove_by_extremum))


def _attained(claim: Claim, f: Expr) -> Disproof | None:
    """For all parameters, or for one choice of them, a point at which f is smallest."""
    t = claim.lhs.variable
    parameters = replace(claim, domains={s: d for s, d in claim.domains.items() if s != t})
    choices = [{}, *islice(simple_points(parameters), PARAMETERS_TRIED)] if parameters.domains else [{}]
    for choice in choices:
        domains = {s: d for s, d in claim.domains.items() if s not in choice}
        special = replace(claim, domains=domains, conditions=() if choice else claim.conditions,
                          assuming=() if choice else claim.assuming)  # fmt: skip
        point = _smallest_at(special, f.xreplace(choice))
        if point is not None:
            at = ", ".join(f"{s} = {value}" for s, value in {**choice, t: point}.items())
            size = "smallest" if SIGNS[claim.rhs] == 1 else "largest"
            return Disproof(method="a point at which it is attained", reason=f"it is {size} at {at}", trusts=Trust.RULE)
    return None


def _attained_in_several(claim: Claim, f: Expr) -> Disproof | None:
    """A point at which f is smallest: the origin, or where a linear gradient vanishes."""
    variables = claim.lhs.variables
    points = [Tuple(*(Integer(0) for _ in variables))]
    slopes = gradient(f, variables, bare_facts(claim))
    if slopes is not None and all(slope.is_polynomial(*variables) for slope in slopes):
        linear = all(Poly(slope, *variables).total_degree() <= 1 for slope in slopes)
        points += linsolve(slopes, *variables) if linear else []
    for point in points:
        smallest = claim.relating(point, Relation.MINIMISES, Objective(f, *variables))
        if not point.free_symbols & set(variables) and prove_optimum(smallest, Facts.of(smallest)) is not None:
            at = ", ".join(f"{t} = {value}" for t, value in zip(variables, point, strict=True))
            size = "smallest" if SIGNS[claim.rhs] == 1 else "largest"
            return Disproof(method="a point at which it is attained", reason=f"it is {size} at {at}", trusts=Trust.RULE)
    return None


def _smallest_at(claim: Claim, f: Expr) -> Expr | None:
    t, bare = claim.lhs.variable, bare_facts(claim)
    for point in _candidates(claim, f):
        best = rewritten(f, {t: point})
        is_candidate = lies_in(point, claim.domains[t], bare) and is_defined(best, bare)
        if is_candidate and _is_proved(claim.relating(best, Relation.AT_MOST, f)):
            return point
    return None


def _candidates(claim: Claim, f: Expr) -> Iterator[Expr]:
    """Closed ends, where the slope vanishes, and 0."""
    t = claim.lhs.variable
    domain = claim.domains[t]
    yield from domain.points
    yield Integer(0)
    slope = derivative(f, t, bare_facts(claim))
    if slope is None:
        return
    solution = solved_for(Eq(slope, 0, evaluate=False), t)
    if solution is not None:
        yield solution
        return
    numerator = fraction(together(slope))[0]
    if numerator.is_polynomial(t):
        yield from roots(Poly(numerator, t))
