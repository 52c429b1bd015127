"""A derivation at many points runs on a tape: the values are those of the walk over few points."""

import numpy as np
import pytest

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


def test_arrays_that_are_not_real():
    with pytest.raises(TypeError, match="x: expected real numbers"):
        Batch((x, y), {"one": (x, y)})(np.array([1j]), 1.0)
