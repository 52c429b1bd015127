"""What may be typed: the commands with their options."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from derive import __version__
from derive.cli.values import File, Format, count, megabytes, nearest, one_of, percent, points, seconds, whole

HOMES = {
    "check": "derive.cli.check",
    "decide": "derive.cli.decide",
    "verify": "derive.cli.verify",
    "mutate": "derive.cli.mutate",
    "list": "derive.cli.listing",
    "show": "derive.cli.show",
    "init": "derive.cli.starting:init",
    "new": "derive.cli.starting:new",
    "doctor": "derive.cli.starting:doctor",
    "cache": "derive.cli.caching",
    "completion": "derive.cli.starting:complete",
}
"""The module behind each command; its `run(options)`, or the function named, returns the exit code."""

FORMATS = ("text", "json", "jsonl", "junit", "sarif", "github", "gitlab", "markdown", "html", "gradescope",
           "prairielearn")  # fmt: skip


TAKING_PATHS = ("check", "list", "show", "mutate", "verify")

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

    def parse_claim(self, words: Sequence[str]) -> argparse.Namespace:
        """The options in `words` around a claim; an expression may begin with a minus."""
        end = words.index("--") if "--" in words else len(words)
        shielded = [word if self._is_option(word) else _shielded(word) for word in words[:end]]
        options, rest = self.parse_known_args([*shielded, *map(_shielded, words[end + 1 :])])
        if rest:
            word = rest[0].strip()
            hint = nearest(word.split("=")[0], self.options) if word.startswith("-") else ": quote each side"
            self.error(f"unrecognized arguments: {' '.join(map(str.strip, rest))}{hint}")
        return options

    def _is_option(self, word: str) -> bool:
        """Whether a word is meant as an option, not as ``-x`` or the like."""
        return word.split("=")[0] in self.options or (word.startswith("--") and word[2:3].isalpha())

    @property
    def options(self) -> list[str]:
        """All option strings that this parser knows."""
        return [name for action in self._actions for name in action.option_strings]


def _shielded(word: str) -> str:
    """The word, so that argparse does not take it for an option."""
    return f" {word}" if word.startswith("-") else word


def parsed(words: Sequence[str]) -> argparse.Namespace:
    """The command and its options; ends with SystemExit for --help, --version and wrong usage."""
    top, commands = _parsers()
    if not words:
        top.print_help()
        raise SystemExit(2)
    first = words[0]
    if first == "decide":
        return commands[first].parse_claim(words[1:])
    if first in commands:
        return commands[first].parse_all(words[1:])
    if not first.startswith("-"):
        top.error(f"invalid choice: {first!r} (choose from {', '.join(commands)}){nearest(first, commands)}")
    if first not in top.options:
        behind = any(first.split("=")[0] in parser.options for parser in commands.values())
        hint = "; options stand behind the command" if behind else nearest(first, top.options)
        top.error(f"unrecognized arguments: {first}{hint}")
    return top.parse_args(words)


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
    decide = command("decide", "decide one claim: a left side, a relation, a right side")
    _add_decide_options(decide)
    mutate = command("mutate", "plant slips in the accepted steps, and say how many would be caught")
    _add_mutate_options(mutate)
    verify = command("verify", "compare both sides of every step at many points of the domains")
    _add_verify_options(verify)
    listing = command("list", "list the derivations in files and folders, without running them")
    show = command("show", "typeset one derivation in the terminal")
    show.add_argument("name", metavar="NAME", help="name of the derivation")
    show.add_argument("--latex", action="store_true", help="check it, and write align* blocks with a mark per line")
    for parser in (check, mutate, listing, show):
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
    caching = command("cache", "say where verdicts are kept and how much there is, or remove them")
    caching.add_argument(
        "action", metavar="path|size|clear", nargs="?", default="size", type=one_of("path", "size", "clear"),
        help="what to do (default: size)",
    )  # fmt: skip
    caching.add_argument("--cache", metavar="DIR", help="the folder (default: that of this user)")
    complete = command("completion", "print a script that teaches a shell to complete derive's commands")
    complete.add_argument("shell", metavar="bash|zsh|fish", type=one_of("bash", "zsh", "fish"), help="the shell")
    commands = {
        "check": check, "decide": decide, "mutate": mutate, "verify": verify, "list": listing, "show": show,
        "init": init, "new": new, "doctor": doctor, "cache": caching, "completion": complete,
    }  # fmt: skip
    for parser in (decide, init, new, doctor, caching, complete):
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
    kept = parser.add_mutually_exclusive_group()
    kept.add_argument("--cache", metavar="DIR", help="where verdicts are kept (default: a folder of this user)")
    kept.add_argument("--no-cache", action="store_true", help="keep none, and work everything out anew")


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
    parser.add_argument("--no-repair", action="store_true", help="do not look for what makes a refuted step true")
    parser.add_argument("--watch", action="store_true", help="check again what changes, until Ctrl-C")
    parser.add_argument("--jobs", metavar="N", type=count, help="worker processes (default: one a core)")
    parser.add_argument(
        "--budget", metavar="SECONDS", type=seconds,
        help="time that the whole run may take; steps not reached by then are undecided (default: no end)",
    )  # fmt: skip
    parser.add_argument(
        "--memory", metavar="MB", type=megabytes,
        help="memory that a worker may take beside the engine itself (default: 4096)",
    )  # fmt: skip
    parser.add_argument(
        "--trust", metavar="cas|exact", type=one_of("cas", "exact"),
        help="the weakest ground that a proof may rest on; the rest shows as supported (default: cas)",
    )  # fmt: skip
    levels = ("conditional", "supported", "undecided", "refuted")
    parser.add_argument(
        "--fail-on", metavar="|".join(levels), type=one_of(*levels),
        help="exit 3 for a verdict at this level or worse; refuted steps always exit 1 (default: undecided)",
    )  # fmt: skip


def _add_mutate_options(parser: Parser) -> None:
    parser.add_argument(
        "-k", metavar="EXPR", dest="keep", help='only derivations whose id "path::name" matches, as for `check`'
    )
    parser.add_argument(
        "--format", metavar="text|json", type=one_of("text", "json"), default="text", help="form of the answer"
    )
    parser.add_argument("--seed", metavar="N", type=whole, default=0, help="which slips are chosen (default: 0)")
    parser.add_argument("--slips", metavar="N", type=count, help="slips planted in a step, at most (default: 20)")
    parser.add_argument("--jobs", metavar="N", type=count, help="worker processes (default: one a core)")
    parser.add_argument(
        "--fail-under", metavar="PERCENT", type=percent, help="exit 3 if fewer slips than this are caught"
    )


def _add_decide_options(parser: Parser) -> None:
    sides = "an expression in SymPy's notation"
    for name, what in (("lhs", sides), ("relation", "one of = != < <= > >="), ("rhs", sides)):
        parser.add_argument(name, metavar=name.upper(), help=what)
    parser.add_argument(
        "--let", metavar="NAME=DOMAIN", action="append",
        help="declare a variable, repeatable: x=real, n=integer,positive, t=interval(0,1), z=complex",
    )  # fmt: skip
    parser.add_argument("--assume", metavar="RELATION", action="append", help='what holds, repeatable: "x < y"')
    reading = parser.add_mutually_exclusive_group()
    reading.add_argument("--real", action="store_true", help="every subexpression is a real number")
    reading.add_argument("--complex", action="store_true", help="complex numbers, on principal branches")
    parser.add_argument(
        "--format", metavar="text|json", type=one_of("text", "json"), default="text", help="form of the answer"
    )
    parser.add_argument("--no-repair", action="store_true", help="do not look for what makes a refuted claim true")
    parser.add_argument("--timeout", metavar="SECONDS", type=seconds, help="time that it may take (default: 10)")
    parser.add_argument("--memory", metavar="MB", type=megabytes, help="memory that it may take (default: 4096)")
    parser.add_argument(
        "--trust", metavar="cas|exact", type=one_of("cas", "exact"), default="cas",
        help="the weakest ground that a proof may rest on (default: cas)",
    )  # fmt: skip
    levels = ("conditional", "supported", "undecided", "refuted")
    parser.add_argument(
        "--fail-on", metavar="|".join(levels), type=one_of(*levels), default="undecided",
        help="exit 3 for a verdict at this level or worse (default: undecided)",
    )  # fmt: skip


def _add_verify_options(parser: Parser) -> None:
    parser.add_argument(
        "paths", metavar="PATHS", nargs="*", help="files and folders with derivations (default: ./derivations)"
    )
    parser.add_argument("--shipped", action="store_true", help="those that come with derive")
    parser.add_argument("-k", metavar="EXPR", dest="keep", help="only derivations whose id matches, as for check")
    parser.add_argument(
        "--samples", metavar="N", type=points, default=1_000_000, help="points a derivation (default: 1e6)"
    )
    parser.add_argument("--seed", metavar="N", type=whole, default=0, help="what the points depend on (default: 0)")
    parser.add_argument("--jobs", metavar="N", type=count, help="worker processes (default: one a core)")
    parser.add_argument(
        "--format", metavar="text|json", type=one_of("text", "json"), default="text", help="form of the tables"
    )
    parser.add_argument(
        "--timeout", metavar="SECONDS", type=seconds,
        help="time that one import, one body, or the closer look at one step may take (default: 10)",
    )  # fmt: skip


