"""Sequences of numbers and of polynomials: exact at whole indices, and functions of any degree in Arb."""

from __future__ import annotations

from collections.abc import Callable

from flint import acb, arb, fmpq, fmpq_poly, fmpz, fmpz_poly

from derive.numeric.principal import values
from derive.numeric.principal.gamma import EXACT_DEGREE, binomial
from derive.numeric.principal.values import (
    ONE,
    ZERO,
    Gaussian,
    Unsettled,
    Unsupported,
    Value,
    as_acb,
    is_exact,
    whole_number,
)

LARGEST_INDEX = 3_000
LARGEST_DEGREE = 500


def _index(value: Value, least: int = 0, limit: int = LARGEST_INDEX) -> int:
    whole = whole_number(value)
    if whole is None or not least <= whole <= limit:
        raise Unsupported
    return whole


def fibonacci(n: Value, x: Value | None = None) -> Value:
    """The Fibonacci numbers, at negative indices too; or the polynomials."""
    index = _index(n, -LARGEST_INDEX)
    if x is not None:
        return _fibonacci_polynomial(index, x)
    number = fmpq(fmpz.fib_ui(abs(index)))
    return -number if index < 0 and index % 2 == 0 else number


def _fibonacci_polynomial(n: int, x: Value) -> Value:
    if not 0 <= n <= LARGEST_DEGREE:
        raise Unsupported
    previous, current = ONE, ZERO
    for _ in range(n):
        previous, current = current, values.add([values.multiply([x, current]), previous])
    return current


def lucas(n: Value) -> Value:
    """The Lucas numbers, at negative indices too."""
    index = abs(_index(n, -LARGEST_INDEX))
    number = 2 * fmpz.fib_ui(index + 1) - fmpz.fib_ui(index)
    return fmpq(-number if whole_number(n) != index and index % 2 else number)


def bernoulli(n: Value, x: Value | None = None) -> Value:
    """The Bernoulli numbers but the one of index 1, on whose sign the conventions differ; the polynomials."""
    index = _index(n)
    if x is None:
        if index == 1:
            raise Unsettled
        return fmpq.bernoulli(index)
    return _polynomial(fmpq_poly.bernoulli_poly, index, x, lambda z: z.bernoulli_poly(index))


def euler(n: Value, x: Value | None = None) -> Value:
    """The Euler numbers and polynomials."""
    index = _index(n)
    if x is None:
        return fmpq(fmpz.euler_number(index))
    if index > EXACT_DEGREE:
        raise Unsupported
    return _at(fmpq_poly.euler_poly(index), x)


def catalan(n: Value) -> Value:
    """The Catalan numbers."""
    after = values.add([n, ONE])
    return values.divide(binomial(values.multiply([fmpq(2), n]), n), after)


def double_factorial(n: Value) -> Value:
    """n (n - 2) (n - 4) ..., and 1 at 0 and -1."""
    index = _index(n, -1, 400)
    product = fmpz(1)
    for factor in range(index, 1, -2):
        product *= factor
    return fmpq(product)


def bell(n: Value) -> Value:
    """The Bell numbers."""
    return fmpq(fmpz.bell_number(_index(n, 0, 1_000)))


def partition(n: Value) -> Value:
    """The number of partitions."""
    index = _index(n, -LARGEST_INDEX)
    return fmpq(fmpz.partitions_p(index)) if index >= 0 else ZERO


def _polynomial(family: Callable[[int], fmpq_poly], degree: int, x: Value, ball: Callable[[acb], acb]) -> Value:
    if is_exact(x) and degree <= EXACT_DEGREE:
        return _at(family(degree), x)
    if degree > LARGEST_DEGREE:
        raise Unsupported
    return ball(as_acb(x))


def _at(polynomial: fmpq_poly | fmpz_poly, x: Value) -> Value:
    """The value by Horner's rule, exact at an exact number."""
    if isinstance(x, fmpq):
        return values.exact(fmpq_poly(polynomial)(x), ZERO)
    result: Value = ZERO
    for coefficient in reversed(polynomial.coeffs()):
        result = values.add([values.multiply([result, x]), fmpq(coefficient)])
    return result


def _of_degree(n: Value, limit: int = LARGEST_DEGREE) -> acb:
    """A degree of moderate size."""
    if not as_acb(n).abs_upper() < limit:
        raise Unsupported
    return as_acb(n)


def chebyshev_t(n: Value, x: Value) -> Value:
    """cos(n acos(x))."""
    whole = whole_number(n)
    if whole is not None and abs(whole) <= LARGEST_DEGREE:
        return _polynomial(fmpz_poly.chebyshev_t, abs(whole), x, lambda z: z.chebyshev_t(acb(abs(whole))))
    return as_acb(x).chebyshev_t(_of_degree(n))


