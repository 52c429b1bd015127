"""sin and cos over the terms of their argument: one pair of generators with s**2 = 1 - c**2 for each term.

The angle-addition formulas take sums apart, and n-fold angles; a multiple of pi gets its exact value.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from sympy import Rational, cos, pi, sin

from derive.prove.allocation import OutOfReach
from derive.prove.field import Generator, Ratio
from derive.prove.powers import terms_of
from derive.prove.sign import Sign

if TYPE_CHECKING:
    from derive.prove.tower import Tower

MOST_FOLD = 128
Pair = tuple[Ratio, Ratio]
"""The cosine and the sine of an angle."""


def cosine(tower: Tower, u: Ratio) -> Ratio:
    """cos(u)."""
    return _pair(tower, u)[0]


def sine(tower: Tower, u: Ratio) -> Ratio:
    """sin(u)."""
    return _pair(tower, u)[1]


def _pair(tower: Tower, u: Ratio) -> Pair:
    total = (tower.one, tower.zero)
    for coefficient, term in terms_of(tower, u):
        total = _added(total, _pair_of_term(tower, coefficient, term))
    return total


def _added(a: Pair, b: Pair) -> Pair:
    return a[0] * b[0] - a[1] * b[1], a[1] * b[0] + a[0] * b[1]


def _pair_of_term(tower: Tower, coefficient: Fraction, term: Ratio) -> Pair:
    generator = tower.generator_of(term.num) if term.den.is_one() else None
    if generator is not None and generator.kind == "constant" and generator.base == pi:
        return _at_multiple_of_pi(tower, coefficient)
    c, s = _generators(tower, term, coefficient.denominator)
    fold = coefficient * c.unit
    if fold.denominator > 1:
        tower.refine(c, c.unit * fold.denominator)
    times = abs(fold.numerator)
    if times > MOST_FOLD:  # an angle of its own, of which only Pythagoras is known
        c, s = _generators(tower, term.scaled(times, c.unit), 1)
        times = 1
    pair = _fold((tower.element(c), tower.element(s)), times, (tower.one, tower.zero))
    return pair if fold > 0 else (pair[0], -pair[1])


def _fold(once: Pair, times: int, none: Pair) -> Pair:
    """The manifold angle, by doubling."""
    total = none
    while times:
        if times % 2:
            total = _added(total, once)
        times //= 2
        if times:
            once = _added(once, once)
    return total


def _generators(tower: Tower, term: Ratio, unit: int) -> tuple[Generator, Generator]:
    known = tower.known("cosine", term)
    if known is not None:
        return known, tower.generators[known.index + 1]
    if len(tower.generators) + 2 > tower.size:
        tower.grow()
    depends = tower.depends(term.num, term.den)
    c = tower.allocate("cosine", term, depends, lambda g: cos(tower.as_expression(term) / g.unit), Sign.ANY, unit)
    s = tower.allocate("sine", term, depends, lambda g: sin(tower.as_expression(term) / c.unit), Sign.ANY)
    tower.as_root(s, 2, tower.unit_polynomial - tower.variables[c.index] ** 2)
    return c, s


def _at_multiple_of_pi(tower: Tower, coefficient: Fraction) -> Pair:
    angle = Rational(coefficient.numerator, coefficient.denominator) * pi
    values: list[Any] = [cos(angle), sin(angle)]
    if any(value.has(cos, sin) for value in values):
        raise OutOfReach("an angle without a simple cosine")
    return tower.read(values[0]), tower.read(values[1])
