"""From hypotheses that contradict each other nothing is proved, and nothing refuted."""

import pytest
from sympy import Eq, log

from derive import (
    Density,
    DensityWithZeros,
    Function,
    Invertible,
    Point,
    PositiveDefinite,
    Real,
    Size,
    SmoothFunction,
    Vector,
    above,
    at_least,
    at_most,
    calc,
    derivation,
    dominated_by,
    equals,
    mutually_singular,
)
from derive.evidence import Verdict
from derive.terms import det, dot, entropy, expectation, jsd, kl, log_det, norm, norm_squared, trace

NO_EXAMPLE = "no example was found in which the hypotheses hold"


def evidence(page):
    (report,) = page.check().derivations
    return [step.local for step in report.steps]


@derivation(source="a slip", where=lambda p, q: (mutually_singular(p, q), dominated_by(p, q)))
def apart_and_dominated(p: DensityWithZeros, q: DensityWithZeros):
    """No density is singular to another that dominates it."""
    return calc(jsd(p, q), equals(log(2)))


@derivation(source="a slip", where=lambda p, q: mutually_singular(p, q))
def apart_and_positive(p: Density, q: Density, x: Point):
    """Densities that are positive everywhere are not singular; p(x) > 0 is not refuted by one that vanishes."""
    return calc(jsd(p, q), equals(log(2))), calc(p(x), above(0))


@derivation(source="a slip", where=lambda p, q, x: (p(x) > 2 * q(x), p(x) < q(x)))
def larger_and_smaller(p: Density, q: Density, x: Point):
    """No value is above twice another and below it."""
    return calc(p(x) + q(x), above(p(x)))


@derivation(source="a slip", where=lambda p: (entropy(p) < 0, entropy(p) > 1))
def two_entropies(p: Density, q: Density):
    """No entropy is negative and above 1."""
    return calc(kl(p, q), at_least(0))


@derivation(source="a slip", where=lambda P: Eq(trace(P), -1))
def negative_trace(n: Size, P: PositiveDefinite):
    """The trace of a positive definite matrix is positive."""
    return calc(trace(P), above(0))


@derivation(source="a slip", where=lambda x, y: (Eq(dot(x, y), 0), dot(x, y) > 1))
def orthogonal_and_not(n: Size, x: Vector, y: Vector):
    """No inner product is 0 and above 1."""
    return calc(norm(x + y), at_most(norm(x) + norm(y)))


@derivation(source="a slip", where=lambda s: (s(1) > 2, s(1) < 1))
def two_values(s: SmoothFunction, x: Real):
    """No value is above 2 and below 1."""
    return calc(2 * s(x), equals(s(x) + s(x)))


CONTRADICTIONS = [
    apart_and_dominated, apart_and_positive, larger_and_smaller, two_entropies, negative_trace, orthogonal_and_not,
    two_values,
]  # fmt: skip


@pytest.mark.parametrize("page", CONTRADICTIONS, ids=lambda page: page.name)
def test_contradictory_hypotheses_decide_nothing(page):
    found = evidence(page)
    assert [(local.verdict, local.reason) for local in found] == [(Verdict.UNDECIDED, NO_EXAMPLE)] * len(found)


@derivation(source="a lecture", where=lambda x, y: (Eq(norm(x), 1), Eq(norm(y), 1), Eq(dot(x, y), 0)))
def orthonormal(n: Size, x: Vector, y: Vector):
    """Vectors along two axes."""
    return calc(norm_squared(x + y), equals(norm_squared(x) + 2 * dot(x, y) + norm_squared(y)))


@derivation(source="a lecture", where=lambda p, f: expectation(p, f) > 0)
def positive_mean(p: Density, f: Function):
    """A function with a positive mean."""
    return calc(expectation(p, lambda x: 2 * f(x)), equals(2 * expectation(p, f)))


@derivation(source="a lecture", where=lambda p, q, d: kl(p, q) <= d)
def close(p: Density, q: Density, d: Real):
    """Densities whose divergence is bounded."""
    return calc(kl(p, q), at_least(0))


@pytest.mark.parametrize("page", [orthonormal, positive_mean, close], ids=lambda page: page.name)
def test_hypotheses_that_hold_in_an_example_prove(page):
    assert [local.verdict for local in evidence(page)] == [Verdict.PROVED]


@derivation(source="a slip")
def no_matrix_is_small(n: Size, P: PositiveDefinite, V: Invertible):
    """Bounds that whole entries would meet."""
    return calc(trace(P), at_least(n)), calc(log_det(V), at_least(0)), calc(det(P), at_least(1))


def test_matrices_of_examples_are_small_now_and_then():
    assert [local.verdict for local in evidence(no_matrix_is_small)] == [Verdict.REFUTED] * 3
