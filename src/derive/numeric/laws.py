"""Expectations in balls: Gaussian ones by their own ring, all others by their definition.

A definition is an integral against the density, a finite sum over points (without those of probability 0:
0 log 0 is 0), a series, or averages over the independent entries of a vector.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flint import ctx, fmpq

from derive.numeric import euler, gaussian, reals
from derive.numeric.calculus import definition
from derive.numeric.reals import Enclosure, NoValue, Unsettled, Unsupported
from derive.terms.distributions import Distribution, Finite, LogNormal, Mixture, Normal, OnVectors
from derive.terms.expectation import Expectation
from derive.terms.separation import definition as separated
from derive.terms.separation import logarithms_apart

if TYPE_CHECKING:
    from derive.numeric.balls import Balls


def expectation(balls: Balls, node: Expectation) -> Enclosure:
    """E_{x ~ law}[f(x)], where the parameters are admitted and the average exists."""
    law = node.law
    if isinstance(law, Normal):
        return gaussian.expectation(balls, node)
    values = tuple((symbol, balls(symbol)) for symbol in sorted(node.free_symbols, key=str))
    if not all(reals.is_exact(value) for _, value in values):
        return _evaluated(balls, node)
    key = (node, ctx.prec, tuple((symbol, int(value.p), int(value.q)) for symbol, value in values))
    if key not in KNOWN:
        if len(KNOWN) >= MOST_KNOWN:
            KNOWN.clear()
        KNOWN[key] = _evaluated(balls, node)
    return KNOWN[key]


KNOWN: dict[Any, Enclosure] = {}
"""Averages at exact points: a step is looked at for a counterexample, and again after its proof."""
MOST_KNOWN = 1024
MOST_BITS = 64
"""Quadrature at more bits takes long, and separates nothing that differs by more than rounding."""


def _evaluated(balls: Balls, node: Expectation) -> Enclosure:
    require_parameters(balls, node.law)
    if isinstance(node.law, Finite):
        return _over_points(balls, node)
    try:
        return _taken_apart(balls, node)
    except NoValue:  # a part of it may have none where the whole has one: log(u v) = log u + log v
        raise Unsettled from None


def _taken_apart(balls: Balls, node: Expectation) -> Enclosure:
    if isinstance(node.law, OnVectors | Mixture | LogNormal):
        return balls(separated(node))
    found = euler.expectation(balls, node)
    if found is not None:
        return found
    if ctx.prec > MOST_BITS:
        raise Unsupported
    return balls(logarithms_apart(definition(node)))


def require_parameters(balls: Balls, law: Distribution) -> None:
    """Raise `NoValue` unless the parameters certainly fulfil what they must."""
    for quantity, sign in law.requirements:
        value = balls(quantity)
        if sign == "positive":
            reals.require_positive(value)
        elif reals.sign(value) < 0:
            raise NoValue


def _over_points(balls: Balls, node: Expectation) -> Enclosure:
    total: Enclosure = fmpq(0)
    for at, mass in node.law.atoms_and_masses:
        weight, point = balls(mass), balls(at)
        if reals.is_exact(weight) and weight == 0:
            continue
        total = total + weight * balls.within({node.variable: point})(node.integrand)
    return total
