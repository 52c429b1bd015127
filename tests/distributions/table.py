"""True statements about named laws, each beside a false neighbour: the slip that a page would make.

The formulas are those of Johnson, Kotz and Balakrishnan, Continuous Univariate Distributions (1994, 1995), of
Johnson, Kemp and Kotz, Univariate Discrete Distributions (2005), of Kotz, Balakrishnan and Johnson, Continuous
Multivariate Distributions (2000), and of Cover and Thomas, Elements of Information Theory (2006).
"""

from dataclasses import dataclass
from typing import Any

import sympy
from sympy import Abs, E, Matrix, Rational, atan, digamma, erf, exp, log, loggamma, pi, sqrt, trigamma

from derive.domains import NATURAL, POSITIVE, REAL, UNIT_INTERVAL
from derive.terms import (
    affine,
    bernoulli,
    beta,
    categorical,
    chi_square,
    conditional,
    covariance,
    cross_entropy,
    dirichlet,
    entropy,
    expectation,
    exponential,
    f_divergence,
    gamma,
    geometric,
    hellinger_squared,
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
    total_variation,
    uniform,
    variance,
)
from derive.terms import binomial as binomial_law

m, t = REAL.symbol("m"), REAL.symbol("t")
s, r, a, b, c = (POSITIVE.symbol(name) for name in "srabc")
p, q = UNIT_INTERVAL.symbol("p"), UNIT_INTERVAL.symbol("q")
n = NATURAL.symbol("n")
DOMAINS = {m: REAL, t: REAL, **dict.fromkeys((s, r, a, b, c), POSITIVE), p: UNIT_INTERVAL, q: UNIT_INTERVAL, n: NATURAL}

half, third = Rational(1, 2), Rational(1, 3)
Q = normal(mean=m, std=s)
G = gamma(shape=a, rate=r)
B = beta(alpha=a, beta=b)
L = laplace(mean=m, scale=b)
X = exponential(rate=r)
PAIR = multivariate_normal(mean=[m, t], covariance=Matrix([[r**2, p * r * s], [p * r * s, s**2]]))
CENTRED = multivariate_normal(mean=[0, 0], covariance=Matrix([[a, c], [c, a + b + c**2 / a]]))
DIAGONAL = multivariate_normal(mean=[m, t], covariance=[a, b])
SCALAR = multivariate_normal(mean=[0, 0, 0], covariance=s**2)
D = dirichlet([a, b, c])


@dataclass(frozen=True)
class Case:
    """What is said, what it equals, what a slip makes of that, and the hypotheses."""

    name: str
    left: Any
    right: Any
    slip: Any
    where: tuple[Any, ...] = ()


def square(x):
    return x**2


