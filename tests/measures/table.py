"""Textbook facts about laws on finitely many points and distances between laws, each with a false neighbour.

Sources: Villani, Topics in Optimal Transportation; Levin, Peres and Wilmer, Markov Chains and Mixing Times.
"""

from sympy import Abs, Rational, exp, log, oo, pi, sqrt

from derive import calc, not_always
from derive.calculation import above, at_least, at_most, below, equals, tends_to
from derive.domains import POSITIVE, REAL, UNIT_INTERVAL, interval
from derive.terms import (
    bernoulli,
    categorical,
    jsd,
    kl,
    mixture,
    multivariate_normal,
    normal,
    point_mass,
    total_variation,
)
from derive.terms.finite import finite
from derive.terms.lipschitz import lipschitz_maximum, lipschitz_optimum
from derive.terms.plane import area, integral_over, plane_density, plane_weight, region
from derive.terms.transport import frechet_distance, transport_cost, wasserstein

m, n, x, y, z, c = (REAL.symbol(name) for name in "mnxyzc")
s, t = POSITIVE.symbol("s"), POSITIVE.symbol("t")
u, v = UNIT_INTERVAL.symbol("u"), UNIT_INTERVAL.symbol("v")
w = interval(0, 1).symbol("w")
DOMAINS = {
    m: REAL, n: REAL, x: REAL, y: REAL, z: REAL, c: REAL, s: POSITIVE, t: POSITIVE, u: UNIT_INTERVAL, v: UNIT_INTERVAL,
    w: interval(0, 1),
}  # fmt: skip
half, third = Rational(1, 2), Rational(1, 3)
COIN, TWO, AT_X, AT_Y = finite({0: 1 - u, 1: u}), finite({0: 1 - v, 1: v}), finite({x: 1}), finite({y: 1})
FAIR, SURE = finite({0: half, 1: half}), finite({0: 1})
FAR = finite({5: half, 7: half})
DICE = finite({k: Rational(1, 6) for k in range(1, 7)})
P, Q = normal(mean=m, std=s), normal(mean=n, std=t)
MIXED = finite({0: 1 - w, 1: w})


def cost(x, y):
    """The square of the distance."""
    return (x - y) ** 2


