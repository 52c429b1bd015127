"""Signs: what is decided on each domain and from each kind of fact, and what is left open."""

import pytest
from sympy import Abs, Eq, Integer, Max, Ne, Rational, atan, cos, cosh, erf, exp, log, pi, sin, sqrt, tanh

from derive.domains import BY_NAME, interval, open_interval
from derive.prove.charts import bounds, pieces, sign_on
from derive.prove.facts import Facts
from derive.prove.sign import Sign
from derive.prove.signs import sign_of
from derive.terms import cbrt, sigmoid

from .statements import M, a, b, c, d, e, facts_of, g, h, m, n, p, q, sigma, theta, theta_0, v, x, y

POSITIVE, NEGATIVE, ZERO = Sign.POSITIVE, Sign.NEGATIVE, Sign.ZERO
NONNEGATIVE, NONPOSITIVE, NONZERO = Sign.NONNEGATIVE, Sign.NONPOSITIVE, Sign.NONZERO

BY_DOMAINS = [
    pytest.param(p, POSITIVE, id="a positive variable"),
    pytest.param(a, NONNEGATIVE, id="a nonnegative variable"),
    pytest.param(b, NEGATIVE, id="a negative variable"),
    pytest.param(v, NONZERO, id="a variable that is not 0"),
    pytest.param(n, NONNEGATIVE, id="a natural number"),
    pytest.param(n + 1, POSITIVE, id="a natural number and 1"),
    pytest.param(x, None, id="a real variable: 1 and -1"),
    pytest.param(m, None, id="a whole number: 1 and -1"),
    pytest.param(d, POSITIVE, id="between 0 and 1"),
    pytest.param(1 - d, POSITIVE, id="1 less something between 0 and 1"),
    pytest.param(c + 1, NONNEGATIVE, id="a closed interval from its lower end"),
    pytest.param(2 - c, NONNEGATIVE, id="a closed interval from its upper end"),
    pytest.param(3 - c, POSITIVE, id="beyond the upper end"),
    pytest.param(c, None, id="an interval on both sides of 0"),
    pytest.param(-p / d**2 - q / (1 - d) ** 2, NEGATIVE, id="the second derivative of the gain"),
    pytest.param(d - d**3, POSITIVE, id="a cubic on the unit interval"),
    pytest.param(1 - d * e, POSITIVE, id="a product of two numbers below 1"),
    pytest.param(d - e, None, id="either may be the larger"),
    pytest.param(p - d, None, id="1/2 - 1/3 and 1/3 - 1/2"),
    pytest.param(x**2 + x + 1, POSITIVE, id="a quadratic without real root"),
    pytest.param(x**2 - 2 * x * y + y**2, NONNEGATIVE, id="a square in disguise"),
    pytest.param(x**2 - x * y + y**2, NONNEGATIVE, id="a positive definite form, 0 at the origin"),
    pytest.param(x**2 - 3 * x * y + y**2, None, id="an indefinite form"),
    pytest.param(p**2 - 2 * p * q + q**2, NONNEGATIVE, id="a square of a difference"),
    pytest.param(-(v**2), NEGATIVE, id="minus the square of something not 0"),
    pytest.param(v * Abs(v), NONZERO, id="a product with its own absolute value"),
    pytest.param(exp(x), POSITIVE, id="exp"),
    pytest.param(exp(p) - 1, POSITIVE, id="exp of something positive is above 1"),
    pytest.param(exp(b) - 1, NEGATIVE, id="exp of something negative is below 1"),
    pytest.param(exp(x) - x - 1, NONNEGATIVE, id="exp is above its tangent"),
    pytest.param(exp(v) - v - 1, POSITIVE, id="exp is strictly above its tangent but at 0"),
    pytest.param(p - 1 - log(p), NONNEGATIVE, id="log is below its tangent"),
    pytest.param((sigma**2 + x**2 - 1) / 2 - log(sigma), NONNEGATIVE, id="KL(N(mu, sigma^2) || N(0, 1)) >= 0"),
    pytest.param(log(1 + p), POSITIVE, id="log of more than 1"),
    pytest.param(log(d), NEGATIVE, id="log of less than 1"),
    pytest.param(log(p), None, id="log on both sides of 1"),
    pytest.param(log(1 + exp(h)), POSITIVE, id="softplus"),
    pytest.param(sigmoid(h) * (1 - sigmoid(h)), POSITIVE, id="the slope of the sigmoid"),
    pytest.param(tanh(h) - 1, NEGATIVE, id="tanh is below 1"),
    pytest.param(cosh(h) - 1, NONNEGATIVE, id="cosh from 1 on"),
    pytest.param(sqrt(x), NONNEGATIVE, id="a root where it has a value"),
    pytest.param(sqrt(p), POSITIVE, id="the root of something positive"),
    pytest.param(cbrt(b), NEGATIVE, id="the real cube root of something negative"),
    pytest.param(Abs(x) + 1, POSITIVE, id="an absolute value and 1"),
    pytest.param(Abs(x) - x, NONNEGATIVE, id="an absolute value less the thing itself"),
    pytest.param(Max(x, 1), POSITIVE, id="at least 1"),
    pytest.param(erf(p) + atan(p), POSITIVE, id="odd functions that rise"),
    pytest.param(sin(x) ** 2, NONNEGATIVE, id="a square of a sine"),
    pytest.param(2 + sin(x), POSITIVE, id="more than any sine"),
    pytest.param(cos(x) - 1, NONPOSITIVE, id="no cosine is above 1"),
    pytest.param(sin(p), None, id="a sine of something positive"),
    pytest.param(pi - 3, POSITIVE, id="pi is above 3"),
    pytest.param(log(2) - Rational(7, 10), NEGATIVE, id="log 2 is below 7/10"),
    pytest.param(Integer(0), ZERO, id="0"),
    pytest.param((x + 1) ** 2 - x**2 - 2 * x - 1, ZERO, id="0 in disguise"),
]  # fmt: skip


