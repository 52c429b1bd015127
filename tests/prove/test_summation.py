"""Sums and products: true claims are proved, false neighbours are not, and closed forms agree with direct summation."""

from __future__ import annotations

from typing import Any

import pytest
from mpmath import mp
from sympy import (
    Catalan,
    Dummy,
    Expr,
    GoldenRatio,
    I,
    Integer,
    N,
    Product,
    Rational,
    RisingFactorial,
    S,
    Sum,
    Symbol,
    atan,
    binomial,
    chebyshevt,
    chebyshevu,
    cos,
    cosh,
    coth,
    exp,
    factorial,
    fibonacci,
    lambdify,
    legendre,
    log,
    lucas,
    oo,
    pi,
    sec,
    sin,
    sinc,
    sqrt,
    zeta,
)  # fmt: skip

from derive.calculation import Relation
from derive.claim import Claim, Reading
from derive.domains import COMPLEX, NATURAL, POSITIVE_INTEGER, REAL, Domain
from derive.prove.principal import PlaneFacts
from derive.prove.summation import prove_sum, worked_out
from derive.prove.sums.named import ETA, INDEX, SERIES

n, m, p = NATURAL.symbol("n"), NATURAL.symbol("m"), POSITIVE_INTEGER.symbol("p")
x, z, a, s = (COMPLEX.symbol(name) for name in "xzas")
r = REAL.symbol("r")
k = Symbol("k", integer=True)
DOMAINS: dict[Symbol, Domain] = {
    n: NATURAL, m: NATURAL, p: POSITIVE_INTEGER, x: COMPLEX, z: COMPLEX, a: COMPLEX, s: COMPLEX, r: REAL,
}  # fmt: skip


def proved(lhs: Any, rhs: Any, *conditions: Any) -> bool:
    lhs, rhs = S(lhs), S(rhs)
    domains = {symbol: DOMAINS[symbol] for symbol in DOMAINS if symbol in lhs.free_symbols | rhs.free_symbols}
    claim = Claim(lhs, Relation.EQUAL, rhs, domains, conditions, reading=Reading.COMPLEX)
    return prove_sum(claim, PlaneFacts.of(claim)) is not None


