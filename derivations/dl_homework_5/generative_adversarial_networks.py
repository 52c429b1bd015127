"""Why a discriminator that rejects the fakes with certainty stops teaching the generator.

``≈ 0`` is read as a limit: the discriminator's output D(G(z)) = sigmoid(h) tends to 0, which is h -> -oo.
"""

from sympy import Abs, Derivative, Subs, exp, oo

from derive import Positive, Real, assumed, at_most, calc, derivation, equals, tends_to
from derive.terms import over, sigmoid, times

SOURCE = "Deep Learning, homework 5, problem 1(2)"


@derivation(source=SOURCE)
def slope_of_the_sigmoid(x: Real):
    """sigmoid'(x) = sigmoid(x) (1 - sigmoid(x))."""
    definition = calc(sigmoid(x), equals(1 / (1 + exp(-x))))
    slope = calc(
        Derivative(sigmoid(x), x),
        equals(sigmoid(x) * (1 - sigmoid(x)), by="as the homework states it"),
    )
    by_hand = calc(
        Derivative(1 / (1 + exp(-x)), x),
        equals(exp(-x) / (1 + exp(-x)) ** 2, by="chain rule"),
        equals(times(over(1, 1 + exp(-x)), 1 - 1 / (1 + exp(-x))), by="e^{-x} = (1 + e^{-x}) - 1"),
    )
    return definition, slope, by_hand


@derivation(source=SOURCE)
def slope_at_a_rejected_fake(x: Real, h: Real):
    """At the logit h of a fake the slope is sigmoid(h) (1 - sigmoid(h)), and tends to 0 with D(G(z))."""
    rejected = calc(sigmoid(h), tends_to(0, as_=(h, -oo), reading="≈ 0 is a limit, here and below"))
    slope = calc(
        Subs(Derivative(sigmoid(x), x), x, h),
        equals(sigmoid(h) * (1 - sigmoid(h)), by="x = h(G(z))"),
        tends_to(0, as_=(h, -oo), by="the first factor tends to 0, the second to 1"),
    )
    return rejected, slope


@derivation(source=SOURCE)
def generator_learns_nothing(h: Real, g: Real, M: Positive):
    """The gradient of D(G(z)) in the generator's weights tends to 0 if that of the logit is bounded by M."""
    bounded = assumed(Abs(g) <= M, by="the gradient g of the logit h in the weights is bounded")
    squeeze = calc(
        Abs(sigmoid(h) * (1 - sigmoid(h)) * g, evaluate=False),
        equals(sigmoid(h) * (1 - sigmoid(h)) * Abs(g), by="0 < sigmoid(h) < 1"),
        at_most(M * sigmoid(h) * (1 - sigmoid(h)), by="|g| <= M"),
        tends_to(0, as_=(h, -oo), by="whatever g does within its bound"),
    )
    return bounded, squeeze
