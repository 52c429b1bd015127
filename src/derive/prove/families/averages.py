"""Expectations in normal form: linear, normal laws by the standard one, finite sums outside.

Linearity is used on expectations that the claim may not know to be finite one by one: an identity that holds of
every linear functional on the integrands holds of the expectation, wherever the sides have values.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sympy import Add, Derivative, Dummy, Expr, Integral, Mul, Product, S, Subs, Sum, factorial2

from derive.prove.families.letters import OutOfReach
from derive.prove.families.ranges import opened
from derive.terms.distributions import Distribution, Normal, normal
from derive.terms.expectation import Expectation, averaged
from derive.tree import rewritten

if TYPE_CHECKING:
    from derive.prove.families.normal_form import NormalForm

Variables = tuple[Dummy, ...]


def standardised(form: NormalForm, node: Expectation) -> tuple[Distribution, Expr, Variables]:
    """Law, integrand and fresh variables, with a normal law made the standard one: z = mean + std * epsilon.

    A derivative in a parameter of the law is taken at a fixed z: it is worked out before z is replaced.
    """
    variables = tuple(Dummy(v.name, **v.assumptions0) for v in node.variables)
    integrand = rewritten(node.integrand, dict(zip(node.variables, variables, strict=True)))
    if not isinstance(node.law, Normal):
        return node.law, integrand, variables
    if _captures(integrand, node.law):
        integrand = form.of(integrand)
        if _captures(integrand, node.law):
            raise OutOfReach
    (z,) = variables
    moved = rewritten(integrand, {z: node.law.mean + node.law.std * z})
    return normal(mean=0, std=1), moved, variables


def _captures(integrand: Expr, law: Distribution) -> bool:
    """Whether a parameter of the law is a variable of a derivative, a substitution, an integral or a sum inside."""
    binders = integrand.atoms(Derivative, Subs, Integral, Sum, Product)
    return any(law.free_symbols & set(binder.variables) for binder in binders)


def average_in_normal_form(form: NormalForm, node: Expectation) -> Expr:
    """The expectation as a sum of coefficients times canonical expectations."""
    law, integrand, variables = standardised(form, node)
    terms = form.letters.terms(form.of(integrand))
    return Add(*(_single(form, law, term, variables) for term in terms))


def _single(form: NormalForm, law: Distribution, term: Expr, variables: Variables) -> Expr:
    factors = Mul.make_args(term)
    bound = set(variables)
    outside = Mul(*(factor for factor in factors if not factor.free_symbols & bound))
    inside = [factor for factor in factors if factor.free_symbols & bound]
    if not inside:
        return outside
    sums = [factor for factor in inside if isinstance(factor, Sum)]
    if sums:
        return outside * form.of(_exchanged(law, inside, sums[0], variables))
    moment = _moment(law, Mul(*inside), variables)
    return outside * (canonical_average(law, Mul(*inside), variables) if moment is None else moment)


def canonical_average(law: Distribution, integrand: Expr, variables: Variables) -> Expectation:
    """The expectation under canonical names, so that equal expectations are equal objects."""
    names = [Dummy(f"x{place or ''}", **v.assumptions0) for place, v in enumerate(variables)]
    renaming = dict(zip(variables, names, strict=True))
    return averaged(law, rewritten(integrand, renaming), tuple(names))


def _exchanged(law: Distribution, factors: list[Expr], node: Sum, variables: Variables) -> Sum:
    """E[u sum of T] = sum of E[u T]."""
    body, limits = opened(node)
    if any(last.free_symbols & set(variables) for _, last in limits):
        raise OutOfReach
    others = Mul(*(factor for factor in factors if factor is not node))
    return Sum(canonical_average(law, others * body, variables), *((v, 1, last) for v, last in limits))


def _moment(law: Distribution, integrand: Expr, variables: Variables) -> Expr | None:
    """E[z^n] of the standard normal law: (n - 1)!! for even n, else 0."""
    if not isinstance(law, Normal):
        return None
    base, exponent = integrand.as_base_exp()
    if base != variables[0] or not (exponent.is_Integer and exponent > 0):
        return None
    return S.Zero if exponent % 2 else factorial2(exponent - 1)


