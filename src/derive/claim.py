"""What the engine decides: one statement about all values of its variables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import Enum
from typing import Any

from sympy import Symbol
from sympy.core.relational import Relational

from derive.calculation import Approach, Relation
from derive.domains import Domain


class Reading(Enum):
    """Which values count: every subexpression real, or complex numbers on their principal branches."""

    REAL = "real"
    COMPLEX = "complex"


@dataclass(frozen=True)
class Claim:
    """``lhs relation rhs`` for all values of the variables in their domains that meet the conditions.

    `conditions` come from the author's ``where=``, `assuming` from ``assumed(...)``; both restrict
    the points about which the claim speaks.  Definitions (kl, expectation, ...) are still in place.
    """

    lhs: Any
    relation: Relation
    rhs: Any
    domains: Mapping[Symbol, Domain]
    conditions: tuple[Relational, ...] = ()
    assuming: tuple[Relational, ...] = ()
    approach: Approach | None = field(default=None)
    reading: Reading = Reading.REAL

    @property
    def hypotheses(self) -> tuple[Relational, ...]:
        """All conditions between variables, whoever stated them."""
        return self.conditions + self.assuming

    def relating(self, lhs: Any, relation: Relation, rhs: Any) -> Claim:
        """The same variables and hypotheses about another statement."""
        return replace(self, lhs=lhs, relation=relation, rhs=rhs, approach=None)
