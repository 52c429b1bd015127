"""Rules of special functions against mpmath: wherever a node has a value and the needs are met, so has the result."""

from __future__ import annotations

from random import Random
from typing import Any

import mpmath
import pytest
from sympy import (
    Abs,
    Catalan,
    Derivative,
    Expr,
    FallingFactorial,
    I,
    Integer,
    Rational,
    RisingFactorial,
    S,
    Symbol,
    assoc_laguerre,
    bernoulli,
    beta,
    binomial,
    catalan,
    chebyshevt,
    chebyshevu,
    conjugate,
    cos,
    cosh,
    digamma,
    dirichlet_eta,
    euler,
    exp,
    factorial,
    factorial2,
    fibonacci,
    gamma,
    gegenbauer,
    harmonic,
    hermite,
    im,
    jacobi,
    laguerre,
    legendre,
    lerchphi,
    log,
    loggamma,
    lucas,
    polygamma,
    polylog,
    re,
    sinc,
    sqrt,
    trigamma,
    zeta,
)  # fmt: skip

from derive.numeric.oracle import principal_value
from derive.prove.principal import PlaneFacts
from derive.prove.special import rewritten_together
from derive.prove.special.rules import Kind, Need

DIGITS = 30
POINTS = 14

z, w = Symbol("z"), Symbol("w")
x, y = Symbol("x", real=True), Symbol("y", real=True)
n, m = Symbol("n", integer=True), Symbol("m", integer=True)
k = Symbol("k", integer=True, nonnegative=True)
p = Symbol("p", integer=True, positive=True)


def u(head: Any, *arguments: Any) -> Any:
    """A node as it is written."""
    return head(*(S(argument) for argument in arguments), evaluate=False)


def sample(symbol: Symbol, rng: Random) -> Expr:
    """An element of the domain, often an awkward one."""
    if symbol.is_integer:
        low = 1 if symbol.is_positive else 0 if symbol.is_nonnegative else -4
        return Integer(rng.randint(low, 5))
    real = Rational(rng.randint(-30, 30), rng.choice((1, 2, 3, 4, 7, 9)))
    if symbol.is_real or rng.random() < 0.4:
        return real
    return real + I * Rational(rng.randint(-12, 12), 7)


def is_met(need: Need, point: dict[Symbol, Expr]) -> bool:
    value = principal_value(need.expression, point, DIGITS)
    if value is None:
        return False
    whole = abs(mpmath.im(value)) < 1e-12 and abs(mpmath.re(value) - mpmath.nint(mpmath.re(value))) < 1e-12
    if need.kind is Kind.NONZERO:
        return bool(abs(value) > 1e-12)
    return not whole if need.kind is Kind.NOT_WHOLE else not (whole and mpmath.re(value) < 0.5)


def check(sides: tuple[Any, ...], points: int = POINTS) -> None:
    """All sides keep their values, and something was rewritten."""
    found = rewritten_together(sides, PlaneFacts({}))
    assert found.names
    symbols = sorted(set().union(*(side.free_symbols for side in sides)), key=str)
    # points at which some side has no value do not count: a rule may use that the other has one
    rng, counted = Random(7), 0
    for _ in range(points):
        point = {symbol: sample(symbol, rng) for symbol in symbols}
        before = [principal_value(side, point, DIGITS) for side in sides]
        if None in before or not all(is_met(need, point) for need in found.needs):
            continue
        counted += 1
        for side, was, made in zip(sides, before, found.sides, strict=True):
            now = principal_value(made, point, DIGITS)
            assert now is not None, (side, made, point)
            assert abs(now - was) <= 1e-18 * (1 + abs(was)), (side, made, point, was, now)
    assert counted


