"""A derivation at many points runs on a tape: the values are those of the walk over few points."""

import numpy as np
import pytest
from sympy import Matrix, pi

from derive.numeric import batch
from derive.numeric.batch import Batch, evaluate
from derive.terms import over
from tests.numeric.test_batch import VALUES, page, x, y


@pytest.mark.parametrize(
    ("expression", "at", "expected"), [pytest.param(*row[1:], id=row[0]) for row in VALUES]
)
def test_the_tape_gives_the_values_of_the_walk(expression, at, expected, monkeypatch):
    monkeypatch.setattr(batch, "FEW", 0)
    found = Batch((x,), {"one": (expression, x)})(np.array([*at, *at]))["one"][0]
    np.testing.assert_allclose(found, [*expected, *expected], rtol=1e-9, atol=1e-11)


def test_matrices_keep_their_axes_behind(monkeypatch):
    a, p, d = np.ones((40, 50)), np.linspace(1, 2, 50), 0.5
    lhs, rhs = Batch.of(page)(a, p, d)["vectors::1"]
    assert lhs.shape == (40, 50, 2, 1)
    np.testing.assert_array_equal(lhs[3, :, 1, 0], p)
    np.testing.assert_array_equal(rhs[..., ::-1, :], lhs)


def test_poles_in_one_block_do_not_change_the_others():
    points = np.linspace(-1, 1, 100_001)
    points[50_000] = 0.0
    fraction = over(x, x**2) * x
    lhs = Batch((x,), {"one": (fraction, x)})(points)["one"][0]
    assert np.flatnonzero(np.isnan(lhs)).tolist() == [50_000]
    (walked,) = evaluate([fraction], {x: points})
    np.testing.assert_allclose(lhs, walked)


def test_entries_that_are_shared_constant_or_variables():
    here = np.linspace(1, 2, 3_000)
    first, second = Matrix([[x * y, 2], [x, x * y]]), Matrix([x * y])
    lhs, rhs = Batch((x, y), {"one": (first, second)})(here, 0.5)["one"]
    np.testing.assert_array_equal(lhs, np.stack([here / 2, 0 * here + 2, here, here / 2], -1).reshape(-1, 2, 2))
    np.testing.assert_array_equal(rhs, (here / 2)[:, None, None])


@pytest.mark.parametrize("count", [5, 5_000])
def test_a_variable_or_a_number_is_a_side_too(count):
    here = np.ones((count, 2))
    here[1, 1], here[2, 0] = np.inf, np.nan
    lhs, rhs = Batch((x, y), {"one": (x, pi)})(here, 1.0)["one"]
    np.testing.assert_array_equal(lhs, np.where(np.isinf(here), np.nan, here))
    np.testing.assert_array_equal(rhs, np.full((count, 2), np.pi))
    assert here[1, 1] == np.inf


@pytest.mark.parametrize("expression", [over(x, 0), over(1, over(x, 0)), 2 * over(y * x, 0 * pi)], ids=str)
def test_a_division_by_the_constant_zero_has_no_value(expression, monkeypatch):
    monkeypatch.setattr(batch, "FEW", 0)
    assert np.isnan(Batch((x, y), {"one": (expression, x)})([0.0, 2.0], 1.0)["one"][0]).all()


def test_arrays_that_are_not_real():
    with pytest.raises(TypeError, match="x: expected real numbers"):
        Batch((x, y), {"one": (x, y)})(np.array([1j]), 1.0)
