"""Grouping: the slip, the lines that inherit it, what cancels it, whether the conclusion stands; marks of changes."""

from dataclasses import replace

import pytest

from derive.evidence import Counterexample, Disproof, Proof, Repair, Undecided, Verdict
from derive.report.model import CalculationReport, DerivationReport, Report, StepReport
from derive.report.slips import advice, change, in_words, repair_about_the_head, slips, what_is_wrong
from derive.report.text import plain_text
from derive.report.words import sentences

GOOD = Proof(method="normal form")
WRONG = Counterexample(witness=(("x", "1"),), lhs="1", rhs="2")
MENDED = Repair(side="rhs", expression="-2*x", slip="the sign of the whole is wrong", verdict="proved")


def chain(*judged):
    """A chain of steps from (local, head) pairs."""
    steps = tuple(
        StepReport(
            id=f"page.py::page::main::{i}", line=10 + i, lhs="-2*x", relation="=", rhs="2*x", by=None, reading=None,
            erratum=None, inherited=False, judged_from_correction=False, local=local, head=head, correction=None,
            correction_rhs=None, seconds=0.0,
        )
        for i, (local, head) in enumerate(judged, 1)
    )  # fmt: skip
    return CalculationReport(name="main", line=10, start="-2*x", head=judged[-1][1], steps=steps)


def page(calculation):
    derivation = DerivationReport(
        id="page.py::page", name="page", path="page.py", line=9, source="", claim="", assumed=(),
        calculations=(calculation,),
    )  # fmt: skip
    return Report(derivations=(derivation,))


def test_a_proved_chain_has_no_slip():
    assert slips(chain((GOOD, GOOD), (GOOD, GOOD))) == []


def test_lines_inherit_a_slip_to_the_end():
    (slip,) = slips(chain((GOOD, GOOD), (WRONG, WRONG), (GOOD, WRONG), (GOOD, WRONG)))
    assert slip.step.line == 12
    assert slip.inherited_by == (13, 14)
    assert slip.cancelled_by is None
    assert slip.stands is False
    assert in_words(slip) == "lines 13 and 14 inherit it; the conclusion does not stand"


def test_a_second_slip_cancels_the_first():
    first, second = slips(chain((WRONG, WRONG), (GOOD, WRONG), (WRONG, GOOD)))
    assert first.inherited_by == (12,)
    assert first.cancelled_by == 13
    assert first.by_a_slip
    assert first.stands is True
    assert in_words(first) == (
        "line 12 inherits it; a second slip in line 13 cancels it; the conclusion stands all the same"
    )
    assert second.inherited_by == ()
    assert second.cancelled_by is None


def test_a_line_may_be_right_again_without_a_slip():
    (slip,) = slips(chain((WRONG, WRONG), (GOOD, GOOD)))
    assert slip.cancelled_by == 12
    assert not slip.by_a_slip


def test_a_line_that_is_right_again_is_not_to_be_changed():
    mended = replace(WRONG, repair=MENDED)
    assert plain_text(page(chain((mended, WRONG), (mended, WRONG)))).count("repaired") == 2
    text = plain_text(page(chain((mended, WRONG), (mended, GOOD))))
    assert text.count("repaired") == 1
    assert "it makes up for the error of line 11" in " ".join(text.split())


def test_a_line_with_several_steps_is_named_once():
    steps = chain((WRONG, WRONG), (GOOD, WRONG), (GOOD, WRONG)).steps
    on_one_line = tuple(replace(step, line=11) for step in steps)
    (slip,) = slips(CalculationReport(name="main", line=10, start="-2*x", head=WRONG, steps=on_one_line))
    assert in_words(slip) == "line 11 inherits it; the conclusion does not stand"


def test_an_inequality_that_points_the_wrong_way_is_a_slip_of_its_own():
    turned = replace(WRONG, diagnosis="the inequality is the wrong way round: with <= the step is proved")
    (step, _) = chain((turned, WRONG), (GOOD, WRONG)).steps
    assert what_is_wrong(step) == "the inequality is the wrong way round"
    (step,) = chain((replace(WRONG, diagnosis="no repair found: time"), WRONG)).steps
    assert what_is_wrong(step) == "this step is wrong"


