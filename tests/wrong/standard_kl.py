"""Wrong variants of claim 4: the divergence to the standard normal law, its moments and its entropy."""

from mpmath import mp, mpf
from sympy import Rational, log, pi, sqrt

from derive import Positive, Real, above, at_most, calc, equals
from derive.terms import entropy, expectation, kl, logpdf, normal, times

from . import by_mpmath as once_more
from .table import wrong

standard = normal(mean=0, std=1)


def kl_again(mu, sigma):
    return once_more.kl(mu, sigma, mpf(0), mpf(1))


def entropy_again(mu, sigma):
    return -once_more.average(lambda z: once_more.log_density(z, mu, sigma), mu, sigma)


@wrong(
    "everything but the logarithm is lost",
    sides=lambda mu, sigma: (kl_again(mu, sigma), mp.log(sigma**2) / 2),
)
def closed_form_as_handed_in(mu: Real, sigma: Positive):
    return calc(kl(normal(mean=mu, std=sigma), standard), equals(log(sigma**2) / 2))


@wrong(
    "the mean is lost",
    sides=lambda mu, sigma: (kl_again(mu, sigma), (sigma**2 - 1 - mp.log(sigma**2)) / 2),
)
def closed_form_without_the_mean(mu: Real, sigma: Positive):
    return calc(kl(normal(mean=mu, std=sigma), standard), equals((sigma**2 - 1 - log(sigma**2)) / 2))


@wrong(
    "the logarithm has the wrong sign",
    sides=lambda mu, sigma: (kl_again(mu, sigma), (mu**2 + sigma**2 - 1 + mp.log(sigma**2)) / 2),
)
def closed_form_with_the_log_added(mu: Real, sigma: Positive):
    return calc(kl(normal(mean=mu, std=sigma), standard), equals((mu**2 + sigma**2 - 1 + log(sigma**2)) / 2))


@wrong(
    "the half is missing",
    sides=lambda mu, sigma: (kl_again(mu, sigma), mu**2 + sigma**2 - 1 - mp.log(sigma**2)),
)
def closed_form_without_the_half(mu: Real, sigma: Positive):
    return calc(kl(normal(mean=mu, std=sigma), standard), equals(mu**2 + sigma**2 - 1 - log(sigma**2)))


@wrong(
    "sigma stands for sigma^2",
    sides=lambda mu, sigma: (kl_again(mu, sigma), (mu**2 + sigma - 1 - mp.log(sigma)) / 2),
)
def closed_form_with_sigma_for_its_square(mu: Real, sigma: Positive):
    return calc(kl(normal(mean=mu, std=sigma), standard), equals((mu**2 + sigma - 1 - log(sigma)) / 2))


@wrong(
    "the logarithm is missing",
    sides=lambda mu, sigma: (kl_again(mu, sigma), (mu**2 + sigma**2 - 1 - sigma**2) / 2),
)
def closed_form_without_the_log(mu: Real, sigma: Positive):
    return calc(kl(normal(mean=mu, std=sigma), standard), equals((mu**2 + sigma**2 - 1 - sigma**2) / 2))


@wrong(
    "the constant -1 is lost",
    sides=lambda mu, sigma: (kl_again(mu, sigma), (mu**2 + sigma**2 - mp.log(sigma**2)) / 2),
)
def closed_form_without_the_one(mu: Real, sigma: Positive):
    return calc(kl(normal(mean=mu, std=sigma), standard), equals((mu**2 + sigma**2 - log(sigma**2)) / 2))


@wrong(
    "the arguments of the divergence are swapped",
    sides=lambda mu, sigma: (
        once_more.kl(mpf(0), mpf(1), mu, sigma),
        (mu**2 + sigma**2 - 1 - mp.log(sigma**2)) / 2,
    ),
)
def divergence_with_its_arguments_swapped(mu: Real, sigma: Positive):
    return calc(kl(standard, normal(mean=mu, std=sigma)), equals((mu**2 + sigma**2 - 1 - log(sigma**2)) / 2))


