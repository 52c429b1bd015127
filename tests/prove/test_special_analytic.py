"""Elliptic integrals, Bessel, hypergeometric, error and Lambert functions: rules against mpmath, claims and false ones."""

from __future__ import annotations

from itertools import combinations_with_replacement
from typing import Any

import pytest
from mpmath import mp
from sympy import (
    E,
    Expr,
    I,
    LambertW,
    N,
    Rational,
    S,
    Symbol,
    asin,
    atan,
    besseli,
    besselj,
    besselk,
    bessely,
    binomial,
    elliptic_e,
    elliptic_f,
    elliptic_k,
    elliptic_pi,
    erf,
    erfc,
    exp,
    expint,
    gamma,
    hyper,
    log,
    lowergamma,
    pi,
    sin,
    sinc,
    sqrt,
    uppergamma,
)  # fmt: skip
from sympy.functions import erfi

from derive.calculation import Relation
from derive.claim import Claim, Reading
from derive.domains import COMPLEX, INTEGER, POSITIVE, Domain
from derive.numeric.oracle import principal_value
from derive.prove.principal import PlaneFacts
from derive.prove.special import bessel, error, hypergeometric, prove_special
from derive.prove.special.elliptic import FIRST_KIND, SECOND_KIND

a, b, c, nu, z, m = (COMPLEX.symbol(name) for name in ("a", "b", "c", "nu", "z", "m"))
n, t = INTEGER.symbol("n"), POSITIVE.symbol("t")
DOMAINS: dict[Symbol, Domain] = {**dict.fromkeys((a, b, c, nu, z, m), COMPLEX), n: INTEGER, t: POSITIVE}
PLACES = [Rational(1, 3), Rational(3, 2), Rational(-7, 3), 1 + 2 * I, -2 - I / 3, 3 * I, Rational(3, 2) - I]
HALF = Rational(1, 2)


def proved(lhs: Any, rhs: Any, *conditions: Any) -> bool:
    lhs, rhs = S(lhs), S(rhs)
    domains = {symbol: DOMAINS[symbol] for symbol in DOMAINS if symbol in lhs.free_symbols | rhs.free_symbols}
    claim = Claim(lhs, Relation.EQUAL, rhs, domains, conditions, reading=Reading.COMPLEX)
    return prove_special(claim, PlaneFacts.of(claim)) is not None


TRUE: dict[str, tuple[Any, ...]] = {
    "lemniscatic K": (elliptic_k(HALF, evaluate=False), gamma(Rational(1, 4)) ** 2 / (4 * sqrt(pi))),
    "Legendre's relation at 1/2": (
        2 * elliptic_e(HALF, evaluate=False) * elliptic_k(HALF, evaluate=False) - elliptic_k(HALF, evaluate=False) ** 2,
        pi / 2,
    ),
    "complete is incomplete at a right angle": (elliptic_f(pi / 2, m, evaluate=False), elliptic_k(m)),
    "half turns of E": (elliptic_e(n * pi, m, evaluate=False), 2 * n * elliptic_e(m)),
    "Pi without a modulus": (elliptic_pi(z, 0, evaluate=False), pi / (2 * sqrt(1 - z))),
    "K as a hypergeometric function": (hyper((HALF, HALF), (1,), z), 2 / pi * elliptic_k(z)),
    "recurrence of J": (besselj(nu - 1, z) + besselj(nu + 1, z), 2 * nu / z * besselj(nu, z)),
    "J of half order": (besselj(HALF, z, evaluate=False), sqrt(2 * z / pi) * sin(z) / z),
    "negative integer order": (bessely(-n, z, evaluate=False), (-1) ** n * bessely(n, z)),
    "K is even in the order": (besselk(-nu, z, evaluate=False), besselk(nu, z)),
    "geometric series as 1F0": (hyper((1,), (), z), 1 / (1 - z)),
    "logarithm as 2F1": (z * hyper((1, 1), (2,), -z), log(1 + z)),
    "Chu and Vandermonde": (hyper((-3, b), (c,), 1), (c - b) * (c - b + 1) * (c - b + 2) / (c * (c + 1) * (c + 2))),
    "pi by an algebraic argument": (2 * hyper((1, 1), (HALF,), HALF) - 4, pi),
    "error functions": (erf(z) + erfc(z), 1),
    "erf as 1F1": (2 * z / sqrt(pi) * hyper((HALF,), (3 * HALF,), -(z**2)), erf(z)),
    "incomplete gamma functions": (lowergamma(a, t) + uppergamma(a, t), gamma(a)),
    "sinc as 0F1": (sinc(z), hyper((), (3 * HALF,), -(z**2) / 4)),
    "W of E": (LambertW(E, evaluate=False), 1),
    "W on its positive branch": (LambertW(t * exp(t), evaluate=False), t),
    "equation of W": (LambertW(z) * exp(LambertW(z), evaluate=False), z),
}  # fmt: skip

