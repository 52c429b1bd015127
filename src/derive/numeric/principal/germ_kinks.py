"""Germs of functions with kinks, jumps and pieces: what they are near an end is told by signs."""

from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING, Any

from flint import acb, acb_series, arb
from sympy import Dummy, Function, I, Integer, Pow
from sympy.core.relational import Relational

from derive.numeric.calculus import depends
from derive.numeric.conditions import RELATIONS, combined
from derive.numeric.principal.expansion import monomials_of
from derive.numeric.principal.germ_tools import HALF, of_argument, plus, require_real, times
from derive.numeric.principal.germs import Germ
from derive.numeric.principal.jets import Jet, bounded
from derive.numeric.principal.values import as_acb
from derive.numeric.reals import NoValue, Unsettled, Unsupported

if TYPE_CHECKING:
    from derive.numeric.principal.expansion import Expansion, Rule


def sign_of(walk: Expansion, germ: Germ) -> int:
    """The sign that a real germ has for all X; `Unsettled` where it changes or does not tell."""
    if not germ.terms:
        return 0
    scale = walk.scale
    require_real(walk, germ)
    lead, rest = scale.factored(germ)
    if not scale.is_real_order(lead):
        raise Unsettled
    values = scale.bound(Germ(rest.terms)).real
    if values > 0:
        return 1
    if values < 0:
        return -1
    raise Unsettled


def absolute(walk: Expansion, germ: Germ) -> Germ:
    """|u|."""
    scale = walk.scale
    if scale.is_real(germ):
        return scale.scaled(germ, sign_of(walk, germ))
    if len(germ.terms) == 1:
        ((order, jet),) = germ.terms.items()
        if scale.is_real_order(order):
            return Germ({order: bounded(scale.region, acb(abs(jet.value())))})
    return scale.within(acb(abs(scale.bound(germ))))


def signum(walk: Expansion, germ: Germ) -> Germ:
    """The sign of what is real."""
    return walk.scale.of_monomials(monomials_of(Integer(sign_of(walk, germ))))


def conjugate(walk: Expansion, germ: Germ) -> Germ:
    """The complex conjugate, for orders that are real."""
    scale = walk.scale
    if scale.is_real(germ):
        return germ
    if not all(scale.is_real_order(order) for order in germ.terms):
        raise Unsupported
    return Germ({order: _conjugated(jet) for order, jet in germ.terms.items()})


def _conjugated(jet: Jet) -> Jet:
    near = acb_series([jet.near[k].conjugate() for k in range(jet.order)], jet.order)
    over = acb_series([jet.over[k].conjugate() for k in range(jet.order + 1)], jet.order + 1)
    return Jet(jet.region, near, over)


def real_part(walk: Expansion, germ: Germ) -> Germ:
    """Re u."""
    if walk.scale.is_real(germ):
        return germ
    return times(walk, walk.scale.add(germ, conjugate(walk, germ)), HALF)


def imaginary_part(walk: Expansion, germ: Germ) -> Germ:
    """Im u."""
    if walk.scale.is_real(germ):
        return Germ({}, {})
    return times(walk, walk.scale.subtract(germ, conjugate(walk, germ)), -I / 2)


def floor(walk: Expansion, germ: Germ) -> Germ:
    """The largest whole number below, where it is the same for all X."""
    scale = walk.scale
    require_real(walk, germ)
    near = scale.bound(germ).real.mid()
    whole = Integer(int((near + arb(0.5)).floor().unique_fmpz()))
    rest = plus(walk, germ, -whole)
    if not abs(scale.bound(rest)) < 1:
        raise Unsettled
    return scale.of_monomials(monomials_of(whole if sign_of(walk, rest) >= 0 else whole - 1))


def ceiling(walk: Expansion, germ: Germ) -> Germ:
    """-floor(-u)."""
    return walk.scale.scaled(floor(walk, walk.scale.scaled(germ, -1)), -1)


def largest(sign: int) -> Rule:
    """Max for sign 1, Min for sign -1."""

    def rule(walk: Expansion, node: Any) -> Germ:
        def better(a: Germ, b: Germ) -> Germ:
            return a if sign * sign_of(walk, walk.scale.subtract(a, b)) >= 0 else b

        return reduce(better, (walk(argument) for argument in node.args))

    return rule


def heaviside(walk: Expansion, node: Any) -> Germ:
    """0 left of 0, 1 right of it."""
    side = sign_of(walk, walk(node.args[0]))
    if side == 0:
        raise Unsettled
    return walk.scale.of_monomials(monomials_of(Integer((side + 1) // 2)))


def piecewise(walk: Expansion, node: Any) -> Germ:
    """The piece whose condition is the first to hold for all X."""
    for piece, condition in node.args:
        if holds(walk, condition):
            return walk(piece)
    raise NoValue


def holds(walk: Expansion, condition: Any) -> bool:
    """Whether a condition holds for all X, or for none; `Unsettled` else."""
    if isinstance(condition, Relational):
        side = sign_of(walk, walk.scale.subtract(walk(condition.lhs), walk(condition.rhs)))
        return RELATIONS[condition.rel_op](side)
    return combined(condition, lambda part: holds(walk, part))


def enclosed(walk: Expansion, node: Any) -> Germ:
    """Any function of what stays finite, by its values on a ball."""
    if not isinstance(node, Pow | Function):
        raise Unsupported
    scale = walk.scale
    values: dict[Dummy, acb] = {}
    arguments = []
    for argument in node.args:
        if depends(argument, walk.variable):
            symbol = Dummy()
            germ = walk(argument)
            bound = scale.bound(germ)
            values[symbol] = acb(bound.real) if walk.is_real(argument, germ) else bound
            argument = symbol
        arguments.append(argument)
    return scale.within(as_acb(walk.plane.within(values).value(node.func(*arguments))))


RULES: dict[str, Rule] = {
    "Abs": of_argument(absolute),
    "sign": of_argument(signum),
    "conjugate": of_argument(conjugate),
    "re": of_argument(real_part),
    "im": of_argument(imaginary_part),
    "floor": of_argument(floor),
    "ceiling": of_argument(ceiling),
    "Max": largest(1),
    "Min": largest(-1),
    "Heaviside": heaviside,
    "Piecewise": piecewise,
}
