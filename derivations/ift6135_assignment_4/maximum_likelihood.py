"""A GAN objective that is maximum likelihood: f(x) = -exp(a(x)), with a the logit of the best discriminator.

At one x: p and q are the densities of the data and of the generator there, a the logit, t what the discriminator
says.
"""

from sympy import Derivative, Eq, exp, log

from derive import (
    Density,
    Function,
    Point,
    Positive,
    Real,
    UnitFunction,
    UnitInterval,
    at_most,
    calc,
    derivation,
    dominated,
    equals,
    iff,
)  # fmt: skip
from derive.terms import expectation, maximum, over, pushforward, sigmoid
from derive.terms.densities import integral

SOURCE = "IFT 6135, assignment 4, problem 3"
MODEL = {"m": "x | theta"}


@derivation(source=SOURCE)
def best_discriminator(p: Positive, q: Positive, t: UnitInterval):
    """D* = p / (q + p) maximises p log t + q log(1 - t)."""
    return maximum(p * log(t) + q * log(1 - t), over=t, at=p / (q + p), name="maximum")


@derivation(source=SOURCE)
def objective_in_the_logit(p: Positive, q: Positive, a: Real):
    """If sigmoid(a) = p / (q + p), then -p / q = -e^a."""
    return calc(
        Eq(sigmoid(a), p / (q + p)),
        iff(Eq(exp(-a), q / p), by="turned over, less 1"),
        iff(Eq(-over(p, q), -exp(a)), by="turned over: f = -p / q is -e^a"),
    )


@derivation(source=SOURCE, spaces={"noise": "z"})
def objectives_over_the_noise(noise: Density, G: Function, D: UnitFunction):
    """E over the generator's law of what D says is E over the noise of what D says of G(z)."""
    first = calc(
        expectation(noise, lambda z: log(1 - D(G(z)))),
        equals(expectation(pushforward(G, noise), lambda x: log(1 - D(x))), by="x = G(z)"),
    )
    second = calc(
        expectation(noise, lambda z: log(D(G(z)))),
        equals(expectation(pushforward(G, noise), lambda x: log(D(x))), by="x = G(z)"),
    )
    return first, second


@derivation(source=SOURCE)
def no_discriminator_does_better(p: Density, q: Density, D: UnitFunction):
    """E_data[log D] + E_G[log(1 - D)] is at most its value at D* = p / (q + p)."""

    def best(x):
        return p(x) / (q(x) + p(x))

    def objective(D):
        return expectation(p, lambda x: log(D(x))) + expectation(q, lambda x: log(1 - D(x)))

    return calc(objective(D), at_most(objective(best), by="at every x the integrand is largest at D*"))


@derivation(source=SOURCE, spaces=MODEL)
def derivative_of_a_density(m: Density, theta: Real, x: Point):
    """The derivative of a density in its parameter is the density times the derivative of its logarithm."""
    density = m.given(theta)(x)
    return calc(
        Derivative(density, theta),
        equals(density * Derivative(log(density), theta), by="chain rule for the logarithm"),
    )


@derivation(source=SOURCE, spaces=MODEL, where=lambda m, theta, f: dominated(expectation(m.given(theta), f), theta))
def gradient_of_an_expected_value(m: Density, theta: Real, f: Function):
    """d/dtheta E_G[f] = E_G[f d/dtheta log p_G], the generator's density m having the weight theta."""
    law = m.given(theta)
    return calc(
        Derivative(expectation(law, f), theta),
        equals(integral(lambda x: f(x) * Derivative(law(x), theta), over="x"), by="Leibniz' rule"),
        equals(
            integral(lambda x: f(x) * law(x) * Derivative(log(law(x)), theta), over="x"),
            by="the derivative of a density",
        ),
        equals(expectation(law, lambda x: f(x) * Derivative(log(law(x)), theta)), by="an expectation again"),
    )


@derivation(source=SOURCE, spaces=MODEL)
def expected_value_as_stated(m: Density, theta: Real, f: Function):
    """Taken by its letter, E_G[f] itself would be E_G[f d/dtheta log p_G]; it is only its derivative that is."""
    law = m.given(theta)
    return calc(
        expectation(law, f),
        equals(
            expectation(law, lambda x: f(x) * Derivative(log(law(x)), theta)),
            by="as stated",
            reading="the expectation itself; read of its derivative the line is true",
            erratum="the derivative of the expectation is meant",
            correction=equals(integral(lambda x: f(x) * law(x), over="x")),
        ),
    )


@derivation(
    source=SOURCE,
    spaces={**MODEL, "p": "x"},
    where=lambda m, theta, p: dominated(expectation(p, lambda x: log(m.given(theta)(x))), theta),
)
def gradient_of_the_likelihood(m: Density, theta: Real, p: Density):
    """With f = -p_D / p_G the gradient is that of minus the mean log-likelihood of the data."""
    law = m.given(theta)

    def score(x):
        return Derivative(log(law(x)), theta)

    return calc(
        expectation(law, lambda x: -p(x) / law(x) * score(x)),
        equals(-expectation(p, score), by="E_G[(p / m) s] = E_data[s]", reading="f is held fixed in the step"),
        equals(-Derivative(expectation(p, lambda x: log(law(x))), theta), by="out of the expectation"),
    )


@derivation(source=SOURCE)
def objective_that_moves_along(p: Density, q: Density):
    """Were f not held fixed but moved with p_G, the objective would be -1 whatever the generator is."""
    return calc(expectation(q, lambda x: -p(x) / q(x)), equals(-1, by="the integral of p", reading="f moves with p_G"))
