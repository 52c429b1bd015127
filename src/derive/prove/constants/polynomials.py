"""Polynomials with algebraic coefficients in generators, whose exponents may be rational."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property

from derive.prove.constants.algebraic import UNIT, Number, Undecided, rational
from derive.prove.constants.separation import is_zero

MOST_TERMS = 400

Powers = tuple[tuple[int, Fraction], ...]
"""Generators, by their place in the list of all, with their exponents, none of them 0."""


@dataclass(frozen=True)
class Polynomial:
    """A sum of products of powers of generators."""

    terms: frozenset[tuple[Powers, Number]] = field(default_factory=frozenset)

    @cached_property
    def _hash(self) -> int:
        return hash(self.terms)

    def __hash__(self) -> int:
        return self._hash

    @property
    def constant(self) -> Number | None:
        """The polynomial as an algebraic number, if no generator occurs."""
        if not self.terms:
            return Number()
        single = self.single
        return single[1] if single is not None and not single[0] else None

    @property
    def single(self) -> tuple[Powers, Number] | None:
        """The only term, if there is just one."""
        return next(iter(self.terms)) if len(self.terms) == 1 else None

    def __add__(self, other: Polynomial) -> Polynomial:
        return summed([*self.terms, *other.terms])

    def __neg__(self) -> Polynomial:
        return Polynomial(frozenset((m, -c) for m, c in self.terms))

    def __sub__(self, other: Polynomial) -> Polynomial:
        return self + -other

    def __mul__(self, other: Polynomial) -> Polynomial:
        if len(self.terms) * len(other.terms) > MOST_TERMS:
            raise Undecided
        return summed((joined(m, n), c * d) for m, c in self.terms for n, d in other.terms)

    def times(self, factor: Number) -> Polynomial:
        """The multiple by an algebraic number."""
        return self * constant(factor)

    def __pow__(self, exponent: int) -> Polynomial:
        """A power with a whole exponent of at least 0."""
        result = ONE
        for _ in range(exponent):
            result = result * self
        return result

    @property
    def generators(self) -> set[int]:
        """The generators that occur."""
        return {g for powers, _ in self.terms for g, _ in powers}

    def vanishes(self) -> bool:
        """Whether all coefficients are 0: then so is the value, whatever the generators are."""
        return all(is_zero(c) for _, c in self.terms)

    def reduced(self) -> Polynomial:
        """Without the terms whose coefficients are 0."""
        return Polynomial(frozenset((m, c) for m, c in self.terms if not is_zero(c)))


def joined(left: Powers, right: Powers) -> Powers:
    """The product of powers of generators."""
    found = dict(left)
    for generator, exponent in right:
        found[generator] = found.get(generator, Fraction(0)) + exponent
    return tuple(sorted((g, e) for g, e in found.items() if e))


def summed(terms: Iterable[tuple[Powers, Number]]) -> Polynomial:
    """The sum of terms, like ones merged."""
    found: dict[Powers, Number] = {}
    for powers, coefficient in terms:
        found[powers] = found[powers] + coefficient if powers in found else coefficient
    if len(found) > MOST_TERMS:
        raise Undecided
    return Polynomial(frozenset((m, c) for m, c in found.items() if c.terms))


def constant(number: Number) -> Polynomial:
    """An algebraic number as a polynomial."""
    return Polynomial(frozenset({((), number)})) if number.terms else ZERO


def power_of(generator: int, exponent: Fraction | int = 1, coefficient: Number = UNIT) -> Polynomial:
    """coefficient * generator**exponent."""
    return Polynomial(frozenset({(((generator, Fraction(exponent)),), coefficient)}))


ZERO = Polynomial()
ONE = constant(UNIT)


def whole(value: Fraction | int) -> Polynomial:
    """A rational number as a polynomial."""
    return constant(rational(value))
