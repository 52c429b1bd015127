"""Planted slips: chosen by a seed, still true ones dropped, caught ones counted, and defects told loudly."""

import pytest
from sympy import Eq, Gt, Integer, Symbol, exp, log

from derive import Real, calc, derivation, equals, mutation
from derive.calculation import Relation
from derive.claim import Claim
from derive.domains import POSITIVE, REAL
from derive.evidence import Proof, Undecided, Verdict
from derive.mutation import mutants, scored
from derive.screening import screen
from derive.terms.optimum import DomainOf, Objective

X = Symbol("x", real=True)


@derivation(source="any textbook")
def softplus(x: Real):
    """log(1 + e^x) + c has the slope of the sigmoid."""
    return calc(log(exp(x)), equals(x, by="inverse"), equals(2 * x - x + 0 * x))


@derivation(source="any textbook")
def square(x: Real):
    """(x + 1)^2, and a line that is wrong."""
    return calc((x + 1) ** 2, equals(x**2 + 2 * x + 1), equals(x**2 + 2 * x + 2, erratum="1 is not 2"))


def by_engine(key, step, figures, decide):
    return decide(lambda what: None)


def score(page, judge=by_engine, seed=0, most=20):
    told = []
    found = scored(page, judge, told.append, path="page.py", seed=seed, most=most)
    return found, told


def test_mutants_are_of_different_kinds():
    claim = Claim((X + 1) ** 2, Relation.EQUAL, X**2 + 2 * X + 1, {X: REAL})
    found = mutants(claim, seed="0", most=50)
    kinds = [mutant.slip for mutant in found]
    assert len(kinds) == len(set(kinds)) > 10
    assert all(mutant.claim.lhs == claim.lhs and mutant.claim.rhs != claim.rhs for mutant in found)


def test_the_same_seed_gives_the_same_mutants():
    claim = Claim((X + 1) ** 2, Relation.EQUAL, X**2 + 2 * X + 1, {X: REAL})
    first, again, other = (
        [str(mutant.line) for mutant in mutants(claim, seed=seed, most=9)] for seed in ("a", "a", "b")
    )
    assert first == again != other
    assert len(first) == 9


def test_slips_in_accepted_steps_are_caught():
    found, told = score(square)
    assert found["slips"] == found["caught"] > 10
    assert found["survivors"] == found["defects"] == []
    assert found["steps_passed_over"] == 1  # the erratum
    assert told
    assert sum(total for _, total in found["by_slip"].values()) == found["slips"]


def test_what_is_still_true_is_dropped():
    y = Symbol("y", positive=True)
    claim = Claim(abs(y), Relation.EQUAL, y, {y: POSITIVE})
    assert "an absolute value too many" in [mutant.slip for mutant in mutants(claim, seed="", most=60)]

    @derivation(source="any textbook")
    def size(x: Real):
        """|x| is |x|."""
        return calc(abs(x) * 1, equals(abs(-x), by="as it is"))

    assert score(size, most=60)[0]["still_true"] >= 1


def test_what_is_not_decided_survives():
    def lazy(key, step, figures, decide):
        return decide(lambda what: None) if "mutant" not in key else Undecided(reason="time: over")

    found, _ = score(square, judge=lazy)
    assert found["caught"] == 0
    assert len(found["survivors"]) == found["slips"]
    assert found["survivors"][0]["reason"] == "time: over"
    assert found["survivors"][0]["verdict"] == "undecided"


def test_a_false_line_that_is_proved_is_a_defect():
    def credulous(key, step, figures, decide):
        return Proof(method="faith")

    found, _ = score(square, judge=credulous)
    assert found["defects"]
    assert found["defects"][0]["verdict"] == "proved"
    assert "it fails at x = " in found["defects"][0]["reason"]


def test_a_page_without_an_accepted_step_has_no_slips():
    @derivation(source="any textbook")
    def wrong(x: Real):
        """Nothing to see."""
        return calc(x, equals(x + 1))

    found, _ = score(wrong)
    assert found["slips"] == 0
    assert found["steps_passed_over"] == 1


@pytest.mark.parametrize(
    ("lhs", "relation", "rhs", "expected"),
    [
        pytest.param(log(-1), Relation.MEMBER, DomainOf(X), True, id="a point that is no number"),
        pytest.param(Integer(2), Relation.MEMBER, DomainOf(X), False, id="a point outside"),
        pytest.param(Integer(0), Relation.MINIMISES, Objective(log(X), X), True, id="an optimum without a value"),
        pytest.param(Integer(1), Relation.MINIMISES, Objective(log(X), X), False, id="a wrong optimum"),
        pytest.param(Eq(X, 1), Relation.IFF, Gt(log(-(X**2)), 0, evaluate=False), True, id="a line without a value"),
        pytest.param(Eq(X, 1), Relation.IFF, Eq(X**2, 1), False, id="a line with other solutions"),
        pytest.param(X, Relation.EQUAL, X / (X - X + 0 * X + 1), False, id="both sides have values"),
    ],
)
def test_what_says_nothing_is_no_line(lhs, relation, rhs, expected):
    claim = Claim(lhs, relation, rhs, {X: REAL})
    assert mutation._lacks_a_value(claim, screen([claim])[0]) is expected


def test_an_optimum_that_holds_its_own_variable_is_no_line():
    claim = Claim(X, Relation.MINIMISES, Objective(X**2, X), {X: REAL})
    assert not mutation.is_a_line(claim, screen([claim])[0])
    assert mutation.is_a_line(claim.relating(Integer(0), claim.relation, claim.rhs), screen([claim])[0])


def test_points_and_words_are_no_lines():
    assert mutants(Claim(X, Relation.IS, X, {X: REAL}), seed="", most=5) == []
    assert mutation.ACCEPTED == (Verdict.PROVED, Verdict.SUPPORTED)
