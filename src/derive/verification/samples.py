"""Points for a verification, in chunks: drawn from the domains, or the user's own arrays.

A draw is seeded by the seed, the number of the chunk and the place of the variable in the signature.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from sympy import Symbol, Union, oo

from derive.domains import REAL, Domain
from derive.numeric.compiled import bound, columns_of

if TYPE_CHECKING:
    from derive.verification.conditions import Conditions
    from derive.verification.plane import PlaneConditions

CHUNK = 1 << 20
WITH_CONDITIONS = 1 << 17
TRIES, FRESH = 40, 8
"""Chunks for one that is wanted, where hypotheses refuse most points; every so many of them is drawn afresh."""

MOST = 10**12
TEN = math.log(10)
ON_AN_AXIS = 0.07
LARGEST_WHOLE = 2**53
EIGHT = {"f": 8, "c": 16}
"""Bytes of a float, and of a complex number, by the kind of an array."""


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


def whole_number(name: str, value: Any) -> int:
    """A number from 0 on, as seeds and budgets are.

    Raises `ValueError` for anything else.
    """
    if isinstance(value, bool) or not isinstance(value, int | np.integer) or value < 0:
        raise ValueError(f"{name} is a whole number from 0 on, not {value!r}")
    return int(value)


def drawn(conditions: Conditions | PlaneConditions, samples: int, seed: int) -> Iterator[Chunk]:
    """Points in the domains that meet the hypotheses, as far as such points are found."""
    most, tries = (WITH_CONDITIONS, TRIES) if conditions.are_any else (CHUNK, 1)
    columns: list[Any] = []
    left = samples
    for number in range(-(-samples // most) * tries):
        if left <= 0 or (left == samples and number >= TRIES):  # enough, or none in so many tries
            return
        size = min(most, left if tries == 1 else max(left, 4096) * 2)
        if number % FRESH == 0 or len(columns) == 1:
            generators = (np.random.default_rng([seed, number, place]) for place in range(len(conditions.domains)))
            columns = [elements(domain, rng, size) for domain, rng in zip(conditions.domains, generators, strict=True)]
        else:
            columns = _combined_anew(columns, np.random.default_rng([seed, number]))
        chunk = _admitted(conditions, columns, left)
        left -= chunk.count
        if chunk.count:
            yield chunk


def _combined_anew(columns: list[Any], rng: np.random.Generator) -> list[Any]:
    """Other points from the same coordinates: most of them are refused, and what is drawn costs more than that."""
    return [columns[0], *(np.roll(column, rng.integers(1, len(column))) for column in columns[1:])]


def _admitted(conditions: Conditions | PlaneConditions, columns: list[Any], most: int) -> Chunk:
    """The first of the points that meet the hypotheses."""
    arrays = conditions.completed(columns)
    if not conditions.are_any:
        return Chunk(arrays, len(arrays[0]))
    kept = np.flatnonzero(conditions.inside(arrays))[:most]
    return Chunk([array[kept] for array in arrays], len(kept))


def elements(domain: Domain, rng: np.random.Generator, size: int) -> Any:
    """Random numbers in a domain: magnitudes log-spaced, both signs."""
    if not domain.is_real:
        return _in_the_plane(rng, size)
    u = rng.normal(0.0, 0.75, size)
    u *= TEN
    np.clip(np.exp(u, out=u), 1e-3, 1e3, out=u)
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


def _in_the_plane(rng: np.random.Generator, size: int) -> Any:
    """Numbers of the plane; now and then on the real or the imaginary axis, where branches are cut."""
    x, y = elements(REAL, rng, size), elements(REAL, rng, size)
    where = rng.random(size)
    return np.where(where < ON_AN_AXIS, 0, x) + 1j * np.where(where > 1 - ON_AN_AXIS, 0, y)


def _whole_numbers(whole: Any, rng: np.random.Generator, size: int) -> Any:
    low, high = whole.inf, whole.sup
    if not (low.is_infinite or high.is_infinite):
        return rng.integers(int(low), int(high) + 1, size).astype(np.float64)
    magnitude = np.rint(10.0 ** rng.uniform(0.0, 2.5, size)) - 1.0
    if low.is_infinite and high.is_infinite:
        return np.where(rng.random(size) < 0.5, -magnitude, magnitude)
    return float(high) - magnitude if low.is_infinite else float(low) + magnitude


def given(domains: Mapping[Symbol, Domain], points: Any) -> Iterator[Chunk]:
    """The user's own arrays: by name, by position, or chunk by chunk from an iterator of such.

    Raises `TypeError` and `ValueError` as `derive.lambdify` does, and for numbers that float64 does not hold.
    """
    symbols = tuple(domains)
    for chunk in _chunks_of(symbols, points):
        named = {str(name): array for name, array in chunk.items()} if _is_named(chunk) else {}
        if not _is_named(chunk) and not isinstance(chunk, list | tuple):
            raise TypeError(f"a chunk of points is arrays by name, or in a tuple, not {chunk!r}")
        arrays = bound(symbols, () if _is_named(chunk) else tuple(chunk), named)
        sizes = [array if domains[s].is_real else _size(array) for s, array in zip(symbols, arrays, strict=True)]
        _, shape = columns_of(symbols, sizes)
        found = [_exact(symbol, array) for symbol, array in zip(symbols, arrays, strict=True)]
        yield Chunk(found, math.prod(shape))


def _is_named(chunk: Any) -> bool:
    """Whether arrays come by name: in a mapping, or a data frame."""
    return isinstance(chunk, Mapping) or (hasattr(chunk, "items") and hasattr(chunk, "keys"))


def _chunks_of(symbols: Sequence[Symbol], points: Any) -> Iterable[Any]:
    if _is_named(points) or isinstance(points, list | tuple):
        return [points]
    if isinstance(points, np.ndarray):
        if len(symbols) == 1 and points.shape[1:] != (1,):
            return [(points,)]
        if points.ndim == 0 or points.shape[-1] != len(symbols):
            names = ", ".join(map(str, symbols)) or "no variables"
            raise ValueError(f"the last axis of the array is for {names}: its shape {points.shape} does not fit")
        return [tuple(np.moveaxis(points, -1, 0))]
    if isinstance(points, str | set | frozenset) or not isinstance(points, Iterable):
        raise TypeError(f"points are arrays, by name or in the order of the signature, not {points!r}")
    return points


def _size(array: Any) -> Any:
    """A real array of the shape of one that may be complex; what is neither comes back as it is, to be refused."""
    found = np.asarray(array)
    return np.broadcast_to(0.0, found.shape) if found.dtype.kind == "c" else found


def _exact(symbol: Symbol, array: Any) -> Any:
    """An array whose numbers float64 holds as they are: else the points would be others than those given."""
    if isinstance(array, np.ma.MaskedArray):
        raise TypeError(f"{symbol}: a masked array has entries that are no points: pass array.compressed()")
    found = np.asarray(array)
    if found.dtype.kind in "iu" and found.size and max(abs(int(found.min())), abs(int(found.max()))) > LARGEST_WHOLE:
        raise ValueError(f"{symbol}: whole numbers beyond 2**53 are rounded in floats: use check()")
    if found.dtype in (np.longdouble, np.clongdouble) and found.dtype.itemsize > EIGHT[found.dtype.kind]:
        rounded = found.astype(np.float64 if found.dtype.kind == "f" else np.complex128)
        if not np.array_equal(rounded, found, equal_nan=True):
            raise ValueError(f"{symbol}: {found.dtype} holds numbers that {rounded.dtype} rounds: pass that")
        return rounded
    return found
