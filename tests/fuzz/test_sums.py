"""Closed forms of random sums against adding up: whatever is proved must agree for every small upper bound."""

from __future__ import annotations

from random import Random

import pytest
from sympy import Expr, Integer, Rational, Sum, Symbol, binomial, factorial

from derive.calculation import Relation
from derive.claim import Claim
from derive.domains import NATURAL, POSITIVE
from derive.numeric.oracle import value
from derive.prove import prove

pytestmark = pytest.mark.slow

N, K, X = NATURAL.symbol("n"), Symbol("k", integer=True), POSITIVE.symbol("x")
CASES = 350

SUMMANDS = (
    K**0, K, K**2, K**3, 2**K, 3**K, X**K, K * 2**K, K * X**K, binomial(N, K), K * binomial(N, K), binomial(N, K) ** 2,
    binomial(N, K) * X**K, binomial(N, K) * (-1) ** K, 1 / ((K + 1) * (K + 2)), K * factorial(K), binomial(N + K, K),
    1 / ((2 * K + 1) * (2 * K + 3)),
)  # fmt: skip
CLOSED_FORMS = (
    N + 1, N * (N + 1) / 2, N * (N + 1) * (2 * N + 1) / 6, N**2 * (N + 1) ** 2 / 4, 2 ** (N + 1) - 1, (3 ** (N + 1) - 1) / 2,
    (X ** (N + 1) - 1) / (X - 1), (N - 1) * 2 ** (N + 1) + 2, 2**N, N * 2 ** (N - 1), binomial(2 * N, N), (1 + X) ** N,
    (N + 1) / (N + 2), factorial(N + 1) - 1, binomial(2 * N + 1, N), (N + 1) / (2 * N + 3), Integer(0), N + 2, N * (N - 1) / 2,
)  # fmt: skip


def random_claim(rng: Random) -> Claim:
    """A combination of summands against a combination of closed forms, some of which belong together."""
    places = [rng.randrange(len(SUMMANDS)) for _ in range(rng.randint(1, 2))]
    factors = [rng.choice((1, 2, -1, Rational(1, 2))) for _ in places]
    summand = sum((c * SUMMANDS[i] for c, i in zip(factors, places, strict=True)), Integer(0))
    closed: Expr = Integer(0)
    for c, i in zip(factors, places, strict=True):
        fitting = CLOSED_FORMS[FITTING[i]] if i in FITTING and rng.random() < 0.8 else rng.choice(CLOSED_FORMS)
        closed = closed + c * fitting
    return Claim(Sum(summand, (K, 0, N)), Relation.EQUAL, closed, {N: NATURAL, X: POSITIVE})


FITTING = {0: 0, 1: 1, 2: 2, 3: 3, 4: 4, 5: 5, 6: 6, 7: 7, 9: 8, 10: 9, 11: 10, 12: 11, 14: 12, 15: 13, 16: 14, 17: 15}
"""Which closed form belongs to which summand."""


@pytest.mark.parametrize("seed", range(3))
def test_no_closed_form_is_proved_that_adding_up_contradicts(seed):
    rng, proved = Random(seed), 0
    for _ in range(CASES):
        claim = random_claim(rng)
        if prove(claim) is None:
            continue
        proved += 1
        for n in range(6):
            point = {N: Integer(n), X: Rational(7, 3)}
            lhs, rhs = value(claim.lhs, point), value(claim.rhs, point)
            assert lhs is None or rhs is None or abs(lhs - rhs) < 1e-30 * (1 + abs(lhs)), f"{claim.lhs} = {claim.rhs} at n = {n}"
    assert proved > CASES // 6
