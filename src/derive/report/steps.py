"""A step as text: where it stands, its verdict, and the evidence that a person needs to agree.

A proved step is one line.  For all others both sides are shown, at the witness if there is one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rich.text import Text

from derive.evidence import Agreement, Counterexample, Disproof, Evidence, Proof, Trust, Undecided, Verdict
from derive.report.figures import shown_pair
from derive.report.layout import clean, folded, hanging, indented, prose, shortened
from derive.report.model import CalculationReport, StepReport

STYLES = {"proved": "green", "supported": "yellow", "undecided": "magenta", "refuted": "bold red"}
ERRATUM = "cyan"
DETAIL = 6
"""Columns by which evidence is moved to the right."""


@dataclass(frozen=True)
class Place:
    """A step on its page: the chain it belongs to, its number there, and the file."""

    path: str
    calculation: CalculationReport
    index: int

    @property
    def step(self) -> StepReport:
        """The step itself."""
        return self.calculation.steps[self.index]

    @property
    def line_before(self) -> int | None:
        """The line on which the left side stands; None if the step has both of its sides."""
        if self.calculation.start is None:
            return None
        return self.calculation.steps[self.index - 1].line if self.index else self.calculation.line

    @property
    def line_at_fault(self) -> int | None:
        """The line of the last refuted step above."""
        above = self.calculation.steps[: self.index]
        wrong = [step.line for step in above if step.local.verdict is Verdict.REFUTED]
        return wrong[-1] if wrong else None

    @property
    def makes_up(self) -> bool:
        """Whether this line is right about the head again, where the one above was wrong about it."""
        if not self.index or self.step.head is None or self.step.head.verdict is not Verdict.PROVED:
            return False
        above = self.calculation.steps[self.index - 1]
        return above.head is not None and above.head.verdict is Verdict.REFUTED


def is_noteworthy(step: StepReport) -> bool:
    """Whether a step is shown even on a page that is proved."""
    local = step.local
    is_plain = isinstance(local, Proof) and not local.conditions and local.trusts is not Trust.CAS
    is_marked = step.erratum is not None or step.inherited or step.judged_from_correction
    return not is_plain or is_marked or _head_fails(step)


def step_text(place: Place, width: int) -> Iterator[Text]:
    """The lines that tell what is known about a step: one, if there is nothing to see."""
    step = place.step
    if not is_noteworthy(step) and not place.makes_up:
        yield _glance(step, width)
        return
    yield from _headline(place, width)
    if not isinstance(step.local, Proof):
        yield from _sides(place.line_before, step.line, step.lhs, step.relation, step.rhs, step.local, width)
    yield from _details(step.local, width)
    if step.reading:
        yield from indented(prose(f"read as: {step.reading}", width - DETAIL), DETAIL)
    if step.judged_from_correction:
        note = f"judged from the correction of line {place.line_before}: nothing solves it as printed"
        yield from indented(prose(note, width - DETAIL), DETAIL)
    if step.correction is not None and step.correction_rhs is not None:
        yield from _correction(step.correction_rhs, step.correction, width)
    yield from _head(place, width)


def _glance(step: StepReport, width: int) -> Text:
    """A proved step in one line, to show where the others stand."""
    first = Text.assemble(f"    line {step.line}  ", ("PROVED", STYLES["proved"]))
    if step.by:
        first.append("  " + shortened(f'by "{clean(step.by)}"', width - len(first) - 2))
    return first


def _headline(place: Place, width: int) -> list[Text]:
    step = place.step
    label, style = _label(step)
    first = Text.assemble("  ", (f"{place.path}:{step.line}", "bold"), "  ", (label, style))
    if isinstance(step.local, Proof) and step.local.conditions and step.erratum is None:
        first.append(f" where {clean(', '.join(step.local.conditions))}")
    if step.is_confirmed_erratum:
        return hanging(first, f'"{clean(step.erratum or "")}"', width, indent=DETAIL)
    return hanging(first, f'by "{clean(step.by)}"' if step.by else "", width, indent=DETAIL)


def _label(step: StepReport) -> tuple[str, str]:
    if step.is_confirmed_erratum:
        return "ERRATUM confirmed", ERRATUM
    verdict = step.local.verdict.value
    if step.erratum is not None:
        return f"ERRATUM NOT CONFIRMED: {verdict.upper()}", STYLES["refuted"]
    return verdict.upper(), STYLES[verdict]


def _sides(
    line_before: int | None, line: int, lhs: str, relation: str, rhs: str, evidence: Evidence, width: int
) -> Iterator[Text]:
    """Both sides of a claim below each other, with their values where the evidence has some."""
    names = ("left", "right") if line_before in (None, line) else (f"line {line_before}", f"line {line}")
    values = ("", "")
    if isinstance(evidence, Counterexample):
        values = shown_pair(evidence.lhs, evidence.rhs)
    signs = ("", "") if relation == "=" else ("", relation)
    before = max(map(len, names)) + 2 + (max(map(len, signs)) + 2 if any(signs) else 0)
    behind = max(map(len, values)) + 3 if any(values) else 0
    room = width - DETAIL - before - behind
    is_narrow = room < 24
    sides = [folded(side, room + behind if is_narrow else room) for side in (lhs, rhs)]
    column = max(len(row) for rows in sides for row in rows)
    for name, sign, rows, value in zip(names, signs, sides, values, strict=True):
        label = f"{name:<{max(map(len, names))}}  "
        label += f"{sign:<{len(relation)}}  " if any(signs) else ""
        for row in rows[:-1]:
            yield Text(" " * DETAIL + label + row)
            label = " " * len(label)
        if value and is_narrow:
            yield Text(" " * DETAIL + label + rows[-1])
            yield Text(" " * (DETAIL + before) + value, style="bold")
        else:
            yield Text.assemble(" " * DETAIL, label, f"{rows[-1]:<{column}}", "   ", (value, "bold"))


def _details(evidence: Evidence, width: int) -> Iterator[Text]:
    """What speaks for or against a claim, in words."""
    for sentence in _sentences(evidence):
        yield from indented(prose(sentence, width - DETAIL), DETAIL)


def _sentences(evidence: Evidence) -> Iterator[str]:
    match evidence:
        case Counterexample(witness=witness, reason=reason):
            point = ", ".join(f"{name} = {value}" for name, value in witness)
            yield f"at {point}" if point else "whatever the variables are"
            if reason:
                yield reason
        case Disproof(reason=reason, trusts=trusts, method=method):
            yield reason
            yield f"disproved by {method}{_trusting(trusts)}"
        case Agreement(reason=reason):
            yield _agreement(evidence)
            yield reason
        case Undecided(reason=reason):
            yield reason
            if evidence.points and evidence.digits is not None and "digits" not in reason:
                yield _agreement(evidence)
        case Proof(method=method, trusts=trusts) if trusts is Trust.CAS:
            yield f"proved by {method}{_trusting(trusts)}"
        case _:
            return


def _agreement(evidence: Evidence) -> str:
    points = "1 point" if evidence.points == 1 else f"{evidence.points} points"
    found = "the claim holds there" if evidence.digits is None else f"agree there to {evidence.digits} digits"
    return f"numerically: both sides have a value at {points}, and {found}"


def _trusting(trusts: Trust) -> str:
    return {"exact": "", "rule": ", a named rule", "cas": ", which trusts a rewrite by SymPy"}[trusts.value]


def _correction(rhs: str, evidence: Evidence, width: int) -> Iterator[Text]:
    verdict = evidence.verdict.value
    rows = folded(rhs, width - DETAIL - 23)
    label = "corrected  "
    for row in rows[:-1]:
        yield Text(" " * DETAIL + label + row)
        label = " " * len(label)
    yield Text.assemble(" " * DETAIL, label, rows[-1], "   ", (verdict.upper(), STYLES[verdict]))
    if not isinstance(evidence, Proof):
        if isinstance(evidence, Counterexample):
            left, right = shown_pair(evidence.lhs, evidence.rhs)
            note = f"the line before {left}, the correction {right}"
            yield from indented(prose(note, width - DETAIL), DETAIL)
        yield from _details(evidence, width)


def _head_fails(step: StepReport) -> bool:
    """Whether a line that holds as a step is false about the head of its chain, for no marked reason."""
    return (
        step.head is not None
        and step.head.verdict is Verdict.REFUTED
        and step.local.verdict is not Verdict.REFUTED
        and not step.inherited
    )


def _head(place: Place, width: int) -> Iterator[Text]:
    """What a line is worth as a statement about the head, where that differs from the step."""
    step, calculation = place.step, place.calculation
    wrong = place.line_at_fault
    if step.inherited or (_head_fails(step) and wrong is not None):
        note = f"right as a step; about the head it inherits the error of line {wrong}"
        yield from indented(prose(note, width - DETAIL), DETAIL)
    elif _head_fails(step) and step.head is not None and calculation.start is not None:
        note = f"but the steps do not compose: against line {calculation.line} this line is REFUTED"
        yield from indented(prose(note, width - DETAIL), DETAIL)
        yield from _sides(calculation.line, step.line, calculation.start, "=", step.rhs, step.head, width)
        yield from _details(step.head, width)
    elif wrong is not None and place.makes_up:
        note = f"about the head this line is PROVED again: it makes up for the error of line {wrong}"
        yield from indented(prose(note, width - DETAIL), DETAIL)
