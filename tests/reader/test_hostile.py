"""Text that is meant to do harm: each kind is refused at once, with a message of its own, and nothing runs."""

import builtins
import os
import subprocess
import time

import pytest
from sympy import Symbol

from derive.errors import AuthoringError
from derive.reader.claims import claim_from
from derive.reader.declarations import check_name
from derive.reader.expressions import read, read_condition

x = Symbol("x", real=True)

HOSTILE = [
    pytest.param("__import__('os')", "unknown function '__import__'", id="dunder function"),
    pytest.param("__builtins__", "unknown name '__builtins__'", id="dunder name"),
    pytest.param("x.__class__", "attributes are not read", id="dunder attribute"),
    pytest.param("x.__class__.__base__.__subclasses__()", "attributes are not read", id="attribute chain"),
    pytest.param("().__class__", "attributes are not read", id="attribute of a tuple"),
    pytest.param("os.system(x)", "attributes are not read", id="module attribute"),
    pytest.param("1 .real", "attributes are not read", id="attribute of a number"),
    pytest.param("lambda: x", "lambda is a word of Python", id="lambda"),
    pytest.param("(lambda x: x)(1)", "lambda is a word of Python", id="lambda that is called"),
    pytest.param("[x for x in x]", "for is a word of Python", id="comprehension"),
    pytest.param("f'{x}'", "neither indices nor texts are read", id="f-string"),
    pytest.param("(x := 1)", "':' cannot be read", id="walrus"),
    pytest.param("'rm -rf'", "texts are not read", id="text"),
    pytest.param('"""x"""', "neither indices nor texts are read", id="long text"),
    pytest.param("x; x", "';' (SEMICOLON) cannot be read", id="two statements"),
    pytest.param("import os", "import is a word of Python", id="import"),
    pytest.param("yield x", "yield is a word of Python", id="yield"),
    pytest.param("await x", "await is a word of Python", id="await"),
    pytest.param("x if x else x", "if is a word of Python", id="conditional"),
    pytest.param("x[0]", "neither indices nor texts are read", id="index"),
    pytest.param("{x}", "write round brackets", id="set"),
    pytest.param("{x: x}", "write round brackets", id="dict"),
    pytest.param("f(*x)", "a value is missing before *", id="starred"),
    pytest.param("f(**x)", "a value is missing before **", id="double starred"),
    pytest.param("eval(x)", "unknown function 'eval'", id="eval"),
    pytest.param("exec(x)", "unknown function 'exec'", id="exec"),
    pytest.param("open(x)", "unknown function 'open'", id="open"),
    pytest.param("sympify(x)", "unknown function 'sympify'", id="sympify"),
    pytest.param("Symbol('x')", "unknown function 'Symbol'; did you mean the bare name?", id="Symbol"),
    pytest.param("Function('f')(x)", "a * is missing between ) and (", id="Function"),
    pytest.param("Lambda(x, x)", "unknown function 'Lambda'", id="SymPy's Lambda"),
    pytest.param("solve(x, x)", "unknown function 'solve'", id="a SymPy function that works"),
    pytest.param("None", "None is a word of Python", id="None"),
    pytest.param("...", "attributes are not read", id="ellipsis"),
    pytest.param("x @ x", "'@' (COMMERCIAL AT) cannot be read", id="matrix product"),
    pytest.param("x # comment", "comments are not read", id="comment"),
    pytest.param("\\frac{1}{x}", "not LaTeX", id="LaTeX"),
    pytest.param("x\0", "this is the character NUL", id="NUL"),
    pytest.param("9**9**9", "this exponent is larger than 10000", id="tower of nines"),
    pytest.param("9**(9**9)", "this exponent is larger than 10000", id="tower in brackets"),
    pytest.param("x**100000", "this exponent is larger than 10000", id="large exponent"),
    pytest.param("x**(-100000)", "this exponent is larger than 10000", id="large negative exponent"),
    pytest.param("2**(10**4 + 1)", "this exponent is larger than 10000", id="exponent that is a sum"),
    pytest.param("(10**9000)**9000", "this power is a number too long to be written out", id="large power of a power"),
    pytest.param("Pow(9, Pow(9, 9))", "this exponent is larger than 10000", id="tower by its constructor"),
    pytest.param("exp(1)**(10**5)", "this exponent is larger than 10000", id="large power of a function"),
    pytest.param("factorial(10**6)", "this argument of factorial is larger than 10000", id="large factorial"),
    pytest.param("factorial(9**9**9)", "this exponent is larger than 10000", id="factorial of a tower"),
    pytest.param("binomial(10**6, 3)", "this argument of binomial is larger than 10000", id="large binomial"),
    pytest.param("fibonacci(10**9)", "this argument of fibonacci is larger than 10000", id="large index"),
    pytest.param("chebyshevt(10**6, x)", "this argument of chebyshevt is larger than 10000", id="large degree"),
    pytest.param("gamma(10**7)", "this argument of gamma is larger than 10000", id="large gamma"),
    pytest.param("Derivative(x, (x, 10**6))", "whole number from 1 to 20", id="derivative of high order"),
    pytest.param("1" * 1001, "a number of 1001 digits", id="number of a thousand digits"),
    pytest.param("0." + "1" * 2000, "digits, more than the 1000 that are read", id="decimal of many digits"),
    pytest.param("1e99999", "a power of ten beyond 1000", id="large power of ten"),
    pytest.param("1e-99999999999", "a power of ten beyond 1000", id="tiny power of ten"),
    pytest.param("(" * 10_000, "brackets are nested more than 64 deep", id="ten thousand brackets, open"),
    pytest.param("(" * 5_000 + "x" + ")" * 5_000, "more than the 10000 that are read", id="ten thousand brackets"),
    pytest.param("(" * 4_000 + "x" + ")" * 4_000, "brackets are nested more than 64 deep", id="thousands of brackets"),
    pytest.param("sin(" * 65 + "x" + ")" * 65, "brackets are nested more than 64 deep", id="functions of functions"),
    pytest.param("-" * 5_000 + "x", "nested", id="thousands of signs"),
    pytest.param("**".join(["x"] * 1_000), "nested", id="a thousand powers"),
    pytest.param("+".join(["x"] * 4_900), "nested too deeply, or has too many terms", id="thousands of terms"),
    pytest.param("x+" * 500_000 + "x", "this text has 1000001 characters", id="a megabyte"),
    pytest.param("а + 1", "(CYRILLIC SMALL LETTER A) cannot be read: it looks like 'a'", id="Cyrillic a"),
    pytest.param("ѕin(x)", "(CYRILLIC SMALL LETTER DZE) cannot be read: it looks like 's'", id="Cyrillic s"),
    pytest.param("Α", "(GREEK CAPITAL LETTER ALPHA) cannot be read: it looks like 'A'", id="Greek capital alpha"),
    pytest.param("ｘ", "(FULLWIDTH LATIN SMALL LETTER X) cannot be read: write x", id="full width"),
    pytest.param("𝑥", "(MATHEMATICAL ITALIC SMALL X) cannot be read: write x", id="mathematical italic"),
    pytest.param("x\u200b", "(ZERO WIDTH SPACE) cannot be read", id="zero width space"),
    pytest.param("x\u202e", "(RIGHT-TO-LEFT OVERRIDE) cannot be read", id="text that runs backwards"),
    pytest.param("١ + x", "write numbers with the digits 0 to 9", id="Arabic digits"),
    pytest.param("\ud800", "cannot be read", id="half a character"),
]  # fmt: skip


