"""Integrals in closed form: each row of the tables against quadrature, true claims and false neighbours."""

from __future__ import annotations

from typing import Any

import pytest
from flint import acb
from mpmath import mp
from sympy import (
    Catalan,
    Expr,
    I,
    Integer,
    Integral,
    N,
    Rational,
    S,
    Si,
    Sum,
    Symbol,
    atan,
    besselj,
    beta,
    cos,
    cosh,
    digamma,
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
    lambdify,
    legendre,
    log,
    oo,
    pi,
    polygamma,
    polylog,
    sin,
    sinc,
    sqrt,
    uppergamma,
    zeta,
)  # fmt: skip
from sympy.functions import Ci, Shi, besseli, besselk, erfi, fresnelc, fresnels, lowergamma

from derive.calculation import Relation
from derive.claim import Claim, Reading
from derive.domains import COMPLEX, POSITIVE, REAL, Domain
from derive.numeric.oracle import principal_value
from derive.numeric.principal.balls import evaluate
from derive.prove.integrals.constants import TABLES, UNIT_SQUARE, X, Y
from derive.prove.integrals.families import parametric
from derive.prove.integrals.representations import REPRESENTATIONS, Representation
from derive.prove.principal import PlaneFacts
from derive.prove.summation import prove_sum

t, r = POSITIVE.symbol("t"), REAL.symbol("r")
a, b, z = (COMPLEX.symbol(name) for name in "abz")
x, y = Symbol("x", real=True), Symbol("y", real=True)
DOMAINS: dict[Symbol, Domain] = {t: POSITIVE, r: REAL, a: COMPLEX, b: COMPLEX, z: COMPLEX}
NUMERIC = {
    "loggamma": mp.loggamma, "elliptic_k": mp.ellipk, "elliptic_e": mp.ellipe, "sinc": mp.sinc, "Heaviside": mp.sign,
}  # fmt: skip


def proved(lhs: Any, rhs: Any, *conditions: Any) -> bool:
    lhs, rhs = S(lhs), S(rhs)
    domains = {symbol: DOMAINS[symbol] for symbol in DOMAINS if symbol in lhs.free_symbols | rhs.free_symbols}
    claim = Claim(lhs, Relation.EQUAL, rhs, domains, conditions, reading=Reading.COMPLEX)
    return prove_sum(claim, PlaneFacts.of(claim)) is not None


TRUE: dict[str, tuple[Any, ...]] = {
    "an antiderivative between complex ends": (Integral(exp(z), (z, a, b)), exp(b) - exp(a)),
    "definition of Si": (Integral(sinc(x), (x, 0, z)), Si(z)),
    "definition of erf": (Integral(exp(-(x**2)), (x, 0, z)), sqrt(pi) / 2 * erf(z)),
    "definition of erfc": (Integral(exp(-(x**2)), (x, z, oo)), sqrt(pi) / 2 * erfc(z)),
    "a logarithm on the positive line": (Integral(1 / x, (x, 1, t)), log(t)),
    "an arctangent on the real line": (Integral(1 / (1 + x**2), (x, 0, r)), atan(r)),
    "both ends move": (Integral(exp(I * z * x), (x, -a, a)), 2 * a * sinc(a * z)),
    "area under a rational function": (Integral(x**4 * (1 - x) ** 4 / (1 + x**2), (x, 0, 1)), Rational(22, 7) - pi),
    "Cauchy's density": (Integral(1 / (1 + x**2), (x, -oo, oo)), pi),
    "Gaussian integral": (Integral(exp(-t * x**2), (x, -oo, oo)), sqrt(pi / t)),
    "Euler's integral": (Integral(x ** (t - 1) * exp(-x), (x, 0, oo)), gamma(t)),
    "Laplace transform of 1": (Integral(exp(-t * x), (x, 0, oo)), 1 / t),
    "Dirichlet's integral": (Integral(sin(x) / x, (x, 0, oo)), pi / 2),
    "sinc over the line": (Integral(sinc(x), (x, -oo, oo)), pi),
    "Catalan's constant by a substitution": (Integral(log(x) / (1 + x**2), (x, 1, oo)), Catalan),
    "Catalan's constant by a double integral": (Integral(1 / (1 + x**2 * y**2), (x, 0, 1), (y, 0, 1)), Catalan),
    "Bernoulli's sum": (Integral(x ** (-x), (x, 0, 1)), Sum(X ** (-X), (X, 1, oo)).xreplace({X: Symbol("n", integer=True)})),
    "digamma": (Integral(exp(-x) / x - exp(-z * x) / (1 - exp(-x)), (x, 0, oo)), digamma(z), S.true),
}  # fmt: skip
TRUE["digamma"] = (*TRUE["digamma"][:2],)

