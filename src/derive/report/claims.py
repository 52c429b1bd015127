"""Answers to claims for people: a block for each one that is not proved, counts for all."""

from __future__ import annotations

from collections.abc import Iterator

from rich.text import Text

from derive.claims.answers import Answer
from derive.claims.standing import Standing
from derive.evidence import Evidence, Proof, Trust, Verdict
from derive.report.layout import clean, indented, prose
from derive.report.model import CalculationReport, DerivationReport, Problem, StepReport
from derive.report.steps import GROUNDS, STYLES
from derive.report.text import MARKS
from derive.report.words import expression, many, sentences


def block(answer: Answer, path: str, width: int) -> Iterator[Text]:
    """What is known about one claim of a file, under its place there."""
    place = f"{clean(path)}:{answer.line}"
    name = "" if answer.id is None else f"  {expression(str(answer.id))}"
    if answer.evidence is None:
        label = "INTERNAL CONTRADICTION" if answer.is_contradiction else "ERROR"
        yield Text.assemble((f"! {label}", STYLES["refuted"]), f"  {place}{name}")
        yield from _as_it_stands(answer.error or "", 4)
        return
    verdict = answer.evidence.verdict
    yield Text.assemble((_label(verdict), STYLES[verdict.value]), f"  {place}{name}")
    yield from indented(prose(_statement(answer), width - 4), 4)
    yield from _evidence(answer.evidence, width)


def verdict_on(answer: Answer, width: int) -> Iterator[Text]:
    """What is known about a claim that stands alone, with the figures beside it."""
    evidence = answer.evidence
    assert evidence is not None
    yield Text.assemble((_label(evidence.verdict), STYLES[evidence.verdict.value]), f"  {_statement(answer)}")
    yield from _evidence(evidence, width)
    if evidence.assuming:
        yield from indented(prose(f"assuming {', '.join(map(expression, evidence.assuming))}", width - 4), 4)
    if evidence.verdict is Verdict.PROVED and evidence.points:
        digits = "" if evidence.digits is None else f" to {evidence.digits} digits"
        yield from indented(prose(f"checked at {many(evidence.points, 'point')}{digits}", width - 4), 4)


def summary(standing: Standing) -> Iterator[Text]:
    """How many claims there are of each kind, and what the proofs rest on."""
    counts = ", ".join(f"{standing.verdicts[verdict]} {verdict.value}" for verdict in Verdict)
    if standing.judged:
        yield Text(f"{many(standing.judged, 'claim')}: {counts}")
    grounds = []
    if standing.trusts[Trust.RULE]:
        grounds.append(f"{standing.trusts[Trust.RULE]} by a named rule")
    if standing.trusts[Trust.CAS]:
        grounds.append(f"{standing.trusts[Trust.CAS]} by a rewrite of SymPy")
    if standing.conditional:
        grounds.append(f"{standing.conditional} with conditions")
    if grounds:
        yield Text(f"of those proved: {', '.join(grounds)}")
    if standing.errors:
        yield Text(many(standing.errors, "error"), style=STYLES["refuted"])
    if standing.contradictions:
        yield Text(many(standing.contradictions, "internal contradiction"), style=STYLES["refuted"])
    if standing.interrupted:
        yield Text(f"interrupted: {standing.interrupted}", style=STYLES["undecided"])
    if standing.exit_code == 3:
        yield Text(f"not good enough: a verdict is at the level {standing.fail_on!r} or worse")


def as_derivation(answer: Answer, path: str) -> DerivationReport | Problem:
    """The claim as a derivation of one step, so that every form of a report can show it."""
    if answer.evidence is None:
        message = answer.error or ""
        return Problem(path=path, line=answer.line, message=message, is_contradiction=answer.is_contradiction)
    name = f"line {answer.line}" if answer.id is None else str(answer.id)
    lhs, relation, rhs = answer.statement
    step = StepReport(
        id=f"{path}::{name}::main::1", line=answer.line, lhs=lhs, relation=relation, rhs=rhs, by=None, reading=None,
        erratum=None, inherited=False, judged_from_correction=False, local=answer.evidence, head=answer.evidence,
        correction=None, correction_rhs=None, seconds=answer.seconds,
    )  # fmt: skip
    calculation = CalculationReport(name="main", line=answer.line, start=lhs, head=answer.evidence, steps=(step,))
    return DerivationReport(
        id=f"{path}::{name}", name=name, path=path, line=answer.line, source="", claim="", assumed=(),
        calculations=(calculation,),
    )  # fmt: skip


def _label(verdict: Verdict) -> str:
    return f"{MARKS[verdict.value]} {verdict.value.upper():<9}"


def _statement(answer: Answer) -> str:
    lhs, relation, rhs = answer.statement
    return f"{expression(lhs)} {relation} {expression(rhs)}"


def _evidence(evidence: Evidence, width: int) -> Iterator[Text]:
    ground = GROUNDS[evidence.trusts] if isinstance(evidence, Proof) else ""
    for sentence in sentences(evidence):
        yield from indented(prose(sentence + ground, width - 4), 4)


def _as_it_stands(message: str, indent: int) -> Iterator[Text]:
    """A message whose lines belong below each other: the caret stands under its place."""
    for line in message.splitlines():
        yield Text(" " * indent + line)
