"""Nodes and weights for averages in float64, one rule for each family of laws.

Laws with a density are looked at in a variable y in which they have exponential tails (the logarithm, the
logit, the inverse hyperbolic sine) and the trapezoid rule after y = centre + width sinh(t) converges fast;
discrete ones are summed around their mass.  Weights are normalised by their sum, so that no constant of a
density is needed.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from derive.numeric.ufuncs import Array, Unsupported

NODES = np.linspace(-1.0, 1.0, 401)
MOST_TERMS = 40_000
LARGEST_LOG = 745.0
TINY = 2.0**-53

Rule = Callable[..., tuple[Any, Any, Any]]
"""From what makes nodes an axis of their own, and the parameters' values, to nodes, weights, and validity."""


def _trapezoid(log_density: Callable[[Any], Any], centre: Any, width: Any, axis: Callable[[Array], Array]) -> Any:
    """y and normalised weights, for a density of y with tails exp(-|y|/width) at most."""
    reach = np.arcsinh(45 * np.maximum(1, width))
    t = reach * axis(NODES)
    y = centre + width * np.sinh(t)
    logs = log_density(y) + np.log(np.cosh(t))
    weights = np.exp(logs - np.max(logs, axis=0))
    return y, weights / weights.sum(axis=0)


def _exp(y: Any) -> Any:
    return np.exp(np.clip(y, -LARGEST_LOG, LARGEST_LOG))


def _gamma(axis: Any, shape: Any, rate: Any) -> Any:
    y, weights = _trapezoid(lambda y: shape * y - _exp(y), np.log(shape), 1 / np.sqrt(shape), axis)
    return _exp(y) / rate, weights, (shape > 0) & (rate > 0)


class Unit(tuple[Any, Any]):
    """x and 1 - x, where the difference would cancel."""


def _unit(axis: Any, a: Any, b: Any) -> Any:
    def log_density(y: Any) -> Any:
        return -a * np.logaddexp(0, -y) - b * np.logaddexp(0, y)

    y, weights = _trapezoid(log_density, np.log(a / b), np.sqrt(1 / a + 1 / b), axis)
    x, rest = (np.minimum(1 / (1 + _exp(sign * y)), 1 - TINY) for sign in (-1, 1))
    return Unit((x, rest)), weights, (a > 0) & (b > 0)


def _uniform(axis: Any, low: Any, high: Any) -> Any:
    (x, _), weights, _ = _unit(axis, np.ones_like(low), np.ones_like(low))
    return low + (high - low) * x, weights, high > low


def _student(axis: Any, degrees: Any, centre: Any, scale: Any) -> Any:
    def log_density(y: Any) -> Any:
        return -degrees * (np.logaddexp(y, -y) - np.log(2))

    y, weights = _trapezoid(log_density, 0 * degrees, 1 / np.sqrt(degrees), axis)
    x = np.sqrt(degrees) * np.sinh(np.clip(y, -LARGEST_LOG / 4, LARGEST_LOG / 4))
    return centre + scale * x, weights, (degrees > 0) & (scale > 0)


def _laplace(axis: Any, mean: Any, scale: Any) -> Any:
    w, weights, _ = _gamma(axis, np.ones_like(scale), scale**-1)
    return np.concatenate([mean + w, mean - w]), np.concatenate([weights, weights]) / 2, scale > 0


def _lognormal(axis: Any, mean: Any, std: Any) -> Any:
    u = (12 + 3 * std) * axis(NODES)  # powers of x move the bulk by multiples of std
    weights = np.exp(-(u**2) / 2)
    return _exp(mean + std * u), weights / weights.sum(axis=0), std > 0


def _counting(log_ratio: Callable[[Any], Any], first: Any, count: Any, axis: Callable[[Array], Array]) -> Any:
    """Whole numbers from `first` on, where log_ratio(k) is log(mass(k)/mass(k - 1))."""
    most = float(np.max(count, initial=1))
    if not most <= MOST_TERMS:
        raise Unsupported("a sum with very many terms")
    k = first + axis(np.arange(most))
    steps = np.concatenate([np.zeros((1, *np.shape(k)[1:])), np.broadcast_to(log_ratio(k[1:]), k[1:].shape)])
    logs = np.cumsum(steps, axis=0)
    weights = np.where(axis(np.arange(most)) < count, np.exp(logs - np.max(logs, axis=0)), 0.0)
    return k, weights / weights.sum(axis=0)


def _poisson(axis: Any, rate: Any) -> Any:
    first = np.maximum(0, np.floor(rate - 12 * np.sqrt(rate) - 10))
    last = np.ceil(rate + 12 * np.sqrt(rate) + 40)
    k, weights = _counting(lambda k: np.log(rate / k), first, last - first + 1, axis)
    return k, weights, rate > 0


def _geometric(axis: Any, p: Any) -> Any:
    inside = (p > 0) & (p <= 1)
    some = np.where(inside & (p < 1), p, 0.5)
    k, weights = _counting(lambda k: np.log1p(-some), np.ones_like(p), np.ceil(45 / -np.log1p(-some)) + 1, axis)
    return k, np.where(p == 1, (k == 1) * 1.0, weights), inside


def _binomial(axis: Any, trials: Any, p: Any) -> Any:
    inside = (trials >= 0) & (trials == np.floor(trials)) & (p >= 0) & (p <= 1)
    some = np.where((p > 0) & (p < 1), p, 0.5)
    odds = np.log(some / (1 - some))

    def log_ratio(k: Any) -> Any:
        return odds + np.where(k <= trials, np.log(np.maximum(trials - k + 1, 1) / k), -LARGEST_LOG)

    k, weights = _counting(log_ratio, 0 * trials, np.where(inside, trials + 1, 1), axis)
    return k, np.where(p == 0, (k == 0) * 1.0, np.where(p == 1, (k == trials) * 1.0, weights)), inside


RULES: dict[str, Rule] = {
    "LogNormal": _lognormal,
    "Uniform": _uniform,
    "Exponential": lambda axis, rate: _gamma(axis, np.ones_like(rate), rate),
    "Gamma": _gamma,
    "Beta": _unit,
    "Laplace": _laplace,
    "StudentT": _student,
    "Poisson": _poisson,
    "Geometric": _geometric,
    "Binomial": _binomial,
}
"""By the name of the law."""
