"""Elements of the ring in which expressions are compared: polynomials over factored denominators.

An element is read pointwise.  At every admissible point each generator has a value, no denominator is 0,
and the element is that value.  A numerator that vanishes modulo the relations between the generators
proves an identity; nothing that depends on generators being independent is ever concluded.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from flint import fmpq
from sympy import Rational

if TYPE_CHECKING:
    from derive.prove.principal.ring import Ring

Polynomial = Any
"""A FLINT fmpq_mpoly; python-flint has no types that mypy could use."""


class Element:
    """num / product of bases**exponent, where the bases are known by their place in the ring's list."""

    __slots__ = ("den", "num", "ring")

    def __init__(self, ring: Ring, num: Polynomial, den: Mapping[int, int]) -> None:
        self.ring, self.num, self.den = ring, num, dict(den)

    @property
    def is_zero(self) -> bool:
        """Whether the element vanishes as a polynomial modulo the relations."""
        return not self.num

    @property
    def is_constant(self) -> bool:
        """Whether the element is a rational number."""
        return not self.den and bool(self.num.is_constant())

    @property
    def rational(self) -> fmpq | None:
        """The rational number that the element is, if it is one."""
        if not self.is_constant:
            return None
        return self.num.leading_coefficient() if self.num else fmpq(0)

    def equals(self, other: Element) -> bool:
        """Whether the difference vanishes."""
        return self.ring.agree(self, other)

    def __add__(self, other: Element) -> Element:
        return self.ring.total((self, other))

    def __sub__(self, other: Element) -> Element:
        return self.ring.total((self, -other))

    def __neg__(self) -> Element:
        return Element(self.ring, -self.num, self.den)

    def __mul__(self, other: Element) -> Element:
        den = dict(self.den)
        for base, exponent in other.den.items():
            den[base] = den.get(base, 0) + exponent
        return self.ring.element(self.ring.multiply(self.num, other.num), den)

    def __truediv__(self, other: Element) -> Element:
        return self * other.inverse()

    def inverse(self) -> Element:
        """1/self, where self is not 0."""
        return self.ring.inverse(self)

    def __pow__(self, exponent: int) -> Element:
        if exponent < 0:
            return self.inverse() ** -exponent
        if exponent == 0:
            return self.ring.one
        self.ring.allow_power(self.num, exponent)
        num = self.ring.power(self.num, exponent)
        return self.ring.element(num, {base: e * exponent for base, e in self.den.items()})

    def scaled(self, factor: Any) -> Element:
        """The element times a rational number."""
        return Element(self.ring, self.num * as_fmpq(factor), self.den)


def as_fmpq(value: Any) -> fmpq:
    """A rational number, as it comes from Python, SymPy or FLINT."""
    if isinstance(value, int | fmpq):
        return fmpq(value)
    if isinstance(value, Rational):
        return fmpq(int(value.p), int(value.q))
    return fmpq(value.numerator, value.denominator)
