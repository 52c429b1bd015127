"""Textbook facts about optima, shapes and slopes, each with a false neighbour beside it.

Sources: Boyd and Vandenberghe, Convex Optimization; Rudin, Principles of Mathematical Analysis; and by hand.
"""

from sympy import Abs, Eq, Gt, Max, Min, Piecewise, Rational, cos, exp, log, oo, pi, sin, sqrt, tanh

from derive import exists, not_always
from derive.domains import NONNEGATIVE, NONZERO, POSITIVE, REAL, UNIT_INTERVAL, interval
from derive.terms import (
    attains_maximum,
    attains_minimum,
    cbrt,
    concave,
    convex,
    differentiable,
    expectation,
    kl,
    lagrangian,
    maximiser,
    maximum,
    minimiser,
    minimum,
    no_maximum,
    no_minimum,
    normal,
    not_differentiable,
    sigmoid,
    stationary,
    strictly_concave,
    strictly_convex,
    unbounded_above,
    unbounded_below,
    xlogy,
)  # fmt: skip

CLOSED = interval(0, 1)
x, y, z, c, s, lam = (REAL.symbol(name) for name in ("x", "y", "z", "c", "s", "lam"))
p, q, r = (POSITIVE.symbol(name) for name in "pqr")
a, b = (NONNEGATIVE.symbol(name) for name in "ab")
t, u, n = CLOSED.symbol("t"), UNIT_INTERVAL.symbol("u"), NONZERO.symbol("n")
DOMAINS = {
    x: REAL, y: REAL, z: REAL, c: REAL, s: REAL, lam: REAL, p: POSITIVE, q: POSITIVE, r: POSITIVE,
    a: NONNEGATIVE, b: NONNEGATIVE, t: CLOSED, u: UNIT_INTERVAL, n: NONZERO,
}  # fmt: skip
LOSS = -xlogy(a, t) - xlogy(b, 1 - t)
SQUARES = (x - 1) ** 2 + (x - y) ** 2
CIRCLE = lagrangian(x + y, [Eq(x**2 + y**2, 2)], [lam])

