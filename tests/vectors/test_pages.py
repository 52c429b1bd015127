"""Pages about vectors and matrices: declarations, shapes, errata, functions with vector values."""

from dataclasses import dataclass

import pytest
from sympy import Eq, exp

from derive import (
    AuthoringError,
    Matrix,
    NonzeroVector,
    Orthogonal,
    PositiveDefinite,
    PositiveInteger,
    Real,
    Size,
    SymmetricMatrix,
    Vector,
    VectorFunction,
    calc,
    derivation,
    differs_from,
    equals,
)
from derive.evidence import Counterexample, Disproof, Verdict
from derive.terms import (
    diag,
    dot,
    elementwise,
    expectation,
    gradient,
    identity,
    inverse,
    jacobian_of,
    kl,
    log_det,
    multivariate_normal,
    norm,
    norm_squared,
    ones,
    sum_over,
    trace,
    vector_law,
    zeros,
)


def steps(page):
    (report,) = page.check().derivations
    return [step for calculation in report.calculations for step in calculation.steps]


def test_sides_whose_shapes_differ_are_refuted_with_the_shapes():
    @derivation(source="a lecture", shapes={"A": "m, n", "x": "n"})
    def page(m: Size, n: Size, A: Matrix, x: Vector):
        """A x is a column, x^T A^T a row."""
        return calc(A * x, equals(x.T * A.T)), calc(A * x, equals(norm(x)))

    row, number = steps(page)
    assert isinstance(row.local, Disproof)
    assert row.local.reason == "the shapes differ: m x 1 against 1 x m"
    assert number.local.reason == "the shapes differ: m x 1 against a number"


def test_shapes_that_do_not_fit_refute_a_line_marked_as_an_erratum():
    @derivation(source="a lecture", shapes={"A": "m, n", "x": "n", "b": "m"})
    def page(m: Size, n: Size, A: Matrix, x: Vector, b: Vector):
        """A normal equation with a transposition forgotten."""
        return calc(
            gradient(norm_squared(A * x - b), x),
            equals(2 * A * (A * x - b), erratum="A for A^T", correction=equals(2 * A.T * (A * x - b))),
            equals(2 * A.T * A * x - 2 * A.T * b),
        )

    wrong, after = steps(page)
    assert wrong.local.verdict is Verdict.REFUTED
    assert "A is m x n and A*x - b is m x 1" in wrong.local.reason
    assert wrong.correction.verdict is Verdict.PROVED
    assert after.judged_from_correction
    assert after.local.verdict is Verdict.PROVED


def test_a_witness_is_written_as_a_person_writes_it():
    @derivation(source="a lecture", shapes={"A": "n", "x": "n"})
    def page(n: Size, c: Real, A: Matrix, x: Vector):
        """A x = x, which is false."""
        return calc(A * x, equals(x))

    (step,) = steps(page)
    assert isinstance(step.local, Counterexample)
    names = dict(step.local.witness)
    assert list(names) == ["n", "A", "x"]
    assert names["n"] == "2"
    assert names["A"].count("(") == 3
    assert names["x"].count(",") == 1


def test_verdicts_do_not_depend_on_names():
    @derivation(source="a lecture", shapes={"A": "n"})
    def one(n: Size, A: Matrix):
        """tr A = tr A^T A, which is false."""
        return calc(trace(A), equals(trace(A.T * A)))

    @derivation(source="a lecture", shapes={"U": "d"})
    def other(d: Size, U: Matrix):
        """The same."""
        return calc(trace(U), equals(trace(U.T * U)))

    (first,), (second,) = steps(one), steps(other)
    assert [value for _, value in first.local.witness] == [value for _, value in second.local.witness]


def test_a_function_with_vector_values():
    @derivation(source="a lecture", shapes={"phi": "d", "W": "d"})
    def page(d: Size, phi: VectorFunction, W: SymmetricMatrix, a: Real, b: Real):
        """A kernel is symmetric; it is not linear in its arguments."""
        return (
            calc(phi(a).T * W * phi(b), equals(phi(b).T * W * phi(a))),
            calc(dot(phi(a), phi(b)), equals(norm_squared(phi(a)))),
        )

    symmetric, wrong = steps(page)
    assert symmetric.local.verdict is Verdict.PROVED
    assert wrong.local.verdict is not Verdict.PROVED


