"""The discriminator that is optimal against a fixed generator, and its value in three extreme cases.

Here p and q stand for the values p*(x) and p_theta(x) at one x, and y for D(x).
"""

from typing import Annotated

from sympy import Derivative, Eq, Expr, Rational, log

from derive import (
    Density,
    Function,
    Nonnegative,
    Positive,
    UnitFunction,
    UnitInterval,
    at_most,
    below,
    calc,
    derivation,
    equals,
    iff,
    interval,
)  # fmt: skip
from derive.terms import expectation, maximiser, maximum, pushforward, xlogy

SHEET = "Advanced Machine Learning, exercise sheet 3"

Share = Annotated[Expr, interval(0, 1)]


@derivation(source=f"{SHEET}, problem 3(a)")
def maximising_discriminator(p: Positive, q: Positive, y: UnitInterval):
    """y = p / (p + q) is the only maximiser of p log y + q log(1 - y) over 0 < y < 1."""
    gain = p * log(y) + q * log(1 - y)

    slope = calc(Derivative(gain, y), equals(p / y - q / (1 - y), by="chain rule"))
    stationary = calc(
        Eq(slope.conclusion, 0),
        iff(Eq(p * (1 - y), q * y), by="multiply by y (1 - y) > 0"),
        iff(Eq(y, p / (p + q)), by="collect y"),
    )
    concave = calc(
        Derivative(gain, (y, 2)),
        equals(-p / y**2 - q / (1 - y) ** 2, by="differentiate once more"),
        below(0, by="p, q > 0: both terms are negative"),
    )
    return slope, stationary, concave, maximum(gain, over=y, at=p / (p + q), name="maximum")


@derivation(source=f"{SHEET}, problem 3(b)", where=lambda p, q: p + q > 0)
def values_of_the_optimal_discriminator(p: Nonnegative, q: Nonnegative):
    """D* is 1/2 where the generator is right, 1 where it misses data, 0 where it invents them."""
    best = p / (p + q)

    matched = calc(Eq(q, p), iff(Eq(best, Rational(1, 2)), by="case (i): p / (2 p)"))
    missed = calc(Eq(q, 0), iff(Eq(best, 1), by="case (ii): p / p"))
    invented = calc(Eq(p, 0), iff(Eq(best, 0), by="case (iii): 0 / q"))
    return matched, missed, invented


@derivation(source=f"{SHEET}, problem 3(a)")
def maximiser_at_the_ends(a: Positive, b: Positive, y: Share):
    """The hint at its ends: b log(1 - y) is largest at y = 0 (a = 0), and a log y at y = 1 (b = 0)."""
    no_data = maximiser(b * log(1 - y), over=y, at=0, name="no_data")
    no_fakes = maximiser(a * log(y), over=y, at=1, name="no_fakes")
    return no_data, no_fakes


@derivation(source=f"{SHEET}, problem 3(a)", where=lambda a, b: a + b > 0)
def hint(a: Nonnegative, b: Nonnegative, y: Share):
    """The whole hint: for a, b >= 0, not both 0, a log y + b log(1 - y) is largest at a / (a + b) only."""
    return maximiser(xlogy(a, y) + xlogy(b, 1 - y), over=y, at=a / (a + b))


@derivation(source=f"{SHEET}, problem 3", spaces={"noise": "z"})
def loss_over_the_noise(noise: Density, f: Function, D: UnitFunction):
    """The second expectation, over the noise z, is one over the law of the generator's samples f(z)."""
    return calc(
        expectation(noise, lambda z: log(1 - D(f(z)))),
        equals(expectation(pushforward(f, noise), lambda x: log(1 - D(x))), by="x = f(z)"),
    )


@derivation(source=f"{SHEET}, problem 3(a)")
def no_discriminator_does_better(p: Density, q: Density, D: UnitFunction):
    """L = E_data[log D] + E_model[log(1 - D)] is at most its value at D* = p / (p + q), whatever D is."""

    def best(x):
        return p(x) / (p(x) + q(x))

    def gain(D):
        return expectation(p, lambda x: log(D(x))) + expectation(q, lambda x: log(1 - D(x)))

    return calc(gain(D), at_most(gain(best), by="the hint at every x, with a = p(x) and b = q(x)"))
