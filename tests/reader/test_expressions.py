"""Text -> expressions: what is read, exactly as it was written, and what each mistake is told to be."""

import time

import pytest
import sympy as sp
from sympy import Add, Mul, Pow, Rational, Symbol

from derive.claim import Reading
from derive.errors import AuthoringError
from derive.reader.errors import UnreadableText
from derive.reader.expressions import read, read_condition
from derive.reader.vocabulary import COMPLEX_FUNCTIONS, REAL_FUNCTIONS
from derive.terms import functions

x, y = Symbol("x", real=True), Symbol("y", real=True)
n = Symbol("n", integer=True)
z = Symbol("z")
NAMES = {"x": x, "y": y, "n": n, "z": z}


def tree(expression):
    """The expression as nested tuples: two trees are the same only if they were written alike."""
    if not expression.args:
        return expression
    return (expression.func, *map(tree, expression.args))


AS_WRITTEN = [
    pytest.param("x**2/x", Mul(x**2, Pow(x, -1, evaluate=False), evaluate=False), id="a quotient is not cancelled"),
    pytest.param("x - x", Add(x, Mul(-1, x, evaluate=False), evaluate=False), id="a difference is not worked out"),
    pytest.param("x + y + 1", Add(x, y, 1, evaluate=False), id="a sum without brackets is flat"),
    pytest.param("x - 2*y", Add(x, Mul(-2, y, evaluate=False), evaluate=False), id="a sign goes into the coefficient"),
    pytest.param("2 + 3", Add(2, 3, evaluate=False), id="numbers are not added"),
    pytest.param("1/3", Rational(1, 3), id="a fraction is a number"),
    pytest.param("-7/2", Rational(-7, 2), id="a negative fraction is a number"),
    pytest.param("1/x", Pow(x, -1, evaluate=False), id="one over something is a power"),
    pytest.param("x/2", Mul(x, Rational(1, 2), evaluate=False), id="half of something"),
    pytest.param("1/0", Mul(1, Pow(0, -1, evaluate=False), evaluate=False).args[1], id="division by 0 is kept for the ledger"),
    pytest.param("0.1", Rational(1, 10), id="a decimal number is exact"),
    pytest.param("1e-3", Rational(1, 1000), id="a power of ten is exact"),
    pytest.param("2.50", Rational(5, 2), id="trailing zeros"),
    pytest.param(".5", Rational(1, 2), id="no digit before the point"),
    pytest.param("-x**2", Mul(-1, Pow(x, 2), evaluate=False), id="a power binds more than a sign"),
    pytest.param("2**-1", Pow(2, -1, evaluate=False), id="a negative exponent"),
    pytest.param("x**2**3", Pow(x, Pow(2, 3, evaluate=False), evaluate=False), id="powers associate to the right"),
    pytest.param("sqrt(4)", Pow(4, Rational(1, 2), evaluate=False), id="a root is not worked out"),
    pytest.param("cbrt(x)", Pow(x, Rational(1, 3), evaluate=False), id="cbrt is SymPy's principal root"),
    pytest.param("root(x, 5)", Pow(x, Rational(1, 5), evaluate=False), id="root"),
    pytest.param("exp(0)", sp.exp(0, evaluate=False), id="functions are not evaluated"),
    pytest.param("E**x", sp.exp(x, evaluate=False), id="a power of E is exp"),
    pytest.param("ln(x)", sp.log(x, evaluate=False), id="ln is log"),
    pytest.param("abs(-3)", sp.Abs(-3, evaluate=False), id="abs is Abs"),
    pytest.param("gamma(1/2)", sp.gamma(Rational(1, 2), evaluate=False), id="special functions"),
    pytest.param("polygamma(0, x)", sp.polygamma(0, x, evaluate=False), id="of two arguments"),
    pytest.param("zeta(2)", sp.zeta(2, evaluate=False), id="zeta"),
    pytest.param("besselj(0, x)", sp.besselj(0, x, evaluate=False), id="Bessel"),
    pytest.param("LambertW(x, -1)", sp.LambertW(x, -1, evaluate=False), id="a branch of LambertW"),
    pytest.param("chebyshevt(n, x)", sp.chebyshevt(n, x, evaluate=False), id="orthogonal polynomials"),
    pytest.param("binomial(n, 2)", sp.binomial(n, 2, evaluate=False), id="binomial"),
    pytest.param("rf(x, n)", sp.RisingFactorial(x, n, evaluate=False), id="rf is RisingFactorial"),
    pytest.param("hyper((1, x), (2,), y)", sp.hyper((1, x), (2,), y, evaluate=False), id="hyper"),
    pytest.param("hyper([], [], x)", sp.hyper((), (), x, evaluate=False), id="hyper of lists"),
    pytest.param("Max(x, y)", sp.Max(x, y), id="Max"),
    pytest.param("S(1)/2", Rational(1, 2), id="S of a number"),
    pytest.param("Rational(1, 3)", Rational(1, 3), id="Rational"),
    pytest.param("Add(x, Mul(2, y))", Add(x, Mul(2, y, evaluate=False), evaluate=False), id="SymPy's constructors"),
    pytest.param("sigmoid(x)", functions.sigmoid(x), id="the logistic function"),
    pytest.param("real_root(x, 3)", functions.cbrt(x), id="the real cube root"),
    pytest.param("x % 2", sp.Mod(x, 2, evaluate=False), id="a remainder"),
    pytest.param("Derivative(x**2, x)", sp.Derivative(Pow(x, 2), x), id="a derivative"),
    pytest.param("Derivative(x**3, x, 2)", sp.Derivative(Pow(x, 3), (x, 2)), id="a second derivative"),
    pytest.param("diff(x**3, (x, 2))", sp.Derivative(Pow(x, 3), (x, 2)), id="diff does not differentiate"),
    pytest.param("π", sp.pi, id="the letter pi"),
    pytest.param("x − 1", Add(x, -1, evaluate=False), id="a typeset minus"),
    pytest.param("x·y", Mul(x, y, evaluate=False), id="a typeset product"),
    pytest.param("x\n + y", Add(x, y, evaluate=False), id="a line end is a blank"),
]


