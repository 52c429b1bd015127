"""Numbers of the sheets, to 12 digits, by routes that share nothing with the engine."""

from fractions import Fraction
from random import Random

import numpy as np
import pytest
from mpmath import mp, mpf

from .test_numbers import TWELVE, close

TOP = mpf(9) / 10


@pytest.fixture(autouse=True)
def thirty_digits():
    with mp.workdps(30):
        yield


class TestTarget:
    """The plateau with slopes: its constant, as corrected and as printed."""

    K = (81 + 9 * mp.sqrt(93)) / 10

    @staticmethod
    def mass(k, edge):
        """The square, and four ramps by quadrature along the distance from the origin."""
        return TOP + 4 * mp.quad(lambda r: 2 * r * (TOP - k * (r - mpf(1) / 2)), [mpf(1) / 2, edge])

    def test_it_is_a_density_for_the_constant_found(self):
        k = (81 + 9 * mp.sqrt(93)) / 10
        assert close(self.mass(k, mpf(1) / 2 + TOP / k), 1)

    def test_by_the_layers_between_its_level_sets(self):
        k = (81 + 9 * mp.sqrt(93)) / 10
        assert close(mp.quad(lambda height: (1 + 2 * (TOP - height) / k) ** 2, [0, TOP]), 1)

    def test_as_printed_by_bisection(self):
        k = mp.findroot(lambda k: self.mass(k, mpf(1) / 2 + TOP * k) - 1, (mpf(3) / 100, mpf(31) / 1000), solver="anderson")
        assert mpf(3) / 100 < k < mpf(31) / 1000
        assert close(486 * k**4 + 405 * k**3 - 729 * k**2 - 810 * k + 25, 0)

    def test_printed_mass_in_fractions(self):
        k = Fraction(31, 1000)
        ramps = Fraction(81, 25) * k + Fraction(729, 250) * k**2 - Fraction(81, 50) * k**3 - Fraction(243, 125) * k**4
        assert close(self.mass(mpf(31) / 1000, mpf(1) / 2 + TOP * 31 / 1000), mpf(9) / 10 + mpf(ramps.numerator) / ramps.denominator)


class TestBound:
    """Flows with a constant determinant: z -> s z has the density of N(0, s^2 I), and det s^2."""

    BEST = mpf(9) / 10 - mp.sqrt(mpf(9) / 10 / mp.e)

    @staticmethod
    def bound():
        return 2 * (mp.sqrt(TOP) - mp.exp(mpf(-1) / 2)) ** 4

    def test_the_best_level_by_a_search(self):
        def gap(e):
            return e * (1 - mp.exp(-1) / (TOP - e))

        best = TOP - mp.sqrt(TOP / mp.e)
        found = mp.findroot(lambda e: mp.diff(gap, e), mpf("0.3"))
        assert close(found, best)
        assert close(2 * gap(best) ** 2, self.bound())

    @pytest.mark.parametrize("share", [mpf("0.05"), mpf("0.3679"), mpf("0.9")])
    def test_the_area_of_the_bright_region_of_an_actual_flow(self, share):
        level = TOP - mpf("0.3")
        determinant = share / (2 * mp.pi * level)

        def density(r):
            return mp.npdf(r / mp.sqrt(determinant)) * mp.npdf(0) / determinant

        radius = mp.findroot(lambda r: density(r) - level, mp.sqrt(determinant))
        assert close(mp.pi * radius**2, -share * mp.log(share) / level)
        assert mp.pi * radius**2 <= mp.exp(-1) / level

    @pytest.mark.parametrize("scale", [mpf("0.2"), mpf("0.28"), mpf("0.3"), mpf("0.35"), mpf("0.5"), mpf(1)])
    def test_the_divergence_of_an_actual_flow(self, scale):
        """KL(p || N(0, s^2 I)) = E_p[log p] + log(2 pi s^2) + E_p[|x|^2] / (2 s^2), by the layers of p."""
        k = (81 + 9 * mp.sqrt(93)) / 10

        def over_the_target(f_square, f_ramp):
            edge = mpf(1) / 2 + TOP / k
            return f_square + 4 * mp.quad(f_ramp, [mpf(1) / 2, edge])

        def height(r):
            return TOP - k * (r - mpf(1) / 2)

        entropy = over_the_target(
            TOP * mp.log(TOP),
            lambda r: 2 * r * height(r) * mp.log(height(r)) if height(r) > 0 else mpf(0),
        )
        second = over_the_target(TOP / 6, lambda r: height(r) * (2 * r**3 + 2 * r**3 / 3))
        divergence = entropy + mp.log(2 * mp.pi * scale**2) + second / (2 * scale**2)
        assert divergence > self.bound()

    def test_the_event_of_the_proof_for_an_actual_flow(self):
        """B without A for z -> s z, on a grid: p and q differ on it by at least what the proof says."""
        scale, level = 0.3, 0.9 - float(TOP - mp.sqrt(TOP / mp.e))
        centres = (np.arange(1000) + 0.5) / 1000 - 0.5
        x, y = np.meshgrid(centres, centres)
        density = np.exp(-(x**2 + y**2) / (2 * scale**2)) / (2 * np.pi * scale**2)
        outside = density < level
        difference = (0.9 * outside.mean()) - (density * outside).mean()
        gap = float(mp.sqrt(self.bound() / 2))
        assert difference > gap > 0


