"""Standard output and standard error: any text gets through, whatever the terminal can show."""

from __future__ import annotations

import codecs
import os
import sys

PLAIN = {
    "✓": "+", "✗": "x", "≈": "~", "…": "...", "·": "*", "⋅": "*", "─": "-", "━": "-", "│": "|", "≤": "<=",
    "≥": ">=", "≠": "!=", "→": "->", "⇒": "=>", "⇔": "<=>", "∈": "in", "“": '"', "”": '"', "’": "'",
    "∞": "oo", "−": "-", "×": "x",
}  # fmt: skip
"""What to write for a sign that the output cannot encode: rather out of line than wrong."""


def prepare() -> None:
    """Let no character that the output cannot encode end in an error."""
    codecs.register_error("derive.plain", _plainly)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="derive.plain")


def write(text: str) -> None:
    """Write to standard output; a reader that has gone away is no error."""
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        _abandon()


def flush() -> None:
    """Write out what is still in the buffer of standard output."""
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        _abandon()


def say(message: str) -> None:
    """One line to standard error, in the name of the program."""
    one_line = " ".join(message.split())
    sys.stderr.write(f"derive: {one_line}\n")


def _abandon() -> None:
    """Send what is still to come, the interpreter's last flush included, nowhere."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())


def _plainly(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    unknown = error.object[error.start : error.end]
    return "".join(PLAIN.get(character, "?") for character in unknown), error.end
