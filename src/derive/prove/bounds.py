"""Signs by bounds: e^t >= 1 + t, strictly for t != 0, 1 - 1/f <= log f <= f - 1, and -1 <= sin, cos <= 1.

exp, log, sin and cos are replaced by a bound and a positive rest, a generator of its own, after which
the signs of the terms may agree.  The logarithm is also taken of powers, log f = (log f**k)/k, and a sum
of logarithms is the logarithm of a product, which is compared with 1.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sympy import Dummy

from derive.prove.allocation import OutOfReach
from derive.prove.fact_signs import sign_by_facts
from derive.prove.field import Generator, Polynomial, Ratio
from derive.prove.powers import exponential
from derive.prove.sign import Sign
from derive.prove.term_signs import sign_by_coefficients, sign_by_terms

if TYPE_CHECKING:
    from derive.prove.tower import Tower

POWERS = (1, 2)
MOST_TERMS_TO_BOUND = 40
MOST_FACTORS = 6
HIGHEST_DEGREE = 8


def sign_by_bounds(tower: Tower, f: Polynomial) -> Sign:
    """The sign of the polynomial with one exp or log put between its bounds."""
    if len(f) > MOST_TERMS_TO_BOUND:
        return Sign.ANY
    for form in _bounded_forms(tower, f):
        below = sign_by_terms(tower, form.den)
        if below is Sign.ANY:
            continue
        ways = (sign_by_terms, sign_by_facts, sign_by_coefficients)[: 2 if tower.discriminants_within else 3]
        above = next((sign for sign in (way(tower, form.num) for way in ways) if sign is not Sign.ANY), Sign.ANY)
        if above is not Sign.ANY:
            return above * below
    return Sign.ANY


def _bounded_forms(tower: Tower, f: Polynomial) -> Iterator[Ratio]:
    """What has the sign of the polynomial if a generator, or a quotient of exponentials, lies within its bounds."""
    for generator in tower.generators_in(f):
        if f.degrees()[generator.index] > HIGHEST_DEGREE:
            continue
        for value in VALUES.get(generator.kind, _no_values)(tower, generator):
            try:
                yield _with(tower, f, generator, value)
            except OutOfReach:
                continue
    yield from _of_two_exponentials(tower, f)


def _of_two_exponentials(tower: Tower, f: Polynomial) -> Iterator[Ratio]:
    """f = a e^s + b e^t has the sign of a e^(s - t) + b and of a + b e^(t - s), and e^u = 1 + u + rest."""
    parts: dict[tuple[int, ...], dict[tuple[int, ...], int]] = {}
    for exponents, coefficient in tower.terms(f):
        powers = tuple(e if _is_exp(tower, i) else 0 for i, e in enumerate(exponents))
        others = tuple(e - p for e, p in zip(exponents, powers, strict=True))
        parts.setdefault(powers, {})[others] = coefficient
    if len(parts) != 2:
        return
    (s, a), (t, b) = ((_exponent(tower, powers), tower.ctx.from_dict(part)) for powers, part in parts.items())
    for u, multiple, alone in ((s - t, a, b), (t - s, b, a)):
        rest = _rest(tower, Sign.POSITIVE if tower.sign_of(u).within(Sign.NONZERO) else Sign.NONNEGATIVE)
        try:
            yield tower.polynomial(multiple) * (tower.one + u + rest) + tower.polynomial(alone)
        except OutOfReach:
            continue


def _is_exp(tower: Tower, index: int) -> bool:
    return index < len(tower.generators) and tower.generators[index].kind == "exp"


def _exponent(tower: Tower, powers: tuple[int, ...]) -> Ratio:
    """The exponent of a product of powers of exponentials."""
    exponents = (tower.generators[i].base.scaled(p, tower.generators[i].unit) for i, p in enumerate(powers) if p)
    return sum(exponents, tower.zero)


def _values_of_exp(tower: Tower, generator: Generator) -> Iterator[Ratio]:
    exponent = generator.base.scaled(1, generator.unit)
    sign, rest = tower.sign_of(exponent), _rest(tower, Sign.POSITIVE)
    yield tower.one + exponent + (rest if sign.within(Sign.NONZERO) else _rest(tower, Sign.NONNEGATIVE))
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
    evenly = 1 if all(_is_power_of_positive(tower, *term) for term in tower.terms(f)) else 2
    for exponents, coefficient in tower.terms(f):
        log = tower.generator_of(tower.ctx.from_dict({exponents: 1}))
        if abs(coefficient) > MOST_FACTORS:
            return Sign.ANY
        if log is None or log.kind != "log":
            if not _is_exponent(tower, exponents):
                return Sign.ANY
            term = tower.polynomial(tower.ctx.from_dict({exponents: evenly * coefficient}))
            product = product * exponential(tower, term)
            continue
        product, has_log = product * tower.polynomial(log.base) ** (evenly * coefficient), True
    return tower.sign_of(product - tower.one) if has_log else Sign.ANY


def _is_power_of_positive(tower: Tower, exponents: tuple[int, ...], coefficient: int) -> bool:
    """Whether a term is no log|u| whose power |u|**k would differ from u**k: then squares are compared."""
    log = tower.generator_of(tower.ctx.from_dict({exponents: 1}))
    if log is None or log.kind != "log" or coefficient % 2 == 0 or log.base.is_constant():
        return True
    return tower.sign(log.base).within(Sign.NONNEGATIVE)


def _is_exponent(tower: Tower, exponents: tuple[int, ...]) -> bool:
    """Whether exp of a term, or of a part of it, stands in the tower already."""
    term = tower.polynomial(tower.ctx.from_dict({exponents: 1}))
    return any(generator.base == term for generator in tower.by_kind.get("exp", ()))