class TestReparametrisation:
    """Gradients pathwise and at fixed samples, with x = 3/2, a = 1/2, b = 2/3."""

    X, A, B = mpf(3) / 2, mpf(1) / 2, mpf(2) / 3

    def average(self, a):
        return mp.quad(lambda u: (self.X - self.B * (a * self.X + u)) ** 2 * mp.npdf(u), [-14, -5, 0, 5, 14])

    def test_the_gradient_of_the_average(self):
        x, a, b = mpf(3) / 2, mpf(1) / 2, mpf(2) / 3
        pathwise = mp.quad(lambda u: -2 * b * x * (x - b * (a * x + u)) * mp.npdf(u), [-14, -5, 0, 5, 14])
        assert close(mp.diff(self.average, a), -2 * b * x**2 * (1 - a * b))
        assert close(pathwise, mpf(-2))

    def test_by_monte_carlo_within_four_standard_errors(self):
        rng = np.random.default_rng(1)
        x, a, b = 1.5, 0.5, 2 / 3
        samples = -2 * b * x * (x - b * (a * x + rng.standard_normal(200_000)))
        assert abs(samples.mean() + 2) < 4 * samples.std() / np.sqrt(samples.size)

    def test_the_variance_put_right(self):
        x, a, b = mpf(3) / 2, mpf(1) / 2, mpf(2) / 3

        def average(a):
            return mp.quad(lambda u: (x - b * mp.exp(a * x / 2) * u) ** 2 * mp.npdf(u), [-14, -5, 0, 5, 14])

        assert close(mp.diff(average, a), b**2 * x * mp.exp(a * x))


class TestDivergences:
    def test_the_integral_said_to_have_no_closed_form(self):
        def integrand(x):
            return mp.exp(-x) * mp.log(1 / (mpf(3) / 4 + mp.exp(x) / 4))

        assert close(mp.quad(integrand, [0, 1, 4, 12, 40, 90]), -2 * mp.log(2) / 3)

    def test_the_mixed_line_is_negative(self):
        value = mp.log(mpf(4) / 3) / 4 - mp.log(2) / 3
        assert value < 0 < mp.log(2)

    def test_the_slip_in_the_logarithms(self):
        assert mp.nstr(mp.log(mpf(2) / 3) / 2, 4) == "-0.2027"
        assert mp.nstr(mp.log(2) / 2, 4) == "0.3466"

    def test_jensen_shannon_of_random_tables_is_symmetric_and_convex(self):
        rng = Random(3)

        def draw():
            weights = [mpf(rng.randint(1, 9)) for _ in range(4)]
            return [weight / sum(weights) for weight in weights]

        def divergence(p, q):
            middle = [(a + b) / 2 for a, b in zip(p, q, strict=True)]
            return sum(a * mp.log(a / m) + b * mp.log(b / m) for a, b, m in zip(p, q, middle, strict=True)) / 2

        for _ in range(20):
            p, r, q = draw(), draw(), draw()
            mixed = [(a + b) / 2 for a, b in zip(p, r, strict=True)]
            assert close(divergence(p, q), divergence(q, p))
            assert divergence(mixed, q) <= (divergence(p, q) + divergence(r, q)) / 2 + TWELVE


