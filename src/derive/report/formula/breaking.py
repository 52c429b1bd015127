"""How wide a box is, about, and where a long row may be broken: before its signs, never within a term."""

from __future__ import annotations

from derive.report.formula import boxes as b

BREAKS = frozenset("+−=≤≥<>≠→⇒⇔∈≈∧∨")


def terms(box: b.Box) -> list[b.Box]:
    """The parts of a row, each with the sign before it; a box that is no row is one part.

    >>> from derive.report.formula import formula
    >>> len(terms(formula("a + b*c - d")))
    3
    """
    if not isinstance(box, b.Row):
        return [box]
    groups: list[list[b.Box]] = [[]]
    for part in box.parts:
        if isinstance(part, b.Sign) and part.text in BREAKS and groups[-1]:
            groups.append([])
        groups[-1].append(part)
    return [b.row(*group) for group in groups]


def lines(box: b.Box, room: int) -> list[b.Box]:
    """The box in as many lines as it takes, each of about `room` characters unless a single term is wider."""
    found: list[b.Box] = []
    for term in terms(box):
        if found and width(found[-1]) + width(term) <= room:
            found[-1] = b.row(found[-1], term)
        else:
            found.append(term)
    return found


def width(box: b.Box) -> int:
    """About how many characters wide a box is."""
    match box:
        case b.Row(parts):
            return sum(map(width, parts))
        case b.Fraction(top, bottom):
            return max(width(top), width(bottom))
        case b.Root(body) | b.Accent(body) | b.Fenced(_, body, _):
            return width(body) + 2
        case b.Script(base, below, above):
            return width(base) + max(width(script) if script else 0 for script in (below, above)) * 2 // 3
        case b.Under(base, below):
            return max(width(base), width(below) * 2 // 3)
        case b.Table(rows):
            return sum(max(map(width, column)) + 2 for column in zip(*rows, strict=True))
        case b.Number(text) | b.Name(text) | b.Words(text) | b.Code(text):
            return len(text)
        case b.Joined():
            return 0
        case _:
            return 2