@pytest.mark.parametrize(("expression", "sign"), BY_DOMAINS)
def test_signs_by_domains(expression, sign):
    assert sign_of(expression, facts_of(expression)) is sign


BY_FACTS = [
    pytest.param(y - x, (x < y,), POSITIVE, id="x < y"),
    pytest.param(y - x, (x <= y,), NONNEGATIVE, id="x <= y"),
    pytest.param((theta - theta_0) ** 2, (Ne(theta, theta_0),), POSITIVE, id="the square of a difference that is not 0"),
    pytest.param(p - q, (p > q,), POSITIVE, id="between positive variables"),
    pytest.param(e - d**2, (d < e,), POSITIVE, id="between variables of the unit interval"),
    pytest.param(1 - e, (d < e,), POSITIVE, id="the upper end is not forgotten"),
    pytest.param(y - p, (p < x, x < y), POSITIVE, id="a chain of two"),
    pytest.param(1 - p - q, (p + q < 1,), POSITIVE, id="a simplex"),
    pytest.param(1 - p, (p + q < 1,), POSITIVE, id="a side of a simplex"),
    pytest.param(M * sigmoid(h) - Abs(sigmoid(h) * g), (Abs(g) <= M,), NONNEGATIVE, id="a bounded gradient"),
    pytest.param(M**2 - g**2, (Abs(g) <= M,), NONNEGATIVE, id="a bound squared"),
    pytest.param(x, (x * p > 0,), POSITIVE, id="a product with something positive"),
    pytest.param(x * y, (x * y > 0,), POSITIVE, id="a product whose factors are open"),
    pytest.param(x, (x * y > 0,), NONZERO, id="a factor of it"),
    pytest.param(x - 1, (x**2 > 1,), NONZERO, id="-2 squared is above 1 too"),
    pytest.param(log(p), (p > 1,), POSITIVE, id="log above 1"),
    pytest.param(x, (Eq(x, y**2 + 1),), POSITIVE, id="an equation"),
    pytest.param(x**2 - 1, (Eq(x**2, 1),), ZERO, id="an equation that is not solved"),
    pytest.param(y - x, (x > y,), NEGATIVE, id="the other way round"),
    pytest.param(y - x, (Ne(x, y),), NONZERO, id="different"),
    pytest.param(a + p, (Ne(a, 0),), POSITIVE, id="a nonnegative variable that is not 0"),
    pytest.param(a, (Ne(a, 0),), POSITIVE, id="not 0 and not negative"),
]  # fmt: skip


@pytest.mark.parametrize(("expression", "hypotheses", "sign"), BY_FACTS)
def test_signs_by_hypotheses(expression, hypotheses, sign):
    assert sign_of(expression, facts_of(expression, *hypotheses)) is sign


BY_VALUES = [
    pytest.param(x, log(x), POSITIVE, id="where log x has a value"),
    pytest.param(x - 1, sqrt(x - 1), NONNEGATIVE, id="where a root has a value"),
    pytest.param(x**2, 1 / x, POSITIVE, id="where a quotient has a value"),
    pytest.param(x - 1, log(x - 2), POSITIVE, id="what follows from it"),
    pytest.param(x * y, sqrt(x * y), NONNEGATIVE, id="a root of a product"),
    pytest.param(x, sqrt(x * y), None, id="a factor of it"),
    pytest.param(x, log(x**2), NONZERO, id="where the log of a square has a value"),
    pytest.param(x, x**g, None, id="a power may have a value for a negative base"),
]  # fmt: skip


@pytest.mark.parametrize(("expression", "side", "sign"), BY_VALUES)
def test_signs_where_a_side_has_a_value(expression, side, sign):
    assert sign_of(expression, facts_of(expression, sides=(side,))) is sign


def test_contradictory_facts_decide_nothing():
    assert sign_of(x * y, facts_of(x > 1, x < 0, y)) is None


@pytest.mark.parametrize("domain", [*filter(lambda d: d.is_real, BY_NAME.values()), interval(-1, 2), interval(0, 7), open_interval(-3, 0)], ids=str)
def test_pieces_cover_the_domain_and_its_sign_is_that_of_its_elements(domain):
    variable = domain.symbol("t")
    facts = Facts({variable: domain})
    for element in list(domain.simple_elements())[:40]:
        sign = ZERO if element == 0 else POSITIVE if element > 0 else NEGATIVE
        assert sign in sign_on(domain)
        assert sign in facts.possible_signs(variable)
        assert all(holds in facts.possible_signs(stated) for stated, holds in bounds(domain, variable))
    assert pieces(variable, domain)


def test_sums_and_products_of_signs_contain_those_of_numbers():
    numbers = (-2, -1, 0, 1, 2)

    def sign(number):
        return ZERO if number == 0 else POSITIVE if number > 0 else NEGATIVE

    for s in map(Sign, range(1, 8)):
        for t in map(Sign, range(1, 8)):
            left = [k for k in numbers if sign(k) in s]
            right = [k for k in numbers if sign(k) in t]
            assert all(sign(k + j) in s + t and sign(k * j) in s * t for k in left for j in right)
        assert all(sign(k**3) in s**3 and sign(k**2) in s**2 and sign(-k) in s.opposite for k in left)
