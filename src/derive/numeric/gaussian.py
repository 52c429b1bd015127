"""Expectations under a normal law in balls: exactly by moments, else by rigorous quadrature.

Sums of ``p(x) exp(q(x))`` with polynomials p and q, q of degree at most 2, form a ring that holds the
integrands of the courses once ``log(c exp(q))`` is read as ``log(c) + q``.  Completing the square
turns each summand into a polynomial under another normal law, whose moments follow by recurrence.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING, Any

from flint import fmpq
from sympy import Abs, Add, Derivative, Mul, Pow, Symbol, exp, log

from derive.numeric import functions, quadrature, reals
from derive.numeric.calculus import NotSmooth, depends, under_an_average
from derive.numeric.integrable import require_average
from derive.numeric.reals import Enclosure, Unsettled, Unsupported
from derive.terms.distributions import Normal
from derive.terms.expectation import Expectation
from derive.terms.separation import sums_apart

if TYPE_CHECKING:
    from derive.numeric.balls import Balls

MAX_SUMMANDS = 64
MAX_DEGREE = 64

Polynomial = tuple[Enclosure, ...]
"""Coefficients, that of x**0 first; () is 0."""


class OutsideTheRing(Exception):
    """The integrand is no sum of p(x) exp(q(x))."""


@dataclass(frozen=True)
class Summand:
    """``factor(x) exp(exponent(x))``."""

    factor: Polynomial
    exponent: Polynomial = ()


def expectation(balls: Balls, node: Expectation) -> Enclosure:
    """E_{x ~ N(mean, std^2)}[f(x)], wherever f has a value at every x."""
    if not isinstance(node.law, Normal):
        raise Unsupported
    mean, std = balls(node.law.mean), balls(node.law.std)
    reals.require_positive(std)
    try:
        summands = Ring(balls, node.variable)(node.integrand)
    except OutsideTheRing:
        tame = Expectation(node.law, sums_apart(node.integrand), node.variable)
        try:
            return quadrature.expectation(balls, tame, mean, std)
        except (Unsettled, Unsupported):
            require_average(balls, tame.integrand, node.variable, mean, std)
            raise
    return reals.add(*(_average(summand, mean, std) for summand in summands))


def _average(summand: Summand, mean: Enclosure, std: Enclosure) -> Enclosure:
    """E[p(x) exp(c + b x + a x^2)]: the law is tilted to another normal law, and scaled."""
    if not summand.exponent:
        return _moments(summand.factor, mean, std**2)
    c, b, a = (*summand.exponent, fmpq(0), fmpq(0))[:3]
    # exp(a x^2 + b x) times the density is Gaussian with precision 1/std^2 - 2a, if that is positive
    shrink = 1 - 2 * a * std**2
    if not shrink > 0:  # this summand diverges, but others may cancel it
        raise Unsettled
    variance = std**2 / shrink
    centre = (mean + b * std**2) / shrink
    height = c + (b * mean + a * mean**2 + b**2 * std**2 / 2) / shrink
    weight = functions.FUNCTIONS["exp"](height) * reals.power(shrink, fmpq(-1, 2))
    return _moments(summand.factor, centre, variance) * weight


def _moments(factor: Polynomial, mean: Enclosure, variance: Enclosure) -> Enclosure:
    """E[p(x)] by the recurrence E[x^(k+1)] = mean E[x^k] + k variance E[x^(k-1)]."""
    total: Enclosure = fmpq(0)
    before: Enclosure = fmpq(0)
    moment: Enclosure = fmpq(1)
    for k, coefficient in enumerate(factor):
        total = total + coefficient * moment
        before, moment = moment, mean * moment + k * variance * before
    return total


class Ring:
    """Integrands as sums of p(x) exp(q(x)); all that is free of x is a number."""

    def __init__(self, balls: Balls, variable: Symbol) -> None:
        self.balls = balls
        self.variable = variable

    def __call__(self, node: Any) -> list[Summand]:
        """The summands of a node; raises `OutsideTheRing`."""
        if not depends(node, self.variable):
            return [Summand((self.balls(node),))]
        if node == self.variable:
            return [Summand((fmpq(0), fmpq(1)))]
        rule = RING_RULES.get(type(node))
        if rule is None:
            raise OutsideTheRing
        summands = _collected(rule(self, node))
        if len(summands) > MAX_SUMMANDS or any(len(s.factor) > MAX_DEGREE for s in summands):
            raise OutsideTheRing
        return summands

    def polynomial(self, node: Any) -> Polynomial:
        """A node that is a polynomial; raises `OutsideTheRing`."""
        summands = self(node)
        if any(summand.exponent for summand in summands):
            raise OutsideTheRing
        return summands[0].factor if summands else ()

    def exponential(self, node: Any) -> tuple[Enclosure, Polynomial]:
        """c and q of a node that is c exp(q(x)); raises `OutsideTheRing`."""
        summands = self(node)
        factor = _trimmed(summands[0].factor) if summands else ()
        if len(summands) > 1 or len(factor) > 1:
            raise OutsideTheRing
        return (factor[0], summands[0].exponent) if factor else (fmpq(0), ())


def _collected(summands: list[Summand]) -> list[Summand]:
    """Summands with the same exact exponent put together."""
    found: dict[Polynomial, Polynomial] = {}
    inexact: list[Summand] = []
    for summand in summands:
        if not all(reals.is_exact(c) for c in summand.exponent):
            inexact.append(summand)
            continue
        exponent = _trimmed(summand.exponent)
        found[exponent] = _plus(found.get(exponent, ()), summand.factor)
    return [Summand(factor, exponent) for exponent, factor in found.items()] + inexact


def _trimmed(p: Polynomial) -> Polynomial:
    while p and reals.is_exact(p[-1]) and p[-1] == 0:
        p = p[:-1]
    return p


def _plus(p: Polynomial, q: Polynomial) -> Polynomial:
    size = max(len(p), len(q))
    p, q = (*p, *[fmpq(0)] * (size - len(p))), (*q, *[fmpq(0)] * (size - len(q)))
    return tuple(a + b for a, b in zip(p, q, strict=True))


def _times(p: Polynomial, q: Polynomial) -> Polynomial:
    result: list[Enclosure] = [fmpq(0)] * max(0, len(p) + len(q) - 1)
    for (i, a), (j, b) in product(enumerate(p), enumerate(q)):
        result[i + j] = result[i + j] + a * b
    return tuple(result)


def _product(first: list[Summand], second: list[Summand]) -> list[Summand]:
    return _collected([
        Summand(_times(a.factor, b.factor), _plus(a.exponent, b.exponent)) for a, b in product(first, second)
    ])  # fmt: skip


def _add_rule(ring: Ring, node: Any) -> list[Summand]:
    return [summand for term in node.args for summand in ring(term)]


def _mul_rule(ring: Ring, node: Any) -> list[Summand]:
    result = [Summand((fmpq(1),))]
    for factor in node.args:
        result = _product(result, ring(factor))
    return result


def _pow_rule(ring: Ring, node: Any) -> list[Summand]:
    if depends(node.exp, ring.variable):
        raise OutsideTheRing
    base, exponent = ring(node.base), ring.balls(node.exp)
    whole = reals.whole_number(exponent)
    if whole is not None and 0 <= whole < MAX_DEGREE:
        result = [Summand((fmpq(1),))]
        for _ in range(whole):
            result = _product(result, base)
        return result
    c, q = ring.exponential(node.base)
    return [Summand((reals.power(c, exponent),), _times((exponent,), q))]


def _exp_rule(ring: Ring, node: Any) -> list[Summand]:
    q = _trimmed(ring.polynomial(node.args[0]))
    if len(q) > 3:
        raise OutsideTheRing
    return [Summand((fmpq(1),), q)]


def _log_rule(ring: Ring, node: Any) -> list[Summand]:
    c, q = ring.exponential(node.args[0])
    return [Summand(_plus((reals.settled(functions.logarithm(c)),), q))]


def _abs_rule(ring: Ring, node: Any) -> list[Summand]:
    c, q = ring.exponential(node.args[0])
    return [Summand((abs(c),), q)]


def _derivative_rule(ring: Ring, node: Any) -> list[Summand]:
    """A function in the ring has a value at every x, and so its derivative may be taken by the rules."""
    ring(node.expr)
    try:
        return ring(under_an_average(ring.balls, node, frozenset({ring.variable})))
    except NotSmooth:
        raise OutsideTheRing from None


RING_RULES: dict[type, Callable[[Ring, Any], list[Summand]]] = {
    Add: _add_rule,
    Mul: _mul_rule,
    Pow: _pow_rule,
    exp: _exp_rule,
    log: _log_rule,
    Abs: _abs_rule,
    Derivative: _derivative_rule,
}
