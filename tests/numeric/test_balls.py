"""Balls: what has a value, what certainly has none, what is not settled; each answer is rigorous."""

import mpmath
import pytest
from flint import arb, ctx, fmpq
from sympy import (
    Abs,
    Add,
    Derivative,
    E,
    Eq,
    Function,
    Heaviside,
    I,
    Integer,
    Integral,
    Matrix,
    Max,
    Min,
    Piecewise,
    Pow,
    Product,
    Rational,
    Subs,
    Sum,
    Symbol,
    acos,
    acosh,
    acot,
    asin,
    atan,
    atan2,
    atanh,
    binomial,
    ceiling,
    cos,
    cot,
    digamma,
    erf,
    exp,
    factorial,
    floor,
    gamma,
    log,
    loggamma,
    marcumq,
    nan,
    oo,
    pi,
    polygamma,
    sign,
    sin,
    sqrt,
    symbols,
    tan,
    tanh,
    zeta,
    zoo,
)  # fmt: skip
from sympy.matrices.expressions.determinant import Determinant

from derive.numeric.balls import UNDEFINED, as_text, enclose, exactly, has_value, settle
from derive.terms import cbrt, logit, over, plus, sigmoid, times

x, y = symbols("x y", real=True)
n = Symbol("n", integer=True)
HALF = Rational(1, 2)

EXACT = [
    ("zero to the power zero", x**y, {x: 0, y: 0}, 1),
    ("zero to a positive power", x**y, {x: 0, y: HALF}, 0),
    ("a root of a square", sqrt(x), {x: Rational(9, 4)}, Rational(3, 2)),
    ("the root of exactly zero", sqrt(x - y), {x: HALF, y: HALF}, 0),
    ("a negative base with a whole exponent", x**y, {x: -2, y: 3}, -8),
    ("a negative exponent", x**y, {x: Rational(2, 3), y: -2}, Rational(9, 4)),
    ("the real cube root of a negative number", cbrt(x), {x: -8}, -2),
    ("the logarithm of one", log(x), {x: 1}, 0),
    ("exp of zero", exp(x - y), {x: HALF, y: HALF}, 1),
    ("sigmoid at zero", sigmoid(x), {x: 0}, HALF),
    ("logit at one half", logit(x), {x: HALF}, 0),
    ("absolute value", Abs(x), {x: -3}, 3),
    ("sign at zero", sign(x), {x: 0}, 0),
    ("maximum", Max(x, y, -1), {x: 1, y: 2}, 2),
    ("minimum", Min(x, y, -1), {x: 1, y: 2}, -1),
    ("Heaviside at zero", Heaviside(x), {x: 0}, HALF),
    ("a piece that other pieces need not share", Piecewise((x, x > 0), (log(x), True)), {x: 2}, 2),
    ("a factorial", factorial(x), {x: 5}, 120),
    ("gamma at a whole number", gamma(x), {x: 5}, 24),
    ("a binomial coefficient", binomial(x, y), {x: 5, y: 2}, 10),
    ("a generalised binomial coefficient", binomial(x, y), {x: HALF, y: 2}, Rational(-1, 8)),
    ("floor", floor(x), {x: Rational(-7, 2)}, -4),
    ("ceiling", ceiling(x), {x: Rational(-7, 2)}, -3),
    ("a finite sum", Sum(n**2, (n, 1, x)), {x: 4}, 30),
    ("an empty sum", Sum(n, (n, 1, x)), {x: 0}, 0),
    ("a finite product", Product(n, (n, 1, x)), {x: 4}, 24),
    ("an empty product", Product(n, (n, 1, x)), {x: 0}, 1),
    ("a determinant", Determinant(Matrix([[x, 1], [1, y]])), {x: 2, y: 3}, 5),
    ("a substitution", Subs(x**2 + y, x, y), {x: 100, y: 3}, 12),
    ("a derivative", Derivative(x**3, x), {x: 2}, 12),
    ("a second derivative", Derivative(x**3, (x, 2)), {x: 2}, 12),
    ("a mixed derivative", Derivative(x**2 * y**3, x, y), {x: 1, y: 2}, 24),
    ("a derivative at a substituted point", Subs(Derivative(x**3, x), x, y), {y: 2}, 12),
    ("a derivative beside a kink", Derivative(Abs(x), x), {x: -3}, -1),
    ("a line written out", over(times(x, x), x), {x: 3}, 3),
]  # fmt: skip

