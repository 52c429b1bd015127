"""Arithmetic, powers and logarithms of quotients with variables, on principal branches.

A root or logarithm is taken apart into those of irreducible factors.  What that is off by, a whole number
of turns, follows from where the arguments of the factors and of the product lie.
"""

from __future__ import annotations

from fractions import Fraction

from sympy import S

from derive.prove.constants import roots
from derive.prove.constants.algebraic import IMAGINARY_UNIT, NoValue, Undecided, rational, unity
from derive.prove.constants.algebraic import Number as Algebraic
from derive.prove.constants.arithmetic import HALF
from derive.prove.constants.generators import ExponentialOf, LogarithmOf, Named, Quotient, RootOf
from derive.prove.constants.polynomials import ONE, ZERO, Polynomial, Powers, constant, power_of, whole
from derive.prove.constants.separation import as_rational
from derive.prove.plane.branches import Branches
from derive.prove.plane.factors import Factors, taken_apart
from derive.prove.plane.quantities import Open
from derive.prove.sign import Sign


class PlaneOperations(Branches):
    """What can be done with quotients in real and complex variables, as far as what is known settles the branches."""

    def is_zero_here(self, value: Quotient) -> bool:
        """Whether the value is 0; raises `Open` where it may be and may not."""
        if self.generators.varies(value) and not value.num.vanishes():
            self._require_nonzero(value)
            return False
        return self.generators.is_zero(value)

    # ---- arithmetic: a side has a value, so that what it divides by is not 0

    def reciprocal(self, value: Quotient) -> Quotient:
        """1/value."""
        if value.num.single is None and not self.generators.varies(value):
            return super().reciprocal(value)
        if value.num.vanishes():
            raise NoValue
        single = value.num.single
        if single is None:
            return Quotient(value.den, value.num)
        powers, coefficient = single
        flipped = Polynomial(
            frozenset({(tuple((place, -exponent) for place, exponent in powers), roots.inverse(coefficient))})
        )
        return self.generators.normalised(value.den * flipped)

    # ---- powers

    def power(self, base: Quotient, exponent: Quotient) -> Quotient:
        """base**exponent on the principal branch."""
        number = self._number(exponent)
        if number is not None and as_rational(number) is not None:
            return super().power(base, exponent)
        if not self.generators.varies(base) and not self.generators.varies(exponent):
            return super().power(base, exponent)
        if self.generators.is_zero(base):
            return self._power_of_zero(exponent)
        self._require_nonzero(base)
        if self._is_whole(exponent):
            return self.exponential(self.times(exponent, self._some_logarithm(base)))
        return self.exponential(self.times(exponent, self.logarithm(base)))

    def _power_of_zero(self, exponent: Quotient) -> Quotient:
        if exponent.den != ONE or not self.generators.is_real(exponent):
            raise Undecided
        sign, quantity = self.generators.signs(exponent.num)
        if sign.within(Sign.POSITIVE):
            return Quotient(ZERO)
        if sign.within(Sign.NEGATIVE):
            raise NoValue
        if sign is Sign.ZERO or quantity is None:
            raise Undecided
        raise Open(quantity)

    def _is_whole(self, exponent: Quotient) -> bool:
        """Whether the exponent is a polynomial in whole numbers with whole coefficients."""
        if exponent.den != ONE:
            return False
        for powers, coefficient in exponent.num.terms:
            value = coefficient.rational
            if value is None or value.denominator != 1 or not self._are_whole(powers):
                return False
        return True

    def _are_whole(self, powers: Powers) -> bool:
        for place, exponent in powers:
            generator = self.generators.known[place]
            is_whole = isinstance(generator, Named) and generator.expression in self.setting.whole
            if not is_whole or exponent.denominator != 1 or exponent < 0:
                return False
        return True

    def _some_logarithm(self, value: Quotient) -> Quotient:
        """A logarithm of the value, of any branch."""
        number = self._number(value)
        if number is not None:
            return self._logarithm_of_number(number)
        return self._sum_of_logarithms(taken_apart(value, self.generators))

    def _exponential_of(self, powers: Powers, coefficient: Algebraic) -> Quotient:
        turn = self._turns_of_whole_numbers(powers, coefficient)
        if turn is None:
            return super()._exponential_of(powers, coefficient)
        turn = turn % 2
        if turn == 0:
            return Quotient(ONE)
        value = Quotient(Polynomial(frozenset({(powers, IMAGINARY_UNIT.times(turn))})))
        return self._new_exponential(value)

    def _turns_of_whole_numbers(self, powers: Powers, coefficient: Algebraic) -> Fraction | None:
        """t, if the exponent is pi I t times a product of whole numbers."""
        place = self.generators.place(Named(S.Pi))
        rest = tuple((p, e) for p, e in powers if p != place)
        if len(rest) == len(powers) or not rest or (place, Fraction(1)) not in powers or not self._are_whole(rest):
            return None
        return as_rational(coefficient * unity(Fraction(-1, 4)))

    def _fractional_power(self, base: Quotient, share: Fraction) -> Quotient:
        if not self.generators.varies(base):
            return super()._fractional_power(base, share)
        found = taken_apart(base, self.generators)
        if any(self._vanishes_here(factor) for factor, exponent in found.powers if exponent > 0):
            return Quotient(ZERO)
        off = self._turns_off(found, base)
        factors = [Quotient(constant(self._power_of_content(found.content, share) * unity(-off * share)))]
        for factor, exponent in found.powers:
            factors.append(self._power_of_factor(factor, share * exponent))
        return self.times(*factors)

    def _power_of_content(self, content: Algebraic, share: Fraction) -> Algebraic:
        return roots.power(content, share)

    def _power_of_factor(self, factor: Polynomial, share: Fraction) -> Quotient:
        single = factor.single
        if single is not None and len(single[0]) == 1 and single[1].rational == 1:
            place, exponent = single[0][0]
            generator = self.generators.known[place]
            if isinstance(generator, ExponentialOf | RootOf):
                return self.generators.normalised(power_of(place, exponent * share))
        opposite = self._opposite(factor)
        if opposite is not None:
            return self.generators.normalised(power_of(self.generators.root(opposite), -share))
        mirrored = self._known_mirror(factor)
        if mirrored is not None:
            size = self.generators.root(self.generators.size(factor))
            top = power_of(size, share) * power_of(mirrored, -share)
            return self.generators.normalised(top)
        return self._root_of(factor, share)

    def _opposite(self, factor: Polynomial) -> Polynomial | None:
        """The first of a pair in the right half plane with product 1, for the second."""
        known = self.generators.in_right_half
        if factor not in known or known.index(factor) % 2 == 0:
            return None
        return known[known.index(factor) - 1]

    def _known_mirror(self, factor: Polynomial) -> int | None:
        """The place of the root of the conjugate, if it is known and the factor is not on the cut."""
        if factor in self.generators.in_right_half or self.generators.is_real(Quotient(factor)):
            return None
        there = self.generators.conjugated(factor)
        for place, generator in enumerate(self.generators.known):
            if isinstance(generator, RootOf) and (generator.base - there).vanishes():
                self.generators.require_off_the_cut(factor)
                return place
        return None

    # ---- logarithms

    def logarithm(self, value: Quotient) -> Quotient:
        """The principal logarithm."""
        if not self.generators.varies(value):
            return super().logarithm(value)
        found = taken_apart(value, self.generators)
        if any(self._vanishes_here(factor) for factor, _ in found.powers):
            raise NoValue
        off = self._turns_off(found, value)
        return self.minus(self._sum_of_logarithms(found), self._turned(off))

    def area_sine(self, value: Quotient) -> Quotient:
        """asinh(value) = log(value + s) with s = sqrt(1 + value^2); s + value and s - value have real parts >= 0.

        Their product is 1 and asinh is odd, on its cuts too, so that their logarithms add up to 0.
        """
        if not self.generators.varies(value) or value.den != ONE:
            return super().area_sine(value)
        root = self.power(self.plus([_one(), self.times(value, value)]), Quotient(whole(HALF)))
        if root.den != ONE:
            raise Undecided
        known = self.generators.in_right_half
        above, below = root.num + value.num, root.num - value.num
        for one, other, sign in ((above, below, 1), (below, above, -1)):
            if one in known and other in known and known.index(one) < known.index(other):
                place = self.generators.logarithm(Quotient(one))
                return Quotient(power_of(place).times(rational(sign)))
        known.extend((above, below))
        real, _ = self.generators.parts(value.num)
        if Sign.ZERO not in self.generators.signs(real)[0]:  # off the cuts
            self.generators.inside_right_half |= {above, below}
        return Quotient(power_of(self.generators.logarithm(Quotient(above))))

    def area_cosine(self, value: Quotient) -> Quotient:
        """acosh(value) = I acos(value) above the real axis and on it up to 1, -I acos(value) elsewhere."""
        if not self.generators.varies(value) or value.den != ONE:
            return super().area_cosine(value)
        real, imaginary = self.generators.parts(value.num)
        turn = self._side(imaginary)
        if turn == 0:
            turn = -1 if self._side(real - ONE) > 0 else 1
        unit = Quotient(constant(IMAGINARY_UNIT))
        arc = self.plus([self.times(unit, self.area_sine(self.times(unit, value))), self.times(self.pi(), _half())])
        return self.times(unit, arc, Quotient(whole(turn)))

    def _side(self, real: Polynomial) -> int:
        """The sign of a real polynomial; raises `Open` where there are several."""
        found, quantity = self.generators.signs(real)
        for sign, value in ((Sign.ZERO, 0), (Sign.POSITIVE, 1), (Sign.NEGATIVE, -1)):
            if found is sign:
                return value
        raise Open(quantity) if quantity is not None else Undecided

    def _sum_of_logarithms(self, found: Factors) -> Quotient:
        terms = [self._logarithm_of_number(found.content)]
        for factor, exponent in found.powers:
            terms.append(self.times(self._logarithm_of_factor(factor), Quotient(whole(exponent))))
        return self.plus(terms)

    def _logarithm_of_factor(self, factor: Polynomial) -> Quotient:
        single = factor.single
        if single is not None and len(single[0]) == 1 and single[1].rational == 1:
            place, exponent = single[0][0]
            generator = self.generators.known[place]
            if isinstance(generator, ExponentialOf):
                return self.times(generator.value, Quotient(whole(exponent)))
            if isinstance(generator, RootOf):
                return self.times(self._logarithm_of_factor(generator.base), Quotient(whole(exponent)))
        opposite = self._opposite(factor)
        if opposite is not None:
            return Quotient(-power_of(self.generators.logarithm(Quotient(opposite))))
        if not self.generators.is_real(Quotient(factor)):
            there = self.generators.conjugated(factor)
            for place, generator in enumerate(self.generators.known):
                if isinstance(generator, LogarithmOf) and (generator.value.num - there).vanishes():
                    self.generators.require_off_the_cut(factor)
                    size = self.generators.logarithm(Quotient(self.generators.size(factor)))
                    return Quotient(power_of(size) - power_of(place))
        return Quotient(power_of(self.generators.logarithm(Quotient(factor))))

    # ---- parts

    def absolute(self, value: Quotient) -> Quotient:
        """Abs(value): that of a real value by its sign, else the root of value * conj(value)."""
        if not self.generators.varies(value):
            return super().absolute(value)
        if self.generators.is_real(value):
            return value if self.generators.sign(value) > 0 else Quotient(-value.num, value.den)
        found = taken_apart(value, self.generators)
        factors = [Quotient(constant(roots.absolute(found.content)))]
        for factor, exponent in found.powers:
            own = self._absolute_of_factor(factor)
            factors.append(self._whole_power(own if exponent > 0 else self.reciprocal(own), abs(exponent)))
        size = self.times(*factors)
        if size.den == ONE and value.den == ONE:
            for part in self.generators.parts(value.num):
                self.generators.noted(size.num + part)
                self.generators.noted(size.num - part)
        return size

    def _absolute_of_factor(self, factor: Polynomial) -> Quotient:
        if self.generators.is_real(Quotient(factor)):
            return Quotient(factor)
        single = factor.single
        if single is not None and len(single[0]) == 1 and single[1].rational == 1:
            place, exponent = single[0][0]
            generator = self.generators.known[place]
            if isinstance(generator, ExponentialOf):
                return self.exponential(self.times(self.real_part(generator.value), Quotient(whole(exponent))))
            if isinstance(generator, RootOf):
                return self._fractional_power(self._absolute_of_factor(generator.base), exponent)
        return self._root_of(self.generators.size(factor), HALF)

    def direction(self, value: Quotient) -> Quotient:
        """sign(value) = value/Abs(value), and 0 at 0."""
        if not self.generators.varies(value):
            return super().direction(value)
        self._require_nonzero(value)
        if self.generators.is_real(value):
            return Quotient(whole(self.generators.sign(value)))
        return self.times(value, self.reciprocal(self.absolute(value)))


def _one() -> Quotient:
    return Quotient(ONE)


def _half() -> Quotient:
    return Quotient(whole(HALF))
