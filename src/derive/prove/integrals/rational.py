"""Integrals of rational functions between numbers or infinities, by an antiderivative that is differentiated back."""

from __future__ import annotations

from typing import Any

from sympy import Add, Expr, Integer, Mul, Poly, RootSum, Symbol, atan, cancel, degree, diff, fraction, log, oo, pi
from sympy.integrals.rationaltools import ratint
from sympy.polys.polytools import real_roots

from derive.prove.special.arguments import evaluated
from derive.prove.sums.closed import Closed

MOST_DEGREE = 12


def rational_integral(integrand: Any, x: Symbol, lower: Expr, upper: Expr) -> Closed | None:
    """The value, where the integrand has no pole in the closed range.

    >>> from sympy.abc import x
    >>> rational_integral(1/(x**2 + 1), x, -oo, oo).value
    pi
    """
    function = cancel(evaluated(integrand))
    if not function.is_rational_function(x) or function.free_symbols != {x}:
        return None
    numerator, denominator = fraction(function)
    polynomial = Poly(denominator, x)
    if not (polynomial.domain.is_ZZ or polynomial.domain.is_QQ) or polynomial.degree() > MOST_DEGREE:
        return None
    if not all(c.is_Rational for c in Poly(numerator, x).all_coeffs()):
        return None
    if any(_inside(root, lower, upper) for root in real_roots(polynomial)):
        return None
    if (lower == -oo or upper == oo) and degree(denominator, x) < degree(numerator, x) + 2:
        return None
    primitive = ratint(function, x)
    if primitive.has(RootSum) or cancel(diff(primitive, x) - function) != 0:
        return None
    high, low = _value(primitive, x, upper, lower, upper), _value(primitive, x, lower, lower, upper)
    return None if high is None or low is None else Closed(high - low, "antiderivative of a rational function")


def _inside(root: Expr, lower: Expr, upper: Expr) -> bool:
    return bool(lower == -oo or (root - lower).is_nonnegative is not False) and bool(
        upper == oo or (upper - root).is_nonnegative is not False
    )


def _value(primitive: Expr, x: Symbol, end: Expr, lower: Expr, upper: Expr) -> Expr | None:
    """The antiderivative at an end, as a limit at infinity; None if a part of it is not continuous in the range."""
    total, growth = Integer(0), Integer(0)
    for term in Add.make_args(primitive.expand()):
        coefficient, rest = term.as_independent(x, as_Add=False)
        found = _term(rest, x, end, lower, upper)
        if found is None:
            return None
        total += coefficient * found[0]
        growth += coefficient * found[1]
    return total if cancel(growth) == 0 else None


def _term(part: Expr, x: Symbol, end: Expr, lower: Expr, upper: Expr) -> tuple[Expr, Expr] | None:
    """Value at the end, and how often log|x| is to be added to it there."""
    if isinstance(part, log):
        polynomial = Poly(part.args[0], x)
        if any(_inside(root, lower, upper) for root in _roots(polynomial)):
            return None
        if end in (oo, -oo):
            return log(abs(polynomial.LC())), Integer(polynomial.degree())
        return log(abs(part.args[0].subs(x, end))), Integer(0)
    if isinstance(part, atan):
        numerator, denominator = fraction(cancel(part.args[0]))
        if any(_inside(root, lower, upper) for root in _roots(Poly(denominator, x))):
            return None
        if end not in (oo, -oo):
            return atan(part.args[0].subs(x, end)), Integer(0)
        over = Poly(numerator, x)
        if degree(denominator, x) != 0 or over.degree() < 1:
            return None
        turn = over.LC() / denominator * (1 if end == oo else (-1) ** over.degree())
        return (pi / 2 if turn.is_positive else -pi / 2, Integer(0)) if turn.is_nonzero else None
    if not part.has(log, atan):
        if end not in (oo, -oo):
            return part.subs(x, end), Integer(0)
        numerator, denominator = fraction(cancel(part))
        return (Integer(0), Integer(0)) if degree(denominator, x) > degree(numerator, x) else (part, Integer(0))
    return None


def _roots(polynomial: Any) -> list[Expr]:
    if polynomial.degree() < 1:
        return []
    try:
        return list(real_roots(polynomial))
    except NotImplementedError:
        from sympy import roots

        return [root for root in roots(polynomial) if root.is_real is not False]


__all__ = ["Mul", "rational_integral"]
