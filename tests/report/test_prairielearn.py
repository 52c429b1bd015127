"""results.json of PrairieLearn: the documented shape, and who gets which points."""

import json

import pytest
from jsonschema import Draft202012Validator

from derive.errors import AuthoringError
from derive.report.prairielearn import render
from tests.report import specimens as s
from tests.report.ci_specimens import REPORTS

TEXT = {"type": "string"}
POINTS = {"type": "number", "minimum": 0}
KEYS = {
    "gradable": {"type": "boolean"},
    "score": {"type": "number", "minimum": 0, "maximum": 1},
    "format_errors": {"type": "array", "items": TEXT, "minItems": 1},
    "message": TEXT,
    "tests": {
        "type": "array",
        "items": {
            "type": "object",
            "additionalProperties": False,
            "required": ["name", "points", "max_points"],
            "properties": {
                "name": TEXT,
                "description": TEXT,
                "points": POINTS,
                "max_points": POINTS,
                "message": TEXT,
                "output": TEXT,
            },
        },
    },
    "derive": {"type": "object"},
}
SHAPE = {
    "type": "object",
    "additionalProperties": False,
    "properties": KEYS,
    "required": ["gradable"],
    "if": {"properties": {"gradable": {"const": True}}},
    "then": {"required": ["score"]},
    "else": {"required": ["format_errors"]},
}
"""What "External Grading" of PrairieLearn describes, with a key `derive` of our own."""


def results(report, **points) -> dict:
    return json.loads(render(report, points=points))


@pytest.mark.parametrize("name", REPORTS)
def test_shape(name):
    Draft202012Validator(SHAPE).validate(results(REPORTS[name]))


@pytest.mark.parametrize(
    ("pages", "points", "score"),
    [
        ([s.TRUE], {}, 1),
        ([s.REFUTED], {}, 0),
        ([s.TRUE, s.HEADS], {}, 0.5),
        ([s.TRUE, s.HEADS], {"steps_and_heads": 3}, 0.25),
        ([s.TRUE, s.UNDECIDED, s.SUPPORTED], {}, 1),
        ([s.TRUE], {"lost": 1}, 0.5),
        ([s.TRUE], {"kl_of_shifted_gaussians": 0}, 0),
    ],
    ids=["proved", "refuted", "half", "weighed", "undecided and supported", "not there", "worth nothing"],
)
def test_score(pages, points, score):
    assert results(s.report(*pages), **points)["score"] == score


def test_an_undecided_derivation_is_flagged_for_a_person():
    whole = results(s.report(s.TRUE, s.UNDECIDED))
    assert whole["derive"]["needs_review"] == [s.UNDECIDED.id]
    assert whole["message"] == "2 derivations: 1 passed, 0 failed, 1 for a person to look at."
    assert "costs you nothing" in whole["tests"][1]["message"]


def test_a_refuted_derivation_shows_the_witness():
    (test,) = results(s.report(s.REFUTED))["tests"]
    assert (test["points"], test["max_points"]) == (0, 1)
    assert "at theta = 1/2, theta_0 = -3/4, epsilon = 2/3" in test["output"]


@pytest.mark.parametrize(
    ("report", "error"),
    [
        (
            s.report(s.TRUE, problems=s.PROBLEMS[:1]),
            "derivations/cs236_problem_set_3/broken.py:3: SyntaxError: '(' was never closed",
        ),
        (
            REPORTS["interrupted"],
            "The check was interrupted: 1 of the 7 derivations found so far were checked.",
        ),
        (s.report(), "There was no derivation to check."),
    ],
    ids=["problem", "interrupted", "empty"],
)
def test_what_cannot_be_graded(report, error):
    whole = results(report)
    assert whole["gradable"] is False
    assert whole["format_errors"] == [error]


def test_points_that_are_none():
    with pytest.raises(AuthoringError, match="points of 'flow'"):
        render(s.report(s.TRUE), points={"flow": -1})
