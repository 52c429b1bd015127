"""Lines that solve: one equation or inequality implies another, at every point at which both have sides.

Each direction of <=> is shown by itself, in one of the ways of `consequences.py`.  Nothing is proved from
an equation for which no solution is known: what follows from nothing says nothing.  What refutes is an
exact point at which one line holds and the other certainly fails.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import chain, islice

from flint import arb
from sympy import Add, Eq, Expr, Integer, Symbol
from sympy.core.relational import Relational

from derive.calculation import Relation
from derive.claim import Claim
from derive.domains import Domain
from derive.evidence import Counterexample, Proof, Trust
from derive.numeric.balls import settle
from derive.numeric.points import Point, meets, sample, simple_points
from derive.prove.consequences import POSSIBLE, RELATIONS, SIGNS, WAYS, Implication, vanishing_factors
from derive.prove.normal_form import is_zero
from derive.prove.signs import Facts, sign_of
from derive.refute import refute

NOTHING = Facts({})
"""All that is known of numbers."""

TRIES = 8
SEPARATORS = (None, Integer(0), Integer(1), Integer(-1))
"""Numbers that may lie between the two sides of an equation."""


def _implications(claim: Claim) -> list[Implication]:
    """What has to be shown: one direction, or for <=> both."""
    if claim.relation not in (Relation.IMPLIES, Relation.IFF):
        return []
    if not all(isinstance(side, Relational) and side.func in RELATIONS for side in (claim.lhs, claim.rhs)):
        return []
    there, back = Implication(claim, claim.lhs, claim.rhs), Implication(claim, claim.rhs, claim.lhs)
    return [there] if claim.relation is Relation.IMPLIES else [there, back]


def prove_implication(claim: Claim, facts: Facts) -> Proof | None:
    """A => B, or A <=> B, for equations and inequalities A and B.

    >>> from sympy import Eq
    >>> from derive.domains import POSITIVE, REAL
    >>> p, q, x = POSITIVE.symbol("p"), POSITIVE.symbol("q"), REAL.symbol("x")
    >>> claim = Claim(Eq(p*x, q), Relation.IFF, Eq(x, q/p), {p: POSITIVE, q: POSITIVE, x: REAL})
    >>> prove_implication(claim, Facts.of(claim)).method
    'the residuals vanish together'
    >>> claim = Claim(Eq(x**2, 1), Relation.IMPLIES, Eq(x, 1), {x: REAL})
    >>> prove_implication(claim, Facts.of(claim)) is None
    True
    """
    implications = _implications(claim)
    if not implications or not _has_solution(implications[0]):
        return None
    methods = [_method(implication) for implication in implications]
    shown = [method for method in dict.fromkeys(methods) if method is not None]
    return None if None in methods else Proof(method="; conversely, ".join(shown), trusts=Trust.RULE)


def _has_solution(implication: Implication) -> bool:
    """Whether a point of the domain at which the given line holds is known."""
    if has_no_solution(implication.given, implication.claim):
        return False
    return next(_solutions(implication, 1), None) is not None


def _solutions(implication: Implication, tries: int) -> Iterator[Point]:
    """Exact points at which the given line holds, the simplest of each kind first."""
    given, premised = implication.given, implication.premised
    factors = vanishing_factors(given, implication.facts) if isinstance(given, Eq) else None
    families = [list(_zeros(factor, implication, tries)) for factor in factors or ()]
    yield from chain.from_iterable(families)
    if not families or [] in families:
        yield from islice(simple_points(premised), 4 * tries)
        yield from sample(premised, tries)


def _zeros(factor: Expr, implication: Implication, tries: int) -> Iterator[Point]:
    """Exact points at which the given equation holds because a factor of its residual vanishes."""
    hypotheses = (*implication.claim.assuming, Eq(factor, 0, evaluate=False))
    zeros = replace(implication.claim, assuming=hypotheses)
    points = chain(islice(simple_points(zeros), tries), sample(zeros, tries))
    return (point for point in points if _holds_exactly(implication.given, point))


def _holds_exactly(equation: Eq, point: Point) -> bool:
    """Whether both sides have values at a point, and are equal."""
    if not all(isinstance(settle(side, point), arb) for side in equation.args):
        return False
    return meets(equation, point) or _vanishes((equation.lhs - equation.rhs).xreplace(point))


def _method(implication: Implication) -> str | None:
    """How the implication can be shown."""
    return next((name for name, follows in WAYS if follows(implication)), None)


def refute_implication(claim: Claim, tries: int = TRIES) -> Counterexample | None:
    """An exact point at which one line holds and the other, which should follow, certainly fails.

    `tries` bounds the points that are tried.

    >>> from sympy import Eq
    >>> from derive.domains import REAL
    >>> x = REAL.symbol("x")
    >>> found = refute_implication(Claim(Eq(x, 1), Relation.IFF, Eq(x**2, 1), {x: REAL}))
    >>> found.witness, found.lhs, found.rhs, found.reason
    ((('x', '-1'),), '-1', '1', 'Eq(x**2, 1) holds there, Eq(x, 1) does not')
    """
    for implication in _implications(claim):
        found = _refuted(implication, tries)
        if found is not None:
            return replace(found, reason=f"{implication.given} holds there, {implication.wanted} does not")
    return None


def _refuted(implication: Implication, tries: int) -> Counterexample | None:
    if has_no_solution(implication.given, implication.claim):
        return None
    candidates = list(_solutions(implication, tries))
    return refute(implication.premised, candidates, _vanishes) if candidates else None


def _vanishes(number: Expr) -> bool:
    return is_zero(number, NOTHING)


def has_no_solution(equation: Relational, claim: Claim) -> bool:
    """Whether an equation or inequality certainly holds at no point of the domain.

    >>> from sympy import Eq
    >>> from derive.domains import REAL
    >>> x = REAL.symbol("x")
    >>> claim = Claim(x, Relation.EQUAL, x, {x: REAL})
    >>> has_no_solution(Eq(x**2, -1, evaluate=False), claim), has_no_solution(Eq(x**2, 1), claim)
    (True, False)
    """
    return _holds_nowhere(equation, tuple(claim.domains.items()), claim.hypotheses)


@lru_cache(maxsize=256)
def _holds_nowhere(
    equation: Relational, domains: tuple[tuple[Symbol, Domain], ...], hypotheses: tuple[Relational, ...]
) -> bool:
    """The same; a line of a page is asked about from both sides, and again for the head."""
    sides = Add(equation.lhs, equation.rhs, evaluate=False)
    facts = Facts.about(dict(domains), hypotheses, (sides, Integer(0)))
    wanted = SIGNS[equation.func]
    possible = (_signs_of_difference(equation.lhs, equation.rhs, bound, facts) for bound in SEPARATORS)
    return any(not wanted & signs for signs in possible)


def _signs_of_difference(lhs: Expr, rhs: Expr, bound: Expr | None, facts: Facts) -> frozenset[int]:
    """The signs that lhs - rhs can have, the bound between them being compared with each."""
    if bound is None:
        return _signs(lhs - rhs, facts)
    above, below = _signs(lhs - bound, facts), _signs(bound - rhs, facts)
    sums = {frozenset({m, n}) for m in above for n in below}
    return frozenset().union(*(ANY if pair == {1, -1} else pair - {0} or {0} for pair in sums))


ANY = frozenset({-1, 0, 1})


def _signs(expression: Expr, facts: Facts) -> frozenset[int]:
    sign = sign_of(expression, facts)
    return ANY if sign is None else POSSIBLE[sign]
