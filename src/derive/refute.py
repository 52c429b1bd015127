"""From a candidate to a certificate: an exact point at which a claim certainly fails.

- certify: both sides in balls at an exact point, with more and more bits until they separate;
- beautify: the nicest point at which the claim fails, small integers and simple fractions first;
- confirm: a second evaluator, which shares no code with the first, must see the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import chain, islice, repeat
from typing import Any

from flint import arb, ctx, fmpq
from mpmath import mp, mpf
from sympy import Basic, Expr, Integral, MatrixBase, Rational, Symbol

from derive.calculation import Relation
from derive.claim import Claim
from derive.errors import InternalContradiction
from derive.evidence import Counterexample
from derive.numeric import algebraic, oracle
from derive.numeric.balls import UNDEFINED, as_text, evaluate
from derive.numeric.points import Point, satisfies, simple_points
from derive.numeric.reals import Enclosure, as_ball
from derive.terms.expectation import KL, Entropy, Expectation

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
CANDIDATES = 32
WHERE_EQUAL = 16
NICE_POINTS = 300
COSTLY_NICE_POINTS = 12
LADDER, COSTLY_BITS, NICE_BITS = (64, 1024, 4096), (64, 256), 1024
CONFIRMATIONS = 6

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

    >>> from sympy import sqrt
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
            if _confirmed(failure):
                return _counterexample(failure, reason)
    return None


def fails(
    claim: Claim, point: Point, vanishes: ZeroTest | None = None, max_bits: int = LADDER[-1]
) -> Failure | None:
    """The certified failure of a claim between numbers at a point, if it certainly fails there."""
    for bits in COSTLY_BITS if _is_costly(claim) else LADDER:
        if bits > max_bits:
            return None
        lhs, rhs = evaluate(claim.lhs, point, bits), _right_side(claim, point, bits)
        if lhs is UNDEFINED or rhs is UNDEFINED:
            return None
        if lhs is None or rhs is None:
            continue
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
    limits = chain(LADDER[-1:], repeat(NICE_BITS))
    failures = (fails(claim, point, vanishes, limit) for point, limit in zip(points, limits, strict=False))
    return next((failure for failure in failures if failure is not None), None)


def _nicer(found: Failure, vanishes: ZeroTest | None) -> Iterator[Failure]:
    """Failures at points that a person can put in, the nicest first; then the found point simplified."""
    claim = found.claim
    count = COSTLY_NICE_POINTS if _is_costly(claim) else NICE_POINTS
    for point in islice(simple_points(claim), count):
        failure = fails(claim, point, vanishes, NICE_BITS)
        if failure is not None:
            yield failure
    yield _simplified(found, vanishes)


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


def _is_costly(claim: Claim) -> bool:
    """Whether evaluation needs quadrature."""
    sides = [side for side in (claim.lhs, claim.rhs) if isinstance(side, Basic)]
    return any(side.has(Integral, Expectation, KL, Entropy) for side in sides)


def _right_side(claim: Claim, point: Point, bits: int) -> Any:
    if claim.relation is Relation.ROUNDS_TO:
        return _as_rational(claim.rhs)
    return evaluate(claim.rhs, point, bits)


def _as_rational(digits: Decimal) -> fmpq:
    value = Fraction(digits)
    return fmpq(value.numerator, value.denominator)


def _half_unit(digits: Decimal) -> fmpq:
    """Half a unit in the last place shown."""
    return fmpq(10) ** int(digits.as_tuple().exponent) / 2


def _sign(claim: Claim, lhs: Enclosure, rhs: Enclosure) -> int | None:
    """The certain sign of lhs - rhs; what rounds to the digits shown counts as equal to them."""
    slack = _half_unit(claim.rhs) if claim.relation is Relation.ROUNDS_TO else fmpq(0)
    if lhs - slack > rhs:
        return 1
    if lhs + slack < rhs:
        return -1
    if isinstance(lhs, fmpq) and isinstance(rhs, fmpq):
        return 0
    return None


def _sign_if_equal(claim: Claim, point: Point, vanishes: ZeroTest | None) -> int | None:
    """0 where the sides are certainly equal: an exact zero test of their difference at the point."""
    difference = (claim.lhs - claim.rhs).subs(point)
    equal = algebraic.vanishes(difference) or (vanishes is not None and vanishes(difference))
    return 0 if equal else None


def _confirmed(failure: Failure) -> bool:
    """Whether the second evaluator sees the failure; False if it has no value for a side.

    Raises `InternalContradiction` if its values certainly lie outside the balls.
    """
    costly = _is_costly(failure.claim)
    values: list[mpf] = []
    for digits in (50,) if costly else (50, 150, 500, 1500):
        opinions = _second_opinions(failure, digits)
        if opinions is None:
            return False
        values = opinions
        with mp.workdps(digits):
            if _distance(failure, values) <= AGREEMENT and _sees(failure, *values):
                return True
    # quadrature is accurate against 1 at best, all else against the sides themselves
    if _distance(failure, values) <= AGREEMENT or (costly and _distance(failure, values, least=1) <= ROUGHLY):
        return False
    raise InternalContradiction(_contradiction(failure, values))


AGREEMENT, ROUGHLY = mpf(10) ** -15, mpf(10) ** -10


def _second_opinions(failure: Failure, digits: int) -> list[mpf] | None:
    sides = (failure.claim.lhs, failure.claim.rhs)
    exact = [Rational(str(side)) if isinstance(side, Decimal) else side for side in sides]
    values = [oracle.value(side, failure.point, digits) for side in exact]
    return None if any(value is None for value in values) else values


def _distance(failure: Failure, values: Sequence[mpf], least: float = 0) -> mpf:
    """How far floats lie outside the balls, relative to the larger side."""
    balls = [as_ball(side) for side in (failure.lhs, failure.rhs)]
    mids, radii = ([mp.make_mpf(part(ball)._mpf_) for ball in balls] for part in (arb.mid, arb.rad))
    size = max(*(abs(mid) for mid in mids), mpf(10) ** -mp.dps, least)
    off = (abs(v - mid) - radius for v, mid, radius in zip(values, mids, radii, strict=True))
    return max(*off, mpf(0)) / size


def _sees(failure: Failure, lhs: mpf, rhs: mpf) -> bool:
    """Whether floats differ in the direction in which the balls do, by more than rounding."""
    error = mpf(10) ** (-mp.dps // 2) * max(abs(lhs), abs(rhs))
    if failure.sign == 0:
        return bool(abs(lhs - rhs) <= error)
    return bool(failure.sign * (lhs - rhs) > error)


def _contradiction(failure: Failure, values: Sequence[Any]) -> str:
    claim = failure.claim
    return (
        "two evaluators disagree; please report this as a defect of derive.\n"
        f"  claim: {claim.lhs} {claim.relation} {claim.rhs}\n"
        f"  at: {_witness(failure.point)}\n"
        f"  balls: {as_text(as_ball(failure.lhs))} and {as_text(as_ball(failure.rhs))}\n"
        f"  floats: {values[0]} and {values[1]}"
    )


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
    if claim.relation is Relation.ROUNDS_TO:
        return _text(failure.lhs, 20), str(claim.rhs)
    if failure.sign == 0 and not all(isinstance(side, fmpq) for side in sides):
        return str(claim.lhs.subs(failure.point)), str(claim.rhs.subs(failure.point))
    for digits in (20, 50, 100, 200, 500, 1000, 1300):
        texts = [_text(side, digits) for side in sides]
        if failure.sign == 0 or _disjoint(*texts):
            break
    return texts[0], texts[1]


def _text(side: Enclosure, digits: int) -> str:
    return str(side) if isinstance(side, fmpq) else as_text(side, digits)


def _disjoint(first: str, second: str) -> bool:
    with ctx.workprec(2 * LADDER[-1]):
        return not _read(first).overlaps(_read(second))


def _read(text: str) -> arb:
    return arb(text) if text.startswith("[") else arb(fmpq(*(int(part) for part in text.split("/"))))
