"""The normal form of a vector or matrix: a sum of words with numbers in front."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sympy import Add, Expr, Integer, expand

from derive.prove.words.atoms import Alphabet, Unreadable
from derive.prove.words.letters import DOT, Column, Diagonal, Factor, Letter, Word, text, transposed


@dataclass(frozen=True)
class Form:
    """A sum of words of one shape: the number in front of each."""

    terms: dict[Word, Expr]
    rows: Expr
    columns: Expr

    @property
    def T(self) -> Form:  # noqa: N802
        """The transpose."""
        return Form({transposed(word): factor for word, factor in self.terms.items()}, self.columns, self.rows)

    @property
    def is_symmetric(self) -> bool:
        """Whether it is written as its own transpose."""
        return self.terms == self.T.terms

    @property
    def name(self) -> str:
        """The sum as text, in an order that the words decide."""
        ordered = sorted(self.terms.items(), key=lambda term: text(term[0]))
        return " + ".join(text(word) if factor == 1 else f"({factor})*{text(word)}" for word, factor in ordered) or "0"

    def scaled(self, number: Expr) -> Form:
        """Times a number."""
        return collected(((word, factor * number) for word, factor in self.terms.items()), self.rows, self.columns)


def collected(terms: Iterable[tuple[Word, Expr]], rows: Expr, columns: Expr) -> Form:
    """Terms with the same word put together, and those that vanish dropped."""
    found: dict[Word, Expr] = {}
    for word, factor in terms:
        found[word] = found.get(word, Integer(0)) + factor
    expanded = {word: expand(factor) for word, factor in found.items()}
    return Form({word: factor for word, factor in expanded.items() if factor != 0}, rows, columns)


def plus(*forms: Form) -> Form:
    """The sum of forms of one shape."""
    terms = (term for form in forms for term in form.terms.items())
    return collected(terms, forms[0].rows, forms[0].columns)


def times(alphabet: Alphabet, left: Form, right: Form) -> Form:
    """The product, multiplied out."""
    terms: list[tuple[Word, Expr]] = []
    for first, a in left.terms.items():
        for second, b in right.terms.items():
            factor, word = joined(alphabet, (*first, *second))
            terms.append((word, a * b * factor))
    return collected(terms, left.rows, right.columns)


def joined(alphabet: Alphabet, letters: Word) -> tuple[Expr, Word]:
    """A product of letters in its simplest form, and the numbers that come out of it."""
    waiting = list(reversed(letters))
    word: list[Factor] = []
    number: Expr = Integer(1)
    while waiting:
        letter = waiting.pop()
        top = word[-1] if word else None
        if isinstance(letter, Diagonal) and letter.component == 1:
            continue
        if isinstance(top, Letter) and top.cancels(letter):
            word.pop()
            continue
        merged = _merged(alphabet, top, letter)
        if merged is not None:
            word.pop()
            factor, parts = merged
            number *= factor
            waiting += reversed(parts)
            continue
        word.append(letter)
        if isinstance(letter, Column) and not letter.transposed:
            start = next((i for i in reversed(range(len(word) - 1)) if isinstance(word[i], Column)), None)
            if start is not None and word[start].T.shape[1] == 1:
                number *= alphabet.scalar(tuple(word[start:]))
                del word[start:]
    return number, tuple(word)


def _merged(alphabet: Alphabet, top: Factor | None, letter: Factor) -> tuple[Expr, Word] | None:
    """What a diagonal matrix and its neighbour make, if both are given by components."""
    if isinstance(top, Diagonal) and isinstance(letter, Diagonal):
        return Integer(1), (Diagonal(top.component * letter.component, top.size),)
    if isinstance(top, Diagonal) and isinstance(letter, Column) and not letter.transposed:
        return _column(alphabet, top.component * letter.component, top.size)
    if isinstance(top, Column) and top.transposed and isinstance(letter, Diagonal):
        factor, word = _column(alphabet, top.component * letter.component, top.size)
        return factor, transposed(word)
    return None


def _column(alphabet: Alphabet, component: Expr, size: Expr) -> tuple[Expr, Word]:
    """The column with a component that is one term."""
    form = column(alphabet, component, size)
    if len(form.terms) != 1:
        raise Unreadable
    ((word, factor),) = form.terms.items()
    return factor, word


def column(alphabet: Alphabet, component: Expr, size: Expr) -> Form:
    """The vector with a component."""
    terms = []
    for number, part in alphabet.monomials(component):
        factor, place = alphabet.place(part)
        if place is not None:
            number, part = number * factor, place
        terms.append((alphabet.word_of(part, size), number))
    return collected(terms, size, Integer(1))


def component_of(alphabet: Alphabet, form: Form) -> Expr:
    """The component of a vector."""
    return Add(*(factor * alphabet.entry(word, DOT) for word, factor in form.terms.items()))


def diagonal(alphabet: Alphabet, vector: Form) -> Form:
    """The diagonal matrix that holds a vector."""
    terms: list[tuple[Word, Expr]] = []
    for number, part in alphabet.monomials(component_of(alphabet, vector)):
        factor, place = alphabet.place(part)
        if place is not None:
            number, part = number * factor, place
        terms.append(((Diagonal(part, vector.rows),) if part != 1 else (), number))
    return collected(terms, vector.rows, vector.rows)


def hadamard(alphabet: Alphabet, left: Form, right: Form) -> Form:
    """The product entry by entry, where one of the words is diagonal or a column times a row.

    A o diag(c) = diag(c o the diagonal of A), and A o u v^T = diag(u) A diag(v).
    Source: Horn and Johnson, Topics in Matrix Analysis (1991), section 5.1.
    """
    terms: list[tuple[Word, Expr]] = []
    for first, a in left.terms.items():
        for second, b in right.terms.items():
            found = _by_a_simple_one(alphabet, first, second, left.rows)
            terms += [(word, a * b * factor) for word, factor in found.terms.items()]
    return collected(terms, left.rows, left.columns)


def _by_a_simple_one(alphabet: Alphabet, first: Word, second: Word, rows: Expr) -> Form:
    for simple, other in ((first, second), (second, first)):
        if not simple or (len(simple) == 1 and isinstance(simple[0], Diagonal)):
            component = diagonal_of(alphabet, simple) * diagonal_of(alphabet, other)
            return diagonal(alphabet, column(alphabet, component, rows))
        row = row_in(simple)
        if row is not None:
            up, down = alphabet.entry(simple[:row], DOT), alphabet.entry(transposed(simple[row:]), DOT)
            size = simple[-1].shape[1]
            number, word = joined(alphabet, (Diagonal(up, rows), *other, Diagonal(down, size)))
            return Form({word: number}, rows, size)
    raise Unreadable


def diagonal_part(alphabet: Alphabet, square: Form) -> Form:
    """The diagonal as a vector, word by word."""
    component = Add(*(factor * diagonal_of(alphabet, word) for word, factor in square.terms.items()))
    return column(alphabet, component, square.rows)


def diagonal_of(alphabet: Alphabet, word: Word) -> Expr:
    """The component of the diagonal of a square word; of a column times a row a product of components."""
    row = row_in(word)
    if row is not None:
        return alphabet.entry(word[:row], DOT) * alphabet.entry(transposed(word[row:]), DOT)
    if not word:
        return Integer(1)
    only = word[0]
    return only.component if len(word) == 1 and isinstance(only, Diagonal) else alphabet.diagonal_entry(word, DOT)


def row_in(word: Word) -> int | None:
    """The place of a row in a word."""
    return next((i for i, letter in enumerate(word) if isinstance(letter, Column) and letter.transposed), None)


def identity(size: Expr) -> Form:
    """The identity matrix."""
    return Form({(): Integer(1)}, size, size)


def zero(rows: Expr, columns: Expr) -> Form:
    """The zero matrix."""
    return Form({}, rows, columns)
