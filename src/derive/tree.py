"""Expression trees rebuilt as they were written: SymPy's own `subs` and `xreplace` evaluate anew.

A line such as ``x**2/x`` exists only as long as nobody rebuilds it carelessly.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sympy import Add, Basic, Function, Max, Min, Mul, Pow
from sympy.core.relational import Relational
from sympy.core.sorting import default_sort_key


def rewritten(expression: Any, replacements: Mapping[Any, Any]) -> Any:
    """`expression` with every key of `replacements` replaced, and otherwise as written.

    >>> from sympy import Mul, Pow
    >>> from sympy.abc import x, y
    >>> rewritten(Mul(x**2, Pow(x, -1, evaluate=False), evaluate=False), {x: y})
    y**2/y
    """
    return _rewrite(expression, dict(replacements), _rebuilt)


def in_canonical_order(expression: Any, replacements: Mapping[Any, Any]) -> Any:
    """As `rewritten`, with the terms of sums and products in an order that the new names decide."""
    return _rewrite(expression, dict(replacements), _ordered)


def _rewrite(expression: Any, known: dict[Any, Any], rebuild: Any) -> Any:
    if expression in known:
        return known[expression]
    if not isinstance(expression, Basic) or not expression.args:
        return expression
    arguments = tuple(_rewrite(argument, known, rebuild) for argument in expression.args)
    changed = any(now is not before for now, before in zip(arguments, expression.args, strict=True))
    result = rebuild(expression, arguments) if changed else expression
    known[expression] = result
    return result


def _rebuilt(expression: Any, arguments: tuple[Any, ...]) -> Any:
    if isinstance(expression, Add | Mul | Pow | Function | Max | Min | Relational):
        return expression.func(*arguments, evaluate=False)
    return expression.func(*arguments)


def _ordered(expression: Any, arguments: tuple[Any, ...]) -> Any:
    if isinstance(expression, Add | Mul) and expression.is_commutative:
        arguments = tuple(sorted(arguments, key=default_sort_key))
    return _rebuilt(expression, arguments)
