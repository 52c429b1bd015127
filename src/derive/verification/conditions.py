"""Where floats lie in the domains and meet the hypotheses, and how far what follows from others is rounded."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from sympy import Union

from derive.claim import Claim
from derive.domains import Domain
from derive.numeric.bounds import Bounds
from derive.numeric.lowering import Lowering
from derive.numeric.points import solutions_of
from derive.numeric.readings import Reading, Unknown
from derive.numeric.tape import Tape

COMPARE = {
    "!=": np.not_equal, "<": np.less, "<=": np.less_equal, ">": np.greater, ">=": np.greater_equal,
}  # fmt: skip


class Conditions:
    """The domains and the hypotheses of a claim, at arrays of points.

    An equation holds where rounding explains the difference of its sides.  A variable that an equation fixes is
    rounded in floats, and exact in balls: `errors` says how far its floats may be off.

    >>> from sympy.abc import x, y
    >>> from derive.calculation import Relation
    >>> from derive.domains import REAL
    >>> claim = Claim(x, Relation.BELOW, y, {x: REAL, y: REAL}, conditions=(x < y,))
    >>> Conditions(claim).inside([np.array([0.0, 1.0, np.nan]), np.array([1.0, 1.0, 1.0])]).tolist()
    [True, False, False]
    """

    def __init__(self, claim: Claim) -> None:
        self.domains = tuple(claim.domains.values())
        tape = Tape()
        self._lower = Lowering(tape, {symbol: tape.input() for symbol in claim.domains}, Reading.STRICT)
        solutions, _ = solutions_of(claim)
        places = {symbol: place for place, symbol in enumerate(claim.domains)}
        self._fixed = {places[variable]: self._node(value) for variable, value in solutions.items()}
        self._fixing = Bounds(tape, list(self._fixed.values()))
        self._relations = [hypothesis.rel_op for hypothesis in claim.hypotheses]
        sides = [[self._node(side) for side in hypothesis.args[:2]] for hypothesis in claim.hypotheses]
        self._sides = [Bounds(tape, pair) for pair in sides]

    def _node(self, expression: Any) -> int:
        try:
            return self._lower(expression)
        except Unknown:
            return self._lower.constant(np.nan)

    @property
    def are_any(self) -> bool:
        """Whether there are hypotheses, beside the domains."""
        return bool(self._relations)

    def completed(self, inputs: Sequence[Any]) -> list[Any]:
        """The points with what equations fix in its place."""
        found = list(inputs)
        if self._fixed:
            for place, (value, _) in zip(self._fixed, self._fixing.at(inputs), strict=True):
                found[place] = np.broadcast_to(value, np.shape(inputs[place]))
        return found

    def inside(self, inputs: Sequence[Any]) -> Any:
        """Which points lie in the domains and meet the hypotheses, as far as floats tell."""
        found = np.ones(len(inputs[0]) if inputs else 1, bool)
        for domain, array in zip(self.domains, inputs, strict=True):
            found &= contains(domain, array)
        for relation, sides in zip(self._relations, self._sides, strict=True):
            if 2 * np.count_nonzero(found) > len(found):
                found &= self._meets(relation, sides, inputs)
                continue
            places = np.flatnonzero(found)
            found[places] = self._meets(relation, sides, [array[places] for array in inputs])
        return found

    def _meets(self, relation: str, sides: Bounds, inputs: Sequence[Any]) -> Any:
        if relation != "==":
            return COMPARE[relation](*sides.values(inputs))
        (lhs, e), (rhs, f) = sides.at(inputs, self.errors(inputs))
        return ~(np.abs(lhs - rhs) > e + f)

    def errors(self, inputs: Sequence[Any]) -> list[Any]:
        """Bounds of the errors of all variables: 0 but for those that follow from others."""
        found: list[Any] = [0.0] * len(inputs)
        if self._fixed:
            for place, (_, error) in zip(self._fixed, self._fixing.at(inputs), strict=True):
                found[place] = error
        return found


def contains(domain: Domain, values: Any) -> Any:
    """Which floats lie in a domain; infinities and NaN do not."""
    values = np.asarray(values, dtype=np.float64)
    inside = np.isfinite(values)
    if domain.is_discrete:
        inside &= values == np.floor(values)
        return inside & (values >= float(domain.whole.inf)) & (values <= float(domain.whole.sup))
    pieces = domain.whole.args if isinstance(domain.whole, Union) else (domain.whole,)
    return inside & np.logical_or.reduce([_between(piece, values) for piece in pieces])


def _between(interval: Any, values: Any) -> Any:
    above = np.greater if interval.left_open else np.greater_equal
    below = np.less if interval.right_open else np.less_equal
    return above(values, float(interval.start)) & below(values, float(interval.end))
