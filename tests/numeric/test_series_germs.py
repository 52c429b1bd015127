"""Germs: what is read off an expression encloses its values everywhere on the half-line."""

import random

import pytest
from flint import acb, arb, ctx, fmpq
from sympy import (
    Abs,
    Heaviside,
    I,
    Integer,
    Max,
    Min,
    Piecewise,
    Rational,
    RisingFactorial,
    Symbol,
    acos,
    acosh,
    acot,
    asin,
    asinh,
    atan,
    atanh,
    bernoulli,
    besselj,
    beta,
    binomial,
    catalan,
    ceiling,
    chebyshevt,
    chebyshevu,
    conjugate,
    cos,
    cosh,
    cot,
    coth,
    csc,
    digamma,
    erf,
    erfc,
    exp,
    factorial,
    factorial2,
    fibonacci,
    floor,
    gamma,
    harmonic,
    hermite,
    im,
    laguerre,
    legendre,
    log,
    loggamma,
    lucas,
    pi,
    polygamma,
    re,
    sec,
    sech,
    sign,
    sin,
    sinc,
    sinh,
    sqrt,
    tan,
    tanh,
    zeta,
)  # fmt: skip

from derive.numeric.principal.balls import Plane
from derive.numeric.principal.germ_rules import expansion
from derive.numeric.principal.germs import Germ
from derive.numeric.principal.growth import Order, trend
from derive.numeric.principal.jets import Jet, Region, constant, monomial, series_length
from derive.numeric.principal.values import as_acb
from derive.numeric.reals import NoValue, Unsettled, Unsupported

n = Symbol("n", integer=True)
x = Symbol("x", real=True)
z = Symbol("z")
HALF = Rational(1, 2)

FAR = [
    n**3 - 2 * n + 5,
    1 / (n**2 - n * sqrt(2) + 3),
    sqrt(n**2 + n) - n,
    (n + 1) ** Rational(1, 3) / n,
    log(n + 3) - log(n),
    log(2 * n**2 + 1) * n,
    log(log(n)),
    exp(1 / n) - 1,
    exp(-n / 3) * n**2,
    exp(-(n**2) + 3 * n),
    exp(sqrt(n**2 + 1) - n),
    exp(-n + sqrt(n)),
    (1 + 1 / n) ** n,
    (1 + 2 / n) ** (n**2) * exp(-2 * n),
    n ** (1 / n),
    n**-n,
    z**n / n,
    (-1) ** n * n / (n + 1),
    (-2) ** (n + 1) / 3**n,
    sin(1 / n) * n,
    sin(n) / n,
    cos(2 * n / 3) + 2,
    1 / (3 + sin(n)),
    tan(1 / n),
    cot(1 / n) / n,
    csc(1 / n),
    sec(2**-n),
    sinh(1 / n) - 1 / n,
    cosh(n) * exp(-n),
    1 / sinh(n),
    tanh(n) - 1,
    coth(n),
    sech(n / 2),
    sinc(1 / n),
    sinc(n),
    atan(n),
    atan(-(n**2)) + pi / 2,
    acot(n),
    asin(1 / n),
    acos(1 - 1 / n),
    asinh(n),
    asinh(-1 / n),
    acosh(n),
    acosh(1 + 1 / n),
    atanh(1 / n),
    erf(1 / n),
    erf(n) - 1,
    erfc(n),
    erfc(-n),
    gamma(n) / gamma(n + HALF),
    factorial(n) / n**n,
    binomial(2 * n, n) / 4**n,
    binomial(n, 3),
    binomial(HALF, n),
    RisingFactorial(Rational(1, 3), n) / factorial(n),
    RisingFactorial(1 + I, n) / factorial(n),
    beta(n, HALF),
    loggamma(n + Rational(1, 3)) / n**2,
    digamma(2 * n + 1),
    polygamma(1, n + HALF),
    polygamma(2, 3 * n),
    harmonic(n) - log(n),
    zeta(n) - 1,
    zeta(2 * n + 1) / 2**n,
    bernoulli(2 * n) / factorial(2 * n),
    factorial2(2 * n + 1) / factorial2(2 * n),
    catalan(n) / 4**n,
    fibonacci(2 * n - 1) / 3**n,
    lucas(n) / 2**n,
    chebyshevt(n, HALF),
    chebyshevt(n, 2 + I) / 9**n,
    chebyshevu(n, -HALF),
    legendre(n, Rational(1, 3)),
    legendre(n, 2) / 4**n,
    legendre(n, 1 + I) / 5**n,
    laguerre(n, 3),
    hermite(n, Rational(3, 2)) / factorial(n),
    besselj(n, 3) * factorial(n),
    Abs(3 - n) / n,
    sign(2 - n),
    Max(1 / n, 1 / n**2),
    Min(n, n**2) / n,
    floor(1 / n) + ceiling(1 / n) + floor(2 - 1 / n),
    Heaviside(n - 2),
    Piecewise((1 / n, n < 3), (2 / n, True)),
    re(exp(I / n)),
    im(1 / (n + I)),
    conjugate(1 / (n + I)),
    Abs(1 / (n + I)),
    exp(-exp(n)) * n,
    exp(-(2**n)),
    exp(-n) / (1 - exp(-n)),
    log(1 + exp(-n)),
    1 / (exp(pi * n) - 1),
    sqrt(1 + exp(-n)),
    (n + I) ** (I / 2),
    log(n + I * z),
    (-n) ** Rational(1, 3),
    log(-n - 1),
]

