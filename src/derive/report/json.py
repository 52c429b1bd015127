"""The report as JSON for other programs: schema 1, as docs/json.md describes it key by key."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from derive.evidence import Evidence
from derive.report.model import SCHEMA, CalculationReport, DerivationReport, Problem, Report, StepReport
from derive.report.slips import Slip, slips


def json_text(report: Report) -> str:
    """The report as strict JSON (no NaN, ASCII only), with a line end behind it."""
    return json.dumps(json_data(report), indent=2, allow_nan=False) + "\n"


def json_data(report: Report) -> dict[str, Any]:
    """The report as dictionaries, lists, text and numbers."""
    return {
        "schema": SCHEMA,
        "versions": dict(report.versions),
        "derivations": [_derivation(derivation) for derivation in report.derivations],
        "errors": [_error(problem) for problem in report.problems],
        "summary": asdict(report.summary),
    }


def _derivation(derivation: DerivationReport) -> dict[str, Any]:
    return {
        "id": derivation.id,
        "name": derivation.name,
        "path": derivation.path,
        "line": derivation.line,
        "source": derivation.source,
        "verdict": derivation.verdict.value,
        "calculations": [_calculation(calculation) for calculation in derivation.calculations],
    }


def _calculation(calculation: CalculationReport) -> dict[str, Any]:
    return {
        "name": calculation.name,
        "head": _evidence(calculation.head),
        "steps": [_step(step) for step in calculation.steps],
        "slips": [_slip(slip) for slip in slips(calculation)],
    }


def _slip(slip: Slip) -> dict[str, Any]:
    return {
        "step": slip.step.id,
        "line": slip.step.line,
        "inherited_by": list(slip.inherited_by),
        "cancelled_by": slip.cancelled_by,
        "stands": slip.stands,
    }


def _step(step: StepReport) -> dict[str, Any]:
    return {
        "id": step.id,
        "line": step.line,
        "lhs": step.lhs,
        "relation": step.relation,
        "rhs": step.rhs,
        "by": step.by,
        "erratum": step.erratum,
        "inherited": step.inherited,
        "local": step.local.as_json(),
        "head": _evidence(step.head),
        "correction": _evidence(step.correction),
        "seconds": round(step.seconds, 6),
    }


def _evidence(evidence: Evidence | None) -> dict[str, Any] | None:
    return None if evidence is None else evidence.as_json()


def _error(problem: Problem) -> dict[str, Any]:
    return {"path": problem.path, "line": problem.line, "message": problem.message}
