"""Special functions as generators, or as their values in simpler functions."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from math import factorial
from typing import TYPE_CHECKING, Any

from sympy import (
    E1,
    Shi,
    Si,
    digamma,
    elliptic_f,
    erf,
    erfi,
    expint,
    fresnelc,
    fresnels,
    hyper,
    lowergamma,
    polygamma,
    polylog,
    uppergamma,
)  # fmt: skip

from derive.prove.principal.element import Element
from derive.prove.principal.logarithms import logarithm
from derive.prove.principal.powers import exponential, general_power, power
from derive.prove.principal.ring import Generator

if TYPE_CHECKING:
    from derive.prove.principal.tower import PrincipalTower

Arguments = list[Element]

ODD = (erf, erfi, Si, Shi, fresnels, fresnelc)
"""Odd functions, which are real at real arguments."""
MOST_OF_SERIES = 40

EXPONENTIAL_INTEGRALS = (expint, E1)


def special(tower: PrincipalTower, head: Any, arguments: Arguments) -> Element:
    """The function at its arguments: a generator, or its value in simpler functions."""
    if head in ODD:
        (u,) = arguments
        if u.is_zero:
            return tower.zero
        if u.num.leading_coefficient() < 0:
            return -special(tower, head, [-u])
    if head in SIMPLER:
        value = SIMPLER[head](tower, arguments)
        if value is not None:
            return value
    return tower.generated(_generator(tower, head, tuple(arguments)))


def _generator(tower: PrincipalTower, head: Any, arguments: tuple[Element, ...]) -> Generator:
    known = tower.known("special", (head, *arguments))
    if known is None:
        known = tower.allocate(
            "special", (head, *arguments), tower.depends(*arguments),
            lambda g: _expression(tower, head, arguments),
            is_real=head in ODD and tower.is_real(*arguments),
        )  # fmt: skip
    return known


def _expression(tower: PrincipalTower, head: Any, arguments: tuple[Element, ...]) -> Any:
    values = [tower.as_expression(argument) for argument in arguments]
    return head(*values, evaluate=False)


def read_exponential_integral(tower: PrincipalTower, node: Any) -> Element:
    """E1(z) and expint(n, z)."""
    arguments = [tower.read(a) for a in node.args]
    return special(tower, expint, arguments if len(arguments) == 2 else [tower.one, *arguments])


# ---- values in simpler functions


def whole_number(u: Element) -> int | None:
    """The whole number that an element is, if it is one."""
    value = u.rational
    return int(value.p) if value is not None and value.q == 1 else None


def _polylog(tower: PrincipalTower, arguments: Arguments) -> Element | None:
    s, z = arguments
    order = whole_number(s)
    if z.is_zero:
        return tower.zero
    if order == 1:
        return -logarithm(tower, tower.one - z)
    if order == 0:
        return z / (tower.one - z)
    return None


def _upper_gamma(tower: PrincipalTower, arguments: Arguments) -> Element | None:
    """(n-1)! exp(-z) sum z**k/k! for a positive whole number n."""
    s, z = arguments
    n = whole_number(s)
    if n is None or not 1 <= n <= MOST_OF_SERIES:
        return None
    series = tower.total((z**k).scaled(Fraction(factorial(n - 1), factorial(k))) for k in range(n))
    return exponential(tower, -z) * series


def _lower_gamma(tower: PrincipalTower, arguments: Arguments) -> Element | None:
    upper = _upper_gamma(tower, arguments)
    n = whole_number(arguments[0])
    return None if upper is None or n is None else tower.constant(factorial(n - 1)) - upper


def _elliptic_at_no_parameter(tower: PrincipalTower, arguments: Arguments) -> Element | None:
    return arguments[0] if len(arguments) == 2 and arguments[1].is_zero else None


SIMPLER: dict[Any, Callable[[Any, Arguments], Element | None]] = {
    polylog: _polylog,
    uppergamma: _upper_gamma,
    lowergamma: _lower_gamma,
    elliptic_f: _elliptic_at_no_parameter,
    polygamma: lambda tower, a: special(tower, digamma, [a[1]]) if a[0].is_zero else None,
}


def power_by_rule(tower: PrincipalTower, u: Element, v: Element) -> Element:
    """u**v in a rule: what is divided by is not 0 where the rule speaks."""
    if v.rational is not None:
        exponent = Fraction(int(v.rational.p), int(v.rational.q))
        return tower.by_rule(lambda: power(tower, u, exponent))
    return general_power(tower, u, v)


# ---- hypergeometric functions


def hypergeometric(tower: PrincipalTower, above: Arguments, below: Arguments, z: Element) -> Element:
    """pFq as a generator, without parameters that stand above and below; 1F0 and 0F0 have their values."""
    above, below = list(above), list(below)
    for b in list(below):
        match = next((a for a in above if tower.agree(a, b)), None)
        if match is not None and _is_no_pole(b):
            above.remove(match)
            below.remove(b)
    if z.is_zero or any(a.is_zero for a in above):
        return tower.one
    if not below and not above:
        return exponential(tower, z)
    if not below and len(above) == 1:
        return power_by_rule(tower, tower.one - z, -above[0])
    key = (hyper, tuple(above), tuple(below), z)
    known = tower.known("hypergeometric", key)
    if known is None:
        known = tower.allocate(
            "hypergeometric", key, tower.depends(*above, *below, z),
            lambda g: hyper([tower.as_expression(a) for a in above], [tower.as_expression(b) for b in below],
                            tower.as_expression(z)),
        )  # fmt: skip
    return tower.generated(known)


def _is_no_pole(parameter: Element) -> bool:
    """Whether a parameter is certainly none of 0, -1, -2, ..., where series end or have no value."""
    value = parameter.rational
    return value is not None and (value.q != 1 or value > 0)


def read_hypergeometric(tower: PrincipalTower, node: Any) -> Element:
    """hyper((a, ...), (b, ...), z)."""
    above, below, z = node.args
    return hypergeometric(tower, [tower.read(a) for a in above], [tower.read(b) for b in below], tower.read(z))
