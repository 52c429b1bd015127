"""Rules by name: a step that can be one of the rule is decided as ever, another one is the author's mistake."""

import pytest
from sympy import log

from derive import (
    AuthoringError,
    Density,
    Function,
    PositiveFunction,
    assumed,
    at_least,
    at_most,
    calc,
    derivation,
    equals,
)
from derive.abstract.premises import dominated
from derive.abstract.supports import are_independent
from derive.evidence import Verdict
from derive.prove.measures.rules import FORMS
from derive.rules import NAMES, rule
from derive.terms import expectation, kl, total_variation, variance


def verdicts(page):
    (report,) = page.check().derivations
    return [step.local.verdict for calculation in report.calculations for step in calculation.steps]


FITTING = {
    "Jensen": lambda p, q, f, h: calc(log(expectation(p, h)), at_least(expectation(p, lambda x: log(h(x))), by=rule("Jensen"))),
    "Gibbs": lambda p, q, f, h: calc(kl(p, q), at_least(0, by=rule("Gibbs"))),
    "Pinsker": lambda p, q, f, h: calc(kl(p, q), at_least(2 * total_variation(p, q) ** 2, by=rule("Pinsker"))),
    "linearity": lambda p, q, f, h: calc(
        expectation(p, lambda x: 2 * f(x)), equals(2 * expectation(p, f), by=rule("linearity"))),
    "Cauchy-Schwarz": lambda p, q, f, h: calc(variance(p, f), at_least(0, by=rule("Cauchy-Schwarz"))),
    "change of measure": lambda p, q, f, h: calc(
        expectation(q, lambda x: f(x) * p(x) / q(x)), equals(expectation(p, f), by=rule("change of measure"))),
}  # fmt: skip


@pytest.mark.parametrize("name", FITTING)
def test_a_step_by_a_rule_is_decided(name):
    @derivation(source="a lecture")
    def page(p: Density, q: Density, f: Function, h: PositiveFunction):
        """A step by a rule."""
        return FITTING[name](p, q, f, h)

    assert verdicts(page) == [Verdict.PROVED]


STRAYING = {
    "Jensen for a linear step": lambda p, f: equals(expectation(p, f), by=rule("Jensen")),
    "Pinsker without a divergence": lambda p, f: at_most(expectation(p, f), by=rule("Pinsker")),
    "Gibbs without a logarithm": lambda p, f: at_most(expectation(p, f), by=rule("Gibbs")),
    "a score without a derivative": lambda p, f: equals(expectation(p, f), by=rule("score function")),
}


@pytest.mark.parametrize("case", STRAYING)
def test_a_rule_that_does_not_fit_is_refused(case):
    @derivation(source="a lecture")
    def page(p: Density, f: Function):
        """A step by a rule of another kind."""
        return calc(expectation(p, lambda x: f(x)), STRAYING[case](p, f))

    with pytest.raises(AuthoringError, match="does not fit the step"):
        page.check()


def test_every_name_has_a_form():
    assert set(NAMES) == set(FORMS)


def test_an_unknown_name_is_refused():
    with pytest.raises(AuthoringError, match="no rule is called"):
        rule("Jenson")


def test_a_premise_may_be_assumed():
    @derivation(source="a lecture", spaces={"p": "x, z"})
    def page(p: Density, f: Function):
        """Independence, taken for granted."""
        average = expectation(p, lambda x, z: f(x) * f(z))
        split = expectation(p.marginal("x"), f) * expectation(p.marginal("z"), f)
        return assumed(are_independent(p)), calc(average, equals(split))

    assert verdicts(page) == [Verdict.PROVED]


@pytest.mark.slow
def test_a_derivative_needs_its_premise():
    from derive import Real

    def statement(m, theta, f):
        from sympy import Derivative

        law = m.given(theta)
        score = expectation(law, lambda x: f(x) * Derivative(log(law(x)), theta))
        return calc(Derivative(expectation(law, f), theta), equals(score))

    @derivation(source="a lecture", spaces={"m": "x | theta"})
    def without(m: Density, theta: Real, f: Function):
        """The score-function identity, without its hypothesis."""
        return statement(m, theta, f)

    @derivation(
        source="a lecture", spaces={"m": "x | theta"},
        where=lambda m, theta, f: dominated(expectation(m.given(theta), f), theta),
    )
    def with_premise(m: Density, theta: Real, f: Function):
        """The score-function identity."""
        return statement(m, theta, f)

    assert verdicts(without) == [Verdict.SUPPORTED]
    assert verdicts(with_premise) == [Verdict.PROVED]
