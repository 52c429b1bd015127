"""Signs of polynomials read off their terms: the sum of the signs of the terms, numbers gathered where need be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from derive.prove.field import Generator, Polynomial
from derive.prove.sign import Sign, sign_of_number

if TYPE_CHECKING:
    from derive.prove.tower import Tower

Factors = list[tuple[Polynomial, int]]
Term = tuple[tuple[int, ...], int]
"""The exponents of a term, and its coefficient."""


def sign_by_terms(tower: Tower, f: Polynomial) -> Sign:
    """The sum of the signs of the terms."""
    total = Sign.ZERO
    for exponents, coefficient in tower.terms(f):
        sign = sign_of_number(coefficient)
        for index, exponent in enumerate(exponents):
            if exponent:
                sign = sign * sign_of_generator(tower, tower.generators[index]) ** exponent
        total = total + sign
        if total is Sign.ANY:
            break
    return total


def sign_of_generator(tower: Tower, generator: Generator) -> Sign:
    """The signs of a generator, worked out on first use."""
    if generator.sign is None:
        generator.sign = Sign.ANY  # while it is worked out
        generator.sign = _worked_out(tower, generator)
    return generator.sign


def _worked_out(tower: Tower, generator: Generator) -> Sign:
    if generator.kind == "log":
        return _sign_of_log(tower, generator.base)
    inner = tower.sign(generator.base)
    if generator.kind == "cube root":
        return inner
    return Sign.NONNEGATIVE if Sign.ZERO in inner else Sign.POSITIVE  # a root or a modulus


def _sign_of_log(tower: Tower, f: Polynomial) -> Sign:
    """log|f| has the sign of |f| - 1."""
    if f.is_constant():
        return Sign.POSITIVE  # of a prime
    inner = tower.sign(f)
    if inner.within(Sign.NONNEGATIVE):
        return tower.sign(f - 1)
    return tower.sign(-f - 1) if inner.within(Sign.NONPOSITIVE) else Sign.ANY


def sign_of_constants(tower: Tower, f: Polynomial) -> Sign:
    """A polynomial in numbers such as pi and log 2 has the sign of its enclosure."""
    from derive.prove.tower import constant_sign

    if not all(_is_number(g) for g in tower.generators_in(f)):
        return Sign.ANY
    return constant_sign(tower.expression(f))


def _is_number(generator: Generator) -> bool:
    """Whether a generator stands for a number, such as pi or log 2."""
    return not generator.depends and generator.kind not in ("function", "rest")


def sign_by_coefficients(tower: Tower, f: Polynomial) -> Sign:
    """The sum of the signs of terms c m, where a coefficient c such as pi - 3 gathers all numbers beside m."""
    numbers = {generator.index for generator in tower.generators_in(f) if _is_number(generator)}
    if not numbers or len(numbers) == len(tower.generators_in(f)):
        return Sign.ANY
    gathered: dict[tuple[int, ...], dict[tuple[int, ...], int]] = {}
    for exponents, coefficient in tower.terms(f):
        beside = tuple(0 if i in numbers else e for i, e in enumerate(exponents))
        number = tuple(e if i in numbers else 0 for i, e in enumerate(exponents))
        gathered.setdefault(beside, {})[number] = coefficient
    if all(len(coefficient) == 1 for coefficient in gathered.values()):
        return Sign.ANY  # nothing to gather
    total = Sign.ZERO
    for beside, numbers_beside in gathered.items():
        if total is Sign.ANY:
            break
        monomial = sign_by_terms(tower, tower.ctx.from_dict({beside: 1}))
        total = total + tower.sign(tower.ctx.from_dict(numbers_beside)) * monomial
    return total


def coefficient_of(tower: Tower, f: Polynomial, index: int, power: int) -> Polynomial:
    """What stands beside a power of a generator."""
    found = {(*e[:index], 0, *e[index + 1 :]): c for e, c in f.to_dict().items() if e[index] == power}
    return tower.ctx.from_dict(found) if found else tower.ctx.constant(0)
