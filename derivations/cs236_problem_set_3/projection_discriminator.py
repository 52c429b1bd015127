"""The logit of a conditional GAN as a projection: a log-ratio of joint densities, then of Gaussians around class means.

The class means are the columns mu_1, ..., mu_m of M for the data and of N for the model; y = one_hot(k, m) picks the
k-th of them: mu_y = M y.  phi is the feature vector of x.
"""

from sympy import Rational, exp, log

from derive import (
    Density,
    Matrix,
    Point,
    Positive,
    PositiveInteger,
    Size,
    Vector,
    calc,
    derivation,
    equals,
)  # fmt: skip
from derive.terms import diagonal, dot, norm_squared, one_hot, over, plus

SOURCE = "CS 236 (winter 2023), problem set 3, problem 4.1"

half = Rational(1, 2)


@derivation(source=SOURCE, spaces={"p": "x, y", "q": "x, y"})
def logit_of_a_pair(p: Density, q: Density, x: Point, y: Point):
    """log(p(x, y) / q(x, y)) = log(p(x|y) / q(x|y)) + log(p(y) / q(y)), with p for the data and q for the model."""
    conditional_p, conditional_q = p.given(y=y)(x), q.given(y=y)(x)
    prior_p, prior_q = p.marginal("y")(y), q.marginal("y")(y)
    return calc(
        log(p(x, y) / q(x, y)),
        equals(log((conditional_p * prior_p) / (conditional_q * prior_q)), by="joint = conditional times marginal"),
        equals(log(conditional_p / conditional_q) + log(prior_p / prior_q), by="logarithm of a product"),
    )


@derivation(source=SOURCE, shapes={"phi": "n", "mu": "n", "nu": "n"})
def gaussian_classes(n: Size, phi: Vector, mu: Vector, nu: Vector, c: Positive, r: Positive):
    """Unit Gaussians around the class means, with one normaliser c, and equal class frequencies r."""
    return calc(
        log(over(c * exp(-half * norm_squared(phi - mu)), c * exp(-half * norm_squared(phi - nu)))) + log(over(r, r)),
        equals(-half * norm_squared(phi - mu) + half * norm_squared(phi - nu), by="c and r cancel"),
    )


@derivation(source=SOURCE, shapes={"phi": "n", "M": "n, m", "N": "n, m"}, where=lambda k, m: k <= m)
def projection(n: Size, m: Size, k: PositiveInteger, phi: Vector, M: Matrix, N: Matrix):
    """The logit is (mu_y - nu_y)^T phi + (|nu_y|^2 - |mu_y|^2) / 2; the last lines turn the squares round."""
    y = one_hot(k, m)
    mu, nu = M * y, N * y

    def squares(A):
        return diagonal(A.T * A)

    at_y = "the vector over all classes, at the place of y"
    as_printed = calc(
        -half * norm_squared(phi - mu) + half * norm_squared(phi - nu),
        equals(
            plus(
                -half * plus(dot(phi, phi), -2 * dot(mu, phi), dot(mu, mu)),
                half * plus(dot(phi, phi), -2 * dot(nu, phi), dot(nu, nu)),
            ),
            by="both squares expanded",
        ),
        equals(dot(mu, phi) - dot(nu, phi) + half * (dot(nu, nu) - dot(mu, mu)), by="phi^T phi cancels"),
        equals(dot(mu - nu, phi) + half * (norm_squared(nu) - norm_squared(mu)), by="collected"),
        equals(
            dot(mu - nu, phi) + half * (norm_squared(mu) - norm_squared(nu)),
            by="one row for each class",
            reading=at_y,
            erratum="the squares have changed their signs",
            correction=equals(dot(mu - nu, phi) + half * (norm_squared(nu) - norm_squared(mu))),
        ),
        equals(
            dot(y, (M - N).T * phi) + half * dot(y, squares(M) - squares(N)),
            by="y picks the row of its class",
        ),
    )
    put_right = calc(
        -half * norm_squared(phi - mu) + half * norm_squared(phi - nu),
        equals(dot(y, (M - N).T * phi) + half * dot(y, squares(N) - squares(M))),
    )
    return as_printed, put_right
