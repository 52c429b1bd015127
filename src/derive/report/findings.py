"""What calls for attention in a report: one list, which the faces for CI write down each in its own form.

- Each step gives at most one finding for itself and one for its correction; a confirmed erratum none.
- A chain whose head is worse known than all of its steps gives one more.
- Each problem gives one.

A report that makes the check fail on its steps has an "error" (exit code 1) or a "warning" (3) here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import PurePosixPath

from derive.evidence import Evidence, Proof, Verdict, weakest
from derive.report import rules
from derive.report.layout import clean
from derive.report.model import CalculationReport, DerivationReport, Problem, Report, StepReport
from derive.report.rules import Level, Rule
from derive.report.slips import advice, repair_about_the_head
from derive.report.words import claim, conditions, expression, plain, sentences


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that calls for attention.

    `id` survives moved lines; `part` says which part of the derivation is meant; `claim` is the line
    itself, and `reasons` are sentences.
    """

    id: str
    rule: Rule
    level: Level
    path: str | None
    line: int | None
    reasons: tuple[str, ...]
    claim: str = ""
    part: str = ""
    derivation: str | None = None
    calculation: str | None = None

    @property
    def where(self) -> str:
        """The file and the line, as far as they are known."""
        return ":".join(str(part) for part in (self.path, self.line) if part is not None)

    @property
    def title(self) -> str:
        """What it is, and where in the derivation."""
        return f"{self.rule.label}: {self.part}" if self.part else self.rule.label

    @property
    def message(self) -> str:
        """The line and the reasons, each on a line of its own."""
        return "\n".join(filter(None, (self.claim, *self.reasons)))


def findings(report: Report) -> list[Finding]:
    """Everything that calls for attention, in the order of the pages; problems come last."""
    pages = [_of_derivation(derivation, report.fail_on) for derivation in report.derivations]
    return list(_distinct(chain(*pages, map(_of_problem, report.problems))))


def posix(path: str) -> str:
    """The path as every system writes it, without a leading ``./``."""
    return str(PurePosixPath(path))


def excuses_its_head(calculation: CalculationReport) -> bool:
    """Whether an erratum in the chain is confirmed, so that the chain as a whole counts no more."""
    return any(step.is_confirmed_erratum for step in calculation.steps)


@dataclass(frozen=True, slots=True)
class _Place:
    """A chain of a derivation, from where findings are made."""

    derivation: DerivationReport
    calculation: CalculationReport
    fail_on: str

    def finding(
        self, rule: Rule, step: StepReport, reasons: Iterable[str], *, identity: str, part: str, claim: str
    ) -> Finding:
        """A finding about `step`."""
        return Finding(
            id=identity, rule=rule, level=rules.level(rule, fail_on=self.fail_on),
            path=posix(self.derivation.path), line=step.line, reasons=tuple(reasons), claim=claim,
            part=f"{self.name}, {part}", derivation=self.derivation.id, calculation=self.calculation.name,
        )  # fmt: skip

    @property
    def name(self) -> str:
        """The derivation and the chain, as in "flow, inverse"."""
        names = (self.derivation.name, self.calculation.name)
        return ", ".join(dict.fromkeys(filter(None, map(clean, names))))


def _of_derivation(derivation: DerivationReport, fail_on: str) -> Iterator[Finding]:
    for calculation in derivation.calculations:
        place = _Place(derivation, calculation, fail_on)
        for number, step in enumerate(calculation.steps, 1):
            yield from _of_step(place, step, number)
            yield from _of_correction(place, step, number)
        yield from _of_head(place)
    if not any(c.verdicts or excuses_its_head(c) for c in derivation.calculations):
        yield Finding(
            id=derivation.id, rule=rules.UNDECIDED, level=rules.level(rules.UNDECIDED, fail_on=fail_on),
            path=posix(derivation.path), line=derivation.line, part=clean(derivation.name),
            reasons=("it has no step that could be checked",), derivation=derivation.id,
        )  # fmt: skip


