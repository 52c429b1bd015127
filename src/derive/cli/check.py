"""`derive check`: run the engine over the sources, and show its report in the form that was asked for."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from derive import workers
from derive.cli.caching import is_answered, opened
from derive.cli.outputs import preload, write_all
from derive.cli.progress import progress
from derive.cli.selection import Keep, selection
from derive.cli.sources import Sources, is_claims_file, sources
from derive.cli.standing import held_against_baseline
from derive.cli.streams import say
from derive.cores import cores
from derive.errors import AuthoringError
from derive.evidence import Trust
from derive.report.model import DerivationReport, Problem, Report, trusting

if TYPE_CHECKING:
    from derive.cache.run import Cache


@dataclass
class Tally:
    """What the engine has said so far."""

    problems: list[Problem]
    derivations: list[DerivationReport] = field(default_factory=list)
    found: int = 0
    interrupted: str | None = None

    def add(self, event: workers.Event) -> None:
        """Take one more event of the engine into account."""
        match event:
            case workers.Found(names):
                self.found += names
            case workers.Finished(derivation):
                self.derivations.append(derivation)
            case workers.Failed(problem):
                self.problems.append(problem)
            case _:
                pass

    def listen(self, events: Iterable[workers.Event], tick: Callable[[workers.Event], None]) -> None:
        """Take all `events` into account; Ctrl-C ends it with what is known by then."""
        try:
            for event in events:
                self.add(event)
                tick(event)
        except KeyboardInterrupt:
            done = f"{len(self.derivations)} of the {self.found} derivations found by then were checked"
            self.interrupted = done if self.found else "no derivation was found by then"

    def report(self, options: Namespace) -> Report:
        """Everything in the order of the page, whatever order it came in."""
        ordered = sorted(self.derivations, key=lambda derivation: (derivation.path, derivation.line))
        if options.trust == "exact":
            ordered = [trusting(derivation, at_least=Trust.RULE) for derivation in ordered]
        problems = sorted(self.problems, key=lambda p: (p.path or "", p.line or 0, p.message))
        return Report(
            derivations=tuple(ordered), problems=tuple(problems), versions=workers.versions(),
            fail_on=options.fail_on, interrupted=self.interrupted,
        )  # fmt: skip


def run(options: Namespace) -> int:
    """Check the sources, write the report where it was asked for, and return the exit code."""
    if any(is_claims_file(path) for path in options.paths):
        from derive.cli import claims

        return claims.run(options)
    if any(form == "jsonl" for form, _ in options.outputs):
        raise AuthoringError("--format jsonl answers claims: name a claims file (.jsonl), or choose another format")
    if options.watch:
        return _watching(options)
    found = sources(options)
    passed_over: list[str] = []
    cache = opened(options)
    report = checked(options, found, _noting(options.keep, passed_over), cache)
    code = held_against_baseline(report, options)
    write_all(report, options.outputs, options.points, cache)
    if report.exit_code == 5:
        say(f"no derivation matches -k {options.keep!r}" if passed_over else found.why_empty)
    return code


def _watching(options: Namespace) -> int:
    """Check again whatever is saved, until Ctrl-C."""
    from derive.cli.watch import watch

    def again(files: list[Path]) -> None:
        found = replace(sources(options), files=tuple(files))
        report = checked(options, found, selection(options.keep) if options.keep else None, opened(options))
        write_all(report, options.outputs, options.points)
        say(f"watching {len(sources(options).files)} files; Ctrl-C ends it")

    watch(lambda: sources(options).files, again)
    return 0


def checked(options: Namespace, found: Sources, keep: Keep | None, cache: Cache | None) -> Report:
    """The report on all derivations in the sources that `keep` wants; what `cache` knows is not worked out anew."""
    tally = Tally(list(found.problems))
    if found.files:
        if not is_answered(cache, found.files, keep):
            workers.warm_up()
            preload(options.outputs)
        events = workers.check_files(
            found.files, keep=keep, timeout=options.timeout, jobs=options.jobs or cores(),
            budget=options.budget, memory=options.memory, cache=cache,
            repairing=not options.no_repair,
        )  # fmt: skip
        with progress() as tick, closing(events):  # type: ignore[type-var]  # a generator
            tally.listen(events, tick)
    return tally.report(options)


def _noting(expression: str | None, passed_over: list[str]) -> Keep | None:
    """The selection that `expression` asks for, which writes down what it passes over."""
    if expression is None:
        return None
    wanted = selection(expression)

    def keep(identity: str) -> bool:
        kept = wanted(identity)
        if not kept:
            passed_over.append(identity)
        return kept

    return keep