PAIRS = {
    "W_1 of two point masses": (
        calc(wasserstein(AT_X, AT_Y), equals(Abs(x - y))), calc(wasserstein(AT_X, AT_Y), equals(x - y)),
    ),
    "W_2 of two point masses": (
        calc(wasserstein(AT_X, AT_Y, order=2), equals(Abs(x - y))),
        calc(wasserstein(AT_X, AT_Y, order=2), equals((x - y) ** 2)),
    ),
    "W_1 of two coins": (calc(wasserstein(COIN, TWO), equals(Abs(u - v))), calc(wasserstein(COIN, TWO), equals(u - v))),
    "it is the total variation there": (
        calc(wasserstein(COIN, TWO), equals(total_variation(COIN, TWO))),
        calc(wasserstein(COIN, TWO), equals(2 * total_variation(COIN, TWO))),
    ),
    "a point mass that moves": (
        calc(wasserstein(SURE, finite({0: 1 - u, 3: u})), equals(3 * u)),
        calc(wasserstein(SURE, finite({0: 1 - u, 3: u})), equals(u)),
    ),
    "a shift of a die": (
        calc(wasserstein(DICE, finite({k + 2: Rational(1, 6) for k in range(1, 7)})), equals(2)),
        calc(wasserstein(DICE, finite({k + 2: Rational(1, 6) for k in range(1, 7)})), equals(Rational(1, 3))),
    ),
    "quantiles of two pairs": (
        calc(wasserstein(FAIR, FAR, order=2), equals(sqrt(Rational(61, 2)))),
        calc(wasserstein(FAIR, FAR, order=2), equals(Rational(11, 2))),
    ),
    "W_1 is at most W_2": (
        calc(wasserstein(FAIR, FAR), below(wasserstein(FAIR, FAR, order=2))),
        calc(wasserstein(FAIR, FAR), equals(wasserstein(FAIR, FAR, order=2))),
    ),
    "pairs of points with variables": (
        calc(wasserstein(finite({x: half, x + 1: half}), finite({y: half, y + 1: half})), equals(Abs(x - y))),
        calc(wasserstein(finite({x: half, x + 1: half}), finite({y: half, y + 1: half})), equals(2 * Abs(x - y))),
    ),
    "a pair against a point": (
        calc(wasserstein(finite({x: half, y: half}), finite({z: 1})), equals((Abs(x - z) + Abs(y - z)) / 2)),
        calc(wasserstein(finite({x: half, y: half}), finite({z: 1})), equals(Abs((x + y) / 2 - z))),
    ),
    "the means are no further apart": (
        calc(Abs((x + y) / 2 - z), at_most(wasserstein(finite({x: half, y: half}), finite({z: 1})))),
        calc(Abs((x + y) / 2 - z), at_least(wasserstein(finite({x: half, y: half}), finite({z: 1})))),
    ),
    "W_1 of point masses tends to 0 with their distance": (
        calc(wasserstein(AT_X, SURE), tends_to(0, as_=(x, 0))), calc(wasserstein(AT_X, SURE), tends_to(1, as_=(x, 0))),
    ),
    "W_2 of normal laws": (
        calc(wasserstein(P, Q, order=2), equals(sqrt((m - n) ** 2 + (s - t) ** 2))),
        calc(wasserstein(P, Q, order=2), equals(sqrt((m - n) ** 2 + s**2 + t**2))),
    ),
    "it is 0 for equal laws": (
        calc(wasserstein(P, P, order=2), equals(0)), calc(wasserstein(P, normal(mean=m, std=2 * s), order=2), equals(0)),
    ),
    "W_1 of shifted normal laws": (
        calc(wasserstein(P, normal(mean=n, std=s)), equals(Abs(m - n))),
        calc(wasserstein(P, normal(mean=n, std=s)), equals(Abs(m - n) / s)),
    ),
    "the triangle inequality": (
        calc(wasserstein(AT_X, AT_Y), at_most(wasserstein(AT_X, finite({z: 1})) + wasserstein(finite({z: 1}), AT_Y))),
        calc(wasserstein(AT_X, AT_Y), equals(wasserstein(AT_X, finite({z: 1})) + wasserstein(finite({z: 1}), AT_Y))),
    ),
    "the Frechet distance is the square of W_2": (
        calc(frechet_distance(P, Q), equals(wasserstein(P, Q, order=2) ** 2)),
        calc(frechet_distance(P, Q), equals(wasserstein(P, Q, order=2))),
    ),
    "of diagonal covariances": (
        calc(frechet_distance(([m, n], [[s**2, 0], [0, t**2]]), ([0, 0], [[1, 0], [0, 1]])),
             equals(m**2 + n**2 + (s - 1) ** 2 + (t - 1) ** 2)),
        calc(frechet_distance(([m, n], [[s**2, 0], [0, t**2]]), ([0, 0], [[1, 0], [0, 1]])),
             equals(m**2 + n**2 + (s**2 - 1) ** 2 + (t**2 - 1) ** 2)),
    ),
    "of correlated ones": (
        calc(frechet_distance(([0, 0], [[2, 1], [1, 2]]), ([0, 0], [[1, 0], [0, 1]])), equals(4 - 2 * sqrt(3))),
        calc(frechet_distance(([0, 0], [[2, 1], [1, 2]]), ([0, 0], [[1, 0], [0, 1]])), equals(6 - 2 * sqrt(3))),
    ),
    "a linear program": (
        calc(transport_cost(FAIR, finite({1: half, 2: half}), cost), equals(1)),
        calc(transport_cost(FAIR, finite({1: half, 2: half}), cost), equals(2)),
    ),
    "with uneven weights": (
        calc(transport_cost(finite({0: third, 1: 2 * third}), finite({0: half, 4: half}), cost), equals(Rational(14, 3))),
        calc(transport_cost(finite({0: third, 1: 2 * third}), finite({0: half, 4: half}), cost), equals(Rational(29, 6))),
    ),
    "points of the plane, by the sum of distances": (
        calc(transport_cost(finite({(0, 0): half, (1, 1): half}), finite({(0, 1): half, (1, 0): half}),
                            lambda x, y: sum(abs(a - b) for a, b in zip(x, y, strict=True))), equals(1)),
        calc(transport_cost(finite({(0, 0): half, (1, 1): half}), finite({(0, 1): half, (1, 0): half}),
                            lambda x, y: sum(abs(a - b) for a, b in zip(x, y, strict=True))), equals(2)),
    ),
    "the cost of staying": (
        calc(transport_cost(DICE, DICE, cost), equals(0)), calc(transport_cost(DICE, FAIR, cost), equals(0)),
    ),
    "a Lipschitz function on two points": (
        calc(lipschitz_maximum({0: u, 1: -u}), equals(u)), calc(lipschitz_maximum({0: u, 1: -u}), equals(2 * u)),
    ),
    "Kantorovich and Rubinstein": (
        calc(lipschitz_maximum({0: u - v, 1: v - u}), equals(wasserstein(COIN, TWO))),
        calc(lipschitz_maximum({0: u - v, 3: v - u}), equals(wasserstein(COIN, TWO))),
    ),
    "three points, slopes 1 and -1": (
        lipschitz_optimum({0: 1, 1: -2, 2: 1}, at={0: 1, 1: 0, 2: 1}),
        lipschitz_optimum({0: 1, 1: -2, 2: 1}, at={0: half, 1: 0, 2: half}),
    ),
    "a function that is too steep": (
        lipschitz_optimum({0: 1, 3: -1}, at={0: 3, 3: 0}), lipschitz_optimum({0: 1, 3: -1}, at={0: 4, 3: 0}),
    ),
    "JSD of mutually singular laws": (
        calc(jsd(SURE, finite({1: 1})), equals(log(2))), calc(jsd(SURE, finite({1: 1})), equals(1)),
    ),
    "however they are spread out": (
        calc(jsd(COIN, FAR), equals(log(2))), calc(jsd(COIN, FAR), equals(u * log(2))),
    ),
    "JSD of equal laws": (calc(jsd(COIN, COIN), equals(0)), calc(jsd(COIN, COIN), equals(log(2)))),
    "JSD is symmetric": (
        calc(jsd(COIN, TWO), equals(jsd(TWO, COIN))),
        calc(jsd(COIN, TWO), equals(2 * jsd(TWO, COIN))),
    ),
    "KL is not": (
        not_always(kl(COIN, TWO), equals(kl(TWO, COIN))),
        calc(kl(COIN, TWO), equals(kl(TWO, COIN))),
    ),
    "KL from a fair coin": (
        calc(kl(COIN, FAIR), equals(log(2) + u * log(u) + (1 - u) * log(1 - u))),
        calc(kl(COIN, FAIR), equals(u * log(u) + (1 - u) * log(1 - u))),
    ),
    "with an end of the interval": (
        calc(kl(SURE, MIXED), equals(-log(1 - w))), calc(kl(SURE, MIXED), equals(-log(w))),
    ),
    "total variation of two coins": (
        calc(total_variation(COIN, TWO), equals(Abs(u - v))), calc(total_variation(COIN, TWO), equals(2 * Abs(u - v))),
    ),
    "total variation of singular laws": (
        calc(total_variation(COIN, FAR), equals(1)), calc(total_variation(COIN, FAR), equals(2)),
    ),
    "it is at most 1": (calc(total_variation(COIN, SURE), below(1)), calc(total_variation(COIN, SURE), above(1))),
    "point masses stay singular as they meet": (
        calc(total_variation(finite({0: 1}), finite({1: 1})), equals(1)),
        calc(total_variation(finite({0: 1}), finite({1: 1})), equals(0)),
    ),
}  # fmt: skip

