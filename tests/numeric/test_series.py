"""Sums and products in balls, in both readings: textbook values from mpmath, and what has no value."""

import mpmath
import pytest
from flint import acb, arb, ctx
from sympy import (
    Abs,
    GoldenRatio,
    I,
    Product,
    Rational,
    RisingFactorial,
    Sum,
    Symbol,
    atan,
    bernoulli,
    besselj,
    binomial,
    chebyshevt,
    cos,
    exp,
    factorial,
    factorial2,
    fibonacci,
    floor,
    gamma,
    harmonic,
    hermite,
    laguerre,
    legendre,
    log,
    lucas,
    oo,
    pi,
    polygamma,
    sec,
    sin,
    sinc,
    sinh,
    sqrt,
    tanh,
    zeta,
)  # fmt: skip

from derive.numeric import balls
from derive.numeric.principal.balls import evaluate
from derive.numeric.undefined import UNDEFINED

n = Symbol("n", integer=True)
k = Symbol("k", integer=True)
m = Symbol("m", integer=True)
z = Symbol("z")
t = Symbol("t", real=True)
TWO = Rational(2)


def q(top, bottom=1):
    return mpmath.mpf(top) / bottom


SUMS = [
    ("Basel", 1 / n**2, 1, lambda: mpmath.zeta(2)),
    ("Basel from 5", 1 / n**2, 5, lambda: mpmath.zeta(2, 5)),
    ("a half power", n ** Rational(-3, 2), 1, lambda: mpmath.zeta(q(3, 2))),
    ("Leibniz", (-1) ** n / (2 * n + 1), 0, lambda: mpmath.pi / 4),
    ("a logarithm", (-1) ** (n + 1) / n, 1, lambda: mpmath.log(2)),
    ("an alternating root", (-1) ** (n + 1) / sqrt(n), 1, lambda: mpmath.altzeta(q(1, 2))),
    ("partial fractions", 1 / ((4 * n + 1) * (4 * n + 3)), 0, lambda: mpmath.pi / 8),
    ("a telescope", 1 / (n * (n + 1)), 1, lambda: 1),
    ("hyperbolic", 1 / (n**2 + 1), 1, lambda: (mpmath.pi * mpmath.coth(mpmath.pi) - 1) / 2),
    ("an irrational pole", 1 / (n**2 - 2), 2, lambda: mpmath.nsum(lambda j: 1 / (j**2 - 2), [2, mpmath.inf])),
    ("a logarithm of the index", log(n) / n**2, 1, lambda: -mpmath.zeta(2, derivative=1)),
    ("an alternating logarithm", (-1) ** n * log(n) / n, 1,
     lambda: mpmath.euler * mpmath.log(2) - mpmath.log(2) ** 2 / 2),
    ("a logarithm of a quotient", log(1 + 1 / n) / n, 1,
     lambda: mpmath.nsum(lambda j: mpmath.log(1 + 1 / j) / j, [1, mpmath.inf])),
    ("an arc tangent", atan(1 / (n**2 + n + 1)), 0, lambda: mpmath.pi / 2),
    ("e", 1 / factorial(n), 0, lambda: mpmath.e),
    ("a geometric series", TWO**-n, 0, lambda: 2),
    ("a geometric series near 1", Rational(9, 10) ** n / n, 1, lambda: mpmath.log(10)),
    ("a cube over a power", n**3 / TWO**n, 1, lambda: 26),
    ("a wave over factorials", sin(n) / factorial(n), 0,
     lambda: mpmath.exp(mpmath.cos(1)) * mpmath.sin(mpmath.sin(1))),
    ("central binomials below", n / binomial(2 * n, n), 1, lambda: q(2, 3) + 2 * mpmath.sqrt(3) * mpmath.pi / 27),
    ("central binomials above", binomial(2 * n, n) / (4**n * (2 * n + 1)), 0, lambda: mpmath.pi / 2),
    ("Apery", (-1) ** (n + 1) / (n**3 * binomial(2 * n, n)), 1, lambda: q(2, 5) * mpmath.zeta(3)),
    ("Ramanujan", factorial(4 * n) * (1103 + 26390 * n) / (factorial(n) ** 4 * 396 ** (4 * n)), 0,
     lambda: 9801 / (2 * mpmath.sqrt(2) * mpmath.pi)),
    ("Bailey, Borwein and Plouffe", 16**-n * (4 / (8 * n + 1) - 2 / (8 * n + 4) - 1 / (8 * n + 5) - 1 / (8 * n + 6)), 0,
     lambda: mpmath.pi),
    ("Gosper", TWO**-n * (50 * n - 6) / binomial(3 * n, n), 0, lambda: mpmath.pi),
    ("double factorials", factorial(n) / factorial2(2 * n + 1), 0, lambda: mpmath.pi / 2),
    ("Euler's sum", harmonic(n) / n**2, 1, lambda: 2 * mpmath.zeta(3)),
    ("a harmonic power series", harmonic(n) / TWO**n, 1, lambda: 2 * mpmath.log(2)),
    ("trigamma", polygamma(1, n) / n, 1, lambda: 2 * mpmath.zeta(3)),
    ("zeta less 1", zeta(n) - 1, 2, lambda: 1),
    ("Bernoulli numbers", bernoulli(2 * n) / factorial(2 * n), 0, lambda: 1 / (mpmath.e - 1) + q(1, 2)),
    ("Fibonacci over powers", fibonacci(n) / TWO**n, 1, lambda: 2),
    ("Lucas over powers", lucas(n) / 3**n, 0, lambda: 3),
    ("the sophomore's dream", n ** (-n), 1, lambda: mpmath.quad(lambda s: s ** (-s), [0, 1])),
    ("Gaussians", exp(-(n**2)), 0, lambda: (mpmath.jtheta(3, 0, mpmath.exp(-1)) + 1) / 2),
    ("exponentials below", 1 / (n * (exp(pi * n) - 1)), 1,
     lambda: mpmath.nsum(lambda j: 1 / (j * mpmath.expm1(mpmath.pi * j)), [1, mpmath.inf])),
    ("a hyperbolic sine below", 1 / (n**3 * sinh(pi * n)) * (-1) ** (n + 1), 1, lambda: mpmath.pi**3 / 360),
    ("tanh over odd cubes", tanh((2 * n - 1) * pi / 2) / (2 * n - 1) ** 3, 1, lambda: mpmath.pi**3 / 32),
    ("a wave over the index", sin(n) / n, 1, lambda: (mpmath.pi - 1) / 2),
    ("a wave over its square", cos(n) / n**2, 1, lambda: mpmath.pi**2 / 6 - mpmath.pi / 2 + q(1, 4)),
    ("a square of a wave", sinc(n) ** 2, 1, lambda: (mpmath.pi - 1) / 2),
    ("thirds of a turn", cos(2 * pi * n / 3) / n, 1, lambda: -mpmath.log(3) / 2),
    ("Bessel functions of all orders", besselj(n, 2), 1,
     lambda: mpmath.nsum(lambda j: mpmath.besselj(int(j), 2), [1, mpmath.inf])),
    ("Legendre polynomials", legendre(n, Rational(1, 3)) / TWO**n, 0, lambda: 1 / mpmath.sqrt(1 - q(1, 3) + q(1, 4))),
    ("Chebyshev polynomials", chebyshevt(n, 2) / 5**n, 0, lambda: (1 - q(2, 5)) / (1 - q(4, 5) + q(1, 25))),
    ("Hermite polynomials", hermite(n, 1) / (TWO**n * factorial(n)), 0, lambda: mpmath.exp(1 - q(1, 4))),
    ("Laguerre polynomials", laguerre(n, 2) / 3**n, 0, lambda: mpmath.exp(-1) / (1 - q(1, 3))),
    ("rising factorials", RisingFactorial(Rational(1, 2), n) / (factorial(n) * 3**n), 0, lambda: mpmath.sqrt(q(3, 2))),
    ("binomials of a half", binomial(Rational(1, 2), n) / TWO**n, 0, lambda: mpmath.sqrt(q(3, 2))),
    ("a quotient of gammas", gamma(n + Rational(1, 2)) / gamma(n + 3), 0,
     lambda: q(2, 3) * mpmath.sqrt(mpmath.pi)),
    ("a binomial below", 1 / binomial(n + 3, n), 0, lambda: q(3, 2)),
]  # fmt: skip

