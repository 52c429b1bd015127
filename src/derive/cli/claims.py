"""`derive check` for claims files: answers as they come, in the order of the lines, and counts at the end."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, BinaryIO

from derive import workers
from derive.claims.answers import Answer, json_line
from derive.claims.crew import Crew, Lines
from derive.claims.entries import id_of
from derive.claims.lines import Line, Source, count_of
from derive.claims.standing import Standing, worst
from derive.cli import streams
from derive.cli.caching import opened
from derive.cli.outputs import write_all
from derive.cli.selection import Keep, selection
from derive.cli.sources import STANDARD_INPUT, is_claims_file, sources, tell
from derive.cli.standing import held_against_baseline
from derive.cli.streams import say
from derive.cores import cores
from derive.errors import AuthoringError
from derive.evidence import Trust, as_trusted
from derive.report.model import DerivationReport, Problem, Report
from derive.report.words import many

if TYPE_CHECKING:
    from derive.cache.run import Cache
    from derive.cli.outputs import Output

STREAMED = ("text", "jsonl")
"""The forms that are written answer by answer; the others need the whole report."""

Show = Callable[[Answer, str], None]


class ReaderGone(Exception):
    """Whoever read standard output has closed it."""


@dataclass
class Claims:
    """What the claims of a run have come to; the answers themselves only where a report needs them."""

    standing: Standing
    unread: list[Problem] = field(default_factory=list)
    derivations: list[DerivationReport] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @property
    def exit_code(self) -> int:
        """As the standing says; a file that cannot be read counts as an error."""
        return worst(self.standing.exit_code, 2) if self.unread else self.standing.exit_code


def run(options: Namespace) -> int:
    """Answer the claims, check the derivations that are named beside them, and return the exit code."""
    files = [path for path in options.paths if is_claims_file(path)]
    options.paths = [path for path in options.paths if not is_claims_file(path)]
    if options.watch:
        raise AuthoringError("--watch follows derivations: leave out the claims files")
    if options.paths or options.shipped:
        return _beside_derivations(options, files)
    streamed = [output for output in options.outputs if output[0] in STREAMED]
    held = [output for output in options.outputs if output[0] not in STREAMED]
    is_compared = options.baseline is not None or options.update_baseline
    claims = check_claims(options, files, streamed, is_held=bool(held) or is_compared)
    code = claims.exit_code
    if held or is_compared:
        report = report_with(Report(versions=workers.versions(), fail_on=options.fail_on), claims)
        code = worst(code, held_against_baseline(report, options))
        write_all(report, held, options.points)
    if code == 5:
        meant = f" that -k {options.keep!r} means" if options.keep else ""
        say(f"there is no claim in {' or '.join(map(shown, files))}{meant}")
    return code


def _beside_derivations(options: Namespace, files: Sequence[str]) -> int:
    """All in one report, which shows each claim as a derivation of one step."""
    from derive.cli.check import checked

    if any(form == "jsonl" for form, _ in options.outputs):
        raise AuthoringError("--format jsonl answers claims: name claims files only, or choose another format")
    claims = check_claims(options, files, [], is_held=True)
    keep = selection(options.keep) if options.keep else None
    report = report_with(checked(options, sources(options), keep, None), claims)
    code = worst(held_against_baseline(report, options), *([claims.exit_code] if claims.exit_code != 5 else []))
    write_all(report, options.outputs, options.points)
    return code


def shown(path: str) -> str:
    """A path as a person would name it."""
    return "standard input" if path == STANDARD_INPUT else Path(path).as_posix()


def check_claims(options: Namespace, files: Sequence[str], streamed: Sequence[Output], *, is_held: bool) -> Claims:
    """Answer all claims of the files; what the streamed forms say of them is written on the way."""
    claims = Claims(Standing(fail_on=options.fail_on))
    keep = selection(options.keep) if options.keep else None
    with ExitStack() as open_files:
        shows = [_show(form, file, open_files) for form, file in streamed]
        if is_held:
            shows.append(lambda answer, path: _hold(claims, answer, path))
        workers.warm_up()
        cache = opened(options)
        try:
            for path in files:
                _answer_file(path, options, keep, claims, shows, cache)
        except KeyboardInterrupt:
            claims.standing.interrupted = f"{many(claims.standing.answered, 'claim')} answered by then"
        except ReaderGone:
            return claims
        finally:
            if cache is not None:
                cache.close()
    _sum_up(claims, streamed)
    return claims


def report_with(report: Report, claims: Claims) -> Report:
    """The report with the claims in it, each as a derivation of one step."""
    return replace(
        report,
        derivations=(*report.derivations, *claims.derivations),
        problems=(*report.problems, *claims.unread, *claims.problems),
        interrupted=report.interrupted or claims.standing.interrupted,
    )


def _answer_file(
    path: str, options: Namespace, keep: Keep | None, claims: Claims, shows: list[Show], cache: Cache | None
) -> None:
    place = shown(path)
    crew = Crew(
        timeout=options.timeout, jobs=options.jobs or cores(), memory=options.memory,
        budget=options.budget, terms=cache.terms if cache else None, learn=cache.learn_claim if cache else None,
        repairing=not options.no_repair,
    )  # fmt: skip
    try:
        stream = _opened(path)
    except OSError as error:
        claims.unread.append(Problem(path=place, line=None, message=f"this file cannot be read: {error.strerror}"))
        return
    with stream, progress(None if path == STANDARD_INPUT else Path(path)) as tick:
        source: Lines = Source(stream)
        if keep is not None:
            source = Selected(source, place, keep)
        answers = crew.answers(source)
        with closing(answers):  # type: ignore[type-var]  # a generator
            for answer in answers:
                judged = _as_trusted(answer, options.trust)
                claims.standing.add(judged)
                for show in shows:
                    show(judged, place)
                tick()


def _opened(path: str) -> BinaryIO:
    return os.fdopen(os.dup(sys.stdin.fileno()), "rb") if path == STANDARD_INPUT else Path(path).open("rb")


@dataclass
class Selected:
    """The lines whose claim has an id, ``path::id`` (without one ``path::line``), that is wanted."""

    source: Lines
    path: str
    keep: Keep

    @property
    def is_exhausted(self) -> bool:
        """Whether there will be no more lines."""
        return self.source.is_exhausted

    def take(self) -> Line | None:
        """The next line that is wanted."""
        while (line := self.source.take()) is not None:
            identity = id_of(line)
            if self.keep(f"{self.path}::{line.number if identity is None else identity}"):
                return line
        return None


def _as_trusted(answer: Answer, trust: str) -> Answer:
    if trust != "exact" or answer.evidence is None:
        return answer
    return replace(answer, evidence=as_trusted(answer.evidence, at_least=Trust.RULE))


def _show(form: str, file: str | None, open_files: ExitStack) -> Show:
    """What writes an answer in a form to its place."""
    write = _writer(file, open_files)
    if form == "jsonl":
        return lambda answer, path: write(json_line(answer))
    lay_out = _layout(file)

    def show(answer: Answer, path: str) -> None:
        from derive.report.claims import block

        if answer.evidence is None or answer.evidence.verdict.value != "proved":
            write(lay_out(lambda width: block(answer, path, width)))

    return show


def _writer(file: str | None, open_files: ExitStack) -> Callable[[str], None]:
    if file is None:
        return _write
    try:
        sink: IO[str] = open_files.enter_context(open(file, "w", encoding="utf-8"))  # noqa: SIM115
    except OSError as error:
        reason = f"this file cannot be written: {error.strerror}; name another with -o"
        raise AuthoringError(reason, path=file) from None

    def write(text: str) -> None:
        sink.write(text)
        sink.flush()

    return write


def _write(text: str) -> None:
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        streams._abandon()
        raise ReaderGone from None


def _layout(file: str | None) -> Callable[[Callable[[int], Any]], str]:
    """How lines become text: for the terminal, or plain for a file."""
    if file is not None:
        return lambda lines: "".join(f"{line.plain.rstrip()}\n" for line in lines(80))
    from rich.console import Group

    from derive.cli.terminal import rendered, width

    return lambda lines: rendered(Group(*lines(width())))


def _sum_up(claims: Claims, streamed: Sequence[Output]) -> None:
    """The counts, below the text; files that cannot be read go to standard error."""
    from derive.report.claims import summary

    if streamed:
        tell(claims.unread)
    for form, file in streamed:
        if form != "text" or not (claims.standing.answered or claims.standing.interrupted):
            continue
        text = _layout(file)(lambda width: summary(claims.standing))
        if file is None:
            streams.write(text)
        else:
            with Path(file).open("a", encoding="utf-8") as sink:
                sink.write(text)


def _hold(claims: Claims, answer: Answer, path: str) -> None:
    from derive.report.claims import as_derivation

    entry = as_derivation(answer, path)
    if isinstance(entry, Problem):
        claims.problems.append(entry)
    else:
        claims.derivations.append(entry)


@contextmanager
def progress(path: Path | None) -> Iterator[Callable[[], None]]:
    """What to call after each answer, so that a person sees it move."""
    if os.environ.get("CI") or os.environ.get("TERM") == "dumb" or not sys.stderr.isatty():
        yield lambda: None
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeRemainingColumn

    from derive.cli.terminal import console

    what = TextColumn("claims")
    columns = (SpinnerColumn(), BarColumn(bar_width=20), MofNCompleteColumn(), what, TimeRemainingColumn())
    screen = console(sys.stderr)
    with Progress(*columns, console=screen, transient=True, redirect_stdout=sys.stdout.isatty()) as bar:
        task = bar.add_task("claims", total=None if path is None else count_of(path))
        yield lambda: bar.advance(task)
