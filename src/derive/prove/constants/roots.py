"""Reciprocals and principal roots of algebraic numbers, exact on the branch cut."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache
from math import gcd, lcm

from flint import fmpz

from derive.prove.constants.algebraic import (
    UNIT,
    ZERO,
    Inverse,
    Monomial,
    NoValue,
    Number,
    Root,
    Turn,
    Undecided,
    conjugate,
    monomial,
    rational,
    unity,
)
from derive.prove.constants.separation import is_real, is_zero, sign

MOST_FACTOR_BITS = 160
MOST_EXPONENT = 4000


def inverse(number: Number) -> Number:
    """1/number.

    >>> from derive.prove.constants.separation import is_zero
    >>> golden = root(rational(5), 2).times(Fraction(1, 2)) + rational(Fraction(1, 2))
    >>> inverse(golden) == golden - rational(1)
    True
    >>> inverse(golden * golden - golden - rational(1))
    Traceback (most recent call last):
    derive.prove.constants.algebraic.NoValue
    """
    if is_zero(number):
        raise NoValue
    single = number.single
    if single is not None:
        return _inverse_of_term(number)
    rationalised = _rationalised(number)
    return rationalised if rationalised is not None else monomial(Fraction(1), atoms={Inverse(number): 1})


def _inverse_of_term(number: Number) -> Number:
    ((m, c),) = number.terms
    result = monomial(1 / c, -m.turn, {prime: -e for prime, e in m.radicals})
    for atom, power in m.atoms:
        if isinstance(atom, Inverse):
            result = result * atom.base**power
        else:
            result = result * monomial(Fraction(1), atoms={atom: -power % atom.degree})
            result = result * inverse(atom.base) ** -(-power // atom.degree)
    return result


def _rationalised(number: Number) -> Number | None:
    """The reciprocal by 1/(a + b r) = (a - b r)/(a^2 - b^2 r^2) for r = I or the square root of a prime."""
    half = Fraction(1, 2)
    squares: set[int] = {p for m, _ in number.terms for p, e in m.radicals if e == half}
    if any(m.turn == Fraction(1, 4) for m, _ in number.terms):
        squares.add(-1)
    others = any(e != half for m, _ in number.terms for _, e in m.radicals)
    if others or any(m.atoms or m.turn not in (0, Fraction(1, 4)) for m, _ in number.terms) or not squares:
        return None
    square = max(squares)
    with_it = {(m, c) for m, c in number.terms if _has(m, square)}
    conjugated = Number(frozenset((m, -c if (m, c) in with_it else c) for m, c in number.terms))
    return conjugated * inverse(number * conjugated)


def _has(m: Monomial, square: int) -> bool:
    return bool(m.turn) if square == -1 else any(p == square for p, _ in m.radicals)


def power(number: Number, exponent: Fraction) -> Number:
    """number**exponent on the principal branch; 0**0 = 1.

    >>> power(rational(-8), Fraction(1, 3)) == unity(Fraction(1, 6)).times(Fraction(2))
    True
    """
    if abs(exponent.numerator) > MOST_EXPONENT or exponent.denominator > MOST_EXPONENT:
        raise Undecided
    if exponent == 0:
        return UNIT
    if is_zero(number):
        if exponent < 0:
            raise NoValue
        return ZERO
    base = number if exponent > 0 else inverse(number)
    base = number if exponent.denominator > 1 else base
    result = root(base, exponent.denominator) ** abs(exponent.numerator)
    return inverse(result) if exponent < 0 and exponent.denominator > 1 else result


@lru_cache(maxsize=2048)
def root(number: Number, degree: int) -> Number:
    """The principal root."""
    if degree == 1 or is_zero(number):
        return number if degree == 1 else ZERO
    if number.single is not None and not number.single[0].atoms:
        (m, c) = number.single
        turn = m.turn if c > 0 else m.turn - Fraction(1, 2)
        turn = turn if turn > Fraction(-1, 2) else Turn(1, 2)
        return _positive_root(abs(c), dict(m.radicals), degree) * unity(turn / degree)
    common = content(number)
    rest = number.times(1 / common)
    size = _positive_root(common, {}, degree)
    if not is_real(rest):
        return size * monomial(Fraction(1), atoms={Root(rest, degree): 1})
    positive = sign(rest) > 0
    body = _denested(rest if positive else -rest, degree)
    return size * body if positive else size * body * unity(Fraction(1, 2 * degree))


def _denested(number: Number, degree: int) -> Number:
    """The root of a positive number; sqrt(a + b sqrt(c)) as a sum of square roots where there is such a sum."""
    plain = monomial(Fraction(1), atoms={Root(number, degree): 1})
    if degree != 2 or len(number.terms) != 2:
        return plain
    parts = sorted(number.terms, key=lambda term: len(term[0].radicals))
    (first, a), (second, b) = parts
    if first.radicals or first.turn or first.atoms or second.turn or second.atoms or a < 0:
        return plain
    square = (Number(frozenset({(second, b)})) ** 2).rational
    if square is None:
        return plain
    rest = _square_root(a * a - square)
    if rest is None:
        return plain
    left, right = root(rational((a + rest) / 2), 2), root(rational((a - rest) / 2), 2)
    return left + right if b > 0 else left - right


def _square_root(value: Fraction) -> Fraction | None:
    if value < 0:
        return None
    top, bottom = fmpz(value.numerator), fmpz(value.denominator)
    if not (top.is_square() and bottom.is_square()):
        return None
    return Fraction(int(top.isqrt()), int(bottom.isqrt()))


def content(number: Number) -> Fraction:
    """The positive rational that leaves coprime whole coefficients."""
    coefficients = [c for _, c in number.terms]
    return Fraction(gcd(*(c.numerator for c in coefficients)), lcm(*(c.denominator for c in coefficients)))


def _positive_root(value: Fraction, radicals: dict[int, Fraction], degree: int) -> Number:
    """The root of a positive rational times roots of primes."""
    found = {prime: e / degree for prime, e in radicals.items()}
    for whole, direction in ((value.numerator, 1), (value.denominator, -1)):
        if whole.bit_length() > MOST_FACTOR_BITS:
            raise Undecided
        for prime, e in fmpz(whole).factor():
            found[int(prime)] = found.get(int(prime), Fraction(0)) + Fraction(int(e) * direction, degree)
    return monomial(Fraction(1), radicals=found)


def absolute(number: Number) -> Number:
    """The absolute value."""
    if is_real(number):
        return number if sign(number) >= 0 else -number
    return root(number * conjugate(number), 2)
