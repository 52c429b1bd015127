"""Statements about vectors and matrices of every size: true ones with their sources, and false neighbours.

MC: Petersen and Pedersen, The Matrix Cookbook (2012), by equation. PRML: Bishop, Pattern Recognition and
Machine Learning (2006). CO: Boyd and Vandenberghe, Convex Optimization (2004). HJ: Horn and Johnson,
Matrix Analysis (2012).
"""

from dataclasses import dataclass

from sympy import Abs, Rational, exp, log, pi

from derive.abstract import vectors as kinds
from derive.calculation import Relation
from derive.domains import POSITIVE, POSITIVE_INTEGER, REAL
from derive.terms import (
    covariance,
    det,
    diag,
    diagonal,
    dot,
    elementwise,
    entropy,
    expectation,
    gradient,
    hadamard,
    hessian,
    identity,
    jacobian_of,
    kl,
    log_det,
    logpdf,
    mean,
    multivariate_normal,
    norm,
    norm_squared,
    one_hot,
    ones,
    product_over,
    quadratic_form,
    sigmoid,
    sum_over,
    trace,
    variance,
    vector,
    vector_law,
    zeros,
)

EQUAL, AT_MOST, BELOW, AT_LEAST, ABOVE = (
    Relation.EQUAL, Relation.AT_MOST, Relation.BELOW, Relation.AT_LEAST, Relation.ABOVE,
)  # fmt: skip

n, m = (POSITIVE_INTEGER.symbol(name) for name in "nm")
a, b = (REAL.symbol(name) for name in "ab")
r, s = (POSITIVE.symbol(name) for name in "rs")
NUMBERS = {n: POSITIVE_INTEGER, m: POSITIVE_INTEGER, a: REAL, b: REAL, r: POSITIVE, s: POSITIVE}


def _kind(annotation, **sizes):
    from dataclasses import replace

    return replace(annotation.__metadata__[0], **sizes)


KINDS = {
    **{name: _kind(kinds.Vector, size=n) for name in "xyzw"},
    **{name: _kind(kinds.Vector, size=m) for name in ("u", "v")},
    "p": _kind(kinds.PositiveVector, size=n),
    "q": _kind(kinds.PositiveVector, size=n),
    "k": _kind(kinds.NonzeroVector, size=n),
    **{name: _kind(kinds.Matrix, rows=n, columns=n) for name in "ABC"},
    **{name: _kind(kinds.Matrix, rows=n, columns=m) for name in "GH"},
    "S": _kind(kinds.SymmetricMatrix, rows=n, columns=n),
    "P": _kind(kinds.PositiveDefinite, rows=n, columns=n),
    "R": _kind(kinds.PositiveDefinite, rows=n, columns=n),
    "K": _kind(kinds.PositiveDefinite, rows=m, columns=m),
    "M": _kind(kinds.Invertible, rows=n, columns=n),
    "N": _kind(kinds.Invertible, rows=n, columns=n),
    "Q": _kind(kinds.Orthogonal, rows=n, columns=n),
    "D": _kind(kinds.DiagonalMatrix, rows=n, columns=n),
    "E": _kind(kinds.DiagonalMatrix, rows=n, columns=n),
}
STRUCTURES = {kind.key(name): kind for name, kind in KINDS.items()}
x, y, z, w, u, v, p, q, k, A, B, C, G, H, S, P, R, K, M, N, Q, D, E = (
    kind.argument(kind.key(name))
    for name in ("x", "y", "z", "w", "u", "v", "p", "q", "k", *"ABCGHSPRKMNQDE")
    for kind in (KINDS[name],)
)  # fmt: skip
I_n = identity(n)


@dataclass(frozen=True)
class Case:
    """A true statement, and a false one next to it."""

    lhs: object
    rhs: object
    false: object
    source: str
    relation: Relation = EQUAL
    false_relation: Relation | None = None


def over_all(term):
    """A sum over the components of vectors of size n."""
    return sum_over(term, 1, n)


