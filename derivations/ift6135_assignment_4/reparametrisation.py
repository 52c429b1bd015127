"""Gaussian noise, shifted and scaled: mean, variances and law of z = mu(x) + sigma(x) * epsilon.

mu and sigma stand for the vectors mu(x) and sigma(x), epsilon ~ N(0, I); products and squares are taken entry by entry.
"""

from derive import Positive, Real, Size, Vector, calc, derivation, equals
from derive.terms import (
    expectation,
    hadamard,
    identity,
    independent,
    multivariate_normal,
    normal,
    ones,
    pushforward_density,
    zeros,
)  # fmt: skip

SOURCE = "IFT 6135, assignment 4, problem 1.1"
SHAPES = {"mu": "k", "sigma": "k"}


def noise(k):
    """N(0, I) in k dimensions."""
    return multivariate_normal(mean=zeros(k), covariance=identity(k))


def square(x):
    """The square, entry by entry."""
    return hadamard(x, x)


@derivation(source=SOURCE, shapes=SHAPES)
def mean_of_the_code(k: Size, mu: Vector, sigma: Vector):
    """E[z] = mu."""

    def mean(f):
        return expectation(noise(k), f)

    centred = calc(mean(lambda e: e), equals(zeros(k), by="a symmetric law"))
    chain = calc(
        mean(lambda e: mu + hadamard(sigma, e)),
        equals(mean(lambda e: mu) + mean(lambda e: hadamard(sigma, e)), by="linearity"),
        equals(mu + hadamard(sigma, mean(lambda e: e)), by="constants come out"),
        equals(mu + hadamard(sigma, zeros(k)), by="E[epsilon] = 0"),
        equals(mu, by="which is mu"),
    )
    return centred, chain


@derivation(source=SOURCE, shapes=SHAPES)
def variances_of_the_code(k: Size, mu: Vector, sigma: Vector):
    """The variances of the coordinates are sigma^2."""

    def mean(f):
        return expectation(noise(k), f)

    def z(e):
        return mu + hadamard(sigma, e)

    def scaled(e):
        return hadamard(sigma, e)

    return calc(
        mean(lambda e: square(z(e) - mu)),
        equals(mean(lambda e: square(z(e))) - square(mean(z)), by="mean square less squared mean"),
        equals(mean(lambda e: square(z(e))) - square(mu), by="E[z] = mu"),
        equals(
            mean(lambda e: square(scaled(e))) + 2 * hadamard(mu, mean(scaled)),
            by="the square expanded; mu^2 - mu^2 = 0",
        ),
        equals(mean(lambda e: square(scaled(e))), by="E[epsilon] = 0"),
        equals(hadamard(square(sigma), mean(square)), by="constants come out"),
        equals(hadamard(square(sigma), ones(k)), by="E[epsilon^2] = 1", reading="I stands for a vector of ones"),
        equals(square(sigma), by="which is sigma^2"),
    )


@derivation(source=SOURCE)
def law_of_a_coordinate(z: Real, mu: Real, sigma: Positive):
    """z ~ N(mu, sigma^2), in one coordinate; the coordinates are independent, as those of epsilon are."""
    epsilon = normal(mean=0, std=1)
    return calc(
        pushforward_density(lambda z: [(z - mu) / sigma], independent(epsilon), [z]),
        equals(normal(mean=mu, std=sigma).density(z), by="the density of epsilon at (z - mu)/sigma, over sigma"),
    )
