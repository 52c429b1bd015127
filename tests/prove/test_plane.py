"""Laws of the complex plane: those that hold everywhere, those that need a hypothesis, and false neighbours."""

from random import Random

import pytest
from flint import acb
from sympy import (
    Abs,
    Add,
    Expr,
    I,
    Integer,
    Mul,
    Ne,
    Pow,
    Rational,
    acos,
    acosh,
    acot,
    arg,
    asin,
    asinh,
    atan,
    atan2,
    atanh,
    conjugate,
    cos,
    cosh,
    exp,
    gamma,
    im,
    log,
    pi,
    re,
    sign,
    sin,
    sinc,
    sinh,
    sympify,
    tan,
    tanh,
)  # fmt: skip
from sympy.core.relational import Relational

from derive.calculation import Relation
from derive.claim import Claim, Reading
from derive.domains import COMPLEX, INTEGER, NONNEGATIVE, POSITIVE, REAL
from derive.numeric.oracle import principal_value
from derive.numeric.principal.balls import evaluate
from derive.numeric.undefined import UNDEFINED
from derive.prove.facts import Facts
from derive.prove.plane import prove_plane

z, w = COMPLEX.symbol("z"), COMPLEX.symbol("w")
x, y = REAL.symbol("x"), REAL.symbol("y")
p, c, n = POSITIVE.symbol("p"), NONNEGATIVE.symbol("c"), INTEGER.symbol("n")
DOMAINS = {z: COMPLEX, w: COMPLEX, x: REAL, y: REAL, p: POSITIVE, c: NONNEGATIVE, n: INTEGER}
half = Rational(1, 2)


def f(function: type, *arguments: object) -> Expr:
    return function(*map(sympify, arguments), evaluate=False)


def power(base: object, exponent: object) -> Expr:
    return Pow(sympify(base), sympify(exponent), evaluate=False)


def root(base: object) -> Expr:
    return power(base, half)


def times(*factors: object) -> Expr:
    return Mul(*map(sympify, factors), evaluate=False)


def plus(*terms: object) -> Expr:
    return Add(*map(sympify, terms), evaluate=False)


def over(a: object, b: object) -> Expr:
    return times(a, power(b, -1))


def minus(a: object, b: object) -> Expr:
    return plus(a, times(-1, b))


Law = tuple[Expr, Expr, tuple[Relational, ...]]

UPPER, RIGHT, OFF_THE_AXIS, NOT_ZERO = (im(z) > 0,), (re(z) > 0,), (Ne(im(z), 0),), (Ne(z, 0),)
BOTH_RIGHT, DISC = (re(z) > 0, re(w) > 0), (Abs(z) < 1,)

ROOTS: dict[str, Law] = {
    "root of 1 - z^2, everywhere": (root(1 - z**2), times(root(1 - z), root(1 + z)), ()),
    "root of 1 + z^2, everywhere": (root(1 + z**2), times(root(1 + I * z), root(1 - I * z)), ()),
    "root of z^2 - 1 on the right": (root(z**2 - 1), times(root(z - 1), root(z + 1)), RIGHT),
    "root of a quotient by a positive number": (root(over(z, p)), over(root(z), root(p)), ()),
    "root of a multiple by a positive number": (root(times(p, z)), times(root(p), root(z)), ()),
    "root of z - c z^2": (root(z - c * z**2), times(root(z), root(1 - c * z)), ()),
    "root of z/(z + c)": (root(over(z, z + c)), over(root(z), root(z + c)), (Ne(z + c, 0),)),
    "root of a product on the right": (root(times(z, w)), times(root(z), root(w)), BOTH_RIGHT),
    "root of a quotient on the right": (root(over(z, w)), over(root(z), root(w)), BOTH_RIGHT),
    "root of 1/z off the axis": (root(power(z, -1)), power(z, -half), OFF_THE_AXIS),
    "root of -z below": (root(-z), times(I, root(z)), (im(z) < 0,)),
    "root of a square on the right": (root(power(z, 2)), z, RIGHT),
    "root of a square of a real number": (root(power(x, 2)), f(Abs, x), ()),
    "square of a root": (power(root(z), 2), z, ()),
    "root of an exponential": (root(f(exp, z)), f(exp, z / 2), (im(z) > -pi, im(z) <= pi)),
    "powers of a product": (power(times(2, p), z), times(power(2, z), power(p, z)), ()),
    "whole powers": (power(z, n + 1), times(z, power(z, n)), NOT_ZERO),
    "general power": (power(z, w), f(exp, times(w, f(log, z))), NOT_ZERO),
    "power of i": (power(I, z), plus(f(cos, pi * z / 2), times(I, f(sin, pi * z / 2))), ()),
}

