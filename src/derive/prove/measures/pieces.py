"""An expression taken apart into integrals of densities times integrands, as far as it is linear in them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sympy import Add, Basic, Derivative, Dummy, Expr, Mul, Sum, Symbol, expand_mul

from derive.prove.measures.letters import OutOfScope
from derive.prove.measures.support import on_support
from derive.terms.densities import AbstractDensity, BaseIntegral
from derive.terms.expectation import Expectation
from derive.terms.sampling import Draws
from derive.tree import rewritten

if TYPE_CHECKING:
    from derive.prove.measures.normal_form import NormalForm

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


def pieces(expression: Expr, form: NormalForm) -> list[Piece]:
    """The integrals whose sum the expression is; `form` evaluates those in which it is not linear.

    Raises `OutOfScope` for integrals of another kind.
    """
    if not holds_integral(expression):
        return [Piece((), expression)]
    if isinstance(expression, Add):
        return [piece for term in expression.args for piece in pieces(term, form)]
    if isinstance(expression, Mul):
        return _product(expression, form)
    if isinstance(expression, Expectation):
        return _expectation(expression, form)
    if isinstance(expression, BaseIntegral):
        return _integrated(expression.integrand, expression.variables, expression.spaces, form)
    if isinstance(expression, Derivative):
        return form.exchanges.pieces(expression)
    if not isinstance(expression, Expr):
        raise OutOfScope(str(expression))
    values = [form.value(argument) if holds_integral(argument) else argument for argument in expression.args]
    return [Piece((), expression.func(*values))]


def holds_integral(expression: Basic) -> bool:
    """Whether an integral stands anywhere in it."""
    return bool(expression.has(Expectation, BaseIntegral))


def _product(expression: Mul, form: NormalForm) -> list[Piece]:
    integrals = [factor for factor in expression.args if holds_integral(factor)]
    others = Mul(*(factor for factor in expression.args if not holds_integral(factor)))
    if len(integrals) == 1:
        return [piece.scaled(others) for piece in pieces(integrals[0], form)]
    return [Piece((), Mul(others, *map(form.value, integrals)))]


def _expectation(expression: Any, form: NormalForm) -> list[Piece]:
    law = expression.law
    if isinstance(law, Draws):
        return _over_draws(expression, form)
    if not isinstance(law, AbstractDensity):
        raise OutOfScope(str(law))
    variables = tuple(expression.bound_symbols)
    point = variables if len(variables) > 1 else variables[0]
    integrand = on_support(law.density(point), expression.integrand, form.letters.claim)
    return _integrated(integrand, variables, law.over, form)


def _over_draws(expression: Any, form: NormalForm) -> list[Piece]:
    """The expectation of a sum over k draws is k times that over one; raises `OutOfScope` for all else."""
    from derive.prove.measures.averages import LogMean, summand

    law, variable, found = expression.law, expression.variable, []
    for term in Add.make_args(expand_mul(expression.integrand)):
        inside = [factor for factor in Mul.make_args(term) if factor.has(variable)]
        factor = term / Mul(*inside)
        if not inside:
            found.append(Piece((), factor))
            continue
        series = inside[0]
        body = summand(series, variable, law.count) if len(inside) == 1 and isinstance(series, Sum) else None
        if body is None:
            raise OutOfScope(str(expression))
        single = LogMean(law.law, law.count, body).single(lambda weight: weight)
        found += [piece.scaled(law.count * factor) for piece in pieces(single, form)]
    return found


def _integrated(
    integrand: Expr, variables: tuple[Any, ...], spaces: tuple[str, ...], form: NormalForm
) -> list[Piece]:  # fmt: skip
    fresh = {variable: Dummy(variable.name, real=True) for variable in variables}
    bound = tuple((fresh[variable], space) for variable, space in zip(variables, spaces, strict=True))
    inner = pieces(rewritten(integrand, fresh), form)
    return [Piece((*bound, *piece.variables), piece.integrand) for piece in inner]


def aligned(variables: tuple[Variable, ...]) -> tuple[Variable, ...]:
    """Names by space and position, so that integrals over the same spaces share them."""
    count: dict[str, int] = {}
    found = []
    for _, space in variables:
        position = count[space] = count.get(space, -1) + 1
        found.append((place(space, position), space))
    return tuple(found)


def place(space: str, position: int) -> Dummy:
    """The bound variable at a position among those of one space."""
    return Dummy(numbered(space, position), real=True, dummy_index=position)


def numbered(name: str, position: int) -> str:
    """A name of its own for each of several variables."""
    return f"{name}_{position}" if position else name
