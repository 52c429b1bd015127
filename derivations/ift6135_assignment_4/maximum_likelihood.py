"""A GAN objective that is maximum likelihood: f(x) = -exp(a(x)), with a the logit of the best discriminator.

At one x: p and q are the densities of the data and of the generator there, a the logit, t what the discriminator
says.
"""

from sympy import Eq, exp, log

from derive import Density, Function, Positive, Real, UnitInterval, calc, derivation, equals, iff
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
