"""Derivative, Subs and Determinant: the table of slopes against numbers, kinks, and claims about both."""

import mpmath
import pytest
from sympy import (
    Abs,
    Derivative,
    Eq,
    Function,
    Heaviside,
    ImmutableDenseMatrix,
    Integer,
    Max,
    Min,
    Piecewise,
    Pow,
    Rational,
    Subs,
    Symbol,
    diff,
    exp,
    log,
    sign,
    sqrt,
)  # fmt: skip

from derive.numeric.oracle import value
from derive.prove.derivatives import KINKS, SLOPES, work_out
from derive.prove.facts import Facts
from derive.prove.normal_form import is_zero, prove_normal_form
from derive.terms import cbrt, determinant, expectation, jacobian, kl, normal, sigmoid

from .statements import d, epsilon, facts_of, h, m, p, proved_by, q, sigma, theta, theta_0, v, x, y, z

PLACES = (Rational(1, 3), Rational(-2, 5), Rational(7, 4), Rational(-9, 2))


@pytest.mark.parametrize("function", SLOPES, ids=lambda function: function.__name__)
def test_each_slope_is_that_of_its_function(function):
    t = Symbol("t", real=True)
    settled = 0
    for place in PLACES:
        expected, found = _difference_quotient(function, place), value(SLOPES[function](t), {t: place}, 40)
        if expected is not None and found is not None:
            settled += 1
            assert abs(expected - found) < mpmath.mpf(10) ** -12
    assert settled


def _difference_quotient(function, place):
    t, step = Symbol("t", real=True), Rational(1, 10**15)
    ends = [value(function(t), {t: place + k * step}, 60) for k in (-1, 1)]
    return None if None in ends else (ends[1] - ends[0]) / (2 * mpmath.mpf(10) ** -15)


@pytest.mark.parametrize("function", KINKS, ids=lambda function: function.__name__)
def test_kinks_lie_where_the_slope_has_no_value(function):
    t = Symbol("t", real=True)
    quantity, _ = KINKS[function](t)
    for place in PLACES:
        if value(function(t), {t: place}, 30) is not None and quantity.subs(t, place) > 0:
            assert value(SLOPES[function](t), {t: place}, 30) is not None


TRUE = [
    pytest.param(Derivative(sigmoid(h), h), sigmoid(h) * (1 - sigmoid(h)), id="the slope of the sigmoid"),
    pytest.param(Derivative(log(1 - sigmoid(h)), h), -sigmoid(h), id="the slope of log(1 - sigmoid)"),
    pytest.param(Derivative(p * log(d) + q * log(1 - d), d), p / d - q / (1 - d), id="the slope of the gain"),
    pytest.param(Derivative(p * log(d) + q * log(1 - d), (d, 2)), -p / d**2 - q / (1 - d) ** 2, id="its curvature"),
    pytest.param(Subs(Derivative(p * log(d) + q * log(1 - d), d), d, p / (p + q)), 0, id="stationary at D*"),
    pytest.param(Derivative(x**x, x), x**x * (log(x) + 1), id="base and exponent move"),
    pytest.param(Derivative(p**x, x), p**x * log(p), id="the exponent moves"),
    pytest.param(Derivative(v**m, v), m * v ** (m - 1), id="a whole exponent"),
    pytest.param(Derivative(cbrt(x), x), 1 / (3 * cbrt(x) ** 2), id="the cube root, off 0"),
    pytest.param(Derivative(cbrt(z * exp(-x) + x**2), x), (2 * x - z * exp(-x)) / (3 * cbrt(z * exp(-x) + x**2) ** 2), id="a slope of the flow"),
    pytest.param(Derivative(Abs(x), x), sign(x), id="the absolute value, off its kink"),
    pytest.param(Derivative(sqrt(x), x), 1 / (2 * sqrt(x)), id="the root, off its end"),
    pytest.param(Derivative(Max(p, -x**2 - 1), p), 1, id="the larger is known"),
    pytest.param(Derivative(Derivative(x**3 * y, x), y), 3 * x**2, id="one derivative in another"),
    pytest.param(Derivative(x, y), 0, id="another variable"),
    pytest.param(Subs(x**2 - x, x, y + 1), y * (y + 1), id="a substitution"),
    pytest.param(Derivative(kl(normal(mean=theta, std=epsilon), normal(mean=theta_0, std=epsilon)), theta), (theta - theta_0) / epsilon**2, id="under the expectation, by the closed form"),
    pytest.param(Derivative(expectation(normal(mean=0, std=sigma), lambda t: t**4), sigma), 12 * sigma**3, id="a fourth moment"),
    pytest.param(determinant([[x, y], [y, x]]), (x - y) * (x + y), id="a determinant"),
    pytest.param(determinant(jacobian([x * exp(y), x * y], [x, y])), exp(y) * (x - x * y), id="the determinant of a Jacobian"),
    pytest.param(Abs(determinant(jacobian([2 * x + y, y], [x, y]))), 2, id="volume"),
]  # fmt: skip

