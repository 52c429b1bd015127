"""Steps in the complex plane at many points: principal branches, roundings told from falsehoods."""

import json

import numpy as np
import pytest
from sympy import Abs, Gt, I, Rational, asin, conjugate, cos, exp, im, log, re, sin, sqrt, tan

from derive import Complex, Real, at_most, calc, derivation, differs_from, equals
from derive.numeric.plane_walk import PlaneWalk


@derivation(source="a test")
def true(z: Complex, w: Complex):
    """True everywhere."""
    return {
        "modulus": calc(Abs(z) ** 2, equals(z * conjugate(z)), equals(re(z) ** 2 + im(z) ** 2)),
        "powers": calc(exp(z) * exp(w), equals(exp(z + w))),
        "circle": calc(sin(z) ** 2 + cos(z) ** 2, equals(1)),
        "cube": calc((z + w) ** 3, equals(z**3 + 3 * z**2 * w + 3 * z * w**2 + w**3)),
        "triangle": calc(Abs(z + w), at_most(Abs(z) + Abs(w))),
        "apart": calc(z * conjugate(z), differs_from(-1)),
        "tangent": calc(tan(z), equals(sin(z) / cos(z))),
        "entries": calc([z, w], equals([z + w - w, w])),
    }


@derivation(source="a test")
def false(z: Complex, w: Complex):
    """False somewhere."""
    return {
        "logarithm": calc(log(z**2), equals(2 * log(z))),
        "roots": calc(sqrt(z * w), equals(sqrt(z) * sqrt(w))),
        "slightly": calc(z * (1 + Rational(1, 10**12)), equals(z)),
        "triangle": calc(Abs(z + w), at_most(Abs(z) - Abs(w))),
        "order": calc(z, at_most(w)),
    }


@derivation(source="a test", where=lambda z: Gt(re(z), 0))
def on_the_right(z: Complex, x: Real):
    """Holds where the real part is positive."""
    return calc(log(z**2), equals(2 * log(z))), calc(exp(I * x) * z, equals(z * cos(x) + I * z * sin(x)))


def test_true_steps_agree():
    result = true.verify(samples=5_000)
    assert [(step.id, step.outcome) for step in result.steps if step.outcome != "agrees"] == []
    assert result.exit_code == 0
    json.dumps(result.as_json(), allow_nan=False)


def test_false_steps_are_refuted_at_exact_points():
    result = false.verify(samples=3_000)
    assert [step.outcome for step in result.steps] == ["refuted"] * 5
    assert dict(result.steps[0].counterexample.witness)["z"] == "-1"


def test_numbers_that_are_not_real_have_no_order():
    step = false.verify({"z": np.array([1j, 1.0, 2.0]), "w": np.array([1.0, 1j, 3.0])}).steps[-1]
    assert (step.id, step.counted, step.outcome) == ("order::1", 1, "agrees")


def test_conditions_hold_at_the_points():
    assert on_the_right.verify(samples=5_000).agrees
    z = np.array([1 + 1j, -1 + 1j, np.nan, 1, np.inf * 1j])
    step = on_the_right.verify({"z": z, "x": np.arange(5.0)}).steps[0]
    assert (step.outcome, step.counted, step.outside) == ("agrees", 2, 3)


def test_a_real_variable_takes_no_complex_numbers():
    with pytest.raises(TypeError, match="x: expected real numbers"):
        on_the_right.verify({"z": 1j, "x": 1j})


def test_what_floats_have_no_rule_for_is_said():
    @derivation(source="a test")
    def arc(z: Complex):
        """x."""
        return calc(asin(z), equals(-I * log(I * z + sqrt(1 - z**2))))

    result = arc.verify(samples=100)
    assert result.steps[0].words == "not compared: no rule in floats for asin(z)"
    assert result.exit_code == 5


EXPRESSIONS = ("log(z**2)", "sqrt(z)**3", "z**2.5 - z", "exp(z)/(1 + z)", "tan(z)*conjugate(z)", "arg(z)*Abs(z)",
               "cosh(z)**2 - sinh(z)**2", "1/(z - 1)**3", "z**I", "log(exp(z))")  # fmt: skip


@pytest.mark.parametrize("text", EXPRESSIONS)
def test_bounds_hold_against_fifty_digits(text):
    from sympy import N, Symbol, nsimplify, sympify

    z = Symbol("z")
    expression = nsimplify(sympify(text, locals={"z": z}))
    rng = np.random.default_rng(0)
    points = rng.normal(size=12) * 3 + 1j * rng.normal(size=12) * 3
    with np.errstate(all="ignore"):
        values, errors = PlaneWalk({z: points})(expression)
    for point, value, error in zip(points, values, np.broadcast_to(errors, values.shape), strict=True):
        exact_point = Rational(point.real) + I * Rational(point.imag)
        exact = complex(N(expression.subs(z, exact_point) - (Rational(value.real) + I * Rational(value.imag)), 50))
        assert abs(exact) <= error
