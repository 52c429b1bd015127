"""Evidence: five kinds, an order of verdicts, and a JSON form that loses nothing."""

import pytest

from derive.evidence import (
    JSON_KEYS,
    Agreement,
    Counterexample,
    Disproof,
    Proof,
    Trust,
    Undecided,
    Verdict,
    as_trusted,
    from_json,
    weakest,
)  # fmt: skip

EVIDENCE = [
    pytest.param(Proof(method="normal form", conditions=("x != 0",), points=64, digits=15, residual="0"), "proved", id="proof"),
    pytest.param(Counterexample(witness=(("x", "-1"),), lhs="1", rhs="-1", points=64, digits=0, residual="2"), "refuted", id="counterexample"),
    pytest.param(Counterexample(witness=(), lhs="1", rhs="2"), "refuted", id="counterexample without variables"),
    pytest.param(Disproof(method="limit laws", reason="the limit is 0"), "refuted", id="disproof"),
    pytest.param(Agreement(reason="no prover applied", points=64, digits=14), "supported", id="agreement"),
    pytest.param(Undecided(reason="time"), "undecided", id="undecided"),
]  # fmt: skip


@pytest.mark.parametrize(("evidence", "verdict"), EVIDENCE)
def test_the_verdict_follows_from_the_kind(evidence, verdict):
    assert evidence.verdict is Verdict(verdict)


@pytest.mark.parametrize(("evidence", "verdict"), EVIDENCE)
def test_json_has_every_key_and_reads_back(evidence, verdict):
    data = evidence.as_json()
    assert tuple(data) == JSON_KEYS
    assert data["verdict"] == verdict
    assert from_json(data) == evidence


@pytest.mark.parametrize(("evidence", "verdict"), EVIDENCE)
def test_evidence_has_no_truth_value(evidence, verdict):
    with pytest.raises(TypeError, match="no truth value"):
        bool(evidence)


def test_a_verdict_has_no_truth_value():
    with pytest.raises(TypeError, match="no truth value"):
        bool(Verdict.PROVED)


def test_verdicts_are_ordered_from_proved_to_refuted():
    assert sorted(Verdict, key=lambda verdict: -verdict.rank) == [
        Verdict.REFUTED, Verdict.UNDECIDED, Verdict.SUPPORTED, Verdict.PROVED,
    ]  # fmt: skip


def test_the_weakest_of_none_is_undecided():
    assert weakest([]) is Verdict.UNDECIDED
    assert weakest([Verdict.PROVED, Verdict.SUPPORTED]) is Verdict.SUPPORTED


def test_a_proof_that_trusts_too_much_is_shown_as_supported():
    proof = Proof(method="simplify", trusts=Trust.CAS, points=9)
    shown = as_trusted(proof, at_least=Trust.RULE)
    assert shown.verdict is Verdict.SUPPORTED
    assert shown.points == 9
    assert as_trusted(proof, at_least=Trust.CAS) is proof
