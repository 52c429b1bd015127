"""Limits of random functions against their values close to the point: what is proved must come near."""

from __future__ import annotations

from random import Random

import pytest
from mpmath import mp
from sympy import Expr, Integer, Rational, atan, cos, exp, log, oo, pi, sin, sqrt

from derive.calculation import Approach, Relation
from derive.claim import Claim
from derive.domains import POSITIVE
from derive.numeric.oracle import value
from derive.prove import prove

pytestmark = pytest.mark.slow

P = POSITIVE.symbol("p")
CASES = 60
PARTS = (
    P, P**2, 1 / P, sqrt(P), exp(-P), exp(P), log(P), log(1 + P), sin(P), cos(P), atan(P), 1 + P, (1 + P) / (2 + P), Integer(1),
    Integer(2), sin(P) / P, (exp(P) - 1) / P, P * log(P), (1 - cos(P)) / P**2,
)  # fmt: skip
VALUES = (Integer(0), Integer(1), Rational(1, 2), Integer(2), oo, -oo, pi / 2, Integer(-1))


def random_function(rng: Random) -> Expr:
    """A sum, product or quotient of a few parts."""
    f, g = rng.choice(PARTS), rng.choice(PARTS)
    return rng.choice((f + g, f * g, f / g, f - g, exp(-f) * g, f / (1 + g**2)))


@pytest.mark.parametrize("seed", range(3))
def test_no_limit_is_proved_that_nearby_values_contradict(seed):
    rng, proved = Random(seed), 0
    for _ in range(CASES):
        function, target, end = random_function(rng), rng.choice(VALUES), rng.choice((Integer(0), oo))
        claim = Claim(function, Relation.TENDS_TO, target, {P: POSITIVE}, approach=Approach(P, end, "+" if end == 0 else "-"))
        if type(prove(claim)).__name__ != "Proof":
            continue
        proved += 1
        near, nearer = (Rational(1, 10**8), Rational(1, 10**16)) if end == 0 else (Integer(10**3), Integer(10**6))
        values = [value(function, {P: at}, 60) for at in (near, nearer)]
        assert None in values or comes_near(values, target), f"{function} -> {target} as p -> {end}: {values}"
    assert proved > 0


def comes_near(values, target) -> bool:
    """Whether two values, the second nearer to the point, look as if they went to the target."""
    if target in (oo, -oo):
        sign = 1 if target == oo else -1
        return sign * values[1] > sign * values[0] and sign * values[1] > 2
    goal = mp.mpmathify(target.evalf(60))
    return abs(values[1] - goal) < mp.mpf("0.4") and abs(values[1] - goal) <= abs(values[0] - goal) + mp.mpf("1e-12")
