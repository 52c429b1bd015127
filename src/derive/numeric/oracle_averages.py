"""Averages in the second evaluator: mpmath's quadrature and summation, law by law.

The range is split at the bulk of the law and at the kinks of the integrand; terms of discrete laws are
added until they no longer count.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from mpmath import mp, mpf
from sympy import sqrt

from derive.numeric import mpquad
from derive.numeric.oracle_functions import NoValue
from derive.terms.distributions import Beta, Distribution, Finite, LogNormal, Mixture, OnVectors
from derive.terms.distributions.supports import WholeNumbers
from derive.terms.separation import definition as separated

if TYPE_CHECKING:
    from derive.numeric.oracle import Values, Walk

DIGITS = 28
MOST_TERMS = 20_000


def expectation(walk: Walk, node: Any, values: Values) -> mpf:
    """E over a law that is not normal."""
    law = node.law
    for quantity, sign in law.requirements:
        found = walk(quantity, values)
        if found < 0 or (sign == "positive" and found == 0):
            raise NoValue
    if isinstance(law, Finite):
        return _over_points(walk, node, values)
    if isinstance(law, OnVectors | Mixture | LogNormal) or not _has_bulk(law):
        return walk(separated(node), values)
    with mp.workdps(min(mp.dps, DIGITS)):
        if isinstance(law.support, WholeNumbers):
            return _summed(walk, node, values)
        return _integrated(walk, node, values)


def _has_bulk(law: Distribution) -> bool:
    return isinstance(law.support, WholeNumbers) or type(law).__name__ in BULK


@lru_cache(maxsize=256)
def definition(node: Any) -> Any:
    """The integral or sum that an average means."""
    return node.definition()


def _over_points(walk: Walk, node: Any, values: Values) -> mpf:
    masses = [(walk(at, values), walk(mass, values)) for at, mass in node.law.atoms_and_masses]
    return mp.fsum(
        mass * walk(node.integrand, {**values, node.variable: at}) for at, mass in masses if mass != 0
    )


def _integrated(walk: Walk, node: Any, values: Values) -> mpf:
    from derive.numeric.oracle import _as_function, _crossings, _with_constants

    x, law = node.variable, node.law
    body = definition(node).function
    if isinstance(law, Beta):
        return _over_unit_interval(walk, body, x, values)
    lower, upper = (_end(walk, end, values) for end in (law.support.lower, law.support.upper))
    values = _with_constants(walk, body, x, values)
    centre, width = (walk(part, values) for part in BULK[type(law).__name__](*law.args))
    far = [end if mp.isfinite(end) else centre + sign * 60 * width for end, sign in ((lower, -1), (upper, 1))]
    inner = {centre, centre - 6 * width, centre + 6 * width, *_crossings(walk, body, x, values, *far)}
    path = [lower, *sorted(at for at in inner if lower < at < upper), upper]
    return mpquad.tanh_sinh(_as_function(walk, body, x, values), path)


def _over_unit_interval(walk: Walk, body: Any, x: Any, values: Values) -> mpf:
    """Half by half, the upper one in 1 - x, in which the singular end is at 0 too."""
    from derive.numeric.oracle import _as_function, _crossings, _with_constants

    total = mpf(0)
    for half in (body, body.subs(x, 1 - x)):
        given = _with_constants(walk, half, x, values)
        kinks = _crossings(walk, half, x, given, mpf(0), mpf(1) / 2)
        total += mpquad.tanh_sinh(_as_function(walk, half, x, given), [mpf(0), *kinks, mpf(1) / 2])
    return total


def _end(walk: Walk, end: Any, values: Values) -> mpf:
    return (mp.inf if end.is_extended_positive else -mp.inf) if end.is_infinite else walk(end, values)


BULK: dict[str, Callable[..., tuple[Any, Any]]] = {
    "Uniform": lambda low, high: ((low + high) / 2, high - low),
    "Exponential": lambda rate: (1 / rate, 1 / rate),
    "Gamma": lambda shape, rate: (shape / rate, sqrt(shape + 1) / rate),
    "Beta": lambda a, b: (a / (a + b), 1),
    "Laplace": lambda mean, scale: (mean, scale),
    "StudentT": lambda degrees, centre, scale: (centre, scale),
}
"""Where most of a law lies, and how wide that is."""


def _summed(walk: Walk, node: Any, values: Values) -> mpf:
    """Terms from the first on, until they are negligible beside the largest and beyond the bulk."""
    body, x, support = definition(node).function, node.variable, node.law.support
    first, last = walk(support.lower, values), _end(walk, support.upper, values)
    density = node.law.formula(x)
    total, largest, k, small = mpf(0), mpf(0), first, 0
    while k <= last and small < 12:
        if k - first > MOST_TERMS:
            raise NoValue
        term = walk(body, {**values, x: k})
        mass = walk(density, {**values, x: k})
        largest = max(largest, mass)
        total, k = total + term, k + 1
        negligible = abs(term) <= mpf(10) ** -mp.dps * max(1, abs(total)) and mass < mpf(10) ** -mp.dps * largest
        small = small + 1 if negligible else 0
    return total
