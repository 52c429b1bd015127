"""Trees with a part changed, and all else as written; sums, products and powers as a person writes them."""

from __future__ import annotations

from typing import Any

from sympy import (
    Add,
    Basic,
    Dummy,
    Function,
    ImmutableDenseMatrix,
    Integer,
    Mul,
    Pow,
    S,
    Symbol,
)
from sympy.core.relational import Relational

from derive.terms.vectors.tensors import (
    Added,
    Multiplied,
    Scaled,
    Tensor,
    Transposed,
    added,
    multiplied,
    scaled,
    transposed,
)
from derive.tree import rewritten


def changed(line: Any, path: tuple[int, ...], part: Any) -> Any:
    """The line with `part` at the place with this path, and otherwise as written.

    >>> from sympy.abc import x, y
    >>> changed(x + 2*y, (1, 0), Integer(3))
    x + 3*y
    """
    if not path:
        return part
    if isinstance(line, ImmutableDenseMatrix):
        entries = [changed(e, path[1:], part) if i == path[0] else e for i, e in enumerate(line.flat())]
        return ImmutableDenseMatrix(*line.shape, entries)
    parts = list(line.args)
    now = changed(parts[path[0]], path[1:], part)
    if isinstance(line, Add | Mul) and type(now) is type(line):  # no brackets around a sum in a sum
        return rebuilt(line, [*parts[: path[0]], *now.args, *parts[path[0] + 1 :]])
    parts[path[0]] = now
    return rebuilt(line, parts)


def rebuilt(node: Any, parts: list[Any]) -> Any:
    """A node of the same kind over other parts, not evaluated; a number times a number is one number."""
    if isinstance(node, Mul):
        return product(parts)
    if isinstance(node, Pow):
        return power(*parts)
    if isinstance(node, Add):
        return total(parts)
    if isinstance(node, Function | Relational):
        return node.func(*parts, evaluate=False)
    build = OF_TENSOR_PARTS.get(type(node), node.func)
    return build(*parts)


OF_TENSOR_PARTS = {Added: added, Scaled: scaled, Multiplied: multiplied, Transposed: transposed}


def product(factors: list[Any]) -> Any:
    """A product as a person writes it: one number in front, and no factor 1.

    >>> from sympy.abc import x
    >>> product([Integer(2), Integer(3), x]), product([Integer(-1), Integer(-1), x])
    (6*x, x)
    """
    number: Any = Integer(1)
    others = []
    for factor in factors:
        for part in factor.args if isinstance(factor, Mul) else (factor,):
            if part.is_Rational:
                number *= part
            else:
                others.append(part)
    if number == 0:
        return Integer(0)
    parts = others if number == 1 and others else [number, *others]
    return parts[0] if len(parts) == 1 else Mul(*parts, evaluate=False)


def total(terms: list[Any]) -> Any:
    """A sum that is not collected; of nothing it is 0."""
    flat = [part for term in terms for part in (term.args if isinstance(term, Add) else (term,))]
    flat = [part for part in flat if part is not S.Zero]
    if not flat:
        return Integer(0)
    return flat[0] if len(flat) == 1 else Add(*flat, evaluate=False)


def power(base: Any, exponent: Any) -> Any:
    """A power as a person writes it: none with the exponent 1, and 1/(1/u) is u.

    >>> from sympy.abc import x
    >>> power(x, Integer(1)), power(power(x, Integer(2)), Integer(-1))
    (x, x**(-2))
    """
    if exponent == 1 or base == 1:
        return base
    if base.is_Rational and exponent == -1 and base != 0:
        return 1 / base
    if isinstance(base, Pow) and exponent.is_Integer and base.exp.is_Rational and (exponent == -1):
        return power(base.base, -base.exp)
    return Pow(base, exponent, evaluate=False)


def negated(part: Any) -> Any:
    """-u as a person writes it; a minus before a difference is carried through only where two terms are turned."""
    return scaled(-1, part) if isinstance(part, Tensor) else product([Integer(-1), part])


def inverted(part: Any) -> Any:
    """1/u: a fraction is turned over.

    >>> from sympy.abc import x, y
    >>> inverted(2*x/y)
    y/(2*x)
    """
    if isinstance(part, Mul):
        return product([inverted(factor) for factor in part.args])
    return power(part, Integer(-1))


def size_of(part: Any) -> int:
    """How many nodes a tree has."""
    count, waiting = 0, [part]
    while waiting:
        node = waiting.pop()
        count += 1
        waiting.extend(node.flat() if isinstance(node, ImmutableDenseMatrix) else getattr(node, "args", ()))
    return count


def is_expression(part: Any) -> bool:
    """Whether a part is a number or a function of the variables, and no law, set or relation."""
    return isinstance(part, Basic) and getattr(part, "is_commutative", None) is True and hasattr(part, "is_Rational")


def evaluated(line: Any) -> Any:
    """The line as SymPy writes it when it is asked."""
    try:
        return line.func(*map(evaluated, line.args)) if getattr(line, "args", ()) else line
    except (TypeError, ValueError, AttributeError):
        return line


def shown(term: Any) -> str:
    """A term in words: what an average binds goes by its name."""
    return str(rewritten(term, {symbol: Symbol(symbol.name) for symbol in getattr(term, "atoms", set)(Dummy)}))
