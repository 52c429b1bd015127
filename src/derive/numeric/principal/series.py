"""Sums and products in balls: finite ones term by term, infinite ones with germs for their tails.

The first terms are added up; what comes after them is the sum of a germ over all later whole numbers.
An infinite product is the exponential of the sum of the logarithms of its factors.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from flint import acb, arb, ctx, fmpq
from sympy import Integer, Product, Sum, Symbol

from derive.numeric.calculus import depends
from derive.numeric.principal import values
from derive.numeric.principal.effort import BUDGET, size
from derive.numeric.principal.exponentials import log_of_rest
from derive.numeric.principal.germ_rules import expansion
from derive.numeric.principal.germs import Germ
from derive.numeric.principal.growth import ONE
from derive.numeric.principal.half_line import series as sum_over_half_line
from derive.numeric.principal.jets import Region, radius, series_length
from derive.numeric.principal.reality import is_real_at_whole_numbers
from derive.numeric.principal.values import Value, as_acb, is_real
from derive.numeric.reals import NoValue, Unsettled, Unsupported, whole_number

if TYPE_CHECKING:
    from derive.numeric.principal.balls import Plane
    from derive.numeric.principal.expansion import Expansion

MAX_TERMS = 20_000
# Where the tail begins: tried in turn.
STARTS = (16, 48, 150, 500, 2000, 8000)
MAX_BITS = 1024
# A tail is good enough if its radius is that many times the least at this precision.
SMALL = 64


def summation(plane: Plane, node: Any) -> Value:
    """The value of a Sum; `NoValue` below the empty sum, and where it certainly diverges.

    >>> from sympy import Symbol, oo
    >>> from derive.numeric.principal.balls import evaluate
    >>> n = Symbol("n", integer=True)
    >>> round(float(evaluate(Sum(1 / n**2, (n, 1, oo)), {}, 64).real), 10)
    1.6449340668
    >>> evaluate(Sum(1 / n, (n, 1, oo)), {}, 64)
    <Undefined.UNDEFINED: 'undefined'>
    """
    function, index, lower, upper = limits(plane, Sum, node)
    if lower is None or upper is None:
        return _infinite(plane, function, index, lower, upper, SUM)
    return values.add(_terms(plane, function, index, lower, upper))


def product(plane: Plane, node: Any) -> Value:
    """The value of a Product; `NoValue` below the empty product.

    >>> from sympy import Symbol, oo
    >>> from derive.numeric.principal.balls import evaluate
    >>> n = Symbol("n", integer=True)
    >>> round(float(evaluate(Product(1 - 1 / n**2, (n, 2, oo)), {}, 64).real), 10)
    0.5
    >>> evaluate(Product(1 - 1 / n, (n, 2, oo)), {}, 64) is None  # which falls to 0
    True
    """
    function, index, lower, upper = limits(plane, Product, node)
    if lower is None or upper is None:
        return _infinite(plane, function, index, lower, upper, PRODUCT)
    return values.multiply(_terms(plane, function, index, lower, upper))


def limits(plane: Plane, kind: Any, node: Any) -> tuple[Any, Symbol, int | None, int | None]:
    """What is summed last, its index and bounds; None for a bound at infinity."""
    *inner, last = node.limits
    if len(last) != 3:
        raise Unsupported
    index, lower, upper = last
    function = kind(node.function, *inner) if inner else node.function
    low, high = _bound(plane, lower, -1), _bound(plane, upper, 1)
    if low is not None and high is not None:
        if high < low - 1:
            raise NoValue
        if (high - low) * size(function) > BUDGET or high - low > MAX_TERMS:
            raise Unsupported
    return function, index, low, high


def _bound(plane: Plane, bound: Any, side: int) -> int | None:
    if bound.is_infinite:
        if not (bound.is_extended_positive if side > 0 else bound.is_extended_negative):
            raise Unsupported
        return None
    whole = whole_number(plane.value(bound))
    if whole is None:
        raise Unsupported
    return whole


def _terms(plane: Plane, function: Any, index: Symbol, lower: int, upper: int) -> list[Value]:
    if not depends(function, index):
        return [plane.value(function)] * (upper - lower + 1)
    return [_term(plane, function, index, k) for k in range(lower, upper + 1)]


def _term(plane: Plane, function: Any, index: Symbol, k: int) -> Value:
    return plane.within({index: fmpq(k)}).value(function)


class Kind:
    """What sums and products differ in: the neutral element, and the value of first terms and a tail."""

    def __init__(self, first: Callable[[list[Value]], Value], tail: Callable[[Expansion, Germ], acb]) -> None:
        self.first = first
        self.tail = tail


def _tail_of_sum(walk: Expansion, germ: Germ) -> acb:
    return sum_over_half_line(walk.scale, germ)


def _tail_of_product(walk: Expansion, germ: Germ) -> acb:
    """exp of the sum of log(factor), for factors that tend to 1."""
    lead, rest = walk.scale.factored(germ)
    if lead != ONE:
        raise Unsettled
    try:
        return sum_over_half_line(walk.scale, log_of_rest(walk, Germ(rest.terms))).exp()
    except NoValue:  # the product may still tend to 0
        raise Unsettled from None


def _infinite(
    plane: Plane, function: Any, index: Symbol, lower: int | None, upper: int | None, kind: Kind
) -> Value:
    if ctx.prec > MAX_BITS or plane.moving:
        raise Unsupported
    return Terms(plane, function, index).infinite(lower, upper, kind)


class Terms:
    """A term that depends on an index, and its sums and products up to infinity."""

    def __init__(self, plane: Plane, function: Any, index: Symbol) -> None:
        self.plane = plane
        self.function = function
        self.index = index

    def infinite(self, lower: int | None, upper: int | None, kind: Kind) -> Value:
        """Between bounds of which one at least is infinite."""
        if lower is None and upper is None:
            return kind.first([self._to_infinity(0, 1, kind), self._to_infinity(1, -1, kind)])
        if lower is None:
            assert upper is not None
            return self._to_infinity(-upper, -1, kind)
        return self._to_infinity(lower, 1, kind)

    def at(self, k: int) -> Value:
        """The term of that index."""
        return _term(self.plane, self.function, self.index, k)

    def is_admitted(self, walk: Expansion) -> bool:
        """Whether all later terms have values in the reading; here, wherever their germs have."""
        return True

    def _to_infinity(self, lower: int, side: int, kind: Kind) -> Value:
        """Over n = lower, lower + 1, ... of the term at side n."""
        if not depends(self.function, self.index):
            if kind is SUM and values.is_zero(self.plane.value(self.function)):
                return values.ZERO
            raise Unsettled
        tail, start = self._best_tail(lower, side, kind)
        return kind.first([tail, *(as_acb(self.at(side * n)) for n in range(lower, start))])

    def _best_tail(self, lower: int, side: int, kind: Kind) -> tuple[acb, int]:
        best: tuple[acb, int] | None = None
        for start in dict.fromkeys(max(start, lower) for start in STARTS):
            if (start - lower) * size(self.function) > BUDGET // 2:
                break
            try:
                tail = self._tail(start, side, kind)
            except (Unsettled, Unsupported):
                continue
            if best is None or radius(tail) < radius(best[0]) / 4:
                best = tail, start
            if radius(tail) < SMALL * arb(2) ** -ctx.prec:
                break
        if best is None:
            raise Unsupported
        return best

    def _tail(self, start: int, side: int, kind: Kind) -> acb:
        order = min(64, ctx.prec // max(start.bit_length() - 1, 1) + 6)
        region = Region(arb(start), order)
        with series_length(order + 12):
            walk = expansion(self.plane, self.index, {(Integer(1), 0): Integer(side)}, region)
            result = kind.tail(walk, walk(self.function))
            if not self.is_admitted(walk):
                raise Unsettled
            if not is_real(result) and is_real_at_whole_numbers(walk, self.function, self.index):
                result = acb(result.real)
        if not result.is_finite():
            raise Unsettled
        return result


SUM = Kind(values.add, _tail_of_sum)
PRODUCT = Kind(values.multiply, _tail_of_product)