@pytest.fixture
def nothing_runs(monkeypatch):
    """Whatever would execute text raises."""

    def forbidden(*args, **kwargs):
        raise AssertionError("text was executed")

    monkeypatch.setattr(builtins, "eval", forbidden)
    monkeypatch.setattr(builtins, "exec", forbidden)
    monkeypatch.setattr(os, "system", forbidden)
    monkeypatch.setattr(subprocess, "Popen", forbidden)


@pytest.mark.parametrize(("text", "message"), HOSTILE)
@pytest.mark.parametrize("reader", [read, read_condition])
def test_hostile_text_is_refused_at_once(nothing_runs, reader, text, message):
    started = time.perf_counter()
    with pytest.raises(AuthoringError) as caught:
        reader(text, {"x": x})
    assert message in caught.value.message
    assert time.perf_counter() - started < 0.5


NAMES = ["__import__", "lambda", "os.system", "x; import os", "x()", "", " x", "x y", "_", "x" * 100, "а", "x²", "I",
         "pi", "oo", "nan", "zoo", "True", "None", "and", "not", "Α", "1x", "x\0", 3, None, ("x",)]  # fmt: skip


@pytest.mark.parametrize("name", NAMES, ids=repr)
def test_a_variable_is_not_named_like_code_or_like_a_constant(name):
    with pytest.raises(AuthoringError):
        check_name(name)


@pytest.mark.parametrize("name", ["__import__", "lambda", "os.system", "I"])
def test_a_claim_declares_no_such_variable(nothing_runs, name):
    entry = {"lhs": name, "relation": "=", "rhs": name, "symbols": {name: {"real": True}}}
    with pytest.raises(AuthoringError, match="symbols: "):
        claim_from(entry)


def test_a_variable_may_be_called_like_a_function():
    claim = claim_from({"lhs": "beta*gamma", "relation": "=", "rhs": "gamma*beta",
                        "symbols": {"beta": {"real": True}, "gamma": {"real": True}}})  # fmt: skip
    assert {symbol.name for symbol in claim.lhs.free_symbols} == {"beta", "gamma"}


def test_a_variable_called_like_a_function_is_not_called():
    with pytest.raises(AuthoringError, match="gamma is a variable, not a function"):
        claim_from({"lhs": "gamma(2)", "relation": "=", "rhs": "1", "symbols": {"gamma": {"real": True}}})


def test_a_declared_name_comes_before_a_constant():
    claim = claim_from({"lhs": "E", "relation": "=", "rhs": "m*c**2",
                        "symbols": {name: {"positive": True} for name in ("E", "m", "c")}})  # fmt: skip
    assert claim.lhs.is_Symbol
