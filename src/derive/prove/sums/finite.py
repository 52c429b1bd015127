"""Finite sums with a value known beforehand: numeric ends, and powers of sine and cosine by multiple angles."""

from __future__ import annotations

from typing import Any

from sympy import (
    Dummy,
    Expr,
    Integer,
    Mul,
    Poly,
    Sum,
    Symbol,
    bernoulli,
    binomial,
    cancel,
    cos,
    degree,
    expand,
    oo,
    sin,
)  # fmt: skip

from derive.prove.special.arguments import evaluated, plain
from derive.prove.sums.closed import Closed, single_range
from derive.prove.sums.terms import NoTerm, read

MOST_TERMS = 200
HIGHEST_DEGREE = 20


def finite_sum(node: Sum, facts: Any) -> Closed | None:
    """The value of a sum with two numeric ends, or of one of the listed shapes.

    >>> from sympy.abc import k
    >>> finite_sum(Sum(k**2, (k, 1, 4)), None).value
    30
    """
    parts = single_range(node)
    if parts is None:
        return None
    body, k, lower, upper = parts
    lower, upper = plain(lower), plain(upper)
    if lower.is_Integer and upper.is_Integer and -1 <= upper - lower <= MOST_TERMS:
        places = range(int(lower), int(upper) + 1)
        terms = [body.xreplace({k: Integer(i)}) for i in places]
        return Closed(sum((evaluated(t) for t in terms), Integer(0)), "a finite sum term by term")
    return _polynomial(body, k, lower, upper) or _power_of_sine(body, k, lower, upper)


def _polynomial(body: Any, k: Symbol, lower: Expr, upper: Expr) -> Closed | None:
    """P(upper) - P(lower - 1) for the polynomial with P(k) - P(k - 1) = body, which is checked."""
    term = evaluated(body)
    if not term.is_polynomial(k) or upper.has(oo) or lower.has(oo) or degree(term, k) > HIGHEST_DEGREE:
        return None
    x = Dummy("x")
    coefficients = Poly(term, k).all_coeffs()[::-1]
    total = sum((c * bernoulli(j + 1, x + 1) / (j + 1) for j, c in enumerate(coefficients)), Integer(0))
    if expand(total - total.subs(x, x - 1) - term.subs(k, x)) != 0:
        return None
    return Closed(expand(total.subs(x, upper) - total.subs(x, lower - 1)), "sums of powers by Bernoulli polynomials")


def _power_of_sine(body: Any, k: Symbol, lower: Expr, upper: Expr) -> Closed | None:
    """binomial(m, k)*cos((m - 2*k)*z), alternating or not, over half of the row m of Pascal's triangle."""
    flat = Mul.make_args(evaluated(body))
    waves = [f for f in flat if isinstance(f, cos | sin) and f.has(k)]
    rows = [f for f in flat if isinstance(f, binomial) and f.has(k)]
    if len(waves) != 1 or len(rows) != 1 or lower != 0 or rows[0].args[1] != k:
        return None
    m, angle = rows[0].args[0], plain(waves[0].args[0])
    z = plain(-angle.coeff(k) / 2)
    if m.has(k) or z.has(k) or plain(angle - (m - 2 * k) * z) != 0:
        return None
    try:
        rest = read(Mul(*(f for f in flat if f not in (waves[0], rows[0]))), (k,))
    except NoTerm:
        return None
    ratio = cancel(rest.ratio(k))
    if ratio not in (1, -1):
        return None
    return _closed(rest.moved({k: Integer(0)}).as_expression(), ratio, type(waves[0]), m, z, upper)


def _closed(first: Expr, ratio: Expr, wave: Any, m: Expr, z: Expr, upper: Expr) -> Closed | None:
    n = plain(m / 2)
    if n.is_integer and n.is_nonnegative and wave is cos and plain(upper - n + 1) == 0:
        base, sign = (cos(z), Integer(1)) if ratio == 1 else (sin(z), Integer(-1) ** n)
        value = sign * (4**n * base**m - binomial(m, n, evaluate=False) if ratio == 1 else 4**n * base**m) / 2
        if ratio == -1:
            value = (sign * 4**n * base**m - sign * binomial(m, n, evaluate=False)) / 2
        return Closed(first * value, "powers of sine and cosine by multiple angles")
    n = plain((m - 1) / 2)
    if n.is_integer and n.is_nonnegative and plain(upper - n) == 0:
        if wave is cos and ratio == 1:
            return Closed(first * 4**n * cos(z) ** m, "powers of sine and cosine by multiple angles")
        if wave is sin and ratio == -1:
            return Closed(first * (-1) ** n * 4**n * sin(z) ** m, "powers of sine and cosine by multiple angles")
    return None