PRODUCTS = {
    "the transpose of a product is the product of the transposes in reverse": Case(
        (A * B).T, B.T * A.T, A.T * B.T, "MC 4"),
    "the inverse of a product is the product of the inverses in reverse": Case((M * N).I, N.I * M.I, M.I * N.I, "MC 1"),
    "inverse and transpose commute": Case(M.T.I, M.I.T, M.I, "MC 6"),
    "a scalar product is its own transpose": Case(x.T * A * y, y.T * A.T * x, y.T * A * x, "HJ 0.2"),
    "a symmetric form may be read from both sides": Case(x.T * S * y, y.T * S * x, -(y.T * S * x), "HJ 4.1"),
    "the square of a sum of matrices keeps the order": Case(
        (A + B) * (A + B), A * A + A * B + B * A + B * B, A * A + 2 * (A * B) + B * B, "HJ 0.2"),
    "the square of a norm": Case(
        norm_squared(x - y), norm_squared(x) - 2 * dot(x, y) + norm_squared(y), norm_squared(x) - norm_squared(y), "CO A.1"),
    "parallelogram": Case(
        norm_squared(x + y) + norm_squared(x - y), 2 * norm_squared(x) + 2 * norm_squared(y),
        norm_squared(x) + norm_squared(y), "HJ 5.1"),
    "polarisation": Case(
        dot(x, y), (norm_squared(x + y) - norm_squared(x - y)) / 4, (norm_squared(x + y) - norm_squared(x - y)) / 2, "HJ 5.1"),
    "a quadratic form sees the symmetric part": Case(
        quadratic_form(A, x), quadratic_form((A + A.T) / 2, x), quadratic_form(A + A.T, x), "HJ 4.1"),
    "completing the square": Case(
        quadratic_form(P, x) - 2 * dot(y, x), quadratic_form(P, x - P.I * y) - quadratic_form(P.I, y),
        quadratic_form(P, x - P.I * y) + quadratic_form(P.I, y), "PRML 2.3"),
    "a rotation keeps inner products": Case(dot(Q * x, Q * y), dot(x, y), dot(Q * x, y), "HJ 2.1"),
    "a rotation keeps norms": Case(norm(Q * x), norm(x), norm(x + Q * x), "HJ 2.1"),
    "the inverse of a rotation is its transpose": Case(Q.I, Q.T, Q, "HJ 2.1"),
    "a dyad applied to a vector": Case(x * y.T * z, dot(y, z) * x, dot(x, z) * y, "HJ 0.2"),
    "a projection is its own square": Case(
        (k * k.T / norm_squared(k)) * (k * k.T / norm_squared(k)), k * k.T / norm_squared(k), k * k.T, "HJ 0.2"),
    "a Householder reflection is its own inverse": Case(
        (I_n - 2 * k * k.T / norm_squared(k)) * (I_n - 2 * k * k.T / norm_squared(k)), I_n,
        I_n - 2 * k * k.T / norm_squared(k), "HJ 2.1"),
    "a matrix commutes with its inverse's powers": Case(M * M.I * M.I, M.I, I_n, "HJ 0.5"),
}  # fmt: skip

TRACES = {
    "a trace is cyclic": Case(trace(A * B * C), trace(C * A * B), trace(A * C * B), "MC 16"),
    "a trace is that of the transpose": Case(trace(A.T), trace(A), -trace(A), "MC 13"),
    "a trace is linear": Case(trace(a * A + b * B), a * trace(A) + b * trace(B), a * trace(A) + trace(B), "MC 15"),
    "a trace does not see a change of basis": Case(trace(M * A * M.I), trace(A), trace(A * M), "MC 16"),
    "a quadratic form is a trace": Case(quadratic_form(A, x), trace(A * x * x.T), trace(A) * norm_squared(x), "MC 16"),
    "the trace of the identity is the size": Case(trace(identity(n)) + trace(A), n + trace(A), 1 + trace(A), "MC 11"),
    "the Frobenius norm is a trace": Case(norm_squared(G), trace(G.T * G), trace(G * G.T) / 2, "MC 500"),
    "a trace through a rectangle": Case(trace(G * H.T), trace(H.T * G), trace(G * G.T), "MC 16"),
    "the trace of a dyad": Case(trace(x * y.T), dot(x, y), dot(x, x), "MC 16"),
    "the trace of a diagonal matrix": Case(
        trace(diag(x)), over_all(lambda i: x[i]), over_all(lambda i: x[i] ** 2), "MC 11"),
}  # fmt: skip

