"""Derivatives at a point, without rules: differences, and Cauchy's estimate for what they leave out.

If f is analytic on the disc of radius r around x and differs there by at most M from f(x), the
Taylor coefficient of order k is at most M/r**k.  A difference quotient with a step of q r is then
off by a factor of about q**2, which is rigorous with no knowledge of f but how to evaluate it.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from math import factorial, frexp
from typing import TYPE_CHECKING, Any

from flint import acb, arb, ctx, fmpq, fmpq_mat
from sympy import Symbol

from derive.numeric.principal.values import (
    NoValue,
    Unsettled,
    Unsupported,
    Value,
    as_acb,
    is_exact,
    is_real,
    settled,
    whole_number,
)

if TYPE_CHECKING:
    from derive.numeric.principal.balls import Plane

Function = Callable[["Plane"], Value]

LARGEST_ORDER = 20
# Radii to try, as powers of 2 beside the size of the point.
RADII = (-6, -14, -30, -62)
GUARD = 24
SMALLEST, LARGEST = 2.0**-20, 2.0**40


def derivative(plane: Plane, node: Any) -> Value:
    """The value of a Derivative node."""
    return _along(plane, node.expr, list(node.variable_count))


def _along(plane: Plane, expression: Any, counts: list[Any]) -> Value:
    if not counts:
        return plane.value(expression)
    *inner, (variable, count) = counts
    order = whole_number(plane.value(count))
    if order is None or not 0 <= order <= LARGEST_ORDER or not isinstance(variable, Symbol):
        raise Unsupported
    if order == 0:
        return _along(plane, expression, inner)
    if variable not in plane.values:
        raise Unsupported

    def function(at: Plane) -> Value:
        return _along(at, expression, inner)

    if plane.moving:
        return _on_a_ball(plane, function, variable, order)
    return _at_a_point(plane, function, variable, order)


def _on_a_ball(plane: Plane, function: Function, variable: Symbol, order: int) -> acb:
    """Cauchy's estimate on a ball that is a little larger."""
    center = as_acb(plane.values[variable])
    for exponent in RADII[:3]:
        radius = _radius(center, exponent)
        try:
            bound = _bound(plane, function, variable, center, radius, None)
        except (Unsettled, NoValue):
            continue
        size = bound * factorial(order) / radius**order
        return acb(arb(0, size.upper()), arb(0, size.upper()))
    raise Unsettled


def _at_a_point(plane: Plane, function: Function, variable: Symbol, order: int) -> acb:
    """A difference quotient, at as many more bits as it loses."""
    bits = ctx.prec
    here = function(plane)
    center = as_acb(plane.values[variable])
    for exponent in RADII:
        radius = _radius(center, exponent)
        try:
            bound = _bound(plane, function, variable, center, radius, here)
        except (Unsettled, NoValue):
            continue
        fraction = bits // 2 + 6
        with ctx.workprec(bits + order * (fraction - exponent) + GUARD):
            result = _difference(plane.sharpened(), function, variable, order, radius, bound, fraction)
        if is_real(here) and _is_real_nearby(plane, function, variable, radius):
            return settled(acb(+result.real))
        return settled(+result)
    raise Unsettled


def _is_real_nearby(plane: Plane, function: Function, variable: Symbol, radius: arb) -> bool:
    """Whether the values at real numbers near a real point are certainly real; then the derivatives are."""
    center = plane.values[variable]
    if not is_real(center):
        return False
    interval = acb(as_acb(center).real + arb(0, radius))
    try:
        return is_real(function(plane.within({variable: interval})))
    except (Unsettled, NoValue):
        return False


def _radius(center: acb, exponent: int) -> arb:
    """A power of 2 that is small beside the point."""
    size = min(max(float(center.abs_lower()), SMALLEST), LARGEST)
    return arb(2) ** (exponent + frexp(size)[1])


def _bound(
    plane: Plane, function: Function, variable: Symbol, center: acb, radius: arb, here: Value | None
) -> arb:
    """How far the function can be from its value at the centre, where it is analytic."""
    disc = center + acb(arb(0, radius), arb(0, radius))
    around = as_acb(settled(function(plane.analytic_in(variable).within({variable: disc}))))
    difference = around if here is None else around - as_acb(here)
    return difference.abs_upper()


def _difference(
    plane: Plane, function: Function, variable: Symbol, order: int, radius: arb, bound: arb, fraction: int
) -> acb:
    step = radius * arb(2) ** -fraction
    center = plane.values[variable]
    weights = stencil(order)
    reach = len(weights) // 2
    total = acb(0)
    for offset, weight in zip(range(-reach, reach + 1), weights, strict=True):
        if weight != 0:
            there = _shifted(center, step * offset)
            total += as_acb(function(plane.within({variable: there}))) * weight
    error = bound * _left_out(order, weights, fraction)
    box = arb(0, error.upper())
    return (total + acb(box, box)) / step**order


def _shifted(center: Value, offset: arb) -> Value:
    if offset == 0:
        return center
    if is_exact(center) and isinstance(center, fmpq):
        return acb(arb(center) + offset)
    return as_acb(center) + offset


@lru_cache(maxsize=32)
def stencil(order: int) -> tuple[fmpq, ...]:
    """Weights of f(x - n h), ..., f(x + n h) whose sum is h**order times the derivative, nearly.

    >>> stencil(1)
    (-1/2, 0, 1/2)
    """
    reach = (order + 1) // 2
    offsets = range(-reach, reach + 1)
    count = len(offsets)
    powers = fmpq_mat(count, count, [fmpq(j) ** k if k else fmpq(1) for k in range(count) for j in offsets])
    wanted = fmpq_mat(count, 1, [fmpq(factorial(order) if k == order else 0) for k in range(count)])
    solution = powers.solve(wanted)
    return tuple(solution[i, 0] for i in range(count))


def _left_out(order: int, weights: tuple[fmpq, ...], fraction: int) -> arb:
    """The sum over all k past the stencil of |sum of weight j**k| 2**(-k fraction), from above.

    Weights of even order are symmetric and those of odd order antisymmetric, so that the terms of
    the other parity vanish.
    """
    reach = len(weights) // 2
    first = len(weights) if (len(weights) - order) % 2 == 0 else len(weights) + 1
    total = arb(0)
    for offset, weight in zip(range(-reach, reach + 1), weights, strict=True):
        ratio = arb(abs(offset)) * arb(2) ** -fraction
        total += arb(abs(weight)) * ratio**first / (1 - ratio)
    return total