FALSE: dict[str, tuple[Any, ...]] = {
    "ends the other way round": (Integral(exp(z), (z, a, b)), exp(a) - exp(b)),
    "another constant": (Integral(sinc(x), (x, 0, z)), Si(z) + 1),
    "a branch that the segment crosses": (Integral(1 / x, (x, 1, z)), log(z)),
    "a pole in the range": (Integral(1 / x**2, (x, -1, 1)), -2),
    "half of the line": (Integral(1 / (1 + x**2), (x, 0, oo)), pi),
    "another sign": (Integral(log(x) / (1 + x**2), (x, 1, oo)), -Catalan),
    "another exponent": (Integral(exp(-t * x**2), (x, -oo, oo)), sqrt(pi) / t),
    "a divergent integral": (Integral(1 / x, (x, 1, oo)), 0),
    "another kernel": (Integral(1 / (1 - x**2 * y**2), (x, 0, 1), (y, 0, 1)), Catalan),
    "digamma without its hypothesis": (Integral(exp(-x) / x - exp(-z * x) / (1 - exp(-x)), (x, 0, oo)), digamma(z)),
}  # fmt: skip


@pytest.mark.parametrize("name", [name for name in TRUE if name != "digamma"])
def test_proves(name: str) -> None:
    assert proved(*TRUE[name])


def test_a_hypothesis_of_a_representation_is_checked() -> None:
    from sympy import re

    assert proved(*TRUE["digamma"], re(z) > 0)
    assert not proved(*TRUE["digamma"], re(z) > -1)


@pytest.mark.parametrize("claim", FALSE.values(), ids=FALSE)
def test_does_not_prove(claim: tuple[Any, ...]) -> None:
    assert not proved(*claim)


ROWS = [(ends, row, value) for ends, rows in TABLES.items() for row, value in rows]


SETTLED, FLOAT_AGREEMENT = 1e-8, 1e-12
ROWS_BY_FLOATS = 20
"""So many rows converge only conditionally, or hold functions at singular ends: for those there are no balls."""


def ball_of(lower, upper, row):
    """A rigorous enclosure of the integral, if it can be settled."""
    t = Symbol("t", real=True)
    found = evaluate(Integral(row.xreplace({X: t}), (t, lower, upper)), {}, 96)
    return found if isinstance(found, acb) and float(abs(found - found.mid()).upper()) < SETTLED else None


def by_floats(lower, upper, row):
    """The integral by quadrature that knows of oscillations."""
    with mp.workdps(45 if upper != oo else 20):  # near 1 a modulus has to be told from 1
        function = lambdify(X, row, [NUMERIC, "mpmath"])
        if upper == oo and row in (sin(X**2), cos(X**2)):
            return mp.quadosc(function, [0, mp.inf], zeros=lambda i: mp.sqrt(i * mp.pi))
        if upper == oo:
            return mp.quad(function, [mp.mpf(10) ** -18, 1]) + mp.quadosc(function, [1, mp.inf], omega=1)
        return mp.quad(function, [mp.mpmathify(N(lower, 45)) + mp.mpf(10) ** -18, mp.mpmathify(N(upper, 45))])


@pytest.mark.slow
def test_rows_of_the_tables_in_balls():
    open_rows = 0
    for (lower, upper), row, value in ROWS:
        ball = ball_of(lower, upper, row)
        if ball is None:
            open_rows += 1
        else:
            assert ball.overlaps(acb(evaluate(value, {}, 96))), f"{row} over ({lower}, {upper}) is not {value}"
    assert open_rows <= ROWS_BY_FLOATS


@pytest.mark.slow
@pytest.mark.parametrize("case", ROWS, ids=[f"{row} on {ends}" for ends, row, _ in ROWS])
def test_rows_of_the_tables_without_balls(case):
    (lower, upper), row, value = case
    if ball_of(lower, upper, row) is None:
        assert abs(by_floats(lower, upper, row) - mp.mpmathify(N(value, 30))) < FLOAT_AGREEMENT ** (0.5 if upper == oo else 1)


@pytest.mark.parametrize("row", UNIT_SQUARE, ids=[str(row) for row, _ in UNIT_SQUARE])
@pytest.mark.slow
def test_rows_over_the_unit_square(row: tuple[Expr, Expr]) -> None:
    with mp.workdps(15):
        function = lambdify((X, Y), row[0], "mpmath")
        assert abs(mp.quad(function, [0, 0.5, 1], [0, 0.5, 1]) - mp.mpmathify(N(row[1], 15))) < 1e-6


