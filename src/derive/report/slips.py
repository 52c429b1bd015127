"""One finding a slip: the wrong step, the lines that inherit it, what cancels it, and whether the conclusion stands."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass

from derive.evidence import Counterexample, Disproof, Evidence, Repair, Verdict
from derive.report.model import CalculationReport, StepReport

HOLDING = (Verdict.PROVED, Verdict.SUPPORTED)
NO_REPAIR = "no repair found"
SIDES = {"lhs": "left", "rhs": "right"}
TOKEN = re.compile(r"\w+|\*\*|\S")


@dataclass(frozen=True, slots=True)
class Slip:
    """A refuted step of a chain, with what became of it further down.

    `cancelled_by` is the line from which on the chain is right about its head again; `by_a_slip` says that the
    step there is refuted itself.  `conclusion` is what is known of the whole chain.
    """

    step: StepReport
    inherited_by: tuple[int, ...]
    cancelled_by: int | None
    by_a_slip: bool
    conclusion: Verdict | None

    @property
    def stands(self) -> bool | None:
        """Whether the conclusion of the chain holds all the same; None where that is not known."""
        if self.conclusion in HOLDING:
            return True
        return False if self.conclusion is Verdict.REFUTED else None


def slips(calculation: CalculationReport) -> list[Slip]:
    """The slips of a chain, the first one first."""
    found = []
    conclusion = None if calculation.head is None else calculation.head.verdict
    for index, step in enumerate(calculation.steps):
        if step.local.verdict is Verdict.REFUTED:
            found.append(_followed(step, calculation.steps[index + 1 :], conclusion))
    return found


def _followed(step: StepReport, below: tuple[StepReport, ...], conclusion: Verdict | None) -> Slip:
    inherited: list[int] = []
    was_wrong = step.head is not None and step.head.verdict is Verdict.REFUTED
    for later in below:
        if later.head is None or not was_wrong:
            break
        if later.head.verdict in HOLDING:
            by_a_slip = later.local.verdict is Verdict.REFUTED
            return Slip(step, tuple(inherited), later.line, by_a_slip, conclusion)
        if later.local.verdict is Verdict.REFUTED:
            break  # from here on, what is wrong may be due to the next slip
        if later.head.verdict is Verdict.REFUTED:
            inherited.append(later.line)
    return Slip(step, tuple(inherited), None, by_a_slip=False, conclusion=conclusion)


def in_words(slip: Slip) -> str:
    """What became of a slip.

    >>> from derive.report.model import StepReport
    >>> in_words(Slip(None, (4, 5), 6, True, Verdict.PROVED))
    'lines 4 and 5 inherit it; a second slip in line 6 cancels it; the conclusion stands all the same'
    """
    parts = []
    if slip.inherited_by:
        different = dict.fromkeys(slip.inherited_by)
        lines = " and ".join(map(str, different))
        parts.append(f"lines {lines} inherit it" if len(different) > 1 else f"line {lines} inherits it")
    if slip.cancelled_by is not None:
        cause = "a second slip in line" if slip.by_a_slip else "line"
        parts.append(f"{cause} {slip.cancelled_by} cancels it")
    if slip.stands is not None:
        parts.append("the conclusion stands all the same" if slip.stands else "the conclusion does not stand")
    return "; ".join(parts)


def repair_of(evidence: Evidence) -> Repair | None:
    """The repair of a refuted claim, if one was found."""
    return evidence.repair if isinstance(evidence, Counterexample | Disproof) else None


def repair_about_the_head(step: StepReport) -> Repair | None:
    """The repair against the first line of the chain, where no plain slip joins a line to the wrong one before it."""
    found = None if step.head is None or step.head is step.local else repair_of(step.head)
    local = repair_of(step.local)
    is_better = found is not None and found.is_plain and found.verdict == "proved"
    return found if local is None or (is_better and not local.is_plain) else None


def what_is_wrong(step: StepReport) -> str:
    """The slip of a refuted step in words, as far as it is known."""
    repair = repair_about_the_head(step) or repair_of(step.local)
    if repair is not None:
        return repair.slip if repair.verdict == "proved" else f"perhaps {repair.slip}"
    diagnosis = diagnosis_of(step.local) or NO_REPAIR
    return "this step is wrong" if diagnosis.startswith(NO_REPAIR) else diagnosis.partition(":")[0]


def diagnosis_of(evidence: Evidence) -> str | None:
    """Why a refuted claim has no repair, and what the difference of its sides looks like."""
    return evidence.diagnosis if isinstance(evidence, Counterexample | Disproof) else None


def advice(evidence: Evidence) -> str | None:
    """The repair, or why there is none, as a sentence."""
    repair = repair_of(evidence)
    if repair is None:
        return diagnosis_of(evidence)
    side, verdict = SIDES[repair.side], repair.verdict
    if verdict == "proved":
        return f"{repair.slip}: with {repair.expression} on the {side} the step is proved"
    return f"perhaps {repair.slip}: {repair.expression} on the {side} is {verdict}, not proved"


def change(before: str, after: str) -> list[tuple[int, int]]:
    """The spans of `after` that `before` does not have; what is left out is marked behind its place.

    >>> change("x + 1/y", "x - 1/y")
    [(2, 3)]
    >>> change("2*x", "x")
    [(0, 1)]
    """
    old, new = ([(found.group(), found.span()) for found in TOKEN.finditer(text)] for text in (before, after))
    matcher = difflib.SequenceMatcher(None, [token for token, _ in old], [token for token, _ in new], autojunk=False)
    spans = []
    for kind, _, _, start, end in matcher.get_opcodes():
        if kind == "equal":
            continue
        if start < end:
            spans.append((new[start][1][0], new[end - 1][1][1]))
        elif new:
            spans.append(new[min(start, len(new) - 1)][1])
    return spans
