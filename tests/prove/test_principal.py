"""The zero test on principal branches: what it must prove, and the branch traps that it must not fall into."""

import pytest
from sympy import Expr, I, Integer, Ne, Symbol, evaluate, exp, gamma, log, sqrt

from derive.calculation import Relation
from derive.claim import Claim, Reading
from derive.domains import COMPLEX, REAL
from derive.evidence import Proof, Trust
from derive.prove.plane_facts import PlaneFacts
from derive.prove.principal.decision import are_equal, decide, vanishes
from derive.prove.principal.prover import prove_principal

from .principal_tables import FALSE, TRUE, Row, differences, facts_of, names, sides_of, w, x, z


@pytest.mark.parametrize("statement", TRUE, ids=names(TRUE))
def test_a_true_identity_is_proved(statement: Row) -> None:
    assert decide(*sides_of(statement), facts_of(statement)) is not None


@pytest.mark.parametrize("statement", TRUE, ids=names(TRUE))
def test_what_is_proved_agrees_at_random_points(statement: Row) -> None:
    assert all(difference < 1e-20 for difference in differences(statement, 12))


@pytest.mark.parametrize("statement", FALSE, ids=names(FALSE))
def test_a_false_identity_is_not_proved(statement: Row) -> None:
    lhs, rhs = sides_of(statement)
    assert decide(lhs, rhs, facts_of(statement)) is None
    assert decide(rhs, lhs, facts_of(statement)) is None


@pytest.mark.parametrize("statement", FALSE, ids=names(FALSE))
def test_a_false_identity_fails_at_some_random_point(statement: Row) -> None:
    assert any(difference > 1e-6 for difference in differences(statement, 60))


@pytest.mark.parametrize("statement", TRUE, ids=names(TRUE))
def test_a_side_is_not_equal_to_another_one(statement: Row) -> None:
    lhs, rhs = sides_of(statement)
    assert decide(lhs, rhs + 1, facts_of(statement)) is None


def claim(lhs: Expr, rhs: Expr, *conditions: Expr) -> Claim:
    return Claim(lhs, Relation.EQUAL, rhs, {x: REAL, z: COMPLEX, w: COMPLEX}, conditions, reading=Reading.COMPLEX)


def proof(statement: Claim) -> Proof | None:
    return prove_principal(statement, PlaneFacts.of(statement))


def test_an_elementary_proof_is_exact() -> None:
    found = proof(claim(exp(log(z)), z))
    assert found is not None
    assert found.trusts is Trust.EXACT


def test_a_proof_by_cases_says_so() -> None:
    found = proof(claim(sqrt(1 - x**2), sqrt(1 - x) * sqrt(1 + x)))
    assert found is not None
    assert found.method == "normal form on principal branches, sign by sign"


def test_a_side_without_a_value_proves_nothing() -> None:
    with evaluate(False):
        nowhere = 1 / (sqrt(z) ** 2 - z)
    assert proof(claim(nowhere, nowhere + 1)) is None


def test_unknown_functions_are_equal_at_equal_arguments() -> None:
    assert are_equal(gamma(exp(log(z) + 1)), gamma(z * exp(1)), PlaneFacts({z: COMPLEX}))
    assert not are_equal(gamma(sqrt(z**2)), gamma(z), PlaneFacts({z: COMPLEX}))


def test_powers_of_what_may_be_zero_agree_there_too() -> None:
    facts = PlaneFacts({z: COMPLEX, w: COMPLEX})
    assert vanishes(z ** (w + 1) - z * z**w, facts)
    assert vanishes((1 + z) ** (w + 1) - (1 + z) * (1 + z) ** w, facts)


def test_a_symbol_without_domain_is_complex() -> None:
    u = Symbol("u")
    assert not vanishes(sqrt(u**2) - u, PlaneFacts({}))
    assert not vanishes(log(exp(u)) - u, PlaneFacts({}))


def test_hypotheses_are_used() -> None:
    facts = PlaneFacts({x: REAL}, (x > 1,))
    assert are_equal(sqrt(x**2 - 1), sqrt(x - 1) * sqrt(x + 1), facts)
    assert are_equal(sqrt(1 - x), I * sqrt(x - 1), facts)
    assert not are_equal(sqrt(x - 2), I * sqrt(2 - x), facts)


def test_unequal_numbers_are_told_apart() -> None:
    assert not are_equal(sqrt(2) + sqrt(3), Integer(3), PlaneFacts({}))
    assert not are_equal(Ne(z, 0).lhs, Integer(0), PlaneFacts({}))
