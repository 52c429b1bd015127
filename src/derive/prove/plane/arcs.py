"""Where the argument of a complex number lies: arcs, in units of pi, and how many turns a sum is off."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from math import ceil, floor
from typing import NamedTuple

from derive.prove.sign import Sign

HALF, ONE, ZERO = Fraction(1, 2), Fraction(1), Fraction(0)


class Arc(NamedTuple):
    """The arguments between two ends, each of which may belong to it."""

    low: Fraction
    high: Fraction
    has_low: bool = False
    has_high: bool = False

    def __add__(self, other: object) -> Arc:
        """All sums of an argument of each."""
        if not isinstance(other, Arc):
            return NotImplemented
        has_low, has_high = self.has_low and other.has_low, self.has_high and other.has_high
        return Arc(self.low + other.low, self.high + other.high, has_low, has_high)

    def times(self, factor: int) -> Arc:
        """All multiples by a whole number."""
        ends = (self.low * factor, self.high * factor)
        if factor < 0:
            return Arc(ends[1], ends[0], self.has_high, self.has_low)
        return Arc(*ends, self.has_low, self.has_high)

    def meets(self, other: Arc) -> bool:
        """Whether an argument belongs to both."""
        low = max((self.low, not self.has_low), (other.low, not other.has_low))
        high = min((self.high, self.has_high), (other.high, other.has_high))
        return low[0] < high[0] or (low[0] == high[0] and not low[1] and high[1])


def point(turn: Fraction) -> Arc:
    """A single argument."""
    return Arc(turn, turn, has_low=True, has_high=True)


BY_SIGNS: dict[tuple[Sign, Sign], Arc] = {
    (Sign.POSITIVE, Sign.ZERO): point(ZERO),
    (Sign.POSITIVE, Sign.POSITIVE): Arc(ZERO, HALF),
    (Sign.ZERO, Sign.POSITIVE): point(HALF),
    (Sign.NEGATIVE, Sign.POSITIVE): Arc(HALF, ONE),
    (Sign.NEGATIVE, Sign.ZERO): point(ONE),
    (Sign.NEGATIVE, Sign.NEGATIVE): Arc(-ONE, -HALF),
    (Sign.ZERO, Sign.NEGATIVE): point(-HALF),
    (Sign.POSITIVE, Sign.NEGATIVE): Arc(-HALF, ZERO),
}
"""Principal arguments by the signs of real and imaginary part."""


def arcs(real: Sign, imaginary: Sign) -> list[Arc]:
    """The arcs that are possible with these signs; none for 0.

    >>> [float(arc.low) for arc in arcs(Sign.POSITIVE, Sign.NONNEGATIVE)]
    [0.0, 0.0]
    """
    return [arc for (re, im), arc in BY_SIGNS.items() if re in real and im in imaginary]


def hull(parts: Iterable[Arc]) -> Arc:
    """The smallest arc that holds all of them, of which there is at least one."""
    found = list(parts)
    low = min((arc.low, not arc.has_low) for arc in found)
    high = max((arc.high, arc.has_high) for arc in found)
    return Arc(low[0], high[0], not low[1], high[1])


def turns(total: Arc, targets: Iterable[Arc]) -> set[int]:
    """The k for which an argument of the total less 2k can lie in a target.

    >>> right_half = Arc(-HALF, HALF)
    >>> turns(right_half + right_half, [PRINCIPAL]), turns(point(ONE) + point(ONE), [PRINCIPAL])
    ({0}, {1})
    """
    found = list(targets)
    return {k for k in _candidates(total) if any(total.meets(arc + point(Fraction(2 * k))) for arc in found)}


def _candidates(total: Arc) -> Iterator[int]:
    yield from range(floor(total.low / 2) - 1, ceil(total.high / 2) + 2)


PRINCIPAL = Arc(-ONE, ONE, has_high=True)
"""All principal arguments."""
RIGHT_HALF = Arc(-HALF, HALF, has_low=True, has_high=True)
"""The arguments of numbers whose real part is not negative."""

INSIDE_RIGHT_HALF = Arc(-HALF, HALF)
"""The arguments of numbers whose real part is positive."""
