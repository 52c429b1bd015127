"""Expectations of functions with kinks, and events of two pieces: the true one is proved, its neighbour refuted."""

import pytest
from sympy import Abs, Max, Min, Piecewise, Rational, erf, exp, log, pi, sqrt

from derive import calc, equals
from derive.terms import expectation, exponential, jsd, laplace, normal, probability, total_variation, uniform
from tests.judging import verdict

from .table import DOMAINS, c, half, m, p, r, s

X, STANDARD = exponential(rate=r), normal(mean=0, std=1)
PAIRS = {
    "a rectified normal number": (
        expectation(normal(mean=m, std=1), lambda x: Max(0, x)),
        m * (1 + erf(m / sqrt(2))) / 2 + exp(-(m**2) / 2) / sqrt(2 * pi), m * (1 + erf(m / sqrt(2))) / 2,
    ),
    "the mean distance from a point": (
        expectation(STANDARD, lambda x: Abs(x - m)),
        m * erf(m / sqrt(2)) + sqrt(2 / pi) * exp(-(m**2) / 2), Abs(m) + sqrt(2 / pi),
    ),
    "the price of an option": (
        expectation(STANDARD, lambda x: Max(0, exp(s * x) - 1)),
        exp(s**2 / 2) * (1 + erf(s / sqrt(2))) / 2 - half, exp(s**2 / 2) - 1,
    ),
    "the excess of a waiting time": (expectation(X, lambda x: Max(x - c, 0)), exp(-r * c) / r, 1 / r),
    "a waiting time that is cut off": (expectation(X, lambda x: Min(x, c)), (1 - exp(-r * c)) / r, 1 / r),
    "a distance within an interval": (
        expectation(uniform(low=0, high=2), lambda x: Abs(x - 1)), half, Rational(1),
    ),
    "a step": (
        expectation(uniform(low=0, high=1), lambda x: Piecewise((1, x < p), (0, True))), p, 1 - p,
    ),
    "both tails of a Laplace law": (probability(laplace(mean=0, scale=s), lambda x: Abs(x) > c), exp(-c / s), exp(-c / s) / 2),
    "both tails of a normal law": (probability(STANDARD, lambda x: Abs(x) > c), 1 - erf(c / sqrt(2)), erf(c / sqrt(2))),
    "the total variation of shifted normal laws": (
        total_variation(normal(mean=c, std=1), STANDARD), erf(c / (2 * sqrt(2))), erf(c / sqrt(2)),
    ),
    "of exponential laws": (total_variation(exponential(rate=1), exponential(rate=2)), Rational(1, 4), half),
    "of intervals that overlap": (total_variation(uniform(low=0, high=1), uniform(low=p, high=1 + p)), p, 2 * p),
    "the JSD of intervals that overlap": (jsd(uniform(low=0, high=2), uniform(low=1, high=3)), log(2) / 2, log(2)),
}  # fmt: skip


LONG = ("both tails of a Laplace law", "the price of an option")
"""Pairs that take seconds each."""


@pytest.mark.parametrize("words", [pytest.param(w, marks=[pytest.mark.slow] if w in LONG else []) for w in PAIRS])
def test_the_true_one_is_proved_and_its_false_neighbour_refuted(words):
    term, true, false = PAIRS[words]
    assert verdict(calc(term, equals(true)), DOMAINS) == "proved"
    assert verdict(calc(term, equals(false)), DOMAINS) == "refuted"
