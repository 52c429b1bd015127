"""What may stand in a step: exact expressions, and no number too large to work with."""

from __future__ import annotations

from typing import Any

from sympy import (
    Basic,
    Expr,
    Float,
    ImmutableDenseMatrix,
    MatrixBase,
    Rational,
    false,
    nan,
    preorder_traversal,
    sympify,
    true,
    zoo,
)
from sympy.core.relational import Relational

from derive.errors import AuthoringError


def exact(value: Any, line: int) -> Any:
    """`value` as a SymPy object without floats; sequences become column vectors.

    Raises `AuthoringError` for a float, a text, an equation that SymPy has already decided, and
    anything else that is not an expression.
    """
    if isinstance(value, float | complex):
        raise _float_found(value, line)
    if isinstance(value, str | bool) or value is None:
        raise AuthoringError(f"a step takes an expression, but found {shown(value)}", line=line)
    if isinstance(value, list | tuple):
        value = ImmutableDenseMatrix([exact(entry, line) for entry in value])
    if isinstance(value, MatrixBase):
        value = ImmutableDenseMatrix(value)
    try:
        expression = sympify(value, strict=True)
    except Exception as error:  # what a stranger's object raises on its way into SymPy is anybody's guess
        raise AuthoringError(f"a step takes an expression, but found {shown(value)}", line=line) from error
    if expression is true or expression is false:
        raise AuthoringError(
            f"SymPy has already evaluated this equation to {expression}: write it as "
            "Eq(a, b, evaluate=False)", line=line,
        )  # fmt: skip
    if not isinstance(expression, Expr | Relational | ImmutableDenseMatrix):
        raise AuthoringError(f"a step takes an expression, but found {shown(value)}", line=line)
    if any(type(node) is Expr for node in preorder_traversal(expression)):
        raise AuthoringError(HIDDEN_NAME, line=line)
    floats = expression.atoms(Float)
    if floats:
        raise _float_found(min(floats, key=str), line)
    if expression.has(zoo, nan):
        raise AuthoringError(
            "a step divides by 0, or holds another expression without a value: SymPy has made it zoo or nan",
            line=line,
        )
    _check_size(expression, line)
    return expression


HIDDEN_NAME = (
    "a kind of variable, such as Integer, Matrix or Function of derive, was called as if it were SymPy's class of that "
    "name: write sympy.Integer(3), sympy.Matrix(...), or import SymPy's name behind derive's"
)

MAX_BITS = 14_000
"""The longest whole number that a step may hold: beyond, Python does not even print it."""


def _check_size(expression: Basic, line: int) -> None:
    """Refuse numbers too large to work with, before anything prints or parses them."""
    for number in expression.atoms(Rational):
        if max(int(number.p).bit_length(), int(number.q).bit_length()) > MAX_BITS:
            raise AuthoringError(
                f"a step holds a whole number of more than {MAX_BITS} bits: keep large powers and "
                "factorials unevaluated, as in Pow(9, 100000, evaluate=False)", line=line,
            )  # fmt: skip


def _float_found(value: Any, line: int) -> AuthoringError:
    return AuthoringError(
        f"a step holds the float {value}: write an exact number, such as Rational(1, 2)", line=line
    )


def shown(value: Any) -> str:
    """What an author wrote, shortened for a message."""
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "..."
