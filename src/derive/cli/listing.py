"""`derive list`: what there is to check, without running it."""

from __future__ import annotations

import json
from argparse import Namespace
from typing import Any

from derive import workers
from derive.cli.caching import is_listed, opened, shown
from derive.cli.sources import sources, tell
from derive.cli.streams import say, write


def run(options: Namespace) -> int:
    """Write the derivations of the sources, grouped by file, and return the exit code."""
    found = sources(options)
    if found.roots is None:
        say(found.why_empty)
        return 5
    cache = opened(options)
    if not is_listed(cache, found.files):
        workers.warm_up()
    entries, unread = workers.list_of(found.files, options.timeout, cache)
    problems = [*found.problems, *unread]
    ordered: list[dict[str, Any]] = sorted(entries, key=lambda entry: (entry["path"], entry["line"]))
    if ordered:
        write(shown(("list", json.dumps(ordered)), lambda: _rendered(ordered), cache))
    tell(problems)
    if problems:
        return 2
    if not ordered:
        say(found.why_empty)
        return 5
    return 0


def _rendered(entries: list[dict[str, Any]]) -> str:
    from derive.cli.terminal import rendered
    from derive.report.listing import listed

    return rendered(listed(entries))
