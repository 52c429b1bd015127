"""Complete elliptic integrals whose parameters are related: imaginary and reciprocal moduli, Landen's transformation.

Where integrals of both parameters occur, those of one are written in those of the other.
"""

from __future__ import annotations

from typing import Any

from sympy import Expr, I, Integer, Pow, Rational, cancel, elliptic_e, elliptic_k, sqrt, sqrtdenest

from derive.prove.special.arguments import plain, same_number
from derive.prove.special.hypotheses import is_below_one, is_inside, is_inside_unit_disc
from derive.prove.special.rules import Found, Pass, Sides, occurrences, replaced

HALF = Rational(1, 2)


def related(sides: Sides, facts: Any) -> Found | None:
    """K and E of a parameter that is a transform of another one."""
    nodes = [n for n in occurrences(sides, (elliptic_k, elliptic_e)) if len(n.args) == 1]
    parameters = list(dict.fromkeys(plain(node.args[0]) for node in nodes))
    for here in parameters:
        for there in parameters:
            if here == there:
                continue
            pair = _imaginary(here, there, facts) or _reciprocal(here, there, facts) or _landen(here, there, facts)
            if pair is None:
                continue
            values = {n: pair[n.func is elliptic_e] for n in nodes if plain(n.args[0]) == here}
            return tuple(replaced(side, values) for side in sides), ()
    return None


def _same(left: Expr, right: Expr) -> bool:
    if left.is_number and right.is_number:
        return same_number(left, right)
    return bool(cancel(left - right) == 0)


def _both(m: Expr) -> tuple[Any, Any]:
    return elliptic_k(m, evaluate=False), elliptic_e(m, evaluate=False)


def _imaginary(here: Expr, there: Expr, facts: Any) -> tuple[Expr, Expr] | None:
    """K(m) = K(m/(m - 1))/sqrt(1 - m), E(m) = sqrt(1 - m)*E(m/(m - 1)) off the cut; negative m are replaced."""
    if here == 1 or not _same(there, here / (here - 1)) or _is_replaced_first(there, here):
        return None
    # either of m and m/(m - 1) is off the cut [1, oo) if the other one is
    if not any(is_below_one(m, facts) or is_inside_unit_disc(m, facts) for m in (here, there)):
        return None
    first, second = _both(there)
    root = Pow(1 - here, HALF)
    return first / root, second * root


def _is_replaced_first(there: Expr, here: Expr) -> bool:
    """Of m and m/(m - 1), the one that is negative, or else that is longer."""
    if here.is_negative or there.is_negative:
        return bool(there.is_negative)
    return (there.count_ops(), str(there)) > (here.count_ops(), str(here))


def _reciprocal(here: Expr, there: Expr, facts: Any) -> tuple[Expr, Expr] | None:
    """K(1/m) and E(1/m) for 0 < m < 1."""
    from sympy import Integer

    if not _same(here * there, Integer(1)) or not is_inside(there, Integer(0), Integer(1), facts):
        return None
    (first, second), (first_dual, second_dual) = _both(there), _both(plain(1 - there))
    root = sqrt(there)
    e = (second + I * second_dual - (1 - there) * first - I * there * first_dual) / root
    return root * (first - I * first_dual), e


def _landen(here: Expr, there: Expr, facts: Any) -> tuple[Expr, Expr] | None:
    """K(4*x/(1 + x)**2) = (1 + x)*K(x**2), and E, for |x| < 1."""
    if is_inside(here, Integer(0), Integer(1), facts):
        x = cancel((1 - sqrt(1 - here)) / (1 + sqrt(1 - here)))
        if _same(there, x**2):
            first, second = _both(there)
            return (1 + x) * first, (2 * second - (1 - there) * first) / (1 + x)
    for x in (_root(there), -_root(there)):
        if not _same(here, 4 * x / (1 + x) ** 2):
            continue
        if is_inside_unit_disc(x, facts) or (x.is_positive and is_below_one(x, facts)):
            first, second = _both(there)
            return (1 + x) * first, (2 * second - (1 - there) * first) / (1 + x)
    return None


def _root(square: Expr) -> Expr:
    """A root, written without a root where the square shows one."""
    base, exponent = square.as_base_exp()
    if (exponent / 2).is_Integer:
        return base ** (exponent / 2)
    return sqrtdenest(sqrt(square))


PASSES: tuple[Pass, ...] = (Pass("transformations of complete elliptic integrals", related),)
