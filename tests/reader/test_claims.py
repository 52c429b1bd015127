"""A claim as a whole: keys, relation, reading, and conditions that contradict each other."""

import pytest
from sympy import Symbol

from derive.calculation import Relation
from derive.claim import Reading
from derive.errors import AuthoringError
from derive.reader.claims import claim_from, claim_of

REAL = {"x": {"real": True}, "y": {"real": True}}


def claim(**entry):
    return {"lhs": "x", "relation": "=", "rhs": "y", "symbols": REAL} | entry


def test_a_claim_with_everything():
    found = claim_from(claim(id=1, conditions=["x < y", "0 < x < 1"], assuming=["y > 2"], truth=True, note="seen"))
    assert [str(fact) for fact in found.conditions] == ["x < y", "0 < x", "x < 1"]
    assert [str(fact) for fact in found.assuming] == ["y > 2"]
    assert found.relation is Relation.EQUAL
    assert list(found.domains) == [Symbol("x", real=True), Symbol("y", real=True)]


READINGS = [
    ({}, None, Reading.REAL),
    (REAL, None, Reading.REAL),
    ({"x": {"integer": True}}, None, Reading.REAL),
    ({"x": {}, "y": {"real": True}}, None, Reading.COMPLEX),
    (REAL, "complex", Reading.COMPLEX),
    (REAL, "real", Reading.REAL),
    (REAL, None, Reading.REAL),
]


@pytest.mark.parametrize(("symbols", "values", "reading"), READINGS)
def test_the_reading(symbols, values, reading):
    entry = {"lhs": "1", "relation": "=", "rhs": "1", "symbols": symbols}
    assert claim_from(entry if values is None else entry | {"values": values}).reading is reading


def test_an_excluded_value_becomes_a_condition():
    found = claim_from(claim(symbols={"x": {"integer": True, "nonzero": True}, "y": {"real": True}}))
    assert [str(fact) for fact in found.conditions] == ["Ne(x, 0)"]


def test_a_number_may_stand_for_a_side():
    assert claim_from(claim(rhs=0)).rhs == 0


def test_a_limit_that_equals_something_is_a_claim_about_the_limit():
    found = claim_of('Limit(sin(t)/t, t, 0, "+-")', "=", "1", domains={})
    assert (found.relation, str(found.approach)) == (Relation.TENDS_TO, "t -> 0")
    infinite = claim_of('Limit(1/t, t, 0, "+")', "=", "oo", domains={})
    assert (str(infinite.rhs), str(infinite.approach)) == ("oo", "t -> 0+")


MISTAKES = [
    pytest.param({"lhs": "x +"}, "lhs: a value is missing behind +", id="left side"),
    pytest.param({"rhs": "foo(x)"}, "rhs: unknown function 'foo'", id="right side"),
    pytest.param({"lhs": None}, "lhs: a text is expected, not None", id="no left side"),
    pytest.param({"lhs": True}, "lhs: a text is expected, not True", id="a truth value as a side"),
    pytest.param({"relation": "=="}, "relation: '==' is none of =, <=, <, >=, >, !=; did you mean =?", id="double equals"),
    pytest.param({"relation": "≤"}, "did you mean <=?", id="typeset relation"),
    pytest.param({"relation": "->"}, "relation: '->' is none of", id="a relation of derivations"),
    pytest.param({"relation": 1}, "relation: 1 is none of", id="a number as a relation"),
    pytest.param({"values": "Complex"}, "values: 'Complex' is neither \"real\" nor \"complex\"", id="unknown reading"),
    pytest.param({"symbols": {"x": {}, "y": {}}, "values": "real"}, "contradicts a symbol", id="real values of complex"),
    pytest.param({"symbols": ["x"]}, "symbols: an object is expected", id="symbols in a list"),
    pytest.param({"symbols": {"x": {"foo": True}}}, "symbols: x is declared 'foo'", id="unknown word"),
    pytest.param({"symbols": {f"x{i}": {} for i in range(51)}}, "51 variables, more than the 50", id="many symbols"),
    pytest.param({"conditions": "x < y"}, "conditions: a list is expected", id="conditions in a text"),
    pytest.param({"conditions": ["x < y", "x +"]}, "condition 2: a value is missing behind +", id="second condition"),
    pytest.param({"conditions": [1]}, "condition 1: a text is expected, not 1", id="a number as a condition"),
    pytest.param({"conditions": ["x < y"] * 101}, "conditions: more than the 100", id="many conditions"),
    pytest.param({"conditions": ["x"]}, "condition 1: this is no condition", id="an expression as a condition"),
    pytest.param({"conditions": ["x < y", "y < x"]}, "the conditions x < y and y < x contradict each other", id="orders"),
    pytest.param({"conditions": ["Eq(x, y)", "Ne(x, y)"]}, "contradict each other", id="equal and not equal"),
    pytest.param({"conditions": ["x < y"], "assuming": ["x >= y"]}, "contradict each other", id="with an assumption"),
    pytest.param({"conditions": ["x < 0", "x > 1"]}, "the condition x > 1 contradicts what else is said of x", id="range"),
    pytest.param(
        {"conditions": ["x <= 0"], "symbols": {"x": {"positive": True}, "y": {"real": True}}},
        "the condition x <= 0 contradicts what else is said of x (Positive)", id="a domain",
    ),
    pytest.param({"condition": ["x < y"]}, "the key 'condition' is not read; did you mean conditions?", id="misspelt key"),
    pytest.param({"assumptions": ["x < y"]}, "the key 'assumptions' is not read: did you mean 'assuming'?", id="other key"),
    pytest.param({"Symbols": {}}, "did you mean symbols?", id="capital letter"),
]  # fmt: skip


@pytest.mark.parametrize(("change", "message"), MISTAKES)
def test_mistakes(change, message):
    with pytest.raises(AuthoringError) as caught:
        claim_from(claim(**change))
    assert message in caught.value.message


def test_a_claim_that_lacks_a_side():
    with pytest.raises(AuthoringError, match="there is no lhs and no relation"):
        claim_from({"rhs": "1"})


def test_conditions_that_may_hold_together_are_accepted():
    claim_from(claim(conditions=["x <= y", "x >= y", "Ne(x, 1)", "x > 1/2", "x < 2/3"]))
    claim_from(claim(conditions=["Eq(x, y)", "x <= y"]))