def test_a_plain_slip_about_the_head_goes_before_a_term_that_is_missing():
    missing = replace(WRONG, repair=replace(MENDED, slip="the term 2*x is missing"))
    about_the_head = replace(WRONG, repair=MENDED)
    (_, step) = chain((WRONG, WRONG), (missing, about_the_head)).steps
    assert repair_about_the_head(step) == MENDED
    (_, step) = chain((WRONG, WRONG), (about_the_head, missing)).steps
    assert repair_about_the_head(step) is None


def test_what_the_next_slip_does_is_not_laid_to_the_first():
    first, second = slips(chain((WRONG, WRONG), (WRONG, WRONG), (GOOD, WRONG)))
    assert first.inherited_by == ()
    assert second.inherited_by == (13,)


def test_an_open_conclusion_neither_stands_nor_falls():
    (slip,) = slips(chain((WRONG, WRONG), (GOOD, Undecided(reason="time"))))
    assert slip.stands is None


@pytest.mark.parametrize(
    ("before", "after", "spans"),
    [
        ("x + 1", "x - 1", [(2, 3)]),
        ("x", "-x", [(0, 1)]),
        ("2*x", "x", [(0, 1)]),
        ("x/sigma", "x/sigma**2", [(7, 10)]),
        ("x", "x", []),
    ],
)
def test_changes_are_marked(before, after, spans):
    assert change(before, after) == spans


def test_text_shows_the_repair_and_puts_the_slip_first():
    mended = replace(WRONG, repair=MENDED)
    text = plain_text(page(chain((mended, mended), (GOOD, WRONG))))
    lines = text.splitlines()
    assert lines[2] == "  slip in line 11"
    assert lines[3].startswith("      the sign of the whole is wrong; line 12 inherits it;")
    repaired = next(i for i, line in enumerate(lines) if "repaired" in line)
    assert lines[repaired] == "      repaired   -2*x   PROVED"
    assert lines[repaired + 1] == "                 ^"
    assert lines[repaired + 2] == "      the sign of the whole is wrong"


def test_a_supported_repair_is_one_perhaps():
    perhaps = replace(WRONG, repair=replace(MENDED, verdict="supported"))
    assert advice(perhaps).startswith("perhaps the sign")
    assert "PERHAPS: SUPPORTED" in plain_text(page(chain((perhaps, perhaps))))


def test_a_long_repair_is_folded():
    long = replace(WRONG, repair=replace(MENDED, expression=" + ".join(f"x**{i}" for i in range(40))))
    assert all(len(line) <= 80 for line in plain_text(page(chain((long, long)))).splitlines())


def test_the_diagnosis_stands_where_no_repair_was_found():
    lost = Disproof(method="limit laws", reason="it is 0", diagnosis="no repair found: nothing fits")
    assert "no repair found: nothing fits" in list(sentences(lost))
    assert "no repair found: nothing fits" in plain_text(page(chain((lost, lost))))
    assert advice(WRONG) is None
    assert lost.verdict is Verdict.REFUTED


def test_a_slip_behind_a_wrong_line_is_shown_against_the_head():
    apart = replace(WRONG, diagnosis="no repair found: no single slip explains the line")
    report = plain_text(page(chain((replace(WRONG, repair=MENDED), WRONG), (apart, replace(WRONG, repair=MENDED)))), width=100)
    below = report.split("page.py:12")[1]
    assert "the line before is wrong itself; about line 10, the head:" in below
    assert "repaired   -2*x   PROVED" in below
    assert "no repair found" not in below


def test_a_slip_with_a_repair_of_its_own_says_nothing_about_the_head():
    mended = replace(WRONG, repair=MENDED)
    report = plain_text(page(chain((mended, WRONG), (mended, mended))), width=100)
    assert "the line before is wrong itself" not in report
