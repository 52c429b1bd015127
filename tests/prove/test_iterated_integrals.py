"""Integrals over two and three variables: rectangles, triangles, quadrants, the plane; the innermost comes first."""

import pytest
from sympy import (
    Abs,
    Integer,
    Integral,
    Rational,
    Sum,
    cos,
    exp,
    log,
    oo,
    pi,
    sin,
    sqrt,
    symbols,
)

from derive import calc, equals
from derive.domains import POSITIVE, REAL
from derive.numeric import oracle
from derive.numeric.balls import settle
from derive.numeric.batch import evaluate
from tests.judging import verdict

x, y, z, r = symbols("x y z r", real=True)
a, b = symbols("a b", positive=True)
DOMAINS = {a: POSITIVE, b: POSITIVE, r: REAL}

TRUE = {
    "rectangle": (Integral(x + y, (y, 0, a), (x, 0, b)), a * b * (a + b) / 2),
    "triangle": (Integral(x * y, (y, 0, x), (x, 0, 1)), Rational(1, 8)),
    "triangle on either side of 0": (Integral(x, (y, 0, x), (x, 0, r)), r**3 / 3),
    "disc": (Integral(1, (y, -sqrt(1 - x**2), sqrt(1 - x**2)), (x, -1, 1)), pi),
    "the only order with antiderivatives": (Integral(exp(y**2), (x, 0, y), (y, 0, 1)), (exp(1) - 1) / 2),
    "plane": (Integral(exp(-a * x**2 - b * y**2), (y, -oo, oo), (x, -oo, oo)), pi / sqrt(a * b)),
    "correlated": (Integral(exp(-(x**2) - y**2 + x * y), (y, -oo, oo), (x, -oo, oo)), 2 * pi / sqrt(3)),
    "one exponential time before another": (
        Integral(a * b * exp(-a * x - b * y), (y, x, oo), (x, 0, oo)), a / (a + b),
    ),
    "simplex": (Integral(1, (z, 0, 1 - x - y), (y, 0, 1 - x), (x, 0, 1)), Rational(1, 6)),
    "the larger end first": (Integral(1, (y, 0, x), (x, 1, 0)), -Rational(1, 2)),
    "a root of a square is no identity": (Integral(1, (y, 0, sqrt(x**2)), (x, -1, 1)), Integer(1)),
    "Frullani": (Integral(exp(-x * y), (x, 1, 2), (y, 0, oo)), log(2)),
}  # fmt: skip

FALSE = {
    "rectangle": (Integral(x + y, (y, 0, a), (x, 0, b)), a * b * (a + b)),
    "triangle": (Integral(x * y, (y, 0, x), (x, 0, 1)), Rational(1, 4)),
    "sides of a triangle": (Integral(Abs(x), (y, 0, x), (x, 0, r)), r**3 / 3),
    "the other order": (Integral(exp(y**2), (x, 0, y), (y, 0, 1)), exp(1) - 1),
    "a root of a square": (Integral(1, (y, 0, sqrt(x**2)), (x, -1, 1)), Integer(0)),
    "waves": (Integral(sin(x + y), (y, 0, pi), (x, 0, pi)), Integer(1)),
    "sum": (Sum(Sum(y, (y, 1, x)), (x, 1, 3)), Integer(18)),
}

NEVER_DECIDED = {

    "divergent over the half-line": (Integral(exp(-x * y), (y, 0, oo), (x, -1, 2)), log(2)),
}


@pytest.mark.parametrize("name", TRUE)
def test_true_values_are_proved(name):
    integral, value = TRUE[name]
    assert verdict(calc(integral, equals(value)), DOMAINS) == "proved"


@pytest.mark.parametrize("name", FALSE)
def test_false_values_are_refuted(name):
    integral, value = FALSE[name]
    assert verdict(calc(integral, equals(value)), DOMAINS) == "refuted"


@pytest.mark.slow
@pytest.mark.parametrize("name", NEVER_DECIDED)
def test_integrals_without_a_value_are_not_decided(name):
    integral, value = NEVER_DECIDED[name]
    assert verdict(calc(integral, equals(value)), DOMAINS) == "undecided"


@pytest.mark.parametrize(
    ("integral", "value"),
    [
        (Integral(cos(x * y), (y, 0, x), (x, 0, 1)), 0.4730415),
        (Integral(1 / (1 + x * y), (y, 0, 1), (x, 0, 1)), 0.8224670),
        (Integral(exp(x) / (1 + y**2), (y, x, 1), (x, 0, 1)), 0.4853260),
        (Sum(x * y, (x, 1, y), (y, 1, 3)), 25),
    ],
    ids=["triangle", "square", "another triangle", "sum"],
)
def test_three_evaluators_agree(integral, value):
    assert float(evaluate([integral], {})[0]) == pytest.approx(value, rel=1e-6)
    assert float(settle(integral, {}, 64)) == pytest.approx(value, rel=1e-6)
    assert float(oracle.value(integral, {}, 20)) == pytest.approx(value, rel=1e-6)
