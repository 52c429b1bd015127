"""Rules on Bessel, Airy, elliptic, hypergeometric, polylogarithmic and error functions, each against mpmath."""

from __future__ import annotations

from typing import Any

import pytest
from mpmath import mp
from sympy import (
    Chi,
    Ci,
    Ei,
    Expr,
    I,
    Integer,
    LambertW,
    N,
    Rational,
    Shi,
    Si,
    Symbol,
    airyai,
    airyaiprime,
    airybi,
    airybiprime,
    besseli,
    besselj,
    besselk,
    bessely,
    elliptic_e,
    elliptic_f,
    elliptic_k,
    elliptic_pi,
    erf,
    erf2,
    erfc,
    erfi,
    exp,
    expint,
    fresnelc,
    fresnels,
    hankel1,
    hankel2,
    hyper,
    jn,
    li,
    log,
    lowergamma,
    pi,
    polylog,
    sqrt,
    uppergamma,
    yn,
)  # fmt: skip

from derive.domains import COMPLEX
from derive.numeric.oracle import principal_value
from derive.prove.principal import PlaneFacts
from derive.prove.special.partials import PARTIALS, NoPartial, partial
from derive.prove.special.polylog import DILOGARITHMS
from derive.prove.special.rules import rewritten_together

FACTS = PlaneFacts({})
EXACT = 1e-25
PLACES = [Rational(1, 3), Rational(9, 4), Rational(-7, 3), 1 + 2 * I, -2 - I / 3, 3 * I, -I / 2, Rational(3, 2) - 4 * I]
ORDERS = [Rational(1, 3), Rational(-1, 3), Rational(5, 3), Rational(-7, 4), Rational(-5, 2), 2, -3, 1 + I / 2]


def value(expression: Any) -> Any:
    return principal_value(expression, {}, 30)


def at(head: Any, *arguments: Any) -> Any:
    return head(*arguments, evaluate=False)


def agrees(sides: tuple[Any, ...]) -> None:
    """Each side has the value that it has after all rules and passes."""
    found = rewritten_together(sides, FACTS)
    for before, after in zip(sides, found.sides, strict=True):
        ours, theirs = value(after), value(before)
        assert ours is not None, after
        assert theirs is not None, before
        with mp.workdps(30):
            assert abs(ours - theirs) < EXACT * max(1, abs(theirs)), (before, after)


@pytest.mark.parametrize("head", [besselj, bessely, besseli, besselk, hankel1, hankel2], ids=lambda h: h.__name__)
@pytest.mark.parametrize("order", ORDERS, ids=str)
def test_bessel_functions_keep_their_values(head, order):
    for z in PLACES:
        agrees((at(head, order, z),))


@pytest.mark.parametrize("head", [jn, yn], ids=lambda h: h.__name__)
def test_spherical_bessel_functions_keep_their_values(head):
    for order in (0, 1, 3):
        for z in (Rational(1, 3), Rational(9, 4), 1 + 2 * I, Rational(3, 2) - 4 * I):
            agrees((at(head, order, z),))


@pytest.mark.slow
def test_wronskians_are_used_where_products_occur():
    for order in (Rational(1, 3), Rational(3, 4), Integer(2), Rational(-4, 3)):
        for z in (Rational(1, 3), 1 + 2 * I, -2 - I / 3):
            j, above = at(besselj, order, z), at(besselj, order + 1, z)
            y, y_above = at(bessely, order, z), at(bessely, order + 1, z)
            agrees((j * y_above + above * y**2, above * y - j**2 * y_above))
            i, i_above = at(besseli, order, z), at(besseli, order + 1, z)
            k, k_above = at(besselk, order, z), at(besselk, order + 1, z)
            agrees((i * k_above + 3 * i_above * k, i**2 * k_above))


@pytest.mark.slow
def test_airy_functions_keep_their_values():
    zeta = Rational(2, 3) * Rational(9, 4) ** Rational(3, 2)
    for head in (airyai, airybi, airyaiprime, airybiprime):
        agrees((at(head, 0),))
        for x in (Rational(9, 4), Rational(-9, 4)):
            agrees((at(head, x), at(besselj, Rational(1, 3), zeta)))
        for z in (Rational(-7, 3), 1 + 2 * I):
            agrees((at(head, z), hyper((), (Rational(2, 3),), z**3 / 9)))
    z = 1 + I / 3
    for turn in (1, -1):
        rotated = principal_value(at(airyai, z * exp(turn * 2 * pi * I / 3)), {}, 30)
        combined = exp(turn * pi * I / 3) * (at(airyai, z) - turn * I * at(airybi, z)) / 2
        assert abs(rotated - value(combined)) < EXACT


