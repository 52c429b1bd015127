"""Integrals in balls, in both readings: textbook values from mpmath at 40 digits, and what has no value."""

import mpmath
import pytest
from flint import acb, arb, ctx
from sympy import (
    Abs,
    Dummy,
    I,
    Integral,
    Max,
    Piecewise,
    Rational,
    Symbol,
    acos,
    asin,
    atan,
    besselj,
    conjugate,
    cos,
    cosh,
    cot,
    csc,
    erf,
    exp,
    floor,
    gamma,
    log,
    oo,
    pi,
    sign,
    sin,
    sinc,
    sinh,
    sqrt,
    tan,
    tanh,
)  # fmt: skip

from derive.numeric import balls
from derive.numeric.principal.balls import evaluate
from derive.numeric.principal.special_points import candidates, zeros
from derive.numeric.undefined import UNDEFINED

x = Symbol("x", real=True)
y = Symbol("y", real=True)
z = Symbol("z")
a = Symbol("a")
HALF = Rational(1, 2)

# name, integrand, lower, upper, value as a function of mpmath
REAL = [
    ("a polynomial", x**3 - x, 0, 2, lambda: 2),
    ("backwards", x**2, 1, 0, lambda: mpmath.mpf(-1) / 3),
    ("a full circle", 1 / sqrt(1 - x**2), -1, 1, lambda: mpmath.pi),
    ("half a disc", sqrt(1 - x**2), -1, 1, lambda: mpmath.pi / 2),
    ("an end that is a root", 1 / sqrt(2 - x**2), 0, sqrt(2), lambda: mpmath.pi / 2),
    ("the arc tangent", 1 / (1 + x**2), -oo, oo, lambda: mpmath.pi),
    ("the bell", exp(-(x**2)), -oo, oo, lambda: mpmath.sqrt(mpmath.pi)),
    ("a shifted bell", exp(-(x**2) + 3 * x), -oo, oo, lambda: mpmath.sqrt(mpmath.pi) * mpmath.exp(mpmath.mpf(9) / 4)),
    ("a fourth power in the exponent", exp(-(x**4)), 0, oo, lambda: mpmath.gamma(mpmath.mpf(5) / 4)),
    ("a logarithm at its end", log(x), 0, 1, lambda: -1),
    ("a square of a logarithm", log(x) ** 2, 0, 1, lambda: 2),
    ("a logarithm and a power", sqrt(x) * log(x), 0, 1, lambda: mpmath.mpf(-4) / 9),
    ("a logarithm over a root", log(x) / sqrt(x), 0, 1, lambda: -4),
    ("the exponential of a singular function", exp(-1 / x), 0, 1, lambda: mpmath.exp(-1) - mpmath.e1(1)),
    ("a power of itself", x ** (-x), 0, 1, lambda: mpmath.nsum(lambda n: n ** (-n), [1, mpmath.inf])),
    ("Catalan's constant", atan(x) / x, 0, 1, lambda: mpmath.catalan),
    ("Catalan's constant by sines", x / sin(x), 0, pi / 2, lambda: 2 * mpmath.catalan),
    ("Catalan's constant by a tangent", -log(tan(x)), 0, pi / 4, lambda: mpmath.catalan),
    ("Catalan's constant by a cosine", acos(x) / sqrt(x**2 + 1), 0, 1, lambda: mpmath.catalan),
    ("Catalan's constant to infinity", atan(exp(-x)), 0, oo, lambda: mpmath.catalan),
    ("Euler's constant", log(log(1 / x)), 0, 1, lambda: -mpmath.euler),
    ("Euler's constant by exponentials", exp(-x) * log(x), 0, oo, lambda: -mpmath.euler),
    ("the sine integral", sin(x) / x, 0, 1, lambda: mpmath.si(1)),
    ("the sine integral around 0", sinc(x), -1, 1, lambda: 2 * mpmath.si(1)),
    ("a removable difference", (1 - cos(x)) / x**2, 0, 1, lambda: mpmath.si(1) + mpmath.cos(1) - 1),
    ("a removable logarithm", log(1 + x) / x, 0, 1, lambda: mpmath.pi**2 / 12),
    ("a removable exponential", (exp(x) - 1 - x) / x**2, 0, 1, lambda: mpmath.ei(1) - mpmath.euler + 2 - mpmath.e),
    ("Bose and Einstein", x / (exp(x) - 1), 0, oo, lambda: mpmath.pi**2 / 6),
    ("Planck", x**3 / (exp(x) - 1), 0, oo, lambda: mpmath.pi**4 / 15),
    ("Fermi and Dirac", x / (exp(x) + 1), 0, oo, lambda: mpmath.pi**2 / 12),
    ("a gamma function", sqrt(x) * exp(-x), 0, oo, lambda: mpmath.sqrt(mpmath.pi) / 2),
    ("a gamma function with a pole", exp(-x) / sqrt(x), 0, oo, lambda: mpmath.sqrt(mpmath.pi)),
    ("a beta function", x ** Rational(-1, 3) * (1 - x) ** Rational(-1, 4), 0, 1,
     lambda: mpmath.beta(mpmath.mpf(2) / 3, mpmath.mpf(3) / 4)),
    ("a damped wave", exp(-x) * sin(x), 0, oo, lambda: mpmath.mpf(1) / 2),
    ("a damped cosine of a root", exp(-x) * cos(2 * x), 0, oo, lambda: mpmath.mpf(1) / 5),
    ("a damped sinc", exp(-x) * sin(x) / x, 0, oo, lambda: mpmath.pi / 4),
    ("a square of sinc far out", exp(-x) * sinc(x) ** 2, 0, 3,
     lambda: mpmath.quad(lambda t: mpmath.exp(-t) * mpmath.sinc(t) ** 2, [0, 1, 2, 3])),
    ("Frullani", (exp(-x) - exp(-3 * x)) / x, 0, oo, lambda: mpmath.log(3)),
    ("a logarithm over the line", log(x) / (1 + x**2), 0, oo, lambda: 0),
    ("a logarithm that falls slowly", log(x) / x**2, 1, oo, lambda: 1),
    ("a quartic", 1 / (1 + x**4), 0, oo, lambda: mpmath.pi / (2 * mpmath.sqrt(2))),
    ("an algebraic tail", 1 / (x * sqrt(x**2 - 1)), 1, oo, lambda: mpmath.pi / 2),
    ("a tail of a root", 1 / (x**2 + 1) ** Rational(3, 2), 0, oo, lambda: 1),
    ("a hyperbolic bump", 1 / cosh(x), -oo, oo, lambda: mpmath.pi),
    ("a hyperbolic quotient", x / sinh(x), 0, oo, lambda: mpmath.pi**2 / 4),
    ("what tanh lacks", 1 - tanh(x), 0, oo, lambda: mpmath.log(2)),
    ("what erf lacks", 1 - erf(x), 0, oo, lambda: 1 / mpmath.sqrt(mpmath.pi)),
    ("the exponential integral", exp(-x) / x, 1, oo, lambda: mpmath.e1(1)),
    ("down from minus infinity", exp(x), -oo, 0, lambda: 1),
    ("the logarithm of a sine", log(sin(x)), 0, pi, lambda: -mpmath.pi * mpmath.log(2)),
    ("a period", 1 / (2 + cos(x)), 0, 2 * pi, lambda: 2 * mpmath.pi / mpmath.sqrt(3)),
    ("an elliptic integral", 1 / sqrt(1 - sin(x) ** 2 / 2), 0, pi / 2, lambda: mpmath.ellipk(mpmath.mpf(1) / 2)),
    ("a cosecant without its pole", csc(x) - 1 / x, 0, 1, lambda: mpmath.log(2 * mpmath.tan(mpmath.mpf(1) / 2))),
    ("a cotangent without its pole", cot(x) - 1 / x, 0, 1, lambda: mpmath.log(mpmath.sin(1))),
    ("gamma", gamma(x), 1, 2, lambda: mpmath.quad(mpmath.gamma, [1, 2])),
    ("Bessel", besselj(0, x), 0, 1, lambda: mpmath.quad(lambda t: mpmath.besselj(0, t), [0, 1])),
    ("an arc sine over its argument", asin(x) / x, 0, 1, lambda: mpmath.pi * mpmath.log(2) / 2),
    ("an absolute value", Abs(x), -1, 2, lambda: mpmath.mpf(5) / 2),
    ("the root of a square", sqrt(x * x), -1, 2, lambda: mpmath.mpf(5) / 2),
    ("an absolute value of a sine", Abs(sin(x)), 0, 2 * pi, lambda: 4),
    ("a sign", sign(x - 1), 0, 3, lambda: 1),
    ("steps", floor(x), 0, 3, lambda: 3),
    ("a maximum", Max(x, 1 - x), 0, 1, lambda: mpmath.mpf(3) / 4),
    ("pieces", Piecewise((x, x < 1), (x**2, True)), 0, 2, lambda: mpmath.mpf(17) / 6),
    ("a root of an absolute value", 1 / sqrt(Abs(x - 1)), 0, 2, lambda: 4),
    ("a logarithm of an absolute value", log(Abs(x)), -1, 1, lambda: -2),
]  # fmt: skip

