"""Complex numbers as enclosures, and their arithmetic.

An enclosure is an exact number, real (`fmpq`) or not (`Gaussian`), or a ball (`acb`).  Exact numbers
stay exact wherever the result is one, so that zeros, poles and branch cuts are met exactly; a ball
whose imaginary part is exactly 0 encloses a real number, and one whose real part is, an imaginary one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeAlias

from flint import acb, arb, fmpq, fmpz

from derive.numeric.reals import NoValue, Unsettled, Unsupported, exact_root, whole_number

__all__ = ["Gaussian", "NoValue", "Unsettled", "Unsupported", "Value", "whole_number"]

# `fmpq | Gaussian | acb`; python-flint has no types
Value: TypeAlias = Any

# Beyond this size an exact number is carried as a ball.
EXACT_BITS = 4_000
# Beyond this degree, a root is taken through the logarithm.
LARGEST_ROOT = 64
ZERO, ONE = fmpq(0), fmpq(1)


@dataclass(frozen=True, slots=True)
class Gaussian:
    """An exact number with a rational real part and a rational imaginary part other than 0."""

    real: fmpq
    imag: fmpq

    def conjugate(self) -> Gaussian:
        """The mirror image in the real axis."""
        return Gaussian(self.real, -self.imag)

    def norm(self) -> fmpq:
        """The square of the absolute value."""
        return self.real * self.real + self.imag * self.imag


def exact(real: fmpq, imag: fmpq) -> Value:
    """The exact number with these parts; a ball, once it is too long."""
    if imag == 0:
        return real if real.height_bits() <= EXACT_BITS else acb(real)
    if real.height_bits() + imag.height_bits() > EXACT_BITS:
        return acb(real, imag)
    return Gaussian(real, imag)


def parts(value: Value) -> tuple[Any, Any]:
    """Real and imaginary part of an enclosure: rationals or real balls."""
    return (value, ZERO) if isinstance(value, fmpq) else (value.real, value.imag)


def as_acb(value: Value) -> acb:
    """The enclosure as a ball, at the current precision."""
    if isinstance(value, acb):
        return value
    return acb(value.real, value.imag) if isinstance(value, Gaussian) else acb(value)


def is_exact(value: Value) -> bool:
    """Whether the enclosure is an exact number."""
    return not isinstance(value, acb)


def is_real(value: Value) -> bool:
    """Whether the number is certainly real."""
    return isinstance(value, fmpq) or (isinstance(value, acb) and bool(value.imag == 0))


def is_not_real(value: Value) -> bool:
    """Whether the number is certainly not real."""
    return isinstance(value, Gaussian) or (isinstance(value, acb) and bool(value.imag != 0))


def is_zero(value: Value) -> bool:
    """Whether the number is certainly 0."""
    return isinstance(value, fmpq) and bool(value == 0)


def is_nonzero(value: Value) -> bool:
    """Whether the number is certainly not 0."""
    if isinstance(value, fmpq):
        return bool(value != 0)
    return isinstance(value, Gaussian) or bool(value != 0)


def settled(value: Value) -> Value:
    """The value itself, unless it is an infinite or undefined ball, which tells nothing."""
    if isinstance(value, acb):
        if not value.is_finite():
            raise Unsettled
        return ZERO if value.is_zero() else value
    return value


def require_nonzero(value: Value) -> None:
    """Pass over values that cannot be 0; `NoValue` at 0, else `Unsettled`."""
    if not is_nonzero(value):
        raise NoValue if is_zero(value) else Unsettled


def real_value(value: Value) -> Any:
    """A real number as `fmpq` or `arb`; `NoValue` where it is certainly not real, else `Unsettled`."""
    if isinstance(value, fmpq):
        return value
    if isinstance(value, acb) and value.imag == 0:
        return value.real
    raise NoValue if is_not_real(value) else Unsettled


# Arithmetic


def add(terms: list[Value]) -> Value:
    """The sum; exact terms are added exactly first."""
    real, imag, ball = ZERO, None, None
    for term in terms:
        if isinstance(term, fmpq):
            real += term
        elif isinstance(term, acb):
            ball = term if ball is None else ball + term
        else:
            real += term.real
            imag = term.imag if imag is None else imag + term.imag
    whole = exact(real, ZERO if imag is None else imag)
    if ball is None:
        return whole
    return ball if is_zero(whole) else ball + as_acb(whole)


def multiply(factors: list[Value]) -> Value:
    """The product.  All factors have values, so that 0 times any is 0."""
    whole, ball = ONE, None
    for factor in factors:
        if isinstance(factor, acb):
            ball = factor if ball is None else ball * factor
        elif isinstance(factor, fmpq) and isinstance(whole, fmpq):
            whole *= factor
        else:
            whole = _exact_product(whole, factor)
    if isinstance(whole, fmpq):
        if whole == 0:
            return ZERO
        if ball is None:
            return exact(whole, ZERO)
        return ball if whole == 1 else ball * whole
    return whole if ball is None else ball * as_acb(whole)


def _exact_product(a: Value, b: Value) -> Value:
    if isinstance(a, acb) or isinstance(b, acb):
        return as_acb(a) * as_acb(b)
    (a_re, a_im), (b_re, b_im) = parts(a), parts(b)
    return exact(a_re * b_re - a_im * b_im, a_re * b_im + a_im * b_re)


def subtract(a: Value, b: Value) -> Value:
    """a - b."""
    return add([a, multiply([fmpq(-1), b])])


def divide(a: Value, b: Value) -> Value:
    """a/b."""
    return multiply([a, reciprocal(b)])


def reciprocal(value: Value) -> Value:
    """1/value."""
    require_nonzero(value)
    if isinstance(value, Gaussian):
        norm = value.norm()
        return exact(value.real / norm, -value.imag / norm)
    return 1 / value


def power(base: Value, exponent: Value) -> Value:
    """exp(exponent log(base)) on the principal branch; 0**0 = 1, and 0**b = 0 where Re b > 0."""
    whole = whole_number(exponent)
    if whole is not None:
        return whole_power(base, whole)
    if is_zero(base):
        return _power_of_zero(exponent)
    if isinstance(exponent, fmpq):
        root = _rational_power(base, exponent)
        if root is not None:
            return root
        return _root_power(as_acb(base), exponent)
    if base == 1:
        return ONE
    if not is_nonzero(base):
        raise Unsettled
    return as_acb(base).pow(as_acb(exponent))


def _root_power(base: acb, exponent: fmpq) -> acb:
    """(base**(1/q))**p is exp(p/q log(base)): powers of roots keep imaginary numbers imaginary."""
    degree = int(exponent.q)
    if not is_nonzero(base):
        if exponent < 0 or degree > LARGEST_ROOT:
            raise Unsettled
        if degree > 2:
            size = arb(base.abs_upper()).root(degree) ** int(exponent.p)
            return acb(arb(0, size.upper()), arb(0, size.upper()))
    if degree > LARGEST_ROOT:
        return base.pow(acb(exponent))
    return (base.sqrt() if degree == 2 else base.root(degree)) ** fmpz(int(exponent.p))


def _power_of_zero(exponent: Value) -> Value:
    real = parts(exponent)[0]
    if real > 0:
        return ZERO
    raise NoValue if real < 0 or is_exact(exponent) else Unsettled


def whole_power(base: Value, exponent: int) -> Value:
    """base**exponent for a whole number."""
    if exponent == 0:
        return ONE
    if exponent < 0:
        require_nonzero(base)
    if isinstance(base, fmpq):
        if base in (0, 1) or int(base.height_bits()) * abs(exponent) <= EXACT_BITS:
            return base**exponent
    elif isinstance(base, Gaussian) and _size(base) * abs(exponent) <= EXACT_BITS:
        return _gaussian_power(base, exponent)
    return as_acb(base) ** fmpz(exponent)


def _size(value: Gaussian) -> int:
    return int(value.real.height_bits()) + int(value.imag.height_bits())


def _gaussian_power(base: Gaussian, exponent: int) -> Value:
    result: Value = ONE
    square: Value = base if exponent > 0 else reciprocal(base)
    rest = abs(exponent)
    while rest:
        if rest & 1:
            result = _exact_product(result, square)
        rest >>= 1
        square = _exact_product(square, square) if rest else square
    return result


def _rational_power(base: Value, exponent: fmpq) -> Value | None:
    """The exact power of a rational, if there is one: roots of negative squares are imaginary."""
    degree = int(exponent.q)
    if not isinstance(base, fmpq) or degree > LARGEST_ROOT:
        return None
    if base > 0:
        root = exact_root(base, degree)
        return None if root is None else whole_power(root, int(exponent.p))
    if degree != 2:
        return None
    root = exact_root(-base, 2)
    if root is None:
        return None
    return whole_power(Gaussian(ZERO, root), int(exponent.p))


def imaginary(value: arb) -> acb:
    """The purely imaginary ball i value."""
    return acb(arb(0), value)
