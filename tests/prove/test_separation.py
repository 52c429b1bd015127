"""Inequalities by a number between the sides."""

import pytest
from sympy import Abs, cosh, exp, log, sin

from derive.prove import prove
from derive.prove.separation import prove_by_separation

from .statements import claim, d, e, p, proved_by, x, y

TRUE = {
    "a logarithm below a square": (log(d), "<", x**2),
    "at most, where both may be 0": (-(x**2), "<=", Abs(y)),
    "a divergence of coins above a logarithm": (d * log(d / e) + (1 - d) * log((1 - d) / (1 - e)), ">=", log((d - e) ** 2)),
    "1 lies between": (cosh(x) + exp(-p), ">", d),
    "minus 1 lies between": (-1 - x**2, "<", p - 1),
}  # fmt: skip

FALSE = {
    "both may be 0": (-(x**2), "<", Abs(y)),
    "no number lies between": (exp(x), "<", exp(y) + 1),
    "the wrong way round": (log(d), ">", x**2),
    "the sine reaches 1": (sin(x), "<", 1 + y**2),
}


@pytest.mark.parametrize("case", TRUE, ids=list(TRUE))
def test_a_number_between_proves(case):
    assert "lies between" in proved_by(prove_by_separation, *TRUE[case]).method


@pytest.mark.parametrize("case", FALSE, ids=list(FALSE))
def test_false_ones_are_not_proved(case):
    assert prove(claim(*FALSE[case])) is None
