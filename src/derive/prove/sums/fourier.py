"""Fourier series of cos(k*x)/k**m and sin(k*x)/k**m: Bernoulli polynomials, and log(2*sin(x/2))."""

from __future__ import annotations

from typing import Any

from sympy import Expr, Ge, Gt, Integer, Le, Lt, Symbol, bernoulli, cos, factorial, log, pi, sin

from derive.prove.special.arguments import evaluated, plain
from derive.prove.special.hypotheses import is_inside
from derive.prove.special.quantities import at_least
from derive.prove.sums.closed import Closed
from derive.prove.sums.geometric import geometric, split_off

HIGHEST_ORDER = 6


def fourier_series(body: Any, k: Symbol, lower: Expr, facts: Any) -> Closed | None:
    """Sums of cos(k*x)/k**m and sin(k*x)/k**m by Bernoulli polynomials, and of cos(k*x)/k."""
    own, rest = split_off(body, (cos, sin), k)
    if len(own) != 1:
        return None
    (wave,) = own
    angle = plain(wave.args[0])
    x = angle.coeff(k)
    odd = plain(angle - (2 * k + 1) * (x / 2)) == 0 and lower == 0
    if not odd and (plain(angle - k * x) != 0 or lower != 1):
        return None
    step = 2 * k + 1 if odd else k
    x = x / 2 if odd else x
    splits = ((order, geometric(evaluated(rest * step**order), k)) for order in range(1, HIGHEST_ORDER + 1))
    order, split = next(((order, split) for order, split in splits if split is not None), (0, None))
    if split is None:
        return None
    constant, sign = split
    if sign not in (1, -1) or (odd and sign == -1):
        return None
    if odd:
        value = _over_odd_numbers(type(wave), order, x, facts)
    else:
        value = _clausen(type(wave), order, x if sign == 1 else plain(x + pi), facts)
    return None if value is None else Closed(constant * value, "Fourier series of Bernoulli polynomials")


def _over_odd_numbers(head: Any, order: int, x: Expr, facts: Any) -> Expr | None:
    """The sum over odd k: over all of them, less that over the even ones."""
    whole, even = _clausen(head, order, x, facts), _clausen(head, order, 2 * x, facts)
    return None if whole is None or even is None else whole - even / Integer(2) ** order


def _clausen(head: Any, order: int, x: Expr, facts: Any) -> Expr | None:
    """The sum of cos(k*x)/k**order or sin(k*x)/k**order where it is elementary, for x in the first period."""
    inside = is_inside(x, Integer(0), 2 * pi, facts)
    closed = inside or _is_in_closed_period(x, facts)
    if head is cos and order == 1:
        return -log(2 * sin(x / 2)) if inside else None
    if (order % 2 == 0) != (head is cos) or not (inside if order == 1 else closed):
        return None
    sign = (-1) ** ((order - 1) // 2 if head is sin else order // 2 - 1)
    sign = -sign if head is sin else sign
    polynomial = bernoulli(order, Symbol("_x_")).as_poly().as_expr().xreplace({Symbol("_x_"): x / (2 * pi)})
    return sign * (2 * pi) ** order / (2 * factorial(order)) * polynomial


def _is_in_closed_period(x: Expr, facts: Any) -> bool:
    shifted = plain(x)
    return _is_at_least(shifted, facts) and _is_at_least(2 * pi - shifted, facts)


def _is_at_least(quantity: Expr, facts: Any) -> bool:
    quantity = plain(quantity)
    if quantity.is_number:
        return bool(quantity.is_nonnegative)
    if quantity.is_nonnegative:
        return True
    return hasattr(facts, "hypotheses") and (at_least(quantity, 0, facts) or _by_hypothesis(quantity, facts))


def _by_hypothesis(quantity: Expr, facts: Any) -> bool:
    known = [plain(h.gts - h.lts) for h in facts.hypotheses if isinstance(h, Ge | Gt | Le | Lt)]
    return any(plain(quantity - difference).is_nonnegative for difference in known)
