"""The gamma function, its logarithmic derivatives, and what is made up of it."""

from __future__ import annotations

from flint import acb, fmpq, fmpz

from derive.numeric.principal import values
from derive.numeric.principal.values import (
    ONE,
    ZERO,
    NoValue,
    Unsettled,
    Unsupported,
    Value,
    as_acb,
    is_exact,
    is_real,
    is_zero,
    whole_number,
)  # fmt: skip

EXACT_FACTORIAL = 200
EXACT_DEGREE = 60
# Sizes beyond which series are too slow to be worth a try.
LARGEST_ARGUMENT = 1e5
LARGEST_ORDER = 1_000


def within_reach(*numbers: Value, limit: float = LARGEST_ARGUMENT) -> None:
    """Pass over numbers of moderate size only; series take too long for others."""
    for number in numbers:
        if not as_acb(number).abs_upper() < limit:
            raise Unsupported


def is_pole_of_gamma(value: Value) -> bool:
    """Whether a number is exactly 0, -1, -2, ..."""
    whole = whole_number(value)
    return whole is not None and whole <= 0


def require_no_pole_of_gamma(value: Value) -> None:
    """`NoValue` at 0, -1, -2, ..."""
    if is_pole_of_gamma(value):
        raise NoValue


def gamma(value: Value) -> Value:
    """The gamma function, with poles at 0, -1, -2, ..."""
    require_no_pole_of_gamma(value)
    whole = whole_number(value)
    if whole is not None and whole <= EXACT_FACTORIAL:
        return fmpq(fmpz.fac_ui(whole - 1))
    return as_acb(value).gamma()


def reciprocal_gamma(value: Value) -> Value:
    """1/gamma(z), which is entire."""
    return ZERO if is_pole_of_gamma(value) else as_acb(value).rgamma()


def loggamma(value: Value) -> Value:
    """The logarithm of the gamma function that is continuous off the negative axis."""
    require_no_pole_of_gamma(value)
    if isinstance(value, fmpq) and value in (1, 2):
        return ZERO
    return as_acb(value).lgamma()


def digamma(value: Value) -> Value:
    """gamma'(z)/gamma(z)."""
    require_no_pole_of_gamma(value)
    return as_acb(value).digamma()


def polygamma(order: Value, value: Value) -> Value:
    """The derivative of that order of digamma; no order but a natural number."""
    whole = whole_number(order)
    if whole is None or not 0 <= whole <= LARGEST_ORDER:
        raise Unsupported
    if whole == 0:
        return digamma(value)
    require_no_pole_of_gamma(value)
    result = as_acb(value).polygamma(whole)
    return acb(result.real) if is_real(value) else result


def factorial(value: Value) -> Value:
    """gamma(z + 1)."""
    return gamma(values.add([value, ONE]))


def beta(a: Value, b: Value) -> Value:
    """gamma(a) gamma(b)/gamma(a + b); limits at poles are not taken."""
    total = values.add([a, b])
    if is_pole_of_gamma(total) and (is_pole_of_gamma(a) or is_pole_of_gamma(b)):
        raise Unsettled
    return values.multiply([gamma(a), gamma(b), reciprocal_gamma(total)])


def binomial(n: Value, k: Value) -> Value:
    """n (n - 1) ... (n - k + 1)/k! for a whole number k >= 0, else through the gamma function."""
    whole = whole_number(k)
    if whole is not None and whole < 0:
        if is_pole_of_gamma(values.add([n, ONE])):
            raise Unsettled
        require_certainly_regular(values.add([n, ONE]))
        return ZERO
    if whole is not None and whole <= LARGEST_ORDER:
        return values.divide(falling_factorial(n, k), fmpq(fmpz.fac_ui(whole)))
    below = values.add([values.subtract(n, k), ONE])
    over = whole_number(n)
    if whole is not None and over is not None and 0 <= over < whole:
        return ZERO
    return values.multiply(
        [gamma(values.add([n, ONE])), reciprocal_gamma(values.add([k, ONE])), reciprocal_gamma(below)]
    )


def require_certainly_regular(value: Value) -> None:
    """`Unsettled` where a ball may hide one of 0, -1, -2, ..."""
    if not is_exact(value) and value.contains_integer() and not value.real > 0:
        raise Unsettled


def rising_factorial(x: Value, n: Value) -> Value:
    """x (x + 1) ... (x + n - 1), its reciprocal kind for n < 0, and gamma(x + n)/gamma(x) in between."""
    whole = whole_number(n)
    if whole is not None and abs(whole) <= LARGEST_ORDER:
        if whole < 0:
            return values.reciprocal(rising_factorial(values.add([x, fmpq(whole)]), fmpq(-whole)))
        if is_exact(x) and whole <= 100:
            return values.multiply([values.add([x, fmpq(i)]) for i in range(whole)])
        return as_acb(x).rising(whole)
    return values.multiply([gamma(values.add([x, n])), reciprocal_gamma(x)])


def falling_factorial(x: Value, n: Value) -> Value:
    """x (x - 1) ... (x - n + 1), or gamma(x + 1)/gamma(x - n + 1)."""
    return rising_factorial(values.add([values.subtract(x, n), ONE]), n)


def upper_gamma(s: Value, z: Value) -> Value:
    """The upper incomplete gamma function."""
    if is_zero(z):
        if is_pole_of_gamma(s):
            raise NoValue
        if not as_acb(s).real > 0:
            raise Unsettled
        return gamma(s)
    return as_acb(z).gamma_upper(as_acb(s))


def lower_gamma(s: Value, z: Value) -> Value:
    """The lower incomplete gamma function."""
    require_no_pole_of_gamma(s)
    if is_zero(z):
        if not as_acb(s).real > 0:
            raise Unsettled
        return ZERO
    return as_acb(z).gamma_lower(as_acb(s))
