"""Every statement of the tables gets its verdict."""

import pytest

from derive.abstract.deciding import decide_abstract
from derive.evidence import Verdict
from tests.densities import optima, pitfalls, sampling, supports, table, weakened
from tests.densities.statements import claims_of

TABLES = (table, sampling, supports, optima, pitfalls, weakened)
TRUE = {words: statement for entries in TABLES for words, statement in entries.TRUE.items()}
FALSE = {words: statement for entries in TABLES for words, statement in entries.FALSE.items()}

WITNESS = 200
"""Characters that fit on two lines."""


COSTLY = {
    "Pinsker's inequality under the root", "a coin is the optimal discriminator", "a map with an average inside",
    "information by the second derivative", "information is at most log 2 times one half",
    "one more draw is at least as good", "the critic of least squares without normalising",
    "the gradient of a divergence is that of the cross-entropy", "the mean instead of the conditional mean",
    "the log ratio in the bound of Donsker and Varadhan", "the log ratio in the linear bound",
    "the mean of k draws", "three draws are at least as good as two", "total variation by Hellinger",
    "total variation by chi-square", "Jensen-Shannon is at most one half", "the triangle inequality of total variation",
    "k draws are at least as good as one", "the optimal discriminator for unequal classes",
    "divergence is convex in the pair", "a critic is worth half the distance", "Cauchy-Schwarz without the root",
    "Jensen-Shannon is positive, whatever the densities", "the conditional mean", "two draws stay below the evidence",
    "the modulus of what is never positive", "a root of what is never positive has a value at 0 only",
    "Pinsker's inequality with room", "Pinsker's inequality with the fourth root",
    "a divergence exceeds its logarithm", "an event against the reciprocal of a distance",
    "no discriminator does better than half a loss", "no discriminator does better than the logarithms of means",
    "no discriminator does better than the best with a part of the loss",
    "no critic of least squares does better than the best", "a divergence exceeds its square",
    "a divergence is below its reciprocal", "a critic of least squares against the constant one",
}  # fmt: skip
"""Statements that take more than a tenth of a second."""


def cases(statements):
    """The names of statements; those that take long are marked."""
    return [pytest.param(words, marks=[pytest.mark.slow] if words in COSTLY else []) for words in statements]


@pytest.mark.parametrize("words", cases(TRUE))
def test_a_true_statement_is_proved(words):
    wanted = Verdict.SUPPORTED if words in pitfalls.UNPROVED else Verdict.PROVED
    assert {decide_abstract(claim).verdict for claim in claims_of(TRUE[words])} == {wanted}


@pytest.mark.parametrize("words", cases(FALSE))
def test_a_false_statement_is_refuted(words):
    evidence = decide_abstract(claims_of(FALSE[words])[-1])
    assert evidence.verdict is Verdict.REFUTED
    assert sum(len(name) + len(value) for name, value in evidence.witness) < WITNESS


@pytest.mark.parametrize("words", pitfalls.NOT_PROVED)
def test_a_false_statement_without_finite_example_is_not_proved(words):
    (claim,) = claims_of(pitfalls.NOT_PROVED[words])
    assert decide_abstract(claim).verdict not in (Verdict.PROVED, Verdict.REFUTED)


def test_costly_statements_are_in_a_table():
    assert not COSTLY - TRUE.keys() - FALSE.keys()


def test_no_statement_stands_in_two_tables():
    assert len(TRUE) + len(FALSE) == sum(len(entries.TRUE) + len(entries.FALSE) for entries in TABLES)
