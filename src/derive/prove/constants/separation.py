"""Whether an algebraic number is 0: it is, or it is at least as large as a bound that balls can reach.

A number E = U/(d L) with a whole number d and algebraic integers U, L, whose conjugates are at most u
and l, in a field of degree at most D: the norm of U is a whole number, so E = 0 or |E| >= 1/(d l u^(D-1)).

Source: Burnikel, Funke, Mehlhorn, Schirra and Schmitt, A Separation Bound for Real Algebraic
Expressions (2001), theorem 1; its proof speaks of all conjugates and holds for complex numbers.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import lru_cache
from math import lcm, log2, prod
from typing import NamedTuple

from flint import acb, arb, ctx, fmpq, fmpz

from derive.prove.constants.algebraic import (
    Atom,
    Inverse,
    Monomial,
    Number,
    Root,
    Undecided,
    conjugate,
)

MOST_BITS = 50_000
STEPS = (64, 256, 1024)


class Size(NamedTuple):
    """d, and binary logarithms of u and l, none of which is below 0."""

    whole: int
    numerator: float
    denominator: float


def is_zero(number: Number) -> bool:
    """Whether the number is 0; raises `Undecided` where the bound lies beyond the precision allowed.

    >>> from derive.prove.constants.algebraic import rational
    >>> from derive.prove.constants.roots import root
    >>> nested = root(rational(5) + root(rational(24), 2), 2)
    >>> is_zero(root(rational(2), 2) + root(rational(3), 2) - nested)
    True
    >>> is_zero(root(rational(2), 2) - rational(Fraction(141421356, 10**8)))
    False
    """
    if len(number.terms) <= 1:
        return not number.terms
    for bits in STEPS:
        if _excludes_zero(ball(number, bits)):
            return False
    return _is_zero_by_bound(number)


@lru_cache(maxsize=4096)
def _is_zero_by_bound(number: Number) -> bool:
    size = _size(number)
    degree = prod(_degrees(number))
    separation = size.denominator + log2(size.whole) + (degree - 1) * size.numerator + 2
    if separation > MOST_BITS:
        raise Undecided
    needed = int(separation) + 64
    for bits in (needed + 128, 2 * needed + 512):
        value = ball(number, bits)
        if _excludes_zero(value):
            return False
        with ctx.workprec(64):
            if value.is_finite() and bool(value.abs_upper() < arb(2) ** -int(separation + 1)):
                return True
    raise Undecided


def _excludes_zero(value: acb) -> bool:
    return bool(value.is_finite()) and not value.contains(0)


def is_real(number: Number) -> bool:
    """Whether the number is real."""
    return is_zero(number - conjugate(number))


def sign(number: Number) -> int:
    """The sign of a real number."""
    if is_zero(number):
        return 0
    return settled(lambda bits: _sign_of(ball(number, bits).real))


def _sign_of(value: arb) -> int | None:
    return 1 if value > 0 else -1 if value < 0 else None


def settled(decide: Callable[[int], int | None]) -> int:
    """The first answer that balls of more and more bits give."""
    for bits in (*STEPS, 4096, 16384):
        answer = decide(bits)
        if answer is not None:
            return answer
    raise Undecided


def as_rational(number: Number) -> Fraction | None:
    """The number as a rational with a denominator that is not large; None if it certainly is no such number."""
    if number.rational is not None:
        return number.rational
    value = ball(number, 256)
    if not value.imag.contains(0) or not value.is_finite():
        return None
    middle = value.real.mid().fmpq()
    guess = Fraction(int(middle.p), int(middle.q)).limit_denominator(10**6)
    if not value.real.contains(arb(fmpq(guess.numerator, guess.denominator))):
        return None
    return guess if is_zero(number - Number(frozenset({(Monomial(), guess)}))) else None


# ---- enclosures


@lru_cache(maxsize=8192)
def ball(number: Number, bits: int) -> acb:
    """A ball around the number, in arithmetic of so many bits."""
    with ctx.workprec(bits):
        return sum((_ball_of(m, bits) * fmpq(c.numerator, c.denominator) for m, c in number.terms), acb(0))


def _ball_of(m: Monomial, bits: int) -> acb:
    value = acb(2 * fmpq(m.turn.numerator, m.turn.denominator)).exp_pi_i() if m.turn else acb(1)
    for prime, exponent in m.radicals:
        value *= arb(fmpz(prime) ** exponent.numerator).root(exponent.denominator)
    for atom, power in m.atoms:
        value *= _ball_of_atom(atom, bits) ** power
    return value


@lru_cache(maxsize=8192)
def _ball_of_atom(atom: Atom, bits: int) -> acb:
    base = ball(atom.base, bits)
    if isinstance(atom, Inverse):
        return 1 / base
    with ctx.workprec(bits):
        return (base.log() / atom.degree).exp()


# ---- bounds


def _degrees(number: Number) -> list[int]:
    """Degrees of extensions that lead, one upon the other, to a field that holds the number."""
    orders: set[int] = set()
    radicals: dict[int, int] = {}
    roots: set[Root] = set()
    _gather(number, orders, radicals, roots)
    order = lcm(*orders) if orders else 1
    return [_totient(order), *radicals.values(), *(r.degree for r in roots)]


def _gather(number: Number, orders: set[int], radicals: dict[int, int], roots: set[Root]) -> None:
    for m, _ in number.terms:
        orders.add(m.turn.denominator)
        for prime, exponent in m.radicals:
            radicals[prime] = lcm(radicals.get(prime, 1), exponent.denominator)
        for atom, _ in m.atoms:
            if isinstance(atom, Root):
                if atom in roots:
                    continue
                roots.add(atom)
            _gather(atom.base, orders, radicals, roots)


def _totient(order: int) -> int:
    return int(fmpz(order).euler_phi())


def _size(number: Number) -> Size:
    """The size of a sum: over the least common denominators."""
    whole = lcm(*(c.denominator for _, c in number.terms))
    sizes = {atom: _size_of_atom(atom) for m, _ in number.terms for atom, _ in m.atoms}
    shared: dict[Atom, int] = {}
    for m, _ in number.terms:
        for atom, power in m.atoms:
            shared[atom] = max(shared.get(atom, 0), power)
    for size, power in ((sizes[atom], power) for atom, power in shared.items()):
        whole *= size.whole**power
    tops = []
    for m, c in number.terms:
        top = _log2(abs(Fraction(c * whole)))
        top += sum(_log2(Fraction(p)) * float(e) for p, e in m.radicals)
        powers = dict(m.atoms)
        for atom, power in shared.items():
            own = powers.get(atom, 0)
            top += own * sizes[atom].numerator + (power - own) * sizes[atom].denominator
            top -= own * log2(sizes[atom].whole) * (1 - 1e-9)
        tops.append(top)
    most = max(tops)
    total = most + log2(sum(2 ** max(top - most, -60) for top in tops)) + 1e-6
    return Size(whole, max(total, 0.0), sum(sizes[atom].denominator * power for atom, power in shared.items()))


@lru_cache(maxsize=4096)
def _size_of_atom(atom: Atom) -> Size:
    size = _size(atom.base)
    lower = size.denominator + _log2(Fraction(size.whole))
    if isinstance(atom, Inverse):
        return Size(1, lower, size.numerator)
    return Size(size.whole, (size.numerator + (atom.degree - 1) * lower) / atom.degree, size.denominator)


def _log2(value: Fraction) -> float:
    """A little more than the binary logarithm."""
    return log2(value.numerator) - log2(value.denominator) + 1e-9 * (1 + abs(log2(value.numerator)))
