"""The report as text for people: one line a derivation, the evidence where something is to be seen, counts.

The text depends on the report and on the width alone: nothing in it changes from run to run.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from rich.console import Console, ConsoleOptions
from rich.text import Text

from derive.evidence import Evidence, Proof, Trust, Verdict
from derive.report.layout import DETAIL, clean, indented, prose
from derive.report.model import CalculationReport, DerivationReport, Problem, Report
from derive.report.slips import slips
from derive.report.steps import ERRATUM, STYLES, Place, is_noteworthy, slip_text, step_text

MARKS = {"proved": "✓", "supported": "≈", "undecided": "?", "refuted": "✗"}
NAME_COLUMN = 40


def plain_text(report: Report, *, width: int = 80) -> str:
    """The report as plain text for lines of `width` characters."""
    return "\n".join(line.plain.rstrip() for line in _lines(report, width))


def renderable(report: Report) -> Rendering:
    """The report for a Rich console."""
    return Rendering(report)


@dataclass(frozen=True)
class Rendering:
    """A report that knows how to be printed by Rich, at the width that there is."""

    report: Report

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[Text]:
        for line in _lines(self.report, options.max_width):
            line.rstrip()
            yield line


def _lines(report: Report, width: int) -> Iterator[Text]:
    column = min(max((len(d.name) for d in report.derivations), default=0), NAME_COLUMN)
    for path, group in groupby(report.derivations, key=lambda d: d.path):
        yield Text(clean(path), style="bold")
        for derivation in group:
            yield from _derivation(derivation, column, width)
        yield Text()
    for problem in report.problems:
        yield from _problem(problem, width)
    if report.problems:
        yield Text()
    yield from _summary(report)


def _derivation(derivation: DerivationReport, column: int, width: int) -> Iterator[Text]:
    verdict = derivation.verdict
    style = STYLES[verdict.value]
    yield Text.assemble(
        (MARKS[verdict.value], style), f" {clean(derivation.name):<{column}}  ",
        (f"{verdict.value.upper():<9}", style), f"  {_counts(derivation)}",
    )  # fmt: skip
    if derivation.assumed:
        yield from indented(prose(f"assuming {', '.join(derivation.assumed)}", width - 4), 4)
    for calculation in derivation.calculations:
        first = next((slip for slip in slips(calculation) if slip.step.erratum is None), None)
        if first is not None and len(calculation.steps) > 1:
            yield from slip_text(first, width)
        for index, step in enumerate(calculation.steps):
            if verdict is not Verdict.PROVED or is_noteworthy(step):
                yield from step_text(Place(derivation.path, calculation, index), width)
        yield from _open_head(calculation, width)


def _counts(derivation: DerivationReport) -> str:
    steps = list(derivation.steps)
    found = Counter(step.local.verdict.value for step in steps if step.erratum is None)
    counts = [f"{found[verdict.value]} {verdict.value}" for verdict in Verdict if found[verdict.value]]
    confirmed = sum(step.is_confirmed_erratum for step in steps)
    open_errata = sum(step.is_unconfirmed_erratum for step in steps)
    counts += [_errata(confirmed)] if confirmed else []
    counts += [f"{_errata(open_errata)} NOT CONFIRMED"] if open_errata else []
    return ", ".join(counts)


def _errata(number: int) -> str:
    return "1 erratum" if number == 1 else f"{number} errata"


def _open_head(calculation: CalculationReport, width: int) -> Iterator[Text]:
    """The conclusion of a chain, where all steps are better known than the whole."""
    head = calculation.head
    if head is None or head.verdict in (Verdict.PROVED, Verdict.REFUTED):
        return
    if any(step.local.verdict.rank >= head.verdict.rank for step in calculation.steps):
        return
    last = calculation.steps[-1].line
    verdict = head.verdict.value.upper()
    note = f"line {calculation.line} against line {last}, the chain as a whole: {verdict}"
    yield from indented(prose(note, width - DETAIL), DETAIL)
    yield from indented(prose(getattr(head, "reason", ""), width - DETAIL), DETAIL)


def _problem(problem: Problem, width: int) -> Iterator[Text]:
    where = ":".join(str(part) for part in (problem.path, problem.line) if part is not None)
    label = "INTERNAL CONTRADICTION" if problem.is_contradiction else "ERROR"
    yield Text.assemble((where, "bold"), "  " if where else "", (label, STYLES["refuted"]))
    for line in problem.message.splitlines():
        yield from indented(prose(line, width - 4), 4)


def _summary(report: Report) -> Iterator[Text]:
    summary = report.summary
    if report.derivations:
        steps = summary.proved + summary.supported + summary.undecided + summary.refuted
        judged = f"{_many(steps, 'step')} in {_many(len(report.derivations), 'derivation')}: "
        yield Text.assemble(judged, *_verdict_counts(report))
        if summary.errata:
            yield Text(f"{_errata(summary.errata)} confirmed", style=ERRATUM)
        not_confirmed = sum(s.is_unconfirmed_erratum for d in report.derivations for s in d.steps)
        if not_confirmed:
            yield Text(f"{_errata(not_confirmed)} not confirmed", style=STYLES["refuted"])
        yield from _grounds(report)
    elif not report.problems and not report.interrupted:
        yield Text("nothing was checked")
    if report.problems:
        yield Text(f"{_many(len(report.problems), 'error')}", style=STYLES["refuted"])
    if report.interrupted:
        yield Text(f"interrupted: {report.interrupted}", style=STYLES["undecided"])
    if report.exit_code == 3:
        yield Text(f"not good enough: a verdict is at the level {report.fail_on!r} or worse")


def _verdict_counts(report: Report) -> Iterator[str | tuple[str, str]]:
    for position, verdict in enumerate(Verdict):
        number = getattr(report.summary, verdict.value)
        text = f"{number} {verdict.value}"
        yield ", " if position else ""
        yield (text, STYLES[verdict.value]) if number else text


def _grounds(report: Report) -> Iterator[Text]:
    """What the proofs trust beside exact decision procedures, and where they hold only in part."""
    proofs = [e for e in _judgements(report.derivations) if isinstance(e, Proof)]
    by_trust = Counter(proof.trusts for proof in proofs)
    grounds = []
    if by_trust[Trust.RULE]:
        grounds.append(f"{by_trust[Trust.RULE]} by a named rule")
    if by_trust[Trust.CAS]:
        grounds.append(f"{by_trust[Trust.CAS]} by a rewrite of SymPy")
    conditional = sum(bool(proof.conditions) for proof in proofs)
    if conditional:
        grounds.append(f"{conditional} with conditions")
    if grounds:
        yield Text(f"of those proved: {', '.join(grounds)}")


def _judgements(derivations: Iterable[DerivationReport]) -> Iterator[Evidence]:
    """The local evidence of all steps that are no errata."""
    return (step.local for derivation in derivations for step in derivation.steps if step.erratum is None)


def _many(number: int, thing: str) -> str:
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"
