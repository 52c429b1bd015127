"""`derive decide LHS REL RHS`: one verdict, its evidence, the exit code; and `derive.decide` in Python."""

import json
import multiprocessing

import pytest
import sympy as sp

import derive
from derive import AuthoringError, workers
from derive.claims import crew
from derive.evidence import Trust, Verdict


@pytest.fixture(autouse=True)
def fast(monkeypatch):
    """Workers are copies of this process."""
    import derive.claims.serving  # noqa: F401

    monkeypatch.setattr(crew, "start_method", lambda resident: multiprocessing.get_context("fork"))
    monkeypatch.setattr(workers, "warm_up", lambda: None)
    for name in ("COLUMNS", "NO_COLOR", "FORCE_COLOR", "DERIVE_DEBUG"):
        monkeypatch.delenv(name, raising=False)


VERDICTS = [  # command line, exit code, what is said
    (["sqrt(x**2)", "=", "Abs(x)", "--let", "x=real"], 0, "✓ PROVED     sqrt(x**2) = Abs(x)"),
    (["sqrt(x**2)", "=", "x", "--let", "x=real"], 1, "at x = -1: "),
    (["x**2/x", "=", "x", "--let", "x=real"], 0, "where x != 0"),
    (["x**2/x", "=", "x", "--let", "x=real", "--fail-on", "conditional"], 3, "PROVED"),
    (["-x", "<", "0", "--let", "x=positive"], 0, "PROVED"),
    (["-x", "<", "-x-1", "--let", "x=real"], 1, "REFUTED"),
    (["--let", "x=real", "--", "-x", "<", "-x-1"], 1, "REFUTED"),
    (["x", "<", "y", "--let", "x,y=real", "--assume", "x < y"], 0, "assuming x < y"),
    (["x", "<", "2", "--let", "x=interval(0, 1)"], 0, "PROVED"),
    (["n", ">=", "1", "--let", "n=integer,positive"], 0, "PROVED"),
    (["x", "=", "2", "--let", "x=real", "--assume", "x**2 < -1"], 3, "no point satisfies x**2 < -1"),
    (["1/3", "=", "0.333"], 1, "REFUTED"),
    (["sqrt(z**2)", "=", "z", "--let", "z=complex"], 1, "REFUTED"),
]  # fmt: skip


@pytest.mark.parametrize(("words", "code", "said"), VERDICTS)
def test_verdicts(run, words, code, said):
    found, out, err = run("decide", *words)
    assert (found, err) == (code, "")
    assert said in out


MISUSE = [
    (["x", "=", "x"], "derive: lhs: unknown name 'x': it is not declared (nothing is declared)\n    x\n    ^\n"),
    (["sin(x", "=", "x", "--let", "x=real"], "derive: lhs: this ( is never closed\n    sin(x\n       ^\n"),
    (["x", "==", "x", "--let", "x=real"], "derive: relation: '==' is none of =, <=, <, >=, >, !=; did you mean =?\n"),
    (["x", "=", "x", "--let", "x"], "--let 'x': write it as in --let x=real"),
    (["x", "=", "x", "--let", "x=reel"], "x is declared 'reel', which is no domain; did you mean real?"),
    (["x", "=", "x", "--let", "x=real", "--let", "x=positive"], "--let declares x twice: write --let x=real,positive"),
    (["x", "=", "x", "--let", "x=positive,negative"], "x is declared positive and negative: no number is left"),
    (["x", "=", "x", "--let", "lambda=real"], "'lambda' is no name of a variable"),
    (["x", "=", "x", "--let", "x=real", "--assume", "x > 1", "--assume", "x < 0"], "contradicts what else is said of x"),
    (["x", "=", "x", "--let", "x=complex", "--real"], 'values: "real" contradicts a symbol'),
    (["x", "=", "x", "--real", "--complex"], "not allowed with argument"),
    (["x", "="], "the following arguments are required: RHS"),
    (["x", "+", "y", "=", "x"], "unrecognized arguments: = x: quote each side"),
    (["x", "=", "x", "--lett", "x=real"], "unrecognized arguments: --lett x=real; did you mean --let?"),
    (["x", "=", "x", "--format", "jsonl"], "invalid choice: 'jsonl' (choose from text, json)"),
    (["x", "=", "x", "--timeout", "0"], "expected a positive number of seconds"),
]  # fmt: skip


@pytest.mark.parametrize(("words", "message"), MISUSE)
def test_misuse(run, words, message):
    code, out, err = run("decide", *words)
    assert (code, out) == (2, "")
    assert message in err


def test_json(run):
    code, out, err = run("decide", "sqrt(x**2)", "=", "x", "--let", "x=real", "--format", "json")
    found = json.loads(out, parse_constant=pytest.fail)
    assert (code, err) == (1, "")
    assert found["schema"] == 1
    assert found["claim"] == {
        "lhs": "sqrt(x**2)", "relation": "=", "rhs": "x", "symbols": {"x": "real"}, "assuming": [],
    }  # fmt: skip
    assert (found["verdict"], found["witness"]) == ("refuted", {"x": "-1"})
    code, out, err = run("decide", "sqrt(x", "=", "x", "--let", "x=real", "--format", "json", "--complex")
    found = json.loads(out)
    assert (code, err) == (2, "")
    assert found["claim"]["values"] == "complex"
    assert found["error"].startswith("lhs: this ( is never closed")


