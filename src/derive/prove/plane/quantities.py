"""Values that hold variables: their signs and arguments, asked of the real facts.

Where an answer is open, `Open` says which real quantity it turns on, so that the cases can be gone through.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from sympy import Expr, I, Integer, Rational, Symbol, conjugate, cos, exp, expand, log, pi, sin

from derive.prove.constants.algebraic import NoValue, Number, Undecided, rational, unity
from derive.prove.constants.generators import (
    ExponentialOf,
    Generators,
    LogarithmOf,
    Named,
    Quotient,
    RootOf,
    rational_ratio,
)
from derive.prove.constants.polynomials import ONE, Polynomial, power_of
from derive.prove.plane.arcs import INSIDE_RIGHT_HALF, RIGHT_HALF, Arc, arcs
from derive.prove.plane.setting import Setting
from derive.prove.sign import Sign

MOST_OPERATIONS = 400

REAL_ON_THE_REALS = frozenset({
    "gamma", "digamma", "erf", "erfc", "erfi", "zeta", "Si", "Shi", "fresnelc", "fresnels",
    "airyai", "airybi", "airyaiprime", "airybiprime", "factorial",
})  # fmt: skip
"""Functions that are analytic wherever they are finite, and real on the real axis."""


class Open(Exception):
    """The answer depends on the sign of a real quantity."""

    def __init__(self, quantity: Expr) -> None:
        super().__init__(quantity)
        self.quantity = quantity


class Quantities(Generators):
    """Generators some of which are variables, or values of functions of variables."""

    def __init__(
        self,
        logarithm_of: Callable[[Quotient], Quotient],
        named: Callable[[Any, tuple[Quotient, ...]], int],
        setting: Setting,
    ) -> None:
        super().__init__(logarithm_of)
        self.named = named
        self.setting = setting
        self.in_right_half: list[Polynomial] = []
        self.inside_right_half: set[Polynomial] = set()
        self.nonnegative: list[Polynomial] = []
        self._signs: dict[Polynomial, tuple[Sign, Expr | None]] = {}
        self._varies: dict[int, bool] = {}

    # ---- which values vary

    def varies(self, value: Quotient | Polynomial) -> bool:
        """Whether a variable occurs."""
        if isinstance(value, Quotient):
            return self.varies(value.num) or self.varies(value.den)
        return any(self._place_varies(place) for place in value.generators)

    def _place_varies(self, place: int) -> bool:
        if place not in self._varies:
            match self.known[place]:
                case Named(expression):
                    self._varies[place] = bool(expression.free_symbols)
                case LogarithmOf(value) | ExponentialOf(value):
                    self._varies[place] = self.varies(value)
                case RootOf(base):
                    self._varies[place] = self.varies(base)
        return self._varies[place]

    # ---- conjugates

    def _conjugate_of_generator(self, place: int, exponent: Fraction) -> Polynomial:
        generator = self.known[place]
        if isinstance(generator, Named) and self._place_varies(place):
            return power_of(self._mirrored(generator), exponent)
        if isinstance(generator, RootOf) and self._place_varies(place):
            return self._conjugate_root(generator.base, place, exponent)
        if isinstance(generator, LogarithmOf) and self._place_varies(place):
            return self._conjugate_logarithm(generator.value, place, exponent)
        return super()._conjugate_of_generator(place, exponent)

    def _mirrored(self, generator: Named) -> int:
        node = generator.expression
        if isinstance(node, Symbol):
            varies = node in self.setting.parts
            return self.place(Named(conjugate(node, evaluate=False)) if varies else generator)
        if isinstance(node, conjugate):
            return self.place(Named(node.args[0]))
        if type(node).__name__ not in REAL_ON_THE_REALS:
            raise Undecided
        arguments = [conjugate(argument, evaluate=False) for argument in node.args]
        there = tuple(self.conjugate(argument) for argument in generator.arguments)
        return self.named(node.func(*arguments, evaluate=False), there)

    def _conjugate_root(self, base: Polynomial, place: int, exponent: Fraction) -> Polynomial:
        """(conj f)^s = (f conj f)^s f^-s, where f is not negative."""
        if self.is_real(Quotient(base)):
            return power_of(place, exponent)
        self.require_off_the_cut(base)
        size = self.root(self.size(base))
        return power_of(size, exponent) * power_of(place, -exponent)

    def _conjugate_logarithm(self, value: Quotient, place: int, exponent: Fraction) -> Polynomial:
        """log(conj f) = log(f conj f) - log(f), where f is not negative."""
        if value.den != ONE or exponent != 1:
            raise Undecided
        if self.is_real(value):
            return power_of(place)
        self.require_off_the_cut(value.num)
        size = self.logarithm(Quotient(self.size(value.num)))
        return power_of(size) - power_of(place)

    def size(self, polynomial: Polynomial) -> Polynomial:
        """f conj f, noted as not negative."""
        return self.noted(polynomial * self.conjugated(polynomial))

    def noted(self, polynomial: Polynomial) -> Polynomial:
        """The polynomial, noted as real and not negative."""
        if polynomial not in self.nonnegative:
            self.nonnegative.append(polynomial)
        return polynomial

    # ---- signs

    def is_zero(self, value: Quotient) -> bool:
        """Whether the value is 0 identically; one that may be 0 here and there is not."""
        return value.num.vanishes() if self.varies(value) else super().is_zero(value)

    def agree(self, a: Quotient, b: Quotient) -> bool:
        """Whether two values are certainly the same."""
        if self.varies(a) or self.varies(b):
            return (a.num * b.den - b.num * a.den).vanishes()
        return super().agree(a, b)

    def sign(self, value: Quotient) -> int:
        """The sign of a real value, 0 counted as positive; raises `Open` where there are both."""
        if not self.varies(value):
            return super().sign(value)
        found, quantity = self.signs(value.num * self.conjugated(value.den))
        if found.within(Sign.NONNEGATIVE):
            return 1
        if found.within(Sign.NONPOSITIVE):
            return -1
        raise Open(quantity) if quantity is not None else Undecided

    def _is_positive(self, generator: Any) -> bool:
        place = self.known.index(generator)
        if not self._place_varies(place):
            return super()._is_positive(generator)
        match generator:
            case Named() | LogarithmOf():
                polynomial = power_of(place)
                return self.is_real(Quotient(polynomial)) and self.signs(polynomial)[0].within(Sign.POSITIVE)
            case ExponentialOf(value):
                return self.is_real(value)
            case RootOf(base):
                return self.is_real(Quotient(base)) and self.signs(base)[0].within(Sign.NONNEGATIVE)
        raise AssertionError(generator)

    def signs(self, polynomial: Polynomial) -> tuple[Sign, Expr | None]:
        """The signs of a real polynomial, and the quantity on which they turn."""
        if polynomial not in self._signs:
            self._signs[polynomial] = self._signs_of(polynomial)
        return self._signs[polynomial]

    def _signs_of(self, polynomial: Polynomial) -> tuple[Sign, Expr | None]:
        if polynomial.vanishes():
            return Sign.ZERO, None
        for known in self.nonnegative:
            share = rational_ratio(Quotient(polynomial), Quotient(known))
            if share is not None:
                return self._no_less(Sign.NONNEGATIVE if share > 0 else Sign.NONPOSITIVE, polynomial)
        quantity = self.expression(polynomial)
        return (Sign.ANY, None) if quantity is None else (self.setting.possible_signs(quantity), quantity)

    def _no_less(self, sign: Sign, polynomial: Polynomial) -> tuple[Sign, Expr | None]:
        quantity = self.expression(polynomial)
        return (sign, None) if quantity is None else (sign & self.setting.possible_signs(quantity), quantity)

    def parts(self, polynomial: Polynomial) -> tuple[Polynomial, Polynomial]:
        """Real and imaginary part."""
        there = self.conjugated(polynomial)
        half = rational(Fraction(1, 2))
        return (polynomial + there).times(half), (polynomial - there).times(half * unity(Fraction(-1, 4)))

    def arcs(self, polynomial: Polynomial) -> list[Arc]:
        """Where the argument of a polynomial can lie."""
        if polynomial in self.in_right_half:
            return [INSIDE_RIGHT_HALF if polynomial in self.inside_right_half else RIGHT_HALF]
        real, imaginary = self.parts(polynomial)
        return arcs(self.signs(real)[0], self.signs(imaginary)[0])

    def open_parts(self, polynomial: Polynomial) -> list[Expr]:
        """The parts whose signs are open: first the imaginary one."""
        real, imaginary = self.parts(polynomial)
        found = [self.signs(part) for part in (imaginary, real)]
        return [quantity for sign, quantity in found if quantity is not None and len(list(sign)) > 1]

    def require_off_the_cut(self, polynomial: Polynomial) -> None:
        """The value is neither 0 nor negative; raises `Open` where it may be."""
        if polynomial in self.in_right_half:
            return
        signs = [self.signs(part)[0] for part in self.parts(polynomial)]
        if any(arc.low == 1 for arc in arcs(*signs)) or all(Sign.ZERO in sign for sign in signs):
            choices = self.open_parts(polynomial)
            raise Open(choices[0]) if choices else Undecided

    # ---- as SymPy sees them

    def expression(self, polynomial: Polynomial) -> Expr | None:
        """A real polynomial in the real symbols; None where it cannot be written so."""
        try:
            found = expand(sum((self._term(powers, c) for powers, c in polynomial.terms), Integer(0)))
        except (Undecided, NoValue):
            return None
        return None if found.has(I) or found.count_ops() > MOST_OPERATIONS else found

    def _term(self, powers: Any, coefficient: Number) -> Expr:
        term = as_expression(coefficient)
        for place, exponent in powers:
            term = term * self._factor(self.known[place], Rational(exponent.numerator, exponent.denominator))
        return expand(term)

    def _factor(self, generator: Any, exponent: Rational) -> Expr:
        match generator:
            case Named(expression):
                return self._named(expression) ** exponent
            case LogarithmOf(value) if self._is_positive_polynomial(value.num) and value.den == ONE:
                return log(self._written(value.num)) ** exponent
            case RootOf(base) if self._is_positive_polynomial(base):
                return self._written(base) ** exponent
            case ExponentialOf(value) if value.den == ONE:
                return self._exponential(value.num, exponent)
        raise Undecided

    def _named(self, expression: Expr) -> Expr:
        if isinstance(expression, conjugate):
            x, y = self.setting.parts[expression.args[0]]
            return x - I * y
        if expression in self.setting.parts:
            x, y = self.setting.parts[expression]
            return x + I * y
        if expression in self.setting.facts.domains or expression.is_NumberSymbol:
            return expression
        raise Undecided

    def _is_positive_polynomial(self, base: Polynomial) -> bool:
        return self.is_real(Quotient(base)) and self.signs(base)[0].within(Sign.NONNEGATIVE)

    def _exponential(self, value: Polynomial, exponent: Rational) -> Expr:
        if self.is_real(Quotient(value)):
            return exp(exponent * self._written(value))
        turned = value.times(unity(Fraction(-1, 4)))
        if not self.is_real(Quotient(turned)):
            raise Undecided
        angle = exponent * self._written(turned)
        return cos(angle) + I * sin(angle)

    def _written(self, polynomial: Polynomial) -> Expr:
        found = self.expression(polynomial)
        if found is None:
            raise Undecided
        return found


def as_expression(number: Number) -> Expr:
    """An algebraic number as SymPy writes it; raises `Undecided` for nested roots."""
    total: Expr = Integer(0)
    for monomial, coefficient in number.terms:
        if monomial.atoms:
            raise Undecided
        term: Expr = Rational(coefficient.numerator, coefficient.denominator)
        for prime, exponent in monomial.radicals:
            term = term * Integer(prime) ** Rational(exponent.numerator, exponent.denominator)
        angle = 2 * pi * Rational(monomial.turn.numerator, monomial.turn.denominator)
        total += term * (cos(angle) + I * sin(angle)) if monomial.turn else term
    return total

