"""What a page tells its reader to type: files to write, commands to run, and what they print.

- a ```sh block holds commands, all of which succeed;
- a block that starts with ``$ `` is a transcript: commands behind ``$ ``, each with what it prints below
  (``...`` stands for anything);
- a block with ``title="PATH"`` is a file.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
FENCE = re.compile(r"^```(\w*)(?: title=\"(.+?)\")?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
END = "END-OF-THE-FILE"


@dataclass(frozen=True)
class Typed:
    """Something for the shell; `printed` is what it has to print, or None where the page does not show it."""

    script: str
    printed: str | None = None


def typed(page: Path) -> list[Typed]:
    """Everything that a page tells its reader to type, in order."""
    return [item for block in FENCE.findall(page.read_text(encoding="utf-8")) for item in _typed(*block)]


def _typed(language: str, title: str, text: str) -> list[Typed]:
    if title:
        folder = Path(title).parent
        return [Typed(f"mkdir -p '{folder}'\ncat > '{title}' <<'{END}'\n{text}{END}\n")]
    if language == "sh":
        return [Typed(text)]
    if text.startswith("$ "):
        commands = re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]
        return [Typed(*command.split("\n", maxsplit=1)) for command in commands]
    return []


def installs(page: Path) -> bool:
    """Whether the page makes an environment of its own."""
    return any("pip install" in item.script for item in typed(page))


def printed(items: list[Typed], folder: Path) -> list[tuple[Typed, str]]:
    """What each item prints, typed in one shell that starts in an empty folder below `folder`."""
    results, work = folder / "printed", folder / "work"
    results.mkdir()
    work.mkdir()
    script = "\n".join(_kept(item, results / str(number)) for number, item in enumerate(items))
    done = subprocess.run(
        ["sh", "-eu"], input=script, cwd=work, env=_environment(folder), capture_output=True, text=True, check=False
    )
    found = [(item, file.read_text() if file.exists() else "(not reached)") for item, file in _beside(items, results)]
    assert done.returncode == 0, "\n".join([done.stderr, *(text for _, text in found)][-3:])
    return found


def _kept(item: Typed, file: Path) -> str:
    """The item with its output in a file; a transcript may show a command that fails."""
    may_fail = " || true" if item.printed is not None else ""
    return f"{{\n{item.script}\n}} > '{file}' 2>&1{may_fail}"


def _beside(items: list[Typed], results: Path) -> list[tuple[Typed, Path]]:
    return [(item, results / str(number)) for number, item in enumerate(items)]


def _environment(home: Path) -> dict[str, str]:
    """That of a newcomer: this installation on the path, a home of its own, a checkout to install from."""
    people = {f"GIT_{role}_{what}": "a@example.invalid" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    fixed = {"PATH": path, "HOME": str(home), "DERIVE": str(ROOT), "COLUMNS": "80", "NO_COLOR": "1"}
    return {**os.environ, **people, **fixed, "DERIVE_NO_CACHE": "1"}
