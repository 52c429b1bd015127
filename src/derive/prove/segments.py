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

from derive.prove.facts import Facts
from derive.prove.normal_form import fraction, is_zero
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

    Kinks are rational numbers, or there is one only, which may depend on parameters where t is any real number.

    >>> from derive.domains import REAL
    >>> t = REAL.symbol("t")
    >>> [(str(part.value), part.low, part.high) for part in segments(Max(0, t) + Abs(t), t, Facts({t: REAL}))]
    [('-t', -oo, 0), ('2*t', 0, oo)]
    """
    whole = facts.domains[t].whole
    kinks = _kinks(f, t)
    if kinks is None or not isinstance(whole, Interval):
        return None
    if all(kink.is_Rational for kink in kinks):
        kinks = sorted(kink for kink in kinks if whole.start < kink < whole.end)
    elif len(kinks) > 1 or whole != Interval(-oo, oo):
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


def _kinks(f: Expr, t: Symbol) -> list[Expr] | None:
    """Where what f turns on vanishes; None if that is not known, or nowhere."""
    found: dict[Expr, None] = {}
    for node in preorder_traversal(f):
        for quantity in _turning_on(node):
            for branch in _branches(quantity):
                if t not in branch.free_symbols:
                    continue
                if not branch.is_polynomial(t) or Poly(branch, t).degree() != 1:
                    return None
                lead, rest = Poly(branch, t).all_coeffs()
                if not lead.is_Rational:
                    return None
                found[-rest / lead] = None
    return list(found) if 0 < len(found) <= MOST_KINKS else None


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
