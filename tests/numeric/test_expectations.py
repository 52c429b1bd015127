"""Expectations and integrals in balls: three oracles for each, and None where no bound is known."""

import mpmath
import pytest
from flint import arb, ctx
from sympy import (
    Abs,
    Derivative,
    Function,
    Integral,
    Max,
    Mul,
    Piecewise,
    Pow,
    Rational,
    Symbol,
    cos,
    erf,
    exp,
    log,
    pi,
    sin,
    sqrt,
    symbols,
    tanh,
)

from derive.numeric import oracle
from derive.numeric.balls import UNDEFINED, enclose, exactly, settle
from derive.terms import cbrt, entropy, expectation, kl, normal, over, sigmoid

t, m, k = symbols("t m k", real=True)
s = Symbol("s", positive=True)
POINT = {t: Rational(1, 3), m: Rational(-3, 4), s: Rational(1, 2), k: 3}
P = normal(mean=t, std=s)
Q = normal(mean=m, std=2 * s)
STANDARD = normal(mean=0, std=1)

CLOSED = [
    ("the first moment", expectation(P, lambda x: x), t),
    ("the second moment", expectation(P, lambda x: x**2), t**2 + s**2),
    ("the third moment", expectation(P, lambda x: x**3), t**3 + 3 * t * s**2),
    ("a central moment", expectation(P, lambda x: (x - t) ** 6), 15 * s**6),
    ("linearity", expectation(P, lambda x: k * x - m), k * t - m),
    ("an exponential moment", expectation(P, lambda x: exp(k * x)), exp(k * t + k**2 * s**2 / 2)),
    ("a tilted moment", expectation(P, lambda x: x * exp(k * x)),
     (t + k * s**2) * exp(k * t + k**2 * s**2 / 2)),
    ("a Gaussian integrand", expectation(STANDARD, lambda x: exp(-(x**2))), 1 / sqrt(3)),
    ("a product of exponentials", expectation(P, lambda x: exp(x) * exp(-x)), 1 + 0 * t),
    ("a ratio of densities", expectation(P, lambda x: over(Q.density(x), P.density(x))), 1 + 0 * t),
    ("a root of a density", expectation(P, lambda x: sqrt(P.density(x)) / sqrt(P.density(x))), 1 + 0 * t),
    ("a divergence by its definition", kl(P, Q),
     log(2) + (s**2 + (t - m) ** 2) / (8 * s**2) - Rational(1, 2)),
    ("an entropy by its definition", entropy(P), log(2 * pi * s**2) / 2 + Rational(1, 2)),
    ("the logarithm of a ratio", expectation(P, lambda x: log(P.density(x) / Q.density(x))), kl(P, Q)),
    ("a derivative of an average", Derivative(expectation(P, lambda x: x**3), t), 3 * t**2 + 3 * s**2),
    ("a derivative of a divergence", Derivative(kl(P, Q), s), Derivative((t - m) ** 2 / (8 * s**2), s)),
    ("a second derivative of a divergence", Derivative(kl(P, Q), (t, 2)), 1 / (4 * s**2)),
    ("a constant divergence of logarithms", expectation(P, lambda x: log(s)), log(s)),
]  # fmt: skip


def named(rows):
    return [pytest.param(*row[1:], id=row[0]) for row in rows]


@pytest.mark.parametrize(("average", "closed"), named(CLOSED))
def test_closed_forms(average, closed):
    for bits in (64, 256):
        found, expected = enclose(average, POINT, bits), enclose(closed, POINT, bits)
        assert found.overlaps(expected)
        assert found.rad() < arb(2) ** (20 - bits)


def test_moments_stay_exact():
    assert exactly(expectation(P, lambda x: (x - m) ** 4 / k), POINT) is not None


