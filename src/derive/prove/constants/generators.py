"""The numbers of which constants are built beside the algebraic ones, and balls around what is built.

Whether the generators are independent is not asked: what vanishes as a polynomial in them vanishes.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from flint import acb, ctx, fmpq

from derive.numeric.principal import balls
from derive.numeric.undefined import Undefined
from derive.prove.constants.algebraic import UNIT, NoValue, Undecided, conjugate, rational
from derive.prove.constants.polynomials import ONE, Polynomial, constant, power_of
from derive.prove.constants.roots import inverse
from derive.prove.constants.separation import STEPS, as_rational, ball, is_real, is_zero


@dataclass(frozen=True)
class Quotient:
    """A quotient of polynomials; the denominator is not 0."""

    num: Polynomial
    den: Polynomial = ONE


@dataclass(frozen=True)
class Named:
    """A constant, or a function's value, of which nothing but its digits is used."""

    expression: Any
    arguments: tuple[Quotient, ...] = ()


@dataclass(frozen=True)
class LogarithmOf:
    """The principal logarithm of a value."""

    value: Quotient


@dataclass(frozen=True)
class ExponentialOf:
    """The exponential of a value."""

    value: Quotient


@dataclass(frozen=True)
class RootOf:
    """The base itself, of which only fractional powers, on the principal branch, are kept as a generator."""

    base: Polynomial


Generator = Named | LogarithmOf | ExponentialOf | RootOf


