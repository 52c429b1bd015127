"""From the nodes of a line to words: tensors become forms, numbers polynomials in named numbers."""

from __future__ import annotations

from typing import Any

from sympy import (
    Abs,
    Add,
    Expr,
    Function,
    Integer,
    KroneckerDelta,
    Mul,
    Pow,
    Product,
    Sum,
    Symbol,
    exp,
    expand_log,
    log,
    sqrt,
)

from derive.prove.words.atoms import Alphabet, Unreadable
from derive.prove.words.determinants import determinant, inverse, log_magnitude, product
from derive.prove.words.forms import (
    Form,
    column,
    component_of,
    diagonal,
    diagonal_part,
    hadamard,
    identity,
    plus,
    times,
    zero,
)
from derive.prove.words.gradients import gradient_of
from derive.prove.words.inverses import beside_its_inverse
from derive.prove.words.jacobians import jacobian_of
from derive.prove.words.letters import DOT, Column, Letter, Word
from derive.prove.words.moments import Moments, centred, without_ends
from derive.terms.expectation import Expectation
from derive.terms.normal_vectors import VectorLaw
from derive.terms.vectors.averages import TensorExpectation
from derive.terms.vectors.derivatives import Gradient, Jacobian
from derive.terms.vectors.numbers import Determinant, LogDeterminant, Norm, NormSquared, Trace
from derive.terms.vectors.special import (
    DiagonalMatrix,
    DiagonalPart,
    Elementwise,
    Filled,
    FromEntries,
    Hadamard,
    Identity,
    OneHot,
    VectorValue,
)
from derive.terms.vectors.tensors import (
    ONE,
    Added,
    Entry,
    Inner,
    Inverted,
    Multiplied,
    Scaled,
    Tensor,
    TensorSymbol,
    Transposed,
    tensor_symbol,
)

DIRECT = (Add, Mul, Pow, Function)


