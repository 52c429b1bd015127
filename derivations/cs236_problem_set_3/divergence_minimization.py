"""The optimal discriminator and its logit: the log-ratio of the two densities.

Where p and q are numbers they stand for the values p_data(x) and p_theta(x) at one x, t for D(x), h for the
logit; where they are densities, for p_data and p_theta themselves.
"""

from sympy import Derivative, Eq, exp, log

from derive import (
    Density,
    Positive,
    Real,
    UnitFunction,
    UnitInterval,
    at_least,
    calc,
    derivation,
    equals,
    iff,
    not_always,
)  # fmt: skip
from derive.terms import expectation, kl, logit, minimum, over, plus, sigmoid
from derive.terms.densities import integral

SET = "CS 236 (winter 2023), problem set 3"


@derivation(source=f"{SET}, 3.1")
def discriminator_loss_is_minimised(p: Positive, q: Positive, t: UnitInterval):
    """The integrand of L_D is least where D(x) = p_data(x) / (p_theta(x) + p_data(x))."""
    f = -p * log(t) - q * log(1 - t)
    best = p / (q + p)

    slope = calc(Derivative(f, t), equals(-p / t + q / (1 - t), by="chain rule"))
    solving = calc(
        Eq(Derivative(f, t), 0),
        iff(Eq(-p / t + q / (1 - t), 0), by="slope of f"),
        iff(Eq((1 - t) * p, t * q), by="multiply by t (1 - t) > 0"),
        iff(Eq(t, best), by="p + q > 0"),
    )
    return slope, solving, minimum(f, over=t, at=best, name="minimum")


@derivation(source=f"{SET}, 3.2")
def logit_of_the_optimal_discriminator(p: Positive, q: Positive, h: Real):
    """sigmoid(h) = p / (q + p) has the solution h = log(p / q); the first line printed has none."""
    definition = calc(sigmoid(h), equals(1 / (1 + exp(-h)), by="definition of the sigmoid"))
    solving = calc(
        Eq(p / (q + p), sigmoid(h)),
        iff(
            Eq((q + p) / p, 1 / (1 + exp(-h))),
            by="equate D* to the sigmoid",
            erratum="1/D* > 1 stands where D* should: no sigmoid reaches it, and no h solves this",
            correction=iff(Eq((q + p) / p, 1 + exp(-h)), by="both sides turned over"),
        ),
        iff(Eq(exp(-h), plus((q + p) / p, -1)), by="subtract 1"),
        iff(Eq(exp(-h), q / p), by="q / p + 1 - 1"),
        iff(Eq(h, log(p / q)), by="take logarithms, change the sign"),
    )
    directly = calc(
        logit(p / (q + p)),
        equals(log(over(p / (q + p), plus(1, -p / (q + p)))), by="definition of the logit"),
        equals(log(over(p / (q + p), q / (q + p))), by="1 - D* = q / (q + p)"),
        equals(log(p / q), by="q + p cancels"),
    )
    return definition, solving, directly


@derivation(source=f"{SET}, 3.1")
def discriminator_loss_as_one_integral(p: Density, q: Density, D: UnitFunction):
    """L_D = -E_data[log D] - E_model[log(1 - D)] is one integral, and nowhere smaller than at D*."""

    def best(x):
        return p(x) / (q(x) + p(x))

    def loss(D):
        return -expectation(p, lambda x: log(D(x))) - expectation(q, lambda x: log(1 - D(x)))

    one_integral = calc(
        loss(D),
        equals(
            -integral(lambda x: p(x) * log(D(x))) - integral(lambda x: q(x) * log(1 - D(x))),
            by="expectations are integrals",
        ),
        equals(integral(lambda x: -p(x) * log(D(x)) - q(x) * log(1 - D(x))), by="linearity"),
    )
    least = calc(loss(D), at_least(loss(best), by="the integrand is least at every x"))
    return one_integral, least


@derivation(source=f"{SET}, 3.3")
def generator_loss_is_a_divergence(p: Density, q: Density):
    """L_G = E_model[log(1 - D)] - E_model[log D] is KL(p_theta || p_data) at D = D*."""

    def best(x):
        return p(x) / (q(x) + p(x))

    return calc(
        expectation(q, lambda x: log(1 - best(x))) - expectation(q, lambda x: log(best(x))),
        equals(expectation(q, lambda x: log((1 - best(x)) / best(x))), by="logarithm of a quotient"),
        equals(expectation(q, lambda x: log(q(x) / p(x))), by="D* / (1 - D*) = p_data / p_theta"),
        equals(kl(q, p), by="definition"),
    )


@derivation(source=f"{SET}, 3.3")
def generator_loss_at_any_discriminator(q: Density, D: UnitFunction):
    """The first line of it needs no D*: E[log(1 - D)] - E[log D] = E[log((1 - D) / D)]."""
    return calc(
        expectation(q, lambda x: log(1 - D(x))) - expectation(q, lambda x: log(D(x))),
        equals(expectation(q, lambda x: log((1 - D(x)) / D(x))), by="logarithm of a quotient"),
    )


@derivation(source=f"{SET}, 3.4")
def likelihood_objective(p: Density, q: Density):
    """-E_data[log p_theta] + E_data[log p_data] is KL(p_data || p_theta), by way of a line that lost its logarithm."""
    return calc(
        -expectation(p, lambda x: log(q(x))) + expectation(p, lambda x: log(p(x))),
        equals(
            expectation(p, lambda x: p(x) / q(x)),
            by="logarithm of a quotient",
            erratum="the logarithm of the quotient is lost",
            correction=equals(expectation(p, lambda x: log(p(x) / q(x)))),
        ),
        equals(
            kl(p, q),
            by="definition",
            erratum="the logarithm comes back from nowhere, which makes up for its loss",
        ),
    )


@derivation(source=f"{SET}, 3.4")
def objectives_differ(p: Density, q: Density):
    """KL(p_theta || p_data) is not KL(p_data || p_theta): the divergence is not symmetric."""
    return not_always(kl(q, p), equals(kl(p, q)))
