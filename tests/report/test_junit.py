"""JUnit XML: its structure, its counts, and what fails, errs and is skipped.

`ATTRIBUTES` and `CHILDREN` restate junit-10.xsd of Jenkins, which most readers follow, for the elements
that derive writes, with `file` and `line` of a case beside, which GitLab, CircleCI and pytest know.
"""

import re
from xml.etree import ElementTree

import pytest

from derive.report.junit import render
from tests.report import specimens as s
from tests.report.ci_specimens import BAD, REPORTS

RESULT = ({"message", "type"}, {"message", "type"})
ATTRIBUTES = {  # required, allowed
    "testsuites": (set(), {"name", "time", "tests", "failures", "errors"}),
    "testsuite": (
        {"name", "tests", "failures", "errors"},
        {"name", "tests", "failures", "errors", "skipped", "time", "file"},
    ),
    "properties": (set(), set()),
    "property": ({"name", "value"}, {"name", "value"}),
    "testcase": ({"name", "classname", "time"}, {"name", "classname", "time", "file", "line"}),
    "failure": RESULT,
    "error": RESULT,
    "skipped": RESULT,
    "system-out": (set(), set()),
}
CHILDREN = {
    "testsuites": {"testsuite"},
    "testsuite": {"properties", "testcase"},
    "properties": {"property"},
    "testcase": {"failure", "error", "skipped", "system-out"},
}
TIME = re.compile(r"\d+\.\d{3}")


def parsed(report) -> ElementTree.Element:
    return ElementTree.fromstring(render(report).encode())


def outcomes(report) -> dict[str, str]:
    """How each case ended, by derivation and calculation."""
    kinds = ("failure", "error", "skipped")
    return {
        f"{case.get('classname', '').rsplit('.', 1)[-1]}::{case.get('name')}": next(
            (kind for kind in kinds if case.find(kind) is not None), "passed"
        )
        for case in parsed(report).iter("testcase")
    }


@pytest.mark.parametrize("name", REPORTS)
def test_structure(name):
    for element in parsed(REPORTS[name]).iter():
        required, allowed = ATTRIBUTES[element.tag]
        assert required <= set(element.attrib) <= allowed
        assert {child.tag for child in element} <= CHILDREN.get(element.tag, set())
        assert TIME.fullmatch(element.get("time", "0.000"))


@pytest.mark.parametrize("name", REPORTS)
def test_counts(name):
    root = parsed(REPORTS[name])
    for element in (root, *root.iter("testsuite")):
        cases = list(element.iter("testcase"))
        assert element.get("tests") == str(len(cases))
        for attribute, kind in (("failures", "failure"), ("errors", "error")):
            assert element.get(attribute) == str(sum(case.find(kind) is not None for case in cases))


@pytest.mark.parametrize("name", REPORTS)
def test_a_case_ends_in_one_way(name):
    for case in parsed(REPORTS[name]).iter("testcase"):
        assert len([child for child in case if child.tag != "system-out"]) <= 1


def test_no_two_cases_have_one_name():
    names = [
        (case.get("classname"), case.get("name"))
        for case in parsed(s.report(s.TRUE, s.HEADS)).iter("testcase")
    ]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize(
    ("report", "expected"),
    [
        (s.report(s.TRUE), {"kl_of_shifted_gaussians::main": "passed"}),
        (s.report(s.REFUTED), {"kl_of_shifted_gaussians::main": "failure"}),
        (s.report(s.ERRATA), {"sigmoid_gradient::main": "passed", "sigmoid_gradient::solving": "passed"}),
        (s.report(s.UNCONFIRMED), {"no_error_here::main": "failure"}),
        (s.report(s.UNDECIDED), {"open_question::main": "skipped"}),
        (s.report(s.UNDECIDED, fail_on="refuted"), {"open_question::main": "skipped"}),
        (s.report(s.SUPPORTED), {"seen_only::main": "passed"}),
        (s.report(s.SUPPORTED, fail_on="supported"), {"seen_only::main": "skipped"}),
        (
            s.report(s.HEADS),
            {
                "steps_and_heads::main": "failure",
                "steps_and_heads::cancelling_errors": "failure",
                "steps_and_heads::open": "skipped",
            },
        ),
        (s.report(problems=s.PROBLEMS[:1]), {"broken::error at line 3": "error"}),
        (s.report(problems=(s.CONTRADICTION,)), {"kl::internal contradiction at line 20": "error"}),
        (REPORTS["interrupted"], {"kl_of_shifted_gaussians::main": "passed", "derive::interrupted": "error"}),
        (s.report(), {}),
    ],
    ids=[
        "proved",
        "refuted",
        "confirmed errata",
        "errata not confirmed",
        "undecided",
        "undecided allowed",
        "supported",
        "supported not allowed",
        "heads",
        "problem",
        "contradiction",
        "interrupted",
        "empty",
    ],
)
def test_how_cases_end(report, expected):
    assert outcomes(report) == expected


def test_a_failing_case_stands_at_the_line():
    case = parsed(s.report(s.REFUTED)).find("testsuite/testcase")
    assert case.attrib == {
        "classname": "derivations.cs236_problem_set_3.kl.kl_of_shifted_gaussians",
        "name": "main",
        "time": "1.500",
        "file": "derivations/cs236_problem_set_3/kl.py",
        "line": "24",
    }
    failure = case.find("failure")
    assert failure.get("type") == "derive/refuted"
    assert "at theta = 1/2, theta_0 = -3/4, epsilon = 2/3" in failure.text


def test_properties_tell_the_source_and_the_confirmed_errata():
    properties = [(p.get("name"), p.get("value")) for p in parsed(s.report(s.ERRATA)).iter("property")]
    assert ("source", "CS 236 (winter 2023), problem set 3, 5.1") in properties
    assert ("verdict", "proved") in properties
    assert ("erratum", "line 31: the minus of the chain rule is lost") in properties


def test_what_xml_forbids_is_replaced():
    assert "\ufffd" in render(BAD)
    assert not re.search(r"[\x00-\x08\x0b-\x1f]", render(BAD))
