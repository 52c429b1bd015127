"""Expectations and what is defined by them in closed form, where they certainly have a value."""

from __future__ import annotations

from typing import Any

from derive.prove.facts import Facts
from derive.prove.normal_form import fraction, resolved
from derive.prove.throughout import is_defined
from derive.terms.expectation import Defined, Expectation
from derive.tree import rewritten


def in_closed_form(expression: Any, facts: Facts) -> Any:
    """Derivatives by our own rules, and expectations without their integrals, as far as both go.

    >>> from sympy.abc import m
    >>> from derive.domains import REAL
    >>> from derive.terms import expectation, normal
    >>> in_closed_form(expectation(normal(mean=m, std=1), lambda x: x**2), Facts({m: REAL}))
    m**2 + 1
    """
    expression = resolved(expression, facts)
    values = {node: _without_integral(node, facts) for node in expression.atoms(Defined, Expectation)}
    return resolved(rewritten(expression, values), facts)


def _without_integral(node: Any, facts: Facts) -> Any:
    found = fraction(node, facts) if is_defined(node, facts) else None
    return node if found is None else found[0] / found[1]
