"""results.json of Gradescope: the documented shape, and who gets which points."""

import json

import pytest
from jsonschema import Draft202012Validator

from derive.errors import AuthoringError
from derive.report.gradescope import render
from tests.report import specimens as s
from tests.report.ci_specimens import AWKWARD, EMPTY, REPORTS

TEXT = {"type": "string"}
POINTS = {"type": "number", "minimum": 0}
FORMAT = {"enum": ["text", "html", "simple_format", "md", "ansi"]}
VISIBILITY = {"enum": ["hidden", "after_due_date", "after_published", "visible"]}
TEST = {
    "type": "object",
    "additionalProperties": False,
    "required": ["name", "score", "max_score", "output", "visibility"],
    "properties": {
        "score": POINTS,
        "max_score": POINTS,
        "status": {"enum": ["passed", "failed"]},
        "name": TEXT,
        "output": TEXT,
        "tags": {"type": "array", "items": TEXT},
        "visibility": VISIBILITY,
        "extra_data": {"type": "object"},
    },
}
SHAPE = {
    "type": "object",
    "additionalProperties": False,
    "required": ["tests"],
    "properties": {
        "score": POINTS,
        "execution_time": POINTS,
        "output": TEXT,
        "output_format": FORMAT,
        "test_output_format": FORMAT,
        "test_name_format": FORMAT,
        "extra_data": {"type": "object"},
        "tests": {"type": "array", "items": TEST},
    },
}
"""What "Autograder Specifications" of Gradescope describes, for the keys that are written."""


def results(report, **points) -> dict:
    return json.loads(render(report, points=points))


def scores(report, **points) -> list[tuple]:
    """Name, score, possible score, status and tags of each test."""
    return [
        (test["name"], test["score"], test["max_score"], test.get("status"), test["tags"])
        for test in results(report, **points)["tests"]
    ]


REVIEW = ["needs-review"]


@pytest.mark.parametrize("name", REPORTS)
def test_shape(name):
    Draft202012Validator(SHAPE).validate(results(REPORTS[name]))


@pytest.mark.parametrize(
    ("page", "score", "status", "tags"),
    [
        (s.TRUE, 1, "passed", []),
        (s.ERRATA, 1, "passed", []),
        (s.CONDITIONAL, 1, "passed", []),
        (s.REFUTED, 0, "failed", []),
        (s.HEADS, 0, "failed", []),
        (s.UNCONFIRMED, 0, "failed", []),
        (AWKWARD, 0, "failed", []),
        (s.UNDECIDED, 1, None, REVIEW),
        (s.SUPPORTED, 1, None, REVIEW),
        (EMPTY, 1, None, REVIEW),
    ],
    ids=lambda value: getattr(value, "name", None),
)
def test_all_or_nothing(page, score, status, tags):
    assert scores(s.report(page)) == [(page.name, score, 1, status, tags)]


def test_an_erratum_that_derive_cannot_refute_costs_nothing():
    page = s.page(
        s.chain("x", s.step(3, "y", s.SUPPORTED.calculations[0].steps[1].local, erratum="wrong")), name="open"
    )
    assert scores(s.report(page)) == [("open", 1, 1, None, REVIEW)]


def test_points_go_by_name_or_by_id():
    by_name = scores(s.report(s.TRUE, s.REFUTED, s.UNDECIDED), kl_of_shifted_gaussians=3, open_question=2.5)
    assert [row[1:3] for row in by_name] == [(3, 3), (0, 3), (2.5, 2.5)]
    assert scores(s.report(s.TRUE), **{s.TRUE.id: 5, s.TRUE.name: 4})[0][1:3] == (5, 5)


def test_a_derivation_that_is_not_there_gets_nothing():
    rows = scores(s.report(s.TRUE, problems=s.PROBLEMS[:1]), kl_of_shifted_gaussians=2, lost=3)
    assert rows == [
        ("kl_of_shifted_gaussians", 2, 2, "passed", []),
        ("lost", 0, 3, "failed", []),
        ("derivations/cs236_problem_set_3/broken.py:3 error", 0, 0, "failed", []),
    ]


def test_what_cannot_be_read_counts_as_one_point():
    rows = scores(s.report(s.TRUE, problems=s.PROBLEMS[:1]))
    assert [row[1:3] for row in rows] == [(1, 1), (0, 1)]


def test_a_defect_of_derive_costs_nothing():
    rows = scores(s.report(s.TRUE, problems=(s.CONTRADICTION,)), lost=3)
    assert [row[1:] for row in rows] == [(1, 1, "passed", []), (3, 3, None, REVIEW), (0, 0, None, REVIEW)]


def test_an_interrupted_check_costs_nothing():
    rows = scores(s.report(s.TRUE, interrupted="1 of 2"), lost=3)
    assert [row[1:3] for row in rows] == [(1, 1), (3, 3)]


def test_the_whole_names_those_for_a_person():
    whole = results(s.report(s.TRUE, s.UNDECIDED))
    assert whole["output"] == "2 derivations: 1 passed, 0 failed, 1 for a person to look at."
    assert whole["extra_data"]["needs_review"] == [s.UNDECIDED.id]


def test_the_student_is_shown_the_witness():
    (test,) = results(s.report(s.REFUTED))["tests"]
    assert "line 24, refuted: kl_of_shifted_gaussians, main, step 3" in test["output"]
    assert "at theta = 1/2, theta_0 = -3/4, epsilon = 2/3" in test["output"]


def test_nothing_to_check_still_has_a_score():
    assert results(s.report())["score"] == 0


@pytest.mark.parametrize("worth", [-1, float("nan"), float("inf"), "3", True, None])
def test_points_that_are_none(worth):
    with pytest.raises(AuthoringError, match="points of 'flow': expected a number, 0 or more"):
        render(s.report(s.TRUE), points={"flow": worth})
