"""What elementary functions are, on their principal branches, by exponentials, logarithms and powers."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import TYPE_CHECKING

from derive.prove.constants.algebraic import IMAGINARY_UNIT, Undecided
from derive.prove.constants.generators import Quotient
from derive.prove.constants.polynomials import constant, whole

if TYPE_CHECKING:
    from derive.prove.constants.operations import Operations

HALF = Fraction(1, 2)


def _i(factor: Fraction | int = 1) -> Quotient:
    return Quotient(constant(IMAGINARY_UNIT.times(Fraction(factor))))


def _q(value: Fraction | int) -> Quotient:
    return Quotient(whole(value))


def _exponentials(r: Operations, x: Quotient) -> tuple[Quotient, Quotient]:
    return r.exponential(x), r.exponential(r.times(_q(-1), x))


def _cosh(r: Operations, x: Quotient) -> Quotient:
    up, down = _exponentials(r, x)
    return r.times(_q(HALF), r.plus([up, down]))


def _sinh(r: Operations, x: Quotient) -> Quotient:
    up, down = _exponentials(r, x)
    return r.times(_q(HALF), r.minus(up, down))


def _sin(r: Operations, x: Quotient) -> Quotient:
    return r.times(_i(-1), _sinh(r, r.times(_i(), x)))


def _cos(r: Operations, x: Quotient) -> Quotient:
    return _cosh(r, r.times(_i(), x))


def _over(r: Operations, a: Quotient, b: Quotient) -> Quotient:
    return r.times(a, r.reciprocal(b))


def _sqrt(r: Operations, x: Quotient) -> Quotient:
    return r.power(x, _q(HALF))


def complement(r: Operations, x: Quotient, sign: int) -> Quotient:
    """sqrt(1 + sign x^2)."""
    return _sqrt(r, r.plus([_q(1), r.times(_q(sign), x, x)]))


def _asinh(r: Operations, x: Quotient) -> Quotient:
    return r.area_sine(x)


def _asin(r: Operations, x: Quotient) -> Quotient:
    return r.times(_i(-1), _asinh(r, r.times(_i(), x)))


def _acos(r: Operations, x: Quotient) -> Quotient:
    return r.minus(r.times(_q(HALF), r.pi()), _asin(r, x))


def _atanh(r: Operations, x: Quotient) -> Quotient:
    above, below = r.plus([_q(1), x]), r.minus(_q(1), x)
    return r.times(_q(HALF), r.minus(r.logarithm(above), r.logarithm(below)))


def _atan(r: Operations, x: Quotient) -> Quotient:
    return r.times(_i(-1), _atanh(r, r.times(_i(), x)))


def _acot(r: Operations, x: Quotient) -> Quotient:
    if r.is_zero_here(x):
        return r.times(_q(HALF), r.pi())
    return _atan(r, r.reciprocal(x))


def _sinc(r: Operations, x: Quotient) -> Quotient:
    return _q(1) if r.is_zero_here(x) else _over(r, _sin(r, x), x)


def _acoth(r: Operations, x: Quotient) -> Quotient:
    if r.is_zero_here(x):
        raise Undecided
    return _atanh(r, r.reciprocal(x))


def _argument(r: Operations, x: Quotient) -> Quotient:
    return r.imaginary_part(r.logarithm(x))


def _atan2(r: Operations, y: Quotient, x: Quotient) -> Quotient:
    if not (r.generators.is_real(x) and r.generators.is_real(y)):
        raise Undecided
    return _argument(r, r.plus([x, r.times(_i(), y)]))


BY_DEFINITION: dict[str, Callable[..., Quotient]] = {
    "exp": lambda r, x: r.exponential(x),
    "log": lambda r, x: r.logarithm(x),
    "sin": _sin,
    "cos": _cos,
    "tan": lambda r, x: _over(r, _sin(r, x), _cos(r, x)),
    "cot": lambda r, x: _over(r, _cos(r, x), _sin(r, x)),
    "sec": lambda r, x: r.reciprocal(_cos(r, x)),
    "csc": lambda r, x: r.reciprocal(_sin(r, x)),
    "sinh": _sinh,
    "cosh": _cosh,
    "tanh": lambda r, x: _over(r, _sinh(r, x), _cosh(r, x)),
    "coth": lambda r, x: _over(r, _cosh(r, x), _sinh(r, x)),
    "sech": lambda r, x: r.reciprocal(_cosh(r, x)),
    "csch": lambda r, x: r.reciprocal(_sinh(r, x)),
    "asin": _asin,
    "acos": _acos,
    "atan": _atan,
    "acot": _acot,
    "asec": lambda r, x: _acos(r, r.reciprocal(x)),
    "acsc": lambda r, x: _asin(r, r.reciprocal(x)),
    "asinh": _asinh,
    "acosh": lambda r, x: r.area_cosine(x),
    "atanh": _atanh,
    "acoth": _acoth,
    "asech": lambda r, x: r.area_cosine(r.reciprocal(x)),
    "acsch": lambda r, x: _asinh(r, r.reciprocal(x)),
    "sinc": _sinc,
    "Abs": lambda r, x: r.absolute(x),
    "conjugate": lambda r, x: r.generators.conjugate(x),
    "re": lambda r, x: r.real_part(x),
    "im": lambda r, x: r.imaginary_part(x),
    "arg": _argument,
    "sign": lambda r, x: r.direction(x),
    "atan2": _atan2,
}
"""What functions are, on their principal branches, by exponentials, logarithms and powers."""

ARGUMENTS = {"atan2": 2}
"""How many arguments functions take, where it is not one."""
