"""Long sums, integrals and averages: a tape of their own, run once for every term on the same block.

No array has more entries than the block.  The rules of quadrature are those of `derive.numeric.averages`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from sympy import Symbol

from derive.numeric import averages
from derive.numeric.blocks import nested, program
from derive.numeric.bounds import UNIT, with_errors
from derive.numeric.lowering import Lowering
from derive.numeric.lowering_functions import walked
from derive.numeric.readings import Reading
from derive.numeric.tape import Kernel, Tape
from derive.terms.distributions import Normal

LONGEST = 100_000
ROUNDINGS = 256
"""Roundings that add up in a sum of some hundred terms, in units of the last place."""

Body = Callable[[Any], Any]


def repeated(lower: Lowering, kernel: Kernel, neutral: float, node: Any) -> int:
    """A sum or product with many terms."""
    index, first, last = node.limits[0]
    if int(last) - int(first) >= LONGEST:
        return walked(lower, node)

    def over(body: Body, shape: tuple[int, ...], every: int) -> Any:
        total = np.full(shape, neutral)
        for k in range(int(first), int(last) + 1):
            kernel.function(total, body(np.float64(k)), total)
        return total

    return _looping(lower, node.function, index, (), over, is_quadrature=False)


def expectation(lower: Lowering, node: Any) -> int:
    """E_{x ~ N(mean, std^2)}[f(x)], NaN where std is not positive."""
    if not isinstance(node.law, Normal):
        return walked(lower, node)
    density = np.exp(-(averages.GAUSSIAN**2) / 2)
    weights = density / density.sum()

    def over(body: Body, shape: tuple[int, ...], every: int, mean: Any, std: Any) -> Any:
        total = np.zeros(shape)
        for u, weight in zip(averages.GAUSSIAN[::every], every * weights[::every], strict=True):
            total += weight * body(mean + std * u)
        return np.where(std > 0, total, np.nan)

    return _looping(lower, node.integrand, node.variable, (node.law.mean, node.law.std), over)


def integral(lower: Lowering, node: Any) -> int:
    """The integral between two ends, which may be infinite."""
    variable, *ends = node.limits[0]
    if len(node.limits) != 1 or len(ends) != 2:
        return walked(lower, node)
    below, above = (bool(end.is_infinite) for end in ends)
    nodes = averages.INFINITE if below or above else averages.FINITE
    backwards = (below and ends[0].is_extended_positive) or (above and ends[1].is_extended_negative)
    sign = -1.0 if backwards else 1.0
    finite = tuple(end for end in ends if not end.is_infinite)
    stretched, width = np.pi / 2 * np.sinh(nodes), nodes[1] - nodes[0]
    weights = sign * np.pi / 2 * np.cosh(nodes) * width

    def over(body: Body, shape: tuple[int, ...], every: int, *values: Any) -> Any:
        given = iter(values)
        lower_end, upper_end = (None if end.is_infinite else next(given) for end in ends)
        total = np.zeros(shape)
        for t, weight in zip(stretched[::every], every * weights[::every], strict=True):
            x, speed = averages.PATHS[below, above](lower_end, upper_end, t)
            total += weight * speed * body(x)
        return total

    return _looping(lower, node.function, variable, finite, over)


def _looping(
    lower: Lowering, function: Any, variable: Symbol, parameters: tuple[Any, ...], over: Callable[..., Any],
    *, is_quadrature: bool = True,
) -> int:  # fmt: skip
    """A node that calls `over` with the function of the bound variable and the values of the parameters."""
    free = sorted(function.free_symbols - {variable}, key=str)
    outer = tuple(lower(symbol) for symbol in free)
    tape = Tape()
    inputs = {symbol: tape.input() for symbol in [*free, variable]}
    nodes = [Lowering(tape, inputs, lower.reading)(function)]
    schedule = tape.schedule(nodes)
    steps = program(schedule.each, strict=lower.reading is Reading.STRICT)
    ending = len(outer)

    def values(*arrays: Any, every: int = 1) -> Any:
        given, extra = arrays[:ending], arrays[ending:]
        shape = np.broadcast_shapes((1,), *(np.shape(array) for array in arrays))
        slots: list[Any] = [None] * schedule.size
        for slot, value in schedule.constants:
            slots[slot] = np.asarray(value)
        for slot, array in zip(schedule.inputs, given, strict=False):
            slots[slot] = array
        for instruction in schedule.once:
            found = instruction.kernel
            arguments = [slots[a] for a in instruction.arguments]
            slots[instruction.result] = found.function(*map(np.atleast_1d, arguments))

        if schedule.direct[0]:
            slots[schedule.outputs[0]] = np.empty(shape)

        def body(x: Any) -> Any:
            slots[schedule.inputs[-1]] = x
            return nested(schedule, steps, slots, shape[0], np.float64)[0]

        with np.errstate(all="ignore"):
            return over(body, shape, every, *extra)

    def least_error(value: Any, *arrays: Any) -> Any:
        """What every second node would change, which the full rule is far better than, and rounding of the sum."""
        with np.errstate(all="ignore"):
            return np.abs(value - values(*arrays, every=2)) + ROUNDINGS * UNIT * np.abs(value)

    def error(value: Any, *arrays: Any) -> Any:
        """That, and all rounding on the way."""
        given, extra = arrays[:ending], arrays[ending:]
        shape = np.broadcast_shapes((1,), *(np.shape(array) for array in arrays))

        def rounding(x: Any) -> Any:
            exact = [0.0] * ending
            spread = ROUNDINGS * UNIT * (np.abs(x) + sum(np.abs(parameter) for parameter in extra))
            ((value, off),) = with_errors(tape, nodes, [*given, np.broadcast_to(x, shape)], [*exact, spread])
            return off + ROUNDINGS * UNIT * np.abs(value)

        with np.errstate(all="ignore"):
            every_second = np.abs(value - values(*arrays, every=2))
            return every_second + np.abs(over(rounding, shape, 1, *extra))

    kernel = Kernel("sum", values, writes=False)
    if is_quadrature:
        kernel = Kernel("integral", values, writes=False, error=error, least_error=least_error)
    return lower.apply(kernel, *outer, *(lower(p) for p in parameters))
