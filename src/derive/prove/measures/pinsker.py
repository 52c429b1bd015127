"""Pinsker: the integral of |p - q|, squared, is at most 2 KL(p || q).

Source: Cover and Thomas, Elements of Information Theory (2006), lemma 11.6.1.
"""

from __future__ import annotations

from collections.abc import Iterator

from sympy import Abs, Add, Expr, Pow, log

from derive.prove.measures.lemmas import Lemma
from derive.prove.measures.normal_form import NormalForm
from derive.prove.measures.pointwise import normalised
from derive.prove.sign import Sign
from derive.terms.densities import BaseIntegral


def pinsker_lemmas(form: NormalForm, value: Expr) -> Iterator[Lemma]:
    """Multiples of 2 KL(p || q) - (integral of |p - q|)^2, in both orders, whose square occurs with a minus."""
    for term in form.letters.terms(form.letters.spelled(value)) or []:
        for base, exponent in term.factors:
            node = form.letters.nodes.get(base)
            if exponent != 2 or not isinstance(node, BaseIntegral):
                continue
            scale = -term.expression / Pow(base, 2)
            if form.letters.facts.possible_signs(scale).within(Sign.NONNEGATIVE):
                for above, below in _pairs(form, node):
                    divergence = BaseIntegral(above * log(above / below), *node.args[1:])
                    yield Lemma(form.letters.read_back(scale) * (2 * divergence - node**2), "Pinsker")


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
