"""Write the pages that are read off the program: ``python -m tests.docs.write``."""

from __future__ import annotations

from .command_line import reference
from .pages import DOCS


def main() -> None:
    """Write them."""
    (DOCS / "cli.md").write_text(reference(), encoding="utf-8")


if __name__ == "__main__":
    main()
