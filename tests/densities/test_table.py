"""Every statement of the tables gets its verdict."""

import pytest

from derive.abstract.deciding import decide_abstract
from derive.evidence import Verdict
from tests.densities import optima, sampling, supports, table
from tests.densities.statements import claims_of

TABLES = (table, sampling, supports, optima)
TRUE = {words: statement for entries in TABLES for words, statement in entries.TRUE.items()}
FALSE = {words: statement for entries in TABLES for words, statement in entries.FALSE.items()}

WITNESS = 200
"""Characters that fit on two lines."""


@pytest.mark.parametrize("words", TRUE)
def test_a_true_statement_is_proved(words):
    assert [decide_abstract(claim).verdict for claim in claims_of(TRUE[words]) if claim] == [Verdict.PROVED] * len(
        claims_of(TRUE[words])
    )


@pytest.mark.parametrize("words", FALSE)
def test_a_false_statement_is_refuted(words):
    evidence = decide_abstract(claims_of(FALSE[words])[-1])
    assert evidence.verdict is Verdict.REFUTED
    assert sum(len(name) + len(value) for name, value in evidence.witness) < WITNESS


def test_no_statement_stands_in_two_tables():
    assert len(TRUE) + len(FALSE) == sum(len(entries.TRUE) + len(entries.FALSE) for entries in TABLES)
