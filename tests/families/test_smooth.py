"""Smooth functions: the chain rule for all of them, derivatives under expectations where the page allows it."""

import pytest
from sympy import Abs, Derivative, Subs, cos, exp, log, sin, sqrt

from derive import AuthoringError, Real, SmoothFunction, calc, derivation, dominated, equals
from derive.evidence import Counterexample, Proof, Verdict
from derive.terms import expectation, kl, normal, sigmoid
from tests.families.stages import averages, decided, gaussian_loss, generator_loss, proof_of, smooth

STANDARD = normal(mean=0, std=1)


def standard(integrand):
    return expectation(STANDARD, integrand)


def slope_of_generator_loss(v, z):
    return sigmoid(v.h(v.G(v.theta, z))) * v.h.prime(v.G(v.theta, z)) * v.G.partial(1)(v.theta, z)


TRUE = {
    "the product rule": (smooth, lambda v: (
        Derivative(v.s(v.x) * v.h(v.x), v.x), equals(v.s.prime(v.x) * v.h(v.x) + v.s(v.x) * v.h.prime(v.x)))),
    "the quotient rule": (smooth, lambda v: (
        Derivative(v.s(v.x) / v.w(v.x), v.x),
        equals((v.s.prime(v.x) * v.w(v.x) - v.s(v.x) * v.w.prime(v.x)) / v.w(v.x)**2))),
    "the chain rule": (smooth, lambda v: (
        Derivative(v.s(v.h(v.x)), v.x), equals(v.s.prime(v.h(v.x)) * v.h.prime(v.x)))),
    "the chain rule through a polynomial": (smooth, lambda v: (
        Derivative(v.s((v.x + 1)**2), v.x), equals(2 * (v.x + 1) * v.s.prime(v.x**2 + 2 * v.x + 1)))),
    "the second derivative of a composition": (smooth, lambda v: (
        Derivative(v.s(v.h(v.x)), (v.x, 2)),
        equals(v.s.partial(1, 1)(v.h(v.x)) * v.h.prime(v.x)**2
               + v.s.prime(v.h(v.x)) * v.h.partial(1, 1)(v.x)))),
    "the derivative of a logarithm": (smooth, lambda v: (
        Derivative(log(v.w(v.x)), v.x), equals(v.w.prime(v.x) / v.w(v.x)))),
    "the derivative of an exponential": (smooth, lambda v: (
        Derivative(exp(v.s(v.x)), v.x), equals(v.s.prime(v.x) * exp(v.s(v.x))))),
    "the derivative of the sigmoid of a logit": (smooth, lambda v: (
        Derivative(sigmoid(v.h(v.x)), v.x),
        equals(sigmoid(v.h(v.x)) * (1 - sigmoid(v.h(v.x))) * v.h.prime(v.x)))),
    "a total derivative": (smooth, lambda v: (
        Derivative(v.G(v.x, v.s(v.x)), v.x),
        equals(v.G.partial(1)(v.x, v.s(v.x)) + v.G.partial(2)(v.x, v.s(v.x)) * v.s.prime(v.x)))),
    "mixed derivatives in either order": (smooth, lambda v: (
        Derivative(v.G(v.x, v.y), v.x, v.y), equals(Derivative(v.G(v.x, v.y), v.y, v.x)))),
    "a travelling wave solves the wave equation": (smooth, lambda v: (
        Derivative(v.s(v.x - v.y), (v.x, 2)), equals(Derivative(v.s(v.x - v.y), (v.y, 2))))),
    "the saturating loss of a generator": (smooth, lambda v: (
        Derivative(log(1 - sigmoid(v.h(v.G(v.theta, v.z)))), v.theta), equals(-slope_of_generator_loss(v, v.z)))),
    "the other loss of a generator": (smooth, lambda v: (
        Derivative(-log(sigmoid(v.h(v.G(v.theta, v.z)))), v.theta),
        equals(-(1 - sigmoid(v.h(v.G(v.theta, v.z)))) * v.h.prime(v.G(v.theta, v.z))
               * v.G.partial(1)(v.theta, v.z)))),
    "a derivative taken at a point": (smooth, lambda v: (
        Subs(Derivative(v.s(v.y)**2, v.y), v.y, v.x), equals(2 * v.s(v.x) * v.s.prime(v.x)))),
    "the pathwise gradient in the mean": (averages, lambda v: (
        Derivative(gaussian_loss(v.f, v.mu, v.sigma), v.mu),
        equals(standard(lambda e: v.f.prime(v.mu + v.sigma * e))))),
    "the pathwise gradient without epsilon": (averages, lambda v: (
        Derivative(gaussian_loss(v.f, v.mu, v.sigma), v.mu),
        equals(expectation(normal(mean=v.mu, std=v.sigma), lambda z: v.f.prime(z))))),
    "the pathwise gradient in the deviation": (averages, lambda v: (
        Derivative(gaussian_loss(v.f, v.mu, v.sigma), v.sigma),
        equals(standard(lambda e: e * v.f.prime(v.mu + v.sigma * e))))),
    "reparametrisation": (averages, lambda v: (
        gaussian_loss(v.f, v.mu, v.sigma), equals(standard(lambda e: v.f(v.mu + v.sigma * e))))),
    "a derivative in the mean at a fixed draw is 0": (averages, lambda v: (
        expectation(normal(mean=v.mu, std=v.sigma), lambda z: Derivative(v.f(z), v.mu)), equals(0))),
    "a substitution for the mean at a fixed draw": (averages, lambda v: (
        expectation(normal(mean=v.mu, std=v.sigma), lambda z: Subs(v.mu * v.f(z), v.mu, 1)),
        equals(expectation(normal(mean=v.mu, std=v.sigma), lambda z: v.f(z))))),
    "a shift and a scale in two steps": (averages, lambda v: (
        expectation(normal(mean=v.mu, std=v.sigma), lambda z: v.f(z + v.tau)),
        equals(expectation(normal(mean=v.mu + v.tau, std=v.sigma), lambda z: v.f(z))))),
    "expectations are linear": (averages, lambda v: (
        standard(lambda e: v.tau * v.f(e) + 2 * e**2 + 1), equals(v.tau * standard(lambda e: v.f(e)) + 3))),
    "the gradient of a generator under an abstract law": (averages, lambda v: (
        Derivative(generator_loss(v.p, v.h, v.G, v.theta), v.theta),
        equals(-expectation(v.p, lambda z: slope_of_generator_loss(v, z))))),
    "the gradient of a critic's score": (averages, lambda v: (
        Derivative(standard(lambda z: v.h(v.G(v.theta, z))), v.theta),
        equals(standard(lambda z: v.h.prime(v.G(v.theta, z)) * v.G.partial(1)(v.theta, z))))),
}  # fmt: skip

