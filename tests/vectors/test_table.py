"""Textbook statements about vectors and matrices of every size: true ones are proved, their neighbours refuted."""

import pytest

from derive.abstract.deciding import decide_abstract
from derive.claim import Claim
from derive.evidence import Counterexample, Disproof, Proof
from derive.exactness import exact
from tests.vectors.table import NUMBERS, STRUCTURES, TABLE


def decided(left, relation, right):
    return decide_abstract(Claim(exact(left, 0), relation, exact(right, 0), NUMBERS, structures=STRUCTURES))


@pytest.mark.parametrize("case", TABLE.values(), ids=list(TABLE))
def test_a_true_statement_is_proved(case):
    found = decided(case.lhs, case.relation, case.rhs)
    assert isinstance(found, Proof), found


@pytest.mark.parametrize("case", TABLE.values(), ids=list(TABLE))
def test_its_false_neighbour_is_refuted(case):
    found = decided(case.lhs, case.false_relation or case.relation, case.false)
    assert isinstance(found, Counterexample | Disproof), found
    if isinstance(found, Counterexample):
        witness = ", ".join(f"{name} = {value}" for name, value in found.witness)
        assert len(witness) <= 200, witness


def test_the_table_is_as_large_as_promised():
    assert len(TABLE) >= 60
