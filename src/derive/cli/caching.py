"""The cache on the command line: which one a run uses, what of it is shown, and `derive cache`."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from derive.cache import place
from derive.cli.streams import say, write

if TYPE_CHECKING:
    from derive.cache.run import Cache
    from derive.cache.store import Size
    from derive.cli.selection import Keep

OFF = "there is no cache here: it is off in CI, unless --cache DIR asks for one"

OF_THE_TERMINAL = (
    "COLUMNS", "LINES", "TERM", "COLORTERM", "NO_COLOR", "FORCE_COLOR", "TTY_COMPATIBLE", "TTY_INTERACTIVE",
    "JUPYTER_COLUMNS", "JUPYTER_LINES", "DATABRICKS_RUNTIME_VERSION",
)  # fmt: skip
"""The variables that decide how text is laid out and coloured."""


def opened(options: Namespace) -> Cache | None:
    """The cache that a run uses; None for none.

    Raises `AuthoringError` for a folder that is none.
    """
    folder = None if options.no_cache else place.folder(options.cache)
    if folder is None:
        return None
    from derive.cache.run import Cache

    repairing = not getattr(options, "no_repair", False)
    return Cache(folder, timeout=options.timeout, memory=getattr(options, "memory", None), repairing=repairing)


def is_answered(cache: Cache | None, files: Iterable[Path], keep: Keep | None) -> bool:
    """Whether the cache knows all reports on the derivations in these files that `keep` wants."""
    return cache is not None and all(cache.answers(str(file.resolve()), keep) for file in files)


def is_listed(cache: Cache | None, files: Iterable[Path]) -> bool:
    """Whether the cache knows what stands in these files."""
    return cache is not None and all(cache.contents(str(file.resolve())) is not None for file in files)


def shown(what: Iterable[str], lay_out: Callable[[], str], cache: Cache | None) -> str:
    """The text for the terminal at hand of what `what` says in full: as it was laid out before, or anew."""
    if cache is None or sys.platform == "win32":
        return lay_out()
    key = cache.key_of_text(*what, *_terminal())
    known = cache.text(key)
    if known is not None:
        return known
    text = lay_out()
    cache.keep_text(key, text)
    return text


def run(options: Namespace) -> int:
    """Say where the cache is, or what is in it, or remove it, and return the exit code."""
    from derive.cache.store import Store

    folder = place.folder(options.cache)
    if folder is None:
        say(OFF)
        return 0
    if options.action == "path":
        write(f"{folder}\n")
    elif options.action == "clear":
        write(f"removed {_counted(Store(folder).clear())} from {folder}\n")
    else:
        write(f"{_counted(Store(folder).size())} in {folder}\n")
    return 0


def _counted(size: Size) -> str:
    entries = "1 entry" if size.entries == 1 else f"{size.entries} entries"
    return f"{entries}, {size.total / 2**20:.1f} MB"


def _terminal() -> list[str]:
    """All that the layout of a text may depend on beside the text."""
    variables = [f"{name}={os.environ.get(name)}" for name in OF_THE_TERMINAL]
    return [*variables, str(sys.stdout.isatty()), str(sys.stdout.encoding), *map(_size, range(3))]


def _size(stream: int) -> str:
    try:
        return str(os.get_terminal_size(stream))
    except (OSError, ValueError):
        return "none"
