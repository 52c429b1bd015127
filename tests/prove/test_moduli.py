"""Absolute values of what is nowhere negative."""

import pytest
from sympy import Abs, Derivative, Pow, exp, sqrt

from derive.engine import decide
from derive.evidence import Verdict
from derive.prove.moduli import prove_without_moduli
from derive.screening import screen
from derive.terms import expectation, normal

from .statements import a, claim, p, proved_by, x, y


def modulus(node):
    """|node| as it is written."""
    return Abs(node, evaluate=False)


GAUSSIAN = normal(mean=x, std=1)

TRUE = {
    "a square under a derivative": (Derivative(modulus(Pow(x - y, 2)), x), "=", 2 * (x - y)),
    "an exponential under a derivative": (Derivative(modulus(exp(x) * p), x), "=", p * exp(x)),
    "a square under an average": (expectation(GAUSSIAN, lambda z: modulus((z - x) ** 2)), "=", 1),
    "an inequality": (Derivative(modulus(exp(x) + a), x), ">", 0),
}

FALSE = {
    "a number that may be negative": (Derivative(modulus(x - y), x), "=", 1),
    "a difference of squares": (Derivative(modulus(x**2 - y**2), x), "=", 2 * x),
    "a cube": (Derivative(modulus(Pow(x, 3)), x), "=", 3 * x**2),
    "a root of a square without its sign": (Derivative(modulus(sqrt(x**2)), x), "=", 1),
}


@pytest.mark.parametrize("case", TRUE, ids=list(TRUE))
def test_absolute_values_that_are_not_needed_are_left_out(case):
    assert proved_by(prove_without_moduli, *TRUE[case]).method.startswith("without absolute values: ")


@pytest.mark.parametrize("case", FALSE, ids=list(FALSE))
def test_absolute_values_that_are_needed_stay(case):
    speaks = claim(*FALSE[case])
    assert decide(speaks, screen([speaks])[0]).verdict is not Verdict.PROVED
