"""`derive init`, `derive new`, `derive doctor` and `derive completion`: what a project starts with."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from derive.cli.streams import say, write


def init(options: Namespace) -> int:
    """Make a project in the folder that was named."""
    from derive.cli import project

    folder = Path(options.folder)
    written = project.init(folder, options.source)
    _tell(written)
    for kept in sorted(set(project.targets(folder)) - set(written)):
        say(f"kept {kept}, which was there")
    return 0


def new(options: Namespace) -> int:
    """Write a derivation to start from."""
    from derive.cli import project

    _tell(project.new(options.name, Path(options.folder)))
    return 0


def doctor(options: Namespace) -> int:
    """Print what verdicts rest on, and what this machine offers."""
    from derive.cli.doctor import diagnosis

    rows = diagnosis()
    width = max(len(name) for name, _ in rows)
    write("".join(f"{name:{width}}  {value}\n" for name, value in rows))
    return 0


def complete(options: Namespace) -> int:
    """Print a completion script."""
    from derive.cli.arguments import top_parser
    from derive.cli.completion import completion

    write(completion(top_parser(), options.shell))
    return 0


def _tell(files: list[Path]) -> None:
    write("".join(f"wrote {file}\n" for file in files) or "nothing was missing\n")
