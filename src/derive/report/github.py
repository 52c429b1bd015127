"""The report as workflow commands of GitHub Actions, which show findings at their lines in a pull request.

Only lines are known of a step, so every annotation stands at column 1.
"""

from __future__ import annotations

from derive.report.findings import Finding, findings
from derive.report.model import Report
from derive.report.words import plain

COMMANDS = {"error": "error", "warning": "warning", "note": "notice"}


def render(report: Report) -> str:
    """One workflow command for each finding; nothing at all if there is none."""
    return "".join(f"{line}\n" for line in [*map(_annotation, findings(report)), *_about_the_run(report)])


def command(name: str, message: str, **properties: object) -> str:
    """A workflow command.

    >>> command("error", "50% of\\nit", file="a,b.py", line=3)
    '::error file=a%2Cb.py,line=3::50%25 of%0Ait'
    """
    written = ",".join(f"{key}={_property(str(value))}" for key, value in properties.items())
    return f"::{name} {written}::{_data(message)}"


def _annotation(finding: Finding) -> str:
    place: dict[str, object] = {}
    if finding.path is not None:
        place["file"] = plain(finding.path)
        place |= {} if finding.line is None else {"line": finding.line, "col": 1}
    return command(COMMANDS[finding.level], finding.message, **place, title=finding.title)


def _about_the_run(report: Report) -> list[str]:
    if report.interrupted:
        return [command("error", plain(report.interrupted), title="derive was interrupted")]
    if report.exit_code == 5:
        return [command("error", "there was nothing to check", title="derive")]
    return []


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
