"""Bad parameters, expectations that do not exist, and laws that come from laws."""

import pytest
from sympy import Eq, Matrix, Piecewise, Rational, Symbol, exp, log, oo, simplify

from derive.calculation import Relation
from derive.claim import Claim
from derive.domains import POSITIVE, REAL
from derive.engine import decide, screen
from derive.errors import AuthoringError
from derive.evidence import Counterexample, Proof
from derive.terms import (
    affine,
    bernoulli,
    beta,
    binomial,
    categorical,
    conditional,
    covariance,
    density,
    dirichlet,
    entropy,
    expectation,
    exponential,
    f_divergence,
    gamma,
    geometric,
    independent,
    jsd,
    kl,
    laplace,
    lognormal,
    marginal,
    mean,
    mixture,
    multivariate_normal,
    normal,
    point_mass,
    poisson,
    probability,
    student_t,
    uniform,
    variance,
)

half = Rational(1, 2)
t, r = REAL.symbol("t"), POSITIVE.symbol("r")
STANDARD = multivariate_normal(mean=[0, 0], covariance=1)

BAD = {
    "a negative rate": (lambda: exponential(rate=-1), "the rate of an exponential law must be positive, not -1"),
    "rate and scale": (lambda: gamma(shape=1, rate=1, scale=1), "either rate= or scale="),
    "an empty interval": (lambda: uniform(low=2, high=1), "high - low of a uniform law must be positive, not -1"),
    "a scale of 0": (lambda: laplace(mean=0, scale=0), "must be positive, not 0"),
    "a negative alpha": (lambda: beta(alpha=-1, beta=1), "alpha of a beta law must be positive"),
    "a deviation of 0": (lambda: lognormal(mean=0, std=0), "must be positive, not 0"),
    "degrees of 0": (lambda: student_t(degrees=0), "the degrees of freedom must be positive"),
    "a float": (lambda: poisson(rate=0.5), "float"),
    "a probability above 1": (lambda: bernoulli(probability=Rational(3, 2)), "must be nonnegative, not -1/2"),
    "weights that do not sum to 1": (lambda: categorical([half, half, half]), "must sum to 1, not to 3/2"),
    "a negative weight": (lambda: categorical([-half, 3 * half]), "must be nonnegative, not -1/2"),
    "half a trial": (lambda: binomial(trials=half, probability=half), "must be a whole number"),
    "success that never comes": (lambda: geometric(probability=0), "must be positive, not 0"),
    "a mixture of vectors": (lambda: mixture([(1, STANDARD)]), "a law on the line"),
    "a mixture that leaves something out": (lambda: mixture([(half, point_mass(0))]), "must sum to 1, not to 1/2"),
    "a covariance that is not positive definite": (
        lambda: multivariate_normal(mean=[0, 0], covariance=Matrix([[1, 2], [2, 1]])), "must be positive definite"),
    "a covariance that is not symmetric": (
        lambda: multivariate_normal(mean=[0, 0], covariance=Matrix([[1, 1], [0, 1]])), "must be symmetric"),
    "a covariance of another size": (
        lambda: multivariate_normal(mean=[0, 0], covariance=Matrix([[1]])), "must be 2 x 2, not 1 x 1"),
    "one parameter of a Dirichlet law": (lambda: dirichlet([1]), "two parameters or more"),
    "an entry that is not there": (lambda: marginal(STANDARD, 2), "has no entry 2"),
    "nothing left": (lambda: conditional(STANDARD, given={0: 0, 1: 0}), "nothing is left"),
    "a matrix that does not fit": (lambda: affine(STANDARD, Matrix([[1]]), [0]), "does not fit a vector of size 2"),
    "a marginal of a mixture": (lambda: marginal(point_mass(0), 0), "only those of jointly normal vectors"),
    "KL of a discrete law and one with a density": (
        lambda: kl(poisson(rate=1), normal(mean=0, std=1)), "no common base measure"),
    "JSD of vectors of different sizes": (
        lambda: jsd(STANDARD, normal(mean=0, std=1)), "a law of 2 numbers"),
    "D_f of a law that q does not reach": (
        lambda: f_divergence(log, uniform(low=0, high=2), uniform(low=0, high=1)), "needs q > 0 wherever p is"),
    "a function of too many variables": (
        lambda: expectation(STANDARD, lambda x, y, z: x), "takes a function of 2 variables, but found one of 3"),
    "an event that is none": (lambda: probability(exponential(rate=1), lambda x: x + 1), "takes a law and a condition"),
    "a mean of a number": (lambda: mean(3), "expected a distribution"),
    "one function of a covariance": (lambda: covariance(STANDARD, lambda x: x[0]), "takes two functions"),
    "an atom has no density": (
        lambda: mixture([(half, point_mass(0)), (half, normal(mean=0, std=1))]).density(0), "no density"),
}  # fmt: skip


@pytest.mark.parametrize("case", BAD)
def test_an_authors_mistake_is_explained(case):
    make, words = BAD[case]
    with pytest.raises(AuthoringError) as caught:
        make()
    assert words in str(caught.value)


