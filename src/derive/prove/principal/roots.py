"""Roots on their principal branches: u**(1/q) is one generator for each u and finest q, with (u**(1/q))**q = u.

Roots of what is certainly positive are real; those of unity lie in cyclotomic fields.
"""

from __future__ import annotations

from fractions import Fraction
from math import lcm
from typing import TYPE_CHECKING

from sympy import Expr, I, Mul, Pow, Rational, exp, pi

from derive.prove.principal.element import Element, Polynomial
from derive.prove.principal.ring import Generator
from derive.prove.sign import Sign

if TYPE_CHECKING:
    from derive.prove.principal.tower import PrincipalTower


def root_that_is(tower: PrincipalTower, u: Element) -> tuple[Element, Fraction] | None:
    """w and an exponent between 0 and 1, if the element is such a power of an element w under a root."""
    if len(u.num) != 1:
        return None
    degrees = u.num.degrees()
    for generator in tower.by_kind.get("root", ()):
        k = int(degrees[generator.index])
        if 0 < k < generator.unit and tower.agree(u, root_value(tower, generator) ** k):
            return generator.key, Fraction(k, generator.unit)
    return None


def positive_power(tower: PrincipalTower, f: Polynomial, exponent: Fraction) -> Element:
    """f**exponent for a prime or a real polynomial that is not negative (not 0 if the exponent is negative)."""
    if exponent.denominator == 1:
        return tower.polynomial(f) ** exponent.numerator
    generator = tower.generator_of(f)
    if generator is not None and generator.kind == "positive root":
        return positive_power(tower, generator.key, exponent / generator.unit)
    if generator is not None and generator.kind == "exp":
        from derive.prove.principal.powers import exponential  # which makes roots where it undoes a logarithm

        return exponential(tower, generator.key.scaled(exponent / generator.unit))
    base = tower.known("positive root", f)
    if base is None:
        base = tower.allocate(
            "positive root", f, tower.depends(tower.polynomial(f)),
            lambda g: Pow(tower.expression(f), Rational(1, g.unit)),
            is_real=True, sign=_sign_of_root(tower, f), unit=exponent.denominator,
        )  # fmt: skip
        tower.as_root(base, base.unit, f)
    return _steps(tower, base, exponent)


def _sign_of_root(tower: PrincipalTower, f: Polynomial) -> Sign:
    return Sign.POSITIVE if tower.is_nonzero_factor(f) else Sign.NONNEGATIVE


def _steps(tower: PrincipalTower, base: Generator, exponent: Fraction) -> Element:
    steps = exponent * base.unit
    if steps.denominator > 1:
        tower.refine(base, lcm(base.unit, exponent.denominator))
    return root_value(tower, base) ** steps.numerator


def power_of_rest(tower: PrincipalTower, w: Element, exponent: Fraction) -> Element:
    """w**exponent where nothing can be split off w."""
    if exponent.denominator == 1:
        return w**exponent.numerator
    base = tower.known("root", w)
    if base is None:
        base = tower.allocate(
            "root", w, tower.depends(w), lambda g: _expression_of_root(tower, g), unit=exponent.denominator
        )
        tower.as_root(base, base.unit, _cleared(tower, w, base.unit))
    return _steps(tower, base, exponent)


def _expression_of_root(tower: PrincipalTower, generator: Generator) -> Expr:
    """What the generator of a root stands for: the root times the denominator of `root_value`."""
    below = root_value(tower, generator).den
    factors = [Pow(tower.expression(tower.bases[place]), exponent) for place, exponent in below.items()]
    return Mul(*factors, Pow(tower.as_expression(generator.key), Rational(1, generator.unit)))


def _cleared(tower: PrincipalTower, w: Element, degree: int) -> Polynomial:
    """w times the degree-th power of the denominator that `root_value` has."""
    num = w.num
    for place, exponent in w.den.items():
        spare = -(-exponent // degree) * degree - exponent
        num = tower.multiply(num, tower.bases[place] ** spare)
    return tower.lower(num)


def root_value(tower: PrincipalTower, generator: Generator) -> Element:
    """The root that a generator stands for: the generator itself over a denominator, if w has one."""
    if generator.kind == "positive root":
        return tower.generated(generator)
    den = {place: -(-exponent // generator.unit) for place, exponent in generator.key.den.items()}
    return Element(tower, tower.variables[generator.index], den)


def unity(tower: PrincipalTower, phase: Fraction) -> Element:
    """exp(I pi phase)."""
    phase = phase % 2
    if phase >= 1:
        return -unity(tower, phase - 1)
    if phase.denominator == 1:
        return tower.one
    if phase.denominator == 2:
        return tower.imaginary_unit
    if 12 % phase.denominator == 0:
        c, s = _cosine_of(tower, phase), _cosine_of(tower, Fraction(1, 2) - phase)
        return c + s * tower.imaginary_unit
    return _root_of_unity(tower, phase)


def _cosine_of(tower: PrincipalTower, phase: Fraction) -> Element:
    """cos(pi phase) for a multiple of 1/12 between -1/2 and 1."""
    phase = abs(phase)
    if phase > Fraction(1, 2):
        return -_cosine_of(tower, 1 - phase)
    two, three = tower.ctx.constant(2), tower.ctx.constant(3)
    half = Fraction(1, 2)
    match int(12 * phase):
        case 0:
            return tower.one
        case 2:
            return positive_power(tower, three, half).scaled(half)
        case 3:
            return positive_power(tower, two, half).scaled(half)
        case 4:
            return tower.constant(half)
        case 6:
            return tower.zero
    r2, r3 = positive_power(tower, two, half), positive_power(tower, three, half)
    other = r2 if int(12 * phase) == 1 else -r2
    return (r2 * r3 + other).scaled(Fraction(1, 4))


def _root_of_unity(tower: PrincipalTower, phase: Fraction) -> Element:
    order = phase.denominator
    known = tower.known("unity", order)
    if known is None:
        from flint import fmpz_poly

        known = tower.allocate("unity", order, frozenset(), lambda g: exp(I * pi / order))
        coefficients = [int(c) for c in fmpz_poly.cyclotomic(2 * order).coeffs()]
        degree = len(coefficients) - 1
        v = tower.variables[known.index]
        tower.as_root(known, degree, sum((-c * v**k for k, c in enumerate(coefficients[:-1])), tower.ctx.constant(0)))
    return tower.generated(known, phase.numerator)
