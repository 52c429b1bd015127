"""The target: a plateau of height 0.9 on the unit square, with linear slopes around it, and the constant k in it.

The sheet prints 0.9 k + 0.5 for the outer edge of the slopes; they come down to 0 there only if it is 0.9 / k + 0.5.
Both are encoded; what follows from p = 0.9 on the square follows for both.
"""

from typing import Annotated

from sympy import Derivative, Expr, Integral, Rational, Subs, Symbol, sqrt

from derive import (
    Positive,
    UnitInterval,
    above,
    below,
    calc,
    derivation,
    equals,
    interval,
    open_interval,
    rounds_to,
)  # fmt: skip
from derive.terms import (
    integral_over,
    region,
)  # fmt: skip

SOURCE = "Deep Generative Models (fall 2024), assignment 3, problem 2"

top = Rational(9, 10)
half = Rational(1, 2)
x = Symbol("x", real=True)
y = Symbol("y", real=True)

Tiny = Annotated[Expr, open_interval(0, Rational(31, 1000))]
NotTiny = Annotated[Expr, interval(Rational(31, 1000), 1)]
SQUARE = region(x, (-half, half), y, (-half, half))


def slope(k, distance):
    """The target where the larger of |x| and |y| is the distance."""
    return top - k * (distance - half)


def printed_mass(k):
    """The integral of the target as printed, a polynomial in k."""
    return top + Rational(81, 25) * k + Rational(729, 250) * k**2 - Rational(81, 50) * k**3 - Rational(243, 125) * k**4


@derivation(source=SOURCE)
def mass_of_the_target(k: Positive, r: Positive):
    """With the outer edge at 0.9 / k + 0.5 the target is a density for one k only, (81 + 9 sqrt(93)) / 10."""
    edge = half + top / k
    ramps = integral_over(region(x, (half, edge), y, (-x, x)), slope(k, x))
    best = (81 + 9 * sqrt(93)) / 10

    plateau = calc(integral_over(SQUARE, top), equals(top, by="0.9 times the area 1 of B"))
    across = calc(
        Integral(slope(k, r), (y, -r, r)),
        equals(2 * r * slope(k, r), by="at |x| = r the slope does not depend on y"),
    )
    foot = calc(Subs(slope(k, x), x, edge), equals(0, by="the slopes come down to 0 at the edge"))
    upwards = integral_over(region(y, (half, edge), x, (-y, y)), slope(k, y))
    ramp = calc(
        ramps,
        equals(upwards, by="x and y exchanged"),
        equals(Rational(81, 200) / k + Rational(243, 1000) / k**2, by="a cubic in x"),
    )
    total = calc(
        top + 4 * ramps,
        equals(top + Rational(81, 50) / k + Rational(243, 250) / k**2, by="the square and four ramps"),
    )
    one = calc(
        Subs(total.conclusion, k, best),
        equals(1, by="k^2 = 81/5 k + 243/25"),
    )
    only = calc(
        Derivative(total.conclusion, k),
        equals(-Rational(81, 50) / k**2 - Rational(243, 125) / k**3),
        below(0, by="the mass falls as k grows: no other k will do"),
    )
    digits = calc(best, rounds_to("16.779286"))
    return plateau, across, foot, ramp, total, one, only, digits


@derivation(source=SOURCE)
def mass_of_the_target_as_printed(k: UnitInterval):
    """With the outer edge at 0.9 k + 0.5, as printed, the slopes break off at height 0.9 (1 - k^2)."""
    edge = half + top * k
    ramps = integral_over(region(x, (half, edge), y, (-x, x)), slope(k, x))

    foot = calc(
        Subs(slope(k, x), x, edge),
        equals(top * (1 - k**2), by="0.9 - k 0.9 k"),
        above(0, by="k < 1: a cliff is left"),
    )
    total = calc(top + 4 * ramps, equals(printed_mass(k), by="the square and four ramps"))
    too_little = calc(Subs(printed_mass(k), k, Rational(3, 100)), below(1))
    too_much = calc(Subs(printed_mass(k), k, Rational(31, 1000)), above(1))
    return foot, total, too_little, too_much


@derivation(source=SOURCE, where=lambda k: k > 1)
def printed_target_goes_below_zero(k: Positive):
    """For k > 1 the target as printed is negative near its edge, and no density."""
    return calc(
        Subs(slope(k, x), x, half + top * k),
        equals(top * (1 - k**2), by="0.9 - k 0.9 k"),
        below(0, by="k > 1"),
    )


@derivation(source=SOURCE)
def printed_target_has_one_constant(k: Tiny, m: NotTiny):
    """As printed, the mass grows up to k = 0.031, where it is above 1, and stays above 1 up to k = 1."""
    grows = calc(Derivative(printed_mass(k), k), above(0, by="so that 1 is reached once, between 0.03 and 0.031"))
    stays = calc(printed_mass(m), above(1, by="and never again"))
    return grows, stays
