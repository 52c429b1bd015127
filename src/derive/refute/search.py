"""The search for an exact point at which a claim certainly fails, and then for the nicest one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import chain, islice, repeat
from typing import Any

from flint import ctx, fmpq
from sympy import Expr, MatrixBase, Symbol, preorder_traversal

from derive.calculation import Relation
from derive.claim import Claim, Reading
from derive.evidence import Counterexample
from derive.numeric import algebraic
from derive.numeric.balls import UNDEFINED
from derive.numeric.points import Point, satisfies, simple_points
from derive.numeric.reals import Enclosure
from derive.refute.arithmetic import arithmetic_of
from derive.refute.confirmation import confirmed, is_costly

# The signs of lhs - rhs at which a relation fails.
FAILS: Mapping[Relation, frozenset[int]] = {
    Relation.EQUAL: frozenset({-1, 1}),
    Relation.AT_MOST: frozenset({1}),
    Relation.BELOW: frozenset({0, 1}),
    Relation.AT_LEAST: frozenset({-1}),
    Relation.ABOVE: frozenset({-1, 0}),
    Relation.DIFFERS: frozenset({0}),
    Relation.ROUNDS_TO: frozenset({-1, 1}),
}
ORDERS = frozenset({Relation.AT_MOST, Relation.BELOW, Relation.AT_LEAST, Relation.ABOVE})
CANDIDATES = 32
WHERE_EQUAL = 16
NICE_NODES = 12_000
"""Nodes evaluated in the search for a nice point: some hundred points for a line of ordinary length."""
COSTLY_NICE_POINTS = 12
LADDER, COSTLY_BITS, NICE_BITS = (64, 1024, 4096), (64, 256), 1024
CONFIRMATIONS = 6
TEXT_DIGITS = (20, 50, 100, 200, 500, 1000, 1300)

ZeroTest = Callable[[Expr], bool]


@dataclass(frozen=True)
class Failure:
    """A point at which a claim certainly fails: both sides there, and the sign of their difference."""

    claim: Claim
    point: Point
    lhs: Enclosure
    rhs: Enclosure
    sign: int


def refute(
    claim: Claim, candidates: Sequence[Point], vanishes: ZeroTest | None = None
) -> Counterexample | None:
    """A certified and confirmed counterexample, or None.

    `candidates` are exact points that meet the hypotheses, the most promising first.  `vanishes`
    decides equality at a point where exact arithmetic does not (for `!=` and the strict relations).

    Raises `InternalContradiction` if the second evaluator disagrees with the balls.

    >>> from sympy import Rational, sqrt
    >>> from sympy.abc import x
    >>> from derive.domains import REAL
    >>> claim = Claim(sqrt(x**2), Relation.EQUAL, x, {x: REAL})
    >>> refute(claim, [{x: Rational(-7, 3)}]).witness
    (('x', '-1'),)
    >>> refute(claim, [{x: 2}]) is None
    True
    """
    for entry, reason in _entries(claim):
        if entry.relation not in FAILS:
            continue
        found = _first_failure(entry, candidates, vanishes)
        if found is None:
            continue
        nicer = _nicer(found, vanishes)
        for failure in islice(chain(nicer, [found]), CONFIRMATIONS):
            if confirmed(failure):
                return _counterexample(failure, reason)
    return None


def fails(
    claim: Claim, point: Point, vanishes: ZeroTest | None = None, max_bits: int = LADDER[-1]
) -> Failure | None:
    """The certified failure of a claim between numbers at a point, if it certainly fails there."""
    for bits in COSTLY_BITS if is_costly(claim) else LADDER:
        if bits > max_bits:
            return None
        rhs = _right_side(claim, point, bits)
        lhs = _left_side(claim, point, bits) if rhs is not None else None
        if lhs is UNDEFINED or rhs is UNDEFINED:
            return None
        if lhs is None or rhs is None:
            continue
        if claim.relation in ORDERS and not all(map(arithmetic_of(claim).is_ordered, (lhs, rhs))):
            return None
        with ctx.workprec(bits):
            sign = _sign(claim, lhs, rhs)
        if sign is None and 0 in FAILS[claim.relation] and bits > LADDER[0]:
            sign = _sign_if_equal(claim, point, vanishes)
        if sign is not None:
            return Failure(claim, point, lhs, rhs, sign) if sign in FAILS[claim.relation] else None
    return None


def _entries(claim: Claim) -> Iterator[tuple[Claim, str | None]]:
    """The claims between numbers that a claim between matrices makes, entry by entry."""
    if not isinstance(claim.lhs, MatrixBase):
        yield claim, None
        return
    if not isinstance(claim.rhs, MatrixBase) or claim.lhs.shape != claim.rhs.shape:
        return
    for i in range(claim.lhs.rows):
        for j in range(claim.lhs.cols):
            entry = claim.relating(claim.lhs[i, j], claim.relation, claim.rhs[i, j])
            yield entry, f"the entries in row {i + 1}, column {j + 1} differ"


def _first_failure(claim: Claim, candidates: Sequence[Point], vanishes: ZeroTest | None) -> Failure | None:
    """At a candidate; a relation that may fail by equality is tried at simple points too."""
    points: Iterator[Point] = iter(candidates[:CANDIDATES])
    if 0 in FAILS[claim.relation]:
        points = chain(points, islice(simple_points(claim), WHERE_EQUAL))
    # one point at the highest precision sees what no other precision does
    limits = chain([_first_bits(claim)], repeat(NICE_BITS))
    failures = (fails(claim, point, vanishes, limit) for point, limit in zip(points, limits, strict=False))
    return next((failure for failure in failures if failure is not None), None)


def _first_bits(claim: Claim) -> int:
    """Special functions in the plane are dear at high precision, and claims with variables differ early."""
    is_dear = claim.reading is Reading.COMPLEX and claim.domains
    return NICE_BITS if is_dear else LADDER[-1]


def _nicer(found: Failure, vanishes: ZeroTest | None) -> Iterator[Failure]:
    """Failures at points that a person can put in, the nicest first; then the found point simplified."""
    claim = found.claim
    count = COSTLY_NICE_POINTS if is_costly(claim) else max(COSTLY_NICE_POINTS, NICE_NODES // _nodes(claim))
    for point in islice(simple_points(claim), count):
        failure = fails(claim, point, vanishes, NICE_BITS)
        if failure is not None:
            yield failure
    yield _simplified(found, vanishes)


def _nodes(claim: Claim) -> int:
    return sum(1 for side in (claim.lhs, claim.rhs) for _ in preorder_traversal(side))


def _simplified(found: Failure, vanishes: ZeroTest | None) -> Failure:
    """The same failure with one variable after the other set to something simpler, where that works."""
    claim = found.claim
    for variable, domain in claim.domains.items():
        for value in islice(domain.simple_elements(), COSTLY_NICE_POINTS):
            point = {**found.point, variable: value}
            failure = fails(claim, point, vanishes, NICE_BITS) if satisfies(claim, point) else None
            if failure is not None:
                found = failure
                break
    return found


def _left_side(claim: Claim, point: Point, bits: int) -> Any:
    return arithmetic_of(claim).enclosure(claim.lhs, point, bits)


def _right_side(claim: Claim, point: Point, bits: int) -> Any:
    if claim.relation is Relation.ROUNDS_TO:
        return _as_rational(claim.rhs)
    return arithmetic_of(claim).enclosure(claim.rhs, point, bits)


def _as_rational(digits: Decimal) -> fmpq:
    value = Fraction(digits)
    return fmpq(value.numerator, value.denominator)


def _half_unit(digits: Decimal) -> fmpq:
    """Half a unit in the last place shown."""
    return fmpq(10) ** int(digits.as_tuple().exponent) / 2


def _sign(claim: Claim, lhs: Any, rhs: Any) -> int | None:
    """The certain sign of lhs - rhs; what rounds to the digits shown counts as equal to them."""
    slack = _half_unit(claim.rhs) if claim.relation is Relation.ROUNDS_TO else fmpq(0)
    return arithmetic_of(claim).sign(lhs, rhs, slack)


def _sign_if_equal(claim: Claim, point: Point, vanishes: ZeroTest | None) -> int | None:
    """0 where the sides are certainly equal: an exact zero test of their difference at the point."""
    difference = (claim.lhs - claim.rhs).subs(point)
    equal = algebraic.vanishes(difference) or (vanishes is not None and vanishes(difference))
    return 0 if equal else None


def _witness(point: Mapping[Symbol, Any]) -> tuple[tuple[str, str], ...]:
    return tuple((symbol.name, str(value)) for symbol, value in point.items())


def _counterexample(failure: Failure, reason: str | None) -> Counterexample:
    lhs, rhs = _texts(failure)
    exact = isinstance(failure.lhs, fmpq) and isinstance(failure.rhs, fmpq)
    return Counterexample(
        witness=_witness(failure.point),
        lhs=lhs,
        rhs=rhs,
        method="exact arithmetic" if exact else "ball arithmetic",
        reason=reason if failure.sign else "the sides are equal there",
    )


def _texts(failure: Failure) -> tuple[str, str]:
    """Both sides in decimal, to as many digits as it takes for the texts to show the difference."""
    claim, sides = failure.claim, (failure.lhs, failure.rhs)
    arithmetic = arithmetic_of(claim)
    if claim.relation is Relation.ROUNDS_TO:
        return arithmetic.text(failure.lhs, 20), str(claim.rhs)
    if failure.sign == 0 and not all(isinstance(side, fmpq) for side in sides):
        return str(claim.lhs.subs(failure.point)), str(claim.rhs.subs(failure.point))
    shown = (n for n in TEXT_DIGITS if failure.sign == 0 or arithmetic.are_disjoint(*sides, n))
    digits = next(shown, TEXT_DIGITS[-1])
    return arithmetic.text(failure.lhs, digits), arithmetic.text(failure.rhs, digits)
