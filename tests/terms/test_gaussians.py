"""Normal laws, expectations, KL and entropy: closed form, quadrature of the definition, exact instances."""

import pytest
from mpmath import mp, mpf
from sympy import Derivative, Integral, Rational, Symbol, exp, lambdify, log, oo, pi, simplify, sqrt, symbols

from derive.errors import AuthoringError
from derive.terms import entropy, expectation, independent, kl, logpdf, normal, plus

x, m, n = symbols("x m n", real=True)
s, r = symbols("s r", positive=True)

LAWS = [(0, 1), (Rational(1, 2), Rational(2)), (Rational(-3), Rational(1, 10))]
PAIRS = [
    (0, 1, 0, 1),
    (1, 1, 0, 1),
    (Rational(1, 2), 2, Rational(-1, 3), Rational(3, 2)),
    (-2, Rational(1, 4), 1, 5),
]
MOMENTS = [
    (lambda z: z, lambda mu, sd: mu),
    (lambda z: z**2, lambda mu, sd: mu**2 + sd**2),
    (lambda z: z**3, lambda mu, sd: mu**3 + 3 * mu * sd**2),
    (lambda z: exp(z), lambda mu, sd: exp(mu + sd**2 / 2)),
    (lambda z: 7, lambda mu, sd: Rational(7)),
]


@pytest.fixture(autouse=True)
def thirty_digits():
    with mp.workdps(30):
        yield


def number(expression):
    return mpf(str(expression.evalf(35)))


def quadrature(integral, law):
    """The value of an `Integral` over the real line against `law`, by mpmath, cut at 30 deviations."""
    (variable, lower, upper) = integral.limits[0]
    assert (lower, upper) == (-oo, oo)
    f = lambdify(variable, integral.function, "mpmath")
    mean, std = number(law.mean), number(law.std)
    return mp.quad(f, [mean + k * std for k in (-30, -8, -3, 0, 3, 8, 30)])


def law(mean, std):
    return normal(mean=mean, std=std)


class TestNormal:
    @pytest.mark.parametrize(("mean", "std"), LAWS)
    def test_density_against_mpmath(self, mean, std):
        for point in (Rational(0), Rational(1, 3), mean + 2 * std):
            value = number(law(mean, std).density(point))
            expected = mp.npdf(*(number(Rational(part)) for part in (point, mean, std)))
            assert mp.almosteq(value, expected, 1e-25)

    @pytest.mark.parametrize(("mean", "std"), LAWS)
    def test_it_integrates_to_1(self, mean, std):
        total = quadrature(Integral(law(mean, std).density(x), (x, -oo, oo)), law(mean, std))
        assert mp.almosteq(total, 1, 1e-20)

    def test_exact_instance(self):
        assert law(0, 1).density(0) == 1 / sqrt(2 * pi)
        assert law(3, 2).density(3) == 1 / (2 * sqrt(2 * pi))

    def test_by_variance_or_by_standard_deviation(self):
        assert normal(mean=m, variance=s**2) == normal(mean=m, std=s)
        assert normal(mean=0, variance=4).std == 2

    def test_it_prints_its_variance(self):
        assert str(law(m, s)) == "N(m, s**2)"

    @pytest.mark.parametrize("options", [{}, {"std": 1, "variance": 1}])
    def test_exactly_one_spread(self, options):
        with pytest.raises(AuthoringError, match="either std= or variance="):
            normal(mean=0, **options)

    @pytest.mark.parametrize("std", [0, -1, Rational(-1, 2), -sqrt(2)])
    def test_the_spread_is_positive(self, std):
        with pytest.raises(AuthoringError, match="must be positive"):
            normal(mean=0, std=std)

    def test_a_float_is_refused(self):
        with pytest.raises(AuthoringError, match="float"):
            normal(mean=0.5, std=1)

    def test_logpdf_is_the_logarithm_of_the_density(self):
        assert logpdf(law(m, s), x) == log(law(m, s).density(x))
        assert abs(number(logpdf(law(0, 1), 2)) + 2 + mp.log(2 * mp.pi) / 2) < mpf(10) ** -25

    def test_independent_components(self):
        pair = independent(law(0, 1), law(m, s))
        assert pair.density([x, 1]) == law(0, 1).density(x) * law(m, s).density(1)
        with pytest.raises(AuthoringError, match="over 2 components was asked for at a point with 3"):
            pair.density([x, x, x])


