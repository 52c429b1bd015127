"""Derivatives at a point, from differences and Cauchy's estimate, against mpmath and against rules."""

import mpmath as mp
import pytest
import sympy as sp
from flint import acb, arb, ctx
from sympy import Abs, Derivative, I, Rational, Subs, Symbol, atan, conjugate, exp, floor, gamma, log, sin, sqrt, zeta

from derive.numeric import balls as real
from derive.numeric.principal.balls import UNDEFINED, evaluate, settle
from derive.numeric.principal.derivatives import stencil
from derive.numeric.principal.values import as_acb
from tests.numeric.principal_functions import ROWS, at, z

NOT_ANALYTIC = {"Abs", "arg", "re", "im", "conjugate", "sign", "floor", "ceiling"}
SLOW_IN_MPMATH = {"Lerch", "polylogarithm in between", "Pi incomplete in n", "Pi incomplete in phi", "Pi incomplete in m"}
SMOOTH = [row for row in ROWS if row[0] not in NOT_ANALYTIC | SLOW_IN_MPMATH]
x, y = sp.symbols("x y", real=True)
w = Symbol("w")


@pytest.mark.parametrize(("expression", "reference"), [row[1:] for row in SMOOTH], ids=[row[0] for row in SMOOTH])
def test_the_derivative_is_that_of_mpmath(expression, reference):
    point = Rational(2, 7) + I * Rational(3, 5)
    found = evaluate(Derivative(expression, z), {z: point}, 64)
    with mp.workprec(160), ctx.workprec(160):
        expected = acb(mp.diff(reference, at(point)))
        error = arb(2) ** -50 * (1 + expected.abs_upper())
        assert (as_acb(found) - expected).abs_upper() < error


@pytest.mark.parametrize(
    ("expression", "derivative"),
    [
        (x**5, 5 * x**4),
        (sqrt(x - 3), 1 / (2 * sqrt(x - 3))),
        (log(x - 3), 1 / (x - 3)),
        (Abs(x - 3), -1),
        (Abs(x + I), x / sqrt(x**2 + 1)),
        (conjugate(x + I * x**2), 1 - 2 * I * x),
        (sp.re((x + I) ** 3), 3 * x**2 - 3),
        (sp.im((x + I) ** 3), 6 * x),
        (sp.arg(x + I), -1 / (1 + x**2)),
        (sp.arg(x - 3), 0),
        (floor(x), 0),
        (sp.asin(x + 2), -I / sqrt((x + 2) ** 2 - 1)),
        (sp.acosh(x), 1 / (I * sqrt(1 - x**2))),
        (sp.atanh(x + 2), 1 / (1 - (x + 2) ** 2)),
        (sp.acoth(x), 1 / (1 - x**2)),
        (atan(I * (x + 2)), I / (1 - (x + 2) ** 2)),
        (sp.asinh(I * (x + 2)), I / (I * sqrt((x + 2) ** 2 - 1))),
        (sp.Ei(x - 2), exp(x - 2) / (x - 2)),
        (sp.li(x), 1 / log(x)),
        (sp.Ci(x - 2), sp.cos(x - 2) / (x - 2)),
        (sp.Chi(x - 2), sp.cosh(x - 2) / (x - 2)),
        (sp.polylog(2, x + 2), -log(1 - (x + 2)) / (x + 2)),
        (sp.loggamma(x - 3), sp.digamma(x - 3)),
        (sp.uppergamma(Rational(1, 3), x - 2), -((x - 2) ** Rational(-2, 3)) * exp(2 - x)),
        (sp.LambertW(x - 2), sp.LambertW(x - 2) / ((x - 2) * (1 + sp.LambertW(x - 2)))),
        (sp.Max(x, 1 - x), 1),
        (sp.Piecewise((x**2, x < 1), (x, True)), 2 * x),
        (sp.atan2(x, x - 1), -1 / (x**2 + (x - 1) ** 2)),
    ],
    ids=str,
)
def test_along_the_real_line_functions_continue_from_it(expression, derivative):
    point = {x: Rational(5, 7)}
    found, expected = (as_acb(settle(side, point)) for side in (Derivative(expression, x), sp.sympify(derivative)))
    assert found.overlaps(expected)
    assert found.rad() < 1e-10