FALSE = {
    "the product of the derivatives": (smooth, lambda v: (
        Derivative(v.s(v.x) * v.h(v.x), v.x), equals(v.s.prime(v.x) * v.h.prime(v.x)))),
    "the quotient rule with the terms exchanged": (smooth, lambda v: (
        Derivative(v.s(v.x) / v.w(v.x), v.x),
        equals((v.s(v.x) * v.w.prime(v.x) - v.s.prime(v.x) * v.w(v.x)) / v.w(v.x)**2))),
    "the inner derivative is forgotten": (smooth, lambda v: (
        Derivative(v.s(v.h(v.x)), v.x), equals(v.s.prime(v.h(v.x))))),
    "the outer derivative at the wrong point": (smooth, lambda v: (
        Derivative(v.s(v.h(v.x)), v.x), equals(v.s.prime(v.x) * v.h.prime(v.x)))),
    "a second derivative without the inner curvature": (smooth, lambda v: (
        Derivative(v.s(v.h(v.x)), (v.x, 2)), equals(v.s.partial(1, 1)(v.h(v.x)) * v.h.prime(v.x)**2))),
    "the derivative of a logarithm without the quotient": (smooth, lambda v: (
        Derivative(log(v.w(v.x)), v.x), equals(1 / v.w(v.x)))),
    "the sigmoid's derivative without the logit's": (smooth, lambda v: (
        Derivative(sigmoid(v.h(v.x)), v.x), equals(sigmoid(v.h(v.x)) * (1 - sigmoid(v.h(v.x)))))),
    "a partial instead of the total derivative": (smooth, lambda v: (
        Derivative(v.G(v.x, v.s(v.x)), v.x), equals(v.G.partial(1)(v.x, v.s(v.x))))),
    "the order of arguments does not matter": (smooth, lambda v: (v.G(v.x, v.y), equals(v.G(v.y, v.x)))),
    "the saturating loss with the other sign": (smooth, lambda v: (
        Derivative(log(1 - sigmoid(v.h(v.G(v.theta, v.z)))), v.theta), equals(slope_of_generator_loss(v, v.z)))),
    "the saturating loss without the sigmoid": (smooth, lambda v: (
        Derivative(log(1 - sigmoid(v.h(v.G(v.theta, v.z)))), v.theta),
        equals(-v.h.prime(v.G(v.theta, v.z)) * v.G.partial(1)(v.theta, v.z)))),
    "every function is additive": (smooth, lambda v: (v.s(v.x + v.y), equals(v.s(v.x) + v.s(v.y)))),
    "every function is even": (smooth, lambda v: (v.s(-v.x), equals(v.s(v.x)))),
    "a value of sine at a sine": (smooth, lambda v: (v.s(sin(v.x)), equals(v.s(cos(v.x))))),
    "the naive gradient": (averages, lambda v: (
        Derivative(gaussian_loss(v.f, v.mu, v.sigma), v.mu), equals(standard(lambda e: v.f.prime(e))))),
    "the gradient in the deviation without epsilon": (averages, lambda v: (
        Derivative(gaussian_loss(v.f, v.mu, v.sigma), v.sigma),
        equals(standard(lambda e: v.f.prime(v.mu + v.sigma * e))))),
    "a logarithm under the average": (averages, lambda v: (
        gaussian_loss(v.f, v.mu, v.sigma), equals(standard(lambda e: log(-v.f(v.mu + v.sigma * e)))))),
    "a root under the average of a derivative": (averages, lambda v: (
        Derivative(gaussian_loss(v.f, v.mu, v.sigma), v.mu),
        equals(standard(lambda e: Derivative(sqrt(v.f(v.mu + v.sigma * e)), v.mu))))),
    "the average of a reciprocal": (averages, lambda v: (
        gaussian_loss(v.f, v.mu, v.sigma), equals(1 / standard(lambda e: 1 / v.f(v.mu + v.sigma * e))))),
    "a modulus under the average": (averages, lambda v: (
        gaussian_loss(v.f, v.mu, v.sigma), equals(standard(lambda e: Abs(v.f(v.mu + v.sigma * e)))))),
    "reparametrisation by the variance": (averages, lambda v: (
        gaussian_loss(v.f, v.mu, v.sigma), equals(standard(lambda e: v.f(v.mu + v.sigma**2 * e))))),
    "the function of the mean": (averages, lambda v: (gaussian_loss(v.f, v.mu, v.sigma), equals(v.f(v.mu)))),
    "the second moment is forgotten": (averages, lambda v: (
        standard(lambda e: v.tau * v.f(e) + 2 * e**2 + 1), equals(v.tau * standard(lambda e: v.f(e)) + 1))),
    "the critic's gradient without the chain": (averages, lambda v: (
        Derivative(standard(lambda z: v.h(v.G(v.theta, z))), v.theta),
        equals(standard(lambda z: v.h.prime(v.G(v.theta, z)))))),
}  # fmt: skip

