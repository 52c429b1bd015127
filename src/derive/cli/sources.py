"""Which files a command is about: the paths given, the ``derivations/`` folder here, or the shipped ones."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from derive.cli.streams import say
from derive.collect import default_root, derivation_files, shipped
from derive.errors import AuthoringError

if TYPE_CHECKING:
    from derive.report.model import Problem

NO_FOLDER = (
    "there is no derivations/ folder here: name a file or a folder, or use --shipped "
    "for the derivations that come with derive"
)


ENDINGS = (".jsonl", ".ndjson")
STANDARD_INPUT = "-"


def is_claims_file(path: str) -> bool:
    """Whether a path of the command line means claims: by its ending, or standard input.

    >>> is_claims_file("claims.jsonl"), is_claims_file("-"), is_claims_file("derivations")
    (True, True, False)
    """
    return path == STANDARD_INPUT or path.lower().endswith(ENDINGS)


@dataclass(frozen=True)
class Sources:
    """The files, the paths that are none, and where they were looked for (None: nowhere to look)."""

    files: tuple[Path, ...]
    problems: tuple[Problem, ...]
    roots: tuple[Path, ...] | None

    @property
    def why_empty(self) -> str:
        """What to tell a person when nothing was found in these sources."""
        if self.roots is None:
            return NO_FOLDER
        places = ", ".join(str(root) for root in self.roots)
        return f"there is no derivation in {places}: write one with @derivation, or use --shipped"


def sources(options: Namespace) -> Sources:
    """The sources that the command line names; a wrong path does not keep the others from being read."""
    roots = [Path(path) for path in options.paths]
    if options.shipped:
        roots.append(shipped())
    if not roots:
        default = default_root()
        if default is None:
            return Sources((), (), None)
        roots = [default]
    files: dict[Path, Path] = {}
    problems = []
    for root in roots:
        try:
            files |= {file.resolve(): file for file in derivation_files([root])}
        except AuthoringError as error:
            from derive.report.model import Problem

            problems.append(Problem(path=error.path or str(root), line=error.line, message=error.message))
    return Sources(tuple(files.values()), tuple(problems), tuple(roots))


def tell(problems: Iterable[Problem]) -> None:
    """One line each to standard error, in the order of the files."""
    for problem in sorted(problems, key=lambda p: (p.path or "", p.line or 0)):
        where = ":".join(str(part) for part in (problem.path, problem.line) if part is not None)
        say(f"{where}: {problem.message}")
