"""Many expressions at many points in float64, and a derivation as NumPy functions.

Nothing is compiled.  A node that occurs in several expressions is evaluated once.  Floats certify
nothing: what they show is a candidate.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike
from sympy import MatrixBase, Symbol, sympify
from sympy.core.relational import Relational

from derive.calculation import Relation
from derive.numeric.arrays import Walk
from derive.numeric.ufuncs import Array, Unsupported

if TYPE_CHECKING:
    from derive.page import Derivation

BLOCK = 16_384

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

        Raises `TypeError` if a variable is missing, unknown or given twice.
        """
        values = self._bound(positional, named)
        shape = np.broadcast_shapes(*(array.shape for array in values))
        flat = [np.broadcast_to(array, shape).reshape(-1) for array in values]
        starts = range(0, max(flat[0].size, 1) if flat else 1, BLOCK)
        blocks = [self._block([array[start : start + BLOCK] for array in flat]) for start in starts]
        joined = [np.concatenate(parts) for parts in zip(*blocks, strict=True)] if flat else blocks[0]
        shaped = [side.reshape(shape + side.shape[1:]) if flat else side for side in joined]
        return {key: (shaped[2 * i], shaped[2 * i + 1]) for i, key in enumerate(self.sides)}

    def _bound(self, positional: Sequence[ArrayLike], named: Mapping[str, ArrayLike]) -> list[Array]:
        names = [symbol.name for symbol in self.symbols]
        given = dict(zip(names, positional, strict=False))
        if len(positional) > len(names) or given.keys() & named.keys() or {*given, *named} != set(names):
            raise TypeError(f"expected one array for each of {', '.join(names) or 'no variables'}")
        return [np.asarray({**given, **named}[name], dtype=np.float64) for name in names]

    def _block(self, values: list[Array]) -> list[Array]:
        sides = [side for pair in self.sides.values() for side in pair]
        return evaluate(sides, dict(zip(self.symbols, values, strict=True)))
