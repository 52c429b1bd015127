"""SARIF 2.1.0: every object that is written, against what the standard says of it, and ids that stay.

`SHAPE` restates the official schema for the objects that derive writes, closed for all else.  Where
`SARIF_SCHEMA` names a copy of the official one (draft-04), the reports are held against that too.
"""

import json
import os
from pathlib import Path
from urllib.parse import unquote

import pytest
from jsonschema import Draft4Validator, Draft202012Validator

from derive.report.rules import RULES
from derive.report.sarif import render
from tests.report import specimens as s
from tests.report.ci_specimens import BAD, GOOD, REPORTS


def closed(*required: str, **properties) -> dict:
    """A JSON object with these properties and no others."""
    return {
        "type": "object",
        "additionalProperties": False,
        "required": list(required),
        "properties": properties,
    }


def some(items: dict, **facts) -> dict:
    return {"type": "array", "items": items, **facts}


TEXT = {"type": "string"}
MESSAGE = closed("text", text={"type": "string", "minLength": 1})
LEVEL = {"enum": ["none", "note", "warning", "error"]}
LINE = {"type": "integer", "minimum": 1}
BAG = {"type": "object"}
RULE = closed(
    "id",
    "name",
    "shortDescription",
    "help",
    "defaultConfiguration",
    id=TEXT,
    name={"type": "string", "pattern": "^[A-Z][A-Za-z]+$"},
    shortDescription=MESSAGE,
    help=MESSAGE,
    defaultConfiguration=closed("level", level=LEVEL),
)
LOCATION = closed(
    "physicalLocation",
    physicalLocation=closed(
        "artifactLocation",
        "region",
        artifactLocation=closed("uri", uri={"type": "string", "pattern": "^[!-~]+$"}, uriBaseId=TEXT),
        region=closed("startLine", "startColumn", startLine=LINE, startColumn=LINE),
    ),
    logicalLocations=some(closed("fullyQualifiedName", fullyQualifiedName=TEXT, kind=TEXT), uniqueItems=True),
)
RESULT = closed(
    "ruleId",
    "ruleIndex",
    "level",
    "message",
    "locations",
    "partialFingerprints",
    ruleId={"enum": [rule.id for rule in RULES]},
    ruleIndex={"type": "integer", "minimum": 0},
    level=LEVEL,
    message=MESSAGE,
    locations=some(LOCATION, minItems=1, maxItems=1),
    partialFingerprints={"type": "object", "additionalProperties": TEXT, "minProperties": 1},
)
INVOCATION = closed(
    "executionSuccessful",
    "exitCode",
    executionSuccessful={"type": "boolean"},
    exitCode={"type": "integer"},
    toolExecutionNotifications=some(closed("message", message=MESSAGE, level=LEVEL)),
)
RUN = closed(
    "tool",
    "results",
    tool=closed(
        "driver", driver=closed("name", "rules", name=TEXT, version=TEXT, rules=some(RULE, uniqueItems=True))
    ),
    invocations=some(INVOCATION),
    results=some(RESULT),
    properties=BAG,
    columnKind={"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
)
SHAPE = closed("version", "runs", **{"$schema": TEXT}, version={"const": "2.1.0"}, runs=some(RUN))


def run_of(report) -> dict:
    return json.loads(render(report))["runs"][0]


@pytest.mark.parametrize("name", REPORTS)
def test_shape(name):
    Draft202012Validator(SHAPE).validate(json.loads(render(REPORTS[name])))


@pytest.mark.parametrize("name", REPORTS)
def test_official_schema(name):
    copy = os.environ.get("SARIF_SCHEMA")
    if copy is None:
        pytest.skip("SARIF_SCHEMA names no copy of the official schema")
    schema = json.loads(Path(copy).read_text(encoding="utf-8"))
    Draft4Validator(schema).validate(json.loads(render(REPORTS[name])))


def test_rules_stand_at_their_indices():
    run = run_of(BAD)
    ids = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert ids == [rule.id for rule in RULES]
    assert all(ids[result["ruleIndex"]] == result["ruleId"] for result in run["results"])


def test_the_result_stands_at_the_line():
    (result,) = run_of(s.report(s.REFUTED))["results"]
    assert result["locations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": "derivations/cs236_problem_set_3/kl.py", "uriBaseId": "%SRCROOT%"},
        "region": {"startLine": 24, "startColumn": 1},
    }
    assert result["level"] == "error"
    assert result["partialFingerprints"] == {
        "derive/v1": "derivations/cs236_problem_set_3/kl.py::kl_of_shifted_gaussians::main::3"
    }


def test_paths_are_quoted():
    uris = [r["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for r in run_of(BAD)["results"]]
    assert "derivations/größe, 100%/a b:c.py" in map(unquote, uris)
    assert not [uri for uri in uris if " " in uri or not uri.isascii()]


def test_braces_are_no_placeholders_and_brackets_no_links():
    text = "".join(result["message"]["text"] for result in run_of(BAD)["results"])
    assert "{{y}}" in text
    assert "](" not in text


def test_levels_follow_fail_on():
    levels = {
        rule["id"]: rule["defaultConfiguration"]["level"] for rule in run_of(GOOD)["tool"]["driver"]["rules"]
    }
    assert levels == {
        "derive/refuted": "error",
        "derive/erratum-not-refuted": "error",
        "derive/undecided": "warning",
        "derive/supported": "note",
        "derive/conditional": "note",
        "derive/authoring-error": "error",
        "derive/contradiction": "error",
    }


@pytest.mark.parametrize(
    ("name", "successful", "notes"),
    [
        ("good", True, []),
        ("bad", False, ["no file at all"]),
        ("interrupted", False, ["interrupted: 1 of the 7 derivations found so far were checked"]),
        ("empty", True, ["there was nothing to check"]),
    ],
)
def test_how_the_run_went(name, successful, notes):
    (invocation,) = run_of(REPORTS[name])["invocations"]
    assert invocation["executionSuccessful"] is successful
    assert invocation["exitCode"] == REPORTS[name].exit_code
    assert [note["message"]["text"] for note in invocation["toolExecutionNotifications"]] == notes
