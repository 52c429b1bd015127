"""Misuse: argparse's message with the nearest known word, exit code 2; --help without anything heavy."""

import subprocess
import sys

import pytest

from derive.cli.arguments import HOMES, parsed
from derive.cli.settings import settle

MISUSES = [  # command line, what the message says
    (["chek"], "invalid choice: 'chek' (choose from check, decide, mutate, verify, list, show, init, new, doctor, cache, completion); did you mean check?"),
    (["zzz"], "invalid choice: 'zzz' (choose from check, decide, mutate, verify, list, show, init, new, doctor, cache, completion)\n"),
    (["check", "--formt", "json"], "unrecognized arguments: --formt; did you mean --format?"),
    (
        ["check", "--fail_on=supported"],
        "unrecognized arguments: --fail_on=supported; did you mean --fail-on?",
    ),
    (["check", "--form", "json"], "unrecognized arguments: --form; did you mean --format?"),
    (["check", "--format", "jsn"], "prairielearn); did you mean json?"),
    (["check", "--trust", "me"], "invalid choice: 'me' (choose from cas, exact)"),
    (["check", "--fail-on", "support"], "did you mean supported?"),
    (["check", "--timeout", "0"], "expected a positive number of seconds, 86400 at most, but got '0'"),
    (["check", "--timeout", "-1"], "expected a positive number of seconds"),
    (["check", "--timeout", "nan"], "expected a positive number of seconds"),
    (["check", "--timeout", "inf"], "expected a positive number of seconds"),
    (["check", "--timeout", "soon"], "expected a positive number of seconds"),
    (["check", "--jobs", "0"], "expected a whole number from 1 to 1024, but got '0'"),
    (["check", "--jobs", "1.5"], "expected a whole number from 1 to 1024"),
    (["check", "-k"], "expected one argument"),
    (["show"], "the following arguments are required: NAME"),
    (["--format", "json", "check"], "unrecognized arguments: --format; options stand behind the command"),
    (["--versoin"], "unrecognized arguments: --versoin; did you mean --version?"),
    (["check", "-k", "flow and"], "-k 'flow and': expected a name, 'not' or '(' at the end"),
    (["check", "nowhere.py", "-k", "("], "expected a name"),
]


@pytest.mark.parametrize(("words", "message"), MISUSES)
def test_misuse(stage, run, words, message):
    code, out, err = run(*words)
    assert (code, out) == (2, "")
    assert message in err
    assert "Traceback" not in err


def test_no_command_shows_the_help(run):
    code, out, _ = run()
    assert code == 2
    assert "exit codes, the worst wins" in out


@pytest.mark.parametrize("words", [["--help"], ["--version"], *([command, "--help"] for command in HOMES)])
def test_help_and_version(run, words):
    code, out, err = run(*words)
    assert (code, err) == (0, "")
    assert out.startswith(("usage: derive", "derive 0."))


@pytest.mark.parametrize("words", [["--help"], ["--version"], ["check", "--help"], ["chek"]])
def test_help_loads_nothing_heavy(words):
    script = (
        "import sys; from derive.cli.main import main; main(sys.argv[1:]); "
        "print(*sorted({'sympy', 'numpy', 'rich', 'flint', 'mpmath', 'multiprocessing', 'dataclasses'} "
        "& set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", script, *words], capture_output=True, text=True, check=True)
    assert done.stderr.splitlines()[-1] == ""


def test_defaults(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    options = parsed(["check"])
    settle(options)
    assert (options.paths, options.keep, options.outputs, options.timeout) == ([], None, [("text", None)], 10.0)
    assert (options.jobs, options.trust, options.fail_on, options.shipped) == (None, "cas", "undecided", False)
    assert (options.baseline, options.update_baseline, options.watch) == (None, False, False)


def test_a_path_may_start_with_a_dash_behind_two():
    assert parsed(["check", "a.py", "--jobs", "2", "--", "-b.py"]).paths == ["a.py", "-b.py"]
