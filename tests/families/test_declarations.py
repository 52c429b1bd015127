"""How families are declared, and what is said of declarations and indices that make no sense."""

from typing import Annotated, Any

import pytest
from sympy import Abs, Rational, Sum, symbols

from derive import (
    AuthoringError,
    Complex,
    Family,
    Matrix,
    PositiveFamily,
    Size,
    SmoothFamily,
    calc,
    derivation,
    equals,
    interval,
)
from derive.abstract.families import family_in
from derive.evidence import Verdict
from derive.prove.families.prover import prove_by_logarithms, prove_over_families, prove_termwise

i = symbols("i", integer=True, positive=True)

WRONG = {
    "an index too many": (lambda mu, f, D: mu[i, i], "mu has 1 index, but 2 were given"),
    "an index below the first": (lambda mu, f, D: mu[0], "no entry 0"),
    "an index behind the last": (lambda mu, f, D: mu[D + 1], "no entry D + 1"),
    "a fraction as an index": (lambda mu, f, D: mu[Rational(1, 2)], "no whole number"),
    "a float as an index": (lambda mu, f, D: mu[0.5], "float"),
    "a family of functions without an index": (lambda mu, f, D: f(mu[1]), "write f[i](x)"),
    "two indices for one function": (lambda mu, f, D: f[1][2](mu[1]), "one function, not a family"),
    "an index of a function that is not there": (lambda mu, f, D: f[0](mu[1]), "no entry 0"),
}


@pytest.mark.parametrize("case", WRONG, ids=list(WRONG))
def test_an_authors_mistake_is_explained(case):
    body, words = WRONG[case]

    @derivation(source="tests", shapes={"mu": "D", "f": "D"})
    def page(mu: Family, f: SmoothFamily, D: Size):
        """A page with a mistake."""
        return calc(mu[1] + body(mu, f, D), equals(0))

    with pytest.raises(AuthoringError) as caught:
        page.check()
    assert words in str(caught.value)


def test_a_family_runs_over_nothing_by_itself():
    with pytest.raises(TypeError, match=r"write mu\[i\]"):
        sum(Family.__metadata__[0].argument(symbols("mu", real=True)))


SHAPES = {
    "no shape at all": ({}, "the family mu needs its indices"),
    "an unknown size": ({"mu": "n"}, "declare it in the signature"),
    "a bound that is none": ({"mu": "D*2"}, "is no size"),
}


@pytest.mark.parametrize("case", SHAPES, ids=list(SHAPES))
def test_a_shape_that_makes_no_sense(case):
    shapes, words = SHAPES[case]

    @derivation(source="tests", shapes=shapes)
    def page(mu: Family, D: Size):
        """A page with a mistake."""
        return calc(mu[D], equals(0))

    with pytest.raises(AuthoringError) as caught:
        page.check()
    assert words in str(caught.value)


def test_verdicts_do_not_depend_on_names():
    @derivation(source="tests", shapes={"mu": "D"})
    def page(mu: PositiveFamily, D: Size):
        """A false line."""
        return calc(Sum(mu[i], (i, 1, D)), equals(mu[1]))

    @derivation(source="tests", shapes={"weights": "n"})
    def renamed(weights: PositiveFamily, n: Size):
        """The same line."""
        return calc(Sum(weights[i], (i, 1, n)), equals(weights[1]))

    first, second = (next(iter(next(iter(p.check().derivations)).steps)).local for p in (page, renamed))
    assert first.verdict is Verdict.REFUTED
    assert [value for _, value in first.witness] == [value for _, value in second.witness]
    assert [name for name, _ in second.witness] == ["n", "weights"]


def test_entries_lie_in_their_domain():
    Weights = Annotated[Any, family_in(interval(2, 3))]

    @derivation(source="tests", shapes={"mu": "D"})
    def page(mu: Weights, D: Size):
        """A sum of numbers from 2 to 3."""
        total = Sum(mu[i], (i, 1, D))
        return calc(total - 2 * D, equals(Sum(mu[i] - 2, (i, 1, D))))

    assert page.check().ok


def test_no_letter_stands_for_a_matrix():
    @derivation(source="tests", shapes={"A": "n, n", "B": "n, n"})
    def page(A: Matrix, B: Matrix, n: Size):
        """Matrices do not commute, whatever number stands before them."""
        return calc(Sum(i, (i, 1, n)) * A * B, equals(Sum(i, (i, 1, n)) * B * A))

    (head,) = page.page.calculations
    claim = page.claim(head.head, head.steps[0].relation, head.steps[0].rhs)
    assert [prover(claim) for prover in (prove_over_families, prove_termwise, prove_by_logarithms)] == [None] * 3


def test_numbers_that_may_be_complex_are_left_to_others():
    @derivation(source="tests", shapes={"mu": "n"})
    def page(mu: Family, z: Complex, n: Size):
        """A square is no squared absolute value."""
        return calc(Abs(Sum(z * mu[i], (i, 1, n))) ** 2, equals(Sum(z * mu[i], (i, 1, n)) ** 2))

    (head,) = page.page.calculations
    assert prove_over_families(page.claim(head.head, head.steps[0].relation, head.steps[0].rhs)) is None
