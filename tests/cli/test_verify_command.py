"""`derive verify`: tables, JSON, exit codes."""

import json
import re
from pathlib import Path

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


def test_the_documentation_names_every_key(page, capsys):
    """docs/json.md lists the keys of a derivation, then those of a step, then in words those of the summary."""
    assert main(["verify", page("a"), "--samples", "100", "--format", "json"]) == 1
    data = json.loads(capsys.readouterr().out)
    text = Path(__file__).parents[2].joinpath("docs", "json.md").read_text(encoding="utf-8")
    section = text.partition("## The tables of `verify`")[2]
    rows = {key for row in re.findall(r"^\| (`.*?`) \|", section, flags=re.MULTILINE) for key in re.findall(r"`(\w+)`", row)}
    of_derivation, of_step = (set(found) for found in (data["derivations"][0], data["derivations"][0]["steps"][0]))
    assert rows == of_derivation | of_step
    assert all(f"`{key}`" in section for key in data["summary"])


def test_nothing_there(page, capsys):
    assert main(["verify", page("a"), "-k", "no_such_name"]) == 5
    assert "no derivation matches" in capsys.readouterr().err


def test_a_file_that_cannot_be_read(tmp_path, capsys):
    broken = tmp_path / "broken.py"
    broken.write_text("import no_such_module_anywhere")
    assert main(["verify", str(broken)]) == 2
    assert "broken.py:1: ModuleNotFoundError: No module named" in capsys.readouterr().err


@pytest.mark.parametrize("words", [["--samples", "-1"], ["--samples", "x"], ["--samples", "1.5"], ["--seed", "a"], ["--jobs", "0"]])
def test_misuse(words, capsys):
    assert main(["verify", *words]) == 2


HANGING = """
from derive import Real, calc, derivation, equals


@derivation(source="a test")
def endless(a: Real):
    \"\"\"x.\"\"\"
    while True: pass


@derivation(source="a test")
def fine(a: Real):
    \"\"\"x.\"\"\"
    return calc((a + 1)**2, equals(a**2 + 2*a + 1))
"""


def test_what_hangs_costs_itself_alone(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "hanging.py").write_text(HANGING)
    (tmp_path / "asleep.py").write_text("import time\ntime.sleep(1000)\n")
    assert main(["verify", "hanging.py", "asleep.py", "--samples", "1000", "--timeout", "1", "--jobs", "2"]) == 2
    said = capsys.readouterr()
    assert "fine: 1,000 points" in said.out
    assert "1 step: 1 agree" in said.out
    assert "hanging.py:8: running the body of endless: time: not finished within 1 s" in said.err
    assert "asleep.py:2: importing the file: time" in said.err


def test_what_is_not_compared_is_counted_by_reason(page, tmp_path, capsys):
    (tmp_path / "limits.py").write_text(
        "from sympy import oo\nfrom derive import Real, calc, derivation, equals, tends_to\n"
        "@derivation(source='a test')\ndef far(a: Real):\n    'x.'\n"
        "    return calc(1/a, tends_to(0, as_=(a, oo))), calc((a + 1)**2, equals(a**2 + 2*a + 1))\n"
    )
    assert main(["verify", "limits.py", "--samples", "10"]) == 0
    assert "2 steps: 1 agree, 1 not compared (1 × a limit)" in capsys.readouterr().out
    assert main(["verify", "limits.py", "--samples", "10", "--format", "json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert data["derivations"][0]["steps"][0]["note"] == "a limit"
    assert data["summary"]["not_compared"] == {"a limit": 1}
