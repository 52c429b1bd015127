"""KL divergence between two narrow Gaussians, and why it explodes as they narrow.

p_theta = N(theta, epsilon^2) is the model, p_data = N(theta_0, epsilon^2) the data.
"""

from sympy import Derivative, Ne, exp, log, oo

from derive import Positive, Real, calc, derivation, equals, tends_to
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