COMPLEX_SUMS = [
    ("an exponential", z**n / factorial(n), 0, {z: 1 + I}, lambda: mpmath.exp(mpmath.mpc(1, 1))),
    ("an exponential at 0", z**n / factorial(n), 0, {z: 0}, lambda: 1),
    ("a polylogarithm", z**n / n**2, 1, {z: I / 2}, lambda: mpmath.polylog(2, mpmath.mpc(0, 0.5))),
    ("on the circle", z**n / n, 1, {z: I}, lambda: -mpmath.log(mpmath.mpc(1, -1))),
    ("a Hurwitz zeta", 1 / (n + z) ** 3, 0, {z: Rational(1, 3) + I}, lambda: mpmath.zeta(3, mpmath.mpc(q(1, 3), 1))),
    ("a Dirichlet series", n ** (-z), 1, {z: 3 + 2 * I}, lambda: mpmath.zeta(mpmath.mpc(3, 2))),
    ("a binomial series", binomial(z, n) / TWO**n, 0, {z: I}, lambda: mpmath.power(q(3, 2), mpmath.mpc(0, 1))),
]  # fmt: skip

PRODUCTS = [
    ("Wallis", 4 * n**2 / (4 * n**2 - 1), 1, lambda: mpmath.pi / 2),
    ("Viete", sec(pi / TWO**n), 2, lambda: mpmath.pi / 2),
    ("a half", 1 - 1 / n**2, 2, lambda: q(1, 2)),
    ("a hyperbolic sine", 1 + 1 / n**2, 1, lambda: mpmath.sinh(mpmath.pi) / mpmath.pi),
    ("Euler's function", 1 - TWO**-n, 1, lambda: mpmath.qp(q(1, 2))),
    ("cosines of halves", cos(1 / TWO**n), 1, lambda: mpmath.sin(1)),
    ("a convergence factor", (1 + 1 / n) * exp(-1 / n), 1, lambda: mpmath.exp(-mpmath.euler)),
]