class Reader:
    """Reads lines over one alphabet, each node once; raises `Unreadable` for what words cannot say."""

    def __init__(self) -> None:
        self.alphabet = Alphabet()
        self.forms: dict[Any, Form] = {}
        self.numbers: dict[Any, Expr] = {}

    def form(self, node: Any) -> Form:
        """The normal form of a vector or matrix."""
        if node not in self.forms:
            self.forms[node] = self._form(node)
        return self.forms[node]

    def number(self, node: Any) -> Expr:
        """A number in terms of the numbers that words make."""
        if node not in self.numbers:
            self.numbers[node] = self._number(node)
        return self.numbers[node]

    def _form(self, node: Any) -> Form:
        match node:
            case TensorSymbol():
                return self._symbol(node)
            case Added():
                return plus(*map(self.form, node.args))
            case Scaled():
                return self.form(node.args[1]).scaled(self.number(node.args[0]))
            case Multiplied():
                return self._product(node)
            case Transposed():
                return self.form(node.args[0]).T
            case Inverted():
                return inverse(self.alphabet, self.form(node.args[0]))
            case Gradient() | Jacobian():
                self.alphabet.is_dense |= node.has(Determinant)  # that of det A is written with the inverse of A
                return self.form(gradient_of(node) if isinstance(node, Gradient) else jacobian_of(node))
            case TensorExpectation():
                return self._mean_form(node)
        return self._special(node)

    def _symbol(self, node: TensorSymbol) -> Form:
        rows, columns = node.shape
        if columns == ONE:
            return Form({(self.alphabet.vector(node.key.name, rows, known=node.known),): ONE}, rows, ONE)
        if node.known == "diagonal":
            vector = self.alphabet.vector(f"diagonal({node.key.name})", rows)
            return diagonal(self.alphabet, Form({(vector,): ONE}, rows, ONE))
        return Form({(Letter(node.key.name, rows, columns, node.known),): ONE}, rows, columns)

    def _product(self, node: Multiplied) -> Form:
        found = self.form(node.args[0])
        for factor in node.args[1:]:
            found = times(self.alphabet, found, self.form(factor))
        return found

    def _special(self, node: Any) -> Form:
        match node:
            case Identity():
                return identity(node.args[0])
            case Filled():
                return self._filled(node)
            case OneHot():
                return column(self.alphabet, KroneckerDelta(DOT, node.args[0]), node.args[1])
            case DiagonalMatrix():
                return diagonal(self.alphabet, self.form(node.args[0]))
            case DiagonalPart():
                return diagonal_part(self.alphabet, self.form(node.args[0]))
            case Hadamard() if node.shape[1] == ONE:
                component = self._component(node.args[0]) * self._component(node.args[1])
                return column(self.alphabet, component, node.shape[0])
            case Hadamard():
                return hadamard(self.alphabet, *map(self.form, node.args))
            case Elementwise() if node.shape[1] == ONE:
                component = self._component(node.args[1])
                return column(self.alphabet, self.number(node.at(component)), node.shape[0])
            case FromEntries():
                body, index, size = node.args
                return column(self.alphabet, self.alphabet.moved(self.number(body), index, DOT), size)
            case VectorValue():
                name = self.alphabet.varying(str(node), *node.points)
                return Form({(self.alphabet.vector(name, node.shape[0]),): ONE}, *node.shape)
        raise Unreadable(f"{type(node).__name__}")

    def _component(self, node: Tensor) -> Expr:
        return component_of(self.alphabet, self.form(node))

    def _filled(self, node: Filled) -> Form:
        value, rows, columns = node.args
        if value == 0:
            return zero(rows, columns)
        left, right = Column(ONE, rows), Column(ONE, columns, transposed=True)
        return Form({(left,) if columns == ONE else (left, right): value}, rows, columns)

    def _number(self, node: Any) -> Expr:
        match node:
            case Inner():
                return self._only(self.form(node.args[0]))
            case Entry():
                return self._entry(node)
            case Trace():
                return self._trace(self.form(node.tensor))
            case Determinant():
                return determinant(self.alphabet, self.form(node.tensor))
            case LogDeterminant():
                return _opened(log_magnitude(self.alphabet, determinant(self.alphabet, self.form(node.tensor))))
            case log() if isinstance(node.args[0], Abs):
                return _opened(log_magnitude(self.alphabet, self.number(node.args[0].args[0])))
            case Norm():
                return sqrt(self._squares(self.form(node.tensor)))
            case NormSquared():
                return self._squares(self.form(node.tensor))
            case Sum():
                return self._sum(node)
            case Product():
                return self._product_over(node)
            case Expectation() if isinstance(node.law, VectorLaw):
                return self._mean(*node.args)
        return self._ordinary(node)

    def _ordinary(self, node: Any) -> Expr:
        if node.is_Atom:
            return node
        if not isinstance(node, DIRECT):
            if node.atoms(Tensor) or not isinstance(node, Expr):
                raise Unreadable(f"{type(node).__name__}")
            return node
        found = node.func(*map(self.number, node.args))
        return _opened(found) if isinstance(node, log) else found

    def _only(self, form: Form) -> Expr:
        """The number that a 1 x 1 form is."""
        if any(form.terms.keys() - {()}):
            raise Unreadable
        return form.terms.get((), Integer(0))

    def _entry(self, node: Entry) -> Expr:
        tensor, row, column_ = node.args
        form = self.form(tensor)
        if form.columns != ONE:
            hot = Form({(Column(KroneckerDelta(DOT, column_), form.columns),): ONE}, form.columns, ONE)
            form = times(self.alphabet, form, hot)
        return Add(*(factor * self.alphabet.entry(word, row) for word, factor in form.terms.items()))

    def _trace(self, square: Form) -> Expr:
        return Add(*(factor * self._trace_of(word, square.rows) for word, factor in square.terms.items()))

    def _trace_of(self, word: Word, size: Expr) -> Expr:
        """The trace of a word, turned round until a sum stands beside its own inverse."""
        shorter = beside_its_inverse(self.alphabet, word)
        return self.alphabet.trace_of(word, size) if shorter is None else self._trace(shorter)

    def _mean(self, law: VectorLaw, body: Any, variable: Any) -> Expr:
        """An expectation over a random vector."""
        name = f"centred_{len(self.alphabet.laws)}_rest"  # no such name is part of another one
        self.alphabet.laws.append(name)
        moments = Moments(self.alphabet, law, self.form(law.covariance), name)
        return moments.mean(self.number(centred(law, body, variable, name)))

    def _mean_form(self, node: TensorExpectation) -> Form:
        """The expectation of a vector or matrix F: that of the number u^T F v, for any u and v."""
        law, body, variable = node.args
        if not isinstance(law, VectorLaw):
            raise Unreadable
        rows, columns = node.shape
        left = tensor_symbol(Symbol(f"left of {rows}"), rows, ONE)
        right = tensor_symbol(Symbol(f"right of {columns}"), columns, ONE)
        if columns == ONE:
            number = self._mean(law, Inner(Multiplied(left.T, body)), variable)
            return without_ends(self.alphabet, number, self._base(left), ONE, (rows, columns))
        number = self._mean(law, Inner(Multiplied(left.T, body, right)), variable)
        return without_ends(self.alphabet, number, self._base(left), self._base(right), (rows, columns))

    def _base(self, vector: TensorSymbol) -> Any:
        return self.alphabet.vector(vector.key.name, vector.shape[0]).component

    def _squares(self, form: Form) -> Expr:
        """The sum of the squares of all entries: the trace of F^T F."""
        return self._trace(times(self.alphabet, form.T, form))

    def _sum(self, node: Sum) -> Expr:
        body = self.number(node.function)
        for index, first, last in node.limits:
            body = self._summed(body, index, self.number(first), self.number(last))
        return body

    def _summed(self, body: Expr, index: Symbol, first: Expr, last: Expr) -> Expr:
        found: list[Expr] = []
        for factor, part in self.alphabet.monomials(body, index):
            if part == 1:
                found.append(factor * (last - first + 1))
                continue
            found.append(factor * self.alphabet.total(self._component_over(part, index, first, last), last))
        return Add(*found)

    def _component_over(self, part: Expr, index: Symbol, first: Expr, last: Expr) -> Expr:
        """What varies with an index that runs through all entries, as a component."""
        sizes = {self.alphabet.length(symbol, index) for symbol in self.alphabet.indexed(part, index)}
        if first != 1 or sizes != {last}:
            raise Unreadable
        component = self.alphabet.moved(part, index, DOT)
        if component.has(index):
            raise Unreadable
        return component

    def _product_over(self, node: Product) -> Expr:
        (index, first, last), *others = node.limits
        body = self.number(node.function)
        if others:
            raise Unreadable
        if not self.alphabet.depends(body, index):
            return body ** (self.number(last) - self.number(first) + 1)
        if not body.is_positive:
            component = self._component_over(body, index, self.number(first), self.number(last))
            return product(self.alphabet, component, self.number(last))
        return exp(self._summed(_opened(log(body)), index, self.number(first), self.number(last)))


def _opened(logarithm: Expr) -> Expr:
    """The logarithm of a product of positive numbers as a sum."""
    return expand_log(logarithm)


