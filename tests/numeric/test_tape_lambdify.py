"""`derive.lambdify`: SymPy's values, the same bits for any blocks and threads, clear errors."""

import tracemalloc
import warnings

import mpmath
import numpy as np
import pytest
import sympy
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sympy import (
    Abs,
    And,
    Derivative,
    Function,
    Heaviside,
    I,
    Identity,
    Integral,
    Inverse,
    Matrix,
    MatrixSymbol,
    Max,
    Min,
    Mod,
    Not,
    Or,
    Piecewise,
    Rational,
    S,
    Subs,
    Sum,
    Symbol,
    Trace,
    acos,
    acosh,
    acot,
    asec,
    asin,
    asinh,
    atan,
    atan2,
    atanh,
    besselj,
    binomial,
    cbrt,
    ceiling,
    cos,
    cosh,
    coth,
    erf,
    exp,
    expint,
    factorial,
    floor,
    gamma,
    lambdify,
    log,
    loggamma,
    pi,
    polygamma,
    sec,
    sign,
    sin,
    sinc,
    sinh,
    sqrt,
    symbols,
    tan,
    tanh,
    zeta,
)
from sympy.matrices.expressions.determinant import Determinant

import derive
from derive.numeric.blocks import Column, Run
from derive.numeric.lowering import Lowering
from derive.numeric.tape import Kernel, Tape

x, y, z = symbols("x y z")
k = Symbol("k", integer=True)
RNG = np.random.default_rng(7)
X, Y, Z = (RNG.uniform(0.1, 2.0, 50) for _ in range(3))

EXPRESSIONS = [
    x + y - 3, x**2 / y - 3 * x * y**-2 + z / 7, -x, -(x + y), 2 - x, 1 / x, x**7 - x**-3, sqrt(x), x**Rational(-3, 2),
    x**Rational(1, 3), x**y, 2**x, 3**x, pi * sqrt(2) / x, S(3), exp(-(x**2) / 2) / sqrt(2 * pi), log(x) / log(y),
    Abs(x - y), Max(x, y, z), Min(x, 1), sign(x - y), floor(3 * x), ceiling(3 * x), Mod(x, y), Heaviside(x - 1),
    sin(x) * cos(y) + tan(z), asin(x / 3), acos(x / 3), atan(x), atan2(x, y), sinh(x), cosh(x), tanh(x), asinh(x),
    acosh(1 + x), atanh(x / 3), sec(x), acot(x), coth(x), asec(1 + x), sinc(x), cbrt(x),
    Piecewise((x, x < y), (log(z), x < 2 * y), (0, True)), Piecewise((x, x < 1)), x < y, And(x < y, Not(y < z)),
    Or(x < y, y >= z), Sum(x**k / 2, (k, 0, 5)), Sum(sin(k * x), (k, 1, 100)),
    x**2.0, x**0.5, x**-1.5, x**1.7,
    (1 + x + y) * (x - y) / (1 + (1 + x + y) ** 2), sum((i + 1) * x**i * y ** (20 - i) * (-1) ** i for i in range(21)),
]  # fmt: skip


@pytest.mark.parametrize("expression", EXPRESSIONS, ids=str)
def test_values_are_those_of_sympy(expression):
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        theirs = np.broadcast_to(lambdify([x, y, z], expression, "numpy")(X, Y, Z), X.shape)
    ours = derive.lambdify([x, y, z], expression)(X, Y, Z)
    assert ours.shape == X.shape
    assert ours.dtype == (bool if theirs.dtype == bool else np.float64)
    np.testing.assert_allclose(ours, theirs, rtol=2e-12, atol=1e-14)


SPECIAL = [
    (gamma(x), lambda a: mpmath.gamma(a)), (loggamma(x), lambda a: mpmath.loggamma(a)),
    (erf(x), lambda a: mpmath.erf(a)), (besselj(1, x), lambda a: mpmath.besselj(1, a)),
    (factorial(x), lambda a: mpmath.factorial(a)), (binomial(x, 2), lambda a: mpmath.binomial(a, 2)),
    (polygamma(1, x), lambda a: mpmath.polygamma(1, a)), (zeta(x + 2), lambda a: mpmath.zeta(a + 2)),
    (expint(1, x), lambda a: mpmath.e1(a)),
]  # fmt: skip


@pytest.mark.parametrize(("expression", "function"), SPECIAL, ids=[str(row[0]) for row in SPECIAL])
def test_special_functions_with_or_without_scipy(expression, function):
    found = derive.lambdify(x, expression)(X[:8])
    np.testing.assert_allclose(found, [float(function(mpmath.mpf(a))) for a in X[:8]], rtol=1e-11)


