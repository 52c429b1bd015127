"""sigmoid, logit and the real cube root: closed form, slope by differences, exact instances."""

import pytest
from mpmath import mp, mpf
from sympy import Derivative, Rational, Symbol, exp, log, simplify
from sympy.core.function import ArgumentIndexError

from derive.terms import cbrt, logit, sigmoid

h = Symbol("h", real=True)
d = Symbol("d", positive=True)
u = Symbol("u", real=True)

POINTS = [Rational(-7), Rational(-1, 3), Rational(1, 10), Rational(5, 2), Rational(40)]
PROBABILITIES = [Rational(1, 1000), Rational(1, 3), Rational(3, 4), Rational(99, 100)]


def number(expression):
    return mpf(str(expression.evalf(40)))


@pytest.fixture(autouse=True)
def forty_digits():
    with mp.workdps(40):
        yield


class TestSigmoid:
    @pytest.mark.parametrize("point", POINTS)
    def test_closed_form(self, point):
        value = number(sigmoid(point).definition())
        assert mp.almosteq(value, (1 + mp.tanh(mpf(point.p) / point.q / 2)) / 2, 1e-35)

    @pytest.mark.parametrize("point", POINTS)
    def test_slope(self, point):
        by_rule = number(sigmoid(h).diff(h).replace(sigmoid, lambda a: 1 / (1 + exp(-a))).subs(h, point))
        by_differences = mp.diff(lambda t: 1 / (1 + mp.exp(-t)), mpf(point.p) / point.q)
        assert mp.almosteq(by_rule, by_differences, 1e-18)

    def test_exact_instances(self):
        assert sigmoid(0) == Rational(1, 2)
        assert sigmoid(log(3)).definition() == Rational(3, 4)
        assert sigmoid(-log(3)).definition() == Rational(1, 4)

    def test_it_is_positive_and_stays_as_written(self):
        assert sigmoid(h).is_positive
        assert isinstance(sigmoid(h), sigmoid)
        assert isinstance(Derivative(sigmoid(h), h), Derivative)

    def test_it_has_one_argument(self):
        with pytest.raises(ArgumentIndexError):
            sigmoid(h).fdiff(2)


class TestLogit:
    @pytest.mark.parametrize("point", PROBABILITIES)
    def test_it_undoes_the_sigmoid(self, point):
        back = sigmoid(logit(point).definition()).definition()
        assert mp.almosteq(number(back), mpf(point.p) / point.q, 1e-35)

    @pytest.mark.parametrize("point", PROBABILITIES)
    def test_slope(self, point):
        by_differences = mp.diff(lambda t: mp.log(t / (1 - t)), mpf(point.p) / point.q)
        assert mp.almosteq(number(logit(d).diff(d).subs(d, point)), by_differences, 1e-15)

    def test_exact_instances(self):
        assert logit(Rational(1, 2)) == 0
        assert logit(Rational(3, 4)).definition() == log(3)
        assert isinstance(logit(d), logit)

    def test_it_has_one_argument(self):
        with pytest.raises(ArgumentIndexError):
            logit(d).fdiff(2)


class TestCubeRoot:
    @pytest.mark.parametrize(
        ("value", "root"),
        [(-8, -2), (0, 0), (1, 1), (Rational(1, 27), Rational(1, 3)), (Rational(-64, 125), Rational(-4, 5))],
    )
    def test_exact_instances(self, value, root):
        assert cbrt(value) == root

    @pytest.mark.parametrize("value", [2, -2, Rational(4, 9), u, u**3, exp(u)])
    def test_everything_else_stays_as_written(self, value):
        assert isinstance(cbrt(value), cbrt)
        assert cbrt(value).is_real

    @pytest.mark.parametrize("point", [Rational(-5, 3), Rational(-1, 100), Rational(2), Rational(77)])
    def test_slope(self, point):
        x = mpf(point.p) / point.q

        def root(t):
            return mp.sign(t) * mp.cbrt(abs(t))

        by_rule = number(cbrt(u).diff(u).replace(cbrt, lambda a: Symbol("r")).subs("r", Rational(1)))
        assert mp.almosteq(by_rule / root(x) ** 2, mp.diff(root, x), 1e-15)

    def test_the_slope_has_no_value_at_0(self):
        assert not cbrt(u).diff(u).subs(u, 0).is_finite

    def test_the_chain_rule(self):
        assert simplify(cbrt(u**2 + 1).diff(u) - 2 * u / (3 * cbrt(u**2 + 1) ** 2)) == 0

    def test_it_has_one_argument(self):
        with pytest.raises(ArgumentIndexError):
            cbrt(u).fdiff(2)
