"""Finite sums and products whose terms do not depend on the upper end: induction on it.

The value steps by the new term, and it is right for the empty sum.  On the way the value must have a value
itself: its denominators vanish for no whole number on the way, or it is continuous in the other variables.
"""

from __future__ import annotations

from typing import Any

from sympy import Expr, Integer, Pow, Product, Sum, Symbol, digamma, gamma, log, loggamma, polygamma, zeta

from derive.claim import Claim
from derive.prove.special.arguments import evaluated, plain
from derive.prove.sums.equality import about, equal, moves_freely

POLES = (gamma, digamma, polygamma, loggamma, zeta, log)


def inductive(
    node: Sum | Product, value: Expr, n: Symbol, first: int, claim: Claim, facts: Any
) -> frozenset[str] | None:
    """The rules by which the sum or product equals `value` for all whole n >= first; None if that is not shown."""
    body, (k, lower, upper) = node.function, node.limits[0]
    lower, upper = plain(lower), plain(upper)
    offset = plain(upper - n)
    if body.has(n) or lower.has(n) or not (offset.is_Integer and lower.is_Integer):
        return None
    if first + offset < lower - 1 or not _is_safe(value, n, first, claim, body):
        return None
    terms = range(int(lower), int(first + offset) + 1)
    start = [evaluated(body.xreplace({k: Integer(i)})).doit() for i in terms]
    new = body.xreplace({k: n + 1 + offset})
    after = value.xreplace({n: n + 1})
    if isinstance(node, Sum):
        beginning, step = sum(start, Integer(0)), value + new
    else:
        beginning, step = _product(start), value * new
    here = evaluated(value.xreplace({n: Integer(first)}))
    base = equal(here, beginning, about(claim, here, beginning), facts)
    if base is None:
        return None
    shown = equal(after, step, about(claim, after, step), facts)
    return None if shown is None else base | shown | {"induction on the upper end"}


def _product(factors: list[Expr]) -> Expr:
    product: Expr = Integer(1)
    for factor in factors:
        product *= factor
    return product


def _is_safe(value: Expr, n: Symbol, first: int, claim: Claim, body: Any) -> bool:
    """Whether a missing value on the way cannot break the chain."""
    others = sorted((value.free_symbols | body.free_symbols) & set(claim.domains) - {n}, key=str)
    continuous = [symbol for symbol in others if moves_freely(symbol, claim, value, body)]
    moving = Symbol("m", integer=True, nonnegative=True)
    risky = [node.args[0] for node in value.atoms(Pow) if not _is_harmless_exponent(node.args[1])]
    risky += [node.args[-1] for node in value.atoms(*POLES)]
    for part in risky:
        if not part.has(n) or part.free_symbols & set(continuous):
            continue
        shifted = plain(part.xreplace({n: moving + first}))
        if not (shifted.is_positive or (shifted.is_nonzero and shifted.is_real and not _has_pole_head(part, value))):
            return False
    return True


def _is_harmless_exponent(exponent: Expr) -> bool:
    return bool(plain(exponent).is_nonnegative)


def _has_pole_head(part: Expr, value: Expr) -> bool:
    return any(node.args[-1] == part for node in value.atoms(*POLES))
