"""Words: products of letters, the monomials of matrix algebra.

A letter is a matrix (perhaps transposed or inverted), a diagonal matrix, or a column, which as the
transpose of one is a row.  Diagonal matrices and columns are given by their *component*: an expression
in the entries of vectors at a running index, so that x o y, diag(x) y and diag(y) x are one and the same.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from sympy import Expr, KroneckerDelta, Symbol

DOT = Symbol("*", integer=True, positive=True)
"""The running index of a component."""



@dataclass(frozen=True)
class Letter:
    """A matrix that is no product; `known` is what is known of it, such as "positive definite"."""

    name: str
    rows: Expr
    columns: Expr
    known: str = ""
    transposed: bool = False
    inverted: bool = False

    @property
    def shape(self) -> tuple[Expr, Expr]:
        """Rows and columns as the letter stands in a word."""
        return (self.columns, self.rows) if self.transposed else (self.rows, self.columns)

    @property
    def is_symmetric(self) -> bool:
        """Whether it is its own transpose."""
        return self.known in ("symmetric", "positive definite")

    @property
    def is_square(self) -> bool:
        """Whether it has as many rows as columns."""
        return self.rows == self.columns

    @property
    def T(self) -> Letter:  # noqa: N802
        """The transpose."""
        return self if self.is_symmetric else replace(self, transposed=not self.transposed)

    @property
    def inverse(self) -> Letter:
        """The inverse; of an orthogonal matrix the transpose."""
        return self.T if self.known == "orthogonal" else replace(self, inverted=not self.inverted)

    def cancels(self, other: Factor) -> bool:
        """Whether the product of both is the identity."""
        return isinstance(other, Letter) and self.is_square and self.inverse == other

    def __str__(self) -> str:
        text = self.name if self.name.isidentifier() else f"({self.name})"
        text = f"{text}.T" if self.transposed else text
        return f"inverse({text})" if self.inverted else text


@dataclass(frozen=True)
class Diagonal:
    """A diagonal matrix by its component."""

    component: Expr
    size: Expr

    @property
    def shape(self) -> tuple[Expr, Expr]:
        """Square."""
        return self.size, self.size

    @property
    def T(self) -> Diagonal:  # noqa: N802
        """It is its own transpose."""
        return self

    def __str__(self) -> str:
        return f"diag({self.component})"


@dataclass(frozen=True)
class Column:
    """A vector by its component; a row if transposed."""

    component: Expr
    size: Expr
    transposed: bool = False

    @property
    def shape(self) -> tuple[Expr, Expr]:
        """A column or a row."""
        from sympy import Integer

        return (Integer(1), self.size) if self.transposed else (self.size, Integer(1))

    @property
    def T(self) -> Column:  # noqa: N802
        """Column to row, row to column."""
        return replace(self, transposed=not self.transposed)

    def __str__(self) -> str:
        text = str(self.component).replace("[*]", "")
        text = text if text.replace("_", "a").isalnum() and not text.isdigit() else f"vector({text})"
        return f"{text}.T" if self.transposed else text


Factor = Letter | Diagonal | Column
Word = tuple[Factor, ...]


def transposed(word: Word) -> Word:
    """The transpose of a word."""
    return tuple(letter.T for letter in reversed(word))


def text(word: Word) -> str:
    """The word as it is written; the empty word is the identity.

    >>> from sympy.abc import n
    >>> A = Letter("A", n, n)
    >>> text((A, A.T)), text((A.inverse,)), text(transposed((A, A.inverse)))
    ('A*A.T', 'inverse(A)', 'inverse(A.T)*A.T')
    """
    return "*".join(map(str, word)) if word else "1"


def is_palindrome(word: Word) -> bool:
    """Whether a word is its own transpose, with a middle that is positive semidefinite."""
    if word != transposed(word):
        return False
    middle = word[len(word) // 2] if len(word) % 2 else None
    if isinstance(middle, Diagonal):
        return bool(middle.component.is_nonnegative)
    return middle is None or (isinstance(middle, Letter) and middle.known == "positive definite")


def hot_column(place: Expr, size: Expr) -> Column:
    """The vector with a 1 at one place."""
    return Column(KroneckerDelta(DOT, place), size)


def cyclic(word: Word) -> Word:
    """A matrix word under the trace: ends cancelled, and of all rotations and transposes the first by name."""
    while len(word) > 1 and isinstance(word[0], Letter) and word[0].cancels(word[-1]):
        word = word[1:-1]
    first, last = (word[0], word[-1]) if len(word) > 1 else (None, None)
    if isinstance(first, Diagonal) and isinstance(last, Diagonal):
        word = (Diagonal(first.component * last.component, first.size), *word[1:-1])
    rotations = [word[i:] + word[:i] for i in range(len(word))]
    return min(rotations + [transposed(each) for each in rotations], key=text, default=word)
