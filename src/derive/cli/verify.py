"""`derive verify`: both sides of every step at many points, a table a derivation."""

from __future__ import annotations

import json
import os
import sys
from argparse import Namespace
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from derive.cli.selection import selection
from derive.cli.sources import sources, tell
from derive.cli.streams import say, write
from derive.errors import AuthoringError
from derive.report.model import SCHEMA, Problem

if TYPE_CHECKING:
    from derive.page import Derivation
    from derive.verification import Verification

Tick = Callable[[int], None]

ORDER = (4, 2, 1, 3, 5, 0)
"""Exit codes, the worst first."""


def run(options: Namespace) -> int:
    """Verify all derivations of the sources, write the tables, and return the exit code."""
    found = sources(options)
    problems = list(found.problems)
    wanted = selection(options.keep) if options.keep else None
    derivations = [
        (path, derivation)
        for path in found.files
        for derivation in _loaded(path, problems)
        if wanted is None or wanted(f"{path}::{derivation.name}")
    ]
    results = list(_verified(derivations, options, problems))
    if options.format == "json":
        write(_json(results, problems, options))
    tell(problems)
    if not derivations and not problems:
        say(f"no derivation matches -k {options.keep!r}" if options.keep and found.files else found.why_empty)
    codes = [result.exit_code for _, result in results if result.exit_code != 5]
    return _worst([*codes, *([2] if problems else [])], is_empty=not codes)


def _worst(codes: list[int], *, is_empty: bool) -> int:
    return next((code for code in ORDER if code in codes), 5 if is_empty else 0)


def _loaded(path: Path, problems: list[Problem]) -> list[Derivation]:
    from derive.collect import load

    try:
        return load(path)
    except AuthoringError as error:
        problems.append(Problem(path=error.path or str(path), line=error.line, message=error.message))
    except Exception as error:  # what a stranger's file raises is anybody's guess
        message = f"this file cannot be imported: {type(error).__name__}: {error}"
        problems.append(Problem(path=str(path), line=None, message=message))
    return []


def _verified(
    derivations: list[tuple[Path, Derivation]], options: Namespace, problems: list[Problem]
) -> Iterator[tuple[Path, Verification]]:
    from derive.verification import verify

    with _progress(len(derivations) * options.samples) as tick:
        for path, derivation in derivations:
            try:
                result = verify(
                    derivation, samples=options.samples, seed=options.seed, threads=options.jobs, tick=tick
                )
            except AuthoringError as error:
                problems.append(Problem(path=error.path or str(path), line=error.line, message=error.message))
                continue
            if options.format == "text":
                write(f"{path}:{derivation.line}\n{result!r}\n\n")
            yield path, result


def _json(results: list[tuple[Path, Verification]], problems: list[Problem], options: Namespace) -> str:
    data = {
        "schema": SCHEMA, "samples": options.samples, "seed": options.seed,
        "derivations": [{"path": str(path), **result.as_json()} for path, result in results],
        "problems": [{"path": p.path, "line": p.line, "message": p.message} for p in problems],
    }  # fmt: skip
    return json.dumps(data, indent=2, allow_nan=False) + "\n"


@contextmanager
def _progress(total: int) -> Iterator[Tick]:
    """What to call with the number of points done; a bar where a person is looking."""
    if os.environ.get("CI") or os.environ.get("TERM") == "dumb" or not sys.stderr.isatty():
        yield lambda count: None
        return
    from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeRemainingColumn

    from derive.cli.terminal import console

    columns = (SpinnerColumn(), BarColumn(bar_width=20), TextColumn("{task.description}"), TimeRemainingColumn())
    with Progress(*columns, console=console(sys.stderr), transient=True) as bar:
        task = bar.add_task("points", total=total)

        def tick(count: int) -> None:
            bar.advance(task, count)
            speed = bar.tasks[0].speed
            if speed:
                bar.update(task, description=f"{speed:,.0f} points a second")

        yield tick