@pytest.mark.parametrize(("text", "expression"), AS_WRITTEN)
def test_read_as_written(text, expression):
    assert tree(read(text, NAMES)) == tree(sp.sympify(expression))


def test_constants():
    for name in ("E", "I", "pi", "GoldenRatio", "EulerGamma", "Catalan"):
        assert read(name, {}) == getattr(sp, name)


@pytest.mark.parametrize("reading", Reading)
def test_every_function_can_be_called_and_is_the_one_of_its_name(reading):
    known = REAL_FUNCTIONS if reading is Reading.REAL else COMPLEX_FUNCTIONS
    for name, function in known.items():
        if name in ("real_root", "Integer", "S", "Rational", "Add", "Mul", "Pow"):
            continue
        letters = "xyxyxy"[: max(1, function.fewest)]
        found = read(f"{name}({', '.join(letters)})", NAMES, reading)
        assert isinstance(found, sp.Expr), name
        own = getattr(sp, name, None)
        if isinstance(own, type) and name not in ("Max", "Min"):
            assert isinstance(found, own), name


def test_in_the_complex_reading_the_logistic_function_is_its_definition():
    found = read("sigmoid(z)", NAMES, Reading.COMPLEX)
    assert found.subs(z, 2) == 1 / (1 + sp.exp(-2))
    assert read("logit(z)", NAMES, Reading.COMPLEX).subs(z, Rational(1, 3)) == sp.log(Rational(1, 2))
    assert read("real_root(x, 3)", NAMES, Reading.COMPLEX).subs(x, -8) == -2


BOUND = [  # text, assumptions of its bound variable under the reading
    ("Sum(x**k, (k, 0, n))", Reading.REAL, {"integer": True}),
    ("Product(k, (k, 1, n))", Reading.COMPLEX, {"integer": True}),
    ("Integral(x*t, (t, 0, 1))", Reading.COMPLEX, {"real": True}),
    ("Integral(t, (t, 0, z))", Reading.COMPLEX, {}),
    ("Integral(t, (t, 0, x))", Reading.REAL, {"real": True}),
    ("Integral(exp(-t**2), (t, -oo, oo))", Reading.COMPLEX, {"real": True}),
    ('Limit(sin(t)/t, t, 0, "+-")', Reading.REAL, {"real": True}),
    ("Subs(Derivative(sin(t), t), t, x)", Reading.REAL, {"real": True}),
    ("Subs(Derivative(sin(t), t), t, z)", Reading.COMPLEX, {}),
]


