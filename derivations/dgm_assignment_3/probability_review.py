"""A normalising flow on R^3 by hand: invert the map, take both Jacobians, push a Gaussian through it."""

from sympy import Abs, Eq, Matrix, Ne, Pow, Rational, Subs, exp, oo, pi

from derive import Nonzero, Real, calc, derivation, equals, exists, iff, rounds_to, tends_to
from derive.terms import (
    cbrt,
    determinant,
    independent,
    jacobian,
    normal,
    over,
    plus,
    pushforward_density,
    times,
)

SOURCE = "Deep Generative Models (fall 2024), assignment 3, problem 1"

half = Rational(1, 2)


def flow(z1, z2, z3):
    """x = f(z), with the real cube root."""
    return [z1, times(z2, exp(z1)), cbrt(plus(times(z3, exp(-z1)), z1**2))]


def inverse(x1, x2, x3):
    """z = f^-1(x), read off component by component."""
    return [x1, times(x2, exp(-x1)), times(plus(x3**3, -(x1**2)), exp(x1))]


@derivation(source=SOURCE)
def flow_is_a_bijection(z1: Real, z2: Real, z3: Real, x1: Real, x2: Real, x3: Real):
    """f is a bijection of R^3: f^-1(f(z)) = z and f(f^-1(x)) = x."""
    there_and_back = calc(
        inverse(*flow(z1, z2, z3)),
        equals(
            [z1, z2, times(plus(times(z3, exp(-z1)), z1**2, -(z1**2)), exp(z1))],
            by="e^{z1} e^{-z1} = 1, and the real cube root undoes the cube",
        ),
        equals([z1, z2, z3], by="the squares cancel, then the exponentials"),
    )
    back_and_there = calc(
        flow(*inverse(x1, x2, x3)),
        equals([x1, x2, cbrt(plus(x3**3, -(x1**2), x1**2))], by="e^{x1} e^{-x1} = 1"),
        equals([x1, x2, x3], by="the real cube root of a cube, of either sign"),
    )
    return there_and_back, back_and_there


@derivation(source=SOURCE)
def where_a_power_is_no_real_root(z1: Real, z3: Real):
    """Read as the principal power u^(1/3) it would have no real value where u = z3 e^{-z1} + z1^2 < 0: no map of R^3."""
    return exists(z3 * exp(-z1) + z1**2 < 0, at={z1: 0, z3: -1})


@derivation(source=SOURCE, where=lambda z1, z3: Ne(z3 * exp(-z1) + z1**2, 0))
def jacobian_of_the_flow(z1: Real, z2: Real, z3: Real):
    """Off the surface z3 = -z1^2 e^{z1}, det J_f(z) = 1 / (3 (z3 e^{-z1} + z1^2)^{2/3})."""
    root = cbrt(z3 * exp(-z1) + z1**2)
    slopes = Matrix(
        [
            [1, 0, 0],
            [z2 * exp(z1), exp(z1), 0],
            [(2 * z1 - z3 * exp(-z1)) / (3 * root**2), 0, exp(-z1) / (3 * root**2)],
        ]
    )
    matrix = calc(jacobian(flow(z1, z2, z3), [z1, z2, z3]), equals(slopes, by="row i holds the slopes of x_i"))
    volume = calc(
        determinant(jacobian(flow(z1, z2, z3), [z1, z2, z3])),
        equals(times(exp(z1), over(exp(-z1), 3 * root**2)), by="triangular: the product of the diagonal"),
        equals(1 / (3 * root**2), by="e^{z1} e^{-z1} = 1"),
    )
    return matrix, volume


@derivation(source=SOURCE)
def where_the_flow_has_no_jacobian(z1: Real, z3: Real, t: Nonzero):
    """On the surface z3 = -z1^2 e^{z1}, and only there, x3 has no slope in z3: f has no Jacobian."""
    surface = calc(
        Eq(z3 * exp(-z1) + z1**2, 0),
        iff(Eq(z3 * exp(-z1), -(z1**2))),
        iff(Eq(z3, -(z1**2) * exp(z1)), by="e^{-z1} is never 0"),
    )
    quotient = calc(
        over(cbrt(plus(times(t - z1**2 * exp(z1), exp(-z1)), z1**2)), t),
        equals(over(cbrt(t * exp(-z1)), t), by="a step t away from the surface, where x3 = 0"),
        equals(exp(-z1) / cbrt(t * exp(-z1)) ** 2, by="u is the cube of its cube root"),
        tends_to(oo, as_=(t, 0), by="the denominator tends to 0 from above"),
    )
    return surface, quotient


