"""The value of a node by its kind: numbers, arithmetic, and what binds variables."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from flint import fmpq
from sympy import (
    Add,
    Derivative,
    Integer,
    Integral,
    Mul,
    Piecewise,
    Pow,
    Product,
    Rational,
    S,
    Subs,
    Sum,
    Symbol,
    hyper,
)  # fmt: skip

from derive.numeric.principal import analytic, values
from derive.numeric.principal.analytic import depends
from derive.numeric.principal.cuts import below_one
from derive.numeric.principal.derivatives import derivative
from derive.numeric.principal.elementary import exponential
from derive.numeric.principal.hypergeometric import hypergeometric
from derive.numeric.principal.values import NoValue, Unsettled, Unsupported, Value

if TYPE_CHECKING:
    from derive.numeric.principal.balls import Plane


def _piecewise(plane: Plane, node: Any) -> Value:
    """The first piece whose condition holds; the pieces after it need no value."""
    for piece, condition in node.args:
        if plane.holds(condition):
            return plane.value(piece)
    raise NoValue


def _subs(plane: Plane, node: Any) -> Value:
    return plane.substituting(dict(zip(node.variables, node.point, strict=True))).value(node.expr)


def _power(plane: Plane, node: Any) -> Value:
    if plane.moving and depends(node, plane.moving):
        return analytic.power(plane, node)
    if node.base is S.Exp1:
        return exponential(plane.value(node.exp))
    return values.power(plane.value(node.base), plane.value(node.exp))


def _hypergeometric(plane: Plane, node: Any) -> Value:
    upper, lower = ([plane.value(parameter) for parameter in group] for group in node.args[:2])
    z = plane.value(node.args[2])
    if plane.moving and len(upper) > len(lower) and not below_one(z):
        raise Unsettled
    return hypergeometric(upper, lower, z)


def _integral(plane: Plane, node: Any) -> Value:
    from derive.numeric.principal.quadrature import integral

    return integral(plane, node)


def _summation(plane: Plane, node: Any) -> Value:
    from derive.numeric.principal.series import summation

    return summation(plane, node)


def _product(plane: Plane, node: Any) -> Value:
    from derive.numeric.principal.series import product

    return product(plane, node)


def _unbound(plane: Plane, node: Any) -> Value:
    raise Unsupported


def _rational(plane: Plane, node: Any) -> Value:
    return fmpq(int(node.p), int(node.q))


NUMBERS = (Integer, Rational, type(S.Zero), type(S.One), type(S.NegativeOne), type(S.Half))

RULES: dict[type, Callable[[Plane, Any], Value]] = {
    **dict.fromkeys(NUMBERS, _rational),
    Symbol: _unbound,
    Add: lambda plane, node: values.add([plane.value(term) for term in node.args]),
    Mul: lambda plane, node: values.multiply([plane.value(factor) for factor in node.args]),
    Pow: _power,
    hyper: _hypergeometric,
    Piecewise: _piecewise,
    Subs: _subs,
    Derivative: derivative,
    Integral: _integral,
    Sum: _summation,
    Product: _product,
}