HALF = Rational(1, 2)
NODES = {
    "factorial": u(factorial, z),
    "double factorial of an even number": u(factorial2, 2 * k),
    "double factorial of an odd number": u(factorial2, 2 * k - 1),
    "rising factorial of known length": u(RisingFactorial, z, 3),
    "rising factorial of negative length": u(RisingFactorial, z, -2),
    "rising factorial of symbolic length": u(RisingFactorial, z, k),
    "falling factorial of known length": u(FallingFactorial, z, 4),
    "falling factorial of symbolic length": u(FallingFactorial, z, k),
    "binomial with a known lower argument": u(binomial, z, 3),
    "binomial with a natural lower argument": u(binomial, z, k),
    "binomial of natural numbers": u(binomial, 2 * k, p),
    "binomial of a natural and a whole number": u(binomial, k, n),
    "binomial with a symbolic lower argument and 2n above": u(binomial, 2 * p, p),
    "binomial next to the upper argument": u(binomial, k + 2, k),
    "binomial of a rational number": u(binomial, Rational(-5, 2), k),
    "binomial of a negative number": u(binomial, -p, k),
    "rising factorial of a negative number": u(RisingFactorial, -p, k),
    "beta": u(beta, z, w),
    "Catalan numbers": u(catalan, k),
    "gamma at a third": u(gamma, Rational(7, 3)),
    "gamma at a negative rational": u(gamma, Rational(-7, 4)),
    "gamma at a natural number": u(gamma, 6),
    "gamma at eighths": u(gamma, Rational(5, 8)),
    "logarithm of gamma at a half": u(loggamma, HALF),
    "exponential of the logarithm of gamma": u(exp, u(loggamma, z)),
    "exponential of a difference of logarithms": exp(u(loggamma, z) - 2 * u(loggamma, w) + z),
    "digamma at a natural number": u(digamma, 4),
    "digamma at a negative rational": u(digamma, Rational(-5, 3)),
    "polygamma of order 0": u(polygamma, 0, z),
    "polygamma of positive order": u(polygamma, p, z),
    "trigamma": u(trigamma, z),
    "harmonic numbers": u(harmonic, z),
    "harmonic numbers of an order": u(harmonic, k, 3),
    "harmonic numbers of a symbolic order": u(harmonic, k, w),
    "zeta at even numbers": u(zeta, 8),
    "zeta at 0": u(zeta, 0),
    "zeta at negative numbers": u(zeta, -7),
    "zeta at a negative rational": u(zeta, Rational(-7, 3)),
    "trivial zeros of zeta": u(zeta, -2 * p),
    "Hurwitz at 0": u(zeta, -p, 0),
    "Bernoulli polynomials of symbolic index": u(bernoulli, p, z),
    "Bernoulli numbers of any index": u(bernoulli, p + 1),
    "Hurwitz at 1": u(zeta, z, 1),
    "Hurwitz at a natural number": u(zeta, z, 4),
    "Hurwitz at a half-integer": u(zeta, z, Rational(-3, 2)),
    "Hurwitz at 2/3": u(zeta, z, Rational(2, 3)),
    "Hurwitz at 3/4": u(zeta, z, Rational(3, 4)),
    "Hurwitz at 5/6": u(zeta, z, Rational(5, 6)),
    "Hurwitz at 1/6": u(zeta, z, Rational(1, 6)),
    "Hurwitz of order 0": u(zeta, 0, z),
    "Hurwitz of negative order": u(zeta, -4, z),
    "eta": u(dirichlet_eta, z),
    "eta at 1": u(dirichlet_eta, 1),
    "Bernoulli numbers": u(bernoulli, 12),
    "Bernoulli numbers of even index": u(bernoulli, 2 * k),
    "Bernoulli numbers of odd index": u(bernoulli, 2 * p + 1),
    "Bernoulli polynomials": u(bernoulli, 5, z),
    "Euler numbers": u(euler, 8),
    "Euler numbers of even index": u(euler, 2 * p),
    "Euler numbers of odd index": u(euler, 2 * k + 1),
    "polylogarithm of order 1": u(polylog, 1, z),
    "polylogarithm of order 0": u(polylog, 0, z),
    "polylogarithm of order -3": u(polylog, -3, z),
    "polylogarithm at 1": u(polylog, 3, 1),
    "polylogarithm at -1": u(polylog, z, -1),
    "dilogarithm at 1/2": u(polylog, 2, HALF),
    "trilogarithm at 1/2": u(polylog, 3, HALF),
    "Lerch at -1": u(lerchphi, -1, 3, p),
    "Fibonacci numbers": u(fibonacci, n),
    "Fibonacci number of known index": u(fibonacci, -9),
    "Lucas numbers": u(lucas, n),
    "Lucas number of known index": u(lucas, -8),
    "Chebyshev T of known degree": u(chebyshevt, 7, z),
    "Chebyshev U of negative degree": u(chebyshevu, -6, z),
    "Chebyshev U of degree -1": u(chebyshevu, -1, z),
    "Chebyshev T at -1": u(chebyshevt, n, -1),
    "Chebyshev U at -1": u(chebyshevu, n, -1),
    "Chebyshev U of a cosine": u(chebyshevu, n, cos(z)),
    "Chebyshev T of a hyperbolic cosine": u(chebyshevt, n, cosh(z)),
    "powers of the golden ratio": ((3 - sqrt(5)) / 2) ** n,
    "cardinal sine": u(sinc, z),
    "real part of the logarithm of gamma": u(re, u(loggamma, z)),
    "conjugate of zeta": u(conjugate, u(zeta, z)),
    "Legendre below 0": u(legendre, -n, z),
    "Chebyshev T at 0": u(chebyshevt, n, 0),
    "Chebyshev U at 0": u(chebyshevu, 2 * n + 1, 0),
    "Chebyshev T at 1/2": u(chebyshevt, n, HALF),
    "Chebyshev U at a cosine": u(chebyshevu, n, -sqrt(3) / 2),
    "Chebyshev T at 7/2": u(chebyshevt, n, Rational(7, 2)),
    "Chebyshev U at -3/2": u(chebyshevu, n, Rational(-3, 2)),
    "Chebyshev U at i/2": u(chebyshevu, n, I / 2),
    "parity of Chebyshev U": u(chebyshevu, n, -(z**2)),
    "Legendre of known degree": u(legendre, 6, z),
    "Legendre at -1": u(legendre, k, -1),
    "Legendre at 0, even": u(legendre, 2 * k, 0),
    "Legendre at 0, odd": u(legendre, 2 * k + 1, 0),
    "Legendre of negative degree": u(legendre, -p, z),
    "Hermite of known degree": u(hermite, 5, z),
    "Hermite at 0": u(hermite, 2 * k, 0),
    "parity of Hermite": u(hermite, k, -z),
    "Laguerre of known degree": u(laguerre, 4, z),
    "Laguerre at 0": u(laguerre, k, 0),
    "associated Laguerre of known degree": u(assoc_laguerre, 3, w, z),
    "associated Laguerre at 0": u(assoc_laguerre, k, p, 0),
    "Gegenbauer of known degree": u(gegenbauer, 4, w, z),
    "Gegenbauer as Legendre": u(gegenbauer, k, HALF, z),
    "Gegenbauer as Chebyshev": u(gegenbauer, k, 1, -1),
    "Gegenbauer at 1": u(gegenbauer, k, w, 1),
    "Jacobi of known degree": u(jacobi, 3, w, HALF, z),
    "Jacobi as Legendre": u(jacobi, k, 0, 0, z),
    "Jacobi at 1": u(jacobi, k, w, HALF, 1),
    "conjugate of gamma": u(conjugate, u(gamma, z)),
    "imaginary part of digamma": u(im, u(digamma, HALF + I * y)),
    "real part of zeta": u(re, u(zeta, HALF + I * y)),
    "absolute value of gamma": u(Abs, u(gamma, 1 + I * y)),
    "absolute value of a product": u(Abs, exp(z) * u(gamma, z) / z),
    "conjugate of Hurwitz's zeta of natural order": u(conjugate, u(zeta, p + 1, z)),
}

