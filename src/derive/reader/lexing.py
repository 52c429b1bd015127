"""Characters and tokens: what can be told to be wrong before anybody parses, shown with a caret.

The tokens are not handed on: they are checked, and Python's parser reads the text again.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from derive.reader.errors import UnreadableText, shortened

LONGEST_TEXT = 10_000
"""Characters of one side, or of one condition."""

DEEPEST_BRACKETS = 64
MOST_DIGITS = 1_000
LARGEST_POWER_OF_TEN = 1_000
"""Of a decimal literal such as 1e-3."""

TYPESET = {
    "−": "-", "–": "-", "×": "*", "·": "*", "⋅": "*", "∗": "*", "÷": "/", "∞": "oo", "≤": "<=", "≥": ">=", "≠": "!=",
    "’": "'", "‘": "'", "“": '"', "”": '"',
}  # fmt: skip
"""Signs of typeset mathematics that can mean one thing only."""

TOKEN = re.compile(
    r"""(?P<space>\s+)
    | (?P<number>(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)
    | (?P<name>[^\W\d]\w*)
    | (?P<quoted>'[^']*'|"[^"]*")
    | (?P<open>[(\[])
    | (?P<close>[)\]])
    | (?P<infix>\*\*|//|<=|>=|==|!=|[*/%<>&|,])
    | (?P<sign>[-+~])
    | (?P<wrong>.)""",
    re.VERBOSE | re.DOTALL,
)

CLOSING = {"(": ")", "[": "]"}
LOGIC = frozenset({"and", "or"})
RESERVED = frozenset({
    "False", "None", "True", "as", "assert", "async", "await", "break", "class", "continue", "def", "del", "elif",
    "else", "except", "finally", "for", "from", "global", "if", "import", "in", "is", "lambda", "nonlocal", "pass",
    "raise", "return", "try", "while", "with", "yield",
})  # fmt: skip
"""Words of Python that are no names; `and`, `or`, `not`, `True` and `False` have a meaning in conditions."""

MEANINGLESS = RESERVED - {"True", "False"}

REMEDIES = {
    "^": "write ** for a power",
    "=": "a single = relates nothing here: write Eq(a, b), or a == b, in a condition",
    "!": "write factorial(n)",
    "{": "write round brackets",
    "}": "write round brackets",
    ".": "a dot stands inside a number only, attributes are not read",
    "\\": "write SymPy's notation, not LaTeX",
    "√": "write sqrt(x)",
    "#": "comments are not read",
    "'": "a quotation mark is not closed",
    '"': "a quotation mark is not closed",
    ":": "neither lambdas nor slices are read",
    "\0": "this is the character NUL",
}

LOOKING_LATIN = frozenset("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧο")
"""Greek letters that cannot be told from Latin ones."""


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of the text: its kind (the group of `TOKEN`), and where it begins."""

    kind: str
    text: str
    position: int


def normalised(text: str) -> str:
    """The text with typeset signs and line ends written plainly.

    >>> normalised("x ≤ −1")
    'x <= -1'
    """
    if text.isascii():
        return re.sub(r"\s", " ", text).strip()
    return re.sub(r"\s", " ", "".join(TYPESET.get(character, character) for character in text)).strip()


def checked(text: str) -> str:
    """The text, normalised, if nothing is wrong with its characters, numbers, brackets and their order.

    >>> checked("2*(x + 1)")
    '2*(x + 1)'
    >>> checked("2(x + 1)")
    Traceback (most recent call last):
    derive.reader.errors.UnreadableText: a * is missing between 2 and (
        2(x + 1)
         ^
    """
    if len(text) > LONGEST_TEXT:
        raise UnreadableText(
            f"this text has {len(text)} characters, more than the {LONGEST_TEXT} that are read: {shortened(text)}"
        )
    text = normalised(text)
    if not text:
        raise UnreadableText("there is no text here: an expression is expected")
    _check_tokens(text)
    return text


def is_name(text: str) -> bool:
    """Whether a variable may have this name: a letter, then letters, digits and underscores.

    >>> is_name("x_1"), is_name("λ"), is_name("lambda"), is_name("__import__"), is_name("os.system")
    (True, True, False, False, False)
    """
    plain = bool(re.fullmatch(r"[^\W\d_]\w*", text)) and len(text) <= LONGEST_NAME
    return plain and text not in RESERVED | LOGIC | {"not"} and all(_is_letter(c) for c in text)


LONGEST_NAME = 60


def _tokens(text: str) -> Iterator[Token]:
    for found in TOKEN.finditer(text):
        if found.lastgroup != "space":
            yield Token(str(found.lastgroup), found.group(), found.start())


def _check_tokens(text: str) -> None:
    before: Token | None = None
    opened: list[Token] = []
    for token in _tokens(text):
        _check_token(token, text)
        _check_neighbours(before, token, text)
        if token.kind == "open":
            opened.append(token)
            if len(opened) > DEEPEST_BRACKETS:
                raise UnreadableText(f"brackets are nested more than {DEEPEST_BRACKETS} deep", text, token.position)
        elif token.kind == "close":
            _check_closes(opened, token, text)
        before = token
    if opened:
        raise UnreadableText(f"this {opened[-1].text} is never closed", text, opened[-1].position)
    if before is not None and not _ends_value(before):
        raise UnreadableText(f"a value is missing behind {before.text}", text, len(text))


def _check_token(token: Token, text: str) -> None:
    if token.kind == "wrong":
        raise UnreadableText(_what_is_wrong(token.text), text, token.position)
    if token.kind == "number":
        _check_number(token, text)
    elif token.kind == "name":
        strange = next((c for c in token.text if not _is_letter(c)), None)
        if strange is not None:
            raise UnreadableText(_what_is_wrong(strange), text, token.position + token.text.index(strange))
        if token.text in MEANINGLESS:
            raise UnreadableText(f"{token.text} is a word of Python that means nothing here", text, token.position)


def _check_number(token: Token, text: str) -> None:
    mantissa, _, power = token.text.lower().partition("e")
    if not token.text.isascii():
        raise UnreadableText("write numbers with the digits 0 to 9", text, token.position)
    if len(mantissa) > MOST_DIGITS:
        message = f"a number of {len(mantissa)} digits, more than the {MOST_DIGITS} that are read"
        raise UnreadableText(message, text, token.position)
    if len(power) > 6 or abs(int(power or "0")) > LARGEST_POWER_OF_TEN:
        message = f"a power of ten beyond {LARGEST_POWER_OF_TEN} in a decimal number"
        raise UnreadableText(message, text, token.position)
    if len(mantissa) > 1 and mantissa[0] == "0" and mantissa.isdigit() and mantissa.strip("0"):
        raise UnreadableText("a whole number does not start with 0", text, token.position)


def _check_neighbours(before: Token | None, token: Token, text: str) -> None:
    begins = token.kind in ("number", "open", "quoted") or (token.kind == "name" and not _is_logic(token))
    if before is not None and begins and _ends_value(before):
        if before.kind == "name" and token.text == "(":
            return  # a call
        if token.text == "[" or before.kind == "quoted" or token.kind == "quoted":
            raise UnreadableText("neither indices nor texts are read", text, token.position)
        raise UnreadableText(f"a * is missing between {before.text} and {token.text}", text, token.position)
    if token.kind == "infix" or token.text in LOGIC:
        if before is None or not _ends_value(before):
            raise UnreadableText(f"a value is missing before {token.text}", text, token.position)
    elif token.kind == "close" and before is not None and before.kind in ("infix", "sign") and before.text != ",":
        raise UnreadableText(f"a value is missing behind {before.text}", text, token.position)


def _check_closes(opened: list[Token], token: Token, text: str) -> None:
    if not opened:
        raise UnreadableText(f"this {token.text} closes a bracket that was never opened", text, token.position)
    expected = CLOSING[opened.pop().text]
    if token.text != expected:
        raise UnreadableText(f"this {token.text} stands where {expected} would close a bracket", text, token.position)


def _ends_value(token: Token) -> bool:
    return token.kind in ("number", "close", "quoted") or (token.kind == "name" and not _is_logic(token))


def _is_logic(token: Token) -> bool:
    return token.text in LOGIC or token.text == "not"


def _is_letter(character: str) -> bool:
    """Whether a name may hold the character: ASCII, or a Greek letter that looks like itself."""
    return character.isascii() or ("\u0370" <= character <= "\u03ff" and character not in LOOKING_LATIN)


def _what_is_wrong(character: str) -> str:
    if character in REMEDIES:
        return f"{character!r} cannot be read: {REMEDIES[character]}"
    called = unicodedata.name(character, f"U+{ord(character):04X}")
    compatible = unicodedata.normalize("NFKC", character)
    if "SUPERSCRIPT" in called and compatible.isdigit():
        return f"{character!r} ({called}) cannot be read: write **{compatible}"
    if compatible != character and compatible.isascii() and compatible.isprintable():
        return f"{character!r} ({called}) cannot be read: write {compatible}"
    latin = LATIN_LOOK.get(character)
    hint = f": it looks like {latin!r}, but is another letter" if latin else ""
    return f"{character!r} ({called}) cannot be read{hint}"


LATIN_LOOK = dict(zip("АВЕКМНОРСТХаеорсухіјѕΑΒΕΖΗΙΚΜΝΟΡΤΥΧο", "ABEKMHOPCTXaeopcyxijsABEZHIKMNOPTYXo", strict=True))
"""Cyrillic and Greek letters, and the Latin ones that they are taken for."""
