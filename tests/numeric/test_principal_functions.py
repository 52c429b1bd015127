"""Every function of the complex reading against mpmath: order of arguments, branches, enclosures."""

from random import Random
from time import monotonic

import mpmath as mp
import pytest
from flint import acb, arb, ctx
from sympy import I, Rational, Symbol

from derive.numeric.principal.balls import UNDEFINED, Plane, evaluate
from derive.numeric.principal.values import NoValue, Unsettled, as_acb
from tests.numeric.principal_functions import ROWS, at, z

INSIDE = [Rational(2, 3), Rational(7, 5) + I / 3, Rational(1, 2) - 2 * I, -Rational(5, 7) + I * Rational(9, 8)]
INSIDE += [-Rational(4, 3) - I / 5, I * Rational(5, 4), -I / 3]
# on the cuts of most functions
REAL = [Rational(-7, 2), Rational(-5, 3), Rational(-1, 4), Rational(1, 5), Rational(3, 2), Rational(13, 4)]


# seconds a row, nearly all of them in mpmath or in elliptic integrals of the third kind
DEAR = {"Pi in n", "Pi in m", "Pi incomplete in n", "Pi incomplete in phi", "Pi incomplete in m", "Lerch"}


def marked(name, *values):
    """A row of a table, left to the slow run where it takes seconds."""
    return pytest.param(*values, id=name, marks=[pytest.mark.slow] if name in DEAR else [])


def ball_of(number):
    """A ball around an mpmath number that is right to nearly all of its digits."""
    number = mp.mpmathify(number)
    error = arb(2) ** (-mp.mp.prec + 40) * (1 + abs(acb(number)).upper())
    return acb(number) + acb(arb(0, error.upper()), arb(0, error.upper()))


def agrees(expression, reference, point, bits):
    """Whether the enclosure overlaps mpmath's value at more bits; None where either has no value."""
    found = evaluate(expression, {z: point}, bits)
    with mp.workprec(bits + 80), ctx.workprec(bits + 80):
        try:
            expected = reference(at(point))
        except (ValueError, ZeroDivisionError, mp.libmp.NoConvergence, mp.libmp.ComplexResult):
            return None
        if not mp.isfinite(expected):
            return None
        assert found is not UNDEFINED
        return None if found is None else ball_of(expected).overlaps(as_acb(found))


@pytest.mark.parametrize(("expression", "reference"), [marked(name, *rest) for name, *rest in ROWS])
@pytest.mark.parametrize("points", [INSIDE, REAL], ids=["off the axis", "on the axis"])
def test_the_value_is_that_of_mpmath(expression, reference, points):
    answers = [agrees(expression, reference, point, 64) for point in points]
    assert False not in answers
    assert True in answers


NAMES = [row[0] for row in ROWS]
EXPRESSIONS = [row[1] for row in ROWS]


@pytest.mark.parametrize("expression", EXPRESSIONS, ids=NAMES)
def test_more_bits_give_smaller_balls_in_the_same_place(expression):
    for point in (*INSIDE[:3], *REAL[1:5:2]):
        found = [evaluate(expression, {z: point}, bits) for bits in (64, 256, 1024)]
        with ctx.workprec(1024):
            balls = [as_acb(value) for value in found if value is not None and value is not UNDEFINED]
            assert all(ball.overlaps(balls[-1]) for ball in balls)
            if len(balls) == 3:
                assert balls[-1].rad() <= arb(2) ** -900 * (1 + balls[-1].abs_upper())


# on cuts, beside them, at branch points, and around odd multiples of pi/2
CENTRES = [complex(x, y) for x in (-3.5, -1.5, -1, -0.3, 0, 0.3, 1, 1.5, 1.5707, 2.5, 4.71) for y in (0, 1e-3, -1e-3)]
CENTRES += [complex(x, y) for x in (0, 1e-3, -1e-3) for y in (-2.25, -1, -0.4, 0.4, 1, 2.25)]
CENTRES += [complex(x, y) for x in (-1.5707, 1.5707, 4.71) for y in (0.75, -0.5)]