FALSE = [
    pytest.param(Derivative(log(1 - sigmoid(h)), h), sigmoid(h), id="the minus of the chain rule is lost"),
    pytest.param(Derivative(Abs(x), x), 1, id="at -1 the slope is -1"),
    pytest.param(Derivative(x * Abs(x), x), 2 * Abs(x) + 1 - sign(x) ** 2, id="at 0 the slope of x |x| is 0, not 1"),
    pytest.param(Derivative(cbrt(x**3), x), 1 + 1 - sign(x) ** 2, id="at 0 the slope of x is 1, not 2"),
    pytest.param(Derivative(Heaviside(x) * x**2, x), 2 * x * Heaviside(x) + 1 - sign(x) ** 2, id="at 0 the slope is 0, not 1"),
    pytest.param(Subs(x**2, x, y), x**2, id="substituted, and then not"),
    pytest.param(Derivative(x * y, x), x, id="the wrong variable"),
    pytest.param(Derivative(x * y, x, y), 0, id="a mixed derivative is 1"),
    pytest.param(determinant([[x, y], [y, x]]), x**2 + y**2, id="a sign in the determinant"),
    pytest.param(Abs(determinant(jacobian([y, x], [x, y]))), -1, id="a volume is not negative"),
]  # fmt: skip


@pytest.mark.parametrize(("lhs", "rhs"), TRUE)
def test_derivatives_are_worked_out(lhs, rhs):
    assert proved_by(prove_normal_form, lhs, "=", rhs) is not None


@pytest.mark.parametrize(("lhs", "rhs"), FALSE)
def test_false_derivatives_are_not_proved(lhs, rhs):
    assert proved_by(prove_normal_form, lhs, "=", rhs) is None


def test_an_equation_between_variables_is_no_chain_rule():
    """d y/dx is 0 for independent variables, also where y = x^2 happens to hold."""
    assert proved_by(prove_normal_form, Derivative(y, x), "=", 2 * x, Eq(y, x**2)) is None
    assert proved_by(prove_normal_form, Derivative(y, x), "=", 0, Eq(y, x**2)) is not None


def test_a_point_outside_the_domain_of_the_variable():
    """The slope of |x - 1| at 0 is -1, whatever the domain of the x that is replaced."""
    slope = Subs(Derivative(Abs(q - 1), q), q, Integer(0))
    assert proved_by(prove_normal_form, slope, "=", -1) is not None
    slope = Subs(Derivative(Abs(q * (q - 1), evaluate=False), q), q, Integer(-1))
    assert is_zero(slope + 3, Facts({}))


@pytest.mark.parametrize(
    "expression",
    [
        Derivative(Function("f")(x), x),
        Derivative(Function("f")(x**2), x),
        Derivative(x**2, (x, Symbol("n"))),
        Derivative(x**20, (x, 20)),
        Derivative(Piecewise((x, Eq(x, 0)), (x**2, True)), x) + Derivative(Function("f")(x), x),
    ],
    ids=str,
)
def test_what_has_no_rule_is_left_alone(expression):
    assert work_out(expression) is None
    assert is_zero(expression - expression, facts_of(x))


def test_random_polynomials_against_sympy():
    f = (x**3 * exp(2 * x) - y / (1 + x**2)) ** 2 * log(1 + x**2 * y**2) / sqrt(1 + y**2)
    for variables in ((x,), (y,), (x, y)):
        assert is_zero(Derivative(f, *variables) - diff(f, *variables), facts_of(x, y))


def test_min_and_max_have_slopes_off_their_kink():
    for extremum, slope in ((Max(x, p), 1), (Min(x, p), 0)):
        assert proved_by(prove_normal_form, Derivative(extremum, x), "=", slope, x > p) is not None
        assert proved_by(prove_normal_form, Derivative(extremum, x), "=", slope) is None


def test_matrices_of_derivatives_keep_their_shape():
    worked_out = work_out(jacobian([x * y, x], [x, y]))
    assert worked_out == ImmutableDenseMatrix([[y, x], [1, 0]])


def test_a_power_of_a_power_keeps_its_kink():
    assert (
        proved_by(
            prove_normal_form, Derivative(Pow(x**4, Rational(1, 2), evaluate=False), x), "=", 2 * x + 1 - sign(x) ** 2
        )
        is None
    )
