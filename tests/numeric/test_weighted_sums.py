"""Integrals, averages and long sums on a tape: their values, and that bounds cover what rounding does to them."""

import mpmath
import numpy as np
import pytest
from sympy import Integral, Sum, Symbol, cos, exp, log, oo, sin, sqrt

from derive.numeric.bounds import Bounds
from derive.numeric.lowering import Lowering
from derive.numeric.readings import Reading
from derive.numeric.tape import Tape
from derive.terms import expectation, exponential, finite, normal

a, b, t, k = Symbol("a", positive=True), Symbol("b", real=True), Symbol("t", real=True), Symbol("k", integer=True)
A, B = np.array([0.3, 1.0, 2.5, 7.0]), np.array([-40.0, 0.25, 3.0, 1000.0])

CASES = {
    "Gaussian": (
        Integral(exp(-a * t**2), (t, -oo, oo)),
        lambda x, y: mpmath.sqrt(mpmath.pi / x),
    ),
    "second moment": (
        expectation(normal(mean=b, std=a), lambda x: x**2),
        lambda x, y: x**2 + y**2,
    ),
    "a mean that cancels": (
        expectation(normal(mean=b, std=a), lambda x: (x - b) ** 3),
        lambda x, y: mpmath.mpf(0),
    ),
    "computed parameters": (
        expectation(normal(mean=a * b, std=sqrt(a)), lambda x: x),
        lambda x, y: x * y,
    ),
    "finite ends": (
        Integral(cos(t), (t, 0, a)),
        lambda x, y: mpmath.sin(x),
    ),
    "computed ends": (
        Integral(t, (t, a / 3, a * 7)),
        lambda x, y: ((7 * x) ** 2 - (x / 3) ** 2) / 2,
    ),
    "half line": (
        Integral(exp(-t) * log(t), (t, 0, oo)),
        lambda x, y: -mpmath.euler,
    ),
    "nested": (
        Integral(Integral(exp(-(t**2) - a * k**2), (t, -oo, oo)), (k, -oo, oo)),
        lambda x, y: mpmath.pi / mpmath.sqrt(x),
    ),
    "long sum": (
        Sum(1 / (k + a) ** 2, (k, 0, 99)),
        lambda x, y: mpmath.psi(1, x) - mpmath.psi(1, x + 100),
    ),
    "walked average": (
        expectation(exponential(rate=a), lambda x: x),
        lambda x, y: 1 / x,
    ),
    "two atoms": (
        expectation(finite({0: 1 - 1 / (1 + a), 3: 1 / (1 + a)}), lambda x: x**2),
        lambda x, y: 9 / (1 + x),
    ),
}


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("is_hasty", [False, True], ids=["fully", "hastily"])
def test_bounds_cover_the_error_and_are_not_idle(name, is_hasty):
    expression, truth = CASES[name]
    tape = Tape()
    lower = Lowering(tape, {a: tape.input(), b: tape.input()}, Reading.STRICT)
    ((values, errors),) = Bounds(tape, [lower(expression)]).at([A, B], hastily=is_hasty)
    values, errors = np.broadcast_to(values, A.shape), np.broadcast_to(errors, A.shape)
    with mpmath.workdps(40):
        for x, y, value, error in zip(A, B, values, errors, strict=True):
            exact = truth(mpmath.mpf(x), mpmath.mpf(y))
            assert is_hasty or abs(mpmath.mpf(value) - exact) <= error
            assert error <= 1e-8 * max(1, abs(exact), abs(y) ** 3)


def test_values_that_are_known_are_not_worked_out_again():
    tape = Tape()
    x = tape.input()
    lower = Lowering(tape, {a: x}, Reading.STRICT)
    bounds = Bounds(tape, [lower(sin(a))])
    ((value, _),) = bounds.at([A], known={bounds.outputs[0]: A})
    assert value is A
