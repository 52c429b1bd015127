"""Whether there is anything that a claim speaks about: from a contradiction everything follows."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sympy import Integer

from derive.abstract.premises import Dominated
from derive.abstract.worlds import examples
from derive.claim import Claim
from derive.numeric.points import sample
from derive.screening import no_point

WORLDS = 120
"""Worlds that are searched for one in which the hypotheses hold; the first of them mostly is one."""


def nothing_to_speak_about(claim: Claim) -> str | None:
    """Why no example is known in which all hypotheses hold; None if there is one.

    Hypotheses between numbers are met by a point.  Those that speak of other variables are met in a world.  That a
    derivative is dominated takes no example: functions that are constant near every point meet it.
    """
    numbers = _about_numbers(claim)
    if numbers.hypotheses and not sample(numbers, 1):
        return no_point(numbers)
    premises = tuple(premise for premise in claim.premises if not isinstance(premise, Dominated))
    if not premises and numbers.hypotheses == claim.hypotheses:
        return None
    hypotheses_alone = replace(claim, lhs=Integer(0), rhs=Integer(0), premises=premises)
    if any(sample(example.claim, 1) for example in examples(hypotheses_alone, WORLDS)):
        return None
    return "no example was found in which the hypotheses hold"


def _about_numbers(claim: Claim) -> Claim:
    """The claim without variables that are no numbers, and without hypotheses that speak of them."""

    def kept(facts: tuple[Any, ...]) -> tuple[Any, ...]:
        return tuple(fact for fact in facts if claim.structures.keys().isdisjoint(fact.free_symbols))

    return replace(
        claim, conditions=kept(claim.conditions), assuming=kept(claim.assuming), structures={}, premises=()
    )
