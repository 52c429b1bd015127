"""Values as products: a constant and irreducible polynomials, each written so that its sign is settled."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from math import gcd, isqrt, lcm, prod

from sympy import Dummy, Expr, I, Integer, Poly, Rational, factor_list

from derive.prove.constants.algebraic import IMAGINARY_UNIT, UNIT, Number, Undecided, monomial, rational
from derive.prove.constants.factors import factored
from derive.prove.constants.generators import Quotient
from derive.prove.constants.polynomials import ONE, Polynomial, Powers, power_of, summed
from derive.prove.constants.roots import content as common_content
from derive.prove.constants.roots import inverse
from derive.prove.constants.roots import power as power_of_number
from derive.prove.plane.quantities import Quantities


@dataclass(frozen=True)
class Factors:
    """content * prod factor**exponent."""

    content: Number
    powers: tuple[tuple[Polynomial, int], ...]

    @property
    def turn(self) -> Fraction:
        """The argument of the content, in turns, in (-1/2, 1/2]."""
        single = self.content.single
        if single is None or single[0].atoms:
            raise Undecided
        m, coefficient = single
        turn = m.turn if coefficient > 0 else m.turn - Fraction(1, 2)
        return turn if turn > Fraction(-1, 2) else Fraction(1, 2)


def taken_apart(value: Quotient, quantities: Quantities) -> Factors:
    """The value as a product; a real factor is written as positive, which may raise `Open`."""
    content = UNIT
    powers: dict[Polynomial, int] = {}
    for polynomial, direction in ((value.num, 1), (value.den, -1)):
        number, factors = _split(polynomial, quantities)
        content = content * (number if direction > 0 else inverse(number))
        for factor, exponent in factors:
            unit, plain = _oriented(factor, quantities)
            power = power_of_number(unit, Fraction(exponent))
            content = content * (power if direction > 0 else inverse(power))
            powers[plain] = powers.get(plain, 0) + direction * exponent
    return Factors(content, tuple((factor, exponent) for factor, exponent in powers.items() if exponent))


def _split(polynomial: Polynomial, quantities: Quantities) -> tuple[Number, list[tuple[Polynomial, int]]]:
    """A number and factors; single generators with their exponents first."""
    shared = _shared_powers(polynomial)
    rest = summed((_divided(powers, shared), coefficient) for powers, coefficient in polynomial.terms)
    factors: list[tuple[Polynomial, int]] = []
    for place, exponent in shared.items():
        if exponent.denominator == 1:
            factors.append((power_of(place), int(exponent)))
        else:
            factors.append((power_of(place, exponent), 1))
    number = rest.constant
    if number is not None:
        return number, factors
    lead = _lead(rest)
    primitive = rest.times(inverse(lead))
    found = [
        (piece, power)
        for factor, power in _irreducible_factors(primitive)
        for piece in ([factor] if quantities.is_real(Quotient(factor)) else _over_gaussian(factor))
    ]
    unit = _unit_between(primitive, _multiplied(found))
    if unit is None:  # a factorisation that is not one: another's is not believed
        return lead, [*factors, (primitive, 1)]
    return lead * unit, [*factors, *found]


def _multiplied(factors: Iterable[tuple[Polynomial, int]]) -> Polynomial:
    product = ONE
    for factor, power in factors:
        product = product * factor**power
    return product


@lru_cache(maxsize=512)
def _irreducible_factors(polynomial: Polynomial) -> tuple[tuple[Polynomial, int], ...]:
    """Factors over the rationals, or over the Gaussian rationals where I occurs."""
    found = factored(polynomial)
    if found is not None:
        return tuple(found[1])
    return _gaussian_factors(polynomial) or ((polynomial, 1),)


def _gaussian_factors(polynomial: Polynomial) -> tuple[tuple[Polynomial, int], ...] | None:
    """SymPy's factors over the Gaussian rationals."""
    places = sorted(polynomial.generators)
    names = {place: Dummy(f"x{place}") for place in places}
    total: Expr = Integer(0)
    for powers, coefficient in polynomial.terms:
        value = _as_gaussian(coefficient)
        if value is None or any(e.denominator != 1 or e < 0 for _, e in powers):
            return None
        total += value * prod(names[place] ** int(e) for place, e in powers)
    if max(sum(int(e) for _, e in powers) for powers, _ in polynomial.terms) == 1:
        return None
    symbols = [names[place] for place in places]
    return tuple(
        (_from_gaussian(Poly(factor, *symbols, gaussian=True), places), int(exponent))
        for factor, exponent in factor_list(total, *symbols, gaussian=True)[1]
    )


