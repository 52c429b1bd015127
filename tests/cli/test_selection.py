"""`-k EXPR`: its grammar, and what it says to a wrong one."""

import pytest

from derive.cli.selection import selection
from derive.errors import AuthoringError

IDENTITY = "derivations/dgm_assignment_3/flow.py::Jacobian_of_the_map"

MEANT = [
    ("flow", True),
    ("FLOW", True),
    ("kl", False),
    ("not kl", True),
    ("not not flow", True),
    ("flow and jacobian", True),
    ("flow and kl", False),
    ("kl or flow", True),
    ("flow and not jacobian", False),
    ("kl and flow or jacobian", True),
    ("kl and (flow or jacobian)", False),
    ("not (kl or entropy)", True),
    ("((flow))", True),
    ("flow.py::jacobian", True),
    ('"flow.py"', True),
    ('"and"', False),
    ("android", False),
    ("not(kl)and(flow)", True),
]


@pytest.mark.parametrize(("expression", "meant"), MEANT)
def test_meaning(expression, meant):
    assert selection(expression)(IDENTITY) is meant


WRONG = [
    ("", "expected a name, 'not' or '(' at the end"),
    ("flow and", "expected a name, 'not' or '(' at the end"),
    ("and flow", "expected a name, 'not' or '(' but found 'and'"),
    ("flow kl", "expected 'and' or 'or' but found 'kl'"),
    ("(flow", "expected ')' at the end"),
    ("flow)", "expected 'and' or 'or' but found ')'"),
    ("()", "expected a name, 'not' or '(' but found ')'"),
    ("not", "expected a name, 'not' or '(' at the end"),
    ('"flow', "a quotation mark is not closed"),
    ("(" * 100_000, "brackets nested more than 50 deep"),
]


@pytest.mark.parametrize(("expression", "message"), WRONG)
def test_errors(expression, message):
    with pytest.raises(AuthoringError) as error:
        selection(expression)
    assert message in error.value.message
    assert len(error.value.message) < 200


def test_many_nots_are_no_deep_recursion():
    assert selection("not " * 10_001 + "flow")(IDENTITY) is False
