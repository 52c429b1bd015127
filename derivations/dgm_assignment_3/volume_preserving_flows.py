"""A flow with constant Jacobian determinant cannot come near a plateau with steep slopes.

The target p is 0.9 on the unit square B and falls off linearly around it; q is the density of a flow from
N(0, I) with |det J| = J everywhere.  Where q is at least 0.9 - e is the set A: the image of a disc in latent
space, whose area is bounded whatever J is.  On what A leaves of B the two laws differ, and Pinsker's inequality,
which the sheet cites, turns that into a bound on the divergence D = KL(p || q).

Only p = 0.9 on B is used of the target, which holds as printed and as corrected.
"""

from typing import Annotated, Any

from sympy import Derivative, Expr, Integral, Rational, Subs, Symbol, exp, log, pi, sqrt

from derive import (
    Density,
    Nonnegative,
    Positive,
    Real,
    UnitInterval,
    above,
    assumed,
    at_least,
    at_most,
    below,
    calc,
    derivation,
    equals,
    function_to,
    iff,
    interval,
    open_interval,
    rounds_to,
)  # fmt: skip
from derive.terms import (
    disc,
    expectation,
    invertible,
    kl,
    maximum,
    over,
    plus,
    times,
    total_variation,
    volume,
    volume_of_image,
)  # fmt: skip

SOURCE = "Deep Generative Models (fall 2024), assignment 3, problem 2"

top = Rational(9, 10)
half = Rational(1, 2)
x = Symbol("x", real=True)
y = Symbol("y", real=True)

Event = Annotated[Any, function_to(interval(0, 1))]
BelowTop = Annotated[Expr, open_interval(0, top)]
Useful = Annotated[Expr, open_interval(0, top - exp(-1))]


@derivation(source=SOURCE)
def volumes_under_a_constant_determinant(J: Positive, R: Positive):
    """A disc in latent space has an image of J times its area, and of the same area if J = 1."""
    disc = calc(
        Integral(2 * sqrt(R**2 - x**2), (x, -R, R)),
        equals(pi * R**2, by="a disc of radius R"),
    )
    image = calc(
        Integral(J * 2 * sqrt(R**2 - x**2), (x, -R, R)),
        equals(times(J, disc.conclusion), by="the integral of |det J| over the disc"),
    )
    return disc, image


@derivation(source=SOURCE)
def a_bent_map_preserves_volume(u: Real, v: Real, J: Positive, R: Positive):
    """(u, v) -> (u, J v + u^2) is a flow of constant determinant J: a disc is bent, and has J times its area."""

    def bend(u, v):
        return [u, J * v + u**2]

    inverse = invertible(bend, inverse=lambda u, v: [u, (v - u**2) / J], over=[u, v], onto=[u, v], name="inverse")
    image = calc(
        volume_of_image(bend, disc(R), over=[u, v]), equals(J * pi * R**2, by="the determinant is J everywhere")
    )
    preserved = calc(
        volume_of_image(lambda u, v: [u, v + u**2], disc(R), over=[u, v]),
        equals(volume(disc(R)), by="J = 1: rearranged, not scaled"),
    )
    return inverse, image, preserved


@derivation(source=SOURCE, where=lambda J, e: 2 * pi * J * (top - e) <= 1)
def bright_region_in_latent_space(z1: Real, z2: Real, J: Positive, e: BelowTop):
    """q >= 0.9 - e is the disc |z|^2 <= -2 log(2 pi J (0.9 - e)), if 2 pi J (0.9 - e) <= 1."""
    level = top - e
    square = z1**2 + z2**2
    return calc(
        exp(-square / 2) / (2 * pi) / J >= level,
        iff(exp(-square / 2) >= 2 * pi * J * level, by="2 pi J > 0"),
        iff(-square / 2 >= log(2 * pi * J * level), by="the logarithm grows"),
        iff(square <= -2 * log(2 * pi * J * level), by="times -2"),
    )


@derivation(source=SOURCE, where=lambda J, e: 2 * pi * J * (top - e) > 1)
def no_bright_region(z1: Real, z2: Real, J: Positive, e: BelowTop):
    """If 2 pi J (0.9 - e) > 1 the model stays below 0.9 - e: A is empty."""
    return calc(
        exp(-(z1**2 + z2**2) / 2) / (2 * pi * J),
        at_most(1 / (2 * pi * J), by="the peak of the Gaussian"),
        below(top - e, by="J is too large"),
    )


@derivation(source=SOURCE)
def area_of_the_bright_region(s: UnitInterval, e: BelowTop, R: Positive):
    """With s = 2 pi J (0.9 - e) < 1 the area of A is -s log s / (0.9 - e), at most 1 / (e (0.9 - e)) with Euler's e."""
    J = s / (2 * pi * (top - e))

    disc = calc(
        Subs(pi * R**2, R, sqrt(-2 * log(s))),
        equals(-2 * pi * log(s), by="the area of the disc in latent space"),
    )
    region = calc(
        times(J, -2 * pi * log(s)),
        equals(over(-s * log(s), top - e), by="J times the area of the disc"),
        at_most(exp(-1) / (top - e), by="-s log s is at most 1/e"),
    )
    peak = maximum(-s * log(s), over=s, at=exp(-1), name="peak")
    return disc, region, peak


