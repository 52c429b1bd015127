"""sin and cos: one pair of generators with s**2 = 1 - c**2 for each independent angle.

Angles are vectors over the rationals.  The first ones that occur are the basis for those after them, so
that a + b x stays one angle where 2 a + 2 b x is its double.  Multiples of pi and inverse functions have their values.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from sympy import asin, atan, cos, sin

from derive.prove.allocation import OutOfReach
from derive.prove.principal.element import Element
from derive.prove.principal.powers import HALF, exponential, kinds_in, power, terms_of
from derive.prove.principal.ring import Generator
from derive.prove.principal.roots import unity
from derive.prove.sign import Sign

if TYPE_CHECKING:
    from derive.prove.principal.tower import PrincipalTower

MOST_FOLD = 40
Pair = tuple[Element, Element]
"""The cosine and the sine of an angle."""


@dataclass(eq=False)
class Angle:
    """A basis angle: the coefficients of its terms, and its generators."""

    vector: list[tuple[Fraction, Element]]
    cosine: Generator
    sine: Generator


def pair(tower: PrincipalTower, u: Element) -> Pair:
    """cos(u) and sin(u)."""
    from derive.prove.principal.tower import Style

    if Style.WAVES in tower.styles:
        return _of_wave(tower, u)
    total, vector = (tower.one, tower.zero), []
    for coefficient, term in terms_of(tower, u):
        known = _known_pair(tower, coefficient, term)
        if known is None:
            vector.append((coefficient, term))
        else:
            total = _added(total, known)
    return _added(total, _of_vector(tower, vector)) if vector else total


def _added(a: Pair, b: Pair) -> Pair:
    return a[0] * b[0] - a[1] * b[1], a[1] * b[0] + a[0] * b[1]


def _of_wave(tower: PrincipalTower, u: Element) -> Pair:
    i = tower.imaginary_unit
    e, f = exponential(tower, i * u), exponential(tower, -(i * u))
    return (e + f).scaled(HALF), -((e - f) * i).scaled(HALF)


def _known_pair(tower: PrincipalTower, coefficient: Fraction, term: Element) -> Pair | None:
    """The pair of a term that is no angle of its own: imaginary, a multiple of pi, an inverse function."""
    if term.den:
        return _of_wave(tower, term.scaled(coefficient)) if _has_unit(tower, term) else None
    kinds = {kind: len(found) for kind, found in kinds_in(tower, term).items()}
    if kinds == {"pi": 1}:
        at, back = unity(tower, coefficient), unity(tower, -coefficient)
        return (at + back).scaled(HALF), -((at - back) * tower.imaginary_unit).scaled(HALF)
    if "imaginary unit" in kinds or (kinds.keys() == {"pi", "whole"} and kinds["pi"] == 1):
        return _of_wave(tower, term.scaled(coefficient))
    if kinds == {"inverse": 1}:
        (generator,) = tower.generators_in(term.num)
        head, u = generator.key
        if head not in (asin, atan) or coefficient.denominator > 1:
            return _of_wave(tower, term.scaled(coefficient))
        if head is asin:
            once = (power(tower, tower.one - u * u, HALF), u)
        else:
            c = power(tower, tower.one + u * u, HALF).inverse()  # not 0 where atan(u) has a value
            once = (c, u * c)
        return _fold(tower, once, coefficient.numerator)
    return None


def _has_unit(tower: PrincipalTower, term: Element) -> bool:
    return any(g.kind == "imaginary unit" for g in tower.generators_in(*tower.parts(term)))


def _fold(tower: PrincipalTower, once: Pair, times: int) -> Pair:
    """The pair of a multiple of an angle."""
    if abs(times) > MOST_FOLD:
        raise OutOfReach("a manifold angle")
    if times < 0:
        c, s = _fold(tower, once, -times)
        return c, -s
    total, square = (tower.one, tower.zero), once
    while times:
        if times % 2:
            total = _added(total, square)
        times //= 2
        square = _added(square, square) if times else square
    return total


# ---- angles over a basis


def _of_vector(tower: PrincipalTower, vector: list[tuple[Fraction, Element]]) -> Pair:
    coordinates = _coordinates(tower, vector)
    if coordinates is None:
        angle = _new_angle(tower, vector)
        coordinates = [Fraction(0)] * (len(tower.angles) - 1) + [Fraction(angle.cosine.unit)]
    else:
        coordinates = [x * angle.cosine.unit for x, angle in zip(coordinates, tower.angles, strict=True)]
    total = (tower.one, tower.zero)
    for times, angle in zip(coordinates, tower.angles, strict=True):
        if times.denominator > 1:
            tower.refine(angle.cosine, angle.cosine.unit * times.denominator)
        if times:
            once = (tower.generated(angle.cosine), tower.generated(angle.sine))
            total = _added(total, _fold(tower, once, times.numerator))
    return total


def _new_angle(tower: PrincipalTower, vector: list[tuple[Fraction, Element]]) -> Angle:
    if len(tower.generators) + 2 > tower.size:
        tower.grow()
    whole = tower.total(term.scaled(coefficient) for coefficient, term in vector)
    real, depends = tower.is_real(whole), tower.depends(whole)
    c = tower.allocate("cosine", whole, depends, lambda g: cos(tower.as_expression(whole) / g.unit), is_real=real)
    s = tower.allocate("sine", whole, depends, lambda g: sin(tower.as_expression(whole) / c.unit), is_real=real)
    c.sign = s.sign = Sign.ANY
    tower.as_root(s, 2, tower.unit_polynomial - tower.variables[c.index] ** 2)
    angle = Angle(vector, c, s)
    tower.angles.append(angle)
    return angle


def _coordinates(tower: PrincipalTower, vector: list[tuple[Fraction, Element]]) -> list[Fraction] | None:
    """The coordinates of a vector over the basis angles; None if it is independent of them."""
    terms: list[Element] = []
    rows = [_row(tower, angle.vector, terms) for angle in tower.angles]
    wanted = _row(tower, vector, terms)
    width = len(terms)
    columns = [row + [Fraction(0)] * (width - len(row)) for row in rows]
    wanted += [Fraction(0)] * (width - len(wanted))
    return _solved(columns, wanted)


def _row(tower: PrincipalTower, vector: list[tuple[Fraction, Element]], terms: list[Element]) -> list[Fraction]:
    row = [Fraction(0)] * len(terms)
    for coefficient, term in vector:
        place = next((i for i, known in enumerate(terms) if tower.agree(known, term)), None)
        if place is None:
            terms.append(term)
            row.append(coefficient)
        else:
            row[place] += coefficient
    return row


def _solved(vectors: list[list[Fraction]], wanted: list[Fraction]) -> list[Fraction] | None:
    """Coefficients x with sum x_i vectors_i = wanted, for independent vectors."""
    count = len(vectors)
    equations = [[v[k] for v in vectors] + [wanted[k]] for k in range(len(wanted))]
    used = 0
    for column in range(count):
        pivot = next((i for i in range(used, len(equations)) if equations[i][column]), None)
        if pivot is None:
            return None
        equations[used], equations[pivot] = equations[pivot], equations[used]
        lead = equations[used][column]
        equations[used] = [x / lead for x in equations[used]]
        for i, row in enumerate(equations):
            if i != used and row[column]:
                equations[i] = [x - row[column] * y for x, y in zip(row, equations[used], strict=True)]
        used += 1
    if any(row[count] for row in equations[used:]):
        return None
    return [equations[i][count] for i in range(count)]
