"""Airy functions: rotation by a third of a turn, Bessel functions of order 1/3 and 2/3, hypergeometric series."""

from __future__ import annotations

from typing import Any

from sympy import (
    Expr,
    I,
    Pow,
    Rational,
    airyai,
    airyaiprime,
    airybi,
    airybiprime,
    besseli,
    besselj,
    besselk,
    bessely,
    exp,
    gamma,
    hyper,
    pi,
    sqrt,
)  # fmt: skip

from derive.prove.special.arguments import plain, same_number
from derive.prove.special.rules import Need, Pass, Rule, Sides, occurrences, replaced

AIRY = (airyai, airyaiprime, airybi, airybiprime)
THIRD, TWO_THIRDS = Rational(1, 3), Rational(2, 3)
AT_ORIGIN = {
    airyai: Pow(3, -TWO_THIRDS) / gamma(TWO_THIRDS),
    airyaiprime: -Pow(3, -THIRD) / gamma(THIRD),
    airybi: Pow(3, -THIRD / 2) / gamma(TWO_THIRDS),
    airybiprime: Pow(3, THIRD / 2) / gamma(THIRD),
}


def rotated(node: Any, facts: Any) -> Expr | None:
    """Ai(z*exp(2*pi*i/3)) and Ai(z*exp(-2*pi*i/3)) by Ai(z) and Bi(z)."""
    coefficient, z = plain(node.args[0]).as_independent(*node.free_symbols, as_Add=False)
    if z.is_number:
        return None
    for sign in (1, -1):
        if same_number(plain(coefficient), exp(sign * 2 * pi * I / 3)):
            combined = airyai(z, evaluate=False) - sign * I * airybi(z, evaluate=False)
            return exp(sign * pi * I / 3) * combined / 2
    return None


def at_origin(node: Any, facts: Any) -> Expr | None:
    """Values at 0."""
    return AT_ORIGIN[type(node)] if plain(node.args[0]) == 0 else None


def by_bessel(sides: Sides, facts: Any) -> tuple[Sides, tuple[Need, ...]] | None:
    """Airy functions of real arguments by Bessel functions, where both occur."""
    nodes = occurrences(sides, AIRY)
    orders = {plain(n.args[0]) for n in occurrences(sides, (besseli, besselj, besselk, bessely))}
    if not nodes or not orders & {THIRD, TWO_THIRDS}:
        return None
    values = {}
    for node in nodes:
        x = plain(node.args[0])
        if x.is_positive:
            values[node] = _growing(type(node), x)
        elif (-x).is_positive:
            values[node] = _oscillating(type(node), plain(-x))
    return (tuple(replaced(side, values) for side in sides), ()) if values else None


def _growing(head: Any, x: Expr) -> Expr:
    order = THIRD if head in (airyai, airybi) else TWO_THIRDS
    argument = 2 * Pow(x, Rational(3, 2)) / 3
    i, k = besseli(order, argument, evaluate=False), besselk(order, argument, evaluate=False)
    scale = sqrt(x / 3) if order == THIRD else x / sqrt(3)
    if head is airyai:
        return scale * k / pi
    return -scale * k / pi if head is airyaiprime else scale * (2 * i + sqrt(3) / pi * k)


def _oscillating(head: Any, x: Expr) -> Expr:
    """At -x; J of the negative order is cos(pi*nu) J - sin(pi*nu) Y."""
    order = THIRD if head in (airyai, airybi) else TWO_THIRDS
    argument = 2 * Pow(x, Rational(3, 2)) / 3
    j, y = besselj(order, argument, evaluate=False), bessely(order, argument, evaluate=False)
    cosine = Rational(1, 2) if order == THIRD else -Rational(1, 2)
    negative = cosine * j - sqrt(3) / 2 * y
    if head is airyai:
        return sqrt(x) / 3 * (j + negative)
    if head is airyaiprime:
        return x / 3 * (j - negative)
    return sqrt(x / 3) * (negative - j) if head is airybi else x / sqrt(3) * (j + negative)


def by_series(sides: Sides, facts: Any) -> tuple[Sides, tuple[Need, ...]] | None:
    """Airy functions by 0F1, where that occurs; both are entire."""
    limits = [plain(n.args[2]) for n in occurrences(sides, hyper) if (len(n.args[0]), len(n.args[1])) == (0, 1)]
    values = {}
    for node in occurrences(sides, AIRY):
        z = plain(node.args[0])
        if plain(z**3 / 9) in limits:
            values[node] = _series(type(node), z)
    return (tuple(replaced(side, values) for side in sides), ()) if values else None


def _series(head: Any, z: Expr) -> Expr:
    def limit(parameter: Rational) -> Expr:
        return hyper((), (parameter,), plain(z**3 / 9))

    if head in (airyai, airybi):
        slope = AT_ORIGIN[airyaiprime if head is airyai else airybiprime]
        return AT_ORIGIN[head] * limit(TWO_THIRDS) + slope * z * limit(Rational(4, 3))
    value = AT_ORIGIN[airyai if head is airyaiprime else airybi]
    return AT_ORIGIN[head] * limit(THIRD) + value * z**2 / 2 * limit(Rational(5, 3))


RULES: dict[Any, tuple[Rule, ...]] = {
    head: (Rule("Airy functions at the origin", at_origin),) for head in (airyaiprime, airybi, airybiprime)
} | {airyai: (Rule("Airy functions at the origin", at_origin), Rule("rotation of Airy functions", rotated))}

PASSES: tuple[Pass, ...] = (
    Pass("Airy functions by Bessel functions", by_bessel),
    Pass("Airy functions by hypergeometric series", by_series),
)