TOGETHER = {
    "gamma climbs": (u(gamma, z), u(gamma, z + 3), u(gamma, z - 1)),
    "gamma reflects": (u(gamma, z), u(gamma, 1 - z)),
    "gamma reflects at halves": (u(gamma, HALF + z), u(gamma, HALF - z), u(gamma, z), u(gamma, -z)),
    "gamma reflects with a need": (u(gamma, 2 + z), u(gamma, 2 - z)),
    "gamma on a vertical line": (u(gamma, I * y), u(gamma, -I * y)),
    "gamma is halved": (u(gamma, 2 * z), u(gamma, z), u(gamma, z + HALF)),
    "gamma is divided by 3": (u(gamma, 3 * z + 1), u(gamma, z)),
    "gamma is divided by -2": (u(gamma, 1 - 2 * z), u(gamma, z)),
    "logarithm of gamma climbs": (u(loggamma, z - 2), u(loggamma, z + 1)),
    "digamma climbs": (u(digamma, z + 2), u(digamma, z - 1)),
    "digamma reflects": (u(digamma, z), u(digamma, 1 - z)),
    "digamma is divided": (u(digamma, 3 * z), u(digamma, z)),
    "polygamma climbs": (u(polygamma, k, z), u(polygamma, k, z + 2)),
    "Hurwitz climbs": (u(zeta, w, z), u(zeta, w, z + 2)),
    "Hurwitz of natural order climbs": (u(zeta, p + 1, z), u(zeta, p + 1, z + 1)),
    "Hurwitz reflects": (u(zeta, 3, z), u(zeta, 3, 1 - z), u(zeta, 4, z), u(zeta, 4, -z)),
    "Hurwitz is divided": (u(zeta, w, 2 * z), u(zeta, w, z)),
    "functional equation": (u(zeta, 1 - z), u(zeta, z)),
    "Chebyshev by an angle": (u(chebyshevt, n, z), u(chebyshevu, n, z)),
    "Chebyshev of twice an angle": (u(chebyshevt, n, z), u(chebyshevt, n, 2 * z**2 - 1)),
    "Legendre's recurrence": (u(legendre, k, z), u(legendre, k + 2, z), u(legendre, k + 3, z)),
    "Hermite's recurrence": (u(hermite, k, z), u(hermite, k + 3, z)),
    "Laguerre's recurrence": (u(laguerre, k, z), u(laguerre, k + 2, z)),
    "associated Laguerre's recurrence": (u(assoc_laguerre, k, w, z), u(assoc_laguerre, k + 2, w, z)),
    "Gegenbauer's recurrence": (u(gegenbauer, k, 2, z), u(gegenbauer, k + 2, 2, z)),
    "Jacobi's recurrence": (u(jacobi, k, HALF, 2, z), u(jacobi, k + 2, HALF, 2, z)),
}


