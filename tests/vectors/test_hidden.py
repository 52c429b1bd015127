"""What a name hides stays what it is: indices behind numbers, conditions under determinants, variables of the page."""

import pytest
from sympy import Abs, Eq, exp, log, tanh

from derive import (
    Invertible,
    LowerTriangular,
    Matrix,
    PositiveDefinite,
    Size,
    SymmetricMatrix,
    Vector,
    VectorFunction,
    calc,
    derivation,
    equals,
)
from derive.terms import (
    det,
    determinant,
    diag,
    diagonal,
    dot,
    expectation,
    gradient,
    hadamard,
    identity,
    jacobian,
    log_det,
    multivariate_normal,
    ones,
    product_over,
    sum_over,
    trace,
    vector,
    zeros,
)


def verdict(body, **settings):
    page = derivation(source="a test", **settings)(body)
    (report,) = page.check().derivations
    return [str(step.local.verdict) for step in report.steps]


def over(term, n):
    return sum_over(term, 1, n)


def a_sum_inside(n: Size, x: Vector, y: Vector):
    """sum_i y_i f(x_i) is not the mean of f times the sum of y."""

    def inner(i):
        return over(lambda j: exp(x[i] * x[j]), n)

    return calc(over(lambda i: y[i] * inner(i), n), equals(over(lambda i: y[i], n) * over(inner, n) / n))


def a_determinant_inside(n: Size, x: Vector, y: Vector, P: PositiveDefinite):
    """The same, with a determinant for f."""

    def inner(i):
        return log_det(P + x[i] ** 2 * identity(n))

    return calc(over(lambda i: y[i] * inner(i), n), equals(over(lambda i: y[i], n) * over(inner, n) / n))


def entries_of_a_vector(n: Size, x: Vector, y: Vector, A: Matrix):
    """The same as an inner product."""
    values = vector(lambda i: det(A + x[i] * identity(n)), n)
    return calc(dot(y, values), equals(dot(y, ones(n)) * dot(ones(n), values) / n))


def an_index_turned_round(n: Size, x: Vector, y: Vector):
    """sum_i y_i x_(n + 1 - i) is no product of sums."""
    return calc(
        over(lambda i: y[i] * x[n + 1 - i], n),
        equals(over(lambda i: y[i], n) * over(lambda i: x[n + 1 - i], n) / n),
    )


def a_diagonal_that_counts(n: Size):
    """det diag(1, ..., n) = n!, and 1 + ... + 1/n is not n over its n-th root."""
    counts = diag(vector(lambda i: i, n))
    return calc(trace(counts.I) * det(counts) ** (1 / n), equals(n))


def a_variable_of_the_page_named_like_an_index(n: Size, i: Size, x: Vector, y: Vector):
    """x_i sum_j y_j is not x^T y."""
    chosen = x[i]
    return calc(over(lambda i: chosen * y[i], n), equals(dot(x, y)))


def a_vector_of_products(n: Size, i: Size, x: Vector, y: Vector):
    """x_i y is not x o y."""
    chosen = x[i]
    return calc(vector(lambda i: chosen * y[i], n), equals(hadamard(x, y)))


@pytest.mark.parametrize("body", [
    a_sum_inside, a_determinant_inside, entries_of_a_vector, an_index_turned_round, a_diagonal_that_counts,
    a_variable_of_the_page_named_like_an_index, a_vector_of_products,
], ids=lambda body: body.__name__)  # fmt: skip
def test_no_index_is_lost(body):
    assert verdict(body) == ["refuted"]


def a_singular_matrix_and_a_dyad(n: Size, A: Matrix, x: Vector, y: Vector):
    """det A = 0 does not make det(A + x y^T) = 0, though the lemma has det A in front."""
    return calc(det(A + x * y.T), equals(0))


def the_gradient_at_a_singular_matrix(n: Size, A: Matrix):
    """The gradient of det A is the cofactors, not det A times anything."""
    return calc(gradient(det(A), A), equals(zeros(n, n)))


@pytest.mark.parametrize(
    "body", [a_singular_matrix_and_a_dyad, the_gradient_at_a_singular_matrix], ids=lambda body: body.__name__
)
def test_rules_for_invertible_matrices_are_not_used_at_singular_ones(body):
    names = "A, x, y" if body is a_singular_matrix_and_a_dyad else "A"
    condition = eval(f"lambda {names}: Eq(det(A), 0)", {"Eq": Eq, "det": det})
    assert verdict(body, where=condition) == ["refuted"]


def test_what_hides_a_random_vector_is_no_constant():
    def page(n: Size, m: Vector, phi: VectorFunction, P: PositiveDefinite):
        law = multivariate_normal(mean=m, covariance=P)
        return (
            calc(expectation(law, lambda t: phi(t[1])[1] * (t[1] - m[1])), equals(0)),
            calc(expectation(law, lambda t: ((P + t * t.T).I * m)[1] * (t[1] - m[1])), equals(0)),
            calc(expectation(law, lambda t: det(P + t * t.T) * (t[1] - m[1])), equals(0)),
        )

    assert "proved" not in verdict(page)


def test_triangular_determinants_and_products_entry_by_entry():
    def page(n: Size, L: LowerTriangular, M: Invertible, S: SymmetricMatrix, x: Vector, y: Vector):
        return (
            calc(det(L), equals(product_over(lambda i: L[i, i], 1, n))),
            calc(log_det(L), equals(over(lambda i: log(Abs(L[i, i])), n))),
            calc(log_det(L * L.T), equals(2 * over(lambda i: log(Abs(L[i, i])), n))),
            calc(det(diag(x) * M), equals(det(M) * product_over(lambda i: x[i], 1, n))),
            calc(hadamard(M, identity(n)), equals(diag(diagonal(M)))),
            calc(hadamard(M, x * y.T), equals(diag(x) * M * diag(y))),
        )

    def false_neighbours(n: Size, L: LowerTriangular, M: Invertible, x: Vector, y: Vector):
        return (
            calc(log_det(L), equals(over(lambda i: L[i, i], n))),
            calc(Abs(det(L)), equals(det(L))),
            calc(hadamard(M, identity(n)), equals(M)),
            calc(hadamard(M, x * y.T), equals(diag(y) * M * diag(x))),
        )

    assert set(verdict(page)) == {"proved"}
    assert set(verdict(false_neighbours)) == {"refuted"}


def test_the_words_of_explicit_maps_take_vectors_of_the_page():
    def page(n: Size, u: Vector, w: Vector, x: Vector):
        planar = jacobian(x + u * tanh(dot(w, x)), x)
        return calc(determinant(planar), equals(1 + (1 - tanh(dot(w, x)) ** 2) * dot(u, w)))

    assert verdict(page) == ["proved"]
