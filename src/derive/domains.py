"""What a variable may be: membership, samples, and the maps from the positive reals that decide signs.

SymPy's assumptions cannot say ``0 < q < 1``.  A `Domain` can, in three ways that tests hold together:
exact membership, exact random elements, and *charts*: maps from the positive reals whose images,
with finitely many `points` beside them (ends, 0), make up the whole domain.  After ``d = u/(1 + u)``
with ``u > 0``, the sign of a rational function in d can be read off its coefficients.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from random import Random
from typing import Annotated, Any

from sympy import Expr, I, Integers, Interval, Naturals, Naturals0, Rational, S, Set, Symbol, Union, oo
from sympy import Integer as Int

from derive.errors import AuthoringError

Chart = Callable[[Any], Any]


@dataclass(frozen=True)
class Domain:
    """A set of numbers that a variable ranges over: real ones, unless it is all of the complex plane.

    `whole` is the set itself, `assumptions` what SymPy may know of its elements, `charts` maps from
    the positive reals into it, and `points` the elements that no chart reaches.  Domains of whole
    numbers and the complex plane have neither.
    """

    name: str
    whole: Set = field(repr=False)
    assumptions: Mapping[str, bool] = field(repr=False, hash=False, compare=False)
    charts: tuple[Chart, ...] = field(default=(), repr=False, compare=False)
    points: tuple[Expr, ...] = field(default=(), repr=False)

    def symbol(self, name: str) -> Symbol:
        """A variable of this domain, as SymPy sees it."""
        return Symbol(name, **self.assumptions)

    def __contains__(self, value: object) -> bool:
        """Whether an exact number lies in the domain; False also where that cannot be decided."""
        if isinstance(value, int | Rational):
            return _holds(self.whole, Rational(value))
        return bool(self.whole.contains(value) == True)  # noqa: E712  (a SymPy Boolean that may stay open)

    @property
    def is_interval(self) -> bool:
        """Whether the domain is one unbroken piece of the real line."""
        return isinstance(self.whole, Interval)

    @cached_property
    def is_discrete(self) -> bool:
        """Whether the domain consists of whole numbers."""
        return bool(self.whole.is_subset(Integers))

    @property
    def is_real(self) -> bool:
        """Whether all elements are real."""
        return self.whole is not S.Complexes

    def sample(self, rng: Random) -> Expr:
        """A random exact element: magnitudes are log-spaced, and ends and 0 turn up now and then."""
        if not self.is_real:
            return _in_the_plane(rng)
        if self.is_discrete:
            return _whole_number_in(self.whole, rng)
        if self._rational_points and rng.random() < 0.04:
            return rng.choice(self._rational_points)
        return rng.choice(self.charts)(_log_spaced(rng))

    @cached_property
    def _rational_points(self) -> tuple[Expr, ...]:
        return tuple(point for point in self.points if point.is_Rational)

    def simple_elements(self) -> Iterator[Expr]:
        """Elements that a person can put in by hand, the nicest first."""
        return (value for value in (SIMPLE_NUMBERS if self.is_real else SIMPLE_IN_THE_PLANE) if value in self)


def _holds(whole: Set, value: Rational) -> bool:
    """Membership of a rational: the same as SymPy's, a hundred times faster."""
    if isinstance(whole, Interval):
        above = value > whole.start or (not whole.left_open and value == whole.start)
        return bool(above and (value < whole.end or (not whole.right_open and value == whole.end)))
    if isinstance(whole, Union):
        return any(_holds(part, value) for part in whole.args)
    if whole in LEAST_WHOLE_NUMBERS:
        least = LEAST_WHOLE_NUMBERS[whole]
        return bool(value.is_Integer and (least is None or value >= least))
    return bool(whole.contains(value) == True)  # noqa: E712


LEAST_WHOLE_NUMBERS = {Integers: None, Naturals0: 0, Naturals: 1}


