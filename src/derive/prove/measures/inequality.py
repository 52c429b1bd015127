"""Inequalities between expressions with expectations: by signs, tangents, pointwise, or Cauchy and Schwarz."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from math import lcm
from typing import Any

from sympy import Expr, Integer, Mul, Pow

from derive.abstract.spaces import DensityKind
from derive.calculation import Relation
from derive.claim import Claim
from derive.evidence import Proof, Trust
from derive.prove.conditions import conditions
from derive.prove.measures.averages import prove_averages
from derive.prove.measures.distances import distance_lemmas
from derive.prove.measures.equality import ordinarily_proved
from derive.prove.measures.glance import clearly_fails
from derive.prove.measures.gram import gram_lemmas
from derive.prove.measures.least_values import at_least_values
from derive.prove.measures.letters import OutOfScope
from derive.prove.measures.normal_form import Group, NormalForm
from derive.prove.measures.pointwise import minorants
from derive.prove.measures.tangents import tangent_bounds

TANGENTS = "log u <= u - 1 under the integral"

UPWARDS = {Relation.AT_LEAST: Relation.AT_LEAST, Relation.ABOVE: Relation.ABOVE}
DOWNWARDS = {Relation.AT_MOST: Relation.AT_LEAST, Relation.BELOW: Relation.ABOVE}


@dataclass(frozen=True)
class Question:
    """Whether a residual, in combined form, is nonnegative (or positive, as the relation says)."""

    form: NormalForm
    residual: Expr
    groups: dict[Group, Expr]
    relation: Relation

    def settles(self, spelled: Expr, relation: Relation | None = None) -> bool:
        """Whether a number made of letters has the sign that is asked for, wherever the integrands have values."""
        if self.is_hopeless(spelled):
            return False
        found = ordinarily_proved(self.form.letters.about(spelled, relation or self.relation, Integer(0)))
        return found is not None and (not found.conditions or set(found.conditions) <= self._defined())

    def is_hopeless(self, spelled: Expr) -> bool:
        """Whether floats see that a number made of letters is negative somewhere."""
        return clearly_fails(self.form.letters.about(spelled, Relation.AT_LEAST, Integer(0)))

    def _defined(self) -> set[str]:
        """The conditions under which the integrands have values."""
        letters = self.form.letters
        integrands = [letters.spelled(integrand) for integrand in self.groups.values()]
        return {text for f in integrands for text in conditions(letters.about(f, Relation.EQUAL, Integer(0)))}


def prove_unequal_integrals(claim: Claim) -> Proof | None:
    """An inequality between expectations, by the first method that shows it."""
    if claim.relation not in UPWARDS and claim.relation not in DOWNWARDS:
        return None
    found = prove_averages(claim, prove_unequal_integrals)
    if found is not None:
        return found
    greater, lesser = (claim.lhs, claim.rhs) if claim.relation in UPWARDS else (claim.rhs, claim.lhs)
    relation = {**UPWARDS, **DOWNWARDS}[claim.relation]
    for residual in _residuals(claim, greater, lesser):
        form = NormalForm(claim)
        try:
            found = _first_proof(Question(form, residual, form.combined(residual), relation))
        except OutOfScope:
            continue
        if found is not None:
            return found
    return None


def _residuals(claim: Claim, greater: Expr, lesser: Expr) -> Iterator[Expr]:
    """What must be nonnegative: X - Y^n where the claim is that the n-th root of X is at least Y."""
    rooted = _under_root(greater)
    if rooted is None:
        yield greater - lesser
        return
    inside, index = rooted
    yield inside - lesser**index
    if index > 2 and all(_lies(claim, lesser, *end) for end in ((Relation.AT_LEAST, 0), (Relation.AT_MOST, 1))):
        yield inside - lesser**2  # Y^2 >= Y^n


def _lies(claim: Claim, quantity: Expr, relation: Relation, bound: int) -> bool:
    found = prove_unequal_integrals(claim.relating(quantity, relation, Integer(bound)))
    return found is not None and not found.conditions


def _first_proof(question: Question) -> Proof | None:
    if question.relation is Relation.ABOVE and any(not key.is_positive for key in _densities(question)):
        return None  # strictness could fail where a density vanishes
    for method in METHODS:
        question.form.split_off.clear()
        try:
            name = method(question)
        except OutOfScope:
            continue
        if name is not None:
            return Proof(method=name, trusts=Trust.RULE, conditions=question.form.conditions)
    found = _at_least_values(question)
    return found if found is not None else _at_fixed_values(question)


def _at_least_values(question: Question) -> Proof | None:
    """The same for the functions that make an integrand least at every point."""
    question.form.split_off.clear()
    try:
        for groups in at_least_values(question.form, question.groups):
            found = _first_proof(replace(question, groups=groups))
            if found is not None:
                return replace(found, method=f"least at every point, {found.method}")
    except OutOfScope:
        return None
    return None


def _at_fixed_values(question: Question) -> Proof | None:
    """The same once one variable is integrated out at fixed values of the others, which takes that to exist."""
    form = question.form
    try:
        for groups in form.inner(question.groups):
            needed = dict(form.split_off)
            found = _first_proof(replace(question, groups=groups))
            if found is not None:
                form.split_off = needed
                return replace(found, conditions=(*form.conditions, *found.conditions))
    except OutOfScope:
        return None
    return None


def _densities(question: Question) -> list[Any]:
    structures = question.form.letters.claim.structures
    return [key for key, kind in structures.items() if isinstance(kind, DensityKind)]


def _under_root(expression: Expr) -> tuple[Expr, int] | None:
    """X and n where the expression is a positive number times roots, together the n-th root of X."""
    parts = Mul.make_args(expression)
    factor = Mul(*(part for part in parts if part.is_number))
    roots = [_root(part) for part in parts if not part.is_number]
    found = [root for root in roots if root is not None]
    if not factor.is_positive or not found or len(found) < len(roots):
        return None
    index = lcm(*(n for _, n in found))
    return Mul(factor**index, *(base ** (index // n) for base, n in found)), index


def _root(part: Expr) -> tuple[Expr, int] | None:
    if not isinstance(part, Pow) or not part.exp.is_Rational or not 0 < part.exp < 1 or part.exp.q % 2:
        return None
    base, index = _under_root(part.base) or (part.base, 1)
    return base ** int(part.exp.p), index * int(part.exp.q)


# ---- methods


def _by_sign(question: Question) -> str | None:
    form = question.form
    value = form.letters.spelled(form.split(question.groups))
    return "signs, normal form under the integral" if question.settles(value) else None


def _by_tangents(question: Question) -> str | None:
    """log u <= u - 1 in every term, and what is left integrates to something nonnegative."""
    if question.relation is Relation.ABOVE:
        return None
    form = question.form
    for bound in tangent_bounds(form, question.groups):
        form.split_off.clear()
        rest = form.integrated_out(bound)
        if question.settles(form.letters.spelled(form.split(rest)), Relation.AT_LEAST):
            return TANGENTS
        form.split_off.clear()
        if form.letters.may_vanish and _by_pointwise_bound(replace(question, groups=rest)) is not None:
            return f"{TANGENTS}, pointwise"
    return None


def _by_pointwise_bound(question: Question) -> str | None:
    """The integrand, with densities added whose integrals are known, has the sign at every point."""
    for minorant in minorants(question.form, question.groups):
        if question.is_hopeless(minorant.surplus) or question.is_hopeless(minorant.integrand):
            continue
        if question.settles(minorant.surplus, Relation.AT_LEAST) and question.settles(minorant.integrand):
            return minorant.name
    return None


def _by_lemma(question: Question) -> str | None:
    """A nonnegative expression that a named inequality gives, times a number, is what is left."""
    if question.relation is Relation.ABOVE:
        return None
    form = question.form
    value = form.split(question.groups)
    for lemma in (*gram_lemmas(form, value), *distance_lemmas(form, value)):
        form.split_off.clear()
        rest = form.letters.spelled(form.value(question.residual - lemma.nonnegative))
        if form.letters.is_zero(rest) or question.settles(rest, Relation.AT_LEAST):
            return lemma.name
        if _follows_by_tangents(question, question.residual - lemma.nonnegative):
            return f"{lemma.name}, {TANGENTS}"
    return None


def _follows_by_tangents(question: Question, rest: Expr) -> bool:
    """Whether what is left of a residual is nonnegative; integrals that were split before are whole again in it."""
    form = NormalForm(question.form.letters.claim)
    left = Question(form, rest, form.combined(rest), question.relation)
    return _by_tangents(left) is not None and not form.conditions


METHODS: tuple[Callable[[Question], str | None], ...] = (_by_sign, _by_tangents, _by_pointwise_bound, _by_lemma)
