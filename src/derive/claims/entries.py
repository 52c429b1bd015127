"""A line of a claims file as JSON: strict, without repeated keys, and with its decimal numbers exact."""

from __future__ import annotations

import json
from typing import Any

from derive.claims.lines import Line
from derive.errors import AuthoringError

SCALARS = (str, int, float, bool, type(None))
LONGEST_ID = 1_000


class Decimal(float):
    """A decimal number of a file, with its digits: ``0.1`` is a tenth."""

    def __new__(cls, text: str) -> Decimal:
        """The number that `text` writes down."""
        number = super().__new__(cls, text)
        number.text = text
        return number

    text: str


def entry_of(line: Line) -> dict[str, Any]:
    """The object on a line.

    Raises `AuthoringError` that says what is there instead.

    >>> entry_of(Line(1, b'{"id": "a", "lhs": "x"}'))
    {'id': 'a', 'lhs': 'x'}
    >>> entry_of(Line(1, b'["x", "=", "x"]'))
    Traceback (most recent call last):
    derive.errors.AuthoringError: a claim is a JSON object {...}, but here is a list
    """
    if line.error is not None:
        raise AuthoringError(line.error)
    try:
        text = line.data.decode("utf-8")
    except UnicodeDecodeError as error:
        byte = f"byte {error.start + 1} is {line.data[error.start]:#04x}"
        raise AuthoringError(f"this line is not UTF-8: {byte}") from None
    try:
        entry = json.loads(text, object_pairs_hook=_object, parse_constant=_no_number, parse_float=_decimal)
    except json.JSONDecodeError as error:
        raise AuthoringError(_not_json(error, text, line)) from None
    except RecursionError:
        raise AuthoringError("this JSON is nested too deeply") from None
    except ValueError as error:  # a whole number too long to be read
        raise AuthoringError(f"this line cannot be read: {str(error).partition(';')[0]}") from None
    if not isinstance(entry, dict):
        raise AuthoringError(f"a claim is a JSON object {{...}}, but here is {KINDS[type(entry)]}")
    if not isinstance(entry.get("id"), SCALARS):
        raise AuthoringError("id: a text or a number is expected")
    if isinstance(entry.get("id"), str | int) and len(str(entry["id"])) > LONGEST_ID:
        entry.pop("id")
        raise AuthoringError(f"id: more than the {LONGEST_ID} characters that are read")
    return entry


def id_of(line: Line) -> Any:
    """The id of the claim on a line, as far as it can be read; else None."""
    try:
        return entry_of(line).get("id")
    except AuthoringError:
        return None


KINDS = {
    list: "a list", str: "a text", int: "a number", Decimal: "a number", bool: "true or false", type(None): "null",
}  # fmt: skip


def _not_json(error: json.JSONDecodeError, text: str, line: Line) -> str:
    is_half = text.startswith("{") and (error.pos >= len(text) - 1 or "Unterminated" in error.msg)
    if line.is_cut and is_half:
        return "this line ends in the middle of its JSON: the file is not written to its end"
    if error.msg == "Extra data":
        return f"there is more on this line than one JSON object, from column {error.colno} on"
    return f"this line is no JSON: {error.msg[0].lower()}{error.msg[1:].removesuffix(' at')} at column {error.colno}"


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise AuthoringError(f"the key {key[:40]!r} stands twice in one object")
        found[key] = value
    return found


def _no_number(text: str) -> Any:
    raise AuthoringError(f"{text} is no JSON")


def _decimal(text: str) -> Decimal:
    number = Decimal(text)
    if number in (float("inf"), float("-inf")):
        raise AuthoringError(f"the number {text[:20]} is too large")
    return number
