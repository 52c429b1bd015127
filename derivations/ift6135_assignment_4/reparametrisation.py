"""Gaussian noise, shifted and scaled: mean, variance and law, for one coordinate of z = mu(x) + sigma(x) * epsilon.

The product is taken coordinate by coordinate, so that one coordinate says it all: mu and sigma are those of
mu(x) and sigma(x), and epsilon is standard normal.
"""

from derive import Positive, Real, calc, derivation, equals
from derive.terms import expectation, independent, normal, plus, pushforward_density, times

SOURCE = "IFT 6135, assignment 4, problem 1.1"

epsilon = normal(mean=0, std=1)


@derivation(source=SOURCE)
def mean_of_a_coordinate(mu: Real, sigma: Real):
    """E[z] = mu."""

    def z(e):
        return mu + sigma * e

    noise = calc(expectation(epsilon, lambda e: e), equals(0, by="a symmetric law"))
    mean = calc(
        expectation(epsilon, z),
        equals(expectation(epsilon, lambda e: mu) + expectation(epsilon, lambda e: sigma * e), by="linearity"),
        equals(mu + sigma * expectation(epsilon, lambda e: e), by="constants come out"),
        equals(plus(mu, times(sigma, 0)), by="E[epsilon] = 0"),
        equals(mu, by="which is mu"),
    )
    return noise, mean


@derivation(source=SOURCE)
def variance_of_a_coordinate(mu: Real, sigma: Real):
    """Var[z] = sigma^2."""

    def z(e):
        return mu + sigma * e

    mean = expectation(epsilon, z)
    return calc(
        expectation(epsilon, lambda e: (z(e) - mean) ** 2),
        equals(expectation(epsilon, lambda e: z(e) ** 2) - mean**2, by="the mean square less the squared mean"),
        equals(expectation(epsilon, lambda e: (mu + sigma * e) ** 2) - mu**2, by="E[z] = mu"),
        equals(
            expectation(epsilon, lambda e: (sigma * e) ** 2) + 2 * mu * expectation(epsilon, lambda e: sigma * e),
            by="the square expanded; mu^2 - mu^2 = 0",
        ),
        equals(expectation(epsilon, lambda e: (sigma * e) ** 2), by="E[epsilon] = 0"),
        equals(sigma**2 * expectation(epsilon, lambda e: e**2), by="constants come out"),
        equals(times(sigma**2, 1), by="E[epsilon^2] = 1", reading="I stands for a vector of ones"),
        equals(sigma**2, by="which is sigma^2"),
    )


@derivation(source=SOURCE)
def law_of_a_coordinate(z: Real, mu: Real, sigma: Positive):
    """z ~ N(mu, sigma^2)."""
    return calc(
        pushforward_density(lambda z: [(z - mu) / sigma], independent(epsilon), [z]),
        equals(normal(mean=mu, std=sigma).density(z), by="the density of epsilon at (z - mu)/sigma, over sigma"),
    )
