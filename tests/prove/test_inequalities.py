"""Inequalities by signs, and those that fail at a single point."""

import pytest
from sympy import Abs, Ne, exp, log, pi, sqrt

from derive.evidence import Trust
from derive.prove import prove
from derive.prove.inequalities import prove_inequality
from derive.terms import sigmoid

from .statements import M, a, b, claim, d, e, epsilon, g, h, p, proved_by, q, theta, theta_0, v, x, y

TRUE = [
    pytest.param(-p / d**2 - q / (1 - d) ** 2, "<", 0, (), id="the gain is strictly concave"),
    pytest.param(p / d**2 + q / (1 - d) ** 2, ">", 0, (), id="the loss is strictly convex"),
    pytest.param(Abs(sigmoid(h) * g), "<=", M * sigmoid(h), (Abs(g) <= M,), id="a bounded gradient"),
    pytest.param(Abs(sigmoid(h) * (1 - sigmoid(h)) * g), "<=", M * sigmoid(h) * (1 - sigmoid(h)), (Abs(g) <= M,), id="a bounded gradient, both factors"),
    pytest.param(sigmoid(h), "<", 1, (), id="a sigmoid is below 1"),
    pytest.param(p / (p + q), "<", 1, (), id="D* is below 1"),
    pytest.param(x**2 + y**2, ">=", 2 * x * y, (), id="a square is not negative"),
    pytest.param(sqrt(p * q), "<=", (p + q) / 2, (), id="geometric and arithmetic mean"),
    pytest.param(exp(x), ">=", 1 + x, (), id="exp above its tangent"),
    pytest.param(log(p), "<=", p - 1, (), id="log below its tangent"),
    pytest.param((theta - theta_0) ** 2 / (2 * epsilon**2), ">", 0, (Ne(theta, theta_0),), id="a divergence of different laws"),
    pytest.param(theta, "!=", theta_0, (theta < theta_0,), id="below is different"),
    pytest.param(x**2 + 1, "!=", 0, (), id="no real root"),
    pytest.param(1 / x, ">", 0, (x > 0,), id="one over something positive"),
    pytest.param(sqrt(x), ">=", 0, (), id="a root, where it has a value"),
    pytest.param(a, ">", b, (), id="by domains"),
    pytest.param(d * log(d), "<", 0, (), id="a term of an entropy"),
    pytest.param(exp(x), ">", x, (), id="exp above its argument"),
    pytest.param(exp(x - y), ">=", 1 + x - y, (), id="exp of a difference above its tangent"),
    pytest.param(exp(-x), ">", -y, (x < y,), id="exp above what is below its argument"),
    pytest.param(q * exp(x), ">", 1, (p < x, p * q > 1), id="exp above a bound that a product gives"),
    pytest.param(exp(x) + Abs(x + 1), ">=", 1 + x, (), id="exp and a modulus"),
    pytest.param(log((d - e) ** 2), "<", 0, (), id="the log of a difference within (0, 1)"),
    pytest.param(log(Abs(d - e)), "<", 0, (), id="the log of a distance within (0, 1)"),
    pytest.param(sqrt(p + 1), "<", sqrt(p) + 1, (), id="roots compared by their squares"),
    pytest.param(sqrt(x**2 + 1), ">", x, (), id="a root above its root"),
    pytest.param(M * sqrt(sigmoid(h)), ">=", Abs(g) * sigmoid(h), (Abs(g) <= M,), id="the root of a sigmoid"),
    pytest.param(pi * p + 2, ">", 3 * p + 1, (), id="numbers gathered beside a variable"),
    pytest.param(exp(-(x**2)), "<", pi, (), id="an exponential below pi"),
    pytest.param(x, ">=", y, (p < q, p * x + q * y <= q * x + p * y), id="a factor that hypotheses make positive"),
    pytest.param(x, ">=", y, ((q - p) * (x - y) >= theta**2, p < q), id="a square left out of a hypothesis"),
    pytest.param(p * d, ">=", d**2 * (1 - e), (p >= 1 - e,), id="a hypothesis times a variable"),
    pytest.param(x * p, ">=", 2, (x * q >= 1, p >= 2 * q), id="a variable eliminated by a hypothesis"),
]  # fmt: skip