DETERMINANTS = {
    "the determinant of a product": Case(det(A * B), det(A) * det(B), det(A) + det(B), "MC 21"),
    "the determinant of a transpose": Case(det(A.T), det(A), -det(A), "MC 20"),
    "the determinant of an inverse": Case(det(M.I), 1 / det(M), -1 / det(M), "MC 22"),
    "the determinant of a multiple": Case(det(a * A), a**n * det(A), a * det(A), "MC 19"),
    "log det of a product": Case(log_det(M * N), log_det(M) + log_det(N), log_det(M) * log_det(N), "MC 21"),
    "log det of an inverse": Case(log_det(P.I), -log_det(P), 1 / log_det(P), "MC 22"),
    "log det of a multiple": Case(log_det(s * P), n * log(s) + log_det(P), log(s) + log_det(P), "MC 19"),
    "log det of minus a matrix": Case(log_det(-M), log_det(M), -log_det(M), "MC 19"),
    "log det of a diagonal matrix": Case(
        log_det(diag(p)), over_all(lambda i: log(p[i])), over_all(lambda i: p[i]), "MC 18"),
    "the determinant of a diagonal matrix": Case(
        det(diag(p)), product_over(lambda i: p[i], 1, n), over_all(lambda i: p[i]), "MC 18"),
    "log det of a positive definite matrix": Case(log(det(P)), log_det(P), n * log_det(P), "MC 18"),
    "the matrix determinant lemma": Case(
        det(M + x * y.T), det(M) * (1 + y.T * M.I * x),
        det(M) * (1 + x.T * M.I * y), "MC 24"),
    "the determinant of I + x y^T": Case(det(identity(n) + x * y.T), 1 + dot(x, y), 1 - dot(x, y), "MC 24"),
    "Weinstein and Aronszajn": Case(
        det(identity(n) + G * H.T), det(identity(m) + H.T * G), det(identity(m) - H.T * G), "MC 25"),
    "log det of a scaled identity": Case(
        log_det(s * identity(n)) + dot(x, x), n * log(s) + dot(x, x), log(s) + dot(x, x), "MC 19"),
    "a rotation has determinant 1 or -1": Case(log_det(Q * P), log_det(P), log_det(P) + 1, "HJ 2.1"),
    "similar matrices have one determinant": Case(det(M * A * M.I), det(A), det(A) * det(M), "HJ 1.3"),
}  # fmt: skip

INVERSES = {
    "Sherman and Morrison": Case(
        (P + x * y.T).I, P.I - (P.I * x * y.T * P.I) / (1 + y.T * P.I * x),
        P.I + (P.I * x * y.T * P.I) / (1 + y.T * P.I * x), "MC 160"),
    "Woodbury": Case(
        (P + G * K * G.T).I, P.I - P.I * G * (K.I + G.T * P.I * G).I * G.T * P.I,
        P.I - P.I * G * (K + G.T * P.I * G).I * G.T * P.I, "MC 156"),
    "push-through": Case(
        (identity(n) + G * G.T).I * G, G * (identity(m) + G.T * G).I, G * (identity(m) - G.T * G).I, "MC 167"),
    "a sum of inverses": Case(M.I + N.I, M.I * (M + N) * N.I, (M + N).I, "MC 163"),
    "the inverse of a multiple": Case((s * M).I, M.I / s, s * M.I, "HJ 0.5"),
    "the inverse of a diagonal matrix": Case(
        diag(p).I, diag(elementwise(lambda t: 1 / t, p)), diag(elementwise(lambda t: -t, p)), "MC 1"),
    "ridge regression in two ways": Case(
        (G.T * G + s * identity(m)).I * G.T, G.T * (G * G.T + s * identity(n)).I, G.T * (G * G.T - s * identity(n)).I, "MC 158"),
    "A (A + B)^-1 and B (A + B)^-1 make the identity": Case(
        P * (P + R).I + R * (P + R).I, identity(n), P * R, "MC 163"),
}  # fmt: skip

