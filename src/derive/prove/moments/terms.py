"""Integrands taken apart: sums of coefficient * powers of atoms * exp(exponent) * powers of logarithms of atoms.

The atoms of a family are what its density is made of, such as x and 1 + x; all else is a coefficient and
must not depend on the bound variables.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from sympy import Symbol

from derive.prove.field import Polynomial, Ratio

if TYPE_CHECKING:
    from derive.prove.tower import Tower

Powers = tuple[Fraction, ...]
NONE = Fraction(0)


@dataclass(frozen=True)
class Term:
    """coefficient * prod atom_i**powers_i * exp(exponent) * prod log(atom_i)**logs_i."""

    coefficient: Ratio
    powers: Powers
    exponent: Ratio
    logs: tuple[int, ...]

    def over(self, other: Term) -> Term:
        """The quotient by a term without logarithms."""
        return replace(
            self,
            coefficient=self.coefficient / other.coefficient,
            powers=tuple(a - b for a, b in zip(self.powers, other.powers, strict=True)),
            exponent=self.exponent - other.exponent,
        )


@dataclass(frozen=True)
class Atoms:
    """The polynomials that integrands are made of, beside what does not depend on the bound variables."""

    tower: Tower
    polynomials: tuple[Polynomial, ...]
    variables: frozenset[Symbol]
    zeros: tuple[int, ...] = field(default=(), init=False)

    def terms(self, integrand: Ratio) -> list[Term] | None:
        """The integrand as a sum of such terms; None if it is none."""
        below = self._product(integrand.den)
        if below is None or any(below.logs):
            return None
        found = []
        for exponents, coefficient in self.tower.terms(integrand.num):
            term = self._product(self.tower.ctx.from_dict({exponents: coefficient}))
            if term is None:
                return None
            found.append(term.over(below))
        return found

    def _product(self, product: Polynomial) -> Term | None:
        """A product of factors as one term."""
        tower, count = self.tower, len(self.polynomials)
        content, factors = tower.factors(product)
        coefficient, exponent = tower.constant(content), tower.zero
        powers, logs = [NONE] * count, [0] * count
        for factor, multiplicity in factors:
            generator = tower.generator_of(factor)
            if not self.variables & tower.depends(factor):
                coefficient = coefficient * tower.polynomial(factor**multiplicity)
            elif (i := self._index(factor)) is not None:
                powers[i] += multiplicity
            elif generator is not None and generator.kind == "exp":
                exponent = exponent + generator.base.scaled(multiplicity, generator.unit)
            elif generator is not None and (i := self._index(generator.base)) is not None and generator.kind == "log":
                logs[i] += multiplicity
            elif generator is not None and generator.kind == "root" and (i := self._index(generator.base)) is not None:
                powers[i] += Fraction(multiplicity, generator.unit)
            else:
                return None
        return Term(coefficient, tuple(powers), exponent, tuple(logs))

    def _index(self, polynomial: object) -> int | None:
        return next((i for i, atom in enumerate(self.polynomials) if _is(atom, polynomial)), None)

    def linear(self, exponent: Ratio) -> dict[tuple[Powers, tuple[int, ...]], Ratio] | None:
        """An exponent as a linear combination of products of atoms and their logarithms, by these."""
        terms = self.terms(exponent)
        if terms is None or not all(term.exponent.is_zero for term in terms):
            return None
        found: dict[tuple[Powers, tuple[int, ...]], Ratio] = {}
        for term in terms:
            key = (term.powers, term.logs)
            found[key] = found.get(key, self.tower.zero) + term.coefficient
        return found

    def key(self, *powers: int, log: int | None = None) -> tuple[Powers, tuple[int, ...]]:
        """The key of a product of powers, or of the logarithm of an atom, in what `linear` finds."""
        count = len(self.polynomials)
        given = (*map(Fraction, powers), *[NONE] * (count - len(powers)))
        return given, tuple(int(i == log) for i in range(count))


def _is(atom: Polynomial, other: object) -> bool:
    return type(atom) is type(other) and bool(atom == other)
