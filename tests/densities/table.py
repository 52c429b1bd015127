"""Textbook facts about densities, and false neighbours of them.

Sources: Cover and Thomas, Elements of Information Theory (2006); Murphy, Probabilistic Machine Learning (2022, 2023);
Casella and Berger, Statistical Inference (2002); Csiszar and Shields, Information Theory and Statistics (2004);
Tsybakov, Introduction to Nonparametric Estimation (2009).
"""

from __future__ import annotations

from sympy import Abs, Max, Min, Rational, exp, log, sqrt

from derive.terms import (
    chi_square,
    covariance,
    cross_entropy,
    entropy,
    f_divergence,
    hellinger_squared,
    jsd,
    kl,
    total_variation,
    variance,
)
from derive.terms import expectation as E
from derive.terms.densities import integral

HALF = Rational(1, 2)


def mix(a, p, q):
    return lambda x: a * p(x) + (1 - a) * q(x)


def xx(j):
    return j.marginal("x")


def zz(j):
    return j.marginal("z")


def information(j):
    """I(x; z) under a joint density."""
    return E(j, lambda x, z: log(j(x, z) / (xx(j)(x) * zz(j)(z))))


def conditional_entropy(j):
    """H(z | x)."""
    return E(xx(j), lambda x: entropy(j.given(x=x)))


def elbo(j, k, x):
    """E_{z ~ k(z | x)}[log j(x, z) - log k(z | x)]."""
    return E(k.given(x), lambda z: log(j(x, z)) - log(k.given(x)(z)))


def importance_bound(j, k, x):
    """The bound by two draws."""
    def ratio(z):
        return j(x, z) / k.given(x)(z)
    return E(k.given(x), lambda z: E(k.given(x), lambda y: log((ratio(z) + ratio(y)) / 2)))


