"""Importance weighted bounds on the log-likelihood, and the concavity that they rest on.

p is the joint density of data x and latent z, q(z | x) the proposal; z_1, z_2, ... are independent draws from it.
"""

from sympy import Derivative, Rational, log

from derive import (
    Density,
    Point,
    Positive,
    UnitInterval,
    at_least,
    at_most,
    below,
    calc,
    derivation,
    equals,
    not_always,
)  # fmt: skip
from derive.terms import expectation, kl

half = Rational(1, 2)

SOURCE = "IFT 6135, assignment 4, problem 2"


@derivation(source=SOURCE)
def the_logarithm_is_concave(a: Positive, b: Positive, t: UnitInterval):
    """log'' < 0, and the graph of the logarithm lies above its secants."""
    curvature = calc(Derivative(log(a), (a, 2)), equals(-1 / a**2), below(0, by="a square"))
    secant = calc(t * log(a) + (1 - t) * log(b), at_most(log(t * a + (1 - t) * b), by="Jensen"))
    return curvature, secant


@derivation(source=SOURCE, spaces={"p": "x, z"})
def joint_density_as_stated(p: Density, x: Point, z: Point):
    """p(x, z) is said to be p(x|z) p(x); it is p(x|z) p(z)."""
    return calc(
        p(x, z),
        equals(
            p.given(z=z)(x) * p.marginal("x")(x),
            by="product rule",
            erratum="the marginal must be that of z, at which p(x|z) is conditioned",
            correction=equals(p.given(z=z)(x) * p.marginal("z")(z)),
        ),
    )


@derivation(source=SOURCE, spaces={"p": "x, z", "q": "z | x"})
def bound_with_one_sample(p: Density, q: Density, x: Point):
    """log p(x) >= E_q[log(p(x, z) / q(z|x))] = log p(x) - KL(q(z|x) || p(z|x)) = L_1."""
    proposal, posterior = q.given(x=x), p.given(x=x)
    evidence = log(p.marginal("x")(x))
    bound = expectation(proposal, lambda z: log(p(x, z) / proposal(z)))
    return calc(
        evidence,
        at_least(bound, by="Jensen"),
        equals(evidence - kl(proposal, posterior), by="p(x, z) = p(z|x) p(x)"),
        equals(bound, by="that is L_1"),
    )


@derivation(source=SOURCE, spaces={"p": "x, z", "q": "z | x"})
def bound_with_two_samples(p: Density, q: Density, x: Point):
    """L_1 <= L_2 <= log p(x), for two independent draws."""
    proposal = q.given(x=x)

    def weight(z):
        return p(x, z) / proposal(z)

    def average(f):
        return expectation(proposal, lambda u: expectation(proposal, lambda v: f(u, v)))

    two = average(lambda u, v: log(half * (weight(u) + weight(v))))
    one = expectation(proposal, lambda z: log(weight(z)))
    tighter = calc(
        two,
        at_least(average(lambda u, v: log(half * (weight(u) + weight(u)))), by="the smaller weight twice"),
        equals(one, by="half of twice the weight; the other draw is averaged away"),
    )
    by_concavity = calc(
        two,
        at_least(average(lambda u, v: half * log(weight(u)) + half * log(weight(v))), by="the logarithm is concave"),
        equals(
            half * average(lambda u, v: log(weight(u))) + half * average(lambda u, v: log(weight(v))),
            by="linearity; both draws have one law, so that this is L_1",
        ),
    )
    still_a_bound = calc(two, at_most(log(p.marginal("x")(x)), by="Jensen"))
    return tighter, by_concavity, still_a_bound


@derivation(source=SOURCE, spaces={"q": "u, v"})
def mean_field_is_an_assumption(q: Density, u: Point, v: Point):
    """A joint density of two variables need not be the product of its marginals."""
    return not_always(q(u, v), equals(q.marginal("u")(u) * q.marginal("v")(v)))
