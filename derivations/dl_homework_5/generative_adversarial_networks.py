"""Why a discriminator that rejects the fakes with certainty stops teaching the generator, and the loss at the best one.

``≈ 0`` is read as a limit: the discriminator's output D(G(z)) = sigmoid(h) tends to 0, which is h -> -oo.
"""

from sympy import Abs, Derivative, Min, Rational, Subs, exp, log, oo

from derive import (
    Density,
    Nonnegative,
    Nonzero,
    Point,
    Positive,
    Real,
    UnitFunction,
    UnitInterval,
    above,
    assumed,
    at_least,
    at_most,
    below,
    calc,
    derivation,
    differs_from,
    equals,
    tends_to,
)  # fmt: skip  # fmt: skip
from derive.terms import (
    attains_minimum,
    convex,
    expectation,
    finite,
    minimum,
    over,
    plus,
    sigmoid,
    times,
    wasserstein,
)  # fmt: skip
from derive.terms.densities import integral

SOURCE = "Deep Learning, homework 5, problem 1(2)"
LOSS = "Deep Learning, homework 5, problem 1(3)"
METRICS = "Deep Learning, homework 5, problem 1(4)"
half = Rational(1, 2)


def jensen_shannon(p, q):
    """Half the divergence of each of two densities from their mean."""

    def mean(x):
        return (p(x) + q(x)) / 2

    return half * (expectation(p, lambda x: log(p(x) / mean(x))) + expectation(q, lambda x: log(q(x) / mean(x))))


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
            reading=as_samples,
            erratum="the minus before the first expectation is lost",
            correction=equals(loss),
        ),
        equals(
            expectation(p, lambda x: log(p(x) / (p(x) + q(x)))) - expectation(q, lambda x: log(1 - p(x) / (p(x) + q(x)))),
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
            -2 * jensen_shannon(p, q),
            by="the two expectations are the divergence",
            erratum="the second expectation has p for q, log 4 is missing, and the sign is wrong",
            correction=equals(2 * jensen_shannon(p, q) - log(4) + expectation(q, lambda x: log(p(x) / q(x)))),
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
        equals(log(4) - 2 * jensen_shannon(p, q), by="log 2 comes out of each expectation"),
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
    least = calc(jensen_shannon(p, q), at_least(0, by="each half is a divergence from the mean"))
    equal = calc(jensen_shannon(p, p), equals(0, by="log 1 = 0"))
    return least, equal


@derivation(source=METRICS)
def divergence_is_symmetric(p: Density, q: Density):
    """JSD(p, q) is said to differ from JSD(q, p); they are equal."""
    return calc(
        jensen_shannon(p, q),
        differs_from(
            jensen_shannon(q, p),
            by="asymmetry",
            erratum="both laws enter in the same way",
            correction=equals(jensen_shannon(q, p)),
        ),
    )


@derivation(source="Deep Learning, homework 5, problem 1(b)")
def the_generator_steps_along_its_gradient(g: Nonzero):
    """A step along the gradient g of L_G changes L_G at the rate g^2 > 0: the loss grows, it is not minimised."""
    return calc(
        times(g, g),
        below(
            0,
            by="updated in the direction of the gradient, to minimise the loss",
            reading="the rate of change of L_G in one weight along the step g",
            erratum="the step must be taken against the gradient",
            correction=above(0),
        ),
    )


@derivation(source=METRICS)
def a_convex_function_with_many_minimisers(x: Real):
    """Convexity does not make a minimiser the only one: |x - 1| + |x + 1| is least on all of [-1, 1]."""
    f = Abs(x - 1) + Abs(x + 1)
    return {
        "convex": convex(f, over=x),
        "here": attains_minimum(f, over=x, at=0),
        "there": attains_minimum(f, over=x, at=1),
    }


@derivation(source=METRICS)
def earth_movers_distance_of_two_points(a: UnitInterval, b: UnitInterval):
    """For laws on two points, a and b the masses of the second one, the distance is |a - b|: symmetric and convex."""
    P, Q = finite({0: 1 - a, 1: a}), finite({0: 1 - b, 1: b})
    value = calc(wasserstein(P, Q), equals(Abs(a - b), by="the mass that has to move"), equals(wasserstein(Q, P)))
    return value, convex(wasserstein(P, Q), over=(a, b), name="jointly_convex")


@derivation(source=METRICS)
def integrand_of_the_divergence_is_convex(a: Positive, b: Positive):
    """The integrand of the Jensen-Shannon divergence is convex in both densities together, and so is the integral."""
    return convex(half * (a * log(2 * a / (a + b)) + b * log(2 * b / (a + b))), over=(a, b))


@derivation(source=METRICS, where=lambda a, b, t: (t <= a, t <= b))
def transport_is_a_linear_program(a: UnitInterval, b: UnitInterval, t: Nonnegative):
    """Leave the mass t at the second point: the cost (a - t) + (b - t) is linear in t, and least at t = min(a, b)."""
    cost = plus(a, -t) + plus(b, -t)
    bound = calc(cost, at_least(Abs(a - b), by="t <= a and t <= b"))
    reached = calc(Subs(cost, t, Min(a, b)), equals(Abs(a - b), by="a + b - 2 min(a, b)"))
    return bound, reached


@derivation(source=METRICS)
def divergence_is_convex(p: Density, r: Density, q: Density, t: UnitInterval):
    """JSD(t p + (1 - t) r, q) <= t JSD(p, q) + (1 - t) JSD(r, q)."""

    def divergence(p, q):
        return integral(
            lambda x: half * (p(x) * log(2 * p(x) / (p(x) + q(x))) + q(x) * log(2 * q(x) / (p(x) + q(x))))
        )

    return calc(
        divergence(lambda x: t * p(x) + (1 - t) * r(x), q),
        at_most(t * divergence(p, q) + (1 - t) * divergence(r, q), by="the integrand is convex"),
    )


@derivation(source=METRICS, spaces={"c": "x, y", "d": "x, y"})
def couplings(c: Density, d: Density, t: UnitInterval, x: Point):
    """The earth mover's distance is the least E|x - y| over joint densities c with the two laws as marginals.

    The same c, read backwards, couples the laws in the other order at the same cost; a mixture of two couplings
    couples the mixtures of the laws at the mean cost.
    """

    def mixed(x, y):
        return t * c(x, y) + (1 - t) * d(x, y)

    def cost(c):
        return expectation(c, lambda x, y: Abs(x - y))

    backwards = calc(cost(c), equals(expectation(c, lambda x, y: Abs(y - x)), by="|x - y| = |y - x|"))
    mean_cost = calc(
        integral(lambda x, y: mixed(x, y) * Abs(x - y), over="x, y"),
        equals(t * cost(c) + (1 - t) * cost(d), by="the integral is linear"),
    )
    marginal = calc(
        integral(lambda y: mixed(x, y), over="y"),
        equals(t * c.marginal("x")(x) + (1 - t) * d.marginal("x")(x), by="y integrated out"),
    )
    return backwards, mean_cost, marginal
