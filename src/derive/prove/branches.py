"""Nodes that choose a branch by a sign: sign, Heaviside, Max, Min, Piecewise.

Where the sign is open they are out of reach here; `cases.py` splits the claim and comes back.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from sympy.core.relational import Eq, Ge, Gt, Le, Lt, Ne, Relational
from sympy.logic.boolalg import BooleanFalse, BooleanTrue

from derive.prove.allocation import OutOfReach, Undefined
from derive.prove.field import Ratio
from derive.prove.powers import absolute
from derive.prove.sign import Sign

if TYPE_CHECKING:
    from derive.prove.tower import Tower

Handler = Callable[["Tower", Any], Ratio]


def sign_of_quantity(tower: Tower, node: Any) -> Ratio:
    """sign(u), which is 0 at 0."""
    u = tower.read(node.args[0])
    known = tower.sign_of(u)
    if Sign.ZERO not in known:
        return u / absolute(tower, u)
    if known is Sign.ZERO:
        return tower.zero
    raise OutOfReach("the sign of a quantity that may be 0")


def step(tower: Tower, node: Any) -> Ratio:
    """Heaviside(u) with its value at 0."""
    known = tower.sign_of(tower.read(node.args[0]))
    if known in HEAVISIDE_BRANCHES:
        return HEAVISIDE_BRANCHES[known](tower, node)
    raise OutOfReach("a step function at a quantity of open sign")


HEAVISIDE_BRANCHES: dict[Sign, Handler] = {
    Sign.POSITIVE: lambda tower, node: tower.one,
    Sign.NEGATIVE: lambda tower, node: tower.zero,
    Sign.ZERO: lambda tower, node: tower.read(node.args[1]),
}


def extremum(direction: int) -> Handler:
    """Max (direction 1) or Min (-1), as (a + b +- |a - b|)/2."""

    def read(tower: Tower, node: Any) -> Ratio:
        first, *others = (tower.read(argument) for argument in node.args)
        for other in others:
            first = (first + other + absolute(tower, first - other).scaled(direction)).scaled(1, 2)
        return first

    return read


def piecewise(tower: Tower, node: Any) -> Ratio:
    """The first branch whose condition holds."""
    for value, condition in node.args:
        holds = _holds(tower, condition)
        if holds is None:
            raise OutOfReach("a condition that may hold or not")
        if holds:
            return tower.read(value)
    raise Undefined("no branch applies")


ALLOWED = {
    Eq: Sign.ZERO, Ne: Sign.NONZERO, Lt: Sign.NEGATIVE, Le: Sign.NONPOSITIVE, Gt: Sign.POSITIVE, Ge: Sign.NONNEGATIVE,
}  # fmt: skip
"""The signs of lhs - rhs with which a relation holds."""


def _holds(tower: Tower, condition: Any) -> bool | None:
    if isinstance(condition, BooleanTrue | BooleanFalse):
        return bool(condition)
    if not isinstance(condition, Relational) or type(condition) not in ALLOWED:
        raise OutOfReach("a condition that is no comparison")
    known = tower.sign_of(tower.read(condition.lhs) - tower.read(condition.rhs))
    if known.within(ALLOWED[type(condition)]):
        return True
    return None if known & ALLOWED[type(condition)] else False