def test_a_hypothesis_about_an_inner_product():
    @derivation(source="a lecture", where=lambda x, y: Eq(dot(x, y), 0))
    def page(n: Size, x: Vector, y: Vector):
        """Pythagoras."""
        return calc(norm_squared(x + y), equals(norm_squared(x) + norm_squared(y)))

    (step,) = steps(page)
    assert step.local.verdict is Verdict.PROVED


def test_what_is_inverted_must_have_an_inverse():
    @derivation(source="a lecture")
    def page(n: Size, A: Matrix, P: PositiveDefinite):
        """A A^-1 x where A may be singular."""
        return calc(trace(A * A.I), equals(n)), calc(log_det(P.I), equals(-log_det(P)))

    general, definite = steps(page)
    assert general.local.conditions == ("det(A) != 0",)
    assert definite.local.conditions == ()


def test_a_page_without_any_vector_of_its_own():
    @derivation(source="a lecture")
    def page(n: Size, c: Real):
        """The trace of a scaled identity, and what is wrong about it."""
        return calc(trace(c * identity(n)), equals(n * c), equals(c)), calc(sum_over(lambda i: -1, 1, n), equals(-n))

    right, wrong, total = steps(page)
    assert (right.local.verdict, total.local.verdict) == (Verdict.PROVED, Verdict.PROVED)
    assert wrong.local.verdict is Verdict.REFUTED


def test_what_holds_nowhere_differs():
    @derivation(source="a lecture")
    def page(n: Size, x: NonzeroVector):
        """|x|^2 is not -1."""
        return calc(norm_squared(x), differs_from(-1))

    (step,) = steps(page)
    assert step.local.verdict is Verdict.PROVED


def test_fourth_moments_belong_to_normal_laws_only():
    @derivation(source="a lecture")
    def page(n: Size, mu: Vector, Sigma: PositiveDefinite, y: Vector):
        """E (y^T x)^4 = 3 (y^T Sigma y)^2 for a normal law of mean 0, not for every law."""
        normal = multivariate_normal(mean=zeros(n), covariance=Sigma)
        anything = vector_law(mean=zeros(n), covariance=Sigma)
        fourth = 3 * (y.T * Sigma * y) ** 2
        return (
            calc(expectation(normal, lambda x: dot(y, x) ** 4), equals(fourth)),
            calc(expectation(anything, lambda x: dot(y, x) ** 4), equals(fourth)),
        )

    normal, anything = steps(page)
    assert normal.local.verdict is Verdict.PROVED
    assert anything.local.verdict is not Verdict.PROVED


def test_nested_expectations_do_not_capture_each_other():
    @derivation(source="a lecture")
    def page(n: Size, mu: Vector, Sigma: PositiveDefinite):
        """The mean squared distance from the mean."""
        p = multivariate_normal(mean=mu, covariance=Sigma)
        return calc(
            expectation(p, lambda x: norm_squared(x - expectation(p, lambda x: x))),
            equals(trace(Sigma)),
        )

    (step,) = steps(page)
    assert step.local.verdict is Verdict.PROVED


def test_sums_under_one_index_do_not_capture_each_other():
    @derivation(source="a lecture")
    def page(n: Size, x: Vector, y: Vector):
        """A product of sums as a sum of sums."""
        return calc(
            sum_over(lambda i: x[i] * sum_over(lambda i: y[i], 1, n), 1, n),
            equals(dot(ones(n), x) * dot(ones(n), y)),
        )

    (step,) = steps(page)
    assert step.local.verdict is Verdict.PROVED


@dataclass(frozen=True)
class Mistake:
    """A line that makes no sense, and what is said about it."""

    line: object
    words: str
    shapes: tuple[tuple[str, str], ...] = (("A", "m, n"), ("x", "n"), ("y", "m"))


