"""Why a discriminator that rejects the fakes with certainty stops teaching the generator, and the loss at the best one.

``≈ 0`` is read as a limit: the discriminator's output D(G(z)) = sigmoid(h) tends to 0, which is h -> -oo.
"""

from sympy import Abs, Derivative, Eq, Rational, Subs, exp, log, oo

from derive import (
    Density,
    Positive,
    Real,
    SmoothFunction,
    UnitFunction,
    UnitInterval,
    above,
    assumed,
    at_least,
    at_most,
    below,
    calc,
    derivation,
    equals,
    iff,
    tends_to,
)  # fmt: skip
from derive.terms import (
    expectation,
    jsd,
    minimum,
    no_minimum,
    over,
    sigmoid,
    times,
)  # fmt: skip

SOURCE = "Deep Learning, homework 5, problem 1(2)"
LOSS = "Deep Learning, homework 5, problem 1(3)"
half = Rational(1, 2)


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


@derivation(source=SOURCE)
def whether_the_generator_learns(h: Real):
    """It depends on its loss: the slope of log(1 - sigmoid(h)) in the logit dies, that of -log sigmoid(h) does not."""
    saturating = calc(
        Derivative(log(1 - sigmoid(h)), h),
        equals(-sigmoid(h), by="chain rule, slope of the sigmoid"),
        tends_to(0, as_=(h, -oo), reading="the loss is the mean of log(1 - D(G(z))): the generator learns nothing"),
    )
    nonsaturating = calc(
        Derivative(-log(sigmoid(h)), h),
        equals(sigmoid(h) - 1, by="chain rule, slope of the sigmoid"),
        tends_to(
            0,
            as_=(h, -oo),
            reading="the loss is the mean of -log D(G(z))",
            erratum="one over D(G(z)) makes up for the slope of the sigmoid",
            correction=tends_to(-1, as_=(h, -oo)),
        ),
    )
    return saturating, nonsaturating


@derivation(source=LOSS)
def printed_loss_has_no_best_discriminator(p: Positive, q: Positive, t: UnitInterval):
    """Were the first line handed in the definition of L_D, p log t - q log(1 - t) would grow with t: no D is best."""
    grows = calc(Derivative(p * log(t) - q * log(1 - t), t), equals(p / t + q / (1 - t)), above(0, by="0 < t < 1"))
    return grows, no_minimum(p * log(t) - q * log(1 - t), over=t, name="no_minimum")


@derivation(source=LOSS)
def best_discriminator(p: Positive, q: Positive, t: UnitInterval):
    """At one x, -p log t - q log(1 - t) is least at D* = p / (p + q)."""
    return minimum(-p * log(t) - q * log(1 - t), over=t, at=p / (p + q), name="minimum")


@derivation(source=LOSS)
def loss_is_least_at_the_best_discriminator(p: Density, q: Density, D: UnitFunction):
    """L_D = -E_data[log D] - E_model[log(1 - D)] is nowhere smaller than at D* = p / (p + q)."""
    return calc(
        -expectation(p, lambda x: log(D(x))) - expectation(q, lambda x: log(1 - D(x))),
        at_least(
            -expectation(p, lambda x: log(p(x) / (p(x) + q(x)))) - expectation(q, lambda x: log(q(x) / (p(x) + q(x)))),
            by="at every x the integrand is least at D*",
        ),
    )


