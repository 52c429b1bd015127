"""Every command of the pages, typed as it stands there, prints what the page shows."""

from doctest import ELLIPSIS, NORMALIZE_WHITESPACE, OutputChecker

import pytest

from .pages import DOCS, ROOT, Typed, installs, printed, typed

PAGES = [page for page in sorted(DOCS.rglob("*.md")) if typed(page)]
ELSEWHERE = {"ci.md"}
"""What tests/cli/test_ci_files.py types, since it looks at what is there afterwards."""


def as_shown(text):
    """Without what stands around it."""
    return text.strip() + "\n"


def check(items, folder):
    for item, output in printed(items, folder):
        if item.printed is not None:
            wanted, got = as_shown(item.printed), as_shown(output)
            assert OutputChecker().check_output(wanted, got, ELLIPSIS | NORMALIZE_WHITESPACE), f"$ {item.script}\n{got}"


@pytest.mark.slow
@pytest.mark.parametrize("page", [page for page in PAGES if page.name not in ELSEWHERE], ids=lambda page: str(page.relative_to(DOCS)))
def test_the_commands_of_a_page_do_what_it_says(page, tmp_path):
    check(typed(page), tmp_path)


@pytest.mark.slow
def test_the_readme_shows_what_is_printed(tmp_path):
    """Its commands that install are typed by .ci/run."""
    check([item for item in typed(ROOT / "README.md") if item.printed is not None], tmp_path)


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
    ((_, nothing), (item, output)) = printed(typed(page), tmp_path)
    assert (nothing, output) == ("", item.printed)
