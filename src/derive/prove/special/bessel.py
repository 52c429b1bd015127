"""Bessel functions: half-integer orders in elementary functions, integer orders by symmetry, shifted orders.

All powers of z are principal: J, Y, I and K of half-integer order are sqrt(2z/pi) times a function that
is rational in z, sin z and cos z (or exp z), which fixes the branch on the negative axis too.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sympy import (
    Expr,
    I,
    Integer,
    Mul,
    Pow,
    Rational,
    besseli,
    besselj,
    besselk,
    bessely,
    cos,
    cosh,
    exp,
    hankel1,
    hankel2,
    jn,
    pi,
    sin,
    sinh,
    yn,
)  # fmt: skip

from derive.prove.special import airy, products
from derive.prove.special.arguments import plain, split_shift
from derive.prove.special.hypotheses import has_positive_real_part
from derive.prove.special.rules import Kind, Need, Rewrite, Rule

HALF = Rational(1, 2)
MOST_STEPS = 24

Step = Callable[[Expr, Expr, Expr, Expr], Expr]


def _oscillating_up(order: Expr, z: Expr, here: Expr, below: Expr) -> Expr:
    return 2 * order / z * here - below


def _growing_up(order: Expr, z: Expr, here: Expr, below: Expr) -> Expr:
    return below - 2 * order / z * here


def _growing_down(order: Expr, z: Expr, here: Expr, above: Expr) -> Expr:
    return above + 2 * order / z * here


def _decaying_up(order: Expr, z: Expr, here: Expr, below: Expr) -> Expr:
    return below + 2 * order / z * here


def _decaying_down(order: Expr, z: Expr, here: Expr, above: Expr) -> Expr:
    return above - 2 * order / z * here


UP: dict[Any, Step] = {
    besselj: _oscillating_up, bessely: _oscillating_up, besseli: _growing_up, besselk: _decaying_up,
}  # fmt: skip
DOWN: dict[Any, Step] = {
    besselj: _oscillating_up, bessely: _oscillating_up, besseli: _growing_down, besselk: _decaying_down,
}  # fmt: skip


def _root(z: Expr) -> Expr:
    return Pow(2 / pi, HALF) * Pow(z, HALF)


HALVES: dict[Any, Callable[[Expr], tuple[Expr, Expr]]] = {
    besselj: lambda z: (_root(z) * cos(z) / z, _root(z) * sin(z) / z),
    bessely: lambda z: (_root(z) * sin(z) / z, -_root(z) * cos(z) / z),
    besseli: lambda z: (_root(z) * cosh(z) / z, _root(z) * sinh(z) / z),
    besselk: lambda z: (_root(z) * pi / 2 * exp(-z) / z, _root(z) * pi / 2 * exp(-z) / z),
}
"""The functions of order -1/2 and 1/2."""


def _moved(head: Any, order: Expr, shift: int, z: Expr, first: Expr, second: Expr) -> Expr:
    """The function of order + shift from those of order and order + 1, by its recurrence."""
    if shift >= 0:
        below, here, now = first, second, order + 1
        if shift == 0:
            return first
        for _ in range(shift - 1):
            below, here, now = here, UP[head](now, z, here, below), now + 1
        return here
    above, here, now = second, first, order
    for _ in range(-shift):
        above, here, now = here, DOWN[head](now, z, here, above), now - 1
    return here


def half_integer_order(node: Any, facts: Any) -> Rewrite | None:
    """J, Y, I, K of orders n + 1/2 in elementary functions."""
    order, z = plain(node.args[0]), node.args[1]
    if not (isinstance(order, Rational) and order.q == 2) or abs(order) > MOST_STEPS:
        return None
    first, second = HALVES[node.func](z)
    value = _moved(node.func, -HALF, int(order + HALF), z, first, second)
    return Rewrite(value, (Need(z, Kind.NONZERO),))


def symmetric_order(node: Any, facts: Any) -> Expr | None:
    """The order with the sign that is canonical: K is even in it, the others are at integers up to a sign."""
    order, z = plain(node.args[0]), node.args[1]
    if order == 0 or not (order.could_extract_minus_sign() if order.is_integer else _is_turned(order)):
        return None
    reflected = node.func(plain(-order), z, evaluate=False)
    if node.func is besselk or (node.func is besseli and order.is_integer):
        return reflected
    if node.func in (besselj, bessely) and order.is_integer:
        return Mul(Pow(-1, -order), reflected, evaluate=False)
    return None


def reflected_order(node: Any, facts: Any) -> Rewrite | None:
    """Orders with a minus sign that are no integers, by both kinds of functions of the order without it."""
    order, z = plain(node.args[0]), node.args[1]
    if order.is_integer or not _is_turned(order):
        return None
    positive = plain(-order)
    need = (Need(z, Kind.NONZERO),)
    turn = pi * positive
    if node.func is besseli:
        second = besselk(positive, z, evaluate=False)
        return Rewrite(besseli(positive, z, evaluate=False) + 2 / pi * sin(turn) * second, need)
    first, second = besselj(positive, z, evaluate=False), bessely(positive, z, evaluate=False)
    if node.func is besselj:
        return Rewrite(cos(turn) * first - sin(turn) * second, need)
    return Rewrite(sin(turn) * first + cos(turn) * second, need)


def _is_turned(order: Expr) -> bool:
    """Of orders nu + k and -nu + k, k whole, those of one kind: by what varies, or by the fractional part."""
    constant, rest = order.as_coeff_Add()
    if rest == 0:
        return bool(constant.is_Rational and constant % 1 > HALF)
    return bool(rest.could_extract_minus_sign())


def turned_argument(node: Any, facts: Any) -> Any:
    """The argument i*x or -i*x: J and I of integer order everywhere, all of them for x > 0."""
    order, z = plain(node.args[0]), plain(node.args[1])
    if not z.has(I):
        return None
    for sign in (1, -1):
        x = plain(z / (sign * I))
        if x.has(I):
            continue
        if order.is_integer and node.func in (besselj, besseli):
            other = besseli if node.func is besselj else besselj
            return Mul(Pow(sign * I, order), other(order, x, evaluate=False), evaluate=False)
        if x.is_positive:
            return _turned(node.func, order, x, sign)
    return None


def _turned(head: Any, order: Expr, x: Expr, sign: int) -> Expr:
    """The function at sign*i*x for x > 0, where arg(sign*i*x) = sign*pi/2."""
    quarter = exp(sign * I * pi * order / 2)
    if head is besselj:
        return quarter * besseli(order, x, evaluate=False)
    if head is besseli:
        return quarter * besselj(order, x, evaluate=False)
    if head is bessely:
        growing = sign * I * quarter * besseli(order, x, evaluate=False)
        return growing - 2 / pi / quarter * besselk(order, x, evaluate=False)
    hankel = besselj(order, x, evaluate=False) - sign * I * bessely(order, x, evaluate=False)
    return -sign * I * pi / 2 / quarter * hankel


def opposite_argument(node: Any, facts: Any) -> Any:
    """J and I at -x for x > 0, by the principal value of (-x)**order."""
    order, z = plain(node.args[0]), plain(node.args[1])
    if order.is_integer or not (-z).is_positive:
        return None
    return exp(I * pi * order) * node.func(order, plain(-z), evaluate=False)


def spherical(node: Any, facts: Any) -> Expr:
    """Spherical Bessel functions by their definition."""
    order, z = node.args
    head = besselj if node.func is jn else bessely
    if has_positive_real_part(z, facts):
        return Pow(pi / 2, HALF) * Pow(z, -HALF) * head(plain(order + HALF), z, evaluate=False)
    return Pow(pi / (2 * z), HALF) * head(plain(order + HALF), z, evaluate=False)


def reflected_argument(node: Any, facts: Any) -> Expr | None:
    """J and I of integer order are even or odd in z."""
    order, z = plain(node.args[0]), plain(node.args[1])
    if not order.is_integer or z == 0 or not z.could_extract_minus_sign():
        return None
    return Mul(Pow(-1, order), node.func(order, -z, evaluate=False), evaluate=False)


def shifted_order(node: Any, facts: Any) -> Rewrite | None:
    """Orders nu + k by the recurrence in those whose rational part lies in [0, 2)."""
    order, shift = split_shift(node.args[0])
    z = node.args[1]
    if shift in (0, 1) or abs(shift) > MOST_STEPS:
        return None
    first, second = (node.func(order + k, z, evaluate=False) for k in (0, 1))
    value = _moved(node.func, order, shift, z, first, second)
    has_no_value_at_origin = node.func is besselk or (node.func is bessely and order.is_integer)
    return Rewrite(value, () if has_no_value_at_origin else (Need(z, Kind.NONZERO),))


def at_origin(node: Any, facts: Any) -> Expr | None:
    """J and I of a nonnegative integer order at 0."""
    order, z = plain(node.args[0]), plain(node.args[1])
    if z != 0 or not order.is_Integer:
        return None
    return Integer(1) if order == 0 else Integer(0)


def third_kind(node: Any, facts: Any) -> Expr:
    """Hankel functions by their definition."""
    sign = 1 if node.func is hankel1 else -1
    order, z = node.args
    return besselj(order, z, evaluate=False) + sign * I * bessely(order, z, evaluate=False)


HALF_INTEGERS = Rule("Bessel functions of half-integer order", half_integer_order)
SYMMETRY = Rule("symmetry of Bessel functions in the order", symmetric_order)
PARITY = Rule("parity of Bessel functions of integer order", reflected_argument)
RECURRENCE = Rule("recurrence of Bessel functions", shifted_order)
ORIGIN = Rule("Bessel functions at the origin", at_origin)
DEFINITION = Rule("definition of the Hankel functions", third_kind)

REFLECTION = Rule("connection formulas of Bessel functions", reflected_order)
ROTATION = Rule("rotation of Bessel functions", turned_argument)
OPPOSITE = Rule("Bessel functions on the negative axis", opposite_argument)
SPHERICAL = Rule("definition of spherical Bessel functions", spherical)

RULES: dict[Any, tuple[Rule, ...]] = {
    besselj: (ORIGIN, HALF_INTEGERS, ROTATION, SYMMETRY, PARITY, OPPOSITE, REFLECTION, RECURRENCE),
    besseli: (ORIGIN, HALF_INTEGERS, ROTATION, SYMMETRY, PARITY, OPPOSITE, REFLECTION, RECURRENCE),
    bessely: (HALF_INTEGERS, ROTATION, SYMMETRY, REFLECTION, RECURRENCE),
    besselk: (HALF_INTEGERS, ROTATION, SYMMETRY, RECURRENCE),
    jn: (SPHERICAL,),
    yn: (SPHERICAL,),
    hankel1: (DEFINITION,),
    hankel2: (DEFINITION,),
}

RULES |= airy.RULES
PASSES = (*airy.PASSES, *products.PASSES)

__all__ = ["PASSES", "RULES"]
