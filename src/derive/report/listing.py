"""`derive list` as text: the derivations by file, each with its source and its claim."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from rich.console import Group
from rich.text import Text

from derive.report.layout import clean


def listed(entries: Sequence[dict[str, Any]]) -> Group:
    """The entries, which are in the order of the files."""
    lines: list[Text] = []
    for path, group in groupby(entries, key=lambda entry: entry["path"]):
        lines.append(Text(clean(path), style="bold"))
        for entry in group:
            lines.append(Text.assemble(f"  {clean(entry['name'])}", (f"  {clean(entry['source'])}", "dim")))
            claim = entry["claim"].strip().splitlines()
            if claim:
                lines.append(Text(f"      {clean(claim[0])}"))
    return Group(*lines)