LOGARITHMS: dict[str, Law] = {
    "log of 1 - z^2, everywhere": (f(log, 1 - z**2), plus(f(log, 1 - z), f(log, 1 + z)), ()),
    "log of a product on the right": (f(log, times(z, w)), plus(f(log, z), f(log, w)), BOTH_RIGHT),
    "log of a reciprocal off the axis": (f(log, power(z, -1)), times(-1, f(log, z)), OFF_THE_AXIS),
    "log of -z above": (f(log, -z), minus(f(log, z), I * pi), UPPER),
    "log of a positive multiple": (f(log, times(p, z)), plus(f(log, p), f(log, z)), ()),
    "log of an exponential in the strip": (f(log, f(exp, z)), z, (im(z) > -pi, im(z) <= pi)),
    "log of an exponential of a real number": (f(log, f(exp, x)), x, ()),
    "exponential of a multiple": (f(exp, times(3, f(log, z))), power(z, 3), ()),
    "parts of a logarithm": (f(log, z), plus(f(log, f(Abs, z)), times(I, f(arg, z))), NOT_ZERO),
    "size of a logarithm": (
        f(Abs, f(log, z)), root(plus(power(f(log, f(Abs, z)), 2), power(f(arg, z), 2))), NOT_ZERO,
    ),
}  # fmt: skip

PARTS: dict[str, Law] = {
    "absolute value of a product": (f(Abs, times(z, w)), times(f(Abs, z), f(Abs, w)), ()),
    "absolute value of a quotient": (f(Abs, over(z, w)), over(f(Abs, z), f(Abs, w)), ()),
    "absolute value of a root": (f(Abs, root(z)), root(f(Abs, z)), ()),
    "absolute value of an exponential": (f(Abs, f(exp, z)), f(exp, f(re, z)), ()),
    "parallelogram": (
        plus(power(f(Abs, z + w), 2), power(f(Abs, z - w), 2)),
        plus(times(2, power(f(Abs, z), 2)), times(2, power(f(Abs, w), 2))), (),
    ),
    "real part of a root": (f(re, root(z)), root(over(plus(f(Abs, z), f(re, z)), 2)), ()),
    "imaginary part of a root above": (f(im, root(z)), root(over(minus(f(Abs, z), f(re, z)), 2)), (im(z) >= 0,)),
    "imaginary part of a root": (
        f(im, root(z)), times(f(sign, f(im, z)), root(over(minus(f(Abs, z), f(re, z)), 2))), OFF_THE_AXIS,
    ),
    "direction": (f(sign, z), over(z, f(Abs, z)), NOT_ZERO),
    "argument of a positive multiple": (f(arg, times(p, z)), f(arg, z), NOT_ZERO),
    "argument of a conjugate off the axis": (f(arg, f(conjugate, z)), times(-1, f(arg, z)), OFF_THE_AXIS),
    "argument of an exponential": (f(arg, f(exp, x + I * y)), y, (y > -pi, y <= pi)),
    "argument by coordinates": (f(arg, x + I * y), f(atan2, y, x), ()),
    "two-argument arctangent on the right": (f(atan2, y, x), f(atan, over(y, x)), (x > 0,)),
    "conjugate of a root off the axis": (f(conjugate, root(z)), root(f(conjugate, z)), OFF_THE_AXIS),
    "conjugate of a logarithm on the right": (f(conjugate, f(log, z)), f(log, f(conjugate, z)), RIGHT),
    "conjugate of a tangent": (f(conjugate, f(tan, z)), f(tan, f(conjugate, z)), ()),
    "conjugate of a gamma value": (f(conjugate, f(gamma, z)), f(gamma, f(conjugate, z)), ()),
    "real part of a tangent": (
        f(re, f(tan, x + I * y)), over(f(sin, 2 * x), plus(f(cos, 2 * x), f(cosh, 2 * y))), (),
    ),
    "size of a hyperbolic cosine": (
        f(Abs, f(cosh, x + I * y)), root(plus(power(f(sinh, x), 2), power(f(cos, y), 2))), (),
    ),
    "size of a difference of directions": (power(f(Abs, minus(f(exp, I * x), 1)), 2), 2 - 2 * f(cos, x), ()),
}  # fmt: skip

