"""Numbers that an abstract variable has at some indices: entries, values of functions, what belongs to a path."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sympy import Expr, Integer, Symbol, Tuple


class IndexedNumber(Expr):
    """A real number; `args` begin with the variable that it belongs to and a tuple of indices."""

    is_commutative = True
    is_real = True
    is_finite = True

    @property
    def symbol(self) -> Symbol:
        """The variable of the page."""
        return self.args[0]

    @property
    def indices(self) -> tuple[Expr, ...]:
        """Which one of a family; nothing for a single one."""
        return tuple(self.args[1])

    def with_indices(self, change: Callable[[Expr], Expr]) -> Expr:
        """The same at other indices."""
        return self.func(self.symbol, Tuple(*map(change, self.indices)), *self.args[2:])

    def _eval_derivative(self, symbol: Symbol) -> Expr | None:
        return None if symbol in self.free_symbols else Integer(0)

    def _named(self, printer: Any) -> str:
        """The variable with its indices."""
        index = f"[{', '.join(map(printer._print, self.indices))}]" if self.indices else ""
        return f"{self.symbol.name}{index}"
