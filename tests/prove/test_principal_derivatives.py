"""Derivatives in the tower: identities, what is false beside them, and every rule against numerical differentiation."""

import mpmath
import pytest
from sympy import (
    Abs,
    Chi,
    Ci,
    Derivative,
    Ei,
    Expr,
    I,
    LambertW,
    Rational,
    Shi,
    Si,
    acos,
    acosh,
    acot,
    acoth,
    acsc,
    acsch,
    asec,
    asech,
    asin,
    asinh,
    atan,
    atanh,
    chebyshevt,
    digamma,
    elliptic_e,
    elliptic_f,
    elliptic_k,
    elliptic_pi,
    erf,
    erfc,
    erfi,
    expint,
    fresnelc,
    fresnels,
    gamma,
    hyper,
    legendre,
    li,
    log,
    loggamma,
    lowergamma,
    polygamma,
    polylog,
    sinc,
    sqrt,
    uppergamma,
    zeta,
)  # fmt: skip

from derive.domains import REAL
from derive.prove.allocation import OutOfReach
from derive.prove.plane_facts import PlaneFacts
from derive.prove.principal.decision import decide
from derive.prove.principal.slopes import SLOPES
from derive.prove.principal.tower import PrincipalTower

from .principal_tables import (
    DERIVATIVES,
    FALSE_DERIVATIVES,
    Row,
    facts_of,
    names,
    numeric,
    sides_of,
    x,
)  # fmt: skip

R = Rational

FUNCTIONS: list[Expr] = [
    erf(x * (1 + I)), erfi(x), erfc(x), fresnels(x), fresnelc(x * I + 1), Si(x), Ci(x), Ci(-x), Ci(I * x), Shi(x),
    Chi(x), Chi(-x), Chi(I * x), Ei(x), Ei(-x), Ei(x * I), li(x), expint(1, x), expint(1, -x), expint(2, x),
    expint(R(1, 2), -x), expint(3, I * x), polylog(2, x), polylog(3, x), polylog(R(1, 2), x), polylog(2, -3 * x),
    polylog(2, I * x), uppergamma(R(1, 3), x), uppergamma(R(1, 3), -x), uppergamma(I, -x), lowergamma(R(1, 3), x),
    lowergamma(R(1, 3), -x), uppergamma(3, -x), elliptic_f(x, 2), elliptic_f(x, R(1, 2)), elliptic_f(x, -3),
    elliptic_f(I * x, 2), elliptic_f(x, I), elliptic_e(x, 2), elliptic_e(x, R(1, 2)), elliptic_e(I * x, 2),
    elliptic_pi(R(1, 3), x, R(1, 2)), elliptic_k(x), elliptic_e(x), elliptic_k(I * x),
    elliptic_f(atan(x) / 2, 3), LambertW(x), LambertW(x, -1), LambertW(x, 1), LambertW(I * x),
    gamma(x), loggamma(x), loggamma(x * I), digamma(x), polygamma(2, x), zeta(R(5, 2), x),
    chebyshevt(R(1, 2), x), legendre(R(1, 2), x), hyper((R(1, 3), R(1, 2)), (R(3, 2),), x),
    hyper((R(1, 3), R(1, 2)), (R(5, 2),), x), hyper((R(1, 3),), (R(5, 2),), x), hyper((-R(1, 3), 2), (3,), -2 * x),
    hyper((-R(1, 3), 2), (3,), x * 2), hyper((3, 2 + I), (3 + I,), x * 2), asin(x), acos(x), atan(x), acot(x), asec(x),
    acsc(x), asinh(x), acosh(x), atanh(x), acoth(x), asech(x), acsch(x), asin(I * x), acos(I * x), atan(I * x),
    acot(I * x), asec(I * x), acsc(I * x), asinh(I * x), acosh(I * x), atanh(I * x), acoth(I * x), asech(I * x),
    acsch(I * x), asin(x + I), acosh(x - I), atan(2 + I * x), (x + I) ** R(2, 3), (-x) ** R(1, 3), log(-x), x**I,
    (-x) ** (1 + I), x**x, sqrt(x) * sqrt(1 - x), sinc(x), Abs(x), Abs(x**2 - 1),
]  # fmt: skip

POINTS = ("0.37", "-0.61", "1.71", "-2.3", "3.3", "-4.7", "7.1")
"""On both sides of all cuts that lie on the real line, and on them."""


def derivative(f: Expr) -> Expr | None:
    tower = PrincipalTower(PlaneFacts({x: REAL}))
    try:
        return tower.run(lambda t: t.as_expression(t.read(Derivative(f, x))))
    except OutOfReach:
        return None


@pytest.mark.parametrize("f", FUNCTIONS, ids=str)
def test_rules_agree_with_numerical_differentiation(f: Expr) -> None:
    found = derivative(f)
    assert found is not None
    function, slope, compared = numeric(f, [x]), numeric(found, [x]), 0
    with mpmath.workdps(25):
        for point in map(mpmath.mpf, POINTS):
            try:
                expected, value = mpmath.diff(function, point), slope(point)
            except (ZeroDivisionError, ValueError, mpmath.libmp.NoConvergence):
                continue
            if mpmath.isfinite(expected):
                assert abs(expected - value) < 1e-7 * (1 + abs(expected))
                compared += 1
    assert compared


def test_each_rule_is_among_those_compared() -> None:
    assert {head for head in SLOPES if not any(f.has(head) for f in FUNCTIONS)} <= {digamma}


@pytest.mark.parametrize("statement", DERIVATIVES, ids=names(DERIVATIVES))
def test_a_true_derivative_is_proved(statement: Row) -> None:
    assert decide(*sides_of(statement), facts_of(statement)) is not None


@pytest.mark.parametrize("statement", DERIVATIVES, ids=names(DERIVATIVES))
def test_another_right_side_is_not_proved(statement: Row) -> None:
    lhs, rhs = sides_of(statement)
    assert decide(lhs, 2 * rhs, facts_of(statement)) is None


@pytest.mark.parametrize("statement", FALSE_DERIVATIVES, ids=names(FALSE_DERIVATIVES))
def test_a_false_derivative_is_not_proved(statement: Row) -> None:
    assert decide(*sides_of(statement), facts_of(statement)) is None


@pytest.mark.parametrize(
    "f", [elliptic_f(acos(x) * I, 2), elliptic_f(acos(x), 2), elliptic_f(asin(x), R(1, 2)), zeta(x, 2), hyper((x,), (2,), x), LambertW(1, x)], ids=str
)
def test_what_has_no_rule_is_out_of_reach(f: Expr) -> None:
    assert derivative(f) is None