class TestExpectation:
    @pytest.mark.parametrize(("f", "closed"), MOMENTS, ids=["x", "x^2", "x^3", "exp x", "a constant"])
    @pytest.mark.parametrize(("mean", "std"), LAWS)
    def test_definition_by_quadrature_against_closed_form(self, f, closed, mean, std):
        integral = expectation(law(mean, std), f).definition()
        assert mp.almosteq(
            quadrature(integral, law(mean, std)), number(Rational(0) + closed(mean, std)), 1e-15, 1e-15
        )

    def test_exact_instance(self):
        integral = expectation(law(0, 1), lambda z: z**4).definition()
        assert simplify(integral.doit()) == 3

    def test_it_stays_as_written(self):
        line = expectation(law(m, s), lambda z: plus(2 * z, -z))
        assert line.integrand.args == (2 * line.variable, -line.variable)
        assert "2*z" in str(line)

    def test_logarithms_of_exponentials_stay_as_written(self):
        line = expectation(law(m, s), lambda z: log(exp(-(z**2)), evaluate=False))
        assert str(line) == "E_{z ~ N(m, s**2)}[log(exp(-z**2))]"

    def test_equal_expectations_are_equal_objects(self):
        assert expectation(law(m, s), lambda z: z**2) == expectation(law(m, s), lambda z: z * z)

    def test_free_symbols_are_those_of_law_and_integrand(self):
        assert expectation(law(m, s), lambda z: (z - n) ** 2).free_symbols == {m, s, n}

    def test_the_bound_variable_is_not_captured(self):
        z = Symbol("z", real=True)
        line = expectation(law(0, 1), lambda z: z - n).subs(n, z)
        assert line.free_symbols == {z}
        assert str(line) == "E_{z_1 ~ N(0, 1)}[-z + z_1]"
        assert line.integrand_at(3) == 3 - z

    def test_an_expectation_inside_another(self):
        inner_mean = expectation(law(0, 1), lambda z: expectation(law(z, 1), lambda z: z))
        outer, inner = inner_mean.variable, inner_mean.integrand.variable
        assert outer != inner
        assert inner_mean.integrand.law.mean == outer
        assert inner_mean.free_symbols == set()

    def test_derivatives_wait_for_their_hypotheses(self):
        line = expectation(law(m, s), lambda z: z)
        assert isinstance(Derivative(line, m).doit(), Derivative)
        assert line.diff(n) == 0

    @pytest.mark.parametrize(("distribution", "f"), [(3, lambda z: z), (law(0, 1), 3), (law(0, 1), x)])
    def test_what_it_takes(self, distribution, f):
        with pytest.raises(AuthoringError, match="expectation takes a law and a function"):
            expectation(distribution, f)

    def test_a_float_in_the_integrand_is_refused(self):
        with pytest.raises(AuthoringError, match="float"):
            expectation(law(0, 1), lambda z: 0.5 * z)


class TestDivergences:
    @staticmethod
    def closed_kl(m1, s1, m2, s2):
        return log(s2) - log(s1) + (s1**2 + (m1 - m2) ** 2) / (2 * s2**2) - Rational(1, 2)

    @pytest.mark.parametrize("parameters", PAIRS)
    def test_kl_definition_by_quadrature_against_closed_form(self, parameters):
        m1, s1, m2, s2 = map(Rational, parameters)
        p, q = law(m1, s1), law(m2, s2)
        found = quadrature(kl(p, q).definition().definition(), p)
        assert mp.almosteq(found, number(self.closed_kl(m1, s1, m2, s2)), 1e-15, 1e-15)

    def test_kl_exact_instances(self):
        assert simplify(kl(law(1, 1), law(0, 1)).definition().definition().doit() - Rational(1, 2)) == 0
        assert self.closed_kl(Rational(1), 1, 0, 1) == Rational(1, 2)

    def test_kl_of_a_law_to_itself_is_0(self):
        assert kl(law(m, s), law(m, s)).definition().integrand == 0

    def test_kl_is_not_symmetric(self):
        assert kl(law(0, 1), law(0, 2)) != kl(law(0, 2), law(0, 1))

    @pytest.mark.parametrize(("mean", "std"), LAWS)
    def test_entropy_definition_by_quadrature_against_closed_form(self, mean, std):
        p = law(mean, std)
        minus_entropy = -entropy(p).definition()
        found = -quadrature(minus_entropy.definition(), p)
        assert mp.almosteq(found, number(log(2 * pi * std**2) / 2 + Rational(1, 2)), 1e-15)

    def test_entropy_exact_instance(self):
        tidy = law(0, 1 / sqrt(2 * pi))
        assert simplify(entropy(tidy).definition().args[1].definition().doit() + Rational(1, 2)) == 0

    @pytest.mark.parametrize("word", [kl, lambda p, q: entropy(p)], ids=["kl", "entropy"])
    def test_they_take_distributions(self, word):
        with pytest.raises(AuthoringError, match="expected a distribution, such as normal"):
            word(m, law(0, 1))
