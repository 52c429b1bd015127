"""Several slips in one line: coefficients, terms that are missing, pairs, and what was dropped where no value reaches."""

import pytest
from sympy import Integer, Symbol, exp, log, sin, symbols

from derive import terms
from derive.calculation import Relation
from derive.claim import Claim
from derive.domains import POSITIVE, REAL
from derive.repair import repair
from derive.slips.ground import ground
from derive.slips.places import NUMBERS
from derive.slips.several import Several
from derive.slips.sums import at, put, standing, terms_of

X, Y = symbols("x y", positive=True)
MU = Symbol("mu", real=True)
LAW = terms.normal(mean=MU, std=X)
DOMAINS = {X: POSITIVE, Y: POSITIVE, MU: REAL}

pytestmark = pytest.mark.usefixtures("unhurried")


def several(right, wrong):
    claim = Claim(right, Relation.EQUAL, wrong, DOMAINS)
    points = ground(claim)
    return Several(wrong, right, points.wanted("rhs"), points.value, tuple(DOMAINS), NUMBERS)


@pytest.mark.parametrize(
    ("right", "wrong", "count", "words"),
    [
        pytest.param(
            exp(X) + log(Y) - sin(X * Y), exp(X) - log(Y) + sin(X * Y), 2,
            "the sign of sin(x*y) is wrong, and the sign of -log(y) is wrong", id="two signs",
        ),
        pytest.param(
            exp(X) + log(Y), exp(X) - log(Y) + sin(X * Y), 2,
            "the term sin(x*y) is too many, and the sign of -log(y) is wrong", id="a sign and a term too many",
        ),
        pytest.param(
            exp(X) * (1 + X**2 * exp(-X) / 2) - 3 * log(Y), exp(X) + log(Y), 2,
            "log(y) lacks the factor -3, and the term x**2/2 is missing", id="a coefficient and a term",
        ),
        pytest.param(
            terms.expectation(LAW, lambda z: exp(z) - MU * z), terms.expectation(LAW, lambda z: exp(z) + MU * z), 1,
            "the sign of mu*z is wrong", id="below an average",
        ),
    ],
)  # fmt: skip
def test_what_the_terms_of_a_line_lack(right, wrong, count, words):
    said = [found.words for found in several(right, wrong).lines(count)]
    assert any(set(words.split(", and ")) == set(found.split(", and ")) for found in said), said


def test_the_other_side_is_never_put_together_from_new_terms():
    right = exp(X) + log(Y)
    assert all(found.line != right for count in (1, 2, 3) for found in several(right, sin(X)).lines(count))


def test_numbers_alone_are_not_combined():
    """Of two numbers, two changes make anything out of anything."""
    claim = Claim(log(2) + 3 * exp(1), Relation.EQUAL, sin(1) + exp(2) / 7, {})
    assert repair(claim).repair is None


def test_terms_and_their_contributions():
    line = exp(X) - 2 * terms.expectation(LAW, lambda z: z**2 + 1)
    claim = Claim(line, Relation.EQUAL, line, DOMAINS)
    value = ground(claim).value
    found = list(standing(line, value, tuple(DOMAINS), NUMBERS))
    for column in found:
        left = put(line, column.path, {column.index: Integer(0)}, [])
        assert abs(value(line) - value(left) - column.values).max() < 1e-6
        assert column.term in terms_of(at(line, column.path))
    assert any(len(column.path) > 1 for column in found)


COMPOUND = [
    (
        "two changes of different terms", exp(X) * Y + log(X * Y), exp(Y) * Y - log(X * Y),
        "one variable stands in place of another",
    ),
    (
        "a factor dropped below a derivative", terms.expectation(LAW, lambda z: exp(-(z**2)) * Y),
        terms.expectation(LAW, lambda z: exp(-(z**2))), "the factor y is missing",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("right", "wrong", "words"), [c[1:] for c in COMPOUND], ids=[c[0] for c in COMPOUND])
def test_a_compound_repair_is_proved(right, wrong, words):
    found = repair(Claim(right, Relation.EQUAL, wrong, DOMAINS)).repair
    assert found is not None
    assert found.verdict.value == "proved"
    assert words in found.slip