COMPONENTS = {
    "an inner product by components": Case(over_all(lambda i: x[i] * y[i]), dot(x, y), dot(x, x), "CO A.1"),
    "a quadratic form by components": Case(
        over_all(lambda i: over_all(lambda j: A[i, j] * x[i] * x[j])), quadratic_form(A, x), quadratic_form(A, x) / 2, "MC 81"),
    "a sum of ones counts": Case(over_all(lambda i: x[i] - 1), dot(ones(n), x) - n, dot(ones(n), x) - 1, "PRML 1.1"),
    "a product of equal factors": Case(
        product_over(lambda i: s * exp(x[i]), 1, n), s**n * exp(over_all(lambda i: x[i])),
        s * exp(over_all(lambda i: x[i])), "PRML 1.2"),
    "log of a product": Case(
        log(product_over(lambda i: p[i], 1, n)), over_all(lambda i: log(p[i])), log(over_all(lambda i: p[i])), "PRML 1.2"),
    "a diagonal matrix multiplies entry by entry": Case(diag(x) * y, hadamard(x, y), hadamard(x, x), "MC 1"),
    "diagonal matrices commute": Case(diag(x) * diag(y), diag(hadamard(y, x)), diag(x + y), "HJ 0.9"),
    "declared diagonal matrices commute": Case(D * E, E * D, D * D, "HJ 0.9"),
    "an entry of a product": Case(
        (A * x).T * one_hot(1, n), over_all(lambda k: A[1, k] * x[k]), over_all(lambda k: A[k, 1] * x[k]), "HJ 0.2"),
    "a unit vector picks an entry": Case(dot(one_hot(1, n), x) , x[1], x[1] * n, "PRML 2.2"),
    "a unit vector picks a column": Case(
        A * one_hot(1, n), vector(lambda i: A[i, 1], n), vector(lambda i: A[1, i], n), "HJ 0.1"),
    "entries of a product of matrices": Case(
        trace(A * B), over_all(lambda i: over_all(lambda j: A[i, j] * B[j, i])),
        over_all(lambda i: over_all(lambda j: A[i, j] * B[i, j])), "MC 11"),
    "a product entry by entry under an inner product": Case(
        dot(x, hadamard(y, z)), dot(hadamard(x, y), z), dot(x, y) * dot(x, z), "HJ 5.1"),
    "the diagonal of a dyad": Case(diagonal(x * y.T), hadamard(x, y), hadamard(x, x), "HJ 5.1"),
    "the sum of all entries": Case(
        ones(n).T * A * ones(n), over_all(lambda i: over_all(lambda j: A[i, j])), trace(A), "HJ 0.2"),
    "a vector minus its mean sums to zero": Case(
        dot(ones(n), x - (dot(ones(n), x) / n) * ones(n)), 0 * a + 0, 1 + 0 * a, "PRML 1.2"),
    "the centring matrix is a projection": Case(
        (I_n - ones(n) * ones(n).T / n) * (I_n - ones(n) * ones(n).T / n), I_n - ones(n) * ones(n).T / n,
        I_n + ones(n) * ones(n).T / n, "HJ 0.2"),
    "a variance in two ways": Case(
        over_all(lambda i: (x[i] - over_all(lambda j: x[j]) / n) ** 2), norm_squared(x) - dot(ones(n), x) ** 2 / n,
        norm_squared(x) - dot(ones(n), x) ** 2, "PRML 1.2"),
}  # fmt: skip

