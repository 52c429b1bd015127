"""Derivatives in the field: each generator has one, and the rules of sums and products do the rest.

Formal derivatives do not ask which branch a root or a logarithm is on: g**q = w gives g' = g w'/(q w) for
each of them.  Where a radicand or the argument of a logarithm is 0, or crosses its cut, the function has no
derivative, or the rule says nothing; the ledger lists the former among the conditions.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from sympy import (
    Abs,
    Derivative,
    DiracDelta,
    Dummy,
    Expr,
    Heaviside,
    Max,
    Min,
    Mod,
    Subs,
    Symbol,
    arg,
    ceiling,
    conjugate,
    floor,
    frac,
    hyper,
    im,
    re,
    sign,
)  # fmt: skip
from sympy.core.function import ArgumentIndexError

from derive.prove.anybranch.tower import PlaneTower
from derive.prove.field import Generator, OutOfReach, Polynomial, Ratio

HIGHEST_ORDER = 6

NOT_ANALYTIC = (Abs, DiracDelta, Heaviside, Max, Min, Mod, arg, ceiling, conjugate, floor, frac, im, re, sign)
"""Functions without a derivative in the plane: the chain rule holds for them at most on the real line."""


def read_derivative(tower: PlaneTower, node: Any) -> Ratio:
    """A derivative, worked out in the field."""
    if sum(int(order) if order.is_Integer else HIGHEST_ORDER + 1 for _, order in node.variable_count) > HIGHEST_ORDER:
        raise OutOfReach("a derivative of high or symbolic order")
    found = tower.read(node.expr)
    for variable, order in node.variable_count:
        for _ in range(int(order)):
            found = derivative(tower, found, variable)
    return found


def derivative(tower: PlaneTower, u: Ratio, variable: Symbol) -> Ratio:
    """The derivative of an element."""
    top = _of_polynomial(tower, u.num, variable)
    if u.den.is_constant():
        return top / tower.polynomial(u.den)
    return (top - u * _of_polynomial(tower, u.den, variable)) / tower.polynomial(u.den)


def _of_polynomial(tower: PlaneTower, polynomial: Polynomial, variable: Symbol) -> Ratio:
    total = tower.zero
    for g in tower.generators_in(polynomial):
        if variable in g.depends:
            slope = _of_generator(tower, g, variable)
            partial = tower.ratio(polynomial.derivative(g.index), tower.unit_polynomial)
            total = total + partial * slope
    return total


def _of_generator(tower: PlaneTower, g: Generator, variable: Symbol) -> Ratio:
    key = (g.index, variable)
    if key not in tower.derivatives:
        tower.derivatives[key] = _worked_out(tower, g, variable)
    return tower.derivatives[key]


def _worked_out(tower: PlaneTower, g: Generator, variable: Symbol) -> Ratio:
    match g.kind:
        case "variable":
            return tower.one if g.base == variable else tower.zero
        case "log":
            return derivative(tower, g.base, variable) / g.base
        case "exp":
            return tower.element(g) * derivative(tower, g.base, variable).scaled(1, g.unit)
        case "root":
            den = tower.polynomial(g.base.den)
            rate = (derivative(tower, g.base, variable) / g.base).scaled(1, g.unit)
            return tower.element(g) * (rate + derivative(tower, den, variable) / den)
        case "modulus":
            rate = derivative(tower, g.base, variable) / g.base
            den = tower.polynomial(g.base.den)
            return tower.element(g) * (rate + derivative(tower, den, variable) / den)
        case "hypergeometric":
            return _of_hypergeometric(tower, g, variable)
        case "function":
            head, arguments = g.base
            return _of_function(tower, head, arguments, variable)
    raise OutOfReach(f"the derivative of a {g.kind}")


def _of_function(tower: PlaneTower, head: Any, arguments: list[Any], variable: Symbol) -> Ratio:
    """The chain rule, with the partial derivatives of a function as SymPy knows them."""
    names, values = _dummies(len(arguments)), {}
    total = tower.zero
    for place, argument in enumerate(arguments):
        inner = derivative(tower, argument, variable) if isinstance(argument, Ratio) else None
        if inner is None:
            raise OutOfReach("a derivative in a list of parameters")
        if inner.is_zero:
            continue
        if issubclass(head, NOT_ANALYTIC) and not tower.is_real(*(p for u in arguments for p in (u.num, u.den))):
            raise OutOfReach(f"the chain rule for {head.__name__} off the real line")
        values = dict(zip(names, arguments, strict=True))
        total = total + tower.with_bound(values, _partial(head, len(arguments), place)) * inner
    return total


def hypergeometric_generator(tower: PlaneTower, above: list[Ratio], below: list[Ratio], z: Ratio) -> Ratio:
    """A hypergeometric function as a generator; the order of its parameters says nothing."""
    for known in tower.by_kind.get("hypergeometric", ()):
        their_above, their_below, their_z = known.base
        if their_z == z and _same(their_above, above) and _same(their_below, below):
            return tower.element(known)
    polynomials = [p for u in (*above, *below, z) for p in (u.num, u.den)]
    return tower.element(
        tower.allocate(
            "hypergeometric", (above, below, z), tower.depends(*polynomials),
            lambda g: hyper([tower.as_expression(a) for a in above], [tower.as_expression(b) for b in below],
                            tower.as_expression(z)),
        )
    )  # fmt: skip


def _same(first: list[Ratio], second: list[Ratio]) -> bool:
    """Whether two lists hold the same elements, in whatever order."""
    left = list(second)
    for u in first:
        match = next((place for place, v in enumerate(left) if u == v), None)
        if match is None:
            return False
        del left[match]
    return not left


def _of_hypergeometric(tower: PlaneTower, g: Generator, variable: Symbol) -> Ratio:
    """F(a, b; b + 1; z) meets (z d/dz + b) F = b F(a; ; z), the same without the pair; else the shifted function.

    Both follow from the series term by term; the first holds at z = 0 by continuity.
    """
    above, below, z = g.base
    if any(variable in tower.depends(u.num, u.den) for u in (*above, *below)):
        raise OutOfReach("a derivative in a parameter")
    inner = derivative(tower, z, variable)
    for i, b in enumerate(above):
        j = next((j for j, c in enumerate(below) if c - b == tower.one), None)
        if j is not None:
            rest = _reduced(tower, above[:i] + above[i + 1 :], below[:j] + below[j + 1 :], z)
            return b * (rest - tower.element(g)) / z * inner
    factor = tower.one
    for a in above:
        factor = factor * a
    for b in below:
        factor = factor / b
    return factor * _reduced(tower, [a + tower.one for a in above], [b + tower.one for b in below], z) * inner


def _reduced(tower: PlaneTower, above: list[Ratio], below: list[Ratio], z: Ratio) -> Ratio:
    if not above and not below:
        return tower.exponential(z)
    if not below and len(above) == 1:
        return tower.power(tower.one - z, -above[0])
    return hypergeometric_generator(tower, above, below, z)


@lru_cache(maxsize=8)
def _dummies(count: int) -> tuple[Dummy, ...]:
    return tuple(Dummy(f"argument_{place}") for place in range(count))


@lru_cache(maxsize=256)
def _partial(head: Any, count: int, place: int) -> Expr:
    """The partial derivative in one argument.

    Raises `OutOfReach` where SymPy has no rule.
    """
    try:
        found = head(*_dummies(count), evaluate=False).fdiff(place + 1)
    except (ArgumentIndexError, ValueError, AttributeError, NotImplementedError, TypeError):
        raise OutOfReach(f"no rule for the derivative of {head.__name__}") from None
    if found.has(Derivative, Subs):
        raise OutOfReach(f"no rule for the derivative of {head.__name__}")
    return found
