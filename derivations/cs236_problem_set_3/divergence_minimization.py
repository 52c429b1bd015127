"""The optimal discriminator and its logit: the log-ratio of the two densities.

Here p and q stand for the values p_data(x) and p_theta(x) at one x, t for D(x), h for the logit.  The
lines that turn the expectations of L_D into one integral have one integrand, f, and differ in nothing
that can be said at a single x.
"""

from sympy import Derivative, Eq, exp, log

from derive import Positive, Real, UnitInterval, calc, derivation, equals, iff
from derive.terms import logit, minimum, over, plus, sigmoid

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
