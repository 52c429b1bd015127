"""The cost of a beta-VAE, and what its weight does.

data is the law of the images x, q(z | x) the encoder, p(x, z) the model: p(x | z) its decoder, p(z) its prior.
"""

from typing import Annotated

from sympy import Expr, Rational, log

from derive import (
    Density,
    Nonnegative,
    Point,
    Positive,
    Real,
    UnitInterval,
    assumed,
    at_least,
    at_most,
    calc,
    derivation,
    equals,
    interval,
)  # fmt: skip
from derive.terms import categorical, expectation, independent, kl, lagrangian, maximiser, no_maximum

SOURCE = "Deep Learning, homework 5, problem 3"
SPACES = {"data": "x", "q": "z | x", "p": "x, z"}

Share = Annotated[Expr, interval(0, 1)]


def likelihood(data, q, p):
    """The mean over the data of E_q[log p(x | z)]."""
    return expectation(data, lambda x: expectation(q.given(x), lambda z: log(p.given(z=z)(x))))


def distance_to_the_prior(data, q, p):
    """The mean over the data of KL(q(z | x) || p(z))."""
    return expectation(data, lambda x: kl(q.given(x), p.marginal("z")))


@derivation(source=f"{SOURCE}(b) and (c)", spaces=SPACES)
def cost_from_the_constraint(data: Density, q: Density, p: Density, beta: Positive, epsilon: Positive):
    """The cost is minus the Lagrange function, but for beta epsilon, which no parameter of the networks changes."""
    objective, divergence = likelihood(data, q, p), distance_to_the_prior(data, q, p)
    bounded = lagrangian(objective, [epsilon - divergence], [beta])
    return calc(
        -objective + beta * divergence,
        equals(
            -bounded + beta * epsilon,
            by="the bound epsilon only shifts the cost",
            reading="the divergence, which depends on x, is averaged over the data as the first term is",
        ),
    )


@derivation(source=f"{SOURCE}(a)", spaces=SPACES)
def cost_of_the_plain_autoencoder(data: Density, q: Density, p: Density):
    """With beta = 1 the cost is at least the mean of -log p(x), by the divergence of q(z | x) from p(z | x)."""
    gap = expectation(data, lambda x: kl(q.given(x), p.given(x=x)))
    surprise = -expectation(data, lambda x: log(p.marginal("x")(x)))
    return calc(
        -likelihood(data, q, p) + distance_to_the_prior(data, q, p),
        equals(surprise + gap, by="p(x | z) p(z) = p(z | x) p(x)"),
        at_least(surprise, by="divergences are not negative"),
    )


@derivation(source=f"{SOURCE}(b)")
def a_strict_bound_is_not_reached(t: UnitInterval, s: Share):
    """Under a strict bound, as printed, a maximum may not exist: of t over t < 1; with <= it is at the bound."""
    return no_maximum(t, over=t, name="strict"), maximiser(s, over=s, at=1, name="not_strict")


@derivation(source=f"{SOURCE}(a)", spaces={"j": "x, z", "p": "z"})
def the_divergence_bounds_the_information(j: Density, p: Density):
    """The mean divergence from the prior is the information about x that z carries, and more: a small one loses it."""
    information = kl(j, independent(j.marginal("x"), j.marginal("z")))
    return calc(
        expectation(j.marginal("x"), lambda x: kl(j.given(x=x), p)),
        equals(information + kl(j.marginal("z"), p), by="log p(z) added and taken away"),
        at_least(information, by="a divergence is not negative"),
    )


@derivation(source=f"{SOURCE}(d)", where=lambda b, c: b < c)
def a_larger_weight(b: Positive, c: Positive, R: Real, S: Real, K: Nonnegative, L: Nonnegative):
    """(R, K), the error and divergence that are best with the weight b, against (S, L), best with c > b: L <= K."""
    best_with_b = assumed(R + b * K <= S + b * L, by="the cost with b is least at (R, K)")
    best_with_c = assumed(S + c * L <= R + c * K, by="the cost with c is least at (S, L)")
    closer = calc(
        c * (L - K),
        at_most(R - S, by="the best with c"),
        at_most(b * (L - K), by="the best with b"),
    )
    worse = calc(b * (K - L), at_most(S - R, by="so S >= R where L <= K: the larger weight reconstructs no better"))
    return best_with_b, best_with_c, closer, worse


@derivation(source=f"{SOURCE}(d)", where=lambda b, c, K, L: (b < c, c * (L - K) <= b * (L - K)))
def a_larger_weight_comes_closer(b: Positive, c: Positive, K: Nonnegative, L: Nonnegative):
    """What the two bests say of the divergences, c (L - K) <= b (L - K), is L <= K."""
    return calc(L, at_most(K, by="c - b > 0"))


@derivation(source=f"{SOURCE}(d)", spaces={"q": "z | x"})
def information_about_a_point(q: Density, x: Point):
    """Read of one data point, a constant, the mutual information is 0: so is the metric, whatever the encoder does."""
    return calc(kl(q.given(x), q.given(x)), equals(0, by="with x fixed the law of z is q(z | x), given x or not"))


@derivation(source=f"{SOURCE}(d)")
def a_high_metric_without_disentanglement():
    """Read of a random data point, two fair bits: codes (a, b) and (a, a) have the same metric, log 2.

    The outcomes are 00, 01, 10, 11 with one coordinate of the code, 0 or 1, beside each; a code (a, a) loses b.
    """
    quarter = Rational(1, 4)
    alone = categorical([Rational(1, 8)] * 8)
    first = kl(categorical([quarter, 0, quarter, 0, 0, quarter, 0, quarter]), alone)
    second = kl(categorical([quarter, 0, 0, quarter, quarter, 0, 0, quarter]), alone)
    both_bits = calc((first + second) / 2, equals(log(2), by="each coordinate tells one bit"))
    one_bit_twice = calc((first + first) / 2, equals(log(2), by="each coordinate tells the same bit"))
    return both_bits, one_bit_twice