ARCS: dict[str, Law] = {
    "arcsine and arccosine": (plus(f(asin, z), f(acos, z)), pi / 2, ()),
    "arccosine of -z": (f(acos, -z), minus(pi, f(acos, z)), ()),
    "arcsine of -z": (f(asin, -z), times(-1, f(asin, z)), ()),
    "arcsine by a logarithm": (f(asin, z), times(-I, f(log, plus(times(I, z), root(1 - z**2)))), ()),
    "arctangent by logarithms": (f(atan, z), times(I, half, minus(f(log, 1 - I * z), f(log, 1 + I * z))), ()),
    "arctangents of z and 1/z on the right": (plus(f(atan, z), f(atan, power(z, -1))), pi / 2, RIGHT),
    "arctangents of z and 1/z on the left": (plus(f(atan, z), f(atan, power(z, -1))), -pi / 2, (re(z) < 0,)),
    "twice an arctangent in the disc": (times(2, f(atan, z)), f(atan, over(2 * z, 1 - z**2)), DISC),
    "sum of arctangents": (
        plus(f(atan, x), f(atan, y)), f(atan, over(x + y, 1 - x * y)), (Abs(x) < 1, Abs(y) < 1),
    ),
    "arccotangent": (f(acot, z), f(atan, power(z, -1)), NOT_ZERO),
    "area sine and arcsine": (f(asinh, z), times(-I, f(asin, times(I, z))), ()),
    "area cosine and arccosine above": (f(acosh, z), times(I, f(acos, z)), UPPER),
    "area cosine by a logarithm": (f(acosh, z), f(log, plus(z, times(root(z - 1), root(z + 1)))), ()),
    "area tangent by logarithms": (f(atanh, z), times(half, minus(f(log, 1 + z), f(log, 1 - z))), ()),
    "area tangent in the disc": (f(atanh, z), times(half, f(log, over(1 + z, 1 - z))), DISC),
    "sine of an arccosine": (f(sin, f(acos, z)), root(1 - z**2), ()),
    "tangent of an arcsine": (f(tan, f(asin, z)), over(z, root(1 - z**2)), ()),
    "tangent of an arccosine": (f(tan, f(acos, z)), over(root(1 - z**2), z), ()),
    "cosine of an arctangent": (f(cos, f(atan, z)), over(1, root(1 + z**2)), ()),
    "sine of twice an arcsine": (f(sin, times(2, f(asin, z))), times(2, z, root(1 - z**2)), ()),
    "hyperbolic sine of an area cosine": (f(sinh, f(acosh, z)), times(root(z - 1), root(z + 1)), ()),
    "hyperbolic cosine of an area sine": (f(cosh, f(asinh, z)), root(1 + z**2), ()),
    "hyperbolic tangent of an area tangent": (f(tanh, f(atanh, z)), z, ()),
    "arcsine of a sine": (f(asin, f(sin, x)), x, (x >= -pi / 2, x <= pi / 2)),
    "arccosine of a cosine": (f(acos, f(cos, x)), x, (x >= 0, x <= pi)),
    "arctangent of a tangent": (f(atan, f(tan, x)), x, (x > -pi / 2, x < pi / 2)),
    "area cosine of a cosine": (f(acosh, f(cosh, x)), f(Abs, x), ()),
    "sinc": (f(sinc, 2 * z), times(f(sinc, z), f(cos, z)), ()),
}  # fmt: skip

