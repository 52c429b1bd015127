"""Piecewise densities in the plane: regions between curves, their areas, and integrals over them.

A region is what lies between two curves: x from a to b, y from g(x) to h(x).  An integral over it is worked out
in y by an antiderivative that is checked, and stays an integral in x, for the page to show and the engine to decide.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations, product
from typing import Any

from sympy import Add, And, Derivative, Expr, Ge, Integer, Integral, Le, Piecewise, Poly, Rational, Symbol

from derive.errors import AuthoringError, caller_line
from derive.exactness import exact, shown
from derive.terms.regions import Region, common_part, is_at_most, is_nowhere_negative
from derive.tree import rewritten

FRACTIONS = (Rational(1, 64), Rational(1, 4), Rational(1, 2), Rational(3, 4), Rational(63, 64))
"""Where between its ends and curves the sign of a density is looked at."""


def region(x: Symbol, ends: tuple[Any, Any], y: Symbol, curves: tuple[Any, Any]) -> Region:
    """The points with x between the `ends` and y between the `curves`, which may depend on x.

    Raises `AuthoringError` if the ends depend on x or y, the curves on y, or they may lie the wrong way round.

    >>> from sympy.abc import x, y
    >>> print(region(x, (0, 1), y, (0, x)))
    {0 <= x <= 1, 0 <= y <= x}
    >>> region(x, (1, 0), y, (0, x))
    Traceback (most recent call last):
    derive.errors.AuthoringError: x may end at 0 before it begins at 1
    """
    line = caller_line()
    if not isinstance(x, Symbol) or not isinstance(y, Symbol) or x == y:
        raise AuthoringError(f"a region is over two variables, not {shown(x)} and {shown(y)}", line=line)
    a, b, g, h = (exact(part, line) for part in (*ends, *curves))
    if {x, y} & (a.free_symbols | b.free_symbols) or y in g.free_symbols | h.free_symbols:
        raise AuthoringError(f"the ends of {x} hold neither variable, and the curves not {y}", line=line)
    if not is_at_most(a, b):
        raise AuthoringError(f"{x} may end at {b} before it begins at {a}", line=line)
    if not is_nowhere_negative(h - g, x, a, b):
        raise AuthoringError(f"{y} may end at {h}, below where it begins, {g}, for some {x}", line=line)
    return Region(x, a, b, y, g, h)


def area(where: Region) -> Integral:
    """The area of a region, as an integral in x.

    >>> from sympy.abc import x, y
    >>> area(region(x, (0, 1), y, (x**2, x)))
    Integral(-x**2 + x, (x, 0, 1))
    """
    return integral_over(where, Integer(1))


def integral_over(where: Region, value: Any) -> Integral:
    """The integral of an expression in x and y over a region, worked out in y.

    Raises `AuthoringError` if no antiderivative in y is found that can be checked.

    >>> from sympy.abc import x, y
    >>> integral_over(region(x, (0, 1), y, (0, x)), x*y)
    Integral(x**3/2, (x, 0, 1))
    """
    line = caller_line()
    (x, y), (g, h) = where.variables, where.curves
    value = exact(value, line)
    primitive = _antiderivative(value, y)
    if primitive is None:
        raise AuthoringError(f"no antiderivative of {value} in {y} was found that could be checked", line=line)
    inner = (primitive.subs(y, h) - primitive.subs(y, g)).expand()
    return Integral(inner, (x, *where.ends))


def _antiderivative(value: Expr, y: Symbol) -> Expr | None:
    if value.is_polynomial(y):
        return Poly(value, y).integrate(y).as_expr()
    from sympy.integrals.manualintegrate import manualintegrate

    from derive.domains import REAL
    from derive.prove.derivatives import work_out
    from derive.prove.facts import Facts
    from derive.prove.normal_form import is_zero
    from derive.prove.throughout import has_value, is_smooth

    facts = Facts(dict.fromkeys(value.free_symbols, REAL))
    found = manualintegrate(value, y)
    if found.has(Integral) or not is_smooth(found, y) or not has_value(found, y, facts):
        return None
    slope = work_out(Derivative(found, y))
    return found if slope is not None and is_zero(slope - value, facts) else None


@dataclass(frozen=True)
class PlaneWeight:
    """A function of the plane that has an expression on each of several regions, and is 0 elsewhere."""

    pieces: tuple[tuple[Region, Expr], ...]

    @property
    def total(self) -> Expr:
        """The integral over the plane: a sum of integrals in x."""
        return Add(*(integral_over(where, value) for where, value in self.pieces))

    def integral(self, event: Region) -> Expr:
        """The integral over a region: of a density, its probability.

        Raises `AuthoringError` if it is open where the region meets the pieces.
        """
        line = caller_line()
        parts = ((part, value) for where, value in self.pieces for part in common_part(where, event, line))
        return Add(*(integral_over(part, value) for part, value in parts))

    def at(self, x: Any, y: Any) -> Expr:
        """The value at a point: of the first region that holds it, or 0."""
        line = caller_line()
        point = (exact(x, line), exact(y, line))
        cases = []
        for where, value in self.pieces:
            put = dict(zip(where.variables, point, strict=True))
            (a, b), (g, h) = where.ends, (rewritten(curve, put) for curve in where.curves)
            inside = And(Ge(point[0], a), Le(point[0], b), Ge(point[1], g), Le(point[1], h))
            cases.append((value.subs(put, simultaneous=True), inside))
        return Piecewise(*cases, (Integer(0), True))

    def normalised(self) -> PlaneWeight:
        """The density that is proportional to this weight: its constant is worked out exactly.

        Raises `AuthoringError` if the integral is 0, negative, or not found in closed form.
        """
        total = self.total.doit()
        if total.has(Integral) or total.is_nonpositive:
            raise AuthoringError(f"a weight with the integral {total} cannot be normalised", line=caller_line())
        return PlaneWeight(tuple((where, value / total) for where, value in self.pieces))


def plane_weight(*pieces: tuple[Region, Any]) -> PlaneWeight:
    """A weight in the plane by pairs of a region and an expression, for regions that do not overlap.

    Raises `AuthoringError` if two regions overlap, or it is open whether they do.

    >>> from sympy.abc import x, y
    >>> plane_weight((region(x, (0, 1), y, (0, 1)), x*y)).total
    Integral(x/2, (x, 0, 1))
    >>> plane_weight((region(x, (0, 2), y, (0, 1)), 1), (region(x, (1, 3), y, (0, x)), 1))
    Traceback (most recent call last):
    derive.errors.AuthoringError: {0 <= x <= 2, 0 <= y <= 1} and {1 <= x <= 3, 0 <= y <= x} overlap
    """
    line = caller_line()
    found = tuple((where, exact(value, line)) for where, value in pieces)
    for (first, _), (second, _) in combinations(found, 2):
        if common_part(first, second, line):
            raise AuthoringError(f"{first} and {second} overlap", line=line)
    return PlaneWeight(found)


def plane_density(*pieces: tuple[Region, Any]) -> PlaneWeight:
    """A probability density in the plane by pairs of a region and an expression.

    Raises `AuthoringError` if the regions overlap, the integral over the plane is not 1, or it is negative somewhere.

    >>> from sympy.abc import x, y
    >>> plane_density((region(x, (0, 1), y, (0, x)), 2)).at(0, 1)
    0
    >>> plane_density((region(x, (0, 1), y, (0, x)), 1))
    Traceback (most recent call last):
    derive.errors.AuthoringError: this density integrates to 1/2, not to 1: write plane_weight(...).normalised()
    """
    line = caller_line()
    found = plane_weight(*pieces)
    total = found.total.doit()
    if (total - 1).expand() != 0 and (total - 1).equals(0) is not True:
        raise AuthoringError(
            f"this density integrates to {total}, not to 1: write plane_weight(...).normalised()",
            line=line,
        )
    for where, value in found.pieces:
        _check_sign(where, value, line)
    return found


def _check_sign(where: Region, value: Expr, line: int) -> None:
    """Raises `AuthoringError` where a density is certainly negative at one of a few points of its region."""
    (x, y), (a, b), (g, h) = where.variables, where.ends, where.curves
    if not (a.is_Rational and b.is_Rational):
        return
    for across, up in product(FRACTIONS, repeat=2):
        there = a + (b - a) * across
        low, high = g.subs(x, there), h.subs(x, there)
        found = value.subs({x: there, y: low + (high - low) * up}, simultaneous=True)
        if found.is_number and found.is_negative:
            raise AuthoringError(f"this density is negative: {value} is {found} at {x} = {there}", line=line)


