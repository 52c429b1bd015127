"""A row of the coverage: where a statement stands, what it says in our words, and what became of it.

A statement is a displayed formula, which has a number ("7", or "7.2" for the second line of an aligned
one), or prose.  It is encoded by steps, has no mathematical content for a reason, or is open for a reason;
an open row may name steps that encode a part of it.  Where prose is wrong and its steps prove the contrary, the
row says in `denied` what they prove.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """One statement: the lines of the text it stands in, its number if it is displayed, and its fate.

    `steps` are ids below the folder of the document, ``file::derivation[::calculation[::step]]``.
    """

    first: int
    last: int
    number: str | None
    says: str
    steps: tuple[str, ...]
    without: str | None = None
    open: str | None = None
    denied: str | None = None

    def __post_init__(self):
        if (self.without is not None) == bool(self.steps or self.open):
            raise ValueError(f"line {self.first}: a row is encoded, open, or without content")
        if self.denied is not None and not self.steps:
            raise ValueError(f"line {self.first}: what is denied needs steps that prove the contrary")

    @property
    def lines(self):
        """The lines of the text that the row speaks for."""
        return range(self.first, self.last + 1)

    @property
    def where(self):
        """The lines as text."""
        return str(self.first) if self.first == self.last else f"{self.first}–{self.last}"


def formula(number, line, says, *steps, without=None, open=None):
    """A displayed formula, or one line of an aligned one, and where it begins in the text."""
    return Row(line, line, number, says, steps, without, open)


def prose(line, says, *steps, to=None, without=None, open=None, denied=None):
    """A statement in prose, which may go on to the line `to`."""
    return Row(line, to or line, None, says, steps, without, open, denied)


def heading(line, *, to=None):
    """Lines that hold titles, names, numbers of problems and the like."""
    return prose(line, "title or heading", to=to, without="a heading")
