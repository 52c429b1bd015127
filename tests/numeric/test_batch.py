"""Batches: float64 values with NaN where there is none, and a derivation as NumPy functions."""

import math
import warnings

import numpy as np
import pytest
from sympy import (
    Abs,
    Derivative,
    Function,
    Integral,
    Matrix,
    Max,
    Ne,
    Piecewise,
    Product,
    Rational,
    Subs,
    Sum,
    Symbol,
    besselj,
    erf,
    exp,
    gamma,
    log,
    loggamma,
    oo,
    pi,
    sqrt,
    symbols,
    zeta,
)  # fmt: skip
from sympy.matrices.expressions.determinant import Determinant

from derive import Positive, Real, UnitInterval, at_most, calc, derivation, equals, implies, tends_to
from derive.numeric.batch import Batch, evaluate
from derive.terms import cbrt, entropy, expectation, kl, logit, normal, over, sigmoid

x, y = symbols("x y", real=True)
n = Symbol("n", integer=True)
NAN = math.nan

VALUES = [
    ("whole powers", x**5 - x**-2, [2.0, -1.0, 0.0], [31.75, -2.0, NAN]),
    ("square roots", sqrt(x), [4.0, 0.0, -1.0], [2.0, 0.0, NAN]),
    ("fractional powers", x ** Rational(1, 3), [8.0, 0.0, -8.0], [2.0, 0.0, NAN]),
    ("zero to the power zero", x**x, [0.0, 2.0, -2.0], [1.0, 4.0, 0.25]),
    ("the real cube root", cbrt(x), [8.0, 0.0, -8.0], [2.0, 0.0, -2.0]),
    ("logarithms", log(x), [1.0, 0.0, -1.0], [0.0, NAN, NAN]),
    ("a fraction that is not reduced", over(x**2, x), [3.0, 0.0], [3.0, NAN]),
    ("a pole of a pole", 1 / (1 / x), [2.0], [2.0]),
    ("overflow on the way to a value", 1 / (1 + exp(-x)), [-1000.0, 1000.0], [0.0, 1.0]),
    ("overflow at the end", exp(x), [1000.0], [NAN]),
    ("sigmoid in both tails", log(sigmoid(x)), [-700.0, 0.0], [-700.0, math.log(0.5)]),
    ("logit", logit(x), [0.5, 0.0, 1.0, 2.0], [0.0, NAN, NAN, NAN]),
    ("the logarithm of an underflow", log(3 * exp(-(x**2))), [100.0], [math.log(3.0) - 1e4]),
    ("pieces", Piecewise((log(x), x > 0), (x, Ne(x, -1))), [1.0, -2.0, -1.0], [0.0, -2.0, NAN]),
    ("maximum", Max(x, 2, -x), [1.0, 3.0, -5.0], [2.0, 3.0, 5.0]),
    ("special functions", gamma(x) + erf(0 * x), [5.0, -1.0], [24.0, NAN]),
    ("log gamma", loggamma(x), [3.0, -0.5], [math.log(2.0), NAN]),
    ("zeta", zeta(x), [2.0, 1.0], [math.pi**2 / 6, NAN]),
    ("a function without a ufunc", besselj(0, x), [0.0], [1.0]),
    ("a function that only bears the name", Function("log")(x), [1.0], [NAN]),
    ("a function that nobody knows", Function("f")(x), [1.0], [NAN]),
    ("a derivative", Derivative(x**3, x), [2.0, 0.0], [12.0, 0.0]),
    ("a derivative at a kink", Derivative(Abs(x), x), [2.0, 0.0, -1.0], [1.0, NAN, -1.0]),
    ("a derivative beside the domain", Derivative(log(x), x), [2.0, -2.0], [0.5, NAN]),
    ("a substitution", Subs(Derivative(y**2, y), y, x + 1), [2.0], [6.0]),
    ("a sum", Sum(n * x, (n, 1, 3)), [1.0, 2.0], [6.0, 12.0]),
    ("a sum up to a variable", Sum(n, (n, 1, x)), [3.0, 0.0, -1.0, 2.5], [6.0, 0.0, NAN, NAN]),
    ("a product up to a variable", Product(n, (n, 1, x)), [3.0, 0.0], [6.0, 1.0]),
    ("an infinite sum", Sum(1 / n**2, (n, 1, oo)) + x, [1.0], [NAN]),
    ("a determinant", Determinant(Matrix([[x, 1], [2, x]])), [3.0, 1.0], [7.0, -1.0]),
    ("an integral", Integral(y**2, (y, 0, x)), [3.0, -3.0], [9.0, -9.0]),
    ("an integral to infinity", Integral(exp(-y), (y, x, oo)), [0.0, 1.0], [1.0, math.exp(-1)]),
    ("an integral over the line", Integral(exp(-((y - x) ** 2)), (y, -oo, oo)), [1.0], [math.sqrt(math.pi)]),
    ("an integral from infinity to minus infinity", Integral(exp(-((y - x) ** 2)), (y, oo, -oo)), [1.0],
     [-math.sqrt(math.pi)]),
    ("a moment", expectation(normal(mean=x, std=2), lambda t: t**2), [3.0, 0.0], [13.0, 4.0]),
    ("an average of averages",
     expectation(normal(mean=x, std=1), lambda t: expectation(normal(mean=t, std=1), lambda s: s**2)),
     [3.0], [11.0]),
    ("a divergence", kl(normal(mean=x, std=2), normal(mean=0, std=2)), [4.0], [2.0]),
    ("a divergence of laws far apart", kl(normal(mean=x, std=1), normal(mean=0, std=1)), [60.0], [1800.0]),
    ("an entropy", entropy(normal(mean=x, std=1)), [4.0], [math.log(2 * math.pi * math.e) / 2]),
    ("no normal law", expectation(normal(mean=0, std=x), lambda t: t**2), [2.0, -2.0], [4.0, NAN]),
    ("a constant", pi + 0 * x, [1.0, 2.0], [math.pi, math.pi]),
    ("no real number", sqrt(-1 - x**2), [1.0], [NAN]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("expression", "at", "expected"), [pytest.param(*row[1:], id=row[0]) for row in VALUES]
)
def test_values(expression, at, expected):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        (found,) = evaluate([expression], {x: np.array(at)})
    np.testing.assert_allclose(found, expected, rtol=1e-9, atol=1e-11)


def test_results_have_the_shape_of_the_points():
    constant, both = evaluate([pi, x + y], {x: np.ones((3, 1)), y: np.ones(4)})
    assert constant.shape == both.shape == (3, 4)


def test_matrices_are_evaluated_entry_by_entry():
    (found,) = evaluate(
        [Matrix([[x, 1, 0], [y, x * y, 2]])], {x: np.array([1.0, 2.0]), y: np.array([3.0, 4.0])}
    )
    assert found.shape == (2, 2, 3)
    np.testing.assert_array_equal(found[1], [[2, 1, 0], [4, 8, 2]])


def test_nodes_that_occur_twice_are_evaluated_once(monkeypatch):
    from derive.numeric import ufuncs

    calls = []
    monkeypatch.setitem(ufuncs.FUNCTIONS, "sin", lambda u: calls.append(u) or np.sin(u))
    from sympy import sin

    evaluate([sin(x) + 1, sin(x) ** 2, exp(sin(x))], {x: np.ones(2)})
    assert len(calls) == 1


@derivation(source="a test")
def page(a: Real, p: Positive, d: UnitInterval):
    """Several kinds of steps."""
    from sympy import Eq

    main = calc(
        (a + p) ** 2, equals(a**2 + 2 * a * p + p**2), tends_to(a**2, as_=(p, 0, "+")), at_most(a**2 + d)
    )
    solving = calc(Eq(a + p, d), implies(Eq(a, d - p)))
    vectors = calc([a, p], equals([p, a]))
    return main, solving, vectors


class TestBatch:
    def test_steps_are_keyed_by_their_ids(self):
        assert list(Batch.of(page).sides) == ["main::1", "main::3", "solving::1", "vectors::1"]

    def test_arrays_go_by_position_or_name(self):
        batch = Batch.of(page)
        a, p, d = np.array([1.0, 2.0]), np.array([3.0, 4.0]), np.array([0.5, 0.25])
        by_position, by_name = batch(a, p, d), batch(p=p, d=d, a=a)
        for key, (lhs, rhs) in by_position.items():
            np.testing.assert_array_equal(lhs, by_name[key][0])
            np.testing.assert_array_equal(rhs, by_name[key][1])
        np.testing.assert_array_equal(by_position["main::1"][0], [16.0, 36.0])
        np.testing.assert_array_equal(by_position["solving::1"][1], d - p)

    def test_scalars_and_grids(self):
        batch = Batch.of(page)
        assert batch(1.0, 2.0, 0.5)["main::1"][0].shape == ()
        assert batch(np.ones((3, 1)), 2.0, np.full(4, 0.5))["main::1"][0].shape == (3, 4)
        assert batch(np.ones((3, 4)), 2.0, np.full(4, 0.5))["main::1"][0].shape == (3, 4)
        assert batch(np.ones((3, 1)), 2.0, np.full(4, 0.5))["vectors::1"][0].shape == (3, 4, 2, 1)

    def test_many_points_go_in_blocks(self):
        a = np.linspace(-1, 1, 40_000)
        lhs, rhs = Batch.of(page)(a, 1.0, 0.5)["main::1"]
        np.testing.assert_allclose(lhs, (a + 1) ** 2)
        np.testing.assert_allclose(rhs, lhs, atol=1e-12)

    def test_no_points(self):
        assert Batch.of(page)(np.array([]), 1.0, 0.5)["main::1"][0].shape == (0,)

    @pytest.mark.parametrize(
        ("args", "kwargs"),
        [((1.0,), {}), ((1.0, 2.0, 0.5, 3.0), {}), ((1.0, 2.0), {"a": 1.0}), ((), {"b": 1.0})],
    )
    def test_wrong_arguments(self, args, kwargs):
        with pytest.raises(TypeError, match="one array for each of a, p, d"):
            Batch.of(page)(*args, **kwargs)

    def test_a_derivation_knows_its_batch(self):
        assert set(page.lambdify()(0.0, 1.0, 0.5)) == {"main::1", "main::3", "solving::1", "vectors::1"}
