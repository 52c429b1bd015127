"""A page typeset for the terminal: lines under each other, relation signs in one column, reasons beside.

The expressions come as two-dimensional text with the row on which they stand (`derive.report.page`
makes them); here they are only put side by side.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from rich.console import Group
from rich.text import Text

from derive.report.layout import clean, prose

SIGNS = {"<=": "≤", ">=": "≥", "!=": "≠", "->": "→", "=>": "⇒", "<=>": "⇔", "in": "∈", "~": "≈"}
MARGIN = 6
"""Columns for the line numbers of the file."""
REASON = 30
"""Columns that a long reason needs, to stand beside its line and not below it."""
GAP = 3


@dataclass(frozen=True)
class Block:
    """Rows of text, one of which is the row on which the whole stands."""

    rows: tuple[str, ...]
    baseline: int = 0

    @property
    def width(self) -> int:
        """Columns of the widest row."""
        return max(map(len, self.rows), default=0)

    def beside(self, right: Block, *, gap: int = 2) -> Block:
        """Both blocks side by side, standing on one row."""
        up = max(self.baseline, right.baseline)
        left_rows = [""] * (up - self.baseline) + list(self.rows)
        right_rows = [""] * (up - right.baseline) + list(right.rows)
        width = self.width + gap
        joined = zip_longest(left_rows, right_rows, fillvalue="")
        return Block(tuple(f"{left:<{width}}{row}".rstrip() for left, row in joined), up)


def page_text(page: Mapping[str, Any], width: int) -> Group:
    """The page (as `derive.workers.page_of` gives it) for lines of `width` characters."""
    return Group(*_title(page, width), *_hypotheses(page, width), *_calculations(page, width))


def expression_width(width: int) -> int:
    """The room for one expression on lines of `width` characters."""
    return width - MARGIN - 4


def _title(page: Mapping[str, Any], width: int) -> Iterator[Text]:
    yield Text(clean(page["name"]), style="bold")
    yield Text(clean(page["source"]))
    yield Text(f"{page['path']}:{page['line']}", style="dim")
    yield Text()
    for paragraph in page["claim"].strip().split("\n\n"):
        for row in prose(paragraph, width - 2):
            yield Text(f"  {row}", style="italic")
        yield Text()


def _hypotheses(page: Mapping[str, Any], width: int) -> Iterator[Text]:
    variables = ", ".join(f"{v['name']}: {v['domain']}" for v in page["variables"])
    rows = prose(variables, width - 12) if variables else []
    for index, row in enumerate(rows):
        yield Text(f"  {'' if index else 'for all':<8}  {row}")
    for label, facts in (("where", page["conditions"]), ("assuming", page["assumed"])):
        for fact in facts:
            yield from map(Text, Block((f"  {label:<8}",)).beside(_expression(fact, width - 12)).rows)
    yield Text()


def _calculations(page: Mapping[str, Any], width: int) -> Iterator[Text]:
    for calculation in page["calculations"]:
        if len(page["calculations"]) > 1:
            yield Text(f"  {clean(calculation['name'])}", style="bold")
            yield Text()
        yield from _calculation(calculation, width)


def _calculation(calculation: Mapping[str, Any], width: int) -> Iterator[Text]:
    room = expression_width(width)
    signs = [_sign(step) for step in calculation["steps"] if step["lhs"] is None]
    indent = max(map(len, signs), default=0)
    lines = [_line(step, indent, room) for step in calculation["steps"]]
    beside = [
        b.width for b, step in zip(lines, calculation["steps"], strict=True) if _has_room(step, b.width, room)
    ]
    column = max(beside, default=0) + GAP
    if calculation["head"] is not None:
        head = _expression(calculation["head"], room - indent - 2)
        yield from _numbered(Block((" " * indent,)).beside(head), None)
        yield Text()
    for step, block in zip(calculation["steps"], lines, strict=True):
        yield from _with_reason(step, block, column, room)
        if step["erratum"] is not None:
            yield from _erratum(step, indent, room)
        yield Text()


def _line(step: Mapping[str, Any], indent: int, room: int) -> Block:
    """The sign and the right side of a step, and its left side where it has one of its own."""
    right = _right_side(step, indent, room)
    return right if step["lhs"] is None else _expression(step["lhs"], room).beside(right)


def _right_side(step: Mapping[str, Any], indent: int, room: int) -> Block:
    block = Block((f"{_sign(step):<{indent}}",)).beside(_expression(step["rhs"], room - indent - 2))
    return block if step["approach"] is None else block.beside(Block((f"as {_approach(step)}",)), gap=3)


def _sign(step: Mapping[str, Any]) -> str:
    relation = str(step["relation"])
    return SIGNS.get(relation, relation)


def _approach(step: Mapping[str, Any]) -> str:
    return str(step["approach"]).replace("->", "→").replace("oo", "∞")


def _expression(form: Mapping[str, Any], room: int) -> Block:
    """The expression; if it came as one row that is too long, that row is folded."""
    rows = form["text"].splitlines() or [""]
    if len(rows) == 1:
        rows = textwrap.wrap(rows[0], max(room, 20), break_on_hyphens=False, subsequent_indent="  ") or [""]
    return Block(tuple(row.rstrip() for row in rows), form["baseline"])


def _reason(step: Mapping[str, Any]) -> str:
    return f"({clean(step['by'])})" if step["by"] else ""


def _has_room(step: Mapping[str, Any], width: int, room: int) -> bool:
    """Whether the reason can stand beside something so wide."""
    return width + GAP + min(REASON, len(_reason(step))) <= room


def _with_reason(step: Mapping[str, Any], block: Block, column: int, room: int) -> Iterator[Text]:
    reason = _reason(step)
    if not reason or block.width + GAP > column or not _has_room(step, column - GAP, room):
        yield from _numbered(block, step["line"])
        for row in prose(reason, room - 4) if reason else []:
            yield Text.assemble(" " * (MARGIN + 4), (row, "italic"))
        return
    rows = prose(reason, room - column)
    beside = Block((*rows,), (len(rows) - 1) // 2)
    width = block.width
    joined = block.beside(beside, gap=column - width)
    for line in _numbered(joined, step["line"]):
        line.stylize("italic", MARGIN + column)
        yield line


def _numbered(block: Block, line: int | None) -> Iterator[Text]:
    for index, row in enumerate(block.rows):
        number = f"{line:>{MARGIN - 2}}" if index == block.baseline and line is not None else ""
        line_of_text = Text.assemble((f"{number:<{MARGIN}}", "dim"), row)
        line_of_text.rstrip()
        yield line_of_text


def _erratum(step: Mapping[str, Any], indent: int, room: int) -> Iterator[Text]:
    for row in prose(f"✗ wrong as printed: {step['erratum']}", room - 4):
        yield Text.assemble(" " * (MARGIN + 4), (row, "red"))
    if step["correction"] is not None:
        right = _right_side(step["correction"], indent, room - 15)
        yield from _numbered(Block(("    ✓ correctly  ",)).beside(right, gap=0), None)
