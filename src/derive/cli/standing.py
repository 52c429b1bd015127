"""A report held against what was known before: the baseline file of a project."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from derive.cli.streams import say
from derive.errors import AuthoringError
from derive.report.model import Report


def held_against_baseline(report: Report, options: Namespace) -> int:
    """The exit code of the report, worsened by what its baseline says; writes that file where asked.

    Raises `AuthoringError` for a baseline that is missing, damaged, or cannot be written.
    """
    if options.baseline is None:
        if options.update_baseline:
            raise AuthoringError("--update-baseline needs --baseline FILE, which says where")
        return report.exit_code
    from derive import baseline

    file = Path(options.baseline)
    if options.update_baseline:
        _write(file, report)
        return report.exit_code
    comparison = baseline.compare(report, baseline.read(_text(file), path=str(file)))
    for word, changes in (("worse", comparison.worse), ("better", comparison.better)):
        for change in changes:
            say(f"{word} than the baseline: {change}")
    if comparison.gone and options.keep is None:
        say(f"{len(comparison.gone)} steps of the baseline are gone, such as {comparison.gone[0]}")
    return comparison.exit_code(report)


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is not UTF-8"
        raise AuthoringError(
            f"this baseline cannot be read: {reason}; write one with --update-baseline", path=str(file)
        ) from None


def _write(file: Path, report: Report) -> None:
    from derive import baseline

    try:
        file.write_text(baseline.write(report), encoding="utf-8")
    except OSError as error:
        raise AuthoringError(f"this baseline cannot be written: {error.strerror}", path=str(file)) from None