def test_poles_and_undefined_values_are_those_of_numpy():
    found = derive.lambdify(x, [log(x), 1 / x, sqrt(x), x**-2])(np.array([-1.0, 0.0]))
    np.testing.assert_array_equal(
        found, [[np.nan, -np.inf], [-1.0, np.inf], [np.nan, 0.0], [1.0, np.inf]]
    )


u, v = symbols("u v", real=True)


def atoms():
    numbers = st.sampled_from([S(1), S(2), S(-1), Rational(1, 2), Rational(-3, 7), pi, S(5)])
    return st.one_of(st.sampled_from([u, v]), numbers)


UNARY = [exp, sin, cos, tanh, atan, sqrt, log, Abs, lambda t: t**2, lambda t: t**-1, lambda t: t**3, asinh]
BINARY = [lambda a, b: a + b, lambda a, b: a - b, lambda a, b: a * b, Max, Min, lambda a, b: a / (2 + b**2)]


def built(make, *parts):
    """SymPy refuses to compare some numbers that are not real."""
    try:
        return make(*parts)
    except (ValueError, TypeError):
        return S(1)


def compound(inner):
    one = st.tuples(st.sampled_from(UNARY), inner).map(lambda pair: built(*pair))
    two = st.tuples(st.sampled_from(BINARY), inner, inner).map(lambda row: built(*row))
    return one | two


EXPRESSION = st.recursive(atoms(), compound, max_leaves=8).filter(
    lambda e: not e.has(I, sympy.zoo, sympy.nan, sympy.oo) and e.is_real is not False
)
BOUNDED = settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))


@BOUNDED
@given(EXPRESSION)
def test_random_expressions_agree_with_sympy(expression):
    with np.errstate(all="ignore"), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        theirs = np.broadcast_to(lambdify([u, v], expression, "numpy")(X, Y), X.shape)
    ours = derive.lambdify([u, v], expression)(X, Y)
    tame = np.isfinite(theirs) & (np.abs(theirs) < 1e12)
    error = error_bound(expression)[tame]
    assert (np.abs(ours[tame] - theirs[tame]) <= 2 * error + 1e-300).all()


def error_bound(expression):
    from derive.numeric.bounds import Bounds
    from derive.numeric.lowering import Lowering

    tape = Tape()
    lower = Lowering(tape, {u: tape.input(), v: tape.input()})
    node = lower(expression)
    ((_, error),) = Bounds(tape, [node]).at([X, Y])
    return np.broadcast_to(error, X.shape)


@BOUNDED
@given(EXPRESSION)
def test_running_error_bounds_hold_against_fifty_digits(expression):
    ours = derive.lambdify([u, v], expression)(X[:6], Y[:6])
    error = error_bound(expression)[:6]
    exact = lambdify([u, v], expression, "mpmath")
    with mpmath.workdps(50):
        for value, bound, a, b in zip(ours, error, X, Y, strict=False):
            if not np.isfinite(value):
                continue
            try:
                true = exact(mpmath.mpf(float(a)), mpmath.mpf(float(b)))
            except (ZeroDivisionError, ValueError):
                continue
            if isinstance(true, mpmath.mpc):
                continue
            assert abs(true - mpmath.mpf(float(value))) <= 2 * float(bound) + 1e-300


@pytest.mark.parametrize(
    ("expression", "calls"),
    [
        pytest.param(sqrt(2) * sin(x) / (2 * sqrt(pi)), 2, id="the constants of a product are one number"),
        pytest.param(exp(-(x**2) / 2), 3, id="a minus is in the constant"),
        pytest.param(-exp(x) / 3, 2, id="also before a sum"),
        pytest.param(-2 / x, 1, id="also above a division"),
        pytest.param(x - 3 * y, 2, id="a product with a minus is subtracted"),
        pytest.param((x + y) ** 3 + sin(x + y), 5, id="what occurs twice is one node"),
    ],
)
def test_calls_of_numpy(expression, calls):
    tape = Tape()
    node = Lowering(tape, {x: tape.input(), y: tape.input()})(expression)
    assert len(tape.schedule([node]).each) == calls


