"""KL divergence from N(mu, Sigma), Sigma diagonal with variances v_1, ..., v_D, to N(0, I).

Expectations under q = N(mu, Sigma) enter by the two that are needed: E[(z - mu)^T Sigma^-1 (z - mu)] = tr(Sigma^-1
Sigma) and E[z^T z] = tr(Sigma) + mu^T mu.
"""

from sympy import Rational, exp, log, pi, sqrt

from derive import PositiveVector, Size, Vector, calc, derivation, equals
from derive.terms import det, diag, dot, inverse, log_det, plus, product_over, quadratic_form, sum_over, trace

SOURCE = "Deep Learning, homework 5, problem 2(c)"

half = Rational(1, 2)
SHAPES = {"mu": "D", "v": "D", "z": "D"}


@derivation(source=SOURCE, shapes=SHAPES)
def log_ratio_of_the_densities(D: Size, z: Vector, mu: Vector, v: PositiveVector):
    """log q(z) - log p(z), before and after the logarithm of a product is taken."""
    S = diag(v)
    square = quadratic_form(inverse(S), z - mu)
    c = 1 / sqrt((2 * pi) ** D * det(S))
    c_0 = 1 / sqrt((2 * pi) ** D)
    return calc(
        log(c * exp(-half * square)) - log(c_0 * exp(-half * dot(z, z))),
        equals(log(c) - half * square - log(c_0) + half * dot(z, z), by="logarithm of a product"),
    )


@derivation(source=SOURCE, shapes={"mu": "D", "v": "D"})
def moments_of_a_diagonal_gaussian(D: Size, mu: Vector, v: PositiveVector):
    """tr(Sigma^-1 Sigma) = D is right; tr(Sigma) + mu^T mu is taken for D + mu^T mu."""
    S = diag(v)
    mahalanobis = calc(trace(inverse(S) * S), equals(D, by="the trace of the identity"))
    squares = calc(
        trace(S) + dot(mu, mu),
        equals(
            D + dot(mu, mu),
            by="the trace of Sigma",
            erratum="tr(Sigma) is the sum of the variances, and D only if they average 1",
            correction=equals(sum_over(lambda i: v[i], 1, D) + dot(mu, mu)),
        ),
    )
    return mahalanobis, squares


@derivation(source=SOURCE, shapes={"mu": "D", "v": "D"})
def kl_of_a_diagonal_gaussian_as_handed_in(D: Size, mu: Vector, v: PositiveVector):
    """The closed form is missed by signs, by tr(Sigma), and by taking -1 for -D; the conclusion is right again."""
    S = diag(v)
    logs, squares = sum_over(lambda i: log(v[i]), 1, D), sum_over(lambda i: mu[i] ** 2, 1, D)
    closed = half * (trace(S) + dot(mu, mu) - D - log_det(S))

    moments_put_in = calc(
        -half * log_det(S) - half * trace(inverse(S) * S) + half * (trace(S) + dot(mu, mu)),
        equals(closed, by="the normalisers (2 pi)^{D/2} cancel; the moments"),
    )
    as_printed = calc(
        closed,
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
            erratum="this does not follow from the line before; it makes up for all its errors",
        ),
    )
    return moments_put_in, as_printed


@derivation(source=SOURCE, shapes={"mu": "D", "v": "D"})
def determinant_and_length(D: Size, mu: Vector, v: PositiveVector):
    """det Sigma is the product of the variances, mu^T mu the sum of the squared means."""
    determinant = calc(det(diag(v)), equals(product_over(lambda i: v[i], 1, D)))
    length = calc(dot(mu, mu), equals(sum_over(lambda i: mu[i] ** 2, 1, D)))
    return determinant, length


@derivation(source=SOURCE, shapes={"mu": "D", "v": "D"})
def kl_is_the_sum_over_the_coordinates(D: Size, mu: Vector, v: PositiveVector):
    """The conclusion is true: the divergence is the sum of (mu_i^2 + v_i - 1 - log v_i) / 2."""
    S = diag(v)
    return calc(
        half * (trace(S) + dot(mu, mu) - D - log_det(S)),
        equals(sum_over(lambda i: half * (mu[i] ** 2 + v[i] - 1 - log(v[i])), 1, D), by="coordinate by coordinate"),
    )
