"""Expectations and integrals in float64: weighted sums along an axis of their own.

Under a normal law the trapezoid rule in u, x = mean + std u, converges exponentially; for integrals
the double exponential rule does, after the map of the real line onto the interval that suits its ends.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np

from derive.numeric.nodes import RULES, Unit
from derive.numeric.ufuncs import Array, Unsupported
from derive.terms.densities import AbstractDensity
from derive.terms.distributions import Binomial, Finite, Mixture, Normal, OnVectors
from derive.terms.separation import definition
from derive.tree import outermost

if TYPE_CHECKING:
    from derive.numeric.arrays import Walk

GAUSSIAN = np.linspace(-12.0, 12.0, 193)
FINITE, INFINITE = np.linspace(-3.0, 3.0, 121), np.linspace(-4.0, 4.0, 161)
MAX_ENTRIES = 50_000_000
NEGLIGIBLE = 1e-11
"""What the last terms of an average may be beside the largest; else it does not converge."""
UNDERFLOW = 1e-100
"""Where weights are below, 0 log 0 is an integrand that has underflowed."""


def expectation(walk: Walk, node: Any) -> Any:
    """E_{x ~ law}[f(x)], NaN where the parameters are not admitted."""
    if isinstance(node.law, Normal):
        return _gaussian(walk, node)
    if isinstance(node.law, Finite):
        return _over_points(walk, node)
    if isinstance(node.law, OnVectors | Mixture):
        return walk(definition(node))
    rule = RULES.get(type(node.law).__name__)
    if rule is None:
        if isinstance(node.law, AbstractDensity):  # it has values in a world only
            raise Unsupported(str(node))
        return walk(definition(node))
    parameters = np.broadcast_arrays(*(np.asarray(walk(part), dtype=float) for part in node.law.args))
    with np.errstate(all="ignore"):
        x, weights, valid = rule(lambda nodes: _along_new_axis(walk, nodes), *parameters)
        values = {node.variable: x[0], 1 - node.variable: x[1]} if isinstance(x, Unit) else {node.variable: x}
        terms = weights * walk.within(values)(node.integrand)
        terms = np.where((weights == 0) | (np.isnan(terms) & (weights < UNDERFLOW)), 0.0, terms)
        ends = _last(terms, weights) if node.law.measure == "counting" else _ends(terms)
        converges = isinstance(node.law, Binomial) | (ends <= NEGLIGIBLE * np.max(np.abs(terms), axis=0))
        return np.where(valid & converges, np.sum(terms, axis=0), np.nan)


def _last(terms: Any, weights: Any) -> Any:
    """How large the last term of a series still is; behind it the weights are 0."""
    position = len(terms) - 1 - np.argmax(weights[::-1] > 0, axis=0)
    return np.abs(np.take_along_axis(terms, position[np.newaxis], axis=0)[0])


def _ends(terms: Any) -> Any:
    """How large terms still are where nodes end; at the ends of two halves, at all four."""
    half = len(terms) // 2
    ends = terms[[0, -1]] if len(terms) % 2 else terms[[0, half - 1, half, -1]]
    return np.max(np.abs(ends), axis=0)


def _over_points(walk: Walk, node: Any) -> Any:
    """A finite sum; points of probability 0 do not count, whatever the integrand is there."""
    total: Any = 0.0
    valid: Any = True
    for at, mass in node.law.atoms_and_masses:
        weight = walk(mass)
        valid = valid & (weight >= 0)
        total = total + np.where(weight == 0, 0.0, weight * walk.within({node.variable: walk(at)})(node.integrand))
    return np.where(valid, total, np.nan)


def _gaussian(walk: Walk, node: Any) -> Any:
    mean, std = walk(node.law.mean), walk(node.law.std)
    u = _along_new_axis(walk, GAUSSIAN)
    density = np.exp(-(u**2) / 2)
    average = _weighted_sum(walk, node.integrand, node.variable, mean + std * u, density / density.sum())
    return np.where(std > 0, average, np.nan)


def integral(walk: Walk, node: Any) -> Any:
    """The integral between two ends, which may be infinite; of several variables, the last first."""
    integrand, (variable, *ends) = outermost(node)
    if len(ends) != 2:
        raise Unsupported(str(node))
    below, above = (end.is_infinite for end in ends)
    t = _along_new_axis(walk, INFINITE if below or above else FINITE)
    lower, upper = (None if end.is_infinite else walk(end) for end in ends)
    x, speed = PATHS[below, above](lower, upper, np.pi / 2 * np.sinh(t))
    weights = speed * np.pi / 2 * np.cosh(t) * (t.flat[1] - t.flat[0])
    backwards = (below and ends[0].is_extended_positive) or (above and ends[1].is_extended_negative)
    return (-1 if backwards else 1) * _weighted_sum(walk, integrand, variable, x, weights)


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
