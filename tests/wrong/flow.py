"""Wrong variants of claim 1: the flow, its Jacobians, and the density pushed through it."""

from mpmath import mp, mpf
from sympy import Derivative, Eq, Matrix, Rational, Subs, exp, log, pi, sqrt

from derive import Real, calc, equals, implies, rounds_to, tends_to
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

from . import by_mpmath as once_more
from .table import wrong

noise = normal(mean=0, std=1)


def flow(z1, z2, z3):
    return [z1, z2 * exp(z1), cbrt(z3 * exp(-z1) + z1**2)]


def inverse(x1, x2, x3):
    return [x1, x2 * exp(-x1), (x3**3 - x1**2) * exp(x1)]


def flow_again(z1, z2, z3):
    return z1, z2 * mp.exp(z1), once_more.cbrt(z3 * mp.exp(-z1) + z1**2)


def inverse_again(x1, x2, x3):
    return x1, x2 * mp.exp(-x1), (x3**3 - x1**2) * mp.exp(x1)


def density_again(x1, x2, x3):
    """The density of X, with the determinant by differences."""
    volume = abs(once_more.determinant_by_differences(inverse_again, (x1, x2, x3)))
    return mp.fprod(mp.npdf(z) for z in inverse_again(x1, x2, x3)) * volume


@wrong(
    "the inverse forgets to subtract x1^2",
    sides=lambda z1, z3: (flow_again(z1, 0, z3)[2] ** 3 * mp.exp(z1), z3),
)
def inverse_without_the_square(z1: Real, z3: Real):
    return calc(cbrt(z3 * exp(-z1) + z1**2) ** 3 * exp(z1), equals(z3))


@wrong(
    "the sign in the exponent of the inverse is lost",
    sides=lambda z1, z2: (flow_again(z1, z2, 0)[1] * mp.exp(z1), z2),
)
def inverse_with_the_exponent_of_the_map(z1: Real, z2: Real):
    return calc(times(z2 * exp(z1), exp(z1)), equals(z2))


@wrong("an even root in place of the cube root is |x3|", sides=lambda x3: (mp.sqrt(x3**2), x3))
def square_root_of_a_square(x3: Real):
    return calc(sqrt(x3**2), equals(x3))


@wrong(
    "the cube root of a sum is no sum of cube roots",
    sides=lambda a, b: (once_more.cbrt(a + b), once_more.cbrt(a) + once_more.cbrt(b)),
)
def cube_root_of_a_sum(a: Real, b: Real):
    return calc(cbrt(a + b), equals(cbrt(a) + cbrt(b)))


@wrong(
    "the factor 1/3 of the root's slope is missing",
    sides=lambda u: (mp.diff(once_more.cbrt, u), 1 / once_more.cbrt(u) ** 2),
)
def slope_of_the_root_without_its_third(u: Real):
    return calc(Derivative(cbrt(u), u), equals(1 / cbrt(u) ** 2))


@wrong(
    "the inner slope e^{-z1} is missing",
    sides=lambda z1, z3: (
        mp.diff(lambda t: flow_again(z1, 0, t)[2], z3),
        1 / (3 * flow_again(z1, 0, z3)[2] ** 2),
    ),
)
def chain_rule_forgotten(z1: Real, z3: Real):
    root = cbrt(z3 * exp(-z1) + z1**2)
    return calc(Derivative(root, z3), equals(1 / (3 * root**2)))


@wrong(
    "rows and columns of the Jacobian are swapped",
    sides=lambda x1, x2, x3: (mp.mpf(0), -x2 * mp.exp(-x1)),
)
def transposed_jacobian(x1: Real, x2: Real, x3: Real):
    z = inverse(x1, x2, x3)
    corner = (x3**3 - x1**2 - 2 * x1) * exp(x1)
    slopes = Matrix([[1, -x2 * exp(-x1), corner], [0, exp(-x1), 0], [0, 0, 3 * x3**2 * exp(x1)]])
    return calc(jacobian(z, [x1, x2, x3]), equals(slopes))


@wrong(
    "the corner entry takes 2 x1 e^{x1} with the wrong sign",
    sides=lambda x1, x2, x3: (
        mp.diff(lambda t: inverse_again(t, x2, x3)[2], x1),
        (x3**3 - x1**2 + 2 * x1) * mp.exp(x1),
    ),
)
def wrong_entry_of_the_jacobian(x1: Real, x2: Real, x3: Real):
    corner = (x3**3 - x1**2 + 2 * x1) * exp(x1)
    slopes = Matrix([[1, 0, 0], [-x2 * exp(-x1), exp(-x1), 0], [corner, 0, 3 * x3**2 * exp(x1)]])
    return calc(jacobian(inverse(x1, x2, x3), [x1, x2, x3]), equals(slopes))


@wrong(
    "the determinant keeps a factor e^{x1} that cancels",
    sides=lambda x1, x2, x3: (
        once_more.determinant_by_differences(inverse_again, (x1, x2, x3)),
        3 * x3**2 * mp.exp(x1),
    ),
)
def determinant_with_a_factor_too_many(x1: Real, x2: Real, x3: Real):
    return calc(
        determinant(jacobian(inverse(x1, x2, x3), [x1, x2, x3])),
        equals(3 * x3**2 * exp(x1)),
    )


