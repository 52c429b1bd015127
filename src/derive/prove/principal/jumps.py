"""Where functions on principal branches may jump, and why single points do not matter.

*Continuity*.  Let two sides agree wherever some quantities are not 0, and let v be a variable such that none of the
quantities is 0 for all v.  Near each point there are points with other v at which the sides agree.  Roots,
logarithms and inverse functions are continuous where they have a value, but for their cuts; along a cut, and
from one side of it, they are continuous too.  So where no more than one argument may cross a cut as v moves,
there is a side from which everything is continuous, and the sides agree at the point itself.

*Derivatives*.  A function that has a derivative at a point has it as the limit of its derivative from the side on
which it is analytic: the rules give it if no more than one argument crosses a cut there, or if the other
side of the equation is continuous from some side.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sympy import (
    Add,
    Basic,
    Chi,
    Ci,
    Derivative,
    E,
    Ei,
    Mul,
    Pow,
    Shi,
    Si,
    Symbol,
    acos,
    acosh,
    acsc,
    acsch,
    asec,
    asech,
    asin,
    asinh,
    atan,
    atanh,
    bernoulli,
    chebyshevt,
    chebyshevu,
    cos,
    cosh,
    cot,
    coth,
    csc,
    csch,
    digamma,
    erf,
    erfc,
    erfi,
    euler,
    exp,
    fresnelc,
    fresnels,
    gamma,
    hermite,
    laguerre,
    legendre,
    log,
    polygamma,
    polylog,
    sec,
    sech,
    sin,
    sinc,
    sinh,
    tan,
    tanh,
    uppergamma,
    zeta,
)  # fmt: skip

from derive.prove.allocation import OutOfReach
from derive.prove.principal.element import Element
from derive.prove.principal.factors import parted
from derive.prove.principal.tower import PrincipalTower

CONTINUOUS = frozenset({
    Add, Mul, exp, sin, cos, tan, cot, sec, csc, sinc, sinh, cosh, tanh, coth, sech, csch, erf, erfi, erfc, Si, Shi,
    fresnels, fresnelc, gamma, digamma,
})  # fmt: skip
"""Functions without cuts: continuous wherever they have a value."""

CONTINUOUS_ON_THE_LINE = frozenset({
    log, asin, acos, atan, asec, acsc, asinh, acosh, atanh, asech, acsch, Ei, Ci, Chi, polylog, uppergamma, zeta,
})  # fmt: skip
"""Functions whose cuts lie along the real line, or keep off it: continuous there wherever they have a value."""

POLYNOMIAL = frozenset({
    bernoulli, euler, chebyshevt, chebyshevu, legendre, hermite, laguerre, polygamma,
})  # fmt: skip
"""Functions of whole orders that are continuous in their last argument wherever they have a value."""


class Jumps:
    """The arguments that may cross a cut as some variables move."""

    def __init__(self, tower: PrincipalTower, moving: frozenset[Symbol]) -> None:
        self.tower, self.moving = tower, moving
        self.crossing: list[Element] = []
        self.unknown = 0

    @property
    def count(self) -> int:
        """How many different arguments there are."""
        return len(self.crossing) + self.unknown

    def look_at(self, expression: Any) -> None:
        """Take in the nodes of an expression."""
        for node in nodes_that_move(expression, self.moving):
            if isinstance(node, Symbol) or type(node) in CONTINUOUS:
                continue
            if isinstance(node, Pow):
                self._look_at_power(*node.args)
            elif type(node) in POLYNOMIAL and self._has_whole_orders(node):
                continue
            elif type(node) in CONTINUOUS_ON_THE_LINE:
                self._look_at_argument(node)
            else:
                self.unknown += 1

    def _has_whole_orders(self, node: Any) -> bool:
        """Whether only the last argument moves, and the others are whole numbers."""
        *orders, _ = node.args
        return all(self.tower.facts.is_integer(order) and not order.free_symbols & self.moving for order in orders)

    def _look_at_power(self, base: Any, exponent: Any) -> None:
        if base is not E and not self.tower.facts.is_integer(exponent):
            self._take(base)

    def _look_at_argument(self, node: Any) -> None:
        *parameters, argument = node.args
        if any(parameter.free_symbols & self.moving for parameter in parameters):
            self.unknown += 1
        else:
            self._take(argument)

    def _take(self, argument: Any) -> None:
        if not argument.free_symbols & self.moving:
            return
        try:
            u = self.tower.read(argument)
        except OutOfReach:
            self.unknown += 1
            return
        rest = parted(self.tower, u).rest if u.num else None
        if rest is None or self.tower.is_real(rest):
            return
        if not any(self._keeps_beside(rest, known) for known in self.crossing):
            self.crossing.append(rest)

    def _keeps_beside(self, first: Element, second: Element) -> bool:
        """Whether two arguments have the same imaginary part, so that they cross their cuts from the same side."""
        return self.tower.is_real(first - second)


def nodes_that_move(expression: Any, moving: frozenset[Symbol]) -> Iterator[Basic]:
    """The nodes that depend on the variables, derivatives left out."""
    pending, seen = [expression], set()
    while pending:
        node = pending.pop()
        if node in seen or not isinstance(node, Basic) or not node.free_symbols & moving:
            continue
        seen.add(node)
        if not isinstance(node, Derivative):
            yield node
            pending += node.args


def derivatives_in(*sides: Any) -> list[Any]:
    """The derivatives that stand in the sides."""
    found: dict[Any, None] = {}
    for side in sides:
        if isinstance(side, Basic):
            found.update(dict.fromkeys(side.atoms(Derivative)))
    return list(found)