@pytest.mark.parametrize("node", NODES.values(), ids=NODES.keys())
def test_a_rule_keeps_the_value(node: Any) -> None:
    check((node,))


@pytest.mark.parametrize("sides", [s for name, s in TOGETHER.items() if "angle" not in name],
                         ids=[name for name in TOGETHER if "angle" not in name])
def test_a_pass_keeps_the_values(sides: tuple[Any, ...]) -> None:
    check(sides)


@pytest.mark.parametrize("name", [name for name in TOGETHER if "angle" in name])
def test_an_angle_in_place_of_the_variable_keeps_the_values(name: str) -> None:
    sides = TOGETHER[name]
    found = rewritten_together(sides, PlaneFacts({}))
    (angle,) = set().union(*(side.free_symbols for side in found.sides)) - {n}
    rng = Random(3)
    for _ in range(POINTS):
        t = sample(z, rng) / 7
        degree = Integer(rng.randint(-4, 5))
        for side, made in zip(sides, found.sides, strict=True):
            was = principal_value(side.xreplace({n: degree}), {z: _cosh(t)}, DIGITS)
            now = principal_value(made, {angle: t, n: degree}, DIGITS)
            assert now is None or abs(was - now) < 1e-10 * (1 + abs(was))


def _cosh(t: Expr) -> Expr:
    value = mpmath.cosh(mpmath.mpmathify(complex(t)))
    return Rational(str(value.real)) + I * Rational(str(value.imag))


