"""Work that may hang or crash, in processes that are killed at their deadlines.

- The parent stays light: it hands out tasks, collects plain data, and never loads SymPy.
- A worker announces each piece of work before it starts it; the clock runs per piece.
- A worker that misses a deadline, or dies, is replaced at once by one that stands by; the piece that
  it was at is UNDECIDED, and the task goes on behind it with everything that was already known.
- A run may have a budget: shortly before its end, what is left is only read, and its steps are
  UNDECIDED.
"""

from __future__ import annotations

import signal
import time
from collections import deque
from collections.abc import Iterator
from contextlib import nullcontext, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from derive.evidence import Undecided
from derive.processes import STAND_BY, STARTING, nameless_main, start_method
from derive.tasks import Task, shown_path
from derive.traces import line_in_trace, ran_out_of_memory, signal_name
from derive.workers import MEMORY

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from tempfile import TemporaryDirectory

    from derive.cache.run import Terms

LATEST_RESERVE = 5.0
"""The last seconds of a budget (or its last fifth), in which what is left is read but not decided."""

AHEAD = 64
"""How many tasks are looked through for one that suits a worker."""

REMEDY = "look for a power or a factorial that is too large to work out, or raise --timeout"

@dataclass
class _Worker:
    """A process with the task that it is at, and when its present piece of work has to be done."""

    process: Any
    pipe: Connection
    trace: Path
    task: Task | None = None
    path: str = ""
    piece: dict[str, Any] = field(default_factory=dict)
    begun: float = 0.0
    deadline: float = 0.0
    ready: bool = False


