"""`derive decide LHS REL RHS`: one claim, one verdict with its evidence."""

from __future__ import annotations

import json
import re
import sys
from argparse import Namespace
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from derive import workers
from derive.claims.answers import Answer
from derive.claims.crew import Crew
from derive.claims.lines import Line
from derive.claims.standing import Standing
from derive.cli.settings import TIMEOUT
from derive.cli.streams import say, write
from derive.errors import AuthoringError
from derive.evidence import Trust, as_trusted
from derive.report.model import SCHEMA


def run(options: Namespace) -> int:
    """Decide the claim, write what is known, and return the exit code."""
    entry = entry_of(options)
    workers.warm_up()
    answer = _answer(options, entry)
    standing = Standing(fail_on=options.fail_on or "undecided")
    standing.add(answer)
    if options.format == "json":
        write(_json(entry, answer))
    elif answer.evidence is None:
        _tell(answer.error or "")
    else:
        write(_text(answer))
        if _is_imaginary(entry) and answer.evidence.verdict.value == "undecided":
            say("the claim is read over the real numbers, and names I: --complex reads it on principal branches")
    return standing.exit_code


def entry_of(options: Namespace) -> dict[str, Any]:
    """The claim of the command line, as a line of a claims file would state it.

    Raises `AuthoringError` for a declaration without a name or a domain.
    """
    values = "complex" if options.complex else "real" if options.real else None
    entry: dict[str, Any] = {
        "lhs": options.lhs.strip(), "relation": options.relation, "rhs": options.rhs.strip(),
        "symbols": declarations(options.let or ()),
        "assuming": [text.strip() for text in options.assume or ()],
    }  # fmt: skip
    return entry if values is None else entry | {"values": values}


def declarations(texts: Sequence[str]) -> dict[str, str]:
    """What ``x=real`` and ``x,y=real`` declare, by name."""
    found: dict[str, str] = {}
    for text in texts:
        names, sign, domain = text.partition("=")
        if not sign or not names.strip() or not domain.strip():
            raise AuthoringError(f"--let {text!r}: write it as in --let x=real, or --let n=integer,positive")
        for name in (name.strip() for name in names.split(",")):
            if name in found:
                raise AuthoringError(f"--let declares {name} twice: write --let {name}={found[name]},{domain.strip()}")
            found[name] = domain.strip()
    return found


def _answer(options: Namespace, entry: dict[str, Any]) -> Answer:
    line = Line(1, json.dumps(entry).encode())
    crew = Crew(
        timeout=options.timeout or TIMEOUT, jobs=1, memory=options.memory or workers.MEMORY,
        repairing=not options.no_repair,
    )  # fmt: skip
    answer = next(crew.answers(_Single(line)))
    if options.trust == "exact" and answer.evidence is not None:
        return replace(answer, evidence=as_trusted(answer.evidence, at_least=Trust.RULE))
    return answer


class _Single:
    """A stream of one line."""

    def __init__(self, line: Line) -> None:
        self.line = line
        self.is_exhausted = False

    def take(self) -> Line | None:
        """The line, once."""
        line = None if self.is_exhausted else self.line
        self.is_exhausted = True
        return line


def _is_imaginary(entry: dict[str, Any]) -> bool:
    """Whether a claim that nobody called complex names the imaginary unit."""
    return "values" not in entry and any(re.search(r"\bI\b", entry[side]) for side in ("lhs", "rhs"))


def _json(entry: dict[str, Any], answer: Answer) -> str:
    known = answer.as_json()
    known.pop("id")
    known.pop("line", None)
    return json.dumps({"schema": SCHEMA, "claim": entry, **known}, indent=2, allow_nan=False) + "\n"


def _text(answer: Answer) -> str:
    from rich.console import Group

    from derive.cli.terminal import rendered, width
    from derive.report.claims import verdict_on

    return rendered(Group(*verdict_on(answer, width())))


def _tell(error: str) -> None:
    """An error to standard error, with its caret below the text."""
    first, *rest = error.splitlines()
    say(first)
    sys.stderr.write("".join(f"{line}\n" for line in rest))
