"""Decimal digits: within half a unit of the last place, decided by balls; ties exactly."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sympy import Integer, Rational, Sum, Symbol, exp, log, pi, sqrt

from derive.calculation import Relation
from derive.claim import Claim
from derive.domains import POSITIVE
from derive.evidence import Proof
from derive.prove.rounding import prove_rounding, refute_rounding
from derive.prove.signs import Facts
from derive.terms import expectation, normal

x = POSITIVE.symbol("x")
k = Symbol("k", integer=True)
density = exp(-Rational(365, 729)) / (3 * (2 * pi) ** Rational(3, 2))
almost_whole = exp(pi * sqrt(163))


def claim_of(lhs, digits, domains=None):
    return Claim(lhs, Relation.ROUNDS_TO, Decimal(digits), domains or {})


def prove(lhs, digits):
    claim = claim_of(lhs, digits)
    return prove_rounding(claim, Facts.of(claim))


TRUE = {
    "pi": (pi, "3.1416"),
    "negative": (-pi, "-3.14"),
    "the density of the sheet": (density, "0.0128281441595"),
    "a number that is almost whole": (almost_whole, "262537412640768743.99999999999925"),
    "in the sense of a large unit": (Integer(123456), "1.2E+5"),
    "a small number": (exp(-1000), "5.0760E-435"),
    "no decimals": (Rational(7, 3), "2"),
    "exactly": (Rational(1, 8), "0.125"),
    "a tie, upwards": (Rational(1, 8), "0.13"),
    "a tie, downwards": (Rational(1, 8), "0.12"),
    "a tie that is not rational at sight": (sqrt(2) ** 2 / 16 + log(1), "0.13"),
    "a finite sum": (Sum(1 / k**2, (k, 1, 10)), "1.5497677"),
    "an expectation": (expectation(normal(mean=1, std=2), lambda u: u**2), "5.0"),
}
FALSE = {
    "cut off instead of rounded": (pi, "3.1415"),
    "one digit off": (density, "0.0128281441594"),
    "a digit lost": (density, "0.01283814"),
    "almost whole is not whole": (almost_whole, "262537412640768744.000000000000"),
    "0 for a small number": (exp(-1000), "1E-435"),
    "the wrong sign": (-pi, "3.14"),
    "just beside a tie": (Rational(1, 8) + Rational(1, 10**40), "0.12"),
}


@pytest.mark.parametrize("row", TRUE.values(), ids=TRUE.keys())
def test_right_digits_are_proved(row):
    assert isinstance(prove(*row), Proof)
    assert refute_rounding(claim_of(*row)) is None


@pytest.mark.parametrize("row", FALSE.values(), ids=FALSE.keys())
def test_wrong_digits_are_refuted(row):
    assert prove(*row) is None
    found = refute_rounding(claim_of(*row))
    assert found.witness == ()
    assert found.rhs == str(Decimal(row[1]))
    assert "half a unit" in found.reason


def test_with_variables_only_a_point_is_found():
    claim = claim_of(x, "1.00", {x: POSITIVE})
    assert prove_rounding(claim, Facts.of(claim)) is None
    assert refute_rounding(claim).witness[0][0] == "x"


def test_a_constant_without_value_stays_open():
    assert prove(log(Integer(-1)) * 0 + log(pi - 4, evaluate=False), "0.1") is None
    assert refute_rounding(claim_of(log(pi - 4, evaluate=False), "0.1")) is None


@given(st.fractions(min_value=-1000, max_value=1000, max_denominator=10**6), st.integers(0, 6))
def test_rounding_in_the_decimal_module_is_proved(number, places):
    exact = Rational(number.numerator, number.denominator)
    unit = Decimal(1).scaleb(-places)
    shown = (Decimal(number.numerator) / Decimal(number.denominator)).quantize(unit)
    assert isinstance(prove(exact, str(shown)), Proof)
    assert prove(exact, str(shown + 2 * unit)) is None
