"""The report as Code Quality JSON of GitLab, which shows findings in merge requests.

A fingerprint is made of the rule and the id of the step, so that a finding stays the same one when
lines move.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any

from derive.report.findings import Finding, findings
from derive.report.model import Report
from derive.report.words import plain

SEVERITIES = {"error": "critical", "warning": "major", "note": "info"}


def render(report: Report) -> str:
    """A JSON list with one entry for each finding."""
    return json.dumps([_entry(finding) for finding in findings(report)], indent=2) + "\n"


def _entry(finding: Finding) -> dict[str, Any]:
    return {
        "description": f"{finding.title}\n{finding.message}",
        "check_name": finding.rule.id,
        "fingerprint": hashlib.sha256(f"{finding.rule.id} {finding.id}".encode(errors="replace")).hexdigest(),
        "severity": SEVERITIES[finding.level],
        "location": {"path": plain(finding.path or "."), "lines": {"begin": finding.line or 1}},
    }
