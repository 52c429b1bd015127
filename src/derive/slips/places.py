"""Where in a tree something may be changed, and the tree with the change made, all else as written.

- Every part of a line has a role: the whole, a term, a factor, the argument of a function, ...
- What a sum, an integral or an expectation binds is no place, nor are the conditions of cases.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Any

from sympy import (
    Add,
    Basic,
    Derivative,
    Function,
    ImmutableDenseMatrix,
    Integer,
    Integral,
    Limit,
    Mul,
    Piecewise,
    Pow,
    Product,
    Subs,
    Sum,
    Symbol,
    Tuple,
)
from sympy.core.relational import Relational
from sympy.functions.elementary.piecewise import ExprCondPair

from derive.terms.densities import AbstractDensity, BaseIntegral, DensityValue, FunctionValue
from derive.terms.distributions import Distribution
from derive.terms.divergences import KL, CrossEntropy, Entropy
from derive.terms.expectation import Expectation


class Role(Enum):
    """What a part is to the whole line."""

    WHOLE = "the whole"
    SIDE = "a side of an equation"
    ENTRY = "an entry"
    TERM = "a term"
    FACTOR = "a factor"
    BASE = "a base"
    EXPONENT = "an exponent"
    ARGUMENT = "an argument"
    BODY = "a body"
    BOUND = "a bound"
    LAW = "a law"
    PARAMETER = "a parameter of a law"


LINEAR = frozenset({Role.WHOLE, Role.SIDE, Role.ENTRY, Role.TERM, Role.ARGUMENT, Role.EXPONENT, Role.BASE, Role.BODY})
"""Roles in which a factor in front of a part is seen; in front of a factor it is that of the product."""


@dataclass(frozen=True)
class Place:
    """A part of a line: where it stands, what it is there, and which variables mean something there."""

    node: Any
    role: Role
    path: tuple[int, ...]
    scope: tuple[Symbol, ...]
    parent: Any = None

    @property
    def depth(self) -> int:
        """How many nodes stand above."""
        return len(self.path)


def places(line: Any, scope: tuple[Symbol, ...]) -> Iterator[Place]:
    """All places of a line from the outside to the inside; `scope` are its variables.

    >>> from sympy.abc import x, y
    >>> [(str(place.node), place.role.value) for place in places(x + 2*y, (x, y))]
    [('x + 2*y', 'the whole'), ('x', 'a term'), ('2*y', 'a term'), ('2', 'a factor'), ('y', 'a factor')]
    """
    level = [Place(line, Role.WHOLE, (), scope)]
    while level:
        yield from level
        level = [below for place in level for below in _below(place)]


def _below(place: Place) -> Iterator[Place]:
    node = place.node
    if isinstance(node, ImmutableDenseMatrix):
        for index, entry in enumerate(node.flat()):
            yield Place(entry, Role.ENTRY, (*place.path, index), place.scope, node)
        return
    scope = place.scope + _bound(node)
    for index, (part, role) in enumerate(zip(getattr(node, "args", ()), _roles(node), strict=False)):
        if role is None:
            continue
        if isinstance(part, Tuple):  # limits: the variable itself is no place
            ends = enumerate(part.args) if isinstance(node, Subs) else list(enumerate(part.args))[1:]
            yield from (Place(end, role, (*place.path, index, i), place.scope, node) for i, end in ends)
        elif isinstance(part, ExprCondPair):
            yield Place(part.args[0], role, (*place.path, index, 0), place.scope, node)
        else:
            yield Place(part, role, (*place.path, index), scope, node)


def _bound(node: Any) -> tuple[Symbol, ...]:
    if isinstance(node, Sum | Product | Integral | Subs):
        return tuple(node.variables)
    return tuple(node.variables) if isinstance(node, Expectation | BaseIntegral) else ()


def _roles(node: Any) -> tuple[Role | None, ...]:
    count = len(getattr(node, "args", ()))
    if isinstance(node, Relational):
        return (Role.SIDE,) * count
    if isinstance(node, Add):
        return (Role.TERM,) * count
    if isinstance(node, Mul):
        return (Role.FACTOR,) * count
    if isinstance(node, Pow):
        return (Role.BASE, Role.EXPONENT)
    if isinstance(node, Sum | Product | Integral):
        return (Role.BODY, *(Role.BOUND,) * (count - 1))
    if isinstance(node, Derivative):
        return (Role.BODY, *(None,) * (count - 1))
    if isinstance(node, Limit):
        return (Role.BODY, None, None, None)
    if isinstance(node, Subs):
        return (Role.BODY, None, Role.BOUND)
    if isinstance(node, Expectation):
        return (Role.LAW, Role.BODY, None)
    if isinstance(node, BaseIntegral):
        return (Role.BODY, None, None)
    if isinstance(node, DensityValue):
        return (Role.LAW, None)
    if isinstance(node, FunctionValue):
        return (Role.ARGUMENT, None)
    if isinstance(node, AbstractDensity):
        return ()
    if isinstance(node, KL | Entropy | CrossEntropy):
        return (Role.LAW,) * count
    if isinstance(node, Piecewise):
        return (Role.BODY,) * count
    if isinstance(node, Function):
        return (Role.ARGUMENT,) * count
    if type(node).__name__ == "Determinant":
        return (Role.BODY,)
    if type(node).__name__ == "Objective":
        return (Role.BODY, None)
    if isinstance(node, Distribution):
        return (Role.PARAMETER,) * count
    return ()


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
    if isinstance(node, Add | Function | Relational):
        return node.func(*parts, evaluate=False)
    return node.func(*parts)


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
    flat = [part for part in flat if part != 0]
    if not flat:
        return Integer(0)
    return flat[0] if len(flat) == 1 else Add(*flat, evaluate=False)


def power(base: Any, exponent: Any) -> Any:
    """A power as a person writes it: none with the exponent 1, and 1/(1/u) is u.

    >>> from sympy.abc import x
    >>> power(x, Integer(1)), power(power(x, Integer(2)), Integer(-1))
    (x, x**(-2))
    """
    if exponent == 1:
        return base
    if base.is_Rational and exponent == -1 and base != 0:
        return 1 / base
    if isinstance(base, Pow) and exponent.is_Integer and base.exp.is_Rational and (exponent == -1):
        return power(base.base, -base.exp)
    return Pow(base, exponent, evaluate=False)


def negated(part: Any) -> Any:
    """-u as a person writes it; a minus before a difference is carried through only where two terms are turned."""
    return product([Integer(-1), part])


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