WITHOUT_VALUE = {
    "the mean of a Cauchy law": (mean(student_t(degrees=1)), 0),
    "the variance with 2 degrees": (variance(student_t(degrees=2)), 2),
    "KL where q does not reach": (kl(uniform(low=0, high=3), uniform(low=0, high=2)), log(Rational(2, 3))),
    "KL where an outcome of p is none of q": (kl(categorical([half, half]), categorical([1, 0])), log(2)),
    "1/x under an exponential law": (expectation(exponential(rate=1), lambda x: 1 / x), 1),
    "exp(x) at the edge of its transform": (expectation(exponential(rate=1), lambda x: exp(x)), 1),
    "2^k under a geometric law with p = 1/2": (expectation(geometric(probability=half), lambda k: 2**k), 1),
}


@pytest.mark.parametrize("case", WITHOUT_VALUE)
def test_what_does_not_exist_is_neither_proved_nor_refuted(case):
    left, right = WITHOUT_VALUE[case]
    claim = Claim(left, Relation.EQUAL, Rational(0) + right, {})
    assert not isinstance(decide(claim, screen([claim])[0]), Proof | Counterexample)


def test_a_transform_is_proved_where_it_exists_only():
    left, right = expectation(exponential(rate=r), lambda x: exp(t * x)), r / (r - t)
    domains = {t: REAL, r: POSITIVE}
    anywhere = Claim(left, Relation.EQUAL, right, domains)
    inside = Claim(left, Relation.EQUAL, right, domains, (t < r,))
    assert not isinstance(decide(anywhere, screen([anywhere])[0]), Proof)
    assert isinstance(decide(inside, screen([inside])[0]), Proof)


def test_the_case_outside_the_support_is_written_out_where_it_can_occur():
    x = Symbol("x", real=True)
    assert density(exponential(rate=2), x).subs(x, -1) == 0
    assert density(uniform(low=0, high=2), x).subs(x, 3) == 0
    assert density(poisson(rate=1), Rational(0)) == exp(-1)
    assert not expectation(beta(alpha=2, beta=1), lambda x: density(beta(alpha=2, beta=1), x)).has(Eq)
    assert str(entropy(uniform(low=0, high=r)).definition().args[1].integrand) == "log(1/r)"


def test_laws_of_parts_and_images_of_jointly_normal_vectors():
    law = multivariate_normal(mean=[1, 2, 3], covariance=Matrix([[2, 1, 0], [1, 3, 1], [0, 1, 4]]))
    assert marginal(law, [0, 2]) == multivariate_normal(mean=[1, 3], covariance=[2, 4])
    assert marginal(law, 1) == normal(mean=2, variance=3)
    assert conditional(law, given={2: 3}) == multivariate_normal(
        mean=[1, 2], covariance=Matrix([[2, 1], [1, Rational(11, 4)]])
    )
    assert affine(law, Matrix([[1, 1, 1]]), [-6]) == normal(mean=0, variance=13)
    assert affine(normal(mean=t, std=r), 2, 1) == normal(mean=2 * t + 1, std=2 * r)


def test_conditionals_are_quotients_of_densities():
    x, y = Symbol("x", real=True), Symbol("y", real=True)
    law = multivariate_normal(mean=[1, 2], covariance=Matrix([[2, 1], [1, 3]]))
    quotient = law.density([x, y]) / marginal(law, 1).density(y)
    given = conditional(law, given={1: y}).density(x)
    assert simplify(log(quotient / given).expand(force=True).subs({x: half, y: 3})) == 0


def test_independent_components_keep_their_supports():
    pair = independent(exponential(rate=1), poisson(rate=2))
    line = expectation(pair, lambda x, k: x * k)
    assert line.variables[0].is_positive
    assert line.variables[1].is_integer


def test_nested_vectors_are_not_confused():
    inner = lambda x: expectation(multivariate_normal(mean=[x, 0], covariance=1), lambda u, v: u * v + u)  # noqa: E731
    claim = Claim(expectation(normal(mean=3, std=1), inner), Relation.EQUAL, Rational(3), {})
    assert isinstance(decide(claim, screen([claim])[0]), Proof)


def test_a_divergence_inside_of_an_average_is_not_captured():
    line = expectation(normal(mean=0, std=1), lambda x: kl(normal(mean=x, std=1), normal(mean=0, std=1)))
    claim = Claim(line, Relation.EQUAL, half, {})
    assert isinstance(decide(claim, screen([claim])[0]), Proof)


def test_events_without_surprise():
    assert probability(exponential(rate=1), lambda x: x > -1) == 1
    assert probability(poisson(rate=1), lambda k: k < oo) == 1


def test_events_inside_of_averages_and_of_events_are_not_captured():
    same = exponential(rate=r)
    line = expectation(same, lambda x: probability(same, lambda x, y=x: x > y))
    claim = Claim(line, Relation.EQUAL, half, {r: POSITIVE})
    assert isinstance(decide(claim, screen([claim])[0]), Proof)
    nested = probability(same, lambda x: probability(same, lambda y: y > x) > half)
    assert nested.condition.free_symbols >= {nested.variable}
    assert len(nested.condition.lhs.bound_symbols) == 1
    assert nested.variable not in nested.condition.lhs.bound_symbols


def test_an_atom_at_the_end_of_an_interval_counts():
    law = mixture([(half, poisson(rate=1)), (half, exponential(rate=1))])
    at_zero = expectation(law, lambda x: Piecewise((1, x > 0), (0, True)))
    value = half * (1 - exp(-1)) + half
    claim, slip = (Claim(at_zero, Relation.EQUAL, right, {}) for right in (value, Rational(1)))
    assert not isinstance(decide(claim, screen([claim])[0]), Counterexample)
    assert not isinstance(decide(slip, screen([slip])[0]), Proof)
