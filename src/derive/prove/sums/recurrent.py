"""Sequences with a linear recurrence of order two: Chebyshev polynomials, Fibonacci numbers, cos and sin.

If the sum S of s(k)*w**k converges, the recurrence s(k + 2) = p*s(k + 1) + q*s(k) makes
(1 - p*w - q*w**2)*S a polynomial; so the closed form is the sum wherever both have a value.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from sympy import (
    E,
    Expr,
    GoldenRatio,
    I,
    Integer,
    Mul,
    Pow,
    Symbol,
    chebyshevt,
    chebyshevu,
    cos,
    cosh,
    exp,
    fibonacci,
    lucas,
    sin,
    sinh,
)  # fmt: skip

from derive.prove.special.arguments import evaluated, plain
from derive.prove.special.rules import Kind, Need
from derive.prove.sums.closed import Closed
from derive.prove.sums.terms import NoTerm, Term, read

SEQUENCES = (chebyshevt, chebyshevu, fibonacci, lucas, cos, sin, cosh, sinh)
MOST_STEP = 6


class Exponentials(NamedTuple):
    """Summands that add up to the body, each a power times a hypergeometric term."""

    value: list[Expr]
    name: str
    needs: tuple[Need, ...] = ()


def _split(body: Any, k: Symbol) -> tuple[Any, Expr] | None:
    """The one sequence among the factors, and the product of the others."""
    factors = Mul.make_args(body)
    found = [f for f in factors if isinstance(f, SEQUENCES) and f.has(k)]
    nested = [f for f in factors if isinstance(f, Mul) and f.has(*SEQUENCES)]
    if not found and len(nested) == 1:
        inner = _split(nested[0], k)
        others = [f for f in factors if f is not nested[0]]
        return None if inner is None else (inner[0], Mul(inner[1], *others))
    if len(found) != 1:
        return None
    others = [f for f in factors if f is not found[0]]
    return found[0], Mul(*others)


def _step(node: Any, k: Symbol) -> tuple[Expr, Expr] | None:
    """Step and offset of the index."""
    index = plain(node.args[0])
    step = index.coeff(k)
    offset = plain(index - step * k)
    return None if offset.has(k) or step.has(k) else (step, offset)


def _recurrence(node: Any, k: Symbol) -> tuple[Expr, Expr] | None:
    """p and q of the recurrence of the sequence in k."""
    linear = _step(node, k)
    if linear is None:
        return None
    step = linear[0]
    if isinstance(node, cos | sin):
        return 2 * cos(step), Integer(-1)
    if isinstance(node, cosh | sinh):
        return 2 * cosh(step), Integer(-1)
    if not (step.is_Integer and 1 <= step <= MOST_STEP):
        return None
    p, q = (Integer(1), Integer(1)) if isinstance(node, fibonacci | lucas) else (2 * node.args[1], Integer(-1))
    return _power_sum(p, q, int(step)), -((-q) ** step)


def _power_sum(p: Expr, q: Expr, count: int) -> Expr:
    """x**count + y**count for x + y = p and x*y = -q."""
    before, here = Integer(2), p
    for _ in range(count - 1):
        before, here = here, p * here + q * before
    return here


def generating_function(body: Any, k: Symbol, lower: Expr, facts: Any) -> Closed | None:
    """Sum of s(k)*w**k for a sequence s."""
    parts = _split(body, k)
    if parts is None or not lower.is_Integer:
        return None
    sequence, rest = parts
    term, recurrence = read(rest, (k,)), _recurrence(sequence, k)
    if recurrence is None or term.gammas or term.rational.has(k):
        return None
    p, q = recurrence
    w = term.ratio(k)
    first, second = (evaluated(sequence.xreplace({k: lower + i})).doit(deep=False) for i in (0, 1))
    start = _at(term, k, lower)
    return Closed(
        start * (first + (second - p * first) * w) / (1 - p * w - q * w**2), "generating function of a recurrence"
    )


def _at(term: Term, k: Symbol, place: Expr) -> Expr:
    return term.moved({k: place}).as_expression()


def in_exponentials(body: Any, k: Symbol) -> Exponentials | None:
    """The body with its sequence written in powers of the roots of the recurrence."""
    parts = _split(body, k)
    if parts is None:
        return None
    sequence, rest = parts
    linear = _step(sequence, k)
    if linear is None:
        return None
    needs: tuple[Need, ...] = ()
    index = plain(sequence.args[0])
    if isinstance(sequence, cos | sin):
        over = Integer(2) if isinstance(sequence, cos) else 2 * I
        sign = 1 if isinstance(sequence, cos) else -1
        powers = [exp(I * index) / over, sign * exp(-I * index) / over]
    elif isinstance(sequence, cosh | sinh):
        sign = 1 if isinstance(sequence, cosh) else -1
        powers = [exp(index) / 2, sign * exp(-index) / 2]
    elif isinstance(sequence, fibonacci | lucas):
        over, sign = (2 * GoldenRatio - 1, -1) if isinstance(sequence, fibonacci) else (Integer(1), 1)
        powers = [Pow(GoldenRatio, index) / over, sign * Pow(-1, index) * Pow(GoldenRatio, -index) / over]
    else:
        x = sequence.args[1]
        root = Pow(x**2 - 1, Integer(1) / 2)
        if isinstance(sequence, chebyshevt):
            powers = [Pow(x + root, index) / 2, Pow(x - root, index) / 2]
        else:
            powers = [Pow(x + root, index + 1) / (2 * root), -Pow(x - root, index + 1) / (2 * root)]
            needs = (Need(x - 1, Kind.NONZERO), Need(x + 1, Kind.NONZERO))
    return Exponentials([Mul(power, rest) for power in powers], "exponential sums of a recurrence", needs)


__all__ = ["E", "Exponentials", "NoTerm", "generating_function", "in_exponentials"]
