"""The zero test: identities that it must prove, and neighbours of them that are false somewhere."""

import pytest
from sympy import (
    Abs,
    E,
    Eq,
    Function,
    Integer,
    Max,
    Min,
    Mul,
    Pow,
    Rational,
    atan,
    cos,
    cosh,
    erf,
    exp,
    expand,
    gamma,
    log,
    pi,
    sin,
    sinh,
    sqrt,
    tan,
    tanh,
)  # fmt: skip

from derive.evidence import Trust
from derive.prove.facts import Facts
from derive.prove.normal_form import fraction, is_zero, prove_normal_form
from derive.terms import cbrt, logit, sigmoid

from .statements import (
    DOMAINS,
    a,
    b,
    c,
    d,
    e,
    facts_of,
    g,
    h,
    m,
    mu,
    n,
    p,
    proved_by,
    q,
    sigma,
    theta,
    theta_0,
    v,
    x,
    y,
    z,
)  # fmt: skip

f = Function("f", real=True)

TRUE = [
    pytest.param((x + y) ** 3, expand((x + y) ** 3), (), id="a cube multiplied out"),
    pytest.param(Mul(x**2 - 1, Pow(x - 1, -1)), x + 1, (), id="a cancelled factor: false nowhere where both have a value"),
    pytest.param(1 / (sqrt(p) - 1), (sqrt(p) + 1) / (p - 1), (), id="a denominator made rational"),
    pytest.param(tanh(h / 2), 2 * sigmoid(h) - 1, (), id="tanh of the half is a sigmoid"),
    pytest.param(sigmoid(-h), 1 - sigmoid(h), (), id="the sigmoid is odd about one half"),
    pytest.param(log(1 + exp(-h)), log(1 + exp(h)) - h, (), id="softplus of minus h"),
    pytest.param(logit(p / (p + q)), log(p / q), (), id="the logit of D* is the log-ratio"),
    pytest.param(logit(d), log(d) - log(1 - d), (), id="the logit by its definition"),
    pytest.param(sigmoid(logit(d)), d, (), id="sigmoid undoes logit"),
    pytest.param(logit(sigmoid(h)), h, (), id="logit undoes sigmoid"),
    pytest.param(
        p * log(p / (p + q)) + q * log(q / (p + q)),
        p * log(p) + q * log(q) - (p + q) * log(p + q), (), id="the loss at D* taken apart",
    ),
    pytest.param(
        sigmoid(x) * log(sigmoid(x) / sigmoid(y)) + (1 - sigmoid(x)) * log((1 - sigmoid(x)) / (1 - sigmoid(y))),
        sigmoid(x) * (x - y) + log((1 + exp(y)) / (1 + exp(x))), (), id="Bernoulli KL through logits",
    ),
    pytest.param(log(x**2), 2 * log(x), (), id="log of a square, where log x has a value"),
    pytest.param(log(x**2), 2 * log(Abs(x)), (), id="log of a square, everywhere but at 0"),
    pytest.param(log(x * y), log(Abs(x)) + log(Abs(y)), (), id="log of a product of either sign"),
    pytest.param(exp(log(x), evaluate=False), x, (), id="exp undoes log, where log has a value"),
    pytest.param(exp(2 * log(p), evaluate=False), p**2, (), id="exp of a multiple of log"),
    pytest.param(p**x * p**y, p ** (x + y), (), id="powers with real exponents of a positive base"),
    pytest.param(p**x, exp(x * log(p)), (), id="a general power by exp and log"),
    pytest.param(2**x * 3**x, 6**x, (), id="exponentials to different bases"),
    pytest.param(sqrt(x) * sqrt(y), sqrt(x * y), (), id="a product of roots, where both have values"),
    pytest.param(sqrt(x**2), Abs(x), (), id="the root of a square is the absolute value"),
    pytest.param(sqrt(x**2), x, (x >= 0,), id="the root of a square under a hypothesis"),
    pytest.param(sqrt((x - y) ** 2), y - x, (x < y,), id="the root of a square of a difference of known sign"),
    pytest.param(sqrt(b**2), -b, (), id="the root of a square of something negative"),
    pytest.param(p ** Rational(1, 2) * p ** Rational(1, 3), p ** Rational(5, 6), (), id="roots of different degrees"),
    pytest.param((p**2 * q) ** Rational(3, 2), p**3 * q * sqrt(q), (), id="a fractional power taken apart"),
    pytest.param(Pow(sqrt(x - 1), 2, evaluate=False), x - 1, (), id="the square of a root"),
    pytest.param(cbrt(x**3), x, (), id="the cube root of a cube of either sign"),
    pytest.param(cbrt(x) ** 3, x, (), id="the cube of a cube root"),
    pytest.param(cbrt(-8 * x * y), -2 * cbrt(x) * cbrt(y), (), id="the real cube root is multiplicative"),
    pytest.param(cbrt(p), p ** Rational(1, 3), (), id="both cube roots agree on the positive reals"),
    pytest.param(cbrt(x), x ** Rational(1, 3), (), id="both cube roots agree where the power has a value"),
    pytest.param(Abs(x * y), Abs(x) * Abs(y), (), id="the absolute value is multiplicative"),
    pytest.param(Max(x, y) + Min(x, y), x + y, (), id="the larger and the smaller"),
    pytest.param(Max(p, -q), p, (), id="the larger by signs"),
    pytest.param(cosh(x) ** 2 - sinh(x) ** 2, 1, (), id="the hyperbola"),
    pytest.param(sin(x) ** 2 + cos(x) ** 2, 1, (), id="the circle"),
    pytest.param(sin(3 * x), 3 * sin(x) - 4 * sin(x) ** 3, (), id="the sine of three times an angle"),
    pytest.param(tan(x + y), (tan(x) + tan(y)) / (1 - tan(x) * tan(y)), (), id="the tangent of a sum"),
    pytest.param(cos(x + pi / 3), cos(x) / 2 - sqrt(3) / 2 * sin(x), (), id="an angle shifted by a part of pi"),
    pytest.param(atan(x - y), -atan(y - x), (), id="an odd function without a rule of its own"),
    pytest.param(f((x + 1) ** 2), f(x**2 + 2 * x + 1), (), id="an unknown function of equal arguments"),
    pytest.param(gamma(x) * erf(-x), -erf(x) * gamma(x), (), id="functions known by their arguments"),
    pytest.param(log(Integer(8)), 3 * log(2), (), id="log 8"),
    pytest.param(sqrt(2) * sqrt(3), sqrt(6), (), id="roots of primes"),
    pytest.param(log(Rational(4, 9)), 2 * log(2) - 2 * log(3), (), id="the log of a fraction"),
    pytest.param(exp(1 / (1 + p)) * exp(p / (1 + p)), E, (), id="exponents that add up to 1"),
    pytest.param(x ** (n + 1), x * x**n, (), id="a whole exponent, 0 to the 0 included"),
    pytest.param(v ** (2 * m), (v**2) ** m, (), id="whole exponents of either sign"),
    pytest.param((-1) ** (n + 2), (-1) ** n, (), id="an alternating sign"),
    pytest.param(x, 2 * y, (Eq(x - y, y),), id="a linear equation among the hypotheses"),
    pytest.param(d, p / (p + q), (Eq(p / d - q / (1 - d), 0),), id="a rational equation that is linear in d"),
    pytest.param(x**4, 1, (Eq(x**2, 1),), id="an equation that is not solved for a variable"),
    pytest.param(
        sigmoid(h) * g, e * g, (Eq(e, sigmoid(h)),), id="a name for the sigmoid",
    ),
    pytest.param(
        cbrt(y * exp(-x) + x**2) ** 3 * exp(x) - x**2 * exp(x), y, (), id="the flow there and back",
    ),
    pytest.param(cbrt((y**3 - x**2) * exp(x) * exp(-x) + x**2), y, (), id="the flow back and there"),
]  # fmt: skip

