"""Running error bounds: how far a float on a tape may be from the exact value at its point.

Every node gets a bound on its absolute error from those of its arguments: exact rules for arithmetic,
square roots, exp and log; for other functions how much they change within the error of the argument.
What floats alone cannot bound (a comparison that rounding may turn, a function without a rule) is infinite:
such a point is for balls.  A bound decides where to look closer, never a verdict.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from derive.numeric import kernels
from derive.numeric.tape import Kernel, Tape

Array = Any

UNIT = 2.0**-53
LEAST = 2.0**-1074
LIBRARY = 4 * UNIT
"""Relative accuracy of NumPy's elementary functions: four units in the last place at worst."""

SPECIAL = 2.0**-40
"""Relative accuracy that SciPy's special functions are trusted with here."""


class Bounds:
    """The values of some nodes of a tape, and bounds of their errors, at points that are given again and again.

    >>> tape = Tape()
    >>> x = tape.input()
    >>> one_more = Bounds(tape, [tape.apply(kernels.ADD, x, tape.constant(1.0))])
    >>> (value, error), = one_more.at([np.array([2.0**-60])])
    >>> bool(error[0] >= 2.0**-60), bool(error[0] < 2.0**-50)
    (True, True)
    """

    def __init__(self, tape: Tape, outputs: Sequence[int]) -> None:
        self.tape = tape
        self.outputs = tuple(outputs)
        needed = _needed(tape, outputs)
        self.constants = _constants(tape)
        self.order = [node for node in sorted(needed - self.constants.keys()) if tape.nodes[node][0] is not None]

    @property
    def has_hasty(self) -> bool:
        """Whether something takes long that can be left out hastily."""
        kernels_ = (self.tape.nodes[node][0] for node in self.order)
        return any(kernel is not None and kernel.least_error is not None for kernel in kernels_)

    def values(self, inputs: Sequence[Array]) -> list[Array]:
        """The values of the outputs alone."""
        found: dict[int, Array] = {node: value for node, (value, _) in self.constants.items()}
        found |= zip(self.tape.inputs, inputs, strict=True)
        with np.errstate(all="ignore"):
            for node in self.order:
                kernel, arguments = self.tape.nodes[node]
                assert kernel is not None
                found[node] = _value(kernel, tuple(found[argument] for argument in arguments))
        return [found[node] for node in self.outputs]

    def at(
        self, inputs: Sequence[Array], errors: Sequence[Array] | None = None,
        known: Mapping[int, Array] | None = None, *, hastily: bool = False,
    ) -> list[tuple[Array, Array]]:  # fmt: skip
        """The values of the outputs and bounds of their errors; inputs are exact unless errors are given.

        The values of nodes that are `known` are not worked out again.  What takes long, such as the rounding
        inside of integrals, is left out `hastily`: bounds are smaller then.
        """
        values, nodes = known or {}, self.tape.nodes
        found = dict(self.constants)
        found |= zip(self.tape.inputs, zip(inputs, errors or [0.0] * len(inputs), strict=True), strict=True)
        with np.errstate(all="ignore"):
            for node in self.order:
                kernel, arguments = nodes[node]
                assert kernel is not None
                parts = [found[argument] for argument in arguments]
                found[node] = _applied(kernel, parts, values.get(node), hastily=hastily)
        return [found[node] for node in self.outputs]


def _constants(tape: Tape) -> dict[int, tuple[Array, Array]]:
    """The constants of a tape; one that was worked out stands behind its parts."""
    found: dict[int, tuple[Array, Array]] = {}
    with np.errstate(all="ignore"):
        for node, value in tape.constants.items():
            kernel, arguments = tape.origins.get(node, (None, ()))
            parts = [found[argument] for argument in arguments]
            found[node] = value, _of_constant(value) if kernel is None else _applied(kernel, parts)[1]
    return found


def _of_constant(value: Any) -> float:
    """A constant is rounded, unless it is a small whole number."""
    if not isinstance(value, float) or (value == int(value) if np.isfinite(value) else True):
        return 0.0
    return abs(value) * UNIT


def _needed(tape: Tape, outputs: Sequence[int]) -> set[int]:
    needed = set(outputs)
    for node in range(len(tape.nodes) - 1, -1, -1):
        if node in needed:
            needed.update(tape.nodes[node][1])
    return needed


def _applied(
    kernel: Kernel, arguments: list[tuple[Array, Array]], value: Array | None = None, *, hastily: bool = False
) -> tuple[Array, Array]:
    values, errors = tuple(value for value, _ in arguments), tuple(error for _, error in arguments)
    if value is None:
        value = _value(kernel, values)
    if kernel.boolean:
        return value, _of_truth(kernel, values, errors)
    rule = RULES.get(kernel)
    if rule is not None:
        return value, rule(value, values, errors) + LEAST
    if hastily and kernel.least_error is not None:
        return value, kernel.least_error(value, *values)
    if kernel.error is not None:
        return value, kernel.error(value, values, errors)
    if not kernel.writes:
        return value, np.inf
    return value, _by_variation(kernel, value, values, errors)


def _value(kernel: Kernel, values: tuple[Array, ...]) -> Array:
    if not kernel.writes:
        return kernel.function(*map(np.atleast_1d, values))
    if kernel.guarded is None:
        return kernel.function(*values)
    value = np.empty(np.broadcast_shapes((1,), *map(np.shape, values)))
    kernel.guarded(*values, value)
    return value


