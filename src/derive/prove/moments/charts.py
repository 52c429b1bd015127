"""Each law as a family in the tower: in which variable its integrands are read, and under which family.

A law may have several pieces, each with a weight: a symmetric one is a positive number with a random sign,
so that |x - mean| is read without bars.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sympy import Dummy, Expr, Integer, Rational, Symbol, Tuple, sqrt

from derive.prove.moments import families
from derive.prove.moments.vectors import DirichletVector, NormalVector
from derive.terms import distributions as laws
from derive.terms.expectation import Expectation

if TYPE_CHECKING:
    from derive.prove.tower import Tower

HALF = Rational(1, 2)


@dataclass(frozen=True)
class Piece:
    """With probability `weight`, x is `at`, an expression in the variables of a family."""

    weight: Expr
    at: tuple[Expr, ...]
    variables: tuple[Symbol, ...]
    family: Callable[[Tower], Any]


def pieces(node: Expectation) -> tuple[Piece, ...]:
    """The pieces of the law of an expectation; none for a law without a rule."""
    chart = CHARTS.get(type(node.law))
    return chart(node) if chart is not None else ()


def split(node: Expectation) -> tuple[Piece, ...]:
    """Pieces on which |x - mean| has no bars, for laws that are usually looked at as a whole."""
    if not isinstance(node.law, laws.Normal):
        return ()
    mean, std = node.law.args
    return _signed(node, mean, std, lambda y: sqrt(2 * y), families.GammaFamily, HALF, Integer(1))


def variable_of(node: Expectation, **assumptions: bool) -> Dummy:
    """The one name that the engine has for bound variables at this depth of nesting."""
    return Dummy("x", dummy_index=node.depth, **assumptions)


def _read(tower: Tower, x: Symbol, family: Any, *parameters: Expr) -> Any:
    return family(tower, x, *(tower.read(parameter) for parameter in parameters))


def _in(family: Any, x: Symbol, at: Expr, *parameters: Expr, weight: Expr = Integer(1)) -> Piece:  # noqa: B008
    return Piece(weight, (at,), (x,), lambda tower: _read(tower, x, family, *parameters))


def _signed(
    node: Expectation, centre: Expr, scale: Expr, size: Callable[[Any], Expr], family: Any, *parameters: Expr
) -> tuple[Piece, ...]:
    """centre plus or minus scale times a size, which has a law on the positive numbers."""
    y = variable_of(node, positive=True)
    return tuple(_in(family, y, centre + sign * scale * size(y), *parameters, weight=HALF) for sign in (1, -1))


def _normal(node: Expectation) -> tuple[Piece, ...]:
    x = variable_of(node, real=True)
    return (_in(families.NormalFamily, x, x, *node.law.args),)


def _gamma(node: Expectation) -> tuple[Piece, ...]:
    x = variable_of(node, positive=True)
    shape, rate = (Integer(1), *node.law.args)[-2:]
    return (_in(families.GammaFamily, x, x, shape, rate),)


def _beta(node: Expectation) -> tuple[Piece, ...]:
    u = variable_of(node, positive=True)
    return (_in(families.OddsFamily, u, u / (1 + u), *node.law.args),)


def _uniform(node: Expectation) -> tuple[Piece, ...]:
    u, (low, high) = variable_of(node, positive=True), node.law.args
    return (_in(families.OddsFamily, u, (low + high * u) / (1 + u), Integer(1), Integer(1)),)


def _laplace(node: Expectation) -> tuple[Piece, ...]:
    return _signed(node, *node.law.args, lambda y: y, families.GammaFamily, Integer(1), Integer(1))


def _student(node: Expectation) -> tuple[Piece, ...]:
    degrees, centre, scale = node.law.args
    return _signed(node, centre, scale * sqrt(degrees), sqrt, families.OddsFamily, HALF, degrees / 2)


def _counting(family: Any) -> Callable[[Expectation], tuple[Piece, ...]]:
    def chart(node: Expectation) -> tuple[Piece, ...]:
        x = variable_of(node, **node.law.support.assumptions)
        return (_in(family, x, x, *node.law.args),)

    return chart


def _vector_variables(node: Expectation, **assumptions: bool) -> tuple[Dummy, ...]:
    return tuple(Dummy(f"x_{i}", dummy_index=node.depth, **assumptions) for i in range(len(node.variables)))


def _normal_vector(node: Expectation) -> tuple[Piece, ...]:
    variables, law = _vector_variables(node, real=True), node.law

    def family(tower: Tower) -> NormalVector:
        rows = [[tower.read(entry) for entry in row] for row in law.covariance.tolist()]
        return NormalVector(tower, variables, [tower.read(entry) for entry in law.mean], rows)

    return (Piece(Integer(1), variables, variables, family),)


def _dirichlet(node: Expectation) -> tuple[Piece, ...]:
    variables = _vector_variables(node, positive=True)

    def family(tower: Tower) -> DirichletVector:
        return DirichletVector(tower, variables, [tower.read(a) for a in node.law.args])

    return (Piece(Integer(1), variables, variables, family),)


CHARTS: dict[type, Callable[[Expectation], tuple[Piece, ...]]] = {
    laws.Normal: _normal,
    laws.Exponential: _gamma,
    laws.Gamma: _gamma,
    laws.Beta: _beta,
    laws.Uniform: _uniform,
    laws.Laplace: _laplace,
    laws.StudentT: _student,
    laws.Poisson: _counting(families.PoissonFamily),
    laws.Binomial: _counting(families.BinomialFamily),
    laws.Geometric: _counting(families.GeometricFamily),
    laws.MultivariateNormal: _normal_vector,
    laws.Dirichlet: _dirichlet,
}

BY_DEFINITION = (laws.Finite, laws.Mixture, laws.LogNormal, laws.Product)
"""Laws whose expectation is a sum of others, or one of another law."""

RULES: dict[type, str] = {
    laws.Normal: "Gaussian moments",
    laws.LogNormal: "Gaussian moments",
    laws.MultivariateNormal: "Gaussian moments",
    laws.Exponential: "moments of the gamma law",
    laws.Gamma: "moments of the gamma law",
    laws.Laplace: "moments of the gamma law",
    laws.Beta: "moments of the beta law",
    laws.Uniform: "moments of the beta law",
    laws.StudentT: "moments of the beta law",
    laws.Dirichlet: "moments of the Dirichlet law",
    laws.Poisson: "moments of the Poisson law",
    laws.Binomial: "moments of the binomial law",
    laws.Geometric: "moments of the geometric law",
}


def rules(*sides: Any) -> set[str]:
    """The rules that the laws in some expressions are averaged by."""
    found = {type(law) for side in sides for law in side.atoms(laws.Distribution)}
    return {RULES[kind] for kind in found if kind in RULES}


def substituted(node: Expectation, piece: Piece) -> dict[Any, Expr]:
    """What stands for the bound variables of an expectation on a piece."""
    variables = tuple(node.variable) if isinstance(node.variable, Tuple) else (node.variable,)
    return dict(zip(variables, piece.at, strict=True))
