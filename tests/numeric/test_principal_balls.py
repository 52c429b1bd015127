"""The complex reading at a point: what is exact, what has no value, what is not settled."""

from time import monotonic

import pytest
import sympy as sp
from flint import acb, ctx, fmpq
from sympy import Add, Eq, I, Integer, Mul, Ne, Piecewise, Pow, Rational, S, Subs, Symbol, exp, log, oo, pi, sqrt, zeta

from derive.numeric import balls as real
from derive.numeric.principal.balls import UNDEFINED, Plane, evaluate, has_value, settle
from derive.numeric.principal.values import NoValue, Unsettled, Unsupported, as_acb

z, w = sp.symbols("z w")
x = Symbol("x", real=True)
HALF = Rational(1, 2)


def raw(name, *arguments):
    return getattr(sp, name)(*(sp.sympify(a) for a in arguments), evaluate=False)


def power(base, exponent):
    return Pow(sp.sympify(base), sp.sympify(exponent), evaluate=False)


@pytest.mark.parametrize(
    ("expression", "point", "expected"),
    [
        (power(z, 2), I, -1),
        (power(Add(z, 1, evaluate=False), 4), I, -4),
        (power(z, 0), 0, 1),
        (power(z, z), 0, 1),
        (power(z, 1 + I), 0, 0),
        (power(z, HALF), Rational(9, 4), Rational(3, 2)),
        (Mul(z, sp.conjugate(z), evaluate=False), 2 + I, 5),
        (raw("Abs", z), 3 + 4 * I, 5),
        (raw("sign", z), -7, -1),
        (raw("floor", z), Rational(-7, 2), -4),
        (raw("im", z), 2 - I / 3, Rational(-1, 3)),
        (raw("log", z), 1, 0),
        (raw("gamma", z), 5, 24),
        (raw("binomial", z, 3), HALF, Rational(1, 16)),
        (raw("binomial", z, 5), 3, 0),
        (raw("binomial", z, -2), 3, 0),
        (raw("RisingFactorial", z, -2), 5, Rational(1, 12)),
        (raw("zeta", z), -1, Rational(-1, 12)),
        (raw("fibonacci", z), -8, -21),
        (raw("lucas", z), -3, -4),
        (raw("bernoulli", z), 4, Rational(-1, 30)),
        (raw("euler", z), 4, 5),
        (raw("catalan", z), 5, 42),
        (raw("harmonic", z), 4, Rational(25, 12)),
        (raw("factorial2", z), 7, 105),
        (raw("chebyshevt", 3, z), HALF, -1),
        (raw("chebyshevu", -3, z), HALF, -1),
        (raw("legendre", -3, z), 3, 13),
        (sp.hyper((-2, 1), (3,), z), 1, Rational(1, 2)),
        (raw("KroneckerDelta", z, 2), 2, 1),
        (raw("Mod", z, 3), Rational(-1, 2), Rational(5, 2)),
        (raw("subfactorial", z), 5, 44),
        (raw("totient", z), 12, 4),
        (raw("mobius", z), 30, -1),
        (raw("divisor_sigma", z, 2), 6, 50),
        (raw("hermite_prob", 3, z), 2, 2),
        (raw("Heaviside", z), 0, HALF),
        (raw("Max", z, 1), HALF, 1),
    ],
    ids=str,
)
def test_exact_values_stay_exact(expression, point, expected):
    found = evaluate(expression, {z: point}, 64)
    assert isinstance(found, fmpq)
    assert (int(found.p), int(found.q)) == (sp.Rational(expected).p, sp.Rational(expected).q)


