"""exp, log, absolute values and roots as generators over irreducible factors.

Everything is read in the reals and pointwise: log u, which has a value only where u > 0, is the sum of
k log|f| over the factors f of u; exp turns k log|f| back into |f|**k; a root of u >= 0 is the product
of the roots of |f|.  So |f| is what matters: it is f or -f where the sign of f is known, and else a
generator of its own, the modulus, with modulus**2 = f**2.  In particular sqrt(x**2) is |x|.
"""

from __future__ import annotations

from fractions import Fraction
from math import lcm
from typing import TYPE_CHECKING

from sympy import Abs, Expr, Rational, exp, log

from derive.prove.allocation import Undefined
from derive.prove.field import Generator, Polynomial, Ratio
from derive.prove.sign import Sign
from derive.terms.functions import cbrt

if TYPE_CHECKING:
    from derive.prove.tower import Tower


# ---- exp


def exponential(tower: Tower, u: Ratio) -> Ratio:
    """exp(u): the product over the terms of u, each a power of one generator."""
    result = tower.one
    for coefficient, term in terms_of(tower, u):
        result = result * _exponential_of_term(tower, coefficient, term)
    return result


def terms_of(tower: Tower, u: Ratio) -> list[tuple[Fraction, Ratio]]:
    """u as a sum of rational multiples of terms; equal terms in different sums come out equal."""
    content = abs(tower.factors(u.den)[0]) if len(u.den) == 1 else _content(u.den)
    den = u.den / tower.ctx.constant(content)
    whole, rest = (tower.ctx.constant(0), u.num) if len(den) == 1 else divmod(u.num, den)
    pairs = [(whole, tower.unit_polynomial), (rest, den)]
    found = []
    for num, below in pairs:
        for exponents, coefficient in tower.terms(num):
            monomial = tower.ctx.from_dict({exponents: 1})
            found.append((Fraction(coefficient, content), tower.ratio(monomial, below)))
    return found


def _content(polynomial: Polynomial) -> int:
    return abs(int(polynomial.content()))


def _exponential_of_term(tower: Tower, coefficient: Fraction, term: Ratio) -> Ratio:
    generator = tower.generator_of(term.num) if term.den.is_one() else None
    if generator is not None and generator.kind == "log":
        return modulus_power(tower, generator.base, coefficient / generator.unit)
    base = tower.known("exp", term)
    if base is None:
        base = tower.allocate(
            "exp", term, tower.depends(term.num, term.den),
            lambda g: exp(tower.as_expression(term) / g.unit), Sign.POSITIVE, coefficient.denominator,
        )  # fmt: skip
    power = coefficient * base.unit
    if power.denominator > 1:
        tower.refine(base, base.unit * power.denominator)
    return tower.element(base, power.numerator)


# ---- log


def logarithm(tower: Tower, u: Ratio) -> Ratio:
    """log(u), where u > 0."""
    sign, factors = tower.split(u)
    if sign == 0:
        raise Undefined("the logarithm of 0")
    if sign < 0 and not factors:
        raise Undefined("the logarithm of a negative number")
    return sum((log_modulus(tower, f) * tower.constant(k) for f, k in factors), tower.zero)


def log_modulus(tower: Tower, f: Polynomial) -> Ratio:
    """log|f| for an irreducible polynomial or a prime."""
    generator = tower.generator_of(f)
    match generator:
        case Generator(kind="exp"):
            return generator.base.scaled(1, generator.unit)
        case Generator(kind="root"):
            return log_modulus(tower, generator.base).scaled(1, generator.unit)
        case Generator(kind="modulus"):
            return log_modulus(tower, generator.base)
        case Generator(kind="cube root"):
            return log_modulus(tower, generator.base).scaled(1, 3)
    known = tower.known("log", f)
    if known is None:
        known = tower.allocate("log", f, tower.depends(f), lambda g: log(_absolute_expression(tower, f)))
    return tower.element(known)


def _absolute_expression(tower: Tower, f: Polynomial) -> Expr:
    """|f|, written without bars where its sign is known."""
    sign, value = tower.sign(f), tower.expression(f)
    return value if sign is Sign.POSITIVE else -value if sign is Sign.NEGATIVE else Abs(value)


