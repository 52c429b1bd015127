"""Known bounds that were made weaker, which holds, or tighter, which does not.

Sources: Cover and Thomas, Elements of Information Theory (2006), sections 2.6 and 11.6; Goodfellow et al., Generative
adversarial nets (2014), proposition 1.
"""

from __future__ import annotations

from sympy import Abs, Rational, exp, log, sqrt

from derive.terms import chi_square, jsd, kl, sigmoid, total_variation
from derive.terms import expectation as E

HALF = Rational(1, 2)


def loss(p, q, D):
    """The loss of a discriminator."""
    return -E(p, lambda x: log(D(x))) - E(q, lambda x: log(1 - D(x)))


def share(p, q):
    """The best discriminator."""
    return lambda x: p(x) / (p(x) + q(x))


TRUE = {
    "a divergence is its own modulus": lambda p, q: (Abs(kl(p, q)), "=", kl(p, q)),
    "the modulus of what is never positive": lambda p, q: (Abs(-jsd(p, q)), "=", jsd(p, q)),
    "a root of what is never positive has a value at 0 only": lambda p, q: (sqrt(-jsd(p, q)), "=", -jsd(p, q)),
    "a modulus in which nothing is negative, under an average": lambda p, f: (
        E(p, lambda x: Abs(f(x)**2, evaluate=False)), "=", E(p, lambda x: f(x)**2)),
    "Pinsker's inequality with room": lambda p, q: (total_variation(p, q), "<=", sqrt(kl(p, q))),
    "Pinsker's inequality with the fourth root": lambda p, q: (
        total_variation(p, q), "<=", sqrt(sqrt(kl(p, q) / 2))),
    "a divergence exceeds its logarithm": lambda p, q: (log(kl(p, q)), "<=", kl(p, q)),
    "a divergence is less than its exponential": lambda p, q: (kl(p, q), "<=", exp(kl(p, q))),
    "an event against the reciprocal of a distance": lambda p, q, D: (
        E(p, D) - E(q, D), "<=", 1 / total_variation(p, q)),
    "the square of a mean share": lambda p, f: (E(p, lambda x: sigmoid(f(x)))**2, "<=", E(p, lambda x: sigmoid(f(x)))),
    "no discriminator does better than half a loss": lambda p, q, D: (
        loss(p, q, D), ">=", loss(p, q, share(p, q)) / 2),
    "no discriminator does better than the best with a part of the loss": lambda p, q, D: (
        loss(p, q, D), ">=",
        -E(p, lambda x: log(share(p, q)(x))) - E(q, lambda x: log(1 - share(p, q)(x)) / 2)),
    "no discriminator does better than the logarithms of means": lambda p, q, D: (
        loss(p, q, D), ">=", -log(E(p, share(p, q))) - E(q, lambda x: log(1 - share(p, q)(x)))),
    "no critic of least squares does better than the best": lambda p, q, f: (
        E(p, lambda x: (f(x) - 1)**2) + E(q, lambda x: f(x)**2), ">=",
        E(p, lambda x: (share(p, q)(x) - 1)**2) + E(q, lambda x: share(p, q)(x)**2)),
}  # fmt: skip

FALSE = {
    "the modulus of a difference of divergences": lambda p, q: (
        Abs(kl(p, q) - kl(q, p)), "=", kl(p, q) - kl(q, p)),
    "a modulus in which something may be negative, under an average": lambda p, f: (
        E(p, lambda x: Abs(f(x))), "=", E(p, f)),
    "Pinsker's inequality without the root": lambda p, q: (total_variation(p, q), "<=", kl(p, q) / 2),
    "a divergence exceeds its square": lambda p, q: (kl(p, q)**2, "<=", kl(p, q)),
    "a divergence is less than its logarithm": lambda p, q: (kl(p, q), "<=", log(kl(p, q))),
    "a divergence is below its reciprocal": lambda p, q: (chi_square(p, q), "<=", 1 / chi_square(p, q)),
    "a mean share is less than its square": lambda p, f: (
        E(p, lambda x: sigmoid(f(x))), "<=", E(p, lambda x: sigmoid(f(x)))**2),
    "no discriminator does better than twice the best": lambda p, q, D: (
        loss(p, q, D), ">=", -E(p, lambda x: log(share(p, q)(x))) - 2*E(q, lambda x: log(1 - share(p, q)(x)))),
    "a bound that fails near the best discriminator only": lambda p, q, D: (
        loss(p, q, D), ">=", -E(p, lambda x: log(share(p, q)(x)))
        - E(q, lambda x: log(1 - p(x) / (p(x) + q(x))**2))),
    "a critic of least squares against the constant one": lambda p, q, f: (
        E(p, lambda x: (f(x) - 1)**2) + E(q, lambda x: f(x)**2), ">=", HALF),
}  # fmt: skip
