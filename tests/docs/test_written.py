"""The pages that are read off the program and its tests say what these say today."""

import pytest

from derive.evidence import Verdict

from . import truth
from .command_line import reference
from .families import FAMILIES
from .pages import DOCS
from .write import pages

AGAIN = "out of date: python -m tests.docs.write"


def test_the_reference_of_the_command_line_is_fresh():
    assert (DOCS / "cli.md").read_text(encoding="utf-8") == reference(), AGAIN


@pytest.mark.parametrize("name", pages(truth.kept()))
def test_a_page_is_what_was_worked_out(name):
    assert (DOCS / name).read_text(encoding="utf-8") == pages(truth.kept())[name], AGAIN


@pytest.mark.slow
@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.title)
def test_the_pages_hold_the_rows_of_the_tests(family):
    shown = [(row.words, row.claim) for row in truth.kept()[family.title]]
    assert shown == [(row.words, row.claim) for row, _ in truth.stated(family)], AGAIN


@pytest.mark.slow
@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.title)
def test_no_definite_verdict_has_changed(family):
    known = {(row.words, row.claim): row for row in truth.kept()[family.title]}
    opposite = {Verdict.PROVED.value: Verdict.REFUTED.value, Verdict.REFUTED.value: Verdict.PROVED.value}
    for row, claim in list(truth.stated(family))[::7]:
        before, now = known[row.words, row.claim], truth.decided(row, claim)
        assert now.verdict != opposite.get(before.verdict), (before, now)
