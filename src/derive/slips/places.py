"""Where in a tree something may be changed, and the tree with the change made, all else as written.

- Every part of a line has a role: the whole, a term, a factor, the argument of a function, ...
- What a sum, an integral or an expectation binds is no place, nor are the conditions of cases.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from types import MappingProxyType
from typing import Any

from sympy import (
    Add,
    Derivative,
    Function,
    ImmutableDenseMatrix,
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

from derive.claim import Claim
from derive.terms.densities import AbstractDensity, BaseIntegral, DensityValue, FunctionValue
from derive.terms.distributions import Distribution
from derive.terms.expectation import Defined, Expectation
from derive.terms.vectors.averages import TensorExpectation
from derive.terms.vectors.numbers import OfOneTensor
from derive.terms.vectors.special import DiagonalMatrix, DiagonalPart, Hadamard
from derive.terms.vectors.tensors import (
    Added,
    Inner,
    Inverted,
    Multiplied,
    Scaled,
    Transposed,
)


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
    NAME = "a name"


OF_TENSORS = (Inner, Inverted, Transposed, DiagonalMatrix, DiagonalPart, OfOneTensor)

LINEAR = frozenset({Role.WHOLE, Role.SIDE, Role.ENTRY, Role.TERM, Role.ARGUMENT, Role.EXPONENT, Role.BASE, Role.BODY})
"""Roles in which a factor in front of a part is seen; in front of a factor it is that of the product."""


SIZE = "a size"

Kinds = Mapping[Any, Any]
"""What variables are that are no numbers: the kind of each, and the name of its space for a point."""

NUMBERS: Kinds = MappingProxyType({})
"""Where all variables are numbers."""


@dataclass(frozen=True)
class Place:
    """A part of a line: where it stands, what it is there, and which variables mean something there."""

    node: Any
    role: Role
    path: tuple[int, ...]
    scope: tuple[Symbol, ...]
    parent: Any = None
    kinds: Kinds = field(default_factory=dict, compare=False)

    def like(self, symbol: Symbol) -> list[Symbol]:
        """The other variables in scope that are of the same kind."""
        return [other for other in self.scope if other != symbol and self.kinds.get(other) == self.kinds.get(symbol)]

    @property
    def depth(self) -> int:
        """How many nodes stand above."""
        return len(self.path)


def kinds_of(claim: Claim) -> Kinds:
    """What the variables of a claim are that are no numbers; beside these, sizes and indices are no numbers either."""
    kinds = {key: getattr(kind, "space", kind) for key, kind in claim.structures.items()}
    sizes = {symbol: SIZE for symbol, domain in claim.domains.items() if domain.is_discrete} if kinds else {}
    return {**sizes, **kinds}


def places(line: Any, scope: tuple[Symbol, ...], kinds: Kinds = NUMBERS) -> Iterator[Place]:
    """All places of a line from the outside to the inside; `scope` are its variables.

    >>> from sympy.abc import x, y
    >>> [(str(place.node), place.role.value) for place in places(x + 2*y, (x, y))]
    [('x + 2*y', 'the whole'), ('x', 'a term'), ('2*y', 'a term'), ('2', 'a factor'), ('y', 'a factor')]
    """
    level = [Place(line, Role.WHOLE, (), scope, None, kinds)]
    while level:
        yield from level
        level = [below for place in level for below in _below(place)]


def _below(place: Place) -> Iterator[Place]:
    node = place.node
    if isinstance(node, ImmutableDenseMatrix):
        for index, entry in enumerate(node.flat()):
            yield Place(entry, Role.ENTRY, (*place.path, index), place.scope, node, place.kinds)
        return
    scope, kinds = place.scope + _bound(node), {**place.kinds, **_spaces(node)}
    for index, (part, role) in enumerate(zip(getattr(node, "args", ()), _roles(node), strict=False)):
        if role is None:
            continue
        if isinstance(part, Tuple):  # limits: the variable itself is no place
            ends = enumerate(part.args) if isinstance(node, Subs) else list(enumerate(part.args))[1:]
            yield from (Place(end, role, (*place.path, index, i), place.scope, node, kinds) for i, end in ends)
        elif isinstance(part, ExprCondPair):
            yield Place(part.args[0], role, (*place.path, index, 0), place.scope, node, kinds)
        else:
            yield Place(part, role, (*place.path, index), scope, node, kinds)


def _bound(node: Any) -> tuple[Symbol, ...]:
    if isinstance(node, Sum | Product | Integral | Subs):
        return tuple(node.variables)
    if isinstance(node, TensorExpectation):
        return (node.args[2],)
    return tuple(node.variables) if isinstance(node, Expectation | BaseIntegral) else ()


def _spaces(node: Any) -> Kinds:
    """The space of each point that an average or an integral binds."""
    if isinstance(node, Expectation) and isinstance(node.law, AbstractDensity):
        return dict(zip(node.variables, node.law.over, strict=False))
    return dict(zip(node.variables, node.spaces, strict=False)) if isinstance(node, BaseIntegral) else {}


def _roles(node: Any) -> tuple[Role | None, ...]:
    count = len(getattr(node, "args", ()))
    if isinstance(node, Relational):
        return (Role.SIDE,) * count
    if isinstance(node, Add | Added):
        return (Role.TERM,) * count
    if isinstance(node, Mul | Multiplied | Scaled | Hadamard):
        return (Role.FACTOR,) * count
    if isinstance(node, OF_TENSORS):
        return (Role.ARGUMENT,) * count
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
    if isinstance(node, Expectation | TensorExpectation):
        return (Role.LAW, Role.BODY, None)
    if isinstance(node, BaseIntegral):
        return (Role.BODY, None, None)
    if isinstance(node, DensityValue):
        return (Role.LAW, None)
    if isinstance(node, FunctionValue):
        return (Role.NAME, None)
    if isinstance(node, AbstractDensity):
        return ()
    if isinstance(node, Defined):
        return tuple(Role.LAW if isinstance(part, Distribution) else None for part in node.args)
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
