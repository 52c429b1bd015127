"""Expectations over random vectors: the vector is its mean and a centred rest, whose moments are known.

Of a normal vector the moments are sums over all pairings of its occurrences; of any other law only those
of first and second order are known.  Source: Isserlis, On a formula for the product-moment coefficient of
any order of a normal frequency distribution (1918).
"""

from __future__ import annotations

from typing import Any

from sympy import Add, Expr, Integer, Mul, Rational, Symbol, exp, expand

from derive.prove.words.atoms import Alphabet, Unreadable
from derive.prove.words.forms import Form, collected, joined
from derive.prove.words.letters import DOT, Column, Diagonal, Word, hot_column, text, transposed
from derive.terms.normal_vectors import NormalVector, VectorLaw
from derive.terms.vectors.tensors import ONE, added, tensor_symbol
from derive.tree import rewritten

KNOWN_ORDER = 2
"""The order of the moments that a law has by its covariance."""


def centred(law: VectorLaw, body: Any, variable: Symbol, name: str) -> Any:
    """The integrand with the mean and a centred vector of that name in place of the random one."""
    rest = tensor_symbol(Symbol(name), law.mean.shape[0], ONE)
    return rewritten(body, {law.point([variable]): added(law.mean, rest)})


class Moments:
    """Expectations of polynomials in the numbers that words with one centred vector make."""

    def __init__(self, alphabet: Alphabet, law: VectorLaw, covariance: Form, name: str) -> None:
        self.alphabet, self.covariance = alphabet, covariance
        self.is_normal = isinstance(law, NormalVector)
        self.name = name
        self.base = alphabet.vector(name, covariance.rows).component

    def mean(self, number: Expr) -> Expr:
        """The expectation of a number."""
        return Add(*(self._of_term(term) for term in Add.make_args(expand(number))))

    def _of_term(self, term: Expr) -> Expr:
        constant: list[Expr] = []
        words: list[Word] = []
        exponent: Expr = Integer(0)
        for factor in Mul.make_args(term):
            base, power = factor.as_base_exp()
            if not self._moves(factor):
                constant.append(factor)
            elif isinstance(factor, exp):
                exponent += factor.exp
            elif base.is_Symbol and power.is_Integer and power > 0:
                words += [self._word(base)] * int(power)
            else:
                raise Unreadable
        if exponent != 0:
            return Mul(*constant) * self._of_exponential(exponent, words)
        return Mul(*constant) * self._paired(words)

    def _of_exponential(self, exponent: Expr, words: list[Word]) -> Expr:
        """E[exp L] = exp(E[L] + Var[L]/2) for a linear form L in a normal vector."""
        linear = all(self._order(term) <= 1 for term in Add.make_args(expand(exponent)))
        if words or not linear or not self.is_normal:
            raise Unreadable
        mean = self.mean(exponent)
        return exp(mean + Rational(1, 2) * self.mean(expand((exponent - mean) ** 2)))

    def _order(self, term: Expr) -> int:
        symbols = [factor for factor in Mul.make_args(term) if self._moves(factor)]
        if any(not symbol.is_Symbol for symbol in symbols):
            return KNOWN_ORDER
        return sum(self._count(self._word(symbol)) for symbol in symbols)

    def _moves(self, number: Expr) -> bool:
        return any(self.name in symbol.name for symbol in number.free_symbols)

    def _word(self, symbol: Symbol) -> Word:
        """What a number stands for, with the random vector at the ends of a word only."""
        word = self._meaning(symbol)
        ends = {place % len(word) for place in self._ends(word)}
        if any(self.name in str(letter) for place, letter in enumerate(word) if place not in ends):
            raise Unreadable
        return word

    def _meaning(self, symbol: Symbol) -> Word:
        word = self.alphabet.meanings.get(symbol)
        if word is None:
            return self._entry(symbol)
        row, column = word[0], word[-1]
        if not isinstance(row, Column) or not isinstance(column, Column):
            raise Unreadable
        if len(word) == KNOWN_ORDER:
            return self._split(row.component * column.component, row.size)
        left, right = self._split_end(row.component, row.size), self._split_end(column.component, column.size)
        return (*transposed(left), *word[1:-1], *right)

    def _entry(self, symbol: Symbol) -> Word:
        for index, word in self.alphabet.views.get(symbol, {}).items():
            if index != DOT and self.name in text(word):
                return (hot_column(index, word[0].shape[0]).T, *word)
        raise Unreadable

    def _split(self, component: Expr, size: Expr) -> Word:
        """The sum of a component: one or two random vectors, and a diagonal matrix of all other factors."""
        random, rest = self._factors(component)
        if len(random) == 1:
            return (Column(rest, size, transposed=True), *self._vector(random[0], size))
        if len(random) == KNOWN_ORDER:
            left, right = (self._vector(part, size) for part in random)
            return (*transposed(left), Diagonal(rest, size), *right)
        raise Unreadable

    def _split_end(self, component: Expr, size: Expr) -> Word:
        random, rest = self._factors(component)
        if not random:
            return (Column(component, size),)
        if len(random) > 1:
            raise Unreadable
        return (Diagonal(rest, size), *self._vector(random[0], size))

    def _factors(self, component: Expr) -> tuple[list[Symbol], Expr]:
        random: list[Symbol] = []
        rest: list[Expr] = []
        for factor in Mul.make_args(component):
            base, power = factor.as_base_exp()
            if not self._moves(factor):
                rest.append(factor)
            elif base.is_Symbol and power.is_Integer and power > 0:
                random += [base] * int(power)
            else:
                raise Unreadable
        return random, Mul(*rest)

    def _vector(self, symbol: Symbol, size: Expr) -> Word:
        return self.alphabet.word_of(symbol, size)

    def _ends(self, word: Word) -> list[int]:
        """The places, first or last, at which the random vector stands."""
        return [place for place in (0, -1) if getattr(word[place], "component", None) == self.base]

    def _count(self, word: Word) -> int:
        return len(self._ends(word))

    def _paired(self, words: list[Word]) -> Expr:
        """The expectation of a product of words: 0 if an odd number of random vectors stands in it."""
        total = sum(map(self._count, words))
        if total % 2:
            if not self.is_normal and total > KNOWN_ORDER:
                raise Unreadable
            return Integer(0)
        if total > KNOWN_ORDER and not self.is_normal:
            raise Unreadable
        return self._pairings(words)

    def _pairings(self, words: list[Word]) -> Expr:
        first = next((i for i, word in enumerate(words) if self._count(word)), None)
        if first is None:
            return Mul(*(self._number(word) for word in words))
        word, others = words[first], words[:first] + words[first + 1 :]
        word = word if -1 in self._ends(word) else transposed(word)
        found: list[Expr] = []
        if 0 in self._ends(word):
            found.append(self._closed(word[1:-1]) * self._pairings(others))
        for k, other in enumerate(others):
            rest = others[:k] + others[k + 1 :]
            for place in self._ends(other):
                tail = other[1:] if place == 0 else transposed(other)[1:]
                found += self._glued(word[:-1], tail, rest)
        return Add(*found)

    def _glued(self, head: Word, tail: Word, others: list[Word]) -> list[Expr]:
        """head Sigma tail beside the other words, for each term of Sigma."""
        terms = self.covariance.terms.items()
        return [factor * self._pairings([(*head, *middle, *tail), *others]) for middle, factor in terms]

    def _closed(self, middle: Word) -> Expr:
        """tr(M Sigma)."""
        return Add(*(factor * self._trace((*middle, *word)) for word, factor in self.covariance.terms.items()))

    def _trace(self, word: Word) -> Expr:
        number, simple = joined(self.alphabet, word)
        return number * self.alphabet.trace_of(simple, self.covariance.rows)

    def _number(self, word: Word) -> Expr:
        number, nothing = joined(self.alphabet, word)
        if nothing:
            raise Unreadable
        return number


