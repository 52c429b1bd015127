"""Reports on derivations, each made when it is first asked for and then kept.

One worker stays warm between questions, so that a caller that goes from calculation to calculation
pays for loading the engine once, and for each derivation once.  What comes back is plain data.
"""

from __future__ import annotations

from collections import deque
from pathlib import Path
from typing import Any

from derive.pool import Pool
from derive.report.model import DerivationReport, Problem, derivation_from_data
from derive.tasks import Task

Outline = dict[str, Any]
"""One derivation of a file: its `name`, `line`, its `calculations` as pairs of name and line, and
None or the `problem` that kept them from being read.  Where the file itself cannot be read, `name`
and `line` are None.  It holds text and numbers only, so that it can travel to another process."""


class Archive:
    """What is known about derivations; `timeout` is in seconds a step, an import or a body."""

    def __init__(self, *, timeout: float) -> None:
        self._pool = Pool(timeout=timeout, jobs=1)
        self._pool.__enter__()
        self._reports: dict[tuple[Path, str], DerivationReport | Problem] = {}

    def close(self) -> None:
        """End the worker."""
        self._pool.__exit__()

    def outlines(self, file: Path) -> list[Outline]:
        """The derivations of a file with their calculations, in the order of the page."""
        found: list[Outline] = []
        for kind, data in self._ask(Task("list", str(file))):
            if kind == "derivations":
                found.extend(self._outline(file, entry) for entry in data)
            elif kind == "problem":
                found.append({"name": None, "line": data["line"], "calculations": [], "problem": data})
        return found

    def report(self, file: Path, name: str) -> DerivationReport | Problem:
        """The report on one derivation, or what kept it from being checked."""
        key = file, name
        if key not in self._reports:
            self._reports[key] = self._checked(file, name)
        return self._reports[key]

    def _outline(self, file: Path, entry: dict[str, Any]) -> Outline:
        outline: Outline = {"name": entry["name"], "line": entry["line"], "calculations": [], "problem": None}
        for kind, data in self._ask(Task("outline", str(file), entry["name"])):
            if kind == "outline":
                outline["calculations"] = data
            elif kind == "problem":
                outline["problem"] = data
        return outline

    def _checked(self, file: Path, name: str) -> DerivationReport | Problem:
        answer: DerivationReport | Problem | None = None
        for kind, data in self._ask(Task("check", str(file), name)):
            if kind == "report":
                answer = derivation_from_data(data)
            elif kind == "problem":
                answer = Problem(**data)
        return answer or Problem(path=str(file), line=None, message=f"nothing came back about {name}")

    def _ask(self, task: Task) -> list[tuple[str, Any]]:
        """All that the worker has to say about one task."""
        return [(kind, data) for _, kind, data in self._pool.messages(deque([task]))]
