"""Explicit vectors and matrices in place of symbolic ones: they are what they are said to be, and so is every word."""

import numpy as np
import pytest
from sympy import Dummy, ImmutableDenseMatrix, Integer, Rational, exp, lambdify, log

from derive.abstract.worlds import NoWorld, World
from derive.calculation import Relation
from derive.claim import Claim
from derive.numeric.normal_moments import mean_of
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
    jacobian_of,
    kl,
    log_det,
    logpdf,
    multivariate_normal,
    norm,
    norm_squared,
    one_hot,
    ones,
    quadratic_form,
    sum_over,
    trace,
    vector,
)
from derive.terms.expectation import expand_definitions
from tests.vectors.table import NUMBERS, STRUCTURES, A, B, D, G, M, P, Q, R, S, k, m, n, p, x, y

CLAIM = Claim(trace(A), Relation.EQUAL, trace(B), NUMBERS, structures=STRUCTURES)
SIZES = ((2, 3), (3, 2), (1, 2), (5, 1))


def world(number):
    found = World(CLAIM, number)
    found.values[n], found.values[m] = map(Integer, SIZES[number % len(SIZES)])
    return found


def at(found, term):
    value = found.at(expand_definitions(term))
    return np.array(value, dtype=float) if hasattr(value, "rows") else float(value)


def entries(found, *tensors):
    return [at(found, tensor) for tensor in tensors]


@pytest.mark.parametrize("number", range(12))
def test_a_matrix_has_the_property_that_its_kind_names(number):
    found = world(number)
    a, s, q, pd, d, inv = entries(found, A, S, Q, P, D, M)
    assert a.shape == s.shape == (SIZES[number % 4][0],) * 2
    assert np.array_equal(s, s.T)
    assert np.allclose(q @ q.T, np.eye(len(q)))
    assert np.array_equal(pd, pd.T)
    assert np.linalg.eigvalsh(pd).min() > 0
    assert np.count_nonzero(d - np.diag(np.diag(d))) == 0
    assert abs(np.linalg.det(inv)) > 1e-9
    assert at(found, G).shape == SIZES[number % 4]
    assert at(found, p).min() > 0
    assert np.any(at(found, k))


WORDS = {
    "product": (A * B * x, lambda e: e["A"] @ e["B"] @ e["x"]),
    "transpose": ((A * x).T, lambda e: (e["A"] @ e["x"]).T),
    "inverse": (M.I * A, lambda e: np.linalg.solve(e["M"], e["A"])),
    "sum": (2 * A - B / 3, lambda e: 2 * e["A"] - e["B"] / 3),
    "diag": (diag(x) * y, lambda e: e["x"] * e["y"]),
    "diagonal": (diagonal(A), lambda e: np.diag(e["A"])[:, None]),
    "hadamard": (hadamard(x, y), lambda e: e["x"] * e["y"]),
    "elementwise": (elementwise(lambda t: t**2 + 1, x), lambda e: e["x"] ** 2 + 1),
    "one hot": (one_hot(1, n), lambda e: np.eye(len(e["x"]))[:, :1]),
    "ones": (ones(n) * x.T, lambda e: np.ones_like(e["x"]) @ e["x"].T),
    "vector": (vector(lambda i: A[i, 1] * x[i], n), lambda e: e["A"][:, :1] * e["x"]),
    "dot": (dot(x, y), lambda e: (e["x"].T @ e["y"]).item()),
    "norm": (norm(x), lambda e: np.linalg.norm(e["x"])),
    "Frobenius norm": (norm_squared(G), lambda e: np.linalg.norm(e["G"]) ** 2),
    "trace": (trace(A * B), lambda e: np.trace(e["A"] @ e["B"])),
    "determinant": (det(A), lambda e: np.linalg.det(e["A"])),
    "log determinant": (log_det(M), lambda e: np.linalg.slogdet(e["M"])[1]),
    "quadratic form": (quadratic_form(A, x), lambda e: (e["x"].T @ e["A"] @ e["x"]).item()),
    "sum over components": (
        sum_over(lambda i: sum_over(lambda j: A[i, j] * x[j], 1, n), 1, n), lambda e: (e["A"] @ e["x"]).sum()),
    "outer entry": ((x * y.T)[1, 1], lambda e: (e["x"][0] * e["y"][0]).item()),
}  # fmt: skip


@pytest.mark.parametrize("number", range(4))
@pytest.mark.parametrize("name", WORDS)
def test_a_word_means_what_numpy_says(name, number):
    term, expected = WORDS[name]
    found = world(number)
    named = {key: at(found, tensor) for key, tensor in zip("ABMGxy", (A, B, M, G, x, y), strict=True)}
    assert np.allclose(at(found, term), expected(named), rtol=1e-12)


FUNCTIONS = {
    "quadratic form": quadratic_form(A, x),
    "norm": norm(A * x + y),
    "log of a sum of exponentials": log(sum_over(lambda i: exp(x[i]), 1, n)),
    "inner product squared": dot(x, y) ** 2,
}


