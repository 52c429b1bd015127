"""Whether an average under a normal law exists at all: its density is positive on the whole line.

It does not where the integrand has no value on an interval, nor where a polynomial below a fraction bar changes
sign, nor where a quotient of polynomials has a pole: |f| is not integrable around it.

Source: Billingsley, Probability and Measure (1995), section 21.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from flint import arb, fmpq_poly
from sympy import Add, Derivative, Mul, Pow, Symbol, log

from derive.numeric import reals
from derive.numeric.calculus import NotSmooth, depends, under_an_average
from derive.numeric.reals import Enclosure, NoValue, Unsettled, Unsupported

if TYPE_CHECKING:
    from derive.numeric.balls import Balls

PROBES = tuple(arb(k, 0.125) for k in (-4096, -24, -6, -3, -1, 0, 1, 3, 6, 24, 4096))
"""Intervals of the standardised variable on which the integrand is looked at."""
SIZES = tuple(arb(sign * 2**k, 2.0 ** (k - 4)) for k in (-4, 0, 3, 6, 9) for sign in (1, -1))
"""The same of the variable itself: around 0 signs change."""
MOST_DEGREES = 64
HALVINGS = 16


def require_average(balls: Balls, integrand: Any, variable: Symbol, mean: Enclosure, std: Enclosure) -> None:
    """Raise `NoValue` if E_{x ~ N(mean, std^2)}[integrand] certainly does not exist."""
    for place in (*(reals.as_ball(mean + std * probe) for probe in PROBES), *SIZES):
        _require_somewhere(balls, integrand, {variable: place})
    _require_no_pole(balls, integrand, variable, mean, std)
    walk, terms = Quotients(balls, variable), Add.make_args(integrand)
    try:
        _, bottom = _sum(walk, Add(*(term for term in terms if not _is_locally_integrable(term, variable))))
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


def _require_no_pole(balls: Balls, integrand: Any, variable: Symbol, mean: Enclosure, std: Enclosure) -> None:
    """Raise `NoValue` if a term f/D**k, k >= 1, has a polynomial D that changes sign where f is not 0.

    Around a zero of D there is |D| <= L |x - a|, so that the term is not integrable, and the others are bounded.
    """
    terms = Add.make_args(integrand)
    for term in terms:
        for power in (factor for factor in Mul.make_args(term) if isinstance(factor, Pow)):
            if power.exp.is_integer and power.exp.is_negative and power.base.is_polynomial(variable):
                where = _sign_change(balls, power.base, variable, mean, std)
                others = [part for part in terms if part != term]
                if where is not None and _is_pole(balls.within({variable: where}), term / power, others):
                    raise NoValue


def _is_pole(there: Balls, beside: Any, others: list[Any]) -> bool:
    """Whether what stands beside a pole is certainly not 0, and all other terms are bounded."""
    try:
        values = [reals.as_ball(there(part)) for part in (beside, *others)]
    except (NoValue, Unsettled, Unsupported):
        return False
    return all(value.is_finite() for value in values) and not values[0].contains(0)


def _sign_change(balls: Balls, divisor: Any, variable: Symbol, mean: Enclosure, std: Enclosure) -> arb | None:
    """A small interval at whose ends a polynomial has different signs."""

    def sign(at: arb) -> int:
        try:
            value = reals.as_ball(balls.within({variable: at})(divisor))
        except (NoValue, Unsettled, Unsupported):
            return 0
        return int(value > 0) - int(value < 0)

    points = [reals.as_ball(mean + std * (arb(k) / 8 + arb(1) / 17)).mid() for k in range(-48, 49)]
    for left, right in pairwise(points):
        if sign(left) * sign(right) == -1:
            for _ in range(HALVINGS):
                middle = ((left + right) / 2).mid()
                left, right = (left, middle) if sign(left) * sign(middle) == -1 else (middle, right)
            return left.union(right) if sign(left) * sign(right) == -1 else None
    return None


def _is_locally_integrable(term: Any, variable: Symbol) -> bool:
    """Whether a term certainly leaves the poles of the others as they are: a number, or the log of a power of x - a."""
    number, moving = term.as_independent(variable, as_Add=False)
    if moving == 1:
        return True
    base = moving.args[0] if isinstance(moving, log) else number
    while isinstance(base, Pow) and base.exp.is_Rational:
        base = base.base
    return isinstance(moving, log) and bool(base.is_polynomial(variable))


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
    for term in Add.make_args(node):
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
        return walk(under_an_average(walk.balls, node, frozenset({walk.variable})))
    except NotSmooth:
        raise _NoQuotient from None


RULES: dict[type, Callable[[Quotients, Any], Quotient]] = {
    Add: _sum,
    Mul: _product,
    Pow: _power,
    Derivative: _derivative,
}