REAL_ARCS: dict[str, Law] = {
    "arctangent as an arcsine": (f(atan, x), f(asin, over(x, root(1 + x**2))), ()),
    "arctangent by half": (f(atan, x), times(2, f(atan, over(x, plus(1, root(1 + x**2))))), ()),
    "gudermannian": (minus(times(2, f(atan, f(exp, x))), pi / 2), f(atan, f(sinh, x)), ()),
    "gudermannian by half": (times(2, f(atan, f(tanh, x / 2))), f(atan, f(sinh, x)), ()),
    "twice an arccosine": (f(acos, 2 * x**2 - 1), times(2, f(acos, x)), (x >= 0, x <= 1)),
    "arccosine as an arctangent": (f(acos, x), f(atan, over(root(1 - x**2), x)), (x > 0, x < 1)),
    "arctangents that differ by a right angle": (plus(f(atan, p), f(atan, power(p, -1))), pi / 2, ()),
}

LAWS = {**ROOTS, **LOGARITHMS, **PARTS, **ARCS, **REAL_ARCS}

FALSE: dict[str, Law] = {
    "root of z^2 - 1, everywhere": (root(z**2 - 1), times(root(z - 1), root(z + 1)), ()),
    "root of a product": (root(times(z, w)), times(root(z), root(w)), ()),
    "root of a product, above": (root(times(z, w)), times(root(z), root(w)), (im(z) > 0, im(w) > 0)),
    "root of a quotient": (root(over(z, w)), over(root(z), root(w)), ()),
    "root of a quotient by a negative number": (root(over(z, -p)), over(root(z), root(-p)), ()),
    "root of 1/z on the axis": (root(power(z, -1)), power(z, -half), ()),
    "root of z + c z^2": (root(z + c * z**2), times(root(z), root(1 + c * z)), ()),
    "root of -z, on the closed half plane": (root(-z), times(I, root(z)), (im(z) <= 0,)),
    "root of a square": (root(power(z, 2)), z, ()),
    "root of a square on the closed half plane": (root(power(z, 2)), z, (re(z) >= 0,)),
    "root of an exponential, everywhere": (root(f(exp, z)), f(exp, z / 2), ()),
    "root of an exponential, above": (root(f(exp, 1 + z)), f(exp, (1 + z) / 2), UPPER),
    "a root of a whole power": (root(power(z, n)), power(z, n / 2), NOT_ZERO),
    "log of a product": (f(log, times(z, w)), plus(f(log, z), f(log, w)), ()),
    "log of a product with a real number": (f(log, times(x, z)), plus(f(log, x), f(log, z)), ()),
    "log of a reciprocal on the axis": (f(log, power(z, -1)), times(-1, f(log, z)), ()),
    "log of -z above, with the other sign": (f(log, -z), plus(f(log, z), I * pi), UPPER),
    "log of -z on the axis": (f(log, -z), minus(f(log, z), I * pi), (im(z) >= 0,)),
    "log of an exponential": (f(log, f(exp, z)), z, ()),
    "log of an exponential at the lower edge": (f(log, f(exp, z)), z, (im(z) >= -pi, im(z) <= pi)),
    "conjugate of a root on the axis": (f(conjugate, root(z)), root(f(conjugate, z)), ()),
    "conjugate of a logarithm on the axis": (f(conjugate, f(log, z)), f(log, f(conjugate, z)), ()),
    "argument of a conjugate on the axis": (f(arg, f(conjugate, z)), times(-1, f(arg, z)), NOT_ZERO),
    "argument of a product": (f(arg, times(z, w)), plus(f(arg, z), f(arg, w)), ()),
    "direction at 0": (times(f(sign, z), f(sign, z)), power(over(f(sign, z), f(Abs, f(sign, z))), 3), ()),
    "the direction squared at 0": (times(f(sign, x), f(sign, x)), Integer(1), ()),
    "imaginary part of a root": (f(im, root(z)), root(over(minus(f(Abs, z), f(re, z)), 2)), ()),
    "imaginary part of a root by direction": (
        f(im, root(z)), times(f(sign, f(im, z)), root(over(minus(f(Abs, z), f(re, z)), 2))), (),
    ),
    "triangle inequality as an equality": (f(Abs, plus(z, w)), plus(f(Abs, z), f(Abs, w)), ()),
    "arctangents of z and 1/z": (plus(f(atan, z), f(atan, power(z, -1))), pi / 2, ()),
    "arctangents on the closed half plane": (plus(f(atan, z), f(atan, power(z, -1))), pi / 2, (re(z) >= 0,)),
    "twice an arctangent": (times(2, f(atan, z)), f(atan, over(2 * z, 1 - z**2)), ()),
    "sum of arctangents": (plus(f(atan, x), f(atan, y)), f(atan, over(x + y, 1 - x * y)), ()),
    "area cosine and arccosine": (f(acosh, z), times(I, f(acos, z)), ()),
    "area cosine and a root": (f(sinh, f(acosh, z)), root(z**2 - 1), ()),
    "area tangent by one logarithm": (f(atanh, z), times(half, f(log, over(1 + z, 1 - z))), ()),
    "sine of an arccosine with the wrong sign": (f(sin, f(acos, z)), root(z**2 - 1), ()),
    "arcsine of a sine": (f(asin, f(sin, x)), x, ()),
    "arccosine of a cosine": (f(acos, f(cos, x)), x, (x >= -pi, x <= pi)),
    "arctangent of a tangent": (f(atan, f(tan, x)), x, (x >= 0,)),
    "area cosine of a cosine": (f(acosh, f(cosh, x)), x, ()),
    "twice an arctangent of a real number": (times(2, f(atan, x)), f(atan, over(2 * x, 1 - x**2)), ()),
    "twice an arccosine, on both sides": (f(acos, 2 * x**2 - 1), times(2, f(acos, x)), (x >= -1, x <= 1)),
    "twice an arcsine": (f(asin, times(2, x, root(1 - x**2))), times(2, f(asin, x)), (x >= -1, x <= 1)),
    "arccosine as an arctangent, on both sides": (f(acos, x), f(atan, over(root(1 - x**2), x)), (Abs(x) < 1,)),
    "gudermannian without its right angle": (times(2, f(atan, f(exp, x))), f(atan, f(sinh, x)), ()),
    "reciprocal arctangents on both sides": (plus(f(atan, x), f(atan, power(x, -1))), pi / 2, (Ne(x, 0),)),
    "sinc without its value at 0": (f(sinc, z), times(f(sign, f(Abs, z)), f(sinc, z)), ()),
}  # fmt: skip


