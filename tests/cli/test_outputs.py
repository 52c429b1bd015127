"""Forms and files of a report, the project's settings, and baselines, from the command line."""

import json

import pytest

from derive.cli.arguments import parsed
from derive.cli.main import main
from derive.cli.settings import settle

RIGHT = '''
from derive import Real, calc, derivation, equals

@derivation(source="test")
def square(x: Real):
    """(x + 1)^2."""
    return calc((x + 1)**2, equals(x**2 + 2*x + 1))
'''
WRONG = RIGHT.replace("2*x", "3*x")


@pytest.fixture
def project(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "derivations").mkdir()
    (tmp_path / "derivations" / "square.py").write_text(RIGHT)
    return tmp_path


@pytest.mark.parametrize(
    ("words", "outputs"),
    [
        pytest.param([], [("text", None)], id="text by default"),
        pytest.param(["-o", "r.txt"], [("text", "r.txt")], id="a file alone is for text"),
        pytest.param(["--format", "json", "-o", "r.json"], [("json", "r.json")], id="one form in a file"),
        pytest.param(
            ["--format", "text", "--format", "github", "--format", "sarif", "-o", "r.sarif"],
            [("text", None), ("github", None), ("sarif", "r.sarif")],
            id="each file belongs to the form before it",
        ),
    ],
)
def test_forms_and_files(project, words, outputs):
    options = parsed(["check", *words])
    settle(options)
    assert options.outputs == outputs


def test_two_files_for_one_form_are_refused(project, capsys):
    assert main(["check", "--format", "json", "-o", "a", "-o", "b"]) == 2
    assert "--format before it" in capsys.readouterr().err


def test_one_run_writes_all_forms(project, capsys):
    (project / "derivations" / "square.py").write_text(WRONG)
    words = ["--format", "github", "--format", "json", "-o", "r.json", "--format", "markdown", "-o", "r.md"]
    assert main(["check", *words]) == 1
    annotation = capsys.readouterr().out
    assert annotation.startswith("::error ")
    assert "file=derivations/square.py,line=7" in annotation
    assert json.loads((project / "r.json").read_text())["summary"]["refuted"] == 1
    assert "square.py:7" in (project / "r.md").read_text()


def test_an_unwritable_file_is_one_message(project, capsys):
    assert main(["check", "-o", "missing/r.txt"]) == 2
    assert "missing/r.txt: this file cannot be written" in capsys.readouterr().err


def test_the_command_line_wins_over_the_project(project):
    (project / "pyproject.toml").write_text('[tool.derive]\ntimeout = 3\ntrust = "exact"\nformat = ["github"]\n')
    options = parsed(["check", "--timeout", "5"])
    settle(options)
    assert (options.timeout, options.trust, options.outputs) == (5.0, "exact", [("github", None)])


def test_a_wrong_key_names_the_nearest_known_one(project, capsys):
    (project / "pyproject.toml").write_text("[tool.derive]\ntimout = 3\n")
    assert main(["check"]) == 2
    assert "timeout" in capsys.readouterr().err


def test_a_baseline_objects_to_what_became_worse_and_excuses_nothing(project, capsys):
    assert main(["check", "--baseline", "b.json", "--update-baseline"]) == 0
    assert main(["check", "--baseline", "b.json"]) == 0
    supported = RIGHT.replace("import Real", "import Positive, Real").replace(
        "return calc((x + 1)**2, equals(x**2 + 2*x + 1))",
        "from sympy import besselj\n    return calc(x, equals(x + besselj(2, x) + besselj(0, x) - 2*besselj(1, x)/x))",
    )
    (project / "derivations" / "square.py").write_text("\n\n" + supported)
    assert main(["check", "--trust", "exact", "--baseline", "b.json"]) == 3
    assert "square::main::1: was proved, is supported" in capsys.readouterr().err
    (project / "derivations" / "square.py").write_text(WRONG)
    assert main(["check", "--baseline", "b.json"]) == 1


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param(None, "cannot be read", id="missing"),
        pytest.param("<<<<<<< HEAD", "damaged baseline", id="damaged"),
    ],
)
def test_a_baseline_that_cannot_be_read_is_one_message(project, capsys, text, message):
    if text is not None:
        (project / "b.json").write_text(text)
    assert main(["check", "--baseline", "b.json"]) == 2
    assert message in capsys.readouterr().err


def test_a_new_derivation_and_a_diagnosis(project, capsys):
    assert main(["new", "my_page"]) == 0
    assert main(["check", "-k", "my_page"]) == 0
    assert main(["new", "my_page"]) == 2
    assert main(["doctor"]) == 0
    assert "sympy" in capsys.readouterr().out


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_knows_the_commands(shell, capsys):
    assert main(["completion", shell]) == 0
    script = capsys.readouterr().out
    assert "update-baseline" in script
    assert "doctor" in script
