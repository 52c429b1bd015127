"""Text in SymPy's notation -> Python's syntax tree; nothing in it is executed, or has a meaning yet.

The words of derive that are no Python are written as calls first: ``E_{x ~ N(0, 1)}[f]``, ``KL(p || q)``,
``integral(f dx)``.
"""

from __future__ import annotations

import ast
import keyword
import re
import warnings
from collections.abc import Iterator

from derive.report.formula.names import CONSTANTS

LONGEST = 6_000
"""Characters that are parsed at once; of a longer sum only some terms are."""
KEPT = 2_000
"""Characters of a longer sum that are kept."""

EXPECTATION = "expectation_of"
INTEGRAL = "integral("
OVER = re.compile(r"(?P<body>.+?)(?P<over>(?: d\w+)+)")
LEFT_OUT = "terms_left_out"
OPENING, CLOSING = "([{", ")]}"
KEYWORDS = re.compile(rf"\b({'|'.join(set(keyword.kwlist) - {'True', 'False', 'None'})})\b")
SIGNS_OF_SUMS = re.compile(r" [+-] ")


class NotTypeset(Exception):
    """The text is nothing that can be typeset."""


def tree(text: str) -> ast.expr:
    """The syntax tree of the text; raises `NotTypeset` if it has none.

    >>> ast.dump(tree("E_{x ~ N(0, 1)}[x]").func)
    "Name(id='expectation_of', ctx=Load())"
    """
    plain = " ".join(text.split())
    if len(plain) > LONGEST:
        plain = _without_middle(plain)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            source = _as_python(plain)
            return _with_digits(ast.parse(source, mode="eval").body, source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise NotTypeset(text) from None


def variables(node: ast.AST) -> list[str]:
    """The names in a tree that are no functions and no constants, in the order of their places.

    >>> variables(tree("y*sin(x) + pi*y"))
    ['y', 'x']
    """
    called = {call.func for call in ast.walk(node) if isinstance(call, ast.Call)}
    names = [n for n in ast.walk(node) if isinstance(n, ast.Name) and n not in called and n.id not in CONSTANTS]
    names.sort(key=lambda name: (name.lineno, name.col_offset))
    return list(dict.fromkeys(name.id for name in names))


def _with_digits(node: ast.expr, source: str) -> ast.expr:
    """The tree with every decimal number as it was written: 0.50 says more than 0.5."""
    line = source.encode()
    for found in ast.walk(node):
        if isinstance(found, ast.Constant) and isinstance(found.value, float):
            found.kind = line[found.col_offset : found.end_col_offset].decode()
    return node


def _as_python(text: str) -> str:
    with_calls = _integrals(_expectations(text)).replace("||", ",")
    return KEYWORDS.sub(lambda found: f"{found.group()}_", with_calls)


def _expectations(text: str) -> str:
    """``E_{x ~ law}[f]`` as ``expectation_of(x, law, f)``, those within it too."""
    start = text.find("E_{")
    if start < 0 or (start and (text[start - 1].isalnum() or text[start - 1] == "_")):
        return text
    end = _closing(text, start + 2)
    if text[end + 1 : end + 2] != "[":
        raise NotTypeset(text)
    last = _closing(text, end + 1)
    law = text[start + 3 : end].replace("~", ",", 1)
    inner = _expectations(text[end + 2 : last])
    return f"{text[:start]}{EXPECTATION}({_expectations(law)}, {inner}){_expectations(text[last + 1 :])}"


def _integrals(text: str) -> str:
    """``integral(f dx)`` as ``Integral(f, x)``, those within it too."""
    start = text.find(INTEGRAL)
    if start < 0 or (start and (text[start - 1].isalnum() or text[start - 1] == "_")):
        return text
    end = _closing(text, start + len(INTEGRAL) - 1)
    found = OVER.fullmatch(text[start + len(INTEGRAL) : end])
    if found is None:
        raise NotTypeset(text)
    over = ", ".join(part[1:] for part in found["over"].split())
    return f"{text[:start]}Integral({_integrals(found['body'])}, {over}){_integrals(text[end + 1 :])}"


def _closing(text: str, start: int) -> int:
    """Where the bracket that opens at `start` closes."""
    depth = 0
    for position in range(start, len(text)):
        depth += (text[position] in OPENING) - (text[position] in CLOSING)
        if depth == 0:
            return position
    raise NotTypeset(text)


def _without_middle(text: str) -> str:
    """A sum with a note in place of most of its terms; raises `NotTypeset` for anything else."""
    cuts = list(_cuts(text))
    head = [cut for cut in cuts if cut <= KEPT]
    if not head or len(text) - cuts[-1] > KEPT:
        raise NotTypeset(text)
    left_out = len(cuts) - len(head)
    if left_out < 2:
        raise NotTypeset(text)
    return f"{text[: head[-1]]} + {LEFT_OUT}({left_out}){text[cuts[-1] :]}"


def _cuts(text: str) -> Iterator[int]:
    """Where the terms of a sum end, in front of their signs."""
    depth = 0
    for position, character in enumerate(text):
        depth += (character in OPENING) - (character in CLOSING)
        if depth == 0 and character == " " and SIGNS_OF_SUMS.match(text, position):
            yield position