def test_the_reading(run):
    assert run("decide", "sqrt(x)**2", "=", "x", "--let", "x=real", "--complex")[0] == 0
    assert run("decide", "sqrt(-x)", "=", "I*sqrt(x)", "--let", "x=positive", "--complex")[0] in (0, 3)
    assert run("decide", "re(I*x)", "=", "1", "--let", "x=real", "--complex")[0] == 1


x = sp.Symbol("x", real=True)
p = sp.Symbol("p", positive=True)
z = sp.Symbol("z")

IN_PYTHON = [  # arguments, options, verdict
    (("sqrt(x**2)", "=", "Abs(x)"), {"domains": {"x": "real"}}, "proved"),
    (("sqrt(x**2)", "=", "Abs(x)"), {"domains": {"x": derive.Real}}, "proved"),
    (("sqrt(x**2)", "=", "x"), {"domains": {"x": derive.interval(-1, 1)}}, "refuted"),
    ((sp.sqrt(x**2), "=", sp.Abs(x)), {}, "proved"),
    ((sp.sqrt(p**2), "=", "p"), {}, "proved"),
    ((x + 1, ">", x), {}, "proved"),
    ((z, "=", "z + 1"), {"values": "complex"}, "refuted"),
    ((z + 1, ">", z), {"domains": {z: derive.Real}}, "proved"),
    (("x", ">", 0), {"domains": {"x": {"real": True}}, "assuming": "x > 1"}, "proved"),
    ((x, ">", 0), {"assuming": [x > 1]}, "proved"),
    ((2, "=", 2), {}, "proved"),
]  # fmt: skip


@pytest.mark.parametrize(("sides", "options", "verdict"), IN_PYTHON, ids=str)
def test_in_python(sides, options, verdict):
    assert derive.decide(*sides, **options).verdict is Verdict(verdict)


def test_evidence_in_python():
    found = derive.decide("x*y", "=", "y", domains={"x": "real", "y": "real"}, assuming=["x != 1", "x > 0"])
    assert found.assuming == ("Ne(x, 1)", "x > 0")
    assert {name for name, _ in found.witness} == {"x", "y"}
    assert derive.decide(x + x, "=", 2 * x).trusts is Trust.EXACT


PYTHON_MISTAKES = [
    (("x", "=", "x"), {}, "lhs: unknown name 'x'"),
    (("x", "=", 0.5), {"domains": {"x": "real"}}, "a step holds the float 0.5"),
    (("x", "=", None), {"domains": {"x": "real"}}, "a step takes an expression, but found None"),
    (("x", "is", "x"), {"domains": {"x": "real"}}, "relation: 'is' is none of"),
    (("x", "=", "x"), {"domains": {"x": "real"}, "assuming": "x +"}, "assumption 1: a value is missing behind +"),
    (("x", "=", "x"), {"domains": {"x": "real"}, "assuming": [x]}, "an assumption is a relation such as x < y"),
    (("x", "=", "x"), {"domains": ["x"]}, "domains= takes a mapping"),
    (("x", "=", "x"), {"domains": {"x": "real"}, "timeout": 0}, "timeout= takes a positive number of seconds"),
    (("x", "=", "x"), {"domains": {"x": "real"}, "values": "quaternions"}, "is neither"),
    ((sp.Symbol("n", even=True), "=", 2), {}, "what n is assumed to be is no domain here (even)"),
    ((x + sp.Symbol("x"), "=", 2), {}, "two symbols are called x"),
    ((sp.Eq(x, 1), "=", 2), {}, "a side of a claim is an expression"),
]  # fmt: skip


@pytest.mark.parametrize(("sides", "options", "message"), PYTHON_MISTAKES)
def test_mistakes_in_python(sides, options, message):
    with pytest.raises(AuthoringError) as caught:
        derive.decide(*sides, **options)
    assert message in caught.value.message


def test_a_deadline_in_python(monkeypatch):
    import time

    from derive.claims import serving

    monkeypatch.setattr(serving, "judged", lambda *arguments: time.sleep(60))
    found = derive.decide("x", "=", "x", domains={"x": "real"}, timeout=0.3)
    assert found.verdict is Verdict.UNDECIDED
    assert found.reason.startswith("time: not finished within 0.3 s")


RENAMED = ["x", "alpha", "zz", "variable_03", "bound_00", "E"]


@pytest.mark.parametrize("name", RENAMED)
def test_no_verdict_depends_on_names(name):
    found = derive.decide(f"Sum({name}**k, (k, 0, 3)) + a", "=", f"{name}", domains={name: "positive", "a": "real"})
    other = derive.decide("Sum(x**k, (k, 0, 3)) + a", "=", "x", domains={"x": "positive", "a": "real"})
    assert [value for _, value in found.witness] == [value for _, value in other.witness]
    assert [key for key, _ in found.witness] == [name, "a"]
    assert (found.lhs, found.rhs) == (other.lhs, other.rhs)
