"""Sizes meet in every order, and families may be plain: what fails only there is refuted all the same."""

import pytest
from sympy import Sum, symbols

from derive import Family, PositiveFamily, Size, above, calc, derivation, equals
from derive.terms import jacobian_determinant

i = symbols("i", integer=True, positive=True)


def an_even_number_of_signs(D: Size, d: Size, K: Size, x: Family):
    """det(-I) = (-1)^D is not -1."""
    return calc(jacobian_determinant(lambda i: -x[i], over=x), equals(-1))


def an_empty_range(D: Size, d: Size, K: Size, s: PositiveFamily):
    """A sum from d + 1 to D is 0 where d = D."""
    return calc(Sum(s[i], (i, d + 1, D)), above(0))


def a_family_of_zeros(D: Size, d: Size, K: Size, x: Family):
    """A sum of squares may be 0."""
    return calc(Sum(x[i] ** 2, (i, 1, D)), above(0))


@pytest.mark.parametrize(
    ("body", "family"), [(an_even_number_of_signs, "x"), (an_empty_range, "s"), (a_family_of_zeros, "x")],
    ids=["an even number of signs", "an empty range", "a family of zeros"],
)  # fmt: skip
def test_a_slip_at_the_edge_is_refuted(body, family):
    page = derivation(source="a test", shapes={family: "D"}, where=lambda d, D: d <= D)(body)
    (report,) = page.check().derivations
    assert [str(step.local.verdict) for step in report.steps] == ["refuted"]
