"""Expression trees rebuilt as they were written: SymPy's own `subs` and `xreplace` evaluate anew.

A line such as ``x**2/x`` exists only as long as nobody rebuilds it carelessly.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sympy import Add, Basic, Derivative, Function, Max, Min, Mul, Pow
from sympy.core.relational import Relational
from sympy.core.sorting import default_sort_key


class Captured(ValueError):
    """A replacement would bring a variable below a sum, an integral or a derivative in it, and change its meaning."""


def rewritten(expression: Any, replacements: Mapping[Any, Any]) -> Any:
    """`expression` with every key of `replacements` replaced, and otherwise as written.

    Raises `Captured` where what is put in would mean something else in its new place.

    >>> from sympy import Mul, Pow
    >>> from sympy.abc import x, y
    >>> rewritten(Mul(x**2, Pow(x, -1, evaluate=False), evaluate=False), {x: y})
    y**2/y
    >>> rewritten(Derivative(x*y, x), {y: x})
    Traceback (most recent call last):
    derive.tree.Captured: in Derivative(x*y, x), x cannot stand for y
    """
    return _rewrite(expression, dict(replacements), _rebuilt, _incoming(replacements))


def outermost(node: Any) -> tuple[Any, Any]:
    """What the last limits of a sum, product or integral are taken of, which may be one itself, and these limits.

    >>> from sympy import Integral
    >>> from sympy.abc import x, y
    >>> outermost(Integral(x*y, (y, 0, x), (x, 0, 1)))
    (Integral(x*y, (y, 0, x)), (x, 0, 1))
    """
    *inner, last = node.limits
    return (node.func(node.function, *inner) if inner else node.function), last


def in_canonical_order(expression: Any, replacements: Mapping[Any, Any]) -> Any:
    """As `rewritten`, with the terms of sums and products in an order that the new names decide."""
    return _rewrite(expression, dict(replacements), _ordered, _incoming(replacements))


Incoming = Mapping[Any, frozenset[Any]]
"""The variables that come in with each replacement, where there are any."""


def _incoming(replacements: Mapping[Any, Any]) -> Incoming:
    pairs = ((key, frozenset(getattr(value, "free_symbols", ()))) for key, value in replacements.items())
    return {key: free for key, free in pairs if free}


def _rewrite(expression: Any, known: dict[Any, Any], rebuild: Any, incoming: Incoming) -> Any:
    if expression in known:
        return known[expression]
    if not isinstance(expression, Basic) or not expression.args:
        return expression
    if incoming:
        _check_capture(expression, known, incoming)
    arguments = tuple(_rewrite(argument, known, rebuild, incoming) for argument in expression.args)
    changed = any(now is not before for now, before in zip(arguments, expression.args, strict=True))
    result = rebuild(expression, arguments) if changed else expression
    known[expression] = result
    return result


def _check_capture(node: Any, known: Mapping[Any, Any], incoming: Incoming) -> None:
    held = node.variables if isinstance(node, Derivative) else getattr(node, "bound_symbols", ())
    own = {symbol for symbol in held if symbol not in known}
    if not own:
        return
    for key, free in incoming.items():
        if free & own and key in node.free_symbols:
            raise Captured(f"in {node}, {known[key]} cannot stand for {key}")


def _rebuilt(expression: Any, arguments: tuple[Any, ...]) -> Any:
    if isinstance(expression, UNEVALUATED):
        return expression.func(*arguments, evaluate=False)
    return expression.func(*arguments)


UNEVALUATED = (Add, Mul, Pow, Function, Max, Min, Relational)
"""Nodes that SymPy can build without looking at what they are made of."""


def _ordered(expression: Any, arguments: tuple[Any, ...]) -> Any:
    if isinstance(expression, Add | Mul) and expression.is_commutative:
        arguments = tuple(sorted(arguments, key=default_sort_key))
    return _rebuilt(expression, arguments)