GRADIENTS = {
    "of a linear form": Case(gradient(dot(y, x), x), y, x, "MC 69"),
    "of a quadratic form": Case(gradient(quadratic_form(A, x), x), (A + A.T) * x, 2 * A * x, "MC 81"),
    "of a symmetric quadratic form": Case(gradient(quadratic_form(S, x), x), 2 * S * x, S * x, "MC 86"),
    "of a squared norm": Case(gradient(norm_squared(x), x), 2 * x, x, "MC 131"),
    "of a norm": Case(gradient(norm(k), k), k / norm(k), k / norm_squared(k), "MC 129"),
    "of a norm has length 1": Case(norm_squared(gradient(norm(x), x)), 1 + 0 * a, norm(x), "MC 129"),
    "of least squares": Case(
        gradient(norm_squared(G * u - x), u), 2 * G.T * (G * u - x), G.T * (G * u - x), "MC 84"),
    "of a weighted least squares": Case(
        gradient(quadratic_form(P, x - A * y), y), -2 * A.T * P * (x - A * y), 2 * A.T * P * (x - A * y), "MC 88"),
    "of log det": Case(gradient(log_det(M), M), M.I.T, M.I, "MC 57"),
    "of a determinant": Case(gradient(det(M), M), det(M) * M.I.T, M.I.T, "MC 49"),
    "of a trace of a product": Case(gradient(trace(A * B), A), B.T, B, "MC 100"),
    "of a trace of a square": Case(gradient(trace(A * A), A), 2 * A.T, 2 * A, "MC 106"),
    "of a bilinear form in the matrix": Case(gradient(x.T * A * y, A), x * y.T, y * x.T, "MC 70"),
    "of the trace of an inverse": Case(gradient(trace(M.I), M), -(M.I * M.I).T, (M.I * M.I).T, "MC 63"),
    "of a quadratic form in the inverse": Case(
        gradient(x.T * M.I * y, M), -(M.I.T * x * y.T * M.I.T), M.I.T * x * y.T * M.I.T, "MC 61"),
    "of a logistic loss": Case(
        gradient(log(sigmoid(dot(y, x))), x), (1 - sigmoid(dot(y, x))) * y, sigmoid(dot(y, x)) * y, "PRML 4.91"),
    "of a Gaussian bump": Case(
        gradient(exp(-norm_squared(x) / 2), x), -exp(-norm_squared(x) / 2) * x, exp(-norm_squared(x) / 2) * x, "PRML 2.43"),
    "of a Frobenius norm": Case(gradient(norm_squared(G), G), 2 * G, G, "MC 132"),
    "of log-sum-exp": Case(
        gradient(log(over_all(lambda i: exp(x[i]))), x),
        elementwise(exp, x) / over_all(lambda i: exp(x[i])), elementwise(exp, x), "CO 3.1"),
    "of a cubic form": Case(gradient(dot(x, x) ** 2, x), 4 * dot(x, x) * x, 2 * dot(x, x) * x, "MC 131"),
}  # fmt: skip

SECOND = {
    "the Hessian of a quadratic form": Case(hessian(quadratic_form(A, x), x), A + A.T, 2 * A, "MC 98"),
    "the Hessian of least squares": Case(hessian(norm_squared(G * u - x), u), 2 * G.T * G, G.T * G, "CO A.4"),
    "the Jacobian of a linear map": Case(jacobian_of(G * u + x, u), G, 2 * G, "CO A.4"),
    "the Jacobian of a map entry by entry": Case(
        jacobian_of(elementwise(exp, x), x), diag(elementwise(exp, x)), diag(x), "CO A.4"),
    "the Jacobian of x (x^T y)": Case(
        jacobian_of(dot(x, y) * x, x), dot(x, y) * I_n + x * y.T, dot(x, y) * I_n + y * x.T, "MC 2"),
    "the Hessian of log-sum-exp": Case(
        hessian(log(dot(ones(n), elementwise(exp, x))), x),
        diag(elementwise(exp, x)) / dot(ones(n), elementwise(exp, x))
        - elementwise(exp, x) * elementwise(exp, x).T / dot(ones(n), elementwise(exp, x)) ** 2,
        diag(elementwise(exp, x)) / dot(ones(n), elementwise(exp, x)), "CO 3.1"),
    "the Hessian of a squared inner product": Case(hessian(dot(x, y) ** 2, x), 2 * y * y.T, y * y.T, "CO A.4"),
}  # fmt: skip

