"""Logarithms of algebraic numbers as rational combinations of a few, through multiplicative relations.

A relation is guessed by lattice reduction of the digits and then decided: prod alpha_i^c_i = 1 by the
zero test for algebraic numbers, and which multiple of 2 pi I the combination of logarithms is by balls.
"""

from __future__ import annotations

from fractions import Fraction

from flint import acb, arb, ctx, fmpz, fmpz_mat

from derive.prove.constants.algebraic import UNIT, NoValue, Number, Undecided, rational
from derive.prove.constants.roots import content, power
from derive.prove.constants.separation import ball, is_real, is_zero, sign

MOST_FACTOR_BITS = 160
MOST_LOGARITHMS = 14
LARGEST_COEFFICIENT = 4000

Combination = dict[Number | None, Fraction]
"""Coefficients of the logarithms of numbers; that of 2 pi I under None."""


class Logarithms:
    """A growing list of algebraic numbers to whose logarithms all others are brought.

    >>> from derive.prove.constants.algebraic import IMAGINARY_UNIT
    >>> logarithms = Logarithms()
    >>> machin = (rational(2) + IMAGINARY_UNIT) * (rational(3) + IMAGINARY_UNIT)  # 5 + 5 I
    >>> logarithms.of(rational(-8))[None], logarithms.of(machin)[None]
    (Fraction(1, 2), Fraction(1, 8))
    """

    def __init__(self) -> None:
        self.basis: list[Number] = []

    def of(self, number: Number) -> Combination:
        """The principal logarithm; raises `NoValue` for that of 0."""
        if is_zero(number):
            raise NoValue
        if number.single is not None and not number.single[0].atoms:
            m, c = number.single
            turn = m.turn if c > 0 else m.turn - Fraction(1, 2)
            turn = turn if turn > Fraction(-1, 2) else Fraction(1, 2)
            return self._of_primes(abs(c), dict(m.radicals), turn)
        if is_real(number) and sign(number) < 0:
            return _sum(self.of(-number), {None: Fraction(1, 2)})
        size = content(number)
        return _sum(self.of(rational(size)), self._of_irreducible(number.times(1 / size)))

    def _of_primes(self, size: Fraction, radicals: dict[int, Fraction], turn: Fraction) -> Combination:
        exponents = dict(radicals)
        for whole, direction in ((size.numerator, 1), (size.denominator, -1)):
            if whole.bit_length() > MOST_FACTOR_BITS:
                raise Undecided
            for prime, e in fmpz(whole).factor():
                exponents[int(prime)] = exponents.get(int(prime), Fraction(0)) + int(e) * direction
        found: Combination = {None: turn}
        for prime, exponent in exponents.items():
            own = self._of_irreducible(rational(prime))
            found = _sum(found, {key: value * exponent for key, value in own.items()})
        return found

    def _of_irreducible(self, number: Number) -> Combination:
        if number == UNIT:
            return {}
        if number in self.basis:
            return {number: Fraction(1)}
        relation = self._relation(number)
        if relation is not None:
            return relation
        if len(self.basis) >= MOST_LOGARITHMS:
            raise Undecided
        self.basis.append(number)
        return {number: Fraction(1)}

    def _relation(self, number: Number) -> Combination | None:
        if number.rational is not None and all(b.rational is not None for b in self.basis):
            return None  # different primes
        numbers = [number, *self.basis]
        for row in _short_relations(numbers):
            *exponents, turns = row
            if not exponents[0] or max(map(abs, row)) > LARGEST_COEFFICIENT:
                continue
            if _is_relation(numbers, exponents, turns):
                lead = Fraction(-1, exponents[0])
                found: Combination = {b: e * lead for b, e in zip(self.basis, exponents[1:], strict=True) if e}
                return found | {None: turns * lead}
        return None


def _sum(a: Combination, b: Combination) -> Combination:
    return {key: a.get(key, Fraction(0)) + b.get(key, Fraction(0)) for key in {**a, **b}}


def _short_relations(numbers: list[Number]) -> list[list[int]]:
    """Whole numbers c, m with sum c_i log(alpha_i) + 2 pi I m near 0: candidates, nothing more."""
    bits = 120 + 40 * len(numbers)
    rows = []
    with ctx.workprec(bits + 64):
        values = [ball(number, bits + 64).log() for number in numbers] + [acb(0, 2) * acb.pi()]
        for place, value in enumerate(values):
            unit = [int(place == other) for other in range(len(values))]
            rows.append([*unit, *(_scaled(part, bits) for part in (value.real, value.imag))])
    reduced = fmpz_mat(rows).lll()
    size = len(values)
    table = [[int(reduced[i, j]) for j in range(size + 2)] for i in range(size)]
    return [row[:size] for row in table if max(abs(row[size]), abs(row[size + 1])) < 2**24]


def _scaled(value: arb, bits: int) -> int:
    return int((value * 2**bits).mid().floor().unique_fmpz() or 0)


def _is_relation(numbers: list[Number], exponents: list[int], turns: int) -> bool:
    """Whether sum c_i log(alpha_i) + 2 pi I m = 0, exactly."""
    with ctx.workprec(256):
        total = acb(0, 2) * acb.pi() * turns
        for number, exponent in zip(numbers, exponents, strict=True):
            total += ball(number, 256).log() * exponent
        if not total.is_finite() or bool(total.abs_upper() > 1):
            return False
    left, right = UNIT, UNIT
    try:
        for number, exponent in zip(numbers, exponents, strict=True):
            raised = power(number, Fraction(abs(exponent)))
            left, right = (left * raised, right) if exponent > 0 else (left, right * raised)
        return is_zero(left - right)
    except Undecided:
        return False

