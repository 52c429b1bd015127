"""Polynomials taken apart into irreducible factors and primes: what logarithms, roots and signs look at."""

from __future__ import annotations

from flint import fmpz

from derive.prove.allocation import OutOfReach
from derive.prove.field import Field, Polynomial, Ratio

MOST_BITS_TO_FACTOR = 96
MOST_TERMS_TO_FACTOR = 120


class FactoredField(Field):
    """A field that remembers how its polynomials factor."""

    def clear(self) -> None:
        """Forget all generators and factorisations."""
        super().clear()
        self._factored: list[tuple[Polynomial, tuple[int, list[tuple[Polynomial, int]]]]] = []

    def factors(self, polynomial: Polynomial) -> tuple[int, list[tuple[Polynomial, int]]]:
        """The integer content with its sign, and the irreducible factors with their multiplicities."""
        if polynomial.is_constant():
            return (int(polynomial.leading_coefficient()) if polynomial else 0), []
        if len(polynomial) == 1:
            exponents = polynomial.monoms()[0]
            present = [(self.variables[i], int(e)) for i, e in enumerate(exponents) if e]
            return int(polynomial.leading_coefficient()), present
        for known, result in self._factored:
            if known == polynomial:
                return result
        result = self._factor(polynomial)
        self._factored.append((polynomial, result))
        return result

    def _factor(self, polynomial: Polynomial) -> tuple[int, list[tuple[Polynomial, int]]]:
        if len(polynomial) > MOST_TERMS_TO_FACTOR:
            return 1, [(polynomial, 1)]  # sound, though it hides what could be known of the factors
        content, factors = polynomial.factor()
        content, found = int(content), []
        for factor, multiplicity in factors:
            if factor.leading_coefficient() < 0:
                factor, content = -factor, content * (-1) ** int(multiplicity)
            found.append((factor, int(multiplicity)))
        return content, found

    def split(self, ratio: Ratio) -> tuple[int, list[tuple[Polynomial, int]]]:
        """The sign of the content (or 0), and primes and irreducible factors with exponents of both signs."""
        top, above = self.factors(ratio.num)
        bottom, below = self.factors(ratio.den)
        if top == 0:
            return 0, []
        primes = [(p, e) for p, e in self._primes(top)] + [(p, -e) for p, e in self._primes(bottom)]
        sign = 1 if (top > 0) == (bottom > 0) else -1
        return sign, primes + above + [(f, -e) for f, e in below]

    def _primes(self, number: int) -> list[tuple[Polynomial, int]]:
        number = abs(number)
        if number == 1:
            return []
        if number.bit_length() > MOST_BITS_TO_FACTOR:
            raise OutOfReach("a whole number too large to factor")
        return [(self.ctx.constant(int(p)), int(e)) for p, e in fmpz(number).factor()]
