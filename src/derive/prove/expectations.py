"""Lines with expectations: by linearity one integrand for each law, which vanishes or has moments.

An expectation stays a generator while both sides are read.  A residual that is linear in expectations
under one law is the expectation of one integrand.  If that does not depend on the bound variable, the
lines were compared integrand against integrand, under the same law; else its moments are worked out.
"""

from __future__ import annotations

from typing import Any

from derive.claim import Claim
from derive.evidence import Proof, Trust
from derive.prove.allocation import OutOfReach
from derive.prove.facts import Facts
from derive.prove.field import Generator, Ratio
from derive.prove.identity import FROM_EQUALITY
from derive.prove.moments import Average, closed_form
from derive.prove.normal_form import resolved
from derive.prove.tower import Tower, attempt
from derive.terms.expectation import Defined, Expectation


def prove_expectation(claim: Claim, facts: Facts) -> Proof | None:
    """lhs = rhs, where one of them holds expectations.

    >>> from derive.calculation import Relation
    >>> from derive.terms import expectation, normal
    >>> from sympy.abc import m
    >>> p = normal(mean=m, std=1)
    >>> squares = expectation(p, lambda x: (x - m)**2)
    >>> expanded = expectation(p, lambda x: x**2 - 2*m*x + m**2)
    >>> prove_expectation(Claim(squares, Relation.EQUAL, expanded, {}), Facts({})).method
    'integrand against integrand'
    >>> prove_expectation(Claim(squares, Relation.EQUAL, 1, {}), Facts({})).method
    'Gaussian moments'
    >>> prove_expectation(Claim(squares, Relation.EQUAL, 2, {}), Facts({})) is None
    True
    """
    if claim.relation not in FROM_EQUALITY or not _average(claim.lhs, claim.rhs):
        return None
    lhs, rhs = resolved(claim.lhs, facts), resolved(claim.rhs, facts)
    if not _average(lhs, rhs):
        return None
    tower = facts.new_tower()
    tower.keeps_expectations = True
    rest = attempt(tower, lambda t: _after_averaging(t, t.read(lhs) - t.read(rhs)))
    if rest is None or not rest.is_zero:
        return None
    if tower.rules:
        return Proof(method=", ".join(sorted(tower.rules)), trusts=Trust.RULE)
    return Proof(method="integrand against integrand")


def _average(*sides: Any) -> bool:
    return any(side.has(Expectation, Defined) for side in sides)


def _after_averaging(tower: Tower, residual: Ratio) -> Ratio:
    """The numerator of the residual with every expectation in it worked out; raises `OutOfReach`."""
    groups: list[Average] = []
    rest = tower.polynomial(residual.num)
    for generator in tower.generators_in(residual.num):
        if generator.kind == "expectation":
            coefficient = _coefficient(tower, residual, generator)
            rest = rest - coefficient * tower.element(generator)
            _collect(groups, generator.base.times(coefficient))
    for group in groups:
        value = closed_form(tower, group)
        if value is None:
            raise OutOfReach("an expectation without a closed form")
        rest = rest + value
    return rest


def _coefficient(tower: Tower, residual: Ratio, generator: Generator) -> Ratio:
    """What the expectation is multiplied by: free of expectations, so that the residual is linear."""
    if residual.num.degrees()[generator.index] != 1:
        raise OutOfReach("an expectation that is not linear")
    coefficient = residual.num.derivative(generator.index)
    if any(g.kind == "expectation" for g in tower.generators_in(coefficient)):
        raise OutOfReach("a product of expectations")
    return tower.polynomial(coefficient)


def _collect(groups: list[Average], average: Average) -> None:
    for i, group in enumerate(groups):
        if group.has_law_of(average):
            groups[i] = group.plus(average)
            return
    groups.append(average)
