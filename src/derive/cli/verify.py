"""`derive verify`: both sides of every step at many points, a table a derivation."""

from __future__ import annotations

import json
import os
import sys
from argparse import Namespace
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from derive import workers
from derive.cli.selection import selection
from derive.cli.sources import sources, tell
from derive.cli.streams import say, write
from derive.cores import cores
from derive.report.model import SCHEMA, Problem

if TYPE_CHECKING:
    from derive.verification import Verification

ORDER = (130, 4, 2, 1, 3, 5, 0)
"""Exit codes, the worst first."""

STYLES = {"agrees": "green", "refuted": "yellow", "bad": "bold red", "open": "yellow", "nothing": "yellow",
          "skipped": "dim", "": "bold"}  # fmt: skip
"""By the outcome of a step; a refuted step that is no bad news is an erratum."""


@dataclass
class Tables:
    """What has been found out so far, in the order of the pages."""

    problems: list[Problem]
    wanted: list[str] = field(default_factory=list)
    found: dict[str, dict[str, Any] | None] = field(default_factory=dict)
    shown: int = 0
    is_interrupted: bool = False

    def listen(
        self, events: Iterable[tuple[str, Any]], tick: Callable[[str, Any], None]
    ) -> Iterator[dict[str, Any]]:
        """Take in all events, and give the tables in order; Ctrl-C ends it with what is known by then."""
        try:
            for kind, data in events:
                tick(kind, data)
                self._add(kind, data)
                yield from self._next()
        except KeyboardInterrupt:
            self.is_interrupted = True

    def _add(self, kind: str, data: Any) -> None:
        if kind == "found":
            self.wanted = [entry["id"] for entry in data]
        elif kind == "verification":
            self.found[f"{data['path']}::{data['result'].derivation}"] = data
        elif kind == "problem":
            name = data.pop("name", None)
            self.problems.append(Problem(**data))
            self.found |= {identity: None for identity in self.wanted if identity.endswith(f"::{name}")}

    def _next(self) -> Iterator[dict[str, Any]]:
        """What is next in the order of the pages, as far as it is there."""
        while self.shown < len(self.wanted) and self.wanted[self.shown] in self.found:
            data = self.found[self.wanted[self.shown]]
            self.shown += 1
            if data is not None:
                yield data

    @property
    def entries(self) -> list[dict[str, Any]]:
        """The tables, in the order of the pages."""
        return [data for data in map(self.found.get, self.wanted) if data is not None]

    @property
    def exit_code(self) -> int:
        """The worst of all tables and problems; 5 where no step was compared."""
        codes = [entry["result"].exit_code for entry in self.entries]
        codes += [4 if problem.is_contradiction else 2 for problem in self.problems]
        codes += [130] if self.is_interrupted else []
        return next((code for code in ORDER if code in codes and (code != 5 or set(codes) == {5})), 5)


def run(options: Namespace) -> int:
    """Verify all derivations of the sources, write the tables, and return the exit code."""
    found = sources(options)
    is_text = options.format == "text"
    tables = Tables(list(found.problems))
    if found.files:
        workers.warm_up()
        keep = selection(options.keep) if options.keep else None
        events = workers.verify_files(
            found.files, keep=keep, timeout=options.timeout, jobs=options.jobs or cores(),
            samples=options.samples, seed=options.seed,
        )  # fmt: skip
        with _progress(options.samples) as bar, closing(events):  # type: ignore[type-var]  # a generator
            for entry in tables.listen(events, bar.tick):
                if is_text:
                    with bar.aside():
                        _write_table(entry)
    if is_text and tables.entries:
        from derive.verification.figures import summary

        write(summary([entry["result"] for entry in tables.entries]) + "\n")
    elif not is_text:
        write(_json(tables, options))
    _tell(tables, options, found.why_empty)
    return tables.exit_code


def _tell(tables: Tables, options: Namespace, why_empty: str) -> None:
    tell(tables.problems)
    if tables.is_interrupted:
        say("interrupted: the tables above are those that were finished")
    elif not tables.wanted and not tables.problems:
        say(f"no derivation matches -k {options.keep!r}" if options.keep else why_empty)


def _write_table(entry: dict[str, Any]) -> None:
    from rich.text import Text

    from derive.cli.terminal import rendered

    result: Verification = entry["result"]
    lines = [Text(f"{entry['path']}:{entry['line']}", style="dim")]
    lines += [Text(line, style=STYLES[outcome]) for outcome, line in result.styled_lines()]
    write(rendered(Text("\n").join(lines)) + "\n")


def _json(tables: Tables, options: Namespace) -> str:
    from derive.verification.figures import counted

    data = {
        "schema": SCHEMA, "versions": workers.versions(), "samples": options.samples, "seed": options.seed,
        "derivations": [
            {"path": entry["path"], "line": entry["line"], **entry["result"].as_json()} for entry in tables.entries
        ],
        "summary": counted([entry["result"] for entry in tables.entries]),
        "errors": [{"path": p.path, "line": p.line, "message": p.message} for p in tables.problems],
    }  # fmt: skip
    return json.dumps(data, indent=2, allow_nan=False) + "\n"


class Silence:
    """What is shown of the progress in a pipe, or in CI."""

    def tick(self, kind: str, data: Any) -> None:
        """Take in an event."""

    @contextmanager
    def aside(self) -> Iterator[None]:
        """Make room for what is written meanwhile."""
        yield


class Bar(Silence):
    """A bar with the number of points, and points a second."""

    def __init__(self, bar: Any, samples: int) -> None:
        self.bar, self.samples = bar, samples
        self.task = bar.add_task("reading", total=None)

    def tick(self, kind: str, data: Any) -> None:
        if kind == "found":
            self._advance(total=len(data) * self.samples)
        elif kind == "points":
            self._advance(advance=data)
        elif kind == "verification":
            missing = self.samples - data["result"].points
            self._advance(total=(self.bar.tasks[0].total or 0) - missing)

    def _advance(self, **change: Any) -> None:
        self.bar.update(self.task, **change)
        speed = self.bar.tasks[0].speed
        if speed:
            self.bar.update(self.task, description=f"{speed:,.0f} a second")

    @contextmanager
    def aside(self) -> Iterator[None]:
        self.bar.stop()
        yield
        self.bar.start()


@contextmanager
def _progress(samples: int) -> Iterator[Silence]:
    """A bar where a person is looking."""
    if os.environ.get("CI") or os.environ.get("TERM") == "dumb" or not sys.stderr.isatty():
        yield Silence()
        return
    from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn

    from derive.cli.terminal import console

    columns = (
        SpinnerColumn(), BarColumn(bar_width=20), TextColumn("{task.completed:,.0f} points"),
        TextColumn("{task.description}"),
    )  # fmt: skip
    with Progress(*columns, console=console(sys.stderr), transient=True, redirect_stdout=False) as bar:
        yield Bar(bar, samples)