@derivation(source=SOURCE)
def jacobian_of_the_inverse(x1: Real, x2: Real, x3: Real):
    """J_{f^-1} exists everywhere; its determinant 3 x3^2 vanishes exactly where x3 = 0."""
    slopes = Matrix(
        [
            [1, 0, 0],
            [-x2 * exp(-x1), exp(-x1), 0],
            [(x3**3 - x1**2 - 2 * x1) * exp(x1), 0, 3 * x3**2 * exp(x1)],
        ]
    )
    matrix = calc(jacobian(inverse(x1, x2, x3), [x1, x2, x3]), equals(slopes, by="polynomials times e^{±x1}"))
    volume = calc(
        determinant(jacobian(inverse(x1, x2, x3), [x1, x2, x3])),
        equals(times(exp(-x1), 3 * x3**2 * exp(x1)), by="triangular: the product of the diagonal"),
        equals(3 * x3**2, by="e^{-x1} e^{x1} = 1"),
    )
    vanishing = calc(Eq(3 * x3**2, 0), iff(Eq(x3, 0)))
    return matrix, volume, vanishing


@derivation(source=SOURCE, where=lambda x3: Ne(x3, 0))
def jacobians_are_inverse_to_each_other(x1: Real, x2: Real, x3: Real):
    """det J_f at z = f^-1(x), times det J_{f^-1} at x, is 1 wherever both exist and x3 != 0."""
    z1, _, z3 = inverse(x1, x2, x3)
    return calc(
        times(over(1, 3 * cbrt(plus(times(z3, exp(-z1)), z1**2)) ** 2), 3 * x3**2),
        equals(times(over(1, 3 * cbrt(x3**3) ** 2), 3 * x3**2), by="z3 e^{-z1} + z1^2 = x3^3"),
        equals(1, by="the real cube root of x3^3 is x3"),
    )


@derivation(source=SOURCE)
def density_of_x(x1: Real, x2: Real, x3: Real):
    """p(x) = 3 x3^2 (2 pi)^{-3/2} exp(-|f^-1(x)|^2 / 2), and p(0, 1, 1/3) = exp(-365/729) / (3 (2 pi)^{3/2})."""
    noise = normal(mean=0, std=1)
    p = pushforward_density(inverse, independent(noise, noise, noise), [x1, x2, x3])
    z1, z2, z3 = inverse(x1, x2, x3)
    peak = Pow(2 * pi, Rational(-3, 2), evaluate=False)

    everywhere = calc(
        p,
        equals(
            times(*map(noise.density, (z1, z2, z3)), Abs(3 * x3**2, evaluate=False)),
            by="independent components; det J_{f^-1} = 3 x3^2",
        ),
        equals(
            times(3 * x3**2, peak, exp(times(-half, plus(z1**2, z2**2, z3**2)))),
            by="3 x3^2 is never negative",
        ),
    )
    point = (0, 1, Rational(1, 3))
    preimage = calc(
        [Subs(component, (x1, x2, x3), point) for component in (z1, z2, z3)],
        equals([0, 1, Rational(1, 27)], by="1/27 - 0 = 1/27"),
    )
    at_the_point = calc(
        Subs(p, (x1, x2, x3), point),
        equals(
            times(Rational(1, 3), peak, exp(times(-half, plus(1, Rational(1, 729))))),
            by="|z|^2 = 0 + 1 + 1/27^2, and 3 x3^2 = 1/3",
        ),
        equals(times(Rational(1, 3), peak, exp(-Rational(365, 729))), by="half of 730/729 is 365/729"),
        rounds_to("0.0128281441595"),
    )
    return everywhere, preimage, at_the_point
