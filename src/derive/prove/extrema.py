"""Inequalities in one variable by calculus: lhs - rhs keeps its sign from a foot outwards.

The foot is an end of the domain or a point at which the slope vanishes.  There the difference has the
sign; to either side the slope drives it further away, which is shown for the slope in the same way, down
to a derivative whose sign is plain.  Convexity and monotonicity are the first two rounds of that.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from flint import arb
from sympy import Derivative, Eq, Expr, Ge, Integer, Interval, Le, Rational, Symbol

from derive.calculation import Relation
from derive.claim import Claim
from derive.domains import SIMPLE_NUMBERS, domain_on
from derive.evidence import Proof, Trust
from derive.numeric.balls import enclose
from derive.numeric.solving import solved_for
from derive.prove.derivatives import work_out
from derive.prove.facts import Facts
from derive.prove.sign import Sign
from derive.prove.signs import sign_of
from derive.prove.throughout import has_value, is_smooth, lies_in
from derive.terms.functions import cbrt
from derive.tree import rewritten

DEEPEST = 4
MOST_FEET = 6
SIMPLE_FEET = tuple(number for number in SIMPLE_NUMBERS if abs(number) <= 2)
LARGEST = 60
"""Operations in a difference beyond which calculus is not tried."""

DIRECTIONS = {Relation.AT_LEAST: 1, Relation.ABOVE: 1, Relation.AT_MOST: -1, Relation.BELOW: -1}
"""The sign with which lhs - rhs must be nonnegative."""

STRICT = frozenset({Relation.ABOVE, Relation.BELOW})


@dataclass(frozen=True)
class Slope:
    """One side of a foot: where a variable lies, and what is known there.

    `outwards` is 1 to the right of the foot and -1 to the left of it.
    """

    variable: Symbol
    foot: Expr
    outwards: int
    facts: Facts


def prove_by_extremum(claim: Claim, facts: Facts) -> Proof | None:
    """An inequality that holds at its tightest point in one variable, and more so away from it.

    >>> from sympy import cos, sin
    >>> from derive.domains import POSITIVE, REAL
    >>> p, x = POSITIVE.symbol("p"), REAL.symbol("x")
    >>> below = Claim(sin(p), Relation.BELOW, p, {p: POSITIVE})
    >>> prove_by_extremum(below, Facts.of(below)).method
    'monotone from the point where it is tight'
    >>> wrong = Claim(cos(x), Relation.AT_MOST, 1 - x**2/2, {x: REAL})
    >>> prove_by_extremum(wrong, Facts.of(wrong)) is None
    True
    """
    if claim.relation not in DIRECTIONS:
        return None
    difference = DIRECTIONS[claim.relation] * (claim.lhs - claim.rhs)
    if difference.count_ops() > LARGEST or not difference.free_symbols <= set(claim.domains):
        return None
    for variable in claim.domains:
        if variable in difference.free_symbols and _holds_along(difference, variable, claim):
            return Proof(method="monotone from the point where it is tight", trusts=Trust.RULE)
    return None


def _holds_along(difference: Expr, variable: Symbol, claim: Claim) -> bool:
    """Whether the difference is nonnegative (positive) for all values of one variable, the others fixed."""
    if not claim.domains[variable].is_interval:
        return False
    if any(variable in hypothesis.free_symbols for hypothesis in claim.hypotheses):
        return False
    if not is_smooth(difference, variable) or difference.has(cbrt):
        return False
    return any(
        _holds_from(difference, variable, foot, claim) for foot in _feet(difference, variable, claim)
    )


def _holds_from(difference: Expr, variable: Symbol, foot: Expr, claim: Claim) -> bool:
    here = rewritten(difference, {variable: foot})
    bare = Facts.about(claim.domains, claim.hypotheses, ())
    at_foot = sign_of(here, bare)
    if at_foot is None or not at_foot.within(Sign.NONNEGATIVE):
        return False
    domain = claim.domains[variable]
    is_met = lies_in(foot, domain, bare)
    if not is_met and foot not in (domain.whole.start, domain.whole.end):
        return False  # nothing is known of the slope on the way from there into the domain
    needs_more = claim.relation in STRICT and not at_foot.within(Sign.POSITIVE)
    if needs_more and is_met:
        return False
    sides = list(_sides(variable, foot, claim))
    if needs_more and difference.free_symbols != {variable}:
        return False  # strictness rests on zeros of an analytic function of one variable being isolated
    return bool(sides) and all(
        has_value(difference, variable, side.facts) and _keeps(difference, side, DEEPEST) for side in sides
    ) and not (needs_more and _is_constant(difference, variable, claim))


def _keeps(function: Expr, side: Slope, depth: int) -> bool:
    """Whether a function that is nonnegative at the foot is so on this side of it."""
    if depth == 0:
        return False
    slope = work_out(Derivative(function, side.variable))
    if slope is None or slope.count_ops() > 2 * LARGEST or not has_value(slope, side.variable, side.facts):
        return False
    outward = side.outwards * slope
    known = sign_of(outward, side.facts)
    if known is not None and known.within(Sign.NONNEGATIVE):
        return True
    at_foot = sign_of(rewritten(outward, {side.variable: side.foot}), side.facts)
    return at_foot is not None and at_foot.within(Sign.NONNEGATIVE) and _keeps(outward, side, depth - 1)


def _sides(variable: Symbol, foot: Expr, claim: Claim) -> Iterator[Slope]:
    """The parts of the domain to the right and to the left of the foot, which belongs to both."""
    whole = claim.domains[variable].whole
    for outwards, end, beyond in ((1, whole.end, Ge), (-1, whole.start, Le)):
        if end == foot:
            continue
        if isinstance(foot, Rational) and end.is_extended_real:
            right, left = Interval(foot, end, right_open=whole.right_open), Interval(end, foot, whole.left_open)
            part = right if outwards == 1 else left
            domains = {**claim.domains, variable: domain_on(part, "a part of the domain")}
            facts = Facts.about(domains, claim.hypotheses, ())
        else:
            facts = Facts.about(claim.domains, (*claim.hypotheses, beyond(variable, foot, evaluate=False)), ())
        yield Slope(variable, foot, outwards, facts)


def _feet(difference: Expr, variable: Symbol, claim: Claim) -> list[Expr]:
    """Ends of the domain, and points at which the slope seems to vanish."""
    whole = claim.domains[variable].whole
    ends = [end for end in (whole.start, whole.end) if isinstance(end, Rational)]
    slope = work_out(Derivative(difference, variable))
    if slope is None:
        return ends
    others = [symbol for symbol in claim.domains if symbol != variable and symbol in difference.free_symbols]
    solution = solved_for(Eq(slope, 0, evaluate=False), variable)
    numbers = [number for number in SIMPLE_FEET if number in claim.domains[variable]]
    candidates = [*([] if solution is None else [solution]), *others, *numbers]
    return ends + [foot for foot in candidates if _seems_zero(rewritten(slope, {variable: foot}), claim)][:MOST_FEET]


def _seems_zero(value: Expr, claim: Claim) -> bool:
    """A numerical sieve before anything is proved."""
    point = {symbol: Rational(3 + 2 * i, 7 + 2 * i) for i, symbol in enumerate(claim.domains)}
    ball = enclose(value, point, 64)
    return isinstance(ball, arb) and bool(ball.contains(0)) and bool(ball.rad() < 2**-40)


def _is_constant(function: Expr, variable: Symbol, claim: Claim) -> bool:
    """Whether an analytic function of one variable may be constant: it is not if two values differ."""
    values = [enclose(function, {variable: at}, 128) for at in _two_points(claim, variable)]
    balls = [value for value in values if isinstance(value, arb)]
    return len(balls) < 2 or bool(balls[0].overlaps(balls[1]))


def _two_points(claim: Claim, variable: Symbol) -> list[Expr]:
    elements = claim.domains[variable].simple_elements()
    return [next(elements, Integer(0)), next(elements, Integer(1))]