TRUE: dict[str, tuple[Any, ...]] = {
    "sum of the first whole numbers": (Sum(k, (k, 0, n)), n * (n + 1) / 2),
    "sum of squares": (Sum(k**2, (k, 1, n)), n * (n + 1) * (2 * n + 1) / 6),
    "finite geometric sum": (Sum(x**k, (k, 0, n)), (1 - x ** (n + 1)) / (1 - x)),
    "arithmetic-geometric sum": (Sum(k * 2**k, (k, 0, n)), (n - 1) * 2 ** (n + 1) + 2),
    "binomial theorem": (Sum(binomial(n, k) * x**k * z ** (n - k), (k, 0, n)), (x + z) ** n),
    "a row of Pascal's triangle": (Sum(binomial(n, k), (k, 0, n)), 2**n),
    "squares of a row": (Sum(binomial(n, k) ** 2, (k, 0, n)), binomial(2 * n, n)),
    "alternating row over k + 1": (Sum((-1) ** k * binomial(n, k) / (k + 1), (k, 0, n)), 1 / (n + 1)),
    "an end that is not natural": (Sum(binomial(n + k, k) / 2**k, (k, 0, n)), 2**n),
    "factorials telescope": (Sum(k * factorial(k), (k, 1, n)), factorial(n + 1) - 1),
    "Fibonacci numbers": (Sum(fibonacci(k), (k, 0, n)), fibonacci(n + 2) - 1),
    "squares of Fibonacci numbers": (Sum(fibonacci(k) ** 2, (k, 0, n)), fibonacci(n) * fibonacci(n + 1)),
    "binomial transform of Fibonacci numbers": (Sum(binomial(n, k) * fibonacci(k), (k, 0, n)), fibonacci(2 * n)),
    "Chebyshev polynomial in powers of x - 1": (
        Sum(p * 2**k * factorial(p + k - 1) / (factorial(p - k) * factorial(2 * k)) * (x - 1) ** k, (k, 0, p)),
        chebyshevt(p, x),
    ),
    "Legendre polynomial": (Sum(binomial(n, k) * binomial(n + k, k) * ((x - 1) / 2) ** k, (k, 0, n)), legendre(n, x)),
    "Dirichlet kernel": (Sum(cos(k * r), (k, 1, n)), sin((n + Rational(1, 2)) * r) / (2 * sin(r / 2)) - Rational(1, 2)),
    "a power of the sine": (
        sin(x) ** (2 * n),
        (binomial(2 * n, n) + 2 * Sum((-1) ** (n + k) * binomial(2 * n, k) * cos(2 * (n - k) * x), (k, 0, n - 1))) / 4**n,
    ),
    "geometric series": (Sum(z**k, (k, 0, oo)), 1 / (1 - z)),
    "exponential series": (Sum(z**k / factorial(k), (k, 0, oo)), exp(z)),
    "series of the sine": (Sum((-1) ** k * z ** (2 * k + 1) / factorial(2 * k + 1), (k, 0, oo)), sin(z)),
    "series of the hyperbolic cosine": (Sum(z ** (2 * k) / factorial(2 * k), (k, 0, oo)), cosh(z)),
    "series of the logarithm": (Sum((-1) ** (k + 1) * z**k / k, (k, 1, oo)), log(1 + z)),
    "series of the arctangent": (Sum((-1) ** k * z ** (2 * k + 1) / (2 * k + 1), (k, 0, oo)), atan(z)),
    "binomial series": (Sum(binomial(a, k) * z**k, (k, 0, oo)), (1 + z) ** a),
    "Basel problem": (Sum(1 / k**2, (k, 1, oo)), pi**2 / 6),
    "Leibniz series": (4 * Sum((-1) ** k / (2 * k + 1), (k, 0, oo)), pi),
    "Catalan's constant": (Sum((-1) ** k / (2 * k + 1) ** 2, (k, 0, oo)), Catalan),
    "partial fractions of the cotangent": (Sum(1 / (k**2 + 1), (k, 1, oo)), (pi * coth(pi) - 1) / 2),
    "telescoping rational summand": (Sum(1 / (k * (k + 1)), (k, 1, oo)), 1),
    "series of zeta": (Sum(1 / k**s, (k, 1, oo)), zeta(s)),
    "formula of Bailey, Borwein and Plouffe": (
        Sum((4 / (8 * k + 1) - 2 / (8 * k + 4) - 1 / (8 * k + 5) - 1 / (8 * k + 6)) / Integer(16) ** k, (k, 0, oo)), pi,
    ),
    "telescoping arctangents": (Sum(atan(1 / (k**2 + k + 1)), (k, 0, oo)), pi / 2),
    "arctangents two steps apart": (Sum(atan(2 / k**2), (k, 1, oo)), 3 * pi / 4),
    "Millin's series from 1": (Sum(1 / fibonacci(2**k), (k, 1, oo)), (5 - sqrt(5)) / 2),
    "generating function of Fibonacci numbers": (Sum(fibonacci(k) * z**k, (k, 0, oo)), z / (1 - z - z**2)),
    "generating function of Chebyshev polynomials": (
        Sum(chebyshevu(k, x) * z**k, (k, 0, oo)), 1 / (1 - 2 * x * z + z**2),
    ),
    "Wallis": (Product(4 * k**2 / (4 * k**2 - 1), (k, 1, oo)), pi / 2),
    "Viete": (Product(cos(z / 2**k), (k, 1, oo)), sinc(z)),
    "Viete with secants": (2 * Product(sec(pi / 2**k), (k, 2, oo)), pi),
    "factorial as a product": (Product(k, (k, 1, n)), factorial(n)),
    "rising factorial as a product": (Product(x + k, (k, 0, n - 1)), RisingFactorial(x, n)),
    "sines over the roots of unity": (Product(sin(pi * k / p), (k, 1, p - 1)), p / 2 ** (p - 1)),
    "lines of a polygon": (Product(1 - 1 / k**2, (k, 2, oo)), Rational(1, 2)),
}  # fmt: skip

