"""Determinants of Jacobians of symbolic size: maps y_i = F(i, x) of the entries of a family."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from sympy import Dummy, Expr, Integer, Symbol

from derive.errors import AuthoringError, caller_line
from derive.exactness import exact
from derive.terms.families import AbstractFamily
from derive.tree import rewritten

if TYPE_CHECKING:
    from derive.abstract.worlds import World

INDEX = 500
"""The bound index is numbered so, behind all others."""


class FamilyJacobian(Expr):
    """det of d y_i / d x_j for y_i = F(i, x); `args` are F(i, x), i, the symbol of x, the first and the last index."""

    is_commutative = True
    is_real = True

    @property
    def component(self) -> Expr:
        """F(i, x)."""
        return self.args[0]

    @property
    def index(self) -> Dummy:
        """The bound index i."""
        return self.args[1]

    @property
    def symbol(self) -> Symbol:
        """The variable of the page that stands for the family x."""
        return self.args[2]

    @property
    def span(self) -> tuple[Expr, Expr]:
        """The first and the last index."""
        return self.args[3], self.args[4]

    @property
    def bound_symbols(self) -> list[Dummy]:
        """The bound index."""
        return [self.index]

    @property
    def free_symbols(self) -> set[Symbol]:
        """Everything but the bound index."""
        return set().union(*(part.free_symbols for part in self.args)) - {self.index}

    def _eval_derivative(self, symbol: Symbol) -> Expr | None:
        return None if symbol in self.free_symbols else Integer(0)

    def concretely(self, world: World) -> Expr:
        """The determinant of the matrix of derivatives, written out."""
        from derive.abstract.jacobians import determinant_in

        return determinant_in(world, self)

    def component_at(self, index: Any) -> Expr:
        """F(index, x)."""
        component: Expr = rewritten(self.component, {self.index: index})
        return component

    def _sympystr(self, printer: Any) -> str:
        i = Symbol("i")
        component = printer._print(rewritten(self.component, {self.index: i}))
        first, last = map(printer._print, self.span)
        return f"det(d[{component}, i = {first}..{last}] / d {self.symbol.name})"


def jacobian_determinant(component: Callable[[Any], Any], *, over: AbstractFamily) -> FamilyJacobian:
    """det of the Jacobian of the map that takes x to y with y_i = ``component(i)``, for i over the indices of x.

    Raises `AuthoringError` if `over` is no family with one index.

    >>> from sympy import Symbol
    >>> D = Symbol("D", integer=True, positive=True)
    >>> x = AbstractFamily(Symbol("x", real=True), ((Integer(1), D),))
    >>> jacobian_determinant(lambda i: 2*x[i], over=x)
    det(d[2*x[i], i = 1..D] / d x)
    >>> jacobian_determinant(lambda i: 2*i, over=D)
    Traceback (most recent call last):
    derive.errors.AuthoringError: over= takes a family with one index, such as x: Family, but found D
    """
    line = caller_line()
    if not isinstance(over, AbstractFamily) or len(over.ranges) != 1:
        raise AuthoringError(f"over= takes a family with one index, such as x: Family, but found {over}", line=line)
    if not callable(component) or len(inspect.signature(component).parameters) != 1:
        raise AuthoringError("a map between families is a function of the index: lambda i: ...", line=line)
    index = Dummy("i", integer=True, positive=True, dummy_index=INDEX)
    ((first, last),) = over.ranges
    return FamilyJacobian(exact(component(index), line), index, over.symbol, first, last)