def claim_of(law: Law) -> Claim:
    lhs, rhs, conditions = law
    return Claim(lhs, Relation.EQUAL, rhs, DOMAINS, conditions=conditions, reading=Reading.COMPLEX)


POINTS = tuple(map(sympify, (
    0, 1, -1, 2, -2, 3, half, -half, I, -I, 2 * I, -2 * I, I * half, 1 + I, -1 + I, 1 - I, -1 - I, -4,
    Rational(3, 2) - I / 3, -3 - I / 7, -5 + 4 * I, Rational(1, 5) + I / 7, 7 + 9 * I, 1 - 8 * I,
)))  # fmt: skip
"""Exact points, many of them on the axes and on branch cuts."""
REAL_POINTS = tuple(value for value in POINTS if value.is_real)


def points(conditions: tuple[Relational, ...], count: int, rng: Random) -> list[dict[Expr, Expr]]:
    """Admissible points, as far as the first draws give them."""
    found = []
    for _ in range(20 * count):
        point = {z: rng.choice(POINTS), w: rng.choice(POINTS), x: rng.choice(REAL_POINTS), y: rng.choice(REAL_POINTS)}
        point |= {p: abs(rng.choice((1, 2, half))), c: abs(rng.choice(REAL_POINTS)), n: Integer(rng.randint(-3, 3))}
        if all(condition.subs(point) == True for condition in conditions):  # noqa: E712
            found.append({symbol: sympify(value) for symbol, value in point.items()})
        if len(found) == count:
            break
    return found


def disagrees(law: Law, point: dict[Expr, Expr]) -> bool | None:
    """Whether balls around the sides are apart; None where one of them has no value."""
    a, b = (evaluate(side, point, 128) for side in law[:2])
    if a is None or b is None or a is UNDEFINED or b is UNDEFINED:
        return None
    return not acb(a).overlaps(acb(b))


@pytest.mark.parametrize("case", LAWS)
def test_laws_are_proved(case: str) -> None:
    assert prove_plane(claim_of(LAWS[case]), Facts({})) is not None


