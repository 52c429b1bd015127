"""What a named inequality gives: an expression that is nonnegative for all densities."""

from __future__ import annotations

from dataclasses import dataclass

from sympy import Expr


@dataclass(frozen=True)
class Lemma:
    """An expression that is nonnegative, and the name of the reason."""

    nonnegative: Expr
    name: str