FALSE: dict[str, tuple[Any, ...]] = {
    "an end too far": (Sum(k, (k, 0, n + 1)), n * (n + 1) / 2),
    "a sum that starts too late": (Sum(x**k, (k, 1, n)), (1 - x ** (n + 1)) / (1 - x)),
    "another power": (Sum(binomial(n, k), (k, 0, n)), 3**n),
    "a recurrence with other first values": (Sum(binomial(n, k) ** 2, (k, 0, n)), binomial(2 * n, n) + 1),
    "a recurrence with another scale": (Sum(binomial(n, k), (k, 0, n)), 2 ** (n + 1)),
    "half of the row": (Sum(binomial(2 * n, k), (k, 0, n)), 4**n / 2),
    "Fibonacci numbers off by one": (Sum(fibonacci(k), (k, 0, n)), fibonacci(n + 2)),
    "Lucas numbers for Fibonacci numbers": (Sum(lucas(k), (k, 0, n)), fibonacci(n + 2) - 1),
    "Legendre polynomial with another argument": (
        Sum(binomial(n, k) * binomial(n + k, k) * (x - 1) ** k, (k, 0, n)), legendre(n, x),
    ),
    "generating function without hypotheses": (
        Sum(legendre(k, r) * z**k, (k, 0, oo)), (1 - 2 * r * z + z**2) ** Rational(-1, 2),
    ),
    "geometric series from 1": (Sum(z**k, (k, 1, oo)), 1 / (1 - z)),
    "harmonic series": (Sum(1 / k, (k, 1, oo)), zeta(2)),
    "Leibniz series with another step": (4 * Sum((-1) ** k / (3 * k + 1), (k, 0, oo)), pi),
    "Millin's series from 1, full value": (Sum(1 / fibonacci(2**k), (k, 1, oo)), (7 - sqrt(5)) / 2),
    "Wallis from 2": (Product(4 * k**2 / (4 * k**2 - 1), (k, 2, oo)), pi / 2),
    "Viete from 2": (Product(cos(z / 2**k), (k, 2, oo)), sinc(z)),
    "arctangents one more": (Sum(atan(2 / k**2), (k, 0, oo)), 3 * pi / 4),
    "another root of unity": (Product(sin(pi * k / p), (k, 1, p)), p / 2 ** (p - 1)),
}  # fmt: skip


@pytest.mark.parametrize("claim", TRUE.values(), ids=TRUE)
def test_proves(claim: tuple[Any, ...]) -> None:
    assert proved(*claim)


@pytest.mark.parametrize("claim", FALSE.values(), ids=FALSE)
def test_does_not_prove(claim: tuple[Any, ...]) -> None:
    assert not proved(*claim)


def test_legendre_generating_function_needs_its_hypotheses() -> None:
    claim = Sum(legendre(k, r) * z**k, (k, 0, oo)), (1 - 2 * r * z + z**2) ** Rational(-1, 2)
    assert proved(*claim, r >= -1, r <= 1, abs(z) < 1)
    assert not proved(*claim, r >= -2, r <= 1, abs(z) < 1)