@pytest.mark.parametrize(("text", "reading", "assumptions"), BOUND)
def test_bound_variables(text, reading, assumptions):
    found = read(text, NAMES, reading)
    bound = {symbol for symbol in found.atoms(Symbol) - set(NAMES.values()) if symbol.name.isalpha()}
    assert [symbol._assumptions_orig for symbol in bound] == [assumptions]


def test_a_bound_variable_never_is_a_declared_one():
    found = read("Sum(x, (x, 1, 3)) + x", NAMES)
    assert found.free_symbols == {x}
    assert found.doit() == x + 6
    inner = read("Sum(Sum(k, (k, 1, k)), (k, 1, 3))", {})
    assert inner.doit() == 1 + 3 + 6


def test_ranges_are_read_from_the_last_to_the_first():
    found = read("Integral(s, (s, 0, t), (t, 0, 1))", {})
    assert found.doit() == Rational(1, 6)


def test_piecewise_keeps_its_conditions():
    found = read("Piecewise((x, x > 0), (-x, (x < 0) & (y > 1)), (0, True))", NAMES)
    assert found.subs({x: -2, y: 3}) == 2
    assert found.subs({x: -2, y: 0}) == 0


CONDITIONS = [
    ("x < y", [x < y]),
    ("0 < x < 1", [sp.Lt(0, x, evaluate=False), x < 1]),
    ("(x > 0) & (y > 0)", [x > 0, y > 0]),
    ("x > 0 and y > 0 and x < 3", [x > 0, y > 0, x < 3]),
    ("And(y > 0, x > 0)", [y > 0, x > 0]),
    ("Ne(z, 1)", [sp.Ne(z, 1)]),
    ("z != 1", [sp.Ne(z, 1)]),
    ("Eq(n, 2*x)", [sp.Eq(n, 2 * x)]),
    ("n == 2*x", [sp.Eq(n, 2 * x)]),
    ("re(z) > 0", [sp.re(z) > 0]),
    ("Abs(z) <= 1", [sp.Abs(z) <= 1]),
    ("~(x < y)", [x >= y]),
    ("not Eq(z, 1)", [sp.Ne(z, 1)]),
    ("~((x < y) | (x > 3))", [x >= y, x <= 3]),
    ("x ≥ 1", [x >= 1]),
]


@pytest.mark.parametrize(("text", "relations"), CONDITIONS)
def test_conditions(text, relations):
    assert [str(found) for found in read_condition(text, NAMES)] == [str(relation) for relation in relations]


MISTAKES = [  # what somebody writes, what is said, the column of the caret
    ("sin(x", "this ( is never closed", 3),
    ("(x + (y)", "this ( is never closed", 0),
    ("x)", "this ) closes a bracket that was never opened", 1),
    ("(x]", "this ] stands where ) would close a bracket", 2),
    ("2x", "a * is missing between 2 and x", 1),
    ("x y", "a * is missing between x and y", 2),
    ("2(x + 1)", "a * is missing between 2 and (", 1),
    ("(x)(y)", "a * is missing between ) and (", 3),
    ("x(y + 1)", "x is a variable, not a function: is a * missing behind it?", 0),
    ("sin x", "a * is missing between sin and x", 4),
    ("x^2", "'^' cannot be read: write ** for a power", 1),
    ("x = 1", "'=' cannot be read: a single = relates nothing here", 2),
    ("n!", "'!' cannot be read: write factorial(n)", 1),
    ("x²", "'²' (SUPERSCRIPT TWO) cannot be read: write **2", 1),
    ("x +", "a value is missing behind +", 3),
    ("x + * y", "a value is missing before *", 4),
    ("*x", "a value is missing before *", 0),
    ("x < y", "this is a relation, and a single expression is expected", 0),
    ("x, y", "this is a list of expressions, and a single one is expected", 0),
    ("gama(x)", "unknown function 'gama'; did you mean gamma?", 0),
    ("Sin(x)", "unknown function 'Sin'; did you mean sin?", 0),
    ("arcsin(x)", "unknown function 'arcsin'; did you mean asin?", 0),
    ("C(n, 2)", "unknown function 'C'; did you mean binomial?", 0),
    ("xx + 1", "unknown name 'xx': it is not declared (declared: x, y, n, z); did you mean x?", 0),
    ("1 + e", "unknown name 'e': it is not declared (declared: x, y, n, z); did you mean E?", 4),
    ("sin", "sin is a function and needs arguments, or a variable that is not declared", 0),
    ("sin(x, y)", "sin takes 1 argument, not 2", 0),
    ("binomial(n)", "binomial takes 2 arguments, not 1", 0),
    ("Max()", "Max takes 1 to 20 arguments, not 0", 0),
    ("oo", "oo is no number", 0),
    ("x**oo", "oo is no number", 3),
    ("1j", "a * is missing between 1 and j", 1),
    ("007", "a whole number does not start with 0", 0),
    ("Integral(x, x)", "an antiderivative is claimed as Derivative(F, x) = f", 12),
    ("Sum(n, n)", "both ends are needed", 7),
    ("Sum(k, (k, 1/2, 3))", "the ends of a Sum are whole numbers", 7),
    ("Sum(k, (2, 1, 3))", "a variable is expected here, such as x or k", 8),
    ("Limit(x, x, 0)", 'say from which side the limit is taken, "+", "-" or "+-"', 0),
    ('Limit(x, x, 0, "up")', 'the direction of a limit is "+", "-" or "+-"', 15),
    ("Derivative(x, 2)", "derivatives are taken with respect to a variable", 14),
    ("Derivative(2**n, n)", "n is a whole number: nothing can be differentiated", 17),
    ("Derivative(x, (x, 21))", "a whole number from 1 to 20", 18),
    ("hyper(1, 2, x)", "parameters are written in brackets with commas", 6),
    ("Piecewise(x, y)", "Piecewise takes pairs", 10),
    ("real_root(x, 1/2)", "must be a positive whole number", 0),
    ("True", "True stands in conditions only", 0),
    ("exp(x, evaluate=True)", "'=' cannot be read", 15),
    ("", "there is no text here", None),
    ("   ", "there is no text here", None),
]


