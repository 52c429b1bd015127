"""Sums and products over families: what is proved for every size, and which neighbours fall."""

import pytest
from sympy import KroneckerDelta, Product, Rational, Sum, exp, log, pi, sqrt, symbols

from derive import above, at_least, at_most, equals
from derive.evidence import Counterexample, Proof, Verdict
from derive.terms import expectation, kl, normal
from tests.families.stages import decided, families, proof_of, split

i, j, k = symbols("i j k", integer=True, positive=True)


def total(term, D, first=1):
    return Sum(term, (i, first, D))


TRUE = {
    "a constant comes out": (families, lambda v: (total(v.c * v.mu[i], v.D), equals(v.c * total(v.mu[i], v.D)))),
    "the sum of 1 is the number of terms": (families, lambda v: (
        total(v.mu[i] - 1, v.D), equals(total(v.mu[i], v.D) - v.D))),
    "the product of a constant is its power": (families, lambda v: (
        Product(v.r * v.mu[i], (i, 1, v.D)), equals(v.r**v.D * Product(v.mu[i], (i, 1, v.D))))),
    "the name of an index does not matter": (families, lambda v: (
        total(v.mu[i], v.D), equals(Sum(v.mu[j], (j, 1, v.D))))),
    "a shifted index": (families, lambda v: (total(v.mu[i], v.D), equals(Sum(v.mu[i + 1], (i, 0, v.D - 1))))),
    "an index turned round": (families, lambda v: (total(v.mu[v.D + 1 - i], v.D), equals(total(v.mu[i], v.D)))),
    "a shifted index with weights": (families, lambda v: (
        total(i * v.mu[i], v.D), equals(Sum((j + 1) * v.mu[j + 1], (j, 0, v.D - 1))))),
    "weights turned round": (families, lambda v: (
        total(i * v.mu[v.D + 1 - i], v.D), equals((v.D + 1) * total(v.mu[i], v.D) - total(i * v.mu[i], v.D)))),
    "a range in two pieces": (split, lambda v: (
        total(v.mu[i], v.d) + total(v.mu[i], v.D, v.d + 1), equals(total(v.mu[i], v.D)))),
    "a product in two pieces": (split, lambda v: (
        Product(v.sigma[i], (i, 1, v.d)) * Product(v.sigma[i], (i, v.d + 1, v.D)),
        equals(Product(v.sigma[i], (i, 1, v.D))))),
    "the number of terms in a piece": (split, lambda v: (
        total(v.mu[i] + 1, v.D, v.d + 1), equals(total(v.mu[i], v.D, v.d + 1) + v.D - v.d))),
    "the last term apart": (families, lambda v: (
        total(v.mu[i], v.D), equals(total(v.mu[i], v.D - 1) + v.mu[v.D]))),
    "differences telescope": (families, lambda v: (total(v.a[i] - v.a[i - 1], v.K), equals(v.a[v.K] - v.a[0]))),
    "quotients telescope": (families, lambda v: (
        Product(exp(v.a[i]) / exp(v.a[i - 1]), (i, 1, v.K)), equals(exp(v.a[v.K] - v.a[0])))),
    "squares telescope": (families, lambda v: (
        total((v.a[i] - v.a[i - 1]) * (v.a[i] + v.a[i - 1]), v.K), equals(v.a[v.K]**2 - v.a[0]**2))),
    "the logarithm of a product": (families, lambda v: (
        log(Product(v.sigma[i], (i, 1, v.D))), equals(total(log(v.sigma[i]), v.D)))),
    "the exponential of a sum": (families, lambda v: (
        exp(total(v.mu[i], v.D)), equals(Product(exp(v.mu[i]), (i, 1, v.D))))),
    "the logarithm of a power in a sum": (families, lambda v: (
        total(log(v.sigma[i]**2), v.D), equals(2 * total(log(v.sigma[i]), v.D)))),
    "a product of products": (families, lambda v: (
        Product(v.mu[i] * v.nu[i], (i, 1, v.D)),
        equals(Product(v.mu[i], (i, 1, v.D)) * Product(v.nu[i], (i, 1, v.D))))),
    "terms that add up to one": (families, lambda v: (
        total(1 / (1 + v.sigma[i]), v.D) + total(v.sigma[i] / (1 + v.sigma[i]), v.D), equals(v.D))),
    "double sums in either order": (families, lambda v: (
        Sum(v.W[i, j], (i, 1, v.D), (j, 1, v.K)), equals(Sum(v.W[i, j], (j, 1, v.K), (i, 1, v.D))))),
    "the transpose has the same total": (families, lambda v: (
        Sum(v.Q[i, j], (i, 1, v.D), (j, 1, v.D)), equals(Sum(v.Q[j, i], (i, 1, v.D), (j, 1, v.D))))),
    "the square of a sum": (families, lambda v: (
        total(v.mu[i], v.D)**2, equals(Sum(v.mu[i] * v.mu[j], (i, 1, v.D), (j, 1, v.D))))),
    "a product of sums": (families, lambda v: (
        total(v.mu[i], v.D) * Sum(v.a[k], (k, 1, v.K)), equals(Sum(v.mu[i] * v.a[k], (i, 1, v.D), (k, 1, v.K))))),
    "the delta picks a term": (families, lambda v: (
        Sum(KroneckerDelta(i, j) * v.mu[i] * v.nu[j], (i, 1, v.D), (j, 1, v.D)),
        equals(total(v.mu[i] * v.nu[i], v.D)))),
    "the trace through the delta": (families, lambda v: (
        Sum(KroneckerDelta(i, j) * v.Q[i, j], (i, 1, v.D), (j, 1, v.D)), equals(total(v.Q[i, i], v.D)))),
    "minus the logarithm of a diagonal normal density": (families, lambda v: (
        -log(Product(exp(-(v.mu[i] - v.nu[i])**2 / (2 * v.sigma[i]**2)) / (sqrt(2 * pi) * v.sigma[i]), (i, 1, v.D))),
        equals(v.D * log(2 * pi) / 2 + total(log(v.sigma[i]), v.D)
               + total((v.mu[i] - v.nu[i])**2 / (2 * v.sigma[i]**2), v.D)))),
    "deviations from the mean add up to 0": (families, lambda v: (
        total(v.mu[i] - Sum(v.mu[j], (j, 1, v.D)) / v.D, v.D), equals(0))),
    "the shift of squared deviations": (families, lambda v: (
        total((v.mu[i] - v.c)**2, v.D),
        equals(total(v.mu[i]**2, v.D) - 2 * v.c * total(v.mu[i], v.D) + v.D * v.c**2))),
    "squared differences of all pairs": (families, lambda v: (
        Sum((v.mu[i] - v.mu[j])**2, (i, 1, v.D), (j, 1, v.D)),
        equals(2 * v.D * total(v.mu[i]**2, v.D) - 2 * total(v.mu[i], v.D)**2))),
    "a family of functions, term by term": (families, lambda v: (
        total(v.f[i](v.x) + v.a[i], v.K), equals(total(v.f[i](v.x), v.K) + total(v.a[i], v.K)))),
    "the derivative of a sum of functions": (families, lambda v: (
        Sum(v.f[i](v.x)**2, (i, 1, v.K)).diff(v.x), equals(2 * total(v.f[i](v.x) * v.f[i].prime(v.x), v.K)))),
    "the sum of the first whole numbers beside a family": (families, lambda v: (
        total(i + v.mu[i], v.D), equals(v.D * (v.D + 1) / 2 + total(v.mu[i], v.D)))),
    "softmax adds up to one, with one name for both indices": (families, lambda v: (
        total(exp(v.mu[i]) / total(exp(v.mu[i]), v.D), v.D), equals(1))),
    "softmax does not see a shift": (families, lambda v: (
        exp(v.mu[1] + v.c) / total(exp(v.mu[i] + v.c), v.D), equals(exp(v.mu[1]) / total(exp(v.mu[i]), v.D)))),
    "log-sum-exp with a shift": (families, lambda v: (
        v.c + log(total(exp(v.mu[i] - v.c), v.D)), equals(log(total(exp(v.mu[i]), v.D))))),
    "divergences of all coordinates": (families, lambda v: (
        total(kl(normal(mean=v.mu[i], std=v.sigma[i]), normal(mean=0, std=1)), v.D),
        equals(total(v.mu[i]**2 + v.sigma[i]**2 - log(v.sigma[i]**2), v.D) / 2 - v.D / 2))),
    "a divergence is not negative in any coordinate": (families, lambda v: (
        total(kl(normal(mean=v.mu[i], std=v.sigma[i]), normal(mean=0, std=1)), v.D), at_least(0))),
    "the expected squared distance": (families, lambda v: (
        expectation(normal(mean=0, std=1), lambda z: total((z - v.mu[i])**2, v.D)),
        equals(total(v.mu[i]**2, v.D) + v.D))),
    "squares add up to no less than 0": (families, lambda v: (total(v.mu[i]**2, v.D), at_least(0))),
    "positive terms have a positive sum": (families, lambda v: (total(v.sigma[i], v.D), above(0))),
    "x - 1 - log x in every term": (families, lambda v: (
        total(v.sigma[i] - log(v.sigma[i]), v.D), at_least(v.D))),
    "a product of numbers below 1": (families, lambda v: (Product(v.share[i], (i, 1, v.D)), at_most(1))),
    "the mixed product is below the squares": (families, lambda v: (
        total(2 * v.mu[i] * v.nu[i], v.D), at_most(total(v.mu[i]**2 + v.nu[i]**2, v.D)))),
}  # fmt: skip