FALSE: dict[str, tuple[Any, ...]] = {
    "K at another modulus": (elliptic_k(Rational(1, 3), evaluate=False), gamma(Rational(1, 4)) ** 2 / (4 * sqrt(pi))),
    "half turns counted once": (elliptic_e(n * pi, m, evaluate=False), n * elliptic_e(m)),
    "recurrence with the other sign": (besselj(nu - 1, z) - besselj(nu + 1, z), 2 * nu / z * besselj(nu, z)),
    "J is not even in the order": (besselj(-nu, z, evaluate=False), besselj(nu, z)),
    "another branch of the root": (besselj(HALF, z, evaluate=False), sqrt(2 / (pi * z)) * sin(-z)),
    "Gauss's theorem with a wrong sign": (hyper((-3, b), (c,), 1), (c + b) * (c + b + 1) / (c * (c + 1))),
    "the lower branch of W": (LambertW(t * exp(t), -1, evaluate=False), t),
    "W for all arguments": (LambertW(z * exp(z), evaluate=False), z),
    "erf is not even": (erf(-z, evaluate=False), erf(z)),
}  # fmt: skip


@pytest.mark.parametrize("claim", TRUE.values(), ids=TRUE)
def test_proves(claim: tuple[Any, ...]) -> None:
    assert proved(*claim)


@pytest.mark.parametrize("claim", FALSE.values(), ids=FALSE)
def test_does_not_prove(claim: tuple[Any, ...]) -> None:
    assert not proved(*claim)


@pytest.mark.parametrize("table", [FIRST_KIND, SECOND_KIND], ids=["K", "E"])
def test_singular_values(table: Any) -> None:
    function = mp.ellipk if table is FIRST_KIND else mp.ellipe
    with mp.workdps(40):
        for modulus, value in table:
            expected = function(mp.mpmathify(N(modulus, 45)))
            assert abs(expected - mp.mpmathify(N(value, 45))) < mp.mpf(10) ** -35, modulus


@pytest.mark.parametrize("head", [besselj, bessely, besseli, besselk])
def test_bessel_rules_at_points(head: Any) -> None:
    orders = [Rational(k, 2) for k in range(-7, 8)] + [nu + 2, nu - 3, nu + 5 * HALF, -n, n + 3, -n - 1]
    for order in orders:
        node = head(order, z, evaluate=False)
        for rule in bessel.RULES[head]:
            found = rule.apply(node, PlaneFacts({}))
            for place in PLACES if found is not None else ():
                point = {z: place, nu: Rational(2, 7) - I, n: 3}
                _agree(node, getattr(found, "result", found), point, rule.name)


def _agree(node: Expr, result: Expr, point: dict[Symbol, Any], name: str) -> None:
    ours, theirs = principal_value(result, point, 30), principal_value(node, point, 30)
    assert ours is not None
    assert theirs is not None
    assert abs(ours - theirs) <= mp.mpf(10) ** -25 * max(1, abs(theirs)), (name, node, point)


def _value_of_hyper(node: Any, point: dict[Symbol, Any]) -> Any:
    with mp.workdps(30):
        upper, lower = ([mp.mpmathify(N(p, 30)) for p in parameters] for parameters in node.args[:2])
        return mp.hyper(upper, lower, mp.mpmathify(N(node.args[2].subs(point), 30)))


@pytest.mark.parametrize("lower", [-HALF, HALF, S(1), 3 * HALF, S(2), S(3)], ids=str)
def test_hypergeometric_rules_at_points(lower: Expr) -> None:
    values = [-HALF, HALF, S(1), 3 * HALF, S(2), S(3)]
    for upper in combinations_with_replacement(values, 2):
        node = hyper(upper, (lower,), z)
        for rule in hypergeometric.RULES[hyper]:
            found = rule.apply(node, PlaneFacts({}))
            result = getattr(found, "result", found)
            if result is None or result.has(hyper):
                continue
            for place in PLACES[:4]:
                theirs, ours = _value_of_hyper(node, {z: place}), principal_value(result, {z: place}, 25)
                assert ours is not None
                assert abs(ours - theirs) <= 1e-14 * max(1, abs(theirs)), (rule.name, node, place)


def test_error_rules_at_points() -> None:
    nodes = [
        erfc(z, evaluate=False), erfi(z, evaluate=False), expint(3, z, evaluate=False), expint(-2, z, evaluate=False),
        uppergamma(HALF, z, evaluate=False), uppergamma(7 * HALF, z, evaluate=False),
        uppergamma(-3 * HALF, z, evaluate=False), lowergamma(a, z, evaluate=False), sinc(z, evaluate=False),
    ]  # fmt: skip
    for node in nodes:
        for rule in error.RULES[type(node)]:
            found = rule.apply(node, PlaneFacts({}))
            for place in PLACES if found is not None else ():
                _agree(node, getattr(found, "result", found), {z: place, a: Rational(5, 3)}, rule.name)


def test_inverse_functions_by_hypergeometric_ones_are_proved_where_the_cut_allows() -> None:
    assert proved(z * hyper((HALF, 1), (3 * HALF,), -(z**2)), atan(z))
    assert not proved(z * hyper((HALF, HALF), (3 * HALF,), -(z**2)), asin(z))
    assert not proved(hyper((a, b), (c,), 1), binomial(a, b))
