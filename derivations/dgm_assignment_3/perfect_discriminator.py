"""A discriminator that rejects every fake leaves the generator without a gradient.

The sheet states as its premise the very limit that it asks for.  We read a perfect discriminator as
one with D(G(z)) = sigmoid(h) -> 0, which is h -> -oo, and ask what that does to the gradient.  Here h
is the logit of one fake, and g its gradient in one weight of the generator: by the chain rule the
gradient of log(1 - sigmoid(h)) in that weight is -sigmoid(h) g.
"""

from typing import Annotated, Any

from sympy import Abs, Derivative, exp, log, oo

from derive import (
    Density,
    Function,
    Positive,
    Real,
    SmoothFunction,
    assumed,
    at_most,
    calc,
    derivation,
    dominated,
    equals,
    function_to,
    interval,
    tends_to,
)  # fmt: skip
from derive.terms import expectation, over, pushforward, sigmoid

SOURCE = "Deep Generative Models (fall 2024), assignment 3, problem 4"

Bounded = Annotated[Any, function_to(interval(-1, 1))]


@derivation(source=SOURCE)
def perfect_discriminator(h: Real):
    """D(G(z)) -> 0 as the logit tends to -oo."""
    return calc(
        sigmoid(h),
        equals(1 / (1 + exp(-h)), by="definition of the sigmoid"),
        tends_to(0, as_=(h, -oo), by="the denominator tends to oo"),
    )


@derivation(source=SOURCE)
def saturating_gradient(h: Real):
    """The slope of log(1 - sigmoid(h)) is -sigmoid(h): it dies where the discriminator is perfect."""
    return calc(
        Derivative(log(1 - sigmoid(h)), h),
        equals(over(-Derivative(sigmoid(h), h), 1 - sigmoid(h)), by="chain rule"),
        equals(over(-sigmoid(h) * (1 - sigmoid(h)), 1 - sigmoid(h)), by="slope of the sigmoid"),
        equals(-sigmoid(h), by="1 - sigmoid(h) > 0 cancels"),
        tends_to(0, as_=(h, -oo)),
    )


@derivation(source=SOURCE)
def generator_gradient_vanishes(h: Real, g: Real, M: Positive):
    """If |g| <= M, the gradient -sigmoid(h) g is at most M sigmoid(h) in size, and that tends to 0."""
    bounded = assumed(Abs(g) <= M, by="the gradient of the logit in the weights is bounded")
    squeeze = calc(
        Abs(-sigmoid(h) * g, evaluate=False),
        equals(sigmoid(h) * Abs(g), by="the sigmoid is positive"),
        at_most(M * sigmoid(h), by="|g| <= M"),
        tends_to(0, as_=(h, -oo), by="whatever g does within its bound"),
    )
    return bounded, squeeze


@derivation(source=SOURCE)
def unbounded_gradient_survives(h: Real):
    """Without the bound the claim fails: with g = -e^{-h} the gradient is sigmoid(h) e^{-h} -> 1."""
    return calc(
        sigmoid(h) * exp(-h),
        equals(over(exp(-h), 1 + exp(-h)), by="definition of the sigmoid"),
        equals(1 / (exp(h) + 1), by="multiply both parts by e^h"),
        tends_to(1, as_=(h, -oo)),
    )


@derivation(source=SOURCE)
def nonsaturating_gradient(h: Real):
    """For contrast: the slope of -log sigmoid(h) tends to -1, so that this loss keeps its gradient."""
    return calc(
        Derivative(-log(sigmoid(h)), h),
        equals(over(-sigmoid(h) * (1 - sigmoid(h)), sigmoid(h)), by="chain rule and slope of the sigmoid"),
        equals(sigmoid(h) - 1, by="sigmoid(h) > 0 cancels"),
        tends_to(-1, as_=(h, -oo)),
    )


@derivation(source=SOURCE, spaces={"noise": "z", "h": "x"})
def loss_over_the_noise(noise: Density, G: Function, h: Function):
    """An expectation over the generator's samples x = G(z) is one over the noise z."""
    return calc(
        expectation(pushforward(G, noise), lambda x: log(1 - sigmoid(h(x)))),
        equals(expectation(noise, lambda z: log(1 - sigmoid(h(G(z))))), by="x = G(z), D = sigmoid(h)"),
    )


def generator_loss(p, theta, h):
    """E over the noise of log(1 - sigmoid(h)), h being the logit of the fake made from z with the weight theta."""
    return expectation(p, lambda z: log(1 - sigmoid(h(theta, z))))


@derivation(
    source=SOURCE,
    shapes={"h": "2"},
    spaces={"p": "z"},
    where=lambda p, theta, h: dominated(generator_loss(p, theta, h), theta),
)
def gradient_of_the_expected_loss(p: Density, theta: Real, h: SmoothFunction):
    """The gradient of L_G is E[-sigmoid(h) dh/dtheta], if the gradients at single z are dominated."""
    return calc(
        Derivative(generator_loss(p, theta, h), theta),
        equals(expectation(p, lambda z: Derivative(log(1 - sigmoid(h(theta, z))), theta)), by="under the expectation"),
        equals(expectation(p, lambda z: -sigmoid(h(theta, z)) * Derivative(h(theta, z), theta)), by="chain rule"),
    )


@derivation(source=SOURCE, spaces={"p": "z"})
def expected_gradient_vanishes(p: Density, h: Function, u: Bounded, M: Positive, d: Positive):
    """If |dh/dtheta| <= M, here M u with |u| <= 1, the gradient is at most M E[D(G(z))], and vanishes with it."""
    squeeze = calc(
        Abs(expectation(p, lambda z: -sigmoid(h(z)) * M * u(z))),
        at_most(
            expectation(p, lambda z: sigmoid(h(z)) * M * Abs(u(z))), by="the size of a mean is at most the mean size"
        ),
        at_most(M * expectation(p, lambda z: sigmoid(h(z))), by="|u| <= 1"),
    )
    limit = calc(M * d, tends_to(0, as_=(d, 0, "+"), by="d = E[D(G(z))]: the discriminator becomes perfect"))
    return squeeze, limit