FALSE = {
    "the constant is counted once": (families, lambda v: (
        total(v.mu[i] - 1, v.D), equals(total(v.mu[i], v.D) - 1))),
    "the constant of a product is taken once": (families, lambda v: (
        Product(v.r * v.mu[i], (i, 1, v.D)), equals(v.r * Product(v.mu[i], (i, 1, v.D))))),
    "a constant factor is squared": (families, lambda v: (
        total(v.c * v.mu[i], v.D), equals(v.c**2 * total(v.mu[i], v.D)))),
    "a shifted index with the old bounds": (families, lambda v: (
        Sum(v.a[i], (i, 1, v.K)), equals(Sum(v.a[i - 1], (i, 1, v.K))))),
    "weights turned round without their families": (families, lambda v: (
        total(i * v.mu[v.D + 1 - i], v.D), equals(total(i * v.mu[i], v.D)))),
    "a term counted in both pieces": (split, lambda v: (
        total(v.mu[i], v.d) + total(v.mu[i], v.D, v.d), equals(total(v.mu[i], v.D)))),
    "D terms in a piece": (split, lambda v: (
        total(v.mu[i] + 1, v.D, v.d + 1), equals(total(v.mu[i], v.D, v.d + 1) + v.D))),
    "the last term is forgotten": (families, lambda v: (total(v.mu[i], v.D), equals(total(v.mu[i], v.D - 1)))),
    "telescoping with the wrong sign": (families, lambda v: (
        total(v.a[i] - v.a[i - 1], v.K), equals(v.a[0] - v.a[v.K]))),
    "telescoping that stops at 1": (families, lambda v: (
        total(v.a[i] - v.a[i - 1], v.K), equals(v.a[v.K] - v.a[1]))),
    "the logarithm of a sum": (families, lambda v: (
        log(total(v.sigma[i], v.D)), equals(total(log(v.sigma[i]), v.D)))),
    "the exponential of a sum as a sum": (families, lambda v: (
        exp(total(v.mu[i], v.D)), equals(total(exp(v.mu[i]), v.D)))),
    "the square of a sum as a sum of squares": (families, lambda v: (
        total(v.mu[i], v.D)**2, equals(total(v.mu[i]**2, v.D)))),
    "a product of sums as a sum of products": (families, lambda v: (
        total(v.mu[i], v.D) * total(v.nu[i], v.D), equals(total(v.mu[i] * v.nu[i], v.D)))),
    "a product of sums, term by term": (families, lambda v: (
        Product(v.mu[i] + v.nu[i], (i, 1, v.D)),
        equals(Product(v.mu[i], (i, 1, v.D)) + Product(v.nu[i], (i, 1, v.D))))),
    "the delta keeps the double sum": (families, lambda v: (
        Sum(KroneckerDelta(i, j) * v.mu[i] * v.nu[j], (i, 1, v.D), (j, 1, v.D)),
        equals(total(v.mu[i], v.D) * total(v.nu[i], v.D)))),
    "the total instead of the trace": (families, lambda v: (
        total(v.Q[i, i], v.D), equals(Sum(v.Q[i, j], (i, 1, v.D), (j, 1, v.D))))),
    "the normaliser of one variable": (families, lambda v: (
        -log(Product(exp(-v.mu[i]**2 / 2) / sqrt(2 * pi), (i, 1, v.D))),
        equals(log(2 * pi) / 2 + total(v.mu[i]**2, v.D) / 2))),
    "deviations from the total": (families, lambda v: (
        total(v.mu[i] - Sum(v.mu[j], (j, 1, v.D)), v.D), equals(0))),
    "c squared is counted once": (families, lambda v: (
        total((v.mu[i] - v.c)**2, v.D), equals(total(v.mu[i]**2, v.D) - 2 * v.c * total(v.mu[i], v.D) + v.c**2))),
    "pairs without the factor D": (families, lambda v: (
        Sum((v.mu[i] - v.mu[j])**2, (i, 1, v.D), (j, 1, v.D)),
        equals(2 * total(v.mu[i]**2, v.D) - 2 * total(v.mu[i], v.D)**2))),
    "the first whole numbers without the half": (families, lambda v: (
        total(i + v.mu[i], v.D), equals(v.D * (v.D + 1) + total(v.mu[i], v.D)))),
    "a sum of numbers of any sign is positive": (families, lambda v: (total(v.mu[i], v.D), above(0))),
    "x - log x is at least 2": (families, lambda v: (total(v.sigma[i] - log(v.sigma[i]), v.D), at_least(2 * v.D))),
    "a product of positive numbers is below 1": (families, lambda v: (Product(v.sigma[i], (i, 1, v.D)), at_most(1))),
    "the derivative without the inner one": (families, lambda v: (
        Sum(v.f[i](v.x)**2, (i, 1, v.K)).diff(v.x), equals(2 * total(v.f[i](v.x), v.K)))),
    "softmax adds up to the number of terms": (families, lambda v: (
        total(exp(v.mu[i]) / total(exp(v.mu[i]), v.D), v.D), equals(v.D))),
    "divergences of all coordinates with one constant": (families, lambda v: (
        total(kl(normal(mean=v.mu[i], std=v.sigma[i]), normal(mean=0, std=1)), v.D),
        equals(total(v.mu[i]**2 + v.sigma[i]**2 - log(v.sigma[i]**2), v.D) / 2 - Rational(1, 2)))),
    "the expected squared distance with one variance": (families, lambda v: (
        expectation(normal(mean=0, std=1), lambda z: total((z - v.mu[i])**2, v.D)),
        equals(total(v.mu[i]**2, v.D) + 1))),
    "half of a logarithm": (families, lambda v: (
        total(log(v.sigma[i]**2), v.D), equals(Rational(1, 2) * total(log(v.sigma[i]), v.D)))),
}  # fmt: skip


@pytest.mark.parametrize("case", TRUE, ids=list(TRUE))
def test_what_holds_for_every_size_is_proved(case):
    assert isinstance(decided(*TRUE[case]), Proof)


@pytest.mark.parametrize("case", FALSE, ids=list(FALSE))
def test_a_false_neighbour_falls_to_a_small_example(case):
    found = decided(*FALSE[case])
    assert isinstance(found, Counterexample)
    assert len(", ".join(f"{name} = {value}" for name, value in found.witness)) < 200


@pytest.mark.parametrize("case", FALSE, ids=list(FALSE))
def test_no_prover_is_fooled(case):
    assert not isinstance(proof_of(*FALSE[case]), Proof)


def test_one_term_alone_hides_no_slip():
    found = decided(*FALSE["the constant is counted once"])
    assert found.verdict is Verdict.REFUTED
    assert dict(found.witness)["D"] != "1"
