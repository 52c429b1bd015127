"""Both sides of a claim below each other: where they stand, what they are, and their values."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rich.text import Text

from derive.report.layout import DETAIL, folded

NARROW = 24
"""An expression gets at least so many columns; else its value goes below it."""


@dataclass(frozen=True)
class Side:
    """One side: its place in words, the relation in front of it, the expression, and its value."""

    place: str
    sign: str
    expression: str
    value: str = ""


def side_by_side(left: Side, right: Side, width: int) -> Iterator[Text]:
    """The two sides, in columns; each expression takes two lines at most."""
    sides = (left, right)
    places = max(len(side.place) for side in sides)
    signs = max(len(side.sign) for side in sides)
    labels = [f"{s.place:<{places}}  " + (f"{s.sign:<{signs}}  " if signs else "") for s in sides]
    values = max(len(side.value) for side in sides)
    room = width - DETAIL - len(labels[0]) - (values + 3 if values else 0)
    is_narrow = room < NARROW
    folds = [folded(s.expression, room + values + 3 if is_narrow else room) for s in sides]
    column = 0 if is_narrow else max(len(row) for rows in folds for row in rows)
    for side, label, rows in zip(sides, labels, folds, strict=True):
        blank = " " * (DETAIL + len(label))
        yield from (Text((blank if i else " " * DETAIL + label) + row) for i, row in enumerate(rows[:-1]))
        last = (blank if rows[:-1] else " " * DETAIL + label) + f"{rows[-1]:<{column}}"
        if is_narrow and side.value:
            yield Text(last)
            last = blank
        yield Text.assemble(last, "" if is_narrow else "   ", (side.value, "bold"))
