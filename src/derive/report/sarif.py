"""The report as SARIF 2.1.0, the static analysis format that code hosts and editors read.

Rules keep their ids and their order, and a result carries the id of its step as a partial
fingerprint, so that it stays the same result when lines move.
"""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote

from derive.report.findings import Finding, findings
from derive.report.model import Report
from derive.report.rules import RULES, Rule, level
from derive.report.words import plain

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
ROOT = "%SRCROOT%"
"""What relative paths are relative to, by its customary name."""


def render(report: Report) -> str:
    """A SARIF log of one run."""
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [_run(report)]}
    return json.dumps(log, indent=2) + "\n"


def _run(report: Report) -> dict[str, Any]:
    found = findings(report)
    return {
        "tool": {"driver": _driver(report)},
        "invocations": [_invocation(report, [finding for finding in found if finding.path is None])],
        "results": [_result(finding) for finding in found if finding.path is not None],
        "columnKind": "unicodeCodePoints",
        "properties": {"versions": dict(report.versions)},
    }


def _driver(report: Report) -> dict[str, Any]:
    version = report.versions.get("derive")
    return {
        "name": "derive",
        **({} if version is None else {"version": version}),
        "rules": [_rule(rule, report.fail_on) for rule in RULES],
    }


def _rule(rule: Rule, fail_on: str) -> dict[str, Any]:
    return {
        "id": rule.id,
        "name": "".join(map(str.capitalize, rule.name.split("-"))),
        "shortDescription": _text(rule.summary),
        "help": _text(rule.help),
        "defaultConfiguration": {"level": level(rule, fail_on=fail_on)},
    }


def _result(finding: Finding) -> dict[str, Any]:
    return {
        "ruleId": finding.rule.id,
        "ruleIndex": RULES.index(finding.rule),
        "level": finding.level,
        "message": _text(f"{finding.title}.\n{finding.message}"),
        "locations": [_location(finding)],
        "partialFingerprints": {"derive/v1": plain(finding.id)},
    }


def _location(finding: Finding) -> dict[str, Any]:
    region = {"startLine": finding.line or 1, "startColumn": 1}
    location: dict[str, Any] = {
        "physicalLocation": {"artifactLocation": _artifact(finding.path or ""), "region": region}
    }
    if finding.derivation is not None:
        whole = "::".join(filter(None, (finding.derivation, finding.calculation)))
        location["logicalLocations"] = [{"fullyQualifiedName": plain(whole), "kind": "function"}]
    return location


def _artifact(path: str) -> dict[str, str]:
    uri = quote(plain(path))
    return {"uri": f"file://{uri}"} if path.startswith("/") else {"uri": uri, "uriBaseId": ROOT}


def _invocation(report: Report, homeless: list[Finding]) -> dict[str, Any]:
    """How the run went; what happened in no file is told here."""
    notes = [{"level": "error", "message": _text(finding.message)} for finding in homeless]
    if report.interrupted:
        notes.append({"level": "error", "message": _text(f"interrupted: {plain(report.interrupted)}")})
    if report.exit_code == 5:
        notes.append({"level": "error", "message": _text("there was nothing to check")})
    return {
        "executionSuccessful": not (report.problems or report.interrupted),
        "exitCode": report.exit_code,
        "toolExecutionNotifications": notes,
    }


def _text(text: str) -> dict[str, str]:
    """A message; braces would be placeholders, and a parenthesis behind a bracket a link."""
    return {"text": text.replace("{", "{{").replace("}", "}}").replace("](", "] (")}
