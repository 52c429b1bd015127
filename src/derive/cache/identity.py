"""What verdicts rest on: derive's own sources, the libraries below them, and Python.

Neither the libraries nor `importlib.metadata` are loaded: a version is read off the name of the folder
that an installer left beside a library.
"""

from __future__ import annotations

import hashlib
import os
import re
import sys
import time
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from derive.cache.store import Store

LIBRARIES = ("sympy", "python-flint", "numpy", "mpmath")
ALSO = ("gmpy2", "rich")
"""What SymPy takes for its numbers where it is installed, and what lays out the text that is kept."""

SWITCHES = ("SYMPY_GROUND_TYPES", "SYMPY_USE_CACHE", "SYMPY_CACHE_SIZE")

SETTLED = 2.0
"""Seconds after which a second change of a file has another time than the first."""

OURS = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


@cache
def versions() -> dict[str, str]:
    """The versions on which verdicts rest."""
    from derive import __version__

    return {"derive": __version__} | {name: _version(name) for name in LIBRARIES}


class Engine:
    """The engine as it was when this process first asked: everything that may change a verdict.

    The content of derive's own sources is hashed, but read only where their times, sizes and places
    in the file system are not those of an earlier run, whose answer `store` keeps.
    """

    def __init__(self, store: Store | None = None) -> None:
        self._stamps = _stamps()
        self.name = _digest(*_surroundings(), self._content(store))

    @property
    def is_current(self) -> bool:
        """Whether the sources are still those that this process may have loaded."""
        return _stamps() == self._stamps

    def _content(self, store: Store | None) -> str:
        key = _digest("sources", OURS, *self._stamps)
        known = None if store is None else store.read(key)
        if isinstance(known, str):
            return known
        content = _content()
        if store is not None and _stamps() == self._stamps and _have_settled():
            store.write(key, content)
        return content


def _surroundings() -> list[str]:
    """Python, the machine, and the libraries, in words."""
    machine = os.uname().machine if hasattr(os, "uname") else os.environ.get("PROCESSOR_ARCHITECTURE", "")
    libraries = [f"{name} {' '.join(_folders().get(_normal(name), ()))}" for name in (*LIBRARIES, *ALSO)]
    switches = [f"{name}={os.environ.get(name)}" for name in SWITCHES]
    return [sys.version, sys.implementation.name, sys.platform, machine, *libraries, *switches]


def _stamps() -> list[str]:
    """Each source file of derive with its size, its times, and where it lies in the file system."""
    found = ((path, entry.stat()) for path, entry in _sources(OURS, ""))
    stamps = (f"{path} {s.st_size} {s.st_mtime_ns} {s.st_ctime_ns} {s.st_ino}" for path, s in found)
    return sorted(stamps)


def _have_settled() -> bool:
    """Whether the last change is long enough ago to show in the times: file systems count in ticks."""
    latest = max((entry.stat().st_mtime for _, entry in _sources(OURS, "")), default=0.0)
    return time.time() - latest > SETTLED


def _content() -> str:
    taken = hashlib.sha256()
    for path, entry in sorted(_sources(OURS, ""), key=lambda pair: pair[0]):
        with open(entry.path, "rb") as file:
            taken.update(f"{path} {hashlib.sha256(file.read()).hexdigest()}\n".encode())
    return taken.hexdigest()


def _sources(folder: str, prefix: str) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """The Python files below a folder, each with its path from there."""
    for entry in os.scandir(folder):
        if entry.name.endswith(".py"):
            yield prefix + entry.name, entry
        elif entry.name != "__pycache__" and entry.is_dir():
            yield from _sources(entry.path, f"{prefix}{entry.name}/")


def _version(name: str) -> str:
    """The version of a library that is installed."""
    found = _folders().get(_normal(name), ())
    if len(found) == 1:
        return found[0].rpartition("@")[0]
    from importlib import metadata

    return metadata.version(name)


@cache
def _folders() -> dict[str, tuple[str, ...]]:
    """The versions of everything installed, each with its place, by the name of the distribution.

    Of several places on the path, the first that has a library counts, as it does for an import.
    """
    found: dict[str, tuple[str, ...]] = {}
    for place in dict.fromkeys(sys.path):
        here: dict[str, list[str]] = {}
        for name in _listed(place):
            stem, is_metadata, _ = name.rpartition(".dist-info")
            if is_metadata and "-" in stem:
                distribution, _, version = stem.partition("-")
                here.setdefault(_normal(distribution), []).append(f"{version}@{place}")
        found = {name: tuple(sorted(versions)) for name, versions in here.items()} | found
    return found


def _listed(folder: str) -> list[str]:
    try:
        return os.listdir(folder or os.curdir)
    except OSError:
        return []


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "_", name).lower()


def _digest(*parts: str) -> str:
    from derive.cache.store import digest

    return digest(*parts)
