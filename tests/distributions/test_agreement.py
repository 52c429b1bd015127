"""Densities, moments, entropies and divergences against SciPy and quadrature, at random parameters to 12 digits."""

import numpy as np
import pytest
from mpmath import mp
from sympy import Matrix, Rational, Symbol, lambdify, sympify

from derive.domains import POSITIVE, REAL, UNIT_INTERVAL
from derive.numeric.balls import enclose
from derive.numeric.batch import evaluate
from derive.prove.facts import Facts
from derive.prove.normal_form import fraction
from derive.terms import (
    beta,
    binomial,
    dirichlet,
    entropy,
    expectation,
    exponential,
    gamma,
    geometric,
    kl,
    laplace,
    lognormal,
    mean,
    multivariate_normal,
    normal,
    poisson,
    student_t,
    uniform,
    variance,
)
from derive.terms.expectation import expand_definitions

from .table import CASES, DOMAINS

stats = pytest.importorskip("scipy.stats")

m = REAL.symbol("m")
a, b = POSITIVE.symbol("a"), POSITIVE.symbol("b")
p = UNIT_INTERVAL.symbol("p")
FACTS = Facts({m: REAL, a: POSITIVE, b: POSITIVE, p: UNIT_INTERVAL})
x = Symbol("x", positive=True)
k = Symbol("k", integer=True, positive=True)

LAWS = {
    "normal": (normal(mean=m, std=a), lambda m, a, b, p: stats.norm(m, a)),
    "uniform": (uniform(low=m, high=m + a), lambda m, a, b, p: stats.uniform(m, a)),
    "exponential": (exponential(rate=a), lambda m, a, b, p: stats.expon(scale=1 / a)),
    "laplace": (laplace(mean=m, scale=a), lambda m, a, b, p: stats.laplace(m, a)),
    "gamma": (gamma(shape=a, rate=b), lambda m, a, b, p: stats.gamma(a, scale=1 / b)),
    "beta": (beta(alpha=a, beta=b), lambda m, a, b, p: stats.beta(a, b)),
    "lognormal": (lognormal(mean=m, std=a), lambda m, a, b, p: stats.lognorm(a, scale=np.exp(m))),
    "student": (student_t(degrees=a + 3, mean=m, scale=b), lambda m, a, b, p: stats.t(a + 3, m, b)),
    "binomial": (binomial(trials=7, probability=p), lambda m, a, b, p: stats.binom(7, p)),
    "geometric": (geometric(probability=p), lambda m, a, b, p: stats.geom(p)),
    "poisson": (poisson(rate=a), lambda m, a, b, p: stats.poisson(a)),
}
WITHOUT_ENTROPY = {"binomial", "poisson"}
COUNT = 12


def random_parameters():
    rng = np.random.default_rng(5)
    return {m: rng.normal(size=COUNT), a: rng.uniform(0.4, 3, COUNT), b: rng.uniform(0.4, 3, COUNT),
            p: rng.uniform(0.1, 0.9, COUNT)}  # fmt: skip


PARAMETERS = random_parameters()


def by_scipy(frozen):
    return frozen(*(PARAMETERS[symbol] for symbol in (m, a, b, p)))


def in_batches(expression):
    return np.broadcast_to(evaluate([expand_definitions(sympify(expression))], PARAMETERS)[0], COUNT)


def closed(expression):
    """The closed form that the prover works with."""
    top, bottom = fraction(expression, FACTS)
    return top / bottom


def close(found, expected):
    assert np.allclose(found, expected, rtol=1e-11, atol=1e-12), np.max(np.abs(found - expected))


@pytest.mark.parametrize("name", LAWS)
def test_densities(name):
    law, frozen = LAWS[name]
    points = np.array([1, 2, 5]) if law.measure == "counting" else np.array([0.2, 0.7, 0.95])
    for point in points:
        at = Rational(str(point))
        found = in_batches(law.density(at))
        reference = by_scipy(frozen)
        close(found, reference.pmf(point) if law.measure == "counting" else reference.pdf(point))


