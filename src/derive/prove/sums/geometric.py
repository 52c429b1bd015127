"""Summands taken apart: factors that name a special function of k, and c*w**k."""

from __future__ import annotations

from typing import Any

from sympy import Expr, Integer, Mul, Symbol, cancel

from derive.prove.special.arguments import evaluated
from derive.prove.sums.terms import NoTerm, Term, read


def split_off(body: Any, heads: Any, k: Symbol) -> tuple[list[Any], Expr]:
    """The factors with one of the heads that vary with k, and the product of the others."""
    factors = Mul.make_args(evaluated(body))
    own = [f for f in factors if isinstance(f, heads) and f.has(k)]
    return own, Mul(*(f for f in factors if f not in own))


def geometric(rest: Expr, k: Symbol) -> tuple[Expr, Expr] | None:
    """c and w where the rest is c*w**k."""
    try:
        term = read(rest, (k,))
        w = cancel(term.ratio(k))
    except NoTerm:
        return None
    if w.has(k) or w == 0:
        return None
    fixed = cancel(term.rational)
    start = Term(fixed, term.powers, term.gammas).moved({k: Integer(0)}).as_expression()
    return (start, w) if not start.has(k) else None
