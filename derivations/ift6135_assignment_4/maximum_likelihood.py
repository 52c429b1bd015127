"""A GAN objective that is maximum likelihood: f(x) = -exp(a(x)), with a the logit of the best discriminator.

At one x: p and q are the densities of the data and of the generator there, a the logit, t what the discriminator
says.
"""

from sympy import Derivative, Eq, exp, log

from derive import (
    Density,
    Function,
    Positive,
    PositiveSmoothFunction,
    Real,
    SmoothFunction,
    UnitFunction,
    UnitInterval,
    at_most,
    calc,
    derivation,
    dominated,
    equals,
    iff,
)  # fmt: skip
from derive.terms import expectation, maximum, over, sigmoid

SOURCE = "IFT 6135, assignment 4, problem 3"


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


@derivation(source=SOURCE)
def objective_in_the_densities(p: Density, q: Density, s: Function):
    """With f = -p / q the gradient E_G[f s], s the score of the generator, is minus that of the log-likelihood."""
    return calc(
        expectation(q, lambda x: -p(x) / q(x) * s(x)),
        equals(-expectation(p, s), by="importance weights: E_G[(p / q) s] = E_data[s]"),
    )


@derivation(source=SOURCE)
def no_discriminator_does_better(p: Density, q: Density, D: UnitFunction):
    """E_data[log D] + E_G[log(1 - D)] is at most its value at D* = p / (q + p)."""

    def best(x):
        return p(x) / (q(x) + p(x))

    def objective(D):
        return expectation(p, lambda x: log(D(x))) + expectation(q, lambda x: log(1 - D(x)))

    return calc(objective(D), at_most(objective(best), by="at every x the integrand is largest at D*"))


@derivation(source=SOURCE, shapes={"p": "2"})
def derivative_of_a_density(theta: Real, x: Real, p: PositiveSmoothFunction):
    """The derivative of p(theta, x) in theta is p times that of log p."""
    return calc(
        Derivative(p(theta, x), theta),
        equals(p(theta, x) * Derivative(log(p(theta, x)), theta), by="chain rule for the logarithm"),
    )


def expected_value(base, theta, r, f):
    """E of f(x) under the generator, whose density is r(theta, x) against the law `base`."""
    return expectation(base, lambda x: f(x) * r(theta, x))


@derivation(
    source=SOURCE,
    shapes={"r": "2"},
    where=lambda base, theta, r, f: dominated(expected_value(base, theta, r, f), theta),
)
def gradient_of_an_expected_value(base: Density, theta: Real, r: PositiveSmoothFunction, f: SmoothFunction):
    """d/dtheta E_G[f] = E_G[f d/dtheta log p_G], p_G being r(theta, x) against any law, if the exchange is allowed."""
    return calc(
        Derivative(expected_value(base, theta, r, f), theta),
        equals(expectation(base, lambda x: f(x) * Derivative(r(theta, x), theta)), by="under the integral"),
        equals(
            expectation(base, lambda x: f(x) * r(theta, x) * Derivative(log(r(theta, x)), theta)),
            by="the derivative of p is p times that of log p",
        ),
    )
