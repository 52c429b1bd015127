"""Dask arrays are verified where their chunks live; only the small table comes back.

Each chunk is compared by a worker of whatever scheduler Dask uses; what it finds are a few counts and
the worst points.  Nothing of Dask is imported unless the user has passed its arrays in.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from derive.numeric.compiled import bound
from derive.verification.comparison import Comparison, Plan
from derive.verification.found import Partial
from derive.verification.samples import Chunk


def is_distributed(points: Any) -> bool:
    """Whether some of the user's arrays are Dask's."""
    dask = sys.modules.get("dask.array")
    if dask is None:
        return False
    arrays = points.values() if isinstance(points, Mapping) else points if isinstance(points, list | tuple) else ()
    return any(isinstance(array, dask.Array) for array in arrays)


def compare_chunks(comparison: Comparison, points: Any) -> None:
    """Compare at all points of Dask arrays, chunk by chunk on the user's cluster.

    Numbers and NumPy arrays may stand beside Dask's; all are broadcast to one shape and cut alike.

    Raises `TypeError` and `ValueError` as `derive.lambdify` does.
    """
    if type(comparison) is not Comparison:
        raise TypeError("complex variables are not compared on Dask's workers: pass NumPy arrays")
    import dask
    import dask.array

    named = {str(name): array for name, array in points.items()} if isinstance(points, Mapping) else {}
    arrays = bound(comparison.batch.symbols, () if named else tuple(points), named)
    flat = _cut_alike(dask.array, arrays)
    pieces = zip(*(array.to_delayed() for array in flat), strict=True)
    starts = np.cumsum([0, *flat[0].chunks[0]])[:-1]
    plan = dask.delayed(comparison.plan)
    partial = dask.delayed(_compared)
    parts = [partial(plan, list(piece), int(start)) for piece, start in zip(pieces, starts, strict=True)]
    for part in dask.compute(*parts):
        comparison.merge(part)


def _cut_alike(library: Any, arrays: Sequence[Any]) -> list[Any]:
    """All arrays broadcast to one shape, flat, with the same chunks."""
    wide = library.broadcast_arrays(*(library.asarray(array) for array in arrays))
    flat = [array.ravel() for array in wide]
    return [array.rechunk(flat[0].chunks) for array in flat]


def _compared(plan: Plan, arrays: list[Any], start: int) -> Partial:
    """What one chunk shows; runs in a worker."""
    comparison = Comparison(plan, first=start)
    comparison.take(Chunk([np.asarray(array) for array in arrays], len(arrays[0])), threads=1)
    return comparison.partial
