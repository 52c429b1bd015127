"""Entropies and divergences, by their definitions in terms of expectations, in nats.

They ask of a law no more than its density, so that they mean the same for every kind of law.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sympy import Add, Dummy, Expr, Lambda, Max, Rational, log, sqrt

from derive.errors import AuthoringError, caller_line
from derive.terms.distributions import Distribution, logpdf
from derive.terms.expectation import Defined, expectation, laws
from derive.terms.finite import Atoms
from derive.terms.measures import has_atoms, jsd_by_parts, kl_of_atoms, total_variation_by_parts

HALF = Rational(1, 2)

RATIO = Dummy("t", positive=True, dummy_index=0)
"""The argument of the function of an f-divergence; no variable of a page is equal to it."""


class KL(Defined):
    """The Kullback-Leibler divergence KL(p || q) = E_p[log p - log q]."""

    def definition(self) -> Expr:
        """E_p[log p(x) - log q(x)]."""
        p, q = self.args
        return expectation(p, lambda x: logpdf(p, x) - logpdf(q, x))


class Entropy(Defined):
    """The entropy -E_p[log p], differential for a law with a density."""

    def definition(self) -> Expr:
        """-E_p[log p(x)]."""
        (p,) = self.args
        return -expectation(p, lambda x: logpdf(p, x))


class CrossEntropy(Defined):
    """The cross-entropy -E_p[log q]."""

    def definition(self) -> Expr:
        """-E_p[log q(x)]."""
        p, q = self.args
        return -expectation(p, lambda x: logpdf(q, x))


class JSD(Defined):
    """The Jensen-Shannon divergence (KL(p || m) + KL(q || m))/2, m = (p + q)/2."""

    def definition(self) -> Expr:
        """Half of E_p[log p - log m] + E_q[log q - log m]."""
        p, q = self.args
        averages = (expectation(law, lambda x, law=law: _to_the_middle(law, p, q, x)) for law in (p, q))
        return Add(*(HALF * average for average in averages))


def _to_the_middle(law: Distribution, p: Distribution, q: Distribution, x: Any) -> Expr:
    return logpdf(law, x) - log((p.density(x) + q.density(x)) / 2)


def _inside(law: Distribution, x: Any) -> Expr:
    """The density where x lies in the support, so that one may divide by it."""
    density: Expr = law.support.settled(law.density(x), x)
    return density


class ChiSquare(Defined):
    """The chi-square divergence of p from q: the integral of (p - q)^2/q, which is E_p[p/q] - 1."""

    def definition(self) -> Expr:
        """E_p[p(x)/q(x)] - 1."""
        p, q = self.args
        return expectation(p, lambda x: _inside(p, x) / q.density(x)) - 1


class TotalVariation(Defined):
    """The total variation distance: half the integral of |p - q|, which is E_p[max(0, 1 - q/p)]."""

    def definition(self) -> Expr:
        """E_p[max(0, 1 - q(x)/p(x))]: where p is 0, nothing of p exceeds q."""
        p, q = self.args
        return expectation(p, lambda x: Max(0, 1 - q.density(x) / _inside(p, x)))


class HellingerSquared(Defined):
    """The squared Hellinger distance: half the integral of (sqrt p - sqrt q)^2, which is 1 - E_p[sqrt(q/p)]."""

    def definition(self) -> Expr:
        """1 - E_p[sqrt(q(x)/p(x))]."""
        p, q = self.args
        return 1 - expectation(p, lambda x: sqrt(q.density(x) / _inside(p, x)))


class FDivergence(Defined):
    """D_f(p || q) = E_q[f(p/q)]; `args` are f as a `Lambda`, p and q."""

    def definition(self) -> Expr:
        """E_q[f(p(x)/q(x))]."""
        f, p, q = self.args
        return expectation(q, lambda x: f(p.density(x) / _inside(q, x)))


def kl(p: Distribution, q: Distribution) -> Defined:
    """The Kullback-Leibler divergence KL(p || q) in nats, by its definition.

    Raises `AuthoringError` for what is no distribution, and for a discrete law beside one with a density.

    Source: Cover and Thomas, Elements of Information Theory (2006), equation 8.46.

    >>> from derive.terms import bernoulli, normal
    >>> kl(normal(mean=0, std=1), normal(mean=0, std=1)).definition().integrand
    0
    >>> kl(normal(mean=0, std=1), bernoulli(probability=HALF))
    Traceback (most recent call last):
    derive.errors.AuthoringError: Bernoulli(1/2) counts points, N(0, 1) has a density: no common base measure
    """
    if isinstance(p, Atoms) or isinstance(q, Atoms):
        return kl_of_atoms(p, q)
    return KL(*_comparable(p, q))


def entropy(p: Distribution) -> Entropy:
    """The entropy of `p` in nats, by its definition; differential for a law with a density.

    Source: Cover and Thomas, Elements of Information Theory (2006), equations 2.1 and 8.1.

    >>> from derive.terms import normal
    >>> entropy(normal(mean=0, std=1)).definition()
    -E_{x ~ N(0, 1)}[log(sqrt(2)*exp(-x**2/2)/(2*sqrt(pi)))]
    """
    return Entropy(*laws(p))


def cross_entropy(p: Distribution, q: Distribution) -> CrossEntropy:
    """The cross-entropy -E_p[log q] in nats.

    Raises `AuthoringError` as `kl` does.

    Source: Goodfellow, Bengio and Courville, Deep Learning (2016), equation 3.51.

    >>> from derive.terms import exponential
    >>> cross_entropy(exponential(rate=1), exponential(rate=2)).definition()
    -E_{x ~ Exponential(1)}[log(2*exp(-2*x))]
    """
    return CrossEntropy(*_comparable(p, q))


def jsd(p: Distribution, q: Distribution) -> Defined:
    """The Jensen-Shannon divergence in nats: half of KL(p || m) + KL(q || m), m the even mixture.

    Raises `AuthoringError` as `kl` does.

    Source: Lin, Divergence measures based on the Shannon entropy (1991), section IV.
    """
    if has_atoms(p, q):
        return jsd_by_parts(p, q)
    return JSD(*_comparable(p, q))


def chi_square(p: Distribution, q: Distribution) -> ChiSquare:
    """The chi-square divergence of p from q: the integral of (p - q)^2/q.

    Raises `AuthoringError` as `kl` does.

    Source: Tsybakov, Introduction to Nonparametric Estimation (2009), section 2.4.
    """
    return ChiSquare(*_comparable(p, q))


def total_variation(p: Distribution, q: Distribution) -> Defined:
    """The total variation distance: half the integral of |p - q|, between 0 and 1.

    Raises `AuthoringError` as `kl` does.

    Source: Tsybakov, Introduction to Nonparametric Estimation (2009), lemma 2.1.
    """
    if has_atoms(p, q):
        return total_variation_by_parts(p, q)
    return TotalVariation(*_comparable(p, q))


def hellinger_squared(p: Distribution, q: Distribution) -> HellingerSquared:
    """The squared Hellinger distance with the factor 1/2: 1 minus the integral of sqrt(p q).

    Raises `AuthoringError` as `kl` does.

    Source: Le Cam and Yang, Asymptotics in Statistics (2000), section 3.2.
    """
    return HellingerSquared(*_comparable(p, q))


def f_divergence(f: Callable[[Any], Any], p: Distribution, q: Distribution) -> FDivergence:
    """D_f(p || q) = E_q[f(p/q)], where q is positive wherever p is.

    Raises `AuthoringError` as `kl` does, and where the support of p does not certainly lie in that of q.

    Source: Csiszar and Shields, Information Theory and Statistics (2004), section 4.

    >>> from derive.terms import exponential, normal
    >>> f_divergence(lambda t: t*log(t), normal(mean=0, std=1), exponential(rate=1))
    Traceback (most recent call last):
    derive.errors.AuthoringError: D_f(p || q) needs q > 0 wherever p is: N(0, 1) lives where Exponential(1) does not
    """
    p, q = _comparable(p, q)
    if p.measure is not None and not q.support.holds_all_of(p.support):
        raise AuthoringError(
            f"D_f(p || q) needs q > 0 wherever p is: {p} lives where {q} does not", line=caller_line()
        )
    return FDivergence(Lambda(RATIO, f(RATIO)), p, q)


def _comparable(p: Any, q: Any) -> tuple[Distribution, ...]:
    """Both laws; raises `AuthoringError` where their densities are against different measures."""
    found = laws(p, q)
    named = [law for law in found if law.measure is not None]
    if len({law.measure for law in named}) > 1:
        discrete, other = sorted(named, key=lambda law: law.measure != "counting")
        raise AuthoringError(
            f"{discrete} counts points, {other} has a density: no common base measure",
            line=caller_line(),
        )
    sizes = [getattr(law, "dimension", 1) for law in named]
    if len(set(sizes)) > 1:
        raise AuthoringError(f"{p} is a law of {sizes[0]} numbers, {q} of {sizes[1]}", line=caller_line())
    return found
