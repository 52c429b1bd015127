"""Work that hangs, crashes or raises costs one message or one step, and nothing else."""

from pathlib import Path

import pytest

from derive.evidence import Verdict
from derive.workers import Failed, Finished, check_files

GOOD = '''
from derive import Real, calc, derivation, equals

@derivation(source="test")
def good(x: Real):
    """(x + 1)^2."""
    return calc((x + 1)**2, equals(x**2 + 2*x + 1))
'''

PREFIX = """
from derive import *
from derive.terms import *
import sympy as sp

@derivation(source="test")
def bad(x: Real, y: Real):
    '''Something bad.'''
"""


def outcome(folder: Path, text: str, timeout: float = 5.0):
    (folder / "bad.py").write_text(text)
    (folder / "good.py").write_text(GOOD)
    events = list(check_files(sorted(folder.glob("*.py")), timeout=timeout, jobs=2))
    problems = [event.problem for event in events if isinstance(event, Failed)]
    reports = {event.derivation.name: event.derivation for event in events if isinstance(event, Finished)}
    assert reports["good"].verdict is Verdict.PROVED
    return problems, reports.get("bad")


AUTHORING_ERRORS = [
    pytest.param("def f(:\n", "SyntaxError", 1, id="syntax error"),
    pytest.param("\nimport no_such_module_anywhere\n", "no_such_module_anywhere", 2, id="missing module"),
    pytest.param("\nraise SystemExit(3)\n", "SystemExit", 2, id="file that exits"),
    pytest.param(PREFIX + "    raise ValueError('broken body')\n", "broken body", 9, id="body that raises"),
    pytest.param(PREFIX + "    print('hello'); raise ValueError('x')\n", "it printed: hello", 9, id="body that prints"),
    pytest.param(PREFIX + "    return calc(x, equals('x'))\n", "takes an expression", 9, id="text as a step"),
    pytest.param(PREFIX + "    return calc(x, equals(0.5*x))\n", "float 0.5", 9, id="float in a step"),
    pytest.param(PREFIX + "    return calc(x)\n", "at least one step", 9, id="empty chain"),
    pytest.param(PREFIX + "    return calc(x, equals(1/(y - y)))\n", "divides by 0", 9, id="division by zero"),
    pytest.param(PREFIX + "    return calc(x, equals(sp.oo))\n", "oo is no number", 9, id="infinity as a value"),
    pytest.param(GOOD + GOOD, "a second derivation named good", 12, id="two of one name"),
    pytest.param(PREFIX + "    return x\n", "returns calculations", None, id="returns an expression"),
    pytest.param(PREFIX + "    return ()\n", "returns no calculation", None, id="returns nothing"),
    pytest.param(PREFIX + "    return calc(x, equals(sp.Symbol('z')))\n", "z is no variable", 9, id="undeclared symbol"),
    pytest.param(PREFIX + "    return calc(x, implies(sp.Eq(x, 1)))\n", "relate equations", 9, id="mixed chain"),
    pytest.param(PREFIX + "    return bad(x, y)\n", "nested too deeply", None, id="endless recursion"),
    pytest.param(PREFIX.replace("x: Real", "x: Reel") + "    return calc(x, equals(x))\n", "Reel", None, id="unknown domain"),
    pytest.param(PREFIX.replace("x: Real", "x") + "    return calc(x, equals(x))\n", "needs a domain", None, id="no domain"),
    pytest.param(PREFIX + "    return calc(x, equals(sp.factorial(10000)))\n", "more than 14000 bits", 9, id="huge number"),
]


@pytest.mark.parametrize(("text", "message", "line"), AUTHORING_ERRORS)
def test_an_authoring_error_gives_one_message_with_its_line(tmp_path, text, message, line):
    problems, report = outcome(tmp_path, text)
    assert report is None
    (problem,) = problems
    assert message in problem.message
    assert problem.path is not None
    assert problem.path.endswith("bad.py")
    assert "Traceback" not in problem.message
    if line is not None:
        assert problem.line == line


@pytest.mark.parametrize(
    ("text", "what"),
    [
        pytest.param("\nx = 9**9**9\n", "importing the file", id="on import"),
        pytest.param(PREFIX + "    z = 9**9**9\n    return calc(x, equals(x))\n", "running the body", id="in the body"),
        pytest.param(PREFIX + "    while True: pass\n", "running the body", id="endless loop"),
    ],
)
def test_author_code_that_hangs_is_stopped_and_located(tmp_path, text, what):
    problems, report = outcome(tmp_path, text, timeout=1.0)
    assert report is None
    (problem,) = problems
    assert what in problem.message
    assert "not finished within 1 s" in problem.message
    assert problem.line is not None
    assert problem.line >= 2


BESSEL = (
    "    u = 1 + x**2\n"
    "    return calc(x + y, equals(y + x + 1 - 1), equals(x + y + sp.besselj(2, u) + sp.besselj(0, u) - 2*sp.besselj(1, u)/u), equals(y + x))\n"
)
"""A page whose second line only SymPy's simplify could prove."""


@pytest.mark.slow
def test_a_simplification_that_never_ends_costs_one_step(tmp_path):
    endless = "    import itertools, derive.prove.cas as cas\n    cas.simplify = lambda e: list(itertools.repeat(e))\n"
    endless = endless.replace("list(itertools.repeat(e))", "sum(0 for _ in itertools.repeat(e))")
    problems, report = outcome(tmp_path, PREFIX + endless + BESSEL, timeout=1.5)
    assert not problems
    first, second, third = report.steps
    assert first.local.verdict is Verdict.PROVED
    assert second.local.verdict is Verdict.UNDECIDED
    assert second.local.reason == "time: not finished within 1.5 s, while looking for a proof: SymPy's simplify"
    assert second.local.points > 0
    assert third.local.verdict is Verdict.UNDECIDED


def test_a_worker_that_dies_costs_one_step(tmp_path):
    deadly = "    import os, derive.prove.cas as cas\n    cas.simplify = lambda e: os._exit(7)\n"
    problems, report = outcome(tmp_path, PREFIX + deadly + BESSEL)
    assert not problems
    first, second, _ = report.steps
    assert first.local.verdict is Verdict.PROVED
    assert "crashed (exit code 7)" in second.local.reason


def test_a_derivation_without_any_point_is_undecided(tmp_path):
    text = PREFIX.replace('(source="test")', '(source="test", where=lambda x, y: (x < y, y < x))')
    problems, report = outcome(tmp_path, text + "    return calc(x, equals(x + y - y))\n")
    assert not problems
    assert report is not None
    assert report.verdict is Verdict.UNDECIDED
    assert "no point satisfies" in next(report.steps).local.reason


def test_files_of_one_folder_import_each_other_and_are_collected_once(tmp_path):
    folder = tmp_path / "derivations"
    folder.mkdir()
    (folder / "first.py").write_text(GOOD)
    (folder / "second.py").write_text(
        "from .first import good\n" + GOOD.replace("good", "better").replace("(x + 1)**2,", "good.conclusion,")
    )
    events = list(check_files(sorted(folder.glob("*.py")), timeout=5, jobs=1))
    assert sorted(e.derivation.name for e in events if isinstance(e, Finished)) == ["better", "good"]


def test_numbers_of_many_digits_get_through(tmp_path):
    long = "    small = 1/sp.factorial(1200)\n    return calc(small, equals(1/sp.factorial(1202), by='no, it is not'))\n"
    problems, report = outcome(tmp_path, PREFIX + long)
    assert not problems
    assert next(report.steps).local.verdict is Verdict.REFUTED
