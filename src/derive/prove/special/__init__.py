"""Identities of special functions: rules that bring both sides of a claim to canonical functions."""

from __future__ import annotations

from derive.prove.special.prover import prove_special
from derive.prove.special.rules import Need, Pass, Rewrite, Rewritten, Rule, rewritten, rewritten_together

__all__ = ["Need", "Pass", "Rewrite", "Rewritten", "Rule", "prove_special", "rewritten", "rewritten_together"]