QUADRATURE = [
    ("log sigmoid", lambda x: log(sigmoid(x))),
    ("log of one minus sigmoid", lambda x: log(1 - sigmoid(3 * x))),
    ("softplus", lambda x: log(1 + exp(x))),
    ("a rational function without poles", lambda x: x / (1 + x**2)),
    ("a root", lambda x: sqrt(1 + x**2)),
    ("one over a root", lambda x: 1 / sqrt(2 + x**4)),
    ("an absolute value", lambda x: Abs(x)),
    ("a rectifier", lambda x: Max(x, 0) ** 2),
    ("a cube root", lambda x: cbrt(x)),
    ("an oscillation", lambda x: cos(k * x) * exp(x)),
    ("a saturating function", lambda x: tanh(x) + erf(x)),
    ("a bounded exponent", lambda x: exp(sin(x))),
    ("a falling exponent", lambda x: exp(-(x**4))),
    ("a squared sigmoid times a power", lambda x: x**3 * sigmoid(x) ** 2),
]


@pytest.mark.parametrize("integrand", named(QUADRATURE))
def test_quadrature_agrees_with_the_second_evaluator(integrand):
    average = expectation(P, integrand)
    ball, value = enclose(average, POINT, 64), oracle.value(average, POINT)
    with ctx.workprec(200):
        assert ball.rad() < 1e-6
        assert (ball + arb(0, 1e-15)).contains(arb(mpmath.nstr(value, 40)))


WITHOUT_ANSWER = [
    ("a function that only bears the name", lambda x: Function("tanh")(x)),
    ("a pole that a zero above the bar removes", lambda x: exp(x) * (exp(x - 1) - 1) / (x - 1)),
    ("a cube root below the fraction bar", lambda x: 1 / cbrt(x - 1)),
    ("two poles that cancel", lambda x: exp(x) / (x - 1) - exp(1) / (x - 1)),
    ("a kink that moves with the parameter, under a derivative", lambda x: Derivative(Abs(x - k), k)),
    ("a derivative of what may have no value", lambda x: Derivative(log(Abs(x) * k), k)),
    ("a pole that is removable", lambda x: Mul(x**2 - 1, 1 / (x - 1), evaluate=False)),
    ("too fast a growth", lambda x: exp(x**4)),
    ("a divergent Gaussian", lambda x: exp(x**2 / (2 * s**2))),
    ("an unknown function", lambda x: Function("f")(x)),
]


@pytest.mark.parametrize("integrand", named(WITHOUT_ANSWER))
def test_no_bound_no_answer(integrand):
    assert settle(expectation(P, integrand), POINT, 256) is None


WITHOUT_AVERAGE = [
    ("a pole", lambda x: 1 / x),
    ("a pole of order two between two others", lambda x: x / ((x - 1) * (x + 3) ** 2)),
    ("a pole at an irrational point", lambda x: (x**2 + 1) / (x**3 - 2)),
    ("a pole of an irrational function", lambda x: exp(x) / x),
    ("a pole beside an irrational number", lambda x: (1 / x - k) ** 2 - log(s)),
    ("a pole beside a logarithm that is integrable", lambda x: log(x**2) + 1 / x**2),
    ("a pole in the logarithm of an exponential", lambda x: log(exp(-((x - k) ** 2) / x**2) / 3)),
    ("the reciprocal of a difference of logarithms", lambda x: 1 / (log(3 * exp(-(x**2))) + log(exp(x)))),
    ("a pole that a parameter brings", lambda x: 1 / (k * x - m) - x),
    ("the derivative of a function with a pole", lambda x: Derivative((m - k / x) ** 2, m)),
    ("a logarithm of negative numbers", lambda x: log(x)),
    ("a root of negative numbers far out", lambda x: sqrt(x + 100)),
    ("a value only right of a point far out", lambda x: exp(-exp(x) * sqrt(x + 100))),
    ("the root of a parabola that is negative near 0 only", lambda x: sqrt((x - 40) * (x - 3))),
    ("a derivative of a logarithm of negative numbers", lambda x: Derivative(log(k * x), k)),
]


@pytest.mark.parametrize("integrand", named(WITHOUT_AVERAGE))
def test_an_average_that_does_not_exist_has_no_value(integrand):
    assert settle(expectation(P, integrand), POINT, 256) is UNDEFINED


