"""The second evaluator: the usual values, no value where there is none, and no code of the first."""

import ast
import inspect

import mpmath
import pytest
from sympy import (
    Abs,
    Derivative,
    Function,
    Integer,
    Integral,
    Matrix,
    Max,
    Piecewise,
    Pow,
    Product,
    Rational,
    Subs,
    Sum,
    Symbol,
    exp,
    factorial,
    log,
    oo,
    pi,
    sin,
    sqrt,
    symbols,
)  # fmt: skip
from sympy.matrices.expressions.determinant import Determinant

from derive.numeric import mpquad, oracle, oracle_averages, oracle_functions
from derive.numeric.balls import settle
from derive.numeric.batch import evaluate
from derive.terms import cbrt, entropy, expectation, kl, logit, normal, over, sigmoid

x, y = symbols("x y", real=True)
n = Symbol("n", integer=True)

VALUES = [
    ("zero to the power zero", x**y, {x: 0, y: 0}, 1),
    ("the real cube root", cbrt(x), {x: -8}, -2),
    ("a derivative", Derivative(x**3, x), {x: 2}, 12),
    ("a mixed derivative", Derivative(x**2 * y**3, x, y), {x: 1, y: 2}, 24),
    ("a derivative at a substituted point", Subs(Derivative(x**3, x), x, y), {y: 2}, 12),
    ("a derivative beside a kink", Derivative(Abs(x), x), {x: -2}, -1),
    ("a sum", Sum(n**2, (n, 1, 4)), {}, 30),
    ("an empty product", Product(n, (n, 1, 0)), {}, 1),
    ("an integral", Integral(x**2, (x, 0, 3)), {}, 9),
    ("an integral over a kink", Integral(Abs(x), (x, -1, 2)), {}, Rational(5, 2)),
    ("an integral over a period", Integral(Abs(sin(x)), (x, 0, 2 * pi)), {}, 4),
    ("an improper integral", Integral(exp(-x), (x, 0, oo)), {}, 1),
    ("an integral over pieces", Integral(Piecewise((1, x > 1), (0, True)), (x, 0, 3)), {}, 2),
    ("a moment", expectation(normal(mean=y, std=2), lambda t: t**2), {y: 3}, 13),
    ("an exponential moment", expectation(normal(mean=0, std=1), lambda t: exp(2 * t)) * exp(-2), {}, 1),
    (
        "an average of a derivative beside a part that does not move with the average's variable",
        expectation(normal(mean=0, std=1), lambda t: t**2 * Derivative(y**3 + y + t, y)), {y: 1}, 4,
    ),
    ("an integral beside a part that holds the same variable", x**2 * Integral(x**2 * y, (x, 0, 3)), {x: 2, y: 1}, 36),
    ("an average with a kink", expectation(normal(mean=0, std=1), lambda t: Abs(t)) * sqrt(pi / 2), {}, 1),
    ("a divergence", kl(normal(mean=y, std=2), normal(mean=0, std=2)), {y: 4}, 2),
    ("an entropy", entropy(normal(mean=0, std=1)) - log(2 * pi) / 2, {}, Rational(1, 2)),
    ("a determinant", Determinant(Matrix([[x, 1], [1, 2]])), {x: 3}, 5),
    ("logit of sigmoid", logit(sigmoid(x)), {x: Rational(3, 7)}, Rational(3, 7)),
]

NO_VALUE = [
    ("the logarithm of a negative number", log(x), {x: -1}),
    ("the root of a negative number", x ** Rational(1, 3), {x: -8}),
    ("a pole", over(x**2, x), {x: 0}),
    ("a derivative at a kink", Derivative(Abs(x), x), {x: 0}),
    ("a derivative at a kink of a maximum", Derivative(Max(x, 2 * x), x), {x: 0}),
    ("a divergent integral", Integral(1 / x, (x, 0, 1)), {}),
    ("an integrand without a value", Integral(log(x), (x, -1, 1)), {}),
    ("a variable without a value", x + y, {x: 1}),
    ("a function that only bears the name", Function("log")(x), {x: 3}),
    ("an infinite number", oo + x, {x: 1}),
]


@pytest.mark.parametrize(
    ("expression", "point", "expected"), [pytest.param(*row[1:], id=row[0]) for row in VALUES]
)
def test_values(expression, point, expected):
    found = oracle.value(expression, point)
    with mpmath.workdps(50):
        assert (
            abs(found - mpmath.mpf(int(Rational(expected).p)) / int(Rational(expected).q))
            < mpmath.mpf(10) ** -20
        )


@pytest.mark.parametrize(("expression", "point"), [pytest.param(*row[1:], id=row[0]) for row in NO_VALUE])
def test_no_value(expression, point):
    assert oracle.value(expression, point) is None


def test_digits():
    with mpmath.workdps(220):
        assert abs(oracle.value(sqrt(x), {x: 2}, 200) - mpmath.sqrt(2)) < mpmath.mpf(10) ** -200


HUGE = [
    ("a tower of powers", Pow(9, Pow(9, Pow(9, 9, evaluate=False), evaluate=False), evaluate=False)),
    ("exp of exp of exp", exp(exp(exp(Integer(100))))),
    ("a sine beyond all periods", sin(Pow(10, Pow(10, 9, evaluate=False), evaluate=False))),
    ("a factorial of a factorial", factorial(factorial(10**6, evaluate=False), evaluate=False)),
    ("a sum of a thousand million terms", Sum(1 / n, (n, 1, 10**9))),
]


@pytest.mark.parametrize("expression", [pytest.param(row[1], id=row[0]) for row in HUGE])
def test_what_is_too_large_ends_at_once(expression):
    assert oracle.value(expression, {}) is None
    settle(expression, {})
    evaluate([expression], {})


OWN = {f"derive.numeric{name}" for name in ("", ".mpquad", ".oracle", ".oracle_averages", ".oracle_functions")}


@pytest.mark.parametrize("module", [oracle, oracle_averages, oracle_functions, mpquad])
def test_no_code_is_shared_with_the_balls(module):
    tree = ast.parse(inspect.getsource(module))
    imported = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    imported |= {
        alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names
    }
    ours = {name for name in imported if name and name.startswith("derive")}
    assert {name for name in ours if not name.startswith("derive.terms.")} <= OWN
    assert not any("flint" in name for name in imported if name)