CASES = [
    # exponential
    Case("the mean of an exponential law", mean(X), 1 / r, r),
    Case("its variance", variance(X), 1 / r**2, 1 / r),
    Case("its entropy", entropy(X), 1 - log(r), 1 + log(r)),
    Case("its third moment", expectation(X, lambda x: x**3), 6 / r**3, 3 / r**3),
    Case("its moment generating function", expectation(X, lambda x: exp(t * x)), r / (r - t), r / (r + t), (t < r,)),
    Case("KL of exponential laws", kl(X, exponential(rate=s)), log(r / s) + s / r - 1, log(r / s) + r / s - 1),
    Case("the tail of an exponential law", probability(X, lambda x: x > a), exp(-r * a), exp(-a / r)),
    Case("it forgets", probability(X, lambda x: x > a + b), probability(X, lambda x: x > a) * exp(-r * b),
         probability(X, lambda x: x > a) * exp(-b)),
    Case("the mean of its logarithm", expectation(X, log), -sympy.EulerGamma - log(r), sympy.EulerGamma - log(r)),
    Case("the mean of its root", expectation(X, sqrt), sqrt(pi / r) / 2, sqrt(pi / r)),
    Case("cross-entropy of exponential laws", cross_entropy(X, exponential(rate=s)), s / r - log(s), r / s - log(s)),
    Case("squared Hellinger distance of exponential laws", hellinger_squared(X, exponential(rate=s)),
         1 - 2 * sqrt(r * s) / (r + s), 1 - sqrt(r * s) / (r + s)),
    Case("D_f with f = t log t is KL", f_divergence(lambda u: u * log(u), X, exponential(rate=s)),
         kl(X, exponential(rate=s)), kl(exponential(rate=s), X)),
    # gamma
    Case("the mean of a gamma law", mean(G), a / r, a * r),
    Case("its variance, not that of the mean", variance(G), a / r**2, a / r),
    Case("its variance by the scale", variance(gamma(shape=a, scale=s)), a * s**2, a / s**2),
    Case("its entropy ", entropy(G), a - log(r) + loggamma(a) + (1 - a) * digamma(a),
         a - log(r) + loggamma(a) + (a - 1) * digamma(a)),
    Case("the mean of the logarithm", expectation(G, log), digamma(a) - log(r), digamma(a) + log(r)),
    Case("KL of gamma laws with one shape", kl(G, gamma(shape=a, rate=s)), a * (log(r / s) + s / r - 1),
         log(r / s) + s / r - 1),
    Case("KL of gamma laws", kl(G, gamma(shape=b, rate=r)),
         (a - b) * digamma(a) - loggamma(a) + loggamma(b), (a - b) * digamma(b) - loggamma(a) + loggamma(b)),
    Case("the mean of 1/x", expectation(G, lambda x: 1 / x), r / (a - 1), r / a, (a > 1,)),
    Case("the tail of a gamma law with shape 2", probability(gamma(shape=2, rate=r), lambda x: x > b),
         (1 + r * b) * exp(-r * b), exp(-r * b)),
    Case("its second moment", expectation(G, square), a * (a + 1) / r**2, a**2 / r**2),
    Case("the variance of the logarithm", variance(G, log), trigamma(a), digamma(a)),
    # beta and uniform
    Case("the mean of a beta law", mean(B), a / (a + b), b / (a + b)),
    Case("its variance   ", variance(B), a * b / ((a + b) ** 2 * (a + b + 1)), a * b / ((a + b) ** 2 * (a + b))),
    Case("the mean of its logarithm ", expectation(B, log), digamma(a) - digamma(a + b), digamma(a) - digamma(b)),
    Case("the mean of the log-odds", expectation(B, lambda x: log(x) - log(1 - x)), digamma(a) - digamma(b),
         digamma(b) - digamma(a)),
    Case("the mean of x(1 - x)", expectation(B, lambda x: x * (1 - x)), a * b / ((a + b) * (a + b + 1)),
         a * b / (a + b) ** 2),
    Case("the distribution function of the maximum of uniform numbers",
         probability(beta(alpha=n + 1, beta=1), lambda x: x < p), p ** (n + 1), p**n),
    Case("the mean of a uniform law", mean(uniform(low=m, high=m + b)), m + b / 2, m + b),
    Case("the variance of a uniform law", variance(uniform(low=m, high=m + b)), b**2 / 12, b**2 / 3),
    Case("the entropy of a uniform law", entropy(uniform(low=m, high=m + b)), log(b), 1 / b),
    Case("KL of nested uniform laws", kl(uniform(low=0, high=a), uniform(low=0, high=a + b)), log((a + b) / a),
         log(a / (a + b))),
    Case("the transform of a uniform law", expectation(uniform(low=0, high=b), lambda x: exp(-s * x)),
         (1 - exp(-s * b)) / (s * b), (1 - exp(-s * b)) / s),
    Case("JSD of disjoint uniform laws", jsd(uniform(low=0, high=1), uniform(low=2, high=3)), log(2), 2 * log(2)),
    # Laplace, normal, lognormal, Student
    Case("the variance of a Laplace law", variance(L), 2 * b**2, b**2),
    Case("its mean deviation", expectation(L, lambda x: Abs(x - m)), b, 2 * b),
    Case("the entropy of a Laplace law", entropy(L), 1 + log(2 * b), 1 + log(b)),
    Case("the tail of a Laplace law", probability(L, lambda x: x > m + a), exp(-a / b) / 2, exp(-a / b)),
    Case("the fourth moment of a Laplace law", expectation(L, lambda x: (x - m) ** 4), 24 * b**4, 3 * (2 * b**2) ** 2),
    Case("the mean deviation of a normal law", expectation(Q, lambda x: Abs(x - m)), s * sqrt(2 / pi), s),
    Case("a normal law within a deviations", probability(Q, lambda x: Abs(x - m) <= a * s), erf(a / sqrt(2)), erf(a)),
    Case("a normal distribution function", probability(Q, lambda x: x <= t), (1 + erf((t - m) / (s * sqrt(2)))) / 2,
         (1 + erf((t - m) / s)) / 2),
    Case("the mean of exp(-c (x - m)^2)", expectation(Q, lambda x: exp(-c * (x - m) ** 2)), 1 / sqrt(1 + 2 * c * s**2),
         1 / sqrt(1 + c * s**2)),
    Case("squared Hellinger distance of normal laws", hellinger_squared(Q, normal(mean=t, std=s)),
         1 - exp(-((m - t) ** 2) / (8 * s**2)), 1 - exp(-((m - t) ** 2) / (4 * s**2))),
    Case("chi-square of shifted normal laws", chi_square(Q, normal(mean=t, std=s)), exp((m - t) ** 2 / s**2) - 1,
         exp((m - t) ** 2 / (2 * s**2)) - 1),
    Case("the mean of a lognormal law", mean(lognormal(mean=m, std=s)), exp(m + s**2 / 2), exp(m)),
    Case("its variance    ", variance(lognormal(mean=m, std=s)), (exp(s**2) - 1) * exp(2 * m + s**2),
         (exp(s**2) - 1) * exp(m + s**2)),
    Case("the entropy of a lognormal law", entropy(lognormal(mean=m, std=s)), m + log(2 * pi * E * s**2) / 2,
         log(2 * pi * E * s**2) / 2),
    Case("the variance of Student's law", variance(student_t(degrees=5)), Rational(5, 3), Rational(5, 4)),
    Case("a scaled Student law", variance(student_t(degrees=a + 2, scale=s)), s**2 * (a + 2) / a, s * (a + 2) / a),
    Case("a Cauchy distribution function", probability(student_t(degrees=1), lambda x: x < t), half + atan(t) / pi,
         half + atan(t)),
    # discrete
    Case("the variance of a Bernoulli law", variance(bernoulli(probability=p)), p * (1 - p), p),
    Case("KL of Bernoulli laws", kl(bernoulli(probability=p), bernoulli(probability=q)),
         p * log(p / q) + (1 - p) * log((1 - p) / (1 - q)), p * log(p / q)),
    Case("the entropy of a Bernoulli law", entropy(bernoulli(probability=p)), -p * log(p) - (1 - p) * log(1 - p),
         -p * log(p)),
    Case("total variation of Bernoulli laws", total_variation(bernoulli(probability=p), bernoulli(probability=q)),
         Abs(p - q), 2 * Abs(p - q)),
    Case("an outcome that never happens counts 0", entropy(categorical([half, half, 0])), log(2), log(3)),
    Case("KL where an outcome of q never happens under p",
         kl(categorical([half, half, 0]), categorical([half / 2, half / 2, half])), log(2), 2 * log(2)),
    Case("the mean of a categorical law", mean(categorical([p / 2, 1 - p, p / 2])), 1, 1 - p),
    Case("the variance of a binomial law", variance(binomial_law(trials=n, probability=p)), n * p * (1 - p), n * p),
    Case("KL of binomial laws", kl(binomial_law(trials=n, probability=p), binomial_law(trials=n, probability=q)),
         n * (p * log(p / q) + (1 - p) * log((1 - p) / (1 - q))), p * log(p / q) + (1 - p) * log((1 - p) / (1 - q))),
    Case("the generating function of a binomial law",
         expectation(binomial_law(trials=n, probability=p), lambda k: s**k), (1 - p + p * s) ** n, (1 - p * s) ** n),
    Case("the variance of a Poisson law", variance(poisson(rate=r)), r, sqrt(r)),
    Case("its factorial moment", expectation(poisson(rate=r), lambda k: k * (k - 1)), r**2, r**2 + r),
    Case("its generating function", expectation(poisson(rate=r), lambda k: s**k), exp(r * (s - 1)), exp(r * s)),
    Case("KL of Poisson laws", kl(poisson(rate=r), poisson(rate=s)), r * log(r / s) - r + s, r * log(r / s) + r - s),
    Case("a Poisson number is positive", probability(poisson(rate=r), lambda k: k >= 1), 1 - exp(-r), exp(-r)),
    Case("the mean of a geometric law from 1", mean(geometric(probability=p)), 1 / p, (1 - p) / p),
    Case("its variance     ", variance(geometric(probability=p)), (1 - p) / p**2, (1 - p) / p),
    Case("the entropy of a geometric law", entropy(geometric(probability=p)),
         (-p * log(p) - (1 - p) * log(1 - p)) / p, -p * log(p) - (1 - p) * log(1 - p)),
    Case("more than n trials", probability(geometric(probability=p), lambda k: k > n), (1 - p) ** n,
         (1 - p) ** (n + 1)),
    Case("the law of a number that is none", variance(point_mass(m), square), 0, m**2),
    # mixtures
    Case("the mean of a mixture", mean(mixture([(p, normal(mean=a, std=1)), (1 - p, normal(mean=b, std=1))])),
         p * a + (1 - p) * b, (a + b) / 2),
    Case("the variance of a mixture",
         variance(mixture([(half, normal(mean=-a, std=s)), (half, normal(mean=a, std=s))])), s**2 + a**2, s**2),
    Case("a spike and a slab", expectation(mixture([(p, point_mass(0)), (1 - p, Q)]), square),
         (1 - p) * (m**2 + s**2), m**2 + s**2),
    Case("an atom beside a tail", mean(mixture([(third, point_mass(b)), (1 - third, X)])), b / 3 + 2 / (3 * r),
         b / 3 + 1 / (3 * r)),
    # vectors
    Case("the mean of a product of jointly normal numbers", expectation(PAIR, lambda x, y: x * y),
         m * t + p * r * s, m * t),
    Case("the covariance of jointly normal numbers", covariance(PAIR, lambda x: x[0], lambda x: x[1]), p * r * s,
         p * r**2 * s**2),
    Case("Isserlis' theorem", expectation(CENTRED, lambda x, y: x**3 * y), 3 * a * c, a * c),
    Case("the transform of jointly normal numbers", expectation(DIAGONAL, lambda x, y: exp(x + y)),
         exp(m + t + (a + b) / 2), exp(m + t + a + b)),
    Case("the mean square of a standard vector", expectation(SCALAR, lambda x: (x.T * x)[0, 0]), 3 * s**2, s**2),
    Case("the entropy of jointly normal numbers", entropy(PAIR),
         1 + log(2 * pi) + log(r * s) + log(1 - p**2) / 2, 1 + log(2 * pi) + log(r * s) + log(1 - p**2)),
    Case("KL of diagonal normal laws", kl(DIAGONAL, multivariate_normal(mean=[0, 0], covariance=1)),
         (m**2 + t**2 + a + b - 2 - log(a) - log(b)) / 2, (m**2 + t**2 + a + b - 1 - log(a * b)) / 2),
    Case("a conditional mean", mean(conditional(PAIR, given={1: q})), m + p * r / s * (q - t),
         m + p * s / r * (q - t)),
    Case("a conditional variance", variance(conditional(PAIR, given={1: q})), r**2 * (1 - p**2), r**2 * (1 - p)),
    Case("a marginal variance", variance(marginal(PAIR, 1)), s**2, s),
    Case("the variance of a difference", variance(affine(PAIR, Matrix([[1, -1]]), [0])), r**2 + s**2 - 2 * p * r * s,
         r**2 + s**2 + 2 * p * r * s),
    Case("a product of independent numbers", expectation(independent(X, exponential(rate=s)), lambda x, y: x * y),
         1 / (r * s), r * s),
    Case("the square of a sum of independent numbers",
         expectation(independent(X, poisson(rate=s)), lambda x, y: (x + y) ** 2),
         2 / r**2 + 2 * s / r + s**2 + s, 2 / r**2 + 2 * s / r + s**2),
    Case("the mean of a Dirichlet entry", expectation(D, lambda x: x[0]), a / (a + b + c), a / (b + c)),
    Case("the mean of a product of Dirichlet entries", expectation(D, lambda x, y, z: x * y),
         a * b / ((a + b + c) * (a + b + c + 1)), a * b / (a + b + c) ** 2),
    Case("the mean logarithm of a Dirichlet entry", expectation(D, lambda x, y, z: log(x)),
         digamma(a) - digamma(a + b + c), digamma(a) - digamma(b + c)),
    Case("the covariance of Dirichlet entries", covariance(D, lambda x: x[0], lambda x: x[1]),
         -a * b / ((a + b + c) ** 2 * (a + b + c + 1)), a * b / ((a + b + c) ** 2 * (a + b + c + 1))),
]  # fmt: skip