@pytest.mark.parametrize("case", LAWS)
def test_laws_hold_on_the_axes_and_cuts_too(case: str) -> None:
    law = LAWS[case]
    verdicts = [disagrees(law, point) for point in points(law[2], 60, Random(3))]
    assert True not in verdicts
    assert verdicts.count(False) >= 5


@pytest.mark.parametrize("case", LAWS)
def test_laws_hold_for_another_evaluator(case: str) -> None:
    law, rng, compared = LAWS[case], Random(4), 0
    for point in points(law[2], 25, rng):
        moved = {s: v + Rational(rng.randint(1, 99), 9973) * (v + I) if s in (z, w) else v for s, v in point.items()}
        if not all(condition.subs(moved) == True for condition in law[2]):  # noqa: E712
            continue
        a, b = (principal_value(side, moved) for side in law[:2])
        if a is not None and b is not None:
            assert abs(a - b) < 1e-30 * (1 + abs(a)), moved
            compared += 1
    assert compared >= 3


@pytest.mark.parametrize("case", FALSE)
def test_false_neighbours_are_not_proved(case: str) -> None:
    assert prove_plane(claim_of(FALSE[case]), Facts({})) is None


def test_a_claim_about_no_point_is_not_proved() -> None:
    nowhere = Claim(f(log, z - z), Relation.EQUAL, power(z - z, -1), DOMAINS, reading=Reading.COMPLEX)
    assert prove_plane(nowhere, Facts({})) is None


FACTORS = (z, z, w, x, p, 1 + z, 1 - z, -z, 1 + I * z, I * z, 2 * z, z - 1, z + I, 1 / z, p * z, z**2)
HYPOTHESES = ((), (), RIGHT, UPPER, OFF_THE_AXIS, DISC, BOTH_RIGHT, (x < 1,), NOT_ZERO, (im(z) <= 0,), (x < 0,))


def random_law(rng: Random) -> Law:
    """A law of branches, at arguments and under hypotheses for which it may be false."""
    u, v = rng.choice((*FACTORS, f(conjugate, z), f(exp, z))), rng.choice(FACTORS)
    share = rng.choice((half, -half, Rational(1, 3), Rational(2, 3)))
    patterns = (
        (power(times(u, v), share), times(power(u, share), power(v, share))),
        (power(over(u, v), share), times(power(u, share), power(v, -share))),
        (f(log, times(u, v)), plus(f(log, u), f(log, v))),
        (f(log, over(u, v)), minus(f(log, u), f(log, v))),
        (root(power(u, 2)), u),
        (f(log, f(exp, u)), u),
        (power(f(exp, u), share), f(exp, times(share, u))),
        (f(conjugate, power(u, share)), power(f(conjugate, u), share)),
        (f(conjugate, f(log, u)), f(log, f(conjugate, u))),
        (f(Abs, u), u),
        (f(arg, times(u, v)), plus(f(arg, u), f(arg, v))),
        (f(im, root(u)), root(over(minus(f(Abs, u), f(re, u)), 2))),
        (power(u, 2 * share), power(power(u, 2), share)),
        (power(u, share), times(power(times(-1, u), share), power(-1, share))),
        (f(log, u), plus(f(log, times(-1, u)), I * pi)),
        (plus(f(atan, u), f(atan, power(u, -1))), pi / 2),
        (f(atanh, u), times(half, f(log, over(plus(1, u), minus(1, u))))),
        (f(acosh, u), times(I, f(acos, u))),
        (f(sinh, f(acosh, u)), root(minus(power(u, 2), 1))),
        (f(asin, f(sin, u)), u),
        (root(power(u, n)), power(u, n / 2)),
    )
    return (*map(sympify, rng.choice(patterns)), rng.choice(HYPOTHESES))


@pytest.mark.slow
def test_no_false_law_is_proved() -> None:
    laws, drawn, proved = Random(11), Random(12), 0  # apart, so that no proof changes which laws come next
    for _ in range(240):
        law = random_law(laws)
        if prove_plane(claim_of(law), Facts({})) is None:
            continue
        proved += 1
        assert True not in [disagrees(law, point) for point in points(law[2], 40, drawn)], law
    assert proved > 25