def _by_variation(kernel: Kernel, value: Array, values: Any, errors: Any) -> Array:
    """How much a function changes within the error of each argument, and its own accuracy."""
    accuracy = LIBRARY if kernel in ACCURATE else SPECIAL
    total = accuracy * np.abs(value)
    for place, error in enumerate(errors):
        if not np.any(error):
            continue
        for shifted in (values[place] + error, values[place] - error):
            near = kernel.function(*values[:place], shifted, *values[place + 1 :])
            total = total + np.abs(near - value) + accuracy * np.abs(near)
    return np.where(np.isnan(total), np.inf, total)


def _of_truth(kernel: Kernel, values: Any, errors: Any) -> Array:
    """0 where a comparison is certain, else infinite."""
    if kernel.name in COMPARISONS:
        uncertain = np.abs(values[0] - values[1]) <= errors[0] + errors[1]
        exact = np.equal(errors[0], 0) & np.equal(errors[1], 0)
        return np.where(uncertain & ~exact, np.inf, 0.0)
    if kernel.name == "isfinite":
        return np.where(np.isfinite(values[0]) & np.isfinite(errors[0]), 0.0, np.inf)
    return np.maximum.reduce(np.broadcast_arrays(*errors))


COMPARISONS = frozenset({"equal", "not_equal", "less", "less_equal", "greater", "greater_equal"})

Rule = Callable[[Array, Any, Any], Array]


def _sum(value: Array, _: Any, errors: Any) -> Array:
    return errors[0] + errors[1] + UNIT * np.abs(value)


def _product(value: Array, values: Any, errors: Any) -> Array:
    (a, b), (e, f) = values, errors
    return np.abs(a) * f + np.abs(b) * e + e * f + UNIT * np.abs(value)


def _quotient(value: Array, values: Any, errors: Any) -> Array:
    least = np.abs(values[1]) - errors[1]
    spread = (errors[0] + np.abs(value) * errors[1]) / least
    return np.where(least > 0, spread + UNIT * np.abs(value), np.inf)


def _root(value: Array, values: Any, errors: Any) -> Array:
    (a,), (e,) = values, errors
    spread = np.where(a > e, e / (np.sqrt(np.maximum(a - e, 0)) + value), np.sqrt(np.abs(a) + e))
    return np.where(np.equal(e, 0), 0.0, spread) + UNIT * np.abs(value)


def _exponential(value: Array, values: Any, errors: Any) -> Array:
    spread = value * np.expm1(errors[0])
    if not np.all(np.isfinite(spread)):  # a large error of the exponent: what matters is how large the value may be
        spread = np.where(np.isfinite(spread), spread, np.exp(values[0] + errors[0]))
    return spread * (1 + LIBRARY) + LIBRARY * value


def _logarithm(value: Array, values: Any, errors: Any) -> Array:
    ratio = errors[0] / values[0]
    return np.where(ratio < 1, -np.log1p(-ratio), np.inf) + LIBRARY * np.abs(value)


def _power(value: Array, values: Any, errors: Any) -> Array:
    (a, b), (e, f) = values, errors
    ratio = np.where(np.equal(e, 0), 0.0, e / np.abs(a))
    size = np.where(np.equal(f, 0), 0.0, np.abs(np.log(np.abs(a))) * f)
    exponent = (np.abs(b) + f) * np.where(ratio < 1, -np.log1p(-ratio), np.inf) + size
    return np.abs(value) * np.where(np.equal(exponent, 0), 0.0, np.expm1(exponent)) + LIBRARY * np.abs(value)


def _same(_: Array, __: Any, errors: Any) -> Array:
    return errors[0]


def _largest(_: Array, __: Any, errors: Any) -> Array:
    return np.maximum(*errors)


def _trigonometric(value: Array, _: Any, errors: Any) -> Array:
    return np.minimum(errors[0], 2.0) + LIBRARY * np.abs(value)


def _step_of(function: Callable[..., Any]) -> Rule:
    """Constant between jumps: exact if there is none within the error."""

    def rule(value: Array, values: Any, errors: Any) -> Array:
        return np.where(
            np.equal(function(values[0] - errors[0]), function(values[0] + errors[0])), 0.0, np.inf
        )

    return rule


def _selected(value: Array, values: Any, errors: Any) -> Array:
    """The error of the piece that is chosen, if the choice is certain."""
    doubt = errors[0]
    for error in errors[2::2]:
        doubt = np.maximum(doubt, error)
    shape = np.shape(value)
    conditions = [np.broadcast_to(condition, shape) for condition in values[::2]]
    chosen = np.select(conditions, [np.broadcast_to(error, shape) for error in errors[1::2]], np.inf)
    return np.where(np.equal(doubt, 0), chosen, np.inf)


RULES: dict[Kernel, Rule] = {
    kernels.ADD: _sum, kernels.SUBTRACT: _sum, kernels.MULTIPLY: _product, kernels.DIVIDE: _quotient,
    kernels.NEGATIVE: _same, kernels.ABSOLUTE: _same, kernels.UFUNCS["Abs"]: _same, kernels.SQRT: _root,
    kernels.EXP: _exponential, kernels.LOG: _logarithm, kernels.POWER: _power,
    kernels.MAXIMUM: _largest, kernels.MINIMUM: _largest,
    kernels.UFUNCS["sin"]: _trigonometric, kernels.UFUNCS["cos"]: _trigonometric,
    kernels.UFUNCS["floor"]: _step_of(np.floor), kernels.UFUNCS["ceiling"]: _step_of(np.ceil),
    kernels.UFUNCS["sign"]: _step_of(np.sign), kernels.SELECT: _selected,
}  # fmt: skip

ACCURATE = frozenset(kernels.UFUNCS.values())