# words: (true, false neighbour, conditions)
PAIRS = {
    "the absolute value is least at 0": (minimiser(Abs(x), over=x, at=0), minimiser(Abs(x), over=x, at=1)),
    "a fourth power is flat at its minimum": (minimiser((x - c) ** 4, over=x, at=c), minimiser((x - c) ** 3, over=x, at=c)),
    "a line on a closed interval is least at its end": (minimiser(t, over=t, at=0), minimiser(t, over=t, at=1)),
    "and largest at the other": (maximiser(p * t, over=t, at=1), maximiser(p * t, over=t, at=Rational(1, 2))),
    "cross-entropy with closed ends": (
        minimiser(LOSS, over=t, at=a / (a + b)), minimiser(LOSS, over=t, at=b / (a + b)), Gt(a + b, 0),
    ),
    "cross-entropy where one class is empty": (
        minimiser(-q * log(1 - t), over=t, at=0), minimiser(-q * log(1 - t), over=t, at=Rational(1, 2)),
    ),
    "t log t on the unit interval": (
        minimiser(xlogy(t, t), over=t, at=exp(-1)), minimiser(xlogy(t, t), over=t, at=0),
    ),
    "the root is least at 0": (minimiser(sqrt(a), over=a, at=0), maximiser(sqrt(a), over=a, at=0)),
    "a parabola in two variables": (
        minimum(SQUARES, over=(x, y), at=(1, 1)), minimum(SQUARES, over=(x, y), at=(1, 0)),
    ),
    "least squares through two points": (
        minimiser((x + y - 3) ** 2 + (x - y - 1) ** 2, over=(x, y), at=(2, 1)),
        minimiser((x + y - 3) ** 2 + (x - y - 1) ** 2, over=(x, y), at=(1, 2)),
    ),
    "a positive definite form": (
        minimiser(x**2 + x * y + y**2, over=(x, y), at=(0, 0)),
        minimiser(x**2 + 3 * x * y + y**2, over=(x, y), at=(0, 0)),
    ),
    "three variables": (
        minimum(x**2 + y**2 + z**2 + x * y + y * z, over=(x, y, z), at=(0, 0, 0)),
        minimum(x**2 + y**2 + z**2 + 3 * x * y, over=(x, y, z), at=(0, 0, 0)),
    ),
    "a sum of exponentials in two variables": (
        minimiser(exp(x) - x + exp(y) - y, over=(x, y), at=(0, 0)),
        minimiser(exp(x) - x + exp(y) - y, over=(x, y), at=(1, 0)),
    ),
    "a gain in two variables": (
        maximum(2 * x + 4 * y - x**2 - y**2, over=(x, y), at=(1, 2)),
        maximum(2 * x + 4 * y - x**2 - y**2, over=(x, y), at=(2, 1)),
    ),
    "ridge regression in one dimension": (
        minimum((y - p * x) ** 2 + q * x**2, over=x, at=p * y / (p**2 + q)),
        minimum((y - p * x) ** 2 + q * x**2, over=x, at=y / p),
    ),
    "the likelihood of a rate": (
        maximum(r * log(p) - q * p, over=p, at=r / q), maximum(r * log(p) - q * p, over=p, at=q / r),
    ),
    "the maximum of a Bernoulli likelihood": (
        maximum(p * log(u) + q * log(1 - u), over=u, at=p / (p + q)),
        maximum(p * log(u) + q * log(1 - u), over=u, at=q / (p + q)),
    ),
    "a distance to a line has many minimisers": (
        attains_minimum((x - y) ** 2, over=(x, y), at=(3, 3)), attains_minimum((x - y) ** 2, over=(x, y), at=(3, 2)),
    ),
    "it has no only one": (
        not_always(minimiser((x - y) ** 2, over=(x, y), at=(0, 0))), minimiser((x - y) ** 2, over=(x, y), at=(0, 0)),
    ),
    "cosine is largest at 0": (attains_maximum(cos(x), over=x, at=0), attains_maximum(cos(x), over=x, at=pi)),
    "a hinge is least wherever it is 0": (
        attains_minimum(Max(0, 1 - x), over=x, at=1), attains_minimum(Max(0, 1 - x), over=x, at=0),
    ),
    "a saddle falls without bound": (
        unbounded_below(x**2 - y**2, along={x: 0, y: s}, as_=(s, oo)),
        unbounded_below(x**2 - y**2, along={x: s, y: 0}, as_=(s, oo)),
    ),
    "the logarithm of a small density": (
        unbounded_below(log(p), along={p: exp(-s)}, as_=(s, oo)), unbounded_below(log(p), along={p: exp(s)}, as_=(s, oo)),
    ),
    "a likelihood that grows as a variance shrinks": (
        unbounded_above(-log(p) / 2 - c**2 / (2 * q), along={p: exp(-s)}, as_=(s, oo)),
        unbounded_above(-log(p) / 2 - r / (2 * p), along={p: exp(-s)}, as_=(s, oo)),
    ),
    "a path has to stay in the domain": (
        unbounded_below(-p, along={p: exp(s)}, as_=(s, oo)), unbounded_below(-p, along={p: s}, as_=(s, oo)),
    ),
    "exp has no minimum": (no_minimum(exp(x), over=x), no_minimum(x**2, over=x)),
    "nor has 1/p": (no_minimum(1 / p, over=p), no_minimum(p + 1 / p, over=p)),
    "sigmoid has no maximum": (no_maximum(sigmoid(x), over=x), no_maximum(-Abs(x), over=x)),
    "a logarithmic loss has no maximum": (no_maximum(-log(u), over=u), no_maximum(u * (1 - u), over=u)),
    "an open end is not attained": (no_minimum(u, over=u), no_minimum(t, over=t)),
    "a cubic has no minimum": (no_minimum(x**3 - x, over=x), no_minimum(x**4 - 2 * x**2, over=x)),
    "squares are strictly convex": (strictly_convex(x**2, over=x), strictly_convex(x, over=x)),
    "fourth powers too": (strictly_convex(x**4, over=x), convex(x**3, over=x)),
    "the logarithm is concave": (strictly_concave(log(p), over=p), convex(log(p), over=p)),
    "entropy is concave": (
        strictly_concave(-u * log(u) - (1 - u) * log(1 - u), over=u), convex(-u * log(u) - (1 - u) * log(1 - u), over=u),
    ),
    "softplus is convex": (strictly_convex(log(1 + exp(x)), over=x), concave(log(1 + exp(x)), over=x)),
    "sigmoid is neither": (not_always(convex(sigmoid(x), over=x)), convex(sigmoid(x), over=x)),
    "nor is tanh concave": (not_always(concave(tanh(x), over=x)), concave(tanh(x), over=x)),
    "quadratic over linear": (convex(x**2 / p, over=(x, p)), strictly_convex(x**2 / p, over=(x, p))),
    "relative entropy is jointly convex": (
        convex(p * log(p / q), over=(p, q)), concave(p * log(p / q), over=(p, q)),
    ),
    "a product is not convex": (not_always(convex(x * y, over=(x, y))), convex(x * y, over=(x, y))),
    "the geometric mean is concave": (concave(sqrt(p * q), over=(p, q)), convex(sqrt(p * q), over=(p, q))),
    "the hinge is convex": (convex(Max(0, 1 - x), over=x), strictly_convex(Max(0, 1 - x), over=x)),
    "a sum of absolute values is convex": (
        convex(Abs(x - c) + 2 * Abs(x), over=x), concave(Abs(x - c) + 2 * Abs(x), over=x),
    ),
    "the absolute value has a kink": (not_differentiable(Abs(x), at={x: 0}), differentiable(Abs(x), at={x: 0})),
    "its square has none": (differentiable(x * Abs(x), at={x: 0}), not_differentiable(x * Abs(x), at={x: 0})),
    "the rectifier has a kink at 0": (
        not_differentiable(Max(0, x), at={x: 0}), not_differentiable(Max(0, x), at={x: 1}),
    ),
    "a cube root has an infinite slope": (not_differentiable(cbrt(x), at={x: 0}), differentiable(cbrt(x), at={x: 0})),
    "softplus is differentiable": (
        differentiable(log(1 + exp(x)), at={x: 0}), not_differentiable(log(1 + exp(x)), at={x: 0}),
    ),
    "the nearest point of a line to the origin": (
        stationary(lagrangian(x**2 + y**2, [Eq(x + y, 1)], [lam]), over=(x, y, lam),
                   at=(Rational(1, 2), Rational(1, 2), -1)),
        stationary(lagrangian(x**2 + y**2, [Eq(x + y, 1)], [lam]), over=(x, y, lam), at=(1, 0, -1)),
    ),
    "a linear function on a circle": (
        stationary(CIRCLE, over=(x, y, lam), at=(1, 1, -Rational(1, 2))),
        stationary(CIRCLE, over=(x, y, lam), at=(1, 1, Rational(1, 2))),
    ),
    "entropy is largest on the uniform law": (
        stationary(lagrangian(-p * log(p) - q * log(q), [Eq(p + q, 1)], [lam]), over=(p, q, lam),
                   at=(Rational(1, 2), Rational(1, 2), 1 - log(2))),
        stationary(lagrangian(-p * log(p) - q * log(q), [Eq(p + q, 1)], [lam]), over=(p, q, lam),
                   at=(Rational(1, 2), Rational(1, 2), 1 + log(2))),
    ),
    "somewhere sine is above its line": (exists(Gt(sin(x), x)), exists(Gt(sin(p), p))),
}  # fmt: skip

