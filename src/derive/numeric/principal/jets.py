"""Smooth functions of t on [0, reach]: Taylor coefficients at 0, and enclosures of them on all of it.

A jet of order n holds the first n coefficients at t = 0 (`near`), and for all t of the interval
enclosures of the k-th derivative over k!, k = 0 ... n (`over`).  By Taylor's formula the function is
the polynomial of `near` plus t**n times the last entry of `over`.  All arithmetic is that of power
series in balls, done twice, so that no rule for remainders is needed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from flint import acb, acb_series, arb, ctx

from derive.numeric.reals import Unsettled

Series = Callable[[acb_series], acb_series]


@contextmanager
def series_length(length: int) -> Iterator[None]:
    """Power series of that many terms, inside a `with`."""
    before = ctx.cap
    ctx.cap = length
    try:
        yield
    finally:
        ctx.cap = before


@dataclass(frozen=True)
class Region:
    """The interval 0 < t <= 1/start, and the order up to which jets are carried."""

    start: arb
    order: int

    @property
    def interval(self) -> acb:
        """A ball around [0, 1/start]."""
        half = 1 / (2 * self.start)
        return acb(arb(half.upper(), half.upper()))


@dataclass(frozen=True)
class Jet:
    """A function that is smooth on the closed interval of a region."""

    region: Region
    near: acb_series
    over: acb_series

    @property
    def order(self) -> int:
        """How many coefficients at 0 are known."""
        return int(self.over.prec) - 1

    def __add__(self, other: Jet) -> Jet:
        return _combined(self, other, lambda a, b: a + b)

    def __mul__(self, other: Jet) -> Jet:
        return _combined(self, other, lambda a, b: a * b)

    def scaled(self, factor: acb) -> Jet:
        """The function times a number."""
        return Jet(self.region, self.near * factor, self.over * factor)

    def through(self, function: Series) -> Jet:
        """An analytic function of the jet, given as what it does to power series."""
        near = function(self.near) if self.order else self.near
        return Jet(self.region, near, function(self.sharpened().over))

    def lowered(self, steps: int) -> Jet:
        """The function over t**steps, where that many coefficients at 0 are exactly 0."""
        if steps == 0:
            return self
        if steps > self.order:
            raise Unsettled
        return Jet(self.region, _tail(self.near, steps), _tail(self.over, steps))

    def raised(self, steps: int) -> Jet:
        """The function times t**steps."""
        if steps == 0:
            return self
        if steps > self.order:
            t = self.region.interval
            return bounded(self.region, self.value() * t**steps)
        return self * monomial(self.region, steps, self.order)

    def value(self) -> acb:
        """An enclosure of all values on the interval."""
        return self.value_of_polynomial() if self.order else self.over[0]

    def value_of_polynomial(self) -> acb:
        """The better one of what `over` says and of what Taylor's formula does."""
        t, result = self.region.interval, self.over[self.order]
        for k in range(self.order - 1, -1, -1):
            result = result * t + self.near[k]
        direct = self.over[0]
        return result if radius(result) < radius(direct) else direct

    def sharpened(self) -> Jet:
        """The same, with the better enclosure of the values."""
        if self.order == 0:
            return self
        value = self.value()
        if radius(value) >= radius(self.over[0]):
            return self
        coefficients = [value, *(self.over[k] for k in range(1, self.order + 1))]
        return Jet(self.region, self.near, acb_series(coefficients, self.order + 1))

    def leading_zeros(self) -> int:
        """How many of the first coefficients at 0 are exactly 0."""
        for k in range(self.order):
            if not self.near[k].is_zero():
                return k
        return self.order

    def is_zero(self) -> bool:
        """Whether the function is certainly 0 throughout."""
        return all(self.near[k].is_zero() for k in range(self.order)) and all(
            self.over[k].is_zero() for k in range(self.order + 1)
        )

    def is_constant(self) -> bool:
        """Whether it is certainly constant."""
        return self.order > 0 and all(self.over[k].is_zero() for k in range(1, self.order + 1))

    def is_real(self) -> bool:
        """Whether it certainly has real values only."""
        return bool(self.over[0].imag == 0) and all(self.near[k].imag == 0 for k in range(self.order))


def radius(ball: acb) -> arb:
    """An upper bound for the radius of a complex ball; infinite for a ball that is not finite."""
    if not ball.is_finite():
        return arb("inf")
    return ball.real.rad() + ball.imag.rad()


def constant(region: Region, value: acb) -> Jet:
    """A function that is constant."""
    return Jet(region, acb_series([value], region.order), acb_series([value], region.order + 1))


def bounded(region: Region, values: acb) -> Jet:
    """A function of which nothing but an enclosure of its values is known."""
    if not values.is_finite():
        raise Unsettled
    return Jet(region, acb_series([], 0), acb_series([values], 1))


def monomial(region: Region, degree: int, order: int) -> Jet:
    """t**degree."""
    near = acb_series([0] * degree + [1], order)
    over = acb_series([region.interval, 1], order + 1) ** degree if degree else acb_series([1], order + 1)
    return Jet(region, near, over)


def given(region: Region, near: list[acb], over: list[acb]) -> Jet:
    """The jet with these coefficients, one more of the second than of the first."""
    return Jet(region, acb_series(near, len(near)), acb_series(over, len(over)))


def _tail(series: acb_series, steps: int) -> acb_series:
    prec = int(series.prec)
    return acb_series([series[k] for k in range(steps, prec)], prec - steps)


def _combined(a: Jet, b: Jet, combine: Callable[[acb_series, acb_series], acb_series]) -> Jet:
    near = combine(a.near, b.near) if a.order and b.order else acb_series([], 0)
    return Jet(a.region, near, combine(a.over, b.over))
