"""Completion scripts: written from the parser, accepted by the shells, and right where one can be run."""

import argparse
import shutil
import subprocess

import pytest

from derive.cli.completion import SHELLS, completion, described
from derive.errors import AuthoringError


@pytest.fixture
def parser():
    top = argparse.ArgumentParser(prog="derive")
    top.add_argument("--version", action="version", version="derive 0")
    commands = top.add_subparsers()
    check = commands.add_parser("check", help="decide every step; it's the main job (really): $HOME")
    check.add_argument("paths", nargs="*")
    check.add_argument("-k", metavar="EXPR", dest="keep", help="which ones")
    check.add_argument("--format", metavar="text|json", action="append", help="form (default: text)")
    check.add_argument("--trust", choices=["cas", "exact"], help="what a proof may rest on")
    check.add_argument("--timeout", metavar="SECONDS", type=float, help="at most 100%% of a day")
    check.add_argument("--watch", action="store_true", help="check again what changed")
    check.add_argument("--secret", action="store_true", help=argparse.SUPPRESS)
    commands.add_parser("completion", help="a script").add_argument("shell", choices=list(SHELLS))
    return top


def test_the_description_follows_the_parser(parser):
    top = described(parser)
    assert [command.name for command in top.commands] == ["check", "completion"]
    check, completing = top.commands
    assert check.summary == "decide every step"
    assert check.flags == "-h --help -k --format --trust --timeout --watch"
    options = {option.names[-1]: option for option in check.options}
    assert options["--format"].words == ("text", "json")
    assert options["--format"].is_repeatable
    assert options["--trust"].words == ("cas", "exact")
    assert options["--timeout"].words == ()
    assert options["--timeout"].summary == "at most 100 of a day"
    assert options["--watch"].words is None
    assert completing.words == ("bash", "zsh", "fish")


def test_an_unknown_shell_is_refused(parser):
    with pytest.raises(AuthoringError, match="choose from bash, zsh, fish"):
        completion(parser, "tcsh")


@pytest.mark.parametrize("shell", SHELLS)
def test_every_script_knows_the_words_and_hides_what_is_hidden(parser, shell):
    script = completion(parser, shell)
    for word in ("check", "completion", "format", "text json", "cas exact", "bash zsh fish", "version"):
        assert word in script
    assert "secret" not in script
    assert "$HOME" not in script


@pytest.mark.parametrize("shell", [name for name in SHELLS if shutil.which(name)])
def test_the_shell_reads_its_script(parser, shell):
    flag = "--no-execute" if shell == "fish" else "-n"
    subprocess.run([shell, flag], input=completion(parser, shell), text=True, check=True)


BASH = [
    pytest.param(["derive", "ch"], "check", id="a command"),
    pytest.param(["derive", "--v"], "--version", id="an option of the program"),
    pytest.param(["derive", "check", "--t"], "--trust --timeout", id="options of a command"),
    pytest.param(["derive", "check", "--format", "j"], "json", id="words of an option"),
    pytest.param(["derive", "check", "--trust", ""], "cas exact", id="choices of an option"),
    pytest.param(["derive", "check", "--timeout", ""], "", id="free value"),
    pytest.param(["derive", "check", "der"], "", id="files are left to the shell"),
    pytest.param(["derive", "completion", "z"], "zsh", id="words behind a command"),
    pytest.param(["derive", "unknown", "-"], "", id="unknown command"),
]


@pytest.mark.parametrize(("words", "offered"), BASH)
def test_bash_offers(parser, words, offered):
    typed = " ".join(f"'{word}'" for word in words)
    script = f'{completion(parser, "bash")}\nCOMP_WORDS=({typed}); COMP_CWORD={len(words) - 1}\n'
    script += '_derive; echo "${COMPREPLY[*]}"\n'
    result = subprocess.run(["bash", "-c", script], capture_output=True, text=True, check=True)
    assert result.stdout.strip() == offered
    assert not result.stderr
