"""The report as text: golden files at width 80, and what holds for every report."""

import io

import pytest
from rich.console import Console

from derive.report.model import Report
from derive.report.text import plain_text, renderable
from tests.golden import expect
from tests.report import specimens as s

REPORTS = {
    "proved": s.report(s.TRUE),
    "refuted": s.report(s.REFUTED),
    "supported": s.report(s.SUPPORTED, fail_on="supported"),
    "undecided": s.report(s.UNDECIDED),
    "conditional": s.report(s.CONDITIONAL),
    "errata_confirmed": s.report(s.ERRATA),
    "errata_not_confirmed": s.report(s.UNCONFIRMED),
    "heads": s.report(s.HEADS),
    "limit_refuted": s.report(s.LIMIT),
    "problems": s.report(s.TRUE, problems=(*s.PROBLEMS, s.CONTRADICTION)),
    "interrupted": s.report(s.TRUE, interrupted="1 of the 7 derivations found by then were checked"),
    "empty": s.report(),
    "many": s.report(
        s.ERRATA, s.REFUTED, s.TRUE, s.page(s.chain("x", s.step(3, "x")), path="other/one.py", name="one")
    ),
}


@pytest.mark.parametrize("name", REPORTS)
def test_golden(name):
    expect(f"report_{name}", plain_text(REPORTS[name]))


@pytest.mark.parametrize("name", ["refuted", "undecided", "errata_confirmed"])
def test_golden_on_a_wide_terminal(name):
    expect(f"report_{name}_140", plain_text(REPORTS[name], width=140))


@pytest.mark.parametrize("width", [80, 100, 140])
@pytest.mark.parametrize("name", REPORTS)
def test_lines_fit(name, width):
    text = plain_text(REPORTS[name], width=width)
    assert [line for line in text.splitlines() if len(line) > width] == []


@pytest.mark.parametrize("name", REPORTS)
def test_rich_prints_the_same_text(name):
    stream = io.StringIO()
    Console(file=stream, width=80, highlight=False).print(renderable(REPORTS[name]), soft_wrap=True)
    printed = "\n".join(line.rstrip() for line in stream.getvalue().splitlines())
    assert printed == plain_text(REPORTS[name])


def test_repr_and_rich_of_a_report():
    report = s.report(s.TRUE)
    assert repr(report) == plain_text(report)
    stream = io.StringIO()
    Console(file=stream, width=80).print(report)
    assert "kl_of_shifted_gaussians" in stream.getvalue()
    assert repr(Report()) == "nothing was checked"


def test_times_do_not_show():
    slow = s.report(s.page(s.chain("x", s.step(3, "x", seconds=9.87))))
    fast = s.report(s.page(s.chain("x", s.step(3, "x", seconds=0.01))))
    assert plain_text(slow) == plain_text(fast)


def test_nothing_that_a_terminal_would_obey_gets_through():
    hostile = s.page(
        s.chain("x", s.step(3, "y", s.FALSE, by="\x1b[2J[bold]red[/bold]\x07\nnext")), name="a\x1bb"
    )
    text = plain_text(s.report(hostile))
    assert "\x1b" not in text
    assert "\x07" not in text
    assert "[bold]red[/bold]" in text


def test_a_witness_is_never_shortened():
    value = "1/" + "123456789" * 30
    wrong = s.Counterexample(witness=(("x", value),), lhs="1", rhs="2")
    text = plain_text(s.report(s.page(s.chain("x", s.step(3, "y", wrong)))))
    assert value in "".join(text.split())