NEAR = [
    (sin(x) / x, 0, 1),
    (1 / sqrt(1 - x**2), 1, -1),
    (log(sin(x)), pi, -1),
    (cot(x), pi / 2, 1),
    (acos(x), 1, -1),
    (acos(x), -1, 1),
    (asin(x) / x, 0, 1),
    (atanh(x), 1, -1),
    (sqrt(x) * exp(sqrt(x)), 0, 1),
    (x**x, 0, 1),
    (log(-x) / x, 0, -1),
    (sqrt(-x), 0, 1),
    (1 / (x**2 - 2), sqrt(2), 1),
    (exp(-1 / x), 0, 1),
    (log(log(1 / x)), 0, 1),
    (log(log(1 / x)), 1, -1),
    (Abs(x - 1) + sign(x - 1) + floor(x), 1, -1),
    (x ** (I / 3) + x**HALF, 0, 1),
    (log(x), -1, 1 + I),
    ((1 - cos(x)) / x**2, 0, 1),
    (gamma(x + 1) / x, 0, 1),
    (besselj(0, x), 0, 1),
    (tan(x), pi / 2, -1),
    (1 / log(x), 1, 1),
]


def at(walk, germ: Germ, big):
    """The values that a germ admits at X."""
    t, total = 1 / big, acb(0)
    for order, jet in germ.terms.items():
        value = jet.over[jet.order]
        for k in range(jet.order - 1, -1, -1):
            value = value * t + jet.near[k]
        assert value.overlaps(jet.over[0]) or not jet.order
        growth = sum((walk.value_of(c) * big ** (acb(int(k.p)) / int(k.q)) * big.log() ** j for (k, j), c in order.rate), acb(0))
        total += growth.exp() * (walk.value_of(order.power) * big.log()).exp() * big.log() ** order.logs * value
    return total


def check(plane, expression, variable, monomials, bigs, substitute):
    start = min(bigs)
    with ctx.workprec(128), series_length(40):
        walk = expansion(plane, variable, monomials, Region(arb(start), 20))
        germ = walk(expression)
        for big in bigs:
            found = at(walk, germ, acb(big))
            exact = as_acb(plane.within({variable: substitute(big)}).value(expression))
            assert found.overlaps(exact), (big, found, exact)


@pytest.mark.parametrize("expression", FAR, ids=str)
def test_germs_at_infinity_enclose(expression):
    plane = Plane.at({z: Rational(1, 3) + I / 2})
    bigs = [16, 17, 18, 23, 40, 101]
    check(plane, expression, n, {(Integer(1), 0): Integer(1)}, bigs, fmpq)


@pytest.mark.parametrize(("expression", "end", "side"), NEAR, ids=str)
def test_germs_near_an_end_enclose(expression, end, side):
    plane, rng = Plane({}), random.Random(5)
    bigs = [16, 19, 33, 70, *(rng.randint(16, 10**6) for _ in range(4))]

    def point(big):
        return plane.value(end + side * Rational(1, big))

    monomials = {(Integer(0), 0): Integer(1) * end, (Integer(-1), 0): Integer(1) * side}
    check(plane, expression, x, {key: c for key, c in monomials.items() if c != 0}, bigs, point)


@pytest.mark.parametrize(
    "expression",
    [floor(n / 2), binomial(3, 2 * n) * gamma(2 - n), log(sin(n)), 1 / sin(n), fibonacci(n / 2), exp(exp(n)), Abs(sin(n) - 1) ** n],
    ids=str,
)
def test_what_has_no_germ(expression):
    with ctx.workprec(128), series_length(40), pytest.raises((NoValue, Unsettled, Unsupported)):
        expansion(Plane({}), n, {(Integer(1), 0): Integer(1)}, Region(arb(16), 20))(expression)


def test_trends_bound_the_logarithm_of_an_order_and_its_slope():
    rng = random.Random(3)
    for _ in range(300):
        rate = {
            (Rational(rng.randint(1, 5), 2), 0): Rational(rng.randint(-9, 3)),
            (Rational(1), rng.choice((0, 1))): Rational(rng.randint(-9, 9)),
        }
        rate = tuple(sorted((k, c) for k, c in rate.items() if c))
        order = Order(rate, Rational(rng.randint(-4, 4)), rng.choice((0, 1, 2)))
        start = arb(rng.choice((3, 8, 40)))
        try:
            found = trend(order, start, lambda c: acb(int(c.p)) / int(c.q))
        except Unsupported:
            continue
        if not found.slope.is_finite():
            continue
        for _ in range(20):
            big = start * arb(rng.choice((1, 1.01, 1.5, 4, 100)))
            assert not _logarithm(order, big) > found.height + found.slope * (big - start)


def _logarithm(order, big):
    rates = sum((int(c.p) * big ** (arb(int(k.p)) / int(k.q)) * big.log() ** j for (k, j), c in order.rate), arb(0))
    return rates + int(order.power) * big.log() + order.logs * big.log().log()


def test_jets_enclose_polynomials_and_their_shifts():
    region = Region(arb(4), 6)
    with series_length(12):
        t = monomial(region, 1, 6)
        jet: Jet = (constant(region, acb(2)) + t) * t
        assert jet.leading_zeros() == 1
        assert jet.lowered(1).value().contains(acb(2.1))
        assert not jet.lowered(1).value().contains(acb(2.5))
        assert jet.raised(2).near[3] == 2
        assert constant(region, acb(0)).is_zero()
        with pytest.raises(Unsettled):
            jet.lowered(9)
