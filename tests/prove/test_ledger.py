"""The ledger: what each node demands, and the conditions that a proof is printed with."""

import pytest
from sympy import (
    Abs,
    Derivative,
    Integral,
    Mul,
    Ne,
    Piecewise,
    Pow,
    Rational,
    Subs,
    asin,
    atanh,
    exp,
    gamma,
    log,
    sin,
    sqrt,
    tan,
)  # fmt: skip

from derive.prove import prove
from derive.prove.conditions import conditions
from derive.prove.ledger import Obligation, obligations
from derive.terms import cbrt, determinant, expectation, jacobian, kl, logit, normal, sigmoid

from .statements import a, claim, d, epsilon, m, p, q, sigma, theta, theta_0, v, x, y, z

OBLIGATIONS = [
    pytest.param(x**2 + exp(x) + sin(x), [], id="no obligation"),
    pytest.param(1 / x, ["x != 0"], id="a division"),
    pytest.param(x**-2, ["x != 0"], id="a negative power"),
    pytest.param(Mul(x**2, Pow(x, -1, evaluate=False), evaluate=False), ["x != 0"], id="as written: x^2/x"),
    pytest.param(log(x), ["x > 0"], id="a logarithm"),
    pytest.param(sqrt(x - 1), ["x - 1 >= 0"], id="a root"),
    pytest.param(1 / sqrt(x), ["x > 0"], id="one over a root"),
    pytest.param((x - y) ** Rational(2, 3), ["x - y >= 0"], id="a fractional power"),
    pytest.param(cbrt(x), [], id="the real cube root has a value everywhere"),
    pytest.param(logit(x), ["x > 0", "1 - x > 0"], id="a logit"),
    pytest.param(atanh(x), ["1 - x**2 > 0"], id="atanh"),
    pytest.param(asin(x), ["1 - x**2 >= 0"], id="asin"),
    pytest.param(tan(x), ["cos(x) != 0"], id="a tangent"),
    pytest.param(gamma(x), ["1/gamma(x) != 0"], id="gamma has poles"),
    pytest.param(2**x + exp(x), [], id="powers of positive numbers"),
    pytest.param(log(log(x)), ["log(x) > 0", "x > 0"], id="each subexpression counts"),
    pytest.param(Derivative(log(x), x), ["x > 0"], id="a derivative needs the function itself"),
    pytest.param(Derivative(cbrt(x), x), ["x != 0"], id="a kink with a vertical tangent"),
    pytest.param(Subs(Derivative(log(x), x), x, y), ["y > 0"], id="a substitution: where the point is"),
    pytest.param(Piecewise((log(x), x > 0), (0, True)), [], id="a branch counts only where it applies"),
    pytest.param(determinant(jacobian([log(x), 1 / y], [x, y])), ["x > 0", "y != 0"], id="the entries of a matrix"),
    pytest.param(normal(mean=x, std=y).density(z), ["y != 0"], id="a density written out"),
    pytest.param(expectation(normal(mean=x, std=y), lambda t: t), ["y > 0"], id="the deviation of a law"),
    pytest.param(Integral(log(x), (x, 0, 1)), [], id="an improper integral"),
]  # fmt: skip


@pytest.mark.parametrize(("expression", "expected"), OBLIGATIONS)
def test_obligations(expression, expected):
    assert sorted(map(str, obligations(expression))) == sorted(expected)


UNNECESSARY = [
    pytest.param(x**y, id="a power with a real exponent: (-2)^2 has a value"),
    pytest.param(v**m, id="a power with a whole exponent"),
    pytest.param(Derivative(cbrt(x**3), x), id="the derivative of cbrt(x^3) at 0 is 1"),
    pytest.param(Derivative(Abs(x) * x, x), id="the derivative of x |x| at 0 is 0"),
    pytest.param(Derivative(sqrt(x**2 + y**2), y), id="along y the root of x^2 + y^2 is smooth but at x = 0"),
]  # fmt: skip


@pytest.mark.parametrize("expression", UNNECESSARY)
def test_what_only_the_rule_needs_is_no_fact(expression):
    assert any(not obligation.is_necessary for obligation in obligations(expression))


NECESSARY = [
    pytest.param(Derivative(Abs(x), x), Obligation(x, "nonzero"), id="|x| has no slope at 0"),
    pytest.param(Derivative(2 * cbrt(3 * x + 1) + x**2, x), Obligation(3 * x + 1, "nonzero"), id="nor has a cube root at its 0"),
    pytest.param(Derivative(sqrt(p * x), x), Obligation(x, "positive"), id="nor a root at its end"),
]  # fmt: skip


@pytest.mark.parametrize(("expression", "expected"), NECESSARY)
def test_a_kink_that_certainly_is_one_is_a_fact(expression, expected):
    assert any(o.kind == expected.kind and o.is_necessary for o in obligations(expression))


CONDITIONS = [
    pytest.param(log(x**2), 2 * log(x), (), ("x > 0",), id="the stronger of two conditions"),
    pytest.param(log(x**2), 2 * log(Abs(x)), (), ("x != 0",), id="a square is positive but at 0"),
    pytest.param(1 / (x - 1), 1 / (x - 1), (), ("x != 1",), id="a pole away from 0"),
    pytest.param(1 / (x * exp(y)), exp(-y) / x, (), ("x != 0",), id="exp is never 0"),
    pytest.param(1 / (3 * cbrt(z * exp(-x) + x**2) ** 2), y, (), ("x**2 + z*exp(-x) != 0",), id="the kink of the flow"),
    pytest.param(sqrt(x) * sqrt(y), sqrt(x * y), (), ("x >= 0", "y >= 0"), id="roots"),
    pytest.param(log(p / (p + q)), logit(d), (), (), id="what the domains imply is discharged"),
    pytest.param(1 / (theta - theta_0), 1, (Ne(theta, theta_0),), (), id="what a hypothesis implies is discharged"),
    pytest.param(1 / (theta - theta_0), 1, (), ("theta - theta_0 != 0",), id="without the hypothesis it is not"),
    pytest.param(log(-x), 1, (), ("x < 0",), id="an inequality turned round"),
    pytest.param(log(-x * p), 1, (), ("x < 0",), id="a known factor left out"),
    pytest.param(sqrt(x) * log(x - 1), 1, (), ("x > 1",), id="a condition that another one implies"),
    pytest.param(1 / a, 1, (), ("a != 0",), id="the end of a domain"),
    pytest.param(kl(normal(mean=theta, std=epsilon), normal(mean=0, std=sigma)), 1, (), (), id="a divergence of proper laws"),
    pytest.param(expectation(normal(mean=0, std=1), lambda t: log(t**2)), 1, (), ("x != 0 for almost all x",), id="an integrand"),
    pytest.param(Derivative(Abs(x), x), 1, (), ("x != 0",), id="a kink"),
    pytest.param(sigmoid(x), 1 / (1 + exp(-x)), (), (), id="no condition"),
]  # fmt: skip


@pytest.mark.parametrize(("lhs", "rhs", "hypotheses", "expected"), CONDITIONS)
def test_conditions_of_both_sides(lhs, rhs, hypotheses, expected):
    found = conditions(claim(lhs, "=", rhs, *hypotheses))
    assert tuple(sorted(found)) == tuple(sorted(expected))


def test_conditions_stand_beside_the_proof():
    assert prove(claim(log(x**2), "=", 2 * log(x))).conditions == ("x > 0",)
    assert prove(claim(log(p**2), "=", 2 * log(p))).conditions == ()
