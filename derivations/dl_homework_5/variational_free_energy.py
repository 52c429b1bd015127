"""KL divergence from a Gaussian to the standard normal law: the closed form, and how it was missed.

One coordinate z of the latent vector: q = N(mu, sigma^2) is its posterior, p = N(0, 1) its prior.
"""

from sympy import Pow, Rational, exp, log, pi, sqrt

from derive import Positive, Real, calc, derivation, equals
from derive.terms import expectation, kl, logpdf, normal, over, plus, times

SOURCE = "Deep Learning, homework 5, problem 2(b)"

half = Rational(1, 2)


@derivation(source=SOURCE)
def moments_of_a_gaussian(mu: Real, sigma: Positive):
    """E[(z - mu)^2] = sigma^2 and E[z^2] = mu^2 + sigma^2 for z ~ N(mu, sigma^2)."""
    q = normal(mean=mu, std=sigma)
    centred = calc(expectation(q, lambda z: (z - mu) ** 2), equals(sigma**2, by="definition of the variance"))
    raw = calc(
        expectation(q, lambda z: z**2),
        equals(expectation(q, lambda z: (z - mu) ** 2 + 2 * mu * z - mu**2), by="complete the square"),
        equals(plus(sigma**2, 2 * mu**2, -(mu**2)), by="E[z] = mu"),
        equals(mu**2 + sigma**2),
    )
    return centred, raw


@derivation(source=SOURCE)
def kl_to_the_standard_normal_as_handed_in(mu: Real, sigma: Positive):
    """The homework claims KL(N(mu, sigma^2) || N(0, 1)) = (1/2) log sigma^2, which loses every other term."""
    q = normal(mean=mu, std=sigma)
    p = normal(mean=0, std=1)
    c = over(1, sqrt(2 * pi * sigma**2, evaluate=False))
    c_0 = over(1, sqrt(2 * pi, evaluate=False))

    return calc(
        kl(q, p),
        equals(expectation(q, lambda z: logpdf(q, z) - logpdf(p, z)), by="definition"),
        equals(
            expectation(
                q,
                lambda z: (
                    log(times(c, exp(-((z - mu) ** 2) / (2 * sigma**2))))
                    - log(times(c_0, exp(-(z**2) / 2)))
                ),
            ),
            by="the two densities",
        ),
        equals(
            expectation(q, lambda z: log(c) - (z - mu) ** 2 / (2 * sigma**2) - log(c_0) + z**2 / 2),
            by="logarithm of a product",
        ),
        equals(
            log(c)
            - expectation(q, lambda z: (z - mu) ** 2) / (2 * sigma**2)
            - log(c_0)
            + expectation(q, lambda z: z**2) / 2,
            by="linearity of the expectation",
        ),
        equals(
            times(
                half,
                plus(
                    log(times(sigma**2, Pow(1, -1, evaluate=False))),
                    times(1 / sigma**2, plus(sigma**2, mu**2, -(mu**2))),
                    -1,
                ),
            ),
            by="E[(z - mu)^2] = sigma^2 and E[z^2] = mu^2 + sigma^2",
            erratum="log sigma^2 has lost its minus, and sigma^2 / sigma^2 stands for mu^2 + sigma^2",
            correction=equals(times(half, mu**2 + sigma**2 - 1 - log(sigma**2))),
        ),
        equals(times(half, plus(log(sigma**2), 1, -1)), by="sigma^2 / sigma^2 = 1"),
        equals(half * log(sigma**2), by="1 - 1 = 0"),
    )


@derivation(source=SOURCE)
def kl_to_the_standard_normal(mu: Real, sigma: Positive):
    """KL(N(mu, sigma^2) || N(0, 1)) = (mu^2 + sigma^2 - 1 - log sigma^2) / 2."""
    q = normal(mean=mu, std=sigma)
    p = normal(mean=0, std=1)

    return calc(
        kl(q, p),
        equals(
            expectation(q, lambda z: -log(sigma) - (z - mu) ** 2 / (2 * sigma**2) + z**2 / 2),
            by="the factors 1 / sqrt(2 pi) cancel",
        ),
        equals(
            -log(sigma)
            - expectation(q, lambda z: (z - mu) ** 2) / (2 * sigma**2)
            + expectation(q, lambda z: z**2) / 2,
            by="linearity of the expectation",
        ),
        equals(-log(sigma) - over(sigma**2, 2 * sigma**2) + times(half, mu**2 + sigma**2), by="the two moments"),
        equals(times(half, mu**2 + sigma**2 - 1 - log(sigma**2)), by="2 log sigma = log sigma^2"),
    )
