"""Expressions as two-dimensional text: the words of derive, and where wide ones are broken."""

from decimal import Decimal

import pytest
from sympy import Abs, Add, Derivative, Determinant, Matrix, Mul, Rational, Subs, Symbol, exp, log, symbols

from derive.report.pretty import pretty
from derive.terms import cbrt, expectation, jacobian, kl, normal, sigmoid
from derive.terms.densities import integral

x, y = symbols("x y", real=True)
theta = Symbol("theta", real=True)
s = Symbol("s", positive=True)

SHOWN = [
    (x / (x + y), ["  x  ", "─────", "x + y"], 1),
    (sigmoid(x), ["σ(x)"], 0),
    (cbrt(x), ["3 ___", "╲╱ x "], 1),
    (Rational(1, 3) + x, ["x + 1/3"], 0),
    (Decimal("0.0128"), ["0.0128"], 0),
    (Add(x, y, -x, evaluate=False), ["x + y - x"], 0),
    (kl(normal(mean=theta, std=1), normal(mean=0, std=1)), ["KL(N(θ, 1) || N(0, 1))"], 0),
    (expectation(normal(mean=theta, std=1), lambda z: z), ["    E      [z]", "z ~ N(θ, 1)    "], 0),
    (integral(lambda u: u / 2), ["⌠ u    ", "⎮ ─ du ", "⌡ 2    "], 1),
    (integral(lambda u, v: u + v, over="x, z"), ["∫ (u + v) du dv"], 0),
    (
        jacobian([x, x * y], [x, y]),
        ["   ∂    ⎡ x ⎤", "─────── ⎢   ⎥", "∂(x, y) ⎣x⋅y⎦"],
        1,
    ),
]


@pytest.mark.parametrize(("expression", "rows", "baseline"), SHOWN)
def test_shown(expression, rows, baseline):
    form = pretty(expression, width=70)
    assert "\n".join(row.strip() for row in form["text"].splitlines()) == "\n".join(
        row.strip() for row in rows
    )
    assert form["baseline"] == baseline


WIDE = [
    sum(x**k / (k + 1) for k in range(30)),
    sum((-1) ** k * x**k / (k + 1) for k in range(30)),
    Mul(*[log(x**2 + k) for k in range(2, 20)]) / (x**2 + 1),
    Subs(sum(y * x**k / (k + 1) for k in range(30)), (x, y), (1, 2)),
]


@pytest.mark.parametrize("width", [40, 66, 126])
@pytest.mark.parametrize("expression", WIDE)
def test_wide_expressions_are_broken(expression, width):
    rows = pretty(expression, width=width)["text"].splitlines()
    assert max(map(len, rows)) <= width
    assert len(rows) > 3


def test_a_line_that_goes_on_starts_with_its_sign():
    text = pretty(Add(*[(-1) ** k * Symbol(f"c_{k}") for k in range(20)], evaluate=False), width=30)["text"]
    starts = [row.strip()[0] for row in text.splitlines()[1:] if row.strip()]
    assert set(starts) <= {"+", "-"}


def test_what_cannot_be_broken_goes_on_one_line():
    form = pretty(exp(sum(Symbol(f"a_{k}") for k in range(30))), width=40)
    assert "\n" not in form["text"]
    assert form["text"].startswith("exp(a_0 + a_1")


def test_a_matrix_that_only_looks_like_a_jacobian():
    matrix = Matrix([[Derivative(x**2, x), Derivative(y, y)]])
    assert "∂(" not in pretty(matrix, width=70)["text"]
    assert "∂(" not in pretty(Matrix([[x, y]]), width=70)["text"]
    assert "│" in pretty(Abs(Determinant(jacobian([x, x * y], [x, y]))), width=70)["text"]
