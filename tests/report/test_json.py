"""The JSON report: its shape key by key, and that it is strict."""

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

from derive.evidence import JSON_KEYS
from derive.report.json import json_data, json_text
from derive.report.model import derivation_as_data, derivation_from_data
from tests.report import specimens as s

ALL = s.report(
    s.TRUE,
    s.REFUTED,
    s.CONDITIONAL,
    s.SUPPORTED,
    s.UNDECIDED,
    s.ERRATA,
    s.UNCONFIRMED,
    s.HEADS,
    s.LIMIT,
    problems=(*s.PROBLEMS, s.CONTRADICTION),
)

OPTIONAL_TEXT = (str, type(None))
SHAPES = {
    "report": {"schema": int, "versions": dict, "derivations": list, "errors": list, "summary": dict},
    "derivation": {
        "id": str,
        "name": str,
        "path": str,
        "line": int,
        "source": str,
        "verdict": str,
        "calculations": list,
    },
    "calculation": {"name": str, "head": (dict, type(None)), "steps": list, "slips": list},
    "step": {
        "id": str,
        "line": int,
        "lhs": str,
        "relation": str,
        "rhs": str,
        "by": OPTIONAL_TEXT,
        "erratum": OPTIONAL_TEXT,
        "inherited": bool,
        "local": dict,
        "head": (dict, type(None)),
        "correction": (dict, type(None)),
        "seconds": (int, float),
    },
    "evidence": {
        "verdict": str,
        "method": OPTIONAL_TEXT,
        "trusts": OPTIONAL_TEXT,
        "conditions": list,
        "assuming": list,
        "witness": (dict, type(None)),
        "lhs": OPTIONAL_TEXT,
        "rhs": OPTIONAL_TEXT,
        "points": int,
        "digits": (int, type(None)),
        "residual": OPTIONAL_TEXT,
        "reason": OPTIONAL_TEXT,
        "repair": (dict, type(None)),
        "diagnosis": OPTIONAL_TEXT,
    },
    "slip": {"step": str, "line": int, "inherited_by": list, "cancelled_by": (int, type(None)), "stands": (bool, type(None))},
    "repair": {"side": str, "expression": str, "slip": str, "verdict": str},
    "error": {"path": OPTIONAL_TEXT, "line": (int, type(None)), "message": str},
    "summary": {"proved": int, "refuted": int, "supported": int, "undecided": int, "errata": int},
}


def assert_shape(data, kind):
    assert list(data) == list(SHAPES[kind])
    for key, types in SHAPES[kind].items():
        assert isinstance(data[key], types), (kind, key, data[key])


def evidence_of(data):
    for derivation in data["derivations"]:
        for calculation in derivation["calculations"]:
            yield calculation["head"]
            for step in calculation["steps"]:
                yield from (step["local"], step["head"], step["correction"])


def test_shape_key_by_key():
    data = json.loads(json_text(ALL))
    assert_shape(data, "report")
    assert_shape(data["summary"], "summary")
    for error in data["errors"]:
        assert_shape(error, "error")
    for derivation in data["derivations"]:
        assert_shape(derivation, "derivation")
        for calculation in derivation["calculations"]:
            assert_shape(calculation, "calculation")
            for step in calculation["steps"]:
                assert_shape(step, "step")
    seen = [evidence for evidence in evidence_of(data) if evidence is not None]
    for evidence in seen:
        assert_shape(evidence, "evidence")
    assert {evidence["verdict"] for evidence in seen} == {"proved", "refuted", "supported", "undecided"}
    assert tuple(SHAPES["evidence"]) == JSON_KEYS


def test_values():
    data = json_data(s.report(s.REFUTED))
    step = data["derivations"][0]["calculations"][0]["steps"][-1]
    assert data["schema"] == 1
    assert data["derivations"][0]["verdict"] == "refuted"
    assert step["id"] == "derivations/cs236_problem_set_3/kl.py::kl_of_shifted_gaussians::main::3"
    assert step["local"]["witness"] == {"theta": "1/2", "theta_0": "-3/4", "epsilon": "2/3"}
    assert step["local"]["lhs"] == "[1.7578125000000000000 +/- 0]"
    assert data["summary"] == {"proved": 2, "refuted": 1, "supported": 0, "undecided": 0, "errata": 0}


def test_long_expressions_are_never_shortened():
    data = json_data(s.report(s.UNDECIDED))
    assert data["derivations"][0]["calculations"][0]["steps"][-1]["rhs"].endswith("c_59*x**59")


def test_strict():
    slow = s.page(s.chain("x", s.step(3, "x", seconds=float("nan"))))
    with pytest.raises(ValueError, match="not JSON compliant"):
        json_text(s.report(slow))
    assert json_text(s.report(s.page(s.chain("θ", s.step(3, "\ud800"))))).isascii()


def test_the_documentation_names_every_key():
    text = Path(__file__).parents[2].joinpath("docs", "json.md").read_text(encoding="utf-8")
    of_reports = text.partition("## The tables of `verify`")[0]
    documented = set(re.findall(r"^\| `(\w+)`", of_reports, flags=re.MULTILINE))
    assert documented == {key for shape in SHAPES.values() for key in shape}


def test_a_report_survives_the_way_through_another_process():
    for derivation in ALL.derivations:
        data = json.loads(json.dumps(derivation_as_data(derivation)))
        assert derivation_from_data(data) == derivation


def test_exit_codes_do_not_depend_on_seconds():
    assert replace(ALL, problems=()).exit_code == 1
