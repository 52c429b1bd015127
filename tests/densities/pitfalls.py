"""Statements that a careless engine gets wrong: bound variables, values at 0, one row of a table beside another.

Sources: Cover and Thomas, Elements of Information Theory (2006), sections 2.5 to 2.8; Kingma and Welling, An
introduction to variational autoencoders (2019); Alemi et al., Fixing a broken ELBO (2018).
"""

from __future__ import annotations

from sympy import Abs, Heaviside, Integral, Piecewise, Subs, Sum, Symbol, log, sign

from derive.terms import chi_square, f_divergence, independent, kl, total_variation, variance
from derive.terms import expectation as E
from derive.terms.densities import integral
from derive.terms.functional import least
from derive.terms.sampling import pushforward
from tests.densities.table import information, xx, zz

i, number = Symbol("i", integer=True), Symbol("number", real=True)


def aggregated(p, k):
    """The mixture of k(z | x) over x ~ p."""
    return lambda z: integral(lambda x: p(x) * k.given(x)(z), over="x")


def shared(p, k):
    """The information between x ~ p and z ~ k(z | x)."""
    return E(p, lambda x: E(k.given(x), lambda z: log(k.given(x)(z) / aggregated(p, k)(z))))


def processed(p, q, k):
    """The divergence of mixtures."""
    a, b = aggregated(p, k), aggregated(q, k)
    return integral(lambda z: a(z) * log(a(z) / b(z)), over="z")


TRUE = {
    "a parameter that is put in": lambda m, theta, x: (Subs(m.given(theta)(x), theta, 0), "=", m.given(0)(x)),
    "a map with an average inside": lambda p, q, r, f, g: (
        E(pushforward(lambda z: E(q, lambda y: g(z, y)), p), lambda x: E(r, lambda y: f(x, y))), "=",
        E(p, lambda z: E(r, lambda x: f(E(q, lambda y: g(z, y)), x)))),
    "an optimum with an average inside": lambda p, q, f, g: least(
        E(p, lambda x: (f(x) - E(q, lambda y: g(y, x)))**2), over=f, at=lambda y: E(q, lambda x: g(x, y))),
    "an f-divergence of a linear function": lambda p, q, d: (f_divergence(lambda t: d*t, p, q), "=", d),
    "information is a divergence from the product": lambda j: (kl(j, independent(xx(j), zz(j))), "=", information(j)),
    "reverse information": lambda j: (kl(independent(xx(j), zz(j)), j), ">=", 0),
    "a mixture over latent variables integrates to 1": lambda p, k: (integral(aggregated(p, k), over="z"), "=", 1),
    "information of an encoder": lambda p, k: (shared(p, k), ">=", 0),
    "the rate splits into information and a divergence": lambda j, k, p: (
        E(p, lambda x: kl(k.given(x), zz(j))), "=", shared(p, k) + integral(
            lambda z: aggregated(p, k)(z)*log(aggregated(p, k)(z)/zz(j)(z)), over="z")),
    "the rate is at least the information": lambda j, k, p: (E(p, lambda x: kl(k.given(x), zz(j))), ">=", shared(p, k)),
    "information is lost in a channel": lambda p, q, k: (processed(p, q, k), "<=", kl(p, q)),
}  # fmt: skip

UNPROVED = {"a parameter that is put in", "a map with an average inside"}
"""True, and out of the provers' reach: they agree in every world."""

FALSE = {
    "a sum of functions as if of constants": lambda f, n: (Sum(f(i), (i, 1, n))**2, "=", n*Sum(f(i)**2, (i, 1, n))),
    "a sum of averages as if of constants": lambda p, f, n: (
        Sum(E(p, lambda x: f(x)**i), (i, 1, n))**2, "=", n*Sum(E(p, lambda x: f(x)**i)**2, (i, 1, n))),
    "the sign of a density under an average": lambda u, v: (E(v, lambda x: sign(u(x))), "=", 1),
    "the sign of an affinity": lambda u, v: (sign(E(u, v)), "=", 1),
    "a step at a density under an average": lambda u, p: (E(p, lambda x: Heaviside(u(x))), "=", 1),
    "a case distinction under an average": lambda u, p: (
        E(p, lambda x: Piecewise((1, u(x) > 0), (0, True))), "=", 1),
    "an f-divergence with a variable called t": lambda p, q, d: (
        f_divergence(lambda t: d*t, p, q), "=", E(q, lambda x: (p(x)/q(x))**2)),
    "an optimum that captures": lambda p, q, f, g: least(
        E(p, lambda x: (f(x) - g(x, x))**2), over=f, at=lambda y: E(q, lambda x: g(x, y))),
    "a channel adds information": lambda p, q, k: (processed(p, q, k), ">=", kl(p, q)),
    "the rate is the information": lambda j, k, p: (E(p, lambda x: kl(k.given(x), zz(j))), "=", shared(p, k)),
    "a point is not negative": lambda p: (E(p, lambda x: x), ">=", 0),
    "a point is its modulus": lambda p: (E(p, lambda x: Abs(x)), "=", E(p, lambda x: x)),
    "a square is at least its root": lambda p: (E(p, lambda x: x**2), ">=", E(p, lambda x: x)),
    "variance of weights with the laws exchanged": lambda p, q: (
        variance(q, lambda x: p(x)/q(x)), "=", chi_square(q, p)),
    "a critic is worth half the distance": lambda p, q, D: (E(p, D) - E(q, D), "<=", total_variation(p, q)/2),
    "entropies over the support and everywhere do not add up": lambda u, v: (
        2*integral(lambda x: u(x)*log(u(x))) - E(u, lambda x: log(u(x))) - 2*E(u, lambda x: log(v(x))), ">=", 0),
    "nor with the signs exchanged": lambda u, v: (
        -2*E(u, lambda x: log(u(x))) + integral(lambda x: u(x)*log(u(x))) - E(u, lambda x: log(v(x))), ">=", 0),
}  # fmt: skip

NOT_PROVED = {
    "an integral of a function as if of a constant": lambda f: (
        Integral(f(number), (number, 0, 1))**2, "=", Integral(f(number)**2, (number, 0, 1))),
}  # fmt: skip
"""False, though no finite world shows it: nothing may prove them."""
