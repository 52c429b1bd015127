"""Textbook facts about sampling: derivatives in parameters, several draws, draws through maps; and false neighbours.

Sources: Casella and Berger, Statistical Inference (2002), sections 2.2, 5.1 and 7.3; Murphy, Probabilistic Machine
Learning (2023), sections 6.3 and 10.2; Mohamed et al., Monte Carlo gradient estimation (2020), section 4.
"""

from __future__ import annotations

from sympy import Derivative, Sum, Symbol, log

from derive.abstract.premises import dominated
from derive.terms import covariance, entropy, independent, kl, variance
from derive.terms import expectation as E
from derive.terms.densities import integral
from derive.terms.sampling import draws, pushforward

i = Symbol("i", integer=True)


def score(m, theta):
    """d/dtheta log m(x | theta)."""
    return lambda x: Derivative(log(m.given(theta)(x)), theta)


def normalised(m, theta):
    """The integral of m may be differentiated under the integral sign."""
    return dominated(E(m.given(theta), lambda x: 1), theta)


def mean_of(f, z, k):
    return Sum(f(z[i]), (i, 1, k)) / k


def weight(j, k, x):
    return lambda z: j(x, z) / k.given(x)(z)


TRUE = {
    "the score has mean 0": lambda m, theta: (E(m.given(theta), score(m, theta)), "=", 0, normalised(m, theta)),
    "the score-function identity": lambda m, theta, f: (
        Derivative(E(m.given(theta), f), theta), "=", E(m.given(theta), lambda x: f(x)*score(m, theta)(x)),
        dominated(E(m.given(theta), f), theta)),
    "a baseline does not bias": lambda m, theta, f, b: (
        E(m.given(theta), lambda x: (f(x) - b)*score(m, theta)(x)), "=",
        E(m.given(theta), lambda x: f(x)*score(m, theta)(x)), normalised(m, theta)),
    "the score as a quotient": lambda m, theta, x: (
        score(m, theta)(x), "=", Derivative(m.given(theta)(x), theta)/m.given(theta)(x)),
    "information by the second derivative": lambda m, theta: (
        E(m.given(theta), lambda x: score(m, theta)(x)**2), "=",
        -E(m.given(theta), lambda x: Derivative(log(m.given(theta)(x)), theta, theta)),
        normalised(m, theta), dominated(E(m.given(theta), score(m, theta)), theta)),
    "the covariance with the score": lambda m, theta, f: (
        covariance(m.given(theta), f, score(m, theta)), "=", Derivative(E(m.given(theta), f), theta),
        dominated(E(m.given(theta), f), theta), normalised(m, theta)),
    "the gradient of a divergence is that of the cross-entropy": lambda m, theta, p: (
        Derivative(E(p, lambda x: log(p(x)) - log(m.given(theta)(x))), theta), "=", -E(p, score(m, theta)),
        dominated(E(p, lambda x: log(p(x)) - log(m.given(theta)(x))), theta)),
    "two independent draws as a joint law": lambda p, q, f, g: (
        E(independent(p, q), lambda x, y: f(x)*g(y)), "=", E(p, f)*E(q, g)),
    "covariance of independent draws": lambda p, q, f, g: (
        covariance(independent(p, q), lambda x, y: f(x), lambda x, y: g(y)), "=", 0),
    "variance of a sum of independent draws": lambda p, q, f, g: (
        variance(independent(p, q), lambda x, y: f(x) + g(y)), "=", variance(p, f) + variance(q, g)),
    "divergences of independent components add up": lambda p, q, r, s: (
        kl(independent(p, q), independent(r, s)), "=", kl(p, r) + kl(q, s)),
    "entropies of independent components add up": lambda p, q: (
        entropy(independent(p, q)), "=", entropy(p) + entropy(q)),
    "the mean of three draws": lambda p, f: (
        E(draws(p, 3), lambda z: (f(z[0]) + f(z[1]) + f(z[2]))/3), "=", E(p, f)),
    "the sample variance of two draws is unbiased": lambda p, f: (
        E(draws(p, 2), lambda z: (f(z[0]) - f(z[1]))**2/2), "=", variance(p, f)),
    "the mean of k draws": lambda p, f, n: (E(draws(p, n), lambda z: mean_of(f, z, n)), "=", E(p, f)),
    "the sum of k draws": lambda p, f, n: (
        E(draws(p, n), lambda z: Sum(f(z[i]), (i, 1, n))), "=", n*E(p, f)),
    "the mean importance weight of k draws": lambda j, k, x, n: (
        E(draws(k.given(x), n), lambda z: mean_of(weight(j, k, x), z, n)), "=", j.marginal("x")(x)),
    "k draws stay below the evidence": lambda j, k, x, n: (
        E(draws(k.given(x), n), lambda z: log(mean_of(weight(j, k, x), z, n))), "<=", log(j.marginal("x")(x))),
    "k draws are at least as good as one": lambda j, k, x, n: (
        E(draws(k.given(x), n), lambda z: log(mean_of(weight(j, k, x), z, n))), ">=",
        E(k.given(x), lambda z: log(weight(j, k, x)(z)))),
    "one more draw is at least as good": lambda j, k, x, n: (
        E(draws(k.given(x), n), lambda z: log(mean_of(weight(j, k, x), z, n))), "<=",
        E(draws(k.given(x), n + 1), lambda z: log(mean_of(weight(j, k, x), z, n + 1)))),
    "three draws are at least as good as two": lambda p, h: (
        E(draws(p, 2), lambda z: log((h(z[0]) + h(z[1]))/2)), "<=",
        E(draws(p, 3), lambda z: log((h(z[0]) + h(z[1]) + h(z[2]))/3))),
    "the law of the unconscious statistician": lambda p, f, g: (
        E(pushforward(g, p), f), "=", E(p, lambda z: f(g(z)))),
    "a map after a map": lambda p, f, g: (
        E(pushforward(f, pushforward(g, p)), lambda x: x), "=", E(p, lambda z: f(g(z)))),
    "variance through a map": lambda p, f, g: (
        variance(pushforward(g, p), f), "=", E(p, lambda z: f(g(z))**2) - E(p, lambda z: f(g(z)))**2),
    "Jensen through a map": lambda p, g, h: (
        E(pushforward(g, p), lambda x: log(h(x))), "<=", log(E(p, lambda z: h(g(z))))),
}  # fmt: skip


