"""A progress bar on standard error while the engine works; nothing in a pipe, or in CI."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from derive import workers

Tick = Callable[[workers.Event], None]


@contextmanager
def progress() -> Iterator[Tick]:
    """What to call with each event of the engine, so that a person sees it move."""
    if os.environ.get("CI") or os.environ.get("TERM") == "dumb" or not sys.stderr.isatty():
        yield lambda event: None
    else:
        with _bar() as tick:
            yield tick


@contextmanager
def _bar() -> Iterator[Tick]:
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn
    from rich.table import Column

    from derive.cli.terminal import console

    columns = (
        SpinnerColumn(), BarColumn(bar_width=20), MofNCompleteColumn(),
        TextColumn("derivations, {task.fields[steps]} steps", table_column=Column(no_wrap=True)),
        TextColumn("{task.description}", table_column=Column(no_wrap=True, overflow="ellipsis", ratio=1)),
    )  # fmt: skip
    with Progress(*columns, console=console(sys.stderr), transient=True, expand=True) as bar:
        task = bar.add_task("starting", total=None, steps=0)
        found = steps = 0

        def tick(event: workers.Event) -> None:
            nonlocal found, steps
            match event:
                case workers.Found(names):
                    found += names
                    bar.update(task, total=found)
                case workers.StepDone(derivation_id, _):
                    steps += 1
                    bar.update(task, steps=steps, description=derivation_id.rsplit("::", 1)[-1])
                case workers.Finished() | workers.Failed():
                    bar.advance(task)

        yield tick