COMPLEX = [
    ("a wave over a segment", exp(I * z), 0, 1 + I, lambda: (mpmath.exp(1j * (1 + 1j)) - 1) / 1j),
    ("a logarithm from its end", log(z), 0, I, lambda: 1j * mpmath.log(1j) - 1j),
    ("a reciprocal", 1 / z, 1, I, lambda: mpmath.log(1j)),
    ("a root of what is negative", sqrt(x), -1, 0, lambda: mpmath.mpc(0, 2) / 3),
    ("a logarithm of what is negative", log(x), -2, -1, lambda: mpmath.mpc(2 * mpmath.log(2) - 1, mpmath.pi)),
    ("a logarithm over 0", log(x), -1, 1, lambda: mpmath.mpc(-2, mpmath.pi)),
    ("a power with a complex exponent", x ** (I / 3), 0, 1, lambda: 1 / (1 + mpmath.mpc(0, 1) / 3)),
    ("the bell along a ray", exp(-(z**2)), I / 2, oo, lambda: mpmath.sqrt(mpmath.pi) / 2 * mpmath.erfc(0.5j)),
    ("a complex rate", exp(-(2 + I) * x), 0, oo, lambda: 1 / mpmath.mpc(2, 1)),
    ("a conjugate of a wave", conjugate(exp(I * x)), 0, pi, lambda: mpmath.mpc(0, -2)),
    ("an end on the cut", sqrt(z), -1, I, lambda: (mpmath.mpf(2) / 3) * (1j ** mpmath.mpf(1.5) - mpmath.mpc(-1) ** mpmath.mpf(1.5))),
]  # fmt: skip

