"""The cache as one run sees it: what is known at its start, and what it finds out.

Only the process that leads the run writes.  It does so now and then and at the end, and only while the
sources of derive are those that its workers have loaded.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from derive.cache.identity import Engine
from derive.cache.lasting import is_lasting, is_lasting_report
from derive.cache.pages import Findings, Page, Pages
from derive.cache.store import Store, digest

OFTEN = 500
"""Claims after which they are written out, so that a long run loses little when it is killed."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What a worker has to know to look up a claim: where, for which engine, and under which options."""

    folder: str
    engine: str
    options: tuple[str, ...]

    def key(self, text: str, scope: str) -> str:
        """The key of a claim with this text.

        A page is a program, which may do anything to the process that it runs in: what is decided
        there counts for that page alone, the `scope`.  Claims that no program states have the scope "".
        """
        return digest("claim", self.engine, scope, *self.options, text)


class Cache:
    """What earlier runs with the same `options` have left in `folder`, and what this one will leave."""

    def __init__(self, folder: Path, **options: object) -> None:
        self.store = Store(folder)
        self._engine = Engine(self.store)
        self._options = tuple(f"{name}={value!r}" for name, value in sorted(options.items()))
        self._pages = Pages(self.store, self._engine.name, *self._options)
        self._known: dict[str, Page | None] = {}
        self._contents: dict[str, list[dict[str, Any]] | None] = {}
        self._findings: dict[str, Findings] = {}
        self._claims: dict[str, Mapping[str, Any]] = {}
        self._is_outdated = False

    @property
    def terms(self) -> Terms:
        """For the workers."""
        return Terms(str(self.store.folder), self._engine.name, self._options)

    def page(self, path: str) -> Page | None:
        """What is known about a file as it is now."""
        if path not in self._known:
            self._known[path] = self._pages.recall(path)
        return self._known[path]

    def contents(self, path: str) -> list[dict[str, Any]] | None:
        """The derivations in a file as it is now, if they are known."""
        if path not in self._contents:
            self._contents[path] = self._pages.contents(path)
        return self._contents[path]

    def answers(self, path: str, keep: Callable[[str], bool] | None = None) -> bool:
        """Whether nothing has to be worked out about the derivations of a file whose id meets `keep`."""
        page = self.page(path)
        if page is None:
            return False
        wanted = [entry["name"] for entry in page.contents if keep is None or keep(entry["id"])]
        return all(name in page.reports for name in wanted)

    def claim(self, key: str) -> Mapping[str, Any] | None:
        """The evidence (as data) on the claim with this key."""
        return self._claims.get(key) or claim_in(self.store, key)

    def learn_claim(self, key: str, evidence: Mapping[str, Any]) -> None:
        """Evidence (as data) on a claim; what says nothing about the claim is let go."""
        if is_lasting(evidence):
            self._claims[key] = evidence
        if len(self._claims) >= OFTEN:
            self.flush()

    def learn_files(self, path: str, files: Mapping[str, str | None]) -> None:
        """What a file and its modules were when they were read."""
        self._of(path).add_files(files)

    def learn_contents(self, path: str, contents: list[dict[str, Any]]) -> None:
        """The derivations in a file."""
        self._of(path).contents = contents

    def learn_report(self, path: str, report: Mapping[str, Any]) -> None:
        """The report (as data) on a derivation of a file; not if a step of it was given up."""
        if is_lasting_report(report):
            self._of(path).reports[report["name"]] = report

    def key_of_text(self, *parts: str) -> str:
        """The key of a text for people that depends on the parts alone."""
        return digest("text", self._engine.name, *parts)

    def text(self, key: str) -> str | None:
        """The text under a key."""
        found = self.store.read(key)
        return found if isinstance(found, str) else None

    def keep_text(self, key: str, text: str) -> None:
        """Keep a text."""
        if self._engine.is_current:
            self.store.write(key, text)

    def flush(self) -> None:
        """Write out what this run has found."""
        claims, self._claims = self._claims, {}
        if self._is_outdated or not (claims or self._findings):
            return
        self._is_outdated = not self._engine.is_current
        if self._is_outdated:
            return
        for key, evidence in claims.items():
            self.store.write(key, evidence)

    def close(self) -> None:
        """Write out everything, and see to it that the folder stays within its bounds."""
        self.flush()
        findings, self._findings = self._findings, {}
        if findings and not self._is_outdated:
            for path, found in findings.items():
                self._pages.keep(path, found)
        self.store.prune_if_due()

    def _of(self, path: str) -> Findings:
        """What this run found about a file, beside what was known of its contents."""
        if path not in self._findings:
            self._findings[path] = Findings()
        return self._findings[path]


def claim_in(store: Store, key: str) -> Mapping[str, Any] | None:
    """The evidence (as data) under a key, if it is evidence."""
    found = store.read(key)
    return found if isinstance(found, dict) and "verdict" in found and is_lasting(found) else None
