"""Order between parts and moduli: laws, neighbours that fail at one point, and random sums against mpmath."""

from __future__ import annotations

from random import Random

import pytest
from sympy import Abs, Add, I, Integer, Rational, acosh, arg, asin, asinh, conjugate, exp, im, log, pi, re, sqrt

from derive.calculation import Relation
from derive.claim import Claim
from derive.domains import COMPLEX
from derive.numeric.oracle import principal_value
from derive.prove.plane.inequalities import prove_order

z, w = COMPLEX.symbol("z"), COMPLEX.symbol("w")
AT_MOST, BELOW, AT_LEAST, ABOVE = Relation.AT_MOST, Relation.BELOW, Relation.AT_LEAST, Relation.ABOVE

TRUE = [
    pytest.param(Abs(z + w), AT_MOST, Abs(z) + Abs(w), id="the triangle inequality"),
    pytest.param(Abs(z - w), AT_LEAST, Abs(z) - Abs(w), id="the triangle inequality from below"),
    pytest.param(Abs(2 * z - 3 * w), AT_MOST, 2 * Abs(z) + 3 * Abs(w), id="multiples of two numbers"),
    pytest.param(-Abs(z), AT_MOST, im(z), id="an imaginary part from below"),
    pytest.param(Abs(z * w), AT_LEAST, re(z * w), id="the real part of a product"),
    pytest.param(Abs(z) + Abs(w), AT_LEAST, re(z) + im(w), id="two parts"),
    pytest.param(Abs(z), AT_MOST, Abs(re(z)) + Abs(im(z)), id="a modulus by its parts"),
    pytest.param(Abs(z**2 + 1), AT_MOST, Abs(z) ** 2 + 1, id="a square of a modulus"),
    pytest.param(re(z) ** 2, AT_MOST, Abs(z) ** 2, id="a square of a part"),
    pytest.param(Abs(z) + 1, ABOVE, Integer(0), id="a modulus plus a positive number"),
    pytest.param(im(log(z)), ABOVE, -pi, id="the open end of the strip of logarithms"),
    pytest.param(re(asin(z)), AT_MOST, pi / 2, id="the strip of arcsines"),
]

FALSE = [
    pytest.param(Abs(z + w), AT_LEAST, Abs(z) + Abs(w), id="the triangle inequality turned round"),
    pytest.param(Abs(2 * z - 3 * w), AT_MOST, 2 * Abs(z) + Abs(w), id="a multiple that is not paid for"),
    pytest.param(Abs(z), ABOVE, Integer(0), id="a modulus may be zero"),
    pytest.param(re(z), BELOW, Abs(z), id="a part may be all of the number"),
    pytest.param(Abs(im(z)), AT_LEAST, Abs(z), id="one part is less than the number"),
    pytest.param(Abs(im(z)), AT_LEAST, re(z), id="the parts are independent"),
    pytest.param(re(z) + im(z), AT_MOST, Abs(z), id="one modulus does not pay for two parts"),
    pytest.param(im(log(z)), BELOW, pi, id="the closed end of the strip of logarithms"),
    pytest.param(re(sqrt(z)), ABOVE, Integer(0), id="a root may be imaginary"),
    pytest.param(Abs(z + w) ** 2, AT_MOST, Abs(z) ** 2 + Abs(w) ** 2, id="no right angle"),
]


def proves(lhs, relation, rhs):
    return prove_order(Claim(lhs, relation, rhs, {z: COMPLEX, w: COMPLEX})) is not None


@pytest.mark.parametrize(("lhs", "relation", "rhs"), TRUE)
def test_laws_are_proved(lhs, relation, rhs):
    assert proves(lhs, relation, rhs)


@pytest.mark.parametrize(("lhs", "relation", "rhs"), FALSE)
def test_neighbours_are_not(lhs, relation, rhs):
    assert not proves(lhs, relation, rhs)


NUMBERS = (z, w, z + w, z - w, z * w, z**2, 1 - z, conjugate(z) + w, I * z, 2 * z + w)
PARTS = (
    Abs, re, im, lambda u: Abs(re(u)), lambda u: Abs(im(u)), lambda u: Abs(u) ** 2, lambda u: re(u) ** 2,
)  # fmt: skip
OTHERS = (arg(z), im(log(z)), re(asin(z)), re(sqrt(z)), Integer(1), pi, Abs(exp(z)), im(asinh(z)), re(acosh(w)))
POINTS = (0, 1, -1, I, -I, 2, -2, Rational(1, 2), -3 + 4 * I, I / 2, -1 + I / 1000, 3 * I)
HOLDS = {
    AT_MOST: lambda gap: gap <= 1e-40, BELOW: lambda gap: gap < -1e-40,
    AT_LEAST: lambda gap: gap >= -1e-40, ABOVE: lambda gap: gap > 1e-40,
}  # fmt: skip


def random_sum(rng):
    return Add(*(
        rng.choice((1, 1, 2, -1, Rational(1, 2)))
        * (rng.choice(OTHERS) if rng.random() < 0.25 else rng.choice(PARTS)(rng.choice(NUMBERS)))
        for _ in range(rng.randint(1, 2))
    ))  # fmt: skip


@pytest.mark.slow
def test_whatever_is_proved_holds_at_points():
    rng, proved = Random(20), 0
    for _ in range(600):
        lhs, rhs, relation = random_sum(rng), random_sum(rng), rng.choice(list(HOLDS))
        if not proves(lhs, relation, rhs):
            continue
        proved += 1
        for _ in range(12):
            point = {z: rng.choice(POINTS), w: rng.choice(POINTS)}
            sides = principal_value(lhs, point, 45), principal_value(rhs, point, 45)
            if None not in sides:
                assert HOLDS[relation]((sides[0] - sides[1]).real), (lhs, relation, rhs, point)
    assert proved > 5
