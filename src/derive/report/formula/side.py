"""The text of a side, of a condition, or of a whole claim -> boxes."""

from __future__ import annotations

import re

from derive.report.formula.boxes import Box, Code, Prefix, Script, Sign, Space, Words, row
from derive.report.formula.layout import layout
from derive.report.formula.names import symbol
from derive.report.formula.reading import NotTypeset, tree

SIGNS = {
    "=": "=", "<=": "≤", ">=": "≥", "<": "<", ">": ">", "!=": "≠", "->": "→", "=>": "⇒", "<=>": "⇔", "in": "∈",
    "~": "≈",
}  # fmt: skip
"""Relations between the sides of a step as signs; the others are words."""

LONGEST_CODE = 400
"""Characters of what cannot be read that are shown."""

APPROACH = re.compile(r"(?P<value>.+) as (?P<variable>\w+) -> (?P<point>.+?)(?P<side>(?<=[^\s(+*/^-])[+-])?")
OBJECTIVE = re.compile(r"(?P<value>.+) over (?P<variable>\w+)")
DOMAIN = re.compile(r"the domain of (?P<variable>\w+)")
PROSE = ("an interval",)


def formula(text: str) -> Box:
    """The text of a side, or of a condition, as boxes; what cannot be read as code.

    >>> formula("x/2")
    Fraction(top=Name(text='x', is_upright=False), bottom=Number(text='2'))
    >>> formula("x +* 2")
    Code(text='x +* 2')
    """
    approach = APPROACH.fullmatch(text)
    if approach is not None:
        return row(formula(approach["value"]), Space(), Words("as"), Space(), _approach(approach))
    objective = OBJECTIVE.fullmatch(text)
    if objective is not None:
        return row(formula(objective["value"]), Space(), Words("over"), Space(), symbol(objective["variable"]))
    domain = DOMAIN.fullmatch(text)
    if domain is not None:
        return row(Words("the domain of"), Space(), symbol(domain["variable"]))
    if text in PROSE:
        return Words(text)
    try:
        return layout(tree(text)).box
    except (NotTypeset, RecursionError):
        return Code(_shortened(text))


def claim(lhs: str, relation: str, rhs: str) -> Box:
    """Both sides of a claim with its relation between them."""
    return row(formula(lhs), related(relation), formula(rhs))


def related(relation: str) -> Box:
    """A relation: a sign, or a word with space around it."""
    if relation in SIGNS:
        return Sign(SIGNS[relation])
    return row(Space(), Words(relation), Space())


def _approach(found: re.Match[str]) -> Box:
    point = formula(found["point"])
    side = {"+": "+", "-": "−", None: ""}[found["side"]]
    return row(symbol(found["variable"]), Sign("→"), Script(point, above=Prefix(side)) if side else point)


def _shortened(text: str) -> str:
    """The text, with the number of characters that are left out of its middle if it is very long."""
    plain = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in " ".join(text.split()))
    if len(plain) <= LONGEST_CODE:
        return plain
    half = LONGEST_CODE // 2
    return f"{plain[:half]} … {len(plain) - 2 * half} characters left out … {plain[-half:]}"
