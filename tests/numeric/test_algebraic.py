"""The exact zero test for algebraic numbers: yes only where it is certain."""

import pytest
from sympy import Abs, Integer, Pow, Rational, exp, log, pi, sqrt

from derive.numeric.algebraic import vanishes
from derive.terms import cbrt, plus

ROOT = cbrt(Integer(2))

ZEROS = [
    ("a rational", plus(Rational(1, 3), Rational(-1, 3))),
    ("a nested root", sqrt(2) + sqrt(3) - sqrt(5 + 2 * sqrt(6))),
    ("a golden power", ((1 + sqrt(5)) / 2) ** 2 - (1 + sqrt(5)) / 2 - 1),
    ("a rationalised denominator", 1 / (sqrt(3) - sqrt(2)) - sqrt(3) - sqrt(2)),
    (
        "Ramanujan's cube roots",
        cbrt(ROOT - 1) - cbrt(Rational(1, 9)) + cbrt(Rational(2, 9)) - cbrt(Rational(4, 9)),
    ),
    ("a real cube root of a negative number", cbrt(Integer(-2)) + ROOT),
    ("an absolute value", Abs(1 - sqrt(2)) - sqrt(2) + 1),
    ("a fourth root", Pow(4, Rational(1, 4), evaluate=False) - sqrt(2)),
]

OTHERS = [
    ("close, but not zero", sqrt(10**12 + 1) - 10**6 - Rational(1, 2 * 10**6)),
    ("a convergent", sqrt(2) - Rational(665857, 470832)),
    ("a transcendental zero", log(6) - log(2) - log(3)),
    ("a transcendental number", exp(1) - pi),
    ("no real number", sqrt(Integer(-1)) - sqrt(Integer(-1)) * sqrt(2)),
    ("nested roots near each other", sqrt(5 + 2 * sqrt(6)) - sqrt(2) - sqrt(3) - Rational(1, 10**40)),
]


@pytest.mark.parametrize("number", [pytest.param(number, id=name) for name, number in ZEROS])
def test_zero(number):
    assert vanishes(number)


@pytest.mark.parametrize("number", [pytest.param(number, id=name) for name, number in OTHERS])
def test_not_zero_or_not_known(number):
    assert not vanishes(number)
