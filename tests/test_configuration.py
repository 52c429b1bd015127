"""`[tool.derive]`: every key is read, and every mistake names its file, its line and what to do."""

from pathlib import Path

import pytest

from derive.configuration import KEYS, Configuration, load
from derive.errors import AuthoringError


def project(folder: Path, text: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "pyproject.toml").write_text(text)
    return folder


def test_every_key_is_read(tmp_path):
    text = """\
[tool.derive]
paths = ["derivations", "extra/kl.py"]
timeout = 5
jobs = 2
trust = "exact"
fail-on = "supported"
format = ["text", "junit"]
baseline = "derive-baseline.json"

[tool.derive.points]
flow = 2
"derivations/kl.py::kl" = 0.5
"""
    found = load(project(tmp_path, text))
    assert found == Configuration(
        file=tmp_path / "pyproject.toml",
        paths=(tmp_path / "derivations", tmp_path / "extra/kl.py"),
        timeout=5.0,
        jobs=2,
        trust="exact",
        fail_on="supported",
        format=("text", "junit"),
        baseline=tmp_path / "derive-baseline.json",
        points={"flow": 2.0, "derivations/kl.py::kl": 0.5},
    )


def test_what_is_not_set_stays_open(tmp_path):
    assert load(project(tmp_path, "[tool.derive]\n")) == Configuration(file=tmp_path / "pyproject.toml")
    assert load(project(tmp_path, "[tool.derive]\nformat = 'json'\n")).format == ("json",)


def test_the_nearest_file_with_the_table_holds(tmp_path):
    project(tmp_path, "[tool.derive]\njobs = 3\n")
    project(tmp_path / "course", "[tool.ruff]\n")
    nearer = project(tmp_path / "course" / "week", "[tool.derive]\njobs = 1\n")
    (nearer / "derivations").mkdir()
    assert load(tmp_path / "course").jobs == 3
    assert load(nearer / "derivations").jobs == 1


def test_no_file_is_no_configuration(tmp_path, monkeypatch):
    monkeypatch.setattr("derive.configuration.FILE", "a name that no folder above has.toml")
    assert load(tmp_path) == Configuration()


MISTAKES = [
    pytest.param("\nfail_on = 'refuted'\n", "'fail_on': did you mean fail-on?", 3, id="underscore"),
    pytest.param("timout = 3\n", "did you mean timeout?", 2, id="misspelt key"),
    pytest.param("Paths = ['x']\n", "did you mean paths?", 2, id="capital letter"),
    pytest.param("timeout = '3'\n", "timeout takes a positive number of seconds, 86400", 2, id="text"),
    pytest.param("timeout = 0\n", "positive number of seconds", 2, id="no time at all"),
    pytest.param("timeout = nan\n", "positive number of seconds", 2, id="nan"),
    pytest.param("timeout = inf\n", "86400 at most, not inf", 2, id="for ever"),
    pytest.param("timeout = true\n", "positive number of seconds", 2, id="bool as a number"),
    pytest.param("jobs = 1.5\n", "jobs takes a whole number from 1 to 1024, not 1.5", 2, id="half a job"),
    pytest.param("jobs = false\n", "jobs takes a whole number", 2, id="bool as a count"),
    pytest.param("trust = 'rules'\n", "trust takes one of cas, exact, not 'rules'", 2, id="unknown trust"),
    pytest.param("fail-on = 'suported'\n", "did you mean supported?", 2, id="misspelt level"),
    pytest.param("fail-on = 3\n", "fail-on takes one of conditional", 2, id="number as level"),
    pytest.param("format = 'junti'\n", "did you mean junit?", 2, id="misspelt format"),
    pytest.param("format = ['text', 'sarf']\n", "did you mean sarif?", 2, id="misspelt format in a list"),
    pytest.param("format = []\n", "format takes a format, or a list of formats, not []", 2, id="no format"),
    pytest.param("paths = 'derivations'\n", "paths takes a list of paths, such as", 2, id="one path"),
    pytest.param("paths = ['']\n", "paths takes a list of paths", 2, id="empty path"),
    pytest.param("baseline = 1\n", "baseline takes a path in quotes", 2, id="number as path"),
    pytest.param("points = 2\n", "points takes a table", 2, id="number as table"),
    pytest.param("[tool.derive.points]\nkl = -1\n", "points.kl takes a number of points", 3, id="negative"),
    pytest.param("[tool.derive.point]\nkl = 1\n", "did you mean points?", 2, id="misspelt table"),
]


@pytest.mark.parametrize(("lines", "message", "line"), MISTAKES)
def test_a_mistake_names_its_line_and_what_to_do(tmp_path, lines, message, line):
    project(tmp_path, "[tool.derive]\n" + lines)
    with pytest.raises(AuthoringError) as caught:
        load(tmp_path)
    assert message in caught.value.message
    assert caught.value.path == str(tmp_path / "pyproject.toml")
    assert caught.value.line == line


def test_an_unknown_key_lists_all_known_ones(tmp_path):
    project(tmp_path, "[tool.derive]\nx = 1\n")
    with pytest.raises(AuthoringError) as caught:
        load(tmp_path)
    assert all(key in caught.value.message for key in KEYS)


def test_a_key_of_another_table_is_not_mistaken_for_ours(tmp_path):
    project(tmp_path, "[tool.other]\njobs = 'many'\n\n[tool.derive]\njobs = 'many'\n")
    with pytest.raises(AuthoringError) as caught:
        load(tmp_path)
    assert caught.value.line == 5


BROKEN_FILES = [
    pytest.param(b"[tool.derive\n", "this is not TOML", 1, id="no TOML"),
    pytest.param(b"[tool]\nderive = 3\n", "write [tool.derive] above its keys", None, id="no table"),
    pytest.param("[tool.derive]\n# \u00e9\n".encode("latin-1"), "not UTF-8", None, id="Latin 1"),
]


@pytest.mark.parametrize(("content", "message", "line"), BROKEN_FILES)
def test_a_broken_file_is_named(tmp_path, content, message, line):
    (tmp_path / "pyproject.toml").write_bytes(content)
    with pytest.raises(AuthoringError) as caught:
        load(tmp_path)
    assert message in caught.value.message
    assert caught.value.line == line