@pytest.mark.parametrize(("text", "message", "column"), MISTAKES)
def test_mistakes_are_named_and_shown(text, message, column):
    with pytest.raises(UnreadableText) as caught:
        read(text, NAMES)
    first, *shown = caught.value.message.splitlines()
    assert message in first
    if column is not None:
        assert shown[1] == " " * (4 + column) + "^"
        assert shown[0].startswith("    ")


CONDITION_MISTAKES = [
    ("x", "this is no condition: a relation such as x < y is expected"),
    ("x + y", "this is no condition"),
    ("True", "this is no condition"),
    ("1 < 2", "the condition 1 < 2 speaks of no variable"),
    ("x > 0 & y > 0", "put each comparison in brackets, as in (x > 0) & (x < 1)"),
    ("(x < 1) | (x > 2)", "make one claim for each case"),
    ("x in y", "in is a word of Python that means nothing here"),
    ("x is y", "is is a word of Python that means nothing here"),
    ("Eq(x)", "unknown function 'Eq'"),
    ("x = 1", "write Eq(a, b), or a == b"),
]


@pytest.mark.parametrize(("text", "message"), CONDITION_MISTAKES)
def test_mistakes_in_conditions(text, message):
    with pytest.raises(UnreadableText) as caught:
        read_condition(text, NAMES)
    assert message in caught.value.message


def test_an_order_between_complex_numbers_is_not_negated():
    with pytest.raises(UnreadableText, match="cannot be negated"):
        read_condition("~(z < 1)", NAMES, Reading.COMPLEX)


def test_a_long_text_is_shown_around_the_mistake():
    with pytest.raises(UnreadableText) as caught:
        read("x + " * 100 + "qq + x*3", NAMES)
    _, text, caret = caught.value.message.splitlines()
    assert len(text) < 75
    assert text[len(caret) - 1 :].startswith("qq")


def test_errors_are_mistakes_of_the_author():
    assert issubclass(UnreadableText, AuthoringError)


def test_a_typical_side_is_read_in_less_than_a_millisecond():
    text = "-2*a**2*c**2/(5*x**(5/2)) + 2*x**(3/2)*(a**2 + sin(b*x))/3 - log(1 + x)*sqrt(c + d*x)"
    names = {name: Symbol(name, real=True) for name in "abcdx"}
    read(text, names)
    best = min(_seconds(text, names) for _ in range(20))
    assert best < 0.002  # a slow machine is allowed twice the time


def _seconds(text, names):
    started = time.perf_counter()
    read(text, names)
    return time.perf_counter() - started
