"""`derive mutate`: plant slips in the accepted steps of derivations, and say how many the key would have caught."""

from __future__ import annotations

import json
import os
import sys
from argparse import Namespace
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from typing import Any

from derive import workers
from derive.cli.selection import selection
from derive.cli.sources import sources, tell
from derive.cli.streams import say, write
from derive.cores import cores
from derive.report.model import SCHEMA, Problem
from derive.report.words import expression, many

SLIPS_A_STEP = 20
LONGEST_REASON = 160


@dataclass
class Scores:
    """What became of the slips, derivation by derivation."""

    problems: list[Problem]
    derivations: list[dict[str, Any]] = field(default_factory=list)
    fail_under: float | None = None
    interrupted: bool = False

    def total(self, key: str) -> int:
        """A count, over all derivations."""
        return sum(entry[key] for entry in self.derivations)

    @property
    def rate(self) -> float:
        """Slips caught, in percent; of none, all."""
        return 100 * self.total("caught") / self.total("slips") if self.total("slips") else 100.0

    @property
    def is_contradicted(self) -> bool:
        """Whether the engine proved what is false."""
        return any(p.is_contradiction for p in self.problems) or any(entry["defects"] for entry in self.derivations)

    @property
    def exit_code(self) -> int:
        """130 interrupted, 4 a defect of the engine, 2 unreadable, 3 below --fail-under, 5 no slip was planted, 0."""
        if self.interrupted:
            return 130
        if self.is_contradicted:
            return 4
        if self.problems:
            return 2
        if not self.total("slips"):
            return 5
        return 3 if self.fail_under is not None and self.rate < self.fail_under else 0


def run(options: Namespace) -> int:
    """Plant slips, write what became of them, and return the exit code."""
    found = sources(options)
    scores = Scores(list(found.problems), fail_under=options.fail_under)
    if found.files:
        workers.warm_up()
        keep = selection(options.keep) if options.keep else None
        events = workers.mutate_files(
            found.files, keep=keep, timeout=options.timeout, jobs=options.jobs or cores(),
            seed=options.seed, most=options.slips or SLIPS_A_STEP,
        )  # fmt: skip
        try:
            with _progress() as tick, closing(events):  # type: ignore[type-var]  # a generator
                for kind, data in events:
                    tick(kind, data)
                    if kind == "score":
                        scores.derivations.append(data)
                    elif kind == "problem":
                        scores.problems.append(Problem(**data))
        except KeyboardInterrupt:
            scores.interrupted = True
    scores.derivations.sort(key=lambda entry: (entry["path"], entry["line"]))
    write(_json(scores, options) if options.format == "json" else _text(scores))
    if scores.is_contradicted:
        say("INTERNAL CONTRADICTION: a false line is proved, which must never be: please report this defect of derive")
    if options.format == "text":
        tell(scores.problems)
        if not scores.derivations and not scores.problems:
            say(f"no derivation matches -k {options.keep!r}" if found.files and options.keep else found.why_empty)
    return scores.exit_code


def _json(scores: Scores, options: Namespace) -> str:
    known = {
        "schema": SCHEMA,
        "versions": workers.versions(),
        "seed": options.seed,
        "derivations": scores.derivations,
        "errors": [{"path": p.path, "line": p.line, "message": p.message} for p in scores.problems],
        "summary": {
            "slips": scores.total("slips"), "caught": scores.total("caught"),
            "still_true": scores.total("still_true"), "rate": round(scores.rate, 2),
        },
    }  # fmt: skip
    return json.dumps(known, indent=2, allow_nan=False) + "\n"


def _text(scores: Scores) -> str:
    return "".join(f"{line}\n" for line in _lines(scores))


def _lines(scores: Scores) -> Iterator[str]:
    width = max((len(entry["name"]) for entry in scores.derivations), default=0)
    for entry in scores.derivations:
        mark = "!" if entry["defects"] else "✓" if 0 < entry["caught"] == entry["slips"] else "·"
        yield f"{mark} {entry['name']:<{width}}  {_score(entry)}"
        for fate in entry["defects"]:
            yield f"    DEFECT  {entry['path']}:{fate['line']}  {fate['slip']}"
            yield f"        {expression(fate['expression'])}"
            yield f"        {fate['reason']}"
        for fate in entry["survivors"]:
            yield f"    {entry['path']}:{fate['line']}  {fate['slip']}  ({fate['verdict']})"
            yield f"        {expression(fate['expression'])}"
            if fate["reason"]:
                yield f"        {fate['reason'][:LONGEST_REASON]}"
    if scores.derivations:
        yield ""
        yield _conclusion(scores)
    if scores.fail_under is not None and scores.total("slips") and scores.rate < scores.fail_under:
        yield f"not good enough: {scores.rate:.1f} % is below --fail-under {scores.fail_under:g}"
    if scores.interrupted:
        yield "interrupted"


def _score(entry: dict[str, Any]) -> str:
    """How many were caught; slips are planted in accepted steps only."""
    planted = f"{entry['caught']} of {entry['slips']} caught" if entry["slips"] else "no slip planted"
    dropped = f", {entry['still_true']} dropped: still true" if entry["still_true"] else ""
    passed = f", {many(entry['steps_passed_over'], 'step')} passed over: not accepted, or an erratum"
    return planted + dropped + (passed if entry["steps_passed_over"] else "")


def _conclusion(scores: Scores) -> str:
    if not scores.total("slips"):
        return "no slip could be planted: there is nothing to catch"
    survivors = [
        f"{entry['name']}:{fate['line']} ({fate['slip']})"
        for entry in scores.derivations
        for fate in entry["survivors"]
    ]
    behind = f"; survivors: {', '.join(survivors)}" if survivors else "; no survivors"
    return f"this key would have caught {scores.total('caught')} of {many(scores.total('slips'), 'slip')}{behind}"


@contextmanager
def _progress() -> Iterator[Callable[[str, Any], None]]:
    """What to call with each event, so that a person sees it move; nothing in a pipe, or in CI."""
    if os.environ.get("CI") or os.environ.get("TERM") == "dumb" or not sys.stderr.isatty():
        yield lambda kind, data: None
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn

    from derive.cli.terminal import console

    columns = (
        SpinnerColumn(), BarColumn(bar_width=20), MofNCompleteColumn(),
        TextColumn("derivations, {task.fields[slips]} slips planted"),
    )  # fmt: skip
    with Progress(*columns, console=console(sys.stderr), transient=True) as bar:
        task = bar.add_task("slips", total=None, slips=0)
        found = slips = 0

        def tick(kind: str, data: Any) -> None:
            nonlocal found, slips
            if kind == "found":
                found += data
                bar.update(task, total=found)
            elif kind == "mutant":
                slips += 1
                bar.update(task, slips=slips)
            else:
                bar.advance(task)

        yield tick

