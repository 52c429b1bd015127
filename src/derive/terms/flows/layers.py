"""Layers of a flow, f_1, ..., f_K, of which nothing is known but that each one is smooth and invertible.

A point z_0 with density p_0 goes through the layers: z_i = f_i(z_(i-1)).  By one change of variables a layer,
p_i(z_i) = p_(i-1)(z_(i-1)) / |det of the Jacobian of f_i at z_(i-1)|.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sympy import Expr, Symbol

from derive.errors import AuthoringError, caller_line
from derive.terms.families import Range, checked_index
from derive.terms.indexed import IndexedNumber

if TYPE_CHECKING:
    from derive.abstract.worlds import World


class AbstractFlow:
    """What a page holds of a flow: the density after i layers, and the determinants of layers, along one path."""

    def __init__(self, symbol: Symbol, span: Range) -> None:
        self.symbol, self.span = symbol, span

    def density(self, layer: Any) -> FlowDensity:
        """p_i(z_i), the density after layer i at the point where it takes z_0; that of z_0 itself for i = 0."""
        return FlowDensity(self.symbol, self._layer(layer, self.span[0] - 1))

    def determinant(self, layer: Any) -> LayerDeterminant:
        """det of d z_i / d z_(i-1), the Jacobian of layer i at z_(i-1)."""
        return LayerDeterminant(self.symbol, self._layer(layer, self.span[0]), self._layer(layer, self.span[0]) - 1)

    def determinant_of_all(self, last: Any) -> LayerDeterminant:
        """det of d z_i / d z_0, the Jacobian of the first i layers together."""
        return LayerDeterminant(self.symbol, self._layer(last, self.span[0] - 1), self.span[0] - 1)

    def inverse_determinant(self, layer: Any) -> LayerDeterminant:
        """det of d z_(i-1) / d z_i, the Jacobian of the inverse of layer i at z_i."""
        return LayerDeterminant(self.symbol, self._layer(layer, self.span[0]) - 1, self._layer(layer, self.span[0]))

    def _layer(self, layer: Any, first: Expr) -> Expr:
        line = caller_line()
        index = checked_index(self.symbol, layer, line)
        if (index - first).is_negative or (index - self.span[1]).is_positive:
            layers = f"{self.span[0]} to {self.span[1]}"
            raise AuthoringError(f"{self.symbol} has the layers {layers}, not {index}", line=line)
        return index

    def __repr__(self) -> str:
        return str(self.symbol)


class _OnPath(IndexedNumber):
    """A number that belongs to a path through the layers; `args` are the symbol of the flow and indices of states."""

    @property
    def indices(self) -> tuple[Expr, ...]:
        """States of the path."""
        return tuple(self.args[1:])

    def with_indices(self, change: Any) -> Expr:
        """The same at other states."""
        return self.func(self.symbol, *map(change, self.indices))


class FlowDensity(_OnPath):
    """p_i(z_i)."""

    is_positive = True

    def concretely(self, world: World) -> Expr:
        """The density of the image of a normal law under affine layers."""
        return world.value(self.symbol).density(world.at(self.indices[0]).doit())

    def _sympystr(self, printer: Any) -> str:
        index = printer._print(self.indices[0])
        return f"{self.symbol.name}.density({index})"


class LayerDeterminant(_OnPath):
    """det of d z_i / d z_j; the arguments behind the symbol are i and j."""

    is_zero = False

    def concretely(self, world: World) -> Expr:
        """The determinant of affine layers together."""
        return world.value(self.symbol).determinant(*(world.at(index).doit() for index in self.indices))

    def _sympystr(self, printer: Any) -> str:
        after, before = map(printer._print, self.indices)
        return f"det(d {self.symbol.name}[{after}] / d {self.symbol.name}[{before}])"