def _whole_number_in(whole: Set, rng: Random) -> Expr:
    size = Int(round(10 ** rng.uniform(0, 2.5)) - 1)
    size = -size if rng.random() < 0.5 else size
    if whole in LEAST_WHOLE_NUMBERS:
        least = LEAST_WHOLE_NUMBERS[whole]
        return size if least is None else max(abs(size), Int(least))
    low, high = whole.inf, whole.sup
    if low.is_infinite or high.is_infinite:
        return high - abs(size) if low.is_infinite else low + abs(size)
    return Int(rng.randint(int(low), int(high)))


def _in_the_plane(rng: Random) -> Expr:
    """A random element of the complex plane; now and then one on the real or the imaginary axis."""
    real, imaginary = (rng.choice((-1, 1)) * _log_spaced(rng) for _ in range(2))
    where = rng.random()
    if where < 0.08:
        return real
    return I * imaginary if where < 0.14 else real + I * imaginary


def _log_spaced(rng: Random) -> Rational:
    """A positive rational with a small denominator, between 1/1000 and 1000, log-spaced."""
    value = max(Fraction(10 ** rng.gauss(0, 0.75)).limit_denominator(997), LEAST_DRAWN)
    return Rational(value.numerator, value.denominator)


LEAST_DRAWN = Fraction(1, 997)


def _simple_numbers() -> tuple[Rational, ...]:
    """Small integers and fractions of both signs, ordered by how easy they are to put in."""
    positive = {Fraction(a, b) for b in (1, 2, 3, 4, 5, 10) for a in range(1, 12 if b == 1 else 3 * b)}
    ordered = sorted(positive, key=lambda f: (f.numerator + 3 * f.denominator, f))
    signed = [Fraction(1), Fraction(0), Fraction(2), Fraction(-1), Fraction(1, 2)]
    signed += [s * f for f in ordered for s in (1, -1)]
    return tuple(Rational(f) for f in dict.fromkeys(signed))


SIMPLE_NUMBERS = _simple_numbers()


def _simple_in_the_plane() -> tuple[Expr, ...]:
    """Points on the axes, both halves of which matter to branches, and then those with two small parts."""
    one = Int(1)
    first = [one, -one, I, Int(0), 1 + I, -I, 2 * one, -2 * one, 1 - I, -1 + I, 2 * I, -1 - I]
    few = [value for value in SIMPLE_NUMBERS if abs(value) <= 3 and value.q <= 3]
    pairs = sorted(((x, y) for x in few for y in few), key=lambda pair: few.index(pair[0]) + few.index(pair[1]))
    return tuple(dict.fromkeys([*first, *(x + I * y for x, y in pairs)]))


SIMPLE_IN_THE_PLANE = _simple_in_the_plane()

REAL = Domain(
    "Real", Interval(-oo, oo), {"real": True}, charts=(lambda u: u, lambda u: -u), points=(Int(0),)
)
POSITIVE = Domain("Positive", Interval.open(0, oo), {"positive": True}, charts=(lambda u: u,))
NONNEGATIVE = Domain(
    "Nonnegative", Interval(0, oo), {"nonnegative": True}, charts=(lambda u: u,), points=(Int(0),)
)
NEGATIVE = Domain("Negative", Interval.open(-oo, 0), {"negative": True}, charts=(lambda u: -u,))
NONZERO = Domain(
    "Nonzero",
    Interval.open(-oo, 0) + Interval.open(0, oo),
    {"real": True, "nonzero": True},
    charts=(lambda u: u, lambda u: -u),
)
UNIT_INTERVAL = Domain(
    "UnitInterval", Interval.open(0, 1), {"positive": True}, charts=(lambda u: u / (1 + u),)
)
INTEGER = Domain("Integer", Integers, {"integer": True})
NATURAL = Domain("Natural", Naturals0, {"integer": True, "nonnegative": True})
POSITIVE_INTEGER = Domain("PositiveInteger", Naturals, {"integer": True, "positive": True})
COMPLEX = Domain("Complex", S.Complexes, {})

