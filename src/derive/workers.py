"""What is asked of workers, and what comes back: events about files of derivations, as plain data.

What the cache knows is answered here, without any worker; `derive.pool` holds those who do the rest.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from derive.cache.identity import versions as versions
from derive.errors import AuthoringError

if TYPE_CHECKING:
    from derive.cache.run import Cache
    from derive.pool import Pool
    from derive.report.model import DerivationReport, Problem
    from derive.tasks import Task

MEMORY = 4096
"""Megabytes that a worker may take beside the engine itself, where the system can cap them."""


def warm_up() -> None:
    """Start loading the engine in the background, while the caller gets ready."""
    from derive.processes import warm_up as start  # a run that the cache answers needs no processes

    start()


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


def check_files(
    files: Sequence[Path],
    *,
    keep: Callable[[str], bool] | None = None,
    timeout: float,
    jobs: int,
    budget: float | None = None,
    memory: int = MEMORY,
    cache: Cache | None = None,
    repairing: bool = True,
) -> Iterator[Event]:
    """Check all derivations of `files` whose id ``path::name`` meets `keep`; events come as they happen.

    `timeout` is in seconds a step, `budget` in seconds for everything, `memory` in megabytes a worker.
    What `cache` knows is not worked out again, and what is found out goes there.  Where it is `repairing`, each
    refuted step comes with the smallest change that makes it true.
    """
    todo: list[tuple[str, str | None]] = []
    paths = [str(file.resolve()) for file in files]
    for path in _heaviest_first(paths) if jobs > 1 else paths:
        page = None if cache is None else cache.page(path)
        if page is None:
            todo.append((path, None))
            continue
        wanted = [entry for entry in page.contents if keep is None or keep(entry["id"])]
        yield Found(len(wanted))
        yield from (Finished(page.reports[entry["name"]]) for entry in wanted if entry["name"] in page.reports)
        todo += [(path, entry["name"]) for entry in wanted if entry["name"] not in page.reports]
    if todo:
        from derive.pool import Pool

        pool = Pool(timeout=timeout, jobs=jobs, budget=budget, memory=memory, terms=cache.terms if cache else None)
        yield from _checked(todo, pool, keep, cache, repairing=repairing)


def _checked(
    todo: Sequence[tuple[str, str | None]], pool: Pool, keep: Callable[[str], bool] | None, cache: Cache | None, *,
    repairing: bool,
) -> Iterator[Event]:  # fmt: skip
    """What workers say about files, or about single derivations of them."""
    from derive.tasks import Task

    tasks = deque(Task("check" if name else "list", path, name, repairing=repairing) for path, name in todo)
    try:
        for task, kind, data in pool.run(tasks):
            if cache is not None:
                _learn(cache, task, kind, data)
            if kind == "derivations":
                names = [entry for entry in data if keep is None or keep(entry["id"])]
                tasks.extend(Task("check", task.path, entry["name"], repairing=repairing) for entry in names)
                yield Found(len(names))
            elif kind == "step":
                yield StepDone(data["derivation"], data["step"])
            elif kind == "report":
                yield _finished(data)
            elif kind == "problem":
                yield Failed(_problem(data))
    finally:
        if cache is not None:
            cache.close()


def mutate_files(
    files: Sequence[Path], *, keep: Callable[[str], bool] | None, timeout: float, jobs: int, seed: int, most: int
) -> Iterator[tuple[str, Any]]:
    """Plant slips in the accepted steps of all derivations of `files` whose id meets `keep`, `most` in a step.

    Events come as they happen: "found" with a number of derivations, "mutant" for each slip, "score" with what
    became of the slips of a derivation, "problem".
    """
    from derive.pool import Pool
    from derive.tasks import Task

    tasks = deque(Task("list", str(file.resolve())) for file in files)
    for task, kind, data in Pool(timeout=timeout, jobs=jobs).run(tasks):
        if kind == "derivations":
            names = [entry["name"] for entry in data if keep is None or keep(entry["id"])]
            tasks.extend(
                Task("mutate", task.path, name, repairing=False, seed=seed, most=most) for name in names
            )
            yield "found", len(names)
        elif kind in ("mutant", "score", "problem"):
            yield kind, data


def verify_files(
    files: Sequence[Path], *, keep: Callable[[str], bool] | None, timeout: float, jobs: int, samples: int, seed: int
) -> Iterator[tuple[str, Any]]:
    """Compare both sides of all steps of the derivations of `files` whose id meets `keep`, at many points.

    Events come as they happen: "found" with the entries of all derivations in the order of the pages, "points"
    with a number of points done, "verification" with the table of a derivation, "problem".
    """
    from derive.pool import Pool
    from derive.tasks import Task

    paths = [str(file.resolve()) for file in files]
    found: dict[str, list[dict[str, Any]]] = {}
    with Pool(timeout=timeout, jobs=jobs) as pool:
        for task, kind, data in pool.messages(deque(Task("list", path) for path in paths)):
            if kind == "derivations":
                found[task.path] = [entry for entry in data if keep is None or keep(entry["id"])]
            elif kind == "problem":
                yield kind, data
        entries = [(path, entry) for path in paths for entry in found.get(path, ())]
        yield "found", [entry for _, entry in entries]
        threads = max(1, jobs // max(1, len(entries)))
        tasks = deque(
            Task("verify", path, entry["name"], seed=seed, most=samples, threads=threads) for path, entry in entries
        )
        for task, kind, data in pool.messages(tasks):
            if kind in ("points", "verification"):
                yield kind, data
            elif kind == "problem":
                yield kind, {**data, "name": task.name}


def _finished(data: Mapping[str, Any]) -> Finished:
    from derive.report.model import derivation_from_data  # a list of what there is needs no reports

    return Finished(derivation_from_data(data))


def _problem(data: Mapping[str, Any]) -> Problem:
    from derive.report.model import Problem

    return Problem(**data)


def _learn(cache: Cache, task: Task, kind: str, data: Any) -> None:
    """Take what a worker found out into the cache."""
    if kind == "read":
        cache.learn_files(task.path, data["files"])
        cache.learn_contents(task.path, data["contents"])
    elif kind == "claim":
        cache.learn_claim(data["key"], data["evidence"])
    elif kind == "report":
        cache.learn_report(task.path, data)


def _heaviest_first(paths: Sequence[str]) -> list[str]:
    """The files by falling length, so that no worker starts on a long one when the others are done."""
    return sorted(paths, key=_length, reverse=True)


def _length(path: str) -> int:
    try:
        return os.stat(path).st_size
    except OSError:
        return 0


def list_of(
    files: Sequence[Path], timeout: float, cache: Cache | None = None
) -> tuple[list[dict[str, Any]], list[Problem]]:
    """What stands in `files`, without running a body; and the files that cannot be read."""
    entries: list[dict[str, Any]] = []
    problems: list[Problem] = []
    unknown = []
    for path in [str(file.resolve()) for file in files]:
        contents = None if cache is None else cache.contents(path)
        if contents is None:
            unknown.append(path)
        else:
            entries.extend(contents)
    if not unknown:
        return entries, problems
    from derive.pool import Pool
    from derive.tasks import Task

    for task, kind, data in Pool(timeout=timeout, jobs=1).run(deque(Task("list", path) for path in unknown)):
        if cache is not None:
            _learn(cache, task, kind, data)
        if kind == "derivations":
            entries.extend(data)
        elif kind == "problem":
            problems.append(_problem(data))
    if cache is not None:
        cache.close()
    return entries, problems


def page_of(name: str, files: Sequence[Path], timeout: float, width: int = 80) -> list[dict[str, Any]]:
    """The pages of the derivations called `name`, typeset as text for lines of `width` characters.

    Raises `AuthoringError` if a body or an import fails.
    """
    from derive.pool import Pool
    from derive.tasks import Task

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
    from derive.pool import Pool
    from derive.tasks import Task

    pool = Pool(timeout=timeout, jobs=1, resident=derivation)
    task = Task("check", derivation.path, derivation.name)
    for _, kind, data in pool.run(deque([task])):
        if kind == "report":
            yield _finished(data)
        elif kind == "problem":
            yield Failed(_problem(data))


