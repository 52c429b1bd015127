"""Where a report goes: each form that was asked for, to its file or to standard output."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from derive.cli.caching import shown
from derive.cli.streams import write
from derive.errors import AuthoringError
from derive.report.formats import render
from derive.report.model import Report

if TYPE_CHECKING:
    from derive.cache.run import Cache

Output = tuple[str, str | None]
"""The name of a format, and the file that it goes to (None: standard output)."""


def write_all(
    report: Report, outputs: Sequence[Output], points: Mapping[str, float], cache: Cache | None = None
) -> None:
    """Write the report in all forms; text for a terminal is laid out for it, and kept in `cache`.

    Raises `AuthoringError` for a file that cannot be written, after all others were.
    """
    unwritten: list[AuthoringError] = []
    for form, file in outputs:
        if file is None:
            write(_for_a_person(report, cache) if form == "text" else render(form, report, points=points))
            continue
        try:
            Path(file).write_text(render(form, report, points=points), encoding="utf-8")
        except OSError as error:
            reason = f"this file cannot be written: {error.strerror}; name another with -o"
            unwritten.append(AuthoringError(reason, path=file))
    if unwritten:
        raise unwritten[0]


def preload(outputs: Sequence[Output]) -> None:
    """Load what the text needs while the engine loads in the background."""
    if ("text", None) in outputs:
        import derive.cli.terminal
        import derive.report.text  # noqa: F401


def _for_a_person(report: Report, cache: Cache | None) -> str:
    is_empty = not (report.derivations or report.problems or report.interrupted)
    return "" if is_empty else shown(_in_full(report), lambda: _laid_out(report), cache)


def _in_full(report: Report) -> tuple[str, ...]:
    """All that the text says, or depends on."""
    return "check", repr((report.derivations, report.problems, report.fail_on, report.interrupted))


def _laid_out(report: Report) -> str:
    from derive.cli.terminal import rendered
    from derive.report.text import renderable

    return rendered(renderable(report))
