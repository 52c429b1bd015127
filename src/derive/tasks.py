"""What is asked of a worker."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Task:
    """A piece of work for a worker: what to do with which derivation of which file.

    `known` holds evidence (as data) of an earlier attempt, by the key of the claim.  A `hurried` task
    only reads: whatever is not known yet is given up.  Where it is `repairing`, refuted claims get a repair.
    `seed` and `most` say which slips to plant, and how many in a step; or which points to draw, and how many,
    for so many `threads`.
    """

    action: str
    path: str
    name: str | None = None
    width: int = 80
    known: dict[str, Any] = field(default_factory=dict)
    hurried: bool = False
    repairing: bool = True
    seed: int = 0
    most: int = 0
    threads: int = 1


def shown_path(path: str) -> str:
    """`path` as a person here would write it."""
    full = Path(path).resolve()
    here = Path.cwd()
    return full.relative_to(here).as_posix() if full.is_relative_to(here) else str(full)
