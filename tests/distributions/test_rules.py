"""Every rule against balls around the definition, for integrands and parameters drawn at random."""

from random import Random

import pytest
from sympy import Abs, Matrix, Rational, exp, log, sqrt

from derive.numeric.balls import enclose
from derive.prove.facts import Facts
from derive.prove.normal_form import fraction
from derive.terms import (
    beta,
    binomial,
    dirichlet,
    expectation,
    exponential,
    gamma,
    geometric,
    laplace,
    lognormal,
    multivariate_normal,
    normal,
    poisson,
    student_t,
    uniform,
)
from derive.terms.expectation import Expectation


def laws(rng):
    u, v = (Rational(rng.randint(1, 12), rng.randint(2, 5)) for _ in range(2))
    m, p = Rational(rng.randint(-4, 4), 3), Rational(rng.randint(1, 9), 10)
    return {
        "normal": (normal(mean=m, std=v), lambda x: Abs(x - m) * x**2),
        "exponential": (exponential(rate=u), lambda x: x * log(x) * exp(-x)),
        "gamma": (gamma(shape=u, rate=v), lambda x: sqrt(x) * log(x) ** 2 * exp(-x / 2)),
        "beta": (beta(alpha=u, beta=v), lambda x: x**2 * log(1 - x) + (1 - x) * log(x)),
        "two logarithms under a beta law": (beta(alpha=u, beta=v), lambda x: log(x) * log(1 - x) + log(x) ** 2),
        "uniform": (uniform(low=m, high=m + v), lambda x: x**3 * exp(u * x / 4)),
        "laplace": (laplace(mean=m, scale=v / 9), lambda x: x**3 + Abs(x - m) * exp(x)),
        "student": (student_t(degrees=u + 4, mean=m, scale=v), lambda x: x**3 + log(1 + (x - m) ** 2 / ((u + 4) * v**2))),
        "lognormal": (lognormal(mean=m, std=v / 4), lambda x: x * log(x) + 1 / x),
        "poisson": (poisson(rate=u), lambda k: k**3 * exp(k / 3)),
        "geometric": (geometric(probability=p), lambda k: k**3 * exp(-k / 3)),
        "binomial": (binomial(trials=rng.randint(0, 6), probability=p), lambda k: k**4 * exp(k / 2)),
        "jointly normal": (
            multivariate_normal(mean=[m, u], covariance=Matrix([[v + u, u], [u, v + u]])),
            lambda x, y: x**3 * y + x * y * exp(x / 3 - y / 2),
        ),
        "dirichlet": (dirichlet([u, v, p]), lambda x, y, z: x**2 * y * z + x * log(y)),
    }  # fmt: skip


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("name", laws(Random(0)))
def test_a_rule_agrees_with_the_definition(name, seed):
    law, integrand = laws(Random(seed + 1))[name]
    line = expectation(law, integrand)
    top, bottom = fraction(line, Facts({}))
    assert not (top / bottom).has(Expectation)
    by_rule, by_definition = enclose(top / bottom, {}, 128), enclose(line, {}, 64)
    assert by_definition is not None
    assert by_rule.overlaps(by_definition)
    assert float(by_definition.rad()) < 1e-9 * (1 + abs(float(by_definition.mid())))
