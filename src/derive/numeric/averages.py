"""Expectations and integrals in float64: weighted sums along an axis of their own.

Under a normal law the trapezoid rule in u, x = mean + std u, converges exponentially; for integrals
the double exponential rule does, after the map of the real line onto the interval that suits its ends.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np

from derive.numeric.ufuncs import Array, Unsupported
from derive.terms.distributions import Normal

if TYPE_CHECKING:
    from derive.numeric.arrays import Walk

GAUSSIAN = np.linspace(-12.0, 12.0, 193)
FINITE, INFINITE = np.linspace(-3.0, 3.0, 121), np.linspace(-4.0, 4.0, 161)
MAX_ENTRIES = 50_000_000


def expectation(walk: Walk, node: Any) -> Any:
    """E_{x ~ N(mean, std^2)}[f(x)], NaN where std is not positive."""
    if not isinstance(node.law, Normal):
        raise Unsupported(str(node))
    mean, std = walk(node.law.mean), walk(node.law.std)
    u = _along_new_axis(walk, GAUSSIAN)
    density = np.exp(-(u**2) / 2)
    average = _weighted_sum(walk, node.integrand, node.variable, mean + std * u, density / density.sum())
    return np.where(std > 0, average, np.nan)


def integral(walk: Walk, node: Any) -> Any:
    """The integral between two ends, which may be infinite."""
    variable, *ends = node.limits[0]
    if len(node.limits) != 1 or len(ends) != 2:
        raise Unsupported(str(node))
    below, above = (end.is_infinite for end in ends)
    t = _along_new_axis(walk, INFINITE if below or above else FINITE)
    lower, upper = (None if end.is_infinite else walk(end) for end in ends)
    x, speed = PATHS[below, above](lower, upper, np.pi / 2 * np.sinh(t))
    weights = speed * np.pi / 2 * np.cosh(t) * (t.flat[1] - t.flat[0])
    backwards = (below and ends[0].is_extended_positive) or (above and ends[1].is_extended_negative)
    return (-1 if backwards else 1) * _weighted_sum(walk, node.function, variable, x, weights)


Path = Callable[[Any, Any, Array], tuple[Any, Any]]

# From the real line onto the interval, by whether the ends are infinite: x(t) and x'(t).
PATHS: dict[tuple[bool, bool], Path] = {
    (False, False): lambda a, b, t: ((a + b) / 2 + (b - a) / 2 * np.tanh(t), (b - a) / 2 / np.cosh(t) ** 2),
    (False, True): lambda a, b, t: (a + np.exp(t), np.exp(t)),
    (True, False): lambda a, b, t: (b - np.exp(-t), np.exp(-t)),
    (True, True): lambda a, b, t: (np.sinh(t), np.cosh(t)),
}


def _along_new_axis(walk: Walk, nodes: Array) -> Array:
    """The nodes along a new first axis, before all axes in use."""
    depth = max((array.ndim for array in walk.values.values()), default=0)
    if len(nodes) * max((array.size for array in walk.values.values()), default=1) > MAX_ENTRIES:
        raise Unsupported("integrals nested too deeply")
    return nodes.reshape(-1, *(1,) * depth)


def _weighted_sum(walk: Walk, integrand: Any, variable: Any, at: Array, weights: Array) -> Any:
    return np.sum(weights * walk.within({variable: at})(integrand), axis=0)