DIVERGENT = [
    ("the harmonic series", 1 / n, 1),
    ("ones", n / (n + 1), 1),
    ("a slow root", 1 / sqrt(n), 1),
    ("a sum of cosines", cos(n), 1),
    ("alternating ones", (-1) ** n, 0),
    ("powers of 2", TWO**n, 0),
    ("factorials", factorial(n) / 10**n, 0),
    ("a geometric series at 1", binomial(2 * n, n) / 4**n, 0),
    ("a slow logarithm", 1 / (n * log(n)), 2),
    ("a logarithm", log(1 + 1 / n), 1),
    ("a pole", 1 / (n - 3), 1),
    ("a harmonic mean", harmonic(n) / n, 1),
    ("a sine at a half turn", sin(pi * n / 2) + 1, 0),
]


def named(rows):
    return [pytest.param(*row[1:], id=row[0]) for row in rows]


def encloses(ball, expected, digits=30):
    assert ball is not None
    with mpmath.workdps(40):
        value = +mpmath.mpmathify(expected())
    with ctx.workprec(200):
        error = arb(10) ** -34 * (1 + arb(str(abs(value))))
        slack = acb(arb(0, error), arb(0, error))
        known = acb(arb(mpmath.nstr(value.real, 45)), arb(mpmath.nstr(value.imag, 45))) + slack
        assert known.overlaps(acb(ball)), (ball, value)
        assert acb(ball).rad() < arb(10) ** -digits