@derivation(source=SOURCE)
def pinsker_solved_for_the_divergence(d: Nonnegative, D: Nonnegative):
    """d <= sqrt(D / 2), as the sheet has it, says that D >= 2 d^2."""
    return calc(
        d <= sqrt(D / 2),
        iff(d**2 <= D / 2, by="both sides are at least 0"),
        iff(2 * d**2 <= D, by="times 2"),
    )


@derivation(source=SOURCE)
def pinsker(p: Density, q: Density):
    """The largest difference |p(E) - q(E)| over all events E, the total variation, is at most sqrt(KL(p || q) / 2)."""
    return calc(total_variation(p, q), at_most(sqrt(kl(p, q) / 2)))


@derivation(source=SOURCE)
def pinsker_as_printed(p: Density, q: Density, r: Density):
    """With p_theta on the left and another p on the right, as printed, it would speak of three laws, and be false."""
    return calc(
        total_variation(r, q),
        at_most(
            sqrt(kl(p, q) / 2),
            by="as printed, r standing for p_theta",
            erratum="both sides must speak of one pair of laws",
            correction=at_most(sqrt(kl(r, q) / 2)),
        ),
    )


@derivation(source=SOURCE)
def pinsker_for_an_event(p: Density, q: Density, B: Event):
    """p(B) - q(B) is at most sqrt(KL(p || q) / 2), B being 1 on the event and 0 elsewhere; so is it for 1 - B."""
    return calc(expectation(p, B) - expectation(q, B), at_most(total_variation(p, q)), at_most(sqrt(kl(p, q) / 2)))


@derivation(source=SOURCE)
def pinsker_for_two_events(a: UnitInterval, b: UnitInterval):
    """Pinsker's inequality for an event of probability a under one law and b under the other."""
    return calc(a * log(a / b) + (1 - a) * log((1 - a) / (1 - b)), at_least(2 * (a - b) ** 2))


@derivation(source=SOURCE)
def divergence_without_a_bright_region(q: Positive, D: Positive, e: BelowTop):
    """If A is empty, B itself tells the laws apart: p(B) - q(B) >= e, so that KL(p || q) >= 2 e^2."""
    dim = assumed(q <= top - e, by="q(B): the model is below 0.9 - e on B, whose area is 1")
    pinsker = assumed(2 * (top - q) ** 2 <= D, by="Pinsker, for the event B, with p(B) = 0.9")

    event = calc(top - q, at_least(e, by="0.9 - (0.9 - e)"), above(0))
    divergence = calc(
        D,
        at_least(2 * (top - q) ** 2, by="Pinsker"),
        at_least(2 * e**2, by="the event B"),
        above(0),
    )
    return dim, pinsker, event, divergence


@derivation(source=SOURCE)
def divergence_with_a_bright_region(w: Positive, q: Positive, D: Positive, e: Useful):
    """If A is not empty, what it leaves of B tells them apart: KL >= 2 e^2 (1 - 1 / (E (0.9 - e)))^2, E = 2.718..."""
    rest = 1 - exp(-1) / (top - e)
    large = assumed(w >= rest, by="the area w of B without A is 1 less at most that of A")
    dim = assumed(q <= (top - e) * w, by="q of B without A: there the model is below 0.9 - e")
    pinsker = assumed(2 * (top * w - q) ** 2 <= D, by="Pinsker, for B without A, with p = 0.9 w")

    event = calc(
        top * w - q,
        at_least(e * w, by="0.9 w - (0.9 - e) w"),
        at_least(e * rest, by="w is large"),
        above(0, by="0.9 - e > 1/E"),
    )
    divergence = calc(
        D,
        at_least(2 * (top * w - q) ** 2, by="Pinsker"),
        at_least(2 * (e * w) ** 2, by="the event above"),
        at_least(2 * (e * rest) ** 2, by="w is large"),
        above(0),
    )
    return large, dim, pinsker, event, divergence


@derivation(source=SOURCE)
def best_epsilon(e: Useful):
    """The bound with a bright region is best at e = 0.9 - sqrt(0.9 / E): KL >= 2 (sqrt(0.9) - 1 / sqrt(E))^4."""
    gap = e * (1 - exp(-1) / (top - e))
    best = top - sqrt(top * exp(-1))

    slopes = calc(Derivative(gap, e), equals(1 - top * exp(-1) / (top - e) ** 2, by="quotient rule"))
    at_best = calc(
        Subs(gap, e, best),
        equals(times(best, plus(1, -exp(-1) / sqrt(top * exp(-1)))), by="0.9 - e = sqrt(0.9 / E)"),
        equals((sqrt(top) - exp(-half)) ** 2, by="a square"),
    )
    digits = calc(best, rounds_to("0.324594"))
    bound = calc(2 * (sqrt(top) - exp(-half)) ** 4, rounds_to("0.027410"))
    return slopes, maximum(gap, over=e, at=best, name="best"), at_best, digits, bound


@derivation(source=SOURCE)
def no_flow_comes_close(D: Positive):
    """Whatever the flow, KL(p || q) stays above 2 (sqrt(0.9) - 1 / sqrt(E))^4 > 0.027: the family is not universal."""
    best = top - sqrt(top * exp(-1))
    bound = 2 * (sqrt(top) - exp(-half)) ** 4
    either = calc(2 * best**2, above(bound, by="without a bright region the bound is the larger one"))
    away = calc(bound, above(Rational(27, 1000), by="a sequence of flows does not tend to p"))
    return either, away
