"""Limits of losses and their gradients, each with a false neighbour; some with hypotheses."""

from sympy import Abs, Derivative, Le, Max, Ne, cos, exp, log, oo, sin, tanh

from derive import calc, tends_to
from derive.domains import POSITIVE, POSITIVE_INTEGER, REAL, UNIT_INTERVAL
from derive.terms import sigmoid, vanishes

x, g, h, bound, a, b = (REAL.symbol(name) for name in ("x", "g", "h", "bound", "a", "b"))
e, s = POSITIVE.symbol("e"), POSITIVE.symbol("s")
d, n = UNIT_INTERVAL.symbol("d"), POSITIVE_INTEGER.symbol("n")
DOMAINS = {
    x: REAL, g: REAL, h: REAL, bound: REAL, a: REAL, b: REAL, e: POSITIVE, s: POSITIVE, d: UNIT_INTERVAL,
    n: POSITIVE_INTEGER,
}  # fmt: skip


def limit(f, value, *as_):
    """f tends to a value."""
    return calc(f, tends_to(value, as_=as_))


PAIRS = {
    "the saturating loss is flat for a sure discriminator": (
        limit(Derivative(log(1 - sigmoid(h)), h), 0, h, -oo), limit(Derivative(log(1 - sigmoid(h)), h), -1, h, -oo),
    ),
    "the other one is not": (
        limit(Derivative(-log(sigmoid(h)), h), -1, h, -oo), limit(Derivative(-log(sigmoid(h)), h), 0, h, -oo),
    ),
    "a bounded gradient is squeezed": (
        vanishes(g * sigmoid(h), below=bound * sigmoid(h), as_=(h, -oo)),
        vanishes(g * sigmoid(h), below=bound * sigmoid(h), as_=(h, oo)), Le(Abs(g), bound),
    ),
    "a bound has to hold": (
        vanishes(sin(a) * exp(-h), below=exp(-h), as_=(h, oo)), vanishes(a * exp(-h), below=exp(-h), as_=(h, oo)),
    ),
    "a bounded gradient through a small discriminator": (
        vanishes(g * d / (1 - d), below=bound * d / (1 - d), as_=(d, 0, "+")),
        vanishes(g * d / (1 - d), below=bound * (1 - d) / d, as_=(d, 0, "+")), Le(Abs(g), bound),
    ),
    "a gate that closes": (limit(a * tanh(h) + b * (1 - tanh(h)), a, h, oo), limit(a * tanh(h) + b * (1 - tanh(h)), b, h, oo)),
    "a sharp sigmoid": (limit(sigmoid(s * h + b), 1, h, oo), limit(sigmoid(a * h + b), 1, h, oo)),
    "a Gaussian kernel away from its centre": (
        limit(exp(-((x - a) ** 2) / (2 * e)), 0, e, 0, "+"), limit(exp(-((x - a) ** 2) / (2 * e)), 1, e, 0, "+"), Ne(x, a),
    ),
    "a decaying wave": (limit(sin(a * h) * exp(-h), 0, h, oo), limit(sin(h), 0, h, oo)),
    "oscillation at 0": (limit(x * sin(1 / x), 0, x, 0), limit(sin(1 / x), 0, x, 0)),
    "a growing oscillation has no limit": (limit(cos(h) / h, 0, h, oo), limit(h * cos(h), oo, h, oo)),
    "a hinge loss": (limit(Max(0, 1 - h), 0, h, oo), limit(Max(0, 1 - h), 0, h, -oo)),
    "a rate of 1/n": (limit(s / n, 0, n, oo), limit(s * n, 0, n, oo)),
    "e log e": (limit(e * log(e), 0, e, 0, "+"), limit(log(e), 0, e, 0, "+")),
}  # fmt: skip
