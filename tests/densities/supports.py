"""Textbook facts about densities that may vanish, and about independence; and false neighbours.

Sources: Cover and Thomas, Elements of Information Theory (2006), sections 2.3 to 2.6; Lin, Divergence measures based on
the Shannon entropy (1991); Tsybakov, Introduction to Nonparametric Estimation (2009), section 2.4.
"""

from __future__ import annotations

from sympy import log

from derive.abstract.supports import are_independent, dominated_by, mutually_singular
from derive.terms import covariance, cross_entropy, entropy, jsd, kl, total_variation
from derive.terms import expectation as E
from derive.terms.densities import integral
from tests.densities.table import information, xx, zz

TRUE = {
    "an expectation over the support": lambda u, f: (E(u, f), "=", integral(lambda x: u(x)*f(x))),
    "cross-entropy splits where densities vanish": lambda u, v: (cross_entropy(u, v), "=", entropy(u) + kl(u, v)),
    "a likelihood ratio under domination": lambda u, v: (E(v, lambda x: u(x)/v(x)), "=", 1, dominated_by(u, v)),
    "importance sampling under domination": lambda u, v, f: (
        E(v, lambda x: f(x)*u(x)/v(x)), "=", E(u, f), dominated_by(u, v)),
    "a likelihood ratio has mean at most 1": lambda u, v: (E(v, lambda x: u(x)/v(x)), "<=", 1),
    "Gibbs' inequality where densities vanish": lambda u, v: (kl(u, v), ">=", 0),
    "Jensen-Shannon where densities vanish": lambda u, v: (jsd(u, v), ">=", 0),
    "Jensen-Shannon is at most log 2 everywhere": lambda u, v: (jsd(u, v), "<=", log(2)),
    "Jensen-Shannon of singular densities": lambda u, v: (jsd(u, v), "=", log(2), mutually_singular(u, v)),
    "total variation of singular densities": lambda u, v: (total_variation(u, v), "=", 1, mutually_singular(u, v)),
    "a mean of a product of singular densities": lambda u, v: (E(u, v), "=", 0, mutually_singular(u, v)),
    "the mean of a function that may be 0": lambda u, D: (E(u, D), "<=", 1),
    "Jensen where densities vanish": lambda u, h: (E(u, lambda x: log(h(x))), "<=", log(E(u, h))),
    "an independent joint density": lambda j, x, z: (j(x, z), "=", xx(j)(x)*zz(j)(z), are_independent(j)),
    "a conditional density under independence": lambda j, x, z: (j.given(x=x)(z), "=", zz(j)(z), are_independent(j)),
    "no information under independence": lambda j: (information(j), "=", 0, are_independent(j)),
    "entropy under independence": lambda j: (entropy(j), "=", entropy(xx(j)) + entropy(zz(j)), are_independent(j)),
    "no covariance under independence": lambda j, f, g: (
        covariance(j, lambda x, z: f(x), lambda x, z: g(z)), "=", 0, are_independent(j)),
}  # fmt: skip


FALSE = {
    "a likelihood ratio without domination": lambda u, v: (E(v, lambda x: u(x)/v(x)), "=", 1),
    "a likelihood ratio under domination the wrong way": lambda u, v: (
        E(v, lambda x: u(x)/v(x)), "=", 1, dominated_by(v, u)),
    "importance sampling without domination": lambda u, v, f: (E(v, lambda x: f(x)*u(x)/v(x)), "=", E(u, f)),
    "the inverse density has mean the size of the space": lambda u: (
        E(u, lambda x: 1/u(x)), "=", integral(lambda x: 1 + 0*u(x))),
    "Jensen-Shannon is below log 2": lambda u, v: (jsd(u, v), "<", log(2)),
    "Jensen-Shannon of singular densities is 0": lambda u, v: (jsd(u, v), "=", 0, mutually_singular(u, v)),
    "total variation is below 1": lambda u, v: (total_variation(u, v), "<", 1),
    "a density is positive": lambda u, x: (u(x), ">", 0),
    "a mean under a density that may vanish is positive": lambda u, v: (E(u, v), ">", 0),
    "independence without the premise": lambda j, x, z: (j.given(x=x)(z), "=", zz(j)(z)),
    "covariance without independence": lambda j, f, g: (covariance(j, lambda x, z: f(x), lambda x, z: g(z)), "=", 0),
    "independent variables are alike": lambda j: (entropy(xx(j)), "=", entropy(zz(j)), are_independent(j)),
}  # fmt: skip
