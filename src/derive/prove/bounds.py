"""Signs by bounds: e^t > 1 + t for t != 0, 1 - 1/f <= log f <= f - 1, and -1 <= sin, cos <= 1.

exp, log, sin and cos are replaced by a bound and a positive rest, a generator of its own, after which
the signs of the terms may agree.  The logarithm is also taken of powers, log f = (log f**k)/k, and a sum
of logarithms is the logarithm of a product, which is compared with 1.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sympy import Dummy

from derive.prove.field import Generator, OutOfReach, Polynomial, Ratio
from derive.prove.powers import exponential
from derive.prove.sign import Sign

if TYPE_CHECKING:
    from derive.prove.tower import Tower

POWERS = (1, 2)
MOST_TERMS_TO_BOUND = 40
MOST_FACTORS = 6
HIGHEST_DEGREE = 8


def sign_by_bounds(tower: Tower, f: Polynomial) -> Sign:
    """The sign of the polynomial with one exp or log put between its bounds."""
    from derive.prove.polynomial_signs import sign_by_terms

    if len(f) > MOST_TERMS_TO_BOUND:
        return Sign.ANY
    for form in _bounded_forms(tower, f):
        sign = sign_by_terms(tower, form.num) * sign_by_terms(tower, form.den)
        if sign is not Sign.ANY:
            return sign
    return Sign.ANY


def _bounded_forms(tower: Tower, f: Polynomial) -> Iterator[Ratio]:
    for generator in tower.generators_in(f):
        if f.degrees()[generator.index] > HIGHEST_DEGREE:
            continue
        for value in VALUES.get(generator.kind, _no_values)(tower, generator):
            try:
                yield _with(tower, f, generator, value)
            except OutOfReach:
                continue


def _values_of_exp(tower: Tower, generator: Generator) -> Iterator[Ratio]:
    exponent = generator.base.scaled(1, generator.unit)
    sign, rest = tower.sign_of(exponent), _rest(tower, Sign.POSITIVE)
    if sign.within(Sign.NONZERO):
        yield tower.one + exponent + rest
    if sign is Sign.POSITIVE:
        yield tower.one + rest
    elif sign is Sign.NEGATIVE:
        yield tower.one / (tower.one + rest)
        yield tower.one / (tower.one - exponent + rest)


def _values_of_log(tower: Tower, generator: Generator) -> Iterator[Ratio]:
    if not tower.sign(generator.base).within(Sign.NONNEGATIVE):
        return
    argument, rest = tower.polynomial(generator.base), _rest(tower, Sign.NONNEGATIVE)
    for power in POWERS:
        yield (argument**power - tower.one).scaled(1, power) - rest
        yield (tower.one - argument**-power).scaled(1, power) + rest


def _values_of_cosine(tower: Tower, generator: Generator) -> Iterator[Ratio]:
    rest = _rest(tower, Sign.NONNEGATIVE)
    yield tower.one - rest
    yield rest - tower.one


def _no_values(tower: Tower, generator: Generator) -> Iterator[Ratio]:
    return iter(())


VALUES = {"exp": _values_of_exp, "log": _values_of_log, "cosine": _values_of_cosine, "sine": _values_of_cosine}
"""For each kind of generator, a bound and a rest that it equals."""


def _rest(tower: Tower, sign: Sign) -> Ratio:
    """What lies between a quantity and its bound."""
    known = tower.known("rest", sign)
    if known is None:
        known = tower.allocate("rest", sign, frozenset(), lambda g: Dummy("rest"), sign)
    return tower.element(known)


def _with(tower: Tower, f: Polynomial, generator: Generator, value: Ratio) -> Ratio:
    """The polynomial with a value put in for a generator."""
    result, i = tower.zero, generator.index
    degree = f.degrees()[i]
    terms = f.to_dict().items()
    for power in range(degree, -1, -1):
        found = {(*e[:i], 0, *e[i + 1 :]): c for e, c in terms if e[i] == power}
        coefficient = tower.polynomial(tower.ctx.from_dict(found)) if found else tower.zero
        result = result * value + coefficient
    return result


def sign_by_product(tower: Tower, f: Polynomial) -> Sign:
    """A sum of whole multiples of logarithms, and of what is an exponent, has the sign of a product less 1."""
    product, has_log = tower.one, False
    for exponents, coefficient in tower.terms(f):
        log = tower.generator_of(tower.ctx.from_dict({exponents: 1}))
        if abs(coefficient) > MOST_FACTORS:
            return Sign.ANY
        if log is None or log.kind != "log":
            if not _is_exponent(tower, exponents):
                return Sign.ANY
            term = tower.polynomial(tower.ctx.from_dict({exponents: coefficient}))
            product = product * exponential(tower, term)
            continue
        if not (log.base.is_constant() or tower.sign(log.base).within(Sign.NONNEGATIVE)):
            return Sign.ANY
        product, has_log = product * tower.polynomial(log.base) ** coefficient, True
    return tower.sign_of(product - tower.one) if has_log else Sign.ANY


def _is_exponent(tower: Tower, exponents: tuple[int, ...]) -> bool:
    """Whether exp of a term, or of a part of it, stands in the tower already."""
    term = tower.polynomial(tower.ctx.from_dict({exponents: 1}))
    return any(generator.base == term for generator in tower.by_kind.get("exp", ()))
