"""Work that may hang or crash, in processes that are killed at their deadlines.

- The parent stays light: it hands out tasks, collects plain data, and never loads SymPy.
- A worker announces each piece of work before it starts it; the clock runs per piece.
- A worker that misses a deadline, or dies, is replaced; the piece that it was at is UNDECIDED, and
  the task goes on behind it with everything that was already known.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import tempfile
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from importlib import metadata
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any

from derive.errors import AuthoringError
from derive.evidence import Undecided
from derive.report.model import DerivationReport, Problem, derivation_from_data

MEMORY_LIMIT = 8 * 2**30
"""Address space of a worker in bytes, where the system can cap it."""

STARTING = 60.0
"""Seconds that a fresh worker may take to load the engine, beside the time of its first piece."""


REMEDY = "look for a power or a factorial that is too large to work out, or raise --timeout"


@dataclass(frozen=True, slots=True)
class Found:
    """So many derivations were found in one more file."""

    names: int


@dataclass(frozen=True, slots=True)
class StepDone:
    """One more step of a derivation was judged."""

    derivation_id: str
    step_id: str


@dataclass(frozen=True, slots=True)
class Finished:
    """A derivation was checked."""

    derivation: DerivationReport


@dataclass(frozen=True, slots=True)
class Failed:
    """An author's mistake, or a contradiction between engines."""

    problem: Problem


Event = Found | StepDone | Finished | Failed


@dataclass(frozen=True, slots=True)
class Task:
    """A piece of work for a worker: what to do with which derivation of which file.

    `known` holds evidence (as data) of an earlier attempt, by the key of the claim.
    """

    action: str
    path: str
    name: str | None = None
    width: int = 80
    known: dict[str, Any] = field(default_factory=dict)


def versions() -> dict[str, str]:
    """The versions on which verdicts rest."""
    return {name: metadata.version(name) for name in ("derive", "sympy", "python-flint", "numpy", "mpmath")}


def check_files(
    files: Sequence[Path], *, keep: Callable[[str], bool] | None = None, timeout: float, jobs: int
) -> Iterator[Event]:
    """Check all derivations of `files` whose id ``path::name`` meets `keep`; events come as they happen.

    `timeout` is in seconds a step.
    """
    pool = Pool(timeout=timeout, jobs=jobs)
    tasks = deque(Task("list", str(file)) for file in files)
    for task, kind, data in pool.run(tasks):
        if kind == "derivations":
            names = [entry for entry in data if keep is None or keep(entry["id"])]
            tasks.extend(Task("check", task.path, entry["name"]) for entry in names)
            yield Found(len(names))
        elif kind == "step":
            yield StepDone(data["derivation"], data["step"])
        elif kind == "report":
            yield Finished(derivation_from_data(data))
        elif kind == "problem":
            yield Failed(Problem(**data))


def list_of(files: Sequence[Path], timeout: float) -> tuple[list[dict[str, Any]], list[Problem]]:
    """What stands in `files`, without running a body; and the files that cannot be read."""
    entries: list[dict[str, Any]] = []
    problems: list[Problem] = []
    pool = Pool(timeout=timeout, jobs=1)
    for _, kind, data in pool.run(deque(Task("list", str(file)) for file in files)):
        if kind == "derivations":
            entries.extend(data)
        elif kind == "problem":
            problems.append(Problem(**data))
    return entries, problems


def page_of(name: str, files: Sequence[Path], timeout: float, width: int = 80) -> list[dict[str, Any]]:
    """The pages of the derivations called `name`, typeset as text for lines of `width` characters.

    Raises `AuthoringError` if a body or an import fails.
    """
    pool = Pool(timeout=timeout, jobs=1)
    pages: list[dict[str, Any]] = []
    for _, kind, data in pool.run(deque(Task("page", str(file), name, width) for file in files)):
        if kind == "page":
            pages.append(data)
        elif kind == "problem":
            raise AuthoringError(data["message"], path=data["path"], line=data["line"])
    return pages


def check_in_memory(derivation: Any, *, timeout: float) -> Iterator[Event]:
    """Check one derivation that exists only in this process, in a copy of the process."""
    pool = Pool(timeout=timeout, jobs=1, resident=derivation)
    task = Task("check", derivation.path, derivation.name)
    for _, kind, data in pool.run(deque([task])):
        if kind == "report":
            yield Finished(derivation_from_data(data))
        elif kind == "problem":
            yield Failed(Problem(**data))


@dataclass
class _Worker:
    """A process with the task that it is at, and when its present piece of work has to be done."""

    process: Any
    pipe: Connection
    trace: Path
    task: Task | None = None
    piece: dict[str, Any] = field(default_factory=dict)
    deadline: float = 0.0
    ready: bool = False