@dataclass
class Pool:
    """Up to `jobs` workers over a queue of tasks; `resident` is a derivation that lives in memory.

    `timeout` is in seconds a piece of work, `budget` in seconds for all tasks, `memory` in megabytes a
    worker beside the engine.  `terms` say where workers look up claims that were decided before.
    """

    timeout: float
    jobs: int
    resident: Any = None
    budget: float | None = None
    memory: int = MEMORY
    terms: Terms | None = None
    _workers: list[_Worker] = field(default_factory=list)
    _spare: _Worker | None = None
    _dying: list[Any] = field(default_factory=list)
    _started: int = 0
    _end: float | None = None
    _hurry: float | None = None
    _folder: TemporaryDirectory[str] = field(init=False)

    def run(self, tasks: deque[Task]) -> Iterator[tuple[Task, str, Any]]:
        """Messages of the workers, each with its task; the caller may add tasks on the way."""
        with self:
            yield from self.messages(tasks)

    def messages(self, tasks: deque[Task]) -> Iterator[tuple[Task, str, Any]]:
        """The same inside ``with pool:``, where the workers stay for further tasks."""
        while tasks or any(worker.task for worker in self._workers):
            now = time.monotonic()
            if self._end is not None and now >= self._end:
                yield from self._abandon(tasks)
                continue
            if self._is_hurried(now):
                self._interrupt(tasks)
            self._hand_out(tasks)
            yield from self._listen(tasks)

    def __enter__(self) -> Pool:
        from tempfile import TemporaryDirectory

        self._folder = TemporaryDirectory(prefix="derive-")
        if self.budget is not None:
            self._end = time.monotonic() + self.budget
            self._hurry = self._end - min(LATEST_RESERVE, self.budget / 5)
        return self

    def __exit__(self, *reason: object) -> None:
        living = [*self._workers, *([self._spare] if self._spare else ())]
        for worker in living:
            worker.process.kill()
            worker.pipe.close()
        for process in [*self._dying, *(worker.process for worker in living)]:
            process.join()
        self._workers.clear()
        self._dying.clear()
        self._spare = None
        self._folder.cleanup()

    def _is_hurried(self, now: float) -> bool:
        """Whether the budget leaves time to read, but none to decide."""
        return self._hurry is not None and now >= self._hurry

    def _interrupt(self, tasks: deque[Task]) -> None:
        """Stop what was begun before the hurry, to read it once more."""
        for worker in [w for w in self._workers if w.task is not None and not w.task.hurried]:
            assert worker.task is not None
            if "key" in worker.piece:
                self._give_up(worker, f"time: the budget of the run, {self.budget:g} s, was used up")
            tasks.appendleft(worker.task)
            self._kill(worker)

    def _abandon(self, tasks: deque[Task]) -> Iterator[tuple[Task, str, Any]]:
        """Say of everything left that not even reading it was possible in time."""
        lost = [worker for worker in self._workers if worker.task is not None]
        left = [worker.task for worker in lost if worker.task is not None] + list(tasks)
        for worker in lost:
            self._kill(worker)
        tasks.clear()
        for task in left:
            name = f"{task.name}: " if task.name else ""
            message = f"{name}not read: the budget of the run, {self.budget:g} s, was used up; raise --budget"
            yield task, "problem", {"path": shown_path(task.path), "line": None, "message": message}

    def _hand_out(self, tasks: deque[Task]) -> None:
        self._bury()
        idle = [worker for worker in self._workers if worker.task is None]
        while tasks and (idle or len(self._workers) < self.jobs):
            worker = idle.pop() if idle else self._joined()
            task = self._suited(worker, tasks)
            if self._hurry is not None and time.monotonic() >= self._hurry:
                task = replace(task, hurried=True)
            worker.task = task
            worker.path = task.path
            worker.piece = {"what": "starting"}
            worker.begun = time.monotonic()
            worker.deadline = worker.begun + self.timeout + (0 if worker.ready else STARTING)
            with suppress(OSError):  # it died this moment: listening to it will say so
                worker.pipe.send(task)

    def _suited(self, worker: _Worker, tasks: deque[Task]) -> Task:
        """The next task for a worker: of the file that it has read, else of one that nobody is at."""
        near = [tasks[i] for i in range(min(len(tasks), AHEAD))]
        taken = {other.path for other in self._workers if other is not worker and other.task is not None}
        own = (i for i, task in enumerate(near) if task.path == worker.path)
        free = (i for i, task in enumerate(near) if task.path not in taken)
        index = next(own, next(free, 0))
        task = near[index]
        del tasks[index]
        return task

    def _bury(self) -> None:
        """Let go of workers that died between two tasks: a page may have left a thread behind."""
        for worker in [w for w in self._workers if w.task is None and not w.process.is_alive()]:
            worker.pipe.close()
            self._workers.remove(worker)
        if self._spare is not None and not self._spare.process.is_alive():
            self._spare.pipe.close()
            self._spare = None

    def _joined(self) -> _Worker:
        """One more worker: the spare one, if there is one."""
        worker, self._spare = self._spare or self._start(), None
        self._workers.append(worker)
        return worker

    def _start(self) -> _Worker:
        context = start_method(self.resident)
        here, there = context.Pipe()
        trace = Path(self._folder.name) / f"trace-{self._started}"
        self._started += 1
        trace.touch()
        process = context.Process(
            target=_serve,
            args=(there, str(trace), self.timeout, self.resident, self.memory, self.terms),
            daemon=True,
        )
        with nullcontext() if self.resident is not None else nameless_main():
            process.start()
        there.close()
        return _Worker(process, here, trace)

    def _stand_by(self) -> None:
        """Have a worker ready to take over, once one of those at work may miss its deadline."""
        if self._spare is None and self.resident is None:
            self._spare = self._start()

    def _is_slow(self, worker: _Worker) -> bool:
        """Whether a worker has been at its piece for so long that it may be stuck."""
        return worker.task is not None and worker.ready and time.monotonic() >= worker.begun + self._patience

    @property
    def _patience(self) -> float:
        """Seconds at work after which a worker may turn out to be stuck."""
        return min(STAND_BY, self.timeout / 4)

    def _listen(self, tasks: deque[Task]) -> Iterator[tuple[Task, str, Any]]:
        from multiprocessing.connection import wait

        busy = [worker for worker in self._workers if worker.task is not None]
        moments = [worker.deadline for worker in busy]
        moments += [moment for moment in (self._hurry, self._end) if moment is not None]
        slow = [worker.begun + self._patience for worker in busy if worker.ready]
        if slow and self._spare is None and self.resident is None:
            moments.append(min(slow))
        now = time.monotonic()
        future = [moment for moment in moments if moment > now]
        is_late = any(worker.deadline <= now for worker in busy)
        heard = wait([worker.pipe for worker in busy], 0.0 if is_late or not future else min(future) - now)
        for worker in busy:
            if worker.pipe in heard:
                yield from self._receive(worker, tasks)
            elif time.monotonic() > worker.deadline:
                given = worker.deadline - worker.begun
                yield from self._lose(worker, f"time: not finished within {given:.3g} s", tasks)
        if any(self._is_slow(worker) for worker in self._workers):
            self._stand_by()

    def _receive(self, worker: _Worker, tasks: deque[Task]) -> Iterator[tuple[Task, str, Any]]:
        assert worker.task is not None
        try:
            kind, data = worker.pipe.recv()
        except (EOFError, OSError):
            worker.process.join(1)
            yield from self._lose(worker, self._cause(worker), tasks)
            return
        worker.ready = True
        if kind == "begin":
            worker.piece = data
            worker.begun = time.monotonic()
            worker.deadline = worker.begun + min(self.timeout, data.get("seconds", self.timeout))
        elif kind == "running":
            worker.piece = data
        elif kind == "known":
            worker.task.known[data["key"]] = data["evidence"]
            worker.piece = {"what": "going from one step to the next"}
            if data["step"]:
                yield worker.task, "step", data
        elif kind == "memory":
            yield from self._lose(worker, self._out_of_memory, tasks)
        elif kind == "done":
            worker.task = None
        else:
            yield worker.task, kind, data

    @property
    def _out_of_memory(self) -> str:
        return f"memory: more than {self.memory} MB were needed"

    def _cause(self, worker: _Worker) -> str:
        """Why a worker ended that nobody here has killed."""
        code = worker.process.exitcode
        if ran_out_of_memory(worker.trace):
            return self._out_of_memory
        if code == -getattr(signal, "SIGKILL", 9):
            return "memory: the worker was killed from outside, as a system does that runs out of memory"
        if code is not None and code < 0:
            return f"the worker crashed ({signal_name(-code)})"
        return f"the worker crashed (exit code {code})"

    def _lose(self, worker: _Worker, why: str, tasks: deque[Task]) -> Iterator[tuple[Task, str, Any]]:
        """Kill a worker; its task goes on behind the piece that was lost, if that was a claim."""
        self._kill(worker)
        task, piece = worker.task, worker.piece
        assert task is not None
        if "key" in piece:
            self._give_up(worker, why)
            tasks.appendleft(replace(task))
            return
        line = line_in_trace(worker.trace, task.path) or piece.get("line")
        remedy = REMEDY if worker.ready else "the engine did not start: `derive doctor` shows what is installed"
        message = f"{piece['what']}: {why}; {remedy}"
        yield task, "problem", {"path": shown_path(task.path), "line": line, "message": message}

    def _give_up(self, worker: _Worker, why: str) -> None:
        """Leave the claim undecided that a worker is at."""
        assert worker.task is not None
        piece = worker.piece
        reason = f"{why}, while {piece['what']}"
        worker.task.known[piece["key"]] = Undecided(reason=reason, **piece["figures"]).as_json()

    def _kill(self, worker: _Worker) -> None:
        """End a worker without waiting: one with much memory takes its time to go."""
        worker.process.kill()
        worker.pipe.close()
        self._dying.append(worker.process)
        self._workers.remove(worker)


def _serve(
    pipe: Connection, trace: str, timeout: float, resident: Any, memory: int = MEMORY, terms: Terms | None = None
) -> None:
    """The life of a worker: one task after the other, until the pipe closes."""
    from derive.serve import serve

    serve(pipe, trace, timeout, resident, memory, terms)
