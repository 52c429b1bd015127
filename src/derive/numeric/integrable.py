"""Whether an average under a normal law exists at all: its density is positive on the whole line.

It does not where the integrand has no value on an interval, nor where a quotient of polynomials has a pole:
|f| is not integrable around it.  Source: Billingsley, Probability and Measure (1995), section 21.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from flint import arb, fmpq_poly
from sympy import Add, Derivative, Mul, Pow, Symbol

from derive.numeric import reals
from derive.numeric.calculus import NotSmooth, depends, under_an_average
from derive.numeric.reals import Enclosure, NoValue, Unsettled, Unsupported

if TYPE_CHECKING:
    from derive.numeric.balls import Balls

PROBES = tuple(arb(k, 0.125) for k in (-4096, -24, -6, -3, -1, 0, 1, 3, 6, 24, 4096))
"""Intervals of the standardised variable on which the integrand is looked at."""
MOST_DEGREES = 64


def require_average(balls: Balls, integrand: Any, variable: Symbol, mean: Enclosure, std: Enclosure) -> None:
    """Raise `NoValue` if E_{x ~ N(mean, std^2)}[integrand] certainly does not exist."""
    for probe in PROBES:
        _require_somewhere(balls, integrand, {variable: reals.as_ball(mean + std * probe)})
    try:
        _, bottom = Quotients(balls, variable)(integrand)
    except (_NoQuotient, Unsettled, Unsupported):
        return
    if bottom.degree() > 0 and any(root.imag.is_zero() for root, _ in bottom.complex_roots()):
        raise NoValue


def _require_somewhere(balls: Balls, integrand: Any, interval: dict[Symbol, arb]) -> None:
    """Raise `NoValue` if the integrand has no value at any point of an interval."""
    try:
        balls.within(interval)(integrand)
    except (Unsettled, Unsupported):
        return


class _NoQuotient(Exception):
    """The integrand is no quotient of polynomials with rational coefficients."""


Quotient = tuple[fmpq_poly, fmpq_poly]


class Quotients:
    """Integrands as quotients of polynomials in lowest terms; all that is free of x is a rational number."""

    def __init__(self, balls: Balls, variable: Symbol) -> None:
        self.balls = balls
        self.variable = variable

    def __call__(self, node: Any) -> Quotient:
        """Numerator and denominator of a node; raises `_NoQuotient`."""
        if not depends(node, self.variable):
            value = self.balls(node)
            if not reals.is_exact(value):
                raise _NoQuotient
            return fmpq_poly([value]), fmpq_poly([1])
        if node == self.variable:
            return fmpq_poly([0, 1]), fmpq_poly([1])
        rule = RULES.get(type(node))
        if rule is None:
            raise _NoQuotient
        return _in_lowest_terms(*rule(self, node))


def _in_lowest_terms(top: fmpq_poly, bottom: fmpq_poly) -> Quotient:
    if max(top.degree(), bottom.degree()) > MOST_DEGREES:
        raise _NoQuotient
    common = top.gcd(bottom)
    return top // common, bottom // common


def _sum(walk: Quotients, node: Any) -> Quotient:
    top, bottom = fmpq_poly([0]), fmpq_poly([1])
    for term in node.args:
        above, below = walk(term)
        top, bottom = _in_lowest_terms(top * below + above * bottom, bottom * below)
    return top, bottom


def _product(walk: Quotients, node: Any) -> Quotient:
    top, bottom = fmpq_poly([1]), fmpq_poly([1])
    for factor in node.args:
        above, below = walk(factor)
        top, bottom = _in_lowest_terms(top * above, bottom * below)
    return top, bottom


def _power(walk: Quotients, node: Any) -> Quotient:
    top, bottom = walk(node.base)
    whole = int(node.exp) if node.exp.is_Integer else None
    if whole is None or abs(whole) > MOST_DEGREES or (whole < 0 and top == 0):
        raise _NoQuotient
    return (top**whole, bottom**whole) if whole >= 0 else (bottom**-whole, top**-whole)


def _derivative(walk: Quotients, node: Any) -> Quotient:
    walk(node.expr)  # which has a value at all but finitely many points
    try:
        return walk(under_an_average(walk.balls, node, walk.variable))
    except NotSmooth:
        raise _NoQuotient from None


RULES: dict[type, Callable[[Quotients, Any], Quotient]] = {
    Add: _sum,
    Mul: _product,
    Pow: _power,
    Derivative: _derivative,
}