NO_VALUE = [
    ("the logarithm of zero", log(x), {x: 0}),
    ("the logarithm of a negative number", log(x), {x: -1}),
    ("the logarithm of an irrational negative number", log(x), {x: -pi}),
    ("the square root of a negative number", sqrt(x), {x: -1}),
    ("the cube root as a power, of a negative number", x ** Rational(1, 3), {x: -8}),
    ("an irrational power of a negative number", x**y, {x: -1, y: sqrt(2)}),
    ("one over zero", 1 / (x - y), {x: HALF, y: HALF}),
    ("zero times one over zero", times(x, 1 / x), {x: 0}),
    ("a fraction that is not reduced", over(x**2, x), {x: 0}),
    ("a difference of poles", plus(1 / x, -1 / x), {x: 0}),
    ("a power zero of a pole", Pow(1 / x, 0, evaluate=False), {x: 0}),
    ("zero to a negative power", x**y, {x: 0, y: -HALF}),
    ("exp(log) beside the positive numbers", exp(log(x), evaluate=False), {x: -1}),
    ("a logit outside (0, 1)", logit(x), {x: 1}),
    ("arcsine above one", asin(x), {x: 2}),
    ("arccosine below minus one", acos(x), {x: -2}),
    ("acosh below one", acosh(x), {x: HALF}),
    ("atanh at one", atanh(x), {x: 1}),
    ("cotangent at zero", cot(x), {x: 0}),
    ("gamma at a pole", gamma(x), {x: -3}),
    ("loggamma left of zero", loggamma(x), {x: -HALF}),
    ("zeta at one", zeta(x), {x: 1}),
    ("a sum that runs backwards", Sum(n, (n, 1, x)), {x: -3}),
    ("no piece that applies", Piecewise((x, x > 0)), {x: -1}),
    ("the imaginary unit", x * I, {x: 1}),
    ("infinity", Add(x, oo, evaluate=False), {x: 1}),
    ("complex infinity", Add(x, zoo, evaluate=False), {x: 1}),
    ("not a number", Add(x, nan, evaluate=False), {x: 1}),
    ("a derivative where the function has no value", Derivative(log(x), x), {x: -1}),
    ("the angle of the origin", atan2(x, y), {x: 0, y: 0}),
]  # fmt: skip

UNSETTLED = [
    ("a derivative at a kink", Derivative(Abs(x), x), {x: 0}),
    ("a derivative at the end of a domain", Derivative(x ** Rational(3, 2), x), {x: 0}),
    ("a derivative at a jump", Derivative(sign(x), x), {x: 0}),
    ("one over a difference of equal irrationals", 1 / (x - y), {x: pi / 4, y: pi / 4}),
    ("a pole that no number of bits shows", 1 / (sqrt(x + 1) - sqrt(2)), {x: 1}),
    ("the root of a hidden zero", sqrt(sqrt(x + 1) - sqrt(2)), {x: 1}),
    ("the sign of a hidden zero", sign(sqrt(x + 1) - sqrt(2)), {x: 1}),
    ("a function without a rule", marcumq(1, x, 2), {x: 3}),
    ("a function that only bears the name", Function("log")(x), {x: 3}),
    ("an infinite sum that wavers", Sum(cos(n), (n, 1, oo)), {}),
    ("a variable without a value", x + y, {x: 1}),
    ("an improper integral that wavers", Integral(sin(x), (x, 0, oo)), {}),
]  # fmt: skip


def named(rows):
    return [pytest.param(*row[1:], id=row[0]) for row in rows]


@pytest.mark.parametrize(("expression", "point", "value"), named(EXACT))
def test_exact_values(expression, point, value):
    assert exactly(expression, point) == value
    ball = enclose(expression, point, 64)
    assert ball.is_finite()
    assert ball.contains(fmpq(int(Rational(value).p), int(Rational(value).q)))


@pytest.mark.parametrize(("expression", "point"), named(NO_VALUE))
def test_certainly_without_a_value(expression, point):
    assert settle(expression, point) is UNDEFINED
    assert not has_value(expression, point)


@pytest.mark.parametrize(("expression", "point"), named(UNSETTLED))
def test_not_settled(expression, point):
    assert settle(expression, point) is None
    assert not has_value(expression, point)


AGAINST_MPMATH = [
    (exp(x), mpmath.exp), (log(x), mpmath.log), (sqrt(x), mpmath.sqrt), (cbrt(x), mpmath.cbrt),
    (sin(x), mpmath.sin), (cos(x), mpmath.cos), (tan(x), mpmath.tan), (atan(x), mpmath.atan),
    (acot(x), lambda u: mpmath.atan(1 / u)), (tanh(x), mpmath.tanh), (erf(x), mpmath.erf),
    (gamma(x), mpmath.gamma), (loggamma(x), mpmath.loggamma), (digamma(x), mpmath.digamma),
    (polygamma(1, x), lambda u: mpmath.polygamma(1, u)), (polygamma(3, x), lambda u: mpmath.polygamma(3, u)),
    (zeta(x), mpmath.zeta), (factorial(x), mpmath.factorial),
    (sigmoid(x), lambda u: 1 / (1 + mpmath.exp(-u))), (logit(x / 4), lambda u: mpmath.log(u / (4 - u))),
    (atan2(x, -2), lambda u: mpmath.atan2(u, -2)), (binomial(x, HALF), lambda u: mpmath.binomial(u, 0.5)),
    (x**x, lambda u: u**u), (E**x, mpmath.exp), (pi * x, lambda u: mpmath.pi * u),
]  # fmt: skip