h, k = REAL.symbol("h"), REAL.symbol("k")
SQUARE = region(h, (0, 1), k, (0, 1))
TRIANGLE = region(h, (0, 1), k, (0, h))
DISC = region(h, (-s, s), k, (-sqrt(s**2 - h**2), sqrt(s**2 - h**2)))
PRODUCT = plane_density((SQUARE, 4 * h * k))
UNIFORM = plane_density((TRIANGLE, 2))
HALVES = plane_density((region(h, (0, 1), k, (0, h)), Rational(3, 2)), (region(h, (0, 1), k, (h, 1)), half))
STEPS = plane_weight((region(h, (0, 1), k, (0, 1)), 1), (region(h, (1, 2), k, (0, 2)), 2))

PAIRS |= {
    "the area between a parabola and its chord": (
        calc(area(region(h, (0, 1), k, (h**2, h))), equals(Rational(1, 6))),
        calc(area(region(h, (0, 1), k, (h**2, h))), equals(Rational(1, 3))),
    ),
    "the area of a triangle of any size": (
        calc(area(region(h, (0, s), k, (0, h))), equals(s**2 / 2)), calc(area(region(h, (0, s), k, (0, h))), equals(s**2)),
    ),
    "a product density normalises": (
        calc(PRODUCT.total, equals(1)), calc(PRODUCT.total, equals(4)),
    ),
    "the chance below the diagonal": (
        calc(PRODUCT.integral(TRIANGLE), equals(half)), calc(PRODUCT.integral(TRIANGLE), equals(third)),
    ),
    "of a small square": (
        calc(PRODUCT.integral(region(h, (0, half), k, (0, half))), equals(Rational(1, 16))),
        calc(PRODUCT.integral(region(h, (0, half), k, (0, half))), equals(Rational(1, 4))),
    ),
    "uniform on a triangle, half of the square": (
        calc(UNIFORM.integral(region(h, (0, half), k, (0, 1))), equals(Rational(1, 4))),
        calc(UNIFORM.integral(region(h, (0, half), k, (0, 1))), equals(half)),
    ),
    "x + y is at most 1 there with chance 1/2": (
        calc(UNIFORM.integral(region(h, (0, 1), k, (0, 1 - h))), equals(half)),
        calc(UNIFORM.integral(region(h, (0, 1), k, (0, 1 - h))), equals(Rational(1, 4))),
    ),
    "two values beside each other": (calc(HALVES.total, equals(1)), calc(HALVES.total, equals(2))),
    "three quarters lie below the diagonal": (
        calc(HALVES.integral(TRIANGLE), equals(Rational(3, 4))), calc(HALVES.integral(TRIANGLE), equals(half)),
    ),
    "the constant of a density in steps": (
        calc(1 / STEPS.total, equals(Rational(1, 5))), calc(1 / STEPS.total, equals(third)),
    ),
    "once found it normalises": (
        calc(STEPS.normalised().total, equals(1)), calc(STEPS.normalised().total, equals(5)),
    ),
    "a density that falls in both directions": (
        calc(integral_over(region(h, (0, s), k, (0, t)), exp(-h - k)), equals((1 - exp(-s)) * (1 - exp(-t)))),
        calc(integral_over(region(h, (0, s), k, (0, t)), exp(-h - k)), equals(1 - exp(-s - t))),
    ),
    "the area of a disc": (calc(area(DISC), equals(pi * s**2)), calc(area(DISC), equals(2 * pi * s))),
}  # fmt: skip

