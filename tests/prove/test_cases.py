"""Case splits: absolute values, extrema, signs, steps and pieces."""

import pytest
from sympy import Abs, Eq, Heaviside, Max, Min, Piecewise, exp, log, sign, sqrt

from derive.prove import prove
from derive.prove.cases import prove_cases
from derive.terms import cbrt

from .statements import claim, p, proved_by, x, y, z

TRUE = [
    pytest.param(Abs(x + y), "<=", Abs(x) + Abs(y), id="the triangle inequality"),
    pytest.param(Abs(Abs(x) - Abs(y)), "<=", Abs(x - y), id="the triangle inequality, reversed"),
    pytest.param(sign(x) * Abs(x), "=", x, id="sign and size"),
    pytest.param(sign(x) ** 3, "=", sign(x), id="a sign to an odd power"),
    pytest.param(sign(x * y), "=", sign(x) * sign(y), id="the sign of a product"),
    pytest.param(Heaviside(x) + Heaviside(-x), "=", 1, id="a step and its mirror image, 1/2 at 0"),
    pytest.param(Piecewise((x, x >= 0), (-x, True)), "=", Abs(x), id="the absolute value by pieces"),
    pytest.param(Piecewise((0, Eq(x, 0)), (x**2 / x, True)), "=", x, id="a gap that is filled"),
    pytest.param(Max(x, 0) - Max(-x, 0), "=", x, id="positive and negative part"),
    pytest.param(Max(x, 0) * Min(x, 0), "=", 0, id="one of the two parts is 0"),
    pytest.param(Max(x, y, z), ">=", x, id="the largest of three"),
    pytest.param(Min(x, y), "<=", Max(x, y), id="the smaller and the larger"),
    pytest.param(exp(log(x * y), evaluate=False), "=", x * y, id="factors of unknown sign with a positive product"),
    pytest.param(sqrt(x**2 * p), "=", Abs(x) * sqrt(p), id="a root of a square"),
    pytest.param(cbrt(x) * Abs(x), "=", cbrt(x**4) * sign(x) * cbrt(x**2) / cbrt(x**2), id="cube roots and signs off 0"),
]  # fmt: skip

FALSE = [
    pytest.param(Abs(x + y), ">=", Abs(x) + Abs(y), id="1 and -1"),
    pytest.param(sign(x) ** 2, "=", 1, id="the sign of 0 is 0"),
    pytest.param(Heaviside(x) * 2 - 1 + sign(x) ** 2, "=", sign(x) + 1, id="at 0 the left side is 0, the right one 1"),
    pytest.param(Piecewise((x, x > 1), (-x, True)), "=", Abs(x), id="between 0 and 1"),
    pytest.param(Piecewise((1, Eq(x, 0)), (x**2 / x, True)), "=", x, id="a gap filled with the wrong value"),
    pytest.param(Max(x, y), "=", (x + y) / 2, id="only where x = y"),
    pytest.param(Max(x, 0) - Min(x, 0), "=", x, id="a sign between the parts"),
    pytest.param(Min(x, y), "<", Max(x, y), id="equality where x = y"),
    pytest.param(sign(x) * sign(y), "=", sign(x + y), id="1 and -1 again"),
]  # fmt: skip


@pytest.mark.parametrize(("lhs", "relation", "rhs"), TRUE)
def test_claims_are_proved(lhs, relation, rhs):
    assert prove(claim(lhs, relation, rhs)) is not None


@pytest.mark.parametrize(("lhs", "relation", "rhs"), FALSE)
def test_false_claims_are_not_proved(lhs, relation, rhs):
    assert prove(claim(lhs, relation, rhs)) is None


def test_every_case_is_proved_by_a_method_that_is_named():
    assert proved_by(prove_cases, sign(x) * Abs(x), "=", x).method == "case by case: normal form"