def without_ends(alphabet: Alphabet, number: Expr, left: Any, right: Any, shape: tuple[Expr, Expr]) -> Form:
    """The matrix M of which a number is u^T M v, for vectors u and v by their components."""
    terms: list[tuple[Word, Expr]] = []
    for term in Add.make_args(expand(number)):
        if term == 0:
            continue
        constant: list[Expr] = []
        pieces: dict[str, Word] = {}
        for factor in Mul.make_args(term):
            kind, word = _piece(alphabet, factor, left, right)
            if kind:
                pieces[kind] = word
            else:
                constant.append(factor)
        if pieces.keys() not in ({"both"}, {"left"}, {"left", "right"}):
            raise Unreadable
        word = pieces["both"] if "both" in pieces else (*pieces["left"], *pieces.get("right", ()))
        outside, simple = joined(alphabet, word)
        terms.append((simple, outside * Mul(*constant)))
    return collected(terms, *shape)


def _piece(alphabet: Alphabet, factor: Expr, left: Any, right: Any) -> tuple[str, Word]:
    """Which of the two vectors a number holds, and its word without them."""
    word = alphabet.meanings.get(factor, ()) or _as_entry(alphabet, factor)
    ends = {end: place for end in (left, right) if end != 1 for place in (0, -1) if word and _has(word[place], end)}
    if not ends:
        return "", ()
    row, column = word[0], word[-1]
    assert isinstance(row, Column)
    assert isinstance(column, Column)
    if len(word) == KNOWN_ORDER:
        component, size = row.component * column.component, row.size
        if len(ends) == KNOWN_ORDER:
            return "both", (Diagonal(component / left / right, size),)
        if left in ends:
            return "left", (Column(component / left, size),)
        return "right", (Column(component / right, size, transposed=True),)
    if left in ends:
        word = word if ends[left] == 0 else transposed(word)
        inner = _stripped(word, left)
        return ("both", transposed(_stripped(transposed(inner), right))) if right in ends else ("left", inner)
    word = word if ends[right] == -1 else transposed(word)
    return "right", transposed(_stripped(transposed(word), right))


def _stripped(word: Word, end: Symbol) -> Word:
    """A word without the row that it begins with; what else is in the component stays as a diagonal matrix."""
    row = word[0]
    assert isinstance(row, Column)
    return (Diagonal(row.component / end, row.size), *word[1:])


def _as_entry(alphabet: Alphabet, factor: Expr) -> Word:
    for index, word in alphabet.views.get(factor, {}).items():
        if index != DOT:
            return (hot_column(index, word[0].shape[0]).T, *word)
    return ()


def _has(letter: Any, symbol: Symbol) -> bool:
    return isinstance(letter, Column) and symbol in letter.component.free_symbols
