"""Whole files: what stands in a file of derivations, and the reports on them, while no byte has changed.

An entry names the engine, the file, and the options that may change a verdict by its key; inside it
stand the checksums of all that was read when the file was imported and run.  Reports are plain data,
so that they are answered without the engine.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from derive.cache.store import Store, digest
from derive.reads import Files, are_unchanged

if TYPE_CHECKING:
    from derive.report.model import DerivationReport


@dataclass(frozen=True)
class Page:
    """What is known about a file: its derivations in its order, and the reports on some or all of them."""

    contents: list[dict[str, Any]]
    reports: Mapping[str, DerivationReport]


@dataclass
class Findings:
    """What a run finds out about one file, until it is kept."""

    files: Files = field(default_factory=dict)
    contents: list[dict[str, Any]] | None = None
    reports: dict[str, Any] = field(default_factory=dict)

    def add_files(self, files: Mapping[str, str | None]) -> None:
        """More that was read; one file with two checksums is never found unchanged."""
        for path, found in files.items():
            if self.files.setdefault(path, found) != found:
                self.files[path] = "changed while it was read"


class Pages:
    """Files by their path, as one run with its options sees them."""

    def __init__(self, store: Store, engine: str, *options: object) -> None:
        self._store = store
        self._engine = engine
        self._options = [repr(option) for option in options]

    def recall(self, path: str) -> Page | None:
        """What is known about a file, if it and all that it reads are unchanged."""
        entry = self._unchanged(self._reports_key(path)) or self._unchanged(self._contents_key(path))
        try:
            return None if entry is None else _page(entry)
        except (KeyError, TypeError, ValueError, AttributeError):  # ours, but not of this shape
            return None

    def contents(self, path: str) -> list[dict[str, Any]] | None:
        """What stands in a file, if it and all that it reads are unchanged; reports are not looked at."""
        entry = self._unchanged(self._contents_key(path))
        try:
            return None if entry is None else _contents(entry)
        except (KeyError, TypeError):  # ours, but not of this shape
            return None

    def keep(self, path: str, findings: Findings) -> None:
        """Keep what was found out about a file, beside what an earlier run found out about the same bytes."""
        if findings.contents is None or path not in findings.files:
            return
        entry = {"files": findings.files, "contents": findings.contents, "reports": findings.reports}
        self._store.write(self._contents_key(path), entry | {"reports": {}})
        before = self._store.read(self._reports_key(path))
        if isinstance(before, dict) and before.get("contents") == findings.contents:
            # all that either run read has to be unchanged
            files = before.get("files", {}) | findings.files
            if all(files[name] == found for name, found in before.get("files", {}).items()):
                entry = {"files": files, "contents": findings.contents, "reports": before["reports"] | findings.reports}
        if entry["reports"]:
            self._store.write(self._reports_key(path), entry)

    def _unchanged(self, key: str) -> Any:
        entry = self._store.read(key)
        try:
            return entry if entry is not None and are_unchanged(entry["files"]) else None
        except (KeyError, TypeError, AttributeError, ValueError):
            return None

    def _contents_key(self, path: str) -> str:
        return digest("contents", self._engine, path, os.getcwd())

    def _reports_key(self, path: str) -> str:
        return digest("reports", self._engine, path, os.getcwd(), *self._options)


def _page(entry: Mapping[str, Any]) -> Page:
    from derive.report.model import derivation_from_data  # heavier than a list of derivations

    return Page(_contents(entry), {name: derivation_from_data(data) for name, data in entry["reports"].items()})


def _contents(entry: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [{name: item[name] for name in CONTENTS} for item in entry["contents"]]


CONTENTS = ("id", "name", "path", "line", "source", "claim")
