"""Densities that may vanish: an expectation is taken where its density is positive, and indicators say so.

In a term that is 0 wherever p is, the indicator of p says nothing and is dropped; what p << q and mutual
singularity imply is put in.  An inequality that holds for every p > 0 holds at p = 0 by continuity, wherever
the page's integrand has a value there.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from sympy import (
    Abs,
    Add,
    Basic,
    Derivative,
    Expr,
    Integer,
    Max,
    Min,
    Mul,
    Pow,
    Symbol,
    cos,
    cosh,
    exp,
    log,
    sin,
    sinh,
    tanh,
)

from derive.abstract.supports import DominatedBy, MutuallySingular
from derive.terms.densities import BaseIntegral, DensityValue, FunctionValue
from derive.tree import rewritten

if TYPE_CHECKING:
    from derive.prove.measures.letters import Letters, Term


class Indicator(Expr):
    """1 where a density is positive, else 0; `args` is the density at a point."""

    is_real = True
    is_nonnegative = True
    is_commutative = True

    def _sympystr(self, printer: Any) -> str:
        return f"1{{{printer._print(self.args[0])} > 0}}"


CONTINUOUS = (Add, Mul, exp, log, Abs, Max, Min, sin, cos, sinh, cosh, tanh)
WHOLE = (DensityValue, FunctionValue, BaseIntegral, Derivative, Indicator)


def leaps_at_zero(expression: Basic) -> bool:
    """Whether a density that may vanish stands in a function that need not be continuous where it does."""
    if isinstance(expression, WHOLE):
        return False
    if isinstance(expression, CONTINUOUS) or (isinstance(expression, Pow) and not _may_vanish(expression.exp)):
        return any(map(leaps_at_zero, expression.args))
    return _may_vanish(expression)


def _may_vanish(expression: Basic) -> bool:
    return any(not node.law.symbol.is_positive for node in expression.atoms(DensityValue))


def on_support(density: Expr, integrand: Expr, claim: Any) -> Expr:
    """Density times integrand where the density is positive; densities singular to it are 0 there."""
    if not isinstance(density, DensityValue) or density.law.symbol.is_positive:
        return density * integrand
    singular = _partners(density.law.symbol, claim)
    zeros = {
        node: Integer(0)
        for node in integrand.atoms(DensityValue)
        if node.law.symbol in singular and node.point == density.point
    }
    return density * Indicator(density) * (rewritten(integrand, zeros).doit() if zeros else integrand)


def _partners(symbol: Symbol, claim: Any) -> set[Symbol]:
    """The densities that are singular to one."""
    pairs = [[law.symbol for law in p.args] for p in claim.premises if isinstance(p, MutuallySingular)]
    return {other for pair in pairs if symbol in pair for other in pair if other != symbol}


def settled(terms: list[Term], letters: Letters) -> list[Term]:
    """The terms without the indicators that say nothing, and without those that vanish; equal ones added."""
    from derive.prove.measures.letters import Term

    found: dict[frozenset[tuple[Expr, int]], Expr] = {}
    for term in terms:
        factors = _without_idle(term, letters)
        if factors is not None:
            key = frozenset(factors)
            found[key] = found.get(key, Integer(0)) + term.coefficient
    ordered = [(tuple(sorted(key, key=str)), coefficient) for key, coefficient in found.items()]
    return [Term(coefficient, factors) for factors, coefficient in ordered if coefficient != 0]


def _without_idle(term: Term, letters: Letters) -> list[tuple[Expr, int]] | None:
    """The factors without indicators that are implied; None where two of them exclude each other."""
    guarded = {letters.nodes[base].args[0] for base, _ in term.factors if _is_indicator(base, letters)}
    tame = {letters.nodes[base] for base in _tame(term, letters)}
    positive = guarded | tame
    if any(_excludes(p, q, letters) for p in positive for q in positive):
        return None
    implied = tame | {q for p in positive for q in guarded if q != p and _implies(p, q, letters)}
    factors = []
    for base, exponent in term.factors:
        if not _is_indicator(base, letters):
            factors.append((base, exponent))
        elif letters.nodes[base].args[0] not in implied:
            factors.append((base, 1))
    return factors


def _is_indicator(base: Expr, letters: Letters) -> bool:
    return isinstance(letters.nodes.get(base), Indicator)


def _tame(term: Term, letters: Letters) -> Iterator[Expr]:
    """Densities that are factors of a term and occur in it nowhere else: where they are 0, the term is."""
    for base, exponent in term.factors:
        others = [other for other, _ in term.factors if other != base]
        is_density = exponent >= 1 and isinstance(letters.nodes.get(base), DensityValue)
        if is_density and not any(base in other.free_symbols for other in others):
            yield base


def _implies(p: DensityValue, q: DensityValue, letters: Letters) -> bool:
    """Whether q is positive wherever p is."""
    return p.point == q.point and any(
        isinstance(premise, DominatedBy) and [law.symbol for law in premise.args] == [p.law.symbol, q.law.symbol]
        for premise in letters.claim.premises
    )


def _excludes(p: DensityValue, q: DensityValue, letters: Letters) -> bool:
    return p.point == q.point and q.law.symbol in _partners(p.law.symbol, letters.claim)
