"""What a worker process does with a task; everything that it says is plain data."""

from __future__ import annotations

import contextlib
import faulthandler
import io
import os
import signal
import sys
import traceback
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, TextIO

from derive.cache.claims import Records
from derive.cache.run import Terms
from derive.check import Figures, Question, examine, unscreened
from derive.collect import load
from derive.errors import AuthoringError, InternalContradiction
from derive.evidence import Evidence, Undecided, Verdict, from_json
from derive.exactness import HIDDEN_NAME
from derive.page import Derivation
from derive.reads import Reads
from derive.repair import REPAIR_SECONDS, without_repair
from derive.report.model import derivation_as_data
from derive.tasks import Task, shown_path
from derive.workers import MEMORY

LONGEST_NUMBER = 100_000
"""Digits of a whole number that evidence may have to write out: exact values grow along the way."""


OUT_OF_TIME = "time: the budget of the run was used up before this step"


def serve(
    pipe: Connection,
    trace: str,
    timeout: float,
    resident: Derivation | None,
    memory: int = MEMORY,
    terms: Terms | None = None,
) -> None:
    """Do tasks from `pipe` until it closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _cap_memory(memory)
    sys.set_int_max_str_digits(LONGEST_NUMBER)
    reads, records = Reads(), Records(terms)
    if resident is None:
        reads.install()
    is_over = contextlib.suppress(EOFError, OSError)  # the parent, or its folder, has gone away
    with is_over, open(trace, "w") as watchdog:
        _divert_output(Path(trace).with_suffix(".said"))
        while True:
            task = pipe.recv()
            Desk(pipe, task, watchdog, timeout, resident, reads, records).work()


def _cap_memory(megabytes: int) -> None:
    """Let the process take so much beside what it has taken by now, as far as the system can see to it."""
    try:
        import resource

        wanted = _taken() + megabytes * 2**20
        soft, hard = resource.getrlimit(resource.RLIMIT_AS)
        limits = [limit for limit in (wanted, soft, hard) if limit != resource.RLIM_INFINITY]
        resource.setrlimit(resource.RLIMIT_AS, (min(limits), hard))
    except (ImportError, ValueError, OSError):
        return  # a system that cannot cap memory still has the deadline


def _taken() -> int:
    """Bytes of address space that this process has; 0 where the system does not say."""
    try:
        with open("/proc/self/statm") as file:
            return int(file.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError):
        return 0


def _divert_output(said: Path) -> None:
    """Send what libraries print past Python into a file: it must not get into a report."""
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(AttributeError, OSError, ValueError):
            stream.flush()
    file = os.open(said, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    with contextlib.suppress(OSError):
        os.dup2(file, 1)
        os.dup2(file, 2)
    os.close(file)


class Desk:
    """One task being done: it announces what it is at, and answers with data or with a problem."""

    def __init__(
        self,
        pipe: Connection,
        task: Task,
        watchdog: TextIO,
        timeout: float,
        resident: Derivation | None,
        reads: Reads | None = None,
        records: Records | None = None,
    ) -> None:
        self.pipe = pipe
        self.task = task
        self.watchdog = watchdog
        self.timeout = timeout
        self.resident = resident
        self.reads = reads or Reads()
        self.records = records or Records(None)

    def work(self) -> None:
        """Do the task; whatever goes wrong becomes a problem, and the worker lives on."""
        actions: dict[str, Callable[[], None]] = {
            "list": self.contents, "outline": self.outline, "check": self.check, "page": self.page,
            "mutate": self.mutate, "verify": self.verify,
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
            self.say("problem", self._problem(error, _in_words(error), printed))
        self.say("done", None)

    def say(self, kind: str, data: Any) -> None:
        """Send one message to the parent."""
        self.pipe.send((kind, data))

    def contents(self) -> None:
        """Answer with what stands in the file."""
        contents = self._contents(self._load())
        self._tell_reads(contents)
        self.say("derivations", contents)

    def outline(self) -> None:
        """Answer with the names and lines of the calculations of one derivation."""
        derivation = self._named()
        with self._watched(f"running the body of {derivation.name}", derivation.line):
            calculations = derivation.page.calculations
        self.say("outline", [[calculation.name, calculation.line] for calculation in calculations])

    def check(self) -> None:
        """Answer with the report of one derivation, step by step."""
        loaded = [] if self.resident else self._load()
        derivation = self.resident or next(found for found in loaded if found.name == self.task.name)
        with self._watched(f"running the body of {derivation.name}", derivation.line):
            _ = derivation.page, derivation.conditions
        self.say("begin", {"what": f"evaluating the steps of {derivation.name}", "line": derivation.line})
        path = shown_path(derivation.path)
        if self.task.hurried:
            report = examine(derivation, self._given_up, path=path, screening=unscreened)
        else:
            report = examine(derivation, self._judge, path=path)
        if loaded:
            self._tell_reads(self._contents(loaded))
        self.say("report", derivation_as_data(report))

    def mutate(self) -> None:
        """Answer with what became of slips that were planted in the accepted steps of one derivation."""
        from derive.mutation import scored

        derivation = self._named()
        with self._watched(f"running the body of {derivation.name}", derivation.line):
            _ = derivation.page, derivation.conditions
        self.say("begin", {"what": f"evaluating the steps of {derivation.name}", "line": derivation.line})
        score = scored(
            derivation, self._judge, lambda data: self.say("mutant", data),
            path=shown_path(derivation.path), seed=self.task.seed, most=self.task.most,
        )  # fmt: skip
        self.say("score", score)

    def verify(self) -> None:
        """Answer with the table of both sides of all steps of one derivation at many points."""
        from derive.verification.serving import verified

        derivation = self._named()
        with self._watched(f"running the body of {derivation.name}", derivation.line):
            _ = derivation.page, derivation.conditions
        result = verified(derivation, self.task, self.timeout, self.say)
        path = shown_path(derivation.path)
        self.say("verification", {"path": path, "line": derivation.line, "result": result})

    def page(self) -> None:
        """Answer with the typeset page of each derivation of the wanted name."""
        from derive.report.page import typeset

        for derivation in self._load():
            if derivation.name == self.task.name:
                with self._watched(f"running the body of {derivation.name}", derivation.line):
                    page = typeset(derivation, width=self.task.width)
                self.say("page", page | {"path": shown_path(derivation.path)})

    def _load(self) -> list[Derivation]:
        path = Path(self.task.path)
        self.reads.turn_to(path.resolve())
        with self._watched("importing the file", None):
            return load(path)

    def _contents(self, derivations: list[Derivation]) -> list[dict[str, Any]]:
        return [_entry(derivation) for derivation in derivations]

    def _tell_reads(self, contents: list[dict[str, Any]]) -> None:
        """Say what the file and its modules were when they were read, and what stands in the file."""
        self.say("read", {"files": dict(self.reads.files), "contents": contents})

    def _named(self) -> Derivation:
        return next(derivation for derivation in self._load() if derivation.name == self.task.name)

    @contextlib.contextmanager
    def _watched(self, what: str, line: int | None) -> Iterator[None]:
        """Announce the author's code that runs; if it hangs, leave a note of the line."""
        self.say("begin", {"what": what, "line": line})
        faulthandler.dump_traceback_later(self.timeout * 0.9, file=self.watchdog)
        self.reads.listen()
        try:
            yield
        finally:
            self.reads.rest()
            faulthandler.cancel_dump_traceback_later()

    def _judge(
        self, key: str, step: str, figures: Figures, decide: Callable[[Callable[[str], None]], Evidence]
    ) -> Evidence:
        """The evidence for one claim with its repair: known from an earlier attempt, or found under the clock."""
        evidence = self._verdict(key, step, figures, decide)
        is_wanted = self.task.repairing and evidence.verdict is Verdict.REFUTED
        if is_wanted and isinstance(decide, Question) and decide.sides:
            return self._repaired(f"{key}::repair", evidence, decide)
        return evidence

    def _verdict(
        self, key: str, step: str, figures: Figures, decide: Callable[[Callable[[str], None]], Evidence]
    ) -> Evidence:
        if key in self.task.known:
            return from_json(self.task.known[key])
        piece = {"key": key, "what": "starting", "figures": figures}
        self.say("begin", piece)
        kept = self._kept_as(decide)
        evidence = self.records.evidence(kept)
        if evidence is None:
            evidence = self._decided(decide, lambda what: self.say("running", piece | {"what": what}))
            if kept is not None:
                self.say("claim", {"key": kept, "evidence": evidence.as_json()})
        derivation = f"{shown_path(self.task.path)}::{self.task.name}"
        self.say("known", {"key": key, "derivation": derivation, "step": step, "evidence": evidence.as_json()})
        return evidence

    def _repaired(self, key: str, evidence: Evidence, question: Question) -> Evidence:
        """The evidence with a repair beside it; if the search is cut off, the verdict is known all the same."""
        if key in self.task.known:
            known = from_json(self.task.known[key])
            return known if known.verdict is Verdict.REFUTED else without_repair(evidence, getattr(known, "reason", ""))
        self.say("begin", {"key": key, "what": "looking for a repair", "figures": {}, "seconds": REPAIR_SECONDS})
        scope = str(Path(self.task.path).resolve())
        kept = self.records.key(question.claim, (question.screened, question.repair_terms), scope=scope)
        found = self.records.evidence(kept)
        if found is None:
            found = self._decided(lambda announce: question.repaired(evidence), lambda what: None)
            if kept is not None:
                self.say("claim", {"key": kept, "evidence": found.as_json()})
        self.say("known", {"key": key, "derivation": "", "step": "", "evidence": found.as_json()})
        return found

    def _decided(
        self, decide: Callable[[Callable[[str], None]], Evidence], announce: Callable[[str], None]
    ) -> Evidence:
        """The evidence for one claim; a process that has run out of memory ends, and another goes on."""
        try:
            return decide(announce)
        except MemoryError:
            self.say("memory", None)
            os._exit(1)

    def _given_up(
        self, key: str, step: str, figures: Figures, decide: Callable[[Callable[[str], None]], Evidence]
    ) -> Evidence:
        """What is known about a claim when there is no time to decide it."""
        if key in self.task.known:
            return from_json(self.task.known[key])
        return Undecided(reason=OUT_OF_TIME)

    def _kept_as(self, decide: object) -> str | None:
        """The key under which the evidence on a claim of this page is kept; None where it is not."""
        if not isinstance(decide, Question):
            return None
        return self.records.key(decide.claim, decide.screened, scope=str(Path(self.task.path).resolve()))

    def _problem(self, error: BaseException, message: str, printed: io.StringIO) -> dict[str, Any]:
        path = getattr(error, "path", None) or self.task.path
        line = getattr(error, "line", None) or _line_of(error, self.task.path)
        output = printed.getvalue().strip()
        if output:
            message += f"\n(it printed: {output[-300:]})"
        return {"path": shown_path(path), "line": line, "message": message[:2000]}


CALLED_KINDS = ("Any cannot be instantiated", "'int' object has no attribute 'is_")
"""What Python says where a kind of variable is called: Matrix([[1]]), Integer(2)/3."""


def _in_words(error: BaseException) -> str:
    """What the author's code raised, and the cause where it is a name that hides another one."""
    text = f"{type(error).__name__}: {error}"
    return f"{text}: perhaps {HIDDEN_NAME}" if any(words in text for words in CALLED_KINDS) else text


def _line_of(error: BaseException, path: str) -> int | None:
    """The line of the author's file at which the error arose."""
    if isinstance(error, SyntaxError):
        return error.lineno
    wanted = str(Path(path).resolve())
    lines = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == wanted]
    return lines[-1] if lines else None


def _entry(derivation: Derivation) -> dict[str, Any]:
    path = shown_path(derivation.path)
    return {
        "id": f"{path}::{derivation.name}", "name": derivation.name, "path": path, "line": derivation.line,
        "source": derivation.source, "claim": derivation.claim_in_words,
    }  # fmt: skip