def _as_gaussian(number: Number) -> Expr | None:
    total: Expr = Integer(0)
    for m, c in number.terms:
        if m.radicals or m.atoms or m.turn not in (0, Fraction(1, 4)):
            return None
        total += Rational(c.numerator, c.denominator) * (I if m.turn else 1)
    return total


def _from_gaussian(factor: Poly, places: list[int]) -> Polynomial:
    terms: list[tuple[Powers, Number]] = []
    for exponents, value in factor.terms():
        real, imaginary = (Fraction(int(part.p), int(part.q)) for part in value.as_real_imag())
        number = rational(real) + IMAGINARY_UNIT.times(imaginary)
        powers = tuple((place, Fraction(int(e))) for place, e in zip(places, exponents, strict=True) if e)
        terms.append((powers, number))
    return summed(terms)


def _shared_powers(polynomial: Polynomial) -> dict[int, Fraction]:
    """The least exponents of generators that occur in all terms."""
    common: dict[int, Fraction] | None = None
    for powers, _ in polynomial.terms:
        here = dict(powers)
        if common is None:
            common = here
        else:
            places = {*common, *here}
            lowest = {p: min(common.get(p, Fraction(0)), here.get(p, Fraction(0))) for p in places}
            common = {p: e for p, e in lowest.items() if e}
    return common or {}


def _divided(powers: Powers, shared: dict[int, Fraction]) -> Powers:
    left = dict(powers)
    for place, exponent in shared.items():
        left[place] = left.get(place, Fraction(0)) - exponent
    return tuple(sorted((p, e) for p, e in left.items() if e))


def _lead(polynomial: Polynomial) -> Number:
    """The coefficient of the lowest term, made primitive: what is left has it as a positive rational."""
    coefficients = sorted(polynomial.terms, key=lambda term: (sum(e for _, e in term[0]), term[0]))
    first = coefficients[0][1]
    if first.single is None or first.single[0].atoms:
        return rational(common_content(first)) if first.terms else UNIT
    m, c = first.single
    unit = monomial(Fraction(1 if c > 0 else -1), m.turn, dict(m.radicals))
    values = [(coefficient * inverse(unit)).rational for _, coefficient in coefficients]
    if None in values:
        return unit.times(abs(c))
    shares = [v for v in values if v is not None]
    scale = Fraction(gcd(*(v.numerator for v in shares)), lcm(*(v.denominator for v in shares)))
    return unit.times(scale)


def _over_gaussian(factor: Polynomial) -> list[Polynomial]:
    """a^2 v^2 + b^2 as (b + I a v)(b - I a v); all else as it is."""
    terms = dict(factor.terms)
    squares = [powers for powers in terms if len(powers) == 1 and powers[0][1] == 2]
    if len(terms) != 2 or () not in terms or len(squares) != 1:
        return [factor]
    a, b = (_square_root(terms[key].rational) for key in (squares[0], ()))
    if a is None or b is None:
        return [factor]
    place = squares[0][0][0]
    linear = power_of(place).times(IMAGINARY_UNIT.times(a))
    constant = summed([((), rational(b))])
    return [constant + linear, constant - linear]


def _square_root(value: Fraction | None) -> Fraction | None:
    if value is None or value <= 0:
        return None
    top, bottom = isqrt(value.numerator), isqrt(value.denominator)
    return Fraction(top, bottom) if (top * top, bottom * bottom) == (value.numerator, value.denominator) else None


def _oriented(factor: Polynomial, quantities: Quantities) -> tuple[Number, Polynomial]:
    """A factor as a unit times one that is positive, if real, or has a positive lowest coefficient."""
    for known in quantities.in_right_half:
        unit = _unit_between(factor, known)
        if unit is not None:
            return unit, known
    if quantities.is_real(Quotient(factor)):
        if quantities.sign(Quotient(factor)) < 0:
            return rational(-1), -factor
        return UNIT, factor
    lead = _lead(factor)
    return lead, factor.times(inverse(lead))


def _unit_between(a: Polynomial, b: Polynomial) -> Number | None:
    """The number c with a = c b, if there is one that is a rational times a root of unity."""
    there = dict(b.terms)
    shared = [(c, there[powers]) for powers, c in a.terms if powers in there]
    if not shared or len(a.terms) != len(b.terms):
        return None
    unit = shared[0][0] * inverse(shared[0][1])
    return unit if unit.single is not None and (a - b.times(unit)).vanishes() else None
