"""Terminals, pipes that close, encodings that lack a sign, NO_COLOR."""

import io
import os
import subprocess
import sys

import pytest

from derive.cli import streams
from derive.cli.main import main
from tests.report import specimens as s


class Terminal(io.StringIO):
    """A stream that says that it is a terminal."""

    encoding = "utf-8"

    def isatty(self) -> bool:
        return True


@pytest.fixture
def on_terminal(monkeypatch, stage):
    """Check a refuted derivation on a terminal; what was written to standard output and error."""
    stage.derivations = [s.REFUTED]
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("CI", raising=False)

    def run():
        monkeypatch.setattr(sys, "stdout", Terminal())
        monkeypatch.setattr(sys, "stderr", Terminal())
        assert main(["check"]) == 1
        return sys.stdout.getvalue(), sys.stderr.getvalue()

    return run


def test_colours_on_a_terminal(on_terminal):
    assert "\x1b[" in on_terminal()[0]


def test_no_colour(on_terminal, monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b[" not in on_terminal()[0]


def test_progress_on_a_terminal(on_terminal):
    assert "derivations" in on_terminal()[1]


@pytest.mark.parametrize(("name", "value"), [("CI", "true"), ("TERM", "dumb")])
def test_no_progress_in_ci_or_on_a_dumb_terminal(on_terminal, monkeypatch, name, value):
    monkeypatch.setenv(name, value)
    assert on_terminal()[1] == ""


def test_no_codes_in_a_pipe(stage, run):
    stage.derivations = [s.REFUTED]
    _, out, err = run("check")
    assert "\x1b" not in out
    assert err == ""


def test_signs_that_an_encoding_lacks(monkeypatch):
    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, encoding="ascii"))
    streams.prepare()
    streams.write("✗ refuted: x ≤ 1, θ → ∞ …\n")
    assert raw.getvalue() == b"x refuted: x <= 1, ? -> oo ...\n"


def test_a_reader_that_goes_away():
    script = "import sys; from derive.cli.main import main; sys.exit(main(['check', '--help']))"
    read, write = os.pipe()
    os.close(read)
    done = subprocess.run([sys.executable, "-c", script], stdout=write, stderr=subprocess.PIPE, text=True)
    os.close(write)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_report_whose_reader_goes_away_keeps_its_exit_code(tmp_path):
    script = (
        "import sys; from derive import workers\n"
        "from derive.cli.main import main; from tests.report import specimens\n"
        "workers.check_files = lambda *a, **k: (workers.Finished(specimens.REFUTED) for _ in range(1))\n"
        "sys.exit(main(['check', __file__]))"
    )
    (tmp_path / "script.py").write_text(script)
    read, write = os.pipe()
    os.close(read)
    done = subprocess.run(
        [sys.executable, str(tmp_path / "script.py")],
        stdout=write,
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": os.getcwd()},
    )
    os.close(write)
    assert (done.returncode, done.stderr) == (1, "")
