"""Identities between special functions as rules: what a rule is, when it holds, how rules are applied.

A rule rewrites one node, or all sides of a claim together, by a named identity.  The identity holds at
every point at which the claim has a value and the *needs* of the rule are met: expressions that must
not vanish, or must not be poles of the gamma function.  A need that is not known is met by continuity
or the proof is not given (`derive.prove.special.needs`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

from sympy import (
    Add,
    Basic,
    Derivative,
    Expr,
    Function,
    Integral,
    Limit,
    Mul,
    Piecewise,
    Pow,
    Product,
    Subs,
    Sum,
    cancel,
    default_sort_key,
    factor_list,
    fraction,
)
from sympy.core.relational import Relational

if TYPE_CHECKING:
    from derive.prove.principal import PlaneFacts

FAMILIES = (
    "derivatives", "factorials", "gamma", "conjugation", "polygamma", "zeta", "polylog", "sequences", "orthogonal",
    "recurrences", "elliptic", "bessel", "hypergeometric", "reduced", "contiguous", "confluent", "error", "lambert",
    "chebyshev",
)  # fmt: skip
"""Modules of this package.  Each may have `RULES: dict[type, tuple[Rule, ...]]` and `PASSES: tuple[Pass, ...]`."""

MOST_ROUNDS = 12
OPAQUE = (Sum, Product, Integral, Derivative, Limit, Subs, Piecewise)
"""Nodes whose parts speak of bound variables, or need not have a value where the node has one."""


class Kind(Enum):
    """What a need asks of its expression."""

    NONZERO = "is not 0"
    NO_POLE = "is not one of 0, -1, -2, ..."
    NOT_WHOLE = "is not a whole number"


@dataclass(frozen=True)
class Need:
    """A property of the point on which an identity rests."""

    expression: Expr
    kind: Kind


Sides = tuple[Any, ...]
"""Both sides of a claim."""

Found = tuple[Sides, tuple[Need, ...]]
"""The sides after an identity, and what it needs."""


@dataclass(frozen=True)
class Rewrite:
    """What a rule puts in place of a node, valid wherever the needs are met and the claim has a value."""

    result: Any
    needs: tuple[Need, ...] = ()


@dataclass(frozen=True)
class Rule:
    """A named identity about one node: `apply(node, facts)` gives an `Expr`, a `Rewrite`, or None.

    The arguments of the node have been rewritten already.  A bare `Expr` needs nothing: the identity
    holds at every admissible point at which the node has a finite value, and the new expression then
    has a finite value too.
    """

    name: str
    apply: Callable[[Any, PlaneFacts], Any]


@dataclass(frozen=True)
class Pass:
    """A named identity that looks at all sides together: `apply(sides, facts)` gives new sides and needs, or None."""

    name: str
    apply: Callable[[tuple[Any, ...], PlaneFacts], tuple[tuple[Any, ...], tuple[Need, ...]] | None]


@dataclass(frozen=True)
class Rewritten:
    """Expressions in canonical functions, the identities used, and what they need of a point."""

    sides: tuple[Any, ...]
    names: frozenset[str] = frozenset()
    needs: frozenset[Need] = frozenset()


@cache
def _families() -> tuple[Any, ...]:
    found = []
    for name in FAMILIES:
        try:
            found.append(import_module(f"derive.prove.special.{name}"))
        except ModuleNotFoundError as error:
            if error.name != f"derive.prove.special.{name}":
                raise
    return tuple(found)


@cache
def rules_by_head() -> Mapping[type, tuple[Rule, ...]]:
    """The rules of all families under the head of the node that they rewrite."""
    table: dict[type, tuple[Rule, ...]] = {}
    for family in _families():
        for head, rules in getattr(family, "RULES", {}).items():
            table[head] = table.get(head, ()) + tuple(rules)
    return table


@cache
def passes() -> tuple[Pass, ...]:
    """The passes of all families, in the order of the families."""
    return tuple(one for family in _families() for one in getattr(family, "PASSES", ()))


def rewritten(expression: Any, facts: PlaneFacts) -> tuple[Any, frozenset[str]]:
    """The expression in canonical functions by rules that need nothing, and their names.

    >>> from sympy import factorial, Symbol
    >>> from derive.prove.principal import PlaneFacts
    >>> z = Symbol("z")
    >>> rewritten(factorial(z), PlaneFacts({}))
    (gamma(z + 1), frozenset({'factorials as gamma functions'}))
    """
    found = rewritten_together((expression,), facts)
    return (expression, frozenset()) if found.needs else (found.sides[0], found.names)


def rewritten_together(sides: Iterable[Any], facts: PlaneFacts) -> Rewritten:
    """All sides in canonical functions, by the rules of nodes and then the passes, until nothing changes."""
    current, names, needs = tuple(sides), set[str](), set[Need]()
    for _ in range(MOST_ROUNDS):
        before = current
        walk = _Walk(facts)
        current = tuple(walk.at(side) for side in current)
        names |= walk.names
        needs |= walk.needs
        for one in passes():
            found = one.apply(current, facts)
            if found is not None and found[0] != current:
                current = found[0]
                needs.update(found[1])
                names.add(one.name)
        if current == before:
            break
    return Rewritten(current, frozenset(names), frozenset(needs))


class _Walk:
    """One walk over trees, from the leaves up, in which every node is offered to the rules of its head.

    Bodies of sums, integrals and derivatives are left as they are: a need could speak of the bound variable.
    """

    def __init__(self, facts: PlaneFacts) -> None:
        self.facts = facts
        self.names: set[str] = set()
        self.needs: set[Need] = set()
        self._known: dict[Any, Any] = {}

    def at(self, node: Any) -> Any:
        if not isinstance(node, Basic) or not node.args:
            return node
        if node not in self._known:
            self._known[node] = self._anew(node)
        return self._known[node]

    def _anew(self, node: Any) -> Any:
        if not isinstance(node, OPAQUE):
            arguments = tuple(self.at(argument) for argument in node.args)
            if any(now is not before for now, before in zip(arguments, node.args, strict=True)):
                node = rebuilt(node, arguments)
        for rule in rules_by_head().get(type(node), ()):
            found = rule.apply(node, self.facts)
            if found is None:
                continue
            result, needs = (found.result, found.needs) if isinstance(found, Rewrite) else (found, ())
            if result == node:
                continue
            self.names.add(rule.name)
            self.needs.update(needs)
            return result
        return node


def rebuilt(node: Any, arguments: tuple[Any, ...]) -> Any:
    """The node with other arguments, and nothing evaluated."""
    if isinstance(node, Add | Mul | Pow | Function | Relational):
        return node.func(*arguments, evaluate=False)
    return node.func(*arguments)


def replaced(expression: Any, values: Mapping[Any, Any]) -> Any:
    """The expression with nodes replaced outside of sums, integrals and derivatives; nothing is evaluated."""
    if expression in values:
        return values[expression]
    if not isinstance(expression, Basic) or not expression.args or isinstance(expression, OPAQUE):
        return expression
    arguments = tuple(replaced(argument, values) for argument in expression.args)
    if all(now is before for now, before in zip(arguments, expression.args, strict=True)):
        return expression
    return rebuilt(expression, arguments)


def nonzero_denominators(*coefficients: Expr) -> list[Need]:
    """That no denominator of the coefficients vanishes, factor by factor."""
    factors = {f for x in coefficients for f, _ in factor_list(fraction(cancel(x))[1])[1]}
    return [Need(factor, Kind.NONZERO) for factor in sorted(factors, key=default_sort_key) if not factor.is_number]


def occurrences(sides: Iterable[Any], heads: type | tuple[type, ...]) -> list[Any]:
    """The nodes of these heads outside of sums, integrals and derivatives, each once, in order of appearance."""
    found: dict[Any, None] = {}

    def visit(node: Any) -> None:
        if isinstance(node, heads):
            found[node] = None
        if isinstance(node, Basic) and not isinstance(node, OPAQUE):
            for argument in node.args:
                visit(argument)

    for side in sides:
        visit(side)
    return list(found)
