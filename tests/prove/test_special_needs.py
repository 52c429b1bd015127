"""What identities need of a point: when it is known, and when continuity may fill the gap."""

from __future__ import annotations

from typing import Any

import pytest
from sympy import (
    Abs,
    Heaviside,
    I,
    Integer,
    KroneckerDelta,
    Ne,
    Piecewise,
    Pow,
    Rational,
    acos,
    beta,
    binomial,
    digamma,
    factorial,
    floor,
    gamma,
    log,
    loggamma,
    polylog,
    re,
    sign,
    sinc,
    sqrt,
    zeta,
)

from derive.calculation import Relation
from derive.claim import Claim, Reading
from derive.domains import COMPLEX, INTEGER, NATURAL, POSITIVE, POSITIVE_INTEGER, REAL
from derive.prove.principal import PlaneFacts
from derive.prove.special.continuity import is_continuous
from derive.prove.special.needs import Knowledge, hold_by_continuity
from derive.prove.special.rules import Kind, Need

z, x = COMPLEX.symbol("z"), REAL.symbol("x")
q, n = POSITIVE.symbol("q"), INTEGER.symbol("n")
k, p = NATURAL.symbol("k"), POSITIVE_INTEGER.symbol("p")
DOMAINS = {z: COMPLEX, x: REAL, q: POSITIVE, n: INTEGER, k: NATURAL, p: POSITIVE_INTEGER}
HALF = Rational(1, 2)


def claim(lhs: Any, *conditions: Any) -> Claim:
    return Claim(lhs, Relation.EQUAL, Integer(0), DOMAINS, tuple(conditions), reading=Reading.COMPLEX)


def u(head: Any, *arguments: Any) -> Any:
    return head(*arguments, evaluate=False)


CONTINUOUS = {
    "gamma": gamma(z) * z**3 / (z - 1),
    "positive base": 2**z * Rational(1, 3) ** z,
    "whole exponent": z**n,
    "modulus": Abs(z) * re(z),
    "binomial polynomial": u(binomial, z, k),
    "binomial in the lower argument": u(binomial, k, z),
    "Riemann": zeta(z),
    "Hurwitz of whole order": u(zeta, n, z),
    "Hurwitz in the order": u(zeta, z, HALF),
    "rational polylogarithm": u(polylog, -2, z),
    "cardinal sine": sinc(z),
}
NOT_KNOWN_TO_BE = {
    "root": sqrt(z),
    "logarithm": log(z),
    "logarithm of gamma": loggamma(z),
    "inverse cosine": acos(z),
    "symbolic base": n**z,
    "base 0": u(Pow, Integer(0), z**2),
    "jump": Heaviside(z),
    "sign": sign(z),
    "floor": floor(z),
    "isolated value": KroneckerDelta(z, 0),
    "pieces": Piecewise((1, Ne(z, 0)), (2, True)),
    "binomial of a whole number": u(binomial, n, z),
    "binomial in both": u(binomial, z, z),
    "Hurwitz": u(zeta, HALF, z),
    "Hurwitz at 0": u(zeta, z, Integer(0)),
    "polylogarithm on the cut": u(polylog, z, Integer(2)),
}


@pytest.mark.parametrize("expression", CONTINUOUS.values(), ids=CONTINUOUS.keys())
def test_continuous_wherever_there_is_a_value(expression: Any) -> None:
    assert is_continuous(expression, frozenset({z}))


@pytest.mark.parametrize("expression", NOT_KNOWN_TO_BE.values(), ids=NOT_KNOWN_TO_BE.keys())
def test_not_known_to_be_continuous(expression: Any) -> None:
    assert not is_continuous(expression, frozenset({z}))


MET = {
    "above 0": (Need(p, Kind.NO_POLE), ()),
    "sum of natural numbers": (Need(2 * k + 1, Kind.NO_POLE), ()),
    "positive real": (Need(q, Kind.NO_POLE), ()),
    "half-integer": (Need(n + HALF, Kind.NO_POLE), ()),
    "argument of gamma": (Need(z - 1, Kind.NO_POLE), (gamma(z - 1),)),
    "above an argument of gamma": (Need(z + k, Kind.NO_POLE), (digamma(z),)),
    "between arguments of gamma": (Need(z, Kind.NOT_WHOLE), (gamma(z) * gamma(1 - z),)),
    "factorial": (Need(z + 1, Kind.NO_POLE), (factorial(z),)),
    "beta": (Need(z, Kind.NO_POLE), (u(beta, x, z),)),
    "denominator": (Need(z - 1, Kind.NONZERO), (1 / (z**2 - 1),)),
    "root of a denominator": (Need(z + 1, Kind.NONZERO), (1 / sqrt(z**2 - 1),)),
    "hypothesis": (Need(2 * z - 2, Kind.NONZERO), (z, Ne(z, 1))),
    "half-plane": (Need(z + 1, Kind.NO_POLE), (z, re(z) > -1)),
    "bound on a whole number": (Need(n - 1, Kind.NO_POLE), (n, n >= 2)),
    "off the real line": (Need(1 + I * x, Kind.NOT_WHOLE), (1 / x,)),
}
OPEN = {
    "any complex number": (Need(z, Kind.NO_POLE), ()),
    "natural number": (Need(k, Kind.NO_POLE), ()),
    "difference": (Need(p - k, Kind.NO_POLE), ()),
    "below an argument of gamma": (Need(z - 1, Kind.NO_POLE), (gamma(z),)),
    "numerator": (Need(z, Kind.NONZERO), (z,)),
    "closed half-plane": (Need(z, Kind.NO_POLE), (z, re(z) >= 0)),
    "in a piece": (Need(z, Kind.NO_POLE), (Piecewise((gamma(z), x > 0), (0, True)),)),
    "other hypothesis": (Need(z, Kind.NONZERO), (z, Ne(z, 1))),
    "multiple of a denominator": (Need(z**2 - 1, Kind.NONZERO), (1 / (z - 1),)),
}


def meets(need: Need, given: tuple[Any, ...]) -> bool:
    stated = claim(*given) if given else claim(Integer(0))
    return Knowledge(stated, PlaneFacts.of(stated)).meets(need)


@pytest.mark.parametrize(("need", "given"), MET.values(), ids=MET.keys())
def test_a_need_that_is_met(need: Need, given: tuple[Any, ...]) -> None:
    assert meets(need, given)


@pytest.mark.parametrize(("need", "given"), OPEN.values(), ids=OPEN.keys())
def test_a_need_that_is_open(need: Need, given: tuple[Any, ...]) -> None:
    assert not meets(need, given)


def test_continuity_needs_room() -> None:
    need = [Need(z, Kind.NONZERO)]
    assert hold_by_continuity(need, claim(gamma(z + 1)))
    assert hold_by_continuity(need, claim(gamma(z + 1), re(z) > -1))
    assert not hold_by_continuity(need, claim(gamma(z + 1), re(z) >= 0))
    assert not hold_by_continuity(need, claim(sqrt(z)))
    assert not hold_by_continuity([Need(k, Kind.NONZERO)], claim(gamma(k + 1)))
    assert not hold_by_continuity([Need(z**2, Kind.NONZERO)], claim(gamma(z + 1)))
    assert not hold_by_continuity([Need(k - 1, Kind.NONZERO), *need], claim(gamma(z + 1)))
