"""What a reader of text says about what it cannot read: the reason, and a caret under the place."""

from __future__ import annotations

from collections.abc import Iterable

from derive.errors import AuthoringError

WINDOW = 60
"""Characters of a long text that are shown around the place."""


class UnreadableText(AuthoringError):
    """Text from outside that cannot be read as mathematics; the message ends in the text with a caret."""

    def __init__(self, reason: str, text: str = "", position: int | None = None) -> None:
        self.reason = reason
        super().__init__(reason if position is None else f"{reason}\n{with_caret(text, position)}")


def with_caret(text: str, position: int) -> str:
    """The text, or the part of a long one around `position`, and a caret below that place.

    >>> print(with_caret("sin(x", 3))
        sin(x
           ^
    """
    position = max(0, min(position, len(text)))
    start = max(0, position - WINDOW // 2)
    end = min(len(text), start + WINDOW)
    before, behind = "..." if start else "", "..." if end < len(text) else ""
    column = len(before) + position - start
    return f"    {before}{text[start:end]}{behind}\n    {' ' * column}^"


def nearest(word: str, known: Iterable[str]) -> str:
    """A question that names the known word most like `word`; empty if none is.

    >>> nearest("gama", ["gamma", "beta"]), nearest("q", ["gamma"])
    ('; did you mean gamma?', '')
    """
    from difflib import get_close_matches

    words = list(known)
    folded = {name.casefold(): name for name in reversed(words)}
    if word.casefold() in folded:
        return f"; did you mean {folded[word.casefold()]}?"
    close = get_close_matches(word[:60], words, n=1, cutoff=0.6)
    return f"; did you mean {close[0]}?" if close else ""


def shortened(text: str, longest: int = 40) -> str:
    """The beginning of a text, on one line.

    >>> shortened("a" * 50, 6)
    'aaa...'
    """
    line = " ".join(text.split())
    return line if len(line) <= longest else f"{line[: longest - 3]}..."
