"""The command with the real engine, as a person starts it."""

import json
import os
import signal
import subprocess
import sys
import time

import pytest

PAGES = {
    "true.py": '''
from derive import Positive, calc, derivation, equals

@derivation(source="a textbook")
def square_of_a_sum(a: Positive, b: Positive):
    """(a + b)^2 = a^2 + 2ab + b^2."""
    return calc((a + b)**2, equals(a**2 + 2*a*b + b**2, by="expanding"))
''',
    "wrong.py": '''
from derive import Real, calc, derivation, equals

@derivation(source="a homework")
def lost_term(a: Real, b: Real):
    """(a + b)^2 = a^2 + b^2, says a student."""
    return calc((a + b)**2, equals(a**2 + b**2, by="expanding"))

@derivation(source="a homework")
def marked(a: Real, b: Real):
    """The same, marked."""
    return calc(
        (a + b)**2,
        equals(a**2 + b**2, erratum="2ab is lost", correction=equals(a**2 + 2*a*b + b**2)),
    )
''',
    "syntax.py": "def f(:\n",
    "raises.py": '''
from derive import Real, calc, derivation, equals

@derivation(source="a homework")
def raises(a: Real):
    """Nothing."""
    print("on the way")
    return calc(a, equals(1 // len([])))
''',
}


def derive(folder, *words, **environment):
    """Run the command in `folder`, in a pipe."""
    return subprocess.run(
        [sys.executable, "-m", "derive", *words],
        cwd=folder, capture_output=True, text=True, env=os.environ | environment, timeout=120,
    )  # fmt: skip


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "derivations").mkdir()
    for name, text in PAGES.items():
        (tmp_path / "derivations" / name).write_text(text)
    return tmp_path


def test_check_and_its_errors(folder):
    done = derive(folder, "check")
    assert done.returncode == 2
    assert done.stderr == ""
    assert "✓ square_of_a_sum  PROVED     1 proved" in done.stdout
    assert "derivations/wrong.py:7  REFUTED" in done.stdout
    assert 'ERRATUM  confirmed: "2ab is lost"' in done.stdout
    assert "derivations/syntax.py:1  ERROR" in done.stdout
    assert "derivations/raises.py:8  ERROR" in done.stdout
    assert "ZeroDivisionError" in done.stdout
    assert "on the way" in done.stdout
    assert "Traceback" not in done.stdout


@pytest.mark.slow
def test_same_text_and_json_for_any_number_of_workers(folder):
    texts = {derive(folder, "check", "--jobs", jobs).stdout for jobs in "14"}
    assert len(texts) == 1
    reports = [
        json.loads(derive(folder, "check", "--format", "json", "--jobs", jobs).stdout) for jobs in "14"
    ]
    for report in reports:
        for derivation in report["derivations"]:
            for calculation in derivation["calculations"]:
                for step in calculation["steps"]:
                    step["seconds"] = 0
    assert reports[0] == reports[1]
    assert reports[0]["summary"] == {"proved": 1, "refuted": 1, "supported": 0, "undecided": 0, "errata": 1}


@pytest.mark.parametrize(
    ("words", "code"),
    [(["check", "-k", "square"], 2),
     (["check", "derivations/true.py"], 0), (["check", "derivations/wrong.py"], 1),
     (["check", "derivations/wrong.py", "-k", "marked"], 0),
     (["check", "derivations/true.py", "-k", "zzz"], 5)],
)  # fmt: skip
def test_exit_codes(folder, words, code):
    assert derive(folder, *words).returncode == code


def test_list_and_show(folder):
    done = derive(folder, "list")
    assert done.returncode == 2
    assert "  lost_term  a homework\n      (a + b)^2 = a^2 + b^2, says a student." in done.stdout
    assert done.stderr.startswith("derive: derivations/syntax.py:1: ")
    done = derive(folder, "show", "square_of_a_sum", COLUMNS="60")
    assert done.returncode == 0
    assert "a  + 2⋅a⋅b + b    (expanding)" in done.stdout
    assert derive(folder, "show", "square_of_a_sun").stderr.endswith("did you mean square_of_a_sum?\n")


def test_ctrl_c(tmp_path):
    (tmp_path / "derivations").mkdir()
    (tmp_path / "derivations" / "a.py").write_text(PAGES["true.py"])
    (tmp_path / "derivations" / "b.py").write_text(
        "import pathlib, time\n"
        + PAGES["true.py"].replace(
            "    return", "    pathlib.Path('here').touch(); time.sleep(100)\n    return"
        )
    )
    process = subprocess.Popen(
        [sys.executable, "-m", "derive", "check", "--timeout", "90", "--jobs", "1"],
        cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # a shell ignores it for what runs behind it
    )  # fmt: skip
    deadline = time.monotonic() + 60
    while not (tmp_path / "here").exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    os.killpg(process.pid, signal.SIGINT)
    out, err = process.communicate(timeout=20)
    assert process.returncode == 130
    assert "✓ square_of_a_sum" in out
    assert "interrupted: 1 of the 2 derivations found by then were checked" in out
    assert err == ""


def test_a_derivation_checks_itself_in_python(folder):
    script = (
        "import sys; sys.path.insert(0, 'derivations'); from wrong import lost_term\n"
        "report = lost_term.check(); print(report); assert report.exit_code == 1 and not report.ok"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=folder, capture_output=True, text=True, timeout=120
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "derivations/wrong.py:7  REFUTED" in done.stdout


HIDING = """
from sympy import *
from derive import *

@derivation(source="a homework")
def matrix(a: Real):
    return calc(a, equals(Matrix([[a]])))

@derivation(source="a homework")
def function(a: Real):
    return calc(a, equals(Function('f')(a)))

@derivation(source="a homework")
def half(a: Real):
    return calc(a, equals(a/Integer(2)))

@derivation(source="a homework")
def two(a: Real):
    return calc(a, equals(Integer(2)))
"""


def test_a_kind_of_variable_that_hides_a_name_of_sympy_is_named(tmp_path):
    (tmp_path / "page.py").write_text(HIDING)
    done = derive(tmp_path, "check", "page.py", COLUMNS="400")
    assert done.returncode == 2
    assert all(f"page.py:{line}" in done.stdout for line in (7, 11, 15, 19))
    assert done.stdout.count("write sympy.Integer(3), sympy.Matrix(...)") == 4
