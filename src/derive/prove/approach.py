"""How a variable may move: from inside its domain towards a point of the closure, as a series in u -> oo."""

from __future__ import annotations

from typing import Any

from sympy import Expr, Integer, Integers, Interval, Naturals, Naturals0, Set, Union, nan, oo

from derive.calculation import Approach
from derive.claim import Claim
from derive.domains import Domain
from derive.errors import AuthoringError
from derive.prove.transseries import ONE, Monomial, Series, Term, U

REACHES = {"+": "above", "-": "below"}


def moving(approach: Approach, side: str) -> Series:
    """The variable as u -> oo: a + 1/u from above, a - 1/u from below, u or -u at the infinities."""
    if approach.point in (oo, -oo):
        return Series((Term(Integer(1 if approach.point == oo else -1), U),))
    step = Term(Integer(1 if side == "+" else -1), Monomial((Integer(-1), Integer(0), Integer(0))))
    point = () if approach.point.is_zero else (Term(approach.point, ONE),)
    return Series((*point, step))


def check_approach(claim: Claim) -> None:
    """Refuse a limit that the domain of its variable does not allow.

    Raises `AuthoringError` for a variable without a domain, a point that depends on it, and a side from
    which it cannot come.
    """
    approach = claim.approach
    assert approach is not None
    x, point = approach.variable, approach.point
    if x not in claim.domains:
        raise AuthoringError(f"{x} moves to {point}, but is no variable here: declare it in the signature")
    if x in point.free_symbols or x in getattr(claim.rhs, "free_symbols", ()):
        raise AuthoringError(f"neither the point {point} nor the limit {claim.rhs} may depend on {x}")
    if point is nan or point.is_extended_real is False:
        raise AuthoringError(f"{x} cannot tend to {point}: write a real number, oo or -oo")
    if not point.free_symbols:
        _check_sides(approach, claim.domains[x])


def _check_sides(approach: Approach, declared: Domain) -> None:
    x, point, domain = approach.variable, approach.point, declared.name
    possible = [side for side in REACHES if _comes_from(declared.whole, point, side)]
    if set(approach.direction) <= set(possible):
        return
    if point in (oo, -oo) or not possible:
        raise AuthoringError(f"{x} is {domain}: it does not come near {point}")
    (side,) = possible
    raise AuthoringError(
        f'{x} is {domain}: it reaches {point} only from {REACHES[side]}; write as_=({x}, {point}, "{side}")'
    )


def _comes_from(whole: Set, point: Expr, side: str) -> bool:
    """Whether elements of a set come arbitrarily near to the point from one side."""
    if isinstance(whole, Union):
        return any(_comes_from(part, point, side) for part in whole.args)
    if isinstance(whole, Interval):
        return bool(whole.start <= point < whole.end if side == "+" else whole.start < point <= whole.end)
    if whole in (Naturals, Naturals0):
        return bool(point == oo)
    return whole == Integers and point in (oo, -oo)


def is_free_to_move(claim: Claim) -> bool:
    """Whether the variable can certainly come to the point: a checked number, or anything over the reals."""
    approach: Any = claim.approach
    whole = claim.domains[approach.variable].whole
    return not approach.point.free_symbols or whole == Interval(-oo, oo)
