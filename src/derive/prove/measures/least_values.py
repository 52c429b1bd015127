"""A claim about all functions, reduced to the functions that make its integrand least at every point.

The integral of F(x, D(x)) is at least that of the least value of F(x, .) at each point.  Where F is convex in the
value of D and its one stationary value is among those that D may have, that value is the least.

Source: Rockafellar and Wets, Variational Analysis (1998), theorem 14.60; for the discriminator Goodfellow et al.,
Generative Adversarial Nets (2014), proposition 1.
"""

from __future__ import annotations

from collections.abc import Iterator

from sympy import Expr, Poly, Symbol, fraction, together
from sympy.polys.polyerrors import PolynomialError

from derive.prove.measures.normal_form import Group, NormalForm
from derive.prove.sign import Sign
from derive.prove.throughout import derivative, lies_in
from derive.terms.densities import FunctionValue
from derive.tree import rewritten


def at_least_values(form: NormalForm, groups: dict[Group, Expr]) -> Iterator[dict[Group, Expr]]:
    """The integrands with the least one in place of those of all functions, for each value of a function in turn."""
    for group, integrand in groups.items():
        spelled = form.letters.spelled(integrand)
        values = [s for s in spelled.free_symbols if isinstance(form.letters.nodes.get(s), FunctionValue)]
        for value in sorted(values, key=str):
            least = _least_at(form, spelled, value)
            if least is not None:
                found = form.letters.read_back(rewritten(spelled, {value: least}))
                yield {**groups, group: form.canonical(found)}


def _least_at(form: NormalForm, integrand: Expr, value: Symbol) -> Expr | None:
    """Where the integrand is least, as a function of all else; None where that is not certain."""
    facts, domain = form.letters.facts, form.letters.domains[value]
    slope = derivative(integrand, value, facts) if domain.is_interval else None
    curvature = derivative(slope, value, facts) if slope is not None else None
    if slope is None or curvature is None or not facts.possible_signs(curvature).within(Sign.NONNEGATIVE):
        return None
    stationary = _root(slope, value)
    return stationary if stationary is not None and lies_in(stationary, domain, facts) else None


def _root(slope: Expr, value: Symbol) -> Expr | None:
    """The one root of a quotient whose numerator is linear."""
    above, _ = fraction(together(slope))
    try:
        polynomial = Poly(above, value)
    except PolynomialError:
        return None
    if polynomial.degree() != 1:
        return None
    leading, constant = polynomial.all_coeffs()
    return -constant / leading
