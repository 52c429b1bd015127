"""What is written for CI: the commands of docs/ci.md, the action and the hooks, word for word."""

import os
import re
import subprocess
from functools import partial
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TEMPLATES = ROOT / "src" / "derive" / "cli" / "templates"
COMMANDS = [ROOT / "action.yml", ROOT / ".pre-commit-hooks.yaml", *sorted(TEMPLATES.glob("*.yml.txt"))]


def shell_blocks(file: Path) -> list[str]:
    return re.findall(r"^```sh\n(.*?)^```", file.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)


@pytest.mark.slow
def test_from_an_empty_folder_to_a_green_pipeline(tmp_path):
    (commands,) = shell_blocks(ROOT / "docs" / "ci.md")
    name = {"GIT_AUTHOR_NAME": "a", "GIT_AUTHOR_EMAIL": "a@example.invalid"}
    name |= {key.replace("AUTHOR", "COMMITTER"): value for key, value in name.items()}
    environment = {**os.environ, **name, "DERIVE": str(ROOT), "HOME": str(tmp_path)}
    shell = partial(subprocess.run, ["sh", "-eux"], capture_output=True, text=True, check=False)
    done = shell(input=commands, cwd=tmp_path, env=environment)
    assert done.returncode == 0, done.stdout + done.stderr
    tracked = subprocess.run(
        ["git", "ls-files"], cwd=tmp_path / "key", capture_output=True, text=True, check=True
    ).stdout.split()
    assert ".github/workflows/derive.yml" in tracked
    assert not [file for file in tracked if file.startswith(".venv")]


@pytest.mark.parametrize("file", COMMANDS, ids=lambda file: file.name)
def test_derive_is_never_installed_by_its_bare_name(file):
    for line in file.read_text().splitlines():
        assert not re.search(r"pip install.*\bderive\b(?! @)", line.replace("derive from", ""))


def test_inputs_reach_the_shell_of_the_action_as_data_only():
    action = (ROOT / "action.yml").read_text()
    scripts = re.findall(r"^ {6}run: ?(.*(?:\n {8}.*)*)", action, re.MULTILINE)
    assert len(scripts) == 2
    assert not [script for script in scripts if "${{" in script]


def test_every_input_of_the_action_is_used_and_described():
    action = (ROOT / "action.yml").read_text()
    declared = re.findall(r"^ {2}([a-z-]+):\n {4}description", action, re.MULTILINE)
    used = re.findall(r"\$\{\{ inputs\.([a-z-]+) \}\}", action)
    assert sorted(declared) == sorted(used)
    described = (ROOT / "docs" / "ci.md").read_text()
    assert not [name for name in declared if f"`{name}`" not in described]