TRUE = {
    # normalisation, linearity, change of measure
    "a density integrates to 1": lambda p: (integral(p), "=", 1),
    "the expectation of a constant is the constant": lambda p, b: (E(p, lambda x: b), "=", b),
    "expectation is linear": lambda p, f, g, b: (E(p, lambda x: f(x) + b*g(x)), "=", E(p, f) + b*E(p, g)),
    "a likelihood ratio has mean 1": lambda p, q: (E(q, lambda x: p(x)/q(x)), "=", 1),
    "importance sampling is unbiased": lambda p, q, f: (E(q, lambda x: f(x)*p(x)/q(x)), "=", E(p, f)),
    "an expectation is an integral": lambda p, f: (E(p, f), "=", integral(lambda x: f(x)*p(x))),
    "two expectations as one integral": lambda p, q, f, g: (
        E(p, f) - E(q, g), "=", integral(lambda x: p(x)*f(x) - q(x)*g(x))),
    "expectation under a mixture": lambda p, q, a, f: (
        integral(lambda x: mix(a, p, q)(x)*f(x)), "=", a*E(p, f) + (1 - a)*E(q, f)),
    "a mixture integrates to 1": lambda p, q, a: (integral(mix(a, p, q)), "=", 1),
    "names of bound variables do not matter": lambda p, f: (E(p, lambda x: f(x)), "=", E(p, lambda y: f(y))),
    "a product of means over two draws": lambda p, q, f, g: (
        E(p, lambda x: E(q, lambda y: f(x)*g(y))), "=", E(p, f)*E(q, g)),
    "order of integration": lambda p, q, f, g: (
        E(p, lambda x: E(q, lambda y: f(x)*g(y))), "=", E(q, lambda y: E(p, lambda x: f(x)*g(y)))),
    # moments
    "variance by moments": lambda p, f: (E(p, lambda x: (f(x) - E(p, f))**2), "=", E(p, lambda x: f(x)**2) - E(p, f)**2),
    "variance of an affine function": lambda p, f, b, d: (variance(p, lambda x: b + d*f(x)), "=", d**2*variance(p, f)),
    "covariance by moments": lambda p, f, g: (
        E(p, lambda x: (f(x) - E(p, f))*(g(x) - E(p, g))), "=", E(p, lambda x: f(x)*g(x)) - E(p, f)*E(p, g)),
    "variance of a sum": lambda p, f, g: (
        variance(p, lambda x: f(x) + g(x)), "=", variance(p, f) + variance(p, g) + 2*covariance(p, f, g)),
    "variance of the mean of two draws": lambda p, f: (
        E(p, lambda x: E(p, lambda y: ((f(x) + f(y))/2)**2)) - E(p, f)**2, "=", variance(p, f)/2),
    "half the mean squared difference of two draws": lambda p, f: (
        E(p, lambda x: E(p, lambda y: (f(x) - f(y))**2))/2, "=", variance(p, f)),
    "the mean minimises the mean squared error": lambda p, f, b: (
        E(p, lambda x: (f(x) - b)**2), "=", variance(p, f) + (E(p, f) - b)**2),
    # joint, marginal, conditional
    "the product rule": lambda j, x, z: (j.given(x=x)(z)*xx(j)(x), "=", j(x, z)),
    "Bayes' rule": lambda j, x, z: (j.given(x=x)(z), "=", j.given(z=z)(x)*zz(j)(z)/xx(j)(x)),
    "Bayes' rule in logarithms": lambda j, x, z: (
        log(j.given(x=x)(z)), "=", log(j.given(z=z)(x)) + log(zz(j)(z)) - log(xx(j)(x))),
    "the marginal as an integral": lambda j, x: (integral(lambda z: j(x, z), over="z"), "=", xx(j)(x)),
    "the marginal as an average of conditionals": lambda j, x: (E(zz(j), lambda z: j.given(z=z)(x)), "=", xx(j)(x)),
    "a conditional density integrates to 1": lambda j, x: (integral(lambda z: j.given(x=x)(z), over="z"), "=", 1),
    "a kernel integrates to 1": lambda k, x: (integral(lambda z: k.given(x)(z), over="z"), "=", 1),
    "the tower property": lambda j, g: (
        E(xx(j), lambda x: E(j.given(x=x), lambda z: g(x, z))), "=", E(j, lambda x, z: g(x, z))),
    "a function of one variable needs the marginal only": lambda j, f: (E(j, lambda x, z: f(x)), "=", E(xx(j), f)),
    "what is known comes out": lambda j, f, g: (
        E(j, lambda x, z: f(x)*g(z)), "=", E(xx(j), lambda x: f(x)*E(j.given(x=x), g))),
    "the law of total variance": lambda j, g: (
        variance(zz(j), g), "=", E(xx(j), lambda x: variance(j.given(x=x), g))
        + variance(xx(j), lambda x: E(j.given(x=x), g))),
    "three variables by the chain rule": lambda t, x, y, z: (
        t(x, y, z), "=", t.marginal("x")(x)*t.marginal("x", "y").given(x=x)(y)*t.given(x=x, y=y)(z)),
    "the posterior mean of a likelihood ratio": lambda j, x: (
        E(j.given(x=x), lambda z: 1/j.given(z=z)(x)), "=", 1/xx(j)(x)),
    # entropy and divergences as identities
    "cross-entropy is entropy plus divergence": lambda p, q: (cross_entropy(p, q), "=", entropy(p) + kl(p, q)),
    "divergence as a difference of entropies": lambda p, q: (
        kl(p, q), "=", -entropy(p) - E(p, lambda x: log(q(x)))),
    "divergence of a density from itself": lambda p: (kl(p, p), "=", 0),
    "the symmetric divergence as one integral": lambda p, q: (
        kl(p, q) + kl(q, p), "=", integral(lambda x: (p(x) - q(x))*log(p(x)/q(x)))),
    "chi-square by its second moment": lambda p, q: (
        integral(lambda x: (p(x) - q(x))**2/q(x)), "=", E(p, lambda x: p(x)/q(x)) - 1),
    "chi-square as a variance": lambda p, q: (chi_square(p, q), "=", variance(q, lambda x: p(x)/q(x))),
    "Jensen-Shannon by entropies": lambda p, q: (
        jsd(p, q), "=", -integral(lambda x: mix(HALF, p, q)(x)*log(mix(HALF, p, q)(x)))
        - entropy(p)/2 - entropy(q)/2),
    "Jensen-Shannon is symmetric": lambda p, q: (jsd(p, q), "=", jsd(q, p)),
    "total variation is symmetric": lambda p, q: (total_variation(p, q), "=", total_variation(q, p)),
    "total variation as half an integral": lambda p, q: (
        total_variation(p, q), "=", integral(lambda x: Abs(p(x) - q(x)))/2),
    "the affinity of total variation": lambda p, q: (
        integral(lambda x: Min(p(x), q(x))), "=", 1 - total_variation(p, q)),
    "Hellinger by the affinity": lambda p, q: (
        integral(lambda x: (sqrt(p(x)) - sqrt(q(x)))**2)/2, "=", 1 - integral(lambda x: sqrt(p(x)*q(x)))),
    "divergence as an f-divergence": lambda p, q: (f_divergence(lambda t: t*log(t), p, q), "=", kl(p, q)),
    "the reverse divergence as an f-divergence": lambda p, q: (f_divergence(lambda t: -log(t), p, q), "=", kl(q, p)),
    "an affine f gives a constant": lambda p, q, b: (f_divergence(lambda t: b*(t - 1), p, q), "=", 0),
    "the compensation identity": lambda p, q, r, a: (
        a*kl(p, r) + (1 - a)*kl(q, r), "=",
        a*E(p, lambda x: log(p(x)/mix(a, p, q)(x))) + (1 - a)*E(q, lambda x: log(q(x)/mix(a, p, q)(x)))
        + integral(lambda x: mix(a, p, q)(x)*log(mix(a, p, q)(x)/r(x)))),
    # information
    "the chain rule of entropy": lambda j: (entropy(j), "=", entropy(xx(j)) + conditional_entropy(j)),
    "the chain rule of divergence": lambda j, o: (
        kl(j, o), "=", kl(xx(j), xx(o)) + E(xx(j), lambda x: kl(j.given(x=x), o.given(x=x)))),
    "information by three entropies": lambda j: (information(j), "=", entropy(xx(j)) + entropy(zz(j)) - entropy(j)),
    "information as entropy lost": lambda j: (information(j), "=", entropy(zz(j)) - conditional_entropy(j)),
    "information as a mean divergence": lambda j: (
        information(j), "=", E(xx(j), lambda x: kl(j.given(x=x), zz(j)))),
    "information against another prior": lambda j, k: (
        E(xx(j), lambda x: E(j.given(x=x), lambda z: log(j.given(x=x)(z)/k.given(x)(z)))), "=",
        -conditional_entropy(j) - E(j, lambda x, z: log(k.given(x)(z)))),
    # latent variables
    "the evidence splits": lambda j, k, x: (log(xx(j)(x)), "=", elbo(j, k, x) + kl(k.given(x), j.given(x=x))),
    "the bound as reconstruction minus divergence": lambda j, k, x: (
        elbo(j, k, x), "=", E(k.given(x), lambda z: log(j.given(z=z)(x))) - kl(k.given(x), zz(j))),
    "the bound as energy plus entropy": lambda j, k, x: (
        elbo(j, k, x), "=", E(k.given(x), lambda z: log(j(x, z))) + entropy(k.given(x))),
    "importance weights are unbiased for the evidence": lambda j, k, x: (
        E(k.given(x), lambda z: j(x, z)/k.given(x)(z)), "=", xx(j)(x)),
    "the gap of the bound": lambda j, k, x: (
        log(xx(j)(x)) - elbo(j, k, x), "=", kl(k.given(x), j.given(x=x))),
    "the mean bound of a data distribution": lambda j, k, p: (
        E(p, lambda x: elbo(j, k, x)), "=", E(p, lambda x: log(xx(j)(x)))
        - E(p, lambda x: kl(k.given(x), j.given(x=x)))),
    # inequalities between divergences
    "Gibbs' inequality": lambda p, q: (kl(p, q), ">=", 0),
    "cross-entropy is at least entropy": lambda p, q: (cross_entropy(p, q), ">=", entropy(p)),
    "Jensen-Shannon is nonnegative": lambda p, q: (jsd(p, q), ">=", 0),
    "Jensen-Shannon is at most log 2": lambda p, q: (jsd(p, q), "<=", log(2)),
    "total variation is at most 1": lambda p, q: (total_variation(p, q), "<=", 1),
    "the affinity is at most 1": lambda p, q: (integral(lambda x: sqrt(p(x)*q(x))), "<=", 1),
    "chi-square is nonnegative": lambda p, q: (chi_square(p, q), ">=", 0),
    "divergence is at most chi-square": lambda p, q: (kl(p, q), "<=", chi_square(p, q)),
    "divergence is at most log(1 + chi-square)": lambda p, q: (kl(p, q), "<=", log(1 + chi_square(p, q))),
    "Pinsker's inequality": lambda p, q: (kl(p, q), ">=", 2*total_variation(p, q)**2),
    "Pinsker's inequality under the root": lambda p, q: (total_variation(p, q), "<=", sqrt(kl(q, p)/2)),
    "squared Hellinger is at most total variation": lambda p, q: (hellinger_squared(p, q), "<=", total_variation(p, q)),
    "divergence is at least twice squared Hellinger": lambda p, q: (kl(p, q), ">=", 2*hellinger_squared(p, q)),
    "total variation by Hellinger": lambda p, q: (
        total_variation(p, q)**2, "<=", 2*hellinger_squared(p, q)),
    "total variation by chi-square": lambda p, q: (4*total_variation(p, q)**2, "<=", chi_square(p, q)),
    "half a mixture is near": lambda p, q: (E(p, lambda x: log(p(x)/mix(HALF, p, q)(x))), "<=", log(2)),
    "divergence is convex in the pair": lambda p, q, r, s, a: (
        integral(lambda x: mix(a, p, r)(x)*log(mix(a, p, r)(x)/mix(a, q, s)(x))), "<=", a*kl(p, q) + (1 - a)*kl(r, s)),
    "entropy is concave": lambda p, q, a: (
        -integral(lambda x: mix(a, p, q)(x)*log(mix(a, p, q)(x))), ">=", a*entropy(p) + (1 - a)*entropy(q)),
    "an f-divergence of a square is nonnegative": lambda p, q: (f_divergence(lambda t: (t - 1)**2, p, q), ">=", 0),
    "the triangle inequality of total variation": lambda p, q, r: (
        total_variation(p, q), "<=", total_variation(p, r) + total_variation(r, q)),
    # inequalities of information
    "information is nonnegative": lambda j: (information(j), ">=", 0),
    "conditioning reduces entropy": lambda j: (entropy(zz(j)), ">=", conditional_entropy(j)),
    "entropy is subadditive": lambda j: (entropy(j), "<=", entropy(xx(j)) + entropy(zz(j))),
    "divergence of marginals is less": lambda j, o: (kl(xx(j), xx(o)), "<=", kl(j, o)),
    "the evidence lower bound": lambda j, k, x: (elbo(j, k, x), "<=", log(xx(j)(x))),
    "two draws are better than one": lambda j, k, x: (elbo(j, k, x), "<=", importance_bound(j, k, x)),
    "two draws stay below the evidence": lambda j, k, x: (importance_bound(j, k, x), "<=", log(xx(j)(x))),
    # Jensen, Cauchy-Schwarz, monotonicity
    "Jensen for the logarithm": lambda p, h: (E(p, lambda x: log(h(x))), "<=", log(E(p, h))),
    "Jensen for the exponential": lambda p, f: (E(p, lambda x: exp(f(x))), ">=", exp(E(p, f))),
    "Jensen for the square": lambda p, f: (E(p, f)**2, "<=", E(p, lambda x: f(x)**2)),
    "Jensen for the inverse": lambda p, h: (E(p, lambda x: 1/h(x)), ">=", 1/E(p, h)),
    "Jensen for the modulus": lambda p, f: (Abs(E(p, f)), "<=", E(p, lambda x: Abs(f(x)))),
    "Jensen for the root": lambda p, h: (E(p, lambda x: sqrt(h(x))), "<=", sqrt(E(p, h))),
    "Jensen for x log x": lambda p, h: (E(p, lambda x: h(x)*log(h(x))), ">=", E(p, h)*log(E(p, h))),
    "variance is nonnegative": lambda p, f: (variance(p, f), ">=", 0),
    "Cauchy-Schwarz": lambda p, f, g: (
        E(p, lambda x: f(x)*g(x))**2, "<=", E(p, lambda x: f(x)**2)*E(p, lambda x: g(x)**2)),
    "expectation is monotone": lambda p, D: (E(p, D), "<=", 1),
    "expectation is strictly monotone": lambda p, D: (E(p, D), "<", 1),
    "the logarithm of a mean weight": lambda p, h: (E(p, lambda x: log(h(x))), "<=", E(p, h) - 1),
    "log-sum": lambda h, w: (
        integral(lambda x: h(x)*log(h(x)/w(x))), ">=", integral(h)*log(integral(h)/integral(w))),
    "the discriminator's value is at most that of the optimal one": lambda p, q, D: (
        E(p, lambda x: log(D(x))) + E(q, lambda x: log(1 - D(x))), "<=", 2*jsd(p, q) - log(4)),
    "the optimal discriminator's value is at least -log 4": lambda p, q: (
        E(p, lambda x: log(p(x)/(p(x) + q(x)))) + E(q, lambda x: log(q(x)/(p(x) + q(x)))), ">=", -log(4)),
    "positive part of a difference": lambda p, q: (
        integral(lambda x: Max(p(x) - q(x), 0)), "=", total_variation(p, q)),
}  # fmt: skip