SKEW = mixture([(half, point_mass(0)), (half, normal(mean=m, std=s))])
PAIRS |= {
    "an atom and a density are singular": (
        calc(jsd(point_mass(0), P), equals(log(2))), calc(jsd(point_mass(0), P), equals(0)),
    ),
    "their total variation": (
        calc(total_variation(point_mass(c), P), equals(1)), calc(total_variation(point_mass(c), P), equals(half)),
    ),
    "an atom beside a density, against the atom": (
        calc(total_variation(SKEW, point_mass(0)), equals(half)), calc(total_variation(SKEW, point_mass(0)), equals(1)),
    ),
    "against another atom": (calc(jsd(SKEW, point_mass(1)), equals(log(2))), calc(jsd(SKEW, point_mass(1)), equals(half))),
    "W_1 of Bernoulli laws": (
        calc(wasserstein(bernoulli(probability=u), bernoulli(probability=v)), equals(Abs(u - v))),
        calc(wasserstein(bernoulli(probability=u), bernoulli(probability=v)), equals((u - v) ** 2)),
    ),
    "W_1 of categorical laws": (
        calc(wasserstein(categorical([half, 0, half]), categorical([0, 1, 0])), equals(1)),
        calc(wasserstein(categorical([half, 0, half]), categorical([0, 1, 0])), equals(half)),
    ),
}  # fmt: skip

