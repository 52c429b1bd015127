"""An element taken apart: the phase of -1 and of I, what is certainly positive, and the rest.

log(c u) = log c + log u and (c u)**p = c**p u**p for c > 0, so that is how far logarithms and powers of products go.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from flint import fmpq, fmpz

from derive.prove.allocation import OutOfReach
from derive.prove.principal.element import Element, Polynomial
from derive.prove.sign import Sign

if TYPE_CHECKING:
    from derive.prove.principal.tower import PrincipalTower


MOST_BITS_TO_FACTOR = 96
MOST_FACTORS_TOGETHER = 4


class Parted(NamedTuple):
    """u = exp(I pi phase) * product of positive**exponent * rest; the phase is 0 if there is a rest.

    `positive` are primes and real polynomials that are certainly not negative.
    """

    phase: Fraction
    positive: list[tuple[Polynomial, int]]
    rest: Element | None


def parted(tower: PrincipalTower, u: Element) -> Parted:
    """An element that is not 0 taken apart into what is certainly positive, and the rest."""
    content, factors = _with_real_products(tower, *tower.split(u))
    positive = primes(tower, content)
    phase, rest = (Fraction(0) if content > 0 else Fraction(1)), []
    for factor, exponent in factors:
        generator = tower.generator_of(factor)
        if generator is not None and generator.kind == "imaginary unit":
            phase += Fraction(exponent, 2)
            continue
        sign = tower.sign(factor)
        if sign.within(Sign.NONNEGATIVE):
            positive.append((factor, exponent))
        elif sign.within(Sign.NONPOSITIVE):
            positive.append((-factor, exponent))
            phase += exponent
        else:
            rest.append((factor, exponent))
    if not rest:
        return Parted(_principal(phase), positive, None)
    tower.radicands.append((phase % 2, [(f, e) for f, e in rest if tower.is_real(tower.polynomial(f))]))
    total = _turned(tower, phase)
    for factor, exponent in rest:
        total = total * tower.polynomial(factor) ** exponent
    return Parted(Fraction(0), positive, total)


def _with_real_products(
    tower: PrincipalTower, content: fmpq, factors: list[tuple[Polynomial, int]]
) -> tuple[fmpq, list[tuple[Polynomial, int]]]:
    """The factors, with those that are not real multiplied together where their product is."""
    for side in (1, -1):
        beside = [(f, e) for f, e in factors if e * side > 0 and len(f) > 1 and not tower.is_real(tower.polynomial(f))]
        if len(beside) < 2 or sum(abs(e) for _, e in beside) > MOST_FACTORS_TOGETHER:
            continue
        product = tower.unit_polynomial
        for f, e in beside:
            product = tower.lower(tower.multiply(product, tower.power(f, abs(e))))
        if product and tower.is_real(tower.polynomial(product)):
            inner, parts = tower.factors(product)
            content = content * inner**side
            factors = [pair for pair in factors if pair not in beside] + [(f, e * side) for f, e in parts]
    return content, factors


def _principal(phase: Fraction) -> Fraction:
    """The phase in (-1, 1]."""
    phase = phase % 2
    return phase - 2 if phase > 1 else phase


def _turned(tower: PrincipalTower, phase: Fraction) -> Element:
    """exp(I pi phase) for a multiple of 1/2."""
    quarter = int(2 * phase) % 4
    value = tower.one if quarter % 2 == 0 else tower.imaginary_unit
    return -value if quarter >= 2 else value


def primes(tower: PrincipalTower, content: fmpq) -> list[tuple[Polynomial, int]]:
    """The primes of a rational number, each with its exponent as a polynomial that is positive."""
    found = []
    for number, sign in ((content.p, 1), (content.q, -1)):
        number = abs(int(number))
        if number.bit_length() > MOST_BITS_TO_FACTOR:
            raise OutOfReach("a whole number too large to factor")
        if number > 1:
            found += [(tower.ctx.constant(fmpq(int(p))), sign * int(e)) for p, e in fmpz(number).factor()]
    return found
