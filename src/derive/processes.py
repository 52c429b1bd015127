"""How processes start that work may hang or crash in."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from types import ModuleType
from typing import Any

STARTING = 60.0
"""Seconds that a fresh worker may take to load the engine, beside the time of its first piece."""

STAND_BY = 1.0
"""Seconds (or a quarter of the time that a piece may take) after which a spare worker is started."""

MASKING = Lock()
"""Held while processes start, so that two threads do not hide the main module from each other for good."""


def start_method(resident: Any) -> Any:
    """How processes start: as copies of this one for a derivation in memory, else from a warm server."""
    import multiprocessing

    known = multiprocessing.get_all_start_methods()
    if resident is not None and "fork" in known:
        return multiprocessing.get_context("fork")
    if "forkserver" not in known:
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["derive.preload"])
    return context


@contextmanager
def nameless_main() -> Iterator[None]:
    """Hide the script that this process runs from the processes that it starts: they need not run it again.

    So a script may check derivations without guarding its lines by ``if __name__ == "__main__"``.
    """
    with MASKING:
        main = sys.modules["__main__"]
        sys.modules["__main__"] = ModuleType("__main__")
        try:
            yield
        finally:
            sys.modules["__main__"] = main


def warm_up() -> None:
    """Start loading the engine in the background, while the caller gets ready."""
    import multiprocessing

    if "forkserver" in multiprocessing.get_all_start_methods():
        from multiprocessing import forkserver, resource_tracker

        start_method(None)
        resource_tracker.ensure_running()  # it unblocks Ctrl-C, so it has to come first
        before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})  # Ctrl-C is for this process alone
        try:
            forkserver.ensure_running()
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