@dataclass
class Pool:
    """Up to `jobs` workers over a queue of tasks; `resident` is a derivation that lives in memory."""

    timeout: float
    jobs: int
    resident: Any = None
    _workers: list[_Worker] = field(default_factory=list)
    _folder: tempfile.TemporaryDirectory[str] = field(init=False)

    def run(self, tasks: deque[Task]) -> Iterator[tuple[Task, str, Any]]:
        """Messages of the workers, each with its task; the caller may add tasks on the way."""
        with self:
            yield from self.messages(tasks)

    def messages(self, tasks: deque[Task]) -> Iterator[tuple[Task, str, Any]]:
        """The same inside ``with pool:``, where the workers stay for further tasks."""
        while tasks or any(worker.task for worker in self._workers):
            self._hand_out(tasks)
            yield from self._listen(tasks)

    def __enter__(self) -> Pool:
        self._folder = tempfile.TemporaryDirectory(prefix="derive-")
        return self

    def __exit__(self, *reason: object) -> None:
        for worker in self._workers:
            worker.process.kill()
            worker.process.join()
            worker.pipe.close()
        self._workers.clear()
        self._folder.cleanup()

    def _hand_out(self, tasks: deque[Task]) -> None:
        self._bury()
        idle = [worker for worker in self._workers if worker.task is None]
        while tasks and (idle or len(self._workers) < self.jobs):
            worker = idle.pop() if idle else self._start()
            worker.task = tasks.popleft()
            worker.piece = {"what": "starting"}
            worker.deadline = time.monotonic() + self.timeout + (0 if worker.ready else STARTING)
            worker.pipe.send(worker.task)

    def _bury(self) -> None:
        """Let go of workers that died between two tasks: a page may have left a thread behind."""
        for worker in [w for w in self._workers if w.task is None and not w.process.is_alive()]:
            worker.pipe.close()
            self._workers.remove(worker)

    def _start(self) -> _Worker:
        context = _context(self.resident)
        here, there = context.Pipe()
        trace = Path(self._folder.name) / f"trace-{len(os.listdir(self._folder.name))}"
        trace.touch()
        process = context.Process(
            target=_serve, args=(there, str(trace), self.timeout, self.resident), daemon=True
        )
        process.start()
        there.close()
        worker = _Worker(process, here, trace)
        self._workers.append(worker)
        return worker

    def _listen(self, tasks: deque[Task]) -> Iterator[tuple[Task, str, Any]]:
        busy = [worker for worker in self._workers if worker.task is not None]
        patience = max(0.0, min(worker.deadline for worker in busy) - time.monotonic())
        heard = wait([worker.pipe for worker in busy], patience)
        for worker in busy:
            if worker.pipe in heard:
                yield from self._receive(worker, tasks)
            elif time.monotonic() > worker.deadline:
                yield from self._lose(worker, f"time: not finished within {self.timeout:g} s", tasks)

    def _receive(self, worker: _Worker, tasks: deque[Task]) -> Iterator[tuple[Task, str, Any]]:
        assert worker.task is not None
        try:
            kind, data = worker.pipe.recv()
        except (EOFError, OSError):
            worker.process.join(1)
            yield from self._lose(worker, f"the worker crashed (exit code {worker.process.exitcode})", tasks)
            return
        worker.ready = True
        if kind == "begin":
            worker.piece = data
            worker.deadline = time.monotonic() + self.timeout
        elif kind == "running":
            worker.piece = data
        elif kind == "known":
            worker.task.known[data["key"]] = data["evidence"]
            worker.piece = {"what": "going from one step to the next"}
            if data["step"]:
                yield worker.task, "step", data
        elif kind == "done":
            worker.task = None
        else:
            yield worker.task, kind, data

    def _lose(self, worker: _Worker, why: str, tasks: deque[Task]) -> Iterator[tuple[Task, str, Any]]:
        """Kill a worker; its task goes on behind the piece that was lost, if that was a claim."""
        worker.process.kill()
        worker.process.join()
        worker.pipe.close()
        self._workers.remove(worker)
        task, piece = worker.task, worker.piece
        assert task is not None
        if "key" in piece:
            reason = f"{why}, while {piece['what']}"
            task.known[piece["key"]] = Undecided(reason=reason, **piece["figures"]).as_json()
            tasks.appendleft(replace(task))
            return
        line = _line_in_trace(worker.trace, task.path) or piece.get("line")
        remedy = REMEDY if worker.ready else "the engine did not start: `derive doctor` shows what is installed"
        message = f"{piece['what']}: {why}; {remedy}"
        yield task, "problem", {"path": _shown_path(task.path), "line": line, "message": message}


def _context(resident: Any) -> Any:
    """How processes start: as copies of this one for a derivation in memory, else from a warm server."""
    known = multiprocessing.get_all_start_methods()
    if resident is not None and "fork" in known:
        return multiprocessing.get_context("fork")
    if "forkserver" not in known:
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["derive.check"])
    return context


def warm_up() -> None:
    """Start loading the engine in the background, while the caller gets ready."""
    if "forkserver" in multiprocessing.get_all_start_methods():
        from multiprocessing import forkserver, resource_tracker

        _context(None)
        resource_tracker.ensure_running()  # it unblocks Ctrl-C, so it has to come first
        before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})  # Ctrl-C is for this process alone
        try:
            forkserver.ensure_running()
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _line_in_trace(trace: Path, path: str) -> int | None:
    """The line of `path` at which a hanging worker stood, as its watchdog wrote it."""
    wanted = f'File "{Path(path).resolve()}", line '
    for text in trace.read_text(errors="replace").splitlines():
        if wanted in text:
            return int(text.split(wanted)[1].split()[0])
    return None


def _shown_path(path: str) -> str:
    """`path` as a person here would write it."""
    full = Path(path).resolve()
    here = Path.cwd()
    return full.relative_to(here).as_posix() if full.is_relative_to(here) else str(full)


def _serve(pipe: Connection, trace: str, timeout: float, resident: Any) -> None:
    """The life of a worker: one task after the other, until the pipe closes."""
    from derive.serve import serve

    serve(pipe, trace, timeout, resident)