Real = Annotated[Expr, REAL]
Positive = Annotated[Expr, POSITIVE]
Nonnegative = Annotated[Expr, NONNEGATIVE]
Negative = Annotated[Expr, NEGATIVE]
Nonzero = Annotated[Expr, NONZERO]
UnitInterval = Annotated[Expr, UNIT_INTERVAL]
Integer = Annotated[Expr, INTEGER]
Natural = Annotated[Expr, NATURAL]
PositiveInteger = Annotated[Expr, POSITIVE_INTEGER]
Complex = Annotated[Expr, COMPLEX]

BY_NAME = {
    domain.name: domain
    for domain in (
        REAL, POSITIVE, NONNEGATIVE, NEGATIVE, NONZERO, UNIT_INTERVAL, INTEGER, NATURAL, POSITIVE_INTEGER, COMPLEX,
    )
}


def interval(lower: Any, upper: Any) -> Domain:
    """The closed interval from `lower` to `upper`, both exact real numbers (or -oo, oo).

    Raises `AuthoringError` if an end is a float or the interval holds no more than a point.

    >>> Angle = Annotated[Expr, interval(0, 7)]
    >>> Rational(13, 2) in interval(0, 7), 8 in interval(0, 7)
    (True, False)
    >>> interval(1, 1)
    Traceback (most recent call last):
    derive.errors.AuthoringError: interval(1, 1) holds no more than a point: the lower end must be below the upper
    """
    return _interval_domain(f"interval({lower}, {upper})", lower, upper, Interval)


def open_interval(lower: Any, upper: Any) -> Domain:
    """The open interval between `lower` and `upper`, both exact real numbers (or -oo, oo).

    Raises `AuthoringError` if an end is a float or the interval is empty.

    >>> 0 in open_interval(0, 7), 1 in open_interval(0, 7)
    (False, True)
    >>> open_interval(0.5, 1)
    Traceback (most recent call last):
    derive.errors.AuthoringError: the end 0.5 is a float: write an exact number, such as Rational(1, 2)
    """
    return _interval_domain(f"open_interval({lower}, {upper})", lower, upper, Interval.open)


def _interval_domain(name: str, lower: Any, upper: Any, make: Callable[..., Set]) -> Domain:
    for end in (lower, upper):
        if isinstance(end, float):
            raise AuthoringError(f"the end {end} is a float: write an exact number, such as Rational(1, 2)")
    whole = make(lower, upper)
    if not isinstance(whole, Interval):
        raise AuthoringError(f"{name} holds no more than a point: the lower end must be below the upper")
    return domain_on(whole, name)


def domain_on(whole: Interval, name: str) -> Domain:
    """The domain that consists of an interval with exact ends, each open or closed."""
    low, high = whole.start, whole.end
    ends = tuple(end for end, is_open in ((low, whole.left_open), (high, whole.right_open)) if not is_open)
    charts, inner = _charts_between(low, high)
    return Domain(name, whole, _assumptions_on(whole), charts, ends + inner)


def _charts_between(low: Expr, high: Expr) -> tuple[tuple[Chart, ...], tuple[Expr, ...]]:
    """Charts whose images cover the open interval up to the points given beside them."""
    if low == -oo and high == oo:
        return REAL.charts, REAL.points
    if high == oo:
        return (lambda u: low + u,), ()
    if low == -oo:
        return (lambda u: high - u,), ()
    return (lambda u: low + (high - low) * u / (1 + u),), ()


def _assumptions_on(whole: Interval) -> dict[str, bool]:
    """The strongest sign that SymPy can be told about the elements of an interval."""
    if whole.start.is_nonnegative:
        return {"nonnegative": True} if 0 in whole else {"positive": True}
    if whole.end.is_nonpositive:
        return {"nonpositive": True} if 0 in whole else {"negative": True}
    return {"real": True}
