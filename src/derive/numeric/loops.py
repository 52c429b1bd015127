"""Long sums, integrals and averages: a tape of their own, run once for every term on the same block.

No array has more entries than the block.  The rules of quadrature are those of `derive.numeric.averages`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from sympy import Abs

from derive.numeric import averages, kernels
from derive.numeric.bounds import UNIT
from derive.numeric.lowering import Lowering
from derive.numeric.lowering_functions import ALWAYS, by_walk, walked
from derive.numeric.tape import Kernel
from derive.numeric.weighted_sums import ROUNDINGS, product, weighted_sum
from derive.terms.distributions import Finite, Mixture, Normal, OnVectors
from derive.terms.separation import definition

LONGEST = 100_000


def repeated(lower: Lowering, kernel: Kernel, node: Any) -> int:
    """A sum or product with many terms."""
    index, first, last = node.limits[0]
    if int(last) - int(first) >= LONGEST:
        return walked(lower, node)

    def terms() -> Iterator[tuple[Any, Any]]:
        for k in range(int(first), int(last) + 1):
            yield np.float64(k), 1.0

    if kernel is not kernels.ADD:
        return product(lower, node.function, index, terms)
    return weighted_sum(lower, node.function, index, (), terms, is_quadrature=False)


def expectation(lower: Lowering, node: Any) -> int:
    """E_{x ~ N(mean, std^2)}[f(x)], NaN where std is not positive."""
    if isinstance(node.law, Finite):
        return _over_points(lower, node)
    if isinstance(node.law, Mixture | OnVectors):
        return lower(definition(node))
    if not isinstance(node.law, Normal):
        return _walked_average(lower, node)
    density = np.exp(-(averages.GAUSSIAN**2) / 2)
    weights = density / density.sum()

    def terms(mean: Any, std: Any) -> Iterator[tuple[Any, Any]]:
        for u, weight in zip(averages.GAUSSIAN, weights, strict=True):
            yield mean + std * u, weight
        yield mean, np.where(std > 0, 0.0, np.nan)

    return weighted_sum(
        lower, node.integrand, node.variable, (node.law.mean, node.law.std), terms, is_quadrature=True
    )


def _walked_average(lower: Lowering, node: Any) -> int:
    """An average by the walk over arrays; its terms are taken to be right up to their rounding."""
    free = tuple(sorted(node.free_symbols, key=str))
    values = by_walk(free, node)
    sizes = by_walk(free, node.func(node.law, Abs(node.integrand), node.variable))

    def error(value: Any, arguments: Any, errors: Any) -> Any:
        is_exact = not any(np.any(error) for error in errors)
        return ROUNDINGS * UNIT * np.maximum(sizes(*arguments), np.abs(value)) if is_exact else np.inf

    kernel = Kernel("average", values, writes=False, error=error)
    return lower.apply(kernel, *(lower(symbol) for symbol in free))


def _over_points(lower: Lowering, node: Any) -> int:
    """A finite sum; points of probability 0 do not count, whatever the integrand is there."""
    zero, always = lower.constant(0.0), lower.tape.constant(ALWAYS)
    total, valid = zero, always
    for at, mass in node.law.atoms_and_masses:
        weight = lower(mass)
        value = lower.within(node.variable, lower(at))(node.integrand)
        is_zero = lower.apply(kernels.LOGIC["=="], weight, zero)
        term = lower.apply(kernels.SELECT, is_zero, zero, always, lower.apply(kernels.MULTIPLY, weight, value))
        total = lower.apply(kernels.ADD, total, term)
        valid = lower.apply(kernels.LOGIC["and"], valid, lower.apply(kernels.LOGIC[">="], weight, zero))
    return lower.apply(kernels.SELECT, valid, total)


def integral(lower: Lowering, node: Any) -> int:
    """The integral between two ends, which may be infinite."""
    variable, *ends = node.limits[-1]
    if len(ends) != 2:
        return walked(lower, node)
    integrand = node.func(node.function, *node.limits[:-1]) if len(node.limits) > 1 else node.function
    below, above = (bool(end.is_infinite) for end in ends)
    nodes = averages.INFINITE if below or above else averages.FINITE
    backwards = (below and ends[0].is_extended_positive) or (above and ends[1].is_extended_negative)
    sign = -1.0 if backwards else 1.0
    stretched, width = np.pi / 2 * np.sinh(nodes), nodes[1] - nodes[0]
    weights = sign * np.pi / 2 * np.cosh(nodes) * width

    def terms(*values: Any) -> Iterator[tuple[Any, Any]]:
        given = iter(values)
        lower_end, upper_end = (None if end.is_infinite else next(given) for end in ends)
        for t, weight in zip(stretched, weights, strict=True):
            x, speed = averages.PATHS[below, above](lower_end, upper_end, t)
            yield x, weight * speed

    finite = tuple(end for end in ends if not end.is_infinite)
    return weighted_sum(lower, integrand, variable, finite, terms, is_quadrature=True)
