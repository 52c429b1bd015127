"""What a variable is declared to be: words -> domain, and combinations that leave nothing."""

from random import Random
from typing import Annotated

import pytest
from sympy import Expr, Rational, Symbol, pi, sqrt

from derive import domains as d
from derive.errors import AuthoringError
from derive.reader.declarations import declared

KNOWN = [
    ({}, d.COMPLEX),
    ("complex", d.COMPLEX),
    ({"real": True}, d.REAL),
    ("real", d.REAL),
    ("Real", d.REAL),
    ("complex,real", d.REAL),
    ({"positive": True}, d.POSITIVE),
    ({"real": True, "positive": True}, d.POSITIVE),
    ({"nonnegative": True}, d.NONNEGATIVE),
    ({"negative": True}, d.NEGATIVE),
    ({"nonzero": True}, d.NONZERO),
    ({"nonzero": True, "nonnegative": True}, d.POSITIVE),
    ("nonpositive, nonzero", d.NEGATIVE),
    ({"unit_interval": True}, d.UNIT_INTERVAL),
    ("UnitInterval", d.UNIT_INTERVAL),
    ("open_interval(0, 1)", d.UNIT_INTERVAL),
    ("closed_unit_interval, nonnegative", d.interval(0, 1)),
    ({"integer": True}, d.INTEGER),
    ({"integer": True, "nonnegative": True}, d.NATURAL),
    ("natural", d.NATURAL),
    ({"integer": True, "positive": True}, d.POSITIVE_INTEGER),
    ("natural,nonzero", d.POSITIVE_INTEGER),
    (["integer", "positive"], d.POSITIVE_INTEGER),
    ("positive_integer", d.POSITIVE_INTEGER),
    ("interval(0, 2*pi)", d.interval(0, 2 * pi)),
    ({"interval": [0, "sqrt(2)"]}, d.interval(0, sqrt(2))),
    ({"interval": [0, 1], "positive": True, "unit_interval": True}, d.UNIT_INTERVAL),
    ("interval(-1/2, oo), negative", d.interval(Rational(-1, 2), 0)),
    (d.REAL, d.REAL),
    (d.Positive, d.POSITIVE),
    (Annotated[Expr, d.interval(0, 3)], d.interval(0, 3)),
]  # fmt: skip


@pytest.mark.parametrize(("declaration", "domain"), KNOWN, ids=repr)
def test_known_domains(declaration, domain):
    assert declared("x", declaration).domain == domain


EXACT = [  # declaration, inside, outside
    ({"integer": True, "negative": True}, [-1, -7], [0, 1, Rational(-1, 2)]),
    ("integer, interval(-5/2, 3)", [-2, 0, 3], [-3, 4, Rational(1, 2)]),
    ("integer, open_interval(0, 3)", [1, 2], [0, 3]),
    ("nonpositive", [0, -1, Rational(-1, 3)], [1]),
    ("closed_unit_interval", [0, Rational(1, 2), 1], [2, -1]),
]


@pytest.mark.parametrize(("declaration", "inside", "outside"), EXACT)
def test_members(declaration, inside, outside):
    domain = declared("x", declaration).domain
    assert all(value in domain for value in inside)
    assert not any(value in domain for value in outside)
    rng = Random(1)
    assert all(domain.sample(rng) in domain for _ in range(100))


EXCLUDED = [
    ({"integer": True, "nonzero": True}, (0,)),
    ("interval(-1, 1), nonzero", (0,)),
    ("closed_unit_interval, nonzero", (0,)),
    ("interval(0, 2), open_interval(-1, 2)", (2,)),
    ("interval(1, 2), nonzero", ()),
]


@pytest.mark.parametrize(("declaration", "values"), EXCLUDED)
def test_single_values_are_excluded_by_conditions(declaration, values):
    found = declared("x", declaration)
    assert found.excluded == values
    assert [str(fact) for fact in found.conditions(Symbol("x"))] == [f"Ne(x, {value})" for value in values]


MISTAKES = [
    ({"positive": True, "negative": True}, "x is declared positive and negative: no number is left"),
    ({"nonnegative": True, "nonpositive": True}, "x is declared nonnegative and nonpositive: only 0 is left"),
    ({"integer": True, "unit_interval": True}, "x is declared integer and unit_interval: no number is left"),
    ({"nonnegative": True, "nonpositive": True, "nonzero": True}, "no number is left"),
    ("interval(0, 1), interval(2, 3)", "no number is left"),
    ("interval(2, 1)", "the interval of x is empty: its lower end 2 must be below the upper, 1"),
    ("interval(0)", "the interval of x needs two ends, as in interval(0, 1)"),
    ({"interval": [0]}, 'the interval of x needs two ends, as in {"interval": [0, 1]}'),
    ("interval(0, y)", "the interval of x: unknown name 'y'"),
    ("interval(0, I)", "an end is a real number such as 1/2, 2*pi or sqrt(2)"),
    ("interval(0, 9**9**9)", "this exponent is larger than 10000"),
    ("interval(0, 10**9000)", "an end is a real number such as"),
    ("postive", "x is declared 'postive', which is no domain; did you mean positive?"),
    ("quaternion", "which is no domain (known: real, positive,"),
    ({"positve": True}, "did you mean positive?"),
    ({"real": False}, "the declaration 'real' of x is true or left out, not False"),
    ({"real": 1}, "is true or left out, not 1"),
    ("", "x is declared to be nothing"),
    ("real,", "x is declared '', which is no domain"),
    (3, 'the declaration of x is 3: write it as in {"real": true}'),
    ([3], "holds 3, which is no word"),
    ("__import__('os')", "which is no domain"),
]


@pytest.mark.parametrize(("declaration", "message"), MISTAKES, ids=repr)
def test_mistakes(declaration, message):
    with pytest.raises(AuthoringError) as caught:
        declared("x", declaration)
    assert message in caught.value.message
