"""Laws that a page defines itself, and covariances with variables: true, refuted or refused, never a stumble."""

import pytest
from sympy import Matrix, exp, log, pi, sqrt

from derive import (
    AuthoringError,
    Positive,
    PositiveDefinite,
    Real,
    Size,
    Vector,
    at_least,
    calc,
    derivation,
    equals,
)
from derive.abstract.vectors import VectorKind
from derive.terms import (
    covariance,
    entropy,
    expectation,
    frechet_distance,
    kl,
    multivariate_normal,
)
from derive.terms.distributions.base import OnLine
from derive.terms.distributions.continuous import Continuous
from derive.terms.distributions.supports import HALF_LINE

VECTOR = VectorKind("Vector")


class Rayleigh(Continuous):
    """The length of a normal vector in the plane; nothing but its density is known."""

    @property
    def support(self):
        return HALF_LINE

    def formula(self, x):
        (std,) = self.args
        return x / std**2 * exp(-(x**2) / (2 * std**2))


class Unplaced(OnLine):
    """A density of which nobody said where it lives."""

    def formula(self, x):
        return exp(-(x**2) / 2) / sqrt(2 * pi)


def verdicts(page):
    return [str(step.local.verdict) for step in page.check().derivations[0].steps]


@pytest.mark.slow
def test_a_law_of_the_page_is_averaged_by_its_density():
    @derivation(source="a lecture")
    def page(s: Positive, t: Positive):
        """The mean, a factor of it lost, a mean of logarithms, a divergence."""
        law = Rayleigh(s)
        mean = calc(expectation(law, lambda x: x), equals(s * sqrt(pi / 2)), equals(s))
        return mean, calc(expectation(law, log), equals(log(s))), calc(kl(law, Rayleigh(t)), at_least(0))

    assert verdicts(page) == ["supported", "refuted", "refuted", "proved"]


def test_a_law_without_a_support_is_refused():
    @derivation(source="a lecture")
    def page(s: Positive):
        """Nobody says over what to integrate."""
        return calc(expectation(Unplaced(s), lambda x: x), equals(0))

    with pytest.raises(AuthoringError, match="give the class Unplaced a property `support`"):
        page.check()


def test_a_correlation_that_is_any_number_is_a_condition():
    @derivation(source="a lecture")
    def page(rho: Real):
        """Covariance, entropy, and the distance from independent entries."""
        law = multivariate_normal(mean=[0, 0], covariance=Matrix([[1, rho], [rho, 1]]))
        standard = multivariate_normal(mean=[0, 0], covariance=Matrix([[1, 0], [0, 1]]))
        return (
            calc(covariance(law, lambda x: x[0], lambda x: x[1]), equals(rho)),
            calc(entropy(law), equals(1 + log(2 * pi) + log(1 - rho**2) / 2)),
            calc(frechet_distance(law, standard), equals(4 - 2 * sqrt(2 + 2 * sqrt(1 - rho**2)))),
        )

    steps = list(page.check().derivations[0].steps)
    assert [str(step.local.verdict) for step in steps] == ["proved"] * 3
    assert all(step.local.conditions for step in steps)


def test_what_is_no_covariance_refutes_nothing():
    @derivation(source="a lecture")
    def page(a: Real, b: Real, c: Real, d: Real):
        """The distance is not negative; (0, 1; 1, 0) is no covariance."""
        first, second = ([0, 0], [[a, b], [b, a]]), ([0, 0], [[c, d], [d, c]])
        return calc(frechet_distance(first, second), at_least(0))

    assert verdicts(page) != ["refuted"]


def test_the_frechet_distance_of_symbolic_sizes_is_refused_at_once():
    @derivation(source="a lecture", shapes={"mu": "n", "S": "n"})
    def page(n: Size, mu: Vector, S: PositiveDefinite):
        """The root of a matrix of symbolic size is not at hand."""
        return calc(frechet_distance((mu, S), (mu, S)), equals(0))

    with pytest.raises(AuthoringError, match="explicit size"):
        page.check()


def test_a_vector_of_symbolic_size_is_no_list():
    mu = VECTOR.argument(VECTOR.key("mu"))
    with pytest.raises(TypeError, match="its entries cannot be listed"):
        list(mu)


def test_a_proof_says_that_the_density_of_the_page_is_taken_for_one():
    @derivation(source="a lecture")
    def page(s: Positive, c: Real):
        return calc(expectation(Rayleigh(s), lambda x: x + c), equals(expectation(Rayleigh(s), lambda x: c + x)))

    (step,) = page.check().derivations[0].steps
    assert str(step.local.verdict) == "proved"
    assert step.local.assuming == ("Eq(Integral(x*exp(-x**2/(2*s**2))/s**2, (x, 0, oo)), 1)",)
