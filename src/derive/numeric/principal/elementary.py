"""Elementary functions of complex enclosures on their principal branches, and parts of numbers.

Arb's branches are those of mpmath and SymPy, on the cuts too; a ball across a cut gives a ball around
the values on both sides.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import reduce

from flint import acb, arb, fmpq

from derive.numeric import reals
from derive.numeric.principal import values
from derive.numeric.principal.values import (
    ONE,
    ZERO,
    Gaussian,
    NoValue,
    Unsettled,
    Unsupported,
    Value,
    as_acb,
    imaginary,
    is_exact,
    is_real,
    is_zero,
    parts,
    real_value,
    reciprocal,
    require_nonzero,
)

Rule = Callable[..., Value]


def through(method: str, **exact: int) -> Rule:
    """The `acb` method of that name; ``at_0=1`` gives an exact value at 0."""
    known = {int(key.removeprefix("at_")): fmpq(value) for key, value in exact.items()}

    def function(value: Value) -> Value:
        if known and isinstance(value, fmpq):
            for point, result in known.items():
                if value == point:
                    return result
        return getattr(as_acb(value), method)()

    return function


exponential = through("exp", at_0=1)


def away_from_zero(method: str) -> Rule:
    """The `acb` method of a function without a value at 0."""

    def function(value: Value) -> Value:
        require_nonzero(value)
        return getattr(as_acb(value), method)()

    return function


def of_reciprocal(function: Rule) -> Rule:
    """The function at 1/z."""
    return lambda value: function(reciprocal(value))


def logarithm(value: Value) -> Value:
    """The principal logarithm."""
    require_nonzero(value)
    return ZERO if isinstance(value, fmpq) and value == 1 else as_acb(value).log()


def inverse_tangent(value: Value) -> Value:
    """atan, with poles at i and -i."""
    ball = as_acb(value)
    if ball.real == 0:
        return imaginary(arb(1)) * hyperbolic_inverse_tangent(_times_minus_i(value))
    return ball.atan()


def _times_minus_i(value: Value) -> Value:
    real, imag = parts(value)
    if is_exact(value):
        return values.exact(imag, -real)
    return acb(imag, -real)


def hyperbolic_inverse_tangent(value: Value) -> Value:
    """atanh, with poles at 1 and -1; real between them."""
    if is_zero(value):
        return ZERO
    if is_exact(value) and value in (1, -1):
        raise NoValue
    ball = as_acb(value)
    if ball.imag == 0 and abs(ball.real) < 1:
        return acb(ball.real.atanh())
    return ball.atanh()


def inverse_cotangent(value: Value) -> Value:
    """atan(1/z), and pi/2 at 0."""
    return acb.pi() / 2 if is_zero(value) else inverse_tangent(reciprocal(value))


def hyperbolic_inverse_cotangent(value: Value) -> Value:
    """atanh(1/z); at 0, where the conventions differ, nothing is settled."""
    if is_zero(value):
        raise Unsettled
    return hyperbolic_inverse_tangent(reciprocal(value))


# Parts of a number


def absolute(value: Value) -> Value:
    """|z|."""
    if isinstance(value, fmpq):
        return abs(value)
    if isinstance(value, Gaussian):
        return values.power(value.norm(), fmpq(1, 2))
    return acb(abs(value))


def real_part(value: Value) -> Value:
    """Re z."""
    real = parts(value)[0]
    return real if isinstance(real, fmpq) else acb(real)


def imaginary_part(value: Value) -> Value:
    """Im z."""
    imag = parts(value)[1]
    return imag if isinstance(imag, fmpq) else acb(imag)


def conjugate(value: Value) -> Value:
    """The complex conjugate."""
    return value if isinstance(value, fmpq) else value.conjugate()


def argument(value: Value) -> Value:
    """The angle in (-pi, pi]; none at 0."""
    require_nonzero(value)
    if isinstance(value, fmpq):
        return ZERO if value > 0 else acb.pi()
    return acb(as_acb(value).arg())


def sign(value: Value) -> Value:
    """z/|z|, and 0 at 0."""
    if isinstance(value, fmpq):
        return fmpq((value > 0) - (value < 0))
    require_nonzero(value)
    if is_real(value):
        return fmpq(1 if value.real > 0 else -1)
    return values.divide(value, absolute(value))


def floor(value: Value) -> Value:
    """The largest whole number that is not above the value; of both parts, where it is not real."""
    real, imag = parts(value)
    return values.exact(reals.floor(real), reals.floor(imag))


def ceiling(value: Value) -> Value:
    """The smallest whole number that is not below the value; of both parts, where it is not real."""
    return values.multiply([fmpq(-1), floor(values.multiply([fmpq(-1), value]))])


def fractional_part(value: Value) -> Value:
    """z - floor(z)."""
    return values.subtract(value, floor(value))


def remainder(value: Value, modulus: Value) -> Value:
    """a - b floor(a/b) of real numbers."""
    if not (is_real(value) and is_real(modulus)):
        raise Unsupported
    return values.subtract(value, values.multiply([modulus, floor(values.divide(value, modulus))]))


def maximum(*numbers: Value) -> Value:
    """The largest of some real numbers."""
    return reduce(_larger, numbers)


def _larger(a: Value, b: Value) -> Value:
    x, y = real_value(a), real_value(b)
    if isinstance(x, fmpq) and isinstance(y, fmpq):
        return max(x, y)
    return acb(arb(x).max(arb(y)))


def minimum(*numbers: Value) -> Value:
    """The smallest of some real numbers."""
    return _negative(maximum(*(_negative(number) for number in numbers)))


def _negative(value: Value) -> Value:
    return values.multiply([fmpq(-1), value])


def heaviside(value: Value, at_zero: Value = fmpq(1, 2)) -> Value:  # noqa: B008  (exact and immutable)
    """0 left of 0, 1 right of it."""
    real = real_value(value)
    if real > 0:
        return ONE
    if real < 0:
        return ZERO
    if is_exact(value):
        return at_zero
    raise Unsettled


def atan2(y: Value, x: Value) -> Value:
    """The angle of the point (x, y) of two real numbers."""
    if not (is_real(x) and is_real(y)):
        raise Unsupported
    if is_zero(y):
        return argument(x)
    if is_zero(x):
        require_nonzero(y)
        return acb.pi() / 2 * (1 if parts(y)[0] > 0 else -1)
    real, imag = as_acb(x).real, as_acb(y).real
    if not (real != 0 or imag != 0):
        raise Unsettled
    return acb(arb.atan2(imag, real))


def kronecker_delta(i: Value, j: Value) -> Value:
    """1 where both are equal, else 0."""
    difference = values.subtract(i, j)
    if is_zero(difference):
        return ONE
    require_nonzero(difference)
    return ZERO


def sinc(value: Value) -> Value:
    """sin(z)/z, and 1 at 0."""
    return ONE if is_zero(value) else as_acb(value).sinc()


ELEMENTARY: dict[str, Rule] = {
    "exp": exponential,
    "log": logarithm,
    "sin": through("sin", at_0=0),
    "cos": through("cos", at_0=1),
    "tan": through("tan", at_0=0),
    "sec": through("sec", at_0=1),
    "cot": away_from_zero("cot"),
    "csc": away_from_zero("csc"),
    "sinc": sinc,
    "sinh": through("sinh", at_0=0),
    "cosh": through("cosh", at_0=1),
    "tanh": through("tanh", at_0=0),
    "sech": through("sech", at_0=1),
    "coth": away_from_zero("coth"),
    "csch": away_from_zero("csch"),
    "asin": through("asin", at_0=0),
    "acos": through("acos", at_1=0),
    "atan": inverse_tangent,
    "acot": inverse_cotangent,
    "asec": of_reciprocal(through("acos", at_1=0)),
    "acsc": of_reciprocal(through("asin")),
    "asinh": through("asinh", at_0=0),
    "acosh": through("acosh", at_1=0),
    "atanh": hyperbolic_inverse_tangent,
    "acoth": hyperbolic_inverse_cotangent,
    "asech": of_reciprocal(through("acosh", at_1=0)),
    "acsch": of_reciprocal(through("asinh")),
    "Abs": absolute,
    "re": real_part,
    "im": imaginary_part,
    "conjugate": conjugate,
    "arg": argument,
    "sign": sign,
    "floor": floor,
    "ceiling": ceiling,
    "frac": fractional_part,
    "Mod": remainder,
    "Max": maximum,
    "Min": minimum,
    "Heaviside": heaviside,
    "atan2": atan2,
    "KroneckerDelta": kronecker_delta,
}