@pytest.mark.parametrize(
    ("expression", "point", "part"),
    [
        (power(z, HALF), -2, "real"),
        (power(z, 3 * HALF), -2, "real"),
        (raw("log", z), -1, "real"),
        (power(power(z, HALF), 2), -3, "imag"),
        (raw("exp", z), Rational(1, 3), "imag"),
        (raw("sin", z), I / 3, "real"),
        (raw("atanh", z), Rational(1, 3), "imag"),
        (raw("atan", z), I / 3, "real"),
        (raw("polygamma", 2, z), Rational(-7, 2), "imag"),
        (raw("zeta", 3, z), Rational(-7, 2), "imag"),
        (raw("besselj", 2, z), Rational(-7, 3), "imag"),
        (raw("elliptic_k", z), Rational(-7, 3), "imag"),
        (raw("polylog", 2, z), Rational(-7, 3), "imag"),
    ],
    ids=str,
)
def test_real_and_imaginary_values_are_known_to_be_so(expression, point, part):
    for argument in (point, point * sqrt(2) / sqrt(sp.Integer(2), evaluate=False)):
        assert getattr(as_acb(evaluate(expression, {z: argument}, 64)), part) == 0


@pytest.mark.parametrize(
    ("expression", "point"),
    [
        (power(z, -1), 0),
        (power(Add(power(z, 2), 1, evaluate=False), -1), I),
        (power(z, I - 1), 0),
        (power(z, I), 0),
        (raw("log", z), 0),
        (raw("cot", z), 0),
        (raw("atan", z), I),
        (raw("atanh", z), -1),
        (raw("gamma", z), -3),
        (raw("digamma", z), 0),
        (raw("factorial", z), -1),
        (raw("zeta", z), 1),
        (raw("Ei", z), 0),
        (raw("li", z), 1),
        (raw("polylog", 1, z), 1),
        (raw("elliptic_k", z), 1),
        (raw("bessely", 2, z), 0),
        (raw("LambertW", z, -1), 0),
        (sp.hyper((1, 1), (2,), z), 1),
        (sp.hyper((1, 2), (-3,), z), HALF),
        (raw("arg", z), 0),
        (Mul(0, power(z, -1), evaluate=False), 0),
        (Add(z, oo, evaluate=False), 2),
        (Piecewise((1, Ne(z, 0)), evaluate=False), 0),
        (raw("Max", z, 1), I),
    ],
    ids=str,
)
def test_no_finite_value(expression, point):
    assert evaluate(expression, {z: point}, 64) is UNDEFINED
    assert not has_value(expression, {z: point})


@pytest.mark.parametrize(
    ("expression", "point"),
    [
        (log(z - sqrt(2)), sqrt(2)),
        (raw("bernoulli", z), 1),
        (raw("acoth", z), 0),
        (raw("beta", z, 1), -1),
        (raw("binomial", -3, z), -5),
        (sp.hyper((1, 2, 3), (5,), z), HALF),
        (raw("meijerg", ((), ()), ((0,), ()), z), 2),
        (sp.Function("gamma")(z), 2),
        (w, 2),
    ],
    ids=str,
)
def test_nothing_is_settled(expression, point):
    assert settle(expression, {z: point}) is None


@pytest.mark.parametrize(
    "expression",
    [
        raw("gamma", 10**9),
        raw("exp", raw("exp", raw("exp", 100))),
        power(2, 10**8),
        power(power(10, 10), power(10, 10)),
        raw("fibonacci", 10**9),
        raw("bernoulli", 10**7),
        raw("binomial", 10**9, 5 * 10**8),
        raw("RisingFactorial", pi, 10**9),
        raw("zeta", HALF + I * 10**9),
        raw("polygamma", 10**6, 2),
        raw("legendre", 10**9, pi),
        raw("besselj", 10**6, 10),
        raw("LambertW", 10**100),
        sp.hyper((Rational(1, 3),), (Rational(1, 7),), -(10**9)),
        sp.hyper((-(10**5), 2), (3,), pi),
        raw("elliptic_pi", Rational(1, 3), 10**8, -3),
        raw("sin", 10**1000),
        power(Rational(1, 10**300), Rational(1, 10**6)),
    ],
    ids=str,
)
def test_what_is_huge_comes_back_soon(expression):
    start = monotonic()
    settle(expression, {})
    assert monotonic() - start < 5