WRONG = {
    "a product that does not fit": Mistake(lambda A, x, y, n: norm(A * y), "in A*y, A is m x n and y is m x 1"),
    "a sum that does not fit": Mistake(lambda A, x, y, n: norm(x + y), "in x + y, x is n x 1 and y is m x 1"),
    "a number beside a vector": Mistake(lambda A, x, y, n: norm(x + 1), "x is n x 1 and 1 is a number"),
    "a trace of a rectangle": Mistake(lambda A, x, y, n: trace(A), "A is m x n, which is not square"),
    "an inverse of a rectangle": Mistake(lambda A, x, y, n: norm(inverse(A)), "which is not square"),
    "a function of numbers applied to a vector": Mistake(
        lambda A, x, y, n: exp(x), "exp takes numbers, but x is n x 1"),
    "a division by a vector": Mistake(lambda A, x, y, n: norm(y / x), "is no number"),
    "a dot of a matrix": Mistake(lambda A, x, y, n: dot(A, x), "dot takes a column vector, but A is m x n"),
    "a gradient of a vector": Mistake(lambda A, x, y, n: norm(gradient(A * x, x)), "the gradient is that of a number"),
    "a gradient by what is no variable": Mistake(
        lambda A, x, y, n: norm(gradient(norm(x), 2 * x)), "of the signature, not 2*x"),
    "a Jacobian of a matrix": Mistake(lambda A, x, y, n: norm(jacobian_of(A, x)), "jacobian takes a column vector"),
    "a diagonal matrix of a matrix": Mistake(lambda A, x, y, n: trace(diag(A)), "diag takes a column vector"),
    "a function that is none": Mistake(lambda A, x, y, n: norm(elementwise(2, x)), "elementwise takes a function"),
    "a word on a number": Mistake(lambda A, x, y, n: norm(n), "norm takes a vector or a matrix, but found n"),
    "a covariance that need not be one": Mistake(
        lambda A, x, y, n: kl(*[multivariate_normal(mean=x, covariance=A.T * A - diag(x))] * 2), "need not be"),
    "a covariance of another size": Mistake(
        lambda A, x, y, n: kl(*[multivariate_normal(mean=x, covariance=A * A.T)] * 2), "do not fit"),
    "a covariance that is a number": Mistake(
        lambda A, x, y, n: kl(*[multivariate_normal(mean=x, covariance=4)] * 2), "write s*identity(n)"),
    "a density of a degenerate law": Mistake(
        lambda A, x, y, n: kl(*[multivariate_normal(mean=y, covariance=A * A.T)] * 2).definition(), "has a density only if"),
    "a density of just any law": Mistake(
        lambda A, x, y, n: vector_law(mean=y, covariance=A * A.T).density(y), "has no density"),
    "a size that is not declared": Mistake(lambda A, x, y, n: norm(x), "'k' is no size", (("x", "k"),)),
    "two sizes of a vector": Mistake(
        lambda A, x, y, n: norm(x), "the shape of the vector x is one size", (("x", "n, m"),)),
    "three sizes of a matrix": Mistake(lambda A, x, y, n: norm(x), "one size or two", (("A", "n, m, n"),)),
    "the shape of a stranger": Mistake(lambda A, x, y, n: norm(x), "speaks of 'z'", (("z", "n"),)),
}  # fmt: skip


@pytest.mark.parametrize("mistake", WRONG.values(), ids=list(WRONG))
def test_an_authors_mistake_is_explained(mistake):
    @derivation(source="a lecture", shapes=dict(mistake.shapes))
    def page(m: PositiveInteger, n: Size, A: Matrix, x: Vector, y: Vector):
        """A page with a mistake."""
        return calc(mistake.line(A, x, y, n), equals(0))

    with pytest.raises(AuthoringError) as caught:
        page.check()
    assert mistake.words in str(caught.value)


def test_an_orthogonal_matrix_is_square():
    @derivation(source="a lecture", shapes={"Q": "n, m"})
    def page(n: Size, m: Size, Q: Orthogonal):
        """A rectangular rotation."""
        return calc(trace(Q), equals(0))

    with pytest.raises(AuthoringError, match="Q is orthogonal, so it must be square, not n x m"):
        page.check()
