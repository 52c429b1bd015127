"""What a command goes by: the command line first, then ``[tool.derive]`` of the project, then defaults."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import Any

from derive import configuration
from derive.workers import MEMORY

TIMEOUT = 10.0
"""Seconds that one step, one import or one body may take unless somebody says otherwise."""


def settle(options: Namespace) -> None:
    """Fill what the command line left open; a path that it names replaces those of the project.

    Raises `AuthoringError` for a configuration that cannot be read.
    """
    project = configuration.load(Path.cwd())
    if not options.paths and not options.shipped and project.paths is not None:
        options.paths = [str(_from_here(path)) for path in project.paths]
    options.timeout = _first(options.timeout, project.timeout, TIMEOUT)
    if options.command == "check":
        options.jobs = _first(options.jobs, project.jobs)
        options.memory = _first(options.memory, MEMORY)
        options.trust = _first(options.trust, project.trust, "cas")
        options.fail_on = _first(options.fail_on, project.fail_on, "undecided")
        options.outputs = options.outputs or [(form, None) for form in project.format or ("text",)]
        options.baseline = _first(options.baseline, project.baseline)
        options.points = project.points or {}


def _first(*values: Any) -> Any:
    """The first that is not None, else None."""
    return next((value for value in values if value is not None), None)


def _from_here(path: Path) -> Path:
    """The path as seen from the working folder, where it lies below."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path