@pytest.mark.parametrize(
    ("expression", "function"), AGAINST_MPMATH, ids=lambda part: str(part).split(" at ")[0]
)
@pytest.mark.parametrize("bits", [64, 256])
def test_balls_contain_the_value(expression, function, bits):
    with mpmath.workdps(100):
        expected = mpmath.nstr(function(mpmath.mpf(7) / 5), 90)
    with ctx.workprec(400):
        assert enclose(expression, {x: Rational(7, 5)}, bits).contains(arb(expected))


@pytest.mark.parametrize("base", [x, x + 1, Rational(2), sqrt(x)], ids=str)
def test_powers_at_points_that_are_floats(base):
    float_point = Rational(*(0.1353).as_integer_ratio())  # the exponent as a fraction asks for a root of degree 2**55
    expected = mpmath.mpf(float(base.subs(x, float_point))) ** mpmath.mpf(0.1353)
    ball = enclose(Pow(base, x, evaluate=False), {x: float_point}, 64)
    assert abs(float(ball.mid()) - float(expected)) < 1e-14
    assert float(ball.rad()) < 1e-14


def test_a_power_of_what_may_be_0_is_not_settled():
    float_point = Rational(*(0.1353).as_integer_ratio())
    assert enclose(Pow(Abs(log(2) + log(3) - log(6)), x), {x: float_point}, 64) is None


def test_a_derivative_of_what_sympy_cannot_know_to_be_real():
    assert enclose(Derivative(Abs(log(x)), x), {x: HALF}, 64).contains(-2)


class TestPrecision:
    def test_underflow_is_no_zero(self):
        assert enclose(exp(-1000 * x), {x: 1}, 64) > 0

    def test_inverse_factorials_differ(self):
        a, b = (enclose(1 / factorial(x), {x: k}, 64) for k in (2004, 2006))
        assert a > b > 0

    def test_a_near_identity_separates(self):
        near = exp(pi * sqrt(163)) - (Integer(640320) ** 3 + 744)
        assert enclose(near, {}, 64).contains(0)
        assert enclose(near, {}, 256) < 0

    def test_settle_raises_the_precision_as_far_as_needed(self):
        hidden = log(plus(1, exp(-x), -1))
        assert enclose(hidden, {x: 100}, 64) is None
        assert settle(hidden, {x: 100}).contains(-100)

    def test_an_infinite_ball_is_never_returned(self):
        assert enclose(exp(exp(exp(x))), {x: 10**6}, 64) is None

    def test_large_exact_numbers_turn_into_balls(self):
        assert exactly(x**1000, {x: Rational(3, 2)}) == Rational(3, 2) ** 1000
        assert exactly(x**100000, {x: Rational(3, 2)}) is None
        assert enclose(x**100000, {x: Rational(3, 2)}, 64) > 0

    def test_powers_of_balls_around_zero(self):
        assert enclose((sqrt(x) - sqrt(2)) ** 2, {x: 2}, 64).contains(0)


class TestHiddenZeros:
    """A ball around 0 decides nothing."""

    def test_piecewise(self):
        hidden = sqrt(x + 1) - sqrt(2)
        assert settle(Piecewise((1, hidden > 0), (2, True)), {x: 1}) is None
        assert settle(Piecewise((1, Eq(hidden, 0)), (2, True)), {x: 1}) is None
        assert exactly(Piecewise((1, hidden > 0), (2, True)), {x: 2}) == 1

    def test_the_cube_root_of_a_ball_around_zero_is_a_ball(self):
        assert enclose(cbrt(sqrt(x + 1) - sqrt(2)), {x: 1}, 64).contains(0)

    def test_a_maximum_of_equal_numbers_is_a_ball(self):
        assert enclose(Max(sqrt(x), sqrt(2)), {x: 2}, 64).overlaps(arb(2).sqrt())


class TestText:
    def test_text_encloses_the_ball(self):
        ball = enclose(exp(x), {x: 1}, 256)
        with ctx.workprec(1000):
            assert all(arb(as_text(ball, digits)).contains(ball) for digits in (3, 20, 60))

    @pytest.mark.parametrize("value", [exp(-1000), Rational(1, 3), Integer(0), sqrt(2) * 10**50, -pi])
    def test_text_has_one_form(self, value):
        text = as_text(enclose(value, {}, 64))
        assert text.startswith("[")
        assert " +/- " in text
        assert arb(text).overlaps(enclose(value, {}, 64))

    def test_a_ball_around_zero(self):
        assert as_text(arb(0, 1e-30)).startswith("[0 +/- ")
