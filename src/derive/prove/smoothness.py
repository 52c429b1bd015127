"""Derivatives at a point by their definition: the limits of the difference quotient from both sides."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice

from sympy import Expr, Integer

from derive.calculation import Approach, Relation
from derive.claim import Claim
from derive.evidence import Disproof, Proof, Trust
from derive.numeric.points import simple_points
from derive.prove.approach import check_approach
from derive.prove.facts import Facts
from derive.prove.limits import Limit, limit_from, worked_out
from derive.prove.normal_form import is_zero
from derive.prove.signs import Sign, sign_of
from derive.prove.throughout import bare_facts, is_defined
from derive.terms.smoothness import DIFFERENTIABLE, NOT_DIFFERENTIABLE, Germ
from derive.tree import rewritten

PARAMETERS_TRIED = 6
METHOD = "limits of the difference quotient from both sides"


def prove_smoothness(claim: Claim, facts: Facts) -> Proof | Disproof | None:
    """A function has a derivative at a point, or has none.

    >>> from sympy import Abs
    >>> from derive.domains import REAL
    >>> x = REAL.symbol("x")
    >>> claim = Claim(Germ(Abs(x), x, Integer(0)), Relation.IS, DIFFERENTIABLE, {x: REAL})
    >>> prove_smoothness(claim, Facts({x: REAL})).reason
    'the slope from the right is 1, from the left -1'
    """
    if claim.relation is not Relation.IS or not isinstance(claim.lhs, Germ):
        return None
    found = _compared(claim)
    return _disproved_somewhere(claim) if found is None else found


def _compared(claim: Claim) -> Proof | Disproof | None:
    slopes = _slopes(claim)
    if slopes is None:
        return None
    right, left = slopes
    known = bare_facts(claim)
    if right.value is not None and left.value is not None and is_zero(right.value - left.value, known):
        return _verdict(claim, DIFFERENTIABLE, f"the slope from both sides is {right.value}")
    if _certainly_differ(right, left, known):
        return _verdict(claim, NOT_DIFFERENTIABLE, f"the slope from the right is {right}, from the left {left}")
    return None


def _disproved_somewhere(claim: Claim) -> Disproof | None:
    """A choice of the parameters for which the claim fails."""
    germ: Germ = claim.lhs
    parameters = replace(claim, domains={s: d for s, d in claim.domains.items() if s != germ.variable})
    if not parameters.domains:
        return None
    for choice in islice(simple_points(parameters), PARAMETERS_TRIED):
        special = replace(
            claim,
            lhs=Germ(germ.value.xreplace(choice), germ.variable, germ.point.xreplace(choice)),
            domains={germ.variable: claim.domains[germ.variable]}, conditions=(), assuming=(),
        )  # fmt: skip
        found = _compared(special)
        if isinstance(found, Disproof):
            at = ", ".join(f"{symbol} = {value}" for symbol, value in choice.items())
            return replace(found, reason=f"for {at}: {found.reason}")
    return None


def _verdict(claim: Claim, truth: Expr, reason: str) -> Proof | Disproof:
    if claim.rhs == truth:
        return Proof(method=METHOD, trusts=Trust.RULE, reason=reason)
    return Disproof(method=METHOD, trusts=Trust.RULE, reason=reason)


def _slopes(claim: Claim) -> tuple[Limit, Limit] | None:
    """The limits of the difference quotient from the right and from the left; None where one is not known."""
    germ: Germ = claim.lhs
    x, point = germ.variable, germ.point
    value = rewritten(germ.value, {x: point})
    if any(x in hypothesis.free_symbols for hypothesis in claim.hypotheses) or not is_defined(value, bare_facts(claim)):
        return None
    quotient = (germ.value - value) / (x - point)
    moving = claim.relating(quotient, Relation.TENDS_TO, Integer(0))
    moving = replace(moving, approach=Approach(x, point, "+-"))
    check_approach(moving)
    moving = replace(moving, lhs=worked_out(quotient, moving))
    right, left = (limit_from(moving, side) for side in "+-")
    return None if right is None or left is None else (right, left)


def _certainly_differ(right: Limit, left: Limit, known: Facts) -> bool:
    """Whether there is no common finite limit, whatever the parameters are."""
    if right.value is None or left.value is None:
        return True
    return sign_of(right.value - left.value, known) in (Sign.POSITIVE, Sign.NEGATIVE, Sign.NONZERO)
