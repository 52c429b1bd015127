"""Which terms of sums are real at every whole number from some point on: by their structure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sympy import Pow, S, Symbol

from derive.numeric.calculus import depends, head
from derive.numeric.principal.expansion import REAL_OF_REAL
from derive.numeric.principal.germ_kinks import sign_of
from derive.numeric.principal.values import is_real
from derive.numeric.reals import NoValue, Unsettled, Unsupported

if TYPE_CHECKING:
    from derive.numeric.principal.expansion import Expansion

REAL_OF_WHOLE = frozenset({"chebyshevt", "chebyshevu", "legendre", "hermite", "laguerre", "besselj"})
"""Real for a whole index and a real argument."""
WHOLE_OF_WHOLE = frozenset({"Add", "Mul", "factorial", "fibonacci", "lucas", "floor", "ceiling"})


def is_real_at_whole_numbers(walk: Expansion, node: Any, index: Symbol) -> bool:
    """Whether a node certainly has real values only, where the index is whole and it has a value."""
    if not depends(node, index):
        return is_real(walk.plane.value(node))
    if node == index:
        return True
    if isinstance(node, Pow):
        return _is_real_power(walk, node, index)
    if head(node) in REAL_OF_WHOLE and not _is_whole(walk, node.args[0], index):
        return False
    if head(node) == "log":
        return _is_positive(walk, node.args[0])
    known = head(node) in REAL_OF_REAL or head(node) in REAL_OF_WHOLE
    return known and all(is_real_at_whole_numbers(walk, a, index) for a in node.args)


def _is_real_power(walk: Expansion, node: Any, index: Symbol) -> bool:
    if not is_real_at_whole_numbers(walk, node.exp, index):
        return False
    if node.base is S.Exp1:
        return True
    if _is_whole(walk, node.exp, index):
        return is_real_at_whole_numbers(walk, node.base, index)
    return _is_positive(walk, node.base)


def _is_whole(walk: Expansion, node: Any, index: Symbol) -> bool:
    """Whether a node certainly has whole values only."""
    if not depends(node, index):
        value = walk.plane.value(node)
        return bool(getattr(value, "q", 0) == 1)
    if isinstance(node, Pow):
        return bool(node.exp.is_Integer and node.exp >= 0 and _is_whole(walk, node.base, index))
    return node == index or (
        head(node) in WHOLE_OF_WHOLE and all(_is_whole(walk, argument, index) for argument in node.args)
    )


def _is_positive(walk: Expansion, node: Any) -> bool:
    """Whether a node certainly has positive real values only, on the whole half-line."""
    try:
        return sign_of(walk, walk(node)) > 0
    except (NoValue, Unsettled, Unsupported):
        return False
