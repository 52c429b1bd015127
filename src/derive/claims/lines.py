"""A stream of bytes as lines, one at a time and none too long; nobody has to wait for a slow pipe."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, Queue
from threading import Thread
from typing import BinaryIO

LONGEST_LINE = 1_000_000
"""Bytes of a line; a longer one is passed over without being held."""

BYTE_ORDER_MARK = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Line:
    """A line without its end: its number, from 1, and what is wrong with it before anybody reads it.

    `is_cut` says that the stream ended before the line did.
    """

    number: int
    data: bytes
    is_cut: bool = False
    error: str | None = None


def lines(stream: BinaryIO) -> Iterator[Line]:
    """The lines of a stream that are not blank.

    >>> from io import BytesIO
    >>> [(line.number, line.data) for line in lines(BytesIO(b"one\\r\\n\\nthree"))]
    [(1, b'one'), (3, b'three')]
    """
    number = 0
    while data := stream.readline(LONGEST_LINE + 1):
        number += 1
        if len(data) > LONGEST_LINE and not data.endswith(b"\n"):
            _pass_over(stream)
            yield Line(number, b"", error=f"this line has more than the {LONGEST_LINE} bytes that are read")
            continue
        text = data.removeprefix(BYTE_ORDER_MARK) if number == 1 else data
        if text.strip():
            yield Line(number, text.strip(), is_cut=not data.endswith(b"\n"))


def _pass_over(stream: BinaryIO) -> None:
    """Go to the end of the line without holding it."""
    while data := stream.readline(2**16):
        if data.endswith(b"\n"):
            return


def count_of(path: Path) -> int | None:
    """How many lines a file has that are not blank; None if it cannot be read twice."""
    try:
        if not stat.S_ISREG(os.stat(path).st_mode):
            return None
        with path.open("rb") as file:
            return sum(1 for _ in lines(file))
    except OSError:
        return None


class Source:
    """Lines that are taken when they are there: `take` never waits for a pipe."""

    def __init__(self, stream: BinaryIO) -> None:
        self._lines = lines(stream)
        self._waiting: Queue[Line | None] | None = None
        self.is_exhausted = False
        if not _is_regular(stream):
            self._waiting = Queue(maxsize=AHEAD)
            Thread(target=self._listen, daemon=True).start()

    def take(self) -> Line | None:
        """The next line; None if there is none, or none yet (then `is_exhausted` is false)."""
        try:
            line = next(self._lines, None) if self._waiting is None else self._waiting.get_nowait()
        except Empty:
            return None
        self.is_exhausted = line is None
        return line

    def _listen(self) -> None:
        assert self._waiting is not None
        for line in self._lines:
            self._waiting.put(line)
        self._waiting.put(None)


AHEAD = 16
"""Lines of a pipe that are held before they are asked for."""


def _is_regular(stream: BinaryIO) -> bool:
    """Whether reading from the stream never waits for somebody else."""
    try:
        return stat.S_ISREG(os.fstat(stream.fileno()).st_mode)
    except (OSError, AttributeError, ValueError):
        return True  # in memory
