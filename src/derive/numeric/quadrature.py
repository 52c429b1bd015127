"""Rigorous integrals: `acb.integral` over an integrand that says itself where it is analytic.

Nothing settles an integral that does not converge within the budget.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from flint import acb, arb, ctx

from derive.numeric import reals
from derive.numeric.continuation import EVALUATIONS_OF_NESTED, MAX_EVALUATIONS, Continuation, along_the_path
from derive.numeric.reals import Enclosure, NoValue, Unsettled, Unsupported
from derive.numeric.tails import Majorant, NoMajorant, tail
from derive.tree import outermost

if TYPE_CHECKING:
    from derive.numeric.balls import Balls


def integral(balls: Balls, node: Any) -> Enclosure:
    """The integral of a function over an interval, or of one of several variables over what lies between the ends."""
    from derive.numeric import improper  # which needs the functions of the complex reading

    if any(len(limit) != 3 for limit in node.limits):
        raise Unsupported
    if len(node.limits) > 1:
        return _proper_integral(balls, node)
    if any(bound.is_infinite for bound in node.limits[0][1:]):
        return improper.integral(balls, node)
    found = None
    try:
        found = _proper_integral(balls, node)
        if found.rad() <= arb(2) ** (8 - ctx.prec) * (1 + abs(found)):
            return found
        better = improper.integral(balls, node)
    except NoValue:
        raise
    except (Unsettled, Unsupported):
        return improper.integral(balls, node) if found is None else found
    better = reals.as_ball(better)
    return better if better.rad() < found.rad() else found


def _proper_integral(balls: Balls, node: Any) -> Enclosure:
    """The integral of what is analytic around a finite interval, but for few kinks."""
    function, (variable, *bounds) = outermost(node)
    if any(bound.is_infinite for bound in bounds):
        raise Unsupported
    lower, upper = (reals.as_ball(balls(bound)) for bound in bounds)

    def integrand(z: acb, analytic: bool) -> acb:  # noqa: FBT001  (the protocol of acb.integral)
        return Continuation(balls, variable, z, analytic)(function)

    return _integrate(integrand, lower, upper, MAX_EVALUATIONS if function is node.function else EVALUATIONS_OF_NESTED)


def expectation(balls: Balls, node: Any, mean: Enclosure, std: Enclosure) -> Enclosure:
    """E[f(mean + std u)], u standard normal: quadrature on [-far, far] and a bound for the tails."""
    try:
        majorant = Majorant(balls, node.variable, mean, std)(node.integrand)
    except NoMajorant:
        raise Unsupported from None
    far, error = tail(majorant)

    def integrand(u: acb, analytic: bool) -> acb:  # noqa: FBT001
        value = Continuation(balls, node.variable, mean + std * u, analytic)(node.integrand)
        return value * (-u * u / 2).exp()

    middle = _integrate(integrand, -far, far) / (2 * arb.pi()).sqrt()
    return middle + arb(0, error.upper())


def _integrate(
    function: Callable[[acb, bool], acb], lower: arb, upper: arb, evaluations: int = MAX_EVALUATIONS
) -> arb:
    result = along_the_path(function, acb(lower), acb(upper), evaluations)
    if not result.imag.contains(0):
        raise Unsettled
    return result.real
