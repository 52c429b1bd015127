"""Powers, exponentials and logarithms of quotients of polynomials in generators, on principal branches.

Every value exists: each division, logarithm and power was seen to have one.
"""

from __future__ import annotations

from fractions import Fraction

from flint import arb, ctx
from sympy import S

from derive.prove.constants import definitions, roots
from derive.prove.constants.algebraic import IMAGINARY_UNIT, NoValue, Undecided, rational, unity
from derive.prove.constants.algebraic import Number as Algebraic
from derive.prove.constants.arithmetic import HALF, Arithmetic
from derive.prove.constants.factors import factored
from derive.prove.constants.generators import ExponentialOf, Generators, LogarithmOf, Named, Quotient
from derive.prove.constants.logarithms import Logarithms
from derive.prove.constants.polynomials import ONE, ZERO, Polynomial, Powers, constant, power_of, whole
from derive.prove.constants.separation import as_rational

MOST_WHOLE_POWER = 60


class Operations(Arithmetic):
    """What can be done with constants that are given in one list of generators."""

    def __init__(self) -> None:
        self.generators = Generators(self.logarithm)
        self.logarithms = Logarithms()

    # ---- powers

    def power(self, base: Quotient, exponent: Quotient) -> Quotient:
        """base**exponent on the principal branch."""
        number = self._number(exponent)
        share = as_rational(number) if number is not None else None
        if share is not None:
            return self._rational_power(base, share)
        if self.generators.is_zero(base):
            if self.generators.ball(exponent, 64).real > 0:
                return Quotient(ZERO)
            raise Undecided
        return self.exponential(self.times(exponent, self.logarithm(base)))

    def _rational_power(self, base: Quotient, share: Fraction) -> Quotient:
        number = self._number(base)
        if number is not None:
            return Quotient(constant(roots.power(number, share)))
        if share < 0:
            return self.reciprocal(self._rational_power(base, -share))
        if share.denominator == 1:
            return self._whole_power(base, int(share))
        if self.generators.is_zero(base):
            return Quotient(ZERO)
        return self._fractional_power(base, share)

    def _whole_power(self, base: Quotient, exponent: int) -> Quotient:
        if exponent == 0:
            return Quotient(ONE)
        if base.den == ONE and base.num.single is not None:
            powers, coefficient = base.num.single
            raised = tuple((place, e * exponent) for place, e in powers)
            top = Polynomial(frozenset({(raised, roots.power(coefficient, Fraction(exponent)))}))
            return self.generators.normalised(top)
        if exponent > MOST_WHOLE_POWER:
            raise Undecided
        return self.times(*[base] * exponent)

    def _fractional_power(self, base: Quotient, share: Fraction) -> Quotient:
        single = base.num.single if base.den == ONE else None
        if single is not None and all(self.generators.is_positive(place) for place, _ in single[0]):
            raised = tuple((place, e * share) for place, e in single[0])
            top = Polynomial(frozenset({(raised, roots.power(single[1], share))}))
            return self.generators.normalised(top)
        if base.den != ONE:
            if not self.generators.is_real(Quotient(base.den)):
                raise Undecided
            direction = constant(rational(self.generators.sign(Quotient(base.den))))
            num, den = base.num * direction, base.den * direction
            whole_base = Quotient(num * den ** (share.denominator - 1))
            root = self._fractional_power(whole_base, Fraction(1, share.denominator))
            return self._whole_power(self.times(root, self.reciprocal(Quotient(den))), share.numerator)
        taken_apart = self._power_by_factors(base, share)
        if taken_apart is not None:
            return taken_apart
        polynomial, turn = base.num, Fraction(0)
        if self._is_negative(base):
            polynomial, turn = -polynomial, HALF * share
        return self._root_of(polynomial, share, turn)

    def _root_of(self, polynomial: Polynomial, share: Fraction, turn: Fraction = Fraction(0)) -> Quotient:
        place = self.generators.root(polynomial)
        return self.generators.normalised(power_of(place, share, unity(turn)))

    def _power_by_factors(self, base: Quotient, share: Fraction) -> Quotient | None:
        """The power of a real number by those of the absolute values of its factors."""
        found = factored(base.num)
        if found is None or not all(self.generators.is_real(Quotient(factor)) for factor, _ in found[1]):
            return None
        content, factors = found
        is_negative = content < 0
        powers = [Quotient(constant(roots.power(rational(abs(content)), share)))]
        for factor, exponent in factors:
            below = self.generators.sign(Quotient(factor)) < 0
            is_negative ^= below and exponent % 2 == 1
            size = -factor if below else factor
            if size.single is not None and all(self.generators.is_positive(place) for place, _ in size.single[0]):
                powers.append(self._fractional_power(Quotient(size), share * exponent))
            else:
                powers.append(self._root_of(size, share * exponent))
        turn = Quotient(constant(unity(HALF * share if is_negative else Fraction(0))))
        return self.times(turn, *powers)

    def _is_negative(self, value: Quotient) -> bool:
        """Whether the value is on the negative real axis; raises `Undecided` where that is open."""
        if self.generators.is_real(value):
            return self.generators.sign(value) < 0
        self.generators.settled(lambda bits: self._leaves_the_axis(value, bits))
        return False

    def _leaves_the_axis(self, value: Quotient, bits: int) -> int | None:
        found = self.generators.ball(value, bits)
        return 1 if found.is_finite() and (found.real > 0 or not found.imag.contains(0)) else None

    # ---- exponentials

    def exponential(self, value: Quotient) -> Quotient:
        """exp(value), term by term."""
        if value.den != ONE:
            number = value.den.constant
            if number is None:
                return self._new_exponential(value)
            value = Quotient(value.num.times(roots.inverse(number)))
        factors = [
            self._exponential_of(powers, Algebraic(frozenset({term})))
            for powers, coefficient in value.num.terms
            for term in coefficient.terms
        ]
        return self.times(*factors)

    def _exponential_of(self, powers: Powers, coefficient: Algebraic) -> Quotient:
        """exp(coefficient * product of powers); powers of algebraic numbers come out as such."""
        if len(powers) == 1 and powers[0][1] == 1:
            generator = self.generators.known[powers[0][0]]
            if isinstance(generator, Named) and generator.expression is S.Pi:
                turn = as_rational(coefficient * unity(Fraction(-1, 4)))
                if turn is not None:
                    return Quotient(constant(unity(turn / 2)))
            if isinstance(generator, LogarithmOf):
                share = as_rational(coefficient)
                if share is not None:
                    return self._rational_power(generator.value, share)
        return self._new_exponential(Quotient(Polynomial(frozenset({(powers, coefficient)}))))

    def _new_exponential(self, value: Quotient) -> Quotient:
        known = self.generators.exponential_like(value)
        if known is not None:
            return Quotient(power_of(*known))
        return Quotient(power_of(self.generators.place(ExponentialOf(value))))

    # ---- logarithms

    def logarithm(self, value: Quotient) -> Quotient:
        """The principal logarithm."""
        number = self._number(value)
        if number is not None:
            return self._logarithm_of_number(number)
        if self.generators.is_zero(value):
            raise NoValue
        single = value.num.single if value.den == ONE else None
        if single is not None:
            return self._on_principal_branch(self._logarithm_of_term(*single), value)
        if self._is_negative(value):
            rest = self.logarithm(Quotient(-value.num, value.den))
            return self.plus([rest, self.times(self.pi(), Quotient(constant(IMAGINARY_UNIT)))])
        return Quotient(power_of(self.generators.logarithm(value)))

    def _logarithm_of_number(self, number: Algebraic) -> Quotient:
        terms = []
        for base, share in self.logarithms.of(number).items():
            factor = constant(rational(share))
            if base is None:
                factor = factor.times(IMAGINARY_UNIT.times(Fraction(2)))
                terms.append(self.times(self.pi(), Quotient(factor)))
            else:
                place = self.generators.logarithm(Quotient(constant(base)))
                terms.append(Quotient(power_of(place) * factor))
        return self.plus(terms)

    def _logarithm_of_term(self, powers: Powers, coefficient: Algebraic) -> Quotient:
        """A logarithm of the term, of some branch."""
        terms = [self._logarithm_of_number(coefficient)]
        for place, exponent in powers:
            generator = self.generators.known[place]
            factor = Quotient(whole(exponent))
            if isinstance(generator, ExponentialOf):
                own = generator.value
            elif self.generators.is_positive(place) or not self._is_negative(Quotient(power_of(place))):
                own = Quotient(power_of(self.generators.logarithm(Quotient(power_of(place)))))
            else:
                raise Undecided
            terms.append(self.times(own, factor))
        return self.plus(terms)

    def _on_principal_branch(self, some: Quotient, value: Quotient) -> Quotient:
        """The logarithm whose imaginary part lies in (-pi, pi]."""
        turns = self.generators.settled(lambda bits: self._turns(some, bits))
        return self.minus(some, self._turned(turns))

    def _turns(self, some: Quotient, bits: int) -> int | None:
        with ctx.workprec(bits):
            count = self.generators.ball(some, bits).imag / (2 * arb.pi()) - arb(1) / 2  # in (-1, 0] + whole
            if not count.is_finite():
                return None
            upwards = count.ceil().unique_fmpz()
            if upwards is not None:
                return int(upwards)
            near = (count + arb(1) / 2).floor().unique_fmpz()
        if near is None or bits < 256:
            return None
        edge = self.times(self.pi(), Quotient(constant(IMAGINARY_UNIT.times(Fraction(2 * int(near) + 1)))))
        difference = self.minus(some, edge)  # real, if the argument is pi up to whole turns
        return int(near) if self.generators.is_real(difference) else None

    def _turned(self, turns: int) -> Quotient:
        return self.times(self.pi(), Quotient(constant(IMAGINARY_UNIT.times(Fraction(2 * turns)))))

    # ---- moduli and directions

    def absolute(self, value: Quotient) -> Quotient:
        """Abs(value)."""
        number = self._number(value)
        if number is not None:
            return Quotient(constant(roots.absolute(number)))
        if self.generators.is_real(value):
            is_below = not self.generators.is_zero(value) and self.generators.sign(value) < 0
            return Quotient(-value.num, value.den) if is_below else value
        return self._rational_power(self.times(value, self.generators.conjugate(value)), HALF)

    def direction(self, value: Quotient) -> Quotient:
        """sign(value) = value/Abs(value), and 0 at 0."""
        if self.generators.is_zero(value):
            return Quotient(ZERO)
        return self.times(value, self.reciprocal(self.absolute(value)))

    def is_zero_here(self, value: Quotient) -> bool:
        """Whether the value is 0, asked by a function that is defined apart there."""
        return self.generators.is_zero(value)

    def area_sine(self, value: Quotient) -> Quotient:
        """asinh(value)."""
        return self.logarithm(self.plus([value, definitions.complement(self, value, 1)]))

    def area_cosine(self, value: Quotient) -> Quotient:
        """acosh(value)."""
        one, half = Quotient(ONE), Quotient(whole(HALF))
        root = self.times(self.power(self.minus(value, one), half), self.power(self.plus([value, one]), half))
        return self.logarithm(self.plus([value, root]))