class TestShapes:
    def test_structures_come_back(self):
        found = derive.lambdify([x, y], [x, (y, [1, x + y])])(X, Y)
        assert isinstance(found, list)
        assert isinstance(found[1], tuple)
        assert found[1][1][0].tolist() == [1.0] * 50
        np.testing.assert_array_equal(found[1][1][1], X + Y)

    def test_arrays_broadcast_and_constants_do_too(self):
        first, second = derive.lambdify([x, y], [x * y, 2])(X[:3, None], Y[:4])
        np.testing.assert_array_equal(first, X[:3, None] * Y[:4])
        assert second.shape == (3, 4)

    def test_scalars_give_scalars(self):
        assert derive.lambdify(x, x + 1)(2) == 3.0
        assert np.ndim(derive.lambdify(x, x + 1)(2)) == 0

    def test_matrices_have_their_axes_first(self):
        found = derive.lambdify([x, y], Matrix([[x, 1], [y, x * y]]))(X, Y)
        assert found.shape == (2, 2, 50)
        np.testing.assert_array_equal(found[1, 1], X * Y)

    @pytest.mark.parametrize("count", [0, 1, 2])
    def test_few_points(self, count):
        assert derive.lambdify([x, y], x + y)(X[:count], Y[:count]).tolist() == (X + Y)[:count].tolist()

    def test_strided_reversed_read_only_and_whole_numbers(self):
        wide = np.arange(200_000.0)
        wide.flags.writeable = False
        f = derive.lambdify([x, y], x**2 - y)
        np.testing.assert_array_equal(f(wide[::2], wide[::-2]), wide[::2] ** 2 - wide[::-2])
        np.testing.assert_array_equal(f(np.arange(5), True), np.arange(5.0) ** 2 - 1)
        np.testing.assert_array_equal(f(wide[:6].reshape(2, 3).T, 0), (wide[:6].reshape(2, 3).T) ** 2)

    def test_float32_on_request(self):
        found = derive.lambdify([x, y], [x * y + Rational(1, 3), x < y], dtype="float32")(X, Y)
        assert found[0].dtype == np.float32
        assert found[1].dtype == bool
        np.testing.assert_allclose(found[0], X * Y + 1 / 3, rtol=1e-6)

    def test_an_expression_in_the_imaginary_unit_is_complex(self):
        np.testing.assert_array_equal(derive.lambdify(x, I * x)(X), 1j * X)

    def test_names_work_as_arguments(self):
        f = derive.lambdify([x, y], x - y)
        assert f(y=1.0, x=3.0) == f(3.0, y=1.0) == 2.0
        assert derive.lambdify("x y", x - y)(3.0, 1.0) == 2.0


class TestBlocksAndThreads:
    f = derive.lambdify([x, y, z], [exp(x) * sin(y) / z + x**y - tanh(z), Max(x, y) ** 3, besselj(0, 1) + x])

    @pytest.mark.parametrize("block", [1, 7, 64, 1000, 100_000])
    @pytest.mark.parametrize("threads", [1, 2, 3])
    def test_the_bits_are_the_same(self, block, threads):
        size = 5_003 if block > 1 else 301
        arrays = [np.random.default_rng(i).uniform(0.1, 3, size) for i in range(3)]
        whole = self.f.evaluate(arrays, block=10_000, threads=1)
        for one, other in zip(whole, self.f.evaluate(arrays, block=block, threads=threads), strict=True):
            np.testing.assert_array_equal(one.view(np.int64), other.view(np.int64))

    def test_memory_does_not_grow_with_the_points(self):
        expression = sum(sin(i * x) * exp(-i * y) for i in range(1, 12))
        f = derive.lambdify([x, y], expression)
        arrays = [np.random.default_rng(i).uniform(0, 1, 1_000_000) for i in range(2)]
        tracemalloc.start()
        f(*arrays)
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert peak < 8e6 + 40e6

    def test_an_error_in_a_thread_is_raised(self):
        def failing(array, out):
            raise ZeroDivisionError(f"{len(array)} points")

        tape = Tape()
        schedule = tape.schedule([tape.apply(Kernel("failing", failing), tape.input())])
        points = np.ones(100_000)
        run = Run(schedule, [Column(points, points.shape)], points.size, results=[np.empty(points.size)])
        with pytest.raises(ZeroDivisionError, match="1000 points"):
            run.work(block=1000, threads=2)