@pytest.mark.parametrize(("term", "lower", "expected"), named(SUMS))
def test_sums_in_the_complex_reading(term, lower, expected):
    value = evaluate(Sum(term, (n, lower, oo)), {}, 128)
    encloses(value, expected)
    assert acb(value).imag == 0


@pytest.mark.parametrize(("term", "lower", "expected"), [row for row in named(SUMS) if "Laguerre" not in row.id])
def test_sums_in_the_real_reading(term, lower, expected):
    value = balls.evaluate(Sum(term, (n, lower, oo)), {}, 128)
    if value is None and term.has(bernoulli, lucas, zeta, besselj, hermite, legendre, chebyshevt, fibonacci):
        pytest.skip("no rule for such terms in the real reading")
    encloses(value, expected)


@pytest.mark.parametrize(("term", "lower", "point", "expected"), named(COMPLEX_SUMS))
def test_complex_sums(term, lower, point, expected):
    encloses(evaluate(Sum(term, (n, lower, oo)), point, 128), expected)


@pytest.mark.parametrize(("factor", "lower", "expected"), named(PRODUCTS))
def test_products(factor, lower, expected):
    node = Product(factor, (n, lower, oo))
    encloses(evaluate(node, {}, 128), expected)
    encloses(balls.evaluate(node, {}, 128), expected)


@pytest.mark.parametrize(("term", "lower"), named(DIVERGENT))
def test_what_diverges_has_no_ball(term, lower):
    node = Sum(term, (n, lower, oo))
    assert evaluate(node, {}, 64) in (None, UNDEFINED)
    assert balls.evaluate(node, {}, 64) in (None, UNDEFINED)


def test_to_both_sides():
    encloses(evaluate(Sum(sinc(n) ** 3, (n, -oo, oo)), {}, 128), lambda: 3 * mpmath.pi / 4, 28)
    encloses(evaluate(Sum(exp(-pi * n**2), (n, -oo, oo)), {}, 128), lambda: mpmath.jtheta(3, 0, mpmath.exp(-mpmath.pi)))
    encloses(evaluate(Sum(3**n, (n, -oo, 0)), {}, 128), lambda: q(3, 2))


def test_finite_sums():
    assert evaluate(Sum(k**2, (k, 1, n)), {n: 10}, 64) == 385
    assert evaluate(Sum(k, (k, 1, 0)), {}, 64) == 0
    assert evaluate(Product(k, (k, 1, 0)), {}, 64) == 1
    assert evaluate(Sum(k, (k, 1, -1)), {}, 64) is UNDEFINED
    assert evaluate(Sum(1 / k, (k, 0, 3)), {}, 64) is UNDEFINED
    assert evaluate(Sum(binomial(n, 2 * k), (k, 0, floor(n / 2))), {n: 7}, 64) == 64
    assert evaluate(Sum(k * m, (k, 1, m), (m, 1, 3)), {}, 64) == 1 + 6 + 18
    assert evaluate(Product(k, (k, 1, n)), {n: 5}, 64) == 120
    assert evaluate(Sum(k, (k, 1, t)), {t: Rational(5, 2)}, 64) is None


def test_products_that_fall_to_0_or_grow_have_no_ball():
    for factor in (Rational(1, 2), 1 + 1 / n, 1 - 1 / n, 2 + 1 / n**2, Abs(cos(n))):
        assert evaluate(Product(factor, (n, 2, oo)), {}, 64) in (None, UNDEFINED)


def test_the_real_reading_wants_real_terms():
    for term in (sqrt(3 - n) / n**3, (-1) ** (n / 2) / n**2, log(3 - n) ** 2 / n**3):
        assert not isinstance(balls.evaluate(Sum(term, (n, 1, oo)), {}, 64), arb)


def test_the_golden_ratio_is_exact_in_exponents():
    encloses(evaluate(Sum(fibonacci(n) / GoldenRatio ** (2 * n), (n, 0, oo)), {}, 128), lambda: mpmath.phi / 2)
