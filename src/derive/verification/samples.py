"""Points for a verification, in chunks: drawn from the domains, or the user's own arrays.

A draw is seeded by the seed, the number of the chunk and the place of the variable in the signature.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from sympy import Symbol, Union, oo

from derive.claim import Claim
from derive.domains import Domain
from derive.errors import AuthoringError
from derive.numeric.batch import evaluate
from derive.numeric.compiled import bound, columns_of
from derive.numeric.points import _solutions

CHUNK = 1 << 20
TRIES = 40
"""Chunks drawn for one that is wanted, where hypotheses refuse most points."""

MOST = 10**12


@dataclass(frozen=True)
class Chunk:
    """Some points: one array a variable, all of one shape or broadcasting to one."""

    arrays: list[Any]
    count: int


def wanted_points(samples: Any) -> int:
    """The number of points asked for; floats such as 1e6 are fine.

    Raises `ValueError` for what is no whole number from 0 on.
    """
    if isinstance(samples, bool) or not isinstance(samples, int | float | np.integer | np.floating):
        raise TypeError(f"samples is a number of points, not {samples!r}")
    if not 0 <= samples <= MOST or samples != int(samples):
        raise ValueError(f"samples is a whole number of points from 0 on, not {samples!r}")
    return int(samples)


def drawn(claim: Claim, samples: int, seed: int) -> Iterator[Chunk]:
    """Points in the domains that meet the hypotheses, as far as such points are found."""
    solutions, _ = _solutions(claim)
    tries = TRIES if claim.hypotheses else 1
    left = samples
    for number in range(max(1, -(-samples // CHUNK)) * tries):
        if left <= 0:
            return
        size = min(CHUNK, left if tries == 1 else max(left, 4096) * 2)
        arrays = _draw(claim, size, seed, number)
        for variable, solution in solutions.items():
            arrays[variable] = np.asarray(evaluate([solution], arrays)[0])
        kept = _admitted(claim, arrays, frozenset(solutions))
        found = [array if kept is None else array[kept] for array in arrays.values()]
        count = len(found[0]) if found else size
        count = min(count, left)
        left -= count
        if count:
            yield Chunk([array[:count] for array in found], count)


def _draw(claim: Claim, size: int, seed: int, number: int) -> dict[Symbol, Any]:
    return {
        symbol: elements(domain, np.random.default_rng([seed, number, place]), size)
        for place, (symbol, domain) in enumerate(claim.domains.items())
    }


def _admitted(claim: Claim, arrays: dict[Symbol, Any], solved: frozenset[Symbol]) -> Any:
    """Which points meet the hypotheses in floats; None if there is nothing to meet."""
    conditions = [contains(claim.domains[symbol], arrays[symbol]) for symbol in solved]
    for hypothesis in claim.hypotheses:
        if hypothesis.rel_op == "==" and solved:
            continue
        lhs, rhs = evaluate(list(hypothesis.args[:2]), arrays)
        conditions.append(COMPARE[hypothesis.rel_op](lhs, rhs))
    return np.logical_and.reduce(conditions) if conditions else None


COMPARE = {
    "==": np.equal, "!=": np.not_equal, "<": np.less, "<=": np.less_equal, ">": np.greater, ">=": np.greater_equal,
}  # fmt: skip


def elements(domain: Domain, rng: np.random.Generator, size: int) -> Any:
    """Random floats in a domain: magnitudes log-spaced, both signs."""
    u = 10.0 ** rng.normal(0.0, 0.75, size)
    u = np.clip(u, 1e-3, 1e3)
    whole = domain.whole
    if domain.is_discrete:
        return _whole_numbers(whole, rng, size)
    if isinstance(whole, Union):
        return np.where(rng.random(size) < 0.5, -u, u)
    low, high = whole.start, whole.end
    if low == -oo and high == oo:
        return np.where(rng.random(size) < 0.5, -u, u)
    if high == oo:
        return float(low) + u
    if low == -oo:
        return float(high) - u
    return float(low) + (float(high) - float(low)) * (u / (1.0 + u))


def _whole_numbers(whole: Any, rng: np.random.Generator, size: int) -> Any:
    low, high = whole.inf, whole.sup
    if not (low.is_infinite or high.is_infinite):
        return rng.integers(int(low), int(high) + 1, size).astype(np.float64)
    magnitude = np.rint(10.0 ** rng.uniform(0.0, 2.5, size)) - 1.0
    if low.is_infinite and high.is_infinite:
        return np.where(rng.random(size) < 0.5, -magnitude, magnitude)
    return float(high) - magnitude if low.is_infinite else float(low) + magnitude


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


def given(symbols: Sequence[Symbol], points: Any) -> Iterator[Chunk]:
    """The user's own arrays: by name, by position, or chunk by chunk from an iterator of such.

    Raises `TypeError` and `ValueError` as `derive.lambdify` does.
    """
    if isinstance(points, Mapping | list | tuple):
        points = [points]
    elif isinstance(points, np.ndarray):
        points = [tuple(np.moveaxis(points, -1, 0)) if len(symbols) > 1 or points.ndim > 1 else (points,)]
    if not isinstance(points, Iterable):
        raise TypeError(f"points are arrays, by name or in the order of the signature, not {points!r}")
    for chunk in points:
        named = {str(name): array for name, array in chunk.items()} if isinstance(chunk, Mapping) else {}
        positional = () if named else tuple(chunk)
        arrays = bound(symbols, positional, named)
        _, shape = columns_of(symbols, arrays)
        yield Chunk([np.asarray(array) for array in arrays], int(np.prod(shape, dtype=np.int64)))


def check_is_real(claim: Claim) -> None:
    """Refuse what floats are not compared for."""
    if not all(domain.is_real for domain in claim.domains.values()):
        raise AuthoringError("complex variables are not verified in floats: use check()")