UNSAID = {
    "an expectation of which the page says nothing": lambda v: (
        Derivative(standard(lambda z: v.f(v.tau * z)), v.tau), equals(standard(lambda z: z * v.f.prime(v.tau * z)))),
    "another variable than the page speaks of": lambda v: (
        Derivative(expectation(v.p, lambda z: v.f(v.theta * z)), v.theta),
        equals(expectation(v.p, lambda z: z * v.f.prime(v.theta * z)))),
}  # fmt: skip


@pytest.mark.parametrize("case", TRUE, ids=list(TRUE))
def test_what_holds_for_all_functions_is_proved(case):
    assert isinstance(decided(*TRUE[case]), Proof)


@pytest.mark.parametrize("case", FALSE, ids=list(FALSE))
def test_a_false_neighbour_falls_to_simple_functions(case):
    found = decided(*FALSE[case])
    assert isinstance(found, Counterexample)
    assert len(", ".join(f"{name} = {value}" for name, value in found.witness)) < 200


@pytest.mark.slow
@pytest.mark.parametrize("case", FALSE, ids=list(FALSE))
def test_no_prover_is_fooled(case):
    assert not isinstance(proof_of(*FALSE[case]), Proof)


CAPTURED = {
    "a derivative in the mean, taken at the moving draw": lambda v: (
        Derivative(gaussian_loss(v.f, v.mu, v.sigma), v.mu),
        equals(expectation(normal(mean=v.mu, std=v.sigma), lambda z: Derivative(v.f(z), v.mu)))),
    "a substitution for the mean, made in the law too": lambda v: (
        expectation(normal(mean=v.mu, std=v.sigma), lambda z: Subs(v.mu * v.f(z), v.mu, 1)),
        equals(expectation(normal(mean=1, std=v.sigma), lambda z: v.f(z)))),
}  # fmt: skip


