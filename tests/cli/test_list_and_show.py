"""`derive list` and `derive show`."""

import pytest

from tests.golden import expect
from tests.report import specimens as s


def form(text, baseline=0):
    return {"text": text, "baseline": baseline}


def line(number, rhs, relation="=", **facts):
    plain = {"lhs": None, "by": None, "erratum": None, "correction": None, "approach": None}
    return {"line": number, "rhs": rhs, "relation": relation, **plain, **facts}


SQUARE = form("        2\n(θ - θ₀) \n─────────\n      2  \n   2⋅ε   ", 2)
HALF_LOST = form("        2\n(θ - θ₀) \n─────────\n    2    \n   ε     ", 2)
KL = form(" ⎛ ⎛    2⎞     ⎛     2⎞⎞\nKL⎝N⎝θ, ε ⎠ || N⎝θ₀, ε ⎠⎠", 1)
PAGE = {
    "name": "kl_of_shifted_gaussians",
    "source": "CS 236 (winter 2023), problem set 3, 5.1",
    "path": "derivations/cs236_problem_set_3/kl.py",
    "line": 9,
    "claim": "KL(p, q) = (theta - theta_0)^2 / (2 eps^2).\n\nThe variances are equal, so that nothing but "
    "the shift of the mean is left of the divergence.",
    "variables": [{"name": "theta", "domain": "Real"}, {"name": "epsilon", "domain": "Positive"}],
    "conditions": [form("θ < θ₀")],
    "assumed": [form("      ε\n│θ│ ≤ ─\n      2", 1)],
    "calculations": [
        {
            "name": "closed_form",
            "head": KL,
            "steps": [
                line(
                    17, SQUARE, by="E_p[x] = theta, E_p[x^2] = theta^2 + epsilon^2, and so the squares cancel"
                ),
                line(
                    18,
                    HALF_LOST,
                    "<=",
                    by="short",
                    erratum="the 2 is lost on the way, and nobody has missed it",
                    correction={"relation": "<=", "rhs": SQUARE, "approach": None},
                ),
                line(20, form("oo"), "->", approach="epsilon -> 0+", by="the square is positive"),
                line(
                    21, form(" + ".join(f"c_{i}*x**{i}" for i in range(20))), by="too long for any terminal"
                ),
            ],
        },
        {
            "name": "optimum",
            "head": None,
            "steps": [
                line(
                    30, form("the domain of t"), "in", lhs=form("  p  \n─────\np + q", 1), by="it lies there"
                ),
                line(30, form("an interval"), "is", lhs=form("the domain of t")),
            ],
        },
    ],
}


@pytest.mark.parametrize("width", [80, 140])
def test_a_page(stage, run, monkeypatch, width):
    monkeypatch.setenv("COLUMNS", str(width))
    stage.pages = [PAGE]
    code, out, err = run("show", "kl_of_shifted_gaussians")
    assert (code, err) == (0, "")
    assert max(map(len, out.splitlines())) <= width
    expect(f"show_{width}", out.rstrip("\n"))


def test_an_unknown_name_gets_the_nearest_one(stage, run):
    code, out, err = run("show", "kl_of_shifted_gausians")
    assert (code, out) == (2, "")
    assert err == (
        "derive: no derivation is called 'kl_of_shifted_gausians'; did you mean kl_of_shifted_gaussians?\n"
    )
    assert "`derive list` shows what there is" in run("show", "zzz")[2]


def test_an_id_of_the_report_is_a_name_too(stage, run):
    stage.pages = [PAGE]
    assert run("show", s.TRUE.id)[0] == 0
    assert run("show", "elsewhere.py::kl_of_shifted_gaussians")[0] == 2


def test_a_broken_file_elsewhere_does_not_matter_for_a_page(stage, run):
    stage.pages = [PAGE]
    stage.problems = [s.PROBLEMS[0]]
    assert run("show", "kl_of_shifted_gaussians")[0] == 0
    code, _, err = run("show", "zzz")
    assert code == 2
    assert "broken.py:3: SyntaxError" in err


def test_list(stage, run):
    stage.derivations = [s.REFUTED, s.ERRATA, s.CONDITIONAL]
    code, out, err = run("list")
    assert (code, err) == (0, "")
    expect("list", out.rstrip("\n"))


def test_list_with_a_broken_file(stage, run):
    stage.problems = [s.PROBLEMS[0], s.PROBLEMS[2]]
    code, out, err = run("list")
    assert code == 2
    assert "kl_of_shifted_gaussians" in out
    assert err.splitlines() == [
        "derive: derivations/cs236_problem_set_3/broken.py:3: SyntaxError: '(' was never closed",
        "derive: nowhere.py: there is no such file or folder: check the spelling",
    ]


@pytest.mark.parametrize("words", [["list"], ["show", "x"]])
def test_nothing_there(stage, run, monkeypatch, tmp_path, words):
    (tmp_path / "empty").mkdir()
    monkeypatch.chdir(tmp_path / "empty")
    code, out, err = run(*words)
    assert (code, out) == (5, "")
    assert "--shipped" in err


def test_show_latex_checks_the_page_and_marks_its_lines(stage, run):
    stage.derivations = [s.REFUTED]
    code, out, err = run("show", "kl_of_shifted_gaussians", "--latex")
    assert (code, err) == (0, "")
    assert out.count(r"\tag*{$\checkmark$}") == 2
    assert out.count(r"\tag*{$\times$ refuted}") == 1
    assert out.count(r"\begin{align*}") == out.count(r"\end{align*}") == 1


def test_show_latex_tells_what_cannot_be_read(stage, run):
    stage.problems = [s.PROBLEMS[0]]
    code, _, err = run("show", "kl_of_shifted_gaussians", "--latex")
    assert code == 2
    assert "was never closed" in err
