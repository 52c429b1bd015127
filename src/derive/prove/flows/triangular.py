"""The determinant of a triangular Jacobian of symbolic size is the product of its diagonal.

Coupling layers, autoregressive maps and maps entry by entry are triangular: no component depends on an entry
behind its own one, or none on an entry before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sympy import Dummy, Expr, Ge, Gt, Integer, Le, Lt, Mul, Piecewise, Product, expand, piecewise_fold

from derive.prove.families.letters import OutOfReach
from derive.prove.families.ranges import fresh
from derive.prove.flows.entries import EntryDerivative
from derive.tree import rewritten

if TYPE_CHECKING:
    from derive.prove.families.normal_form import NormalForm
    from derive.terms.flows.symbolic import FamilyJacobian

Piece = tuple[tuple[Expr, Expr], Expr]


def triangular_determinant(form: NormalForm, node: FamilyJacobian) -> Expr:
    """The product of the diagonal; raises `OutOfReach` if the Jacobian is not seen to be triangular."""
    pieces = [(span, index_named(node, body, span)) for span, body in _pieces(form, node)]
    for side in (1, -1):
        if all(_vanishes_beyond(node, span, body, index, side) for span, (body, index) in pieces):
            return Mul(*(_diagonal(node, span, body, index) for span, (body, index) in pieces))
    raise OutOfReach


def index_named(node: FamilyJacobian, body: Expr, span: tuple[Expr, Expr]) -> tuple[Expr, Dummy]:
    """A component with a fresh index that runs through its piece."""
    index = fresh(span[0])
    return rewritten(body, {node.index: index}), index


def _vanishes_beyond(node: FamilyJacobian, span: tuple[Expr, Expr], body: Expr, index: Dummy, side: int) -> bool:
    """Whether no component depends on an entry behind (1) or before (-1) its own one."""
    other = index + side * Dummy("u", integer=True, positive=True)
    try:
        return EntryDerivative(node.symbol, other, {index: span}).of(body) == 0
    except OutOfReach:
        return False


def _diagonal(node: FamilyJacobian, span: tuple[Expr, Expr], body: Expr, index: Dummy) -> Expr:
    slope = EntryDerivative(node.symbol, index, {index: span}).of(body)
    return Product(slope, (index, *span)) if index in slope.free_symbols else slope ** (span[1] - span[0] + 1)


def _pieces(form: NormalForm, node: FamilyJacobian) -> list[Piece]:
    """The component on each piece of the range of its index."""
    first, last = node.span
    component = piecewise_fold(node.component)
    if not isinstance(component, Piecewise):
        return [((first, last), component)]
    if len(component.args) != 2 or component.args[1][1] != True:  # noqa: E712  (a SymPy Boolean)
        raise OutOfReach
    (below, condition), (above, _) = component.args
    end, holds_below = _cut(condition, node.index)
    if not holds_below:
        below, above = above, below
    inside = form.holds_at_most(first - 1, end) and form.holds_at_most(end, last)
    if not inside or node.index in end.free_symbols or component.has(Product):
        raise OutOfReach
    return [((first, end), below), ((expand(end + 1), last), above)]


def _cut(condition: Any, index: Dummy) -> tuple[Expr, bool]:
    """The last index of the lower piece, and whether the condition holds there."""
    if not isinstance(condition, Le | Lt | Ge | Gt):
        raise OutOfReach
    strict = Integer(1 if isinstance(condition, Lt | Gt) else 0)
    if condition.lts == index:
        return condition.gts - strict, True
    if condition.gts == index:
        return condition.lts - 1 + strict, False
    raise OutOfReach