@derivation(source=LOSS)
def loss_at_the_best_discriminator_as_handed_in(p: Density, q: Density):
    """L_D(D*) is said to be -2 JSD; it is log 4 - 2 JSD. The noise goes through G, whose law has the density q."""

    def best(x):
        return p(x) / (p(x) + q(x))

    as_samples = "an average over the noise of a function of G(z) is one over the law of G(z)"
    loss = -expectation(p, lambda x: log(best(x))) - expectation(q, lambda x: log(1 - best(x)))
    return calc(
        loss,
        equals(
            expectation(p, lambda x: log(best(x))) - expectation(q, lambda x: log(1 - best(x))),
            by="D* put into L_D",
            reading=as_samples + "; L_D with a minus before both expectations",
            erratum="the minus before the first expectation is lost",
            correction=equals(loss),
        ),
        equals(
            expectation(p, lambda x: log(p(x) / (p(x) + q(x))))
            - expectation(q, lambda x: log(1 - p(x) / (p(x) + q(x)))),
            by="D* written out",
            reading=as_samples,
        ),
        equals(
            expectation(p, lambda x: log(p(x)) - log(p(x) + q(x))) - expectation(q, lambda x: log(p(x) + q(x))),
            by="logarithms of quotients",
            reading=as_samples,
            erratum="log(1 - D*) is log q - log(p + q): its first term is lost, its second has the wrong sign",
            correction=equals(
                expectation(p, lambda x: log(p(x)) - log(p(x) + q(x)))
                - expectation(q, lambda x: log(q(x)) - log(p(x) + q(x)))
            ),
        ),
        equals(
            expectation(p, lambda x: log(p(x) / (p(x) + q(x)))) + expectation(q, lambda x: log(p(x) / (p(x) + q(x)))),
            by="one expectation for each law",
            erratum="log p has come into the second expectation",
            correction=equals(
                expectation(p, lambda x: log(p(x) / (p(x) + q(x)))) + expectation(q, lambda x: log(1 / (p(x) + q(x))))
            ),
        ),
        equals(
            -2 * jsd(p, q),
            by="the two expectations are the divergence",
            erratum="the second expectation has p for q, log 4 is missing, and the sign is wrong",
            correction=equals(2 * jsd(p, q) - log(4) + expectation(q, lambda x: log(p(x) / q(x)))),
        ),
    )


@derivation(source=LOSS)
def loss_at_the_best_discriminator(p: Density, q: Density):
    """L_D(D*) = log 4 - 2 JSD(p, q): largest, not least, where the divergence is 0."""

    def best(x):
        return p(x) / (p(x) + q(x))

    value = calc(
        -expectation(p, lambda x: log(best(x))) - expectation(q, lambda x: log(1 - best(x))),
        equals(
            -expectation(p, lambda x: log(p(x) / (p(x) + q(x)))) - expectation(q, lambda x: log(q(x) / (p(x) + q(x)))),
            by="1 - D* = q / (p + q)",
        ),
        equals(log(4) - 2 * jsd(p, q), by="log 2 comes out of each expectation"),
        at_most(log(4), by="the divergence is not negative"),
    )
    equal_laws = calc(
        -expectation(p, lambda x: log(p(x) / (p(x) + p(x)))) - expectation(p, lambda x: log(p(x) / (p(x) + p(x)))),
        equals(log(4), by="D* = 1/2 where the laws are equal"),
    )
    return value, equal_laws


@derivation(source=LOSS)
def divergence_is_never_negative(p: Density, q: Density):
    """JSD(p, q) >= 0, and 0 for equal laws."""
    least = calc(jsd(p, q), at_least(0, by="each half is a divergence from the mean"))
    equal = calc(jsd(p, p), equals(0, by="log 1 = 0"))
    return least, equal


@derivation(source="Deep Learning, homework 5, problem 1(b)")
def the_generator_steps_along_its_gradient(L: SmoothFunction, theta: Real, s: Real):
    """A step -s L'(theta) lowers a loss L of one weight theta, as said of L_D; one along the gradient raises it."""
    against = calc(
        Subs(Derivative(L(theta - s * L.prime(theta)), s), s, 0),
        equals(-(L.prime(theta) ** 2), by="chain rule"),
        at_most(0, by="a square", reading="L = L_D: the discriminator gets better"),
    )
    along = calc(
        Subs(Derivative(L(theta + s * L.prime(theta)), s), s, 0),
        equals(L.prime(theta) ** 2, by="chain rule"),
        at_most(
            0,
            by="updated in the direction of the gradient, to minimise the loss",
            reading="L = L_G must not grow at the start of the step",
            erratum="the step must be taken against the gradient",
            correction=at_least(0),
        ),
    )
    return against, along


@derivation(source="Deep Learning, homework 5, problem 1(b)")
def what_the_losses_encourage(p: Positive, q: Positive, t: UnitInterval):
    """-log D falls as D grows at data, -log(1 - D) as D falls at fakes; D* = 1/2 exactly where the laws agree."""
    data = calc(Derivative(-log(t), t), equals(-1 / t), below(0, by="t > 0"))
    fakes = calc(Derivative(-log(1 - t), t), equals(1 / (1 - t)), above(0, by="t < 1"))
    undecided = calc(Eq(p / (p + q), half), iff(Eq(q, p), by="the discriminator cannot tell them apart"))
    return data, fakes, undecided