@wrong(
    "the Jacobian is forgotten",
    sides=lambda x1, x2, x3: (
        density_again(x1, x2, x3),
        mp.fprod(mp.npdf(z) for z in inverse_again(x1, x2, x3)),
    ),
)
def density_without_jacobian(x1: Real, x2: Real, x3: Real):
    base = independent(noise, noise, noise)
    z = inverse(x1, x2, x3)
    return calc(pushforward_density(inverse, base, [x1, x2, x3]), equals(base.density(z)))


@wrong(
    "the Jacobian of f stands where that of its inverse should",
    sides=lambda x1, x2, x3: (
        density_again(x1, x2, x3),
        mp.fprod(mp.npdf(z) for z in inverse_again(x1, x2, x3)) / (3 * x3**2),
    ),
)
def density_with_the_jacobian_of_the_map(x1: Real, x2: Real, x3: Real):
    base = independent(noise, noise, noise)
    z = inverse(x1, x2, x3)
    return calc(pushforward_density(inverse, base, [x1, x2, x3]), equals(base.density(z) / (3 * x3**2)))


@wrong(
    "one factor 1/sqrt(2 pi) stands for three",
    sides=lambda x1, x2, x3: (
        density_again(x1, x2, x3),
        3 * x3**2 * mp.exp(-sum(z**2 for z in inverse_again(x1, x2, x3)) / 2) / mp.sqrt(2 * mp.pi),
    ),
)
def density_with_one_normaliser(x1: Real, x2: Real, x3: Real):
    z1, z2, z3 = inverse(x1, x2, x3)
    return calc(
        pushforward_density(inverse, independent(noise, noise, noise), [x1, x2, x3]),
        equals(3 * x3**2 * exp(-(z1**2 + z2**2 + z3**2) / 2) / sqrt(2 * pi)),
    )


@wrong(
    "the half in the exponent is lost",
    sides=lambda: (
        density_again(mpf(0), mpf(1), mpf(1) / 3),
        mp.exp(-mpf(730) / 729) / (3 * (2 * mp.pi) ** 1.5),
    ),
)
def density_at_the_point_without_the_half():
    peak = (2 * pi) ** Rational(-3, 2)
    z3 = Rational(1, 27)
    return calc(
        times(noise.density(0), noise.density(1), noise.density(z3), Rational(1, 3)),
        equals(peak * exp(-Rational(730, 729)) / 3),
    )


@wrong(
    "the last digit is cut off, not rounded: 0.0128281441595",
    sides=lambda: (density_again(mpf(0), mpf(1), mpf(1) / 3), "0.0128281441594"),
)
def density_rounded_down():
    return calc((2 * pi) ** Rational(-3, 2) * exp(-Rational(365, 729)) / 3, rounds_to("0.0128281441594"))


@wrong(
    "a digit in the middle is wrong",
    sides=lambda: (density_again(mpf(0), mpf(1), mpf(1) / 3), "0.01283814"),
)
def density_with_a_wrong_digit():
    return calc((2 * pi) ** Rational(-3, 2) * exp(-Rational(365, 729)) / 3, rounds_to("0.01283814"))


@wrong(
    "x2 has been left where z2 = x2 e^{-x1} belongs",
    sides=lambda x1, x2, x3: (x2, inverse_again(x1, x2, x3)[1]),
)
def preimage_without_the_exponential(x1: Real, x2: Real, x3: Real):
    return calc([x1, x2, (x3**3 - x1**2) * exp(x1)], equals(inverse(x1, x2, x3)))


@wrong(
    "the cube root is steep at 0, not flat",
    sides=lambda t=once_more.SMALL: (once_more.cbrt(t) / t, mpf(0)),
)
def cube_root_is_flat_at_0(t: Real):
    return calc(over(cbrt(t), t), tends_to(0, as_=(t, 0)))


@wrong(
    "3 x3^2 vanishes at 0, and the product with x1 elsewhere too",
    sides=lambda x1, x3: (3 * x3**2 * x1 == 0, x3 == 0),
)
def factor_divided_away(x1: Real, x3: Real):
    return calc(Eq(3 * x3**2 * x1, 0), implies(Eq(x3, 0)))


@wrong(
    "log det is a sum of logarithms, not a product",
    sides=lambda x1, x3: (mp.log(3 * x3**2 * mp.exp(x1)), mp.log(3 * x3**2) * x1),
)
def log_of_a_product_as_a_product(x1: Real, x3: Real):
    return calc(log(3 * x3**2 * exp(x1)), equals(log(3 * x3**2) * x1))


@wrong(
    "the squares are subtracted twice",
    sides=lambda x1, x3: (once_more.cbrt(x3**3 - 2 * x1**2 + x1**2), x3),
)
def square_subtracted_twice(x1: Real, x3: Real):
    return calc(cbrt(plus(x3**3, -2 * x1**2, x1**2)), equals(x3))


@wrong(
    "the point's preimage is 1/27, not 1/9",
    sides=lambda **anywhere: (inverse_again(mpf(0), mpf(1), mpf(1) / 3)[2], mpf(1) / 9),
)
def preimage_with_a_square(x1: Real, x2: Real, x3: Real):
    z3 = inverse(x1, x2, x3)[2]
    return calc(Subs(z3, (x1, x2, x3), (0, 1, Rational(1, 3))), equals(Rational(1, 9)))
