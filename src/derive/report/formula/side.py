"""The text of a side, of a condition, or of a whole claim -> boxes."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from derive.report.formula.boxes import Box, Code, Prefix, Script, Sign, Space, Words, row, separated
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

OBJECTIVE = re.compile(r"(?P<value>.+) over (?P<variables>\w+(?:, \w+)*)")
"""A function of some variables, which is the right side of a claim on a minimum."""


def formula(text: str) -> Box:
    """The text of a side, or of a condition, as boxes; what cannot be read as code.

    >>> formula("x/2")
    Fraction(top=Name(text='x', is_upright=False), bottom=Number(text='2'))
    >>> formula("x +* 2")
    Code(text='x +* 2')
    """
    try:
        for pattern, build in FORMS.items():
            found = pattern.fullmatch(text)
            if found is not None:
                return build(found)
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
    return row(Space(is_wide=True), Words(relation), Space(is_wide=True))


def _with_word(left: Box, word: str, right: Box) -> Box:
    return row(left, Space(is_wide=True), Words(word), Space(is_wide=True), right)


def _approach(found: re.Match[str]) -> Box:
    """The value of a limit, and how its variable moves."""
    point = formula(found["point"])
    side = {"+": "+", "-": "−", None: ""}[found["side"]]
    path = row(symbol(found["variable"]), Sign("→"), Script(point, above=Prefix(side)) if side else point)
    return _with_word(formula(found["value"]), "as", path)


def _objective(found: re.Match[str]) -> Box:
    names = separated([symbol(name) for name in found["variables"].split(", ")])
    return _with_word(formula(found["value"]), "over", names)


def _at_a_point(found: re.Match[str]) -> Box:
    return _with_word(formula(found["value"]), "at", claim(found["variable"], "=", found["point"]))


def _domain(found: re.Match[str]) -> Box:
    return row(Words("the domain of"), Space(is_wide=True), symbol(found["variable"]))


FORMS: Mapping[re.Pattern[str], Callable[[re.Match[str]], Box]] = {
    re.compile(r"(?P<value>.+) as (?P<variable>\w+) -> (?P<point>.+?)(?P<side>(?<=[^\s(+*/^-])[+-])?"): _approach,
    OBJECTIVE: _objective,
    re.compile(r"(?P<value>.+) at (?P<variable>\w+) = (?P<point>.+)"): _at_a_point,
    re.compile(r"the domain of (?P<variable>\w+)"): _domain,
    re.compile(r"(?P<sign><=|>=|!=|=|<|>) (?P<side>.+)"): lambda f: row(related(f["sign"]), formula(f["side"])),
    re.compile(r"[a-z]{2,}(?: [a-z]{2,})+"): lambda found: Words(found.group()),
}
"""What a side may be beside an expression: a limit, an objective, a function at a point, a set, a relation, prose."""


def _shortened(text: str) -> str:
    """The text, with the number of characters that are left out of its middle if it is very long."""
    plain = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in " ".join(text.split()))
    if len(plain) <= LONGEST_CODE:
        return plain
    half = LONGEST_CODE // 2
    return f"{plain[:half]} … {len(plain) - 2 * half} characters left out … {plain[-half:]}"
