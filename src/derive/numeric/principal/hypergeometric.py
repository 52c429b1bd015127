"""Hypergeometric functions: polynomials, series, and their continuation."""

from __future__ import annotations

from flint import acb, ctx, fmpq

from derive.numeric.principal import values
from derive.numeric.principal.gamma import LARGEST_ORDER, gamma, is_pole_of_gamma, reciprocal_gamma, within_reach
from derive.numeric.principal.values import (
    ONE,
    NoValue,
    Unsettled,
    Unsupported,
    Value,
    as_acb,
    is_exact,
    is_zero,
)  # fmt: skip


def hypergeometric(upper: list[Value], lower: list[Value], z: Value) -> Value:
    """pFq(upper; lower; z), as a series or, for p = q + 1, its continuation off [1, oo)."""
    within_reach(z, *upper, *lower)
    terms = [-int(a.p) for a in upper if is_pole_of_gamma(a)]
    poles = [-int(b.p) for b in lower if is_pole_of_gamma(b)]
    if poles:
        if not terms or min(terms) > min(poles):
            raise NoValue
        if min(terms) == min(poles):
            raise Unsettled
    if terms and min(terms) <= LARGEST_ORDER:
        return _terminating(upper, lower, z, min(terms))
    if is_zero(z):
        return ONE
    if len(upper) > len(lower) + 1:
        raise Unsupported
    if z == ONE and len(upper) == 2 and len(lower) == 1:
        return _gauss_at_one(upper[0], upper[1], lower[0])
    if z == ONE and len(upper) == 1 and not lower:
        raise NoValue
    above, below = [as_acb(a) for a in upper], [as_acb(b) for b in lower]
    with ctx.workprec(_useful_bits([*above, *below, as_acb(z)])):
        return as_acb(z).hypgeom(above, below)


def _useful_bits(arguments: list[acb]) -> int:
    """No more bits than the widest argument allows: on a wide ball each further bit costs terms and gains nothing."""
    accuracy = min(int(argument.rel_accuracy_bits()) for argument in arguments)
    return max(LEAST_BITS, min(ctx.prec, accuracy + GUARD_BITS))


LEAST_BITS, GUARD_BITS = 64, 64


def _terminating(upper: list[Value], lower: list[Value], z: Value, degree: int) -> Value:
    """The polynomial in z, term by term."""
    term: Value = ONE
    terms = [term]
    for n in range(degree):
        ratio = [values.add([a, fmpq(n)]) for a in upper]
        ratio += [values.reciprocal(values.add([b, fmpq(n)])) for b in lower]
        term = values.multiply([term, *ratio, z, fmpq(1, n + 1)])
        terms.append(term)
    return values.add(terms)


def _gauss_at_one(a: Value, b: Value, c: Value) -> Value:
    """Gauss's theorem; the series diverges unless Re(c - a - b) > 0."""
    excess = values.subtract(c, values.add([a, b]))
    real = as_acb(excess).real
    if not real > 0:
        raise NoValue if real < 0 or is_exact(excess) else Unsettled
    below = reciprocal_gamma(values.subtract(c, a)), reciprocal_gamma(values.subtract(c, b))
    return values.multiply([gamma(c), gamma(excess), *below])