@pytest.mark.parametrize("order", range(1, 7))
def test_higher_derivatives(order):
    found = settle(Derivative(exp(2 * z) * sin(z), (z, order)), {z: 1 + I})
    expected = settle(sp.diff(exp(2 * z) * sin(z), (z, order)), {z: 1 + I})
    assert as_acb(found).overlaps(as_acb(expected))
    assert found.rad() < 1e-8


def test_mixed_derivatives_and_substitutions():
    mixed = Derivative(exp(x * w) * w**3, x, (w, 2))
    expected = sp.diff(exp(x * w) * w**3, x, (w, 2))
    point = {x: Rational(1, 3), w: 2 - I}
    assert as_acb(settle(mixed, point)).overlaps(as_acb(settle(expected, point)))
    replaced = Subs(Derivative(gamma(z), z), z, sqrt(2))
    assert as_acb(settle(replaced, {})).overlaps(as_acb(settle(gamma(sqrt(2)) * sp.digamma(sqrt(2)), {})))


def test_derivatives_of_the_zeta_function():
    found = settle(Derivative(zeta(z), z), {z: 0})
    assert as_acb(found).overlaps(as_acb(settle(-log(2 * sp.pi) / 2, {})))


@pytest.mark.parametrize(
    ("expression", "point"),
    [
        (zeta(x), Rational(7, 2)),
        (zeta(3, x) * x, Rational(7, 2)),
        (sp.besselj(x, 2), Rational(7, 2)),
        (floor(x) * x, Rational(7, 2)),
    ],
    ids=str,
)
def test_the_real_reading_differentiates_what_has_no_rule(expression, point):
    found = real.settle(Derivative(expression, x), {x: point}, 64)
    with ctx.workprec(64):
        assert as_acb(settle(Derivative(expression, x), {x: point})).real.overlaps(found)


@pytest.mark.parametrize(
    ("expression", "point"),
    [
        (sp.besselk(x, 2) * sp.zeta(3, sqrt(x)), 0),
        (sp.lowergamma(Rational(5, 2), x), 0),
        (sp.polylog(3, x), 1),
        (sp.hyper((1, 2), (7,), x), 1),
        (sp.besselj(Rational(7, 3), x), 0),
        (sp.LambertW(x, -1), 0),
    ],
    ids=str,
)
def test_the_real_reading_has_no_derivative_at_an_end(expression, point):
    assert not isinstance(real.settle(Derivative(expression, x), {x: point}, 256), arb)


@pytest.mark.parametrize("expression", [sp.besselj(2, x), sp.Ei(x), sp.polylog(2, -x), sp.elliptic_k(-x)], ids=str)
def test_the_real_reading_differentiates_by_the_rules_inside(expression):
    found = real.settle(Derivative(expression, x), {x: 2}, 64)
    with ctx.workprec(64):
        assert as_acb(settle(Derivative(expression, x), {x: 2})).real.overlaps(found)


def test_huge_and_tiny_points():
    for point in (10**400, Rational(1, 10**400), 10**400 * I):
        assert as_acb(settle(Derivative(z**2, z), {z: point})).overlaps(as_acb(settle(2 * z, {z: point})))


@pytest.mark.parametrize(
    ("expression", "point"),
    [
        (Abs(x), {x: 0}),
        (sqrt(x), {x: 0}),
        (floor(x), {x: 2}),
        (sp.Max(x, 1), {x: 1}),
        (Abs(w), {w: 1 + I}),
        (conjugate(w), {w: 1 + I}),
        (log(w), {w: -1}),
        (sp.sign(x), {x: 0}),
        (sp.Piecewise((x, x < 1), (x**2, True)), {x: 1}),
    ],
    ids=str,
)
def test_no_derivative_where_the_function_is_not_smooth(expression, point):
    assert settle(Derivative(expression, *point), point) in (None, UNDEFINED)


def test_the_weights_of_a_difference_annihilate_all_other_powers():
    for order in range(1, 12):
        weights = stencil(order)
        offsets = range(-(len(weights) // 2), len(weights) // 2 + 1)
        moments = [sum(c * j**k for j, c in zip(offsets, weights, strict=True)) for k in range(len(weights))]
        assert [int(m.p) for m in moments] == [sp.factorial(order) * (k == order) for k in range(len(weights))]
        assert all(a == (-1) ** order * b for a, b in zip(weights, reversed(weights), strict=True))