class TestReadings:
    """Numbers in which two readings of a line differ."""

    def test_the_smaller_of_two_weights_has_a_smaller_mean_logarithm(self):
        """Weights 1/2 and 2 with equal chance: E[log min] is -log(2)/2, L_1 is 0, L_2 is log(5/4)/2."""
        weights = (mpf(1) / 2, mpf(2))
        pairs = [(a, b) for a in weights for b in weights]
        smaller = sum(mp.log(min(pair)) for pair in pairs) / 4
        two = sum(mp.log(sum(pair) / 2) for pair in pairs) / 4
        assert close(smaller, -mp.log(2) / 2)
        assert close(two, mp.log(mpf(5) / 4) / 2)
        assert smaller < 0 < two

    def test_two_images_match_two_moments(self):
        few = (mpf(3) - 2, mpf(3) + 2)
        mean = sum(few) / 2
        spread = mp.sqrt(sum((x - mean) ** 2 for x in few) / 2)
        assert close((mean - 3) ** 2 + (spread - 2) ** 2, 0)

    def test_a_code_that_holds_one_bit_twice_tells_as_much_per_coordinate(self):
        def information(pairs):
            share = Fraction(1, len(pairs))
            codes = [code for _, code in pairs]
            return sum(float(share) * float(mp.log(len(pairs) / mpf(codes.count(code)))) for _, code in pairs)

        images = [(a, b) for a in (0, 1) for b in (0, 1)]
        first = information([(image, image[0]) for image in images])
        second = information([(image, image[1]) for image in images])
        assert abs(first - float(mp.log(2))) < 1e-12
        assert first == second

    def test_the_bent_map_keeps_areas(self):
        """The image of the unit disc under (u, v) -> (u, v + u^2), by its boundary and Green's formula."""

        def strip(t):
            u, v = mp.cos(t), mp.sin(t) + mp.cos(t) ** 2
            return (u * (mp.cos(t) - 2 * mp.cos(t) * mp.sin(t)) + v * mp.sin(t)) / 2

        assert close(mp.quad(strip, [0, 1, 2, 3, 4, 5, 2 * mp.pi]), mp.pi)


class TestMetrics:
    def test_inception_scores_of_tables(self):
        """Two images: certain and opposite labels, equal labels, and labels (3/4, 1/4) and (1/4, 3/4)."""

        def score(rows):
            mean = [sum(column) / len(rows) for column in zip(*rows, strict=True)]
            terms = [a * mp.log(mpf(a.numerator) / a.denominator * m.denominator / m.numerator) for row in rows for a, m in zip(row, mean, strict=True) if a]
            return mp.exp(sum(mpf(1) * term for term in terms) / len(rows))

        one, half, quarter = Fraction(1), Fraction(1, 2), Fraction(1, 4)
        assert close(score([(one, one - 1), (one - 1, one)]), 2)
        assert close(score([(half, half), (half, half)]), 1)
        exact = 2 * mp.power(mpf(3) / 4, mpf(3) / 4) * mp.power(mpf(1) / 4, mpf(1) / 4)
        assert close(score([(3 * quarter, quarter), (quarter, 3 * quarter)]), exact)

    def test_frechet_distance_by_the_matrix_root(self):
        """Diagonal covariances, with the trace of a matrix square root worked out by mpmath."""
        a, b = mp.diag([mpf(4), mpf(9) / 4]), mp.diag([mpf(1) / 9, mpf(25)])
        difference = mp.matrix([mpf(1), mpf(-2)])
        root = mp.sqrtm(a * b)
        distance = (difference.T * difference)[0] + sum((a + b - 2 * root)[i, i] for i in range(2))
        assert close(distance, 5 + (2 - mpf(1) / 3) ** 2 + (mpf(3) / 2 - 5) ** 2)

    def test_frechet_distance_by_optimal_transport(self):
        """On the line the distance is that of the quantile functions: E[(m + s u - n - t u)^2]."""
        m, n, s, t = mpf(1), mpf(-1) / 2, mpf(2), mpf(1) / 3
        value = mp.quad(lambda u: (m + s * u - n - t * u) ** 2 * mp.npdf(u), [-14, -5, 0, 5, 14])
        assert close(value, (m - n) ** 2 + (s - t) ** 2)