FALSE = [
    pytest.param(x**2, ">", 0, (), id="equality at 0"),
    pytest.param(x**2 + y**2, ">", 2 * x * y, (), id="equality where x = y"),
    pytest.param(log(p), "<", p - 1, (), id="equality at 1"),
    pytest.param(exp(x), ">", 1 + x, (), id="equality at 0 of exp"),
    pytest.param(Abs(g), "<", M, (Abs(g) <= M,), id="the bound may be reached"),
    pytest.param(p / d**2 - q / (1 - d) ** 2, ">", 0, (), id="a sign in the curvature"),
    pytest.param(x**2, ">=", x, (), id="between 0 and 1"),
    pytest.param(p, ">=", 1, (), id="positive is not at least 1"),
    pytest.param(v, ">", 0, (), id="not 0 is not positive"),
    pytest.param(x, "!=", y, (), id="they may be equal"),
    pytest.param(log(x**2), ">=", log(x) * 2 + 1, (), id="a constant too much"),
    pytest.param(x, "<", y, (x <= y,), id="at most is not below"),
    pytest.param(x, "<", y, (Ne(x, y),), id="different is not below"),
    pytest.param(exp(x), ">=", 1 + 2 * x, (), id="exp below a steeper line"),
    pytest.param(exp(x - y), ">", 1 + x - y, (), id="exp of a difference touches its tangent"),
    pytest.param(exp(-x), ">", y, (x < y,), id="exp of minus the argument"),
    pytest.param(q * exp(x), ">", 1, (x < p, p * q > 1), id="a bound on the wrong side"),
    pytest.param(sqrt(p + 1), "<", 1 + p / 3, (), id="roots whose squares differ the other way"),
    pytest.param(sqrt(x**2 + 1), "<", x + 1, (), id="a root of a sum for negative numbers"),
    pytest.param(M * sqrt(sigmoid(h)) / 2, ">=", Abs(g) * sigmoid(h), (Abs(g) <= M,), id="half the root of a sigmoid"),
    pytest.param(pi * p + 2, ">", 4 * p, (), id="numbers gathered beside a variable, the sign the other way"),
    pytest.param(log((x - y) ** 2), "<", 0, (), id="the log of a large difference"),
    pytest.param(log(Abs(d + e)), "<", 0, (), id="the log of a sum from (0, 2)"),
    pytest.param(x, ">", y, (p < q, p * x + q * y <= q * x + p * y), id="they may be equal in spite of a factor"),
    pytest.param(x, ">=", y, ((q - p) * (x - y) >= -(theta**2), p < q), id="minus a square is not left out"),
    pytest.param(p * d, ">=", d * (1 - e**2), (p >= 1 - e,), id="a hypothesis that is too weak"),
    pytest.param(x * p, ">=", 2, (x * q >= -1, p >= 2 * q), id="a variable eliminated by the wrong sign"),
]  # fmt: skip


@pytest.mark.parametrize(("lhs", "relation", "rhs", "hypotheses"), TRUE)
def test_inequalities_are_proved(lhs, relation, rhs, hypotheses):
    assert proved_by(prove_inequality, lhs, relation, rhs, *hypotheses).trusts is Trust.EXACT


@pytest.mark.parametrize(("lhs", "relation", "rhs", "hypotheses"), FALSE)
def test_false_inequalities_are_not_proved(lhs, relation, rhs, hypotheses):
    assert prove(claim(lhs, relation, rhs, *hypotheses)) is None


MIRRORED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "!=": "!="}


@pytest.mark.parametrize(("lhs", "relation", "rhs", "hypotheses"), TRUE)
def test_read_from_right_to_left(lhs, relation, rhs, hypotheses):
    assert proved_by(prove_inequality, rhs, MIRRORED[relation], lhs, *hypotheses) is not None


def test_nothing_follows_where_no_point_is_left():
    assert prove(claim(x * y, "<", 0, x > 1, x < 0)) is None
