"""A derivation as HTML: every line typeset, its verdict beside it, its evidence folded under it.

What a line says is text of the report; here it is only arranged.  The page and notebooks share these parts.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from derive.evidence import Agreement, Counterexample, Disproof, Evidence, Proof, Repair, Trust, Undecided, Verdict
from derive.report import words
from derive.report.figures import shown_pair
from derive.report.findings import excuses_its_head
from derive.report.formula import claim, formula, related
from derive.report.formula.mathml import display, mathml
from derive.report.layout import clean
from derive.report.model import CalculationReport, DerivationReport, StepReport
from derive.report.slips import (
    SIDES,
    Slip,
    diagnosis_of,
    in_words,
    repair_about_the_head,
    repair_of,
    slips,
    what_is_wrong,
)
from derive.report.steps import BETWEEN_NUMBERS, Place, remarks

MARKS = {"proved": "✓", "supported": "≈", "undecided": "?", "refuted": "✗", "erratum": "✎"}
GROUNDS = {Trust.EXACT: "exact", Trust.RULE: "a named rule", Trust.CAS: "trusts a rewrite by SymPy"}


def badge(kind: str, label: str = "") -> str:
    """A verdict as a coloured label, with a mark for those who see no colours."""
    return f'<span class="badge {kind}"><span aria-hidden="true">{MARKS[kind]}</span> {escape(label or kind)}</span>'


def prose(text: str) -> str:
    """Text of a report between tags."""
    return escape(clean(text), quote=False)


def kinds(derivation: DerivationReport) -> list[str]:
    """The verdicts of its lines, and "erratum", each once."""
    found = [derivation.verdict.value] if not list(derivation.steps) else []
    return list(dict.fromkeys([*found, *(kind(step) for step in derivation.steps)]))


def kind(step: StepReport) -> str:
    """The verdict of a line, or "erratum" for one whose error is known and confirmed."""
    return "erratum" if step.is_confirmed_erratum else step.local.verdict.value


def chain(derivation: DerivationReport, calculation: CalculationReport) -> str:
    """A calculation: its first line, and every line below it."""
    parts = [f"<h4>{prose(calculation.name)}</h4>"] if len(derivation.calculations) > 1 else []
    parts += [_slip(slip) for slip in slips(calculation) if slip.step.erratum is None][:1]
    if calculation.start is not None:
        start = f'<span class="side">{display(formula(calculation.start))}</span>'
        parts.append(f'<div class="start"><span class="number">{calculation.line}</span>{start}</div>')
    places = [Place(derivation.path, calculation, index) for index in range(len(calculation.steps))]
    parts.append(f'<ol class="lines">{"".join(map(line, places))}</ol>')
    return f'\n<div class="chain">{"".join(parts)}{_as_a_whole(calculation)}</div>'


def line(place: Place) -> str:
    """One line with its verdict; what is not proved is unfolded from the beginning."""
    step = place.step
    shown = "" if kind(step) == "proved" and not place.does_not_compose else " open"
    label = badge(kind(step), "erratum, confirmed" if step.is_confirmed_erratum else "")
    if step.is_unconfirmed_erratum:
        label = badge("refuted", f"erratum not confirmed: {step.local.verdict.value}")
    reason = f'<span class="reason">{prose(step.by)}</span>' if step.by else ""
    summary = f'<span class="number">{step.line}</span>{_sides(place)}{reason}{label}'
    return (
        f'\n<li class="line {kind(step)}"><details{shown}><summary>{summary}</summary>'
        f'<div class="evidence">{"".join(_evidence(place))}</div></details></li>'
    )


def statement(step: StepReport) -> str:
    """Both sides of a line with its relation between them."""
    return display(claim(step.lhs, step.relation, step.rhs))


def _sides(place: Place) -> str:
    """The relation and the right side; the left side too where it is not the line before."""
    step = place.step
    relation = mathml(related(step.relation))
    right = f'<span class="side">{display(formula(step.rhs))}</span>'
    if place.calculation.start is not None:
        return f'<span class="relation">{relation}</span>{right}'
    left = f'<span class="side left">{display(formula(step.lhs))}</span>'
    return f'{left}<span class="relation">{relation}</span>{right}'


def _evidence(place: Place) -> Iterator[str]:
    """What is known about a line, and what its author says about it."""
    step = place.step
    if step.erratum is not None:
        yield entry("erratum", prose(step.erratum))
    yield from evidence(step.local, step.relation)
    if isinstance(step.local, Counterexample):
        yield _picture(step)
    if step.correction is None and not place.is_right_again:
        found = repair_about_the_head(step)
        yield repair(step.local) if found is None else entry("repair about the head", _repaired(found), "repair")
    if step.correction is not None and step.correction_rhs is not None:
        verdict = step.correction.verdict.value
        corrected = mathml(related(step.relation)) + display(formula(step.correction_rhs))
        yield entry("correctly", f"{corrected} {badge(verdict)}")
        if step.correction.verdict is not Verdict.PROVED:
            yield from evidence(step.correction, step.relation)
    for remark in remarks(place):
        yield entry("note", prose(remark))
    if step.reading and step.local.verdict is Verdict.PROVED:
        yield entry("read as", prose(step.reading))
    if place.does_not_compose and step.head is not None:
        yield from evidence(step.head, "=")
    yield entry("as text", f"<code>{escape(words.claim(step))}</code>")


def _picture(step: StepReport) -> str:
    """Both sides along a line through the witness; what it is drawn with loads only where a line is refuted."""
    from derive.report.html_plots import picture

    drawn = picture(step)
    return entry("to see", drawn) if drawn else ""


def evidence(found: Evidence, relation: str) -> Iterator[str]:
    """What speaks for or against a claim, a row each."""
    match found:
        case Proof(method=method, conditions=conditions):
            yield entry("proved by", f'{prose(method)} <span class="ground">{GROUNDS[found.trusts]}</span>')
            if conditions:
                yield entry("where", ", ".join(mathml(formula(condition)) for condition in conditions))
        case Counterexample(reason=reason):
            yield from _witness(found, relation)
            if reason:
                yield entry("because", prose(reason))
        case Disproof(method=method, reason=reason):
            yield entry("because", prose(reason))
            yield entry("disproved by", f'{prose(method)} <span class="ground">{GROUNDS[found.trusts]}</span>')
        case Agreement(reason=reason):
            yield entry("no proof", prose(reason))
        case Undecided(reason=reason):
            yield entry("left open", prose(reason))
    if found.assuming:
        yield entry("assuming", ", ".join(mathml(formula(fact)) for fact in found.assuming))
    if found.points:
        yield entry("numerically", _figures(found))


def _figures(found: Evidence) -> str:
    agreed = "" if not found.digits else f", both sides agree to {words.many(found.digits, 'digit')}"
    worst = "" if found.residual is None else f", largest relative difference {prose(found.residual)}"
    return f"{words.many(found.points, 'point')}{agreed}{worst}"


def _witness(found: Counterexample, relation: str) -> Iterator[str]:
    """The point at which a claim fails, and both sides there."""
    if found.witness:
        at = ", ".join(mathml(claim(name, "=", value)) for name, value in found.witness)
        yield entry("fails at", at, "witness")
    else:
        yield entry("fails", "whatever the variables are", "witness")
    left, right = (prose(value) for value in shown_pair(found.lhs, found.rhs))
    if relation in BETWEEN_NUMBERS:
        yield entry("left side", f'<span class="value">{left}</span>')
        yield entry("right side", f'<span class="value">{right}</span>')
    else:
        yield entry("to compare", f'<span class="value">{left}</span> and <span class="value">{right}</span>')


def repair(found: Evidence) -> str:
    """What makes a refuted claim true, or why nothing is known to; empty for any other claim."""
    known, diagnosis = repair_of(found), diagnosis_of(found)
    if known is not None:
        return entry("repair", _repaired(known), "repair")
    return entry("diagnosis", prose(diagnosis)) if diagnosis else ""


def _repaired(found: Repair) -> str:
    """The repaired side; one that is not proved is a suggestion."""
    perhaps = "" if found.verdict == "proved" else "perhaps "
    side = f"the {SIDES[found.side]} side should be"
    return f"{perhaps}{prose(found.slip)}: {side} {display(formula(found.expression))} {badge(found.verdict)}"


def _slip(slip: Slip) -> str:
    told = "; ".join(filter(None, (what_is_wrong(slip.step), in_words(slip))))
    return f'<p class="slip"><strong>slip in line {slip.step.line}</strong> {prose(told)}</p>'


def _as_a_whole(calculation: CalculationReport) -> str:
    """The conclusion of a chain of several lines, about its first line."""
    head = calculation.head
    if head is None or len(calculation.steps) < 2 or excuses_its_head(calculation):
        return ""
    first, last = calculation.line, calculation.steps[-1].line
    return f'<p class="whole">the chain as a whole, line {first} against line {last} {badge(head.verdict.value)}</p>'


def entry(label: str, content: str, kind_of_row: str = "") -> str:
    """A row of what is known: what it is, and the finding."""
    named = f' class="{kind_of_row}"' if kind_of_row else ""
    return f'\n<div{named}><span class="label">{label}</span> <span class="content">{content}</span></div>'