BOUNDS = {
    "a squared norm is not negative": Case(norm_squared(x), 0 * a, -norm_squared(x), "HJ 5.1", AT_LEAST, BELOW),
    "a norm is not negative": Case(norm(x), -1 + 0 * a, 1 + 0 * a, "HJ 5.1", AT_LEAST),
    "a positive definite form is positive": Case(quadratic_form(P, k), 0 * a, norm_squared(k), "HJ 7.1", ABOVE),
    "x^T A^T A x is not negative": Case(quadratic_form(A.T * A, x), 0 * a, norm_squared(x), "HJ 7.1", AT_LEAST),
    "the trace of a positive definite matrix": Case(trace(P), 0 * a, n**2 + 9 + 0 * a, "HJ 7.1", ABOVE),
    "the determinant of a positive definite matrix": Case(det(P), 0 * a, trace(P), "HJ 7.1", ABOVE),
    "Cauchy and Schwarz": Case(Abs(dot(x, y)), norm(x) * norm(y), norm(x), "CO A.1", AT_MOST),
    "Cauchy and Schwarz, squared": Case(
        dot(x, y) ** 2, norm_squared(x) * norm_squared(y), norm_squared(x) + 0 * norm(y), "CO A.1", AT_MOST),
    "the triangle inequality": Case(norm(x + y), norm(x) + norm(y), norm(x), "CO A.1", AT_MOST),
    "twice a product is at most the sum of squares": Case(
        2 * dot(x, y), norm_squared(x) + norm_squared(y), norm_squared(x), "CO A.1", AT_MOST),
    "the square of a sum": Case(
        norm_squared(x + y), 2 * norm_squared(x) + 2 * norm_squared(y), norm_squared(x) + norm_squared(y), "CO A.1", AT_MOST),
    "the mean squared is at most the mean of squares": Case(
        dot(ones(n), x) ** 2, n * norm_squared(x), norm_squared(x), "CO A.1", AT_MOST),
}  # fmt: skip

NORMAL = multivariate_normal(mean=x, covariance=P)
OTHER = multivariate_normal(mean=y, covariance=R)
CENTRED = multivariate_normal(mean=zeros(n), covariance=P)
STANDARD = multivariate_normal(mean=zeros(n), covariance=I_n)
DIAGONAL = multivariate_normal(mean=x, covariance=diag(p))
ROUND = multivariate_normal(mean=x, covariance=s**2 * I_n)
ANY = vector_law(mean=x, covariance=P)
HALF = Rational(1, 2)

