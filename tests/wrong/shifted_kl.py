"""Wrong variants of claim 5: the divergence of shifted Gaussians, and what it tends to."""

from mpmath import mp, mpf
from sympy import Abs, Derivative, Ne, Rational, oo

from derive import Nonzero, Positive, Real, above, calc, equals, tends_to
from derive.terms import expectation, kl, normal, plus, times

from . import by_mpmath as once_more
from .by_mpmath import LARGE, NEAR, SMALL
from .table import wrong


def laws(theta, theta_0, epsilon):
    return normal(mean=theta, std=epsilon), normal(mean=theta_0, std=epsilon)


def kl_again(theta, theta_0, epsilon):
    return once_more.kl(theta, epsilon, theta_0, epsilon)


@wrong(
    "the half is missing",
    sides=lambda theta, theta_0, epsilon: (
        kl_again(theta, theta_0, epsilon),
        (theta - theta_0) ** 2 / epsilon**2,
    ),
)
def divergence_without_the_half(theta: Real, theta_0: Real, epsilon: Positive):
    return calc(kl(*laws(theta, theta_0, epsilon)), equals((theta - theta_0) ** 2 / epsilon**2))


@wrong(
    "the square is missing",
    sides=lambda theta, theta_0, epsilon: (
        kl_again(theta, theta_0, epsilon),
        abs(theta - theta_0) / (2 * epsilon**2),
    ),
)
def divergence_without_the_square(theta: Real, theta_0: Real, epsilon: Positive):
    return calc(kl(*laws(theta, theta_0, epsilon)), equals(Abs(theta - theta_0) / (2 * epsilon**2)))


@wrong(
    "epsilon stands for epsilon^2",
    sides=lambda theta, theta_0, epsilon: (
        kl_again(theta, theta_0, epsilon),
        (theta - theta_0) ** 2 / (2 * epsilon),
    ),
)
def divergence_with_epsilon_for_its_square(theta: Real, theta_0: Real, epsilon: Positive):
    return calc(kl(*laws(theta, theta_0, epsilon)), equals((theta - theta_0) ** 2 / (2 * epsilon)))


@wrong(
    "the means are added",
    sides=lambda theta, theta_0, epsilon: (
        kl_again(theta, theta_0, epsilon),
        (theta + theta_0) ** 2 / (2 * epsilon**2),
    ),
)
def divergence_with_the_means_added(theta: Real, theta_0: Real, epsilon: Positive):
    return calc(kl(*laws(theta, theta_0, epsilon)), equals((theta + theta_0) ** 2 / (2 * epsilon**2)))


@wrong(
    "the mean is taken under the other law",
    sides=lambda theta, theta_0, epsilon: (
        once_more.average(lambda x: (x - theta_0) ** 2 - (x - theta) ** 2, theta_0, epsilon),
        (theta - theta_0) ** 2,
    ),
)
def expectation_under_the_other_law(theta: Real, theta_0: Real, epsilon: Positive):
    _, p_data = laws(theta, theta_0, epsilon)
    return calc(
        expectation(p_data, lambda x: (x - theta_0) ** 2 - (x - theta) ** 2),
        equals((theta - theta_0) ** 2),
    )


@wrong(
    "E[(x - theta_0)^2] has the shift in it",
    sides=lambda theta, theta_0, epsilon: (
        once_more.average(lambda x: (x - theta_0) ** 2, theta, epsilon),
        epsilon**2,
    ),
)
def variance_around_the_wrong_mean(theta: Real, theta_0: Real, epsilon: Positive):
    p, _ = laws(theta, theta_0, epsilon)
    return calc(expectation(p, lambda x: (x - theta_0) ** 2), equals(epsilon**2))


@wrong(
    "the mixed term has the wrong sign",
    sides=lambda theta, theta_0, epsilon: (
        once_more.average(lambda x: -((x - theta) ** 2) + (x - theta_0) ** 2, theta, epsilon),
        once_more.average(lambda x: 2 * x * theta + 2 * x * theta_0 - theta**2 + theta_0**2, theta, epsilon),
    ),
)
def mixed_term_with_the_wrong_sign(theta: Real, theta_0: Real, epsilon: Positive):
    p, _ = laws(theta, theta_0, epsilon)
    return calc(
        expectation(p, lambda x: -((x - theta) ** 2) + (x - theta_0) ** 2),
        equals(expectation(p, lambda x: 2 * x * theta + 2 * x * theta_0 - theta**2 + theta_0**2)),
    )


@wrong(
    "2 theta^2 - theta^2 is theta^2",
    sides=lambda theta, theta_0: (
        2 * theta**2 - 2 * theta * theta_0 - theta**2,
        theta**2 * (1 - 2 * theta_0),
    ),
)
def terms_collected_wrongly(theta: Real, theta_0: Real):
    return calc(
        plus(2 * theta**2, -2 * theta * theta_0, -(theta**2)),
        equals(times(theta**2, 1 - 2 * theta_0)),
    )


