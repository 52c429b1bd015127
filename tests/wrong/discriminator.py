"""Wrong variants of claim 2: the optimal discriminator, its loss, and its values."""

from mpmath import mp, mpf
from sympy import Derivative, Eq, Rational, Subs, log

from derive import (
    Nonnegative,
    Nonzero,
    Positive,
    Real,
    UnitInterval,
    at_least,
    at_most,
    below,
    calc,
    differs_from,
    equals,
    iff,
    implies,
)
from derive.terms import maximum, minimum

from .by_mpmath import same
from .table import wrong


def loss(p, q, t):
    return -p * log(t) - q * log(1 - t)


def loss_again(p, q, t):
    return -p * mp.log(t) - q * mp.log(1 - t)


@wrong("p and q are swapped", sides=lambda p, q, t: (loss_again(p, q, t), loss_again(p, q, q / (p + q))))
def minimiser_with_p_and_q_swapped(p: Positive, q: Positive, t: UnitInterval):
    return minimum(loss(p, q, t), over=t, at=q / (p + q))


@wrong("the sum in the denominator is missing", sides=lambda p, q, t=None: (p / q, (mpf(0), mpf(1))), step=0)
def optimum_outside_the_unit_interval(p: Positive, q: Positive, t: UnitInterval):
    return minimum(loss(p, q, t), over=t, at=p / q)


@wrong(
    "the loss has a minimum there, no maximum",
    sides=lambda p, q, t: (loss_again(p, q, t), loss_again(p, q, p / (p + q))),
)
def maximum_that_is_a_minimum(p: Positive, q: Positive, t: UnitInterval):
    return maximum(loss(p, q, t), over=t, at=p / (p + q))


@wrong(
    "the gain has a maximum there, no minimum",
    sides=lambda p, q, t: (-loss_again(p, q, t), -loss_again(p, q, p / (p + q))),
)
def minimum_that_is_a_maximum(p: Positive, q: Positive, t: UnitInterval):
    return minimum(-loss(p, q, t), over=t, at=p / (p + q))


@wrong(
    "1/2 is best only where p = q",
    sides=lambda p, q, t: (loss_again(p, q, t), loss_again(p, q, mpf(1) / 2)),
)
def minimiser_for_balanced_densities_only(p: Positive, q: Positive, t: UnitInterval):
    return minimum(loss(p, q, t), over=t, at=Rational(1, 2))


def split(t):
    return t**2 + 1 / t**2 + 15 * t


@wrong(
    "convex on both halves, but 0 is missing: the other half goes lower",
    sides=lambda t: (split(t), split(mpf(1) / 2)),
)
def minimum_on_one_half_of_the_line(t: Nonzero):
    return minimum(split(t), over=t, at=Rational(1, 2))


@wrong("the non-zero numbers are two pieces", sides=lambda t=None: (2, 1), step=1)
def domain_that_is_no_interval(t: Nonzero):
    return minimum(split(t), over=t, at=Rational(1, 2))


@wrong("the positive numbers do not hold -1", sides=lambda t=None: (mpf(-1), (mpf(0), mp.inf)), step=0)
def minimiser_outside_the_domain(t: Positive):
    return minimum((t + 1) ** 2, over=t, at=-1)


@wrong("-1 does as well", sides=lambda t: (t**4 - 2 * t**2, mpf(-1)))
def one_of_two_minimisers(t: Real):
    return minimum(t**4 - 2 * t**2, over=t, at=1)


@wrong("a saddle: stationary, and lower on the left", sides=lambda t: (t**3, mpf(0)))
def stationary_but_no_minimum(t: Real):
    return minimum(t**3, over=t, at=0)


@wrong(
    "the minus of the inner 1 - t is lost",
    sides=lambda p, q, t: (mp.diff(lambda u: loss_again(p, q, u), t), -p / t - q / (1 - t)),
)
def slope_with_a_lost_sign(p: Positive, q: Positive, t: UnitInterval):
    return calc(Derivative(loss(p, q, t), t), equals(-p / t - q / (1 - t)))


