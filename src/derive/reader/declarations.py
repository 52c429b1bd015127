"""What a variable is declared to be: words that narrow the real line down -> a domain.

``{"integer": true, "positive": true}`` of a claims file and ``integer,positive`` of the command line are
the same words.  A set that no `Domain` describes is a larger one without single points.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sympy import Add, Expr, Integer, Mul, Ne, Pow, Range, Symbol, ceiling, floor, oo, sympify
from sympy.core.relational import Relational

from derive import domains
from derive.claim import Reading
from derive.domains import Domain
from derive.errors import AuthoringError
from derive.reader.errors import UnreadableText, nearest, shortened
from derive.reader.expressions import Reader
from derive.reader.lexing import is_name
from derive.reader.syntax import parsed
from derive.reader.vocabulary import RESERVED


@dataclass(frozen=True)
class Declaration:
    """The domain of a variable, and single values in it that the variable does not take."""

    domain: Domain
    excluded: tuple[Any, ...] = ()

    def conditions(self, symbol: Symbol) -> tuple[Relational, ...]:
        """That the variable takes none of the excluded values."""
        return tuple(Ne(symbol, value, evaluate=False) for value in self.excluded)


@dataclass
class _Line:
    """A part of the real line, or its whole numbers, that words make smaller."""

    low: Any = -oo
    high: Any = oo
    is_open: set[Any] = field(default_factory=set)
    is_integer: bool = False
    is_nonzero: bool = False

    def within(self, low: Any, high: Any, *, without: Iterable[Any] = ()) -> None:
        """Keep what lies between two ends; those named by `without` do not belong to it."""
        if low > self.low:
            self.low = sympify(low, strict=True)
        if high < self.high:
            self.high = sympify(high, strict=True)
        self.is_open |= set(without)

    @property
    def is_point(self) -> bool:
        """Whether a single number is left."""
        return bool(self.low == self.high) and self.low not in self.is_open and not (self.is_nonzero and self.low == 0)

    def declaration(self) -> Declaration | None:
        """The domain; None where nothing, or only a point of a line, is left."""
        return self._whole_numbers() if self.is_integer else self._interval()

    def _whole_numbers(self) -> Declaration | None:
        low, high = ceiling(self.low), floor(self.high)
        low += Integer(low in self.is_open or (self.is_nonzero and low == 0))
        high -= Integer(high in self.is_open or (self.is_nonzero and high == 0))
        if low > high:
            return None
        excluded = (Integer(0),) if self.is_nonzero and low < 0 < high else ()
        known = {(-oo, oo): domains.INTEGER, (0, oo): domains.NATURAL, (1, oo): domains.POSITIVE_INTEGER}
        domain = known.get((low, high)) or Domain(
            f"whole numbers from {low} to {high}", Range(low, high + 1), {"integer": True, **_sign(low, high)}
        )
        return Declaration(domain, excluded)

    def _interval(self) -> Declaration | None:
        if not self.low < self.high:
            return None
        is_open = self.is_open | ({0} if self.is_nonzero else set()) | {-oo, oo}
        ends = (self.low, self.low in is_open, self.high, self.high in is_open)
        hole = (Integer(0),) if self.is_nonzero and self.low < 0 and self.high > 0 else ()
        if hole and ends in KNOWN:
            return Declaration(domains.NONZERO)
        if ends in KNOWN:
            return Declaration(KNOWN[ends])
        if self.low in is_open and self.high in is_open:
            return Declaration(domains.open_interval(self.low, self.high), hole)
        excluded = tuple(end for end in (self.low, self.high) if end in is_open and end.is_finite)
        return Declaration(domains.interval(self.low, self.high), excluded + hole)


def _sign(low: Any, high: Any) -> dict[str, bool]:
    if low >= 0:
        return {"positive": True} if low > 0 else {"nonnegative": True}
    if high <= 0:
        return {"negative": True} if high < 0 else {"nonpositive": True}
    return {}


KNOWN = {
    (-oo, True, oo, True): domains.REAL,
    (0, True, oo, True): domains.POSITIVE,
    (0, False, oo, True): domains.NONNEGATIVE,
    (-oo, True, 0, True): domains.NEGATIVE,
    (0, True, 1, True): domains.UNIT_INTERVAL,
}


def _whole(line: _Line) -> None:
    line.is_integer = True


def _without_zero(line: _Line) -> None:
    line.is_nonzero = True


def _at_least(low: int) -> Callable[[_Line], None]:
    def narrow(line: _Line) -> None:
        line.is_integer = True
        line.within(low, oo)

    return narrow


WORDS: Mapping[str, Callable[[_Line], None]] = {
    "real": lambda line: None,
    "positive": lambda line: line.within(0, oo, without=[0]),
    "nonnegative": lambda line: line.within(0, oo),
    "negative": lambda line: line.within(-oo, 0, without=[0]),
    "nonpositive": lambda line: line.within(-oo, 0),
    "nonzero": _without_zero,
    "unit_interval": lambda line: line.within(0, 1, without=[0, 1]),
    "closed_unit_interval": lambda line: line.within(0, 1),
    "integer": _whole,
    "natural": _at_least(0),
    "positive_integer": _at_least(1),
}
"""What each word keeps of the real line; the word complex, alone, keeps the plane."""

COMPLEX = "complex"
TYPES = {"".join(part.capitalize() for part in word.split("_")): word for word in (*WORDS, COMPLEX)}
"""The words as derivations write them: UnitInterval is unit_interval."""

INTERVALS = ("interval", "open_interval")
ALL_WORDS = (*WORDS, COMPLEX, "interval(a, b)", "open_interval(a, b)")
KNOWN_WORDS = f" (known: {', '.join(ALL_WORDS)})"


def declared(name: str, declaration: Any) -> Declaration:
    """What a declaration says of the variable `name`.

    It is a word, several in one text or in a list, the mapping of a claims file, a `Domain`, or a type
    such as `derive.Real`.  Raises `AuthoringError` if it cannot be read, or leaves nothing.

    >>> declared("x", {"positive": True}).domain
    Domain(name='Positive')
    >>> declared("n", "integer, positive").domain
    Domain(name='PositiveInteger')
    >>> declared("t", "interval(0, 2*pi)").domain
    Domain(name='interval(0, 2*pi)')
    >>> declared("x", {"positive": True, "negative": True})
    Traceback (most recent call last):
    derive.errors.AuthoringError: x is declared positive and negative: no number is left
    """
    if isinstance(declaration, Domain):
        return Declaration(declaration)
    if isinstance(declaration, Declaration):
        return declaration
    annotated = next((d for d in getattr(declaration, "__metadata__", ()) if isinstance(d, Domain)), None)
    if annotated is not None:
        return Declaration(annotated)
    words = list(_words(name, declaration))
    narrowing = [word for word, _ in words if word not in (COMPLEX, "real")]
    if not words or all(word == COMPLEX for word, _ in words):
        return Declaration(domains.COMPLEX)
    line = _Line()
    for _, narrow in words:
        narrow(line)
    found = line.declaration()
    if found is None:
        left = f"only {line.low} is left" if line.is_point else "no number is left"
        raise AuthoringError(f"{name} is declared {' and '.join(narrowing)}: {left}")
    return found


def check_name(name: Any) -> str:
    """The name of a variable, if it may be one.

    >>> check_name("x_1")
    'x_1'
    >>> check_name("os.system")
    Traceback (most recent call last):
    derive.errors.AuthoringError: 'os.system' is no name of a variable: a letter, then letters, digits and _
    """
    if not isinstance(name, str) or not is_name(name):
        raise AuthoringError(
            f"{shortened(repr(name))} is no name of a variable: a letter, then letters, digits and _"
        )
    if name in RESERVED:
        raise AuthoringError(f"{name} is a constant: give the variable another name")
    return name


def _words(name: str, declaration: Any) -> Iterable[tuple[str, Callable[[_Line], None]]]:
    """The words of a declaration, each with what it keeps."""
    if isinstance(declaration, str):
        if not declaration.strip():
            raise AuthoringError(f"{name} is declared to be nothing: say {', '.join(ALL_WORDS)}")
        for word in _at_commas(declaration):
            yield _word(name, word)
    elif isinstance(declaration, Mapping):
        for word, value in declaration.items():
            yield _entry(name, word, value)
    elif isinstance(declaration, list | tuple):
        for word in declaration:
            if not isinstance(word, str):
                raise AuthoringError(f"the declaration of {name} holds {shortened(repr(word))}, which is no word")
            yield from _words(name, word)
    else:
        raise AuthoringError(
            f"the declaration of {name} is {shortened(repr(declaration))}: write it as in {{\"real\": true}}"
        )


def _at_commas(text: str) -> list[str]:
    """The parts of a text between the commas that stand in no bracket."""
    parts, depth = [""], 0
    for character in text:
        depth += (character == "(") - (character == ")")
        if character == "," and depth == 0:
            parts.append("")
        else:
            parts[-1] += character
    return [part.strip() for part in parts]


def _entry(name: str, word: Any, value: Any) -> tuple[str, Callable[[_Line], None]]:
    """One entry of a mapping: a word that is true, or an interval with its ends."""
    if word in INTERVALS:
        if not isinstance(value, list | tuple) or len(value) != 2:
            raise AuthoringError(f"the {word} of {name} needs two ends, as in {{\"{word}\": [0, 1]}}")
        return _between(name, word, *(str(getattr(end, "text", end)) for end in value))
    if value is not True:
        raise AuthoringError(f"the declaration {word!r} of {name} is true or left out, not {shortened(repr(value))}")
    return _word(name, str(word))


def _word(name: str, word: str) -> tuple[str, Callable[[_Line], None]]:
    word = TYPES.get(word, word)
    if word == COMPLEX:
        return word, lambda line: None
    if word in WORDS:
        return word, WORDS[word]
    found = re.fullmatch(r"(\w+)\s*\((.*)\)", word, re.DOTALL)
    if found is not None and found[1] in INTERVALS:
        ends = _at_commas(found[2])
        if len(ends) != 2:
            raise AuthoringError(f"the {found[1]} of {name} needs two ends, as in {found[1]}(0, 1)")
        return _between(name, found[1], *ends)
    hint = nearest(word.replace(" ", "_"), [*WORDS, COMPLEX, *INTERVALS])
    raise AuthoringError(
        f"{name} is declared {shortened(word)!r}, which is no domain{hint or KNOWN_WORDS}"
    )


def _between(name: str, word: str, lower: str, upper: str) -> tuple[str, Callable[[_Line], None]]:
    try:
        low, high = _end(lower), _end(upper)
    except UnreadableText as error:
        raise AuthoringError(f"the {word} of {name}: {error.message}") from None
    if not low < high:
        raise AuthoringError(f"the {word} of {name} is empty: its lower end {low} must be below the upper, {high}")
    without = (low, high) if word == "open_interval" else ()
    return f"{word}({low}, {high})", lambda line: line.within(low, high, without=without)


def _end(text: str) -> Any:
    """An end of an interval: an exact real number, or oo or -oo."""
    tree, plain = parsed(text)
    value = _worked_out(Reader(plain, {}, Reading.REAL).bound(tree))
    if value is None or not value.is_extended_real:
        raise UnreadableText("an end is a real number such as 1/2, 2*pi or sqrt(2), or oo or -oo", plain, 0)
    return value


def _worked_out(end: Expr) -> Any:
    """The value of a simple number; None for anything that might be dear to work out."""
    if end.is_Rational or end.is_NumberSymbol or end in (oo, -oo):
        return end
    parts = [_worked_out(part) for part in end.args] if isinstance(end, Add | Mul | Pow) else [None]
    if any(part is None for part in parts):
        return None
    if isinstance(end, Pow) and not _is_easy(*parts):
        return None
    return end.func(*parts)


def _is_easy(base: Any, exponent: Any) -> bool:
    return bool(base.is_Rational and exponent.is_Rational and abs(exponent) <= LARGEST)


LARGEST = 20
"""Exponents in the end of an interval."""
