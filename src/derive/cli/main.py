"""The `derive` command: whatever happens ends in a line that a person can act on, and an exit code.

Nothing heavy is loaded here, so that `--help` and `--version` answer at once; each command is a
module of its own, imported when it is asked for.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from importlib import import_module

from derive.cli.arguments import HOMES, TAKING_PATHS, parsed
from derive.cli.streams import flush, prepare, say
from derive.errors import AuthoringError

INTERRUPTED = 130
DEFECT = 4
MISUSE = 2


def main(words: Sequence[str] | None = None) -> int:
    """Run the command that `words` (the command line, unless given) ask for, and return its exit code."""
    prepare()
    try:
        code = _run(sys.argv[1:] if words is None else words)
        flush()
    except KeyboardInterrupt:
        say("interrupted")
        return INTERRUPTED
    except AuthoringError as error:
        say(str(error))
        return MISUSE
    except Exception as error:
        if os.environ.get("DERIVE_DEBUG"):
            raise
        what = f"{type(error).__name__}: {error}"
        say(f"a defect of derive, please report it: {what} (DERIVE_DEBUG=1 shows where)")
        return DEFECT
    return code


def _run(words: Sequence[str]) -> int:
    try:
        options = parsed(words)
    except SystemExit as end:  # --help, --version, or a misuse that argparse has explained
        return end.code if isinstance(end.code, int) else MISUSE
    if options.command in TAKING_PATHS:
        from derive.cli.settings import settle

        settle(options)
    module, _, function = HOMES[options.command].partition(":")
    code: int = getattr(import_module(module), function or "run")(options)
    return code
