"""A step as text: where it stands, its verdict, and the evidence that a person needs to agree.

A proved step is one line.  For all others both sides are shown, at the witness if there is one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rich.text import Text

from derive.evidence import Agreement, Counterexample, Disproof, Evidence, Proof, Repair, Trust, Undecided, Verdict
from derive.report.figures import shown_pair
from derive.report.layout import DETAIL, clean, folded, hanging, indented, prose
from derive.report.model import CalculationReport, StepReport
from derive.report.sides import Side, side_by_side
from derive.report.slips import Slip, change, diagnosis_of, in_words, repair_about_the_head, repair_of, what_is_wrong

STYLES = {"proved": "green", "supported": "yellow", "undecided": "magenta", "refuted": "bold red"}
ERRATUM = "cyan"

BETWEEN_NUMBERS = frozenset({"=", "<=", "<", ">=", ">", "!=", "~"})
"""Relations whose two sides have values themselves; for others the evidence compares something else."""

GROUNDS = {Trust.EXACT: "", Trust.RULE: " (a named rule)", Trust.CAS: " (trusts a rewrite by SymPy)"}
REPEATED = "repeats the line before"
"""What the method of a proof says of a line that SymPy had made the same as the one before."""


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
    def inherits(self) -> bool:
        """Whether this line is false about the head because of a refuted step above it."""
        return self.step.inherited or (_fails_as_head(self.step) and self.line_at_fault is not None)

    @property
    def does_not_compose(self) -> bool:
        """Whether this line is false about the head although no step above it is refuted."""
        return _fails_as_head(self.step) and not self.inherits

    @property
    def makes_up(self) -> bool:
        """Whether this line is right about the head again, where the one above was wrong about it."""
        if not self.index or self.step.head is None or self.step.head.verdict is not Verdict.PROVED:
            return False
        above = self.calculation.steps[self.index - 1]
        return above.head is not None and above.head.verdict is Verdict.REFUTED

    @property
    def is_right_again(self) -> bool:
        """Whether that is so, and it is judged against the lines as they are printed."""
        return self.makes_up and not self.step.judged_from_correction


def is_proved(step: StepReport) -> bool:
    """Whether a step is no erratum, and proved."""
    return step.erratum is None and step.local.verdict is Verdict.PROVED


def is_noteworthy(step: StepReport) -> bool:
    """Whether a step is shown even on a page that is proved."""
    local = step.local
    is_plain = isinstance(local, Proof) and not local.conditions and not any(_sentences(local, step.relation))
    is_marked = step.erratum is not None or step.inherited or step.judged_from_correction
    return not is_plain or is_marked or _fails_as_head(step)


def _fails_as_head(step: StepReport) -> bool:
    """Whether a line that holds as a step is false about the head of its chain."""
    if step.head is None or step.local.verdict is Verdict.REFUTED:
        return False
    return step.head.verdict is Verdict.REFUTED and not step.inherited


def step_text(place: Place, width: int) -> Iterator[Text]:
    """The lines that tell what is known about a step: one, if there is nothing to see."""
    step = place.step
    yield from _headline(place, width)
    if not isinstance(step.local, Proof):
        yield from _both_sides(place.line_before, step, step.lhs, step.relation, step.local, width)
    yield from _notes(_sentences(step.local, step.relation), width)
    yield from _repair(place, width)
    if step.correction is not None and step.correction_rhs is not None:
        yield from _correction(step.correction_rhs, step.correction, step.relation, width)
    yield from _notes(remarks(place), width)
    if place.does_not_compose and step.head is not None:
        yield from _both_sides(
            place.calculation.line, step, place.calculation.start or "", "=", step.head, width
        )
        yield from _notes(_sentences(step.head, "="), width)


def _headline(place: Place, width: int) -> list[Text]:
    """Verdict and reason; a line that is not proved comes with its file, to be clicked on."""
    step = place.step
    label, style = _label(step)
    reason = f'by "{clean(step.by)}"' if step.by else ""
    if is_proved(step) and not place.does_not_compose:
        first = Text.assemble(f"    line {step.line}  ", (label, style))
        if isinstance(step.local, Proof) and step.local.conditions:
            first.append(f" where {clean(', '.join(step.local.conditions))}")
        return hanging(first, reason, width, indent=DETAIL)
    first = Text.assemble("  ", (f"{place.path}:{step.line}", "bold"), "  ", (label, style))
    return hanging(first, _erratum(step) or reason, width, indent=DETAIL)


def _label(step: StepReport) -> tuple[str, str]:
    if step.erratum is not None:
        return "ERRATUM", ERRATUM if step.is_confirmed_erratum else STYLES["refuted"]
    verdict = step.local.verdict.value
    return verdict.upper(), STYLES[verdict]


def _erratum(step: StepReport) -> str:
    """What the author says is wrong, and whether the engine agrees; empty where nothing is marked."""
    if step.erratum is None:
        return ""
    found = (
        "confirmed" if step.is_confirmed_erratum else f"NOT CONFIRMED, the line is {step.local.verdict.value}"
    )
    return f'{found}: "{clean(step.erratum)}"'


def _both_sides(
    line_before: int | None, step: StepReport, lhs: str, relation: str, evidence: Evidence, width: int
) -> Iterator[Text]:
    """A claim whose right side is that of the step, with values where the evidence has some."""
    places = (
        ("left", "right")
        if line_before in (None, step.line)
        else (f"line {line_before}", f"line {step.line}")
    )
    values = ("", "")
    if isinstance(evidence, Counterexample) and relation in BETWEEN_NUMBERS:
        values = shown_pair(evidence.lhs, evidence.rhs)
    sign = "" if relation == "=" else relation
    left, right = Side(places[0], "", lhs, values[0]), Side(places[1], sign, step.rhs, values[1])
    yield from side_by_side(left, right, width)


def _notes(sentences: Iterable[str], width: int) -> Iterator[Text]:
    for sentence in sentences:
        yield from indented(prose(sentence, width - DETAIL), DETAIL)


def _sentences(evidence: Evidence, relation: str) -> Iterator[str]:
    """What speaks for or against a claim, in words."""
    match evidence:
        case Counterexample(witness=witness, reason=reason):
            yield _at(witness)
            if reason:
                yield reason
            if relation not in BETWEEN_NUMBERS:
                left, right = (value.removeprefix("= ") for value in shown_pair(evidence.lhs, evidence.rhs))
                yield f"the values to compare are {left} and {right}"
        case Disproof(reason=reason, method=method):
            yield reason
            yield f"shown by: {method}{GROUNDS[evidence.trusts]}"
        case Agreement(reason=reason):
            yield _agreement(evidence)
            yield reason
        case Undecided(reason=reason):
            yield reason
            if evidence.points and evidence.digits and "digits" not in reason:
                yield _agreement(evidence)
        case Proof(witness=witness, reason=reason) if witness is not None or reason:
            if witness is not None:
                yield _at(witness)
                left, right = (value.removeprefix("= ") for value in shown_pair(evidence.lhs or "", evidence.rhs or ""))
                yield f"the values there are {left} and {right}"
            if reason:
                yield reason
        case Proof(method=method) if evidence.trusts is Trust.CAS or REPEATED in method:
            yield f"shown by: {method}{GROUNDS[evidence.trusts]}"
        case _:
            return


def _at(witness: tuple[tuple[str, str], ...]) -> str:
    point = ", ".join(f"{name} = {value}" for name, value in witness)
    return f"at {point}" if point else "whatever the variables are"


def _agreement(evidence: Evidence) -> str:
    points = "1 point" if evidence.points == 1 else f"{evidence.points} points"
    found = "the claim holds there" if evidence.digits is None else f"agree there to {evidence.digits} digits"
    return f"numerically: both sides have a value at {points}, and {found}"


def slip_text(slip: Slip, width: int) -> Iterator[Text]:
    """The finding that a slip is, before the lines of its chain: what it is and what became of it."""
    first = Text.assemble("  ", (f"slip in line {slip.step.line}", STYLES["refuted"]))
    words = filter(None, (clean(what_is_wrong(slip.step)), in_words(slip)))
    yield from hanging(first, "; ".join(words), width, indent=DETAIL)


def _repair(place: Place, width: int) -> Iterator[Text]:
    """What makes a refuted step true, with the change marked; a correction by the author takes its place.

    A line that is right again needs none: it would be changed to agree with the wrong one before it.
    """
    step = place.step
    if step.correction is not None or place.is_right_again:
        return
    repair, about_the_head = repair_of(step.local), repair_about_the_head(step)
    if about_the_head is not None:
        yield from _notes([f"the line before is wrong itself; about line {place.calculation.line}, the head:"], width)
        yield from _repaired(about_the_head, step, width)
    elif repair is not None:
        yield from _repaired(repair, step, width)
    else:
        yield from _notes(filter(None, [diagnosis_of(step.local)]), width)


def _repaired(repair: Repair, step: StepReport, width: int) -> Iterator[Text]:
    """The side with the change in it, the change marked, and what slip it undoes."""
    label = "repaired   " if repair.side == "rhs" else "repaired left side   "
    room = width - DETAIL - len(label) - 12
    expression = clean(repair.expression)
    spans = change(clean(step.rhs if repair.side == "rhs" else step.lhs), expression)
    rows = folded(expression, room)
    verdict = repair.verdict if repair.verdict == "proved" else f"perhaps: {repair.verdict}"
    for i, row in enumerate(rows):
        end = ("   ", (verdict.upper(), STYLES[repair.verdict])) if i == len(rows) - 1 else ("",)
        yield Text.assemble(" " * DETAIL, label if i == 0 else " " * len(label), row, *end)
        marks = _marks(row, spans) if len(rows) == 1 else ""
        if marks:
            yield Text.assemble(" " * (DETAIL + len(label)), (marks, STYLES["refuted"]))
    yield from _notes([repair.slip], width)


def _marks(row: str, spans: list[tuple[int, int]]) -> str:
    """Carets below what has changed."""
    marks = ["^" if any(start <= i < end for start, end in spans) else " " for i in range(len(row))]
    return "".join(marks).rstrip()


def _correction(rhs: str, evidence: Evidence, relation: str, width: int) -> Iterator[Text]:
    verdict = evidence.verdict.value
    label = "corrected  "
    rows = folded(rhs, width - DETAIL - len(label) - 12)
    yield from (
        Text(" " * DETAIL + (" " * len(label) if i else label) + row) for i, row in enumerate(rows[:-1])
    )
    label = " " * len(label) if rows[:-1] else label
    yield Text.assemble(" " * DETAIL, label, rows[-1], "   ", (verdict.upper(), STYLES[verdict]))
    if isinstance(evidence, Counterexample) and relation in BETWEEN_NUMBERS:
        left, right = shown_pair(evidence.lhs, evidence.rhs)
        yield from _notes([f"the line before {left}, the correction {right}"], width)
    if not isinstance(evidence, Proof):
        yield from _notes(_sentences(evidence, relation), width)


def remarks(place: Place) -> Iterator[str]:
    """How a line was read, and what it is worth as a statement about the head of its chain."""
    step, wrong = place.step, place.line_at_fault
    if step.reading and not is_proved(step):
        yield f"read as: {step.reading}"
    if step.judged_from_correction:
        yield f"judged from the correction of line {place.line_before}: nothing solves it as printed"
    if place.inherits:
        yield f"right as a step; about the head it inherits the error of line {wrong}"
    elif place.does_not_compose:
        yield f"but the steps do not compose: against line {place.calculation.line} this line is REFUTED"
    elif place.is_right_again:
        yield f"about the head this line is PROVED again: it makes up for the error of line {wrong}"
