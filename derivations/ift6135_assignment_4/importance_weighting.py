"""Importance weighted bounds on the log-likelihood, and the concavity that they rest on.

p is the joint density of data x and latent z, q(z | x) the proposal; z_1, z_2, ... are independent draws from it.
"""

from sympy import Derivative, Min, Rational, Subs, exp, log, oo

from derive import (
    Density,
    Point,
    Positive,
    PositiveInteger,
    UnitInterval,
    at_least,
    at_most,
    below,
    calc,
    derivation,
    equals,
    not_always,
    tends_to,
)  # fmt: skip
from derive.terms import expectation, kl, plus, sum_over
from derive.terms.sampling import draws

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

    samples = draws(proposal, 2)
    two = expectation(samples, lambda z: log(half * (weight(z[0]) + weight(z[1]))))
    one = expectation(proposal, lambda z: log(weight(z)))
    tighter = calc(
        two,
        at_least(
            expectation(proposal, lambda z: log(half * plus(weight(z), weight(z)))),
            by="the smaller weight twice",
            reading="z_1 is one of two independent draws, the other one is averaged away",
        ),
        equals(one, by="half of twice the weight"),
    )
    by_concavity = calc(
        two,
        at_least(
            expectation(samples, lambda z: half * log(weight(z[0])) + half * log(weight(z[1]))),
            by="the logarithm is concave",
        ),
        equals(
            half * expectation(samples, lambda z: log(weight(z[0])))
            + half * expectation(samples, lambda z: log(weight(z[1]))),
            by="linearity; both draws have one law, so that this is L_1",
        ),
    )
    still_a_bound = calc(two, at_most(log(p.marginal("x")(x)), by="Jensen"))
    return tighter, by_concavity, still_a_bound


@derivation(source=SOURCE, spaces={"q": "u, v"})
def mean_field_is_an_assumption(q: Density, u: Point, v: Point):
    """A joint density of two variables need not be the product of its marginals."""
    return not_always(q(u, v), equals(q.marginal("u")(u) * q.marginal("v")(v)))


@derivation(source=SOURCE, spaces={"p": "x, z", "q": "z | x"})
def bound_with_two_samples_as_handed_in(p: Density, q: Density, x: Point):
    """L_2 <= log p(x) is true; between Jensen and the conclusion a sum is lost and comes back. Here k = 2."""
    proposal = q.given(x=x)
    evidence = p.marginal("x")(x)

    def weight(z):
        return p(x, z) / proposal(z)

    def average(f):
        return expectation(proposal, lambda u: expectation(proposal, lambda v: f(u, v)))

    mean_weight = expectation(proposal, weight)
    return calc(
        average(lambda u, v: log(half * (weight(u) + weight(v)))),
        at_most(log(average(lambda u, v: half * (weight(u) + weight(v)))), by="Jensen"),
        equals(
            log(half * mean_weight),
            by="the expectation goes inside",
            erratum="the sum over the samples is lost",
            correction=equals(log(half * plus(mean_weight, mean_weight))),
        ),
        equals(
            log(half * plus(evidence, evidence)),
            by="E_q[p(x, z) / q(z|x)] = p(x)",
            erratum="the sum comes back from nowhere, which makes up for its loss",
        ),
        equals(log(evidence), by="half of twice p(x)"),
    )


@derivation(source=SOURCE, spaces={"p": "x, z", "q": "z | x"})
def bound_with_any_number_of_samples_as_handed_in(k: PositiveInteger, p: Density, q: Density, x: Point):
    """L_k <= log p(x) is true; between Jensen and the conclusion a sum is lost and comes back."""
    proposal = q.given(x=x)
    evidence = p.marginal("x")(x)

    def weight(z):
        return p(x, z) / proposal(z)

    def mean_weight(z):
        return sum_over(lambda i: weight(z[i]), 1, k) / k

    samples = draws(proposal, k)
    one_weight = expectation(proposal, weight)
    as_printed = calc(
        expectation(samples, lambda z: log(mean_weight(z))),
        at_most(log(expectation(samples, mean_weight)), by="Jensen"),
        equals(
            log(one_weight / k),
            by="the expectation goes inside",
            erratum="the sum over the samples is lost",
            correction=equals(log(one_weight)),
        ),
        equals(
            log(sum_over(lambda i: evidence, 1, k) / k),
            by="E_q[p(x, z) / q(z|x)] = p(x)",
            erratum="the sum comes back from nowhere, which makes up for its loss",
        ),
    )
    last = calc(
        log(sum_over(lambda i: evidence, 1, k) / k),
        equals(log(evidence), by="k terms p(x), over k"),
    )
    return as_printed, last


