"""Arrays of other libraries are computed where they live, and come out as the same kind."""

import numpy as np
import pytest
from sympy import Abs, Max, Piecewise, erf, exp, log, sin, sqrt, symbols, tanh

import derive

x, y = symbols("x y")
EXPRESSIONS = [
    x**2 + y / x - 3, exp(-x) * sin(y), log(x) + sqrt(y), Max(x, y, 1), Piecewise((x, x < y), (tanh(y), True)),
    Abs(x - y) ** 3 / 7,
]  # fmt: skip
X, Y = (np.random.default_rng(i).uniform(0.1, 2, (3, 4)) for i in range(2))


@pytest.fixture(params=["array_api_strict", "torch", "jax.numpy"])
def library(request):
    pytest.importorskip("array_api_compat")
    if request.param == "jax.numpy":
        pytest.importorskip("jax").config.update("jax_enable_x64", True)
    return pytest.importorskip(request.param)


@pytest.mark.parametrize("expression", EXPRESSIONS, ids=str)
def test_values(library, expression):
    found = derive.lambdify([x, y], [expression, 2])(library.asarray(X), library.asarray(Y))
    assert type(found[0]) is type(library.asarray(X))
    assert tuple(found[1].shape) == (3, 4)
    np.testing.assert_allclose(np.asarray(found[0]), derive.lambdify([x, y], expression)(X, Y), rtol=1e-12)


def test_numbers_beside_arrays_and_single_precision(library):
    single = library.asarray(X, dtype=library.float32)
    found = derive.lambdify([x, y], x + y)(single, 0.5)
    assert found.dtype == library.float32
    np.testing.assert_allclose(np.asarray(found), X + 0.5, rtol=1e-6)


def test_what_the_standard_lacks(library):
    with pytest.raises(TypeError, match="no function for erf"):
        derive.lambdify(x, erf(x))(library.asarray(X))


def test_complex_arrays_are_refused(library):
    with pytest.raises(TypeError, match="x: expected real numbers"):
        derive.lambdify(x, x + 1)(library.asarray(X, dtype=library.complex128))
