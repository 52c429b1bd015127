"""Rules of the normal form for single nodes: derivatives, functions, determinants, layers of a flow."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from sympy import Abs, Add, Derivative, Determinant, Expr, MatrixBase, Mul, Product, Subs, Tuple, expand, log

from derive.prove.families.averages import average_in_normal_form
from derive.prove.families.calculus import worked_out
from derive.prove.families.letters import OutOfReach
from derive.prove.families.products import logarithm, magnitude, product
from derive.prove.flows.layers import opened_density, opened_determinant
from derive.prove.flows.triangular import triangular_determinant
from derive.terms.expectation import Expectation
from derive.terms.families import Slice
from derive.terms.flows.layers import FlowDensity, LayerDeterminant
from derive.terms.flows.symbolic import FamilyJacobian
from derive.terms.smooth import InverseValue, SmoothValue

if TYPE_CHECKING:
    from derive.prove.families.normal_form import NormalForm

MOST_ROWS = 6


def _derivative(form: NormalForm, node: Derivative) -> Expr:
    found: Expr = form.of(worked_out(form, node))
    return found


def _smooth(form: NormalForm, node: SmoothValue) -> Expr:
    """The value at arguments in normal form; of the inverse it is the argument there."""
    indices = Tuple(*map(expand, node.indices))
    arguments = Tuple(*(a if isinstance(a, Slice) else _in_terms(form, a) for a in node.arguments))
    undone = arguments[0] if len(arguments) == 1 and not node.directions else None
    if isinstance(undone, InverseValue) and undone.args[:2] == (node.symbol, indices):
        return undone.args[2]
    return SmoothValue(node.symbol, indices, arguments, node.args[3])


def _inverse(form: NormalForm, node: InverseValue) -> Expr:
    """The inverse at an argument in normal form; of a value of the function it is the argument there."""
    point, indices = _in_terms(form, node.args[2]), Tuple(*map(expand, node.indices))
    if isinstance(point, SmoothValue) and point.args[:2] == (node.symbol, indices) and not point.directions:
        return point.arguments[0]
    return InverseValue(node.symbol, indices, point)


def _in_terms(form: NormalForm, argument: Expr) -> Expr:
    """An argument as a sum of products, so that equal arguments are equal objects."""
    return Add(*form.letters.terms(form.of(argument)))


def _determinant(form: NormalForm, node: Determinant) -> Expr:
    """The determinant of an explicit matrix, multiplied out."""
    matrix = node.arg
    if not isinstance(matrix, MatrixBase) or matrix.rows > MOST_ROWS:
        raise OutOfReach
    return expand(matrix.applyfunc(form.of).det(method="berkowitz"))


def _substituted(form: NormalForm, node: Subs) -> Expr:
    """An expression worked out, and then taken at a point."""
    inside = form.of(node.expr)
    found: Expr = form.of(inside.xreplace(dict(zip(node.variables, node.point, strict=True))))
    return found


def _density(form: NormalForm, node: FlowDensity) -> Expr:
    """The density of the starting point, over the determinants of the layers."""
    opened = opened_density(node, getattr(form.claim.structures[node.symbol], "span")[0])  # noqa: B009
    if isinstance(opened, FlowDensity):
        return opened
    return Mul(*(factor if isinstance(factor, FlowDensity) else form.of(factor) for factor in opened.args))


def _layer(form: NormalForm, node: LayerDeterminant) -> Expr:
    found = opened_determinant(node)
    return found if isinstance(found, LayerDeterminant) else form.of(found)


def _triangular(form: NormalForm, node: FamilyJacobian) -> Expr:
    found: Expr = form.of(triangular_determinant(form, node))
    return found


RULES: dict[type, Callable[[NormalForm, Any], Expr]] = {
    Abs: magnitude,
    Derivative: _derivative,
    Determinant: _determinant,
    Expectation: average_in_normal_form,
    FamilyJacobian: _triangular,
    FlowDensity: _density,
    InverseValue: _inverse,
    LayerDeterminant: _layer,
    Product: product,
    SmoothValue: _smooth,
    Subs: _substituted,
    log: logarithm,
}
