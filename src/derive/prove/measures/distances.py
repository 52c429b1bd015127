"""Bounds of the integral of |p - q|, squared: Pinsker's by a divergence, Le Cam's by the affinity.

Sources: Cover and Thomas, Elements of Information Theory (2006), lemma 11.6.1; Tsybakov, Introduction to
Nonparametric Estimation (2009), lemma 2.3.
"""

from __future__ import annotations

from collections.abc import Iterator

from sympy import Abs, Add, Expr, Pow, log, sqrt

from derive.prove.measures.lemmas import Lemma
from derive.prove.measures.normal_form import NormalForm
from derive.prove.measures.pointwise import normalised
from derive.prove.sign import Sign
from derive.terms.densities import BaseIntegral


def distance_lemmas(form: NormalForm, value: Expr) -> Iterator[Lemma]:
    """Multiples of the bounds of each integral of |p - q| whose square occurs in a value with a minus."""
    for term in form.letters.terms(form.letters.spelled(value)) or []:
        for base, exponent in term.factors:
            node = form.letters.nodes.get(base)
            if exponent != 2 or not isinstance(node, BaseIntegral):
                continue
            scale = -term.expression / Pow(base, 2)
            if form.letters.facts.possible_signs(scale).within(Sign.NONNEGATIVE):
                for bound, name in _bounds(form, node):
                    yield Lemma(form.letters.read_back(scale) * (bound - node**2), name)


def _bounds(form: NormalForm, node: BaseIntegral) -> Iterator[tuple[Expr, str]]:
    """What the square of the integral is at most, and who says so."""
    over = node.args[1:]
    for p, q in _pairs(form, node):
        yield 2 * BaseIntegral(p * log(p / q), *over), "Pinsker"
        yield 4 - 4 * BaseIntegral(sqrt(p) * sqrt(q), *over) ** 2, "Cauchy-Schwarz (Le Cam)"
        yield BaseIntegral((p - q) ** 2 / q, *over), "Cauchy-Schwarz"


def _pairs(form: NormalForm, node: BaseIntegral) -> list[tuple[Expr, Expr]]:
    """The densities of |p - q|, in both orders."""
    inside = form.letters.spelled(node.integrand)
    if not isinstance(inside, Abs):
        return []
    parts = [part.as_coeff_Mul() for part in Add.make_args(inside.args[0])]
    group = tuple(zip(node.variables, node.spaces, strict=True))
    if sorted(coefficient for coefficient, _ in parts) != [-1, 1]:
        return []
    (_, p), (_, q) = parts
    if normalised(form, p, group) != [p] or normalised(form, q, group) != [q]:
        return []
    p, q = form.letters.read_back(p), form.letters.read_back(q)
    return [(p, q), (q, p)]
