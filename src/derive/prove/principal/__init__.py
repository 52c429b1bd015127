"""Equality in the complex reading: principal branches, and a zero test in a tower of generators."""

from derive.prove.anybranch import are_equal, prove_principal, vanishes
from derive.prove.principal.facts import PlaneFacts

__all__ = ["PlaneFacts", "are_equal", "prove_principal", "vanishes"]
