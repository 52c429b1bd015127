"""A function of one variable between its kinks: a smooth expression on each of the intervals that they cut out.

Kinks are where an absolute value, a maximum or a condition turns.  The expression on an interval is what the
function becomes there by the signs that are known; that the kinks were all found is therefore no assumption.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from sympy import (
    Abs,
    Eq,
    Expr,
    Gt,
    Heaviside,
    Integer,
    Interval,
    Lt,
    Max,
    Min,
    Piecewise,
    Poly,
    Symbol,
    oo,
    preorder_traversal,
    sign,
)
from sympy.core.relational import Relational

from derive.numeric.solving import solved_for
from derive.prove.facts import Facts
from derive.prove.normal_form import fraction, is_zero
from derive.prove.sign import Sign
from derive.prove.signs import sign_of
from derive.prove.throughout import has_value, is_defined
from derive.tree import rewritten

MOST_KINKS = 6


@dataclass(frozen=True)
class Segment:
    """What a function is between two of its kinks, and what is known of the variable there."""

    value: Expr
    low: Expr
    high: Expr
    facts: Facts


def segments(f: Expr, t: Symbol, facts: Facts) -> list[Segment] | None:
    """The function on each open interval between its kinks; None if it has none, or too little is known.

    Kinks may depend on parameters, if their order and whether they lie in the domain is certain.

    >>> from derive.domains import REAL
    >>> t = REAL.symbol("t")
    >>> [(str(part.value), part.low, part.high) for part in segments(Max(0, t) + Abs(t), t, Facts({t: REAL}))]
    [('-t', -oo, 0), ('2*t', 0, oo)]
    """
    whole = facts.domains[t].whole
    kinks = _kinks(f, t)
    if kinks is None or not isinstance(whole, Interval):
        return None
    kinks = _in_order(kinks, whole, facts)
    if kinks is None:
        return None
    parts = [_between(f, t, low, high, facts) for low, high in pairwise([whole.start, *kinks, whole.end])]
    return None if None in parts else [part for part in parts if part is not None]


def are_continuous(parts: list[Segment], f: Expr, t: Symbol, facts: Facts) -> bool:
    """Whether the function has a value at each kink and closed end, to which the segments beside it extend."""
    whole = facts.domains[t].whole
    seams = [(left.high, side) for left, right in pairwise(parts) for side in (left, right)]
    seams += [] if whole.left_open else [(whole.start, parts[0])]
    seams += [] if whole.right_open else [(whole.end, parts[-1])]
    return all(_extends(part, f, t, seam, facts) for seam, part in seams)


def _extends(part: Segment, f: Expr, t: Symbol, seam: Expr, facts: Facts) -> bool:
    here, there = (rewritten(value, {t: seam}) for value in (f, part.value))
    return is_defined(here, facts) and is_defined(there, facts) and is_zero(there - here, facts)


def _between(f: Expr, t: Symbol, low: Expr, high: Expr, facts: Facts) -> Segment | None:
    bounds = [Gt(t, low, evaluate=False)] if low.is_finite is not False else []
    bounds += [Lt(t, high, evaluate=False)] if high.is_finite is not False else []
    inside = facts.assuming(*bounds)
    found = fraction(f, inside) if has_value(f, t, inside) else None
    return None if found is None else Segment(found[0] / found[1], low, high, inside)


def _in_order(kinks: list[Expr], whole: Interval, facts: Facts) -> list[Expr] | None:
    """The kinks inside the domain, the first first; None if it is open which they are."""
    found: list[Expr] = []
    for kink in kinks:
        beyond = (kink - whole.end, whole.start - kink)
        if any(_is_certain(distance, facts, Sign.NONNEGATIVE) for distance in beyond):
            continue
        place = sum(_is_certain(kink - other, facts, Sign.POSITIVE) for other in found)
        found.insert(place, kink)
    ends = pairwise([whole.start, *found, whole.end])
    return found if all(_is_certain(high - low, facts, Sign.POSITIVE) for low, high in ends) else None


def _is_certain(difference: Expr, facts: Facts, sign: Sign) -> bool:
    if difference in (oo, -oo):
        return bool(difference == oo)
    found = sign_of(difference, facts)
    return found is not None and found.within(sign)


def _kinks(f: Expr, t: Symbol) -> list[Expr] | None:
    """Where what f turns on vanishes; None if that is not known, or nowhere."""
    found: dict[Expr, None] = {}
    for node in preorder_traversal(f):
        for quantity in _turning_on(node):
            for branch in _branches(quantity):
                if t not in branch.free_symbols:
                    continue
                root = _root(branch, t)
                if root is None:
                    return None
                found[root] = None
    return list(found) if 0 < len(found) <= MOST_KINKS else None


def _root(branch: Expr, t: Symbol) -> Expr | None:
    if branch.is_polynomial(t) and Poly(branch, t).degree() == 1:
        lead, rest = Poly(branch, t).all_coeffs()
        return -rest / lead if lead.is_Rational else solved_for(Eq(branch, 0, evaluate=False), t)
    return solved_for(Eq(branch, 0, evaluate=False), t)


def _turning_on(node: object) -> Iterator[Expr]:
    match node:
        case Abs() | sign() | Heaviside():
            yield node.args[0]
        case Max() | Min():
            yield from (a - b for i, a in enumerate(node.args) for b in node.args[:i])
        case Piecewise():
            yield from (c.lhs - c.rhs for _, condition in node.args for c in condition.atoms(Relational))


def _branches(quantity: Expr) -> Iterator[Expr]:
    """The quantity with each absolute value in it taken with either sign."""
    modulus = next(iter(quantity.atoms(Abs)), None)
    if modulus is None:
        yield quantity
        return
    for factor in (Integer(1), Integer(-1)):
        yield from _branches(quantity.xreplace({modulus: factor * modulus.args[0]}))
