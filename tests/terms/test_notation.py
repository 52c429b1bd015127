"""Lines as written: SymPy leaves them alone, and they mean what they show."""

import pytest
from sympy import Add, Derivative, Mul, Rational, exp, log, symbols

from derive.errors import AuthoringError
from derive.terms import over, plus, sigmoid, times
from derive.terms.notation import renamed

x, y = symbols("x y", real=True)

LINES = [
    (plus(2 * x, -x), x),
    (plus(x, 1, -1), x),
    (times(exp(x), exp(-x)), 1),
    (times(Rational(1, 2), plus(x, y)), x / 2 + y / 2),
    (over(x**2, x), x),
    (over(plus(x, y, -y), plus(1, 1)), x / 2),
]


@pytest.mark.parametrize(("line", "value"), LINES, ids=[str(line) for line, _ in LINES])
def test_a_line_stays_as_written_and_means_the_arithmetic(line, value):
    assert line != value
    assert line.doit() == value


def test_the_order_is_kept():
    assert plus(y, x, y).args == (y, x, y)
    assert times(y, 2, x).args == (y, 2, x)


def test_a_fraction_shows_both_parts():
    assert str(over(x + y, x)) == "(x + y)/x"
    assert str(over(1, 1 + exp(-x))) == "1/(1 + exp(-x))"


@pytest.mark.parametrize("word", [plus, times, over])
def test_floats_are_refused(word):
    with pytest.raises(AuthoringError, match="float"):
        word(x, 0.5)


@pytest.mark.parametrize(
    "line",
    [
        plus(2 * x, -x),
        times(exp(x), exp(-x)),
        over(x**2, x),
        log(exp(x), evaluate=False),
        sigmoid(plus(x, -x)),
        Derivative(x**2, x),
    ],
    ids=str,
)
def test_renaming_evaluates_nothing(line):
    there = renamed(line, x, y)
    assert there != line
    assert str(there) == str(line).replace("x", "y").replace("eyp", "exp")
    assert renamed(there, y, x) == line


def test_renaming_what_is_not_there():
    line = Add(x, Mul(2, x, evaluate=False), evaluate=False)
    assert renamed(line, y, x) is line
