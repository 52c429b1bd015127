"""Optima over functions, from textbooks; and false neighbours.

Sources: Goodfellow et al., Generative adversarial nets (2014), proposition 1; Bishop, Pattern Recognition and Machine
Learning (2006), section 1.5.5; Nguyen et al., Estimating divergence functionals (2010).
"""

from __future__ import annotations

from sympy import Rational, exp, log

from derive.terms import expectation as E
from derive.terms.densities import integral
from derive.terms.functional import greatest, least


def game(p, q, D):
    return E(p, lambda x: log(D(x))) + E(q, lambda x: log(1 - D(x)))


TRUE = {
    "the optimal discriminator": lambda p, q, D: greatest(game(p, q, D), over=D, at=lambda x: p(x)/(p(x) + q(x))),
    "the optimal discriminator for unequal classes": lambda p, q, D, a: greatest(
        a*E(p, lambda x: log(D(x))) + (1 - a)*E(q, lambda x: log(1 - D(x))), over=D,
        at=lambda x: a*p(x)/(a*p(x) + (1 - a)*q(x))),
    "the optimal critic of least squares": lambda p, q, f: least(
        E(p, lambda x: (f(x) - 1)**2) + E(q, lambda x: f(x)**2), over=f, at=lambda x: p(x)/(p(x) + q(x))),
    "the conditional mean": lambda j, f: least(
        E(j, lambda x, z: (z - f(x))**2), over=f, at=lambda x: E(j.given(x=x), lambda z: z)),
    "the density itself minimises the cross-entropy of a positive model": lambda p, h: least(
        integral(h) - E(p, lambda x: log(h(x))), over=h, at=p),
    "the log ratio in the bound of Donsker and Varadhan": lambda p, q, f: greatest(
        E(p, f) - log(E(q, lambda x: exp(f(x)))), over=f, at=lambda x: log(p(x)/q(x))),
    "the log ratio in the linear bound": lambda p, q, f: greatest(
        E(p, f) - E(q, lambda x: exp(f(x))), over=f, at=lambda x: log(p(x)/q(x))),
    "the ratio in the bound of chi-square": lambda p, q, f: greatest(
        2*E(p, f) - E(q, lambda x: f(x)**2), over=f, at=lambda x: p(x)/q(x)),
}  # fmt: skip


FALSE = {
    "the discriminator that looks at one law only": lambda p, q, D: greatest(
        game(p, q, D), over=D, at=lambda x: p(x)/(p(x) + 2*q(x))),
    "the discriminator with the classes exchanged": lambda p, q, D: greatest(
        game(p, q, D), over=D, at=lambda x: q(x)/(p(x) + q(x))),
    "a coin is the optimal discriminator": lambda p, q, D: greatest(game(p, q, D), over=D, at=lambda x: Rational(1, 2)),
    "the critic of least squares without normalising": lambda p, q, f: least(
        E(p, lambda x: (f(x) - 1)**2) + E(q, lambda x: f(x)**2), over=f, at=lambda x: p(x) - q(x)),
    "the mean instead of the conditional mean": lambda j, f: least(
        E(j, lambda x, z: (z - f(x))**2), over=f, at=lambda x: E(j, lambda x, z: z)),
    "the inverse log ratio": lambda p, q, f: greatest(
        E(p, f) - log(E(q, lambda x: exp(f(x)))), over=f, at=lambda x: log(q(x)/p(x))),
}  # fmt: skip
