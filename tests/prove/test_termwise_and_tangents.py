"""Inequalities by the signs of terms, and by the tangents of logarithms."""

from random import Random

import pytest
from sympy import Integer, Rational, exp, log

from derive.calculation import Relation
from derive.claim import Claim
from derive.domains import POSITIVE, REAL, UNIT_INTERVAL
from derive.prove.facts import Facts
from derive.prove.tangents import prove_by_tangents
from derive.prove.termwise import prove_term_by_term

p, q, r, s = (POSITIVE.symbol(name) for name in "pqrs")
a, b = (UNIT_INTERVAL.symbol(name) for name in "ab")
x = REAL.symbol("x")
DOMAINS = {p: POSITIVE, q: POSITIVE, r: POSITIVE, s: POSITIVE, a: UNIT_INTERVAL, b: UNIT_INTERVAL, x: REAL}
ZERO = Integer(0)
UP, DOWN, BELOW, ABOVE = Relation.AT_LEAST, Relation.AT_MOST, Relation.BELOW, Relation.ABOVE


def proved(prover, lhs, relation, rhs):
    claim = Claim(lhs, relation, rhs, {s: d for s, d in DOMAINS.items() if s in (lhs - rhs).free_symbols})
    return prover(claim, Facts.of(claim)) is not None


TERMWISE = {
    "the entropy of a coin is positive": (-a * log(a) - (1 - a) * log(1 - a), ABOVE, ZERO, True),
    "and not negative": (-a * log(a) - (1 - a) * log(1 - a), BELOW, ZERO, False),
    "a square and an exponential": (x**2 + exp(x) * p, ABOVE, ZERO, True),
    "two squares may both vanish": (x**2 + x**2 * p**2, ABOVE, ZERO, False),
    "two squares are not negative": (x**2 + x**2 * p**2, UP, ZERO, True),
    "terms of different signs say nothing": (a * log(a) + a, DOWN, ZERO, False),
}


@pytest.mark.parametrize("case", TERMWISE, ids=list(TERMWISE))
def test_signs_of_terms(case):
    lhs, relation, rhs, expected = TERMWISE[case]
    assert proved(prove_term_by_term, lhs, relation, rhs) is expected


TANGENTS = {
    "log-sum inequality": (p * log(p / q) + r * log(r / s), UP, (p + r) * log((p + r) / (q + s)), True),
    "log-sum inequality the other way round": (p * log(p / q) + r * log(r / s), DOWN, (p + r) * log((p + r) / (q + s)), False),
    "divergence of two coins": (a * log(a / b) + (1 - a) * log((1 - a) / (1 - b)), UP, ZERO, True),
    "divergence of two coins is not negative": (a * log(a / b) + (1 - a) * log((1 - a) / (1 - b)), DOWN, ZERO, False),
    "both halves of the Jensen-Shannon divergence": (p * log(2 * p / (p + q)) + q * log(2 * q / (p + q)), UP, ZERO, True),
    "the halves without their 2": (p * log(p / (p + q)) + q * log(q / (p + q)), UP, ZERO, False),
    "log lies below its tangent": (log(p), DOWN, p - 1, True),
    "log lies above 1 - 1/p": (log(p), UP, 1 - 1 / p, True),
    "log does not lie above its tangent": (log(p), UP, p - 1, False),
    "minus log lies above minus its tangent": (-log(p), UP, 1 - p, True),
    "minus log does not lie above 1 - 1/p": (-log(p), UP, 1 - 1 / p, False),
    "a divergence is not bounded by 1": (a * log(a / b) + (1 - a) * log((1 - a) / (1 - b)), DOWN, Integer(1), False),
    "minus a divergence is not positive": (-p * log(p / q) + p - q, UP, ZERO, False),
    "twice minus log": (-2 * log(p), UP, 2 - 2 * p, True),
    "log of a product": (log(p * q), DOWN, p * q - 1, True),
    "unnormalised divergence": (p * log(p / q) - p + q, UP, ZERO, True),
    "log is concave": (a * log(p) + (1 - a) * log(q), DOWN, log(a * p + (1 - a) * q), True),
    "log of more than the mean": (a * log(p) + (1 - a) * log(q), DOWN, log(2 * a * p + (1 - a) * q), True),
    "log of less than the mean": (a * log(p) + (1 - a) * log(q), DOWN, log(a * p / 2 + (1 - a) * q), False),
    "log is not convex": (a * log(p) + (1 - a) * log(q), UP, log(a * p + (1 - a) * q), False),
    "weights that make more than 1": (a * log(p) + 2 * (1 - a) * log(q), DOWN, log(a * p + (1 - a) * q), False),
    "a logarithm of a logarithm is another form": (log(log(p + 1)), DOWN, p, False),
    "a square of a logarithm is another form": (log(p) ** 2, UP, ZERO, False),
}


@pytest.mark.parametrize("case", TANGENTS, ids=list(TANGENTS))
def test_tangents(case):
    lhs, relation, rhs, expected = TANGENTS[case]
    assert proved(prove_by_tangents, lhs, relation, rhs) is expected


@pytest.mark.parametrize("seed", range(60))
def test_no_bound_is_proved_that_numbers_contradict(seed):
    """Random combinations of logarithms with coefficients of both signs."""
    rng = Random(seed)
    letters = (p, q, r)
    weights = [rng.choice((1, -1, 2, -2, p, -p, q, a, a - 1)) for _ in range(2)]
    arguments = [rng.choice(letters) / rng.choice((1, *letters)) for _ in range(2)]
    lhs = sum((w * log(u) for w, u in zip(weights, arguments, strict=True)), ZERO)
    rhs = rng.choice((ZERO, Integer(1), p - 1, 1 - p, p - q, 1 - 1 / p))
    for relation, sign in ((UP, 1), (DOWN, -1)):
        if proved(prove_by_tangents, lhs, relation, rhs):
            for _ in range(200):
                point = {s: Rational(rng.randint(1, 60), 20) for s in letters} | {a: Rational(rng.randint(1, 19), 20)}
                assert sign * float((lhs - rhs).subs(point)) >= -1e-12
