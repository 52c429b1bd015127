"""KL divergence between two narrow Gaussians, and why it explodes as they narrow.

p_theta = N(theta, epsilon^2) is the model, p_data = N(theta_0, epsilon^2) the data.
"""

from sympy import Abs, Derivative, Ne, Subs, exp, log, oo, sign

from derive import Positive, Real, assumed, at_least, below, calc, derivation, equals, tends_to
from derive.terms import (
    expectation,
    kl,
    lipschitz_maximum,
    lipschitz_optimum,
    logpdf,
    no_minimum,
    normal,
    over,
    plus,
    times,
)  # fmt: skip

SET = "CS 236 (winter 2023), problem set 3"


@derivation(source=f"{SET}, 5.1")
def kl_of_shifted_gaussians(theta: Real, theta_0: Real, epsilon: Positive):
    """KL(N(theta, epsilon^2) || N(theta_0, epsilon^2)) = (theta - theta_0)^2 / (2 epsilon^2)."""
    p = normal(mean=theta, std=epsilon)
    p_data = normal(mean=theta_0, std=epsilon)
    c = 1 / (2 * epsilon**2)

    return calc(
        kl(p, p_data),
        equals(expectation(p, lambda x: log(over(p.density(x), p_data.density(x)))), by="definition"),
        equals(expectation(p, lambda x: logpdf(p, x) - logpdf(p_data, x)), by="logarithm of a quotient"),
        equals(
            expectation(
                p,
                lambda x: (
                    log(exp(-c * (x - theta) ** 2), evaluate=False) - log(exp(-c * (x - theta_0) ** 2), evaluate=False)
                ),
            ),
            by="equal variances: the normalisers cancel",
        ),
        equals(expectation(p, lambda x: c * (-((x - theta) ** 2) + (x - theta_0) ** 2)), by="log exp u = u"),
        equals(
            expectation(p, lambda x: c * (2 * x * theta - 2 * x * theta_0 - theta**2 + theta_0**2)),
            by="the squares of x cancel",
        ),
        equals(
            times(c, plus(2 * theta**2, -2 * theta * theta_0, -(theta**2), theta_0**2)),
            by="E[x] = theta",
        ),
        equals(c * (theta**2 - 2 * theta * theta_0 + theta_0**2), by="2 theta^2 - theta^2 = theta^2"),
        equals(c * (theta - theta_0) ** 2, by="a square"),
    )


@derivation(source=f"{SET}, 5.2", where=lambda theta, theta_0: Ne(theta, theta_0))
def kl_explodes(theta: Real, theta_0: Real, epsilon: Positive):
    """For theta != theta_0 the divergence tends to oo as the Gaussians narrow."""
    return calc(
        kl(normal(mean=theta, std=epsilon), normal(mean=theta_0, std=epsilon)),
        equals(kl_of_shifted_gaussians.conclusion, by="5.1"),
        tends_to(oo, as_=(epsilon, 0, "+"), by="the numerator is positive and stays"),
    )


@derivation(source=f"{SET}, 5.2", where=lambda theta, theta_0: theta > theta_0)
def gradient_explodes_to_the_right(theta: Real, theta_0: Real, epsilon: Positive):
    """For theta > theta_0 the derivative of the divergence in theta tends to oo."""
    return calc(
        Derivative(kl_of_shifted_gaussians.conclusion, theta),
        equals((theta - theta_0) / epsilon**2, by="power rule"),
        tends_to(oo, as_=(epsilon, 0, "+"), by="theta - theta_0 > 0"),
    )


@derivation(source=f"{SET}, 5.2", where=lambda theta, theta_0: theta < theta_0)
def gradient_explodes_to_the_left(theta: Real, theta_0: Real, epsilon: Positive):
    """For theta < theta_0 the derivative of the divergence in theta tends to -oo."""
    return calc(
        Derivative(kl_of_shifted_gaussians.conclusion, theta),
        equals((theta - theta_0) / epsilon**2, by="power rule"),
        tends_to(
            oo,
            as_=(epsilon, 0, "+"),
            by="as the divergence does",
            reading="infinity is +oo, with its sign",
            erratum="the derivative has the sign of theta - theta_0",
            correction=tends_to(-oo, as_=(epsilon, 0, "+"), by="theta - theta_0 < 0"),
        ),
    )