DOUBLE = [
    ("a product", Integral(x * y**2, (x, 0, 1), (y, 0, 3)), lambda: mpmath.mpf(9) / 2),
    ("a triangle", Integral(x * y, (x, 0, y), (y, 0, 1)), lambda: mpmath.mpf(1) / 8),
    ("Catalan's constant", Integral(1 / (1 + x**2 * y**2), (x, 0, 1), (y, 0, 1)), lambda: mpmath.catalan),
    ("the plane", Integral(exp(-(x**2) - y**2), (x, -oo, oo), (y, -oo, oo)), lambda: mpmath.pi),
]

DIVERGENT = [
    ("a reciprocal at 0", 1 / x, 0, 1),
    ("a reciprocal over 0", 1 / x, -1, 1),
    ("a pole inside", 1 / (x - HALF), 0, 1),
    ("a double pole", 1 / x**2, -1, 1),
    ("a reciprocal to infinity", 1 / x, 1, oo),
    ("a constant to infinity", 1 + 1 / x**2, 1, oo),
    ("a root to infinity", 1 / sqrt(x), 1, oo),
    ("a tangent over its pole", tan(x), 0, pi),
    ("a logarithm that falls too slowly", log(x) / x, 1, oo),
    ("an exponential that grows", exp(x), 0, oo),
    ("a wave", sin(x), 0, oo),
    ("a wave that falls slowly", sin(x) / x, 1, oo),
    ("a pole of gamma", gamma(x), -1, 1),
    ("an essential singularity", exp(1 / x), 0, 1),
    ("a wild wave", sin(1 / x) / x, 0, 1),
    ("a hidden pole", 1 / (x**2 - 2), 0, 2),
    ("a pole of a root", 1 / (x**5 - x - 1), 1, 2),
]


