"""Derivatives with respect to one entry x_k of a family, where k is symbolic.

Of every index that occurs it must be certain whether it is k or not.
"""

from __future__ import annotations

from typing import Any

from sympy import Derivative, Dummy, Expr, Integer, Piecewise, Subs, Sum, Symbol, Tuple, expand

from derive.prove.families.letters import OutOfReach
from derive.terms.families import Entry, Slice
from derive.terms.smooth import SmoothValue

Spans = dict[Dummy, tuple[Expr, Expr]]


class EntryDerivative:
    """d / d x_k; `spans` says through which ranges the indices run."""

    def __init__(self, symbol: Symbol, index: Expr, spans: Spans) -> None:
        self.symbol, self.index, self.spans = symbol, index, spans

    def of(self, expression: Expr) -> Expr:
        """The derivative; raises `OutOfReach` where an index may be k or not."""
        if self.symbol not in expression.free_symbols:
            return Integer(0)
        nodes = [node for node in _nodes(expression) if self.symbol in node.free_symbols]
        names = {node: Dummy(real=True) for node in nodes}
        spelled, back = expression.xreplace(names), {name: node for node, name in names.items()}
        if self.symbol in spelled.free_symbols or spelled.has(Piecewise):
            raise OutOfReach
        total: Expr = Integer(0)
        for node, name in names.items():
            inner = self._of_node(node)
            slope = spelled.diff(name) if inner != 0 else Integer(0)
            if slope.has(Derivative, Subs):
                raise OutOfReach
            total += slope.xreplace(back) * inner
        return total

    def _of_node(self, node: Any) -> Expr:
        if isinstance(node, Entry):
            return Integer(self._is_index(node.indices))
        if isinstance(node, SmoothValue):
            inner = [self._of_argument(node, place, argument) for place, argument in enumerate(node.arguments)]
            return sum(inner, Integer(0))
        if isinstance(node, Sum) and len(node.limits) == 1:
            return self._of_sum(node)
        raise OutOfReach

    def _is_index(self, indices: tuple[Expr, ...]) -> bool:
        if len(indices) != 1:
            raise OutOfReach
        gap = expand(indices[0] - self.index)
        if gap == 0:
            return True
        if self._is_positive(gap) or self._is_positive(-gap):
            return False
        raise OutOfReach

    def _of_argument(self, node: SmoothValue, place: int, argument: Expr) -> Expr:
        if not isinstance(argument, Slice):
            inner = self.of(argument)
            return node.along(Integer(place)) * inner if inner != 0 else inner
        if argument.symbol != self.symbol or self._lies_outside(argument.first, argument.last):
            return Integer(0)
        if self._lies_inside(argument.first, argument.last):
            return node.along(Tuple(Integer(place), self.index))
        raise OutOfReach

    def _of_sum(self, node: Sum) -> Expr:
        """Of a sum over j of a term in x_j: the derivative of that term at j = k, if k lies in the range."""
        ((index, first, last),) = node.limits
        variable = Dummy("j", integer=True)
        term = node.function.xreplace({index: variable})
        entries = term.find(lambda part: getattr(part, "symbol", None) == self.symbol)
        if any(entry != Entry(self.symbol, Tuple(variable)) for entry in entries):
            raise OutOfReach
        inner = EntryDerivative(self.symbol, variable, {}).of(term)
        if self._lies_outside(first, last):
            return Integer(0)
        if self._lies_inside(first, last):
            return inner.xreplace({variable: self.index})
        raise OutOfReach

    def _lies_outside(self, first: Expr, last: Expr) -> bool:
        return self._is_positive(self.index - last) or self._is_positive(first - self.index)

    def _lies_inside(self, first: Expr, last: Expr) -> bool:
        return self._is_positive(self.index - first + 1) and self._is_positive(last - self.index + 1)

    def _is_positive(self, quantity: Expr) -> bool:
        """Whether a whole number is certainly positive, for all indices in their ranges."""
        for place in (0, 1):
            found = quantity
            for variable, (first, last) in self.spans.items():
                steps = Dummy("v", integer=True, nonnegative=True)
                found = found.xreplace({variable: (first + steps, last - steps)[place]})
            if expand(found).is_positive:
                return True
        return False


def _nodes(expression: Any) -> list[Expr]:
    """The outermost entries, values of functions and sums."""
    found: dict[Expr, None] = {}

    def visit(node: Any) -> None:
        if isinstance(node, Sum) or hasattr(node, "concretely"):
            found.setdefault(node)
        else:
            for argument in getattr(node, "args", ()):
                visit(argument)

    visit(expression)
    return list(found)
