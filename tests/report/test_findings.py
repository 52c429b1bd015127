"""Findings: what calls for attention, and that nothing which fails a check goes without one."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from derive.evidence import Agreement, Counterexample, Proof, Undecided
from derive.report import rules
from derive.report.findings import findings
from derive.report.model import FAIL_ON, Report
from derive.report.rules import RULES
from tests.report import ci_specimens as ci
from tests.report import specimens as s

EVIDENCE = [
    s.PROVED,
    Proof(method="normal form", conditions=("x != 0",)),
    Agreement(reason="no prover applied", points=9),
    Undecided(reason="time"),
    Counterexample(witness=(), lhs="1", rhs="2"),
]


def rows(report: Report) -> list[tuple[str, int | None, str]]:
    return [(finding.rule.name, finding.line, finding.level) for finding in findings(report)]


@pytest.mark.parametrize(
    ("report", "expected"),
    [
        (s.report(s.TRUE), []),
        (s.report(s.ERRATA), []),
        (s.report(s.REFUTED), [("refuted", 24, "error")]),
        (s.report(s.SUPPORTED), [("supported", 20, "note")]),
        (s.report(s.SUPPORTED, fail_on="supported"), [("supported", 20, "warning")]),
        (s.report(s.UNDECIDED), [("undecided", line, "warning") for line in (20, 24, 28)]),
        (s.report(s.UNDECIDED, fail_on="refuted"), [("undecided", line, "note") for line in (20, 24, 28)]),
        (s.report(s.CONDITIONAL), []),
        (s.report(s.CONDITIONAL, fail_on="conditional"), [("conditional", 12, "warning")]),
        (
            s.report(s.UNCONFIRMED),
            [
                ("erratum-not-refuted", 12, "error"),
                ("refuted", 12, "error"),
                ("erratum-not-refuted", 13, "error"),
            ],
        ),
        (
            s.report(s.HEADS),
            [
                ("refuted", 13, "error"),
                ("refuted", 22, "error"),
                ("refuted", 24, "error"),
                ("undecided", 33, "warning"),
            ],
        ),
        (s.report(ci.EMPTY), [("undecided", 9, "warning")]),
        (s.report(problems=s.PROBLEMS[:1]), [("authoring-error", 3, "error")]),
        (s.report(problems=(s.CONTRADICTION,)), [("contradiction", 20, "error")]),
    ],
    ids=[
        "proved",
        "confirmed errata",
        "refuted",
        "supported",
        "supported not allowed",
        "undecided",
        "undecided allowed",
        "conditional",
        "conditional not allowed",
        "errata not confirmed and a wrong correction",
        "heads",
        "a page without steps",
        "problem",
        "contradiction",
    ],
)
def test_what_is_found(report, expected):
    assert rows(report) == expected


def test_ids_survive_moved_lines_and_are_distinct():
    found = findings(ci.BAD)
    assert len({finding.id for finding in found}) == len(found)
    assert not any(
        f":{finding.line}" in finding.id for finding in found if finding.line and finding.derivation
    )


def test_a_path_is_written_without_a_dot_in_front():
    assert {f.path for f in findings(s.report(ci.AWKWARD))} == {"derivations/größe, 100%/a b:c.py"}


def test_messages_hold_nothing_that_a_terminal_obeys():
    text = "".join(finding.message + finding.title for finding in findings(ci.BAD))
    assert all(c.isprintable() or c == "\n" for c in text)


def test_the_witness_and_both_sides_are_told():
    message = findings(s.report(s.REFUTED))[0].message
    assert "at theta = 1/2, theta_0 = -3/4, epsilon = 2/3: the left side ≈ 1.7578, the right side" in message


steps = st.builds(
    lambda local, head, correction, erratum: s.step(
        7, "x", local, head=head, correction=correction, correction_rhs="y", erratum=erratum
    ),
    st.sampled_from(EVIDENCE),
    st.sampled_from([None, *EVIDENCE]),
    st.sampled_from([None, *EVIDENCE]),
    st.sampled_from([None, "wrong"]),
)
pages = st.lists(st.lists(steps, min_size=1, max_size=3), max_size=2).map(
    lambda chains: s.page(*(s.chain("x", *chain, name=f"c{i}") for i, chain in enumerate(chains)))
)
LOUDEST = {0: {"note", None}, 1: {"error"}, 3: {"warning"}, 5: {None}}


@given(page=pages, fail_on=st.sampled_from(FAIL_ON))
def test_the_loudest_finding_is_the_exit_code(page, fail_on):
    report = s.report(page, fail_on=fail_on)
    levels = {finding.level for finding in findings(report)}
    loudest = next((level for level in ("error", "warning", "note") if level in levels), None)
    assert loudest in LOUDEST[report.exit_code]


def test_rule_ids_are_frozen():
    assert [rule.id for rule in RULES] == [
        "derive/refuted",
        "derive/erratum-not-refuted",
        "derive/undecided",
        "derive/supported",
        "derive/conditional",
        "derive/authoring-error",
        "derive/contradiction",
    ]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_every_rule_has_its_page(rule):
    page = (Path(__file__).parents[2] / "docs" / "rules" / f"{rule.name}.md").read_text(encoding="utf-8")
    assert page.startswith(f"# {rule.id}\n")
    assert rule.summary in page
    assert " ".join(rule.help.split()) in " ".join(page.split())


def test_levels_follow_fail_on():
    levels = {name: [rules.level(rule, fail_on=name) for rule in RULES[2:5]] for name in FAIL_ON}
    assert levels == {
        "conditional": ["warning", "warning", "warning"],
        "supported": ["warning", "warning", "note"],
        "undecided": ["warning", "note", "note"],
        "refuted": ["note", "note", "note"],
    }