@wrong(
    "-log is convex, not concave",
    sides=lambda p, q, t: (mp.diff(lambda u: loss_again(p, q, u), t, 2), mpf(0)),
)
def convexity_the_wrong_way_round(p: Positive, q: Positive, t: UnitInterval):
    return calc(Derivative(loss(p, q, t), (t, 2)), below(0))


@wrong(
    "the second slope misses a square",
    sides=lambda p, q, t: (mp.diff(lambda u: loss_again(p, q, u), t, 2), p / t**2 + q / (1 - t)),
)
def second_slope_without_a_square(p: Positive, q: Positive, t: UnitInterval):
    return calc(Derivative(loss(p, q, t), (t, 2)), equals(p / t**2 + q / (1 - t)))


@wrong(
    "solved as if p t = q (1 - t)",
    sides=lambda p, q, t: (same((1 - t) * p, t * q), same(t, q / (p + q))),
)
def solved_for_the_wrong_density(p: Positive, q: Positive, t: UnitInterval):
    return calc(Eq((1 - t) * p, t * q), iff(Eq(t, q / (p + q))))


@wrong(
    "the odds p/q are not the probability",
    sides=lambda p, q, t: (same((1 - t) * p, t * q), same(t, p / q)),
)
def odds_for_probability(p: Positive, q: Positive, t: UnitInterval):
    return calc(Eq((1 - t) * p, t * q), implies(Eq(t, p / q)))


@wrong(
    "the second logarithm is missing",
    sides=lambda p, q, t=None: (loss_again(p, q, p / (p + q)), -p * mp.log(p / (p + q)) - q * q / (p + q)),
)
def loss_at_the_optimum_without_a_log(p: Positive, q: Positive, t: UnitInterval):
    return calc(
        Subs(loss(p, q, t), t, p / (p + q)),
        equals(-p * log(p / (p + q)) - q * q / (p + q)),
    )


@wrong(
    "log 2 is counted twice",
    sides=lambda p, q: (
        loss_again(p, q, p / (p + q)),
        (p + q) * mp.log(4) - p * mp.log(2 * p / (p + q)) - q * mp.log(2 * q / (p + q)),
    ),
)
def loss_at_the_optimum_with_log_4(p: Positive, q: Positive):
    return calc(
        -p * log(p / (p + q)) - q * log(q / (p + q)),
        equals((p + q) * log(4) - p * log(2 * p / (p + q)) - q * log(2 * q / (p + q))),
    )


@wrong(
    "where the generator misses data, D* is 1",
    where=lambda p, q: p + q > 0,
    sides=lambda p, q: (same(q, 0), same(p / (p + q), 0)),
)
def missed_data_called_fake(p: Nonnegative, q: Nonnegative):
    return calc(Eq(q, 0), implies(Eq(p / (p + q), 0)))


@wrong(
    "a perfect generator leaves D* undecided at 1/2",
    where=lambda p, q: p + q > 0,
    sides=lambda p, q: (same(p, q), same(p / (p + q), 1)),
)
def perfect_generator_found_out(p: Nonnegative, q: Nonnegative):
    return calc(Eq(q, p), implies(Eq(p / (p + q), 1)))


@wrong("true for p >= q only", sides=lambda p, q: (p / (p + q), mpf(1) / 2))
def data_always_likelier(p: Positive, q: Positive):
    return calc(p / (p + q), at_least(Rational(1, 2)))


@wrong("equal where p = q", sides=lambda p, q: (p * q / (p + q) ** 2, mpf(1) / 4))
def strict_where_equality_happens(p: Positive, q: Positive):
    return calc(p * q / (p + q) ** 2, below(Rational(1, 4)))


@wrong("1/2 where p = q", sides=lambda p, q: (p / (p + q), mpf(1) / 2))
def never_undecided(p: Positive, q: Positive):
    return calc(p / (p + q), differs_from(Rational(1, 2)))


@wrong("log 4 is what D* loses at p = q = 1, and more elsewhere", sides=lambda p, q: (
    loss_again(p, q, p / (p + q)), mp.log(4)
))  # fmt: skip
def loss_bounded_by_log_4(p: Positive, q: Positive):
    return calc(-p * log(p / (p + q)) - q * log(q / (p + q)), at_most(log(4)))
