"""`derive verify`: tables, JSON, exit codes."""

import json

import pytest

from derive.cli.main import main

PAGE = '''
from sympy import log, sqrt
from derive import Real, Positive, calc, derivation, equals


@derivation(source="a test")
def square(a: Real, b: Real):
    """x."""
    return calc((a + b)**2, equals(a**2 + 2*a*b + b**2))


@derivation(source="a test")
def root(a: Real):
    """x."""
    return calc(sqrt(a**2), equals({rhs}))
'''


@pytest.fixture
def page(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def write(rhs):
        path = tmp_path / f"page_{abs(hash(rhs))}.py"
        path.write_text(PAGE.format(rhs=rhs))
        return str(path)

    return write


def test_agreement(page, capsys):
    assert main(["verify", page("abs(a)"), "--samples", "1e4"]) == 0
    out = capsys.readouterr().out
    assert "square: 10,000 points, seed 0" in out
    assert "rounding: cancels" in out


def test_a_refuted_step(page, capsys):
    assert main(["verify", page("a"), "--samples", "1000", "--seed", "5", "--jobs", "1"]) == 1
    assert "REFUTED at a = -1: 1 against -1" in capsys.readouterr().out


def test_json(page, capsys):
    assert main(["verify", page("abs(a)"), "--samples", "1000", "--format", "json", "-k", "square"]) == 0
    data = json.loads(capsys.readouterr().out)
    (found,) = data["derivations"]
    assert found["derivation"] == "square"
    assert found["steps"][0]["outcome"] == "agrees"


def test_nothing_there(page, capsys):
    assert main(["verify", page("a"), "-k", "no_such_name"]) == 5
    assert "no derivation matches" in capsys.readouterr().err


def test_a_file_that_cannot_be_read(tmp_path, capsys):
    broken = tmp_path / "broken.py"
    broken.write_text("import no_such_module_anywhere")
    assert main(["verify", str(broken)]) == 2
    assert "cannot be imported" in capsys.readouterr().err


@pytest.mark.parametrize("words", [["--samples", "-1"], ["--samples", "x"], ["--samples", "1.5"], ["--seed", "a"], ["--jobs", "0"]])
def test_misuse(words, capsys):
    assert main(["verify", *words]) == 2
