"""What may be typed: the commands with their options, and the nearest known word for a misspelt one."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Sequence
from typing import NoReturn

from derive import __version__

HOMES = {"check": "derive.cli.check", "list": "derive.cli.listing", "show": "derive.cli.show"}
"""The module behind each command; its `run(options)` returns the exit code."""

LONGEST = 86_400.0
"""No step may be given more than a day."""

EXIT_CODES = """\
exit codes, the worst wins in this order:
  130  interrupted
  4    internal contradiction: two engines disagree, or another defect of derive
  2    wrong usage, or a derivation that cannot be read
  1    a refuted step, or an erratum that was not confirmed
  3    a step as weak as --fail-on says
  5    nothing to check
  0    all is well
"""


class Parser(argparse.ArgumentParser):
    """An argument parser that names the nearest option to one that it does not know."""

    def parse_all(self, words: Sequence[str]) -> argparse.Namespace:
        """The options in `words`; paths may stand before, between and behind them, and behind ``--``."""
        end = words.index("--") if "--" in words else len(words)
        options, rest = self.parse_known_args(words[:end])
        unknown = next((word for word in rest if word.startswith("-")), None)
        if unknown is not None:
            self.error(f"unrecognized arguments: {unknown}{nearest(unknown.split('=')[0], self.options)}")
        options.paths = [*options.paths, *rest, *words[end + 1 :]]
        return options

    @property
    def options(self) -> list[str]:
        """All option strings that this parser knows."""
        return [name for action in self._actions for name in action.option_strings]


def parsed(words: Sequence[str]) -> argparse.Namespace:
    """The command and its options; ends with SystemExit for --help, --version and wrong usage."""
    top, commands = _parsers()
    if not words:
        top.print_help()
        raise SystemExit(2)
    first = words[0]
    if first in commands:
        return commands[first].parse_all(words[1:])
    if not first.startswith("-"):
        top.error(f"invalid choice: {first!r} (choose from {', '.join(commands)}){nearest(first, commands)}")
    if first not in top.options:
        behind = any(first.split("=")[0] in parser.options for parser in commands.values())
        hint = "; options stand behind the command" if behind else nearest(first, top.options)
        top.error(f"unrecognized arguments: {first}{hint}")
    return top.parse_args(words)


def nearest(word: str, known: Iterable[str]) -> str:
    """A question that names the known word most like `word`; empty if none is."""
    from difflib import get_close_matches

    close = get_close_matches(word, list(known), n=1, cutoff=0.5)
    return f"; did you mean {close[0]}?" if close else ""


def _parsers() -> tuple[Parser, dict[str, Parser]]:
    top = Parser(
        prog="derive", allow_abbrev=False, epilog=EXIT_CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        description="Check mathematical derivations: every step proved, refuted, supported or undecided.",
    )  # fmt: skip
    top.add_argument("--version", action="version", version=f"derive {__version__}")
    group = top.add_subparsers(metavar="COMMAND", parser_class=Parser, required=True)

    def command(name: str, summary: str) -> Parser:
        parser = group.add_parser(
            name, help=summary, description=f"{summary[0].upper()}{summary[1:]}.", allow_abbrev=False
        )
        parser.set_defaults(command=name)
        return parser

    check = command("check", "decide every step of the derivations in files and folders")
    _add_check_options(check)
    listing = command("list", "list the derivations in files and folders, without running them")
    show = command("show", "typeset one derivation in the terminal")
    show.add_argument("name", metavar="NAME", help="name of the derivation")
    commands = {"check": check, "list": listing, "show": show}
    for parser in commands.values():
        _add_sources(parser)
    return top, commands


def _add_sources(parser: Parser) -> None:
    parser.add_argument(
        "paths", metavar="PATHS", nargs="*",
        help="files and folders with derivations (default: ./derivations)",
    )  # fmt: skip
    parser.add_argument("--shipped", action="store_true", help="those that come with derive")
    parser.add_argument(
        "--timeout", metavar="SECONDS", type=seconds, default=10.0,
        help="time that one step, one import or one body may take (default: 10)",
    )  # fmt: skip


def _add_check_options(parser: Parser) -> None:
    parser.add_argument(
        "-k", metavar="EXPR", dest="keep",
        help='only derivations whose id "path::name" matches, as in -k "flow and not (kl or optimal)"',
    )  # fmt: skip
    parser.add_argument(
        "--format", metavar="text|json", type=one_of("text", "json"), default="text",
        help="form of the report (default: text)",
    )  # fmt: skip
    parser.add_argument("--jobs", metavar="N", type=count, help="worker processes (default: one a core)")
    parser.add_argument(
        "--trust", metavar="cas|exact", type=one_of("cas", "exact"), default="cas",
        help="the weakest ground that a proof may rest on; the rest shows as supported (default: cas)",
    )  # fmt: skip
    levels = ("conditional", "supported", "undecided", "refuted")
    parser.add_argument(
        "--fail-on", metavar="|".join(levels), type=one_of(*levels), default="undecided",
        help="exit 3 for a verdict at this level or worse; refuted steps always exit 1 (default: undecided)",
    )  # fmt: skip


def one_of(*words: str) -> Callable[[str], str]:
    """A type of argument: one of `words`."""

    def choice(text: str) -> str:
        if text not in words:
            raise argparse.ArgumentTypeError(
                f"invalid choice: {text!r} (choose from {', '.join(words)}){nearest(text, words)}"
            )
        return text

    return choice


def seconds(text: str) -> float:
    """A type of argument: a positive time, of a day at most."""
    try:
        value = float(text)
    except ValueError:
        value = 0.0
    if not 0 < value <= LONGEST:  # false for nan too
        _refuse(text, f"a positive number of seconds, {LONGEST:g} at most")
    return value


def count(text: str) -> int:
    """A type of argument: 1, 2, 3, ..."""
    if not (text.isascii() and text.isdigit() and 0 < int(text) <= 1024):
        _refuse(text, "a whole number from 1 to 1024")
    return int(text)


def _refuse(text: str, wanted: str) -> NoReturn:
    raise argparse.ArgumentTypeError(f"expected {wanted}, but got {text!r}")
