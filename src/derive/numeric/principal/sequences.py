"""Sequences of numbers, exact at whole indices, and constants."""

from __future__ import annotations

from collections.abc import Callable

from flint import acb, arb, fmpq, fmpq_poly, fmpz

from derive.numeric.principal import values
from derive.numeric.principal.gamma import EXACT_DEGREE, binomial
from derive.numeric.principal.polynomials import LARGEST_DEGREE, LARGEST_INDEX, horner, index_of, polynomial
from derive.numeric.principal.values import (
    ONE,
    ZERO,
    Gaussian,
    Unsettled,
    Unsupported,
    Value,
    as_acb,
    whole_number,
)


def fibonacci(n: Value, x: Value | None = None) -> Value:
    """The Fibonacci numbers, at negative indices too; or the polynomials."""
    index = index_of(n, -LARGEST_INDEX)
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
    index = abs(index_of(n, -LARGEST_INDEX))
    number = 2 * fmpz.fib_ui(index + 1) - fmpz.fib_ui(index)
    return fmpq(-number if whole_number(n) != index and index % 2 else number)


def bernoulli(n: Value, x: Value | None = None) -> Value:
    """The Bernoulli numbers but the one of index 1, on whose sign the conventions differ; the polynomials."""
    index = index_of(n)
    if x is None:
        if index == 1:
            raise Unsettled
        return fmpq.bernoulli(index)
    return polynomial(fmpq_poly.bernoulli_poly, index, x, lambda z: z.bernoulli_poly(index))


def euler(n: Value, x: Value | None = None) -> Value:
    """The Euler numbers and polynomials."""
    index = index_of(n)
    if x is None:
        return fmpq(fmpz.euler_number(index))
    if index > EXACT_DEGREE:
        raise Unsupported
    return horner(fmpq_poly.euler_poly(index), x)


def catalan(n: Value) -> Value:
    """The Catalan numbers."""
    after = values.add([n, ONE])
    return values.divide(binomial(values.multiply([fmpq(2), n]), n), after)


def double_factorial(n: Value) -> Value:
    """n (n - 2) (n - 4) ..., and 1 at 0 and -1."""
    index = index_of(n, -1, 400)
    product = fmpz(1)
    for factor in range(index, 1, -2):
        product *= factor
    return fmpq(product)


def bell(n: Value) -> Value:
    """The Bell numbers."""
    return fmpq(fmpz.bell_number(index_of(n, 0, 1_000)))


def partition(n: Value) -> Value:
    """The number of partitions."""
    index = index_of(n, -LARGEST_INDEX)
    return fmpq(fmpz.partitions_p(index)) if index >= 0 else ZERO


def subfactorial(n: Value) -> Value:
    """The number of permutations without a fixed point."""
    number = fmpz(1)
    for k in range(1, index_of(n, 0, 400) + 1):
        number = k * number + (-1) ** k
    return fmpq(number)


def _positive(n: Value) -> fmpz:
    """A positive whole number that is soon factored."""
    return fmpz(index_of(n, 1, 10**15))


def totient(n: Value) -> Value:
    """Euler's function."""
    return fmpq(_positive(n).euler_phi())


def mobius(n: Value) -> Value:
    """The function of Moebius."""
    return fmpq(_positive(n).moebius_mu())


def divisor_sigma(n: Value, k: Value = ONE) -> Value:
    """The sum of the powers of the divisors."""
    return fmpq(_positive(n).divisor_sigma(index_of(k, 0, 100)))


def stieltjes(n: Value, a: Value = ONE) -> Value:
    """The Stieltjes constants."""
    if not as_acb(a).real > 0:
        raise Unsettled
    return acb.stieltjes(index_of(n, 0, LARGEST_INDEX), as_acb(a))


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
    "subfactorial": subfactorial,
    "totient": totient,
    "mobius": mobius,
    "divisor_sigma": divisor_sigma,
    "stieltjes": stieltjes,
}
