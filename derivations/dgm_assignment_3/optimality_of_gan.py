"""For a fixed generator, the best discriminator is D* = p / (p + q): pointwise, by strict convexity.

Where p and q are numbers they stand for the values p_data(x) and p_theta(x) at one x, and t for D(x); where they
are densities, for p_data and p_theta themselves.  The loss is an integral over x; where its integrand is least at
every x, so is the loss.
"""

from sympy import Derivative, Eq, Subs, log

from derive import Density, Positive, UnitFunction, UnitInterval, above, at_least, calc, derivation, equals, iff
from derive.terms import expectation, minimum, over, plus
from derive.terms.densities import integral

SOURCE = "Deep Generative Models (fall 2024), assignment 3, problem 3"


@derivation(source=SOURCE)
def optimal_discriminator(p: Positive, q: Positive, t: UnitInterval):
    """D* = p / (p + q) is the only minimiser of -p log t - q log(1 - t) over 0 < t < 1."""
    loss = -p * log(t) - q * log(1 - t)
    best = p / (p + q)

    slope = calc(
        Derivative(loss, t),
        equals(-p / t + q / (1 - t), by="chain rule: the inner slope of 1 - t is -1"),
        equals(((p + q) * t - p) / (t * (1 - t)), by="common denominator"),
    )
    stationary = calc(
        Eq(slope.conclusion, 0),
        iff(Eq((p + q) * t, p), by="0 < t < 1: the denominator is positive"),
        iff(Eq(t, best), by="p + q > 0"),
    )
    convex = calc(
        Derivative(loss, (t, 2)),
        equals(p / t**2 + q / (1 - t) ** 2, by="differentiate once more"),
        above(0, by="p, q > 0: both terms are positive"),
    )
    return slope, stationary, convex, minimum(loss, over=t, at=best, name="minimum")


@derivation(source=SOURCE)
def loss_of_the_optimal_discriminator(p: Positive, q: Positive, t: UnitInterval):
    """At D* the integrand of the loss is (p + q) log 2 - p log(p / m) - q log(q / m), m = (p + q) / 2."""
    m = over(p + q, 2)
    return calc(
        Subs(-p * log(t) - q * log(1 - t), t, p / (p + q)),
        equals(-p * log(p / (p + q)) - q * log(plus(1, -p / (p + q))), by="t = D*"),
        equals(-p * log(p / (p + q)) - q * log(q / (p + q)), by="1 - D* = q / (p + q)"),
        equals(-p * log(over(p / 2, m)) - q * log(over(q / 2, m)), by="halve both parts of each fraction"),
        equals(
            (p + q) * log(2) - p * log(over(p, m)) - q * log(over(q, m)),
            by="integrated over x: log 4 less twice the Jensen-Shannon divergence",
        ),
    )


@derivation(source=SOURCE)
def loss_is_least_at_the_optimal_discriminator(p: Density, q: Density, D: UnitFunction):
    """L = -E_data[log D] - E_model[log(1 - D)] is at least its value at D*, whatever D is."""

    def best(x):
        return p(x) / (p(x) + q(x))

    def loss(D):
        return -expectation(p, lambda x: log(D(x))) - expectation(q, lambda x: log(1 - D(x)))

    as_integral = calc(
        loss(D),
        equals(integral(lambda x: -p(x) * log(D(x)) - q(x) * log(1 - D(x))), by="both expectations as integrals"),
    )
    least = calc(loss(D), at_least(loss(best), by="the integrand is least at every x"))
    return as_integral, least
