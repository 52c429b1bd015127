"""Every statement of the table gets its verdict."""

import pytest

from derive.abstract.deciding import decide_abstract
from derive.evidence import Verdict
from tests.densities.statements import claim_of
from tests.densities.table import FALSE, TRUE

WITNESS = 200
"""Characters that fit on two lines."""


@pytest.mark.parametrize("words", TRUE)
def test_a_true_statement_is_proved(words):
    assert decide_abstract(claim_of(TRUE[words])).verdict is Verdict.PROVED


@pytest.mark.parametrize("words", FALSE)
def test_a_false_statement_is_refuted(words):
    evidence = decide_abstract(claim_of(FALSE[words]))
    assert evidence.verdict is Verdict.REFUTED
    assert sum(len(name) + len(value) for name, value in evidence.witness) < WITNESS
