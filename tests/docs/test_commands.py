"""Every command of the pages, typed as it stands there, prints what the page shows."""

from doctest import ELLIPSIS, NORMALIZE_WHITESPACE, OutputChecker

import pytest

from .pages import DOCS, Typed, installs, printed, typed

PAGES = [page for page in sorted(DOCS.rglob("*.md")) if typed(page)]


def as_shown(shown: str) -> str:
    """A line of dots alone stands for any lines, and doctest's dots need something before them."""
    return shown.strip() + "\n"


@pytest.mark.slow
@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(DOCS)))
def test_the_commands_of_a_page_do_what_it_says(page, tmp_path):
    for item, output in printed(page, tmp_path):
        if item.printed is not None:
            wanted, got = as_shown(item.printed), output.strip() + "\n"
            assert OutputChecker().check_output(wanted, got, ELLIPSIS | NORMALIZE_WHITESPACE), f"$ {item.script}\n{got}"


def test_the_pages_that_promise_commands_have_some():
    names = {str(page.relative_to(DOCS)) for page in PAGES}
    assert {"tutorial.md", "ci.md", "claims.md"} <= names
    assert installs(DOCS / "tutorial.md")


TEXTS = [
    pytest.param("```sh\na\nb\n```\n", [Typed("a\nb\n")], id="commands"),
    pytest.param("```console\n$ a\nx\ny\n$ b\n```\n", [Typed("a", "x\ny\n"), Typed("b", "")], id="a transcript"),
    pytest.param("```python\nx = 1\n```\n", [], id="something to read"),
]


@pytest.mark.parametrize(("text", "items"), TEXTS)
def test_what_there_is_to_type(text, items, tmp_path):
    (tmp_path / "page.md").write_text(text)
    assert typed(tmp_path / "page.md") == items


def test_a_file_is_written_where_its_title_says(tmp_path):
    page = tmp_path / "page.md"
    page.write_text('```python title="a/b.py"\nprint("$HOME", 1)\n```\n```console\n$ cat a/b.py\nprint("$HOME", 1)\n```\n')
    ((_, nothing), (item, output)) = printed(page, tmp_path)
    assert (nothing, output) == ("", item.printed)
