"""Arrays that begin on a cache line.

A vector register is as wide as a line: where results are stored across two lines, sums and products take twice as long,
and `np.empty` begins in the middle of a line.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np

LINE = 64
"""Bytes of a cache line."""


def aligned(shape: tuple[int, ...], dtype: Any) -> Any:
    """An array without values, as `np.empty` gives, that begins on a cache line.

    >>> array = aligned((3, 5), np.float64)
    >>> array.shape, array.ctypes.data % LINE
    ((3, 5), 0)
    """
    dtype = np.dtype(dtype)
    size = math.prod(shape) * dtype.itemsize
    memory = np.empty(size + LINE, np.uint8)
    start = -memory.__array_interface__["data"][0] % LINE
    return memory[start : start + size].view(dtype).reshape(shape)


def aligned_rows(rows: int, length: int, dtype: Any) -> Any:
    """A matrix without values each row of which begins on a cache line.

    >>> [row.ctypes.data % LINE for row in aligned_rows(3, 5, bool)]
    [0, 0, 0]
    """
    whole = LINE // np.dtype(dtype).itemsize
    return aligned((rows, -(-length // whole) * whole), dtype)[:, :length]
