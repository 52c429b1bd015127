"""Integrals and infinite sums in the real reading: those of the complex one, where all is real.

Every subexpression has to have a real value on the whole path, or at every later index; then both
readings agree.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flint import acb, arb, fmpq
from sympy import Product

from derive.numeric import reals
from derive.numeric.principal import series
from derive.numeric.principal.balls import Plane
from derive.numeric.principal.germ_rules import REAL_RULES
from derive.numeric.principal.path import Path
from derive.numeric.principal.quadrature import end_of
from derive.numeric.principal.reality import is_real_at_whole_numbers
from derive.numeric.principal.values import Value, is_real
from derive.numeric.reals import Enclosure, NoValue, Unsettled, Unsupported

if TYPE_CHECKING:
    from derive.numeric.balls import Balls
    from derive.numeric.principal.expansion import Expansion

MAX_PIECES = 256


def integral(balls: Balls, node: Any) -> Enclosure:
    """An integral over one variable, with singular or infinite ends, or kinks."""
    variable, *bounds = node.limits[0]
    if len(node.limits) != 1 or len(bounds) != 2 or variable.is_integer:
        raise Unsupported
    plane = _plane(balls)
    lower, upper = (end_of(plane, bound) for bound in bounds)
    for bound in bounds:
        if not bound.is_infinite:
            balls(bound)
    return _real(RealPath(balls, plane, node.function, variable).between(lower, upper))


def infinite_series(balls: Balls, node: Any) -> Enclosure:
    """A sum or product over one index without end."""
    if len(node.limits) != 1:
        raise Unsupported
    plane = _plane(balls)
    kind = series.PRODUCT if isinstance(node, Product) else series.SUM
    function, index, lower, upper = series.limits(plane, type(node), node)
    return _real(RealTerms(balls, plane, function, index).infinite(lower, upper, kind))


def _plane(balls: Balls) -> Plane:
    return Plane({s: v if isinstance(v, fmpq) else acb(v) for s, v in balls.values.items()})


def _real(value: Value) -> Enclosure:
    if isinstance(value, fmpq):
        return value
    if not is_real(value):
        raise Unsettled
    return value.real


class RealPath(Path):
    """A path on which the integrand and all in it has to be real."""

    rules = REAL_RULES

    def __init__(self, balls: Balls, plane: Plane, function: Any, variable: Any) -> None:
        super().__init__(plane, function, variable)
        self.balls = balls

    def inside(self, lower: acb, upper: acb) -> acb:
        """The integral between regular ends, where every subexpression certainly is real."""
        pieces = [(lower.real, upper.real)]
        for _ in range(MAX_PIECES):
            if not pieces:
                return acb(super().inside(lower, upper).real)
            a, b = pieces.pop()
            try:
                self.balls.within({self.variable: a.union(b)})(self.function)
            except NoValue:
                raise Unsettled from None
            except Unsettled:
                middle = arb(((a + b) / 2).mid())
                pieces += [(a, middle), (middle, b)]
        raise Unsettled


class RealTerms(series.Terms):
    """Terms of which everything has to be real."""

    def __init__(self, balls: Balls, plane: Plane, function: Any, index: Any) -> None:
        super().__init__(plane, function, index)
        self.balls = balls

    def at(self, k: int) -> Value:
        """The term, in the real reading."""
        value = self.balls.within({self.index: fmpq(k)})(self.function)
        return value if isinstance(value, fmpq) else acb(reals.as_ball(value))

    def is_admitted(self, walk: Expansion) -> bool:
        """Whether all later terms are real, with all that is in them."""
        return is_real_at_whole_numbers(walk, self.function, self.index)