@pytest.mark.parametrize("q", range(2, 25))
def test_gamma_at_every_rational_of_a_denominator(q: int) -> None:
    for numerator in range(1, q):
        if 2 * numerator >= q:
            check((u(gamma, Rational(numerator, q)),), points=1)


@pytest.mark.parametrize("q", [2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 15, 24, 30])
def test_digamma_at_every_rational_of_a_denominator(q: int) -> None:
    for numerator in range(1, q):
        check((u(digamma, Rational(numerator, q)),), points=1)


def test_polygamma_at_quarters_and_sixths() -> None:
    found = rewritten_together((u(polygamma, 1, Rational(1, 4)),), PlaneFacts({}))
    assert found.sides[0].expand() == S.Pi**2 + 8 * Catalan
    for order in range(1, 6):
        for argument in ("3/4", "2/3", "5/6", "1/6", "5/8", "-4/3"):
            check((u(polygamma, order, Rational(argument)),), points=1)


DERIVATIVES = {
    "gamma": (u(gamma, z), (z, 1)),
    "gamma twice": (u(gamma, 2 * z + 1), (z, 2)),
    "logarithm of gamma": (u(loggamma, z), (z, 1)),
    "digamma times a power": (z**2 * u(digamma, z), (z, 1)),
    "polygamma": (u(polygamma, 2, z), (z, 1)),
    "Hurwitz": (u(zeta, 3, z), (z, 1)),
    "beta": (u(beta, z, Rational(5, 3)), (z, 1)),
    "Chebyshev T": (u(chebyshevt, 4, z), (z, 1)),
    "Chebyshev U": (u(chebyshevu, 5, z), (z, 1)),
    "Legendre": (u(legendre, 4, z), (z, 2)),
    "Hermite": (u(hermite, 3, z), (z, 1)),
    "Laguerre": (u(laguerre, 4, z), (z, 1)),
    "logarithm of gamma as written": (log(u(gamma, z)), (z, 1)),
    "root and power": (2**z * sqrt(u(gamma, z)), (z, 1)),
    "polylogarithm": (u(polylog, 3, z), (z, 1)),
    "Bernoulli polynomial": (u(bernoulli, 4, z), (z, 1)),
    "nested": (z * Derivative(u(digamma, z), z), (z, 1)),
}


@pytest.mark.parametrize(("inside", "times"), DERIVATIVES.values(), ids=DERIVATIVES.keys())
def test_a_derivative_is_the_limit_of_difference_quotients(inside: Any, times: tuple[Symbol, int]) -> None:
    made = rewritten_together((Derivative(inside, times, evaluate=False),), PlaneFacts({}))
    assert made.names
    point = Rational(13, 7) + I * Rational(2, 5)

    step = Rational(1, 10**12)
    below, here, above = (principal_value(inside, {z: point + shift}, 60) for shift in (-step, 0, step))
    with mpmath.workdps(60):
        h = mpmath.mpf(10) ** -12
        slope = (above - below) / (2 * h) if times[1] == 1 else (above - 2 * here + below) / h**2
    assert abs(slope - principal_value(made.sides[0], {z: point}, DIGITS)) < 1e-12 * (1 + abs(slope))


def test_the_sign_of_the_first_bernoulli_number_is_left_alone() -> None:
    assert not rewritten_together((u(bernoulli, 1),), PlaneFacts({})).names


def test_a_binomial_with_a_negative_lower_argument_vanishes_unless_the_upper_is_negative_too() -> None:
    found = rewritten_together((u(binomial, z, -2),), PlaneFacts({}))
    assert found.sides == (0,)
    assert found.needs == {Need(z + 1, Kind.NO_POLE)}


def test_binomials_of_negative_whole_numbers_are_left_alone() -> None:
    assert not rewritten_together((u(binomial, n, m),), PlaneFacts({})).names


def test_logarithms_of_gamma_have_no_mirror_on_the_cut() -> None:
    assert not rewritten_together((u(conjugate, u(loggamma, z)),), PlaneFacts({})).names


