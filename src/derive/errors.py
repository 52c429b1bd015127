"""Who may misuse what: an author's mistake is an exception, a mistake in the mathematics is a verdict."""

from __future__ import annotations

import sys
from types import FrameType


class DeriveError(Exception):
    """Base of everything that derive raises on purpose."""


class AuthoringError(DeriveError):
    """A derivation file cannot be read as mathematics: what was found, and what to do about it.

    `path` and `line` say where, as far as that is known.
    """

    def __init__(self, message: str, *, path: str | None = None, line: int | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.path = path
        self.line = line

    def __str__(self) -> str:
        if self.path is None:
            return self.message
        where = self.path if self.line is None else f"{self.path}:{self.line}"
        return f"{where}: {self.message}"


class NotEstablished(DeriveError):
    """A report is weaker than `Report.require` asked for."""


class InternalContradiction(DeriveError):
    """Two engines disagree about one claim: a defect of derive, never a verdict."""


NOT_THE_AUTHORS = frozenset({"derive", "sympy", "multiprocessing", "functools"})


def caller_line() -> int:
    """Line of the nearest frame that is the author's: where the call was written; 0 if there is none."""
    frame: FrameType | None = sys._getframe(1)
    while frame is not None and str(frame.f_globals.get("__name__", "")).split(".")[0] in NOT_THE_AUTHORS:
        frame = frame.f_back
    return frame.f_lineno if frame is not None else 0
