"""Numbers of the pages, to 12 digits, by routes that share nothing with the engine."""

from fractions import Fraction

import pytest
from mpmath import mp, mpf
from sympy import lambdify

from derivations import aml_sheet_3, cs236_problem_set_3, dgm_assignment_3, dl_homework_5

TWELVE = mpf(10) ** -12


@pytest.fixture(autouse=True)
def thirty_digits():
    with mp.workdps(30):
        yield


def close(found, expected):
    return mp.almosteq(found, expected, TWELVE, TWELVE)


def value(expression, **at):
    """A closed form at a point, by substitution."""
    there = expression.subs({symbol: at[symbol.name] for symbol in expression.free_symbols})
    return mpf(str(there.evalf(30)))


def kl_by_quadrature(m1, s1, m2, s2):
    """KL(N(m1, s1^2) || N(m2, s2^2)) as an integral."""

    def integrand(x):
        return mp.npdf(x, m1, s1) * (mp.log(mp.npdf(x, m1, s1)) - mp.log(mp.npdf(x, m2, s2)))

    return mp.quad(integrand, [m1 + k * s1 for k in (-14, -6, -2, 0, 2, 6, 14)])


class TestFlow:
    """The density at (0, 1, 1/3)."""

    @staticmethod
    def inverse(x1, x2, x3):
        return x1, x2 * mp.exp(-x1), (x3**3 - x1**2) * mp.exp(x1)

    def test_the_exponent_is_365_729ths(self):
        z = (Fraction(0), Fraction(1), Fraction(1, 3) ** 3)
        assert sum(component**2 for component in z) / 2 == Fraction(365, 729)

    def test_the_determinant_is_one_third_by_differences(self):
        at = (mpf(0), mpf(1), mpf(1) / 3)
        rows = []
        for component in range(3):
            orders = [(1, 0, 0), (0, 1, 0), (0, 0, 1)]
            rows.append([mp.diff(lambda *x, c=component: self.inverse(*x)[c], at, order) for order in orders])
        assert close(mp.det(mp.matrix(rows)), mpf(1) / 3)

    def test_the_density(self):
        z = self.inverse(mpf(0), mpf(1), mpf(1) / 3)
        density = mp.fprod(mp.npdf(component) for component in z) / 3
        page = dgm_assignment_3.density_of_x.page
        everywhere, _, at_the_point = page.calculations
        assert close(density, value(everywhere.conclusion, x1=0, x2=1, x3=mpf(1) / 3))
        assert close(density, value(at_the_point.steps[-2].rhs))
        assert abs(density - mpf(str(at_the_point.conclusion))) < mpf("0.5e-13")

    def test_integrating_x3_out_leaves_the_density_of_the_first_two(self):
        everywhere = dgm_assignment_3.density_of_x.page.calculations[0].conclusion
        density = lambdify(sorted(everywhere.free_symbols, key=str), everywhere, "mpmath")
        x1, x2 = mpf("0.3"), mpf("-0.8")
        total = mp.quad(lambda x3: density(x1, x2, x3), [-3, -2, -1, 0, 1, 2, 3])
        assert close(total, mp.npdf(x1) * mp.npdf(x2 * mp.exp(-x1)) * mp.exp(-x1))


class TestOptimalDiscriminator:
    POINTS = ((1, 1), (3, 2), (mpf(1) / 10, 7))

    @pytest.mark.parametrize(("p", "q"), POINTS)
    def test_the_minimiser_by_bisection_of_the_slope(self, p, q):
        found = mp.findroot(lambda t: -p / t + q / (1 - t), (mpf("1e-6"), 1 - mpf("1e-6")), solver="anderson")
        assert close(found, mpf(p) / (p + q))

    @pytest.mark.parametrize(("p", "q"), POINTS)
    def test_the_loss_there(self, p, q):
        best = mpf(p) / (p + q)
        loss = -p * mp.log(best) - q * mp.log(1 - best)
        page = dgm_assignment_3.loss_of_the_optimal_discriminator
        assert close(loss, value(page.conclusion, p=p, q=q))
        assert loss < -p * mp.log(best + mpf("1e-4")) - q * mp.log(1 - best - mpf("1e-4"))

    def test_the_maximum_of_the_sheet_is_the_minimum_of_the_assignment(self):
        gain = aml_sheet_3.maximising_discriminator.page.calculations[-1].steps[-1]
        loss = dgm_assignment_3.optimal_discriminator.page.calculations[-1].steps[-1]
        assert gain.lhs == loss.lhs
        assert str(gain.rhs.value) == "p*log(y) + q*log(1 - y)"

    def test_three_cases_in_fractions(self):
        def best(p, q):
            return Fraction(p, p + q)

        assert (best(3, 3), best(3, 0), best(0, 3)) == (Fraction(1, 2), 1, 0)

    def test_the_logit_is_the_log_ratio(self):
        for p, q in self.POINTS:
            h = mp.log(mpf(p) / q)
            assert close(1 / (1 + mp.exp(-h)), mpf(p) / (p + q))
        page = cs236_problem_set_3.logit_of_the_optimal_discriminator
        assert close(value(page.conclusion, p=3, q=2), mp.log(mpf(3) / 2))


