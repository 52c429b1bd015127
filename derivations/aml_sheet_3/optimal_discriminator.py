"""The discriminator that is optimal against a fixed generator, and its value in three extreme cases.

Here p and q stand for the values p*(x) and p_theta(x) at one x, and y for D(x).
"""

from sympy import Derivative, Eq, Rational, log

from derive import Nonnegative, Positive, UnitInterval, below, calc, derivation, equals, iff
from derive.terms import maximum

SHEET = "Advanced Machine Learning, exercise sheet 3"


@derivation(source=f"{SHEET}, problem 3(a)")
def maximising_discriminator(p: Positive, q: Positive, y: UnitInterval):
    """y = p / (p + q) is the only maximiser of p log y + q log(1 - y) over 0 < y < 1."""
    gain = p * log(y) + q * log(1 - y)

    slope = calc(Derivative(gain, y), equals(p / y - q / (1 - y), by="chain rule"))
    stationary = calc(
        Eq(slope.conclusion, 0),
        iff(Eq(p * (1 - y), q * y), by="multiply by y (1 - y) > 0"),
        iff(Eq(y, p / (p + q)), by="collect y"),
    )
    concave = calc(
        Derivative(gain, (y, 2)),
        equals(-p / y**2 - q / (1 - y) ** 2, by="differentiate once more"),
        below(0, by="p, q > 0: both terms are negative"),
    )
    return slope, stationary, concave, maximum(gain, over=y, at=p / (p + q), name="maximum")


@derivation(source=f"{SHEET}, problem 3(b)", where=lambda p, q: p + q > 0)
def values_of_the_optimal_discriminator(p: Nonnegative, q: Nonnegative):
    """D* is 1/2 where the generator is right, 1 where it misses data, 0 where it invents them."""
    best = p / (p + q)

    matched = calc(Eq(q, p), iff(Eq(best, Rational(1, 2)), by="case (i): p / (2 p)"))
    missed = calc(Eq(q, 0), iff(Eq(best, 1), by="case (ii): p / p"))
    invented = calc(Eq(p, 0), iff(Eq(best, 0), by="case (iii): 0 / q"))
    return matched, missed, invented