def named(rows):
    return [pytest.param(*row[1:], id=row[0]) for row in rows]


def encloses(ball, expected, digits=30):
    assert ball is not None
    with mpmath.workdps(40):
        value = +mpmath.mpmathify(expected())
    with ctx.workprec(200):
        error = arb(10) ** -34 * (1 + arb(str(abs(value))))
        slack = acb(arb(0, error), arb(0, error))
        known = acb(arb(mpmath.nstr(value.real, 45)), arb(mpmath.nstr(value.imag, 45))) + slack
        assert known.overlaps(acb(ball)), (ball, value)
        assert acb(ball).rad() < arb(10) ** -digits


@pytest.mark.parametrize(("integrand", "lower", "upper", "expected"), named(REAL))
def test_integrals_in_the_complex_reading(integrand, lower, upper, expected):
    encloses(evaluate(Integral(integrand, (x, lower, upper)), {}, 128), expected)


@pytest.mark.parametrize(("integrand", "lower", "upper", "expected"), named(REAL))
def test_integrals_in_the_real_reading(integrand, lower, upper, expected):
    encloses(balls.evaluate(Integral(integrand, (x, lower, upper)), {}, 128), expected)


@pytest.mark.parametrize(("integrand", "lower", "upper", "expected"), named(COMPLEX))
def test_complex_integrals(integrand, lower, upper, expected):
    variable = z if integrand.has(z) else x
    encloses(evaluate(Integral(integrand, (variable, lower, upper)), {}, 128), expected, 25)


@pytest.mark.parametrize(("integral", "expected"), named(DOUBLE))
def test_double_integrals(integral, expected):
    encloses(evaluate(integral, {}, 128), expected)


@pytest.mark.parametrize(("integrand", "lower", "upper"), named(DIVERGENT))
def test_what_diverges_has_no_ball(integrand, lower, upper):
    node = Integral(integrand, (x, lower, upper))
    assert evaluate(node, {}, 64) in (None, UNDEFINED)
    assert balls.evaluate(node, {}, 64) in (None, UNDEFINED)


@pytest.mark.parametrize(
    ("integrand", "lower"), [(sqrt(x), -1), (log(x), -1), (log(x) ** 2, -1), (acos(x), -2), (x**x, -1)],
    ids=["a root", "a logarithm", "its square", "an arc cosine", "a power"],
)  # fmt: skip
def test_the_real_reading_wants_real_values_on_the_whole_path(integrand, lower):
    assert not isinstance(balls.evaluate(Integral(integrand, (x, lower, 1)), {}, 64), arb)


def test_a_modulus_is_not_analytic_along_a_complex_path():
    value = evaluate(Integral(Abs(z), (z, 0, 1 + I)), {}, 64)
    with mpmath.workdps(30):
        expected = mpmath.mpc(1, 1) * mpmath.sqrt(2) / 2
    assert value is None or value.overlaps(acb(str(expected.real), str(expected.imag)))
    assert evaluate(Integral(Abs(x), (x, 0, 1 + I)), {}, 64) is None


def test_parameters():
    node = Integral(exp(-a * x**2), (x, 0, oo))
    value = evaluate(node, {a: 1 + 2 * I}, 128)
    encloses(value, lambda: mpmath.sqrt(mpmath.pi / mpmath.mpc(1, 2)) / 2)
    assert evaluate(node, {a: -1}, 64) is None


def test_no_length():
    assert evaluate(Integral(cos(x), (x, 1, 1)), {}, 64) == 0
    assert evaluate(Integral(1 / x, (x, 0, 0)), {}, 64) is None


def test_special_points():
    u = Dummy("u", real=True)
    assert set(zeros(u**2 - 3 * u + 2, u)) == {1, 2}
    assert pi / 2 in list(zeros(cos(u), u))
    assert list(zeros(exp(u) - 2, u)) == [log(2)]
    assert 0 in candidates(sin(u) / u, u)
    assert candidates(exp(u), u) == []
