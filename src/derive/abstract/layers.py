"""The kind of variables that are flows, and the affine layers that stand for them in worlds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from random import Random
from typing import Annotated, Any

from sympy import Expr, ImmutableDenseMatrix, Integer, Pow, Rational, Symbol, exp, pi, sqrt

from derive.abstract.families import concrete_ranges, index_ranges, renamed_ranges
from derive.abstract.kinds import Kind, Notation
from derive.abstract.worlds import NoWorld, World
from derive.errors import AuthoringError
from derive.terms.families import Range
from derive.terms.flows.layers import AbstractFlow

SCALES = tuple(map(Rational, (2, -1, "1/2", 3, -2)))
SHIFTS = tuple(map(Rational, (0, 1, -1, 2)))


@dataclass(frozen=True)
class FlowKind(Kind):
    """All flows with the layers that ``shapes=`` counts: "K" are the layers 1 to K."""

    span: Range = (Integer(1), Symbol("K", integer=True, positive=True))

    def fitted(self, name: str, notation: Notation) -> FlowKind:
        """The flows with the layers that the page counts."""
        if name not in notation.shapes:
            raise AuthoringError(f'the flow {name} needs its layers: write shapes={{"{name}": "K"}} for 1 to K')
        ranges = index_ranges(notation.shapes[name], notation)
        if len(ranges) != 1:
            raise AuthoringError(f"the layers of the flow {name} have one index, not {len(ranges)}")
        return replace(self, span=ranges[0])

    def argument(self, key: Any) -> AbstractFlow:
        """What gives densities and determinants."""
        return AbstractFlow(key, self.span)

    def renamed(self, forward: Mapping[Any, Any]) -> FlowKind:
        """The same with its bounds renamed."""
        return replace(self, span=renamed_ranges((self.span,), forward)[0])

    def drawn(self, key: Any, world: World) -> AffineLayers:
        """Affine maps of the line, or of the plane."""
        (layers,) = concrete_ranges((self.span,), world)
        return AffineLayers(layers, 1 + world.number % 2, world.rng(key))


class AffineLayers:
    """A standard normal point that goes through affine layers."""

    def __init__(self, layers: range, dimension: int, rng: Random) -> None:
        self.layers, self.dimension = layers, dimension
        self.start = ImmutableDenseMatrix(dimension, 1, lambda i, j: rng.choice(SHIFTS))
        self.matrices = {layer: _invertible(dimension, rng) for layer in layers}
        self.shifts = {layer: ImmutableDenseMatrix(dimension, 1, lambda i, j: rng.choice(SHIFTS)) for layer in layers}

    def density(self, layer: Any) -> Expr:
        """The density of the composed affine image of the normal law, at the image of the starting point."""
        matrix, shift, point = self._composed(layer)
        gap = point - shift
        covariance = matrix * matrix.T
        square = (gap.T * covariance.inv() * gap)[0, 0]
        return exp(-square / 2) / (sqrt(Pow(2 * pi, self.dimension)) * sqrt(covariance.det()))

    def determinant(self, after: Any, before: Any) -> Expr:
        """The determinant of the map from one state to another."""
        later, earlier = self._composed(after)[0], self._composed(before)[0]
        return (later * earlier.inv()).det()

    def _composed(self, layer: Any) -> tuple[Any, Any, Any]:
        """The matrix and the shift of the first layers together, and where they take the starting point."""
        if not layer.is_Integer or not self.layers.start - 1 <= int(layer) < self.layers.stop:
            raise NoWorld
        matrix = ImmutableDenseMatrix.eye(self.dimension)
        shift = ImmutableDenseMatrix.zeros(self.dimension, 1)
        for number in range(self.layers.start, int(layer) + 1):
            matrix, shift = self.matrices[number] * matrix, self.matrices[number] * shift + self.shifts[number]
        return matrix, shift, matrix * self.start + shift

    def __str__(self) -> str:
        shown = []
        for layer in self.layers:
            matrix, shift = self.matrices[layer], self.shifts[layer]
            slope, offset = (matrix[0, 0], shift[0, 0]) if self.dimension == 1 else (matrix.tolist(), list(shift))
            shown.append(f"{slope} z + {offset}")
        return "; ".join(shown)


def _invertible(dimension: int, rng: Random) -> ImmutableDenseMatrix:
    """A triangular matrix without zeros on its diagonal."""
    return ImmutableDenseMatrix(
        dimension, dimension, lambda i, j: rng.choice(SCALES) if i == j else rng.choice(SHIFTS) if i > j else 0
    )


FLOW = FlowKind("Flow")

Flow = Annotated[Any, FLOW]