FALSE = {
    "divergence is symmetric": lambda p, q: (kl(p, q), "=", kl(q, p)),
    "divergence is positive, whatever the densities": lambda p, q: (kl(p, q), ">", 0),
    "divergence is at most 1": lambda p, q: (kl(p, q), "<=", 1),
    "the triangle inequality of divergence": lambda p, q, r: (kl(p, q), "<=", kl(p, r) + kl(r, q)),
    "cross-entropy is symmetric": lambda p, q: (cross_entropy(p, q), "=", cross_entropy(q, p)),
    "cross-entropy is entropy minus divergence": lambda p, q: (cross_entropy(p, q), "=", entropy(p) - kl(p, q)),
    "cross-entropy is the other entropy plus divergence": lambda p, q: (cross_entropy(p, q), "=", entropy(q) + kl(p, q)),
    "entropy is nonnegative for every base measure": lambda p: (entropy(p), ">=", 0),
    "a density is at most 1": lambda p, x: (p(x), "<=", 1),
    "the mean density is at most 1": lambda p: (E(p, p), "<=", 1),
    "an expectation without its density": lambda p, f: (E(p, f), "=", integral(f)),
    "a likelihood ratio the wrong way up": lambda p, q: (E(p, lambda x: p(x)/q(x)), "=", 1),
    "importance weights forgotten": lambda p, q, f: (E(q, f), "=", E(p, f)),
    "importance weights upside down": lambda p, q, f: (E(q, lambda x: f(x)*q(x)/p(x)), "=", E(p, f)),
    "both means under one law": lambda p, q, D: (
        E(p, lambda x: log(D(x))) + E(q, lambda x: log(1 - D(x))), "=",
        integral(lambda x: p(x)*log(D(x)) + p(x)*log(1 - D(x)))),
    "a mean of a product is a product of means": lambda p, f, g: (E(p, lambda x: f(x)*g(x)), "=", E(p, f)*E(p, g)),
    "a mean of a square is the square of the mean": lambda p, f: (E(p, lambda x: f(x)**2), "=", E(p, f)**2),
    "a mean of an inverse is the inverse of the mean": lambda p, h: (E(p, lambda x: 1/h(x)), "=", 1/E(p, h)),
    "variance scales linearly": lambda p, f, d: (variance(p, lambda x: d*f(x)), "=", d*variance(p, f)),
    "variances add up": lambda p, f, g: (variance(p, lambda x: f(x) + g(x)), "=", variance(p, f) + variance(p, g)),
    "a constant adds to the variance": lambda p, f, b: (variance(p, lambda x: f(x) + b), "=", variance(p, f) + b),
    "variance without the square": lambda p, f: (variance(p, f), "=", E(p, lambda x: f(x)**2) - E(p, f)),
    "variance of the mean of two draws is that of one": lambda p, f: (
        E(p, lambda x: E(p, lambda y: ((f(x) + f(y))/2)**2)) - E(p, f)**2, "=", variance(p, f)),
    "the mean squared difference of two draws": lambda p, f: (
        E(p, lambda x: E(p, lambda y: (f(x) - f(y))**2)), "=", variance(p, f)),
    "variance is positive, whatever the function": lambda p, f: (variance(p, f), ">", 0),
    "a mixture with weights that do not sum to 1": lambda p, q, a: (integral(lambda x: a*p(x) + a*q(x)), "=", 1),
    "posterior and likelihood are the same": lambda j, x, z: (j.given(x=x)(z), "=", j.given(z=z)(x)),
    "Bayes' rule without the prior": lambda j, x, z: (j.given(x=x)(z), "=", j.given(z=z)(x)/xx(j)(x)),
    "Bayes' rule with the prior below": lambda j, x, z: (j.given(x=x)(z), "=", j.given(z=z)(x)*xx(j)(x)/zz(j)(z)),
    "a joint density is the product of its marginals": lambda j, x, z: (j(x, z), "=", xx(j)(x)*zz(j)(z)),
    "the likelihood integrates to 1 over the latent variable": lambda j, x: (
        integral(lambda z: j.given(z=z)(x), over="z"), "=", 1),
    "the marginal as an average over the posterior": lambda j, x: (
        E(j.given(x=x), lambda z: j.given(z=z)(x)), "=", xx(j)(x)),
    "the tower property with the wrong law outside": lambda j, p, g: (
        E(p, lambda x: E(j.given(x=x), g)), "=", E(zz(j), g)),
    "conditional mean taken for the mean": lambda j, g, x: (E(j.given(x=x), g), "=", E(zz(j), g)),
    "the law of total variance without its second term": lambda j, g: (
        variance(zz(j), g), "=", E(xx(j), lambda x: variance(j.given(x=x), g))),
    "total variance is at most the mean conditional one": lambda j, g: (
        variance(zz(j), g), "<=", E(xx(j), lambda x: variance(j.given(x=x), g))),
    "three variables, one condition forgotten": lambda t, x, y, z: (
        t(x, y, z), "=", t.marginal("x")(x)*t.marginal("x", "y").given(x=x)(y)*t.marginal("x", "z").given(x=x)(z)),
    "entropy is additive without independence": lambda j: (entropy(j), "=", entropy(xx(j)) + entropy(zz(j))),
    "entropy is superadditive": lambda j: (entropy(j), ">=", entropy(xx(j)) + entropy(zz(j))),
    "information with a sign wrong": lambda j: (information(j), "=", entropy(j) - entropy(xx(j)) - entropy(zz(j))),
    "information is zero": lambda j: (information(j), "=", 0),
    "information is at most log 2 times one half": lambda j: (information(j), "<=", log(2)/2),
    "conditioning raises entropy": lambda j: (entropy(zz(j)), "<=", conditional_entropy(j)),
    "conditional entropy is symmetric": lambda j: (
        conditional_entropy(j), "=", E(zz(j), lambda z: entropy(j.given(z=z)))),
    "the chain rule of divergence with the wrong law": lambda j, o: (
        kl(j, o), "=", kl(xx(j), xx(o)) + E(xx(o), lambda x: kl(j.given(x=x), o.given(x=x)))),
    "divergence of marginals is more": lambda j, o: (kl(xx(j), xx(o)), ">=", kl(j, o)),
    "the evidence splits with a minus": lambda j, k, x: (
        log(xx(j)(x)), "=", elbo(j, k, x) - kl(k.given(x), j.given(x=x))),
    "the evidence splits with the divergence reversed": lambda j, k, x: (
        log(xx(j)(x)), "=", elbo(j, k, x) + kl(j.given(x=x), k.given(x))),
    "the bound with the divergence added": lambda j, k, x: (
        elbo(j, k, x), "=", E(k.given(x), lambda z: log(j.given(z=z)(x))) + kl(k.given(x), zz(j))),
    "the bound without the prior": lambda j, k, x: (
        elbo(j, k, x), "=", E(k.given(x), lambda z: log(j.given(z=z)(x))) + entropy(k.given(x))),
    "the bound minus the entropy": lambda j, k, x: (
        elbo(j, k, x), "=", E(k.given(x), lambda z: log(j(x, z))) - entropy(k.given(x))),
    "the bound is above the evidence": lambda j, k, x: (elbo(j, k, x), ">=", log(xx(j)(x))),
    "the bound is tight": lambda j, k, x: (elbo(j, k, x), "=", log(xx(j)(x))),
    "one draw is better than two": lambda j, k, x: (elbo(j, k, x), ">=", importance_bound(j, k, x)),
    "the reconstruction term alone is a bound": lambda j, k, x: (
        E(k.given(x), lambda z: log(j.given(z=z)(x))), "<=", log(xx(j)(x))),
    "log of the mean weight is the mean log weight": lambda j, k, x: (
        E(k.given(x), lambda z: log(j(x, z)/k.given(x)(z))), "=", log(E(k.given(x), lambda z: j(x, z)/k.given(x)(z)))),
    "Jensen for the logarithm the wrong way": lambda p, h: (E(p, lambda x: log(h(x))), ">=", log(E(p, h))),
    "Jensen for the logarithm, strictly": lambda p, h: (E(p, lambda x: log(h(x))), "<", log(E(p, h))),
    "Jensen for the exponential the wrong way": lambda p, f: (E(p, lambda x: exp(f(x))), "<=", exp(E(p, f))),
    "Jensen for the root the wrong way": lambda p, h: (E(p, lambda x: sqrt(h(x))), ">=", sqrt(E(p, h))),
    "Jensen for the cube on the whole line": lambda p, f: (E(p, lambda x: f(x)**3), ">=", E(p, f)**3),
    "Cauchy-Schwarz without the root": lambda p, f, g: (
        E(p, lambda x: f(x)*g(x)), "<=", E(p, lambda x: f(x)**2)*E(p, lambda x: g(x)**2)),
    "Cauchy-Schwarz the wrong way": lambda p, f, g: (
        E(p, lambda x: f(x)*g(x))**2, ">=", E(p, lambda x: f(x)**2)*E(p, lambda x: g(x)**2)),
    "Jensen-Shannon is half the symmetric divergence": lambda p, q: (jsd(p, q), "=", (kl(p, q) + kl(q, p))/2),
    "Jensen-Shannon is at most one half": lambda p, q: (jsd(p, q), "<=", HALF),
    "Jensen-Shannon is positive, whatever the densities": lambda p, q: (jsd(p, q), ">", 0),
    "the optimal discriminator's value without the log 4": lambda p, q: (
        E(p, lambda x: log(p(x)/(p(x) + q(x)))) + E(q, lambda x: log(q(x)/(p(x) + q(x)))), "=", 2*jsd(p, q)),
    "the optimal discriminator's value with log 2": lambda p, q: (
        E(p, lambda x: log(p(x)/(p(x) + q(x)))) + E(q, lambda x: log(q(x)/(p(x) + q(x)))), "=", 2*jsd(p, q) - log(2)),
    "total variation without the half": lambda p, q: (total_variation(p, q), "=", integral(lambda x: Abs(p(x) - q(x)))),
    "total variation is at most one half": lambda p, q: (total_variation(p, q), "<=", HALF),
    "Pinsker with too large a constant": lambda p, q: (kl(p, q), ">=", 3*total_variation(p, q)**2),
    "Pinsker without the square": lambda p, q: (kl(p, q), ">=", 2*total_variation(p, q)),
    "divergence is at least chi-square": lambda p, q: (kl(p, q), ">=", chi_square(p, q)),
    "chi-square is symmetric": lambda p, q: (chi_square(p, q), "=", chi_square(q, p)),
    "chi-square without subtracting 1": lambda p, q: (chi_square(p, q), "=", E(p, lambda x: p(x)/q(x))),
    "chi-square is at most 1": lambda p, q: (chi_square(p, q), "<=", 1),
    "squared Hellinger is at least total variation": lambda p, q: (hellinger_squared(p, q), ">=", total_variation(p, q)),
    "divergence as the f-divergence of -log": lambda p, q: (f_divergence(lambda t: -log(t), p, q), "=", kl(p, q)),
    "divergence is concave in the pair": lambda p, q, r, s, a: (
        integral(lambda x: mix(a, p, r)(x)*log(mix(a, p, r)(x)/mix(a, q, s)(x))), ">=", a*kl(p, q) + (1 - a)*kl(r, s)),
    "divergence is linear in its first argument": lambda p, q, r, a: (
        integral(lambda x: mix(a, p, r)(x)*log(mix(a, p, r)(x)/q(x))), "=", a*kl(p, q) + (1 - a)*kl(r, q)),
    "entropy is convex": lambda p, q, a: (
        -integral(lambda x: mix(a, p, q)(x)*log(mix(a, p, q)(x))), "<=", a*entropy(p) + (1 - a)*entropy(q)),
    "monotone in the law": lambda p, q, D: (E(p, D), "<=", E(q, D)),
    "the integral of a constant is the constant": lambda p, b: (integral(lambda x: b + 0*p(x)), "=", b),
}  # fmt: skip
