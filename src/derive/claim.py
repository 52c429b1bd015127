"""What the engine decides: one statement about all values of its variables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import Enum
from functools import cached_property
from typing import TYPE_CHECKING, Any

from sympy import Basic, Symbol, preorder_traversal
from sympy.core.relational import Relational

from derive.calculation import Approach, Relation
from derive.domains import Domain

if TYPE_CHECKING:
    from derive.abstract.kinds import Kind
    from derive.abstract.premises import Premise


class Reading(Enum):
    """Which values count: every subexpression real, or complex numbers on their principal branches."""

    REAL = "real"
    COMPLEX = "complex"


@dataclass(frozen=True)
class Claim:
    """``lhs relation rhs`` for all values of the variables in their domains that meet the conditions.

    `conditions` come from the author's ``where=``, `assuming` from ``assumed(...)``; both restrict
    the points about which the claim speaks.  Definitions (kl, expectation, ...) are still in place.
    `structures` are the variables that are no numbers (densities, functions, vectors), `premises` what is
    known of them.
    """

    lhs: Any
    relation: Relation
    rhs: Any
    domains: Mapping[Symbol, Domain]
    conditions: tuple[Relational, ...] = ()
    assuming: tuple[Relational, ...] = ()
    approach: Approach | None = field(default=None)
    reading: Reading = Reading.REAL
    structures: Mapping[Basic, Kind] = field(default_factory=dict)
    premises: tuple[Premise, ...] = ()

    @property
    def hypotheses(self) -> tuple[Relational, ...]:
        """All conditions between variables, whoever stated them."""
        return self.conditions + self.assuming

    @cached_property
    def spoken_of(self) -> frozenset[Basic]:
        """The variables that occur in the sides and the hypotheses."""
        parts = (self.lhs, self.rhs, *self.hypotheses, *self.premises)
        return frozenset().union(*(getattr(part, "free_symbols", frozenset()) for part in parts))

    @cached_property
    def is_abstract(self) -> bool:
        """Whether the claim speaks of more than numbers."""
        parts = (self.lhs, self.rhs, *self.hypotheses)
        if any(getattr(part, "free_symbols", frozenset()) & self.structures.keys() for part in parts):
            return True
        nodes = (node for part in parts if isinstance(part, Basic) for node in preorder_traversal(part))
        return any(hasattr(node, "concretely") for node in nodes)  # the identity of size n is no variable

    def relating(self, lhs: Any, relation: Relation, rhs: Any) -> Claim:
        """The same variables and hypotheses about another statement."""
        return replace(self, lhs=lhs, relation=relation, rhs=rhs, approach=None)
