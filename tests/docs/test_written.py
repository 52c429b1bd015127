"""The pages that are read off the program say what the program says today."""

from .command_line import reference
from .pages import DOCS


def test_the_reference_of_the_command_line_is_fresh():
    assert (DOCS / "cli.md").read_text(encoding="utf-8") == reference(), "python -m tests.docs.write"