def chebyshev_u(n: Value, x: Value) -> Value:
    """sin((n + 1) acos(x))/sin(acos(x))."""
    whole = whole_number(n)
    if whole is None or abs(whole) > LARGEST_DEGREE:
        return as_acb(x).chebyshev_u(_of_degree(n))
    if whole == -1:
        return ZERO
    if whole < -1:
        return values.multiply([fmpq(-1), chebyshev_u(fmpq(-whole - 2), x)])
    return _polynomial(fmpz_poly.chebyshev_u, whole, x, lambda z: z.chebyshev_u(acb(whole)))


def legendre(n: Value, x: Value) -> Value:
    """The Legendre polynomials and functions of the first kind; P of -n - 1 is P of n."""
    whole = whole_number(n)
    if whole is not None and whole < 0:
        return legendre(fmpq(-whole - 1), x)
    if whole is not None:
        return _polynomial(fmpq_poly.legendre_p, whole, x, lambda z: z.legendre_p(acb(whole)))
    return as_acb(x).legendre_p(_of_degree(n))


def associated_legendre(n: Value, m: Value, x: Value) -> Value:
    """With the phase of Condon and Shortley, at real numbers between -1 and 1."""
    degree, order = _index(n, 0, LARGEST_DEGREE), _index(m, -LARGEST_DEGREE, LARGEST_DEGREE)
    if order == 0:
        return legendre(n, x)
    if not (values.is_real(x) and abs(as_acb(x).real) < 1) or abs(order) > degree:
        raise Unsupported
    return as_acb(x).legendre_p(acb(degree), acb(order))


def hermite(n: Value, x: Value) -> Value:
    """The Hermite polynomials of physics."""
    degree = _index(n, 0, LARGEST_DEGREE)
    return as_acb(x).hermite_h(acb(degree))


def laguerre(n: Value, x: Value) -> Value:
    """The Laguerre polynomials."""
    return associated_laguerre(n, ZERO, x)


def associated_laguerre(n: Value, alpha: Value, x: Value) -> Value:
    """The generalised Laguerre polynomials."""
    degree = _index(n, 0, LARGEST_DEGREE)
    return as_acb(x).laguerre_l(acb(degree), _of_degree(alpha))


def gegenbauer(n: Value, a: Value, x: Value) -> Value:
    """The ultraspherical polynomials."""
    degree = _index(n, 0, LARGEST_DEGREE)
    return as_acb(x).gegenbauer_c(acb(degree), _of_degree(a))


def jacobi(n: Value, a: Value, b: Value, x: Value) -> Value:
    """The Jacobi polynomials."""
    degree = _index(n, 0, LARGEST_DEGREE)
    return as_acb(x).jacobi_p(acb(degree), _of_degree(a), _of_degree(b))


def stieltjes(n: Value, a: Value = ONE) -> Value:
    """The Stieltjes constants."""
    if not as_acb(a).real > 0:
        raise Unsettled
    return acb.stieltjes(_index(n, 0, LARGEST_INDEX), as_acb(a))


def tribonacci_constant() -> acb:
    """The real root of x**3 = x**2 + x + 1."""
    root = arb(33).sqrt() * 3
    return acb((1 + (19 + root).root(3) + (19 - root).root(3)) / 3)


CONSTANTS: dict[str, Callable[[], Value]] = {
    "Pi": acb.pi,
    "Exp1": lambda: acb(arb.const_e()),
    "ImaginaryUnit": lambda: Gaussian(ZERO, ONE),
    "EulerGamma": lambda: acb(arb.const_euler()),
    "Catalan": lambda: acb(arb.const_catalan()),
    "GoldenRatio": lambda: acb((1 + arb(5).sqrt()) / 2),
    "TribonacciConstant": tribonacci_constant,
}
INFINITE = frozenset({"Infinity", "NegativeInfinity", "ComplexInfinity", "NaN"})

SEQUENCES: dict[str, Callable[..., Value]] = {
    "fibonacci": fibonacci,
    "lucas": lucas,
    "bernoulli": bernoulli,
    "euler": euler,
    "catalan": catalan,
    "factorial2": double_factorial,
    "bell": bell,
    "partition": partition,
    "stieltjes": stieltjes,
    "chebyshevt": chebyshev_t,
    "chebyshevu": chebyshev_u,
    "legendre": legendre,
    "assoc_legendre": associated_legendre,
    "hermite": hermite,
    "laguerre": laguerre,
    "assoc_laguerre": associated_laguerre,
    "gegenbauer": gegenbauer,
    "jacobi": jacobi,
}
