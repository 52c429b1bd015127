"""Numbers that are written down small and are large: powers of powers, and arguments of factorials.

Nothing is worked out that is not known to be small beforehand.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from sympy import Add, Mul, Pow

LARGEST_EXPONENT = 10_000
MOST_BITS = 200_000

HUGE = "huge"
"""Stands for a number of more bits than `MOST_BITS`."""

Size = Fraction | str | None


def value(expression: Any) -> Size:
    """The value of a tree of rational numbers; HUGE if it is too long to write out, None if it is no such tree.

    >>> from sympy import Integer, Pow
    >>> value(Pow(Integer(2), Integer(10), evaluate=False)) == 1024
    True
    >>> value(Pow(Integer(9), Pow(Integer(9), Integer(9), evaluate=False), evaluate=False))
    'huge'
    """
    if expression.is_Rational:
        return Fraction(int(expression.p), int(expression.q))
    if isinstance(expression, Pow):
        return _power(value(expression.base), value(expression.exp))
    if not isinstance(expression, Add | Mul):
        return None
    total: Size = Fraction(0) if isinstance(expression, Add) else Fraction(1)
    for argument in expression.args:
        part = value(argument)
        if total is None or part is None:
            return None
        if total is HUGE or part is HUGE:
            total = HUGE
        else:
            assert isinstance(total, Fraction)
            assert isinstance(part, Fraction)
            total = _capped(total + part if isinstance(expression, Add) else total * part)
    return total


def _capped(number: Fraction) -> Size:
    return HUGE if max(number.numerator.bit_length(), number.denominator.bit_length()) > MOST_BITS else number


def _power(base: Size, exponent: Size) -> Size:
    if base is None or exponent is None:
        return None
    if not isinstance(base, Fraction) or not isinstance(exponent, Fraction):
        return HUGE
    if exponent.denominator != 1 or (base == 0 and exponent < 0):
        return None
    bits = max(base.numerator.bit_length(), base.denominator.bit_length())
    if abs(base) != 1 and base != 0 and bits * abs(exponent) > MOST_BITS:
        return HUGE
    if abs(base) == 1:
        return base ** int(exponent % 2)
    return base ** int(exponent)


def is_beyond(expression: Any, limit: int) -> bool:
    """Whether a number is certainly larger than `limit`, whatever its sign.

    >>> from sympy import Integer, Symbol
    >>> is_beyond(Integer(-11), 10), is_beyond(Integer(10), 10), is_beyond(Symbol("x"), 10)
    (True, False, False)
    """
    found = value(expression)
    return found is HUGE or (isinstance(found, Fraction) and abs(found) > limit)
