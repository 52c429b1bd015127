"""A folder of entries, each a small JSON file that is either whole and ours, or a miss.

- An entry is written beside its place and renamed into it: a reader sees all of it or nothing.
- Its first line holds the checksum of the rest, and the rest names its key: what is damaged, cut off
  or put there by somebody else is passed over.
- Nothing outside the folder is ever written, followed or removed, and a folder that cannot be
  written to is no error.
"""

from __future__ import annotations

import hashlib
import json
import os
import stat
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HEADER = b"derive-cache 1 "
ENTRIES = "entries-1"
"""The folder of the entries, below the one that was named: that one may hold other things as well."""

LONGEST = 16 * 2**20
"""Bytes of the longest entry that is read or written."""

CAPACITY = 256 * 2**20
"""Bytes of all entries, beyond which the oldest go."""

OLDEST = 90 * 86_400
"""Seconds after which an entry goes that nobody read."""

DAY = 86_400
ABANDONED = 3_600
"""Seconds after which an unfinished entry is one that its writer has left behind."""

KEY_LENGTH = 64

TAG = (
    "Signature: 8a477f597d28d172789f06886806bc55\n"
    "# This folder is a cache of derive: it may be deleted at any time (`derive cache clear`).\n"
)
"""What tells backup programs to pass the folder over (https://bford.info/cachedir/)."""


@dataclass(frozen=True, slots=True)
class Size:
    """How many entries there are, and the bytes that they take."""

    entries: int
    total: int


@dataclass(frozen=True, slots=True)
class _Entry:
    path: str
    size: int
    used: float


def digest(*parts: str) -> str:
    """A key for what the parts say together; their borders count.

    >>> digest("ab", "c") == digest("a", "bc")
    False
    """
    taken = hashlib.sha256()
    for part in parts:
        data = part.encode("utf-8", "surrogatepass")
        taken.update(b"%d:" % len(data) + data)
    return taken.hexdigest()


class Store:
    """Entries by key below `folder`, which need not exist."""

    def __init__(self, folder: Path, *, capacity: int = CAPACITY) -> None:
        self.folder = folder
        self.capacity = capacity
        self._entries = os.path.join(folder, ENTRIES)
        self._is_prepared = False
        self._is_closed = False

    def read(self, key: str) -> Any:
        """The value under `key`; None where there is none that can be trusted."""
        path = self._path(key)
        body = _checked(path)
        if body is None:
            return None
        try:
            entry = json.loads(body)
            if entry["key"] != key:
                return None
            value = entry["value"]
        except (ValueError, RecursionError, KeyError, TypeError):
            return None
        _mark_as_used(path)
        return value

    def write(self, key: str, value: Any) -> bool:
        """Keep a value of plain data under `key`; False where that is not possible."""
        body = json.dumps({"key": key, "value": value}, separators=(",", ":")).encode("ascii")
        if self._is_closed or len(body) > LONGEST:
            return False
        path = self._path(key)
        unfinished = f"{path}.{os.getpid()}-{time.monotonic_ns()}.tmp"
        try:
            self._prepare()
            os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)
            with open(unfinished, "xb") as file:
                file.write(HEADER + hashlib.sha256(body).hexdigest().encode("ascii") + b"\n" + body)
            os.replace(unfinished, path)
        except OSError:  # read-only, full, or not a folder: then nothing is kept
            self._is_closed = True
            with suppress(OSError):
                os.unlink(unfinished)
            return False
        return True

    def size(self) -> Size:
        """What there is."""
        entries = list(self._all())
        return Size(len(entries), sum(entry.size for entry in entries))

    def clear(self) -> Size:
        """Remove all entries, and return what there was."""
        entries = list(self._all())
        for entry in entries:
            _remove(entry)
        return Size(len(entries), sum(entry.size for entry in entries))

    def prune(self) -> None:
        """Remove what nobody used for long, and the entries used longest ago while there is too much."""
        now = time.time()
        left = []
        for entry in sorted(self._all(), key=lambda entry: entry.used):
            is_abandoned = entry.path.endswith(".tmp") and now - entry.used > ABANDONED
            if is_abandoned or now - entry.used > OLDEST:
                _remove(entry)
            else:
                left.append(entry)
        total = sum(entry.size for entry in left)
        wanted = self.capacity if total <= self.capacity else self.capacity * 3 // 4
        for entry in left:
            if total <= wanted:
                return
            _remove(entry)
            total -= entry.size

    def prune_if_due(self) -> None:
        """Prune once a day, or when it was never done."""
        mark = os.path.join(self.folder, "pruned")
        with suppress(OSError):
            if time.time() - os.stat(mark).st_mtime < DAY:
                return
        if self._is_prepared and not self._is_closed:
            with suppress(OSError), open(mark, "w"):
                os.utime(mark)
            self.prune()

    def _path(self, key: str) -> str:
        return os.path.join(self._entries, key[:2], f"{key[2:]}.json")

    def _prepare(self) -> None:
        """Make the folder, marked as a cache, for its owner alone."""
        if self._is_prepared:
            return
        os.makedirs(self._entries, mode=0o700, exist_ok=True)
        for name, text in (("CACHEDIR.TAG", TAG), (".gitignore", "*\n")):
            with suppress(FileExistsError), open(os.path.join(self.folder, name), "x") as file:
                file.write(text)
        self._is_prepared = True

    def _all(self) -> Iterator[_Entry]:
        """All files of ours, finished or not; links and strangers are passed over."""
        with suppress(OSError):
            for shelf in os.scandir(self._entries):
                if len(shelf.name) == 2 and shelf.is_dir(follow_symlinks=False):
                    yield from _on(shelf.path)


def _on(shelf: str) -> Iterator[_Entry]:
    with suppress(OSError):
        for file in os.scandir(shelf):
            stem, _, rest = file.name.partition(".json")
            if len(stem) != KEY_LENGTH - 2 or (rest and not rest.endswith(".tmp")):
                continue
            with suppress(OSError):
                found = file.stat(follow_symlinks=False)
                if stat.S_ISREG(found.st_mode):
                    yield _Entry(file.path, found.st_size, found.st_mtime)


def _remove(entry: _Entry) -> None:
    with suppress(OSError):
        os.unlink(entry.path)


def _checked(path: str) -> bytes | None:
    """What stands behind the first line of a file, if the checksum there is right."""
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    try:
        with open(os.open(path, flags), "rb") as file:
            found = os.fstat(file.fileno())
            if not stat.S_ISREG(found.st_mode) or found.st_size > LONGEST + 1_000:
                return None
            head, _, body = file.read().partition(b"\n")
    except OSError:
        return None
    wanted = HEADER + hashlib.sha256(body).hexdigest().encode("ascii")
    return body if head == wanted else None


def _mark_as_used(path: str) -> None:
    """What is read stays; once a day is often enough to say so."""
    with suppress(OSError):
        if time.time() - os.stat(path).st_mtime > DAY:
            os.utime(path)
