"""An expression taken apart into integrals of densities times integrands, as far as it is linear in them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sympy import Add, Basic, Dummy, Expr, Mul, Symbol

from derive.prove.measures.letters import OutOfScope
from derive.terms.densities import AbstractDensity, BaseIntegral
from derive.terms.expectation import Expectation
from derive.tree import rewritten

Variable = tuple[Symbol, str]
"""A bound variable, and the space that it runs through."""


@dataclass(frozen=True)
class Piece:
    """The integral of an integrand over some variables; without any it is the integrand itself."""

    variables: tuple[Variable, ...]
    integrand: Expr

    def scaled(self, factor: Expr) -> Piece:
        """A factor that belongs under the integral."""
        return Piece(self.variables, factor * self.integrand)


def pieces(expression: Expr, value: Callable[[Expr], Expr]) -> list[Piece]:
    """The integrals whose sum the expression is; `value` evaluates those in which it is not linear.

    Raises `OutOfScope` for integrals of another kind.
    """
    if not holds_integral(expression):
        return [Piece((), expression)]
    if isinstance(expression, Add):
        return [piece for term in expression.args for piece in pieces(term, value)]
    if isinstance(expression, Mul):
        return _product(expression, value)
    if isinstance(expression, Expectation):
        return _expectation(expression, value)
    if isinstance(expression, BaseIntegral):
        return _integrated(expression.integrand, expression.variables, expression.spaces, value)
    if not isinstance(expression, Expr):
        raise OutOfScope(str(expression))
    values = [value(argument) if holds_integral(argument) else argument for argument in expression.args]
    return [Piece((), expression.func(*values))]


def holds_integral(expression: Basic) -> bool:
    """Whether an integral stands anywhere in it."""
    return bool(expression.has(Expectation, BaseIntegral))


def _product(expression: Mul, value: Callable[[Expr], Expr]) -> list[Piece]:
    integrals = [factor for factor in expression.args if holds_integral(factor)]
    others = Mul(*(factor for factor in expression.args if not holds_integral(factor)))
    if len(integrals) == 1:
        return [piece.scaled(others) for piece in pieces(integrals[0], value)]
    return [Piece((), Mul(others, *map(value, integrals)))]


def _expectation(expression: Any, value: Callable[[Expr], Expr]) -> list[Piece]:
    law = expression.law
    if not isinstance(law, AbstractDensity):
        raise OutOfScope(str(law))
    variables = bound_variables(expression)
    point = variables if len(variables) > 1 else variables[0]
    return _integrated(law.density(point) * expression.integrand, variables, law.over, value)


def bound_variables(expression: Any) -> tuple[Symbol, ...]:
    """The bound variables of an expectation."""
    return tuple(expression.bound_symbols)


def _integrated(
    integrand: Expr, variables: tuple[Any, ...], spaces: tuple[str, ...], value: Callable[[Expr], Expr]
) -> list[Piece]:  # fmt: skip
    fresh = {variable: Dummy(variable.name, real=True) for variable in variables}
    bound = tuple((fresh[variable], space) for variable, space in zip(variables, spaces, strict=True))
    inner = pieces(rewritten(integrand, fresh), value)
    return [Piece((*bound, *piece.variables), piece.integrand) for piece in inner]
