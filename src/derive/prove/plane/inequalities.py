"""Order between parts and moduli of complex numbers: the triangle inequality, and what the ranges of parts say.

A difference is brought to a sum of terms c*t with a real number c, each t a modulus, a real or imaginary part, or
an argument.  It is nonnegative if each term with a minus sign is paid for by others:

- |e1 c1 u1 + ... + ek ck uk| <= c1 |u1| + ... + ck |uk| for c >= 0 and powers e of the imaginary unit, where a
  part of u, or the modulus of one, is at most |u|;
- a term with a known range is at least the lower end of that.

Only polynomials in the symbols and their conjugates are looked into; what else stands under a modulus is a
number of which nothing but the modulus is known.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from sympy import (
    Abs,
    Add,
    Expr,
    Integer,
    Mul,
    Pow,
    Rational,
    Symbol,
    acos,
    acosh,
    arg,
    asin,
    asinh,
    atan,
    exp,
    expand,
    im,
    log,
    oo,
    pi,
    re,
)  # fmt: skip

from derive.calculation import Relation
from derive.claim import Claim
from derive.evidence import Proof, Trust
from derive.prove.plane.setting import Setting, real_parts
from derive.prove.sign import Sign

MOST_TERMS, MOST_MODULI = 6, 3
ORDERS = {
    Relation.AT_LEAST: (1, False), Relation.ABOVE: (1, True),
    Relation.AT_MOST: (-1, False), Relation.BELOW: (-1, True),
}  # fmt: skip
"""By which sign the difference of the sides is claimed to be nonnegative, and whether it must not be 0."""


@dataclass(frozen=True)
class Range:
    """An interval of the line that a term stays in; an open end is never reached."""

    lower: Expr
    upper: Expr
    open_lower: bool = False


NONNEGATIVE = Range(Integer(0), oo)
POSITIVE = Range(Integer(0), oo, open_lower=True)
ANGLE = Range(-pi, pi, open_lower=True)
QUARTER = Range(-pi / 2, pi / 2)
HALF = Range(Integer(0), pi)

RANGES: dict[tuple[type, type], Range] = {
    (im, log): ANGLE, (re, asin): QUARTER, (re, acos): HALF, (re, atan): QUARTER, (re, acosh): NONNEGATIVE,
    (im, acosh): ANGLE, (im, asinh): QUARTER,
}  # fmt: skip
"""Parts of the principal values of functions."""


def prove_order(claim: Claim) -> Proof | None:
    """An inequality between real quantities that are made of complex ones.

    >>> from derive.domains import COMPLEX
    >>> z, w = COMPLEX.symbol("z"), COMPLEX.symbol("w")
    >>> everywhere = {z: COMPLEX, w: COMPLEX}
    >>> prove_order(Claim(Abs(z + w), Relation.AT_MOST, Abs(z) + Abs(w), everywhere)).method
    'moduli and parts'
    >>> prove_order(Claim(Abs(z + w), Relation.AT_LEAST, Abs(z) + Abs(w), everywhere)) is None
    True
    """
    if claim.relation not in ORDERS or not all(isinstance(side, Expr) for side in (claim.lhs, claim.rhs)):
        return None
    sign, is_strict = ORDERS[claim.relation]
    terms = _terms(expand(sign * (claim.lhs - claim.rhs), complex=False, func=False))
    if not terms or len(terms) > MOST_TERMS:
        return None
    if _is_nonnegative(terms, Setting.of(claim), is_strict=is_strict):
        return Proof(method="moduli and parts", trusts=Trust.RULE)
    return None


Terms = list[tuple[Expr, Expr]]
"""Real coefficients, not 0, and what they multiply."""

Vector = tuple[Expr, Expr]
"""A complex number by its real and imaginary parts."""


def _terms(difference: Expr) -> Terms | None:
    """The sum as coefficients and terms; None if a term is not certainly real."""
    found: Terms = []
    for summand in Add.make_args(difference):
        coefficient, rest = Integer(1), Integer(1)
        for factor in Mul.make_args(summand):
            if factor.is_number and factor.is_real:
                coefficient *= factor
            else:
                rest *= _as_modulus(factor)
        if not (coefficient.is_positive or coefficient.is_negative) or not _is_part(rest):
            return None
        found.append((coefficient, rest))
    return found


def _as_modulus(factor: Expr) -> Expr:
    """An even power of a real quantity, or any of a modulus, is the modulus of the power."""
    base, power = factor.as_base_exp()
    if not power.is_Integer or power < 2:
        return factor
    if isinstance(base, Abs):
        return Abs(base.args[0] ** power, evaluate=False)
    return Abs(base**power, evaluate=False) if power % 2 == 0 and _is_part(base) else factor


def _is_part(term: Expr) -> bool:
    return term == 1 or isinstance(term, Abs | re | im | arg) or (isinstance(term, Symbol) and bool(term.is_real))


def _is_nonnegative(terms: Terms, setting: Setting, *, is_strict: bool) -> bool:
    """Whether the sum is nonnegative, by ranges, or where moduli pay for the other terms one by one."""
    if _by_ranges(terms, is_strict=is_strict):
        return True
    for place, (coefficient, term) in enumerate(terms):
        if coefficient.is_positive and (term == 1 or isinstance(term, Abs)):
            continue
        others = [t for i, t in enumerate(terms) if i != place]
        for paid in (p for vector in _bounding(coefficient, term, setting) for p in _paying(others, vector, setting)):
            if _is_nonnegative([t for t in others if t not in paid], setting, is_strict=is_strict):
                return True
    return False


def _by_ranges(terms: Terms, *, is_strict: bool) -> bool:
    """Whether the sum of the least values is nonnegative, and, for a strict claim, not reached."""
    least, is_open = Integer(0), False
    for coefficient, term in terms:
        known = _range(term)
        end = known.lower if coefficient.is_positive else known.upper
        if end in (oo, -oo):
            return False
        least += coefficient * end
        is_open |= known.open_lower and bool(coefficient.is_positive)
    return bool(least.is_positive) or (least == 0 and (is_open or not is_strict))


def _range(term: Expr) -> Range:
    if term == 1:
        return Range(Integer(1), Integer(1))
    inside = term.args[0] if term.args else term
    match term:
        case Abs():
            return POSITIVE if isinstance(inside, exp) else NONNEGATIVE
        case arg():
            return ANGLE
        case re() if isinstance(inside, Pow) and inside.exp == Rational(1, 2):
            return NONNEGATIVE
    return RANGES.get((type(term), type(inside)), Range(-oo, oo))


def _bounding(coefficient: Expr, term: Expr, setting: Setting) -> Iterator[Vector]:
    """Complex numbers by their parts whose moduli are at least that of the multiple of the term."""
    inside = term
    while True:
        exact = _vector(coefficient, inside.args[0] if isinstance(inside, Abs) else inside, setting)
        if exact is not None:
            yield exact
        if not isinstance(inside, Abs | re | im):
            return
        inside = inside.args[0]


def _vector(coefficient: Expr, number: Expr, setting: Setting) -> Vector | None:
    """The parts of a multiple of a complex number; None if it is no polynomial in them."""
    found = real_parts(number, setting.parts)
    return None if found is None else (expand(coefficient * found[0]), expand(coefficient * found[1]))


def _paying(others: Terms, vector: Vector, setting: Setting) -> Iterator[Terms]:
    """Sums of moduli whose numbers, with unit factors, add up to the vector."""
    moduli = [(c, t) for c, t in others if c.is_positive and (t == 1 or isinstance(t, Abs))]
    inside = [_vector(c, t.args[0] if isinstance(t, Abs) else t, setting) for c, t in moduli]
    known = [(term, parts) for term, parts in zip(moduli, inside, strict=True) if parts is not None]
    if len(known) > MOST_MODULI:
        return
    for turns in product((0, 1, 2, 3, None), repeat=len(known)):
        chosen = [(t, _turned(p, turn)) for (t, p), turn in zip(known, turns, strict=True) if turn is not None]
        x = expand(Add(*(parts[0] for _, parts in chosen)))
        y = expand(Add(*(parts[1] for _, parts in chosen)))
        gap = expand(x**2 + y**2 - vector[0] ** 2 - vector[1] ** 2)
        if chosen and (gap == 0 or setting.possible_signs(gap).within(Sign.NONNEGATIVE)):
            yield [term for term, _ in chosen]


def _turned(number: Vector, quarters: int) -> Vector:
    """The number times a power of the imaginary unit."""
    x, y = number
    return ((x, y), (-y, x), (-x, -y), (y, -x))[quarters]
