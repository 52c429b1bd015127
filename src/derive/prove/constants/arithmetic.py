"""Sums, products and quotients of polynomials in one list of generators, and what they are known to be."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from sympy import S

from derive.prove.constants import roots
from derive.prove.constants.algebraic import UNIT, NoValue, unity
from derive.prove.constants.algebraic import Number as Algebraic
from derive.prove.constants.generators import Generators, Named, Quotient
from derive.prove.constants.polynomials import ONE, ZERO, Polynomial, constant, power_of, whole

HALF = Fraction(1, 2)


class Arithmetic:
    """The arithmetic of constants that are given in one list of generators."""

    generators: Generators

    def plus(self, terms: list[Quotient]) -> Quotient:
        """The sum."""
        total = Quotient(ZERO)
        for term in terms:
            if total.den == term.den:
                total = Quotient(total.num + term.num, total.den)
            else:
                total = Quotient(total.num * term.den + term.num * total.den, total.den * term.den)
        return total

    def times(self, *factors: Quotient) -> Quotient:
        """The product."""
        num, den = ONE, ONE
        for factor in factors:
            top = self.generators.normalised(num * factor.num)
            bottom = self.generators.normalised(den * factor.den)
            num, den = top.num * bottom.den, bottom.num * top.den
        return Quotient(num, den)

    def minus(self, a: Quotient, b: Quotient) -> Quotient:
        """a - b."""
        return self.plus([a, Quotient(-b.num, b.den)])

    def reciprocal(self, value: Quotient) -> Quotient:
        """1/value."""
        if self.generators.is_zero(value):
            raise NoValue
        num = value.num.reduced()
        single = num.single
        if single is None:
            return Quotient(value.den, num)
        powers, coefficient = single
        flipped = tuple((place, -exponent) for place, exponent in powers)
        inverse = Polynomial(frozenset({(flipped, roots.inverse(coefficient))}))
        return self.generators.normalised(value.den * inverse)

    def real_part(self, value: Quotient) -> Quotient:
        """re(value)."""
        return self.times(self.plus([value, self.generators.conjugate(value)]), Quotient(whole(HALF)))

    def imaginary_part(self, value: Quotient) -> Quotient:
        """im(value)."""
        half = Quotient(constant(unity(Fraction(-1, 4)).times(HALF)))
        return self.times(self.minus(value, self.generators.conjugate(value)), half)

    def _number(self, value: Quotient) -> Algebraic | None:
        """The value as an algebraic number, if it is one as it stands."""
        num, den = value.num, value.den
        if num.constant is None:
            num = num.reduced()
        top, bottom = num.constant, den.constant
        if top is None or bottom is None:
            return None
        return top if bottom == UNIT else top * roots.inverse(bottom)

    def pi(self) -> Quotient:
        """The number pi."""
        return self._named(S.Pi, ())

    # ---- generators that are known by their names

    def _named(self, node: Any, arguments: tuple[Quotient, ...]) -> Quotient:
        for place, generator in enumerate(self.generators.known):
            if isinstance(generator, Named) and self._is_same(generator, node, arguments):
                return Quotient(power_of(place))
        return Quotient(power_of(self.generators.place(Named(node, arguments))))

    def _is_same(self, generator: Named, node: Any, arguments: tuple[Quotient, ...]) -> bool:
        if generator.expression == node:
            return True
        pairs = zip(generator.arguments, arguments, strict=False)
        same = type(generator.expression) is type(node) and len(arguments) == len(generator.arguments) > 0
        return same and all(self.generators.agree(a, b) for a, b in pairs)
