"""Integrals between numbers by an antiderivative that SymPy proposes and that is differentiated back.

It counts where it has a value and is smooth on the whole closed range.  The range is cut at the zeros of
what stands in absolute values.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from flint import arb
from sympy import Abs, Expr, Integer, Integral, Poly, PolynomialError, Symbol, diff, real_roots
from sympy.integrals.manualintegrate import manualintegrate

from derive.domains import interval
from derive.errors import AuthoringError
from derive.numeric.balls import settle
from derive.prove.facts import Facts
from derive.prove.normal_form import is_zero
from derive.prove.special.arguments import evaluated
from derive.prove.sums.closed import Closed
from derive.prove.throughout import has_value, is_smooth

LARGEST = 40
"""Operations in an integrand beyond which no antiderivative is looked for."""
MOST_PIECES = 8


def by_antiderivative(body: Any, x: Symbol, lower: Expr, upper: Expr) -> Closed | None:
    """The value between two real numbers; None if no antiderivative is found that is smooth there.

    >>> from sympy import Rational, pi, sin
    >>> x = Symbol("x", real=True)
    >>> by_antiderivative(sin(x)**2, x, Integer(0), 2*pi).value
    pi
    >>> by_antiderivative(Abs(x), x, Integer(-1), Integer(2)).value
    5/2
    >>> by_antiderivative(1/x, x, Integer(-1), Integer(1)) is None
    True
    """
    if not all(end.is_number and end.is_finite and end.is_real for end in (lower, upper)) or body.free_symbols - {x}:
        return None
    pieces = _pieces(evaluated(body), x, lower, upper)
    if pieces is None:
        return None
    values = [_over_piece(function, x, start, end) for function, start, end in pieces]
    found = [value for value in values if value is not None]
    if len(found) < len(values):
        return None
    return Closed(sum(found, Integer(0)), "antiderivative, differentiated back")


def _pieces(body: Expr, x: Symbol, lower: Expr, upper: Expr) -> list[tuple[Expr, Expr, Expr]] | None:
    """The integrand without absolute values, on the ranges between their zeros."""
    cuts = {lower, upper}
    for quantity in [node.args[0] for node in body.atoms(Abs)]:
        try:
            cuts |= {root for root in real_roots(Poly(quantity, x)) if _is_between(root, lower, upper)}
        except PolynomialError:
            return None
    ends = sorted(cuts, key=lambda end: float(end))
    if len(ends) > MOST_PIECES or upper == lower:
        return None
    found = []
    for start, end in pairwise(ends):
        function = _without_moduli(body, x, (start + end) / 2)
        if function is None:
            return None
        found.append((function if lower == ends[0] else -function, start, end))
    return found


def _is_between(root: Expr, lower: Expr, upper: Expr) -> bool:
    return bool(min(float(lower), float(upper)) < float(root) < max(float(lower), float(upper)))


def _without_moduli(body: Expr, x: Symbol, middle: Expr) -> Expr | None:
    """The integrand near a point at which no absolute value vanishes; None if a ball does not show its sign."""
    values = {}
    for node in body.atoms(Abs):
        ball = settle(node.args[0], {x: middle})
        if not isinstance(ball, arb) or ball.contains(0):
            return None
        values[node] = node.args[0] if ball > 0 else -node.args[0]
    return body.xreplace(values)


def _over_piece(function: Expr, x: Symbol, start: Expr, end: Expr) -> Expr | None:
    if function.count_ops() > LARGEST:
        return None
    proposed = manualintegrate(function, x)
    if proposed.has(Integral, Abs):
        return None
    try:
        facts = Facts({x: interval(start, end)})
    except AuthoringError:
        return None
    if not is_smooth(proposed, x) or not has_value(proposed, x, facts):
        return None
    if not is_zero(diff(proposed, x) - function, facts):
        return None
    return proposed.subs(x, end) - proposed.subs(x, start)
