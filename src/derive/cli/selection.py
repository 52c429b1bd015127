"""`-k EXPR`: which derivations to keep, by parts of their ids joined with and, or, not and brackets."""

from __future__ import annotations

import re
from collections.abc import Callable

from derive.errors import AuthoringError

Keep = Callable[[str], bool]

TOKEN = re.compile(r"\s*(?:(?P<bracket>[()])|\"(?P<quoted>[^\"]*)\"|(?P<word>[^\s()\"]+))")
DEEPEST = 50


def selection(expression: str) -> Keep:
    """Whether an id such as ``path::name`` is meant; capitals and small letters count the same.

    Raises `AuthoringError` if `expression` cannot be read.

    >>> meant = selection("flow and not jacobian")
    >>> meant("sheet_3/flow.py::bijection"), meant("sheet_3/flow.py::jacobian")
    (True, False)
    >>> selection("flow and")
    Traceback (most recent call last):
    derive.errors.AuthoringError: -k 'flow and': expected a name, 'not' or '(' at the end
    """
    return _Reader(expression).whole()


class _Reader:
    """Reads an expression from left to right, by the grammar in the names of its methods."""

    def __init__(self, expression: str) -> None:
        self.expression = expression
        self.tokens = self._tokens()
        self.position = 0
        self.depth = 0

    def whole(self) -> Keep:
        kept = self._alternatives()
        if self._next is not None:
            raise self._error("'and' or 'or'")
        return kept

    def _alternatives(self) -> Keep:
        options = [self._conjunction()]
        while self._takes("or"):
            options.append(self._conjunction())
        return lambda text: any(option(text) for option in options)

    def _conjunction(self) -> Keep:
        parts = [self._negation()]
        while self._takes("and"):
            parts.append(self._negation())
        return lambda text: all(part(text) for part in parts)

    def _negation(self) -> Keep:
        negated = False
        while self._takes("not"):
            negated = not negated
        inner = self._bracket() if self._takes("(") else self._part()
        return (lambda text: not inner(text)) if negated else inner

    def _bracket(self) -> Keep:
        self.depth += 1
        if self.depth > DEEPEST:
            raise AuthoringError(f"-k: brackets nested more than {DEEPEST} deep")
        inner = self._alternatives()
        if not self._takes(")"):
            raise self._error("')'")
        self.depth -= 1
        return inner

    def _part(self) -> Keep:
        token = self._next
        if token is None or token in ("and", "or", ")"):
            raise self._error("a name, 'not' or '('")
        self.position += 1
        part = token.strip('"').casefold()
        return lambda text: part in text.casefold()

    @property
    def _next(self) -> str | None:
        return self.tokens[self.position] if self.position < len(self.tokens) else None

    def _takes(self, token: str) -> bool:
        """Step over `token` if it comes next."""
        found = self._next == token
        self.position += found
        return found

    def _tokens(self) -> list[str]:
        """Words, brackets, and quoted parts with their quotes, so that "and" may be a part of a name."""
        text = self.expression.rstrip()
        tokens, end = [], 0
        while end < len(text):
            found = TOKEN.match(text, end)
            if found is None:
                raise AuthoringError(f"-k {self.expression!r}: a quotation mark is not closed")
            tokens.append(found.group().strip())
            end = found.end()
        return tokens

    def _error(self, expected: str) -> AuthoringError:
        found = "at the end" if self._next is None else f"but found {self._next!r}"
        return AuthoringError(f"-k {self.expression!r}: expected {expected} {found}")
