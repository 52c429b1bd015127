"""Cauchy and Schwarz: (integral of c)^2 <= integral of a times integral of c^2/a, for a > 0.

Source: Casella and Berger, Statistical Inference (2002), theorem 4.7.3.
"""

from __future__ import annotations

from collections.abc import Iterator

from sympy import Expr, Pow

from derive.prove.measures.lemmas import Lemma
from derive.prove.measures.letters import Term
from derive.prove.measures.normal_form import NormalForm
from derive.prove.sign import Sign
from derive.terms.densities import BaseIntegral
from derive.tree import rewritten


def gram_lemmas(form: NormalForm, value: Expr) -> Iterator[Lemma]:
    """Multiples of integral(a) integral(c^2/a) - integral(c)^2 whose square occurs in a value with a minus."""
    terms = form.letters.terms(form.letters.spelled(value)) or []
    for term in terms:
        for base, exponent in term.factors:
            node = form.letters.nodes.get(base)
            if exponent == 2 and term.coefficient < 0 and isinstance(node, BaseIntegral):
                yield from _with_square(form, term, node, terms)


def _with_square(form: NormalForm, term: Term, square: BaseIntegral, terms: list[Term]) -> Iterator[Lemma]:
    rest = -term.expression / Pow(form.letters.letter(square), 2)
    if not form.letters.facts.possible_signs(rest).within(Sign.NONNEGATIVE):
        return
    bases = dict.fromkeys(base for other in terms for base, _ in other.factors)
    for base in bases:
        node = form.letters.nodes.get(base)
        if isinstance(node, BaseIntegral) and node != square and node.spaces == square.spaces:
            inside = rewritten(node.integrand, dict(zip(node.variables, square.variables, strict=True)))
            other = square.integrand**2 / inside
            spelled = form.letters.spelled(inside)
            if form.letters.facts.possible_signs(spelled).within(Sign.NONNEGATIVE):
                product = node * form.value(BaseIntegral(other, *square.args[1:])) - square**2
                yield Lemma(form.letters.read_back(rest) * product, "Cauchy-Schwarz")
