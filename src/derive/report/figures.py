"""Values at a witness as a person reads them: exact ones as they are, enclosures rounded.

The engine writes an enclosure as ``[midpoint +/- radius]``.  It is shown with the fewest digits, five
at least, that tell it from the value on the other side, and never with more than the engine wrote.
"""

from __future__ import annotations

import re
from decimal import MAX_EMAX, MIN_EMIN, Context, Decimal, InvalidOperation, localcontext

from derive.report.layout import clean, shortened

BALL = re.compile(r"\[\s*(?P<middle>[-+.\deE]+)(?:\s*\+/-\s*(?P<radius>[.\deE+-]+))?\s*\]")
DIGITS = 5
LONGEST = 60


def shown_pair(left: str, right: str) -> tuple[str, str]:
    """Both values, each behind its sign: ``= 1/4`` if exact, ``≈ 0.25000`` if rounded.

    >>> shown_pair("1/4", "[1.75781250000000 +/- 3.1e-15]")
    ('= 1/4', '≈ 1.7578')
    >>> shown_pair("[1.00000000001 +/- 1e-15]", "[1.00000000002 +/- 1e-15]")
    ('≈ 1.00000000001', '≈ 1.00000000002')
    """
    digits = _telling_digits(left, right)
    return _shown(left, digits), _shown(right, digits)


def _shown(value: str, digits: int) -> str:
    ball = _ball(value)
    if ball is None:
        return f"= {shortened(clean(value), LONGEST)}"
    middle, radius = ball
    rounded = _rounded(middle, digits)
    if radius == 0 and Decimal(rounded) == middle:
        return f"= {_plain(middle.normalize(_wide(LONGEST)))}"
    return f"≈ {shortened(rounded, LONGEST)}"


def _telling_digits(left: str, right: str) -> int:
    """The fewest digits at which the two values look different."""
    numbers = [_number(value) for value in (left, right)]
    if None in numbers:
        return DIGITS
    first, second = (number for number in numbers if number is not None)
    for digits in range(DIGITS, 200):
        if Decimal(_rounded(first, digits)) != Decimal(_rounded(second, digits)):
            return digits
    return DIGITS


def _number(value: str) -> Decimal | None:
    ball = _ball(value)
    if ball is not None:
        return ball[0]
    numerator, _, denominator = value.partition("/")
    try:
        with localcontext(Context(prec=210)):
            number = Decimal(numerator) / Decimal(denominator or 1)
    except (InvalidOperation, ZeroDivisionError, ArithmeticError):
        return None
    return number if number.is_finite() else None


def _ball(value: str) -> tuple[Decimal, Decimal] | None:
    found = BALL.fullmatch(value.strip())
    if found is None:
        return None
    try:
        return Decimal(found["middle"]), Decimal(found["radius"] or 0)
    except InvalidOperation:
        return None


def _rounded(number: Decimal, digits: int) -> str:
    """The number to so many digits."""
    return _plain(_wide(digits).plus(number))


def _wide(digits: int) -> Context:
    """A context for any exponent that can be written: Python's own ends at a million."""
    return Context(prec=digits, Emax=MAX_EMAX, Emin=MIN_EMIN)


def _plain(number: Decimal) -> str:
    """The number without an exponent, unless it is very large or very small."""
    if number == 0:
        return "0"
    return f"{number:f}" if -5 <= number.adjusted() < 15 else f"{number.normalize(_wide(LONGEST)):e}"
