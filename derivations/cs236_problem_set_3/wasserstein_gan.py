"""KL divergence between two narrow Gaussians, and why it explodes as they narrow.

p_theta = N(theta, epsilon^2) is the model, p_data = N(theta_0, epsilon^2) the data.
"""

from sympy import Abs, Derivative, Ne, Subs, exp, log, oo, sign

from derive import Positive, Real, assumed, at_least, below, calc, derivation, equals, tends_to
from derive.terms import expectation, kl, logpdf, normal, over, plus, times

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
                    log(exp(-c * (x - theta) ** 2), evaluate=False)
                    - log(exp(-c * (x - theta_0) ** 2), evaluate=False)
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
        tends_to(-oo, as_=(epsilon, 0, "+"), by="theta - theta_0 < 0"),
    )


@derivation(source=f"{SET}, 5.3", where=lambda theta, theta_0: Ne(theta, theta_0))
def no_discriminator_minimises(theta: Real, theta_0: Real, u: Real, v: Real):
    """With u = D(theta) and v = D(theta_0), L_D = u - v has no least value: some other D always has a smaller one."""
    loss = u - v
    downwards = calc(loss, tends_to(-oo, as_=(u, -oo), by="D(theta) -> -oo"))
    upwards = calc(loss, tends_to(-oo, as_=(v, oo), by="D(theta_0) -> oo"))
    beaten = calc(plus(u, -1, -v), below(loss, by="lower D at theta by 1, which theta != theta_0 allows"))
    return downwards, upwards, beaten


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
