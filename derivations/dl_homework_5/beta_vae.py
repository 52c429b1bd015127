"""The cost of a beta-VAE as the Lagrange function of a constrained maximum.

likelihood is the expected log-likelihood, divergence the KL to the prior, epsilon its bound, beta the multiplier.
"""

from derive import Nonnegative, Positive, Real, calc, derivation, equals
from derive.terms import lagrangian, plus

SOURCE = "Deep Learning, homework 5, problem 3"


@derivation(source=SOURCE)
def cost_from_the_constraint(likelihood: Real, divergence: Nonnegative, beta: Positive, epsilon: Positive):
    """The cost is minus the Lagrange function, but for beta epsilon, which no parameter of the networks changes."""
    bounded = lagrangian(likelihood, [epsilon - divergence], [beta])
    return calc(
        plus(-likelihood, beta * divergence),
        equals(-bounded + beta * epsilon, by="the bound epsilon only shifts the cost"),
    )