@pytest.mark.parametrize("name", LAWS)
@pytest.mark.parametrize("how", ["in batches", "in closed form"])
def test_means_and_variances(name, how):
    law, frozen = LAWS[name]
    read = in_batches if how == "in batches" else lambda e: in_batches(closed(e))
    reference = by_scipy(frozen)
    close(read(mean(law)), reference.mean())
    close(read(variance(law)), reference.var())


@pytest.mark.parametrize("name", [name for name in LAWS if name not in WITHOUT_ENTROPY])
@pytest.mark.parametrize("how", ["in batches", "in closed form"])
def test_entropies(name, how):
    law, frozen = LAWS[name]
    read = in_batches if how == "in batches" else lambda e: in_batches(closed(e))
    if name == "geometric":
        q = 1 - PARAMETERS[p]
        expected = -(q * np.log(q) + (1 - q) * np.log(1 - q)) / (1 - q)
    else:
        expected = by_scipy(frozen).entropy()
    close(read(entropy(law)), expected)


def test_densities_of_vectors():
    covariance = Matrix([[2, 1], [1, 3]])
    law = multivariate_normal(mean=[1, -1], covariance=covariance)
    expected = stats.multivariate_normal([1, -1], [[2, 1], [1, 3]]).pdf([0.5, 0.25])
    assert float(law.density([Rational(1, 2), Rational(1, 4)])) == pytest.approx(expected, rel=1e-12)
    found = dirichlet([2, 3, Rational(3, 2)]).density([Rational(1, 5), Rational(1, 2), Rational(3, 10)])
    assert float(found) == pytest.approx(stats.dirichlet([2, 3, 1.5]).pdf([0.2, 0.5, 0.3]), rel=1e-12)


KLS = {
    "exponential": (exponential(rate=a), exponential(rate=b)),
    "gamma": (gamma(shape=a + 1, rate=b), gamma(shape=b, rate=a)),
    "beta": (beta(alpha=a, beta=b), beta(alpha=b, beta=a + 1)),
    "lognormal": (lognormal(mean=m, std=a), lognormal(mean=0, std=b)),
}


@pytest.mark.parametrize("name", KLS)
def test_divergences_by_quadrature(name):
    left, right = KLS[name]
    value = closed(kl(left, right))
    with mp.workdps(25):
        for i in range(3):
            point = {symbol: Rational(float(PARAMETERS[symbol][i])).limit_denominator(50) for symbol in (m, a, b)}
            f, g = (lambdify(x, law.formula(x).subs(point), "mpmath") for law in (left, right))
            ends = [0, 0.1, 1] if name == "beta" else [0, 0.1, 1, 10, mp.inf]

            def integrand(at, f=f, g=g):
                weight = f(at)
                return weight * (mp.log(weight) - mp.log(g(at))) if weight > mp.mpf(10) ** -200 else mp.mpf(0)

            assert mp.almosteq(mp.quad(integrand, ends), mp.mpf(str(value.subs(point).evalf(25))), 1e-10, 1e-10)


NUMBERS = ("1/3", "-1/2", "3/2", "2", "5/2", "4/3", "3/4", "1/3", "2/5", "3")
SIMPLE = dict(zip(DOMAINS, map(Rational, NUMBERS), strict=True))


@pytest.mark.parametrize("case", [case for case in CASES if not case.where], ids=lambda case: case.name.strip())
def test_both_sides_agree_in_balls_and_in_floats(case):
    left, right = sympify(case.left), sympify(case.right)
    arrays = {symbol: np.full(4, float(value)) for symbol, value in SIMPLE.items()}
    floats = [np.ravel(evaluate([expand_definitions(side)], arrays)[0])[0] for side in (left, right)]
    balls = [enclose(side, SIMPLE, 64) for side in (left, right)]
    assert balls[0].overlaps(balls[1])
    assert float(balls[0].mid()) == pytest.approx(float(floats[1]), rel=1e-11, abs=1e-11)
    assert float(floats[0]) == pytest.approx(float(floats[1]), rel=1e-2, abs=1e-2)


def test_batched_expectations_have_no_value_where_there_is_none():
    found = evaluate([expectation(exponential(rate=a), lambda x: sympify(2) ** (x * 8)), mean(student_t(degrees=1))], PARAMETERS)
    assert np.isnan(found[0]).all()
    assert np.isnan(found[1]).all()
