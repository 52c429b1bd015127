"""A sum over nodes, worked out on a tape of its own: its value, and how far too few nodes and rounding move it.

What the value costs is one run of the inner tape a node.  The terms at every second and every fourth node are
summed apart, so that the rules with half and with a quarter of the nodes are there for nothing: how much they differ
says how fast the rule converges.  The size of the terms, and the rounding inside of them, are themselves summed over
a few of the nodes only, which is close enough for an estimate.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any

import numpy as np
from sympy import Symbol

from derive.numeric.blocks import nested, program
from derive.numeric.bounds import UNIT, Bounds
from derive.numeric.lowering import Lowering
from derive.numeric.readings import Reading
from derive.numeric.tape import Kernel, Tape

ROUNDINGS = 256
"""Roundings that add up in a sum of some hundred terms, in units of the last place."""

FEW = 8
"""One node in so many is looked at for the size of the terms, and for their rounding."""

PLACES = (0, 2, 1, 2)
"""Where a term is summed, by its number modulo 4."""

CAUTION = 4
"""By how much an estimate from differences may be too small."""

FARTHEST = 12
"""How far a node is from the middle at most, in units of the parameter that spreads the nodes."""

Terms = Callable[..., Iterator[tuple[Any, Any]]]
"""From the values of the parameters to the nodes, each with its weight."""


def weighted_sum(
    lower: Lowering, function: Any, variable: Symbol, parameters: tuple[Any, ...], terms: Terms, *,
    is_quadrature: bool,
) -> int:  # fmt: skip
    """The node of the sum of a function of a bound variable; a term without a value leaves the sum without one."""
    inner = _Inner(lower, function, variable, terms, is_quadrature=is_quadrature)
    arguments = tuple(lower(part) for part in (*inner.free, *parameters))
    parts = lower.apply(Kernel("weighted sum", inner.parts, writes=False, error=_nothing), *arguments)
    total = Kernel("total", _total, writes=False, error=inner.error, least_error=inner.least_error)
    return lower.apply(total, parts, *arguments)


def product(lower: Lowering, function: Any, variable: Symbol, terms: Terms) -> int:
    """The node of the product of a function of a bound variable over the nodes; the weights do not count."""
    inner = _Inner(lower, function, variable, terms, is_quadrature=False)
    return lower.apply(Kernel("product", inner.product, writes=False), *(lower(part) for part in inner.free))


def _total(parts: Any, *_: Any) -> Any:
    return parts[:, 0] + parts[:, 1] + parts[:, 2]


def _nothing(*_: Any) -> float:
    return 0.0


def _missing(fourth: Any, second: Any, others: Any) -> Any:
    """The error of a rule, if halving the step makes differences smaller by the same factor once more."""
    last, before = np.abs(others - fourth - second), 2 * np.abs(second - fourth)
    with np.errstate(all="ignore"):
        return CAUTION * last * np.where(before > last, last / before, 1.0)


class _Inner:
    """The tape of the function under a sum; run once a node."""

    def __init__(self, lower: Lowering, function: Any, variable: Symbol, terms: Terms, *, is_quadrature: bool) -> None:
        self.free = sorted(function.free_symbols - {variable}, key=str)
        self.terms = terms
        self.is_quadrature = is_quadrature
        self.tape = Tape()
        inputs = {symbol: self.tape.input() for symbol in [*self.free, variable]}
        self.node = Lowering(self.tape, inputs, lower.reading)(function)
        self.schedule = self.tape.schedule([self.node])
        self.bounds = Bounds(self.tape, [self.node])
        self.steps = program(self.schedule.each, strict=lower.reading is Reading.STRICT)

    def parts(self, *arrays: Any) -> Any:
        """The sum over every fourth node, what every second and all others add to it, and the size of the terms."""
        given, parameters = arrays[: len(self.free)], arrays[len(self.free) :]
        length = max((np.size(array) for array in arrays), default=1)
        found, term = np.zeros((4, length)), np.empty(length)
        with np.errstate(all="ignore"):
            body = self._body(given, length)
            for number, (x, weight) in enumerate(self.terms(*parameters)):
                np.multiply(weight, body(x), term)
                found[PLACES[number % 4]] += term
                if number % FEW == 0:
                    np.absolute(term, term)
                    found[3] += term
        found[3] *= FEW
        return found.T

    def product(self, *arrays: Any) -> Any:
        """The product of the values at the nodes."""
        length = max((np.size(array) for array in arrays), default=1)
        found = np.ones(length)
        with np.errstate(all="ignore"):
            body = self._body(arrays, length)
            for x, _ in self.terms():
                found *= body(x)
        return found

    def _body(self, given: tuple[Any, ...], length: int) -> Callable[[Any], Any]:
        """The function at one node, on buffers that are used again."""
        schedule = self.schedule
        slots: list[Any] = [None] * schedule.size
        for slot, value in schedule.constants:
            slots[slot] = np.asarray(value)
        for slot, array in zip(schedule.inputs, given, strict=False):
            slots[slot] = array
        for instruction in schedule.once:
            arguments = [slots[argument] for argument in instruction.arguments]
            slots[instruction.result] = instruction.kernel.function(*map(np.atleast_1d, arguments))
        if schedule.direct[0]:
            slots[schedule.outputs[0]] = np.empty(length)

        def body(x: Any) -> Any:
            slots[schedule.inputs[-1]] = x
            return nested(schedule, self.steps, slots, length, np.float64)[0]

        return body

    def least_error(self, value: Any, parts: Any, *_: Any) -> Any:
        """What more nodes would change, as far as fewer nodes tell, and rounding of the sum."""
        missing = _missing(*parts[:, :3].T) if self.is_quadrature else 0.0
        return missing + ROUNDINGS * UNIT * np.maximum(parts[:, 3], np.abs(value))

    def error(self, value: Any, values: Any, errors: Any) -> Any:
        """That, and all rounding on the way to the terms."""
        given, parameters = values[1 : 1 + len(self.free)], values[1 + len(self.free) :]
        known, uncertain = errors[1 : 1 + len(self.free)], errors[1 + len(self.free) :]
        moved = FARTHEST * sum(uncertain) + ROUNDINGS * UNIT * sum(np.abs(parameter) for parameter in parameters)
        total = self.least_error(value, values[0])
        with np.errstate(all="ignore"):
            for x, weight in islice(self.terms(*parameters), 0, None, FEW):
                spread = moved + ROUNDINGS * UNIT * np.abs(x) if self.is_quadrature else 0.0
                at = np.broadcast_to(x, np.shape(value))
                ((_, off),) = self.bounds.at([*given, at], [*known, spread])
                total = total + FEW * np.abs(weight) * off
        return total + np.abs(value) * self._relative(parameters, uncertain)

    def _relative(self, parameters: Any, uncertain: Any) -> Any:
        """How far errors of two ends move the weights between them, in proportion."""
        if len(parameters) < 2 or not any(np.any(error) for error in uncertain):
            return 0.0
        return sum(uncertain) / np.abs(parameters[1] - parameters[0])
