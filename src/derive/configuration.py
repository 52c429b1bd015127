"""``[tool.derive]`` of pyproject.toml: what a project has settled once for all its runs.

- `load` searches upwards for the nearest pyproject.toml that has the table.
- Each key has one reader, which takes the value that TOML gave and returns ours, or says what it wants.
- What the table does not set stays None, so that the command line and its defaults decide.
"""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from derive.errors import AuthoringError

FILE = "pyproject.toml"

TRUST = ("cas", "exact")

LONGEST = 86_400
"""No step may be given more than a day."""

MOST_JOBS = 1024


@dataclass(frozen=True, kw_only=True)
class Configuration:
    """What ``[tool.derive]`` of `file` says; None for what it leaves open.

    `paths` and `baseline` are joined to the folder of `file`.  `points` gives what a derivation
    is worth to a grading system, by its name or its id ``path::name``.
    """

    file: Path | None = None
    paths: tuple[Path, ...] | None = None
    timeout: float | None = None
    jobs: int | None = None
    trust: str | None = None
    fail_on: str | None = None
    format: tuple[str, ...] | None = None
    baseline: Path | None = None
    points: Mapping[str, float] | None = None


def load(start: Path) -> Configuration:
    """The configuration that holds in the folder `start`: the nearest one, searching upwards.

    Raises `AuthoringError` for a file that cannot be read, an unknown key, or a value of the wrong kind.
    """
    folder = start.resolve()
    for place in (folder, *folder.parents):
        file = place / FILE
        if file.is_file():
            text = _text(file)
            table = _table(file, text)
            if table is not None:
                return _Reader(file, text).configuration(table)
    return Configuration()


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise AuthoringError("this file is not UTF-8: save it in that encoding", path=str(file)) from None
    except OSError as error:
        raise AuthoringError(f"this file cannot be read: {error.strerror}", path=str(file)) from None


def _table(file: Path, text: str) -> Mapping[str, Any] | None:
    """The table ``[tool.derive]`` of a file, if it has one."""
    try:
        tool = tomllib.loads(text).get("tool", {})
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"at line (\d+)", str(error))
        line = int(found[1]) if found else None
        raise AuthoringError(f"this is not TOML: {error}", path=str(file), line=line) from None
    table = tool.get("derive") if isinstance(tool, Mapping) else None
    if table is not None and not isinstance(table, Mapping):
        message = "tool.derive must be a table: write [tool.derive] above its keys"
        raise AuthoringError(message, path=str(file))
    return table


class _Reader:
    """Reads the table of one file; every mistake is named with the file and the line of its key."""

    def __init__(self, file: Path, text: str) -> None:
        self.file = file
        self.text = text

    def configuration(self, table: Mapping[str, Any]) -> Configuration:
        for key in table:
            if key not in KEYS:
                near = _nearest(key, KEYS)
                raise self.error(
                    key, f"unknown key {key!r}: did you mean {near}? [tool.derive] knows {', '.join(KEYS)}"
                )
        values = {key.replace("-", "_"): KEYS[key](self, key, value) for key, value in table.items()}
        return Configuration(file=self.file, **values)

    def error(self, key: str, message: str) -> AuthoringError:
        """The author's mistake at `key`."""
        return AuthoringError(message, path=str(self.file), line=_line_of(key, self.text))

    def wants(self, key: str, wanted: str, value: Any) -> AuthoringError:
        """The mistake that `value` is not what `key` takes."""
        shown = repr(value) if len(repr(value)) <= 60 else repr(value)[:57] + "..."
        return self.error(key, f"{key} takes {wanted}, not {shown}")

    def path(self, key: str, value: Any) -> Path:
        """A file or folder, below the folder of the pyproject.toml unless it is absolute."""
        if not isinstance(value, str) or not value:
            raise self.wants(key, 'a path in quotes, such as "derivations"', value)
        return self.file.parent / value

    def paths(self, key: str, value: Any) -> tuple[Path, ...]:
        """A list of files and folders."""
        if not isinstance(value, list) or not value or not all(isinstance(v, str) and v for v in value):
            raise self.wants(key, 'a list of paths, such as ["derivations"]', value)
        return tuple(self.path(key, entry) for entry in value)

    def seconds(self, key: str, value: Any) -> float:
        """A positive time, of a day at most."""
        if not _is_number(value) or not 0 < value <= LONGEST:
            raise self.wants(key, f"a positive number of seconds, {LONGEST} at most", value)
        return float(value)

    def count(self, key: str, value: Any) -> int:
        """1, 2, 3, ..."""
        if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= MOST_JOBS:
            raise self.wants(key, f"a whole number from 1 to {MOST_JOBS}", value)
        return value

    def word(self, key: str, value: Any, known: tuple[str, ...]) -> str:
        """One of the `known` words."""
        wanted = f"one of {', '.join(known)}"
        if not isinstance(value, str):
            raise self.wants(key, wanted, value)
        if value not in known:
            near = _nearest(value, known)
            raise self.error(key, f"{key} takes {wanted}, not {value!r}; did you mean {near}?")
        return value

    def trust(self, key: str, value: Any) -> str:
        """The weakest ground that a proof may rest on."""
        return self.word(key, value, TRUST)

    def level(self, key: str, value: Any) -> str:
        """The mildest verdict that fails."""
        from derive.report.model import FAIL_ON

        return self.word(key, value, FAIL_ON)

    def formats(self, key: str, value: Any) -> tuple[str, ...]:
        """One format, or a list of them."""
        from derive.report.formats import FORMATS

        names = value if isinstance(value, list) else [value]
        if not names:
            raise self.wants(key, "a format, or a list of formats", value)
        return tuple(self.word(key, name, tuple(FORMATS)) for name in names)

    def points(self, key: str, value: Any) -> dict[str, float]:
        """What each derivation is worth."""
        if not isinstance(value, Mapping):
            raise self.wants(key, "a table: write [tool.derive.points] above lines such as name = 2", value)
        for name, worth in value.items():
            if not _is_number(worth) or not 0 <= worth < math.inf:
                raise self.error(name, f"{key}.{name} takes a number of points, 0 or more, not {worth!r}")
        return {name: float(worth) for name, worth in value.items()}


KEYS: Mapping[str, Callable[[_Reader, str, Any], Any]] = {
    "paths": _Reader.paths,
    "timeout": _Reader.seconds,
    "jobs": _Reader.count,
    "trust": _Reader.trust,
    "fail-on": _Reader.level,
    "format": _Reader.formats,
    "baseline": _Reader.path,
    "points": _Reader.points,
}


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _nearest(word: str, known: Iterable[str]) -> str:
    """The known word that is most like `word`."""
    from difflib import get_close_matches

    return get_close_matches(word.replace("_", "-").lower(), list(known), n=1, cutoff=0.0)[0]


def _line_of(key: str, text: str) -> int | None:
    """The line of ``[tool.derive]`` that sets `key`, or that opens a table of this name below it."""
    setting = re.compile(rf"""\s*["']?{re.escape(key)}["']?\s*[=.]""")
    header = re.compile(r"\s*\[\s*tool\s*\.\s*derive\s*[.\]](?P<key>[^\]]*)")
    inside = False
    for number, line in enumerate(text.splitlines(), start=1):
        opened = header.match(line)
        if opened is not None and opened["key"].strip() == key:
            return number
        if line.lstrip().startswith("["):
            inside = opened is not None
        elif inside and setting.match(line):
            return number
    return None
