"""What it costs to evaluate an expression once, roughly: so that work is bounded, not time."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from sympy import Integral, Product, Sum, preorder_traversal

# Nodes evaluated in all for one integral or sum; one costs some microseconds.
BUDGET = 200_000

WEIGHTS = {Integral: 300, Sum: 50, Product: 50}


@lru_cache(maxsize=1024)
def size(expression: Any) -> int:
    """How many nodes an expression has; inner sums and integrals count for many.

    >>> from sympy.abc import x
    >>> size(x**2 + 1)
    5
    """
    return sum(WEIGHTS.get(type(node), 1) for node in preorder_traversal(expression))
