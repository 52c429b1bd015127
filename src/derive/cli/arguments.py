"""What may be typed: the commands with their options, and the nearest known word for a misspelt one."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NoReturn

from derive import __version__

HOMES = {
    "check": "derive.cli.check",
    "list": "derive.cli.listing",
    "show": "derive.cli.show",
    "init": "derive.cli.starting:init",
    "new": "derive.cli.starting:new",
    "doctor": "derive.cli.starting:doctor",
    "completion": "derive.cli.starting:complete",
}
"""The module behind each command; its `run(options)`, or the function named, returns the exit code."""

FORMATS = ("text", "json", "junit", "sarif", "github", "gitlab", "markdown", "gradescope", "prairielearn")

LONGEST = 86_400.0
"""No step may be given more than a day."""

TAKING_PATHS = ("check", "list", "show")

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


def top_parser() -> Parser:
    """The parser of the whole command line, as completion reads it."""
    return _parsers()[0]


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
    for parser in (check, listing, show):
        _add_sources(parser)
    init = command("init", "make a project for a solution key: a page to start from, CI, pre-commit")
    init.add_argument("folder", metavar="FOLDER", nargs="?", default=".", help="where (default: here)")
    init.add_argument(
        "--from", metavar="SOURCE", dest="source",
        help="where the project installs derive from: a checkout or the address of a repository",
    )  # fmt: skip
    new = command("new", "write a derivation to start from")
    new.add_argument("name", metavar="NAME", help="name of the derivation, and of its file")
    new.add_argument("folder", metavar="FOLDER", nargs="?", default="derivations", help="where")
    doctor = command("doctor", "print versions, cores and optional extras")
    complete = command("completion", "print a script that teaches a shell to complete derive's commands")
    complete.add_argument("shell", metavar="bash|zsh|fish", type=one_of("bash", "zsh", "fish"), help="the shell")
    commands = {
        "check": check, "list": listing, "show": show, "init": init, "new": new, "doctor": doctor,
        "completion": complete,
    }  # fmt: skip
    for parser in (init, new, doctor, complete):
        parser.set_defaults(paths=[])
    return top, commands


def _add_sources(parser: Parser) -> None:
    parser.add_argument(
        "paths", metavar="PATHS", nargs="*",
        help="files and folders with derivations (default: ./derivations)",
    )  # fmt: skip
    parser.add_argument("--shipped", action="store_true", help="those that come with derive")
    parser.add_argument(
        "--timeout", metavar="SECONDS", type=seconds,
        help="time that one step, one import or one body may take (default: 10)",
    )  # fmt: skip


def _add_check_options(parser: Parser) -> None:
    parser.add_argument(
        "-k", metavar="EXPR", dest="keep",
        help='only derivations whose id "path::name" matches, as in -k "flow and not (kl or optimal)"',
    )  # fmt: skip
    parser.add_argument(
        "--format", metavar="|".join(FORMATS), type=one_of(*FORMATS), action=Format, dest="outputs",
        help="form of the report, repeatable (default: text)",
    )  # fmt: skip
    parser.add_argument(
        "-o", "--output", metavar="FILE", action=File, dest="outputs",
        help="where the form named before it goes (default: standard output)",
    )  # fmt: skip
    parser.add_argument(
        "--baseline", metavar="FILE",
        help="exit 3 if a step is worse known than this file says; it excuses nothing",
    )  # fmt: skip
    parser.add_argument("--update-baseline", action="store_true", help="write the baseline file anew")
    parser.add_argument("--watch", action="store_true", help="check again what changes, until Ctrl-C")
    parser.add_argument("--jobs", metavar="N", type=count, help="worker processes (default: one a core)")
    parser.add_argument(
        "--trust", metavar="cas|exact", type=one_of("cas", "exact"),
        help="the weakest ground that a proof may rest on; the rest shows as supported (default: cas)",
    )  # fmt: skip
    levels = ("conditional", "supported", "undecided", "refuted")
    parser.add_argument(
        "--fail-on", metavar="|".join(levels), type=one_of(*levels),
        help="exit 3 for a verdict at this level or worse; refuted steps always exit 1 (default: undecided)",
    )  # fmt: skip


class Format(argparse.Action):
    """One more form of the report, for standard output until `-o` says otherwise."""

    def __call__(self, parser: Any, options: Any, values: Any, option_string: str | None = None) -> None:
        """Take the name of the form."""
        setattr(options, self.dest, [*(getattr(options, self.dest) or []), (values, None)])


class File(argparse.Action):
    """The file of the form named last; of the text if none was named."""

    def __call__(self, parser: Any, options: Any, values: Any, option_string: str | None = None) -> None:
        """Take the name of the file."""
        *before, (form, file) = getattr(options, self.dest) or [("text", None)]
        if file is not None:
            parser.error(f"{option_string} {values}: name the form that goes there with --format before it")
        setattr(options, self.dest, [*before, (form, values)])


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