def test_airy_wronskian():
    for z in PLACES:
        agrees((at(airyai, z) * at(airybiprime, z), at(airyaiprime, z) * at(airybi, z)))


def test_legendre_relation():
    for m in (Rational(1, 3), Rational(-5, 2), Rational(7, 2), 1 + 2 * I, -2 - I / 3, Rational(1, 2)):
        k, k_dual, e, e_dual = (at(h, p) for h in (elliptic_k, elliptic_e) for p in (m, 1 - m))
        left = value(e * k_dual + e_dual * k - k * k_dual)
        assert abs(left - mp.pi / 2) < 1e-14
        agrees((e_dual * k + e, e * k_dual - k))


@pytest.mark.parametrize("m", [Rational(1, 3), Rational(-5, 2), Rational(4, 5)], ids=str)
def test_transformations_of_elliptic_integrals(m):
    for head in (elliptic_k, elliptic_e):
        agrees((at(head, m), at(head, m / (m - 1))))
        if m > 0:
            agrees((at(head, m), at(head, 1 / m)))
            root = m
            agrees((at(head, root**2), at(head, 4 * root / (1 + root) ** 2)))


def test_incomplete_elliptic_integrals_keep_their_values():
    for phi in (Rational(1, 3), Rational(7, 2), Rational(-9, 2), pi / 6, 3 * pi / 4 + Rational(1, 5)):
        for m in (Rational(1, 3), Rational(-5, 2), Integer(1) if abs(N(phi)) < 1.5 else Rational(2, 3)):
            agrees((at(elliptic_f, phi, m), at(elliptic_e, phi, m)))
            agrees((at(elliptic_pi, Rational(-2, 3), phi, m),))


def test_values_of_the_dilogarithm():
    for place, closed in DILOGARITHMS:
        assert abs(value(at(polylog, 2, place)) - value(closed)) < EXACT


@pytest.mark.parametrize("z", [*PLACES, Rational(-1, 4), Rational(2, 3)], ids=str)
def test_functional_equations_of_polylogarithms(z):
    for order in (2, 3, Rational(5, 2)):
        agrees((at(polylog, order, z), at(polylog, order, -z), at(polylog, order, z**2)))
    s = Symbol("z")
    for other in (1 - s, s / (s - 1), 1 / s):
        for order in (2, 3):
            found = rewritten_together((at(polylog, order, s), at(polylog, order, other)), PlaneFacts({s: COMPLEX}))
            ours, theirs = (principal_value(e, {s: z}, 30) for e in (found.sides[1], at(polylog, order, other)))
            assert abs(ours - theirs) < EXACT * max(1, abs(theirs))


def test_integrals_of_exponentials_and_waves_keep_their_values():
    for z in PLACES:
        for head in (erf, erfc, erfi, fresnels, fresnelc, Si, Shi, Ci, Chi, Ei):
            agrees((at(head, z),))
        for order in (1, 2, 4, -2, Rational(1, 3)):
            agrees((at(expint, order, z),))
        agrees((at(fresnels, z) + at(erf, z), at(fresnelc, z)))
        for s in (Rational(1, 3), Rational(-5, 3), 3, Rational(7, 2)):
            agrees((at(uppergamma, s, z), at(lowergamma, abs(s), z)))


def test_equation_of_lamberts_function():
    for z in PLACES:
        for branch in ((), (Integer(-1),), (Integer(2),)):
            w = at(LambertW, z, *branch)
            agrees((exp(w, evaluate=False), exp(-2 * w, evaluate=False), exp(3 * w + 1, evaluate=False)))
    agrees((log(at(LambertW, Rational(7, 3)), evaluate=False),))


PARAMETERS = [Rational(1, 3), Rational(-5, 3), Rational(7, 4), 2 + I / 2]


@pytest.mark.parametrize("a", PARAMETERS, ids=str)
@pytest.mark.slow
def test_contiguous_relations_of_confluent_functions(a):
    b, z = Rational(9, 5), Rational(-7, 3)
    for shift in ((1, 0), (-1, 0), (0, 1), (0, -2), (1, 2)):
        agrees((hyper((a,), (b,), z), hyper((a + shift[0],), (b + shift[1],), z)))
        agrees((hyper((), (b,), a), hyper((), (b + shift[1],), a)))


