"""The laws that stand above everything else, over random expressions.

1. Every PROVED claim agrees at random points to 45 digits.
2. A mutation that changes the value at some point is never PROVED, and a REFUTED claim has a witness
   at which another library finds the difference too.
3. A true rewrite is never REFUTED.
"""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sympy import sympify

from derive.calculation import Relation
from derive.evidence import Counterexample, Verdict

from .expressions import DOMAINS, MUTATIONS, REWRITES, differ, expressions, points, verdict

QUICK = settings(max_examples=40, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
THOROUGH = settings(max_examples=600, deadline=None, suppress_health_check=list(HealthCheck))


def proved_claims_agree(expression, mutation, rewrite, samples):
    other = REWRITES[rewrite](MUTATIONS[mutation](expression))
    evidence = verdict(expression, other)
    differences = [differ(expression, other, point) for point in samples]
    if evidence.verdict is Verdict.PROVED:
        assert True not in differences
    if isinstance(evidence, Counterexample):
        by_name = {symbol.name: symbol for symbol in DOMAINS}
        witness = {by_name[name]: sympify(text) for name, text in evidence.witness}
        assert differ(expression, other, witness) is True


def true_rewrites_stand(expression, rewrite, samples):
    evidence = verdict(expression, REWRITES[rewrite](expression))
    assert evidence.verdict is not Verdict.REFUTED
    assert verdict(REWRITES[rewrite](expression), expression).verdict is not Verdict.REFUTED


LAWS = [
    pytest.param(
        proved_claims_agree,
        (expressions, st.sampled_from(list(MUTATIONS)), st.sampled_from(list(REWRITES)), st.lists(points, min_size=3, max_size=3)),
        id="mutations are never proved, witnesses refute by another library",
    ),
    pytest.param(
        true_rewrites_stand,
        (expressions, st.sampled_from(list(REWRITES)), st.lists(points, min_size=1, max_size=1)),
        id="true rewrites are never refuted",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("law", "strategies"), LAWS)
def test_law(law, strategies):
    QUICK(given(*strategies)(law))()


@pytest.mark.slow
@pytest.mark.parametrize(("law", "strategies"), LAWS)
def test_law_thoroughly(law, strategies):
    THOROUGH(given(*strategies)(law))()


@QUICK
@given(expressions)
def test_equality_is_reflexive_and_nothing_is_below_itself(expression):
    assert verdict(expression, expression).verdict in (Verdict.PROVED, Verdict.UNDECIDED)
    assert verdict(expression, expression, Relation.BELOW).verdict is not Verdict.PROVED
    assert verdict(expression, expression, Relation.DIFFERS).verdict is not Verdict.PROVED


@QUICK
@given(expressions, expressions)
def test_equality_is_symmetric(left, right):
    assert verdict(left, right).verdict is verdict(right, left).verdict
