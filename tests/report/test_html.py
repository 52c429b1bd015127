"""The report as a page: golden files, one self-contained file, everything of the report on it, nothing obeyed."""

import re
import subprocess
import sys
import time
from html.parser import HTMLParser

import pytest

from derive.report.html import render
from tests.golden import expect
from tests.report import specimens as s
from tests.report.ci_specimens import BAD, NASTY, REPORTS

VOID = {"meta", "input", "wbr", "br", "hr", "img", "link"}


class Page(HTMLParser):
    """Tags with their attributes, text, and whether every tag is closed."""

    def __init__(self, text):
        super().__init__()
        self.open, self.tags, self.words = [], [], []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, text):
        self.words.append(text)


def without_style(page):
    """The page without what is the same on all, and without curves, whose last digits may differ between machines."""
    plain = re.sub(r"<style>.*?</style>", "<style>…</style>", page, flags=re.S)
    return re.sub(r'<path d="[^"]*"', '<path d="…"', plain)


@pytest.mark.parametrize("name", REPORTS)
def test_golden(name):
    expect(f"html_{name}", without_style(render(REPORTS[name])))


@pytest.mark.parametrize("name", REPORTS)
def test_every_tag_is_closed(name):
    assert Page(render(REPORTS[name])).open == []


@pytest.mark.parametrize("name", REPORTS)
def test_nothing_is_loaded_and_nothing_runs(name):
    page = render(REPORTS[name])
    tags = Page(page).tags
    assert not {tag for tag, _ in tags} & {"script", "link", "img", "iframe", "object", "base"}
    assert not {key for _, attributes in tags for key in attributes if key.startswith("on") or key == "src"}
    assert "url(" not in page
    assert "@import" not in page
    assert all(attributes["href"].startswith("#") for tag, attributes in tags if tag == "a")


@pytest.mark.parametrize("name", REPORTS)
def test_places_in_the_page_are_unique_and_linked(name):
    tags = Page(render(REPORTS[name])).tags
    places = [attributes["id"] for _, attributes in tags if "id" in attributes]
    assert len(places) == len(set(places))
    links = {attributes["href"][1:] for tag, attributes in tags if tag == "a"}
    assert links <= set(places)


def test_derivations_of_one_name_have_places_of_their_own():
    tags = Page(render(s.report(s.TRUE, s.TRUE))).tags
    places = [attributes["id"] for tag, attributes in tags if tag == "article"]
    assert len(set(places)) == 2


def test_nothing_in_a_report_becomes_a_tag():
    page = Page(render(BAD))
    assert not [tag for tag, _ in page.tags if tag in ("b", "i") and tag not in ("b",)]
    assert '<b>&"quoted"</b>' in "".join(page.words)
    assert "\x1b" not in render(BAD)
    assert "\x00" not in render(s.report(s.page(s.chain(NASTY, s.step(3, NASTY)), name=NASTY)))


def test_witness_repair_and_evidence_are_on_the_page():
    words = " ".join(Page(render(BAD)).words)
    for expected in ("fails at", "left side", "≈ 1.7578", "≈ 3.5156", "The right side is 2 times the left",
                     "64 points", "normal form", "time: not finished within 10 s"):  # fmt: skip
        assert expected in words


def test_lines_that_are_not_proved_are_unfolded():
    page = render(s.report(s.REFUTED))
    lines = re.findall(r'<li class="line (\w+)"><details( open)?>', page)
    assert lines == [("proved", ""), ("proved", ""), ("refuted", " open")]


def test_an_empty_report_says_so():
    page = Page(render(s.report()))
    assert "There is no derivation in this report." in page.words
    assert not [tag for tag, _ in page.tags if tag == "fieldset"]


def test_verdicts_without_lines_cannot_be_chosen():
    tags = Page(render(s.report(s.TRUE))).tags
    off = {attributes["id"] for tag, attributes in tags if tag == "input" and "disabled" in attributes}
    assert off == {"show-supported", "show-undecided", "show-refuted", "show-erratum"}


def test_a_thousand_derivations_are_a_page_in_seconds():
    started = time.process_time()
    render(s.report(*[s.TRUE] * 300))
    assert time.process_time() - started < 6


def test_a_page_without_refuted_lines_is_written_without_sympy():
    program = (
        "import sys; from tests.report import specimens as s; from derive.report.html import render; "
        "render(s.report(s.TRUE, s.CONDITIONAL)); sys.exit('sympy' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], timeout=60, check=False).returncode == 0


def test_derive_loads_without_a_notebook():
    program = "import sys, derive; sys.exit(any(m in sys.modules for m in ('IPython', 'sympy', 'derive.notebook')))"
    assert subprocess.run([sys.executable, "-c", program], timeout=60, check=False).returncode == 0
