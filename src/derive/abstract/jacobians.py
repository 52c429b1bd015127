"""Determinants of maps between families in a world: the matrix of derivatives, written out."""

from __future__ import annotations

from copy import copy
from typing import TYPE_CHECKING

from sympy import Expr, ImmutableDenseMatrix, Integer, Symbol

from derive.abstract.worlds import NoWorld, World

if TYPE_CHECKING:
    from derive.terms.flows.symbolic import FamilyJacobian


def determinant_in(world: World, node: FamilyJacobian) -> Expr:
    """The determinant in a world: components differentiated in symbols, then taken at the numbers of the family."""
    first, last = (world.at(end).doit() for end in node.span)
    if not (first.is_Integer and last.is_Integer):
        raise NoWorld
    places = [Integer(place) for place in range(int(first), int(last) + 1)]
    entries = {place: Symbol(f"entry_{place}", real=True) for place in places}
    numbers = world.value(node.symbol)
    point = {entries[place]: numbers.at((place,)) for place in places}
    moving = copy(numbers)
    moving.known = {(int(place),): entry for place, entry in entries.items()}
    there = World(world.claim, world.number, {**world.values, node.symbol: moving}, world.spaces)
    rows = [there.at(node.component_at(place)).doit() for place in places]
    matrix = [[row.diff(entry).subs(point) for entry in entries.values()] for row in rows]
    return ImmutableDenseMatrix(matrix).det(method="berkowitz") if places else Integer(1)