# ---- absolute values and roots


def absolute(tower: Tower, u: Ratio) -> Ratio:
    """|u|, the product of the absolute values of the factors."""
    _, factors = tower.split(u)
    return _product(tower, [(f, Fraction(k)) for f, k in factors]) if u.num else tower.zero


def root(tower: Tower, u: Ratio, power: Fraction) -> Ratio:
    """u**power for u >= 0 (u > 0 if the power is negative)."""
    sign, factors = tower.split(u)
    if sign == 0:
        if power < 0:
            raise Undefined("a negative power of 0")
        return tower.zero
    if sign < 0 and not factors:
        raise Undefined("a root of a negative number")
    return _product(tower, [(f, k * power) for f, k in factors])


def _product(tower: Tower, powers: list[tuple[Polynomial, Fraction]]) -> Ratio:
    result = tower.one
    for f, power in powers:
        result = result * modulus_power(tower, f, power)
    return result


def modulus(tower: Tower, f: Polynomial) -> Ratio:
    """|f| for an irreducible polynomial: f, -f, or a generator where the sign of f is open."""
    generator = tower.generator_of(f)
    if generator is not None and generator.kind == "cube root":
        return modulus_power(tower, generator.base, Fraction(1, 3))
    sign = tower.sign(f)
    if sign.within(Sign.NONNEGATIVE):
        return tower.polynomial(f)
    if sign.within(Sign.NONPOSITIVE):
        return tower.polynomial(-f)
    tower.note_open_sign(f)
    known = tower.known("modulus", f)
    if known is None:
        known = tower.allocate("modulus", f, tower.depends(f), lambda g: Abs(tower.expression(f)))
        tower.as_root(known, 2, tower.lower(f**2))
    return tower.element(known)


def modulus_power(tower: Tower, f: Polynomial, power: Fraction) -> Ratio:
    """|f|**power for an irreducible polynomial or a prime."""
    generator = tower.generator_of(f)
    match generator:
        case Generator(kind="exp"):
            return exponential(
                tower, generator.base * tower.constant(power.numerator, power.denominator * generator.unit)
            )
        case Generator(kind="root"):
            return modulus_power(tower, generator.base, power / generator.unit)
        case Generator(kind="modulus"):
            return modulus_power(tower, generator.base, power)
        case Generator(kind="cube root"):
            return modulus_power(tower, generator.base, power / 3)
    if power.denominator == 1:
        whole = tower.polynomial(f) if power % 2 == 0 else modulus(tower, f)
        return whole**power.numerator
    base = tower.known("root", f)
    if base is None:
        base = _new_root(tower, f, power.denominator)
    steps = power * base.unit
    if steps.denominator > 1:
        tower.refine(base, lcm(base.unit, power.denominator))
    return tower.element(base, steps.numerator)


def _new_root(tower: Tower, f: Polynomial, degree: int) -> Generator:
    """|f|**(1/unit), where unit is at least `degree`."""
    absolute_value = modulus(tower, f)
    base = tower.allocate(
        "root", f, tower.depends(f), lambda g: tower.as_expression(absolute_value) ** Rational(1, g.unit), unit=degree
    )
    tower.as_root(base, base.unit, absolute_value.num)
    return base


def cube_root(tower: Tower, u: Ratio) -> Ratio:
    """The real cube root of u: odd, and multiplicative over all real factors."""
    sign, factors = tower.split(u)
    result = tower.constant(sign)
    for f, k in factors:
        result = result * _cube_root_of_power(tower, f, k)
    return result


def _cube_root_of_power(tower: Tower, f: Polynomial, k: int) -> Ratio:
    sign = Sign.POSITIVE if f.is_constant() else tower.sign(f)
    if sign.within(Sign.NONNEGATIVE):
        return modulus_power(tower, f, Fraction(k, 3))
    if sign.within(Sign.NONPOSITIVE):
        return modulus_power(tower, f, Fraction(k, 3)).scaled(-1 if k % 2 else 1)
    known = tower.known("cube root", f)
    if known is None:
        known = tower.allocate("cube root", f, tower.depends(f), lambda g: cbrt(tower.expression(f)))
        tower.as_root(known, 3, f)
    return tower.element(known, k)
