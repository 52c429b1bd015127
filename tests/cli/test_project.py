"""`derive init` and `derive new`: what they write stands by itself, and nothing is ever overwritten."""

import ast
import json
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import derive
from derive.calculation import Relation
from derive.cli import project
from derive.cli.project import init, new, targets
from derive.configuration import load
from derive.errors import AuthoringError
from derive.evidence import Verdict
from derive.workers import Failed, Finished, check_files

CHECKOUT = Path(__file__).parents[2]


def reports(file):
    events = list(check_files([file], timeout=10, jobs=1))
    assert [event.problem for event in events if isinstance(event, Failed)] == []
    return [event.derivation for event in events if isinstance(event, Finished)]


def test_a_fresh_project_holds_all_files_and_its_settings_are_read(tmp_path):
    folder = tmp_path / "key"
    assert init(folder) == targets(folder)
    assert all(file.is_file() for file in targets(folder))
    found = load(folder)
    assert found.paths == (folder / "derivations",)
    settings = tomllib.loads((folder / "pyproject.toml").read_text())
    assert settings["tool"]["pytest"]["ini_options"] == {"derive_paths": ["derivations"]}


def test_no_placeholder_is_left_and_derive_is_never_a_bare_name(tmp_path):
    for file in init(tmp_path):
        text = file.read_text()
        assert not re.search(r"@[A-Z]+@", text)
        for line in text.splitlines():
            if "install" in line and "derive" in line:
                assert "-r requirements.txt" in line
    lines = (tmp_path / "requirements.txt").read_text().splitlines()
    assert [line.split(" @ ")[0] for line in lines if line.startswith("derive")] == ["derive"]
    assert all("://" in line for line in lines if line.startswith("derive"))


def test_what_is_there_stays(tmp_path):
    (tmp_path / "README.md").write_text("mine\n")
    (tmp_path / "derivations").mkdir()
    (tmp_path / "derivations" / "first_page.py").write_text("# mine\n")
    written = init(tmp_path)
    assert {file.name for file in targets(tmp_path)} - {file.name for file in written} == {
        "README.md", "first_page.py",
    }  # fmt: skip
    assert (tmp_path / "README.md").read_text() == "mine\n"
    before = {file: file.read_text() for file in targets(tmp_path)}
    assert init(tmp_path) == []
    assert {file: file.read_text() for file in targets(tmp_path)} == before


PYPROJECTS = [
    pytest.param("", {"derive_paths": ["derivations"]}, id="empty"),
    pytest.param('[project]\nname = "key"', {"derive_paths": ["derivations"]}, id="no line end"),
    pytest.param(
        '[tool.pytest.ini_options]  # ours\naddopts = "-q"\n\n[tool.ruff]\n',
        {"derive_paths": ["derivations"], "addopts": "-q"},
        id="options of pytest",
    ),
    pytest.param(
        '[tool.derive]\njobs = 2\n[tool.pytest.ini_options]\nderive_paths = ["a"]\n',
        {"derive_paths": ["a"]},
        id="all there",
    ),
]


@pytest.mark.parametrize(("text", "options"), PYPROJECTS)
def test_a_pyproject_gains_what_it_lacks_and_loses_nothing(tmp_path, text, options):
    file = tmp_path / "pyproject.toml"
    file.write_text(text)
    written = init(tmp_path)
    completed = file.read_text()
    assert (file in written) == (completed != text)
    assert all(line in completed.splitlines() for line in text.splitlines())
    tool = tomllib.loads(completed)["tool"]
    assert tool["pytest"]["ini_options"] == options
    assert tool["derive"] == tomllib.loads(text).get("tool", {}).get("derive", tool["derive"])
    load(tmp_path)


@pytest.mark.parametrize("text", ["[tool", 'tool.pytest.ini_options = {addopts = "-q"}\n', "tool = 3\n"])
def test_a_pyproject_that_cannot_be_completed_is_left_and_nothing_is_written(tmp_path, text):
    (tmp_path / "pyproject.toml").write_text(text)
    with pytest.raises(AuthoringError, match="by hand") as caught:
        init(tmp_path)
    assert caught.value.path == str(tmp_path / "pyproject.toml")
    assert [file.name for file in tmp_path.iterdir()] == ["pyproject.toml"]
    assert (tmp_path / "pyproject.toml").read_text() == text


def test_a_folder_that_is_a_file_is_a_clear_mistake(tmp_path):
    (tmp_path / "key").write_text("")
    with pytest.raises(AuthoringError, match="cannot be written"):
        init(tmp_path / "key")


SOURCES = [
    pytest.param("git+https://a.example/d.git@v1", "git+https://a.example/d.git@v1", id="repository"),
    pytest.param("https://a.example/d.git", "git+https://a.example/d.git", id="repository without git+"),
    pytest.param("https://a.example/d", "git+https://a.example/d", id="repository as in a browser"),
    pytest.param("https://a.example/d-1.zip", "https://a.example/d-1.zip", id="archive"),
    pytest.param(str(CHECKOUT), CHECKOUT.as_uri(), id="checkout"),
]


