"""The variational free energy, and the KL divergence in it: closed forms, and how they were missed.

In 2(a) p is the joint density of data x and latent z, and q a density over z.  In 2(b) one coordinate z of the
latent vector is looked at: q = N(mu, sigma^2) is its posterior, p = N(0, 1) its prior.
"""

from sympy import Pow, Rational, exp, log, pi, sqrt

from derive import Density, Point, Positive, Real, calc, derivation, equals
from derive.terms import expectation, kl, logpdf, normal, over, plus, times

SOURCE = "Deep Learning, homework 5, problem 2(b)"

FREE_ENERGY = "Deep Learning, homework 5, problem 2(a)"

half = Rational(1, 2)


@derivation(source=FREE_ENERGY, spaces={"p": "x, z", "q": "z"})
def free_energy_as_handed_in(p: Density, q: Density, x: Point):
    """F(q) = log p(x) - KL(q || p(z|x)) is true, and reached by four wrong lines that make up for each other."""
    prior, posterior = p.marginal("z"), p.given(x=x)
    evidence = log(p.marginal("x")(x))
    likelihood = expectation(q, lambda z: log(p.given(z=z)(x)))
    excess = expectation(q, lambda z: log(p.given(z=z)(x)) - evidence)
    free_energy = likelihood - kl(q, prior)

    main = calc(
        free_energy,
        equals(evidence + excess - kl(q, prior), by="log p(x) added and taken away"),
        equals(
            evidence - kl(q, prior),
            by="the expectation is 0",
            erratum="the expectation is not 0",
            correction=equals(free_energy),
        ),
        equals(
            plus(evidence, -plus(kl(q, posterior), evidence)),
            by="the expression below for KL(q || prior)",
            erratum="KL(q || posterior) + log p(x) is another number",
            correction=equals(evidence - kl(q, prior)),
        ),
        equals(
            evidence - kl(q, posterior),
            by="log p(x) is kept, where it cancels",
            erratum="log p(x) - log p(x) is taken for log p(x), which makes up for the errors before",
        ),
    )
    taken_for_zero = calc(
        excess,
        equals(
            plus(evidence, -evidence),
            by="E_q[log p(x|z)] = log p(x)",
            erratum="an average of log p(x|z) is not log p(x)",
            correction=equals(likelihood - evidence),
        ),
        equals(0),
    )
    divergence = calc(
        kl(q, prior),
        equals(expectation(q, lambda z: log(q(z)) - log(prior(z))), by="definition"),
        equals(
            expectation(q, lambda z: log(q(z)) - log(p(x, z)) + evidence),
            by="p(x, z) / p(x)",
            erratum="p(x, z) / p(x) is p(z|x), not p(z)",
            correction=equals(expectation(q, lambda z: log(q(z)) - log(p(x, z)) + log(p.given(z=z)(x)))),
        ),
        equals(expectation(q, lambda z: log(q(z)) - log(p(x, z))) + evidence, by="log p(x) does not depend on z"),
        equals(
            kl(q, posterior) + evidence,
            by="p(x, z) for p(z|x)",
            erratum="log p(x) is counted twice",
            correction=equals(kl(q, posterior)),
        ),
    )
    return main, taken_for_zero, divergence


@derivation(source=FREE_ENERGY, spaces={"p": "x, z", "q": "z"})
def free_energy(p: Density, q: Density, x: Point):
    """F(q) = E_q[log p(x|z)] - KL(q || p(z)) = log p(x) - KL(q || p(z|x))."""
    prior, posterior = p.marginal("z"), p.given(x=x)
    evidence = log(p.marginal("x")(x))
    return calc(
        expectation(q, lambda z: log(p.given(z=z)(x))) - kl(q, prior),
        equals(
            expectation(q, lambda z: log(p.given(z=z)(x)) + log(prior(z)) - log(q(z))),
            by="one expectation under q",
        ),
        equals(expectation(q, lambda z: log(p(x, z)) - log(q(z))), by="p(x|z) p(z) = p(x, z)"),
        equals(expectation(q, lambda z: log(posterior(z)) + evidence - log(q(z))), by="p(x, z) = p(z|x) p(x)"),
        equals(evidence - kl(q, posterior), by="definition of the divergence"),
    )


@derivation(source=FREE_ENERGY, spaces={"p": "x, z"})
def conditional_density(p: Density, x: Point, z: Point):
    """p(z|x) = p(x, z) / p(x)."""
    return calc(p.given(x=x)(z), equals(p(x, z) / p.marginal("x")(x), by="definition of the conditional density"))


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


@derivation(source="Deep Learning, homework 5, problem 2(c)")
def squared_mean_as_handed_in(mu: Real, sigma: Positive):
    """E[z^2] - E[z]^2 is said to be mu^2; it is the variance."""
    q = normal(mean=mu, std=sigma)
    return calc(
        expectation(q, lambda z: z**2) - expectation(q, lambda z: z) ** 2,
        equals(
            mu**2,
            by="moments of q_i",
            erratum="mean square less squared mean is the variance",
            correction=equals(sigma**2),
        ),
    )


@derivation(source=SOURCE)
def kl_to_the_standard_normal_as_handed_in(mu: Real, sigma: Positive):
    """The homework claims KL(N(mu, sigma^2) || N(0, 1)) = (1/2) log sigma^2, which loses every other term."""
    q = normal(mean=mu, std=sigma)
    p = normal(mean=0, std=1)
    c = over(1, sqrt(2 * pi * sigma**2, evaluate=False))
    c_0 = over(1, sqrt(2 * pi, evaluate=False))

    main = calc(
        kl(q, p),
        equals(expectation(q, lambda z: logpdf(q, z) - logpdf(p, z)), by="definition"),
        equals(
            expectation(
                q,
                lambda z: log(times(c, exp(-((z - mu) ** 2) / (2 * sigma**2)))) - log(times(c_0, exp(-(z**2) / 2))),
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
    conclusion = calc(
        kl(q, p),
        equals(
            half * log(sigma**2),
            by="which was to be shown",
            erratum="mu^2, sigma^2 and -1 are lost, and the logarithm has the wrong sign",
            correction=equals(half * (mu**2 + sigma**2 - 1 - log(sigma**2))),
        ),
    )
    return main, conclusion


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
            -log(sigma) - expectation(q, lambda z: (z - mu) ** 2) / (2 * sigma**2) + expectation(q, lambda z: z**2) / 2,
            by="linearity of the expectation",
        ),
        equals(-log(sigma) - over(sigma**2, 2 * sigma**2) + times(half, mu**2 + sigma**2), by="the two moments"),
        equals(times(half, mu**2 + sigma**2 - 1 - log(sigma**2)), by="2 log sigma = log sigma^2"),
    )