WITH_AVERAGE = [
    ("the root of a square", lambda x: sqrt(Pow(x - t, 2, evaluate=False)), sqrt(2 / pi) * s),
    ("the root of a square in a logarithm", lambda x: log(exp(-sqrt(Pow(x - t, 2, evaluate=False)))), -sqrt(2 / pi) * s),
    ("a derivative in a parameter", lambda x: Derivative((m - k * x) ** 2, k), 2 * k * (t**2 + s**2) - 2 * m * t),
    ("a derivative in the variable", lambda x: Derivative(x**3, x), 3 * (t**2 + s**2)),
    ("a derivative of a power as written", lambda x: Derivative(Pow(2 * (x + k), 2, evaluate=False), k), 8 * (t + k)),
    ("a derivative of an exponential", lambda x: Derivative(exp(k * x), k), (t + k * s**2) * exp(k * t + k**2 * s**2 / 2)),
    ("a derivative of a logarithm in the ring", lambda x: Derivative(log(s * exp(x)), s), 1 / s),
    ("a derivative of a bounded function", lambda x: Derivative(sigmoid(x - x + k), k), sigmoid(k) * (1 - sigmoid(k))),
]  # fmt: skip


@pytest.mark.parametrize(("integrand", "closed"), named(WITH_AVERAGE))
def test_an_average_that_exists_is_found(integrand, closed):
    found, expected = enclose(expectation(P, integrand), POINT, 64), enclose(closed, POINT, 64)
    assert found.overlaps(expected)
    assert found.rad() < 1e-12


def test_a_derivative_under_quadrature_is_that_of_the_average():
    inside = expectation(P, lambda x: Derivative(log(sigmoid(k * x)), k))
    outside = Derivative(expectation(P, lambda x: log(sigmoid(k * x))), k)
    value = oracle.value(inside, POINT)
    assert abs(value - oracle.value(outside, POINT)) < 1e-10
    ball = enclose(inside, POINT, 64)
    assert ball.rad() < 1e-6
    with ctx.workprec(200):
        assert (ball + arb(0, 1e-12)).contains(arb(mpmath.nstr(value, 30)))


def test_what_the_integrand_needs_without_x_is_needed():
    assert settle(expectation(P, lambda x: x * log(t - 1)), POINT) is UNDEFINED


def test_a_law_without_spread_has_no_average():
    assert settle(expectation(normal(mean=0, std=t), lambda x: x**2), {t: -1}) is UNDEFINED


def test_no_derivative_where_the_average_ends_to_exist():
    """E[exp(t x^4)] is 1 at t = 0 and infinite for every t > 0."""
    assert settle(Derivative(expectation(STANDARD, lambda x: exp(t * x**4)), t), {t: 0}, 256) is None


INTEGRALS = [
    ("a polynomial", Integral(t**2, (t, 0, 3)), 9),
    ("backwards", Integral(t**2, (t, 3, 0)), -9),
    ("a root away from its branch", Integral(sqrt(t), (t, 1, 4)), Rational(14, 3)),
    ("the absolute value as a root", Integral(sqrt(t**2), (t, -1, 2)), Rational(5, 2)),
    ("a product of sines over a period", Integral(Abs(sin(t) * cos(t)), (t, 0, 2 * pi)), 2),
    ("a step", Integral(Piecewise((1, t > 1), (0, True)), (t, 0, 3)), 2),
    ("a cube root through zero", Integral(cbrt(t), (t, -1, 8)), Rational(45, 4)),
    ("a maximum", Integral(Max(t, 1 - t), (t, 0, 1)), Rational(3, 4)),
    ("with bounds that are variables", Integral(2 * t, (t, m, k)), 9 - Rational(9, 16)),
]


@pytest.mark.parametrize(("integral", "expected"), named(INTEGRALS))
def test_integrals_enclose(integral, expected):
    ball = enclose(integral, POINT, 64)
    assert ball.overlaps(enclose(expected, {}, 64))
    assert ball.rad() < 0.2


@pytest.mark.parametrize(
    "integral",
    [Integral(1 / t, (t, -1, 1)), Integral(log(t), (t, -1, 1)), Integral(Function("f")(t), (t, 0, 1))],
    ids=["over a pole", "without a value", "an unknown function"],
)
def test_integrals_without_answer(integral):
    assert not isinstance(settle(integral, {}, 256), arb)
