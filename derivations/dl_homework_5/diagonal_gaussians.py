"""KL divergence from N(mu, Sigma), Sigma diagonal with variances v_1, ..., v_D, to N(0, I)."""

from sympy import Rational, exp, log, pi, sqrt

from derive import PositiveVector, Size, Vector, calc, derivation, equals
from derive.terms import (
    det,
    diag,
    dot,
    expectation,
    identity,
    inverse,
    kl,
    log_det,
    logpdf,
    multivariate_normal,
    plus,
    product_over,
    quadratic_form,
    sum_over,
    trace,
)  # fmt: skip

SOURCE = "Deep Learning, homework 5, problem 2(c)"

half = Rational(1, 2)
SHAPES = {"mu": "D", "v": "D"}


@derivation(source=SOURCE, shapes=SHAPES)
def kl_written_out(D: Size, mu: Vector, v: PositiveVector):
    """KL(q || p) from its definition down to the two moments."""
    S = diag(v)
    q = multivariate_normal(mean=mu, covariance=S)
    p = multivariate_normal(mean=0 * mu, covariance=identity(D))
    c = 1 / sqrt((2 * pi) ** D * det(S))
    c_0 = 1 / sqrt((2 * pi) ** D)

    def distance(z):
        return quadratic_form(inverse(S), z - mu)

    return calc(
        kl(q, p),
        equals(expectation(q, lambda z: logpdf(q, z) - logpdf(p, z)), by="definition"),
        equals(
            expectation(q, lambda z: log(c * exp(-half * distance(z))) - log(c_0 * exp(-half * dot(z, z)))),
            by="the two densities",
        ),
        equals(
            expectation(q, lambda z: log(c) - half * distance(z) - log(c_0) + half * dot(z, z)),
            by="logarithm of a product",
        ),
        equals(
            log(c) - half * expectation(q, distance) + half * expectation(q, lambda z: dot(z, z)) - log(c_0),
            by="linearity",
        ),
        equals(half * (trace(S) + dot(mu, mu) - D - log_det(S)), by="the two moments; (2 pi)^{D/2} cancels"),
    )


@derivation(source=SOURCE, shapes=SHAPES)
def moments_of_a_diagonal_gaussian(D: Size, mu: Vector, v: PositiveVector):
    """E[(z - mu)^T Sigma^-1 (z - mu)] = D is right; E[z^T z] = tr(Sigma) + mu^T mu is taken for D + mu^T mu."""
    S = diag(v)
    q = multivariate_normal(mean=mu, covariance=S)
    mahalanobis = calc(
        expectation(q, lambda z: quadratic_form(inverse(S), z - mu)),
        equals(trace(inverse(S) * S), by="E[(z - mu)(z - mu)^T] = Sigma"),
        equals(D, by="the trace of the identity"),
    )
    squares = calc(
        expectation(q, lambda z: dot(z, z)),
        equals(trace(S) + dot(mu, mu), by="E[z z^T] = Sigma + mu mu^T"),
        equals(
            D + dot(mu, mu),
            by="the trace of Sigma",
            erratum="tr(Sigma) is the sum of the variances, and D only if they average 1",
            correction=equals(sum_over(lambda i: v[i], 1, D) + dot(mu, mu)),
        ),
    )
    return mahalanobis, squares


@derivation(source=SOURCE, shapes=SHAPES)
def kl_of_a_diagonal_gaussian_as_handed_in(D: Size, mu: Vector, v: PositiveVector):
    """The closed form is missed by signs, by tr(Sigma), and by taking -1 for -D; the conclusion is right again."""
    S = diag(v)
    q = multivariate_normal(mean=mu, covariance=S)
    p = multivariate_normal(mean=0 * mu, covariance=identity(D))
    logs, squares = sum_over(lambda i: log(v[i]), 1, D), sum_over(lambda i: mu[i] ** 2, 1, D)
    closed = half * (trace(S) + dot(mu, mu) - D - log_det(S))

    return calc(
        kl(q, p),
        equals(
            half * plus(log_det(S), D, -D, -dot(mu, mu), -1),
            by="the two moments put in",
            erratum="log det Sigma and mu^T mu have lost their signs, tr(Sigma) - D has become -1",
            correction=equals(closed),
        ),
        equals(half * (log_det(S) - dot(mu, mu) - 1), by="D - D = 0"),
        equals(half * (logs - squares - 1), by="det Sigma is a product, mu^T mu a sum"),
        equals(
            sum_over(lambda i: half * (log(v[i]) - mu[i] ** 2 - 1), 1, D),
            by="one sum",
            erratum="the -1 is counted D times",
            correction=equals(half * (sum_over(lambda i: log(v[i]) - mu[i] ** 2, 1, D) - 1)),
        ),
        equals(
            sum_over(lambda i: half * (mu[i] ** 2 + v[i] - 1 - log(v[i])), 1, D),
            by="the sum of the divergences of the coordinates",
            reading="the divergences of the coordinates by the closed form of 2(b)",
            erratum="this does not follow from the line before; it makes up for all its errors",
        ),
    )


@derivation(source=SOURCE, shapes=SHAPES)
def determinant_and_length(D: Size, mu: Vector, v: PositiveVector):
    """det Sigma is the product of the variances, mu^T mu the sum of the squared means."""
    determinant = calc(det(diag(v)), equals(product_over(lambda i: v[i], 1, D)))
    length = calc(dot(mu, mu), equals(sum_over(lambda i: mu[i] ** 2, 1, D)))
    return determinant, length


@derivation(source=SOURCE, shapes=SHAPES)
def kl_is_the_sum_over_the_coordinates(D: Size, mu: Vector, v: PositiveVector):
    """The conclusion is true: the divergence is the sum of (mu_i^2 + v_i - 1 - log v_i) / 2."""
    q = multivariate_normal(mean=mu, covariance=diag(v))
    p = multivariate_normal(mean=0 * mu, covariance=identity(D))
    return calc(
        kl(q, p),
        equals(sum_over(lambda i: half * (mu[i] ** 2 + v[i] - 1 - log(v[i])), 1, D), by="coordinate by coordinate"),
    )
