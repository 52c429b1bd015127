"""Lines with expectations under normal laws: integrand against integrand, moments, tilting, and traps."""

import mpmath
import pytest
from sympy import Abs, Derivative, Rational, Symbol, exp, log, pi, sin, sqrt

from derive.evidence import Proof, Trust
from derive.numeric.oracle import value
from derive.prove import prove
from derive.prove.expectations import prove_expectation
from derive.prove.facts import Facts
from derive.prove.normal_form import fraction, is_zero
from derive.terms import entropy, expectation, kl, logpdf, normal, sigmoid

from .statements import DOMAINS, claim, epsilon, g, mu, p, proved_by, sigma, theta, theta_0, x

P, P_DATA = normal(mean=theta, std=epsilon), normal(mean=theta_0, std=epsilon)
Q, STANDARD = normal(mean=mu, std=sigma), normal(mean=0, std=1)
c, c_0 = 1 / sqrt(2 * pi * sigma**2), 1 / sqrt(2 * pi)


def mean(law, f):
    return expectation(law, f)


BY_INTEGRAND = [
    pytest.param(
        kl(P, P_DATA), mean(P, lambda t: ((t - theta_0) ** 2 - (t - theta) ** 2) / (2 * epsilon**2)),
        id="KL of shifted Gaussians: the normalisers cancel",
    ),
    pytest.param(
        mean(P, lambda t: ((t - theta_0) ** 2 - (t - theta) ** 2) / (2 * epsilon**2)),
        mean(P, lambda t: (theta - theta_0) * (2 * t - theta - theta_0) / (2 * epsilon**2)),
        id="a difference of squares",
    ),
    pytest.param(kl(Q, STANDARD), mean(Q, lambda z: logpdf(Q, z) - logpdf(STANDARD, z)), id="the definition of KL"),
    pytest.param(
        kl(Q, STANDARD),
        mean(Q, lambda z: log(c * exp(-((z - mu) ** 2) / (2 * sigma**2))) - log(c_0 * exp(-(z**2) / 2))),
        id="the two densities",
    ),
    pytest.param(
        mean(Q, lambda z: log(c * exp(-((z - mu) ** 2) / (2 * sigma**2))) - log(c_0 * exp(-(z**2) / 2))),
        mean(Q, lambda z: log(c) - (z - mu) ** 2 / (2 * sigma**2) - log(c_0) + z**2 / 2),
        id="logarithm of a product",
    ),
    pytest.param(
        mean(Q, lambda z: log(c) - (z - mu) ** 2 / (2 * sigma**2) - log(c_0) + z**2 / 2),
        log(c) - mean(Q, lambda z: (z - mu) ** 2) / (2 * sigma**2) - log(c_0) + mean(Q, lambda z: z**2) / 2,
        id="linearity",
    ),
    pytest.param(mean(Q, sin) + mean(Q, lambda z: 1 - sin(z)), 1, id="what has no closed form cancels"),
    pytest.param(mean(Q, sigmoid), 1 - mean(Q, lambda z: sigmoid(-z)), id="a function without moments"),
    pytest.param(
        mean(STANDARD, lambda t: mean(Q, lambda s: sin(s) * sin(t) + t)),
        mean(STANDARD, lambda t: mean(Q, lambda s: t + sin(t) * sin(s))), id="one expectation in another",
    ),
]  # fmt: skip

BY_MOMENTS = [
    pytest.param(kl(P, P_DATA), (theta - theta_0) ** 2 / (2 * epsilon**2), id="KL of shifted Gaussians"),
    pytest.param(kl(Q, STANDARD), (mu**2 + sigma**2 - 1 - log(sigma**2)) / 2, id="KL to the standard normal law"),
    pytest.param(entropy(Q), log(2 * pi * exp(1) * sigma**2) / 2, id="entropy of a Gaussian"),
    pytest.param(mean(Q, lambda z: z), mu, id="the mean"),
    pytest.param(mean(Q, lambda z: (z - mu) ** 2), sigma**2, id="the variance"),
    pytest.param(mean(Q, lambda z: (z - mu) ** 4), 3 * sigma**4, id="the fourth central moment"),
    pytest.param(mean(Q, lambda z: (z - mu) ** 3), 0, id="the third central moment"),
    pytest.param(mean(Q, lambda z: exp(p * z)), exp(p * mu + p**2 * sigma**2 / 2), id="the moment generating function"),
    pytest.param(
        mean(Q, lambda z: z * exp(p * z)), (mu + p * sigma**2) * exp(p * mu + p**2 * sigma**2 / 2), id="its slope",
    ),
    pytest.param(
        mean(P_DATA, lambda t: P.density(t) / P_DATA.density(t)), 1, id="the mean of a likelihood ratio",
    ),
    pytest.param(
        mean(STANDARD, lambda t: mean(normal(mean=t, std=1), lambda s: s**2)), 2, id="a mixture of Gaussians",
    ),
    pytest.param(log(mean(Q, lambda z: exp(z))), mu + sigma**2 / 2, id="the log of an expectation"),
    pytest.param(mean(Q, lambda z: z) ** 2, mu**2, id="the square of an expectation"),
    pytest.param(mean(Q, lambda z: z**2) - mean(P, lambda z: z**2), mu**2 + sigma**2 - theta**2 - epsilon**2, id="two laws"),
    pytest.param(Derivative(mean(P, lambda t: exp(t)), theta), exp(theta + epsilon**2 / 2), id="a slope of an expectation"),
    pytest.param(mean(normal(mean=0, variance=p), lambda t: t**2), p, id="a law given by its variance"),
    pytest.param(mean(Q, lambda z: sin(theta) * z), sin(theta) * mu, id="a factor that is no polynomial"),
]  # fmt: skip