FALSE = {
    "the score-function identity without the score": lambda m, theta, f: (
        Derivative(E(m.given(theta), f), theta), "=", 0, dominated(E(m.given(theta), f), theta)),
    "the score vanishes": lambda m, theta, x: (score(m, theta)(x), "=", 0),
    "the square of the score has mean 0": lambda m, theta: (
        E(m.given(theta), lambda x: score(m, theta)(x)**2), "=", 0, normalised(m, theta)),
    "the score-function identity with a minus": lambda m, theta, f: (
        Derivative(E(m.given(theta), f), theta), "=", -E(m.given(theta), lambda x: f(x)*score(m, theta)(x)),
        dominated(E(m.given(theta), f), theta)),
    "a random baseline does not bias": lambda m, theta, f: (
        E(m.given(theta), lambda x: f(x)*score(m, theta)(x)), "=", 0, normalised(m, theta)),
    "information with the wrong sign": lambda m, theta: (
        E(m.given(theta), lambda x: score(m, theta)(x)**2), "=",
        E(m.given(theta), lambda x: Derivative(log(m.given(theta)(x)), theta, theta)), normalised(m, theta)),
    "covariance of dependent coordinates": lambda j, f, g: (
        covariance(j, lambda x, z: f(x), lambda x, z: g(z)), "=", 0),
    "variance of a difference as a difference": lambda p, q, f, g: (
        variance(independent(p, q), lambda x, y: f(x) - g(y)), "=", variance(p, f) - variance(q, g)),
    "divergences of independent components multiply": lambda p, q, r, s: (
        kl(independent(p, q), independent(r, s)), "=", kl(p, r)*kl(q, s)),
    "the mean of three draws without the third": lambda p, f: (
        E(draws(p, 3), lambda z: f(z[0]) + f(z[1]) + f(z[2])), "=", E(p, f)),
    "the sample variance of two draws without the half": lambda p, f: (
        E(draws(p, 2), lambda z: (f(z[0]) - f(z[1]))**2), "=", variance(p, f)),
    "the sum of k draws is one draw": lambda p, f, n: (
        E(draws(p, n), lambda z: Sum(f(z[i]), (i, 1, n))), "=", E(p, f)),
    "k draws reach the evidence": lambda j, k, x, n: (
        E(draws(k.given(x), n), lambda z: log(mean_of(weight(j, k, x), z, n))), "=", log(j.marginal("x")(x))),
    "k draws are no better than one": lambda j, k, x, n: (
        E(draws(k.given(x), n), lambda z: log(mean_of(weight(j, k, x), z, n))), "<=",
        E(k.given(x), lambda z: log(weight(j, k, x)(z)))),
    "one more draw is worse": lambda j, k, x, n: (
        E(draws(k.given(x), n), lambda z: log(mean_of(weight(j, k, x), z, n))), ">=",
        E(draws(k.given(x), n + 1), lambda z: log(mean_of(weight(j, k, x), z, n + 1)))),
    "the log of a sum instead of a mean stays below": lambda p, h: (
        E(draws(p, 2), lambda z: log(h(z[0]) + h(z[1]))), "<=", log(E(p, h))),
    "an expectation through a map without the map": lambda p, f, g: (E(pushforward(g, p), f), "=", E(p, f)),
    "the mean through a map is the map of the mean": lambda p, g: (
        E(pushforward(g, p), lambda x: x), "=", g(E(p, lambda z: z))),
    "an integral through a map": lambda p, f, g: (E(pushforward(g, p), f), "=", integral(lambda z: f(g(z)))),
}  # fmt: skip
