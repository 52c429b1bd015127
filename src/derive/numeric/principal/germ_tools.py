"""Small words for the arithmetic of germs that the rules of functions share."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from sympy import Expr, Integer

from derive.numeric.principal.expansion import monomials_of
from derive.numeric.principal.exponentials import CONSTANT, constant_power
from derive.numeric.principal.germs import Germ
from derive.numeric.reals import Unsettled, Unsupported

if TYPE_CHECKING:
    from derive.numeric.principal.expansion import Expansion, Rule

Map = Callable[["Expansion", Germ], Germ]
HALF = Integer(1) / 2


def of_argument(function: Map) -> Rule:
    """The rule of a function of one argument."""
    return lambda walk, node: function(walk, walk(node.args[0]))


def one(walk: Expansion) -> Germ:
    """The constant 1."""
    return walk.scale.of_monomials({CONSTANT: Integer(1)})


def plus(walk: Expansion, germ: Germ, number: Expr) -> Germ:
    """The germ plus an exact number."""
    return walk.scale.add(germ, walk.scale.of_monomials(monomials_of(number)))


def times(walk: Expansion, germ: Germ, number: Expr) -> Germ:
    """The germ times an exact number."""
    return walk.scale.multiply(germ, walk.scale.of_monomials(monomials_of(number)))


def stays_finite(walk: Expansion, germ: Germ) -> bool:
    """Whether no term grows."""
    try:
        walk.scale.split(germ)
    except Unsupported:
        return False
    return True


def divide(walk: Expansion, a: Germ, b: Germ) -> Germ:
    """a/b."""
    return walk.scale.multiply(a, walk.scale.inverse(b))


def square_root(walk: Expansion, germ: Germ) -> Germ:
    """The principal square root."""
    return constant_power(walk, germ, HALF)


def require_real(walk: Expansion, *germs: Germ) -> None:
    """Pass over what is certainly real."""
    if not all(walk.scale.is_real(germ) for germ in germs):
        raise Unsettled
