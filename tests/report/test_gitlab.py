"""Code Quality JSON of GitLab: golden files, the documented shape, and fingerprints that stay."""

import json
from dataclasses import replace

import pytest
from jsonschema import Draft202012Validator

from derive.report.gitlab import render
from tests.golden import expect
from tests.report import specimens as s
from tests.report.ci_specimens import BAD, GOOD, REPORTS

SHAPE = {
    "type": "array",
    "items": {
        "type": "object",
        "additionalProperties": False,
        "required": ["description", "check_name", "fingerprint", "severity", "location"],
        "properties": {
            "description": {"type": "string", "minLength": 1},
            "check_name": {"type": "string", "pattern": "^derive/[a-z-]+$"},
            "fingerprint": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {
                "type": "object",
                "additionalProperties": False,
                "required": ["path", "lines"],
                "properties": {
                    "path": {"type": "string", "pattern": r"^(?!\./)"},
                    "lines": {
                        "type": "object",
                        "additionalProperties": False,
                        "required": ["begin"],
                        "properties": {"begin": {"type": "integer", "minimum": 1}},
                    },
                },
            },
        },
    },
}
"""What the documentation of GitLab asks for under "Code Quality report format"."""


def fingerprints(report) -> list[str]:
    return [entry["fingerprint"] for entry in json.loads(render(report))]


@pytest.mark.parametrize("name", ["bad", "strict", "lenient"])
def test_golden(name):
    expect(f"gitlab_{name}", render(REPORTS[name]))


@pytest.mark.parametrize("name", REPORTS)
def test_shape(name):
    Draft202012Validator(SHAPE).validate(json.loads(render(REPORTS[name])))


def test_nothing_to_say_is_an_empty_list():
    assert render(GOOD) == "[]\n"


def test_fingerprints_are_distinct():
    assert len(set(fingerprints(BAD))) == len(fingerprints(BAD))


def test_fingerprints_survive_moved_lines():
    moved = replace(
        s.REFUTED,
        line=99,
        calculations=tuple(
            replace(c, line=c.line + 90, steps=tuple(replace(one, line=one.line + 90) for one in c.steps))
            for c in s.REFUTED.calculations
        ),
    )
    assert fingerprints(s.report(moved)) == fingerprints(s.report(s.REFUTED))


def test_the_finding_stands_at_the_line():
    (entry,) = json.loads(render(s.report(s.REFUTED)))
    assert entry["location"] == {"path": "derivations/cs236_problem_set_3/kl.py", "lines": {"begin": 24}}
    assert entry["severity"] == "critical"
