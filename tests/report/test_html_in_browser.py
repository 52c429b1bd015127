"""The page in a browser: nothing in the console, nothing wider than the window, the filter and the keyboard."""

import pytest

from derive.report.html import render
from tests.report import specimens as s
from tests.report.browser import IS_MISSING, browser
from tests.report.ci_specimens import BAD, REPORTS

pytestmark = [
    pytest.mark.slow,
    pytest.mark.browser,
    pytest.mark.skipif(IS_MISSING, reason="no Chromium with its driver here"),
]
ENTER, DOWN = "\ue007", "\ue015"
LONG = s.page(s.chain("x", s.step(3, " + ".join(f"c_{i}*x**{i}/(1 + x**{i})" for i in range(10_000)))), name="long")


@pytest.fixture(scope="module")
def window():
    with browser() as opened:
        yield opened


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    folder = tmp_path_factory.mktemp("pages")
    for name, report in {**REPORTS, "long": s.report(LONG)}.items():
        (folder / f"{name}.html").write_text(render(report), encoding="utf-8")
    return folder


@pytest.mark.parametrize("name", [*REPORTS, "long"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1000, 390])
def test_fits_the_window_and_says_nothing_in_the_console(window, pages, name, scheme, width):
    window.show((pages / f"{name}.html").as_uri(), width=width, scheme=scheme)
    assert window.value("document.documentElement.scrollWidth") <= width
    assert window.messages() == []
    assert window.picture().startswith(b"\x89PNG")


def test_schemes_differ(window, pages):
    colours = set()
    for scheme in ("light", "dark"):
        window.show((pages / "bad.html").as_uri(), scheme=scheme)
        colours.add(window.value("getComputedStyle(document.body).backgroundColor"))
    assert len(colours) == 2


@pytest.mark.parametrize("verdict", ["proved", "supported", "undecided", "refuted", "erratum"])
def test_filter_shows_derivations_with_such_a_line(window, pages, verdict):
    window.show((pages / "bad.html").as_uri())
    everything = window.shown("article.derivation")
    window.click(f"#show-{verdict}")
    expected = sum(_has(derivation, verdict) for derivation in BAD.derivations)
    assert window.shown("article.derivation") == expected < everything
    assert window.shown("nav [data-has]") == expected
    window.click("#show-all")
    assert window.shown("article.derivation") == everything


def _has(derivation, verdict):
    if verdict == "erratum":
        return any(step.is_confirmed_erratum for step in derivation.steps)
    judged = [s.local.verdict.value for s in derivation.steps if not s.is_confirmed_erratum]
    return verdict in (judged or [derivation.verdict.value])


def test_evidence_unfolds_by_mouse_and_by_keyboard(window, pages):
    window.show((pages / "good.html").as_uri())
    first = ".line.proved summary"
    before = window.shown(".evidence")
    window.click(first)
    assert window.shown(".evidence") == before + 1
    window.press(first, ENTER)
    assert window.shown(".evidence") == before


def test_filter_works_by_keyboard(window, pages):
    window.show((pages / "bad.html").as_uri())
    window.press("#show-all", DOWN)
    assert window.value("document.querySelector('#show-proved').checked")


def test_contents_lead_to_the_derivation(window, pages):
    window.show((pages / "bad.html").as_uri(), height=500)
    window.click("nav li li:last-child a")
    assert window.value("document.querySelector(':target') !== null")
    assert window.value("scrollY") > 0


def test_mathematics_is_typeset(window, pages):
    window.show((pages / "good.html").as_uri())
    tops = window.value(
        "(f => [...f.children].map(e => e.getBoundingClientRect().top))(document.querySelector('mfrac'))"
    )
    assert tops[0] < tops[1]


def test_on_paper_everything_is_unfolded(window, pages):
    window.show((pages / "good.html").as_uri(), media="print")
    assert window.shown(".filter") == 0
    assert window.value("[...document.querySelectorAll('.evidence')].every(e => e.getBoundingClientRect().height > 0)")
