"""Definitions put in: divergences, laws pushed through maps, independent components, derivatives at a point."""

from __future__ import annotations

from typing import Any

from sympy import Derivative, Expr

from derive.terms.densities import BaseIntegral, DensityValue
from derive.terms.distributions import Mixture, Product
from derive.terms.expectation import Expectation, expand_definitions
from derive.terms.sampling import Pushforward
from derive.tree import rewritten


def expanded(expression: Any) -> Any:
    """The expression in terms of integrals against densities, as far as definitions go."""
    expression = expand_definitions(expression)
    if expression.has(Pushforward, Product, Mixture):
        expression = expression.replace(_is_made, lambda node: _meaning(node))
    if expression.has(Derivative):
        values = {node: _at_a_point(node) for node in expression.atoms(Derivative) if not _holds_integral(node)}
        expression = rewritten(expression, values)
    return expression


def _is_made(node: Any) -> bool:
    return isinstance(node, Expectation) and isinstance(node.law, Pushforward | Product | Mixture)


def _meaning(average: Expectation) -> Any:
    law = average.law
    if isinstance(law, Pushforward):
        return expanded(law.pulled_back(average))
    return expanded(law.average(average.integrand, average.variable))


def _holds_integral(node: Any) -> bool:
    return bool(node.has(Expectation, BaseIntegral))


def _at_a_point(node: Any) -> Expr:
    found = node.expr
    for variable, count in node.variable_count:
        for _ in range(int(count)):
            found = derivative(found, variable)
    return found


def derivative(expression: Any, variable: Any) -> Expr:
    """The derivative; conditional densities become quotients first."""
    from derive.prove.measures.letters import joint_and_marginal

    quotients = {}
    for node in expression.atoms(DensityValue):
        above, below = joint_and_marginal(node)
        quotients[node] = above / below if below is not None else above
    return rewritten(expression, quotients).diff(variable)
