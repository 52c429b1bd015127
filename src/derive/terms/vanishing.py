"""Squeezes: what lies below a bound that vanishes, vanishes, whatever else happens on the way."""

from __future__ import annotations

from typing import Any

from sympy import Abs

from derive.calculation import Calculation, Relation, Step, tends_to
from derive.errors import caller_line
from derive.exactness import exact


def vanishes(f: Any, *, below: Any, as_: tuple[Any, ...], by: str | None = None, name: str = "") -> Calculation:
    """|f| is at most a bound, and the bound tends to 0.

    Variables of f that the bound does not hold may move in any way meanwhile: a gradient g with |g| <= M, say.

    Raises `AuthoringError` if `as_` has another form than in `tends_to`.

    Source: Rudin, Principles of Mathematical Analysis (1976), theorem 3.20 (the squeeze).

    >>> from sympy import oo
    >>> from sympy.abc import g, h, M
    >>> [str(step.relation) for step in vanishes(g/h, below=M/h, as_=(h, oo)).steps]
    ['<=', '->']
    """
    line = caller_line()
    bound, size = exact(below, line), Abs(exact(f, line))
    moving = tends_to(0, as_=as_)
    steps = (
        Step(Relation.AT_MOST, bound, line, by or "the bound", lhs=size),
        Step(Relation.TENDS_TO, moving.rhs, line, "the bound vanishes", approach=moving.approach, lhs=bound),
    )
    return Calculation(head=None, steps=steps, line=line, name=name)
