"""Lines that do not always hold, and points at which one does."""

import json
from io import StringIO

import pytest
from rich.console import Console
from sympy import Abs, Eq, Gt, I, Integer, Lt, cos, exp, log, pi, sin, sqrt

from derive import AuthoringError, Real, calc, derivation, equals, exists, implies, not_always, tends_to
from derive.calculation import at_least, at_most
from derive.claim import Claim, Reading
from derive.domains import COMPLEX, POSITIVE, REAL
from derive.engine import decide, screen
from derive.evidence import from_json
from derive.report.json import json_data
from derive.report.model import derivation_as_data, derivation_from_data

x, y, z = REAL.symbol("x"), REAL.symbol("y"), COMPLEX.symbol("z")
p = POSITIVE.symbol("p")
ALL = {x: REAL, y: REAL, p: POSITIVE}

TRUE = {
    "the root of a square is not the number": not_always(sqrt(x**2), equals(x)),
    "the triangle inequality is not an equality": not_always(Abs(x + y), equals(Abs(x) + Abs(y))),
    "sine is not monotone": not_always(Gt(x, y), implies(Gt(sin(x), sin(y)))),
    "exp of a sum is not the sum of exps": not_always(exp(x + y), equals(exp(x) + exp(y))),
    "squares are not always larger": not_always(p**2, at_least(p)),
    "the sign function has no limit 1 at 0": not_always(Abs(x) / x, tends_to(1, as_=(x, 0))),
    "a square vanishes somewhere": exists(Eq(x**2, 0)),
    "log is negative somewhere": exists(Lt(log(p), 0)),
    "there is a larger number": exists(Gt(y, x), at={y: x + 1}),
    "a line has a root": exists(Eq(p * x - y, 0), at={x: y / p}),
}
FALSE = {
    "a square is at least 0": not_always(x**2, at_least(0)),
    "sine and cosine": not_always(sin(x) ** 2 + cos(x) ** 2, equals(1)),
    "the logarithm lies below the line": not_always(log(p), at_most(p - 1)),
    "the limit of sin(x)/x": not_always(sin(x) / x, tends_to(1, as_=(x, 0))),
    "no square is -1": exists(Eq(x**2, -1, evaluate=False)),
    "no exponential is negative": exists(Lt(exp(x), 0, evaluate=False)),
    "a witness that is none": exists(Gt(y, x), at={y: x - 1}),
    "a witness outside the domain": exists(Lt(log(p), x), at={p: exp(x) - 1}),
}


def last_evidence(calculation, domains=ALL, reading=Reading.REAL):
    """The evidence for the worst line."""
    found = []
    used = {symbol for step in calculation.steps for side in (step.lhs, step.rhs) for symbol in side.free_symbols}
    domains = {symbol: domain for symbol, domain in domains.items() if symbol in used}
    for step in calculation.steps:
        claim = Claim(step.lhs, step.relation, step.rhs, domains, approach=step.approach, reading=reading)
        found.append(decide(claim, screen([claim])[0]))
    return max(found, key=lambda evidence: evidence.verdict.rank)


@pytest.mark.parametrize("words", TRUE)
def test_what_is_true_is_proved(words):
    assert last_evidence(TRUE[words]).verdict.value == "proved"


@pytest.mark.parametrize("words", FALSE)
def test_what_is_false_is_refuted(words):
    assert last_evidence(FALSE[words]).verdict.value == "refuted"


def test_the_witness_is_shown_with_both_sides():
    found = last_evidence(TRUE["the root of a square is not the number"])
    assert (dict(found.witness)["x"], found.lhs, found.rhs) == ("-1", "1", "-1")


def test_evidence_survives_json():
    found = last_evidence(TRUE["the root of a square is not the number"])
    assert from_json(json.loads(json.dumps(found.as_json()))) == found


def test_in_the_complex_plane():
    domains = {z: COMPLEX}
    assert last_evidence(not_always(sqrt(z**2), equals(z)), domains, Reading.COMPLEX).verdict.value == "proved"
    assert last_evidence(not_always(exp(I * pi) + z, equals(z - 1)), domains, Reading.COMPLEX).verdict.value == "refuted"


def test_agreement_alone_denies_nothing():
    domains = {x: REAL}
    near = not_always(sin(x) / x - sin(x) / x, equals(Integer(0)))
    assert last_evidence(near, domains).verdict.value != "proved"


@derivation(source="any textbook")
def roots(x: Real):
    """The root of a square is not always the number."""
    return not_always(sqrt(x**2), equals(x), by="the root is never negative")


def test_every_face_shows_the_witness():
    report = roots.check()
    assert report.ok
    text = StringIO()
    Console(file=text, width=100).print(report)
    assert "at x = -1" in text.getvalue()
    (step,) = json_data(report)["derivations"][0]["calculations"][0]["steps"]
    assert (step["relation"], step["rhs"], step["local"]["witness"]) == ("not always", "= x", {"x": "-1"})
    (page,) = report.derivations
    assert derivation_from_data(derivation_as_data(page)) == page


def test_bulk_verification_passes_over_it():
    assert roots.verify(samples=100).steps[0].note


@pytest.mark.parametrize(
    ("write", "says"),
    [
        (lambda: not_always(x), "one line"),
        (lambda: not_always(calc(x, equals(x), equals(x))), "one line"),
        (lambda: not_always(not_always(x, equals(y))), "no line such as"),
        (lambda: exists(x), "equation or inequality"),
        (lambda: exists(Eq(x, y), at={x: x + 1}), "must not depend on x"),
        (lambda: exists(Eq(x, y), at=3), "mapping"),
    ],
)
def test_an_authors_mistake_says_what_to_do(write, says):
    with pytest.raises(AuthoringError, match=says):
        write()