CONVERGENT: list[Expr] = [
    (-1) ** k / (2 * k + 1), 1 / ((4 * k + 1) * (4 * k + 3)), (-1) ** k / (3 * k + 1), k / binomial(2 * k, k),
    1 / (k**2 + 1), (-1) ** k / (k + 1) ** 2, k**2 / Integer(3) ** k, 1 / factorial(2 * k), (-1) ** k / (2 * k + 1) ** 3,
    fibonacci(k) / Integer(3) ** k, fibonacci(2 * k + 1) / Integer(7) ** k, lucas(k) / factorial(k),
    chebyshevt(k, Rational(1, 3)) / Integer(2) ** k, chebyshevu(k + 1, Rational(2, 5)) / Integer(3) ** k,
    cos(k) / factorial(k), sin(2 * k + 1) / Integer(2) ** k, Integer(2) ** k * factorial(k) ** 2 / factorial(2 * k + 1),
    binomial(2 * k, k) / Integer(5) ** k, 1 / ((k + 2) * Integer(16) ** k), 1 / ((3 * k + 2) * Integer(-8) ** k),
    atan(1 / (k**2 + k + 1)), 1 / fibonacci(Integer(2) ** (k + 1)), 1 / (k + 3) ** 4,
    (2 * k + 3) / ((k + 1) ** 2 * (k + 2) ** 2), (-1) ** k * (k + 1) / ((k + 2) * (k + 3)),
    1 / ((k + 1) * (exp(2 * pi * (k + 1)) - 1)), 1 / binomial(2 * k + 2, k + 1) / (k + 1) ** 2,
]  # fmt: skip


@pytest.mark.parametrize("body", CONVERGENT, ids=str)
@pytest.mark.parametrize("lower", [0, 1, 3])
def test_closed_forms_agree_with_direct_summation(body: Expr, lower: int) -> None:
    found = worked_out(Sum(body, (k, lower, oo)), None)
    if not found.names:
        pytest.skip("no closed form")
    with mp.workdps(30):
        whole = {"fibonacci": lambda i: mp.fib(int(i)), "lucas": lambda i: mp.fib(int(i) - 1) + mp.fib(int(i) + 1)}
        term = lambdify(k, body, [whole, "mpmath"])
        direct = mp.nsum(lambda i: term(mp.mpf(i)), [lower, mp.inf])
        closed = mp.mpmathify(N(found.expression, 25))
        assert abs(direct - closed) < mp.mpf(10) ** -12


@pytest.mark.parametrize("row", SERIES, ids=[f"{name} {i}" for i, (name, *_) in enumerate(SERIES)])
def test_rows_of_named_series(row: tuple[str, Expr, int, Expr]) -> None:
    _, body, start, value = row
    with mp.workdps(40):
        term = lambdify(INDEX, body, "mpmath")
        if mp.mpf(abs(term(mp.mpf(90)))) > mp.mpf(10) ** -35:
            total = mp.nsum(lambda i: term(mp.mpf(i)), [start, mp.inf])
        else:
            total = mp.fsum(term(mp.mpf(i)) for i in range(start, 140))
        assert abs(total - mp.mpmathify(N(value, 40))) < mp.mpf(10) ** -25


@pytest.mark.parametrize("y", ETA, ids=str)
def test_values_of_eta(y: Expr) -> None:
    with mp.workdps(40):
        nome = mp.exp(-2 * mp.pi * int(y))
        assert abs(nome ** (mp.mpf(1) / 24) * mp.qp(nome) - mp.mpmathify(N(ETA[y], 40))) < mp.mpf(10) ** -35


@pytest.mark.parametrize("power", range(1, 7))
def test_powers_of_sinc_over_all_whole_numbers(power: int) -> None:
    found = worked_out(Sum(sinc(k) ** power, (k, -oo, oo)), None).expression
    with mp.workdps(20):
        direct = 1 + 2 * mp.nsum(lambda i: (mp.sin(i) / i) ** power, [1, mp.inf]) if power > 2 else None
        if direct is not None and power > 4:
            direct = 1 + 2 * mp.fsum((mp.sin(i) / i) ** power for i in range(1, 4000))
            assert abs(direct - mp.mpmathify(N(found, 20))) < 1e-12


def test_a_divergent_sum_has_no_closed_form() -> None:
    for body in (1 / k, k / (k + 1), 1 / (k + GoldenRatio), factorial(k), (-1) ** k * k, Integer(2) ** k):
        assert not worked_out(Sum(body, (k, 1, oo)), None).names


def test_a_bound_variable_is_not_confused_with_a_free_one() -> None:
    other = Dummy("k", integer=True)
    assert not proved(Sum(binomial(n, other) * m, (other, 0, n)), n * 2**n)
    assert I not in worked_out(Sum(z**k, (k, 0, oo)), None).expression.atoms()
