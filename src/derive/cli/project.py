"""`derive init` and `derive new`: a project for a solution key, and a page to start from.

- Templates lie beside this file; only the place to install derive from, and a name, are put into them.
- No file is ever overwritten: what is there stays, and a pyproject.toml only gains what it lacks.
- derive is installed from where this one came, or from a given place, never by its bare name, which
  may be a stranger's package.
"""

from __future__ import annotations

import json
import keyword
import re
import tomllib
from dataclasses import dataclass
from importlib import metadata, resources
from pathlib import Path

import derive
from derive.collect import FOLDER
from derive.errors import AuthoringError

FILES = {
    "derivations/first_page.py": "first_page.py.txt",
    "requirements.txt": "requirements.txt",
    ".github/workflows/derive.yml": "workflow.yml.txt",
    ".pre-commit-config.yaml": "pre-commit-config.yaml.txt",
    ".gitignore": "gitignore.txt",
    "README.md": "README.md.txt",
}
"""What a new project holds beside its pyproject.toml, with the template of each."""

SETTINGS = "pyproject.toml"
PLACEHOLDER = "git+https://example.invalid/derive.git"
ARCHIVES = (".whl", ".zip", ".tar.gz")


@dataclass(frozen=True)
class Origin:
    """Where derive is installed from, and what a reader of the written files has to know about it."""

    url: str
    note: str = ""

    @property
    def requirement(self) -> str:
        """How pip is told."""
        return f"derive @ {self.url}"


def targets(folder: Path) -> list[Path]:
    """The files that `init` writes into `folder`, where they are not there yet."""
    return [folder / name for name in (SETTINGS, *FILES)]


def init(folder: Path, source: str | None = None) -> list[Path]:
    """Make a project for a solution key in `folder`, and return the files written or added to.

    `source` is where derive is installed from: a checkout or an archive on this machine, or an address
    such as ``git+https://...``; by default the place that this installation came from.

    Raises `AuthoringError` if something cannot be read or written; then nothing was overwritten.
    """
    origin = _origin(source)
    settings = folder / SETTINGS
    completed = _completed(settings)
    words = {"REQUIREMENT": origin.requirement, "NOTE": f"\n# {origin.note}" if origin.note else ""}
    written = [
        folder / name
        for name, template in FILES.items()
        if not (folder / name).exists() and _write(folder / name, _filled(template, words))
    ]
    if completed is None:
        return written
    _write(settings, completed, mode="w" if settings.exists() else "x")
    return [settings, *written]


def new(name: str, folder: Path = Path(FOLDER)) -> list[Path]:
    """Write a page called `name` into `folder`, to start from, and return the files written.

    Raises `AuthoringError` if the name cannot be that of a derivation, or the file exists.
    """
    _check_name(name)
    file = folder / f"{name}.py"
    if file.exists():
        raise AuthoringError("this file exists and was left as it is: choose another name", path=str(file))
    _write(file, _filled("derivation.py.txt", {"NAME": name}))
    return [file]


def _check_name(name: str) -> None:
    if not name.isidentifier() or keyword.iskeyword(name) or name.startswith("_"):
        near = re.sub(r"\W+", "_", name).strip("_").lower()
        near = near if near.isidentifier() and not keyword.iskeyword(near) else f"about_{near or 'it'}"
        raise AuthoringError(
            f"{name!r} cannot name a derivation: take letters, digits and underscores, as in {near!r}"
        )
    if name in {*derive.__all__, "derive", "sympy", "conftest"}:
        raise AuthoringError(f"{name!r} means something else already: take another name, as in 'my_{name}'")


def _origin(source: str | None) -> Origin:
    if source is None:
        return _own_origin()
    if "://" in source:
        if re.search(r"""[\s"'\\]""", source):
            raise AuthoringError(f"{source!r} is no address: it holds a blank, a quote or a backslash")
        return _address(source)
    place = Path(source)
    if (place / SETTINGS).is_file() or (place.is_file() and place.name.endswith(ARCHIVES)):
        return _local(place.resolve().as_uri())
    raise AuthoringError(
        f"{source!r} is neither an address such as git+https://... nor a checkout of derive here; "
        "a bare name may be a stranger's package"
    )


def _address(url: str) -> Origin:
    """An address as pip wants it: that of a repository begins with git+."""
    if url.startswith("file:"):
        return _local(url)
    is_repository = url.startswith(("http:", "https:", "ssh:")) and not url.endswith(ARCHIVES)
    return Origin(f"git+{url}" if is_repository else url)


def _local(url: str) -> Origin:
    return Origin(url, "That is a place on one machine: CI needs the address of a repository, git+https://...")


def _own_origin() -> Origin:
    """The place that this installation came from, as pip noted it."""
    try:
        noted = json.loads(metadata.distribution("derive").read_text("direct_url.json") or "{}")
    except (metadata.PackageNotFoundError, ValueError):
        noted = {}
    url = noted.get("url")
    if not url:
        return Origin(PLACEHOLDER, "Put the address of derive's repository here.")
    vcs = noted.get("vcs_info")
    if vcs is not None:
        return Origin(f"{vcs['vcs']}+{url}@{vcs['commit_id']}")
    return _address(url)


def _completed(settings: Path) -> str | None:
    """The text of pyproject.toml with what it lacks; None if it lacks nothing."""
    if not settings.exists():
        return _template("pyproject.toml.txt") + "\n" + _template("pytest.toml.txt")
    try:
        text = settings.read_text(encoding="utf-8")
        completed = _with_pytest(_with_derive(text))
        tomllib.loads(completed)
    except (OSError, ValueError, TypeError, AttributeError) as error:
        message = f"this file cannot be completed ({error}): add [tool.derive] by hand, or move it away"
        raise AuthoringError(message, path=str(settings)) from None
    return None if completed == text else completed


def _with_derive(text: str) -> str:
    if "derive" in tomllib.loads(text).get("tool", {}):
        return text
    return _appended(text, _template("pyproject.toml.txt"))


def _with_pytest(text: str) -> str:
    """The text with ``derive_paths`` among the options of pytest."""
    tables = tomllib.loads(text).get("tool", {}).get("pytest")
    section = _template("pytest.toml.txt")
    if tables is None:
        return _appended(text, section)
    if "derive_paths" in tables or "derive_paths" in tables.get("ini_options", {}):
        return text
    setting = section.splitlines()[1]
    header = re.compile(r"^\[tool\.pytest(\.ini_options)?\][ \t]*(#.*)?$", re.MULTILINE)
    if not header.search(text):
        raise ValueError(f"its options of pytest lack {setting}")
    return header.sub(lambda found: f"{found[0]}\n{setting}", text, count=1)


def _appended(text: str, section: str) -> str:
    return f"{text.rstrip()}\n\n{section}" if text.strip() else section


def _filled(template: str, words: dict[str, str]) -> str:
    return re.sub(r"@([A-Z]+)@", lambda found: words[found[1]], _template(template))


def _template(name: str) -> str:
    return resources.files("derive.cli").joinpath("templates", name).read_text(encoding="utf-8")


def _write(file: Path, text: str, mode: str = "x") -> Path:
    """Write a file, with its folders; by default only where there is none."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open(mode, encoding="utf-8", newline="\n") as stream:
            stream.write(text)
    except OSError as error:
        raise AuthoringError(f"this file cannot be written: {error.strerror}", path=str(file)) from None
    return file
