"""Heads that bind a variable: integrals, sums, products, limits, substitutions; and derivatives.

A bound variable never shares its symbol with a declared one or with one bound around it, so that no
substitution can capture it.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from sympy import Derivative, Integer, Integral, Limit, Product, Subs, Sum, Symbol, oo

from derive.claim import Reading
from derive.reader.lexing import is_name
from derive.reader.vocabulary import RESERVED

if TYPE_CHECKING:
    from derive.reader.expressions import Reader

MOST_RANGES = 6
MOST_DERIVATIVES = 20
DIRECTIONS = ("+", "-", "+-")


def _over(head: Any) -> Callable[[Reader, ast.Call], Any]:
    """An integral, sum or product over one or more ranges; in SymPy's order, the innermost first."""

    def build(reader: Reader, node: ast.Call) -> Any:
        name = node.func.id  # type: ignore[attr-defined]
        if not 2 <= len(node.args) <= MOST_RANGES + 1:
            reader.fail(node, f"{name} takes an expression and its ranges, as in {name}(f, (x, a, b))")
        return _nested(reader, node, name, head, list(node.args[1:]))

    return build


def _nested(reader: Reader, node: ast.Call, name: str, head: Any, ranges: list[ast.expr]) -> Any:
    if not ranges:
        return reader.build(node.args[0])
    *inner, outer = ranges
    if not isinstance(outer, ast.Tuple) or len(outer.elts) != 3:
        if name in ("Integral", "integrate"):
            remedy = "an antiderivative is claimed as Derivative(F, x) = f"
        else:
            remedy = "both ends are needed"
        reader.fail(outer, f"a range is written (variable, from, to), as in {name}(f, (x, a, b)): {remedy}")
    variable, *ends = outer.elts
    low, high = map(reader.bound, ends)
    if head is not Integral and any(end.is_Rational and not end.is_Integer for end in (low, high)):
        reader.fail(outer, f"the ends of a {head.__name__} are whole numbers")
    symbol = _fresh(reader, variable, _assumptions(reader, head, low, high))
    with reader.binding({_name(reader, variable): symbol}):
        body = _nested(reader, node, name, head, inner)
    return reader.applied(node, head, body, (symbol, low, high))


def _assumptions(reader: Reader, head: Any, low: Any, high: Any) -> dict[str, bool]:
    """A sum runs over whole numbers, an integral along the real line unless its ends may be complex."""
    if head is not Integral:
        return {"integer": True}
    real = reader.reading is Reading.REAL or all(end.is_extended_real is True for end in (low, high))
    return {"real": True} if real else {}


def _name(reader: Reader, node: ast.expr) -> str:
    """The name of a bound variable."""
    if not isinstance(node, ast.Name) or not is_name(node.id) or node.id in RESERVED:
        reader.fail(node, "a variable is expected here, such as x or k")
    return node.id


def _fresh(reader: Reader, node: ast.expr, assumptions: Mapping[str, bool]) -> Symbol:
    """A symbol for a bound variable that no declared and no enclosing variable has."""
    name = _name(reader, node)
    taken = {str(symbol) for symbol in reader.names.values()} | set(reader.names)
    candidate, number = name, 0
    while candidate in taken:
        number += 1
        candidate = f"{name}_{number}"
    return Symbol(candidate, **assumptions)


def _derivative(reader: Reader, node: ast.Call) -> Any:
    if len(node.args) < 2:
        reader.fail(node, "Derivative takes an expression and variables, as in Derivative(f, x, (y, 2))")
    variables: list[tuple[Any, Any]] = []
    for entry in node.args[1:]:
        if isinstance(entry, ast.Constant) and variables:
            variables[-1] = (variables[-1][0], _order(reader, entry))
        elif isinstance(entry, ast.Tuple) and len(entry.elts) == 2:
            variables.append((_variable(reader, entry.elts[0]), _order(reader, entry.elts[1])))
        else:
            variables.append((_variable(reader, entry), Integer(1)))
    return reader.applied(node, Derivative, reader.build(node.args[0]), *variables)


def _variable(reader: Reader, node: ast.expr) -> Any:
    """The variable of a derivative: it is not bound, but stands for the point at which to differentiate."""
    symbol = reader.build(node)
    if not isinstance(symbol, Symbol):
        reader.fail(node, "derivatives are taken with respect to a variable")
    if symbol.is_integer:
        reader.fail(node, f"{symbol} is a whole number: nothing can be differentiated with respect to it")
    return symbol


def _order(reader: Reader, node: ast.expr) -> Any:
    order = reader.build(node)
    if not (order.is_Integer and 0 < order <= MOST_DERIVATIVES):
        reader.fail(node, f"the order of a derivative is a whole number from 1 to {MOST_DERIVATIVES}")
    return order


def _limit(reader: Reader, node: ast.Call) -> Any:
    example = 'Limit(f, x, 0, "+")'
    if len(node.args) not in (3, 4):
        reader.fail(node, f"Limit takes an expression, a variable, a point and a direction, as in {example}")
    point = reader.bound(node.args[2])
    direction = _direction(reader, node.args[3]) if len(node.args) == 4 else None
    if direction is None and point not in (oo, -oo):
        reader.fail(node, f'say from which side the limit is taken, "+", "-" or "+-": {example}')
    symbol = _fresh(reader, node.args[1], {"real": True})
    with reader.binding({_name(reader, node.args[1]): symbol}):
        body = reader.build(node.args[0])
    return reader.applied(node, Limit, body, symbol, point, direction or ("-" if point == oo else "+"))


def _direction(reader: Reader, node: ast.expr) -> str:
    found = node.value if isinstance(node, ast.Constant) else None
    if not isinstance(found, str) or found not in DIRECTIONS:
        reader.fail(node, 'the direction of a limit is "+", "-" or "+-"')
    return found


def _substitution(reader: Reader, node: ast.Call) -> Any:
    if len(node.args) != 3:
        reader.fail(node, "Subs takes an expression, a variable and its value, as in Subs(Derivative(f, t), t, 0)")
    variables, values = (list(n.elts) if isinstance(n, ast.Tuple) else [n] for n in node.args[1:])
    if len(variables) != len(values):
        reader.fail(node.args[2], "as many values as variables are expected")
    points = [reader.build(entry) for entry in values]
    real = reader.reading is Reading.REAL or all(point.is_real is True for point in points)
    bound: dict[str, Symbol] = {}
    for entry in variables:
        with reader.binding(bound):
            bound[_name(reader, entry)] = _fresh(reader, entry, {"real": True} if real else {})
    with reader.binding(bound):
        body = reader.build(node.args[0])
    if len(bound) != len(points):
        reader.fail(node.args[1], "each variable is replaced once")
    return reader.applied(node, Subs, body, tuple(bound.values()), tuple(points))


HEADS: Mapping[str, Callable[[Reader, ast.Call], Any]] = {
    "Integral": _over(Integral), "integrate": _over(Integral),
    "Sum": _over(Sum), "summation": _over(Sum),
    "Product": _over(Product), "product": _over(Product),
    "Derivative": _derivative, "diff": _derivative,
    "Limit": _limit, "limit": _limit,
    "Subs": _substitution,
}  # fmt: skip
"""The names of SymPy's classes, and of the functions that would work them out: here neither does."""