@pytest.mark.slow
def test_pfaffs_transformation_and_lifted_parameters():
    third, b, c = Rational(1, 3), Rational(5, 4), Rational(7, 3)
    for z in (Rational(1, 3), Rational(-7, 3), Rational(2, 5)):
        agrees((hyper((third, b), (c,), z), hyper((third, c - b), (c,), z / (z - 1))))
    for z in (Rational(1, 3), -2 + I, Rational(-3, 4)):
        agrees((hyper((third + 2,), (third,), z), hyper((third, c + 1), (c, b), z)))
        agrees((hyper((4,), (1,), z), hyper((2, 2), (1, 1), z)))


def test_series_of_exponential_and_trigonometric_integrals():
    half, quarter = Rational(1, 2), Rational(1, 4)
    for z in PLACES:
        agrees((hyper((1, 1), (2, 2), z), hyper((half,), (3 * half, 3 * half), z)))
        agrees((hyper((1, 1), (3 * half, 2, 2), z), hyper((quarter,), (half, 5 * quarter), z)))
        agrees((hyper((3 * quarter,), (3 * half, 7 * quarter), z),))


SAMPLES: list[Expr] = [
    at(besselj, Rational(4, 3), Rational(5, 3)), at(bessely, Rational(4, 3), -2 + I), at(besseli, 2, Rational(-5, 3)),
    at(besselk, Rational(1, 3), 1 + I), at(hankel1, 2, 1 + I), at(hankel2, Rational(1, 2), 1 + I), at(jn, 2, 1 + I),
    at(yn, 1, Rational(5, 3)), at(airyai, -1 + I), at(airybi, -1 + I), at(airyaiprime, -1 + I), at(airybiprime, 2 + I),
    at(erf, 1 + I), at(erfc, 1 + I), at(erfi, 1 + I), at(erf2, 1 + I, Rational(1, 3)), at(fresnels, 1 + I),
    at(fresnelc, 1 - I), at(Ei, 1 + I), at(Ei, Rational(-3, 2)), at(li, 2 + I), at(Si, 1 + I), at(Ci, 1 + I),
    at(Shi, 1 + I), at(Chi, 1 + I), at(expint, Rational(5, 3), 1 + I), at(uppergamma, Rational(5, 3), -1 + I),
    at(lowergamma, Rational(5, 3), 1 + I), at(LambertW, 1 + I), at(LambertW, -1 - I, Integer(-1)),
    at(LambertW, Integer(0)), at(elliptic_k, -1 + I), at(elliptic_e, -1 + I), at(elliptic_k, Rational(3, 2) + I),
    at(elliptic_f, Rational(7, 3), Rational(2, 3)), at(elliptic_e, Rational(7, 3), Rational(2, 3)),
    at(elliptic_f, Rational(1, 3), -1 + I), at(elliptic_f, Rational(4, 3), 5 + I), at(elliptic_e, 5, Rational(-4, 3)),
    at(elliptic_pi, Rational(-3, 4), Rational(7, 3), Rational(2, 3)),
    hyper((Rational(1, 3), Rational(5, 4)), (Rational(7, 3),), -2 + I),
]  # fmt: skip


@pytest.mark.parametrize("node", SAMPLES, ids=str)
def test_partial_derivatives_against_difference_quotients(node):
    """In every argument that has a derivative here, by central differences of high precision."""
    last = len(node.args) - 1
    for index in range(len(node.args)):
        if isinstance(node, hyper) and index < last:
            continue
        try:
            slope = partial(node, index)
        except NoPartial:
            continue
        step = Rational(1, 10**12)
        sides = []
        for sign in (1, -1):
            arguments = list(node.args)
            arguments[index] += sign * step
            sides.append(principal_value(at(node.func, *arguments) if not isinstance(node, hyper)
                                         else hyper(*arguments), {}, 50))  # fmt: skip
        with mp.workdps(50):
            quotient = (sides[0] - sides[1]) / (2 * mp.mpf(10) ** -12)
            ours = principal_value(slope.value, {}, 50)
            assert abs(quotient - ours) < 1e-18 * max(1, abs(ours)), (node, index)


def test_every_family_of_partial_derivatives_has_a_sample():
    elementary = {"Li", "tan", "tanh", "atan", "asin", "asinh", "sinc"}
    assert {head.__name__ for head in PARTIALS} - elementary <= {type(node).__name__ for node in SAMPLES}


def test_amplitudes_off_the_real_line_have_no_partial_derivative():
    with pytest.raises(NoPartial):
        partial(at(elliptic_f, 1 + I, sqrt(2)), 0)