NODES: list[Expr] = [
    besselj(3, Rational(7, 3), evaluate=False), besselj(0, Rational(2, 3), evaluate=False),
    besselj(Rational(3, 4), Rational(5, 3), evaluate=False), besseli(2, Rational(4, 3), evaluate=False),
    besselk(Rational(2, 3), Rational(5, 4), evaluate=False), digamma(Rational(7, 3), evaluate=False),
    polygamma(2, Rational(5, 3), evaluate=False), zeta(Rational(7, 3), Rational(5, 4), evaluate=False),
    zeta(Rational(9, 4), evaluate=False), gamma(Rational(7, 3), evaluate=False),
    uppergamma(Rational(7, 3), Rational(3, 2), evaluate=False), lowergamma(Rational(7, 3), Rational(3, 2), evaluate=False),
    beta(Rational(7, 3), Rational(5, 4), evaluate=False), erfc(Rational(2, 3), evaluate=False),
    erf(Rational(2, 3), evaluate=False), erfi(Rational(2, 3), evaluate=False), Si(Rational(5, 3), evaluate=False),
    Shi(Rational(5, 3), evaluate=False), Ci(Rational(5, 3), evaluate=False), fresnels(Rational(4, 3), evaluate=False),
    fresnelc(Rational(4, 3), evaluate=False), elliptic_k(Rational(-3, 4), evaluate=False),
    elliptic_f(Rational(7, 5), Rational(1, 3), evaluate=False), elliptic_e(Rational(2, 3), evaluate=False),
    elliptic_e(Rational(9, 4), Rational(1, 3), evaluate=False), elliptic_pi(Rational(1, 3), Rational(-1, 2), evaluate=False),
    elliptic_pi(Rational(1, 3), Rational(4, 5), Rational(-1, 2), evaluate=False),
    hyper((Rational(1, 3), Rational(5, 3)), (Rational(11, 3),), Rational(2, 5)),
    hyper((Rational(5, 3),), (Rational(11, 3),), Rational(2, 5)), legendre(3, Rational(7, 4), evaluate=False),
    polylog(2, Rational(2, 5), evaluate=False), polylog(Rational(5, 2), Rational(-3, 4), evaluate=False),
    expint(1, Rational(3, 2), evaluate=False), expint(3, Rational(4, 5), evaluate=False),
]  # fmt: skip


def test_every_representation_has_a_sample() -> None:
    from sympy import Chi, factorial

    assert {type(node) for node in NODES} >= set(REPRESENTATIONS) - {Chi, factorial}


@pytest.mark.parametrize("node", NODES, ids=str)
def test_representations(node: Expr) -> None:
    facts = PlaneFacts({})
    rows: list[Representation] = list(REPRESENTATIONS[type(node)](node, facts))
    assert rows
    for row in rows:
        variables = {symbol for symbol in row.integrand.free_symbols if symbol.name == "_t_"}
        with mp.workdps(30):
            function = lambdify(variables.pop(), row.integrand, [NUMERIC, "mpmath"])
            ends = [mp.mpmathify(N(end, 30)) if end not in (oo, -oo) else end for end in (row.lower, row.upper)]
            low, high = (mp.inf if end == oo else -mp.inf if end == -oo else end for end in ends)
            tiny = mp.mpf(10) ** -24
            if isinstance(node, besselk):
                high = mp.mpf(8)  # beyond that the integrand is below any error
            if row.name == "definition of the cosine integral" and high == mp.inf:
                found = mp.quadosc(function, [low, mp.inf], omega=1)
            elif high == mp.inf:
                start = [low + tiny if low == 0 else low] if low != -mp.inf else [-mp.inf, -5, 0]
                found = mp.quad(function, [*start, *[p for p in (1, 4, 12, 30) if p > start[-1]], mp.inf])
            else:
                found = mp.quad(function, [low + tiny, (low + high) / 2, high - tiny])
            ours = not row.value.has(hyper)
            value: Any = principal_value(row.value, {}, 20) if ours else mp.mpmathify(N(row.value, 20))
            assert abs(found - value) < 1e-5 * max(1, abs(value)), row


def test_families_agree_with_quadrature() -> None:
    for integrand, ends in (
        (exp(-2 * x**2 + x + 1), (-oo, oo)), (exp(-3 * x**2 + x), (0, oo)), (x**2 * exp(-2 * x + 1), (0, oo)),
        (sqrt(x) * exp(-2 * x), (Rational(1, 2), oo)), (x**3 * exp(-2 * x**2), (0, oo)),
        (exp(-2 * x**2) * sinc(x), (0, oo)), (exp(-2 * x) * sin(3 * x) / x, (0, oo)), (exp(-2 * x) * sinc(3 * x), (0, oo)),
    ):  # fmt: skip
        found = parametric(integrand, x, Integer(ends[0]) if ends[0] in (0, 1) else ends[0], oo, None)
        assert found is not None, integrand
        with mp.workdps(20):
            function = lambdify(x, integrand, [NUMERIC, "mpmath"])
            low = -mp.inf if ends[0] == -oo else mp.mpmathify(N(ends[0], 20)) + mp.mpf(10) ** -15
            direct = mp.quad(function, [low, 1, 5, mp.inf] if low != -mp.inf else [low, 0, mp.inf])
            expected = principal_value(found.value, {}, 20)
            assert expected is not None
            assert abs(direct - expected) < 1e-10, integrand


def test_cosine_needs_a_wave() -> None:
    assert parametric(cosh(x), x, Integer(0), oo, None) is None