half = Rational(1, 2)
NORM, ENTROPY = sqrt(x**2 + y**2), -xlogy(t, t) - xlogy(1 - t, 1 - t)
HUBER = Piecewise((x**2 / 2, Abs(x) <= 1), (Abs(x) - half, True))
GAP, BELL = kl(normal(mean=x, std=p), normal(mean=c, std=1)), normal(mean=c, std=p)
PAIRS |= {
    "a norm is convex": (convex(NORM, over=(x, y)), strictly_convex(NORM, over=(x, y))),
    "a norm as a penalty": (
        convex(x**2 + (x - y) ** 2 + q * NORM, over=(x, y)), convex(x**2 + (x - y) ** 2 - q * NORM, over=(x, y)),
    ),
    "the largest of two absolute values": (
        convex(Max(Abs(x), Abs(y)), over=(x, y)), convex(Min(Abs(x), Abs(y)), over=(x, y)),
    ),
    "the squared hinge": (convex(Max(0, c - x) ** 2, over=x), strictly_convex(Max(0, c - x) ** 2, over=x)),
    "a rising convex function of a convex one": (convex(exp(Max(x, 0)), over=x), convex(-exp(Max(x, 0)), over=x)),
    "the smaller of two lines": (concave(Min(x, 1 - x), over=x), convex(Min(x, 1 - x), over=x)),
    "the Huber loss": (convex(HUBER, over=x), strictly_convex(HUBER, over=x)),
    "a square with a penalty": (
        strictly_convex((x - c) ** 2 + Abs(x), over=x), strictly_convex(Abs(x - c) + Abs(x), over=x),
    ),
    "t log t up to its end": (strictly_convex(xlogy(a, a), over=a), concave(xlogy(a, a), over=a)),
    "the root up to its end": (strictly_concave(sqrt(a), over=a), convex(sqrt(a), over=a)),
    "a median of three": (
        minimiser(Abs(x) + Abs(x - 1) + Abs(x - 5), over=x, at=1), minimiser(Abs(x) + Abs(x - 1) + Abs(x - 5), over=x, at=2),
    ),
    "a quantile": (
        minimiser(3 * Max(0, 1 - x) + Max(0, x - 1), over=x, at=1), minimiser(Max(0, 1 - x), over=x, at=1),
    ),
    "the soft threshold": (
        minimiser((x - p - 1) ** 2 / 2 + Abs(x), over=x, at=p), minimiser((x - c) ** 2 / 2 + Abs(x), over=x, at=0),
    ),
    "entropy on the closed interval": (maximiser(ENTROPY, over=t, at=half), minimiser(ENTROPY, over=t, at=0)),
    "a logistic loss of separated points": (
        no_minimum(log(1 + exp(-x)) + y**2, over=(x, y)), no_minimum(log(1 + exp(-x)) + log(1 + exp(x)), over=x),
    ),
    "the leaky rectifier": (
        not_differentiable(Max(u * x, x), at={x: 0}), not_differentiable(Max(t * x, x), at={x: 0}),
    ),
    "an exponential that goes on as a line": (
        differentiable(Piecewise((x, x > 0), (exp(x) - 1, True)), at={x: 0}),
        differentiable(Piecewise((x, x > 0), (p * (exp(x) - 1), True)), at={x: 0}),
    ),
    "the best normal law": (minimiser(GAP, over=(x, p), at=(c, 1)), minimiser(GAP, over=(x, p), at=(0, 1))),
    "a divergence is convex in the mean": (strictly_convex(GAP, over=x), concave(GAP, over=x)),
    "the mean has the least squared error": (
        minimum(expectation(BELL, lambda w: (w - x) ** 2), over=x, at=c),
        minimum(expectation(BELL, lambda w: (w - x) ** 2), over=x, at=0),
    ),
}  # fmt: skip
