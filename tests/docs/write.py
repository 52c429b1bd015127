"""Write the pages that are read off the program and its tests: ``python -m tests.docs.write``.

Claims that were decided before are not decided again; ``--anew`` forgets them.
"""

from __future__ import annotations

import sys

from . import provers, truth
from .command_line import reference
from .families import FAMILIES
from .pages import DOCS
from .python_names import names


def pages(known: dict[str, list[truth.Row]]) -> dict[str, str]:
    """The text of each page, by its path below docs/."""
    of_provers = {f"{provers.PAGE_OF_PROVERS}/{provers.file_name(family)}": provers.page(family, known[family.title]) for family in FAMILIES}
    written = {"cli.md": reference(), "python.md": names()}
    return {**written, "provers.md": provers.overview(known, truth.SECONDS), **of_provers}


def main(words: list[str]) -> None:
    """Decide what is new, and write all pages."""
    if "--anew" in words:
        truth.KEPT.unlink(missing_ok=True)
    known = truth.brought_up_to_date()
    for name, text in pages(known).items():
        file = DOCS / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
