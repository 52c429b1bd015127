"""A derivation typeset for a terminal, as plain data: every line as two-dimensional text."""

from __future__ import annotations

from typing import Any

from derive.calculation import Calculation, Step
from derive.page import Derivation
from derive.report.pretty import pretty


def typeset(derivation: Derivation, *, width: int) -> dict[str, Any]:
    """The page as plain data: what is assumed, and every line with its relation and its reason."""
    return {
        "name": derivation.name,
        "source": derivation.source,
        "path": derivation.path,
        "line": derivation.line,
        "claim": derivation.claim_in_words,
        "variables": [{"name": name, "domain": kind.name} for name, kind in derivation.variables.items()],
        "conditions": [pretty(fact, width=width) for fact in derivation.stated],
        "assumed": [pretty(assumption.fact, width=width) for assumption in derivation.page.assumptions],
        "calculations": [calculation_as_data(c, width=width) for c in derivation.page.calculations],
    }


def calculation_as_data(calculation: Calculation, *, width: int) -> dict[str, Any]:
    """A chain as plain data."""
    return {
        "name": calculation.name,
        "head": None if calculation.head is None else pretty(calculation.head, width=width),
        "steps": [step_as_data(step, width=width) for step in calculation.steps],
    }


def step_as_data(step: Step, *, width: int) -> dict[str, Any]:
    """A line of a chain as plain data."""
    return {
        "lhs": None if step.lhs is None else pretty(step.lhs, width=width),
        **_right_side(step, width),
        "by": step.by,
        "erratum": step.erratum,
        "correction": None if step.correction is None else _right_side(step.correction, width),
        "line": step.line,
    }


def _right_side(step: Step, width: int) -> dict[str, Any]:
    return {
        "relation": step.relation.value,
        "rhs": pretty(step.rhs, width=width),
        "approach": None if step.approach is None else str(step.approach),
    }
