"""Tables and families of integrals, series and products: each row against quadrature or summation by mpmath."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from mpmath import mp
from sympy import (
    Expr,
    Float,
    I,
    Integer,
    N,
    Pow,
    Product,
    Rational,
    Symbol,
    besselj,
    cos,
    cosh,
    exp,
    gamma,
    harmonic,
    lambdify,
    log,
    oo,
    pi,
    sin,
    sinh,
    sqrt,
    tan,
    zeta,
)  # fmt: skip

from derive.numeric.oracle import principal_value
from derive.prove.integrals.euler import by_euler
from derive.prove.integrals.exponentials import by_exponentials
from derive.prove.integrals.rows import TABLES, C, X
from derive.prove.integrals.scaled import by_scaling
from derive.prove.sums.generating import ROWS, SINGLE, K, generated
from derive.prove.sums.products import product

NO_FACTS = SimpleNamespace(hypotheses=(), domains={})
WAVES = (cos(X**2), sin(X**2))


def is_slowly_oscillating(integrand: Expr) -> bool:
    damped = integrand.has(exp, sinh, cosh) or integrand.func.__name__ == "besselk"
    return not damped and (integrand in WAVES or integrand.has(besselj, cos, sin))


@pytest.mark.parametrize("ends", list(TABLES), ids=str)
@pytest.mark.slow
def test_rows_with_parameters_against_quadrature(ends):
    """Oscillating integrals are left to the test of Abel's mean below."""
    for row in TABLES[ends]:
        if ends[1] == oo and is_slowly_oscillating(row.integrand):
            continue
        for size in ("0.63", "1.9", "0.37"):
            c = Float(size, 20)
            if not row.condition(Rational(size), NO_FACTS):
                continue
            function = lambdify(X, row.integrand.xreplace({C: c}), "mpmath")
            far = [1, 4, 12, mp.inf] if ends[1] == oo else [mp.mpf(N(ends[1])) / 2, mp.mpf(N(ends[1]))]
            found, claimed = mp.quad(function, [0, *far]), mp.mpmathify(N(row.value.xreplace({C: c}), 15))
            assert abs(found - claimed) < 1e-6 * max(1, abs(claimed)), row.integrand
            if not row.integrand.has(C):
                break


@pytest.mark.slow
def test_oscillating_rows_by_abels_mean():
    """The limit of the integral of exp(-e*x)*f(x), extrapolated from three values of e."""
    for row in TABLES[Integer(0), oo]:
        if not is_slowly_oscillating(row.integrand):
            continue
        c = Float("1.3", 15)
        function = lambdify(X, row.integrand.xreplace({C: c}), "mpmath")

        def mean(damping: float, function: Any = function) -> Any:
            ends = [i * 0.5 for i in range(int(24 / damping))]
            with mp.workdps(8):
                return mp.quad(lambda t: function(t) * mp.exp(-damping * t), ends, maxdegree=4)

        means = [mean(damping) for damping in (0.4, 0.2)]
        claimed = mp.mpmathify(N(row.value.xreplace({C: c}), 15))
        assert abs(2 * means[1] - means[0] - claimed) < 0.08, row.integrand


t = Symbol("t", positive=True)
FAMILIES = [
    (by_exponentials, t**2 * exp(-2 * t) * sin(3 * t), 0, oo), (by_exponentials, cos(2 * t) ** 2 * exp(-t), 0, oo),
    (by_exponentials, sinh(t) * exp(-2 * t), 0, oo), (by_exponentials, exp(-2 * t**2) * cos(3 * t), 0, oo),
    (by_exponentials, t**3 * exp(-2 * t**2), 0, oo), (by_exponentials, sqrt(t) * exp(-3 * t), 0, oo),
    (by_exponentials, t**3 * exp(-2 * t**2 + t), -oo, oo), (by_exponentials, t**2 * cos(3 * t), 0, pi),
    (by_exponentials, t * exp(2 * t) * sin(t), Rational(1, 2), 2), (by_exponentials, t ** Rational(-3, 2), 1, oo),
    (by_exponentials, t * exp(-2 * t), 1, oo), (by_exponentials, 1 / t, 1, 3), (by_exponentials, t**2 + 1, -1, 2),
    (by_euler, t / (1 + t**3), 0, oo), (by_euler, 1 / (4 + t**2) ** 2, 0, oo),
    (by_euler, 1 / (sqrt(t) * (2 + t)), 0, oo), (by_euler, sqrt(4 - t**2), 0, 2),
    (by_euler, t ** Rational(1, 3) * (1 - t) ** Rational(-1, 2), 0, 1), (by_euler, 1 / sqrt(1 - t**4), 0, 1),
    (by_euler, sin(t) ** 4 * cos(t) ** 3, 0, pi / 2), (by_euler, sqrt(tan(t)), 0, pi / 2),
    (by_euler, t**2 * exp(-2 * t**3), 0, oo), (by_scaling, cos(2 * t) / (9 + t**2), 0, oo),
    (by_scaling, log(t) / (t**2 + 4), 0, oo), (by_scaling, (exp(-2 * t) - exp(-5 * t)) / t, 0, oo),
    (by_scaling, 1 / (5 + 3 * cos(t)), 0, pi), (by_scaling, 1 / (4 * cos(t) ** 2 + 9 * sin(t) ** 2), 0, pi / 2),
    (by_scaling, exp(-2 * t**2 - 3 / t**2), 0, oo), (by_scaling, exp(-3 * t) * log(t), 0, oo),
]  # fmt: skip


