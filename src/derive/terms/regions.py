"""Regions of the plane: what lies between two curves, and what two regions have in common."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import combinations, pairwise
from typing import Any

from sympy import Basic, Expr, Poly, Rational, Symbol, oo, real_roots

from derive.errors import AuthoringError


class Region(Basic):
    """What lies between two curves; `args` are x, its two ends, y, and the two curves as expressions in x."""

    @property
    def variables(self) -> tuple[Symbol, Symbol]:
        """x and y."""
        return self.args[0], self.args[3]

    @property
    def ends(self) -> tuple[Expr, Expr]:
        """Where x begins and ends."""
        return self.args[1], self.args[2]

    @property
    def curves(self) -> tuple[Expr, Expr]:
        """Where y begins and ends, for each x."""
        return self.args[4], self.args[5]

    def _sympystr(self, printer: Any) -> str:
        x, a, b, y, g, h = map(printer._print, self.args)
        return f"{{{a} <= {x} <= {b}, {g} <= {y} <= {h}}}"


def is_at_most(low: Expr, high: Expr) -> bool:
    """Whether one end certainly does not lie beyond another, in the extended reals."""
    return low in (high, -oo) or high == oo or bool((high - low).is_nonnegative)


def is_nowhere_negative(gap: Expr, x: Symbol, a: Expr, b: Expr) -> bool:
    """Whether an expression in x is certainly nowhere negative between two ends."""
    from derive.prove.between import is_nonnegative_between

    if a.is_Rational and b.is_Rational and gap.free_symbols <= {x} and gap.is_polynomial(x):
        ends = [a, *sorted(root for root in _roots(gap, x) if a < root < b), b]
        return all(gap.subs(x, _rational_between(*pair)) >= 0 for pair in pairwise(ends))
    return bool(gap.is_nonnegative) or is_nonnegative_between(gap, x, a, b)


def common_part(first: Region, second: Region, line: int) -> list[Region]:
    """What two regions have in common but for curves: the pieces between the places where curves cross."""
    x, y = first.variables
    second = second.subs(dict(zip(second.variables, (x, y), strict=True)), simultaneous=True)
    (a, b), (c, d) = first.ends, second.ends
    if is_at_most(b, c) or is_at_most(d, a):
        return []
    curves = (*first.curves, *second.curves)
    numeric = all(end.is_Rational for end in (a, b, c, d)) and all(
        curve.free_symbols <= {x} and curve.is_polynomial(x) for curve in curves
    )
    if not numeric:
        return _common_by_signs(first, second, line)
    start, stop = max(a, c), min(b, d)
    crossings = {root for g, h in combinations(curves, 2) if g != h for root in _roots(g - h, x) if start < root < stop}
    found = []
    for low, high in pairwise([start, *sorted(crossings), stop]):
        middle = _rational_between(low, high)
        lower = max((first.curves[0], second.curves[0]), key=lambda curve: curve.subs(x, middle))
        upper = min((first.curves[1], second.curves[1]), key=lambda curve: curve.subs(x, middle))
        if upper.subs(x, middle) > lower.subs(x, middle):
            found.append(Region(x, low, high, y, lower, upper))
    return found


def _common_by_signs(first: Region, second: Region, line: int) -> list[Region]:
    """The same where parameters or roots occur: the ends and curves must have a certain order."""
    x, y = first.variables
    (g, h), (k, m) = first.curves, second.curves
    start = _last([first.ends[0], second.ends[0]], is_at_most)
    stop = _last([first.ends[1], second.ends[1]], lambda p, q: is_at_most(q, p))
    if start is not None and stop is not None:

        def is_below(low: Expr, high: Expr) -> bool:
            return is_nowhere_negative(high - low, x, start, stop)

        if is_below(h, k) or is_below(m, g):
            return []
        lower, upper = _last([g, k], is_below), _last([h, m], lambda p, q: is_below(q, p))
        if lower is not None and upper is not None and is_below(lower, upper):
            return [Region(x, start, stop, y, lower, upper)]
    raise AuthoringError(f"where {first} and {second} meet is open: write numbers for their ends", line=line)


def _last(pair: Sequence[Expr], is_before: Callable[[Expr, Expr], bool]) -> Expr | None:
    """The one of two that the other certainly comes before; None if that is open."""
    one, other = pair
    return other if is_before(one, other) else one if is_before(other, one) else None


def _roots(difference: Expr, x: Symbol) -> list[Expr]:
    polynomial = Poly(difference, x)
    return [] if polynomial.is_ground else list(set(real_roots(polynomial)))


def _rational_between(low: Expr, high: Expr) -> Expr:
    middle = (low + high) / 2
    if middle.is_Rational:
        return middle
    width = high - low
    digits = 10
    while Rational(1, 10**digits) * 4 > width:
        digits += 10
    return Rational(str(middle.evalf(digits + 20)))
