"""Pages whose variables are no numbers: how they are declared, and what is said of declarations that make no sense."""

import pytest
from sympy import log

from derive import AuthoringError, Density, Function, Point, Real, UnitFunction, calc, derivation, equals
from derive.evidence import Counterexample, Verdict
from derive.terms import expectation, kl


def steps(page):
    (report,) = page.check().derivations
    return [step for calculation in report.calculations for step in calculation.steps]


@derivation(source="a lecture")
def divergence_is_not_symmetric(p: Density, q: Density):
    """KL(p || q) = KL(q || p), which is false."""
    return calc(kl(p, q), equals(kl(q, p)))


def test_a_false_step_is_refuted_by_distributions_that_a_person_would_write():
    (step,) = steps(divergence_is_not_symmetric)
    assert isinstance(step.local, Counterexample)
    names = dict(step.local.witness)
    assert set(names) == {"p", "q"}
    weights = [[float(eval(weight)) for weight in names[name].strip("()").split(",")] for name in ("p", "q")]
    assert [sum(row) for row in weights] == pytest.approx([1, 1])


def test_verdicts_do_not_depend_on_names():
    @derivation(source="a lecture")
    def renamed(alpha: Density, beta: Density):
        """KL(alpha || beta) = KL(beta || alpha), which is false."""
        return calc(kl(alpha, beta), equals(kl(beta, alpha)))

    (before,), (after,) = steps(divergence_is_not_symmetric), steps(renamed)
    assert [value for _, value in before.local.witness] == [value for _, value in after.local.witness]
    assert [name for name, _ in after.local.witness] == ["alpha", "beta"]


def test_numbers_and_densities_share_a_page():
    @derivation(source="a lecture")
    def scaled(p: Density, a: Real):
        """A factor comes out of an expectation; it does not become its square."""
        return calc(expectation(p, lambda x: a * x), equals(a**2 * expectation(p, lambda x: x)))

    (step,) = steps(scaled)
    assert step.local.verdict is Verdict.REFUTED
    assert dict(step.local.witness).keys() == {"p", "a"}


def test_a_joint_density_has_marginals_and_conditionals():
    @derivation(source="a lecture", spaces={"p": "x, z"})
    def bayes_without_the_prior(p: Density, x: Point, z: Point):
        """p(z | x) = p(x | z), which forgets the prior."""
        return calc(p.given(x=x)(z), equals(p.given(z=z)(x)))

    (step,) = steps(bayes_without_the_prior)
    assert step.local.verdict is Verdict.REFUTED


WRONG = {
    "a conditional density without its condition": ({"q": "z | x"}, lambda q, f: q("z"), "write q.given(x=...)"),
    "a density at too many points": ({"q": "z"}, lambda q, f: q(1, 2), "2 points were given"),
    "conditioned at a name it does not have": ({"q": "z"}, lambda q, f: q.given(y=1), "has no y"),
    "nothing left to be a law of": ({"q": "z"}, lambda q, f: q.given(z=1), "nothing is left"),
    "a marginal that is none": ({"q": "x, z"}, lambda q, f: q.marginal("y"), "has no y"),
    "spaces of a stranger": ({"r": "z"}, lambda q, f: q(1), "speaks of 'r'"),
    "spaces without a name": ({"q": "| x"}, lambda q, f: q(1), "must read like"),
    "a function of nothing": ({"q": "z"}, lambda q, f: f(), "write f(x)"),
}


@pytest.mark.parametrize("case", WRONG, ids=list(WRONG))
def test_an_authors_mistake_is_explained(case):
    spaces, body, words = WRONG[case]

    @derivation(source="a lecture", spaces=spaces)
    def page(q: Density, f: Function):
        """A page with a mistake."""
        return calc(log(2) + body(q, f), equals(0))

    with pytest.raises(AuthoringError) as caught:
        page.check()
    assert words in str(caught.value)


def test_a_variable_without_a_domain_is_refused():
    @derivation(source="a lecture")
    def page(p: Density, D: UnitFunction, x):
        """x is anybody's guess."""
        return calc(D(x), equals(1))

    with pytest.raises(AuthoringError, match="the variable x needs a domain"):
        page.check()


def test_nothing_is_proved_from_a_contradiction():
    @derivation(source="a lecture", where=lambda a, b: (a < b, b < a))
    def page(p: Density, a: Real, b: Real):
        """There are no such a and b."""
        return calc(expectation(p, lambda x: a * x + b), equals(a * expectation(p, lambda x: x) + b))

    (step,) = steps(page)
    assert step.local.verdict is Verdict.UNDECIDED
    assert step.local.reason.startswith("no point satisfies")