@wrong(
    "KL is not symmetric",
    sides=lambda sigma: (kl_again(mpf(0), sigma), once_more.kl(mpf(0), mpf(1), mpf(0), sigma)),
)
def divergence_taken_for_symmetric(sigma: Positive):
    q = normal(mean=0, std=sigma)
    return calc(kl(q, standard), equals(kl(standard, q)))


@wrong(
    "the normalisers are left out, but differ",
    sides=lambda mu, sigma: (
        kl_again(mu, sigma),
        once_more.average(lambda z: -(((z - mu) / sigma) ** 2) / 2 + z**2 / 2, mu, sigma),
    ),
)
def divergence_without_normalisers(mu: Real, sigma: Positive):
    q = normal(mean=mu, std=sigma)
    without = expectation(q, lambda z: -((z - mu) ** 2) / (2 * sigma**2) + z**2 / 2)
    return calc(kl(q, standard), equals(without))


@wrong(
    "E[(z - mu)^2] is sigma^2",
    sides=lambda mu, sigma: (once_more.average(lambda z: (z - mu) ** 2, mu, sigma), sigma),
)
def variance_taken_for_its_root(mu: Real, sigma: Positive):
    return calc(expectation(normal(mean=mu, std=sigma), lambda z: (z - mu) ** 2), equals(sigma))


@wrong(
    "E[z^2] has the variance in it",
    sides=lambda mu, sigma: (once_more.average(lambda z: z**2, mu, sigma), mu**2),
)
def second_moment_without_the_variance(mu: Real, sigma: Positive):
    return calc(expectation(normal(mean=mu, std=sigma), lambda z: z**2), equals(mu**2))


@wrong(
    "the square of the mean is no mean of the square",
    sides=lambda mu, sigma: (
        once_more.average(lambda z: z**2, mu, sigma),
        once_more.average(lambda z: z, mu, sigma) ** 2,
    ),
)
def square_pulled_out_of_the_expectation(mu: Real, sigma: Positive):
    q = normal(mean=mu, std=sigma)
    return calc(expectation(q, lambda z: z**2), equals(expectation(q, lambda z: z) ** 2))


@wrong("1/2 stands for -1/2", sides=lambda mu, sigma: (
    once_more.average(lambda z: once_more.log_density(z, mu, sigma), mu, sigma),
    mp.log(1 / mp.sqrt(2 * mp.pi * sigma**2)) + mpf(1) / 2,
))  # fmt: skip
def exponent_without_its_minus(mu: Real, sigma: Positive):
    q = normal(mean=mu, std=sigma)
    return calc(
        expectation(q, lambda z: logpdf(q, z)),
        equals(log(1 / sqrt(2 * pi * sigma**2)) + Rational(1, 2)),
    )


@wrong("the e is lost", sides=lambda mu, sigma: (entropy_again(mu, sigma), mp.log(2 * mp.pi * sigma**2) / 2))
def entropy_without_its_half(mu: Real, sigma: Positive):
    return calc(entropy(normal(mean=mu, std=sigma)), equals(log(2 * pi * sigma**2) / 2))


@wrong("narrow densities have a negative entropy", sides=lambda sigma: (entropy_again(mpf(0), sigma), mpf(0)))
def entropy_taken_for_positive(sigma: Positive):
    return calc(entropy(normal(mean=0, std=sigma)), above(0))


@wrong("a divergence is at least 0", sides=lambda mu, sigma: (kl_again(mu, sigma), mpf(0)))
def divergence_bounded_by_zero(mu: Real, sigma: Positive):
    return calc(kl(normal(mean=mu, std=sigma), standard), at_most(0))


@wrong(
    "sigma^2 / sigma^2 stands for mu^2 + sigma^2",
    sides=lambda mu, sigma: (
        -mp.log(sigma) - mpf(1) / 2 + (mu**2 + sigma**2) / 2,
        (mp.log(sigma**2) + 1 - 1) / 2,
    ),
)
def last_line_as_handed_in(mu: Real, sigma: Positive):
    half = Rational(1, 2)
    return calc(
        -log(sigma) - half + times(half, mu**2 + sigma**2),
        equals(half * log(sigma**2)),
    )