@pytest.mark.parametrize(("source", "url"), SOURCES)
def test_the_place_to_install_from_is_written_down(tmp_path, source, url):
    init(tmp_path, source)
    assert f"derive @ {url}" in (tmp_path / "requirements.txt").read_text().splitlines()
    assert f'["derive @ {url}"]' in (tmp_path / ".pre-commit-config.yaml").read_text()
    assert ("one machine" in (tmp_path / "requirements.txt").read_text()) == url.startswith("file:")


@pytest.mark.parametrize("source", ["derive", "no/such/folder", "git+https://a.example/d e", 'https://a"b'])
def test_a_place_that_is_none_is_refused_and_nothing_is_written(tmp_path, source):
    with pytest.raises(AuthoringError, match="address"):
        init(tmp_path, source)
    assert list(tmp_path.iterdir()) == []


NOTED = [
    pytest.param(
        {"url": "https://a.example/d.git", "vcs_info": {"vcs": "git", "commit_id": "c0ffee"}},
        "git+https://a.example/d.git@c0ffee",
        id="repository",
    ),
    pytest.param({"url": "file:///home/d", "dir_info": {"editable": True}}, "file:///home/d", id="checkout"),
    pytest.param(
        {"url": "https://a.example/d.tar.gz", "archive_info": {}}, "https://a.example/d.tar.gz", id="archive"
    ),
    pytest.param({}, project.PLACEHOLDER, id="nothing noted"),
]


@pytest.mark.parametrize(("noted", "url"), NOTED)
def test_by_default_it_is_the_place_that_this_one_came_from(tmp_path, monkeypatch, noted, url):
    class Installed:
        def read_text(self, name):
            assert name == "direct_url.json"
            return json.dumps(noted) if noted else None

    monkeypatch.setattr(project.metadata, "distribution", lambda name: Installed())
    init(tmp_path)
    text = (tmp_path / "requirements.txt").read_text()
    assert f"derive @ {url}\n" in text
    assert ("Put the address" in text) == (url == project.PLACEHOLDER)


def test_new_writes_a_page_that_is_proved(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert new("binomial") == [Path("derivations/binomial.py")]
    (report,) = reports(Path("derivations/binomial.py"))
    assert report.name == "binomial"
    assert report.verdict is Verdict.PROVED


BAD_NAMES = [
    ("my page", "my_page"), ("3b", "about_3b"), ("lambda", "about_lambda"), ("_hidden", "hidden"),
    ("kl-divergence", "kl_divergence"), ("", "about_it"), ("../up", "up"), ("calc", "my_calc"),
    ("sympy", "my_sympy"), ("conftest", "my_conftest"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "suggested"), BAD_NAMES)
def test_a_name_that_cannot_be_is_refused_with_one_that_can(tmp_path, name, suggested):
    with pytest.raises(AuthoringError, match=f"'{suggested}'"):
        new(name, tmp_path)
    assert list(tmp_path.iterdir()) == []
    assert new(suggested, tmp_path) == [tmp_path / f"{suggested}.py"]


def test_new_leaves_an_existing_page(tmp_path):
    (tmp_path / "page.py").write_text("# mine\n")
    with pytest.raises(AuthoringError, match="left as it is") as caught:
        new("page", tmp_path)
    assert caught.value.path == str(tmp_path / "page.py")
    assert (tmp_path / "page.py").read_text() == "# mine\n"


def test_the_first_page_shows_every_word_and_is_proved_but_for_its_erratum(tmp_path):
    init(tmp_path)
    (report,) = reports(tmp_path / "derivations" / "first_page.py")
    assert report.verdict is Verdict.PROVED
    steps = list(report.steps)
    elsewhere = {"in", "is", "minimises", "maximises", "not always"}
    assert {step.relation for step in steps} == {relation.value for relation in Relation} - elsewhere
    (erratum,) = [step for step in steps if step.erratum]
    assert erratum.is_confirmed_erratum
    assert erratum.correction is not None
    assert erratum.correction.verdict is Verdict.PROVED


def test_the_first_page_uses_every_public_word_between_lines(tmp_path):
    init(tmp_path)
    tree = ast.parse((tmp_path / "derivations" / "first_page.py").read_text())
    used = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    words = {name for name in derive.__all__ if getattr(derive, name).__module__ == "derive.calculation"}
    assert {"calc", "equals", "tends_to"} <= words - {"assumed"} <= used


def run(*words, cwd, **environment):
    return subprocess.run(
        words, cwd=cwd, capture_output=True, text=True, env={**os.environ, **environment}, check=False
    )


@pytest.mark.slow
def test_a_fresh_project_passes_its_own_check_and_its_own_pytest(tmp_path):
    init(tmp_path)
    checked = run(sys.executable, "-m", "derive", "check", cwd=tmp_path)
    tested = run(sys.executable, "-m", "pytest", cwd=tmp_path)
    assert checked.returncode == 0, checked.stdout + checked.stderr
    assert tested.returncode == 0, tested.stdout + tested.stderr
    assert "9 passed" in tested.stdout


@pytest.mark.slow
def test_the_commands_of_its_readme_run_word_for_word(tmp_path):
    folder = tmp_path / "key"
    init(folder, str(CHECKOUT))
    block = re.search(r"^```sh\n(.*?)^```", (folder / "README.md").read_text(), re.MULTILINE | re.DOTALL)
    assert block is not None
    done = run("sh", "-euxc", block[1], cwd=folder)
    assert done.returncode == 0, done.stdout + done.stderr
