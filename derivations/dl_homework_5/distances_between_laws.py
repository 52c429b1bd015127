"""What is said of the Jensen-Shannon divergence and the earth mover's distance as aims of training.

Both are looked at as functions of the laws, and as functions of a parameter of one law: the two readings differ.
"""

from sympy import Abs, Min, Rational, Subs, log

from derive import (
    Density,
    Nonnegative,
    Point,
    Positive,
    Real,
    UnitInterval,
    at_least,
    at_most,
    calc,
    derivation,
    equals,
    not_always,
)  # fmt: skip
from derive.terms import (
    attains_minimum,
    convex,
    expectation,
    finite,
    jsd,
    minimiser,
    plus,
    point_mass,
    sigmoid,
    wasserstein,
)  # fmt: skip
from derive.terms.densities import integral

METRICS = "Deep Learning, homework 5, problem 1(4) and (5)"
half = Rational(1, 2)


@derivation(source=METRICS)
def divergence_is_symmetric(p: Density, q: Density):
    """JSD(p, q) is said to differ from JSD(q, p), sometimes at least; they are always equal."""
    return calc(jsd(p, q), equals(jsd(q, p), by="both laws enter in the same way"))


@derivation(source=METRICS)
def divergence_in_a_parameter(u: Real):
    """As a function of a parameter it need not be convex: a coin with the logit u against a fair one."""
    fair, coin = finite({0: half, 1: half}), finite({0: 1 - sigmoid(u), 1: sigmoid(u)})
    return not_always(convex(jsd(fair, coin), over=u))


@derivation(source=METRICS)
def a_convex_function_with_many_minimisers(x: Real):
    """Convexity does not make a minimiser the only one: |x - 1| + |x + 1| is least on all of [-1, 1]."""
    f = Abs(x - 1) + Abs(x + 1)
    return {
        "convex": convex(f, over=x),
        "here": attains_minimum(f, over=x, at=0),
        "there": attains_minimum(f, over=x, at=1),
    }


@derivation(source=METRICS)
def earth_movers_distance_of_two_points(a: UnitInterval, b: UnitInterval):
    """For laws on two points, a and b the masses of the second one, the distance is |a - b|: symmetric and convex."""
    P, Q = finite({0: 1 - a, 1: a}), finite({0: 1 - b, 1: b})
    value = calc(wasserstein(P, Q), equals(Abs(a - b), by="the mass that has to move"), equals(wasserstein(Q, P)))
    return {
        "value": value,
        "jointly_convex": convex(wasserstein(P, Q), over=(a, b)),
        "only_minimiser": minimiser(wasserstein(P, Q), over=b, at=a),
    }


@derivation(source=METRICS)
def earth_movers_distance_in_a_parameter(u: Real):
    """In a parameter it need not be convex, nor have one minimum: point masses at 0 and at u^2 - 1."""
    distance = wasserstein(point_mass(0), point_mass(u**2 - 1))
    value = calc(distance, equals(Abs(u**2 - 1), by="all mass moves"))
    return {
        "value": value,
        "not_convex": not_always(convex(distance, over=u)),
        "here": attains_minimum(distance, over=u, at=1),
        "there": attains_minimum(distance, over=u, at=-1),
    }


@derivation(source=METRICS)
def integrand_of_the_divergence_is_convex(a: Positive, b: Positive):
    """The integrand of the Jensen-Shannon divergence is convex in both densities together, and so is the integral."""
    return convex(half * (a * log(2 * a / (a + b)) + b * log(2 * b / (a + b))), over=(a, b))


@derivation(source=METRICS, where=lambda a, b, t: (t <= a, t <= b))
def transport_is_a_linear_program(a: UnitInterval, b: UnitInterval, t: Nonnegative):
    """Leave the mass t at the second point: the cost (a - t) + (b - t) is linear in t, and least at t = min(a, b)."""
    cost = plus(a, -t) + plus(b, -t)
    bound = calc(cost, at_least(Abs(a - b), by="t <= a and t <= b"))
    reached = calc(Subs(cost, t, Min(a, b)), equals(Abs(a - b), by="a + b - 2 min(a, b)"))
    return bound, reached


@derivation(source=METRICS)
def divergence_is_convex(p: Density, r: Density, q: Density, t: UnitInterval):
    """JSD(t p + (1 - t) r, q) <= t JSD(p, q) + (1 - t) JSD(r, q)."""

    def of_the_first(p):
        return integral(lambda x: half * p(x) * log(2 * p(x) / (p(x) + q(x))))

    def of_the_second(p):
        return integral(lambda x: half * q(x) * log(2 * q(x) / (p(x) + q(x))))

    def divergence(p):
        return of_the_first(p) + of_the_second(p)

    def mixed(x):
        return t * p(x) + (1 - t) * r(x)

    definition = calc(jsd(p, q), equals(divergence(p)))
    convex = calc(
        divergence(mixed),
        at_most(t * of_the_first(p) + (1 - t) * of_the_first(r) + of_the_second(mixed), by="the log-sum inequality"),
        at_most(t * divergence(p) + (1 - t) * divergence(r), by="the logarithm is concave"),
    )
    return definition, convex


@derivation(source=METRICS, spaces={"c": "x, y", "d": "x, y"})
def couplings(c: Density, d: Density, t: UnitInterval, x: Point):
    """The earth mover's distance is the least E|x - y| over joint densities c with the two laws as marginals.

    The same c, read backwards, couples the laws in the other order at the same cost; a mixture of two couplings
    couples the mixtures of the laws at the mean cost.
    """

    def mixed(x, y):
        return t * c(x, y) + (1 - t) * d(x, y)

    def cost(c):
        return expectation(c, lambda x, y: Abs(x - y))

    backwards = calc(cost(c), equals(expectation(c, lambda x, y: Abs(y - x)), by="|x - y| = |y - x|"))
    mean_cost = calc(
        integral(lambda x, y: mixed(x, y) * Abs(x - y), over="x, y"),
        equals(t * cost(c) + (1 - t) * cost(d), by="the integral is linear"),
    )
    marginal = calc(
        integral(lambda y: mixed(x, y), over="y"),
        equals(t * c.marginal("x")(x) + (1 - t) * d.marginal("x")(x), by="y integrated out"),
    )
    return backwards, mean_cost, marginal