@pytest.mark.parametrize(("finder", "integrand", "lower", "upper"), FAMILIES, ids=lambda part: getattr(part, "__name__", str(part)))
@pytest.mark.slow
def test_families_against_quadrature(finder, integrand, lower, upper):
    closed = finder(integrand, t, Integer(lower) if isinstance(lower, int) else lower, upper if upper == oo else
                    Integer(upper) if isinstance(upper, int) else upper, NO_FACTS)  # fmt: skip
    assert closed is not None
    function = lambdify(t, integrand, "mpmath")
    low = -mp.inf if lower == -oo else mp.mpf(N(lower))
    far = [2, 8, 25, mp.inf] if upper == oo else [mp.mpf(N(upper))]
    if lower == -oo:
        far = [-5, 0, 5, mp.inf]
    if integrand.has(cos) and integrand.is_rational_function(t, cos(2 * t)) and upper == oo and not integrand.has(exp):
        found = mp.quadosc(function, [0, mp.inf], omega=2)
    else:
        found = mp.quad(function, [low, *far])
    assert abs(found - mp.mpmathify(N(closed.value, 20))) < 1e-7


DIVERGENT = [
    (by_exponentials, sin(t), 0, oo), (by_exponentials, exp(t), 0, oo), (by_exponentials, exp(-t) / t, 0, oo),
    (by_exponentials, 1 / t, 0, Integer(1)), (by_exponentials, 1 / t, Integer(1), oo), (by_euler, 1 / (1 + t), 0, oo),
    (by_euler, 1 / (1 - t**2), 0, Integer(1)), (by_euler, 1 / sin(t), 0, pi / 2), (by_scaling, cos(t) / t, 0, oo),
    (by_scaling, 1 / (1 + 2 * cos(t)), 0, pi), (by_exponentials, exp(t**2), -oo, oo),
]  # fmt: skip


@pytest.mark.parametrize(("finder", "integrand", "lower", "upper"), DIVERGENT, ids=lambda part: getattr(part, "__name__", str(part)))
def test_divergent_integrals_have_no_closed_form(finder, integrand, lower, upper):
    assert finder(integrand, t, Integer(lower) if lower == 0 else lower, upper, NO_FACTS) is None


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.head.__name__} {row.index} {row.weight}")
def test_generating_functions_against_partial_sums(row):
    for w in (Rational(1, 5), Rational(-1, 4), (1 + I) / 7):
        parameters = (Rational(2, 3), Rational(3, 5))[2 - (row.value.__code__.co_argcount - 2) :]
        body = row.weight * row.head(row.index, *parameters, evaluate=False) * w**K
        closed = generated(body, K, Integer(row.first), oo, NO_FACTS)
        assert closed is not None
        with mp.workdps(20):
            terms = (mp.mpmathify(N(body.xreplace({K: Integer(k)}).doit(), 20)) for k in range(row.first, 40))
            found = sum(terms, mp.mpf(0))
            assert abs(found - principal_value(closed.value, {}, 20)) < 1e-12, w


