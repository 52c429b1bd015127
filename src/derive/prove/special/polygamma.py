"""Digamma and polygamma functions, harmonic numbers: recurrence, reflection, Gauss's theorem, Hurwitz's zeta."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from sympy import (
    Add,
    EulerGamma,
    Expr,
    GoldenRatio,
    Integer,
    Rational,
    cos,
    cot,
    digamma,
    harmonic,
    log,
    pi,
    polygamma,
    sin,
    sqrt,
    trigamma,
    zeta,
)  # fmt: skip

from derive.prove.special.factorials import gamma_of
from derive.prove.special.ladders import MOST_STEPS, Ladder
from derive.prove.special.quantities import arithmetic, at_least, cotangent_of_pi, is_whole
from derive.prove.special.rules import Kind, Need, Rewrite, Rule

if TYPE_CHECKING:
    from derive.prove.principal import PlaneFacts

LARGEST_DENOMINATOR = 60


def digamma_of(argument: Any) -> Any:
    """The digamma function, not evaluated."""
    return digamma(arithmetic(argument), evaluate=False)


def climbed(parameters: tuple[Any, ...], z: Expr, steps: int) -> Expr:
    """digamma(z + k) = digamma(z) + 1/z + ... + 1/(z + k - 1)."""
    return Add(digamma_of(z), *(1 / (z + j) for j in range(steps)))


def reflected(parameters: tuple[Any, ...], z: Expr) -> Expr:
    """digamma(z) = digamma(1 - z) - pi cot(pi z)."""
    return digamma_of(1 - z) - pi * cotangent_of_pi(z)


def divided(parameters: tuple[Any, ...], z: Expr, parts: int) -> Expr:
    """digamma(m z) = log(m) + the mean of digamma(z + j/m)."""
    return log(parts) + Add(*(digamma_of(z + Rational(j, parts)) for j in range(parts))) / parts


def polygamma_climbed(parameters: tuple[Any, ...], z: Expr, steps: int) -> Expr:
    """polygamma(m, z + k) = polygamma(m, z) + (-1)^m m! (z^(-m-1) + ... + (z + k - 1)^(-m-1))."""
    (order,) = parameters
    terms = ((z + j) ** (-order - 1) for j in range(steps))
    return polygamma(order, z, evaluate=False) + (-1) ** order * gamma_of(order + 1) * Add(*terms)


def read_polygamma(node: Any) -> tuple[tuple[Any, ...], Expr] | None:
    """Order and argument, where the order is a whole number."""
    return ((node.args[0],), node.args[1]) if is_whole(node.args[0]) else None


def at_rational(node: Any, facts: PlaneFacts) -> Any:
    """digamma(p/q) by Gauss's theorem and the recurrence."""
    argument = arithmetic(node.args[0])
    if not argument.is_Rational or argument.q > LARGEST_DENOMINATOR or abs(argument) > MOST_STEPS:
        return None
    if argument.is_Integer and argument <= 0:
        return None
    inside = Integer(1) if argument.is_Integer else argument % 1
    steps = int(argument - inside)
    sums = [1 / (inside + j) for j in range(steps)] if steps >= 0 else [-1 / (inside + j) for j in range(steps, 0)]
    return inside_the_unit_interval(inside) + Add(*sums)


@cache
def inside_the_unit_interval(x: Rational) -> Expr:
    """digamma(p/q) for 0 < p/q <= 1."""
    p, q = x.p, x.q
    if q == 1:
        return -EulerGamma
    waves = (2 * cos(2 * pi * n * p / q) * log_of_sine(Rational(n, q)) for n in range(1, (q + 1) // 2))
    return -EulerGamma - log(2) - log(q) - pi / 2 * cot(pi * x) + Add(*waves)


def log_of_sine(x: Rational) -> Expr:
    """log(sin(pi x)) for 0 < x < 1/2, by logarithms of whole numbers and units where the sine is simple."""
    return _SINES[x] if x in _SINES else log(sin(pi * x))


_TWO, _SILVER, _WIDE, _GOLDEN = log(2), log(1 + sqrt(2)) / 2, log(2 + sqrt(3)) / 2, log(GoldenRatio)
_SINES = {
    Rational(1, 3): log(3) / 2 - _TWO,
    Rational(1, 4): -_TWO / 2,
    Rational(1, 6): -_TWO,
    Rational(1, 8): -3 * _TWO / 4 - _SILVER,
    Rational(3, 8): -3 * _TWO / 4 + _SILVER,
    Rational(1, 12): -_TWO - _WIDE,
    Rational(5, 12): -_TWO + _WIDE,
    Rational(1, 5): log(5) / 4 - _TWO - _GOLDEN / 2,
    Rational(2, 5): log(5) / 4 - _TWO + _GOLDEN / 2,
    Rational(1, 10): -_TWO - _GOLDEN,
    Rational(3, 10): -_TWO + _GOLDEN,
}


def of_polygamma(node: Any, facts: PlaneFacts) -> Any:
    """polygamma(m, z) = (-1)^(m + 1) m! zeta(m + 1, z) for m from 1 on; digamma for m = 0."""
    order, z = (arithmetic(argument) for argument in node.args)
    if order.is_zero:
        return digamma_of(z)
    if not is_whole(order) or not at_least(order, 1, facts):
        return None
    return (-1) ** (order + 1) * gamma_of(order + 1) * zeta(order + 1, z, evaluate=False)


def of_trigamma(node: Any, facts: PlaneFacts) -> Any:
    """trigamma(z) = zeta(2, z)."""
    return zeta(2, arithmetic(node.args[0]), evaluate=False)


def of_harmonic(node: Any, facts: PlaneFacts) -> Any:
    """H(z) = digamma(z + 1) + EulerGamma; of order m, H(n, m) = zeta(m) - zeta(m, n + 1) for whole n from 0 on."""
    n, order = (arithmetic(argument) for argument in (*node.args, Integer(1))[:2])
    if order == 1:
        return digamma_of(n + 1) + EulerGamma
    if not is_whole(n) or not at_least(n, 0, facts):
        return None
    value = zeta(order, evaluate=False) - zeta(order, n + 1, evaluate=False)
    return Rewrite(value, (Need(order - 1, Kind.NONZERO),))


DIGAMMA = Ladder("digamma", (digamma,), lambda node: ((), node.args[0]), climbed, reflected, divided)
POLYGAMMA = Ladder("polygamma", (polygamma,), read_polygamma, polygamma_climbed)

RULES: dict[type, tuple[Rule, ...]] = {
    digamma: (Rule("Gauss's digamma theorem", at_rational),),
    polygamma: (Rule("polygamma as Hurwitz zeta", of_polygamma),),
    trigamma: (Rule("polygamma as Hurwitz zeta", of_trigamma),),
    harmonic: (Rule("harmonic numbers by digamma and zeta", of_harmonic),),
}
PASSES = (*DIGAMMA.passes(), *POLYGAMMA.passes())
