"""Real numbers as enclosures: what is known of their signs, and their arithmetic.

An enclosure is an exact rational (`fmpq`) or a ball (`arb`).  Whether a function is defined on a ball
has three answers: yes, no (`NoValue`), and not settled at this precision (`Unsettled`).  Rationals
stay rationals wherever the result is one, so that poles and ends of domains are met exactly.
"""

from __future__ import annotations

from math import prod
from typing import Any, TypeAlias

from flint import acb, arb, fmpq, fmpz

# `fmpq | arb`; python-flint has no types
Enclosure: TypeAlias = Any

# Beyond this size an exact number is carried as a ball.
EXACT_BITS = 20_000


class NoValue(Exception):
    """Certainly no finite real value here."""


class Unsettled(Exception):
    """Undecided at this precision."""


class Unsupported(Exception):
    """No rule for this expression, at any precision."""


def as_ball(value: Enclosure) -> arb:
    """The enclosure as a ball, at the current precision."""
    return value if isinstance(value, arb) else arb(value)


def is_exact(value: Enclosure) -> bool:
    """Whether the enclosure is an exact rational."""
    return isinstance(value, fmpq)


def whole_number(value: Enclosure) -> int | None:
    """The integer that an exact enclosure is, if it is one."""
    return int(value.p) if isinstance(value, fmpq) and value.q == 1 else None


def sign(value: Enclosure) -> int:
    """-1, 0 or 1; raises `Unsettled` where the ball does not tell."""
    if value > 0:
        return 1
    if value < 0:
        return -1
    if is_exact(value):
        return 0
    raise Unsettled


def require_positive(value: Enclosure) -> None:
    """Pass over positive values; `NoValue` where it is certainly not positive, else `Unsettled`."""
    if not value > 0:
        raise NoValue if value <= 0 else Unsettled


def require_nonnegative(value: Enclosure) -> None:
    """Pass over nonnegative values; `NoValue` where it is certainly negative, else `Unsettled`."""
    if not value >= 0:
        raise NoValue if value < 0 else Unsettled


def require_nonzero(value: Enclosure) -> None:
    """Pass over values that cannot be 0; `NoValue` at 0, else `Unsettled`."""
    if sign(value) == 0:
        raise NoValue


def _bits(value: fmpq) -> int:
    return int(value.height_bits())


def settled(value: Enclosure) -> Enclosure:
    """The value itself, unless it is an infinite or undefined ball, which tells nothing."""
    if isinstance(value, arb):
        if not value.is_finite():
            raise Unsettled
        return fmpq(0) if value.is_zero() else value
    return value if _bits(value) <= EXACT_BITS else arb(value)


# Arithmetic


ZERO, ONE = fmpq(0), fmpq(1)


def add(*terms: Enclosure) -> Enclosure:
    """The sum; the sum of none is 0."""
    return sum(terms, ZERO)


def multiply(*factors: Enclosure) -> Enclosure:
    """The product; the product of none is 1.  All factors have values, so that 0 times any is 0."""
    product = prod(factors, start=ONE)
    if is_exact(product):
        return product
    return ZERO if any(is_exact(factor) and factor == 0 for factor in factors) else product


def reciprocal(value: Enclosure) -> Enclosure:
    """1/value."""
    require_nonzero(value)
    return 1 / value


def power(base: Enclosure, exponent: Enclosure) -> Enclosure:
    """base**exponent in the real reading: 0**0 = 1, and no root of a negative number."""
    whole = whole_number(exponent)
    if whole is not None:
        return _whole_power(base, whole)
    if isinstance(base, fmpq) and base == 0:
        require_positive(exponent)
        return fmpq(0)
    if not base >= 0:
        _refuse_negative_base(base, exponent)
    if isinstance(exponent, fmpq):
        return _root_power(base, exponent)
    require_positive(base)
    return (as_ball(base).log() * exponent).exp()


def _refuse_negative_base(base: Enclosure, exponent: Enclosure) -> None:
    """A negative base has powers with whole exponents only, and a ball may hide a whole number."""
    if base < 0 and (is_exact(exponent) or not exponent.contains_integer()):
        raise NoValue
    raise Unsettled


def _whole_power(base: Enclosure, exponent: int) -> Enclosure:
    if exponent == 0:
        return fmpq(1)
    if exponent < 0:
        require_nonzero(base)
    if isinstance(base, fmpq) and (base in (0, 1) or _bits(base) * abs(exponent) <= EXACT_BITS):
        return base**exponent
    # through acb, since arb's own power answers NaN for a ball around 0
    return (acb(as_ball(base)) ** fmpz(exponent)).real


def _root_power(base: Enclosure, exponent: fmpq) -> Enclosure:
    degree = int(exponent.q)
    if exponent < 0:
        require_positive(base)
    root = exact_root(base, degree) if isinstance(base, fmpq) else None
    if root is None and degree > EXACT_BITS:
        if not as_ball(base) > 0:
            raise Unsupported
        return (as_ball(base).log() * exponent).exp()
    return _whole_power(as_ball(base).root(degree) if root is None else root, int(exponent.p))


def exact_root(value: fmpq, degree: int) -> fmpq | None:
    """The rational root of a nonnegative rational, if there is one."""
    top, bottom = _whole_root(value.p, degree), _whole_root(value.q, degree)
    return None if top is None or bottom is None else fmpq(top, bottom)


def _whole_root(number: fmpz, degree: int) -> fmpz | None:
    if number in (0, 1):
        return number
    if degree >= int(number).bit_length():
        return None
    root = number.root(degree)
    return root if root**degree == number else None


def cube_root(value: Enclosure) -> Enclosure:
    """The real cube root of any real number."""
    if isinstance(value, fmpq):
        root = exact_root(abs(value), 3)
        if root is not None:
            return root if value >= 0 else -root
    ball = as_ball(value)
    if ball >= 0:
        return ball.root(3)
    if ball <= 0:
        return -(-ball).root(3)
    return arb(0, arb(ball.abs_upper()).root(3).upper())


def floor(value: Enclosure) -> fmpq:
    """The largest whole number that is not above the value."""
    if isinstance(value, fmpq):
        return fmpq(value.floor())
    whole = value.floor().unique_fmpz()
    if whole is None:
        raise Unsettled
    return fmpq(whole)
