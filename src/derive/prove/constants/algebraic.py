"""Algebraic numbers as sums of terms: a rational times roots of unity, roots of primes, and other atoms.

Like terms are merged, so that most of what cancels is gone at once; what is left to decide, whether a
number is 0, is decided by a zero bound (`separation`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from itertools import chain

MOST_TERMS = 600

Turn = Fraction
"""A root of unity exp(2 pi i t), by its t."""

NO_TURN = Turn(0)


class Undecided(Exception):
    """Nothing certain is found within the bounds on time and precision."""


class NoValue(Exception):
    """The number certainly does not exist: a division by 0, a logarithm of 0."""


@dataclass(frozen=True)
class Root:
    """The principal root of a number that is neither 0 nor negative."""

    base: Number
    degree: int

    @cached_property
    def _hash(self) -> int:
        return hash((self.base, self.degree))

    def __hash__(self) -> int:
        return self._hash


@dataclass(frozen=True)
class Inverse:
    """The reciprocal of a number that is not 0."""

    base: Number

    @cached_property
    def _hash(self) -> int:
        return hash((self.base, -1))

    def __hash__(self) -> int:
        return self._hash


Atom = Root | Inverse


@dataclass(frozen=True)
class Monomial:
    """exp(2 pi i turn) times primes to exponents in (0, 1) times atoms to positive whole exponents.

    The turn lies in [0, 1/2): the sign belongs to the coefficient.
    """

    turn: Turn = NO_TURN
    radicals: tuple[tuple[int, Fraction], ...] = ()
    atoms: tuple[tuple[Atom, int], ...] = ()

    @cached_property
    def _hash(self) -> int:
        return hash((self.turn, self.radicals, self.atoms))

    def __hash__(self) -> int:
        return self._hash


ONE = Monomial()


@dataclass(frozen=True)
class Number:
    """A sum of monomials with rational coefficients that are not 0."""

    terms: frozenset[tuple[Monomial, Fraction]] = field(default_factory=frozenset)

    @cached_property
    def _hash(self) -> int:
        return hash(self.terms)

    def __hash__(self) -> int:
        return self._hash

    @property
    def rational(self) -> Fraction | None:
        """The number, if it is rational as it stands."""
        if not self.terms:
            return Fraction(0)
        monomial, coefficient = self.single or (None, Fraction(0))
        return coefficient if monomial == ONE else None

    @property
    def single(self) -> tuple[Monomial, Fraction] | None:
        """The only term, if there is just one."""
        return next(iter(self.terms)) if len(self.terms) == 1 else None

    def __add__(self, other: Number) -> Number:
        return collected(chain(self.terms, other.terms))

    def __neg__(self) -> Number:
        return Number(frozenset((m, -c) for m, c in self.terms))

    def __sub__(self, other: Number) -> Number:
        return self + -other

    def __mul__(self, other: Number) -> Number:
        if len(self.terms) * len(other.terms) > MOST_TERMS:
            raise Undecided
        return collected(term for a in self.terms for b in other.terms for term in _product(a, b).terms)

    def times(self, factor: Fraction) -> Number:
        """A rational multiple."""
        return Number(frozenset((m, c * factor) for m, c in self.terms)) if factor else ZERO

    def __pow__(self, exponent: int) -> Number:
        """A power with a whole exponent of at least 0."""
        if exponent < 0:
            raise ValueError(exponent)
        result, square = UNIT, self
        while exponent:
            if exponent & 1:
                result = result * square
            exponent >>= 1
            if exponent:
                square = square * square
        return result


def collected(terms: Iterable[tuple[Monomial, Fraction]]) -> Number:
    """The sum of terms, like ones merged."""
    found: dict[Monomial, Fraction] = {}
    for monomial, coefficient in terms:
        found[monomial] = found.get(monomial, Fraction(0)) + coefficient
    if len(found) > MOST_TERMS:
        raise Undecided
    return Number(frozenset((m, c) for m, c in found.items() if c))


def rational(value: Fraction | int) -> Number:
    """A rational number.

    >>> (rational(1) + rational(Fraction(1, 2))).rational
    Fraction(3, 2)
    """
    return Number(frozenset({(ONE, Fraction(value))})) if value else ZERO


def monomial(
    coefficient: Fraction,
    turn: Turn = NO_TURN,
    radicals: Mapping[int, Fraction] | None = None,
    atoms: Mapping[Atom, int] | None = None,
) -> Number:  # fmt: skip
    """coefficient * exp(2 pi i turn) * primes and atoms to any exponents that are not negative for atoms."""
    turn %= 1
    if turn >= Fraction(1, 2):
        turn, coefficient = turn - Fraction(1, 2), -coefficient
    kept: list[tuple[int, Fraction]] = []
    for prime, share in sorted((radicals or {}).items()):
        whole = share.numerator // share.denominator
        coefficient *= Fraction(prime) ** whole
        if share != whole:
            kept.append((prime, share - whole))
    extra = UNIT
    left: dict[Atom, int] = {}
    for atom, power in (atoms or {}).items():
        times, rest = divmod(power, atom.degree) if isinstance(atom, Root) else (0, power)
        if times:
            extra = extra * atom.base**times
        if rest:
            left[atom] = rest
    ordered = tuple(sorted(left.items(), key=lambda item: (hash(item[0]), item[1])))
    term = Number(frozenset({(Monomial(turn, tuple(kept), ordered), coefficient)}))
    return term if extra is UNIT else term * extra


def _product(a: tuple[Monomial, Fraction], b: tuple[Monomial, Fraction]) -> Number:
    (left, c), (right, d) = a, b
    radicals, atoms = dict(left.radicals), dict(left.atoms)
    for prime, exponent in right.radicals:
        radicals[prime] = radicals.get(prime, Fraction(0)) + exponent
    for atom, power in right.atoms:
        atoms[atom] = atoms.get(atom, 0) + power
    return monomial(c * d, left.turn + right.turn, radicals, atoms)


def unity(turn: Fraction) -> Number:
    """exp(2 pi i turn).

    >>> (unity(Fraction(1, 4)) * unity(Fraction(1, 4))).rational
    Fraction(-1, 1)
    """
    return monomial(Fraction(1), turn)


def conjugate(number: Number) -> Number:
    """The complex conjugate: a root's base is not negative, so that it commutes with the root."""
    return collected(term for m, c in number.terms for term in _conjugate_of(m, c).terms)


def _conjugate_of(m: Monomial, coefficient: Fraction) -> Number:
    atoms: dict[Atom, int] = {}
    for atom, power in m.atoms:
        there = Root(conjugate(atom.base), atom.degree) if isinstance(atom, Root) else Inverse(conjugate(atom.base))
        atoms[there] = atoms.get(there, 0) + power
    return monomial(coefficient, -m.turn, dict(m.radicals), atoms)


ZERO = Number()
UNIT = rational(1)
IMAGINARY_UNIT = unity(Fraction(1, 4))
