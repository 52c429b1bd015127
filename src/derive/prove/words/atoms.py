"""The numbers that words make, each under one name, and what is known of their signs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from sympy import Add, Expr, Integer, KroneckerDelta, Mul, Symbol, expand, expand_log, log

from derive.prove.words.letters import (
    DOT,
    Column,
    Diagonal,
    Letter,
    Word,
    cyclic,
    hot_column,
    is_palindrome,
    text,
    transposed,
)
from derive.prove.words.names import Names


class Unreadable(Exception):
    """A term that words cannot say."""


@dataclass
class Alphabet(Names):
    """Every number that was met: entries of column words, scalar words, sums of components."""

    sizes: dict[Symbol, Expr] = field(default_factory=dict)
    nonzero: set[str] = field(default_factory=set)
    """Names of vectors that are not 0."""
    meanings: dict[Symbol, Word] = field(default_factory=dict)
    """The scalar word that a number stands for; a sum of components is a row of ones times a column."""
    bases: dict[tuple[str, Expr], Symbol] = field(default_factory=dict)
    sums: dict[str, Any] = field(default_factory=dict)
    """The forms of the sums that have an inverse under a name of their own."""
    products: dict[Symbol, tuple[Expr, Expr]] = field(default_factory=dict)
    """The component and its length of which a number is the product."""
    diagonals: dict[Symbol, Word] = field(default_factory=dict)
    """The matrix word whose diagonal a component runs through."""

    laws: list[str] = field(default_factory=list)
    """The centred vectors that expectations were taken over."""
    is_dense: bool = False
    """Whether a rule was used that speaks of invertible matrices only."""

    def entry(self, word: Word, index: Expr, *, positive: bool = False) -> Expr:
        """The entry of a column word at an index."""
        first, last = word[0], word[-1]
        if isinstance(first, Diagonal) and len(word) > 1:
            return self.moved(first.component, DOT, index) * self.entry(word[1:], index)
        if len(word) == 1 and isinstance(last, Column):
            return self.moved(last.component, DOT, index)
        if isinstance(last, Column) and isinstance(last.component, KroneckerDelta):
            return self._matrix_entry(word, index)
        return self._named(f"({text(word)})", index, word)

    def vector(self, name: str, size: Expr, *, known: str = "") -> Column:
        """A vector that is no product."""
        if known == "nonzero":
            self.nonzero.add(name)
        return Column(self._base(name, DOT, size, positive=known == "positive"), size)

    def _base(self, name: str, index: Expr, size: Expr, *, positive: bool) -> Symbol:
        if (name, index) not in self.bases:
            label = f"{name}[{index}]"
            found = Symbol(label, positive=True) if positive else Symbol(label, real=True)
            self.bases[name, index] = found
            self.sizes[found] = size
            at_dot = found if index == DOT else self._base(name, DOT, size, positive=positive)
            self.views[found] = {index: (Column(at_dot, size),)}
        return self.bases[name, index]

    def _named(self, name: str, index: Expr, word: Word) -> Symbol:
        found = self._base(self.varying(name, word), index, word[0].shape[0], positive=False)
        for place in (DOT, index):
            self.views[self.bases[name, place]] = {place: word}
        return found

    def _matrix_entry(self, word: Word, row: Expr) -> Symbol:
        """An entry of a matrix word, seen from its row and from its column."""
        hot = word[-1]
        assert isinstance(hot, Column)
        column = next(index for index in hot.component.args if index != DOT)
        matrix = word[:-1]
        if text(transposed(matrix)) < text(matrix) or (matrix == transposed(matrix) and str(column) < str(row)):
            matrix, row, column = transposed(matrix), column, row
        rows, columns = matrix[0].shape[0], matrix[-1].shape[1]
        if row == column:
            return self.diagonal_entry(matrix, row)
        name = self.varying(str(matrix[0]) if len(matrix) == 1 else f"({text(matrix)})", matrix)
        found = Symbol(f"{name}[{row}, {column}]", real=True)
        self.views[found] = {
            row: (*matrix, hot_column(column, columns)),
            column: (*transposed(matrix), hot_column(row, rows)),
        }
        return found

    def diagonal_entry(self, matrix: Word, index: Expr) -> Symbol:
        """An entry on the diagonal of a matrix word."""
        matrix = min(matrix, transposed(matrix), key=text)
        name = self.varying(f"diagonal({text(matrix)})", matrix)
        self.diagonals[self._base(name, DOT, matrix[0].shape[0], positive=False)] = matrix
        return self._base(name, index, matrix[0].shape[0], positive=False)

    def moved(self, expression: Expr, old: Expr, new: Expr) -> Expr:
        """An expression in entries, at another index; raises `Unreadable` if a name hides the old one."""
        changes: dict[Expr, Expr] = {}
        for symbol in expression.free_symbols:
            places = self.views.get(symbol, {})
            if old in self._behind(symbol) or any(place != old and place.has(old) for place in places):
                raise Unreadable
            if old in places:
                changes[symbol] = self._entry_at(symbol, old, new)
        return expression.xreplace({**changes, old: new}) if changes or expression.has(old) else expression

    def _entry_at(self, symbol: Symbol, old: Expr, new: Expr) -> Expr:
        name = symbol.name[: symbol.name.rindex("[")]
        word = self.views[symbol][old]
        if (name, old) in self.bases:
            if len(word) > 1:
                return self._named(name, new, word)
            return self._base(name, new, self.sizes[symbol], positive=bool(symbol.is_positive))
        return self.entry(word, new)

    def indexed(self, expression: Expr, index: Expr) -> set[Symbol]:
        """The entries at an index that an expression holds."""
        return {symbol for symbol in expression.free_symbols if index in self.views.get(symbol, ())}

    def length(self, symbol: Symbol, index: Expr) -> Expr:
        """How far an index of an entry runs."""
        return self.views[symbol][index][0].shape[0]

    def depends(self, expression: Expr, index: Expr) -> bool:
        """Whether an expression varies with an index."""
        return not index.free_symbols.isdisjoint(self.varies_with(expression))

    def monomials(self, component: Expr, index: Expr = DOT) -> Iterator[tuple[Expr, Expr]]:
        """Factors that do not vary with the index, and those that do, term by term."""
        opened = expand_log(expand(component), deep=True) if component.has(log) else component
        for term in Add.make_args(expand(opened)):
            factors = Mul.make_args(term)
            varying = [factor for factor in factors if self.depends(factor, index)]
            constant = [factor for factor in factors if not self.depends(factor, index)]
            yield Mul(*constant), Mul(*varying)

    def place(self, part: Expr) -> tuple[Expr, Expr | None]:
        """A component that vanishes at all places but one: its number there, and the unit vector's component."""
        hot = next((factor for factor in Mul.make_args(part) if isinstance(factor, KroneckerDelta)), None)
        if hot is None or not hot.has(DOT):
            return Integer(1), None
        at = next(index for index in hot.args if index != DOT)
        return self.moved(part / hot, DOT, at), hot

    def scalar(self, word: Word) -> Expr:
        """The number that a row, matrices and a column make."""
        row, column = word[0], word[-1]
        assert isinstance(row, Column)
        assert isinstance(column, Column)
        if len(word) == 2:
            return self.total(row.component * column.component, row.size)
        for hot, rest in ((row, word[1:]), (column, transposed(word[:-1]))):
            if isinstance(hot.component, KroneckerDelta):
                place = next(index for index in hot.component.args if index != DOT)
                return self.entry(rest, place)
        return self._atom(min(word, transposed(word), key=text))

    def total(self, component: Expr, size: Expr) -> Expr:
        """The sum of a component over the running index."""
        return Add(*(factor * self._total(part, size) for factor, part in self.monomials(component)))

    def _total(self, part: Expr, size: Expr) -> Expr:
        if part == 1:
            return size
        factor, place = self.place(part)
        if place is not None:
            return factor
        for symbol in self._composites(part):
            rest = part / symbol
            if rest == symbol or symbol not in rest.free_symbols:
                return self._glued(self.word_of(rest, size), self.views[symbol][DOT])
        if part in self.diagonals:
            return self.trace(self.diagonals[part])
        return self._atom((Column(Integer(1), size, transposed=True), Column(part, size)))

    def word_of(self, part: Expr, size: Expr) -> Word:
        """The column word that has a component, which is one term."""
        if DOT in self.views.get(part, {}):
            return self.views[part][DOT]
        composites = self._composites(part)
        if len(composites) != 1:
            return (Column(part, size),)
        return (Diagonal(part / composites[0], size), *self.views[composites[0]][DOT])

    def _composites(self, part: Expr) -> list[Symbol]:
        """The entries of products that are factors of a component."""
        entries = sorted(self.indexed(part, DOT), key=str)
        return [s for s in entries if len(self.views[s][DOT]) > 1 and (part / s).is_polynomial(s)]

    def _glued(self, left: Word, right: Word) -> Expr:
        """The inner product of two column words."""
        from derive.prove.words.forms import joined

        number, nothing = joined(self, (*transposed(left), *right))
        assert not nothing
        return number

    def trace(self, word: Word) -> Expr:
        """The trace of a word of matrices."""
        word = cyclic(word)
        if len(word) == 1 and isinstance(word[0], Diagonal):
            return self.total(word[0].component, word[0].size)
        diagonals = [place for place, letter in enumerate(word) if isinstance(letter, Diagonal)]
        if len(diagonals) == 1:
            return self._weighted_trace(word[diagonals[0]], (*word[diagonals[0] + 1 :], *word[: diagonals[0]]))
        definite = len(word) == 1 and isinstance(word[0], Letter) and word[0].known == "positive definite"
        rotations = [word[i:] + word[:i] for i in range(len(word))]
        name = self.varying(f"trace({text(word)})", word)
        found = _signed(name, positive=definite, nonnegative=any(map(is_palindrome, rotations)))
        self.meanings[found] = word
        return found

    def _weighted_trace(self, weights: Any, rest: Word) -> Expr:
        """tr(diag(c) W): the sum of c_i W_ii."""
        return self.total(weights.component * self.diagonal_entry(rest, DOT), weights.size)

    def trace_of(self, word: Word, size: Expr) -> Expr:
        """The trace of any square word: a row and a column in it make a number."""
        from derive.prove.words.forms import joined

        row = next((i for i, letter in enumerate(word) if isinstance(letter, Column) and letter.transposed), None)
        if row is None:
            simple = cyclic(word)
            return self.trace(simple) if simple else size
        factor, rest = joined(self, (*word[row:], *word[:row]))
        assert not rest
        return factor

    def _atom(self, word: Word) -> Symbol:
        positive, nonnegative = self._sign(word)
        row, column = word[0], word[-1]
        name = text(word)
        if len(word) == 2 and isinstance(row, Column) and row.component == 1 and isinstance(column, Column):
            name = f"sum({str(column.component).replace('[*]', '')})"
        found = _signed(self.varying(name, word), positive=positive, nonnegative=nonnegative)
        self.meanings[found] = word
        return found

    def _sign(self, word: Word) -> tuple[bool, bool]:
        """Whether a scalar word is positive, and whether it is nonnegative."""
        row, column = word[0], word[-1]
        assert isinstance(row, Column)
        assert isinstance(column, Column)
        if len(word) == 2:
            component = row.component * column.component
            positive = bool(component.is_positive) or self._is_square_of_nonzero(component)
            return positive, positive or bool(component.is_nonnegative)
        if row.component != column.component or not is_palindrome(word[1:-1]):
            return False, False
        definite = len(word) == 3 and isinstance(word[1], Letter) and word[1].known == "positive definite"
        return definite and self._is_nonzero(column), True

    def _is_nonzero(self, column: Column) -> bool:
        return bool(column.component.is_positive) or self._is_square_of_nonzero(column.component**2)

    def _is_square_of_nonzero(self, component: Expr) -> bool:
        base, exponent = component.as_base_exp()
        return exponent == 2 and base.is_Symbol and str(base).removesuffix("[*]") in self.nonzero


def _signed(name: str, *, positive: bool, nonnegative: bool) -> Symbol:
    if positive:
        return Symbol(name, positive=True)
    return Symbol(name, nonnegative=True) if nonnegative else Symbol(name, real=True)
