"""The key's own score: slips planted in its accepted steps, and how many of them the engine refutes.

- Each accepted step gets one slip of each kind of the catalogue that fits it, chosen by a seed.
- What has no value anywhere is no line, and what is still true is no slip: both are dropped.
- Caught means refuted.  A slip that is proved although the second evaluator sees it fail is a defect of
  the engine.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random
from typing import Any
from zlib import crc32

import numpy as np
from mpmath import mp, mpf
from sympy import Basic, ImmutableDenseMatrix
from sympy.core.relational import Relational

from derive.calculation import BETWEEN_NUMBERS, Relation
from derive.check import Canon, Chain, Judge, Question, examine
from derive.claim import Claim
from derive.engine import Screen, screen
from derive.errors import AuthoringError
from derive.evidence import Verdict
from derive.numeric.undefined import UNDEFINED
from derive.page import Derivation
from derive.refute.arithmetic import arithmetic_of
from derive.refute.search import FAILS
from derive.repair import with_side
from derive.report.model import StepReport
from derive.screening import entries, have_values
from derive.slips.catalogue import Edit, edits
from derive.slips.places import kinds_of
from derive.terms.optimum import Objective
from derive.tree import rewritten

ACCEPTED = (Verdict.PROVED, Verdict.SUPPORTED)
NOT_MUTATED = (Relation.IS, Relation.NOT_ALWAYS)
"""Relations to something that is no expression."""

ABOUT_A_POINT = (Relation.MEMBER, Relation.MINIMISES, Relation.MAXIMISES)
SECOND_LOOKS = 4
DIGITS, BITS = 50, 64
APART = mpf(10) ** -15

Tell = Callable[[dict[str, Any]], None]


@dataclass(frozen=True)
class Mutant:
    """A claim with one slip planted in one side: the right one, but where a point is claimed, that point."""

    slip: str
    claim: Claim
    line: Any


def mutants(claim: Claim, *, seed: str, most: int) -> list[Mutant]:
    """At most so many mutants of a claim, of as many kinds as there are, chosen by the seed.

    >>> from sympy.abc import x
    >>> from derive.calculation import Relation
    >>> from derive.domains import REAL
    >>> for mutant in mutants(Claim((x + 1)**2, Relation.EQUAL, x**2 + 2*x + 1, {x: REAL}), seed="a", most=2):
    ...     print(mutant.slip, "|", mutant.claim.rhs)
    a minus is not carried through a bracket | -x**2 + 2*x - 1
    an absolute value too many | x**2 + 2*Abs(x) + 1
    """
    side = "lhs" if claim.relation in ABOUT_A_POINT else "rhs"
    line = getattr(claim, side)
    if claim.relation in NOT_MUTATED or not isinstance(line, Basic | ImmutableDenseMatrix):
        return []
    random = Random(crc32(seed.encode()))
    kinds: dict[str, list[Edit]] = {}
    for edit in edits(line, (*claim.domains, *claim.structures), kinds_of(claim)):
        kinds.setdefault(edit.slip.name, []).append(edit)
    chosen = [(kind, random.choice(found)) for kind, found in kinds.items()]
    if len(chosen) > most:
        kept = sorted(random.sample(range(len(chosen)), most))
        chosen = [chosen[i] for i in kept]
    return [Mutant(kind, with_side(claim, side, edit.line), edit.line) for kind, edit in chosen]


def scored(derivation: Derivation, judge: Judge, tell: Tell, *, path: str, seed: int, most: int) -> dict[str, Any]:
    """How many slips in the accepted steps of a derivation are caught, as plain data."""
    report = examine(derivation, judge, path=path)
    canon = Canon(derivation.domains, derivation.structures, derivation.variables)
    found: list[dict[str, Any]] = []
    passed_over = 0
    for calculation, judged in zip(derivation.page.calculations, report.calculations, strict=True):
        chain = Chain(derivation, calculation)
        for index, step in enumerate(judged.steps):
            if step.erratum is not None or step.local.verdict not in ACCEPTED:
                passed_over += 1
                continue
            claim = canon.claim(chain.claims[chain.key(index, "local")])
            for fate in _fates(claim, canon, judge, step, f"{seed}::{step.id}", most):
                found.append(fate)
                tell({"step": step.id, "number": len(found)})
    counted = [fate for fate in found if fate["fate"] != "still true"]
    return {
        "id": report.id, "name": report.name, "path": report.path, "line": report.line,
        "slips": len(counted),
        "caught": sum(fate["fate"] == "caught" for fate in counted),
        "still_true": len(found) - len(counted),
        "steps_passed_over": passed_over,
        "survivors": [fate for fate in counted if fate["fate"] == "survived"],
        "defects": [fate for fate in counted if fate["fate"] == "defect"],
        "by_slip": _by_slip(counted),
    }  # fmt: skip


def _by_slip(fates: list[dict[str, Any]]) -> dict[str, list[int]]:
    """How many were caught of how many, by kind."""
    kinds = sorted({fate["slip"] for fate in fates})
    return {
        kind: [
            sum(fate["fate"] == "caught" for fate in fates if fate["slip"] == kind),
            sum(fate["slip"] == kind for fate in fates),
        ]
        for kind in kinds
    }


def _fates(
    claim: Claim, canon: Canon, judge: Judge, step: StepReport, seed: str, most: int
) -> Iterator[dict[str, Any]]:
    for number, mutant in enumerate(mutants(claim, seed=seed, most=most)):
        try:
            screened = screen([mutant.claim])[0]
            if not is_a_line(mutant.claim, screened):
                continue
            key = f"{step.id}::mutant::{number}"
            evidence = judge(key, "", screened.figures, Question(mutant.claim, screened))
        except AuthoringError:  # no line that a person could write, such as a law without width
            continue
        if evidence.verdict is Verdict.UNDECIDED and _lacks_a_value(mutant.claim, screened):
            continue
        fate, why = "survived", getattr(evidence, "reason", None)
        if evidence.verdict is Verdict.REFUTED:
            fate = "caught"
        elif evidence.verdict is Verdict.PROVED:
            point = _where_it_fails(mutant.claim, screened)
            fate, why = ("still true", None) if point is None else ("defect", f"proved, but it fails at {point}")
        line = rewritten(mutant.line, canon.backward)
        yield {
            "step": step.id, "line": step.line, "slip": mutant.slip, "expression": str(line),
            "verdict": evidence.verdict.value, "reason": None if why is None else canon.text(why), "fate": fate,
        }  # fmt: skip


def is_a_line(claim: Claim, screened: Screen) -> bool:
    """Whether both sides have a value somewhere, and a claimed optimum does not hold the variable that it is for."""
    if isinstance(claim.rhs, Objective):
        return not claim.lhs.free_symbols & set(claim.rhs.variables)
    if claim.relation not in BETWEEN_NUMBERS:
        return True
    if not claim.is_abstract:
        return have_values(claim, screened)
    from derive.abstract.valuing import InWorlds

    try:
        value = InWorlds(claim)
    except (ArithmeticError, TypeError, ValueError, AttributeError, LookupError):
        return False  # a number in place of a density: no line that a person could write
    return bool(np.any(np.isfinite(value(claim.lhs))) and np.any(np.isfinite(value(claim.rhs))))


def _lacks_a_value(claim: Claim, screened: Screen) -> bool:
    """Whether a side certainly has no value at the points that floats took for the best, as 1/0 or E[log(z)]."""
    if claim.is_abstract:
        return False
    arithmetic = arithmetic_of(claim)
    points = screened.candidates[:SECOND_LOOKS]
    return any(
        bool(points) and all(arithmetic.enclosure(part, point, BITS) is UNDEFINED for point in points)
        for part in _spoken_of(claim)
    )


def _spoken_of(claim: Claim) -> list[Any]:
    """The numbers without which a claim says nothing: both sides, a claimed point and the value there, both lines."""
    match claim.relation:
        case Relation.MEMBER:
            return [claim.lhs]
        case Relation.MINIMISES | Relation.MAXIMISES if isinstance(claim.rhs, Objective):
            point = claim.rhs.point(claim.lhs)
            return [*point.values(), rewritten(claim.rhs.value, point)]
        case Relation.IMPLIES | Relation.IFF:
            return [side for line in (claim.lhs, claim.rhs) if isinstance(line, Relational) for side in line.args]
    return [*entries(claim.lhs), *entries(claim.rhs)] if claim.relation in BETWEEN_NUMBERS else []


def _where_it_fails(claim: Claim, screened: Screen) -> str | None:
    """A point at which the second evaluator sees a proved claim fail."""
    if claim.relation not in FAILS or claim.relation not in BETWEEN_NUMBERS:
        return None
    arithmetic = arithmetic_of(claim)
    for point in screened.candidates[:SECOND_LOOKS]:
        for lhs, rhs in zip(entries(claim.lhs), entries(claim.rhs), strict=False):
            values = [arithmetic.opinion(side, point, DIGITS) for side in (lhs, rhs)]
            if None not in values and _fails(claim, *values):
                return ", ".join(f"{symbol} = {value}" for symbol, value in point.items())
    return None


def _fails(claim: Claim, lhs: Any, rhs: Any) -> bool:
    with mp.workdps(DIGITS):
        difference = lhs - rhs
        if abs(difference) <= APART * max(1, abs(lhs), abs(rhs)):
            return False  # too near to say
        sign = 1 if mp.re(difference) > 0 else -1
        return sign in FAILS[claim.relation]
