"""The gradient of the minimax loss, line by line, with the minus that was lost on the way.

Under the expectation over z everything happens at one z: h is the logit of the fake G(z), g its
gradient in one weight theta, and D = sigmoid(h) what the discriminator says.
"""

from sympy import Abs, Derivative, Eq, log, oo

from derive import (
    Positive,
    Real,
    SmoothFunction,
    UnitInterval,
    assumed,
    at_most,
    calc,
    derivation,
    dominated,
    equals,
    tends_to,
)  # fmt: skip
from derive.terms import expectation, normal, over, sigmoid

SOURCE = "CS 236 (winter 2023), problem set 3, 2.1"


@derivation(source=SOURCE, where=lambda D, h: Eq(D, sigmoid(h)))
def gradient_of_the_minimax_loss(h: Real, g: Real, D: UnitInterval):
    """The gradient of log(1 - sigmoid(h)) is printed as D g; it is -D g, and small where D is."""
    s = sigmoid(h)
    slope = Derivative(sigmoid(h), h)
    at_one_z = "the integrand at one z; the gradient in theta is g times the slope in h"

    as_printed = calc(
        Derivative(log(1 - s), h) * g,
        equals(
            over(slope * g, 1 - s),
            by="chain rule",
            reading=at_one_z,
            erratum="the minus of the chain rule, from the inner 1 - sigmoid(h), is lost",
            correction=equals(over(-slope * g, 1 - s)),
        ),
        equals(over(s * (1 - s) * g, 1 - s), by="slope of the sigmoid", reading=at_one_z),
        equals(s * g, by="1 - sigmoid(h) > 0 cancels", reading=at_one_z),
        equals(D * g, by="D = sigmoid(h)", reading=at_one_z),
    )
    put_right = calc(
        Derivative(log(1 - s), h) * g,
        equals(over(-slope * g, 1 - s), by="chain rule"),
        equals(over(-s * (1 - s) * g, 1 - s), by="slope of the sigmoid"),
        equals(-s * g, by="1 - sigmoid(h) > 0 cancels"),
        equals(-D * g, by="D = sigmoid(h)"),
    )
    return as_printed, put_right


@derivation(source=SOURCE)
def small_output_small_gradient(h: Real, g: Real, M: Positive):
    """As D = sigmoid(h) -> 0 the gradient tends to 0, minus or no minus, if |g| <= M."""
    bounded = assumed(Abs(g) <= M, by="the gradient of the logit in theta is bounded")
    output = calc(sigmoid(h), tends_to(0, as_=(h, -oo), by="the fake is recognised for certain"))
    gradient = calc(
        Abs(-sigmoid(h) * g, evaluate=False),
        equals(sigmoid(h) * Abs(g), by="the sigmoid is positive"),
        at_most(M * sigmoid(h), by="|g| <= M"),
        tends_to(0, as_=(h, -oo)),
    )
    return bounded, output, gradient


noise = normal(mean=0, std=1)


def minimax_loss(theta, h):
    """E over the noise of log(1 - sigmoid(h)), h being the logit of the fake made from z with the weight theta."""
    return expectation(noise, lambda z: log(1 - sigmoid(h(theta, z))))


@derivation(source=SOURCE, shapes={"h": "2"}, where=lambda theta, h: dominated(minimax_loss(theta, h), theta))
def gradient_under_the_expectation(theta: Real, h: SmoothFunction):
    """The gradient of the minimax loss is E[-D(G(z)) dh/dtheta], if the gradients at single z are dominated."""
    return calc(
        Derivative(minimax_loss(theta, h), theta),
        equals(
            expectation(noise, lambda z: Derivative(log(1 - sigmoid(h(theta, z))), theta)),
            by="the gradient goes under the expectation",
        ),
        equals(
            expectation(noise, lambda z: -sigmoid(h(theta, z)) * Derivative(h(theta, z), theta)),
            by="chain rule, slope of the sigmoid",
        ),
    )
