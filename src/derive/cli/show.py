"""`derive show NAME`: one page, typeset in the terminal, or checked and written as LaTeX."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import Any

from derive import workers
from derive.cli.caching import opened
from derive.cli.sources import sources, tell
from derive.cli.streams import say, write
from derive.cli.values import nearest
from derive.report.model import Problem


def run(options: Namespace) -> int:
    """Write every page of that name in the sources, and return the exit code."""
    found = sources(options)
    if not found.files and not found.problems:
        say(found.why_empty)
        return 5
    workers.warm_up()
    entries, unread = workers.list_of(found.files, options.timeout, opened(options))
    wanted = [entry for entry in entries if options.name in (entry["name"], entry["id"])]
    if not wanted:
        tell([*found.problems, *unread])
        say(_unknown(options.name, [entry["name"] for entry in entries]))
        return 2
    problems = list(found.problems)
    if options.latex:
        problems += _write_latex(wanted, options)
    else:
        _write_pages(wanted, options.timeout)
    tell(problems)
    return 2 if problems else 0


def _write_pages(entries: list[dict[str, Any]], timeout: float) -> None:
    from derive.cli.terminal import rendered, width
    from derive.report.typeset import expression_width, page_text

    columns = width()
    files = [Path(path) for path in dict.fromkeys(entry["path"] for entry in entries)]
    for page in workers.page_of(entries[0]["name"], files, timeout, expression_width(columns)):
        write(rendered(page_text(page, columns)))


def _write_latex(entries: list[dict[str, Any]], options: Namespace) -> list[Problem]:
    """Check the pages, as far as the cache does not know them, and write them down with their verdicts."""
    from derive.report.latex import document

    files = [Path(path) for path in dict.fromkeys(entry["path"] for entry in entries)]
    identities = {entry["id"] for entry in entries}
    problems = []
    for event in workers.check_files(
        files, keep=identities.__contains__, timeout=options.timeout, jobs=1, cache=opened(options), repairing=False
    ):
        if isinstance(event, workers.Finished):
            write(document(event.derivation))
        elif isinstance(event, workers.Failed):
            problems.append(event.problem)
    return problems


def _unknown(name: str, known: list[str]) -> str:
    return f"no derivation is called {name!r}{nearest(name, known) or '; `derive list` shows what there is'}"
