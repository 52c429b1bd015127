"""What a worker process does with a task; everything that it says is plain data."""

from __future__ import annotations

import contextlib
import faulthandler
import io
import signal
import sys
import traceback
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, TextIO

from derive.check import Figures, examine
from derive.collect import load
from derive.errors import AuthoringError, InternalContradiction
from derive.evidence import Evidence, from_json
from derive.page import Derivation
from derive.report.model import derivation_as_data
from derive.workers import MEMORY_LIMIT, Task, _shown_path

LONGEST_NUMBER = 100_000
"""Digits of a whole number that evidence may have to write out: exact values grow along the way."""


def serve(pipe: Connection, trace: str, timeout: float, resident: Derivation | None) -> None:
    """Do tasks from `pipe` until it closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _cap_memory()
    sys.set_int_max_str_digits(LONGEST_NUMBER)
    is_over = contextlib.suppress(EOFError, OSError)  # the parent, or its folder, has gone away
    with is_over, open(trace, "w") as watchdog:
        while True:
            task = pipe.recv()
            Desk(pipe, task, watchdog, timeout, resident).work()


def _cap_memory() -> None:
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_LIMIT, resource.RLIM_INFINITY))
    except (ImportError, ValueError, OSError):
        return  # a system that cannot cap memory still has the deadline


class Desk:
    """One task being done: it announces what it is at, and answers with data or with a problem."""

    def __init__(
        self, pipe: Connection, task: Task, watchdog: TextIO, timeout: float, resident: Derivation | None
    ) -> None:
        self.pipe = pipe
        self.task = task
        self.watchdog = watchdog
        self.timeout = timeout
        self.resident = resident

    def work(self) -> None:
        """Do the task; whatever goes wrong becomes a problem, and the worker lives on."""
        actions: dict[str, Callable[[], None]] = {
            "list": self.contents, "outline": self.outline, "check": self.check, "page": self.page,
        }  # fmt: skip
        printed = io.StringIO()
        try:
            with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed):
                actions[self.task.action]()
        except InternalContradiction as error:
            self.say("problem", self._problem(error, str(error), printed) | {"is_contradiction": True})
        except AuthoringError as error:
            self.say("problem", self._problem(error, error.message, printed))
        except RecursionError as error:
            message = "an expression is nested too deeply, or a function calls itself without end"
            self.say("problem", self._problem(error, message, printed))
        except BaseException as error:  # the author's code may raise anything, SystemExit included
            self.say("problem", self._problem(error, f"{type(error).__name__}: {error}", printed))
        self.say("done", None)

    def say(self, kind: str, data: Any) -> None:
        """Send one message to the parent."""
        self.pipe.send((kind, data))

    def contents(self) -> None:
        """Answer with what stands in the file."""
        self.say("derivations", [_entry(derivation) for derivation in self._load()])

    def outline(self) -> None:
        """Answer with the names and lines of the calculations of one derivation."""
        derivation = self._named()
        with self._watched(f"running the body of {derivation.name}", derivation.line):
            calculations = derivation.page.calculations
        self.say("outline", [[calculation.name, calculation.line] for calculation in calculations])

    def check(self) -> None:
        """Answer with the report of one derivation, step by step."""
        derivation = self.resident or self._named()
        with self._watched(f"running the body of {derivation.name}", derivation.line):
            _ = derivation.page, derivation.conditions
        self.say("begin", {"what": f"evaluating the steps of {derivation.name}", "line": derivation.line})
        report = examine(derivation, self._judge, path=_shown_path(derivation.path))
        self.say("report", derivation_as_data(report))

    def page(self) -> None:
        """Answer with the typeset page of each derivation of the wanted name."""
        from derive.report.page import typeset

        for derivation in self._load():
            if derivation.name == self.task.name:
                with self._watched(f"running the body of {derivation.name}", derivation.line):
                    page = typeset(derivation, width=self.task.width)
                self.say("page", page | {"path": _shown_path(derivation.path)})

    def _load(self) -> list[Derivation]:
        with self._watched("importing the file", None):
            return load(Path(self.task.path))

    def _named(self) -> Derivation:
        return next(derivation for derivation in self._load() if derivation.name == self.task.name)

    @contextlib.contextmanager
    def _watched(self, what: str, line: int | None) -> Iterator[None]:
        """Announce the author's code that runs; if it hangs, leave a note of the line."""
        self.say("begin", {"what": what, "line": line})
        faulthandler.dump_traceback_later(self.timeout * 0.9, file=self.watchdog)
        try:
            yield
        finally:
            faulthandler.cancel_dump_traceback_later()

    def _judge(
        self, key: str, step: str, figures: Figures, decide: Callable[[Callable[[str], None]], Evidence]
    ) -> Evidence:
        """The evidence for one claim: known from an earlier attempt, or found under the clock."""
        if key in self.task.known:
            return from_json(self.task.known[key])
        piece = {"key": key, "what": "starting", "figures": figures}
        self.say("begin", piece)
        evidence = decide(lambda what: self.say("running", piece | {"what": what}))
        derivation = f"{_shown_path(self.task.path)}::{self.task.name}"
        self.say("known", {"key": key, "derivation": derivation, "step": step, "evidence": evidence.as_json()})
        return evidence

    def _problem(self, error: BaseException, message: str, printed: io.StringIO) -> dict[str, Any]:
        path = getattr(error, "path", None) or self.task.path
        line = getattr(error, "line", None) or _line_of(error, self.task.path)
        output = printed.getvalue().strip()
        if output:
            message += f"\n(it printed: {output[-300:]})"
        return {"path": _shown_path(path), "line": line, "message": message[:2000]}


def _line_of(error: BaseException, path: str) -> int | None:
    """The line of the author's file at which the error arose."""
    if isinstance(error, SyntaxError):
        return error.lineno
    wanted = str(Path(path).resolve())
    lines = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == wanted]
    return lines[-1] if lines else None


def _entry(derivation: Derivation) -> dict[str, Any]:
    path = _shown_path(derivation.path)
    return {
        "id": f"{path}::{derivation.name}", "name": derivation.name, "path": path, "line": derivation.line,
        "source": derivation.source, "claim": derivation.claim_in_words,
    }  # fmt: skip