@dataclass
class Generators:
    """A list of generators that grows as constants are read."""

    logarithm_of: Callable[[Quotient], Quotient]
    known: list[Generator] = field(default_factory=list)
    _balls: dict[tuple[int, int], acb] = field(default_factory=dict)
    _positive: dict[int, bool] = field(default_factory=dict)

    def place(self, generator: Generator) -> int:
        """Where the generator stands in the list."""
        if generator not in self.known:
            self.known.append(generator)
        return self.known.index(generator)

    # ---- enclosures

    def ball(self, value: Quotient, bits: int) -> acb:
        """A ball around a value, perhaps an infinite one."""
        with ctx.workprec(bits):
            top = self.ball_of(value.num, bits)
            return top if value.den == ONE else top / self.ball_of(value.den, bits)

    def ball_of(self, polynomial: Polynomial, bits: int) -> acb:
        """A ball around the value of a polynomial."""
        with ctx.workprec(bits):
            total = acb(0)
            for powers, coefficient in polynomial.terms:
                term = ball(coefficient, bits)
                for place, exponent in powers:
                    term *= self._power(place, exponent, bits)
                total += term
            return total

    def _power(self, place: int, exponent: Fraction, bits: int) -> acb:
        generator = self.known[place]
        share = fmpq(exponent.numerator, exponent.denominator)
        if isinstance(generator, ExponentialOf):
            return (self.ball(generator.value, bits) * share).exp()
        base = self._ball_of_generator(place, bits)
        return base ** exponent.numerator if exponent.denominator == 1 else (base.log() * share).exp()

    def _ball_of_generator(self, place: int, bits: int) -> acb:
        key = place, bits
        if key not in self._balls:
            match self.known[place]:
                case Named(expression):
                    self._balls[key] = _ball_of_constant(expression, bits)
                case LogarithmOf(value):
                    self._balls[key] = self.ball(value, bits).log()
                case RootOf(base):
                    self._balls[key] = self.ball_of(base, bits)
        return self._balls[key]

    # ---- what balls tell

    def settled(self, decide: Callable[[int], int | None]) -> int:
        """The first answer that balls of more and more bits give."""
        for bits in (*STEPS, 4096):
            answer = decide(bits)
            if answer is not None:
                return answer
        raise Undecided

    def is_zero(self, value: Quotient) -> bool:
        """Whether the value is 0; raises `Undecided` where neither is certain."""
        for bits in STEPS[:2]:
            found = self.ball(value, bits)
            if found.is_finite() and not found.contains(0):
                return False
        if value.num.vanishes():
            return True
        return bool(self.settled(lambda bits: self._excludes_zero(value, bits)))

    def _excludes_zero(self, value: Quotient, bits: int) -> int | None:
        found = self.ball(value, bits)
        return 0 if found.is_finite() and not found.contains(0) else None

    def sign(self, value: Quotient) -> int:
        """The sign of a value that is real and not 0."""

        def decide(bits: int) -> int | None:
            found = self.ball(value, bits).real
            return 1 if found > 0 else -1 if found < 0 else None

        return self.settled(decide)

    def is_positive(self, place: int) -> bool:
        """Whether a generator is certainly a positive real number."""
        if place not in self._positive:
            self._positive[place] = self._is_positive(self.known[place])
        return self._positive[place]

    def _is_positive(self, generator: Generator) -> bool:
        match generator:
            case Named(expression):
                found = _ball_of_constant(expression, 128)
                return bool(found.is_finite() and found.imag.is_zero() and found.real > 0)
            case LogarithmOf(value):
                return self._is_positive_value(value) and bool(self.ball(value, 128).real > 1)
            case ExponentialOf(value):
                return self.is_real(value)
            case RootOf(base):
                return self._is_positive_value(Quotient(base))

    def _is_positive_value(self, value: Quotient) -> bool:
        return self.is_real(value) and bool(self.ball(value, 256).real > 0)

    def is_real(self, value: Quotient) -> bool:
        """Whether the value is certainly real."""
        number = value.num.constant if value.den == ONE else None
        if number is not None:
            return is_real(number)
        try:
            there = self.conjugate(value)
        except Undecided:
            return False
        return (value.num * there.den - there.num * value.den).vanishes()

    # ---- conjugates

    def conjugate(self, value: Quotient) -> Quotient:
        """The complex conjugate; raises `Undecided` where a generator's is not known."""
        return Quotient(self.conjugated(value.num), self.conjugated(value.den))

    def conjugated(self, polynomial: Polynomial) -> Polynomial:
        """The conjugate of a polynomial."""
        total = Polynomial()
        for powers, coefficient in polynomial.terms:
            term = constant(conjugate(coefficient))
            for place, exponent in powers:
                term = term * self._conjugate_of_generator(place, exponent)
            total = total + term
        return total

    def _conjugate_of_generator(self, place: int, exponent: Fraction) -> Polynomial:
        generator = self.known[place]
        match generator:
            case Named(expression):
                found = _ball_of_constant(expression, 128)
                if found.is_finite() and found.imag.is_zero():
                    return power_of(place, exponent)
                raise Undecided
            case LogarithmOf(value):  # of a value that is not negative
                there = self.logarithm_of(self.conjugate(value))
                return _raised(there, exponent)
            case ExponentialOf(value):
                there = self.conjugate(value)
                other = self.exponential_like(there)
                if other is not None:
                    return power_of(other[0], other[1] * exponent)
                return power_of(self.place(ExponentialOf(there)), exponent)
            case RootOf(base):
                return power_of(self.root(self.conjugated(base)), exponent)

    def exponential_like(self, value: Quotient) -> tuple[int, Fraction] | None:
        """A known exponential generator, and the rational multiple of its exponent that is the value."""
        for place, generator in enumerate(self.known):
            if isinstance(generator, ExponentialOf):
                share = rational_ratio(value, generator.value)
                if share is not None:
                    return place, share
        return None

    def root(self, base: Polynomial) -> int:
        """The place of the generator for fractional powers of a base."""
        for place, generator in enumerate(self.known):
            if isinstance(generator, RootOf) and (generator.base - base).vanishes():
                return place
        return self.place(RootOf(base))

    def logarithm(self, value: Quotient) -> int:
        """The place of the generator for the logarithm of a value."""
        for place, generator in enumerate(self.known):
            if isinstance(generator, LogarithmOf) and self.agree(generator.value, value):
                return place
        return self.place(LogarithmOf(value))

    def agree(self, a: Quotient, b: Quotient) -> bool:
        """Whether two values are certainly the same."""
        return self.ball(a, 128).overlaps(self.ball(b, 128)) and (a.num * b.den - b.num * a.den).vanishes()

    def normalised(self, polynomial: Polynomial) -> Quotient:
        """The polynomial with the exponents of roots in (0, 1): whole powers of a base are multiplied out."""
        if not any(isinstance(self.known[place], RootOf) for place in polynomial.generators):
            return Quotient(polynomial)
        num, den = Polynomial(), ONE
        for powers, coefficient in polynomial.terms:
            top, bottom = constant(coefficient), ONE
            for place, exponent in powers:
                generator = self.known[place]
                if not isinstance(generator, RootOf):
                    top = top * power_of(place, exponent)
                    continue
                whole = exponent.numerator // exponent.denominator
                if exponent != whole:
                    top = top * power_of(place, exponent - whole)
                if whole >= 0:
                    top = top * generator.base**whole
                else:
                    bottom = bottom * generator.base**-whole
            num, den = num * bottom + top * den, den * bottom
        return Quotient(num, den)


def _raised(value: Quotient, exponent: Fraction) -> Polynomial:
    """A power of a polynomial; a fractional one only of a generator alone, and a negative one of a term."""
    single = value.num.single
    if value.den != ONE or (single is None and (exponent.denominator != 1 or exponent < 0)):
        raise Undecided
    if exponent.denominator == 1 and exponent > 0:
        return value.num ** int(exponent)
    if single is None or len(single[0]) != 1 or single[0][0][1] != 1 or single[1] != UNIT:
        raise Undecided
    return power_of(single[0][0][0], exponent)


def rational_ratio(a: Quotient, b: Quotient) -> Fraction | None:
    """The rational r other than 0 with a = r b, if there is one."""
    top, bottom = a.num * b.den, b.num * a.den
    there = dict(bottom.terms)
    shared = [(coefficient, there[powers]) for powers, coefficient in top.terms if powers in there]
    if not shared or len(top.terms) != len(there):
        return None
    coefficient, other = shared[0]
    if is_zero(other):
        return None
    share = as_rational(coefficient * inverse(other))
    return share if share and (top - bottom.times(rational(share))).vanishes() else None


def _ball_of_constant(expression: Any, bits: int) -> acb:
    value = balls.evaluate(expression, {}, bits)
    if isinstance(value, Undefined):
        raise NoValue
    if value is None:
        raise Undecided
    return acb(value)

