"""Baselines: what is written reads back, what is worse fails, and damage is told plainly."""

import json
from dataclasses import replace

import pytest

from derive.baseline import Baseline, Comparison, compare, read, write
from derive.errors import AuthoringError
from derive.evidence import Agreement, Counterexample, Proof, Undecided, Verdict
from tests.report import specimens as s
from tests.report.ci_specimens import REPORTS

SUPPORTED = Agreement(reason="no prover applied", points=9)
UNDECIDED = Undecided(reason="time")
REFUTED = Counterexample(witness=(), lhs="1", rhs="2")
ORDER = [s.PROVED, SUPPORTED, UNDECIDED, REFUTED]


def one(local, **facts):
    """A report on a single step."""
    report_facts = {key: facts.pop(key) for key in ("fail_on", "problems") if key in facts}
    return s.report(
        s.page(s.chain("x", s.step(3, "y", local, **facts)), name="d", path="a.py"), **report_facts
    )


def against(report, earlier) -> Comparison:
    return compare(report, read(write(earlier)))


@pytest.mark.parametrize("name", REPORTS)
def test_nothing_has_changed_against_oneself(name):
    assert against(REPORTS[name], REPORTS[name]) == Comparison()


def test_the_file_is_sorted_and_has_a_schema():
    data = json.loads(write(s.report(s.UNDECIDED, s.TRUE)))
    assert data["schema"] == 1
    assert list(data["steps"]) == sorted(data["steps"])
    assert data["steps"][f"{s.TRUE.id}::main::3"] == "proved"
    assert write(s.report(s.UNDECIDED, s.TRUE)) == write(s.report(s.TRUE, s.UNDECIDED))


@pytest.mark.parametrize("now", ORDER, ids=lambda evidence: evidence.verdict.value)
@pytest.mark.parametrize("before", ORDER, ids=lambda evidence: evidence.verdict.value)
def test_worse_and_better(before, now):
    comparison = against(one(now), one(before))
    assert len(comparison.worse) == (now.verdict.rank > before.verdict.rank)
    assert len(comparison.better) == (now.verdict.rank < before.verdict.rank)


@pytest.mark.parametrize(
    ("before", "report", "code"),
    [
        (s.PROVED, one(SUPPORTED), 3),
        (SUPPORTED, one(SUPPORTED), 0),
        (UNDECIDED, one(UNDECIDED), 3),
        (UNDECIDED, one(SUPPORTED), 0),
        (s.PROVED, one(UNDECIDED, fail_on="refuted"), 3),
        (REFUTED, one(REFUTED), 1),
        (s.PROVED, one(REFUTED), 1),
        (s.PROVED, one(SUPPORTED, problems=s.PROBLEMS), 2),
        (s.PROVED, one(SUPPORTED, problems=(s.CONTRADICTION,)), 4),
        (s.PROVED, s.report(), 5),
    ],
    ids=[
        "worse",
        "no worse",
        "excuses nothing undecided",
        "better",
        "worse though allowed",
        "excuses nothing refuted",
        "refuted",
        "authoring error",
        "contradiction",
        "gone",
    ],
)
def test_exit_code(before, report, code):
    assert against(report, one(before)).exit_code(report) == code


def test_a_change_in_words():
    (change,) = against(one(SUPPORTED), one(s.PROVED)).worse
    assert str(change) == "a.py::d::main::1: was proved, is supported"


def test_new_and_gone():
    comparison = against(s.report(s.UNDECIDED), one(s.PROVED))
    assert comparison.gone == ("a.py::d::main::1",)
    assert comparison.new == tuple(f"{s.UNDECIDED.id}::main::{number}" for number in (1, 2, 3))
    assert comparison.exit_code(s.report(s.TRUE)) == 0


def test_moved_lines_change_nothing():
    calculations = tuple(
        replace(c, line=c.line + 7, steps=tuple(replace(step, line=step.line + 7) for step in c.steps))
        for c in s.HEADS.calculations
    )
    moved = replace(s.HEADS, line=99, calculations=calculations)
    assert against(s.report(moved), s.report(s.HEADS)) == Comparison()


def test_a_confirmed_erratum_stands_proved_and_is_worse_once_it_is_not_confirmed():
    confirmed, lost = one(REFUTED, erratum="wrong"), one(UNDECIDED, erratum="wrong")
    assert not against(confirmed, confirmed).worse
    (change,) = against(lost, confirmed).worse
    assert (change.before, change.now) == (Verdict.PROVED, Verdict.UNDECIDED)
    assert against(confirmed, lost).better


def test_a_correction_counts_with_its_step():
    right = one(REFUTED, erratum="wrong", correction=s.PROVED, correction_rhs="z")
    weak = one(REFUTED, erratum="wrong", correction=SUPPORTED, correction_rhs="z")
    assert [change.now for change in against(weak, right).worse] == [Verdict.SUPPORTED]


def test_the_chain_as_a_whole_counts_with_its_last_step():
    whole, open_ = (
        s.report(s.page(s.chain("a", s.step(2, "b"), s.step(3, "c", head=head)), name="d", path="a.py"))
        for head in (Proof(method="transitivity"), UNDECIDED)
    )
    assert [str(change) for change in against(open_, whole).worse] == [
        "a.py::d::main::2: was proved, is undecided"
    ]


DAMAGE = {
    "": "no JSON",
    "<<<<<<< HEAD\n": r"no JSON \(line 1: ",
    '{"schema": 1,\n "steps": {"a": "proved",}}': r"no JSON \(line 2: ",
    "[]": 'no "schema"',
    "null": 'no "schema"',
    "{}": 'no "schema"',
    '{"schema": 2, "steps": {}}': "its schema is 2, and this derive knows 1",
    '{"schema": true, "steps": {}}': "its schema is True",
    '{"schema": "1", "steps": {}}': "its schema is '1'",
    '{"schema": 1}': 'its "steps" are no table',
    '{"schema": 1, "steps": []}': 'its "steps" are no table',
    '{"schema": 1, "steps": {"a::1": "PROVED"}}': "the verdict of a::1 is 'PROVED', not one of proved",
    '{"schema": 1, "steps": {"a::1": null}}': "the verdict of a::1 is None",
    '{"schema": 1, "steps": {"a::1": ["proved"]}}': "the verdict of a::1 is",
    '{"schema": 1, "steps": {"a": "proved", "a": "refuted"}}': "it has 'a' twice",
    "[" * 100_000: "nested too deeply|no JSON",
    '{"schema": ' + "9" * 10_000 + "}": "damaged baseline",
}


@pytest.mark.parametrize("text", DAMAGE, ids=lambda text: text[:30] or "empty")
def test_damage(text):
    with pytest.raises(AuthoringError, match=DAMAGE[text]) as caught:
        read(text, path="baseline.json")
    assert str(caught.value).startswith("baseline.json: damaged baseline: ")
    assert str(caught.value).endswith("restore it, or write a new one with --update-baseline")
    assert len(str(caught.value)) < 300


def test_an_empty_baseline_knows_nothing():
    assert read('{"schema": 1, "steps": {}}') == Baseline({})