def test_deep_trees_are_not_settled():
    tree = z
    for _ in range(20_000):
        tree = sp.sin(tree, evaluate=False)
    assert evaluate(tree, {z: 1}, 64) is None


def test_conditions_compare_complex_numbers_and_order_real_ones():
    with ctx.workprec(64):
        plane = Plane.at({z: I, w: sqrt(2)})
        assert plane.holds(Eq(z**2, -1, evaluate=False))
        assert plane.holds(Ne(z, 1))
        assert plane.holds(sp.Abs(z) + 1 < 3)
        with pytest.raises(NoValue):
            plane.holds(sp.StrictLessThan(z, 1, evaluate=False))
        with pytest.raises(Unsettled):
            plane.holds(Eq(w**2, 2, evaluate=False))


def test_bound_variables_shadow_those_outside():
    with ctx.workprec(64):
        plane = Plane.at({z: 2, w: 3})
        inside = plane.within({z: fmpq(5)})
        assert inside(z + w) == 8
        assert plane(z + w) == 5
        assert plane(Subs(z * w, z, w**2)) == 27


def test_an_analytic_walk_refuses_cuts_of_its_variable_only():
    with ctx.workprec(64):
        ball = acb("-1 +/- 0.01", "0 +/- 0.01")
        moving = Plane.at({w: -1}).analytic_in(z).within({z: ball})
        assert moving(log(w) + z).real < -1.9 + 1
        with pytest.raises(Unsettled):
            moving(log(z))
        along = Plane.at({w: -1}).analytic_in(x).within({x: ball})
        assert along(log(x)).imag > 3
        assert along(Piecewise((x, x < 0), (w, True))).real < 0
        with pytest.raises(Unsettled):
            along(sp.Abs(x + 1))
        with pytest.raises(Unsupported):
            along(sp.Function("f")(x))


@pytest.mark.parametrize(
    ("expression", "point", "known"),
    [
        (raw("besselj", 2, x), Rational(7, 3), True),
        (raw("bessely", 2, x), Rational(-7, 3), False),
        (raw("elliptic_k", x), HALF, True),
        (raw("elliptic_k", x), Rational(3, 2), False),
        (raw("Ei", x), -2, True),
        (raw("Ci", x), -2, False),
        (raw("polylog", 2, x), HALF, True),
        (raw("polylog", 2, x), 3, False),
        (raw("zeta", 3, x), HALF, True),
        (raw("LambertW", x, -1), Rational(-1, 5), True),
        (raw("LambertW", x, -1), Rational(1, 5), False),
        (sp.hyper((HALF, 1), (2,), x), HALF, True),
        (sp.hyper((HALF, 1), (2,), x), 3, False),
        (raw("binomial", Rational(5, 2), x), HALF, True),
        (raw("asec", x), 2, True),
        (raw("asec", x), HALF, False),
        (raw("legendre", 3, x), 5, True),
        (raw("expint", 2, x), 2, True),
    ],
    ids=str,
)
def test_real_reading_takes_real_values_of_the_same_functions(expression, point, known):
    found = real.settle(expression, {x: point}, 256)
    if known:
        with ctx.workprec(64):
            assert as_acb(settle(expression, {x: point})).real.overlaps(found)
    else:
        assert found is real.UNDEFINED


def test_numbers():
    for number in (pi, S.Exp1, S.EulerGamma, S.Catalan, S.GoldenRatio, S.TribonacciConstant):
        with ctx.workprec(128):
            assert as_acb(settle(number, {})).overlaps(acb(str(sp.N(number, 60)) + " +/- 1e-50"))
    assert as_acb(settle(Integer(2) ** I, {})).overlaps(as_acb(settle(exp(I * log(2)), {})))
    assert evaluate(zeta(0, 0, evaluate=False), {}, 64) == fmpq(1, 2)
