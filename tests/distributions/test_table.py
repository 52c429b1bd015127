"""Every true statement of the table is proved, every false neighbour refuted."""

from time import perf_counter

import pytest
from sympy import sympify

from derive.calculation import Relation
from derive.claim import Claim
from derive.engine import decide, screen
from derive.evidence import Counterexample, Proof

from .table import CASES, DOMAINS

SLOWEST = 2.0


def decided(left, right, where):
    left, right = sympify(left), sympify(right)
    used = set().union(*(part.free_symbols for part in (left, right, *where)))
    claim = Claim(left, Relation.EQUAL, right, {x: d for x, d in DOMAINS.items() if x in used}, tuple(where))
    started = perf_counter()
    evidence = decide(claim, screen([claim])[0])
    return evidence, perf_counter() - started


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name.strip())
def test_a_true_statement_is_proved(case):
    evidence, _ = decided(case.left, case.right, case.where)
    assert isinstance(evidence, Proof), evidence


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name.strip())
def test_its_false_neighbour_is_refuted(case):
    evidence, _ = decided(case.left, case.slip, case.where)
    assert isinstance(evidence, Counterexample), evidence