class TestMatrices:
    A, B, v = MatrixSymbol("A", 3, 3), MatrixSymbol("B", 3, 3), MatrixSymbol("v", 3, 1)
    a, b = (RNG.normal(size=(20, 3, 3)) + 3 * np.eye(3) for _ in range(2))
    u = RNG.normal(size=(20, 3, 1))

    @pytest.mark.parametrize(
        ("expression", "expected"),
        [
            (A * B + 2 * A.T, a @ b + 2 * np.swapaxes(a, 1, 2)),
            (Inverse(A), np.linalg.inv(a)),
            (Inverse(A) * v, np.linalg.solve(a, u)),
            (Determinant(A), np.linalg.det(a)),
            (Trace(A * B), np.trace(a @ b, axis1=1, axis2=2)),
            (log(Abs(Determinant(A))), np.linalg.slogdet(a)[1]),
            (A**2 - Identity(3), a @ a - np.eye(3)),
            (A[0, 1] * 2, a[:, 0, 1] * 2),
        ],
        ids=str,
    )
    def test_stacks_of_matrices(self, expression, expected):
        found = derive.lambdify([self.A, self.B, self.v], expression)(self.a, self.b, self.u)
        np.testing.assert_allclose(found, expected, rtol=1e-10)

    def test_an_entry_of_a_product_with_an_inverse(self):
        form = (self.v.T * Inverse(self.A) * self.v)[0, 0]  # SymPy takes seconds to write it out
        expected = (np.swapaxes(self.u, 1, 2) @ np.linalg.solve(self.a, self.u))[:, 0, 0]
        np.testing.assert_allclose(derive.lambdify([self.A, self.v], form)(self.a, self.u), expected, rtol=1e-10)

    def test_a_singular_matrix_does_not_spoil_the_others(self):
        stack = np.stack([np.eye(3), np.zeros((3, 3)), 2 * np.eye(3)])
        found = derive.lambdify(self.A, Inverse(self.A))(stack)
        assert np.isnan(found[1]).all()
        np.testing.assert_array_equal(found[2], np.eye(3) / 2)

    @pytest.mark.parametrize("size", [1, 2, 3, 5, 7])
    def test_determinants_of_written_out_matrices(self, size):
        matrix = Matrix(size, size, lambda i, j: x ** (i + 1) + (j + 1) * y if i != j else 3 + z)
        found = derive.lambdify([x, y, z], Determinant(matrix))(X, Y, Z)
        entries = np.moveaxis(derive.lambdify([x, y, z], matrix)(X, Y, Z), -1, 0)
        np.testing.assert_allclose(found, np.linalg.det(entries), rtol=1e-9, atol=1e-9)

    def test_a_matrix_of_the_wrong_shape(self):
        with pytest.raises(ValueError, match=r"A: expected matrices of shape \(3, 3\)"):
            derive.lambdify(self.A, Trace(self.A))(np.ones((4, 2, 2)))


def test_derivatives_substitutions_and_integrals():
    t = Symbol("t")
    found = derive.lambdify(x, [Derivative(x**3, x), Subs(t**2, t, x + 1), Integral(t * x, (t, 0, 1))])(X)
    np.testing.assert_allclose(found, [3 * X**2, (X + 1) ** 2, X / 2], rtol=1e-12)


class TestErrors:
    f = derive.lambdify([x, y], x + y)

    @pytest.mark.parametrize(("args", "kwargs"), [((1.0,), {}), ((1.0, 2.0, 3.0), {}), ((1.0,), {"x": 2}), ((), {"w": 1})])
    def test_arguments(self, args, kwargs):
        with pytest.raises(TypeError, match="one array for each of x, y"):
            self.f(*args, **kwargs)

    @pytest.mark.parametrize("array", [np.array([1j]), np.array([object()]), np.array(["a"]), None, [[1], [1, 2]]])
    def test_arrays_that_hold_no_real_numbers(self, array):
        with pytest.raises(TypeError, match="x: expected"):
            self.f(array, 1.0)

    def test_shapes(self):
        with pytest.raises(ValueError, match=r"do not broadcast: x: \(2,\), y: \(3,\)"):
            self.f(np.ones(2), np.ones(3))

    @pytest.mark.parametrize(
        ("variables", "expression", "message"),
        [
            (x, x + y, "y is in an expression, but not among the variables"),
            (x, Function("f")(x), "the function f has no values"),
            ([x, x], x, "x stands twice"),
            ([x + 1], x, "expected symbols"),
            ({x, y}, x, "the variables have an order"),
        ],
    )
    def test_what_cannot_be_compiled(self, variables, expression, message):
        with pytest.raises(ValueError, match=message):
            derive.lambdify(variables, expression)

    def test_types(self):
        with pytest.raises(ValueError, match="dtype is float64 or float32"):
            derive.lambdify(x, x, dtype="int8")

    def test_what_is_not_finite_stays_so(self):
        found = derive.lambdify(x, x * 2 + 1)(np.array([np.nan, np.inf, -np.inf]))
        np.testing.assert_array_equal(found, [np.nan, np.inf, -np.inf])
