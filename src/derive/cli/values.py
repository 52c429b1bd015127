"""What may stand behind an option: numbers in their ranges, one word of several, a form of the report, a file."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable
from typing import Any, NoReturn

LONGEST = 86_400.0
"""No step may be given more than a day."""

LEAST_MEMORY, MOST_MEMORY = 64, 2**24
"""Megabytes: below, hardly a step could be worked out."""


def nearest(word: str, known: Iterable[str]) -> str:
    """A question that names the known word most like `word`; empty if none is."""
    from difflib import get_close_matches

    close = get_close_matches(word, list(known), n=1, cutoff=0.5)
    return f"; did you mean {close[0]}?" if close else ""


class Format(argparse.Action):
    """One more form of the report, for standard output until `-o` says otherwise."""

    def __call__(self, parser: Any, options: Any, values: Any, option_string: str | None = None) -> None:
        """Take the name of the form."""
        setattr(options, self.dest, [*(getattr(options, self.dest) or []), (values, None)])


class File(argparse.Action):
    """The file of the form named last; of the text if none was named."""

    def __call__(self, parser: Any, options: Any, values: Any, option_string: str | None = None) -> None:
        """Take the name of the file."""
        *before, (form, file) = getattr(options, self.dest) or [("text", None)]
        if file is not None:
            parser.error(f"{option_string} {values}: name the form that goes there with --format before it")
        setattr(options, self.dest, [*before, (form, values)])


def one_of(*words: str) -> Callable[[str], str]:
    """A type of argument: one of `words`."""

    def choice(text: str) -> str:
        if text not in words:
            raise argparse.ArgumentTypeError(
                f"invalid choice: {text!r} (choose from {', '.join(words)}){nearest(text, words)}"
            )
        return text

    return choice


def seconds(text: str) -> float:
    """A type of argument: a positive time, of a day at most."""
    try:
        value = float(text)
    except ValueError:
        value = 0.0
    if not 0 < value <= LONGEST:  # false for nan too
        _refuse(text, f"a positive number of seconds, {LONGEST:g} at most")
    return value


def count(text: str) -> int:
    """A type of argument: 1, 2, 3, ..."""
    if not (text.isascii() and text.isdigit() and 0 < int(text) <= 1024):
        _refuse(text, "a whole number from 1 to 1024")
    return int(text)


def whole(text: str) -> int:
    """A type of argument: 0, 1, 2, ..."""
    if not (text.isascii() and text.isdigit() and len(text) <= 18):
        _refuse(text, "a whole number")
    return int(text)


def percent(text: str) -> float:
    """A type of argument: 0 to 100."""
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not 0 <= value <= 100:  # false for nan too
        _refuse(text, "a percentage from 0 to 100")
    return value


def points(text: str) -> int:
    """A type of argument: a number of points, as 1000000 or 1e6."""
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not 0 <= value <= 1e12 or value != int(value):
        _refuse(text, "a whole number of points from 0 to 1e12, such as 1e6")
    return int(value)


def megabytes(text: str) -> int:
    """A type of argument: a size in memory."""
    if not (text.isascii() and text.isdigit() and LEAST_MEMORY <= int(text) <= MOST_MEMORY):
        _refuse(text, f"a whole number of megabytes from {LEAST_MEMORY} to {MOST_MEMORY}")
    return int(text)


def _refuse(text: str, wanted: str) -> NoReturn:
    raise argparse.ArgumentTypeError(f"expected {wanted}, but got {text!r}")
