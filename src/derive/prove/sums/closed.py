"""What a closed form is, and the few shapes of sums that closed forms are found for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sympy import Expr, Symbol

from derive.prove.special.arguments import plain
from derive.prove.special.rules import Need


@dataclass(frozen=True)
class Closed:
    """A value of a sum, product or integral wherever that converges and the needs are met, and why."""

    value: Expr
    name: str
    needs: tuple[Need, ...] = ()


def single_range(node: Any) -> tuple[Any, Symbol, Expr, Expr] | None:
    """Body, variable and ends of a sum, product or integral over one variable.

    >>> from sympy import Sum, oo
    >>> from sympy.abc import k
    >>> single_range(Sum(k, (k, 1, oo)))
    (k, k, 1, oo)
    """
    if len(node.limits) != 1 or len(node.limits[0]) != 3:
        return None
    variable, lower, upper = node.limits[0]
    return node.function, variable, plain(lower), plain(upper)