FALSE = [
    pytest.param(sqrt(x**2), x, (), id="at -1 the root of the square is 1"),
    pytest.param(sqrt(x**2), -x, (x > -1,), id="at 1 the root of the square is 1"),
    pytest.param(log(x**2), 2 * log(x) + 1, (), id="a constant too much"),
    pytest.param(Abs(x + y), Abs(x) + Abs(y), (), id="1 and -1 cancel on the left only"),
    pytest.param(Pow(x**2, Rational(1, 3)), cbrt(x), (), id="at -1 the left side is 1"),
    pytest.param(Max(x, y), x, (), id="at x = 0, y = 1"),
    pytest.param(x, 1, (Eq(x**2, 1),), id="-1 squared is 1 too"),
    pytest.param(x, 0, (Eq(x * y, 0),), id="y may be the factor that is 0"),
    pytest.param((p**x) ** 2, p ** (x**2), (), id="a power of a power is no square of the exponent"),
    pytest.param(sin(x), sqrt(1 - cos(x) ** 2), (), id="the sine may be negative"),
    pytest.param(exp(x + y), exp(x) + exp(y), (), id="exp of a sum is a product"),
    pytest.param(log(p + q), log(p) + log(q), (), id="log of a sum is no sum"),
    pytest.param(sqrt(p + q), sqrt(p) + sqrt(q), (), id="the root of a sum is no sum"),
    pytest.param(exp(pi * sqrt(163)), 640320**3 + 744, (), id="Ramanujan's near miss, off by 1e-12"),
    pytest.param((x - 1) / (x - 1) + 0 * x, 2, (), id="1 is not 2"),
    pytest.param((-1) ** m, 1, (), id="at an odd m"),
    pytest.param(f(x), f(-x), (), id="an unknown function need not be even"),
    pytest.param(sigmoid(h) * g, -sigmoid(h) * g, (), id="a lost minus"),
    pytest.param(log(sigma**2) / 2, log(sigma**2), (), id="a missing half"),
    pytest.param(a, Abs(a) + c - Abs(c), (), id="c may be negative"),
]  # fmt: skip


