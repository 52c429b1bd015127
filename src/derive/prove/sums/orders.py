"""Sums over the orders of Bessel functions."""

from __future__ import annotations

from typing import Any

from sympy import Expr, Integer, Symbol, besselj, cancel, cos, exp, sin

from derive.prove.special.arguments import evaluated, plain
from derive.prove.sums.closed import Closed
from derive.prove.sums.geometric import geometric, split_off


def expansion_of_jacobi(body: Any, k: Symbol, lower: Expr) -> Closed | None:
    """Jacobi's expansions: J_2k(z) with cos(2*k*t), J_(2k+1)(z) with sin((2*k + 1)*t), and the sum of squares."""
    flat = evaluated(body)
    nodes = list(flat.atoms(besselj))
    if len(nodes) != 1 or not nodes[0].args[0].has(k) or nodes[0].args[1].has(k):
        return None
    order, z = plain(nodes[0].args[0]), nodes[0].args[1]
    first = besselj(0, z, evaluate=False)
    if order == k and lower == 1 and cancel(flat / nodes[0] ** 2).is_number:
        return Closed(flat / nodes[0] ** 2 * (1 - first**2) / 2, "Neumann's series")
    own, rest = split_off(cancel(flat / nodes[0]), (cos, sin), k)
    split = geometric(rest, k)
    if split is None or split[1] not in (1, -1) or len(own) > 1:
        return None
    constant, sign = split
    angle = plain(own[0].args[0]) if own else Integer(0)
    head = type(own[0]) if own else cos
    if plain(order - 2 * k) == 0 and lower == 1 and head is cos and plain(angle - angle.coeff(k) * k) == 0:
        t = angle.coeff(k) / 2
        inner = cos(z * sin(t)) if sign == 1 else cos(z * cos(t))
        return Closed(constant * (inner - first) / 2, "Jacobi's expansion")
    if plain(order - 2 * k - 1) == 0 and lower == 0 and plain(angle - angle.coeff(k) * (2 * k + 1) / 2) == 0:
        t = angle.coeff(k) / 2
        if sign == 1 and head is sin:
            return Closed(constant * sin(z * sin(t)) / 2, "Jacobi's expansion")
        if sign == -1 and head is cos:
            return Closed(constant * sin(z * cos(t)) / 2, "Jacobi's expansion")
    return None


def sum_over_all_orders(body: Any, k: Symbol) -> Closed | None:
    """Sum of J_k(z)*w**k over all whole k."""
    own, rest = split_off(body, (besselj,), k)
    if len(own) != 1 or plain(own[0].args[0]) != k or own[0].args[1].has(k):
        return None
    split = geometric(rest, k)
    if split is None:
        return None
    constant, w = split
    return Closed(constant * exp(own[0].args[1] / 2 * (w - 1 / w)), "generating function of Bessel functions")
