"""What fits on a line: prose is wrapped, expressions are folded and, where they are too long, shortened."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable

from rich.text import Text

ELLIPSIS = " … "
DETAIL = 6
"""Columns by which evidence is moved to the right."""


def clean(text: str) -> str:
    """The text on one line, without anything that a terminal would obey."""
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in " ".join(text.split()))


def shortened(text: str, room: int) -> str:
    """The text, with an ellipsis for its middle if it is longer than `room`."""
    if len(text) <= room:
        return text
    kept = max(room - len(ELLIPSIS), 2)
    front = (2 * kept + 2) // 3
    return text[:front].rstrip() + ELLIPSIS + text[front - kept :].lstrip()


def prose(text: str, room: int) -> list[str]:
    """The text in lines of `room` characters, broken between words."""
    return textwrap.wrap(clean(text), max(room, 20), break_on_hyphens=False) or [""]


def folded(expression: str, room: int, *, rows: int = 2) -> list[str]:
    """The expression in at most `rows` lines of `room` characters, broken at spaces where it has some."""
    text = clean(expression)
    for budget in range(rows * room, room // 2, -1):
        lines = textwrap.wrap(shortened(text, budget), room, break_on_hyphens=False)
        if len(lines) <= rows:
            return lines
    return [shortened(text, room)]


def hanging(first: Text, rest: str, width: int, *, indent: int) -> list[Text]:
    """`first` with `rest` behind it; what does not fit there goes below it, indented."""
    if not rest:
        return [first]
    behind = Text.assemble(first, "  ", clean(rest))
    if len(behind) <= width:
        return [behind]
    return [first, *indented(prose(rest, width - indent), indent)]


def indented(lines: Iterable[str], by: int) -> list[Text]:
    """Lines of plain text, moved to the right."""
    return [Text(" " * by + line) for line in lines]
