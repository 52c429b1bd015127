"""Text -> Python's syntax tree of one expression; nothing in it has a meaning yet."""

from __future__ import annotations

import ast
import warnings

from derive.reader.errors import UnreadableText
from derive.reader.lexing import checked


def parsed(text: str) -> tuple[ast.expr, str]:
    """The syntax tree of `text`, and the text as it was parsed, to which its positions refer.

    >>> tree, _ = parsed("x + 1")
    >>> type(tree).__name__
    'BinOp'
    >>> parsed("x +")
    Traceback (most recent call last):
    derive.reader.errors.UnreadableText: a value is missing behind +
        x +
           ^
    """
    text = checked(text)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(text, mode="eval").body, text
    except SyntaxError as error:
        position = (error.offset or 1) - 1
        raise UnreadableText("this is no expression in SymPy's notation", text, position) from None
    except (RecursionError, MemoryError):
        raise UnreadableText("this text is nested too deeply, or has too many terms") from None
    except ValueError as error:
        raise UnreadableText(f"this text cannot be read: {error}") from None


def position(node: ast.expr, text: str) -> int:
    """The character of `text` at which a node begins (the parser counts bytes)."""
    return node.col_offset if text.isascii() else len(text.encode()[: node.col_offset].decode(errors="ignore"))
