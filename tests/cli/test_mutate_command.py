"""`derive mutate`: scores in text and JSON, exit codes, and what may be typed."""

import json

import pytest

from derive.cli.main import main

PAGE = '''
from sympy import exp, log
from derive import Positive, Real, calc, derivation, equals

@derivation(source="any textbook")
def square(a: Real, b: Real):
    """(a + b)^2."""
    return calc((a + b)**2, equals(a**2 + 2*a*b + b**2))

@derivation(source="any textbook")
def product(x: Positive, y: Positive):
    """log(x y)."""
    return calc(log(x*y), equals(log(x) + log(y), by="logarithm of a product"))
'''


@pytest.fixture
def page(tmp_path, monkeypatch):
    file = tmp_path / "page.py"
    file.write_text(PAGE)
    monkeypatch.chdir(tmp_path)
    return file


def test_text(page, capsys):
    assert main(["mutate", "page.py", "--jobs", "1", "--slips", "8"]) == 0
    out = capsys.readouterr().out
    assert "square" in out
    assert "7 of 7 caught, 1 dropped: still true" in out
    assert "this key would have caught" in out.splitlines()[-1]


def test_json_and_the_seed(page, capsys):
    def run(seed):
        assert main(["mutate", "page.py", "--jobs", "1", "--slips", "6", "--format", "json", "--seed", seed]) == 0
        return json.loads(capsys.readouterr().out)

    first, again = run("3"), run("3")
    assert first == again
    assert first["schema"] == 1
    assert first["seed"] == 3
    assert first["summary"]["caught"] <= first["summary"]["slips"]
    names = [entry["name"] for entry in first["derivations"]]
    assert names == ["square", "product"]
    assert set(first["derivations"][0]) == {
        "id", "name", "path", "line", "slips", "caught", "still_true", "steps_passed_over", "survivors", "defects",
        "by_slip",
    }  # fmt: skip


def test_selection(page, capsys):
    assert main(["mutate", "page.py", "-k", "square", "--jobs", "1", "--slips", "3"]) == 0
    assert "product" not in capsys.readouterr().out


def test_a_selection_that_selects_nothing(page, capsys):
    assert main(["mutate", "page.py", "-k", "circle", "--jobs", "1"]) == 5
    assert "no derivation matches -k 'circle'" in capsys.readouterr().err


def test_steps_that_are_not_accepted_get_no_slips(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "wrong.py").write_text(
        "from derive import Real, calc, derivation, equals\n"
        "@derivation(source='s')\n"
        "def wrong(x: Real):\n"
        "    return calc(x, equals(x + 1))\n"
    )
    assert main(["mutate", "wrong.py", "--jobs", "1"]) == 5
    out = capsys.readouterr().out
    assert "· wrong  no slip planted, 1 step passed over: not accepted, or an erratum" in out


def test_too_few_caught(page, monkeypatch, capsys):
    from derive.cli import mutate

    monkeypatch.setattr(mutate.Scores, "rate", property(lambda scores: 94.9))
    assert main(["mutate", "page.py", "-k", "square", "--jobs", "1", "--slips", "3", "--fail-under", "95"]) == 3
    assert "below --fail-under 95" in capsys.readouterr().out


def test_a_defect_is_loud(page, monkeypatch, capsys):
    from derive import workers

    fate = {
        "step": "s", "line": 3, "slip": "the sign of the whole is wrong", "expression": "-x", "verdict": "proved",
        "reason": "proved, but it fails at x = 1", "fate": "defect",
    }  # fmt: skip
    score = {
        "id": "p::d", "name": "d", "path": "p", "line": 1, "slips": 1, "caught": 0, "still_true": 0,
        "steps_passed_over": 0, "survivors": [], "defects": [fate], "by_slip": {},
    }  # fmt: skip
    monkeypatch.setattr(workers, "mutate_files", lambda *args, **kwargs: (pair for pair in [("score", score)]))
    assert main(["mutate", "page.py", "--jobs", "1"]) == 4
    captured = capsys.readouterr()
    assert "DEFECT" in captured.out
    assert "INTERNAL CONTRADICTION" in captured.err


