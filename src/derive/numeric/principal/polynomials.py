"""Orthogonal polynomials: exact at exact numbers where the degree is small, else in Arb, of any degree."""

from __future__ import annotations

from collections.abc import Callable

from flint import acb, fmpq, fmpq_poly, fmpz_poly

from derive.numeric.principal import values
from derive.numeric.principal.gamma import EXACT_DEGREE
from derive.numeric.principal.values import (
    ONE,
    ZERO,
    Unsupported,
    Value,
    as_acb,
    is_exact,
    whole_number,
)  # fmt: skip

LARGEST_INDEX = 3_000
LARGEST_DEGREE = 500


def index_of(value: Value, least: int = 0, limit: int = LARGEST_INDEX) -> int:
    """A whole number of moderate size."""
    whole = whole_number(value)
    if whole is None or not least <= whole <= limit:
        raise Unsupported
    return whole


def polynomial(family: Callable[[int], fmpq_poly], degree: int, x: Value, ball: Callable[[acb], acb]) -> Value:
    """A polynomial of a family, exactly by its coefficients or in a ball by Arb."""
    if is_exact(x) and degree <= EXACT_DEGREE:
        return horner(family(degree), x)
    if degree > LARGEST_DEGREE:
        raise Unsupported
    return ball(as_acb(x))


def horner(polynomial: fmpq_poly | fmpz_poly, x: Value) -> Value:
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
        return polynomial(fmpz_poly.chebyshev_t, abs(whole), x, lambda z: z.chebyshev_t(acb(abs(whole))))
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
    return polynomial(fmpz_poly.chebyshev_u, whole, x, lambda z: z.chebyshev_u(acb(whole)))


def legendre(n: Value, x: Value) -> Value:
    """The Legendre polynomials and functions of the first kind; P of -n - 1 is P of n."""
    whole = whole_number(n)
    if whole is not None and whole < 0:
        return legendre(fmpq(-whole - 1), x)
    if whole is not None:
        return polynomial(fmpq_poly.legendre_p, whole, x, lambda z: z.legendre_p(acb(whole)))
    return as_acb(x).legendre_p(_of_degree(n))


def associated_legendre(n: Value, m: Value, x: Value) -> Value:
    """With the phase of Condon and Shortley, at real numbers between -1 and 1."""
    degree, order = index_of(n, 0, LARGEST_DEGREE), index_of(m, -LARGEST_DEGREE, LARGEST_DEGREE)
    if order == 0:
        return legendre(n, x)
    if not (values.is_real(x) and abs(as_acb(x).real) < 1) or abs(order) > degree:
        raise Unsupported
    return as_acb(x).legendre_p(acb(degree), acb(order))


def hermite(n: Value, x: Value) -> Value:
    """The Hermite polynomials of physics."""
    degree = index_of(n, 0, LARGEST_DEGREE)
    return as_acb(x).hermite_h(acb(degree))


def laguerre(n: Value, x: Value) -> Value:
    """The Laguerre polynomials."""
    return associated_laguerre(n, ZERO, x)


def associated_laguerre(n: Value, alpha: Value, x: Value) -> Value:
    """The generalised Laguerre polynomials."""
    degree = index_of(n, 0, LARGEST_DEGREE)
    return as_acb(x).laguerre_l(acb(degree), _of_degree(alpha))


def gegenbauer(n: Value, a: Value, x: Value) -> Value:
    """The ultraspherical polynomials."""
    degree = index_of(n, 0, LARGEST_DEGREE)
    return as_acb(x).gegenbauer_c(acb(degree), _of_degree(a))


def jacobi(n: Value, a: Value, b: Value, x: Value) -> Value:
    """The Jacobi polynomials."""
    degree = index_of(n, 0, LARGEST_DEGREE)
    return as_acb(x).jacobi_p(acb(degree), _of_degree(a), _of_degree(b))


def probabilists_hermite(n: Value, x: Value) -> Value:
    """The Hermite polynomials of probability."""
    previous, current = ZERO, ONE
    for k in range(index_of(n, 0, LARGEST_DEGREE)):
        previous, current = current, values.subtract(
            values.multiply([x, current]), values.multiply([fmpq(k), previous])
        )
    return current


POLYNOMIALS: dict[str, Callable[..., Value]] = {
    "chebyshevt": chebyshev_t,
    "chebyshevu": chebyshev_u,
    "legendre": legendre,
    "assoc_legendre": associated_legendre,
    "hermite": hermite,
    "laguerre": laguerre,
    "assoc_laguerre": associated_laguerre,
    "gegenbauer": gegenbauer,
    "jacobi": jacobi,
    "hermite_prob": probabilists_hermite,
}
