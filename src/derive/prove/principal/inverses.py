"""Inverse trigonometric and hyperbolic functions: generators, and their principal logarithms.

The formulas hold on all of the plane, cuts included: atan z = I/2 (log(1 - I z) - log(1 + I z)),
asin z = -I log(I z + sqrt(1 - z**2)), asinh z = log(z + sqrt(1 + z**2)),
acosh z = log(z + sqrt(z - 1) sqrt(z + 1)), atanh z = (log(1 + z) - log(1 - z))/2.  acot and acoth are atan and
atanh of 1/z, except that they have a value at 0.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from sympy import acosh, acot, acoth, asin, asinh, atan, atanh, pi

from derive.prove.principal.element import Element
from derive.prove.principal.logarithms import imaginary_angle, logarithm
from derive.prove.principal.powers import power
from derive.prove.principal.ring import Generator
from derive.prove.sign import Sign

if TYPE_CHECKING:
    from derive.prove.principal.tower import PrincipalTower

Handler = Callable[["PrincipalTower", Any], Element]
HALF = Fraction(1, 2)
ODD = (asin, atan, asinh, atanh)
REAL = (atan, asinh)

VALUES: dict[tuple[type, Fraction], Fraction] = {
    (atan, Fraction(1)): Fraction(1, 4),
    (asin, HALF): Fraction(1, 6),
    (asin, Fraction(1)): HALF,
}
"""Values at positive rationals, in units of pi."""


def inverse(tower: PrincipalTower, head: type, u: Element) -> Element:
    """The inverse function of that name at u; acot and acoth as functions of 1/u where u is not 0."""
    from derive.prove.principal.tower import Style

    if head in (acot, acoth):
        if u.is_zero:
            return imaginary_angle(tower, HALF) if head is acoth else tower.read(pi).scaled(HALF)
        if tower.is_nonzero(u):
            return inverse(tower, atan if head is acot else atanh, u.inverse())
    if head in ODD and u.num and u.num.leading_coefficient() < 0:
        return -inverse(tower, head, -u)
    if u.is_zero and head is not acosh:
        return tower.zero
    value = u.rational
    if value is not None and (head, Fraction(int(value.p), int(value.q))) in VALUES:
        return tower.read(pi).scaled(VALUES[head, Fraction(int(value.p), int(value.q))])
    if head is acosh and value == 1:
        return tower.zero
    if Style.LOGARITHMS in tower.styles:
        return logarithms(tower, head, u)
    return tower.generated(_generator(tower, head, u))


def _generator(tower: PrincipalTower, head: Any, u: Element) -> Generator:
    known = tower.known("inverse", (head, u))
    if known is None:
        real = head in REAL and tower.is_real(u)
        known = tower.allocate(
            "inverse", (head, u), tower.depends(u), lambda g: head(tower.as_expression(u), evaluate=False),
            is_real=real, sign=tower.sign_of(u) if real else Sign.ANY,
        )  # fmt: skip
    return known


def logarithms(tower: PrincipalTower, head: type, u: Element) -> Element:
    """The inverse function by its principal logarithms."""
    i, one = tower.imaginary_unit, tower.one
    if head is atan:
        return (logarithm(tower, one - i * u) - logarithm(tower, one + i * u)).scaled(HALF) * i
    if head is atanh:
        return (logarithm(tower, one + u) - logarithm(tower, one - u)).scaled(HALF)
    if head is asin:
        return -(i * logarithm(tower, i * u + power(tower, one - u * u, HALF)))
    if head is asinh:
        return logarithm(tower, u + power(tower, one + u * u, HALF))
    if head is acosh:
        return logarithm(tower, u + power(tower, u - one, HALF) * power(tower, u + one, HALF))
    tower.require_nonzero(u)
    return logarithms(tower, atan if head is acot else atanh, tower.by_rule(u.inverse))


def as_logarithms(tower: PrincipalTower, generator: Generator, *, with_unit: bool) -> Element | None:
    """The generator, or I times it, as a sum of logarithms without a factor I; None if there is none."""
    head, u = generator.key
    if with_unit is not (head in (asin, atan, acot)):
        return None
    value = logarithms(tower, head, u)
    return tower.imaginary_unit * value if with_unit else value


def slope(tower: PrincipalTower, generator: Generator) -> Element:
    """The derivative of the inverse function at its argument."""
    head, u = generator.key
    one, square = tower.one, u * u
    if head is atan:
        return (one + square).inverse()
    if head is atanh:
        return (one - square).inverse()
    if head is acot:
        return -(one + square).inverse()
    if head is acoth:
        return (one - square).inverse()
    if head is acosh:
        root = power(tower, u - one, HALF) * power(tower, u + one, HALF)
    else:
        root = power(tower, one - square if head is asin else one + square, HALF)
    return tower.by_rule(root.inverse)


def _of_inverse(head: type) -> Handler:
    return lambda tower, node: inverse(tower, head, tower.read(node.args[0]))


def _of_reciprocal(head: type) -> Handler:
    """A function that is another one at 1/u, and has no value at u = 0."""
    return lambda tower, node: inverse(tower, head, tower.read(node.args[0]).inverse())


def arc_cosine(tower: PrincipalTower, u: Element) -> Element:
    """acos u = pi/2 - asin u."""
    return tower.read(pi).scaled(HALF) - inverse(tower, asin, u)


def handlers() -> dict[type, Handler]:
    """How the inverse functions are read."""
    from sympy import acos, acsc, acsch, asec, asech

    return {
        **{head: _of_inverse(head) for head in (asin, atan, acot, asinh, acosh, atanh, acoth)},
        acos: lambda tower, node: arc_cosine(tower, tower.read(node.args[0])),
        asec: lambda tower, node: arc_cosine(tower, tower.read(node.args[0]).inverse()),
        acsc: _of_reciprocal(asin),
        asech: _of_reciprocal(acosh),
        acsch: _of_reciprocal(asinh),
    }