def test_nothing_to_mutate(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert main(["mutate"]) == 5
    assert "there is no derivations/ folder here" in capsys.readouterr().err


def test_unreadable_files(tmp_path, monkeypatch, capsys):
    (tmp_path / "broken.py").write_text("from derive import derivation\ndef (:\n")
    monkeypatch.chdir(tmp_path)
    assert main(["mutate", "broken.py", "--jobs", "1"]) == 2
    assert "broken.py:2" in capsys.readouterr().err


@pytest.mark.parametrize(
    "words", [["--fail-under", "101"], ["--fail-under", "nan"], ["--seed", "x"], ["--slips", "0"], ["--format", "xml"]]
)
def test_misuse(page, words, capsys):
    assert main(["mutate", "page.py", *words]) == 2


def test_no_repair_leaves_it_out(page, capsys):
    page.write_text(PAGE.replace("2*a*b", "a*b"))
    assert main(["check", "page.py", "--no-cache", "--jobs", "1", "-k", "square", "--format", "json"]) == 1
    found = json.loads(capsys.readouterr().out)["derivations"][0]["calculations"][0]
    assert found["steps"][0]["local"]["repair"]["expression"] == "a**2 + 2*a*b + b**2"
    assert found["slips"] == [
        {"step": found["steps"][0]["id"], "line": 8, "inherited_by": [], "cancelled_by": None, "stands": False}
    ]
    assert main(["check", "page.py", "--no-cache", "--no-repair", "--jobs", "1", "-k", "square", "--format", "json"]) == 1
    found = json.loads(capsys.readouterr().out)["derivations"][0]["calculations"][0]
    assert found["steps"][0]["local"]["repair"] is None


BEHIND_A_SLIP = """
from sympy import Rational, log

from derive import Positive, Real, calc, derivation, equals
from derive.terms import kl, normal


@derivation(source="homework")
def divergence(mu: Real, s: Positive, t: Positive):
    return calc(
        kl(normal(mean=mu, std=s), normal(mean=0, std=t)),
        equals(log(s / t) + (s**2 + mu**2) / (2 * t**2) - Rational(1, 2)),
        equals(log(t) - log(s) + (s**2 + mu**2) / (2 * t) - Rational(1, 2)),
    )
"""


def test_a_slip_behind_a_slip_is_sought_against_the_head(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "page.py").write_text(BEHIND_A_SLIP)
    assert main(["check", "page.py", "--no-cache", "--jobs", "1", "--format", "json"]) == 1
    first, second = json.loads(capsys.readouterr().out)["derivations"][0]["calculations"][0]["steps"]
    assert first["local"]["repair"]["slip"] == "the sign of a term is wrong"
    assert first["head"]["repair"] == first["local"]["repair"]
    assert second["head"]["repair"]["slip"] == "a parameter stands in place of its square"


def test_claims_answer_with_repairs(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    claim = {"id": 1, "lhs": "log(u*v)", "relation": "=", "rhs": "log(u) - log(v)",
             "symbols": {"u": {"positive": True}, "v": {"positive": True}}}  # fmt: skip
    (tmp_path / "claims.jsonl").write_text(json.dumps(claim) + "\n")
    assert main(["check", "claims.jsonl", "--format", "jsonl", "--no-cache", "--jobs", "1"]) == 1
    answer = json.loads(capsys.readouterr().out)
    assert answer["repair"] == {
        "side": "rhs", "expression": "log(u) + log(v)", "slip": "the sign of a term is wrong", "verdict": "proved",
    }  # fmt: skip
    assert main(["check", "claims.jsonl", "--format", "jsonl", "--no-cache", "--jobs", "1", "--no-repair"]) == 1
    assert json.loads(capsys.readouterr().out)["repair"] is None


def test_decide_answers_with_a_repair(capsys):
    words = ["decide", "log(u*v)", "=", "log(u) - log(v)", "--let", "u,v=positive"]
    assert main([*words, "--format", "json"]) == 1
    assert json.loads(capsys.readouterr().out)["repair"]["verdict"] == "proved"
    assert main([*words, "--format", "json", "--no-repair"]) == 1
    assert json.loads(capsys.readouterr().out)["repair"] is None
    assert main(words) == 1
    assert "with log(u) + log(v) on the right" in " ".join(capsys.readouterr().out.split())