def inside(rng, ball):
    """A point of a ball: now and then its middle line, on which cuts lie."""
    shift = [rng.choice((-1, 0, 1, rng.uniform(-1, 1))) * 0.999 for _ in range(2)]
    return acb(ball.real.mid() + ball.real.rad() * shift[0], ball.imag.mid() + ball.imag.rad() * shift[1])


def value(plane, expression):
    try:
        return as_acb(plane.value(expression))
    except (NoValue, Unsettled):
        return None


@pytest.mark.parametrize("expression", EXPRESSIONS, ids=NAMES)
def test_a_ball_across_a_cut_encloses_the_values_on_both_sides(expression):
    rng = Random(str(expression))
    for centre in rng.sample(CENTRES, 16):
        ball = acb(arb(centre.real, rng.choice((1e-2, 1e-4))), arb(centre.imag, rng.choice((1e-2, 1e-4))))
        around = value(Plane({z: ball}), expression)
        points = [inside(rng, ball) for _ in range(4 if around is not None else 0)]
        values = [value(Plane({z: point}), expression) for point in points]
        assert all(found is None or around.overlaps(found) for found in values)


@pytest.mark.parametrize("expression", EXPRESSIONS, ids=NAMES)
def test_an_analytic_ball_encloses_the_values(expression):
    x = Symbol("x", real=True)
    rng = Random(str(expression))
    along = expression.xreplace({z: x})
    for centre in CENTRES[::2]:
        radius = rng.choice((1e-2, 1e-4))
        ball = acb(arb(centre.real, radius), arb(centre.imag, radius))
        around = value(Plane({}).analytic_in(z).within({z: ball}), expression)
        points = [inside(rng, ball) for _ in range(3 if around is not None else 0)]
        values = [value(Plane({z: point}), expression) for point in points]
        assert all(found is None or around.overlaps(found) for found in values)
        line = acb(arb(centre.real, radius), arb(0, radius))
        around = value(Plane({}).analytic_in(x).within({x: line}), along)
        points = [acb(inside(rng, line).real) for _ in range(3 if around is not None else 0)]
        values = [value(Plane({x: point}), along) for point in points]
        assert all(found is None or around.overlaps(found) for found in values)


def mean_over_a_circle(expression, centre, radius, count=12):
    turns = [acb(arb(2 * k) / count).exp_pi_i() for k in range(count)]
    values = [value(Plane({z: acb(centre) + radius * turn}), expression) for turn in turns]
    return None if None in values else sum(values, acb(0)) / count


@pytest.mark.parametrize("expression", [marked(*row[:2]) for row in ROWS])
def test_where_a_function_is_called_analytic_it_has_the_mean_value_property(expression):
    with ctx.workprec(128):
        for centre in CENTRES[1::3]:
            radius = arb("0.0005")
            box = acb(arb(centre.real, radius), arb(centre.imag, radius))
            around = value(Plane({}).analytic_in(z).within({z: box}), expression)
            middle = value(Plane({z: acb(centre)}), expression)
            mean = mean_over_a_circle(expression, centre, radius / 5)
            if around is not None and middle is not None and mean is not None:
                assert (mean - middle).abs_lower() <= around.rad() * arb("1e-6") + abs(middle) * arb(2) ** -60


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(6))
def test_no_ball_misses_a_value_inside(seed):
    rng = Random(seed)
    start = monotonic()
    while monotonic() - start < 4:
        name, expression, _ = rng.choice(ROWS)
        centre = rng.choice(CENTRES)
        radii = [rng.choice((0.05, 1e-2, 1e-4, 1e-7, 0)) for _ in range(2)]
        ball = acb(arb(centre.real, radii[0]), arb(centre.imag, radii[1]))
        for plane in (Plane({z: ball}), Plane({}).analytic_in(z).within({z: ball})):
            around = value(plane, expression)
            points = [inside(rng, ball) for _ in range(4 if around is not None else 0)]
            values = [value(Plane({z: point}), expression) for point in points]
            assert all(found is None or around.overlaps(found) for found in values), name
