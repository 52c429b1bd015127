"""The pages that are read off the program and its tests say what these say today."""

import pytest

from derive.evidence import Verdict

from . import truth
from .families import FAMILIES
from .pages import DOCS
from .provers import PAGE_OF_PROVERS, file_name
from .write import pages

AGAIN = "out of date: python -m tests.docs.write"


@pytest.mark.slow
def test_the_written_pages_are_fresh():
    written = pages(truth.kept())
    assert [name for name, text in written.items() if (DOCS / name).read_text(encoding="utf-8") != text] == [], AGAIN


def test_there_is_no_page_of_a_family_that_is_gone():
    assert {file.name for file in (DOCS / PAGE_OF_PROVERS).glob("*.md")} == {file_name(family) for family in FAMILIES}


@pytest.mark.slow
@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.title)
def test_the_pages_hold_the_rows_of_the_tests(family):
    shown = [(row.words, row.claim) for row in truth.kept()[family.title]]
    assert shown == [(row.words, row.claim) for row, _ in truth.stated(family)], AGAIN


@pytest.mark.slow
@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.title)
def test_no_verdict_has_turned_round(family):
    known = {(row.words, row.claim): row for row in truth.kept()[family.title]}
    opposite = {Verdict.PROVED.value: Verdict.REFUTED.value, Verdict.REFUTED.value: Verdict.PROVED.value}
    for row, claim in list(truth.stated(family))[::20]:
        before, now = known.get((row.words, row.claim)), truth.decided(row, claim)
        assert before is None or now.verdict != opposite.get(before.verdict), (before, now)
