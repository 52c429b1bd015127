"""Integrands that have a sign at every point, once densities with known integrals are added.

An integral of r is nonnegative if r + sum w_j rho_j >= 0 pointwise for normalised densities rho_j whose
weights w_j sum to no more than the constant beside the integral.  Convexity under the integral (Jensen)
is the case in which a function minus its mean, which integrates to 0, is added with the right slope.

Source: Boyd and Vandenberghe, Convex Optimization (2004), sections 3.1.3 and 3.1.8.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sympy import Add, Expr, Integer, Mul, Pow, Symbol

from derive.prove.measures.letters import Term
from derive.prove.measures.normal_form import Group, NormalForm
from derive.terms.densities import BaseIntegral, DensityValue
from derive.tree import rewritten


@dataclass(frozen=True)
class Minorant:
    """What must be nonnegative at every point, and the constant that is left over; both spelled."""

    integrand: Expr
    surplus: Expr
    name: str


def minorants(form: NormalForm, groups: dict[Group, Expr]) -> Iterator[Minorant]:
    """Candidates, likely ones first."""
    open_groups = [group for group in groups if group]
    if len(open_groups) != 1:
        return
    (group,) = open_groups
    spelled = form.letters.spelled
    integrand, constant = spelled(groups[group]), spelled(groups.get((), Integer(0)))
    densities = normalised(form, integrand, group)
    bound = {symbol for symbol, _ in group}
    for weights in _weights(integrand, constant, densities):
        if any(form.letters.depends(weight) & bound for weight in weights):
            continue  # only constants come out of an integral
        total = Add(integrand, *(weight * density for weight, density in zip(weights, densities, strict=True)))
        yield Minorant(_at_scale_one(form, total, densities), constant - Add(*weights), "pointwise under the integral")
    for density in densities:
        slopes = _slopes(form, constant, density, group)
        if slopes:
            total = Add(integrand, constant * density, *slopes)
            yield Minorant(_at_scale_one(form, total, [density]), Integer(0), "convexity under the integral (Jensen)")


def normalised(form: NormalForm, integrand: Expr, group: Group) -> list[Expr]:
    """Products of densities in the integrand that integrate to 1 over the group."""
    letters = form.letters
    found = [s for s in sorted(integrand.free_symbols & letters.nodes.keys(), key=str) if _is_density(form, s)]
    single = [symbol for symbol in found if _integral_of([symbol], form, group) == 1]
    if single or len(group) == 1:
        return single
    return [Mul(*found)] if _integral_of(found, form, group) == 1 else []


def _is_density(form: NormalForm, symbol: Symbol) -> bool:
    return isinstance(form.letters.nodes[symbol], DensityValue)


def _integral_of(factors: list[Symbol], form: NormalForm, group: Group) -> Expr | None:
    term: Term | None = Term(Integer(1), tuple((factor, 1) for factor in factors))
    for variable in group:
        term = form.without(term, variable) if term is not None else None
    return term.expression if term is not None else None


def _weights(integrand: Expr, constant: Expr, densities: list[Expr]) -> Iterator[tuple[Expr, ...]]:
    """None at all; those for which equal densities are stationary; the constant on all of them, or on one."""
    count = len(densities)
    if constant == 0 or not densities:
        yield (Integer(0),) * count
    if not densities:
        return
    if all(density.is_Symbol for density in densities):
        at_one = dict.fromkeys(densities, Integer(1))
        yield tuple(-rewritten(integrand.diff(density), at_one).doit() for density in densities)
    yield (constant / count,) * count
    if count > 1:
        for i in range(count):
            yield tuple(constant if i == j else Integer(0) for j in range(count))


def _slopes(form: NormalForm, constant: Expr, density: Expr, group: Group) -> list[Expr]:
    """Multiples of (mean - value) * density that make the mean a stationary point."""
    found = []
    for letter in sorted(constant.free_symbols & form.letters.nodes.keys(), key=str):
        node = form.letters.nodes[letter]
        if isinstance(node, BaseIntegral) and tuple(node.spaces) == tuple(space for _, space in group):
            names = {old: new for old, (new, _) in zip(node.variables, group, strict=True)}
            inside = form.letters.spelled(rewritten(node.integrand, names))
            found.append(-constant.diff(letter) * (letter * density - inside))
    return found


def _at_scale_one(form: NormalForm, integrand: Expr, densities: list[Expr]) -> Expr:
    """The integrand with the first density set to 1, where it is homogeneous in all densities."""
    every = [s for s in integrand.free_symbols & form.letters.nodes.keys() if _is_density(form, s)]
    if not every:
        return integrand
    first = densities[0] if densities and densities[0].is_Symbol else min(every, key=str)
    scale = Symbol("letter_scale", positive=True)
    scaled = rewritten(integrand, {density: scale * density for density in every})
    if form.letters.is_zero(scaled - scale * integrand):
        integrand = rewritten(integrand, {first: Integer(1)})
    return _without_roots(integrand, every)


def _without_roots(integrand: Expr, densities: list[Symbol]) -> Expr:
    """The integrand in the roots of the densities, where these occur: p = s^2 with s > 0."""
    roots = [node.base for node in integrand.atoms(Pow) if node.base in densities and node.exp.is_Rational]
    squares = {base: Symbol(f"{base.name}_root", positive=True) ** 2 for base in roots if base.is_Symbol}
    return rewritten(integrand, squares).doit() if squares else integrand
