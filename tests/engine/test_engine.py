"""The order of the engine, and what happens when its halves disagree."""

import pytest
from sympy import Symbol, gamma, log, sqrt

from derive import engine, screening
from derive.calculation import Relation
from derive.claim import Claim
from derive.domains import POSITIVE, REAL
from derive.engine import decide, screen
from derive.errors import InternalContradiction
from derive.evidence import Agreement, Counterexample, Proof, Undecided

X = Symbol("x", real=True)
P = Symbol("p", positive=True)


def decided(lhs, rhs, relation=Relation.EQUAL, **hypotheses):
    claim = Claim(lhs, relation, rhs, {X: REAL, P: POSITIVE}, **hypotheses)
    return decide(claim, screen([claim])[0])


def test_a_proof_that_balls_contradict_is_an_internal_contradiction(monkeypatch):
    monkeypatch.setattr(engine, "refute", lambda *args: None)
    monkeypatch.setattr(engine, "prove", lambda *args: Proof(method="wishful thinking"))
    with pytest.raises(InternalContradiction, match="wishful thinking proves x = x \\+ 1, but balls refute it"):
        decided(X, X + 1)


def test_an_identity_without_any_point_is_not_proved():
    evidence = decided(log(-1 - X**2), log(-1 - X**2))
    assert isinstance(evidence, Undecided)
    assert "have a value" in evidence.reason


def test_contradictory_hypotheses_are_named():
    evidence = decided(X, X + 1, conditions=(X < 0, X > 1))
    assert isinstance(evidence, Undecided)
    assert evidence.reason == "no point satisfies x < 0 and x > 1"


def test_figures_stand_beside_every_verdict():
    for evidence, kind in (
        (decided((X + P) ** 2, X**2 + 2 * X * P + P**2), Proof),
        (decided(sqrt(X**2 + P), X), Counterexample),
    ):
        assert isinstance(evidence, kind)
        assert evidence.points == 64
        assert evidence.digits is not None


def test_agreement_is_never_called_a_proof(monkeypatch):
    monkeypatch.setattr(engine, "prove", lambda *args: None)
    evidence = decided(gamma(P + 1), P * gamma(P))
    assert isinstance(evidence, Agreement)
    assert evidence.points > 0


def test_floats_that_differ_are_not_called_agreement(monkeypatch):
    """Where nothing certifies what floats show, the reason says what they show, and where."""
    monkeypatch.setattr(engine, "refute", lambda *args: None)
    evidence = decided(X, X + 1)
    assert isinstance(evidence, Undecided)
    assert evidence.reason.startswith("the sides differ in floats (at x = ")
    assert evidence.reason.endswith("), but no certified enclosure separates them, and no proof was found")


def test_floats_that_contradict_an_order_are_no_support(monkeypatch):
    monkeypatch.setattr(engine, "_refuted", lambda *args: None)
    monkeypatch.setattr(engine, "_refuted_harder", lambda *args: None)
    evidence = engine.decide(claim := Claim(X, Relation.ABOVE, X + 1, {X: REAL}), screen([claim])[0])
    assert isinstance(evidence, Undecided)
    assert evidence.reason.startswith("the sides have the other order in floats (at x = ")


def test_a_library_that_stumbles_costs_one_claim(monkeypatch):
    def stumble(*args):
        raise ArithmeticError("no convergence")

    monkeypatch.setattr(engine, "prove", stumble)
    evidence = decided(gamma(P + 1), P * gamma(P))
    assert isinstance(evidence, Undecided)
    assert evidence.reason == "the engine stumbled over this claim (ArithmeticError: no convergence)"
    monkeypatch.setattr(screening, "evaluate", stumble)
    assert decided(X, X).points == 0
