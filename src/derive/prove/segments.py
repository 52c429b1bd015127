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
    Symbol,
    exp,
    expand,
    nan,
    oo,
    powsimp,
    preorder_traversal,
    sign,
    zoo,
)
from sympy.core.relational import Relational

from derive.numeric.solving import solved_for
from derive.prove.facts import Facts
from derive.prove.normal_form import fraction, is_zero
from derive.prove.sign import Sign
from derive.prove.signs import sign_of
from derive.prove.throughout import derivative, has_value, is_defined
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
    order = _in_order(list(kinks), whole, facts) if kinks and isinstance(whole, Interval) else None
    if kinks is None or order is None:
        return None
    rising = [_rising(kinks[kink], t, kink, facts) for kink in order]
    parts = []
    for before, (low, high) in enumerate(pairwise([whole.start, *order, whole.end])):
        signs = [_of_sign(branch, up == (place < before)) for place, found in enumerate(rising) for branch, up in found]
        parts.append(_between(f, t, low, high, facts.assuming(*_bounds(t, low, high), *signs)))
    return None if None in parts else [part for part in parts if part is not None]


def _rising(branches: list[Expr], t: Symbol, kink: Expr, facts: Facts) -> list[tuple[Expr, bool]]:
    """Those of the quantities that certainly rise through 0 at a kink, or (False) fall, throughout the domain."""
    found = []
    for branch in branches:
        if not is_zero(rewritten(branch, {t: kink}), facts):
            continue
        slope = derivative(branch, t, facts)
        sign = None if slope is None else sign_of(slope, facts)
        if sign in (Sign.POSITIVE, Sign.NEGATIVE):
            found.append((branch, sign is Sign.POSITIVE))
    return found


def _of_sign(quantity: Expr, is_positive: bool) -> Relational:  # noqa: FBT001
    return (Gt if is_positive else Lt)(quantity, Integer(0), evaluate=False)


def _bounds(t: Symbol, low: Expr, high: Expr) -> list[Relational]:
    lower = [Gt(t, low, evaluate=False)] if low.is_finite is not False else []
    return lower + ([Lt(t, high, evaluate=False)] if high.is_finite is not False else [])


def are_continuous(parts: list[Segment], f: Expr, t: Symbol, facts: Facts) -> bool:
    """Whether the function has a value at each kink and closed end, to which the segments beside it extend."""
    whole = facts.domains[t].whole
    seams = [(left.high, side) for left, right in pairwise(parts) for side in (left, right)]
    seams += [] if whole.left_open else [(whole.start, parts[0])]
    seams += [] if whole.right_open else [(whole.end, parts[-1])]
    return all(_extends(part, f, t, seam, facts) for seam, part in seams)


def _extends(part: Segment, f: Expr, t: Symbol, seam: Expr, facts: Facts) -> bool:
    here, there = (value.xreplace({t: seam}) for value in (f, part.value))
    if any(value.has(zoo, nan, oo, -oo) or not is_defined(value, facts) for value in (here, there)):
        return False
    return is_zero(there - here, facts)


def _between(f: Expr, t: Symbol, low: Expr, high: Expr, inside: Facts) -> Segment | None:
    found = fraction(f, inside) if has_value(f, t, inside) else None
    return None if found is None else Segment(found[0] / found[1], low, high, inside)


def _in_order(kinks: list[Expr], whole: Interval, facts: Facts) -> list[Expr] | None:
    """The kinks inside the domain, the first first; None if it is open which they are."""
    found: list[Expr] = []
    for kink in kinks:
        if not is_defined(kink, facts):
            return None
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


def _kinks(f: Expr, t: Symbol) -> dict[Expr, list[Expr]] | None:
    """Where what f turns on vanishes, and what does so there; None if that is not known, or nowhere."""
    found: dict[Expr, list[Expr]] = {}
    for node in preorder_traversal(f):
        for quantity in _turning_on(node):
            for branch in _branches(quantity):
                if t not in branch.free_symbols:
                    continue
                root = solved_for(Eq(_merged(branch), 0, evaluate=False), t)
                if root is None:
                    return None
                found.setdefault(root, []).append(branch)
    return found if 0 < len(found) <= MOST_KINKS else None


def _merged(branch: Expr) -> Expr:
    """The quantity with products of exponentials as one, so that its zero can be found by undoing."""
    merged = powsimp(branch, combine="exp")
    return merged.xreplace({node: exp(expand(node.args[0])) for node in merged.atoms(exp)})


def _turning_on(node: object) -> Iterator[Expr]:
    match node:
        case Abs() | sign() | Heaviside():
            yield node.args[0]
        case Max() | Min():
            yield from (a - b for i, a in enumerate(node.args) for b in node.args[:i])
        case Piecewise():
            yield from (c.lhs - c.rhs for _, condition in node.args for c in condition.atoms(Relational))


def _branches(quantity: Expr) -> Iterator[Expr]:
    """The quantity with each absolute value in it taken with either sign, and each case of a `Piecewise`."""
    node = next(iter(quantity.atoms(Abs, Piecewise)), None)
    match node:
        case Abs():
            values = [node.args[0], -node.args[0]]
        case Piecewise():
            values = [value for value, _ in node.args]
        case _:
            yield quantity
            return
    for value in values:
        yield from _branches(quantity.xreplace({node: value}))
