"""The signs that a quantity can take, and how they add and multiply.

A `Sign` is a set of signs out of negative, zero and positive.  Combining two quantities of which
only that is known gives again such a set; the tables are worked out once from representatives.
"""

from __future__ import annotations

from enum import Flag


class Sign(Flag):
    """Which signs a quantity can have: one of them, or any of several."""

    IMPOSSIBLE = 0
    NEGATIVE = 1
    ZERO = 2
    POSITIVE = 4
    NONPOSITIVE = 3
    NONZERO = 5
    NONNEGATIVE = 6
    ANY = 7

    @property
    def opposite(self) -> Sign:
        """The signs of minus the quantity."""
        return _OPPOSITE[self]

    def within(self, other: Sign) -> bool:
        """Whether every sign of this set is one of the other."""
        return (self & other) == self

    def __add__(self, other: Sign) -> Sign:
        """The signs of a sum."""
        return _SUMS[self, other]

    def __mul__(self, other: Sign) -> Sign:
        """The signs of a product."""
        return _PRODUCTS[self, other]

    def __pow__(self, exponent: int) -> Sign:
        """The signs of a positive whole power.

        >>> Sign.NONZERO ** 2
        <Sign.POSITIVE: 4>
        """
        return self if exponent % 2 else _SQUARES[self]


DECIDED = (Sign.POSITIVE, Sign.NEGATIVE, Sign.ZERO)
"""Of a quantity with one of these the sign is known."""

_EVERY = tuple(Sign(value) for value in range(8))
_BASIC = {Sign.NEGATIVE: -1, Sign.ZERO: 0, Sign.POSITIVE: 1}


def _parts(sign: Sign) -> list[int]:
    return [value for part, value in _BASIC.items() if part in sign and sign]


def _union(values: list[int]) -> Sign:
    found = Sign.IMPOSSIBLE
    for part, value in _BASIC.items():
        if value in values:
            found |= part
    return found


def _sum_of(a: int, b: int) -> list[int]:
    return [-1, 0, 1] if a * b < 0 else [a or b]


_OPPOSITE = {s: _union([-a for a in _parts(s)]) for s in _EVERY}
_SQUARES = {s: _union([a * a for a in _parts(s)]) for s in _EVERY}
_PRODUCTS = {(s, t): _union([a * b for a in _parts(s) for b in _parts(t)]) for s in _EVERY for t in _EVERY}
_SUMS = {
    (s, t): _union([c for a in _parts(s) for b in _parts(t) for c in _sum_of(a, b)]) for s in _EVERY for t in _EVERY
}


def sign_of_number(value: int) -> Sign:
    """The sign of a whole number."""
    return Sign.POSITIVE if value > 0 else Sign.NEGATIVE if value < 0 else Sign.ZERO
