"""Inequalities between numbers made of vectors: inner products by lengths and the cosine between them.

x^T P y = |x| |y| t with -1 <= t <= 1, where |x| is the length of x under P: the identity, or any positive
semidefinite matrix.  What holds for all lengths and all cosines holds for all vectors.

Source: Horn and Johnson, Matrix Analysis (2012), theorem 5.1.4.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from sympy import Abs, Expr, Mul, Pow, Rational, Symbol, sqrt

from derive.calculation import Relation
from derive.domains import NONNEGATIVE, POSITIVE, Domain, interval
from derive.prove.words.atoms import Alphabet
from derive.prove.words.letters import Column, Word, is_palindrome, text

COSINE = interval(-1, 1)


@dataclass
class Lengths:
    """Lengths and cosines in place of the inner products of an alphabet."""

    alphabet: Alphabet
    values: dict[Symbol, Expr] = field(default_factory=dict)
    domains: dict[Symbol, Domain] = field(default_factory=dict)

    def replace(self, number: Expr) -> Expr:
        """A number in terms of lengths and cosines."""
        products = [s for s in number.free_symbols & self.alphabet.meanings.keys() if s not in self.values]
        for symbol in sorted(products, key=str):
            ends = self._ends(self.alphabet.meanings[symbol])
            if ends is not None:
                self.values[symbol] = self._product(*ends, symbol)
        return number.xreplace(self.values)

    def _ends(self, word: Word) -> tuple[Expr, Expr, Word, Expr] | None:
        """Two vectors and what is between them, if that makes an inner product."""
        row, column = word[0], word[-1]
        if not (isinstance(row, Column) and isinstance(column, Column) and is_palindrome(word[1:-1])):
            return None
        left, right = row.component, column.component
        if left == 1 and len(word) == 2:
            factors = Mul.make_args(right)
            if right.is_Pow and right.exp == 2:
                left, right = right.base, right.base
            elif len(factors) == 2:
                left, right = factors
        return left, right, word[1:-1], row.size

    def _product(self, left: Expr, right: Expr, middle: Word, size: Expr, symbol: Symbol) -> Expr:
        if left == right:
            return self._length(left, middle, size, positive=bool(symbol.is_positive)) ** 2
        cosine = Symbol(f"cos({symbol})", real=True)
        self.domains[cosine] = COSINE
        return cosine * self._length(left, middle, size) * self._length(right, middle, size)

    def _length(self, component: Expr, middle: Word, size: Expr, *, positive: bool = False) -> Expr:
        if component == 1 and not middle:
            return sqrt(size)
        column = Column(component, size)
        square = self.alphabet.scalar((column.T, *middle, column)) if component.is_Symbol or middle else None
        positive = positive or bool(square is not None and square.is_positive)
        name = f"length({text((column, *middle))})"
        found = Symbol(name, positive=True) if positive else Symbol(name, nonnegative=True)
        self.domains[found] = POSITIVE if positive else NONNEGATIVE
        return found


def without_root(relation: Relation, left: Expr, right: Expr) -> tuple[Expr, Relation, Expr]:
    """sqrt(E) <= F as E <= F^2 and |E| <= F as E^2 <= F^2, where F is not negative."""
    if relation in (Relation.AT_LEAST, Relation.ABOVE):
        turned = Relation.AT_MOST if relation is Relation.AT_LEAST else Relation.BELOW
        return without_root(turned, right, left)
    inside = _square(left)
    if inside is not None and right.is_nonnegative:
        return inside, relation, right**2
    return left, relation, right


def _square(number: Expr) -> Any:
    if isinstance(number, Pow) and number.exp == Rational(1, 2):
        return number.base
    factor, rest = number.as_coeff_Mul()
    if isinstance(rest, Abs) and factor.is_positive:
        return factor**2 * rest.args[0] ** 2
    if rest != number and factor.is_positive:
        inside = _square(rest)
        return None if inside is None else factor**2 * inside
    absolute = [part for part in Mul.make_args(number) if isinstance(part, Abs)]
    others = Mul(*(part for part in Mul.make_args(number) if part not in absolute))
    if absolute and others.is_nonnegative:
        return others**2 * Mul(*(part.args[0] for part in absolute)) ** 2
    return None


