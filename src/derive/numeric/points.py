"""Exact points of a claim: where its variables lie in their domains and meet its hypotheses.

- each variable draws from its domain, seeded by its place in the signature, not by its name;
- an equation among the hypotheses is solved for one variable, which then follows from the others;
- every point is checked exactly before it counts.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from itertools import compress, islice
from random import Random
from typing import Any

import numpy as np
from flint import acb, arb, fmpq
from sympy import Eq, Expr, Interval, Rational, Symbol, Union
from sympy.core.relational import Relational

from derive.claim import Claim, Reading
from derive.domains import Domain
from derive.numeric import algebraic
from derive.numeric.balls import BITS, UNDEFINED, evaluate
from derive.numeric.conditions import RELATIONS
from derive.numeric.solving import solved_for

Point = Mapping[Symbol, Any]

TRIES_A_POINT = 40
SIMPLE_POINTS = 400
SIMPLE_TRIES = 2_000


def sample(claim: Claim, count: int) -> list[Point]:
    """Up to `count` exact points about which the claim speaks; none if none is found.

    >>> from sympy.abc import x
    >>> from derive.calculation import Relation
    >>> from derive.domains import POSITIVE
    >>> points = sample(Claim(x, Relation.EQUAL, x, {x: POSITIVE}), 2)
    >>> [point[x] in POSITIVE for point in points]
    [True, True]
    >>> sample(Claim(x, Relation.EQUAL, x, {x: POSITIVE}, conditions=(x < 0,)), 2)
    []
    """
    tries = count * (TRIES_A_POINT if claim.hypotheses else 2) if claim.domains else 1
    columns = {s: _column(domain, position) for position, (s, domain) in enumerate(claim.domains.items())}
    rows = _not_excluded(claim, columns, tries) if claim.hypotheses and columns else iter(range(tries))
    drawn = ({symbol: column[row] for symbol, column in columns.items()} for row in rows)
    found = list(islice(admitted(claim, drawn), count))
    return found or list(islice(simple_points(claim), count))


def simple_points(claim: Claim) -> Iterator[Point]:
    """Points that a person can put in by hand, the nicest first; a few hundred at most.

    >>> from sympy.abc import x
    >>> from derive.calculation import Relation
    >>> from derive.domains import UNIT_INTERVAL
    >>> [point[x] for point in islice(simple_points(Claim(x, Relation.EQUAL, x, {x: UNIT_INTERVAL})), 3)]
    [1/2, 1/3, 2/3]
    """
    columns = [_simple_column(domain) for domain in claim.domains.values()]
    rows = islice(_by_total(columns), SIMPLE_TRIES)
    drawn = (dict(zip(claim.domains, row, strict=True)) for row in rows)
    return islice(admitted(claim, drawn), SIMPLE_POINTS)


def satisfies(claim: Claim, point: Point) -> bool:
    """Whether the point certainly lies in the domains and meets the hypotheses.

    >>> from sympy.abc import x, y
    >>> from derive.calculation import Relation
    >>> from derive.domains import REAL
    >>> claim = Claim(x, Relation.EQUAL, y, {x: REAL, y: REAL}, conditions=(x < y,))
    >>> satisfies(claim, {x: 1, y: 2}), satisfies(claim, {x: 1, y: 1})
    (True, False)
    """
    inside = all(_lies_in(domain, point[symbol]) for symbol, domain in claim.domains.items())
    return inside and all(meets(hypothesis, point, claim.reading) for hypothesis in claim.hypotheses)


def _lies_in(domain: Domain, value: Any) -> bool:
    """Whether an exact number certainly lies in a domain; irrational ones by a ball strictly inside."""
    if not domain.is_real:
        return True
    if isinstance(value, int | Rational):
        return value in domain
    ball = evaluate(value, {}, BITS[1])
    pieces = domain.whole.args if isinstance(domain.whole, Union) else (domain.whole,)
    if not isinstance(ball, arb) or not all(isinstance(piece, Interval) for piece in pieces):
        return value in domain
    return any(_is_inside(ball, piece) for piece in pieces) or value in domain


def _is_inside(ball: arb, interval: Interval) -> bool:
    lower, upper = (None if end.is_infinite else evaluate(end, {}, BITS[1]) for end in interval.args[:2])
    return bool((lower is None or ball > lower) and (upper is None or ball < upper))


def meets(hypothesis: Relational, point: Point, reading: Reading = Reading.REAL) -> bool:
    """Whether a relation certainly holds at a point."""
    if not isinstance(hypothesis, Relational):
        return bool(hypothesis == True)  # noqa: E712  (SymPy may have decided it already)
    value = _value_in(reading)
    for bits in CONDITION_BITS:
        lhs, rhs = (value(side, point, bits) for side in hypothesis.args)
        if lhs is UNDEFINED or rhs is UNDEFINED:
            return False
        if lhs is None or rhs is None:
            continue
        sign = _sign_of_difference(lhs, rhs)
        if sign is not None:
            return _holds(hypothesis.rel_op, sign)
        if hypothesis.rel_op in HOLDS_IF_EQUAL and _equal(hypothesis, point):
            return True
    return False


CONDITION_BITS = BITS[:3]
HOLDS_IF_EQUAL = frozenset({"==", "<=", ">="})
APART = 2
"""In place of the sign of a difference that is no real number."""


def _value_in(reading: Reading) -> Callable[[Any, Point, int], Any]:
    if reading is Reading.REAL:
        return evaluate
    from derive.numeric.principal import balls as plane

    return plane.evaluate


def _sign_of_difference(lhs: Any, rhs: Any) -> int | None:
    """The certain sign of lhs - rhs, `APART` if that is certainly no real number; None if the balls meet."""
    if isinstance(lhs, fmpq | arb) and isinstance(rhs, fmpq | arb):
        known = lhs < rhs or lhs > rhs or (isinstance(lhs, fmpq) and isinstance(rhs, fmpq))
        return (lhs > rhs) - (lhs < rhs) if known else None
    left, right = acb(lhs), acb(rhs)
    if left.imag == 0 and right.imag == 0:
        return _sign_of_difference(left.real, right.real)
    return None if left.overlaps(right) else APART


def _holds(operator: str, sign: int) -> bool:
    """Whether a relation holds; numbers that are not real have no order."""
    return operator == "!=" if sign == APART else bool(RELATIONS[operator](sign))


def _equal(hypothesis: Relational, point: Point) -> bool:
    """Whether two sides that have values are equal by substitution or by the algebraic zero test."""
    lhs, rhs = (side.subs(point) for side in hypothesis.args)
    return bool(lhs == rhs) or algebraic.vanishes(lhs - rhs)


def admitted(claim: Claim, drawn: Iterator[dict[Symbol, Any]]) -> Iterator[Point]:
    """The points that meet all hypotheses, after equations are solved for a variable each."""
    solutions, solved = solutions_of(claim)
    seen: set[tuple[Any, ...]] = set()
    for point in drawn:
        if not _put_in(solutions, point):
            continue
        key = tuple(point.values())
        if key in seen:
            continue
        seen.add(key)
        inside = all(_lies_in(claim.domains[variable], point[variable]) for variable in solutions)
        if inside and all(
            _has_sides(hypothesis, point, claim.reading)
            if hypothesis in solved
            else meets(hypothesis, point, claim.reading)
            for hypothesis in claim.hypotheses
        ):
            yield point


def _put_in(solutions: Mapping[Symbol, Expr], point: dict[Symbol, Any]) -> bool:
    """Whether the solutions have values at the point, which are put into it."""
    try:
        for variable, solution in solutions.items():
            point[variable] = solution.subs(point)
    except ValueError:  # SymPy does not compare what is infinite, as in Max(1, log(0))
        return False
    return True


def _has_sides(equation: Eq, point: Point, reading: Reading) -> bool:
    """Whether both sides of an equation that the point solves exactly have a value there."""
    value = _value_in(reading)
    return all(isinstance(value(side, point, CONDITION_BITS[0]), acb | arb | fmpq) for side in equation.args)


def solutions_of(claim: Claim) -> tuple[dict[Symbol, Expr], set[Eq]]:
    """Variables that equations among the hypotheses fix, in an order in which they can be put in.

    Beside them the equations that hold exactly wherever these values exist, since each was found by
    undoing operations that have one inverse.
    """
    found: dict[Symbol, Expr] = {}
    solved: set[Eq] = set()
    for equation in claim.hypotheses:
        if not isinstance(equation, Eq):
            continue
        residual = equation.subs(found)
        for variable in reversed(list(claim.domains)):
            solution = solved_for(residual, variable) if isinstance(residual, Eq) else None
            if solution is not None and variable not in found:
                found = {known: value.subs(variable, solution) for known, value in found.items()}
                found[variable] = solution
                solved.add(equation)
                break
    return found, solved


def _not_excluded(claim: Claim, columns: Mapping[Symbol, _Column], tries: int) -> Iterator[int]:
    """The rows at which floats do not see a hypothesis fail by far: the others need no exact look."""
    if claim.reading is not Reading.REAL or claim.is_abstract:
        yield from range(tries)
        return
    solutions, solved = solutions_of(claim)
    stated = [h for h in claim.hypotheses if h not in solved and getattr(h, "rel_op", "") in CLEARLY]
    for start in range(0, tries, AT_ONCE):
        rows = range(start, min(start + AT_ONCE, tries))
        arrays = {symbol: np.array([column.float(row) for row in rows]) for symbol, column in columns.items()}
        yield from compress(rows, _seem_to_hold(stated, solutions, arrays, len(rows)))


def _seem_to_hold(stated: list[Any], solutions: Mapping[Symbol, Expr], arrays: dict[Symbol, Any], count: int) -> Any:
    """Which of the points do not violate one of the hypotheses by more than rounding; the unknown ones too."""
    from derive.numeric.batch import evaluate as floats

    arrays |= dict(zip(solutions, floats(list(solutions.values()), arrays), strict=True))
    sides = floats([side for hypothesis in stated for side in hypothesis.args], arrays)
    found = np.ones(count, bool)
    for hypothesis, left, right in zip(stated, sides[::2], sides[1::2], strict=True):
        margin = ROUNDING * (1 + np.abs(left) + np.abs(right))
        found &= ~(CLEARLY[hypothesis.rel_op] * (left - right) > margin)
    return found


AT_ONCE, ROUNDING = 128, 1e-6
CLEARLY = {"<": 1, "<=": 1, ">": -1, ">=": -1}
"""The sign of the difference of two sides that excludes a relation."""


class _Column:
    """The elements drawn for one variable, as many as are asked for."""

    def __init__(self, domain: Domain, position: int) -> None:
        self.domain = domain
        self.rng = Random(1_000_003 * (position + 1))
        self.drawn: list[Rational] = []

    def __getitem__(self, row: int) -> Rational:
        while len(self.drawn) <= row:
            self.drawn.append(self.domain.sample(self.rng))
        return self.drawn[row]

    def float(self, row: int) -> float:
        """The element as a float; NaN if it is no rational number."""
        element = self[row]
        return int(element.p) / int(element.q) if isinstance(element, Rational) else math.nan


@lru_cache(maxsize=256)
def _column(domain: Domain, position: int) -> _Column:
    return _Column(domain, position)


@lru_cache(maxsize=64)
def _simple_column(domain: Domain) -> tuple[Rational, ...]:
    return tuple(domain.simple_elements())


def _by_total(columns: list[tuple[Rational, ...]]) -> Iterator[tuple[Rational, ...]]:
    """The rows of a product in the order of the sum of the places of their entries."""
    if not columns:
        yield ()
        return
    for total in range(sum(len(column) for column in columns)):
        for places in _compositions(total, [len(column) for column in columns]):
            yield tuple(column[place] for column, place in zip(columns, places, strict=True))


def _compositions(total: int, sizes: list[int]) -> Iterator[tuple[int, ...]]:
    """Tuples of places, each below its size, with the given sum."""
    if len(sizes) == 1:
        if total < sizes[0]:
            yield (total,)
        return
    for first in range(min(total, sizes[0] - 1) + 1):
        yield from ((first, *rest) for rest in _compositions(total - first, sizes[1:]))