@pytest.mark.parametrize("number", range(2))
@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_gradient_is_the_limit_of_difference_quotients(name, number):
    found, step = world(number), 1e-5
    function = FUNCTIONS[name]
    exact_gradient, exact_hessian = at(found, gradient(function, x)), at(found, hessian(function, x))

    def moved(direction, term):
        other = world(number)
        for tensor in (A, y):
            other.values[tensor.key] = found.at(tensor)
        shifted = np.array(found.at(x), dtype=float) + step * direction
        other.values[x.key] = ImmutableDenseMatrix(shifted.tolist())
        return at(other, term)

    for i, direction in enumerate(np.eye(len(exact_gradient))):
        column = direction[:, None]
        slope = (moved(column, function) - moved(-column, function)) / (2 * step)
        assert exact_gradient[i, 0] == pytest.approx(slope, abs=1e-6)
        bend = (moved(column, gradient(function, x)) - moved(-column, gradient(function, x))) / (2 * step)
        assert exact_hessian[:, i] == pytest.approx(bend[:, 0], abs=1e-5)


def test_there_is_no_gradient_at_a_kink():
    found = world(0)
    found.values[x.key] = ImmutableDenseMatrix([0, 0])
    with pytest.raises(NoWorld):
        found.at(gradient(norm(x), x))
    assert np.array_equal(at(found, gradient(norm_squared(x), x)), np.zeros((2, 1)))


@pytest.mark.parametrize("number", range(2))
def test_the_derivative_of_log_det_is_the_inverse_transposed(number):
    found = world(number)
    assert np.allclose(at(found, gradient(log_det(M), M)), np.linalg.inv(at(found, M)).T)
    assert np.allclose(at(found, jacobian_of(A * x, x)), at(found, A))


X = [Dummy(f"x{i}", real=True) for i in range(2)]
INTEGRANDS = {
    "degree 4": X[0] ** 4 - 2 * X[0] * X[1] ** 3 + X[1],
    "degree 6": X[0] ** 3 * X[1] ** 3,
    "an exponential": exp(X[0] / 2 - X[1]),
    "a polynomial times an exponential": X[0] * X[1] ** 2 * exp(X[0]),
    "a constant": Rational(3) + 0 * X[0],
}


@pytest.mark.parametrize("name", INTEGRANDS)
def test_moments_agree_with_quadrature(name):
    mean, spread = np.array([0.5, -1.0]), np.array([[2.0, 0.5], [0.5, 1.0]])
    nodes, weights = np.polynomial.hermite_e.hermegauss(40)
    factor = np.linalg.cholesky(spread)
    grid = np.stack(np.meshgrid(nodes, nodes, indexing="ij"), axis=-1) @ factor.T + mean
    values = lambdify(X, INTEGRANDS[name], "numpy")(grid[..., 0], grid[..., 1])
    expected = np.einsum("i,j,ij->", weights, weights, np.broadcast_to(values, (40, 40))) / (2 * np.pi)
    half = Rational(1, 2)
    found = mean_of(INTEGRANDS[name], X, ImmutableDenseMatrix([half, -1]), ImmutableDenseMatrix([[2, half], [half, 1]]))
    assert float(found) == pytest.approx(expected, rel=1e-12)


def test_what_has_no_closed_form_makes_no_world():
    one = ImmutableDenseMatrix([[1]])
    with pytest.raises(NoWorld):
        mean_of(1 / (1 + X[0] ** 2), X[:1], ImmutableDenseMatrix([0]), one)
    with pytest.raises(NoWorld):
        mean_of(exp(X[0] ** 2 / 4), X[:1], ImmutableDenseMatrix([0]), one)


@pytest.mark.parametrize("number", range(4))
def test_normal_laws_agree_with_scipy(number):
    stats = pytest.importorskip("scipy.stats")
    found = world(number)
    law, other = multivariate_normal(mean=x, covariance=P), multivariate_normal(mean=y, covariance=R)
    mu, nu, sigma, rho = entries(found, x, y, P, R)
    reference = stats.multivariate_normal(mu[:, 0], sigma)
    assert at(found, logpdf(law, y)) == pytest.approx(reference.logpdf(nu[:, 0]), rel=1e-12)
    assert at(found, entropy(law)) == pytest.approx(reference.entropy(), rel=1e-12)
    off = (nu - mu)[:, 0]
    expected = (np.trace(np.linalg.solve(rho, sigma)) + off @ np.linalg.solve(rho, off) - len(mu)
                + np.linalg.slogdet(rho)[1] - np.linalg.slogdet(sigma)[1]) / 2  # fmt: skip
    assert at(found, kl(law, other)) == pytest.approx(expected, rel=1e-12, abs=1e-12)
    assert np.allclose(at(found, covariance(law)), sigma)
    assert np.allclose(at(found, expectation(law, lambda t: t * t.T)), sigma + mu @ mu.T)


def test_a_singular_matrix_has_no_inverse_in_any_world():
    found = world(0)
    with pytest.raises(NoWorld):
        found.at((A - A).I)
    with pytest.raises(NoWorld):
        found.at(one_hot(7, n))
    with pytest.raises(NoWorld):
        found.at(x[Integer(9)])