@derivation(source=SOURCE)
def a_limit_does_not_order_the_terms(K: Positive):
    """That L_K tends to log p(x) does not make L_2 larger than L_1: -K^2 e^{-K} tends to 0, and is smaller at 2 than at 1."""
    gap = -(K**2) * exp(-K)
    limit = calc(gap, tends_to(0, as_=(K, oo), by="the exponential wins"))
    backwards = calc(Subs(gap, K, 2), below(Subs(gap, K, 1), by="-4/e^2 < -1/e"))
    return limit, backwards


@derivation(source=SOURCE, spaces={"p": "x, z"})
def ratios_as_printed(p: Density, x: Point, u: Point, v: Point):
    """With p(z|x) below, as printed, both ratios are p(x): the hypothesis says nothing."""
    ratio = p(x, u) / p.given(x=x)(u)
    return calc(
        ratio,
        equals(p.marginal("x")(x), by="product rule"),
        equals(p(x, v) / p.given(x=x)(v), by="product rule, for the other draw"),
    )


@derivation(source=SOURCE, where=lambda v, w: v <= w)
def smaller_weight_twice(v: Positive, w: Positive):
    """With q below, as was meant: of two weights v <= w the smaller one may take the place of the larger one."""
    return calc(
        log(half * (v + w)),
        at_least(log(half * plus(v, v)), by="v <= w"),
        equals(log(v), by="half of twice the weight"),
    )


@derivation(source=SOURCE, spaces={"p": "x, z", "q": "z | x"})
def smaller_of_two_draws(p: Density, q: Density, x: Point):
    """Read with z_1 as whichever draw has the smaller weight, the last line fails: the mean of the smaller one is no L_1."""
    proposal = q.given(x=x)

    def weight(z):
        return p(x, z) / proposal(z)

    def smaller(z):
        return Min(weight(z[0]), weight(z[1]))

    two = draws(proposal, 2)
    twice = calc(
        expectation(two, lambda z: log(half * (weight(z[0]) + weight(z[1])))),
        at_least(expectation(two, lambda z: log(half * plus(smaller(z), smaller(z)))), by="the smaller weight twice"),
        equals(expectation(two, lambda z: log(smaller(z))), by="half of twice the weight"),
    )
    last = calc(
        twice.conclusion,
        equals(
            expectation(proposal, lambda z: log(weight(z))),
            by="that is L_1",
            reading="z_1 is the draw with the smaller weight, as the hypothesis says",
            erratum="the smaller of two draws does not have the law of one draw",
            correction=at_most(expectation(two, lambda z: log(weight(z[0]))), by="either draw alone has L_1"),
        ),
    )
    return twice, last


@derivation(source=SOURCE, spaces={"p": "x, z", "q": "z"})
def encoder_against_the_joint_density(p: Density, q: Density, x: Point):
    """What an encoder q(z) at one x approximates: log(q / p(x, z)) is, on average, KL(q || p(z|x)) less log p(x)."""
    return calc(
        expectation(q, lambda z: log(q(z) / p(x, z))),
        equals(kl(q, p.given(x=x)) - log(p.marginal("x")(x)), by="p(x, z) = p(z|x) p(x)"),
    )


@derivation(source=SOURCE)
def weights_have_no_order(v: Positive, w: Positive):
    """Without the hypothesis the line fails at single samples; on average it holds, by concavity."""
    return not_always(log(half * (v + w)), at_least(log(half * plus(v, v))))
