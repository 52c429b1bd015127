"""The pages of the provers: an overview, and a page with the truth table of each family."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from importlib import import_module

from .families import FAMILIES
from .python_names import described
from .tables import Family
from .truth import Row, counted

PAGE_OF_PROVERS = "provers"
"""The folder of their pages, below docs/."""

VERDICTS = ("proved", "refuted", "supported", "undecided")
HEAD = """# Provers

One way of proving is one function; they are asked in a fixed order, cheap and exact first, and only after the attempt
to [refute](soundness.md) the claim has failed. Below is each family with the claims of its tests: true ones, and false
neighbours of these that must never be proved. The verdicts are those of the whole engine within {seconds:.0f} seconds
a claim; SUPPORTED and UNDECIDED claims are shown too. Written by `python -m tests.docs.write`.

| family | claims | proved | refuted | supported | undecided |
|---|---|---|---|---|---|
"""
TRUST = """
What a proof trusts, `exact`, `rule` or `cas`, is explained in [verdicts](verdicts.md#what-a-proof-trusts), and
[how to add a prover](extending/prover.md) on a page of its own.
"""


def file_name(family: Family) -> str:
    """The page of a family, below provers/."""
    return f"{family.title.lower().replace(' ', '-')}.md"


def overview(truth: dict[str, list[Row]], seconds: float) -> str:
    """The list of all families, with counts."""
    lines = []
    for family in FAMILIES:
        rows = truth[family.title]
        counts = " | ".join(str(counted(rows, verdict)) for verdict in VERDICTS)
        lines.append(f"| [{family.title}](provers/{file_name(family)}) | {len(rows)} | {counts} |\n")
    return HEAD.format(seconds=seconds) + "".join(lines) + TRUST


def page(family: Family, rows: list[Row]) -> str:
    """The provers of a family in their own words, and their table."""
    named = any(_named(row) for row in rows)
    columns = ["", "claim", "verdict", "by"][not named :]
    parts = [f"# {family.title}\n", *_introductions(family), "## Claims\n", _line(columns), "|---" * len(columns) + "|"]
    for row in rows:
        parts.append(_line([_cell(_named(row)), _code(row.claim), row.verdict, _cell(row.by)][not named :]))
    return "\n".join([*parts, ""])


def _line(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _named(row: Row) -> str:
    """Rows whose name is the claim itself need no other."""
    return "" if "=" in row.words else row.words


def _introductions(family: Family) -> Iterator[str]:
    for dotted in family.provers:
        module, name = dotted.rsplit(".", 1)
        function = getattr(import_module(f"derive.prove.{module}"), name)
        yield f"## `{name}`\n"
        yield from described(inspect.getdoc(function) or "")


def _cell(text: str) -> str:
    """Text as it stands, in a cell of a table."""
    return re.sub(r"([*_`<\[\]])", r"\\\1", text).replace("|", "&#124;")


def _code(text: str) -> str:
    """A claim in a cell of a table; HTML, since a bar ends a cell even inside of backticks."""
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("|", "&#124;")
    shown = re.sub(r"[*_`\[\]]", lambda found: f"&#{ord(found[0])};", escaped)
    return f"<code>{shown}</code>"