def test_single_series_against_extrapolated_sums():
    for first, summand, claimed in SINGLE:
        function = lambdify(K, summand, [{"zeta": mp.zeta, "harmonic": mp.harmonic}, "mpmath"])
        alternates = any(node.base == -1 for node in summand.atoms(Pow))
        if summand.has(harmonic) and alternates:
            sums = [mp.fsum(function(k) for k in range(first, end)) for end in (9000, 9001)]
            found = (sums[0] + sums[1]) / 2
        elif alternates or summand.has(zeta):
            with mp.workdps(20):
                found = mp.nsum(lambda k, f=function: f(int(k)), [first, mp.inf])
        elif summand.has(harmonic):
            count = 4000
            tail = mp.quad(lambda k, f=function: f(k), [count + 0.5, 10 * count, 1000 * count, mp.inf])
            found = mp.fsum(function(k) for k in range(first, count + 1)) + tail
        else:
            found = mp.nsum(lambda k, f=function: f(mp.mpf(k)), [first, mp.inf])
        assert abs(found - mp.mpmathify(N(claimed, 20))) < 1e-6, summand


def test_trigonometric_series_against_partial_sums():
    k = Symbol("k", integer=True)
    for angle in (Rational(1, 2), Rational(5, 2), Integer(3)):
        for order in (1, 2, 3, 4):
            for body, first in (
                (cos(k * angle) / k**order, 1), (sin(k * angle) / k**order, 1),
                ((-1) ** k * sin(k * angle) / k**order, 1), (cos((2 * k + 1) * angle) / (2 * k + 1) ** order, 0),
                (sin((2 * k + 1) * angle) / (2 * k + 1) ** order, 0),
            ):  # fmt: skip
                closed = generated(body, k, Integer(first), oo, NO_FACTS)
                if closed is None:
                    continue
                function = lambdify(k, body, "math")
                found = sum(function(j) for j in range(first, 20_000))
                assert abs(found - float(N(closed.value))) < 4e-4, body
    assert generated(cos(7 * k) / k**2, k, Integer(1), oo, NO_FACTS) is None


def test_sums_over_orders_of_bessel_functions():
    k, z, angle = Symbol("k", integer=True), Rational(7, 3), Rational(2, 5)
    for body, first in (
        (besselj(2 * k, z) * cos(2 * k * angle), 1), (besselj(2 * k + 1, z) * sin((2 * k + 1) * angle), 0),
        ((-1) ** k * besselj(2 * k, z) * cos(2 * k * angle), 1), (besselj(2 * k, z), 1), (besselj(k, z) ** 2, 1),
        ((-1) ** k * besselj(2 * k + 1, z) * cos((2 * k + 1) * angle), 0), ((-1) ** k * besselj(2 * k + 1, z), 0),
    ):  # fmt: skip
        closed = generated(body, k, Integer(first), oo, NO_FACTS)
        assert closed is not None
        found = sum(N(body.xreplace({k: Integer(j)})) for j in range(first, 25))
        assert abs(found - N(closed.value)) < 1e-10


def test_products_over_the_roots_of_unity():
    k, z = Symbol("k", integer=True), Rational(2, 7)
    count = Symbol("n", integer=True, positive=True)
    for body, lower, upper in (
        (sin(z + pi * k / count), Integer(0), count - 1), (cos(z + pi * k / count), Integer(1), count),
        (2 * sin(z + pi * k / count), Integer(2), count + 1), (tan(pi * k / (2 * count + 1)), Integer(1), count),
        (cos(pi * k / (2 * count + 1)), Integer(1), count), (sin(pi * k / (2 * count + 1)), Integer(1), count),
        (z - 3 * exp(2 * pi * I * k / count), Integer(0), count - 1), (gamma(z + k / count), Integer(0), count - 1),
    ):  # fmt: skip
        closed = product(Product(body, (k, lower, upper)), NO_FACTS)
        assert closed is not None, body
        for n in (1, 2, 5):
            here = {count: Integer(n)}
            ends = (int(lower.xreplace(here)), int(upper.xreplace(here)))
            found = 1
            for j in range(ends[0], ends[1] + 1):
                found *= N(body.xreplace({k: Integer(j), **here}))
            assert abs(found - N(closed.value.xreplace(here))) < 1e-9, (body, n)


@pytest.mark.slow
def test_infinite_products_of_sines():
    k, z = Symbol("k", integer=True), Symbol("z")
    for body, lower in ((1 - z**2 / k**2, 1), (1 + z**2 / k**2, 2), (1 - 4 * z**2 / (2 * k - 1) ** 2, 1)):
        closed = product(Product(body, (k, lower, oo)), NO_FACTS)
        assert closed is not None
        for place in (Rational(1, 3), Rational(-7, 3), 1 + I / 2):
            logarithms = sum(mp.log(mp.mpmathify(N(body.xreplace({k: Integer(j), z: place})))) for j in range(lower, 1500))
            assert abs(mp.exp(logarithms) / mp.mpmathify(N(closed.value.xreplace({z: place}))) - 1) < 1e-2