FALSE = [
    pytest.param(mean(Q, lambda z: z**2), mu**2, id="the variance is missing"),
    pytest.param(mean(Q, lambda z: z**2), mean(Q, lambda z: z) ** 2, id="the mean of the square is no square of the mean"),
    pytest.param(mean(Q, exp), exp(mu), id="the mean of exp is no exp of the mean"),
    pytest.param(kl(Q, STANDARD), log(sigma**2) / 2, id="as handed in"),
    pytest.param(kl(P, P_DATA), (theta - theta_0) ** 2 / epsilon**2, id="a missing half"),
    pytest.param(kl(Q, STANDARD), kl(STANDARD, Q), id="KL is not symmetric"),
    pytest.param(mean(Q, sin), mean(P, sin), id="another law"),
    pytest.param(mean(Q, lambda z: (z - mu) ** 2), sigma, id="the deviation for the variance"),
    pytest.param(mean(Q, lambda z: Abs(z)), mean(Q, lambda z: z), id="the absolute value under the expectation"),
    pytest.param(mean(Q, lambda z: mean(P, lambda t: t * z)), mu * mean(Q, lambda z: z), id="the wrong mean of the inner law"),
    pytest.param(mean(Q, lambda z: sqrt(z**2)), mu, id="the root of a square under the expectation"),
]  # fmt: skip


@pytest.mark.parametrize(("lhs", "rhs"), BY_INTEGRAND)
def test_lines_are_compared_integrand_against_integrand(lhs, rhs):
    found = proved_by(prove_expectation, lhs, "=", rhs)
    assert (found.method, found.trusts) == ("integrand against integrand", Trust.EXACT)


@pytest.mark.parametrize(("lhs", "rhs"), BY_MOMENTS)
def test_moments_are_worked_out(lhs, rhs):
    found = prove(claim(lhs, "=", rhs))
    assert "Gaussian moments" in found.method
    assert found.trusts is Trust.RULE
    assert found.conditions == ()


@pytest.mark.parametrize(("lhs", "rhs"), FALSE)
def test_false_lines_are_not_proved(lhs, rhs):
    assert not isinstance(prove(claim(lhs, "=", rhs)), Proof)


@pytest.mark.parametrize("order", range(9))
def test_moments_against_quadrature(order):
    place = {mu: Rational(2, 3), sigma: Rational(5, 4), p: Rational(-1, 3)}
    average = mean(Q, lambda z: (z + 1) ** order * exp(p * z))
    numerator, denominator = fraction(average, Facts(DOMAINS))
    found = value(numerator / denominator, place, 30)
    t = mpmath.mpf

    def weighted(z):
        density = mpmath.exp(-((z - t(2) / 3) ** 2) / (2 * t(25) / 16)) / (mpmath.sqrt(2 * mpmath.pi) * t(5) / 4)
        return (z + 1) ** order * mpmath.exp(-z / 3) * density

    assert mpmath.almosteq(found, mpmath.quad(weighted, [-20, -5, 0, 5, 20]), rel_eps=1e-10)


def test_inequalities_between_expectations():
    found = prove(claim(kl(Q, STANDARD), ">=", 0))
    assert found.trusts is Trust.RULE
    assert prove(claim(kl(Q, STANDARD), ">", 0)) is None  # 0 at mu = 0, sigma = 1
    assert prove(claim(mean(Q, lambda z: z**2), ">", mean(Q, lambda z: z) ** 2)) is not None


def test_bound_variables_of_any_name_are_the_same():
    one, other = mean(Q, lambda z: sin(z)), mean(Q, lambda theta: sin(theta))
    assert is_zero(one - other, Facts(DOMAINS))
    free = Symbol("z", real=True)
    assert not is_zero(mean(Q, lambda z: z * free) - mean(Q, lambda z: z * z), Facts({}))


def test_a_line_may_depend_on_a_parameter_through_its_integrand_only():
    assert proved_by(prove_expectation, mean(STANDARD, lambda t: g * t + x), "=", x) is not None