SQUARE_LAW = plane_density((region(h, (0, 1), k, (0, 1)), 1))
BLOCKS = [[2, 1, 0], [1, 2, 0], [0, 0, 3]]
STANDARD = multivariate_normal(mean=[0, 0, 0], covariance=t**2)
PAIRS |= {
    "of jointly normal vectors": (
        calc(frechet_distance(multivariate_normal(mean=[m, n], covariance=1), multivariate_normal(mean=[0, 0], covariance=4)),
             equals(m**2 + n**2 + 2)),
        calc(frechet_distance(multivariate_normal(mean=[m, n], covariance=1), multivariate_normal(mean=[0, 0], covariance=4)),
             equals(m**2 + n**2 + 1)),
    ),
    "of a block covariance": (
        calc(frechet_distance(multivariate_normal(mean=[0, 0, 0], covariance=BLOCKS), STANDARD),
             equals(2 * (sqrt(3) - t) ** 2 + (1 - t) ** 2)),
        calc(frechet_distance(multivariate_normal(mean=[0, 0, 0], covariance=BLOCKS), STANDARD),
             equals(2 * (sqrt(2) - t) ** 2 + (sqrt(3) - t) ** 2)),
    ),
    "a Lipschitz function on two points, one of which moves": (
        calc(lipschitz_maximum({0: u, x: -u}), equals(u * Abs(x))), calc(lipschitz_maximum({0: u, x: -u}), equals(u * x)),
    ),
    "on three points, all of which move": (
        calc(lipschitz_maximum({x: half, y: half, z: -1}), equals((Abs(x - z) + Abs(y - z)) / 2)),
        calc(lipschitz_maximum({x: half, y: half, z: -1}), equals(Abs(x + y - 2 * z) / 2)),
    ),
    "one of the best": (
        lipschitz_optimum({0: 1, x: -1}, at={0: Abs(x), x: 0}), lipschitz_optimum({0: 1, x: -1}, at={0: x, x: 0}),
    ),
    "the area of a diamond": (
        calc(area(region(h, (-s, s), k, (Abs(h) - s, s - Abs(h)))), equals(2 * s**2)),
        calc(area(region(h, (-s, s), k, (Abs(h) - s, s - Abs(h)))), equals(4 * s**2)),
    ),
    "between a parabola and its inverse": (
        calc(area(region(h, (0, 1), k, (h**2, sqrt(h)))), equals(third)),
        calc(area(region(h, (0, 1), k, (h**2, sqrt(h)))), equals(half)),
    ),
    "a quarter of a disc": (
        calc(SQUARE_LAW.integral(region(h, (0, 1), k, (0, sqrt(1 - h**2)))), equals(pi / 4)),
        calc(SQUARE_LAW.integral(region(h, (0, 1), k, (0, sqrt(1 - h**2)))), equals(pi)),
    ),
    "a strip without ends": (
        calc(integral_over(region(h, (-oo, oo), k, (0, 1)), exp(-(h**2))), equals(sqrt(pi))),
        calc(integral_over(region(h, (-oo, oo), k, (0, 1)), exp(-(h**2))), equals(pi)),
    ),
}  # fmt: skip
