"""Values at a witness: as few digits as tell them apart."""

import pytest

from derive.report.figures import shown_pair

PAIRS = [
    ("[1.7578125 +/- 0]", "[3.5156250 +/- 0]", "≈ 1.7578", "≈ 3.5156"),
    ("[2.0000000000000000000 +/- 0]", "3", "= 2", "= 3"),
    ("[0.333333333333333 +/- 4e-16]", "1/4", "≈ 0.33333", "= 1/4"),
    ("[1.0000000000010 +/- 1e-16]", "[1.0000000000020 +/- 1e-16]", "≈ 1.000000000001", "≈ 1.000000000002"),
    ("[0.33333333333333 +/- 1e-16]", "1/3", "≈ 0.33333333333333", "= 1/3"),
    ("[3.33e+39 +/- 4e+21]", "[1.5e-31 +/- 1e-40]", "≈ 3.33e+39", "≈ 1.5e-31"),
    ("[0 +/- 1e-50]", "sqrt(2)", "≈ 0", "= sqrt(2)"),
    ("Matrix([[1], [2]])", "Matrix([[1], [3]])", "= Matrix([[1], [2]])", "= Matrix([[1], [3]])"),
    ("True", "False", "= True", "= False"),
    ("1/0", "oo", "= 1/0", "= oo"),
    ("1" * 100, "2", "= 11111111111111111111111111111111111111 … 1111111111111111111", "= 2"),
]


@pytest.mark.parametrize(("left", "right", "shown_left", "shown_right"), PAIRS)
def test_pairs(left, right, shown_left, shown_right):
    assert shown_pair(left, right) == (shown_left, shown_right)