@derivation(source=f"{SET}, 5.2", where=lambda theta, theta_0: Ne(theta, theta_0))
def gradient_explodes(theta: Real, theta_0: Real, epsilon: Positive):
    """For theta != theta_0 the derivative of the divergence tends to infinity in size."""
    return calc(
        Abs(Derivative(kl_of_shifted_gaussians.conclusion, theta)),
        equals(Abs(theta - theta_0) / epsilon**2, by="power rule"),
        tends_to(oo, as_=(epsilon, 0, "+"), reading="infinity without a sign"),
    )


@derivation(source=f"{SET}, 5.3", where=lambda theta, theta_0: Ne(theta, theta_0))
def no_discriminator_minimises(theta: Real, theta_0: Real, u: Real, v: Real):
    """With u = D(theta) and v = D(theta_0), L_D = u - v has no least value: some other D always has a smaller one."""
    loss = u - v
    downwards = calc(loss, tends_to(-oo, as_=(u, -oo), by="D(theta) -> -oo", reading="the other value stays"))
    upwards = calc(loss, tends_to(-oo, as_=(v, oo), by="D(theta_0) -> oo", reading="the other value stays"))
    beaten = calc(plus(u, -1, -v), below(loss, by="lower D at theta by 1, which theta != theta_0 allows"))
    return downwards, upwards, beaten, no_minimum(loss, over=(u, v), name="no_minimum")


@derivation(source=f"{SET}, 5.4", where=lambda theta, theta_0: Ne(theta, theta_0))
def a_line_minimises(theta: Real, theta_0: Real, c: Real, u: Real, v: Real, x: Real):
    """If |D'| <= 1 then L_D = D(theta) - D(theta_0) >= -|theta - theta_0|, and a line of slope ±1 reaches that."""
    lipschitz = assumed(Abs(u - v) <= Abs(theta - theta_0), by="|D'| <= 1, by the mean value theorem")
    bound = calc(u - v, at_least(-Abs(u - v), by="t >= -|t|"), at_least(-Abs(theta - theta_0), by="|D'| <= 1"))
    line = c - sign(theta - theta_0) * (x - theta_0)
    slope = calc(Abs(Derivative(line, x)), equals(1, by="the slope is -1 or 1"))
    at_the_data = calc(Subs(line, x, theta_0), equals(c))
    at_the_model = calc(Subs(line, x, theta), equals(c - Abs(theta - theta_0), by="|t| = t sign t"))
    reached = calc(
        Subs(line, x, theta) - Subs(line, x, theta_0),
        equals(-Abs(theta - theta_0), by="the two values above"),
    )
    return lipschitz, bound, slope, at_the_data, at_the_model, reached


@derivation(source=f"{SET}, 5.4", where=lambda theta, theta_0: Ne(theta, theta_0))
def best_among_all_critics(theta: Real, theta_0: Real, c: Real):
    """The values c at theta_0 and c - |theta - theta_0| at theta are the best for all D with |D(x) - D(y)| <= |x - y|."""
    best = lipschitz_optimum({theta_0: 1, theta: -1}, at={theta_0: c, theta: c - Abs(theta - theta_0)}, name="best")
    gain = calc(
        lipschitz_maximum({theta_0: 1, theta: -1}), equals(Abs(theta - theta_0), by="the distance of the masses")
    )
    return best, gain


@derivation(source=f"{SET}, 5.4", where=lambda theta, theta_0, x: (theta_0 < theta, theta < x))
def beyond_the_points_any_slope_will_do(theta: Real, theta_0: Real, c: Real, x: Real):
    """Outside the two points D need not be linear: constant from theta on it is as good, and differs from the line."""
    line = c - (x - theta_0)
    constant = c - (theta - theta_0)
    return calc(line, below(constant, by="x > theta"))