@pytest.mark.parametrize(("lhs", "rhs", "hypotheses"), TRUE)
def test_identities_are_proved(lhs, rhs, hypotheses):
    assert proved_by(prove_normal_form, lhs, "=", rhs, *hypotheses).trusts is Trust.EXACT
    assert proved_by(prove_normal_form, rhs, "=", lhs, *hypotheses) is not None


@pytest.mark.parametrize(("lhs", "rhs", "hypotheses"), FALSE)
def test_false_neighbours_are_not(lhs, rhs, hypotheses):
    assert proved_by(prove_normal_form, lhs, "=", rhs, *hypotheses) is None


@pytest.mark.parametrize("relation", ["<=", ">="])
def test_what_is_equal_is_at_most_and_at_least(relation):
    assert proved_by(prove_normal_form, x * (x + 1), relation, x**2 + x) is not None


@pytest.mark.parametrize("relation", ["<", ">", "!="])
def test_what_is_equal_is_neither_below_nor_above_nor_different(relation):
    assert proved_by(prove_normal_form, x * (x + 1), relation, x**2 + x) is None


FRACTIONS = [
    ((x**2 - 1) / (x**2 + x), (x - 1, x)),
    (sigmoid(h), (exp(h), exp(h) + 1)),
    (p / q + q / p, (p**2 + q**2, p * q)),
    (sqrt(p) / p, (1, sqrt(p))),
    (log(d / (1 - d)), (log(d) - log(1 - d), 1)),
]  # fmt: skip


@pytest.mark.parametrize(("expression", "parts"), FRACTIONS)
def test_fractions_come_in_lowest_terms(expression, parts):
    numerator, denominator = fraction(expression, facts_of(expression, sides=(expression,)))
    assert is_zero(numerator / denominator - parts[0] / parts[1], Facts(DOMAINS))
    assert denominator in (parts[1], -parts[1], parts[1] * sqrt(p))


def test_an_expression_without_real_value_is_out_of_reach():
    from sympy import I, nan, oo, zoo

    for expression in (I, nan, oo, zoo, x + 2 * I, Function("f")(oo)):
        assert fraction(expression, Facts({x: DOMAINS[x]})) is None
        assert not is_zero(expression - expression + I, Facts({}))


def test_where_no_point_is_left_nothing_is_proved():
    assert proved_by(prove_normal_form, sqrt(y**2 * x**2), "=", y * x, x > 1, x < 0) is None


def test_large_powers_are_refused_at_once():
    assert not is_zero((x + y + z + h) ** 900 - 1, Facts({}))
    assert not is_zero(Pow(9, Pow(9, 9, evaluate=False), evaluate=False) - x, Facts({}))


def test_the_names_of_variables_do_not_matter():
    from itertools import permutations

    names = (theta, theta_0, mu)
    for u, w, t in permutations(names):
        assert is_zero(sqrt((u - w) ** 2) - Abs(w - u) + log(exp(t)) - t, facts_of(u, w, t))