class TestDivergences:
    @pytest.mark.parametrize(("mu", "sigma"), [(0, 1), (0, 2), (mpf(1) / 2, mpf(2) / 3), (-2, mpf(1) / 10)])
    def test_to_the_standard_normal_by_quadrature(self, mu, sigma):
        page = dl_homework_5.kl_to_the_standard_normal
        expected = kl_by_quadrature(mpf(mu), mpf(sigma), mpf(0), mpf(1))
        assert close(value(page.conclusion, mu=mu, sigma=sigma), expected)

    def test_the_handed_in_value_is_off(self):
        page = dl_homework_5.kl_to_the_standard_normal_as_handed_in
        assert close(value(page.conclusion, mu=0, sigma=2), mp.log(2))
        assert close(kl_by_quadrature(mpf(0), mpf(2), mpf(0), mpf(1)), mpf(3) / 2 - mp.log(2))

    @pytest.mark.parametrize(
        ("theta", "theta_0", "epsilon"), [(1, 0, 1), (mpf(1) / 2, mpf(-3) / 4, mpf(2) / 3), (2, 2, 5)]
    )
    def test_of_shifted_gaussians_by_quadrature(self, theta, theta_0, epsilon):
        page = cs236_problem_set_3.kl_of_shifted_gaussians
        expected = kl_by_quadrature(mpf(theta), mpf(epsilon), mpf(theta_0), mpf(epsilon))
        assert close(value(page.conclusion, theta=theta, theta_0=theta_0, epsilon=epsilon), expected)

    def test_every_printed_line_of_it_in_fractions(self):
        """At theta = 1/2, theta_0 = -3/4, epsilon = 2/3 the last lines are 225/128 as fractions."""
        theta, theta_0, epsilon = Fraction(1, 2), Fraction(-3, 4), Fraction(2, 3)
        c = 1 / (2 * epsilon**2)
        assert c * (2 * theta**2 - 2 * theta * theta_0 - theta**2 + theta_0**2) == Fraction(225, 128)
        assert c * (theta - theta_0) ** 2 == Fraction(225, 128)

    def test_moments_by_quadrature(self):
        mu, sigma = mpf(1) / 3, mpf(5) / 4
        centred, raw = dl_homework_5.moments_of_a_gaussian.page.calculations
        nodes = [mu + k * sigma for k in (-14, -6, -2, 0, 2, 6, 14)]
        by_quadrature = mp.quad(lambda z: z**2 * mp.npdf(z, mu, sigma), nodes)
        assert close(by_quadrature, value(raw.conclusion, mu=mu, sigma=sigma))
        assert close(by_quadrature - mu**2, value(centred.conclusion, sigma=sigma))

    def test_it_explodes(self):
        sizes = [kl_by_quadrature(mpf(1), mpf(10) ** -k, mpf(0), mpf(10) ** -k) for k in (0, 1, 2)]
        assert [mp.nint(size * 2) for size in sizes] == [1, 100, 10000]


class TestGradients:
    @pytest.mark.parametrize("h", [mpf(-30), mpf(-2), mpf(0), mpf("1.7")])
    def test_slopes_by_differences(self, h):
        def sigmoid(t):
            return 1 / (1 + mp.exp(-t))

        assert close(mp.diff(lambda t: mp.log(1 - sigmoid(t)), h), -sigmoid(h))
        assert close(mp.diff(lambda t: -mp.log(sigmoid(t)), h), sigmoid(h) - 1)
        assert close(mp.diff(sigmoid, h), sigmoid(h) * (1 - sigmoid(h)))

    def test_what_they_tend_to(self):
        h = mpf(-80)
        sigmoid = 1 / (1 + mp.exp(-h))
        assert sigmoid < TWELVE
        assert abs(sigmoid - 1 + 1) < TWELVE
        assert abs(sigmoid * mp.exp(-h) - 1) < TWELVE
