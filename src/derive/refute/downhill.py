"""A second search for points at which a claim fails, for what random points miss.

- An inequality: downhill.  Points at which it holds are moved, in float64, to where less is left between the
  sides, until they are on the other side of each other: a narrow strip between hypotheses, parts of the domain
  in which a square is less than its root.
- What equality refutes: points at which the equation of both sides is solved exactly.

Floats only say where to look; what is found there is certified as everywhere else.

Source: Storn and Price, "Differential evolution" (1997), J. Global Optimization 11, for the moves.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import cached_property
from itertools import chain, islice
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sympy import Eq, Expr, Rational, Symbol

from derive.calculation import Relation
from derive.claim import Claim, Reading
from derive.evidence import Counterexample
from derive.numeric.arrays import COMPARE
from derive.numeric.batch import evaluate
from derive.numeric.points import Point, admitted, simple_points, solutions_of
from derive.numeric.solving import solved_for
from derive.refute.confirmation import is_costly
from derive.refute.search import FAILS, ORDERS, refute
from derive.terms.expectation import expand_definitions
from derive.verification.conditions import contains

Array = NDArray[np.float64]

GENERATIONS, COSTLY_GENERATIONS = 80, 12
POPULATION, MIXTURES = 96, 20
DENOMINATORS = (2, 5, 20, 1000, 10**6)
"""Largest denominators to which a point that was found is rounded, the nicest first."""
MOST_BOUNDS = 3
WORST, MOST_CANDIDATES = 4, 12
WHERE_EQUAL = 32


def _relative(larger: Array, smaller: Array) -> Array:
    return (larger - smaller) / (1e-300 + np.abs(larger) + np.abs(smaller))


def _absolute(larger: Array, smaller: Array) -> Array:
    return larger - smaller


Measure = Callable[[Array, Array], Array]
MEASURES: tuple[Measure, ...] = (_relative, _absolute)
"""What is left between the sides; each has valleys of its own."""


def refute_harder(claim: Claim, points: Sequence[Point], vanishes: Callable[[Expr], bool]) -> Counterexample | None:
    """A certified counterexample where one is only found on purpose; `points` are some that meet the hypotheses.

    >>> from derive.domains import REAL
    >>> x, y = REAL.symbol("x"), REAL.symbol("y")
    >>> parabola = Claim((x - 3)**2 + (y - x)**2, Relation.ABOVE, Rational(1, 10**6), {x: REAL, y: REAL})
    >>> refute_harder(parabola, [{x: Rational(1), y: Rational(1)}], lambda number: number == 0).witness
    (('x', '3'), ('y', '3'))
    """
    between = isinstance(claim.lhs, Expr) and isinstance(claim.rhs, Expr) and claim.relation in FAILS
    if claim.reading is not Reading.REAL or not between or not claim.domains:
        return None
    found = None
    for measure in MEASURES if claim.relation in ORDERS else ():
        if found is None:
            found = refute(claim, Descent(claim, measure).points(points), vanishes)
    if found is None and 0 in FAILS[claim.relation]:
        found = refute(claim, list(_where_equal(claim, points)), vanishes)
    return found


def _where_equal(claim: Claim, points: Sequence[Point]) -> Iterator[Point]:
    """Exact points at which an equation between the sides is solved for one of the variables."""
    equal = replace(claim, assuming=(*claim.assuming, Eq(claim.lhs, claim.rhs, evaluate=False)))
    tried = chain(islice(simple_points(claim), WHERE_EQUAL), points[:WHERE_EQUAL])
    return admitted(equal, (dict(point) for point in tried))


class Descent:
    """The way downhill for one inequality: a population of points, one column for each variable."""

    def __init__(self, claim: Claim, measure: Measure) -> None:
        self.claim = claim
        self.measure = measure
        self.random = np.random.default_rng(0)
        self.solutions, self.solved = solutions_of(claim)
        self.sides = [expand_definitions(claim.lhs), expand_definitions(claim.rhs)]
        if claim.relation in (Relation.AT_MOST, Relation.BELOW):
            self.sides.reverse()

    @cached_property
    def free(self) -> list[Symbol]:
        """The variables that no equation among the hypotheses fixes."""
        return [symbol for symbol in self.claim.domains if symbol not in self.solutions]

    def points(self, known: Sequence[Point]) -> list[Point]:
        """Exact points at which floats see the inequality fail, the nicest first."""
        if not self.free:
            return []
        at, left = self._start(known)
        for _ in range(COSTLY_GENERATIONS if is_costly(self.claim) else GENERATIONS) if len(at) else ():
            moved = self._at_bounds(self._moved(at))
            beyond = self.slack(moved)
            at = np.where((beyond < left)[:, np.newaxis], moved, at)
            left = np.minimum(beyond, left)
        worst = np.argsort(left, kind="stable")[:WORST]
        return list(islice(self._rounded([at[place] for place in worst if left[place] < 0]), MOST_CANDIDATES))

    def _start(self, known: Sequence[Point]) -> tuple[Array, Array]:
        """The known points, and mixtures of them, at which least is left between the sides, and how much."""
        given = np.reshape([[float(point[symbol]) for symbol in self.free] for point in known], (-1, len(self.free)))
        rows = np.concatenate([given, *(self.random.permuted(given, axis=0) for _ in range(MIXTURES))])
        left = self.slack(rows)
        least = np.argsort(left, kind="stable")[: min(POPULATION, int(np.isfinite(left).sum()))]
        return rows[least], left[least]

    def slack(self, at: Array) -> Array:
        """What is left between the sides; infinite where the claim does not speak."""
        arrays: dict[Symbol, Any] = dict(zip(self.free, at.T, strict=True))
        for symbol, solution in self.solutions.items():
            arrays[symbol] = evaluate([solution], arrays)[0]
        stated = [h for h in self.claim.hypotheses if h not in self.solved]
        values = evaluate([*self.sides, *(side for h in stated for side in h.args)], arrays)
        larger, smaller = values[:2]
        speaks = np.logical_and.reduce([contains(d, arrays[s]) for s, d in self.claim.domains.items()])
        for hypothesis, lhs, rhs in zip(stated, values[2::2], values[3::2], strict=True):
            speaks &= COMPARE[hypothesis.rel_op](lhs, rhs)
        slack = self.measure(larger, smaller)
        return np.asarray(np.where(speaks & np.isfinite(slack), slack, np.inf))

    def _moved(self, at: Array) -> Array:
        """Each point moved in a way of its own; a point that leaves the domain is worse than any."""
        ways = np.stack([way(self, at) for way in MOVES])
        return np.asarray(ways[self.random.integers(len(MOVES), size=len(at)), np.arange(len(at))])

    @cached_property
    def bounds(self) -> list[tuple[int, Expr]]:
        """What variables are where an inequality among the hypotheses is an equation."""
        tight = [Eq(*h.args, evaluate=False) for h in self.claim.hypotheses if h.rel_op in ("<", "<=", ">", ">=")]
        solved = [(place, solved_for(h, symbol)) for h in tight for place, symbol in enumerate(self.free)]
        return [(place, value) for place, value in solved if value is not None]

    def _at_bounds(self, at: Array) -> Array:
        """Some of the points brought near bounds that hypotheses set, one after the other."""
        for _ in range(min(MOST_BOUNDS, len(self.bounds))):
            place, value = self.bounds[self.random.integers(len(self.bounds))]
            bound = evaluate([value], dict(zip(self.free, at.T, strict=True)))[0]
            chosen = np.isfinite(bound) & (self.random.random(len(at)) < 0.4)
            near = bound + 10.0 ** self.random.uniform(-6, 0, len(at)) * (at[:, place] - bound)
            at = at.copy()
            at[:, place] = np.where(chosen, near, at[:, place])
        return at

    def _one(self, at: Array) -> Any:
        """One coordinate of each point."""
        return self.random.integers(at.shape[1], size=len(at))[:, np.newaxis] == np.arange(at.shape[1])

    def _stretched(self, at: Array) -> Array:
        return np.where(self._one(at), at * 10.0 ** self.random.normal(0, 0.5, at.shape), at)

    def _shifted(self, at: Array) -> Array:
        width = 10.0 ** self.random.uniform(-4, 1, at.shape)
        return np.where(self._one(at), at + width * self.random.normal(0, 1, at.shape), at)

    def _all_shifted(self, at: Array) -> Array:
        return at * (1 + 10.0 ** self.random.uniform(-4, 0, (len(at), 1)) * self.random.normal(0, 1, at.shape))

    def _brought_together(self, at: Array) -> Array:
        """One coordinate is put near another."""
        other = at[np.arange(len(at)), self.random.integers(at.shape[1], size=len(at))][:, np.newaxis]
        return np.where(self._one(at), other + 10.0 ** self.random.uniform(-6, 0, at.shape) * (at - other), at)

    def _by_differences(self, at: Array) -> Array:
        best, a, b = (at[self.random.integers(len(at), size=len(at))] for _ in range(3))
        return np.where(self.random.random(at.shape) < 0.8, best + 0.7 * (a - b), at)

    def _whole(self, at: Array) -> Array:
        return np.where(self._one(at), np.rint(at) + self.random.integers(-1, 2, at.shape), at)

    def _rounded(self, rows: Sequence[Array]) -> Iterator[Point]:
        """The points with small denominators, where floats still see the inequality fail; exactly in the domain."""
        for largest in DENOMINATORS:
            for row in rows:
                exact = [Fraction(float(value)).limit_denominator(largest) for value in row]
                if self.slack(np.array([[float(value) for value in exact]]))[0] < 0:
                    drawn = dict(zip(self.free, map(Rational, exact), strict=True))
                    ordered = {symbol: drawn.get(symbol) for symbol in self.claim.domains}
                    yield from admitted(self.claim, iter([ordered]))


MOVES: tuple[Callable[[Descent, Array], Array], ...] = (
    Descent._stretched, Descent._shifted, Descent._all_shifted, Descent._brought_together, Descent._by_differences,
    Descent._whole,
)  # fmt: skip
"""What is done to points: along one axis, along all, towards each other, on the lattice of whole numbers."""
