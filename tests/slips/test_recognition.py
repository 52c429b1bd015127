"""Exact constants behind floats, what is missing, and what a difference looks like."""

import numpy as np
import pytest
from sympy import I, Rational, Symbol, cos, exp, log, pi, sin, sqrt

from derive.calculation import Relation
from derive.claim import Claim
from derive.domains import POSITIVE, REAL
from derive.slips.ground import ground
from derive.slips.missing import missing
from derive.slips.recognition import constant, monomials, steady
from derive.slips.residual import described
from derive.slips.values import agree, evaluator, points_of

X, Y = Symbol("x", positive=True), Symbol("y", positive=True)

CONSTANTS = [Rational(1, 2), log(Rational(4, 3)) / 4, log(7) / 3, Rational(-3, 7), 2 * pi, 1 / sqrt(2 * pi), log(2), -log(3) / 2, pi**2 / 6, 3 * I, sqrt(3)]


@pytest.mark.parametrize("number", CONSTANTS, ids=str)
def test_constants_are_recognised(number):
    assert (constant(complex(number)) - number).simplify() == 0


@pytest.mark.parametrize("value", [0.0, float("nan"), float("inf"), 0.3183, 1.2345678e-7, 2 + 3.3j], ids=str)
def test_what_looks_like_nothing_is_none(value):
    assert constant(value) is None


def test_steady_values():
    assert steady(np.array([2.0, 2.0, np.nan])) == 2
    assert steady(np.array([2.0, 2.1])) is None
    assert steady(np.array([np.nan])) is None


def test_monomials_hold_squares_and_reciprocals():
    assert {X, 1 / X, X**2, X**-2, X * Y, X / Y} <= set(monomials([X, Y]))


@pytest.mark.parametrize(
    ("right", "wrong", "words"),
    [
        pytest.param(X * exp(Y), exp(Y), "the factor x is missing", id="a factor"),
        pytest.param(exp(X) + log(2), exp(X), "the term log(2) is missing", id="a constant"),
        pytest.param(exp(X / (2 * Y**2)), exp(X / 2), "the factor y**(-2) is missing", id="in an exponent"),
        pytest.param(log(3 * X + Y), log(X + Y), "the factor 3 is missing", id="in a logarithm"),
        pytest.param(sin(X) * cos(Y) + Y, sin(X) * cos(Y), "the term y is missing", id="a variable"),
        pytest.param((X + 2 * Y) ** 3, (X + Y) ** 3, "the factor 2 is missing", id="below a power"),
    ],
)
def test_what_is_missing_is_found_backwards(right, wrong, words):
    claim = Claim(right, Relation.EQUAL, wrong, {X: POSITIVE, Y: POSITIVE})
    value = evaluator(claim, points_of(claim))
    found = sorted(missing(wrong, right, value(right), value, (X, Y)), key=lambda one: one.size)
    assert words in [one.words for one in found]
    assert agree(value(right), value(next(one for one in found if one.words == words).line))


def test_the_other_side_is_never_what_is_missing():
    claim = Claim(sin(X) + 7 * log(X + 3), Relation.EQUAL, X**5, {X: POSITIVE})
    value = evaluator(claim, points_of(claim))
    assert not [one for one in missing(claim.rhs, claim.lhs, value(claim.lhs), value, (X,)) if claim.lhs in (one.line,)]


@pytest.mark.parametrize(
    ("lhs", "rhs", "words"),
    [
        pytest.param(exp(X) + 5, exp(X), "5 more than the right", id="constant"),
        pytest.param(3 * exp(X) * Y, exp(X) * Y, "3 times the right", id="proportional"),
        pytest.param(Y + sin(X) ** 2, Y + log(X + 2), "depends on x only", id="one variable"),
        pytest.param(Y**X * X, Y**X * X + (X - 1) * sin(X * Y), "where x = 1", id="zeros"),
    ],
)
def test_differences_in_words(lhs, rhs, words):
    claim = Claim(lhs, Relation.EQUAL, rhs, {X: REAL if X.is_real is None else POSITIVE, Y: POSITIVE})
    assert words in str(described(claim, ground(claim)))


def test_noise_of_large_terms_is_no_difference():
    assert agree(np.array([1e-6, -1e-6]), np.array([0.0, 0.0]), np.array([1e9, 1e9]))
    assert not agree(np.array([1e-6, -1e-6]), np.array([0.0, 0.0]))