LAWS = {
    "the mean of a normal vector": Case(mean(NORMAL), x, 2 * x, "PRML 2.59"),
    "the mean of an affine map": Case(expectation(ANY, lambda t: A * t + y), A * x + y, A * x, "MC 312"),
    "the second moment": Case(expectation(NORMAL, lambda t: t * t.T), P + x * x.T, P, "PRML 2.62"),
    "the covariance": Case(covariance(NORMAL), P, P + x * x.T, "PRML 2.64"),
    "the covariance of a linear map": Case(
        expectation(ANY, lambda t: (A * t - A * x) * (A * t - A * x).T), A * P * A.T, A.T * P * A, "MC 313"),
    "the variance of a linear form": Case(
        variance(ANY, lambda t: dot(y, t)), quadratic_form(P, y), quadratic_form(P, y) + dot(x, y) ** 2, "MC 313"),
    "the mean of a quadratic form": Case(
        expectation(ANY, lambda t: quadratic_form(A, t)), trace(A * P) + quadratic_form(A, x), trace(A * P), "MC 318"),
    "the mean of a squared norm": Case(
        expectation(ANY, lambda t: norm_squared(t)), trace(P) + norm_squared(x), n + norm_squared(x), "MC 322"),
    "the mean of a squared norm of the standard normal law": Case(
        expectation(STANDARD, lambda t: norm_squared(t)) + dot(x, y), n + dot(x, y), 1 + dot(x, y), "PRML 1.4"),
    "the squared distance from the mean": Case(
        expectation(ROUND, lambda t: norm_squared(t - x)), n * s**2, s**2 + 0 * dot(x, x), "PRML 1.4"),
    "the mean of a product of two quadratic forms": Case(
        expectation(CENTRED, lambda t: quadratic_form(A, t) * quadratic_form(B, t)),
        trace(A * P) * trace(B * P) + trace(A * P * (B + B.T) * P),
        trace(A * P) * trace(B * P) + 2 * trace(A * P * B * P), "MC 383"),
    "the fourth moment of a linear form": Case(
        expectation(CENTRED, lambda t: dot(y, t) ** 4), 3 * quadratic_form(P, y) ** 2, quadratic_form(P, y) ** 2, "PRML 2.3"),
    "the moment generating function": Case(
        expectation(NORMAL, lambda t: exp(dot(y, t))), exp(dot(y, x) + quadratic_form(P, y) / 2),
        exp(dot(y, x) + quadratic_form(P, y)), "MC 8.1"),
    "the entropy": Case(
        entropy(NORMAL), n * HALF * log(2 * pi) + n * HALF + log_det(P) / 2,
        n * HALF * log(2 * pi) + log_det(P) / 2, "PRML 2.283"),
    "the entropy of a diagonal law": Case(
        entropy(DIAGONAL), over_all(lambda i: log(2 * pi * p[i]) + 1) / 2, over_all(lambda i: log(2 * pi * p[i])) / 2, "PRML 2.283"),
    "the mean of a log density under another law": Case(
        expectation(NORMAL, lambda t: logpdf(OTHER, t)),
        -n * HALF * log(2 * pi) - log_det(R) / 2 - trace(R.I * P) / 2 - quadratic_form(R.I, x - y) / 2,
        -n * HALF * log(2 * pi) - log_det(R) / 2 - trace(R.I * P) / 2, "PRML 2.3"),
    "the divergence between two normal laws": Case(
        kl(NORMAL, OTHER),
        (trace(R.I * P) + quadratic_form(R.I, y - x) - n + log_det(R) - log_det(P)) / 2,
        (trace(P.I * R) + quadratic_form(R.I, y - x) - n + log_det(R) - log_det(P)) / 2, "PRML ex. 2.13"),
    "the divergence from the standard normal law, by components": Case(
        kl(DIAGONAL, STANDARD), over_all(lambda i: p[i] + x[i] ** 2 - 1 - log(p[i])) / 2,
        (over_all(lambda i: p[i] + x[i] ** 2 - log(p[i])) - 1) / 2, "PRML ex. 2.13"),
    "the divergence between shifted round laws": Case(
        kl(ROUND, multivariate_normal(mean=y, covariance=s**2 * I_n)), norm_squared(x - y) / (2 * s**2),
        norm_squared(x - y) / (2 * s), "PRML ex. 2.13"),
    "the divergence between round laws": Case(
        kl(ROUND, multivariate_normal(mean=y, covariance=r**2 * I_n)),
        n * log(r / s) + (n * s**2 + norm_squared(x - y)) / (2 * r**2) - n * HALF,
        log(r / s) + (n * s**2 + norm_squared(x - y)) / (2 * r**2) - n * HALF, "PRML ex. 2.13"),
    "reparametrisation of a quadratic form": Case(
        expectation(multivariate_normal(mean=x, covariance=M * M.T), lambda t: quadratic_form(A, t)),
        expectation(STANDARD, lambda e: quadratic_form(A, x + M * e)),
        expectation(STANDARD, lambda e: quadratic_form(A, x + M.T * e)), "PRML ex. 2.24"),
    "a least squares risk": Case(
        expectation(ANY, lambda t: norm_squared(A * t - y)), norm_squared(A * x - y) + trace(A * P * A.T),
        norm_squared(A * x - y) + trace(P), "MC 320"),
    "a component of the mean": Case(
        expectation(NORMAL, lambda t: over_all(lambda i: t[i] ** 2)), over_all(lambda i: P[i, i] + x[i] ** 2),
        over_all(lambda i: P[i, i] + x[i]), "PRML 2.62"),
    "the mean of a log density of its own": Case(
        expectation(STANDARD, lambda t: logpdf(STANDARD, t)) + norm_squared(x),
        norm_squared(x) - n * HALF * log(2 * pi) - n * HALF, norm_squared(x) - n * HALF * log(2 * pi) - HALF, "PRML 2.283"),
}  # fmt: skip

TABLE = {**LAWS, **PRODUCTS, **TRACES, **DETERMINANTS, **INVERSES, **COMPONENTS, **GRADIENTS, **SECOND, **BOUNDS}
