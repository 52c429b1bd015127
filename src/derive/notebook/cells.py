"""The text of a cell -> a derivation: chains of expressions in SymPy's notation, which are read and never executed.

Lines stand below each other with their relations between them; what stands behind a # is the reason.  A blank
line ends a chain, unless the next line goes on with a relation.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import zip_longest
from typing import Annotated, Any

from sympy import Expr

from derive.calculation import Assumption, Calculation, Relation, Step, calc
from derive.claim import Reading
from derive.errors import AuthoringError
from derive.page import Derivation
from derive.reader.claims import check_hypotheses, reading_of
from derive.reader.declarations import Declaration, check_name, declared
from derive.reader.errors import UnreadableText
from derive.reader.expressions import read, read_condition
from derive.reader.lexing import checked

SIGN = re.compile(r"<=|>=|!=|==|=|<|>|≤|≥|≠")
PLAIN = {"≤": "<=", "≥": ">=", "≠": "!="}
OPENING, CLOSING = "([{", ")]}"


@dataclass
class Link:
    """A line of a chain as text: its relation, its right side, its place in the cell, and the reason."""

    relation: str
    text: str
    line: int
    reason: str | None = None


@dataclass
class Written:
    """A chain as text."""

    head: str
    line: int
    links: list[Link] = field(default_factory=list)


def derivation_of(
    cell: str, *, domains: Mapping[str, Any], assuming: Sequence[str] = (), values: str | None = None,
) -> Derivation:  # fmt: skip
    """The derivation that a cell writes down over declared variables.

    Raises `AuthoringError` that says which line cannot be read, and where.

    >>> derivation_of("(x + 1)**2 = x**2 + 2*x + 1", domains={"x": "real"}).conclusion
    x**2 + 2*x + 1
    >>> derivation_of("x + = 2", domains={"x": "real"})
    Traceback (most recent call last):
    derive.errors.AuthoringError: line 1: a value is missing behind +
        x +
           ^
    """
    known = {check_name(variable): declared(variable, domain) for variable, domain in domains.items()}
    reading = reading_of(values, any(not declaration.domain.is_real for declaration in known.values()))
    chains = list(written(cell))

    def body(*symbols: Any) -> dict[str, Any]:
        names = dict(zip(known, symbols, strict=True))
        facts = {f"assumption {i}": a for i, a in enumerate(_assumptions(assuming, names, reading), 1)}
        names_of_chains = ["main"] if len(chains) == 1 else [f"chain {i}" for i in range(1, len(chains) + 1)]
        read_chains = (_read(chain, names, reading) for chain in chains)
        return {**facts, **dict(zip(names_of_chains, read_chains, strict=True))}

    body.__name__ = "cell"
    body.__annotations__ = {variable: Annotated[Expr, found.domain] for variable, found in known.items()}
    found = Derivation(_signed(body, list(known)), "", _conditions(known), reading.value)
    found.path, found.line = "cell", 1
    _check(found)
    return found


def written(cell: str) -> Iterator[Written]:
    """The chains of a cell.

    >>> [(chain.head, [(link.relation, link.text, link.reason) for link in chain.links])
    ...  for chain in written("a + a = 2*a  # twice\\n  <= b")]
    [('a + a', [('=', '2*a', 'twice'), ('<=', 'b', None)])]
    """
    chain: Written | None = None
    was_blank = True
    depth = 0
    for number, line in enumerate(cell.splitlines(), start=1):
        text, _, reason = line.partition("#")
        signs, depth = _signs(text, depth)
        if was_blank and text.strip() and not (chain and signs and not text[: signs[0].start()].strip()):
            yield from _finished(chain)
            chain = Written("", number)
        if chain is not None:
            _take(chain, text, signs, number, reason.strip() or None)
        was_blank = not text.strip() and (was_blank or not line.strip())
    if chain is None:
        raise AuthoringError("there is nothing in this cell: write a chain, as in (x + 1)**2 = x**2 + 2*x + 1")
    yield from _finished(chain)


def _signs(text: str, depth: int) -> tuple[list[re.Match[str]], int]:
    """The relations of a line that stand in no bracket, and how deep its end stands in brackets."""
    found = []
    position = 0
    while position < len(text):
        sign = SIGN.match(text, position)
        depth += (text[position] in OPENING) - (text[position] in CLOSING)
        if sign is not None and depth == 0:
            found.append(sign)
        position = sign.end() if sign is not None else position + 1
    return found, depth


def _take(chain: Written, text: str, signs: list[re.Match[str]], number: int, reason: str | None) -> None:
    """Add a line of the cell to a chain."""
    first = (text[: signs[0].start()] if signs else text).strip()
    if chain.links:
        chain.links[-1].text = f"{chain.links[-1].text} {first}".strip()
    else:
        chain.head = f"{chain.head} {first}".strip()
    for sign, following in zip_longest(signs, signs[1:]):
        if sign.group() == "==":
            raise AuthoringError(f"line {number}: " + UnreadableText(
                "a chain is written with a single =", text.rstrip(), sign.start()).message)  # fmt: skip
        part = text[sign.end() : following.start() if following else None].strip()
        chain.links.append(Link(PLAIN.get(sign.group(), sign.group()), part, number))
    if signs:
        chain.links[-1].reason = reason


def _finished(chain: Written | None) -> Iterator[Written]:
    if chain is None:
        return
    if not chain.links:
        _plain(chain.head, chain.line)
        raise AuthoringError(f"line {chain.line}: nothing is claimed here: write a chain, as in a = b, or a <= b")
    yield chain


def _plain(text: str, line: int) -> None:
    """Refuse what is no mathematics at all, such as a bracket that is never closed."""
    try:
        checked(text)
    except AuthoringError as error:
        raise AuthoringError(f"line {line}: {error.message}") from None


def _read(chain: Written, names: Mapping[str, Any], reading: Reading) -> Calculation:
    head = _side(chain.head, chain.line, names, reading)
    steps = [
        Step(Relation(link.relation), _side(link.text, link.line, names, reading), link.line, link.reason)
        for link in chain.links
    ]
    return replace(calc(head, *steps), line=chain.line)


def _side(text: str, line: int, names: Mapping[str, Any], reading: Reading) -> Any:
    try:
        return read(text, names, reading)
    except AuthoringError as error:
        hint = ""
        if "is not declared" in error.message:
            hint = '\n(variables are declared in the first line, as in %%derive --let "x=real")'
        raise AuthoringError(f"line {line}: {error.message}{hint}") from None


def _assumptions(texts: Sequence[str], names: Mapping[str, Any], reading: Reading) -> Iterator[Assumption]:
    for text in texts:
        try:
            yield from (Assumption(fact, 1) for fact in read_condition(text, names, reading))
        except AuthoringError as error:
            raise AuthoringError(f"--assume: {error.message}") from None


def _conditions(known: Mapping[str, Declaration]) -> Callable[..., Any] | None:
    """What declarations say beside domains: values that a variable does not take."""
    if not any(declaration.excluded for declaration in known.values()):
        return None

    def where(*symbols: Any) -> tuple[Any, ...]:
        pairs = zip(known.values(), symbols, strict=True)
        return tuple(fact for declaration, symbol in pairs for fact in declaration.conditions(symbol))

    return _signed(where, list(known))


def _signed(function: Callable[..., Any], names: Sequence[str]) -> Callable[..., Any]:
    """The function with parameters of these names."""
    kind = inspect.Parameter.POSITIONAL_OR_KEYWORD
    parameters = [inspect.Parameter(name, kind) for name in names]
    function.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    return function


def _check(derivation: Derivation) -> None:
    """Read the whole cell now, and refuse hypotheses that nothing meets."""
    first = derivation.page.calculations[0]
    check_hypotheses(derivation.claim(first.head, first.steps[0].relation, first.steps[0].rhs))
