"""What the numbers that words make vary with, also where only a name is left of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from sympy import Expr, Symbol

from derive.prove.words.letters import DOT, Column, Diagonal, Letter, Word


@dataclass
class Names:
    """Entries with the indices at which they are taken, and names with what is behind them."""

    views: dict[Symbol, dict[Expr, Word]] = field(default_factory=dict)
    """Of an entry, by each of its indices: the column word that it is the entry of."""
    hidden: dict[str, frozenset[Symbol]] = field(default_factory=dict)
    """What the meaning of a name varies with: an index in there cannot be moved or summed over."""

    def varying(self, name: str, *parts: Any) -> str:
        """A name for what is made of numbers, words and forms; what these vary with is kept."""
        found = set().union(*(self._within(part) for part in parts)) - {DOT}
        if found:
            self.hidden[name] = frozenset(found)
        return name

    def _within(self, part: Any) -> set[Symbol]:
        if isinstance(part, Expr):
            return self.varies_with(part)
        if isinstance(part, Letter):
            return set(self.hidden.get(part.name, ()))
        if isinstance(part, Column | Diagonal):
            return self.varies_with(part.component)
        parts = part if isinstance(part, tuple) else (*part.terms, *part.terms.values())
        return set().union(*map(self._within, parts))

    def varies_with(self, expression: Expr) -> set[Symbol]:
        """The symbols in an expression, those in the indices of its entries, and those behind its names."""
        found = set(expression.free_symbols)
        for symbol in expression.free_symbols:
            found |= self._behind(symbol).union(*(index.free_symbols for index in self.views.get(symbol, ())))
        return found

    def _behind(self, symbol: Symbol) -> frozenset[Symbol]:
        name = symbol.name[: symbol.name.rindex("[")] if symbol in self.views else symbol.name
        return self.hidden.get(name, frozenset())
