"""Inequalities that are tight at one point: proved from there outwards, and never where they fail."""

import pytest
from sympy import Rational, cos, cosh, exp, log, sin, sqrt, symbols, tanh

from derive.calculation import Relation
from derive.claim import Claim
from derive.domains import NONZERO, POSITIVE, REAL, UNIT_INTERVAL, interval
from derive.prove.extrema import prove_by_extremum
from derive.prove.facts import Facts

x = symbols("x", real=True)
p, q, r = symbols("p q r", positive=True)
GE, GT, LE, LT = Relation.AT_LEAST, Relation.ABOVE, Relation.AT_MOST, Relation.BELOW

TRUE = [
    ("the sine below its argument", sin(p), LT, p, {p: POSITIVE}),
    ("the cosine above its parabola", cos(x), GE, 1 - x**2 / 2, {x: REAL}),
    ("the sine above its cubic", sin(p), GE, p - p**3 / 6, {p: POSITIVE}),
    ("the exponential above its parabola", exp(p), GT, 1 + p + p**2 / 2, {p: POSITIVE}),
    ("the logarithm above its parabola", log(1 + p), GT, p - p**2 / 2, {p: POSITIVE}),
    ("the hyperbolic cosine above its parabola", cosh(x), GE, 1 + x**2 / 2, {x: REAL}),
    ("the hyperbolic tangent below its argument", tanh(p), LT, p, {p: POSITIVE}),
    ("the entropy of a coin", -q * log(q) - (1 - q) * log(1 - q), LE, log(2), {q: UNIT_INTERVAL}),
    ("Bernoulli's divergence", q * log(q / r) + (1 - q) * log((1 - q) / (1 - r)), GE, 0,
     {q: UNIT_INTERVAL, r: UNIT_INTERVAL}),
    ("x log x above its minimum", p * log(p), GE, -exp(-1), {p: POSITIVE}),
    ("a tangent at one", p * log(p), GE, p - 1, {p: POSITIVE}),
    ("Pinsker for a fair coin", log(2) + q * log(q) + (1 - q) * log(1 - q), GE,
     2 * (q - Rational(1, 2)) ** 2, {q: UNIT_INTERVAL}),
]  # fmt: skip

FALSE = [
    ("the sine is not always below its argument", sin(x), LT, x, {x: REAL}),
    ("a bound that is attained is not strict", cos(x), GT, 1 - x**2 / 2, {x: REAL}),
    ("a parabola that is too steep", cos(x), LE, 1 - x**2, {x: REAL}),
    ("a local minimum is none on both halves", x**2 + 1 / x**2 + 15 * x, GE, Rational(47, 4), {x: NONZERO}),
    ("a tangent on the wrong side", log(p), GE, p - 1, {p: POSITIVE}),
    ("a cubic that is above only near zero", sin(x), GE, x - x**3 / 6, {x: REAL}),
    ("a slope that is plain only beyond a point outside", (x - 1) ** 2, LE, 4, {x: interval(0, 4)}),
    ("an interval that is too long", sin(x), GE, x / 2, {x: interval(0, 3)}),
    ("a square root that is concave", sqrt(p), GE, p, {p: POSITIVE}),
    ("a divergence with its arguments exchanged is no square", q * log(q / r) + (1 - q) * log((1 - q) / (1 - r)), GE,
     3 * (q - r) ** 2, {q: UNIT_INTERVAL, r: UNIT_INTERVAL}),
]  # fmt: skip


def proof(lhs, relation, rhs, domains):
    claim = Claim(lhs, relation, rhs, domains)
    return prove_by_extremum(claim, Facts.of(claim))


@pytest.mark.parametrize(("lhs", "relation", "rhs", "domains"), [pytest.param(*row[1:], id=row[0]) for row in TRUE])
def test_what_is_tight_at_a_point_is_proved(lhs, relation, rhs, domains):
    assert proof(lhs, relation, rhs, domains) is not None


@pytest.mark.parametrize(("lhs", "relation", "rhs", "domains"), [pytest.param(*row[1:], id=row[0]) for row in FALSE])
def test_what_fails_somewhere_is_not_proved(lhs, relation, rhs, domains):
    assert proof(lhs, relation, rhs, domains) is None


def test_a_hypothesis_on_the_variable_leaves_no_interval():
    claim = Claim(sin(p), LT, p, {p: POSITIVE}, conditions=(p > 1,))
    assert prove_by_extremum(claim, Facts.of(claim)) is None
