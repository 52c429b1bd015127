"""Processes that decide the claims of a stream, killed at their deadlines; answers in the order of the lines.

- The parent stays light: it hands out lines and collects plain data.
- A process is at one claim at a time.  If it misses the deadline or dies, that claim is UNDECIDED, and
  another process takes the next line.
- Once a claim may turn out to take its whole time, a spare process stands by to replace the one at it.
- Lines are taken as they are needed: at most `WINDOW` a process wait for their turn to be told.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import nullcontext, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from derive.claims.answers import Answer
from derive.claims.entries import id_of
from derive.claims.lines import Line
from derive.errors import DeriveError
from derive.evidence import Evidence, Undecided, from_json
from derive.processes import STAND_BY, STARTING, nameless_main, start_method
from derive.traces import ran_out_of_memory
from derive.workers import MEMORY

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from tempfile import TemporaryDirectory

    from derive.cache.run import Terms

WINDOW = 512
"""Answers that wait for an earlier one, a process."""

REPAIRING = 1.9
"""Seconds that the search for a repair may take, behind the verdict."""

PAUSE = 0.05
"""Seconds between two looks at a pipe from which lines may come."""

MOST_CLAIMS = 2_000
"""Claims after which a process is replaced: what libraries remember is not to grow without end."""


class Lines(Protocol):
    """Where lines come from."""

    @property
    def is_exhausted(self) -> bool:
        """Whether there will be no more lines."""

    def take(self) -> Line | None:
        """The next line; None if there is none, or none yet."""


@dataclass
class _Worker:
    """A process with the line that it is at, what is known of its claim, and when it has to be done."""

    process: Any
    pipe: Connection
    said: Path
    ready: bool = False
    line: Line | None = None
    known: dict[str, Any] = field(default_factory=dict)
    begun: float = 0.0
    deadline: float = 0.0
    done: int = 0


@dataclass
class Crew:
    """Up to `jobs` processes; `timeout` in seconds a claim, `budget` for all, `memory` in megabytes a process.

    `resident` is a claim that lives in this process; it stands in for whatever the lines say.  `terms` say
    where processes look up what was decided before; `learn` is told what is decided now.  Where they are
    `repairing`, each refuted claim comes with the smallest change that makes it true.
    """

    timeout: float
    jobs: int
    memory: int = MEMORY
    resident: Any = None
    budget: float | None = None
    terms: Terms | None = None
    learn: Callable[[str, dict[str, Any]], None] | None = None
    repairing: bool = False
    _end: float | None = None
    _workers: list[_Worker] = field(default_factory=list)
    _spare: _Worker | None = None
    _dying: list[Any] = field(default_factory=list)
    _order: list[int] = field(default_factory=list)
    _answers: dict[int, Answer] = field(default_factory=dict)
    _started: int = 0
    _folder: TemporaryDirectory[str] = field(init=False)

    def answers(self, source: Lines) -> Iterator[Answer]:
        """The answers to all lines, in their order, each as soon as those before it are known."""
        with self:
            while not source.is_exhausted or self._order:
                self._hand_out(source)
                self._listen(source)
                while self._order and self._order[0] in self._answers:
                    yield self._answers.pop(self._order.pop(0))

    def __enter__(self) -> Crew:
        from tempfile import TemporaryDirectory

        self._folder = TemporaryDirectory(prefix="derive-")
        self._end = None if self.budget is None else time.monotonic() + self.budget
        return self

    def __exit__(self, *reason: object) -> None:
        for worker in [*self._workers, *([self._spare] if self._spare else ())]:
            self._kill(worker)
        self._spare = None
        for process in self._dying:
            process.join()
        self._dying.clear()
        self._folder.cleanup()

    def _hand_out(self, source: Lines) -> None:
        idle = [worker for worker in self._workers if worker.line is None]
        while (idle or len(self._workers) < self.jobs) and len(self._order) < WINDOW * self.jobs:
            line = source.take()
            if line is None:
                return
            self._order.append(line.number)
            if line.error is not None:
                self._answers[line.number] = Answer(line=line.number, error=line.error)
                continue
            if self._is_over:
                evidence = Undecided(reason=f"{self._used_up} before this claim")
                self._answers[line.number] = Answer(line=line.number, id=id_of(line), evidence=evidence)
                continue
            worker = idle.pop() if idle else self._joined()
            worker.line = line
            worker.known = {"what": "reading the claim"}
            worker.begun = time.monotonic()
            worker.deadline = worker.begun + self.timeout + (0 if worker.ready else STARTING)
            with suppress(OSError):  # it died this moment: listening to it will say so
                worker.pipe.send(line)

    @property
    def _is_over(self) -> bool:
        return self._end is not None and time.monotonic() >= self._end

    @property
    def _used_up(self) -> str:
        return f"time: the budget of the run, {self.budget:g} s, was used up"

    def _start(self) -> _Worker:
        context = start_method(self.resident)
        here, there = context.Pipe()
        said = Path(self._folder.name) / f"trace-{self._started}"
        self._started += 1
        process = context.Process(
            target=_serve,
            args=(there, str(said.with_suffix(".said")), self.memory, self.resident, self.terms),
            kwargs={"repairing": self.repairing},
            daemon=True,
        )
        with nullcontext() if self.resident is not None else nameless_main():
            process.start()
        there.close()
        return _Worker(process, here, said)

    def _joined(self) -> _Worker:
        """One more process at work: the spare one, if there is one."""
        worker, self._spare = self._spare or self._start(), None
        self._workers.append(worker)
        return worker

    def _stand_by(self, busy: list[_Worker]) -> float | None:
        """Have a process ready to take over once one may be stuck; else the moment from which one may be."""
        if self._spare is not None or self.resident is not None:
            return None
        moment = min(worker.begun for worker in busy) + min(STAND_BY, self.timeout / 4)
        if moment > time.monotonic():
            return moment
        self._spare = self._start()
        return None

    def _listen(self, source: Lines) -> None:
        from multiprocessing.connection import wait

        busy = [worker for worker in self._workers if worker.line is not None]
        hungry = not source.is_exhausted and len(busy) < self.jobs and len(self._order) < WINDOW * self.jobs
        if not busy:
            if hungry:
                time.sleep(PAUSE)
            return
        moments = [worker.deadline for worker in busy]
        moments += [moment for moment in (self._end, self._stand_by(busy)) if moment is not None]
        patience = max(0.0, min(moments) - time.monotonic())
        heard = wait([worker.pipe for worker in busy], min(patience, PAUSE) if hungry else patience)
        for worker in busy:
            if worker.pipe in heard:
                self._receive(worker)
            elif self._is_over:
                self._lose(worker, self._used_up)
            elif time.monotonic() >= worker.deadline:
                self._lose(worker, f"time: not finished within {worker.deadline - worker.begun:.3g} s")

    def _receive(self, worker: _Worker) -> None:
        try:
            kind, data = worker.pipe.recv()
        except (EOFError, OSError):
            worker.process.join(1)
            self._lose(worker, self._cause(worker))
            return
        if kind == "ready":
            worker.ready = True
            worker.begun = time.monotonic()
            worker.deadline = worker.begun + self.timeout
        elif kind == "running":
            worker.known["what"] = data
        elif kind == "refuted":
            worker.known[kind] = data
            worker.deadline = min(worker.deadline, time.monotonic() + REPAIRING)
        elif kind == "memory":
            self._lose(worker, self._out_of_memory)
        elif kind == "answer":
            self._take(worker, data)
        elif kind == "claim":
            if self.learn is not None:
                self.learn(data["key"], data["evidence"])
        else:
            worker.known[kind] = data

    def _take(self, worker: _Worker, data: dict[str, Any]) -> None:
        """An answer; an old process is let go before it grows too large."""
        evidence = data.pop("evidence", None)
        self._answer(worker, evidence=None if evidence is None else from_json(evidence), **data)
        worker.done += 1
        if worker.done >= MOST_CLAIMS:
            self._kill(worker)

    def _answer(self, worker: _Worker, **known: Any) -> None:
        line = worker.line
        assert line is not None
        begun = worker.known.get("begin", {})
        identity = begun["id"] if "id" in begun else id_of(line)
        statement = tuple(begun.get("statement", ("", "", "")))
        self._answers[line.number] = Answer(line=line.number, id=identity, statement=statement, **known)
        worker.line = None

    @property
    def _out_of_memory(self) -> str:
        return f"memory: more than {self.memory} MB were needed"

    def _cause(self, worker: _Worker) -> str:
        """Why a process ended that nobody here has killed."""
        if not worker.ready:
            raise DeriveError("the engine did not start: `derive doctor` shows what is installed")
        if ran_out_of_memory(worker.said):
            return self._out_of_memory
        return f"the worker crashed (exit code {worker.process.exitcode})"

    def _lose(self, worker: _Worker, why: str) -> None:
        """Kill a process; what it was at is undecided."""
        self._kill(worker)
        evidence: Evidence
        if "refuted" in worker.known:  # the verdict stands; only the search for a repair was cut off
            evidence = from_json(worker.known["refuted"] | {"diagnosis": f"no repair found: {why}"})
        else:
            evidence = Undecided(reason=f"{why}, while {worker.known['what']}", **worker.known.get("figures", {}))
        self._answer(worker, evidence=evidence, seconds=time.monotonic() - worker.begun)

    def _kill(self, worker: _Worker) -> None:
        """End a process without waiting: one with much memory takes its time to go."""
        worker.process.kill()
        worker.pipe.close()
        self._workers = [other for other in self._workers if other is not worker]
        self._dying = [process for process in self._dying if process.is_alive()] + [worker.process]


def _serve(
    pipe: Connection, said: str, memory: int, resident: Any, terms: Terms | None, *, repairing: bool
) -> None:
    from derive.claims.serving import serve

    serve(pipe, said, memory, resident, terms, repairing=repairing)
