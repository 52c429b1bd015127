"""`%load_ext derive` and `%%derive`: a chain in a cell, every link of it decided and displayed."""

from __future__ import annotations

import argparse
import shlex
from typing import Any, NoReturn

from derive.cli.decide import declarations
from derive.errors import DeriveError
from derive.notebook.cells import derivation_of


def _complaint(message: str) -> Exception:
    """What IPython shows as one line, without a traceback."""
    from IPython.core.error import UsageError  # type: ignore[import-not-found,unused-ignore]

    found: Exception = UsageError(message)
    return found


class _Options(argparse.ArgumentParser):
    """A parser whose complaints are messages in the notebook."""

    def error(self, message: str) -> NoReturn:
        raise _complaint(f"%%derive: {message}\n{self.format_usage().strip()}")


def _options() -> _Options:
    parser = _Options(prog="%%derive", add_help=False, allow_abbrev=False)
    parser.add_argument("--let", metavar="NAME=DOMAIN", action="append", default=[])
    parser.add_argument("--assume", metavar="RELATION", action="append", default=[])
    parser.add_argument("--timeout", metavar="SECONDS", type=float, default=10.0)
    parser.add_argument("--into", metavar="NAME", help="the variable of the notebook that takes the report")
    reading = parser.add_mutually_exclusive_group()
    reading.add_argument("--real", dest="values", action="store_const", const="real")
    reading.add_argument("--complex", dest="values", action="store_const", const="complex")
    return parser


def load(shell: Any) -> None:
    """Register `%%derive` in a running IPython."""

    def derive(line: str, cell: str) -> None:
        """Decide every link of the chain in this cell."""
        _decide(shell, line, cell)

    shell.register_magic_function(derive, "cell", "derive")


def _decide(shell: Any, line: str, cell: str) -> None:
    try:
        words = shlex.split(line)
    except ValueError as error:
        raise _complaint(f"%%derive: {error} in {line!r}") from None
    options = _options().parse_args(words)
    try:
        derivation = derivation_of(
            cell, domains=declarations(options.let), assuming=options.assume, values=options.values
        )
        report = derivation.check(timeout=options.timeout)
    except DeriveError as error:
        raise _complaint(getattr(error, "message", str(error))) from None
    if options.into:
        shell.user_ns[options.into] = report
    from IPython.display import display  # type: ignore[import-not-found,unused-ignore]

    display(report)