def _of_step(place: _Place, step: StepReport, number: int) -> Iterator[Finding]:
    rule = _rule_of(step, place.fail_on)
    if rule is not None:
        part = f"step {number}"
        yield place.finding(rule, step, _reasons(step, rule), identity=step.id, part=part, claim=claim(step))


def _rule_of(step: StepReport, fail_on: str) -> Rule | None:
    if step.is_confirmed_erratum:
        return None
    if step.erratum is not None:
        return rules.ERRATUM_NOT_REFUTED
    if isinstance(step.local, Proof) and step.local.conditions and fail_on == rules.CONDITIONAL.name:
        return rules.CONDITIONAL
    return rules.RULE_OF.get(step.local.verdict)


def _reasons(step: StepReport, rule: Rule) -> Iterator[str]:
    if rule is rules.CONDITIONAL and isinstance(step.local, Proof):
        yield f"proved only where {conditions(step.local)}"
        return
    if step.erratum is not None:
        yield f'marked as an erratum ("{clean(step.erratum)}"), but the line is {step.local.verdict.value}'
    yield from sentences(step.local)
    if step.head is not None and repair_about_the_head(step) is not None:
        yield f"the line before is wrong itself; about the head of the chain, {clean(advice(step.head) or '')}"
    if step.by:
        yield f'by "{clean(step.by)}"'
    if step.reading:
        yield f"read as: {clean(step.reading)}"
    if step.judged_from_correction:
        yield "judged from the correction of the line before, which nothing solves as printed"


def _of_correction(place: _Place, step: StepReport, number: int) -> Iterator[Finding]:
    if step.correction is None or step.correction.verdict is Verdict.PROVED:
        return
    yield place.finding(
        rules.RULE_OF[step.correction.verdict], step, sentences(step.correction),
        identity=f"{step.id}::correction", part=f"correction of step {number}",
        claim=f"{expression(step.lhs)} {step.relation} {expression(step.correction_rhs or '')}",
    )  # fmt: skip


_ABOUT_THE_WHOLE = {
    Verdict.REFUTED: "the steps do not compose",
    Verdict.UNDECIDED: "less is known about the chain as a whole than about each of its steps",
    Verdict.SUPPORTED: "less is known about the chain as a whole than about each of its steps",
}


def _of_head(place: _Place) -> Iterator[Finding]:
    """The chain as a whole, where that is worse than each of its steps."""
    calculation, head = place.calculation, place.calculation.head
    if head is None or excuses_its_head(calculation) or not calculation.steps:
        return
    of_steps = weakest([verdict for step in calculation.steps for verdict in step.verdicts])
    if head.verdict.rank <= of_steps.rank:
        return
    step = _first_as_bad(calculation, head)
    yield place.finding(
        rules.RULE_OF[head.verdict], step, (_ABOUT_THE_WHOLE[head.verdict], *sentences(head)),
        identity=f"{place.derivation.id}::{calculation.name}::head", part="the chain as a whole",
        claim=f"{expression(calculation.start or '')} against {expression(step.rhs)}",
    )  # fmt: skip


def _first_as_bad(calculation: CalculationReport, head: Evidence) -> StepReport:
    """The first line that is as bad about the head as the last one."""
    bad = (step for step in calculation.steps if step.head is not None and step.head.verdict is head.verdict)
    return next(bad, calculation.steps[-1])


def _of_problem(problem: Problem) -> Finding:
    rule = rules.CONTRADICTION if problem.is_contradiction else rules.AUTHORING_ERROR
    message = plain(problem.message).strip() or rule.summary
    path = None if problem.path is None else posix(problem.path)
    return Finding(
        id=f"{path or ''}::{message.splitlines()[0]}", rule=rule, level="error",
        path=path, line=problem.line, reasons=tuple(message.splitlines()),
    )  # fmt: skip


def _distinct(found: Iterable[Finding]) -> Iterator[Finding]:
    """The findings under ids of which no two are equal."""
    seen: Counter[str] = Counter()
    for finding in found:
        seen[finding.id] += 1
        again = seen[finding.id]
        yield finding if again == 1 else replace(finding, id=f"{finding.id}::{again}")