@wrong(
    "the 2 of the power rule cancels the half",
    sides=lambda theta, theta_0, epsilon: (
        mp.diff(lambda t: (t - theta_0) ** 2 / (2 * epsilon**2), theta),
        (theta - theta_0) / (2 * epsilon**2),
    ),
)
def slope_with_the_half_kept(theta: Real, theta_0: Real, epsilon: Positive):
    return calc(
        Derivative((theta - theta_0) ** 2 / (2 * epsilon**2), theta),
        equals((theta - theta_0) / (2 * epsilon**2)),
    )


@wrong(
    "the derivative is in theta, not in theta_0",
    sides=lambda theta, theta_0, epsilon: (
        mp.diff(lambda t: (t - theta_0) ** 2 / (2 * epsilon**2), theta),
        (theta_0 - theta) / epsilon**2,
    ),
)
def slope_in_the_wrong_variable(theta: Real, theta_0: Real, epsilon: Positive):
    return calc(
        Derivative((theta - theta_0) ** 2 / (2 * epsilon**2), theta),
        equals((theta_0 - theta) / epsilon**2),
    )


@wrong("equal means have divergence 0", sides=lambda theta, theta_0, epsilon: (
    kl_again(theta, theta_0, epsilon), mpf(0)
))  # fmt: skip
def divergence_taken_for_positive(theta: Real, theta_0: Real, epsilon: Positive):
    return calc(kl(*laws(theta, theta_0, epsilon)), above(0))


@wrong(
    "it explodes, it does not vanish",
    where=lambda theta, theta_0: Ne(theta, theta_0),
    sides=lambda theta=0, theta_0=1, epsilon=NEAR: (kl_again(theta, theta_0, epsilon), mpf(0)),
)
def divergence_vanishes(theta: Real, theta_0: Real, epsilon: Positive):
    return calc((theta - theta_0) ** 2 / (2 * epsilon**2), tends_to(0, as_=(epsilon, 0, "+")))


@wrong(
    "it tends to +oo from both sides of theta_0",
    where=lambda theta, theta_0: theta < theta_0,
    sides=lambda theta=0, theta_0=1, epsilon=NEAR: (kl_again(theta, theta_0, epsilon), -mp.inf),
)
def divergence_tends_to_minus_infinity(theta: Real, theta_0: Real, epsilon: Positive):
    return calc((theta - theta_0) ** 2 / (2 * epsilon**2), tends_to(-oo, as_=(epsilon, 0, "+")))


@wrong(
    "for theta < theta_0 the slope tends to -oo",
    where=lambda theta, theta_0: theta < theta_0,
    sides=lambda theta=0, theta_0=1, epsilon=NEAR: ((theta - theta_0) / epsilon**2, mp.inf),
)
def slope_to_the_left_with_the_wrong_sign(theta: Real, theta_0: Real, epsilon: Positive):
    return calc((theta - theta_0) / epsilon**2, tends_to(oo, as_=(epsilon, 0, "+")))


@wrong(
    "the sign depends on the side of theta_0",
    where=lambda theta, theta_0: Ne(theta, theta_0),
    sides=lambda theta=0, theta_0=1, epsilon=NEAR: ((theta - theta_0) / epsilon**2, mp.inf),
)
def slope_explodes_to_one_side_only(theta: Real, theta_0: Real, epsilon: Positive):
    return calc((theta - theta_0) / epsilon**2, tends_to(oo, as_=(epsilon, 0, "+")))


@wrong(
    "from below, 1/epsilon tends to -oo",
    where=lambda theta, theta_0: theta > theta_0,
    sides=lambda theta=1, theta_0=0, epsilon=-SMALL: ((theta - theta_0) / epsilon, mp.inf),
)
def limit_from_the_wrong_side(theta: Real, theta_0: Real, epsilon: Nonzero):
    return calc((theta - theta_0) / epsilon, tends_to(oo, as_=(epsilon, 0, "-")))


@wrong(
    "the two sides disagree: there is no limit",
    sides=lambda epsilon=-SMALL: (1 / epsilon, mp.inf),
)
def two_sided_limit_that_does_not_exist(epsilon: Nonzero):
    return calc(1 / epsilon, tends_to(oo, as_=(epsilon, 0)))


@wrong(
    "wide Gaussians are hard to tell apart",
    sides=lambda epsilon=LARGE: (kl_again(mpf(1), mpf(0), epsilon), mpf(1) / 2),
)
def limit_at_the_wrong_end(epsilon: Positive):
    return calc(1 / (2 * epsilon**2), tends_to(Rational(1, 2), as_=(epsilon, oo)))
