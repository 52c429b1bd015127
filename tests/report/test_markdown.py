"""Markdown for job summaries: golden files, tables that stay tables, and a length that is accepted."""

import re
from itertools import groupby

import pytest
from markdown_it import MarkdownIt

from derive.report.markdown import ROOM, code, render, text
from tests.golden import expect
from tests.report import specimens as s
from tests.report.ci_specimens import BAD, NASTY, REPORTS

HEADLINES = {
    "good": "## ✅ derive: 3 derivations checked",
    "bad": "## ❌ derive: two engines disagree",
    "strict": "## ⚠️ derive: not good enough (conditional or worse)",
    "lenient": "## ✅ derive: 2 derivations checked",
    "interrupted": "## ⏹️ derive: interrupted",
    "empty": "## ⚠️ derive: nothing to check",
}


@pytest.mark.parametrize("name", REPORTS)
def test_golden(name):
    expect(f"markdown_{name}", render(REPORTS[name]))


@pytest.mark.parametrize("name", REPORTS)
def test_headline(name):
    assert render(REPORTS[name]).splitlines()[0] == HEADLINES[name]


@pytest.mark.parametrize("name", REPORTS)
def test_rows_have_as_many_cells_as_their_table_has_columns(name):
    for _, table in groupby(render(REPORTS[name]).splitlines(), key=lambda line: line.startswith("| ")):
        rows = [len(re.findall(r"(?<!\\)(?:\\\\)*\|", line)) for line in table if line.startswith("| ")]
        assert len(set(rows)) <= 1


@pytest.mark.parametrize("source", [NASTY, "|", "`", "``", r"\|", "a`", r"x\\|y`"])
def test_code_is_shown_as_it_is(source):
    page = MarkdownIt().enable("table").parse(f"| a |\n|---|\n| {code(source)} |\n")
    (cell,) = [token for token in page if token.type == "inline"][1:]
    (span,) = cell.children
    shown = "".join(c if c.isprintable() else "\ufffd" for c in " ".join(source.split())).replace(
        "\\|", "\\ |"
    )
    assert (span.type, span.content) == ("code_inline", shown)


def test_prose_is_shown_as_it_is():
    (paragraph,) = (token for token in MarkdownIt().parse(text(NASTY)) if token.type == "inline")
    assert {child.type for child in paragraph.children} <= {"text", "text_special", "html_inline"}
    shown = "".join(child.content for child in paragraph.children if child.type != "html_inline")
    assert shown.startswith('<b>&"quoted"</b> | `tick` ``two`` *star* _low_ [a](b) {0} $x$ #1 @nobody 100%')
    assert {child.content for child in paragraph.children if child.type == "html_inline"} == {"<!-- -->"}


def test_nobody_is_mentioned():
    assert not re.search(r"@\w|(?<!`)#\d", render(BAD))


def test_proved_derivations_are_folded():
    shown = render(s.report(s.TRUE, s.CONDITIONAL))
    assert "<summary>2 derivations proved</summary>" in shown
    assert "`x - 1 != 0`" in shown


def test_confirmed_errata_stand_apart():
    shown = render(s.report(s.ERRATA))
    assert "### Needs attention" not in shown
    assert "### Errata of the sources, confirmed" in shown
    assert "`-sigmoid(h)` (proved)" in shown


@pytest.mark.parametrize("page", [s.REFUTED, s.TRUE, s.ERRATA])
def test_long_reports_are_cut_short(page):
    shown = render(s.report(*[page] * 1000))
    assert len(shown) < ROOM + 500
    assert re.search(r"\n… and \d+ more\n", shown)
    assert shown.count("<details>") == shown.count("</details>")
