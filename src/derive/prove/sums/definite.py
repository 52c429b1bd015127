"""Sums over k up to a bound that grows with n: Zeilberger's recurrence, and induction on n.

The recurrence is summed over k from the lower end to H; what remains at the ends is an inhomogeneity.
"""

from __future__ import annotations

from typing import Any

from sympy import Dummy, Expr, GoldenRatio, Integer, Pow, Sum, Symbol, cancel, expand, floor

from derive.claim import Claim
from derive.prove.special.arguments import approximation, evaluated, plain, same_number
from derive.prove.sums.equality import about, equal, moves_freely
from derive.prove.sums.inhomogeneity import OutOfRange, Range, inhomogeneity
from derive.prove.sums.recurrent import in_exponentials
from derive.prove.sums.terms import NoTerm, Term, read
from derive.prove.sums.zeilberger import Recurrence, recurrence

MOST_DELAY = 8
SMALL = 1e-9


def definite_sum(node: Sum, value: Expr, n: Symbol, first: int, claim: Claim, facts: Any) -> frozenset[str] | None:
    """The rules by which the sum equals `value` for all whole n >= first; None where that is not shown."""
    body, (k, lower, upper) = node.function, node.limits[0]
    lower, top = plain(lower), _real_bound(upper)
    if not lower.is_Integer or top.has(k) or not (top.coeff(n).is_Rational and top.coeff(n) > 0):
        return None
    if (top - top.coeff(n) * n).free_symbols:
        return None
    others = claim_parameters(claim, n, node, value)
    if not all(moves_freely(symbol, claim, body, value) for symbol in others):
        return None
    try:
        term = read(body, (n, k))
        found = recurrence(term, n, k)
    except NoTerm:
        return None
    if found is None:
        return None
    for delay in range(MOST_DELAY):
        try:
            rest = inhomogeneity(term, found, Range(n, k, int(lower), top, first + delay), upper)
        except (OutOfRange, NoTerm):
            continue
        return _by_induction(node, value, n, (first, first + delay), (found, rest), (claim, facts))
    return None


def claim_parameters(claim: Claim, n: Symbol, *expressions: Any) -> list[Symbol]:
    """The variables of a claim other than n that the expressions have."""
    free = set().union(*(expression.free_symbols for expression in expressions))
    return sorted((free & set(claim.domains)) - {n}, key=str)


def _real_bound(upper: Expr) -> Expr:
    return plain(upper.args[0]) if isinstance(upper, floor) else plain(upper)


def _by_induction(
    node: Sum,
    value: Expr,
    n: Symbol,
    starts: tuple[int, int],
    found: tuple[Recurrence, Expr],
    context: tuple[Claim, Any],
) -> frozenset[str] | None:
    """First values one by one, then the recurrence for the value."""
    (claim, facts), (coefficients, rest) = context, (found[0].coefficients, found[1])
    names: set[str] = {"Zeilberger's recurrence"}
    for index in range(starts[0], starts[1] + len(coefficients) - 1):
        here = {n: Integer(index)}
        sides = (unrolled(node, here), evaluated(value.xreplace(here)))
        shown = equal(*sides, about(claim, *sides), facts)
        if shown is None:
            return None
        names |= shown
    combination = sum((a * value.xreplace({n: n + j}) for j, a in enumerate(coefficients)), Integer(0))
    shown = equal(combination, rest, about(claim, combination, rest), facts)
    return None if shown is None else frozenset(names | shown)


def unrolled(node: Sum, point: dict[Symbol, Expr]) -> Expr:
    """The sum at whole numbers, term by term."""
    k, lower, upper = node.limits[0]
    ends = [int(evaluated(end.xreplace(point)).doit()) for end in (lower, upper)]
    body = node.function.xreplace(point)
    return sum((evaluated(body.xreplace({k: Integer(i)})).doit() for i in range(ends[0], ends[1] + 1)), Integer(0))


# ---- the ends


# ---- sums with a recurrence of order one


def geometric_sum(node: Sum, n: Symbol, first: int) -> Expr | None:
    """A sum of hypergeometric terms times a recurrent sequence, where each piece grows by a constant factor."""
    body, (k, lower, upper) = node.function, node.limits[0]
    lower, top = plain(lower), _real_bound(upper)
    pieces = in_exponentials(body, k)
    if pieces is None or pieces.needs or not lower.is_Integer or top.free_symbols != {n}:
        return None
    total: Expr = Integer(0)
    for piece in pieces.value:
        try:
            term, bases = _with_symbols(read(piece, (n, k)), n, k)
            found = recurrence(term, n, k)
            if found is None or len(found.coefficients) != 2 or not _stays_nonzero(found.coefficients[1], bases):
                return None
            if inhomogeneity(term, found, Range(n, k, int(lower), top, first), upper) != 0:
                return None
        except (OutOfRange, NoTerm):
            return None
        factor = cancel(-found.coefficients[0] / found.coefficients[1]).xreplace(bases)
        if factor.has(n):
            return None
        start = unrolled(Sum(piece, (k, lower, upper)), {n: Integer(first)})
        total += start * _power(factor, plain(n - first))
    return total


def _with_symbols(term: Term, n: Symbol, k: Symbol) -> tuple[Term, dict[Symbol, Expr]]:
    """The term with symbols in place of irrational constants and exponentials that are raised to powers."""
    bases: dict[Expr, Symbol] = {}
    powers = []
    for base, exponent in term.powers:
        known = base.is_Rational or (base.is_rational_function(*base.free_symbols) and not base.is_number)
        powers.append((base if known else bases.setdefault(base, Dummy("b")), exponent))
    return Term(term.rational, tuple(powers), term.gammas), {symbol: base for base, symbol in bases.items()}


def _stays_nonzero(coefficient: Expr, bases: dict[Symbol, Expr]) -> bool:
    """Whether the coefficient, which is not 0 for generic bases, is not 0 for these."""
    if not coefficient.free_symbols & set(bases):
        return True
    value = approximation(coefficient.xreplace(bases))
    return value is not None and abs(value) > SMALL


def _power(base: Expr, exponent: Expr) -> Expr:
    """base**exponent, for a unit of the golden field as a power of the golden ratio."""
    if base.has(GoldenRatio) and base.is_number:
        for sign in (1, -1):
            for k in range(-MOST_DELAY, MOST_DELAY + 1):
                if same_number(base, sign * GoldenRatio**k):
                    return Integer(sign) ** exponent * Pow(GoldenRatio, expand(k * exponent))
    return Pow(base, exponent)
