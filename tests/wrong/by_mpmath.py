"""The words of the pages once more, in mpmath alone, and the relations between numbers."""

from decimal import Decimal

from mpmath import mp, mpf

CLOSE = mpf(10) ** -9
NEAR = mpf(10) ** -3
SMALL = mpf(10) ** -12
LARGE = mpf(10) ** 3


def sigmoid(h):
    return 1 / (1 + mp.exp(-h))


def cbrt(u):
    return mp.sign(u) * mp.cbrt(abs(u))


def average(f, mean, std):
    """E[f(x)] for x ~ N(mean, std^2), as an integral."""
    nodes = [mean + k * std for k in (-20, -8, -3, 0, 3, 8, 20)]
    return mp.quad(lambda x: f(x) * mp.npdf(x, mean, std), nodes)


def log_density(x, mean, std):
    return -(((x - mean) / std) ** 2) / 2 - mp.log(std) - mp.log(2 * mp.pi) / 2


def kl(m1, s1, m2, s2):
    """KL(N(m1, s1^2) || N(m2, s2^2)), by its definition."""
    return average(lambda x: log_density(x, m1, s1) - log_density(x, m2, s2), m1, s1)


def determinant_by_differences(map_, at):
    """The determinant of the Jacobian of a map of R^3, by differences."""
    unit = ((1, 0, 0), (0, 1, 0), (0, 0, 1))
    rows = [[mp.diff(lambda *x, i=i: map_(*x)[i], at, order) for order in unit] for i in range(3)]
    return mp.det(mp.matrix(rows))


def same(a, b, tolerance=CLOSE):
    return abs(a - b) <= tolerance * max(1, abs(a), abs(b))


def tends(value, limit):
    """Whether a value close to the point may belong to the limit."""
    if mp.isinf(limit):
        return abs(value) > 1 / NEAR and mp.sign(value) == mp.sign(limit)
    return same(value, limit, NEAR)


def rounds(value, digits):
    shown = Decimal(digits)
    half_unit = mpf(10) ** int(shown.as_tuple().exponent) / 2
    return abs(value - mpf(digits)) <= half_unit * (1 + CLOSE)


HOLDS = {
    "=": same,
    "<=": lambda a, b: a <= b,
    "<": lambda a, b: a < b and not same(a, b),
    ">=": lambda a, b: a >= b,
    ">": lambda a, b: a > b and not same(a, b),
    "!=": lambda a, b: not same(a, b),
    "->": tends,
    "~": rounds,
    "=>": lambda premise, conclusion: conclusion or not premise,
    "<=>": lambda premise, conclusion: premise == conclusion,
    "in": lambda point, ends: ends[0] < point < ends[1],
    "is": lambda pieces, one: pieces == one,
    "minimises": lambda elsewhere, there: elsewhere > there and not same(elsewhere, there),
    "maximises": lambda elsewhere, there: elsewhere < there and not same(elsewhere, there),
}
"""Whether a relation of the language holds between two numbers (or truth values)."""
