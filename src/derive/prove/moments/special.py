"""Gamma and polygamma functions in the tower, shifted to a common argument.

gamma(b + n) = b (b + 1) ... (b + n - 1) gamma(b) and
polygamma(m, b + n) = polygamma(m, b) + (-1)^m m! sum_{j < n} (b + j)^(-m - 1), used where all arguments are
positive.  Source: Abramowitz and Stegun, Handbook of Mathematical Functions (1964), 6.1.15 and 6.4.6.
"""

from __future__ import annotations

from math import factorial
from typing import TYPE_CHECKING, Any

from sympy import Function, expand_func, gamma, polygamma

from derive.prove.allocation import OutOfReach
from derive.prove.field import Ratio
from derive.prove.sign import Sign

if TYPE_CHECKING:
    from derive.prove.tower import Tower

MOST_STEPS = 60


def gamma_at(tower: Tower, u: Ratio) -> Ratio:
    """gamma(u)."""
    if is_constant(u):
        return _number(tower, gamma(tower.as_expression(u)))
    base, steps = _base_and_steps(tower, u)
    value = _generator(tower, gamma, base)
    for j in range(abs(steps)):
        value = value * (base + tower.constant(j)) if steps > 0 else value / (base - tower.constant(j + 1))
    return value


def polygamma_at(tower: Tower, order: int, u: Ratio) -> Ratio:
    """polygamma(order, u)."""
    if is_constant(u):
        return _number(tower, expand_func(polygamma(order, tower.as_expression(u))))
    base, steps = _base_and_steps(tower, u)
    value = _generator(tower, lambda z: polygamma(order, z), base, order)
    sign = (-1) ** order * factorial(order)
    for j in range(abs(steps)):
        at = base + tower.constant(j) if steps > 0 else base - tower.constant(j + 1)
        value = value + (tower.one / at ** (order + 1)).scaled(sign if steps > 0 else -sign)
    return value


def is_constant(u: Ratio) -> bool:
    """Whether an element is a rational number."""
    return bool(u.num.is_constant() and u.den.is_constant()) if u.num else True


def is_whole(u: Ratio) -> bool:
    """Whether an element is a whole number."""
    return is_constant(u) and bool(u.den.is_one())


def whole(u: Ratio) -> int:
    """The whole number that an element is."""
    return int(u.num.leading_coefficient()) if u.num else 0


def _base_and_steps(tower: Tower, u: Ratio) -> tuple[Ratio, int]:
    """b and n with u = b + n, n the whole part of the constant term, where b and u are positive."""
    steps = _whole_part(tower, u)
    base = u - tower.constant(steps)
    lower = base if steps >= 0 else u
    if steps == 0 or abs(steps) > MOST_STEPS or tower.sign_of(lower) is not Sign.POSITIVE:
        return u, 0
    return base, steps


def _whole_part(tower: Tower, u: Ratio) -> int:
    if not u.den.is_constant():
        return 0
    constant = u.num.to_dict().get((0,) * len(tower.variables), 0)
    return int(constant) // int(u.den.leading_coefficient())


def _generator(tower: Tower, function: Any, u: Ratio, order: int | None = None) -> Ratio:
    key = ("gamma" if order is None else order, u)
    known = tower.known("gamma", key)
    if known is None:
        is_positive = order is None and tower.sign_of(u) is Sign.POSITIVE
        known = tower.allocate(
            "gamma", key, tower.depends(u.num, u.den), lambda g: function(tower.as_expression(u)),
            Sign.POSITIVE if is_positive else Sign.ANY,
        )  # fmt: skip
    return tower.element(known)


def _number(tower: Tower, value: Any) -> Ratio:
    if not value.is_finite or value.is_real is False:
        raise OutOfReach("a pole of the gamma function")
    if isinstance(value, Function):
        known = tower.known("constant", value)
        sign = Sign.POSITIVE if value.is_positive else Sign.ANY
        return tower.element(known or tower.allocate("constant", value, frozenset(), lambda g: value, sign))
    return tower.read(value)


def read_gamma(tower: Tower, node: Any) -> Ratio:
    """gamma(u) in a line."""
    return gamma_at(tower, tower.read(node.args[0]))


def read_polygamma(tower: Tower, node: Any) -> Ratio:
    """polygamma(m, u) in a line, digamma and trigamma too."""
    order = {"digamma": 0, "trigamma": 1}.get(type(node).__name__)
    order = node.args[0] if order is None else order
    if not getattr(order, "is_Integer", isinstance(order, int)) or not 0 <= order < 8:
        raise OutOfReach("a polygamma function of another order")
    return polygamma_at(tower, int(order), tower.read(node.args[-1]))
