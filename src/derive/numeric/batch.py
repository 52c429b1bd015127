"""Many expressions at many points in float64, and a derivation as NumPy functions.

At few points nothing is compiled: a walk evaluates a node that occurs in several expressions once.  At
many a tape does the same in blocks.  Floats certify nothing: what they show is a candidate.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike
from sympy import MatrixBase, Symbol, sympify
from sympy.core.relational import Relational

from derive.calculation import Relation
from derive.numeric.arrays import Walk
from derive.numeric.blocks import Column, Run
from derive.numeric.compiled import bound, columns_of
from derive.numeric.lowering import Lowering
from derive.numeric.memory import aligned_rows
from derive.numeric.readings import Reading, Unknown
from derive.numeric.tape import Tape
from derive.numeric.ufuncs import Array, Unsupported

if TYPE_CHECKING:
    from derive.page import Derivation

FEW = 1_024
"""Points up to which the walk is faster than building a tape and running it."""

NUMERIC = frozenset(
    {Relation.EQUAL, Relation.AT_MOST, Relation.BELOW, Relation.AT_LEAST, Relation.ABOVE, Relation.DIFFERS}
)


def evaluate(expressions: Sequence[Any], arrays: Mapping[Symbol, ArrayLike]) -> list[Array]:
    """The values of expressions at points given by one array a variable, NaN where there is none.

    All results have the common shape of the arrays; a matrix has its two axes behind it.

    >>> from sympy import log, sqrt
    >>> from sympy.abc import x
    >>> for values in evaluate([sqrt(x), log(x)], {x: [-1.0, 0.0, 1.0]}):
    ...     values.tolist()
    [nan, 0.0, 1.0]
    [nan, nan, 0.0]
    """
    values = {symbol: np.asarray(array, dtype=np.float64) for symbol, array in arrays.items()}
    shape = np.broadcast_shapes(*(array.shape for array in values.values()))
    walk = Walk(values)
    with np.errstate(all="ignore"):
        return [_evaluate(walk, sympify(expression), shape) for expression in expressions]


def _evaluate(walk: Walk, expression: Any, shape: tuple[int, ...]) -> Array:
    if isinstance(expression, MatrixBase):
        entries = [_evaluate(walk, entry, shape) for entry in expression.flat()]
        return np.stack(entries, axis=-1).reshape(*shape, *expression.shape)
    try:
        found = walk(expression)
    except Unsupported:
        return np.full(shape, np.nan)
    found = np.where(np.isfinite(found), found, np.nan)
    return np.broadcast_to(found, shape)


class Batch:
    """Both sides of every numeric step of a derivation, as functions of arrays."""

    def __init__(self, symbols: Sequence[Symbol], sides: Mapping[str, tuple[Any, Any]]) -> None:
        self.symbols = tuple(symbols)
        self.sides = dict(sides)

    @classmethod
    def of(cls, derivation: Derivation) -> Batch:
        """The steps of a derivation, by their ids ``calculation::k``, k counted from 1.

        An equation or inequality that an `implies` or `iff` leads to stands with its own two sides.
        Steps without two numeric sides (limits, rounded lines, membership, optima) are left out.

        >>> from derive import Real, calc, derivation, equals
        >>> @derivation(source="any textbook")
        ... def square_of_a_sum(a: Real, b: Real):
        ...     '''(a + b)^2 = a^2 + 2ab + b^2.'''
        ...     return calc((a + b)**2, equals(a**2 + 2*a*b + b**2))
        >>> functions = Batch.of(square_of_a_sum)
        >>> lhs, rhs = functions(a=[1.0, 2.0], b=[3.0, -2.0])["main::1"]
        >>> lhs.tolist(), rhs.tolist()
        ([16.0, 0.0], [16.0, 0.0])
        """
        from derive.page import local_left_sides

        sides: dict[str, tuple[Any, Any]] = {}
        for calculation in derivation.page.calculations:
            left_sides = local_left_sides(calculation)
            for k, (lhs, step) in enumerate(zip(left_sides, calculation.steps, strict=True), 1):
                if isinstance(step.rhs, Relational):
                    sides[f"{calculation.name}::{k}"] = (step.rhs.lhs, step.rhs.rhs)
                elif step.relation in NUMERIC:
                    sides[f"{calculation.name}::{k}"] = (lhs, step.rhs)
        return cls(tuple(derivation.domains), sides)

    def __call__(self, *positional: ArrayLike, **named: ArrayLike) -> dict[str, tuple[Array, Array]]:
        """The pair (lhs, rhs) of every step at the points; arrays go by position or by name.

        Sides that are the same expression, line after line of a page, share their array; one that is a
        number or a variable may be a view that cannot be written to.

        Raises `TypeError` if a variable is missing, unknown or given twice, or an array holds no real
        numbers, `ValueError` if the shapes do not broadcast.
        """
        arrays = bound(self.symbols, positional, named)
        columns, shape = columns_of(self.symbols, arrays)
        points = math.prod(shape)
        if points <= FEW or not self.symbols:
            return self._walked([np.asarray(array, dtype=np.float64) for array in arrays], shape)
        values = self._evaluated(arrays, columns, points, shape)
        sides = iter(self.compiled.sides)
        return {key: (values[next(sides)], values[next(sides)]) for key in self.sides}

    def _walked(self, values: list[Array], shape: tuple[int, ...]) -> dict[str, tuple[Array, Array]]:
        """At few points, where building a tape would take longer than the walk itself."""
        sides = [side for pair in self.sides.values() for side in pair]
        spread = [np.broadcast_to(value, shape) for value in values]
        found = evaluate(sides, dict(zip(self.symbols, spread, strict=True)))
        return {key: (found[2 * i], found[2 * i + 1]) for i, key in enumerate(self.sides)}

    def _evaluated(
        self, arrays: list[Any], columns: list[Column], points: int, shape: tuple[int, ...]
    ) -> dict[Side, Array]:
        """Every different side at all points, NaN where it is not finite."""
        known = {node: np.asarray(value) for node, value in self.compiled.tape.constants.items()}
        known |= dict(zip(self.compiled.tape.inputs, arrays, strict=True))
        sides = dict.fromkeys(self.compiled.sides)
        found = {side: np.broadcast_to(_finite(known[side.nodes[0]]), shape) for side in sides if side.is_one_of(known)}
        worked_out = [side for side in sides if side not in found]
        nodes = [node for side in worked_out for node in side.nodes]
        rows = aligned_rows(len(nodes), points, np.float64)
        self._run(columns, nodes, rows)
        for side in worked_out:
            found[side] = side.shaped(rows[: len(side.nodes)], shape)
            rows = rows[len(side.nodes) :]
        return found

    def _run(self, columns: list[Column], nodes: Sequence[int], rows: Array) -> None:
        """Fill the rows with the values of nodes, NaN where these are not finite."""
        uniform = frozenset(place for place, column in enumerate(columns) if column.is_uniform)

        def without_infinities(start: int, stop: int, _: list[Any]) -> None:
            block = rows[:, start:stop]
            if not math.isfinite(np.add.reduce(block, axis=None)):
                np.copyto(block, np.nan, where=np.isinf(block))

        schedule = self.compiled.tape.schedule(nodes, uniform)
        Run(schedule, columns, rows.shape[1], without_infinities, list(rows), strict="raise").work()

    @cached_property
    def compiled(self) -> Compiled:
        """The tape of all sides, and the nodes of their entries."""
        tape = Tape()
        lower = Lowering(tape, {symbol: tape.input() for symbol in self.symbols}, Reading.STRICT)
        sides = [Side(_shape(side), tuple(_node(tape, lower, entry) for entry in entries_of(side)))
                 for pair in self.sides.values() for side in pair]  # fmt: skip
        return Compiled(tape, lower, tuple(sides))


def _node(tape: Tape, lower: Lowering, entry: Any) -> int:
    try:
        return lower(entry)
    except Unknown:
        return tape.constant(math.nan)


def _finite(array: ArrayLike) -> Array:
    """The array itself where all of it is finite, as nearly always."""
    values = np.asarray(array, dtype=np.float64)
    return values if math.isfinite(np.add.reduce(values, axis=None)) else np.where(np.isinf(values), np.nan, values)


@dataclass(frozen=True)
class Side:
    """One side of a step: the nodes of its entries, and the shape of the matrix if it is one."""

    matrix: tuple[int, ...]
    nodes: tuple[int, ...]

    def is_one_of(self, known: Mapping[int, Any]) -> bool:
        """Whether its values are there before anything is worked out."""
        return not self.matrix and self.nodes[0] in known

    def shaped(self, rows: Array, shape: tuple[int, ...]) -> Array:
        """The values of the entries, one a row, as one array with the axes of the matrix behind."""
        if not self.matrix:
            return rows[0].reshape(shape)
        return np.moveaxis(rows.reshape(self.matrix + shape), (0, 1), (-2, -1))


@dataclass(frozen=True)
class Compiled:
    """A tape with what it was built by, and the sides that are asked for."""

    tape: Tape
    lower: Lowering
    sides: tuple[Side, ...]

    @property
    def nodes(self) -> tuple[int, ...]:
        """The nodes of all entries, one after the other."""
        return tuple(node for side in self.sides for node in side.nodes)


def _shape(side: Any) -> tuple[int, ...]:
    return tuple(side.shape) if isinstance(side, MatrixBase) else ()


def entries_of(side: Any) -> list[Any]:
    """The numbers that a side consists of."""
    side = sympify(side)
    return list(side.flat()) if isinstance(side, MatrixBase) else [side]
