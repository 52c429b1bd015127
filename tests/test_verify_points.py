"""The user's own points: every array is taken as it is, refused in words, or counted outside; never a silent number."""

from fractions import Fraction

import numpy as np
import pytest
from sympy import Eq, Rational, exp, log

from derive import Positive, Real, calc, derivation, equals


@derivation(source="a test", where=lambda x, y: x < y)
def square(x: Real, y: Positive):
    """Speaks of x < y only."""
    return calc((x + y) ** 2, equals(x**2 + 2 * x * y + y**2))


@derivation(source="a test", where=lambda x, y: Eq(y, exp(x)))
def fixed(x: Real, y: Positive):
    """y follows from x."""
    return calc(log(y), equals(x))


@derivation(source="a test")
def alone(x: Real):
    """One variable."""
    return calc((x + 1) ** 2, equals(x**2 + 2 * x + 1))


@derivation(source="a test")
def constant():
    """No variable."""
    return calc(Rational(1, 2) + Rational(1, 3), equals(Rational(5, 6)))


def read_only():
    array = np.ones(5)
    array.flags.writeable = False
    return array


COUNTED = {
    "strided backwards": ({"x": np.arange(10.0)[::-2], "y": 20.0}, 5, 0),
    "a column of a matrix": ({"x": np.arange(20.0).reshape(5, 4)[:, 1], "y": 99.0}, 5, 0),
    "Fortran order": ({"x": np.asfortranarray(np.arange(20.0).reshape(4, 5)), "y": np.full((4, 5), 30.0)}, 20, 0),
    "read-only": ({"x": read_only(), "y": 2.0}, 5, 0),
    "half floats": ({"x": np.ones(3, np.float16), "y": np.float16(2)}, 3, 0),
    "bytes that would overflow": ({"x": np.array([255], np.uint8), "y": np.array([256], np.uint16)}, 1, 0),
    "nested lists": ({"x": [[0, 1], [2, 3]], "y": 4}, 4, 0),
    "NaN and infinities": ({"x": [np.nan, np.inf, -np.inf, 0.0], "y": 1.0}, 1, 3),
    "outside the domain": ({"x": -3.0, "y": [-2.0, 0.0, 1.0]}, 1, 2),
    "against a condition": ({"x": [3.0, 1.0], "y": 2.0}, 1, 1),
    "no point": ({"x": np.empty(0), "y": 2.0}, 0, 0),
    "no chunk": (iter(()), 0, 0),
}


@pytest.mark.parametrize(("points", "counted", "outside"), COUNTED.values(), ids=COUNTED.keys())
def test_what_counts(points, counted, outside):
    (step,) = square.verify(points).steps
    assert (step.counted, step.outside) == (counted, outside)
    assert step.outcome == ("agrees" if counted else "nothing")


REFUSED = {
    "a fraction": ({"x": Fraction(1, 3), "y": 2.0}, TypeError, "x: expected real numbers"),
    "objects": ({"x": np.array([1.0], object), "y": 2.0}, TypeError, "x: expected real numbers"),
    "complex numbers": ({"x": 1j, "y": 2.0}, TypeError, "x: expected real numbers"),
    "words": ({"x": ["a"], "y": 2.0}, TypeError, "x: expected real numbers"),
    "nothing": ({"x": None, "y": 2.0}, TypeError, "x: expected real numbers"),
    "dates": ({"x": np.array(["2020-01-01"], "M8"), "y": 2.0}, TypeError, "x: expected real numbers"),
    "masked": ({"x": np.ma.masked_array([1.0, 2.0], [0, 1]), "y": 3.0}, TypeError, "x: a masked array"),
    "ragged": ({"x": [[1.0], [1.0, 2.0]], "y": 2.0}, TypeError, "rows of different lengths"),
    "whole numbers that floats round": ({"x": 2**53 + 1, "y": 2.0**60}, ValueError, "beyond 2[*][*]53"),
    "a longer float": ({"x": np.longdouble(1) / 3, "y": 2.0}, ValueError, "float64 rounds"),
    "shapes that do not fit": ({"x": np.ones(3), "y": np.ones(4)}, ValueError, "do not broadcast"),
    "a wrong name": ({"x": 1.0, "z": 2.0}, TypeError, "one array for each of x, y"),
    "a name too few": ({"x": 1.0}, TypeError, "one array for each of x, y"),
    "an array too many": ((1.0, 2.0, 3.0), TypeError, "one array for each of x, y"),
    "a last axis that does not fit": (np.ones((4, 3)), ValueError, "the last axis"),
    "an array without axes": (np.array(3.0), ValueError, "the last axis"),
    "chunks that are none": (iter([3]), TypeError, "a chunk of points"),
    "a word": ("xy", TypeError, "points are arrays"),
    "a set": ({1.0, 2.0}, TypeError, "points are arrays"),
}


@pytest.mark.parametrize(("points", "error", "message"), REFUSED.values(), ids=REFUSED.keys())
def test_what_is_refused(points, error, message):
    if np.finfo(np.longdouble).nmant == 52 and "float64" in message:
        pytest.skip("a longdouble is a float64 here")
    with pytest.raises(error, match=message):
        square.verify(points)


def test_a_variable_that_an_equation_fixes_may_be_rounded_but_not_wrong():
    x = np.linspace(-3, 3, 7)
    (step,) = fixed.verify({"x": x, "y": np.exp(x)}).steps
    assert (step.outcome, step.counted) == ("agrees", 7)
    (step,) = fixed.verify({"x": x, "y": np.exp(x) * (1 + 1e-9)}).steps
    assert (step.outcome, step.outside) == ("nothing", 7)


def test_one_variable_takes_an_array_of_any_shape():
    for points in (np.ones(6), np.ones((2, 3)), np.ones((6, 1)), [np.ones(6)], {"x": np.ones(6)}):
        assert alone.verify(points).steps[0].counted == 6


def test_nothing_is_drawn_where_there_is_no_variable():
    assert constant.verify(samples=1000).points == 1
    with pytest.raises(TypeError, match="no variables"):
        constant.verify({"x": 1.0})


@pytest.mark.parametrize("budget", [-1, 1.5, True, "many"])
def test_wrong_budgets(budget):
    with pytest.raises(ValueError, match="budget is a whole number"):
        square.verify(samples=10, budget=budget)


def test_no_budget_leaves_what_differs_open():
    @derivation(source="a test")
    def wrong(x: Positive):
        """x."""
        return calc(x, equals(2 * x))

    (step,) = wrong.verify(samples=100, budget=0).steps
    assert (step.outcome, step.left, step.examined) == ("open", 100, 0)


def test_fewer_points_than_wanted_are_told():
    @derivation(source="a test", where=lambda x: x > 500)
    def rarely(x: Real):
        """x."""
        return calc((x + 1) ** 2, equals(x**2 + 2 * x + 1))

    @derivation(source="a test", where=lambda x, y: (x < -1, y > 2, x > y))
    def never(x: Real, y: Positive):
        """x."""
        return calc(x + y, equals(y + x * 1))

    result = rarely.verify(samples=2_000)
    assert 0 < result.points < result.wanted
    assert "(not 2,000: the conditions refuse most of them)" in repr(result)
    assert "0 points, seed 0 (none was found that meets the conditions)" in repr(never.verify(samples=100))
    assert never.verify(samples=100).exit_code == 3
