"""The reference of the command line, read off the argument parser."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from derive.cli.arguments import EXIT_CODES, Parser, top_parser

HEAD = """# Command line

What `derive` takes, as the program itself knows it; `derive COMMAND --help` prints the same. Written by
`python -m tests.docs.write`.
"""


def reference() -> str:
    """The whole page."""
    top = top_parser()
    (commands,) = (action for action in top._actions if isinstance(action, argparse._SubParsersAction))
    summaries = {choice.dest: choice.help or "" for choice in commands._choices_actions}
    parts = [HEAD, *_contents(summaries)]
    for name, parser in commands.choices.items():
        parts += [f"\n## derive {name}\n", *_of_command(parser)]
    return "\n".join([*parts, *_exit_codes(), ""])


def _contents(summaries: dict[str, str]) -> Iterator[str]:
    yield "| command | what it does |\n|---|---|"
    for name, summary in summaries.items():
        yield f"| [`{name}`](#derive-{name}) | {summary} |"


def _of_command(parser: Parser) -> Iterator[str]:
    described = [action for action in parser._actions if action.help and "--help" not in action.option_strings]
    yield f"```text\n{' '.join(['derive', *_usage(parser, described)])}\n```\n"
    yield f"{parser.description}\n"
    if described:
        yield "| option | meaning |\n|---|---|"
    for action in described:
        yield f"| `{_invocation(action)}` | {_cell(' '.join([action.help or '', *_choices(action)]))} |"


def _usage(parser: Parser, actions: list[argparse.Action]) -> Iterator[str]:
    yield parser.prog.split()[-1]
    if any(action.option_strings for action in actions):
        yield "[OPTIONS]"
    for action in actions:
        if not action.option_strings:
            yield f"[{action.metavar}]" if action.nargs in ("?", "*") else str(action.metavar)


def _invocation(action: argparse.Action) -> str:
    """``-o FILE, --output FILE`` is written ``-o, --output FILE``; words to choose from stand beside it."""
    taken = "" if action.nargs == 0 or action.metavar is None else str(action.metavar)
    return " ".join(filter(None, [", ".join(action.option_strings), "WORD" if "|" in taken else taken]))


def _choices(action: argparse.Action) -> Iterator[str]:
    """The words to choose from: a metavar such as ``cas|exact``."""
    words = str(action.metavar).split("|")
    if len(words) > 1:
        yield f"– one of {', '.join(f'`{word}`' for word in words)}"


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def _exit_codes() -> Iterator[str]:
    """The codes as a table; the epilogue of ``--help`` is a title and lines of a number and its meaning."""
    title, *lines = EXIT_CODES.strip().splitlines()
    yield f"\n## Exit codes\n\n{title[0].upper()}{title[1:]}\n\n| code | meaning |\n|---|---|"
    for line in lines:
        code, meaning = line.split(maxsplit=1)
        yield f"| {code} | {meaning} |"