@pytest.mark.parametrize("case", CAPTURED, ids=list(CAPTURED))
def test_parameters_of_the_law_are_not_captured(case):
    assert not isinstance(proof_of(averages, CAPTURED[case]), Proof)


@pytest.mark.parametrize("case", UNSAID, ids=list(UNSAID))
def test_a_derivative_goes_under_no_expectation_by_itself(case):
    assert decided(averages, UNSAID[case]).verdict is not Verdict.PROVED


def loss(s, x):
    return expectation(normal(mean=x, std=1), lambda z: s(z))


WRONG = {
    "a function of too many variables": (lambda s, x: s(x, x), 'shapes={"s": "2"} declares one of 2'),
    "a derivative in an argument that is not there": (lambda s, x: s.partial(2)(x), "no derivative in 2"),
    "one function as a family": (lambda s, x: s[1](x), "one function, not a family"),
    "a premise about no expectation": (lambda s, x: dominated(x, x), "takes an expectation and a variable"),
    "a premise about a divergence": (lambda s, x: dominated(kl(STANDARD, STANDARD), x), "takes an expectation"),
    "a float as an argument": (lambda s, x: s(0.5), "float"),
}


@pytest.mark.parametrize("case", WRONG, ids=list(WRONG))
def test_an_authors_mistake_is_explained(case):
    body, words = WRONG[case]

    @derivation(source="tests")
    def page(s: SmoothFunction, x: Real):
        """A page with a mistake."""
        return calc(x + body(s, x), equals(x))

    with pytest.raises(AuthoringError) as caught:
        page.check()
    assert words in str(caught.value)


def test_a_shape_that_is_no_number_of_variables():
    @derivation(source="tests", shapes={"s": "many"})
    def page(s: SmoothFunction, x: Real):
        """A page with a mistake."""
        return calc(s(x), equals(s(x)))

    with pytest.raises(AuthoringError, match="of how many variables s is a function"):
        page.check()
