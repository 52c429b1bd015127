"""Wrong variants of claim 6: slopes of the sigmoid losses, their limits, and the bound that is needed."""

from mpmath import mp, mpf
from sympy import Abs, Derivative, Rational, exp, log, oo

from derive import Positive, Real, assumed, at_most, calc, equals, tends_to
from derive.terms import sigmoid, times

from . import by_mpmath as once_more
from .table import wrong

FAR = mpf(60)


def slope(f, h):
    return mp.diff(f, h)


@wrong(
    "the minus of the chain rule is lost, as in the solution",
    sides=lambda h, g: (slope(lambda t: mp.log(1 - once_more.sigmoid(t)), h) * g, once_more.sigmoid(h) * g),
)
def chain_rule_without_its_minus(h: Real, g: Real):
    return calc(Derivative(log(1 - sigmoid(h)), h) * g, equals(sigmoid(h) * g))


@wrong(
    "it is 1 - sigmoid that stands beside sigmoid",
    sides=lambda h: (slope(once_more.sigmoid, h), once_more.sigmoid(h) * (1 + once_more.sigmoid(h))),
)
def slope_with_a_plus(h: Real):
    return calc(Derivative(sigmoid(h), h), equals(sigmoid(h) * (1 + sigmoid(h))))


@wrong(
    "the factor 1 - sigmoid is missing",
    sides=lambda h: (slope(once_more.sigmoid, h), once_more.sigmoid(h)),
)
def slope_with_a_factor_missing(h: Real):
    return calc(Derivative(sigmoid(h), h), equals(sigmoid(h)))


@wrong(
    "1 - sigmoid cancels, not sigmoid",
    sides=lambda h: (slope(lambda t: mp.log(1 - once_more.sigmoid(t)), h), once_more.sigmoid(h) - 1),
)
def wrong_factor_cancelled(h: Real):
    return calc(Derivative(log(1 - sigmoid(h)), h), equals(sigmoid(h) - 1))


@wrong(
    "the two losses have different slopes",
    sides=lambda h: (
        slope(lambda t: -mp.log(once_more.sigmoid(t)), h),
        slope(lambda t: mp.log(1 - once_more.sigmoid(t)), h),
    ),
)
def nonsaturating_taken_for_saturating(h: Real):
    return calc(Derivative(-log(sigmoid(h)), h), equals(Derivative(log(1 - sigmoid(h)), h)))


@wrong(
    "log(1 - sigmoid(h)) is -log(1 + e^h)",
    sides=lambda h: (mp.log(1 - once_more.sigmoid(h)), -mp.log(1 + mp.exp(-h))),
)
def softplus_of_the_wrong_sign(h: Real):
    return calc(log(1 - sigmoid(h)), equals(-log(1 + exp(-h))))


@wrong("the sign in the exponent is lost", sides=lambda h: (once_more.sigmoid(h), 1 / (1 + mp.exp(h))))
def sigmoid_of_the_wrong_sign(h: Real):
    return calc(sigmoid(h), equals(1 / (1 + exp(h))))


@wrong("true for h <= 0 only", sides=lambda h: (once_more.sigmoid(h), mpf(1) / 2))
def sigmoid_bounded_by_a_half(h: Real):
    return calc(sigmoid(h), at_most(Rational(1, 2)))


@wrong(
    "the slope is largest at 0, where it is 1/4",
    sides=lambda h: (slope(once_more.sigmoid, h), mpf(1) / 5),
)
def slope_bounded_too_tightly(h: Real):
    return calc(Derivative(sigmoid(h), h), at_most(Rational(1, 5)))


@wrong(
    "without |g| <= M nothing bounds the gradient",
    sides=lambda h, g, M: (once_more.sigmoid(h) * abs(g), M * once_more.sigmoid(h)),
)
def bound_without_its_hypothesis(h: Real, g: Real, M: Positive):
    return calc(sigmoid(h) * Abs(g), at_most(M * sigmoid(h)))


@wrong(
    "|g| <= M bounds nothing by M sigmoid(h)^2",
    sides=lambda h, g, M: (once_more.sigmoid(h) * abs(g), M * once_more.sigmoid(h) ** 2),
)
def bound_that_is_too_tight(h: Real, g: Real, M: Positive):
    bounded = assumed(Abs(g) <= M)
    squeeze = calc(sigmoid(h) * Abs(g), at_most(M * sigmoid(h) ** 2))
    return bounded, squeeze


@wrong(
    "an inner gradient that grows as e^{-h} survives",
    sides=lambda h=-FAR: (once_more.sigmoid(h) * mp.exp(-h), mpf(0)),
)
def unbounded_gradient_vanishes(h: Real):
    return calc(times(sigmoid(h), exp(-h)), tends_to(0, as_=(h, -oo)))


@wrong("that is its limit at the other end", sides=lambda h=FAR: (once_more.sigmoid(h), mpf(0)))
def limit_in_the_wrong_direction(h: Real):
    return calc(sigmoid(h), tends_to(0, as_=(h, oo)))


@wrong("it tends to 0 there", sides=lambda h=-FAR: (-once_more.sigmoid(h), mpf(-1)))
def saturating_slope_survives(h: Real):
    return calc(-sigmoid(h), tends_to(-1, as_=(h, -oo)))


@wrong("the non-saturating slope keeps its size", sides=lambda h=-FAR: (once_more.sigmoid(h) - 1, mpf(0)))
def nonsaturating_slope_vanishes(h: Real):
    return calc(
        Derivative(-log(sigmoid(h)), h),
        equals(sigmoid(h) - 1),
        tends_to(0, as_=(h, -oo)),
    )


@wrong(
    "the loss itself tends to 0, not to -oo",
    sides=lambda h=-FAR: (mp.log(1 - once_more.sigmoid(h)), -mp.inf),
)
def saturating_loss_explodes(h: Real):
    return calc(log(1 - sigmoid(h)), tends_to(-oo, as_=(h, -oo)))
